import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, startBrowser } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { LOOKS, openBoard, owner } from "./boards.ts";
import { idOf, LUND, me } from "./invented.ts";
import { type Serving, serveWindow } from "./serve.ts";

/** The team as whoever gives work out sees it. The window must be built. */

const ACTS = "POST /v1/queue/acts";
const done = (body: unknown) => ({
  id: "0196a7c0-0000-7000-8000-0000000000c1",
  done: (body as { cases: { case: string }[] }).cases.map((c) => ({ case: c.case, version: 8 })),
  refused: [],
  undo: true,
});
const undone = { ...done({ cases: [{ case: idOf(0) }, { case: idOf(2) }] }), undo: false };

describe.skipIf(chromiumPath === undefined)("the team", () => {
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

  test("minutes of work are told with their source, and what is not known stays so", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/team");
    await page
      .getByRole("row", { name: /^Nobody/ })
      .getByText("not known")
      .waitFor();
    await page
      .getByRole("row", { name: new RegExp(`^${me.person.name}`) })
      .getByText("41 h 50 min")
      .waitFor();
    await page.getByText("30 minutes for a notice, as assumed").waitFor();
    await page.close();
    const { page: none } = await openBoard(browser, serving, "/team", {
      over: { "GET /v1/team": { today: "2026-11-23", until: "2026-12-08", planned: null, rows: [] } },
    });
    await none.getByRole("link", { name: "make one" }).waitFor();
    await none.close();
  });

  test("cases are given after they were looked at, without those left out, and taken back", {
    timeout: 60_000,
  }, async () => {
    const over = { [ACTS]: done, "POST /v1/queue/acts/0196a7c0-0000-7000-8000-0000000000c1/undo": undone };
    const { page, told } = await openBoard(browser, serving, "/team", { over });
    await page.getByRole("button", { name: `Give cases of ${me.person.name}` }).click();
    const form = page.getByRole("dialog", { name: `Give cases of ${me.person.name}` });
    await form.getByLabel("How many").fill("3");
    await form.getByText(/^3 cases, .* to M. Lund/).waitFor();
    await form.getByLabel("Give HR-2037", { exact: true }).click();
    await form.getByRole("button", { name: "Give 2 cases" }).click();
    await page.getByText("Assigned 2 cases to M. Lund.").first().waitFor();
    expect(told.find((t) => t.key === ACTS)?.body).toEqual({
      act: { type: "assign", to: LUND.id },
      cases: [0, 2].map((n) => ({ case: idOf(n), saw: 7 })),
    });
    await page.keyboard.press("z");
    await page.getByText("Taken back on 2 cases.").first().waitFor();
    expect(told.at(-1)?.key).toMatch(/undo$/);
    await page.close();
  });

  test("a number that nobody has is refused in place", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/team");
    await page.getByRole("button", { name: "Give cases of nobody" }).click();
    await page.getByLabel("How many").fill("42");
    await page.getByText("From 1 to 41, as many as are shown.").waitFor();
    expect(await page.getByRole("button", { name: "Give 0 cases" }).isDisabled()).toBe(true);
    await page.close();
  });

  test("who may not assign is offered nothing to give", { timeout: 60_000 }, async () => {
    const reader = { ...owner, permissions: ["see cases"] };
    const { page } = await openBoard(browser, serving, "/team", { over: { "GET /v1/me": reader } });
    await page.getByRole("row", { name: /^Nobody/ }).waitFor();
    expect(await page.getByRole("button", { name: /^Give/ }).count()).toBe(0);
    await page.close();
  });

  test.each(LOOKS)("the form reads well in %s at %i", { timeout: 60_000 }, async (scheme, width) => {
    const { page } = await openBoard(browser, serving, "/team", { scheme, width });
    await page.getByRole("button", { name: "Give cases of nobody" }).click();
    await page.getByText(/at stake, from nobody/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});
