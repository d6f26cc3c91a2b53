import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath } from "#test/browser.ts";
import { bring, type DemoFolder, demoFolder, HOOK, type Journey, journey, openDemo, PATIENCE } from "./journey.ts";

/** From what plans refused to the case that answers it, what is noted of a plan by hand, and the month on one page. */

describe.skipIf(chromiumPath === undefined)("denials, benefits and the month", () => {
  let j: Journey;
  let demo: DemoFolder;
  let page: Page;

  beforeAll(async () => {
    demo = await demoFolder();
    j = await journey({ demo: true, books: demo.books });
    await bring(j, demo.folder, true);
    page = await openDemo(j);
  }, HOOK);
  afterAll(async () => {
    await j?.close();
    demo?.remove();
  });

  const go = (path: string) => page.goto(`${new URL(page.url()).origin}${path}`);

  test("a reason opens its lines, a line its case, and the case says what to do", { timeout: PATIENCE }, async () => {
    await go("/denials");
    const first = page.getByRole("link", { name: /^\d+ lines? of CO-/ }).first();
    const said = (await first.innerText()).trim();
    await first.click();
    await page.getByRole("heading", { name: /^Lines: denied, reason CO-/ }).waitFor();
    const rows = page.getByRole("table").getByRole("row");
    expect(await rows.count()).toBe(Number.parseInt(said, 10) + 1);
    await page
      .getByRole("table")
      .getByRole("link", { name: /^[A-Z]+-\d+$/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "What the reasons ask for" }).waitFor();
  });

  test("status and benefits are noted by hand, with their day and who said so", { timeout: PATIENCE }, async () => {
    await page.getByRole("button", { name: "Note the status" }).click();
    const status = page.getByRole("form", { name: "Note the status" });
    await status.getByLabel("Reference (optional)").fill("4417");
    await status.getByLabel("Who or what says so").fill("call with the plan");
    await status.getByRole("button", { name: "Save" }).click();
    await page.getByText(/pending, reference 4417, call with the plan/).waitFor();

    await page.getByRole("button", { name: "Note benefits" }).click();
    const benefits = page.getByRole("form", { name: "Note benefits" });
    await benefits.getByLabel("Deductible", { exact: true }).fill("3,000");
    await benefits.getByLabel("Of it met", { exact: true }).fill("twelve");
    await benefits.getByText("An amount such as 1250.00.").waitFor();
    await benefits.getByLabel("Of it met", { exact: true }).fill("1200");
    await benefits.getByLabel("Coinsurance, %", { exact: true }).fill("40");
    await benefits.getByLabel("Who or what says so").fill("portal of the plan");
    await benefits.getByRole("button", { name: "Save" }).click();
    await page.getByText("$3,000.00, $1,200.00 met, $1,800.00 left").waitFor();
  });

  test("a lane of the queue and a reason narrow it", { timeout: PATIENCE }, async () => {
    await go("/queue?tab=team&reasonCode=CO-50");
    await page.getByRole("button", { name: /Reason\s+CO-50/ }).waitFor();
    await page.getByRole("radiogroup", { name: "Lane" }).getByText("Denied").click();
    await page.waitForURL(/class=denied/);
  });

  test("the month steps back by the keyboard, and a figure opens its list", { timeout: PATIENCE }, async () => {
    await go("/month-end");
    const before = page.getByRole("button", { name: "Period before" });
    // It can be pressed once the month is there.
    await before.click({ trial: true });
    await before.press("ArrowLeft");
    await page.waitForURL(/of=\d{4}-\d{2}-\d{2}/);
    await go("/month-end");
    await page.getByRole("link", { name: /^Cases worked/ }).click();
    await page.getByRole("heading", { name: "Cases worked" }).waitFor();
    await page.getByRole("row").nth(1).waitFor();
  });

  test("no page complained", () => {
    expect(j.complaints).toEqual([]);
  });
});
