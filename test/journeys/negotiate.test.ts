import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { negotiation } from "#api/contract/negotiation.ts";
import { formatUsd, showUsd, usd } from "#base/money.ts";
import { chromiumPath, settled } from "#test/browser.ts";
import { violations } from "#test/web/axe.ts";
import {
  approve,
  bring,
  colleague,
  type DemoFolder,
  demoFolder,
  HOOK,
  type Journey,
  journey,
  openDemo,
  PATIENCE,
} from "./journey.ts";

/** From the first underpayment to a deal signed by hand, with a second person who agrees, and one who does not. */

type Negotiation = z.output<typeof negotiation>;

/** `amount` times so many hundredths, to the cent below. */
const share = (amount: string, percent: bigint): string => formatUsd(((usd(amount) * percent) / 100n) as never);

describe.skipIf(chromiumPath === undefined)("a negotiation", () => {
  let j: Journey;
  let demo: DemoFolder;
  /** Whoever asks, and whoever agrees. */
  let page: Page;
  let owner: Page;
  let cases: readonly string[] = [];

  async function ask<T>(path: string): Promise<T> {
    const answer = await page.request.get(path);
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
  const negotiationOf = (id: string): Promise<Negotiation> => ask(`/v1/cases/${id}/negotiation`);

  /** Open cases whose first ask Parley suggests and a second person must agree to. */
  async function casesToAsk(most: number): Promise<readonly string[]> {
    const { rows } = await ask<{ rows: readonly { id: string; state: string }[] }>("/v1/queue?limit=200&tab=team");
    const found: string[] = [];
    for (const { id } of rows) {
      const { turn, zone, offers } = await negotiationOf(id);
      const liftable = turn?.refusals.length !== 0 && turn?.refusals.every((r) => r.liftedBy !== null);
      if (turn?.move === "open" && liftable && offers.length === 0 && usd(zone?.floor ?? "0.00") > 0n) found.push(id);
      if (found.length === most) break;
    }
    return found;
  }

  beforeAll(async () => {
    demo = await demoFolder();
    j = await journey({ demo: true, books: demo.books });
    await bring(j, demo.folder, true);
    owner = await openDemo(j);
    page = await colleague(j, "negotiator");
    cases = await casesToAsk(2);
  }, HOOK);
  afterAll(async () => {
    await j?.close();
    demo?.remove();
  });

  const toast = (text: string | RegExp, on = page): Promise<void> =>
    on.locator(".toast").filter({ hasText: text }).waitFor();
  const composer = (): Locator => page.getByRole("form", { name: /^(First ask|Counter)$/ });
  const amountField = (): Locator => composer().getByLabel(/^Amount/);

  async function openDesk(id: string): Promise<void> {
    await page.goto(`/cases/${id}`);
    await settled(page);
    await page.keyboard.press("6");
    await page.waitForURL(/tab=negotiate/);
    await composer().waitFor();
    await settled(page);
  }

  /** Offers an amount, by way of a second person where one must agree. */
  async function offer(id: string, number: string, amount: string): Promise<void> {
    await amountField().fill(amount);
    const asks = composer().getByRole("button", { name: "Ask for approval", exact: true });
    if ((await asks.count()) > 0) {
      await asks.click();
      await toast("It waits under Approvals");
      await approve(owner, number);
      await openDesk(id);
      await page.getByRole("button", { name: "Go to the offer" }).click();
    }
    await composer().getByRole("button", { name: "Make the offer" }).click();
    await toast("Offer made.");
  }

  async function logTheirs(amount: string, final: boolean): Promise<void> {
    await page.getByRole("button", { name: "Log the plan’s offer" }).click();
    const form = page.getByRole("form", { name: "Log an offer" });
    await form.getByLabel("Amount").fill(amount);
    if (final) await form.getByLabel("They said it is final").check();
    await form.getByRole("button", { name: "Log offer" }).click();
    await form.waitFor({ state: "detached" });
    await page
      .getByRole("button", { name: `The plan offered ${showUsd(usd(amount), "cents").replace(/\.00$/, "")}` })
      .waitFor();
  }

  /** Keeps a letter about what was taken, and finds it among the letters. */
  async function keepsLetter(id: string): Promise<void> {
    await page.goto(`/cases/${id}?tab=documents`);
    await settled(page);
    await page.getByLabel("Kind", { exact: true }).selectOption("acceptance");
    await page.getByLabel("Their reference").fill("CP-884213");
    await page.getByRole("button", { name: "Keep it on the case" }).click();
    await toast("Letter kept on the case. It was not sent.");
    await page.getByRole("heading", { name: "Letters kept" }).waitFor();
  }

  /** A call about that letter stands beside it in the thread. */
  async function logsCall(id: string): Promise<void> {
    await page.goto(`/cases/${id}`);
    await settled(page);
    await page.keyboard.press("l");
    const form = page.getByRole("form", { name: "Log a call" });
    await form.getByLabel("Who you spoke to").fill("Dana Quill");
    await form.getByLabel("About").selectOption({ index: 1 });
    await form.getByLabel("What was said").fill("They have the letter.");
    await form.getByLabel("Consent to recording").selectOption("given");
    await form.getByRole("button", { name: "Log call" }).click();
    await toast("Call logged.");
    const { rows } = await ask<{ rows: readonly { kind: string; detail: string }[] }>(`/v1/cases/${id}/timeline`);
    expect(rows[0]).toMatchObject({ kind: "call", detail: expect.stringMatching(/^about our letter of acceptance/) });
  }

  /** What was agreed is printed, signed outside, and its copy stands beside each line's rate. */
  async function signs(id: string, lines: number): Promise<void> {
    await page.goto(`/cases/${id}?tab=payments`);
    await settled(page);
    const papers = page.getByRole("region", { name: "Papers to sign" });
    await papers.getByRole("region", { name: "Before signing" }).getByText("Not below the floor").waitFor();
    expect(await violations(page)).toEqual([]);
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      papers.getByRole("button", { name: "Save settlement agreement" }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/settlement-agreement\.pdf$/);
    await papers.getByRole("button", { name: "Keep it on the case: rate confirmation" }).click();
    await papers.getByText(/^Rate confirmation of/).waitFor();
    await papers.getByLabel("Signed copy").setInputFiles({
      ...{ name: "signed by both.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 signed") },
    });
    await papers.getByText(/^Signed copy: signed by both\.pdf/).waitFor();
    const table = page.getByRole("table", { name: "Expected against received" });
    expect(await table.getByText(/signed, attached/).count()).toBe(lines);
  }

  test("goes from the first underpayment to a deal, and its money is expected line by line", async () => {
    const [id = ""] = cases;
    const { number, turn, zone } = await negotiationOf(id);
    const first = turn?.amount ?? "";
    const floor = zone?.floor ?? "";
    await openDesk(id);
    await page.getByRole("region", { name: "Advice" }).getByText("Ask first").waitFor();
    await page.getByText("Suggested", { exact: true }).waitFor();
    expect(usd((await amountField().inputValue()).replaceAll(",", ""))).toBe(usd(first));
    expect(await violations(page)).toEqual([]);

    await offer(id, number, first);
    await page
      .getByRole("button", { name: /^We asked/ })
      .first()
      .waitFor();

    await logTheirs(share(floor, 70n), false);
    await page.getByText("Do not settle for it").first().waitFor();
    const second = (await negotiationOf(id)).turn?.amount ?? share(first, 90n);
    await offer(id, number, second);

    const theirs = share(floor, 130n);
    await logTheirs(theirs, true);
    await page
      .getByRole("region", { name: /^Accept/ })
      .getByRole("button", { name: /^Accept/ })
      .click();
    const form = page.getByRole("form", { name: "Accept the offer" });
    await form.getByLabel("Where it is written").fill("letter signed by both");
    await form.getByText("Adds up to the cent").waitFor();
    const share1 = form.getByLabel("Share of line 1", { exact: true });
    const right = await share1.inputValue();
    await share1.fill("0.01");
    expect(await form.getByRole("button", { name: /^(Accept and|Ask for)/ }).isDisabled()).toBe(true);
    await share1.fill(right);
    await form.getByText("Adds up to the cent").waitFor();
    const asks = form.getByRole("button", { name: "Ask for approval" });
    if ((await asks.count()) > 0) {
      await asks.click();
      await toast("It waits under Approvals");
      await approve(owner, number);
      await openDesk(id);
      await page.getByRole("button", { name: "Go on accepting" }).click();
      await form.getByLabel("Where it is written").fill("letter signed by both");
    }
    await form.getByRole("button", { name: "Accept and expect the money" }).click();
    await toast(/^Accepted /);

    await page.goto(`/cases/${id}?tab=payments`);
    const table = page.getByRole("table", { name: "Expected against received" });
    await table.waitFor();
    const { lines } = await negotiationOf(id);
    expect(await table.locator("tbody tr").count()).toBe(lines.length);
    const { expected } = await ask<{ expected: readonly { expected: string; source: string }[] }>(`/v1/cases/${id}`);
    expect(expected.map((e) => e.source)).toEqual(["letter signed by both"]);
    expect(usd(expected[0]?.expected ?? "0.00") <= usd(theirs)).toBe(true);

    await keepsLetter(id);
    await logsCall(id);
    await signs(id, lines.length);
  }, 240_000);

  test("a second person refuses, and whoever asked reads why and cannot approve it alone", async () => {
    const id = cases[1] ?? "";
    const { number, turn } = await negotiationOf(id);
    await openDesk(id);
    await composer().getByRole("button", { name: "Ask for approval", exact: true }).click();
    await toast("It waits under Approvals");
    const mine = page.getByRole("region", { name: "Approvals of this case" });
    await mine.getByText("Waiting").waitFor();
    expect(await mine.getByRole("button", { name: "Approve" }).count()).toBe(0);
    expect(await composer().getByRole("button", { name: "Make the offer" }).count()).toBe(0);

    await owner.goto("/approvals");
    await settled(owner);
    await owner.getByRole("link", { name: /that wait for you/ }).waitFor();
    await owner.keyboard.press("j");
    expect(await violations(owner)).toEqual([]);
    const card = owner.getByRole("article", { name: new RegExp(`^${number}: Offer`) });
    await card
      .getByText(showUsd(usd(turn?.amount ?? "0.00")))
      .first()
      .waitFor();
    await card.getByRole("button", { name: "Refuse" }).click();
    const form = owner.getByRole("form", { name: "Refuse the approval" });
    await form.getByLabel("Why it is refused").fill("ask for the QPA first");
    await form.getByRole("button", { name: "Refuse" }).click();
    await toast(`${number}: refused.`, owner);
    await owner.getByRole("link", { name: "Refused" }).click();
    await owner
      .getByRole("button", { name: new RegExp(`^${number} `) })
      .first()
      .waitFor();

    await expect
      .poll(() => mine.getByText("ask for the QPA first").count(), { timeout: PATIENCE, message: "the reason is read" })
      .toBe(1);
  }, 180_000);

  test("offers are stopped under Settings, and the desk says so at once", async () => {
    await owner.goto("/settings?part=authority");
    await settled(owner);
    await owner.getByLabel("An offer may be made alone up to").fill("1,000.00");
    await owner.getByLabel("Stop all offers").check();
    await owner.getByRole("button", { name: "Keep authority" }).click();
    await toast("Kept. Offers are stopped.", owner);
    await openDesk(cases[1] ?? "");
    await composer().getByText("Offers are stopped.").waitFor();
    expect(
      await composer()
        .getByRole("button", { name: /^(Make the offer|Ask for approval)$/ })
        .isDisabled(),
    ).toBe(true);
  });

  test("no page complained", () => {
    expect(j.complaints).toEqual([]);
  });
});
