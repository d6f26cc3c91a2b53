import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, startBrowser } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { LOOKS, openBoard, Refuse, sideways } from "./boards.ts";
import { law } from "./invented-boards.ts";
import { type Serving, serveWindow } from "./serve.ts";

/** Calendar, payments, dashboard, law and rates. The window must be built. */

const PATHS = [
  "/calendar",
  "/calendar?view=week",
  "/payments",
  "/dashboard",
  "/month-end",
  "/denials",
  "/lists?list=missed",
  "/law?rule=us.negotiation",
  "/rates",
  "/team",
  "/board",
];

describe.skipIf(chromiumPath === undefined)("boards", () => {
  let browser: Browser;
  let serving: Serving;
  beforeAll(async () => {
    serving = await serveWindow();
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await serving?.stop();
  });

  test.each(LOOKS)("every board reads well in %s at %i", { timeout: 180_000 }, async (scheme, width) => {
    for (const path of PATHS) {
      const { page, complaints } = await openBoard(browser, serving, path, { scheme, width });
      expect(await violations(page), path).toEqual([]);
      expect(await sideways(page), path).toBe(0);
      expect(complaints, path).toEqual([]);
      await page.close();
    }
  });

  test("a day says its business days and lists what is due", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/calendar");
    await page
      .getByRole("button", { name: /Friday, November 27, 3 business days from today; Thanksgiving Day skipped/ })
      .click();
    await page.getByRole("heading", { level: 2, name: "Friday, November 27" }).waitFor();
    await page.keyboard.press("ArrowLeft");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Thanksgiving Day");
    await page.close();
  });

  test("a difference opens its lines and leads to its case", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/payments");
    await page.getByText(/\$1,459\.50/).waitFor();
    await page.getByRole("button", { name: /1 line of HR-2052/ }).click();
    await page.getByText("agreed for line 1").waitFor();
    await page.getByRole("link", { name: "HR-2052" }).click();
    await page.waitForURL(/\/cases\//);
    await page.close();
  });

  test.each([
    ["/calendar?at=2026-11-27", "What right means"],
    ["/law", "What channel means"],
  ])("words of the trade on %s say what they mean, by keyboard too", { timeout: 60_000 }, async (path, means) => {
    const rows = law.rows.map((r) => ({ ...r, kind: "channel" as const }));
    const { page } = await openBoard(browser, serving, path, { over: { "GET /v1/law": { ...law, rows } } });
    const term = page.getByRole("button", { name: means.split(" ").slice(1, -1).join(" "), exact: true }).first();
    await term.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: means }).waitFor();
    await page.close();
  });

  test("every chart has its table and its file", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/dashboard");
    await page.getByRole("heading", { name: "Three reasons make two thirds of denials." }).waitFor();
    await page.getByRole("button", { name: "Table: denials" }).click();
    await page.getByRole("cell", { name: "bundled" }).waitFor();
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV: denials" }).click();
    expect((await file).suggestedFilename()).toBe("denials.csv");
    await page.close();
  });

  test("a month steps to the one before, and a figure of it opens its list", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/month-end");
    await page.getByRole("button", { name: "Period before" }).click();
    await page.waitForURL(/of=2026-10-31/);
    await page.getByRole("link", { name: /Missed dates/ }).click();
    await page.waitForURL(/\/lists\?list=missed/);
    await page.getByRole("link", { name: "HR-2061" }).waitFor();
    await page.close();
  });

  test("a denial leads to its lines, by reason, payer and service", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/denials");
    await page.getByText("3 of 5 paid, $1,920.00 recovered").first().waitFor();
    await page.getByRole("link", { name: /31 lines of CO-97, Northlake Mutual, 99285/ }).click();
    await page.waitForURL((to) => to.pathname === "/lists" && to.searchParams.get("payer") === "northlake");
    const asked = Object.fromEntries(new URL(page.url()).searchParams);
    expect(asked).toEqual({ list: "lines", class: "denied", payer: "northlake", code: '"99285"', reasonCode: "CO-97" });
    await page.close();
  });

  test("the register is narrowed by words, and read as of another day", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/law");
    await page.getByLabel("Search").fill("appeal");
    await page.getByText("1 rule as it stood").waitFor();
    await page.getByRole("button", { name: "Internal appeal" }).waitFor();
    await page.close();
  });

  test("a benchmark table is loaded, told what was left out, and taken away", { timeout: 60_000 }, async () => {
    const at = { file: "new.csv", line: 6, column: "amount" };
    const kept = { version: 4, file: "new.csv", loaded: "2026-11-23", by: "Maren Lund", benchmarks: 1 };
    const left = { ...{ code: "benchmarks-row", severity: "error", at }, message: "Write dollars for one unit." };
    const bodies: { saw: number; name: string; csv: string }[] = [];
    const put = (body: unknown) => {
      bodies.push(body as (typeof bodies)[number]);
      return { ...kept, problems: bodies.length === 1 ? [left] : [] };
    };
    const { page } = await openBoard(browser, serving, "/rates", { over: { "POST /v1/benchmarks": put } });
    const section = page.getByLabel("Benchmarks you load");
    await section.getByText("2 rows of market.csv, loaded Nov 20, 2026 by Maren Lund.").waitFor();
    await section.getByText("Northlake Mutual, place 23, from Jan 1, 2026, through Dec 31, 2026").waitFor();
    await section.getByText("71046-26").waitFor();
    const csv = { name: "new.csv", mimeType: "text/csv", buffer: Buffer.from("kind,code\n") };
    await section.locator("input[type=file]").setInputFiles(csv);
    await section.getByText("1 row was left out: line 6: Write dollars for one unit.").waitFor();
    await section.getByRole("button", { name: "Take the table away" }).click();
    await section.getByText("1 row was left out").waitFor({ state: "detached" });
    // What was said is taken away when it is asked, before the answer is there.
    await expect
      .poll(() => bodies.map((b) => [b.saw, b.name, b.csv.split("\n").length]))
      .toEqual([
        [3, "new.csv", 2],
        [3, "none", 2],
      ]);
    await page.close();
  });

  test.each(["/calendar", "/payments", "/dashboard", "/law", "/rates"])(
    "%s says a failure in the server's words",
    { timeout: 60_000 },
    async (path) => {
      const refused = new Refuse("not-ready", 422, "The store is closed for a moment.");
      const { page } = await openBoard(browser, serving, path, { over: { [`GET /v1${path}`]: refused } });
      await page.getByText("The store is closed for a moment.").first().waitFor();
      await page.close();
    },
  );
});
