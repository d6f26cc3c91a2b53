import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, startBrowser } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { LOOKS, openBoard, Refuse, sideways } from "./boards.ts";
import { backtest } from "./invented-backtest.ts";
import { type Serving, serveWindow } from "./serve.ts";

/** Own settled cases played again. The window must be built. */

const KEY = "GET /v1/backtest";
const nothing = { hits: 0, n: 0, low: 0, high: 1 };
const EMPTY = {
  ...{ ...backtest, played: 0, advised: 0, moments: 0, enough: false, agree: nothing, asks: null },
  ...{ partings: [], partingsOf: 0, calibration: { ...backtest.calibration, n: 0, brier: null, plainBrier: null } },
};

describe.skipIf(chromiumPath === undefined)("the backtest", () => {
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

  test.each(LOOKS)("reads well in %s at %i", { timeout: 120_000 }, async (scheme, width) => {
    const { page, complaints } = await openBoard(browser, serving, "/backtest", {
      ...{ scheme, width, over: { [KEY]: backtest } },
    });
    await page.getByText("On 34 cases, 63% of 91 acts were what the desk would have advised.").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("says dollars that were seen, bounds where none were, and leads to the case", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/backtest", { over: { [KEY]: backtest } });
    await page.getByText("not known; −$260.00 to $540.00 at the bounds").waitFor();
    await page.getByText("−$90.00 seen, settled at $610.00").waitFor();
    await page.getByRole("link", { name: "HR-2052" }).click();
    await page.waitForURL(/\/cases\//);
    await page.close();
  });

  test("asks for the span that is chosen, and plays on", { timeout: 60_000 }, async () => {
    const some = { ...backtest, played: 20, left: 18 };
    const asked: (string | null)[] = [];
    const answer = (_: unknown, url: URL) => {
      asked.push(url.searchParams.get("from"));
      return asked.at(-1) === "2000-01-01" ? backtest : some;
    };
    const { page } = await openBoard(browser, serving, "/backtest", { over: { [KEY]: answer } });
    await page.getByRole("button", { name: "Play on: 18 cases left" }).click();
    await expect.poll(() => asked.length).toBe(2);
    await page.getByText("All", { exact: true }).click();
    await page.getByText("38 cases with offers").waitFor();
    expect(page.url()).toContain("span=all");
    await page.close();
  });

  test.each([
    ["few", { ...backtest, advised: 6, enough: false }, "6 cases played again: too few to say. Ten are needed."],
    ["nothing", EMPTY, "No case with offers was settled or closed in this period."],
    [
      "a failure",
      new Refuse("not-ready", 422, "The store is closed for a moment."),
      "The store is closed for a moment.",
    ],
    ["a role without it", new Refuse("not-allowed", 403, "No."), "Your role does not see this."],
  ])("of %s says so", { timeout: 60_000 }, async (_, answer, says) => {
    const { page } = await openBoard(browser, serving, "/backtest", { over: { [KEY]: answer } });
    await page.getByText(says).first().waitFor();
    await page.close();
  });

  test("is reached from what negotiating brought", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/dashboard", { over: { [KEY]: backtest } });
    await page.getByRole("link", { name: "What would have been advised on them" }).click();
    await page.getByRole("heading", { name: "Cases furthest from the advice" }).waitFor();
    await page.close();
  });
});
