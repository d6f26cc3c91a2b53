import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { idOf, LUND } from "./invented.ts";
import { LOOKS, Window } from "./open-page.ts";

/** The queue as a person works it: mostly by keyboard, in real Chromium, over invented cases. */

describe.skipIf(chromiumPath === undefined)("the queue", () => {
  let window: Window;

  beforeAll(async () => {
    window = await Window.start();
  }, 300_000);
  afterAll(async () => window?.stop());

  test.each(LOOKS)("is read by everybody: %s at %d", async (scheme, width) => {
    const { page, complaints } = await window.open("/queue", { scheme, width });
    await page.getByText("T. Abernathy").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("groups by the last day, with sums, and says its order", async () => {
    const { page } = await window.open("/queue");
    await page.getByText("Lapses this week").waitFor();
    const heads = await page.getByRole("rowheader").allTextContents();
    expect(heads).toEqual(["Day has passed", "Lapses this week", "Next 10 business days", "Later", "No clock"]);
    expect(await page.getByText("$38,410").count()).toBe(1);
    expect(await page.getByRole("button", { name: "Sorted by" }).textContent()).toBe(
      "Sorted by money lost if untouched today",
    );
    await page.close();
  });

  test("snoozes many with a reason, says who refused and why, and takes it back with Z", async () => {
    const { page, api } = await window.open("/queue");
    await page.getByText("T. Abernathy").waitFor();
    api.refusing.set(idOf(1), "The right ends on Nov 25, before the day you chose.");
    for (const key of ["j", "j", "x", "j", "j", "Shift+X", "s"]) await page.keyboard.press(key);
    await page.getByRole("dialog", { name: "Snooze 3 cases" }).waitFor();
    await page.getByLabel("Reason").fill("waiting on the plan");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Refused" }).getByText("The right ends on Nov 25").waitFor();
    expect(await page.getByText("Snoozed until Tue, Dec 1: waiting on the plan").count()).toBe(2);
    await page.keyboard.press("z");
    await page.getByText("Taken back on 2 cases.").first().waitFor();
    expect(await page.getByText("Snoozed until").count()).toBe(0);
    expect(api.told.map((t) => t.path.replace(/[0-9a-f-]{36}/, "ACT"))).toEqual([
      "/v1/queue/acts",
      "/v1/queue/acts/ACT/undo",
    ]);
    await page.close();
  });

  test("E is done for today, and is refused where a right would be lost by it", async () => {
    const { page, api } = await window.open("/queue");
    await page.getByText("D. Whitcombe").waitFor();
    await page.getByText("HR-2041").click();
    await page.keyboard.press("e");
    await page.getByText("Snoozed until Tue, Nov 24: done for today").waitFor();
    await page.getByText("HR-2048").click();
    await page.keyboard.press("e");
    await page.getByText("HR-2048 stays").first().waitFor();
    expect(api.told.length).toBe(1);
    await page.close();
  });

  test("assigns the row under the cursor with A", async () => {
    const { page, api } = await window.open("/queue");
    await page.getByText("T. Abernathy").waitFor();
    for (const key of ["j", "j", "a"]) await page.keyboard.press(key);
    await page.getByRole("button", { name: "M. Lund" }).click();
    await page.getByText("Assigned 1 case to M. Lund.").first().waitFor();
    expect(api.told[0]?.body).toMatchObject({ act: { type: "assign", to: LUND.id } });
    await page.close();
  });

  test("peeks with Space, opens with Enter, and goes on with J", async () => {
    const { page } = await window.open("/queue");
    await page.getByText("T. Abernathy").waitFor();
    for (const key of ["j", "j", " "]) await page.keyboard.press(key);
    const peek = page.getByRole("complementary", { name: "Peek" });
    await peek.getByText("Lost if untouched today").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/cases\//);
    await page.getByText("2 of 13").waitFor();
    await page.keyboard.press("j");
    await page.getByText("3 of 13").waitFor();
    await page.close();
  });

  test("keeps filters in the address, and a search out of it", async () => {
    const { page } = await window.open("/queue");
    await page.getByText("T. Abernathy").waitFor();
    await page.getByRole("button", { name: "Class any" }).click();
    await page.getByRole("dialog", { name: "Class" }).getByRole("button", { name: "Denied" }).click();
    await page.waitForURL(/class=denied/);
    await page.getByText("R. Osei").waitFor({ state: "detached" });
    await page.keyboard.press("/");
    await page.keyboard.type("Dubois");
    await page.getByText("T. Abernathy").waitFor({ state: "detached" });
    expect(page.url()).not.toMatch(/dubois/i);
    expect(await page.title()).toBe("Queue · Parley");
    await page.close();
  });

  test("keeps a view by name", async () => {
    const { page, api } = await window.open("/queue?class=denied");
    await page.getByText("S. Dubois").waitFor();
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByLabel("Keep this view as").fill("Denials");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "View: Denials" }).waitFor();
    expect(api.told[0]?.body).toMatchObject({ name: "Denials", shared: false, query: "class=denied" });
    await page.close();
  });

  test("shows what others changed in place, and sorts anew only when asked", async () => {
    const { page, api } = await window.open("/queue");
    await page.getByText("T. Abernathy").waitFor();
    api.rows = api.rows.map((r) => (r.id === idOf(2) ? { ...r, version: 8, step: "Wait for the plan" } : r));
    api.live.push(
      `event: cases\ndata: ${JSON.stringify({ topic: "cases", cases: [{ case: idOf(2), version: 8 }], by: "M. Lund" })}\n\n`,
    );
    await page.getByText("1 row changed.").waitFor();
    await page.getByText("Wait for the plan").waitFor();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByText("1 row changed.").waitFor({ state: "detached" });
    await page.close();
  });

  test("ten thousand rows are drawn a few at a time, and the cursor reaches them", async () => {
    const { page } = await window.open("/queue?tab=team", { rows: 10_000 });
    await page.getByRole("rowheader", { name: "Day has passed" }).waitFor();
    expect(await page.getByRole("row").count()).toBeLessThan(60);
    await page.evaluate(() => scrollTo(0, 20_000));
    await page.waitForFunction(
      () => Number(document.querySelector('[role="row"][id]')?.getAttribute("aria-rowindex")) > 100,
    );
    expect(await page.getByRole("row").count()).toBeLessThan(60);
    await page.close();
  });

  test("says what is true when there is nothing, and what failed when it failed", async () => {
    const empty = await window.open("/queue?tab=waiting+on+records");
    await empty.page.getByText("No records are outstanding.").waitFor();
    empty.api.instead.set("/v1/queue", {
      status: 500,
      body: {
        type: "/problems/a-bug",
        title: "Parley failed",
        status: 500,
        detail: "Nothing was changed.",
        id: "req-9",
      },
    });
    await empty.page.goto(
      empty.page.url().replace("waiting+on+records", "paid+wrong").replace("waiting%20on%20records", "paid+wrong"),
    );
    await empty.page.getByText("Nothing was changed.").waitFor({ timeout: 20_000 });
    await empty.page.close();
  });
});
