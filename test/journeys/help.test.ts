import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, settled } from "#test/browser.ts";
import { beginAsOwner, HOOK, type Journey, journey } from "./journey.ts";

/** A newcomer asks the help, and says whether it answered. */

describe.skipIf(chromiumPath === undefined)("the help", () => {
  let j: Journey;
  let page: Page;
  beforeAll(async () => {
    j = await journey();
    page = await (await j.context()).newPage();
    await beginAsOwner(j, page);
  }, HOOK);
  afterAll(() => j?.close());

  test("an article is found from the menu, answered with words, and the answer is there after a reload", async () => {
    await page.goto("/map");
    await settled(page);
    await page.locator("button.avatar").click();
    await page.getByRole("button", { name: "Help", exact: true }).click();
    await page.getByLabel("Search help and glossary").fill("snoozing");
    await page.getByRole("link", { name: "The queue and its tabs" }).click();
    const asked = page.getByRole("region", { name: "Was this helpful?" });
    await asked.getByRole("button", { name: "No" }).click();
    await asked.getByLabel("What was missing (optional)").fill("CANARY WORDS of views");
    await asked.getByRole("button", { name: "Keep words" }).click();
    await asked.getByText("Kept, with your words.").waitFor();
    await page.reload();
    await page.getByText("0 said yes, 1 said no.").waitFor();
    await page.getByText("CANARY WORDS of views").waitFor();
    expect(
      j.server.lines.filter((l) => l.includes("CANARY")),
      "lines of the log",
    ).toEqual([]);
    expect(
      j.asked.filter((a) => a.includes("CANARY")),
      "addresses",
    ).toEqual([]);
    expect(j.complaints.splice(0)).toEqual([]);
  });

  test("the guide to the page in view opens by H, goes along to the next page, and closes where one was", async () => {
    await page.goto("/queue?tab=team");
    await settled(page);
    await page.keyboard.press("h");
    const guide = page.getByRole("complementary", { name: "Guide to this page" });
    await guide.getByText("The queue and its tabs").waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await guide.getByText("A right, its last day, and business days").waitFor();
    expect(await guide.getByText("The queue and its tabs").count()).toBe(0);
    await page.keyboard.press("Escape");
    await guide.waitFor({ state: "detached" });
    const opener = page.getByRole("button", { name: "Guide to this page" });
    await opener.click();
    await guide.getByRole("link", { name: /Read it in Help/ }).click();
    await page.getByRole("article", { name: "A right, its last day, and business days" }).waitFor();
    await guide.getByRole("button", { name: "Close" }).click();
    await guide.waitFor({ state: "detached" });
    expect(j.complaints.splice(0)).toEqual([]);
  });
});
