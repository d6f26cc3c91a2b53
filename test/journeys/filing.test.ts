import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Day } from "#base/day.ts";
import { windowFor } from "#law/deadline.ts";
import { IDR_INITIATION } from "#law/federal/dispute.ts";
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
} from "./journey.ts";

/** From the printed notice, through its proof and a second person, to a dispute that was filed. */

describe.skipIf(chromiumPath === undefined)("a dispute", () => {
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

  beforeAll(async () => {
    demo = await demoFolder();
    j = await journey({ demo: true, books: demo.books });
    await bring(j, demo.folder, true);
    owner = await openDemo(j);
    page = await colleague(j, "negotiator");
    const { rows } = await ask<{ rows: readonly { id: string; number: string }[] }>("/v1/queue?limit=200&tab=team");
    for (const row of rows) {
      const notice = await page.request.get(`/v1/cases/${row.id}/notice?format=json`);
      if (!notice.ok()) continue;
      [id, number] = [row.id, row.number];
      break;
    }
    expect(id, "the demo has a claim whose notice may go out").not.toBe("");
  }, HOOK);
  afterAll(async () => {
    await j?.close();
    demo?.remove();
  });

  const toast = (text: string | RegExp): Promise<void> => page.locator(".toast").filter({ hasText: text }).waitFor();
  async function open(tab: string, of = id): Promise<void> {
    await page.goto(`/cases/${of}?tab=${tab}`);
    await settled(page);
  }

  test("on a state's road it is filed with the state, on another person's approval", async () => {
    const { rows } = await ask<{ rows: readonly { id: string; number: string; channel: string }[] }>(
      "/v1/queue?limit=200&tab=team",
    );
    const state = rows.find((r) => r.channel === "tx_arbitration");
    if (state === undefined) throw new Error("the demo has a claim for a state's arbitration");
    await open("channel", state.id);
    const filing = page.getByRole("region", { name: "Filing", exact: true });
    await filing.getByRole("button", { name: "Ask approval to file" }).click();
    await filing.getByRole("button", { name: "Ask for approval" }).click();
    await toast("It waits under Approvals");
    await approve(owner, state.number);
    await open("channel", state.id);
    const form = page.getByRole("form", { name: "Record the filing" });
    await form.getByLabel("Its number").fill("TDI-7001");
    await form.getByRole("button", { name: "Record filing" }).click();
    await filing.getByText("TDI-7001").waitFor();
    expect(await violations(page)).toEqual([]);
    const { roads, filings } = await ask<{
      roads: readonly { road: string }[];
      filings: readonly { road: string; reference: string }[];
    }>(`/v1/cases/${state.id}/filing`);
    expect([roads.length > 0, filings.map((f) => [f.road, f.reference])]).toEqual([
      true,
      [["state process", "TDI-7001"]],
    ]);
  }, 240_000);

  test("the notice is printed, written down as sent, and its arrival shown by a file", async () => {
    await open("documents");
    const paper = page.locator("li.paper").filter({ hasText: "Open negotiation notice" });
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      paper.getByRole("button", { name: "Save notice" }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/\.pdf$/);
    await paper.getByRole("button", { name: "Sent ..." }).click();
    const form = page.getByRole("form", { name: "Write down as sent" });
    await form.getByLabel("Address, number or portal").fill("nsa@northfield.example");
    await form.getByLabel("How it went").selectOption("email");
    await form.getByRole("button", { name: "Keep as sent" }).click();
    await form.waitFor({ state: "detached" });
    await paper.getByText("Nothing shows yet that it arrived.").waitFor();

    await page.getByLabel("What it is").selectOption("proof of delivery");
    await page
      .getByLabel("File to attach")
      .setInputFiles({ name: "receipt.eml", mimeType: "message/rfc822", buffer: Buffer.from("delivered") });
    await toast("Attached receipt.eml.");
    await paper.getByRole("button", { name: "What became of it" }).click();
    const proof = page.getByRole("form", { name: "What became of it" });
    await proof.getByLabel("Shown by").selectOption({ label: "receipt.eml" });
    await proof.getByRole("button", { name: "Keep" }).click();
    await paper.getByText(/^Arrived on .*, shown by receipt\.eml\.$/).waitFor();
    // Read anew, without the word of what was just done.
    await open("documents");
    await paper.getByText("shown by receipt.eml").waitFor();
    expect(await violations(page)).toEqual([]);
  }, 240_000);

  test("once talks are over another person allows the filing, and it is recorded", async () => {
    const { desk } = j.server.open;
    const sent = desk.today();
    const [from]: readonly [Day, Day] = windowFor(IDR_INITIATION, sent).safe;
    Object.assign(desk, { today: () => from });

    await open("channel");
    const filing = page.getByRole("region", { name: "Filing", exact: true });
    await filing.getByText(/^Notice sent/).waitFor();
    expect(await violations(page)).toEqual([]);
    await filing.getByRole("button", { name: "Ask approval to file" }).click();
    await filing.getByRole("button", { name: "Ask for approval" }).click();
    await toast("It waits under Approvals");

    await approve(owner, number);

    await open("channel");
    const form = page.getByRole("form", { name: "Record the filing" });
    await form.getByLabel("Its number").fill("DISP-2041");
    await form.getByLabel("Fees paid (optional)").fill("115.00");
    await form.getByRole("button", { name: "Record filing" }).click();
    await filing.getByText("DISP-2041").waitFor();

    await open("activity");
    for (const said of [
      /^Filed on .*DISP-2041/,
      /^Approved: file/,
      /^Open negotiation notice arrived/,
      /^Sent by email/,
    ])
      await page.getByText(said).first().waitFor();
  }, 240_000);

  test("no page complained", () => {
    expect(j.complaints).toEqual([]);
  });
});
