import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, startBrowser } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { LOOKS, openBoard, Refuse, sideways } from "./boards.ts";
import { type Serving, serveWindow } from "./serve.ts";

/** Directory and playbooks. The window must be built. */

const PATHS = ["/directory", "/directory?of=zelis", "/playbooks", "/playbooks?of=emergency"];

describe.skipIf(chromiumPath === undefined)("what is known", () => {
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

  test.each(LOOKS)("both pages read well in %s at %i", { timeout: 180_000 }, async (scheme, width) => {
    for (const path of PATHS) {
      const { page, complaints } = await openBoard(browser, serving, path, { scheme, width });
      expect(await violations(page), path).toEqual([]);
      expect(await sideways(page), path).toBe(0);
      expect(complaints, path).toEqual([]);
      await page.close();
    }
  });

  test("every sentence of a playbook leads to its source", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/playbooks?of=emergency");
    await page.getByRole("heading", { name: "What payers say, and what answers it" }).waitFor();
    const sentences = await page.locator(".said p").count();
    expect(sentences).toBe(6);
    expect(await page.locator(".said-source a[href^='https://']").count()).toBe(sentences);
    await page.getByText("not in a federal file").waitFor();
    await page.close();
  });

  test("an entry shows addresses with proof, and hides what was counted too seldom", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/directory");
    await page.getByRole("link", { name: /^Zelis/ }).click();
    await page.getByText("Delivered on 2026-11-18, by fax report.").waitFor();
    await page.getByText("No proof yet that it works.").waitFor();
    await page.getByText("9 days, the middle, over 7.").waitFor();
    await page.getByText("Counted 2 so far; shown from 5.").waitFor();
    await page.close();
  });

  test("a proof is written down by keyboard alone", { timeout: 60_000 }, async () => {
    const { page, told } = await openBoard(browser, serving, "/directory?of=zelis");
    await page.getByRole("button", { name: "Add a proof to desk@example.org" }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("What shows it").fill("a reply");
    await page.keyboard.press("Enter");
    await page.getByText("The proof is kept.").first().waitFor();
    const sent = told.find((t) => t.key.endsWith("/proofs"));
    expect(sent?.body).toEqual({ day: "2026-11-23", what: "delivered", source: "a reply" });
    await page.close();
  });

  test("pasted text says who is named and where", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/directory");
    await page.getByLabel("Text of an EOB or a letter").fill("Repriced by Zelis.");
    await page.getByRole("button", { name: "Recognize" }).click();
    await page.getByText("in text, characters 13 to 17, certain").waitFor();
    await page.close();
  });

  test("a refusal is said in the server's words", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/directory", {
      over: { "GET /v1/directory": new Refuse("not-allowed", 403, "Ask an owner.") },
    });
    await page.getByText("Your role does not see this.").waitFor();
    await page.close();
  });
});
