import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, settled } from "#test/browser.ts";
import { violations } from "#test/web/axe.ts";
import {
  bring,
  type DemoFolder,
  demoFolder,
  HOOK,
  type Journey,
  journey,
  looks,
  openDemo,
  PATIENCE,
} from "./journey.ts";

/** A single case agreement from its first word to a claim that is paid short of it, and its renewal. */

interface Found {
  readonly id: string;
  readonly number: string;
  readonly payer: string;
  readonly patient: string;
  readonly service: string;
  readonly code: string;
  /** Of another line, to be paid a percentage of Medicare. */
  readonly other: string;
  readonly charge: number;
}

describe.skipIf(chromiumPath === undefined)("a single case agreement before the service", () => {
  let j: Journey;
  let demo: DemoFolder;
  let page: Page;
  let found: Found;

  beforeAll(async () => {
    demo = await demoFolder();
    j = await journey({ demo: true, books: demo.books });
    await bring(j, demo.folder, true);
    page = await openDemo(j);
    const { rows } = await (await page.request.get("/v1/queue?tab=team&limit=200")).json();
    for (const row of rows) {
      const { evaluation, expected } = await (await page.request.get(`/v1/cases/${row.id}`)).json();
      const [line, second] = evaluation.lines;
      const isFree = expected.length === 0 && row.patient !== null && line.allowed !== null;
      // Priced by the physician's schedule: not a line of a surgery center.
      const isPriced = second?.benchmarkFrom?.includes("of Medicare") && !second.benchmarkFrom.includes("center");
      if (!isFree || !isPriced || second.code === line.code || line.units !== "1" || Number(line.billed) < 200)
        continue;
      found = { ...row, code: line.code, other: second.code, charge: Number(line.billed) };
      break;
    }
  }, HOOK);
  afterAll(async () => {
    await j?.close();
    demo?.remove();
  });

  const calm = async (name: string): Promise<void> => {
    await settled(page);
    await looks(page, name);
    expect(await violations(page)).toEqual([]);
  };

  test("is written with its codes, its rates and the proof of the gap", { timeout: PATIENCE * 2 }, async () => {
    await page.getByRole("link", { name: "Agreements", exact: true }).click();
    await page.getByText("There is no single case agreement yet.").waitFor();
    await page.getByRole("link", { name: "Write an agreement" }).click();
    await page.getByLabel("Plan or issuer").fill(found.payer);
    await page.getByLabel("Patient").fill(found.patient);
    await page.getByLabel("First day of service").fill(found.service);
    await page.getByLabel("Last day of service").fill(found.service);
    await page.getByText("Finish each service: a code, and what it is paid.").waitFor();
    const first = page.getByRole("group", { name: "Service 1" });
    await first.getByLabel("Code").fill(found.code.toLowerCase());
    await first.getByRole("textbox", { name: "Amount" }).fill(String(found.charge - 1));
    await first.getByLabel("Units covered").fill("1");
    await page.getByRole("button", { name: "Add a service" }).click();
    const second = page.getByRole("group", { name: "Service 2" });
    await second.getByLabel("Code").fill(found.other);
    await second.getByLabel("Paid as").selectOption("percent of Medicare");
    await second.getByLabel("Percent").fill("150");
    await second.getByLabel("Units covered").fill("5");
    await page.getByRole("button", { name: "Add a search for a network provider" }).click();
    await page.getByText("Finish each search: who, when, where and what was found.").waitFor();
    await page.getByLabel("Who searched").fill("Maren Lund");
    await page.getByLabel("Searched on").fill("2026-01-05");
    await page.getByLabel("Directory, and what").fill("Plan directory, 25 miles");
    await page.getByLabel("What was found").fill("Nobody");
    await calm("agreement-write");
    await page.getByRole("button", { name: "Save the draft" }).click();
    await page.getByRole("heading", { name: "SCA-1" }).waitFor();
    await page.getByText("draft, with").waitFor();
  });

  test("is changed, proposed and agreed, each written down", { timeout: PATIENCE }, async () => {
    await page.getByRole("link", { name: "Change its words" }).click();
    expect(await page.getByLabel("Code").first().inputValue()).toBe(found.code);
    await page.getByLabel("Who speaks for the plan").fill("R. Vega");
    await page.getByRole("button", { name: "Save the draft" }).click();
    await page.getByRole("button", { name: "Proposed" }).click();
    await page.getByRole("button", { name: "Write down that it was proposed" }).click();
    await page.getByRole("button", { name: "Agreed" }).click();
    await page.getByLabel("Read from").fill("Signed paper");
    await page.getByRole("button", { name: "Write down that it was agreed" }).click();
    await page.getByRole("heading", { name: "Claims under it" }).waitFor();
  });

  test("finds its claim, says what is short, and enters it on the case", { timeout: PATIENCE }, async () => {
    const claims = page.getByRole("table", { name: "Claims under the agreement" });
    await claims.getByRole("link", { name: found.number }).waitFor();
    await claims.getByText("by the patient").waitFor();
    await claims.getByText(/line 2: 150% of Medicare \S+ [\d.]+ \(.*\): [\d.]+/).waitFor();
    await calm("agreement-claims");
    await page.getByRole("button", { name: /^Enter on 1 case$/ }).click();
    await claims.getByText("entered", { exact: true }).waitFor();
    await claims.getByRole("link", { name: found.number }).click();
    await page.getByText("Its claim comes under the single case agreement").waitFor();
    await page
      .getByText(/Single case agreement SCA-1|SCA-1, Signed paper/)
      .first()
      .waitFor();
    await page.getByRole("link", { name: "SCA-1" }).first().click();
  });

  test("a claim is left out and counted in again, and the paper is saved", { timeout: PATIENCE }, async () => {
    await page.getByRole("button", { name: /^Leave out claim / }).click();
    await page.getByText(/was left out\./).waitFor();
    await page.getByRole("button", { name: /^Count in again: claim / }).click();
    await page.getByRole("table", { name: "Claims under the agreement" }).getByText("counted in by hand").waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save the agreement" }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe("SCA-1.single-case-agreement.pdf");
    await page.getByRole("link", { name: "Renew it" }).click();
    expect(await page.getByLabel("Plan or issuer").inputValue()).toBe(found.payer);
    expect(await page.getByLabel("First day of service").inputValue()).toBe("");
    await page.getByRole("link", { name: "Agreements", exact: true }).first().click();
    await page.getByRole("table", { name: "Single case agreements" }).getByRole("link", { name: "SCA-1" }).waitFor();
    await calm("agreement-list");
    expect(j.complaints.splice(0)).toEqual([]);
  });
});
