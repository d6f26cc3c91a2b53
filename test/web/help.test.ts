import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, startBrowser } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { LOOKS, openBoard, owner, sideways } from "./boards.ts";
import { type Serving, serveWindow } from "./serve.ts";

/** The help and its glossary. The window must be built. */

const PATHS = ["/help", "/help?article=rooms"];

const said = {
  rows: [
    {
      article: "rooms",
      yes: 2,
      no: 1,
      said: [{ words: "How long is it open?", helped: false, at: "2026-11-20T10:00:00.000Z", by: "M. Lund" }],
    },
  ],
};
const kept = (body: unknown) => body;
const over = { "GET /v1/help/feedback": said, "POST /v1/help/feedback": kept };

describe.skipIf(chromiumPath === undefined)("help", () => {
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

  test.each(LOOKS)("reads well in %s at %i", { timeout: 180_000 }, async (scheme, width) => {
    for (const path of PATHS) {
      const { page, complaints } = await openBoard(browser, serving, path, { scheme, width, over });
      expect(await violations(page), path).toEqual([]);
      expect(await sideways(page), path).toBe(0);
      expect(complaints, path).toEqual([]);
      await page.close();
    }
  });

  test("is opened, searched and read by keyboard alone", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/settings", { over });
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.waitForURL(/\/help$/);
    await page.getByText("What would you like to know?").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("passcode");
    const found = page.getByRole("navigation", { name: "Articles" }).locator(".help-list a");
    expect(await found.allTextContents()).toEqual(["The room: a page the other side can open"]);
    await page.keyboard.press("Enter");
    await page.waitForURL(/article=rooms/);
    await page.getByRole("article", { name: /The room/ }).waitFor();
    await page.close();
  });

  test("finds a word of the glossary, and says when there is none", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/help", { over });
    const box = page.getByRole("searchbox", { name: "Search help and glossary" });
    const glossary = page.getByRole("region", { name: "Glossary" });
    await box.fill("ucr");
    await glossary.getByText(/percentile of what providers charge/).waitFor();
    expect(await glossary.locator("dt").first().textContent()).toBe("UCR");
    await box.fill("zebra");
    await page.getByText("Nothing here has these words.").waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByText("What would you like to know?").waitFor();
    await page.close();
  });

  test("keeps whether an article helped, and the words that follow", { timeout: 60_000 }, async () => {
    const { page, told } = await openBoard(browser, serving, "/help?article=queue", { over });
    const asked = page.getByRole("region", { name: "Was this helpful?" });
    await asked.getByRole("button", { name: "No" }).click();
    await asked.getByText("Kept.").waitFor();
    await asked.getByLabel("What was missing (optional)").fill("Nothing of views");
    await page.keyboard.press("Enter");
    await asked.getByText("Kept, with your words.").waitFor();
    expect(told.map((t) => t.body)).toEqual([
      { article: "queue", helped: false },
      { article: "queue", helped: false, words: "Nothing of views" },
    ]);
    await page.close();
  });

  test("shows what was said to who keeps the settings, and to nobody else", { timeout: 60_000 }, async () => {
    const seen = await openBoard(browser, serving, "/help?article=rooms", { over });
    await seen.page.getByText("2 said yes, 1 said no.").waitFor();
    await seen.page.getByText("How long is it open?").waitFor();
    await seen.page.close();
    const reader = { ...owner, permissions: ["see cases"] };
    const { page } = await openBoard(browser, serving, "/help?article=rooms", {
      over: { ...over, "GET /v1/me": reader },
    });
    await page.getByRole("region", { name: "Was this helpful?" }).waitFor();
    expect(await page.getByText("2 said yes").count()).toBe(0);
    await page.close();
  });

  test("says what a word means on hovering and on focus with Enter", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/help?article=rooms", { over });
    const term = page.getByRole("button", { name: "single case agreement" });
    const box = page.getByRole("dialog", { name: "What single case agreement means" });
    await term.hover();
    await box.getByText(/One agreement about one patient/).waitFor();
    await page.mouse.move(5, 5);
    await box.waitFor({ state: "detached" });
    await term.focus();
    await page.keyboard.press("Enter");
    await box.waitFor();
    await page.keyboard.press("Escape");
    await box.waitFor({ state: "detached" });
    await page.close();
  });
});
