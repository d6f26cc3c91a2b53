import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Download, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FEDERAL } from "#base/calendar.ts";
import { type Day, plusDays } from "#base/day.ts";
import { chromiumPath, settled } from "#test/browser.ts";
import {
  bring,
  caseOf,
  type DemoFolder,
  demoFolder,
  HOOK,
  type Journey,
  journey,
  openDemo,
  PATIENCE,
} from "./journey.ts";

/** A day's work: what lapses first, one case from its question to its money, and two people on one case. */

interface Row {
  readonly number: string;
  readonly state: string;
  readonly due: { readonly day: Day } | null;
}

/** Gives every patient a name that a spreadsheet would run. */
function plantFormulas({ folder }: DemoFolder): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.83[57]$/.test(path)) continue;
    const file = join(folder, path);
    writeFileSync(file, readFileSync(file, "latin1").replaceAll("*TESTPATIENT*", "*=SUM(1,2)*"), "latin1");
  }
}

const bytesOf = async (download: Download): Promise<Buffer> => readFileSync(await download.path());

describe.skipIf(chromiumPath === undefined)("working cases", () => {
  let j: Journey;
  let demo: DemoFolder;
  let page: Page;

  beforeAll(async () => {
    demo = await demoFolder();
    j = await journey({ demo: true, books: demo.books });
    plantFormulas(demo);
    await bring(j, demo.folder, true);
    page = await openDemo(j);
  }, HOOK);
  afterAll(async () => {
    await j?.close();
    demo?.remove();
  });

  const toast = (text: string | RegExp, on = page): Promise<void> =>
    on.locator(".toast").filter({ hasText: text }).waitFor();
  const today = (): Day => j.server.open.desk.today();
  const tomorrow = (): Day => FEDERAL.nthAfter(today(), 1);
  const cursor = (): Locator => page.getByRole("row").and(page.locator("[aria-current=true]"));

  async function openQueue(query: string): Promise<readonly Row[]> {
    await page.goto(`/queue?${query}`);
    await settled(page);
    await page.getByRole("table", { name: "Cases" }).waitFor();
    return (await (await page.request.get(`/v1/queue?limit=200&${query}`)).json()).rows;
  }

  /** Presses J until the cursor is on a case. */
  async function goDownTo(number: string): Promise<void> {
    for (let i = 0; i < 200; i++) {
      await page.keyboard.press("j");
      if ((await cursor().innerText()).includes(`${number}\n`)) return;
    }
    throw new Error(`${number} is not in the list`);
  }

  /** Waits until so many rows say that they rest for a reason. */
  const resting = (reason: string, count: number): Promise<void> =>
    expect.poll(() => page.getByRole("row").filter({ hasText: reason }).count(), { timeout: PATIENCE }).toBe(count);

  /** Numbers of the open cases whose next last day is after the next business day, as the list has them. */
  const thatMayRest = (rows: readonly Row[]): readonly string[] =>
    rows.filter((r) => r.state === "open" && r.due !== null && r.due.day > tomorrow()).map((r) => r.number);

  /** Fills the box that S opens. */
  async function snooze(which: string, until: Day, reason: string): Promise<void> {
    const panel = page.getByRole("dialog", { name: `Snooze ${which}` });
    await panel.getByLabel("Until").fill(until);
    await panel.getByLabel("Reason").fill(reason);
    await panel.getByRole("button", { name: "Snooze" }).click();
  }

  async function openCase(claim: string, tab = "claim", on = page): Promise<void> {
    await on.goto(`/cases/${await caseOf(on, claim)}?tab=${tab}`);
    await settled(on);
  }

  async function more(name: string): Promise<void> {
    await page.getByRole("button", { name: "More to do" }).click();
    await page.getByRole("dialog", { name: "More to do" }).getByRole("button", { name }).click();
  }

  describe("in the queue", () => {
    test("J and K move, X selects, S snoozes with a reason, Z takes it back", async () => {
      const rows = await openQueue("tab=team&class=denied");
      expect(rows.length).toBeGreaterThan(1);
      await page.keyboard.press("j");
      const first = await cursor().innerText();
      await page.keyboard.press("j");
      expect(await cursor().innerText()).not.toBe(first);
      await page.keyboard.press("k");
      expect(await cursor().innerText()).toBe(first);
      await page.keyboard.press("x");
      await page.getByText("1 selected").waitFor();
      await page.keyboard.press("s");
      await snooze("HR-", tomorrow(), "waiting on records");
      await toast(/^Snoozed/);
      await page.getByText("waiting on records").first().waitFor();
      await page.keyboard.press("z");
      await toast("Taken back on 1 case.");
    });

    test("E puts a case away until the next business day, and Z brings it back", async () => {
      const [number = ""] = thatMayRest(await openQueue("tab=team&class=denied&sort=due"));
      await goDownTo(number);
      await page.keyboard.press("e");
      await toast(/^Snoozed 1 case until .*, done for today\./);
      await resting("done for today", 1);
      await page.keyboard.press("z");
      await toast("Taken back on 1 case.");
      await resting("done for today", 0);
    });

    test("cases that are selected together are snoozed together, and all come back with one Undo", async () => {
      const rows = await openQueue("tab=team&class=denied&sort=due");
      for (const number of thatMayRest(rows).slice(0, 3)) {
        await goDownTo(number);
        await page.keyboard.press("x");
      }
      await page.getByText("3 selected").waitFor();
      await page.keyboard.press("s");
      await snooze("3 cases", tomorrow(), "asked for the chart");
      await toast(/^Snoozed 3 cases until /);
      await resting("asked for the chart", 3);
      await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
      await toast("Taken back on 3 cases.");
      await resting("asked for the chart", 0);
      expect(thatMayRest(await openQueue("tab=team&class=denied&sort=due"))).toEqual(thatMayRest(rows));
    });

    test("of two cases snoozed together, the one whose right would lapse is refused by name", async () => {
      const rows = await openQueue("tab=team&sort=due");
      const [soon] = rows;
      const later = rows.find((r) => r.due !== null && soon?.due !== null && r.due.day > (soon?.due.day ?? ""));
      await goDownTo(soon?.number ?? "");
      await page.keyboard.press("x");
      await goDownTo(later?.number ?? "");
      await page.keyboard.press("x");
      await page.getByText("2 selected").waitFor();
      await page.keyboard.press("s");
      await snooze("2 cases", later?.due?.day ?? today(), "called, no answer yet");
      const refused = page.getByRole("region", { name: "Refused" });
      await refused.getByText("1 of 2 refused").waitFor();
      await refused.getByRole("link", { name: soon?.number ?? "" }).waitFor();
    });

    test("a view is kept by name and opened again", async () => {
      await openQueue("tab=team&class=denied");
      await page.getByRole("button", { name: "Views" }).click();
      const box = page.getByRole("dialog", { name: "Kept views" });
      await box.getByLabel("Keep this view as").fill("Denials");
      await box.getByRole("button", { name: "Keep view" }).click();
      await page.getByRole("button", { name: "View: Denials" }).waitFor();
      await openQueue("tab=team");
      await page.getByRole("button", { name: "Views" }).click();
      await box.getByRole("button", { name: "Denials", exact: true }).click();
      await page.waitForURL(/class=denied/);
    });

    test("the list is taken away as CSV, where no cell is run, and as Excel", async () => {
      await openQueue("tab=team");
      const take = async (name: string) => {
        await page.getByRole("button", { name: "Export" }).click();
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("dialog", { name: "Export the list" }).getByRole("link", { name }).click(),
        ]);
        return await bytesOf(download);
      };
      const csv = (await take("CSV")).toString("utf8");
      expect(csv).toContain("SUM(1,2)");
      expect(csv).not.toMatch(/(^|[\n,])"?[=@+]/);
      expect((await take("Excel")).subarray(0, 2).toString()).toBe("PK");
    });

    test("the palette finds a case by its claim", async () => {
      await page.keyboard.press("Control+k");
      await page.getByPlaceholder("A case, a claim, a payer, a page, something to do").fill("ED-1001");
      await page
        .getByRole("dialog")
        .getByText(/^HR-\d+$/)
        .first()
        .click();
      await page.waitForURL(/\/cases\//);
    });
  });

  describe("on a case", () => {
    test("a fact that is answered moves the channel and its clock, and both come back with it", async () => {
      await openCase("ED-1010", "channel");
      // It heads the tab; what a filing asks says the road again below.
      const verdict = (text: string): Promise<void> => page.getByText(text, { exact: true }).first().waitFor();
      const rights = page.getByRole("table", { name: "Rights of this claim" });
      const negotiation = rights.getByRole("row", { name: /^Open negotiation/ });
      const toDispute = page.getByText(/^Open negotiation by /);
      await verdict("One fact decides between 3 channels.");
      await negotiation.waitFor();
      await toDispute.first().waitFor();
      const question = page.getByRole("region", { name: "Question" });
      await question.getByRole("radio", { name: "Fully insured" }).check();
      await question.getByRole("button", { name: "Save answer" }).click();
      await toast(/Channel set to .*\. Open negotiation: no longer\./);
      await verdict("New York dispute resolution governs.");
      await negotiation.waitFor({ state: "detached" });
      await page.getByText("No clock", { exact: true }).waitFor();
      await page.getByRole("main").getByRole("button", { name: "Undo" }).click();
      await toast(/Channel not decided any more\. Open negotiation: until /);
      await verdict("One fact decides between 3 channels.");
      await negotiation.waitFor();
      await toDispute.first().waitFor();
      await question.getByRole("radio", { name: "Fully insured" }).waitFor();
    });

    test("a call with a promise becomes a task that waits for the plan", async () => {
      await openCase("ED-1001");
      await page.keyboard.press("l");
      const form = page.getByRole("form", { name: "Log a call" });
      await form.getByLabel("Who you spoke to").fill("the plan's desk");
      await form.getByLabel("What was said").fill("It is being looked at.");
      await form.getByLabel("What was promised (optional)").fill("An answer in writing");
      await form.getByLabel("Promised by").fill(plusDays(today(), 7));
      await form.getByRole("button", { name: "Log call" }).click();
      await toast(/promise/);
      await page.getByRole("checkbox", { name: /An answer in writing/ }).waitFor();
      await page.getByText("waits for the plan").waitFor();
    });

    test("offers of both sides are logged, and the last one stands in the strip", async () => {
      for (const [from, amount] of [
        ["us", "2,400.00"],
        ["them", "900.00"],
      ] as const) {
        await more("Log an offer");
        const form = page.getByRole("form", { name: "Log an offer" });
        await form.getByLabel("From").selectOption(from);
        await form.getByLabel("Amount").fill(amount);
        await form.getByRole("button", { name: "Log offer" }).click();
        await form.waitFor({ state: "detached" });
      }
      await page.getByText("Last offer, from plan").waitFor();
    });

    test("an agreement is entered once its lines add up", async () => {
      await openCase("ED-1001", "payments");
      await page.getByRole("button", { name: "Enter an agreement" }).click();
      const form = page.getByRole("form", { name: "Enter what was agreed" });
      await form.getByLabel("Amount", { exact: true }).fill("1500.00");
      await form.getByLabel("Where it is written").fill("a letter of the plan");
      const enter = form.getByRole("button", { name: "Enter agreement" });
      await form
        .getByLabel(/^Share of line/)
        .first()
        .fill("1.00");
      expect(await enter.isDisabled()).toBe(true);
      await form.getByRole("button", { name: "Split by stake again" }).click();
      await enter.click();
      await page.getByRole("table", { name: "Expected against received" }).waitFor();
    });

    test("the report is a PDF; the notice is refused while facts are missing", async () => {
      await openCase("ED-1010", "documents");
      const save = (name: string) => page.getByRole("button", { name }).click();
      const [report] = await Promise.all([page.waitForEvent("download"), save("Save report")]);
      expect((await bytesOf(report)).subarray(0, 5).toString()).toBe("%PDF-");
      await save("Save notice");
      await page.getByRole("alert").filter({ hasText: "Nothing was written." }).waitFor();
    });

    test("where nothing is missing the notice is made", async () => {
      await openCase("ED-1001", "documents");
      const [notice] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Save notice" }).click(),
      ]);
      expect((await bytesOf(notice)).subarray(0, 5).toString()).toBe("%PDF-");
    });

    test("what somebody else changed meanwhile is said, and what was typed is kept", async () => {
      // A window that has not heard of the change: its stream of events is closed.
      await page.context().route("**/v1/live", (route) => route.fulfill({ status: 204 }));
      await openCase("ED-1003");
      const other = await openDemo(j);
      await openCase("ED-1003", "claim", other);
      const write = async (on: Page, text: string) => {
        await on.keyboard.press("n");
        const form = on.getByRole("form", { name: "Write a note" });
        await form.getByLabel("Note").fill(text);
        await form.getByRole("button", { name: "Keep note" }).click();
        return form;
      };
      await write(other, "the other window was first");
      await toast("Note kept.", other);
      const form = await write(page, "what was typed stays");
      await form.getByRole("alert").filter({ hasText: "What you typed is kept." }).waitFor();
      expect(await form.getByLabel("Note").inputValue()).toBe("what was typed stays");
      await form.getByRole("button", { name: "Do it all the same" }).click();
      await toast("Note kept.");
      await other.context().close();
    });

    test("a case is closed with its outcome, and opened again with a reason", async () => {
      await more("Close the case");
      const form = page.getByRole("form", { name: "Close the case" });
      await form.getByLabel("Outcome").selectOption("given up");
      await form.getByLabel("Reason (optional)").fill("not worth the work");
      await form.getByRole("button", { name: "Close case" }).click();
      await toast("Closed: given up.");
      await page
        .getByText(/^Closed/)
        .first()
        .waitFor();
      await more("Reopen");
      await page.getByRole("form", { name: "Reopen" }).getByLabel("Reason").fill("a letter came in");
      await page.getByRole("button", { name: "Reopen", exact: true }).click();
      await toast("Reopened.");
    });

    test("no page complained", () => {
      expect(j.complaints).toEqual([]);
    });
  });
});
