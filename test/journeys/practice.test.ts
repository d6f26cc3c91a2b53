import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, settled } from "#test/browser.ts";
import { violations } from "#test/web/axe.ts";
import { beginAsOwner, HOOK, type Journey, journey, PATIENCE } from "./journey.ts";

/** A negotiator plays an invented payer to the end, by keyboard, and ten games for a certificate. */

describe.skipIf(chromiumPath === undefined)("practice games", () => {
  let j: Journey;
  let page: Page;

  beforeAll(async () => {
    j = await journey();
    page = await (await j.context()).newPage();
    await beginAsOwner(j, page);
  }, HOOK);
  afterAll(() => j?.close());

  const calm = async (): Promise<void> => {
    await settled(page);
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      expect(await violations(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: "light" });
  };
  const ask = async (amount: string): Promise<void> => {
    await page.getByLabel("Your ask").fill(amount);
    await page.keyboard.press("Enter");
  };

  test("are reached by the navigation and say that they are practice", { timeout: PATIENCE * 2 }, async () => {
    await page.getByRole("link", { name: "Practice games" }).click();
    await page.getByText("Practice: invented cases, nothing is stored.").waitFor();
    await page.getByText("Negotiate with a payer that does not exist.").waitFor();
    await calm();
    await page.getByLabel("Seed").fill("a seed");
    await page.getByText("A whole number up to").waitFor();
  });

  test("are played by keyboard: refused in words, answered, coached, and the limit told at the end", async () => {
    await page.getByLabel("Level").selectOption("easy");
    await page.getByLabel("Seed").fill("7");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Game, seed 7, easy" }).waitFor();
    await ask("9999999");
    await page.getByText(/An ask cannot be above the charge of \$/).waitFor();
    await ask("ten");
    await page.getByText("An amount in dollars, such as 812.50.").waitFor();
    const offered = await page.getByRole("button", { name: /^Accept \$/ }).innerText();
    const first = Number(offered.replace(/[^\d.]/g, ""));
    await ask(String(Math.round(first * 3)));
    await page.getByText(/^No\. We can go to \$/).waitFor();
    await page.getByText(/The engine would open at \$/).waitFor();
    expect(await page.getByText(/their limit/i).count()).toBe(0);
    expect(
      await page.getByLabel("Your ask").evaluate((e) => [e === e.ownerDocument.activeElement, Reflect.get(e, "value")]),
    ).toEqual([true, ""]);
    await calm();
    await page.getByLabel("Say what the engine would have done").uncheck();
    expect(await page.getByText(/The engine would/).count()).toBe(0);
    await page.getByRole("button", { name: /^Accept \$/ }).focus();
    await page.keyboard.press("Enter");
    const end = page.getByRole("region", { name: "How it ended" });
    await end.getByText(/their limit of \$/).waitFor();
    await page
      .getByText(/The engine would/)
      .first()
      .waitFor();
    await calm();
    await page.keyboard.press("Enter");
    await page.getByText("Negotiate with a payer that does not exist.").waitFor();
  });

  test("are ten for a certificate, which says its mark and fits a narrow window", {
    timeout: 4 * PATIENCE,
  }, async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByLabel("Seed").fill("40");
    await page.getByRole("button", { name: "Ten games for a certificate" }).click();
    for (let n = 1; n <= 10; n++) {
      await page.getByRole("heading", { name: `Game ${n} of 10, seed ${39 + n}, usual` }).waitFor();
      if (n === 1) expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
      await page.getByRole("button", { name: "Walk away" }).click();
      await page.getByRole("button", { name: n === 10 ? "See the certificate" : /^Next game/ }).click();
    }
    const certificate = page.getByRole("region", { name: "Certificate" });
    await certificate.getByText("Not passed: 0% of the room, 0 bad deals; the mark is 40% and none.").waitFor();
    await certificate.getByText("10, seeds 40 to 49", { exact: false }).waitFor();
    await calm();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    expect(j.complaints).toEqual([]);
  });
});
