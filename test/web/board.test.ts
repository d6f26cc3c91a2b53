import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { idOf, LUND } from "./invented.ts";
import { LOOKS, Window } from "./open-page.ts";

/** The board as a person works it: by keyboard and by mouse, in real Chromium, over invented cases. */

const column = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const card = (page: Page, in_: string, n: number) => column(page, in_).locator(`#row-${idOf(n)}`);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);

describe.skipIf(chromiumPath === undefined)("the board", () => {
  let window: Window;

  beforeAll(async () => {
    window = await Window.start();
  }, 300_000);
  afterAll(async () => window?.stop());

  test.each(LOOKS)("is read by everybody: %s at %d", async (scheme, width) => {
    for (const by of ["turn", "owner", "class", "right"]) {
      const { page, complaints } = await window.open(`/board?tab=team&by=${by}`, { scheme, width });
      await page.locator(".board-card").first().waitFor();
      expect(await violations(page), by).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), by).toBeLessThanOrEqual(0);
      expect(complaints, by).toEqual([]);
      await page.close();
    }
  });

  test("a column asks for what it shows, and for more when told", async () => {
    const { page, api } = await window.open("/board?tab=team", { rows: 60 });
    await card(page, "Our turn", 0).waitFor();
    expect(await column(page, "Our turn").locator("li").count()).toBe(25);
    expect(new Set(api.pages.map((p) => p.get("limit")))).toEqual(new Set(["25"]));
    await column(page, "Our turn").getByRole("button", { name: "Show more" }).click();
    await card(page, "Our turn", 49).waitFor();
    expect(await column(page, "Our turn").locator("li").count()).toBe(50);
    await page.close();
  });

  test("arrows, J and K move among the cards; X and Shift X select, and the bar acts on all of them", async () => {
    const { page, api } = await window.open("/board?tab=team");
    await card(page, "Our turn", 0).waitFor();
    for (const key of ["j", "ArrowDown", "j", "k"]) await page.keyboard.press(key);
    expect(await focused(page)).toBe(`row-${idOf(1)}`);
    for (const key of ["x", "j", "Shift+X", "a"]) await page.keyboard.press(key);
    await page.getByRole("dialog", { name: "Assign 2 cases" }).getByRole("button", { name: "M. Lund" }).click();
    await page.getByText("Assigned 2 cases to M. Lund.").first().waitFor();
    expect(api.told[0]?.body).toMatchObject({ act: { type: "assign", to: LUND.id } });
    await page.keyboard.press("z");
    await page.getByText("Taken back on 2 cases.").first().waitFor();
    await page.close();
  });

  test("a case is snoozed with a reason, and comes back by Shift and an arrow", async () => {
    const { page, api } = await window.open("/board?tab=team");
    await card(page, "Our turn", 0).waitFor();
    for (const key of ["j", "s"]) await page.keyboard.press(key);
    await page.getByLabel("Reason").fill("waiting on the plan");
    await page.keyboard.press("Enter");
    await card(page, "Snoozed", 0).waitFor();
    expect(await column(page, "Our turn").locator("li").count()).toBe(12);
    await card(page, "Snoozed", 0).click({ position: { x: 120, y: 60 } });
    await page.keyboard.press("Shift+ArrowLeft");
    await page.getByText("HR-2036 comes back to Our turn.").first().waitFor();
    await page.keyboard.press("Shift+ArrowRight");
    await page.getByRole("dialog", { name: "Put on hold HR-2036" }).waitFor();
    await page.keyboard.press("Escape");
    expect(api.told.length).toBe(1);
    await page.close();
  });

  test("a card is dragged to another person, with what is selected beside it", async () => {
    const { page, api } = await window.open("/board?tab=team&by=owner");
    const mine = await page
      .locator(`#row-${idOf(0)}`)
      .evaluate((e) => e.closest("section")?.getAttribute("aria-label"));
    for (const n of [0, 2]) await page.getByLabel(`Select HR-${2036 + n}`, { exact: true }).click();
    const to = mine === "M. Lund" ? "Nobody" : "M. Lund";
    await page.locator(`#row-${idOf(0)}`).dragTo(column(page, to).getByRole("heading"));
    await card(page, to, 0).waitFor();
    await card(page, to, 2).waitFor();
    expect(api.told[0]?.body).toMatchObject({ act: { type: "assign" }, cases: [{ case: idOf(0) }, { case: idOf(2) }] });
    await page.close();
  });

  test("what nobody sets by hand is refused with a sentence, and nothing is sent", async () => {
    const { page, api } = await window.open("/board?tab=team&by=class");
    const first = page.locator(".board-column li").first();
    await first.dragTo(column(page, "Expired").getByRole("heading"));
    await page.getByText("A class is found, not set").first().waitFor();
    expect(api.told).toEqual([]);
    await page.close();
  });

  test("what is refused stands above the board with its reason", async () => {
    const { page, api } = await window.open("/board?tab=team");
    await card(page, "Our turn", 0).waitFor();
    api.refusing.set(idOf(0), "The right ends on Nov 25, before the day you chose.");
    for (const key of ["j", "s"]) await page.keyboard.press(key);
    await page.getByLabel("Reason").fill("later");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Refused" }).getByText("The right ends on Nov 25").waitFor();
    await card(page, "Our turn", 0).waitFor();
    await page.close();
  });

  test("a case that brought nothing is closed with its outcome and reason", async () => {
    const { page, api } = await window.open("/board?tab=team");
    await card(page, "Our turn", 0).waitFor();
    for (const key of ["j", "x"]) await page.keyboard.press(key);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await page.getByLabel("Outcome").selectOption("duplicate");
    await page.getByLabel("Reason").fill("the same claim twice");
    await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).click();
    await page.getByText("Closed 1 case: duplicate.").first().waitFor();
    await card(page, "Our turn", 0).waitFor({ state: "detached" });
    expect(api.told[0]?.body).toMatchObject({
      act: { type: "close", outcome: "duplicate", reason: "the same claim twice" },
    });
    await page.close();
  });

  test("tabs, filters, views and columns stand in the address, the queue's own", async () => {
    const { page } = await window.open("/board?tab=team");
    await card(page, "Our turn", 0).waitFor();
    await page.getByRole("radiogroup", { name: "Columns" }).getByText("Owner").click();
    await page.waitForURL(/by=owner/);
    await page.getByRole("navigation", { name: "Views of the queue" }).getByText("Expiring rights").click();
    await page.waitForURL(/\/board\?.*tab=expiring/);
    await page.getByRole("radiogroup", { name: "Lane" }).getByText("Denied").click();
    await page.waitForURL(/class=denied/);
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByLabel("Keep this view as").fill("Denials");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "View: Denials" }).waitFor();
    await page.getByRole("link", { name: "List", exact: true }).click();
    await page.waitForURL(/\/queue\?.*class=denied/);
    await page.getByRole("button", { name: "View: Denials" }).waitFor();
    await page.close();
  });

  test("says what is true when a column is empty, and what failed when it failed", async () => {
    const { page } = await window.open("/board?tab=team");
    await column(page, "On hold").getByText("Nothing is on hold.").waitFor();
    await page.close();
    const failed = await window.open("/queue");
    await failed.page.getByText("T. Abernathy").waitFor();
    failed.api.instead.set("/v1/queue", {
      status: 503,
      body: { type: "/problems/not-ready", title: "Not ready", status: 503, id: "req-1", detail: "The store rests." },
    });
    await failed.page.getByRole("link", { name: "Board", exact: true }).click();
    await failed.page.getByText("Not ready").first().waitFor();
    await failed.page.close();
  });
});
