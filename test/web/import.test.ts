import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, startBrowser } from "#test/browser.ts";
import { violations } from "./axe.ts";
import { LOOKS, openBoard, sideways } from "./boards.ts";
import { BATCH, batch } from "./invented-boards.ts";
import { type Serving, serveWindow } from "./serve.ts";

/** Files in, by choice and by hand. The window must be built. */

const PATHS = ["/import", `/import?import=${BATCH}`, "/import?type=eob", "/import?type=claim"] as const;

describe.skipIf(chromiumPath === undefined)("import", () => {
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

  test.each(LOOKS)("every view reads well in %s at %i", { timeout: 120_000 }, async (scheme, width) => {
    for (const path of PATHS) {
      const { page, complaints } = await openBoard(browser, serving, path, { scheme, width });
      expect(await violations(page), path).toEqual([]);
      expect(await sideways(page), path).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    }
  });

  test("files are given, read, and their receipts shown", { timeout: 60_000 }, async () => {
    const { page, told } = await openBoard(browser, serving, "/import", {
      over: {
        "POST /v1/imports": { ...batch, state: "open", files: [] },
        [`PUT /v1/imports/${BATCH}/files`]: batch.files[0],
        [`POST /v1/imports/${BATCH}/start`]: batch,
      },
    });
    await page
      .getByLabel("Files to import")
      .setInputFiles([{ name: "era.txt", mimeType: "text/plain", buffer: Buffer.from("ISA*00") }]);
    await page.waitForURL(/import=/);
    await page
      .getByText("3 files read. 248 new claims, 301 new remittances, 203 cases opened. 1 file was refused.")
      .first()
      .waitFor();
    expect(told.map((t) => t.key)).toEqual([
      "POST /v1/imports",
      `PUT /v1/imports/${BATCH}/files`,
      `POST /v1/imports/${BATCH}/start`,
    ]);
    expect(told[1]?.url.searchParams.get("name")).toBe("era.txt");
    await page.close();
  });

  test("a problem opens its segment with the element lit", { timeout: 60_000 }, async () => {
    const { page } = await openBoard(browser, serving, `/import?import=${BATCH}`);
    await page.getByRole("button", { name: /1 wrong, 2 to look at/ }).click();
    await page.getByText("does not balance by $18.40").waitFor();
    await page.getByRole("button", { name: /Show the segment/ }).click();
    await page.locator("mark", { hasText: "381.6" }).waitFor();
    await page.getByText("It cannot be taken back: HR-2041 has an offer logged since.").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test("an EOB is typed with the keyboard alone, balanced while typed, and kept", { timeout: 60_000 }, async () => {
    const kept = { remittance: BATCH, case: null, said: "Kept and matched to HR-2041." };
    const { page, told } = await openBoard(browser, serving, "/import?type=eob", {
      over: {
        "POST /v1/remittances/balance": (body: unknown) => {
          const paid = (body as { paid: string }).paid;
          const isEven = paid === "400.00";
          return {
            balances: isEven,
            text: isEven ? "Balances to the cent." : "Out by $400.00.",
            out: isEven ? "0.00" : "400.00",
            lines: [],
            claim: null,
            problems: [],
          };
        },
        "POST /v1/remittances": kept,
      },
    });
    const type = page.keyboard;
    await page.getByLabel("Claim number, ours").fill("HR2041");
    for (const text of ["Invented Mutual", "", ""]) {
      await type.press("Tab");
      if (text !== "") await type.type(text);
    }
    await page.getByLabel("Paid on").fill("2026-11-12");
    await page.getByLabel("Plan paid, in all").fill("800");
    await page.getByLabel("Day of service, line 1").fill("2026-10-02");
    await page.getByLabel("Code, line 1").fill("99285");
    await page.getByLabel("Charge, line 1").fill("1,250.00");
    await page.getByLabel("Taken off, and why, line 1").fill("CO-45 850.00");
    await page.getByLabel("Paid, line 1").fill("400.00");
    await page.getByText("Out by $400.00.").waitFor();
    expect(await page.getByRole("button", { name: /Keep EOB/ }).isDisabled()).toBe(true);
    await page.getByLabel("Plan paid, in all").fill("400.00");
    await page.getByText("Balances to the cent.").waitFor();
    await type.press("Control+Enter");
    await page.getByText("Kept and matched to HR-2041.").waitFor();
    expect(told.at(-1)).toMatchObject({
      key: "POST /v1/remittances",
      body: {
        paid: "400.00",
        lines: [{ charge: "1250.00", adjustments: [{ group: "CO", reason: "45", amount: "850.00" }] }],
      },
    });
    await page.close();
  });
});
