import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, startBrowser } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { type Serving, serveWindow } from "./serve.ts";

/** The frame and the kit as a person meets them: in Chromium, in both schemes, wide and narrow. */

const ROOT = join(import.meta.dirname, "../..");
const SHOTS = join(ROOT, ".cache", "shots");
const HEIGHTS = { 1440: 900, 390: 844 } as const;

const LOOKS = [
  ["light", 1440],
  ["dark", 1440],
  ["light", 390],
  ["dark", 390],
] as const;

/** A machine that is busy with other tests paints slowly; nothing here is about speed. */
const PATIENCE_MS = 180_000;

describe.skipIf(chromiumPath === undefined)("the window", { timeout: PATIENCE_MS }, () => {
  let browser: Browser;
  let serving: Serving;

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    const built = spawnSync(process.execPath, ["scripts/build-web.mjs"], { cwd: ROOT, encoding: "utf8" });
    expect(built.status, built.stderr).toBe(0);
    serving = await serveWindow();
    browser = await startBrowser();
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await serving?.stop();
  });

  /** Opens a page and collects what its policy or its code complained of. */
  async function open(path: string, scheme: "light" | "dark" = "light", width: 1440 | 390 = 1440) {
    const page = await browser.newPage({
      viewport: { width, height: HEIGHTS[width] },
      colorScheme: scheme,
      reducedMotion: "reduce",
    });
    const complaints: string[] = [];
    page.on("console", (m) => {
      // The invented server has no stream of changes.
      if (m.type() === "error" && !m.text().includes("404")) complaints.push(m.text());
    });
    page.on("pageerror", (e) => complaints.push(String(e)));
    await page.goto(`${serving.address}${path}`, { waitUntil: "load" });
    await page.waitForSelector("h1");
    await page.evaluate(() => document.fonts.ready);
    return { page, complaints };
  }

  const sideways = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  describe.each(LOOKS)("in %s at %i px", (scheme, width) => {
    test.each(["/kit", "/settings", "/sign-in", "/nowhere"])(
      "%s has no violation, keeps the policy and does not scroll sideways",
      async (path) => {
        const { page, complaints } = await open(path, scheme, width);
        expect(await violations(page)).toEqual([]);
        expect(await sideways(page)).toBe(0);
        expect(complaints).toEqual([]);
        await page.screenshot({ path: join(SHOTS, `${path.slice(1)}-${width}-${scheme}.png`), fullPage: true });
        await page.close();
      },
    );

    test("what opens over the page has no violation either", async () => {
      const { page, complaints } = await open("/kit", scheme, width);
      const shot = (name: string) => page.screenshot({ path: join(SHOTS, `over-${name}-${width}-${scheme}.png`) });
      for (const [name, selector] of [
        ["deadline", ".due.hot"],
        ["working", ".src >> nth=1"],
      ] as const) {
        await page.click(selector);
        await page.waitForSelector(".reveal");
        expect(await violations(page, ".reveal")).toEqual([]);
        await shot(name);
        await page.keyboard.press("Escape");
        await page.waitForSelector(".reveal", { state: "detached" });
      }
      await page.keyboard.press("Control+K");
      await page.waitForSelector(".palette-row");
      await page.keyboard.type("whit");
      await page.getByText("Dolores Whitcombe").waitFor();
      expect(await violations(page, "[role=dialog]")).toEqual([]);
      await shot("palette");
      await page.keyboard.press("Escape");
      await page.waitForSelector(".palette-row", { state: "detached" });
      await page.keyboard.press("?");
      await page.waitForSelector(".key-list");
      expect(await violations(page, "[role=dialog]")).toEqual([]);
      await shot("keys");
      expect(complaints).toEqual([]);
      await page.close();
    });
  });

  test("at 320 px nothing scrolls sideways", async () => {
    const { page } = await open("/kit", "light", 390);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await sideways(page)).toBe(0);
    await page.close();
  });

  test("by keyboard alone: the way to the page, its working and back, places by G, folding by [", async () => {
    const { page } = await open("/kit");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("To the page");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    await page.focus(".src >> nth=1");
    await page.keyboard.press("w");
    await page.waitForSelector(".reveal");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("$58.90");
    await page.keyboard.press("[");
    expect(await page.getAttribute(".app", "data-folded")).toBe("true");
    await page.keyboard.press("[");
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await page.waitForURL("**/dashboard");
    await page.waitForFunction(() => document.title === "Dashboard · Parley");
    await page.close();
  });

  test("a word in the name of a field says what it means to the keyboard too, and names the field alone", async () => {
    const { page } = await open("/kit");
    const field = page.getByLabel("Remark codes", { exact: true });
    await field.focus();
    await page.keyboard.press("Shift+Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Remark code");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "What Remark code means" }).getByText("A second number beside").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await field.evaluate((e) => e === document.activeElement)).toBe(true);
    await page.close();
  });

  test("letters do nothing while somebody types, and Z takes back what a toast says", async () => {
    const { page } = await open("/kit");
    await page.focus("textarea");
    await page.keyboard.type("j[?z");
    expect(await page.inputValue("textarea")).toBe("j[?z");
    expect(await page.getAttribute(".app", "data-folded")).toBe("false");
    await page.getByText("Show a toast with undo").click();
    await page.getByText("Snoozed 3 cases").last().waitFor();
    await page.evaluate(() =>
      document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
    );
    await page.keyboard.press("z");
    await page.getByText("Taken back.").last().waitFor();
    await page.close();
  });

  test("ten thousand rows: few exist, the cursor moves, and each says its place", async () => {
    const { page } = await open("/kit?rows=10000");
    for (let i = 0; i < 30; i++) await page.keyboard.press("j");
    await page.waitForSelector(".virtual-row.cursor");
    expect(await page.locator(".virtual-body .virtual-row").count()).toBeLessThan(80);
    expect(await page.getAttribute("[role=table][aria-label=Cases]", "aria-rowcount")).toBe("10001");
    await page.keyboard.press("x");
    await page.waitForSelector(".virtual-row.cursor.selected");
    await page.close();
  });
});
