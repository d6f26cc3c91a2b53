import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { casesReadyToFile } from "#test/batch-cases.ts";
import { chromiumPath, settled } from "#test/browser.ts";
import { Browser, firstOf } from "#test/server.ts";
import { violations } from "#test/web/axe.ts";
import { beginAsOwner, HOOK, type Journey, journey, PATIENCE } from "./journey.ts";

/** Thirty lines chosen in the queue become one batch that lacks nothing; and a week is planned, stopped at and taken along. */

describe.skipIf(chromiumPath === undefined)("planning", () => {
  let j: Journey;
  let page: Page;

  beforeAll(async () => {
    j = await journey();
    page = await (await j.context()).newPage();
    await beginAsOwner(j, page);
    const owner = new Browser(j.server);
    for (const c of await page.context().cookies()) owner.cookies.set(c.name, c.value);
    const { org, client } = await firstOf(j.server);
    await casesReadyToFile({ desk: j.server.open.desk, org }, client, owner, 30);
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

  test("an empty window says that nothing was chosen, and where to choose", async () => {
    await page.goto("/batch");
    await page.getByText("No case was chosen yet.").waitFor();
    await calm();
    await page.getByRole("link", { name: "Choose in the queue" }).click();
    await page.waitForURL(/\/queue/);
  });

  test("thirty cases chosen in the queue are one batch, ready to file", async () => {
    await page.goto("/queue?tab=team");
    await settled(page);
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    for (let i = 1; i < 30; i++) await page.keyboard.press("j");
    await page.keyboard.press("Shift+X");
    const bar = page.getByRole("region", { name: "Selected" });
    await bar.getByText("30 selected").waitFor();
    await bar.getByRole("button", { name: "Batch" }).click();
    await page.waitForURL(/\/batch$/);
    await page.getByText("30 lines of 30 cases fit into 1 batch.").waitFor();
    const batch = page.getByRole("region", { name: "Batch 1", exact: true });
    await batch.getByText("Nothing is missing but what a person confirms.").waitFor();
    expect(await batch.getByRole("row").count()).toBe(31);
    const text = await batch.innerText();
    for (const words of ["same code", "$343.00 to $1,423.00", "Proof of notice", "Second person", "Days to initiate"])
      expect(text).toContain(words);
    await calm();
  });

  test("the batch is taken along, each line with why it is in", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    const text = readFileSync((await download.path()) ?? "", "utf8");
    expect(text.trimEnd().split("\r\n")).toHaveLength(31);
    expect(text).toContain("a similar condition");
  });

  test("a loaded page shows the same batch again", async () => {
    await page.reload();
    await page.getByText("30 lines of 30 cases fit into 1 batch.").waitFor();
  });

  test("the week is planned while one watches, and chosen anew for fewer minutes", async () => {
    await page.goto("/portfolio");
    await page.getByText("No portfolio was made yet.").waitFor();
    await calm();
    await page.getByRole("button", { name: "Plan all cases" }).click();
    const week = page.getByRole("region", { name: "This week", exact: true });
    await week.waitFor({ timeout: 2 * PATIENCE });
    await page.getByLabel("What if (optional)").fill("tax=1");
    await page.getByRole("button", { name: "Plan again" }).click();
    await page.getByText(/There is no such change/).waitFor();
    await page.getByLabel("What if (optional)").fill("fee=115.00");
    await page.getByRole("button", { name: "Plan again" }).click();
    await page
      .getByRole("region", { name: "What if" })
      .getByText("administrative fee $115.00", { exact: false })
      .waitFor({ timeout: 2 * PATIENCE });
    await page.getByLabel("Minutes of staff this week").fill("180");
    await page.keyboard.press("Enter");
    await page.waitForURL(/minutes=180/);
    await page.getByText("2 cases fit into 3 h 00 min").waitFor();
    await page.getByRole("region", { name: "Lost for want of time", exact: true }).waitFor();
    await calm();
  });

  test("and is there for whoever comes back, on a narrow window too", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/portfolio?minutes=180");
    await page.getByText("2 cases fit into 3 h 00 min").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await page.getByRole("link", { name: "Batch these cases" }).click();
    await page.getByText("30 lines of 30 cases fit into 1 batch.").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    expect(j.complaints).toEqual([]);
  });
});
