import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, startBrowser } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { LOOKS, openBoard, owner, Refuse, sideways } from "./boards.ts";
import { idOf, rowOf } from "./invented.ts";
import { map } from "./invented-boards.ts";
import { type Serving, serveWindow } from "./serve.ts";

/** The money map as a person meets it, on invented figures that add up. The window must be built. */

describe.skipIf(chromiumPath === undefined)("the money map", () => {
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

  test.each(LOOKS)("reads well in %s at %i", { timeout: 60_000 }, async (scheme, width) => {
    const { page, complaints } = await openBoard(browser, serving, "/map", { scheme, width });
    await page.getByText("can still be recovered").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("an answer that was on its way when the map was drawn anew is asked for again", {
    timeout: 60_000,
  }, async () => {
    const { page } = await openBoard(browser, serving, "/calendar");
    const anew = { ...map, totals: { ...map.totals, recoverable: "777777.00" } };
    let asked = 0;
    let ask = (): void => {};
    let tell = (): void => {};
    const wasAsked = new Promise<void>((done) => {
      ask = done;
    });
    const wasTold = new Promise<void>((done) => {
      tell = done;
    });
    // The browser opens its stream again soon, is told of the new map while the old one is on its way, and nothing after that.
    await page.route("**/v1/live", async (route) => {
      await wasAsked;
      const body = 'retry: 600000\n\nevent: map\ndata: {"topic":"map"}\n\n';
      await route.fulfill({ contentType: "text/event-stream", body });
      setTimeout(tell, 500);
    });
    await page.route("**/v1/map", async (route) => {
      asked += 1;
      const answer = asked === 1 ? map : anew;
      ask();
      await wasTold;
      await route.fulfill({ json: answer });
    });
    await page.getByRole("link", { name: "Money map" }).first().click();
    await page.getByText("$777,777 can still be recovered.").waitFor();
    await page.close();
  });

  test("a figure opens its lines, with a case or without", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, "/map");
    await page.getByRole("link", { name: /Denied \$52,118/ }).click();
    await page.waitForURL(/\/lists\?/);
    expect(page.url()).toContain("class=denied");
    await page.close();
  });

  test("a map that does not add up says so", { timeout: 60_000 }, async () => {
    const wrong = { ...map, totals: { ...map.totals, lines: 613 } };
    const { page } = await openBoard(browser, serving, "/map", { over: { "GET /v1/map": wrong } });
    await page.getByRole("alert").getByText("The classes hold 612 lines, the map 613.").waitFor();
    await page.close();
  });

  test("holds all after saying how many", { timeout: 60_000 }, async () => {
    const rows = [rowOf(0), rowOf(1)];
    const { page, told } = await openBoard(browser, serving, "/map", {
      over: {
        "GET /v1/queue": { rows, next: null },
        "POST /v1/queue/acts": {
          id: idOf(9),
          done: rows.map((r) => ({ case: r.id, version: 2 })),
          refused: [],
          undo: true,
        },
      },
    });
    await page.getByRole("button", { name: "Hold all" }).click();
    await page.getByText("Hold 2 cases?").waitFor();
    await page.getByRole("button", { name: "Hold all 2" }).click();
    await page.getByText("2 cases are held.").first().waitFor();
    expect(told.find((t) => t.key === "POST /v1/queue/acts")?.body).toMatchObject({
      act: { type: "hold" },
      cases: rows.map((r) => ({ case: r.id, saw: r.version })),
    });
    await page.close();
  });

  test.each([
    [
      "an empty store leads to the first steps",
      {
        "GET /v1/map": { ...map, totals: { ...map.totals, lines: 0 } },
        "GET /v1/me": { ...owner, firstSteps: [{ step: "files", done: false, minutes: 2 }] },
      },
      "2 minutes to your own map.",
    ],
    [
      "a failure is said in the server's words",
      { "GET /v1/map": new Refuse("not-ready", 422, "The map is being drawn.") },
      "The map is being drawn.",
    ],
    [
      "a role without the right sees why",
      { "GET /v1/me": { ...owner, permissions: [] } },
      "Your role does not see this.",
    ],
  ])("%s", { timeout: 60_000 }, async (_, over, says) => {
    const { page } = await openBoard(browser, serving, "/map", { over });
    await page.getByText(says).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});
