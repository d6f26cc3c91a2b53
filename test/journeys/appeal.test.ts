import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FEDERAL } from "#base/calendar.ts";
import { chromiumPath, settled } from "#test/browser.ts";
import type { Answer } from "#web/data/paths.ts";
import { sayDay, showDateOfYear } from "#web/kit/day-words.ts";
import {
  approve,
  bring,
  colleague,
  type DemoFolder,
  demoFolder,
  HOOK,
  type Journey,
  journey,
  looks,
  openDemo,
} from "./journey.ts";

/** An appeal as a person writes it, files it and waits for its answer; and what else stands beside a case. */

interface Row {
  readonly id: string;
  readonly number: string;
}

describe.skipIf(chromiumPath === undefined)("an appeal", () => {
  let j: Journey;
  let demo: DemoFolder;
  let page: Page;
  let owner: Page;
  let id = "";
  let number = "";

  async function ask<T>(path: string): Promise<T> {
    const answer = await page.request.get(path);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** A denied claim of a plan that an employer funds: the rules of 29 CFR 2560.503-1 govern its appeal. */
  async function deniedByEmployer(): Promise<readonly [string, string]> {
    const { rows } = await ask<{ rows: readonly Row[] }>("/v1/queue?limit=200&tab=team&class=denied");
    for (const row of rows) {
      const { roads } = await ask<Answer<"getFiling">>(`/v1/cases/${row.id}/filing`);
      const asks = roads.find((r) => r.road === "appeal")?.requirements ?? [];
      const is = (id: string, state: string) => asks.some((r) => r.id === id && r.state === state);
      const employer = asks.some((r) => r.id === "plan-type" && r.says === "Self-funded, private employer");
      if (is("road", "met") && is("window", "met") && is("authorized", "missing") && employer)
        return [row.id, row.number];
    }
    throw new Error("the demo has no denied claim of an employer's plan");
  }

  beforeAll(async () => {
    demo = await demoFolder();
    j = await journey({ demo: true, books: demo.books });
    await bring(j, demo.folder, true);
    owner = await openDemo(j);
    page = await colleague(j, "negotiator");
    [id, number] = await deniedByEmployer();
  }, HOOK);
  afterAll(async () => {
    await j?.close();
    demo?.remove();
  });

  const toast = (text: string | RegExp, on = page): Promise<void> =>
    on.locator(".toast").filter({ hasText: text }).getByRole("button", { name: "Close" }).click();
  const filing = () => page.getByRole("region", { name: "Filing", exact: true });
  async function open(tab: string): Promise<void> {
    await page.goto(`/cases/${id}?tab=${tab}`);
    await settled(page);
  }
  async function attach(name: string, kind: string): Promise<void> {
    await open("documents");
    await page.getByLabel("What it is").selectOption(kind);
    await page
      .getByLabel("File to attach")
      .setInputFiles({ name, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7 ${name}`) });
    await toast(`Attached ${name}.`);
  }
  async function wasSent(on: Locator, button: string): Promise<void> {
    await on.getByRole("button", { name: button }).click();
    const form = page.getByRole("form", { name: "Write down as sent" });
    await form.getByLabel("How it went").selectOption("email");
    await form.getByLabel("Address, number or portal").fill("appeals@lantern.example");
    await form.getByRole("button", { name: "Keep as sent" }).click();
    await toast("Written down as sent.");
  }

  test("words that give something away wait for a tick, and other kinds of letter do not carry them", async () => {
    await open("channel");
    await filing().getByText("Write the appeal").click();
    const why = filing().getByLabel(/^Why the decision/);
    await why.fill("The remittance gives no reason.\nYour allowed amount is right for the first line.");
    const save = filing().getByRole("button", { name: "Save letter" });
    const tick = filing().getByLabel("It is meant as written: Your allowed amount is right");
    await tick.waitFor();
    expect(await save.isDisabled()).toBe(true);
    await looks(page, "appeal-tone", filing());
    // What was typed is there in both widths, through which the picture went.
    expect(await why.inputValue()).toMatch(/first line\.$/);
    await tick.check();
    expect(await save.isDisabled()).toBe(false);
    await why.fill("Our charge is too high. The remittance gives no reason.");
    await filing().getByLabel("It is meant as written: Our charge is too high").waitFor();
    expect(await save.isDisabled(), "other words are another tick").toBe(true);
    await why.fill("The remittance gives no reason that can be answered.");
    await tick.waitFor({ state: "detached" });
    const [saved] = await Promise.all([page.waitForEvent("download"), save.click()]);
    expect(saved.suggestedFilename()).toMatch(/\.appeal\.pdf$/);
    await filing().getByRole("button", { name: "Keep it on the case" }).click();
    await toast("Letter kept on the case. It was not sent.");
  });

  test("it is written down as sent, and a file shows that it arrived", async () => {
    await attach("assignment.pdf", "assignment");
    await attach("receipt.pdf", "proof of delivery");
    const letters = page.getByRole("region", { name: "Letters" });
    await wasSent(letters, "Sent ...");
    await letters.getByText("Nothing shows yet that it arrived.").waitFor();
    await letters.getByRole("button", { name: "What became of it" }).click();
    const proof = page.getByRole("form", { name: "What became of it" });
    await proof.getByLabel("Shown by").selectOption({ label: "receipt.pdf" });
    await proof.getByRole("button", { name: "Keep" }).click();
    await letters.getByText(/^Arrived on .*, shown by receipt\.pdf\.$/).waitFor();
    await toast("Delivery is proved.");
    await looks(page, "appeal-letters", letters);
  });

  test("it is filed on the word of another person, and its answer has a day", async () => {
    await open("channel");
    await filing().getByText("assignment.pdf").waitFor();
    await filing().getByRole("button", { name: "Ask approval to file" }).click();
    await looks(page, "appeal-ask", filing());
    await filing().getByRole("button", { name: "Ask for approval" }).click();
    await toast("It waits under Approvals");

    await approve(owner, number);
    await open("channel");
    const form = page.getByRole("form", { name: "Record the filing" });
    await form.getByLabel("Its number").fill("AP-7710");
    await looks(page, "appeal-record", filing());
    await form.getByRole("button", { name: "Record filing" }).click();
    await toast("Filing recorded.");
    await filing().getByText("AP-7710").waitFor();
    await filing()
      .getByText(/^Plan decides.*: by /)
      .waitFor();
    await looks(page, "appeal-filed", filing());
  }, 240_000);

  test("what counsel says of a lawsuit stands among the ways out", async () => {
    await open("negotiate");
    await page.getByRole("button", { name: "Write down what counsel says of a lawsuit" }).click();
    const form = page.getByRole("form", { name: "What counsel says of a lawsuit" });
    await form.getByLabel("Chance to win, percent").fill("140");
    await form.getByText("A whole number from 0 to 100.").waitFor();
    const put = form.getByRole("button", { name: "Write down" });
    expect(await put.isDisabled()).toBe(true);
    await looks(page, "counsel-form", form);
    await form.getByLabel("Chance to win, percent").fill("40");
    await form.getByLabel("Months until the money").fill("18");
    await form.getByLabel("Allowed amount it would win").fill("5,000");
    await form.getByLabel("Cost, whatever comes of it").fill("900");
    await form.getByLabel("Who of counsel said it").fill("R. Vance");
    await put.click();
    await toast("Counsel’s figures are written down.");
    const ways = page.getByRole("region", { name: "If there is no agreement" });
    await ways
      .getByRole("row", { name: /^Lawsuit/ })
      .getByText("40 in 100")
      .waitFor();
    await looks(page, "counsel-said", ways);
  });

  test("a letter without an answer is asked after on the day that the practice set", async () => {
    await owner.goto("/settings?part=profile");
    await settled(owner);
    const first = owner.getByLabel("First after, business days");
    await first.fill("900");
    await owner.getByText("A whole number from 1 to 60.").waitFor();
    await looks(owner, "cadence");
    await first.fill("4");
    await owner.getByLabel("First after, when it went by email").fill("2");
    await owner.getByLabel("At most, times").fill("1");
    await owner.getByRole("button", { name: "Keep profile" }).click();
    await toast(/./, owner);

    await open("documents");
    const letters = page.getByRole("region", { name: "Letters" });
    await letters.getByRole("button", { name: "A letter went out that is not kept here ..." }).click();
    await letters.getByLabel("Which letter").selectOption("opening");
    await page.getByRole("form", { name: "Write down as sent" }).getByLabel("How it went").selectOption("email");
    await page.getByRole("button", { name: "Keep as sent" }).click();
    await toast("Written down as sent.");
    await page.getByText("Opening letter sent by email").waitFor();
    const rail = page.getByRole("complementary", { name: "Next step" });
    const today = j.server.open.desk.today();
    const asked = `Ask after our opening letter of ${showDateOfYear(today)}: no answer`;
    await rail.getByText(`${asked} by ${sayDay(FEDERAL.nthAfter(today, 2))}.`).waitFor();
    await looks(page, "cadence-case");
  });

  test("who hears a complaint stands with its source, by who funds the plan", async () => {
    await open("channel");
    const heard = page.getByRole("region", { name: "Who hears a complaint" });
    await heard.getByRole("heading", { name: /^Employee Benefits Security Administration/ }).waitFor();
    for (const link of await heard.getByRole("link").all()) expect(await link.getAttribute("href")).toMatch(/^https?:/);
    await looks(page, "complaints", heard);
    await page.goto("/playbooks");
    await settled(page);
    const byState = page.getByRole("region", { name: "Associations by state" });
    await byState.getByRole("link", { name: "Texas Medical Association" }).waitFor();
    await looks(page, "associations", byState);
  });

  test("no page complained", () => {
    expect(j.complaints).toEqual([]);
  });
});
