import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runMap } from "#app/map.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents, formatUsd, minus, showUsd, usd } from "#base/money.ts";
import { totalsJson } from "#case/claim-json.ts";
import { chromiumPath, settled } from "#test/browser.ts";
import { beginAsOwner, caseOf, type DemoFolder, demoFolder, HOOK, type Journey, journey, PATIENCE } from "./journey.ts";

/** From nothing to one's own map, and from an EOB on paper to what is still owed. */

/** Totals of a money map as the API says them. */
type Totals = Readonly<Record<string, unknown>>;

/** Reading a folder, and drawing its map, take a busy machine a while. */
const PATIENT = { timeout: 2 * PATIENCE };

const CLAIM = "ED-1001";
const AGREED = "600.00";

/** Remembers everything a page says of where it stands: reading may be over before we look. */
const REMEMBER = `
  globalThis.said = [];
  const look = () => {
    for (const at of document.querySelectorAll("[role=status], progress + p")) globalThis.said.push(at.textContent);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
`;

/** What a drag of one file from a folder carries. */
const dragged = (name: string, text: string): string => `(() => {
  const data = new DataTransfer();
  data.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
  return data;
})()`;

describe.skipIf(chromiumPath === undefined)("importing", () => {
  let j: Journey;
  let demo: DemoFolder;
  let page: Page;
  let drawn: Totals = {};

  beforeAll(async () => {
    demo = await demoFolder();
    j = await journey({ books: demo.books });
    page = await (await j.context()).newPage();
    await page.addInitScript({ content: REMEMBER });
  }, HOOK);
  afterAll(async () => {
    await j?.close();
    demo?.remove();
  });

  const said = (): Promise<string> => page.evaluate('globalThis.said.join("\\n")');
  const receipts = (): Locator => page.getByRole("region", { name: "This import" });
  const verdict = (text: string | RegExp): Promise<void> =>
    expect.poll(() => receipts().getByRole("status").innerText(), PATIENT).toMatch(text);
  /** Waits until the map, which is drawn again after each change, says this. */
  const mapSays = (totals: Totals): Promise<void> =>
    expect.poll(async () => (await (await page.request.get("/v1/map")).json()).totals, PATIENT).toEqual(totals);

  async function chooseFolder(): Promise<void> {
    await page.goto("/import");
    await page.getByLabel("Folder to import").setInputFiles(demo.folder);
    await page.waitForURL(/import=/);
  }

  async function drop(name: string, text: string): Promise<void> {
    await page.goto("/import");
    await settled(page);
    const data = await page.evaluateHandle(dragged(name, text));
    const sheet = page.getByRole("region", { name: "Add files" });
    for (const type of ["dragenter", "dragover", "drop"]) await sheet.dispatchEvent(type, { dataTransfer: data });
    await page.waitForURL(/import=/);
  }

  test("the first owner of an empty store sees the first steps and no dollar", async () => {
    await beginAsOwner(j, page);
    await page.getByRole("region", { name: "First steps" }).waitFor();
    await page.getByText("No claim was read yet, so no dollar is on the map.").waitFor();
  });

  test("a chosen folder is read while one watches, and says what was in it", async () => {
    await chooseFolder();
    await verdict(/files read\. \d+ new claims, \d+ new remittances, \d+ cases opened\./);
    expect(await said()).toMatch(/\d+%/);
    await page.getByText(/remittances matched to a claim/).waitFor();
  });

  test("the map says to the cent what the terminal draws of the same folder", async () => {
    const run = await runMap({
      paths: [demo.folder],
      asOf: j.server.open.desk.today(),
      home: demo.folder,
      booksDir: demo.books,
      json: false,
    });
    const { totals } = run.map;
    run.close();
    const amounts = (_: string, value: unknown) => (typeof value === "bigint" ? formatUsd(value as Cents) : value);
    drawn = JSON.parse(JSON.stringify(totalsJson(totals), amounts));
    await page.getByRole("link", { name: "Open the money map" }).click();
    await mapSays(drawn);
    const sentence = `${showUsd(totals.recoverable, "whole")} can still be recovered.`;
    await page.getByRole("region", { name: "What can be recovered" }).getByText(sentence).waitFor();
  });

  test("the import is taken back, and nothing of it counts", async () => {
    await page.goto("/import");
    await page.getByRole("region", { name: "Past imports" }).getByRole("link").first().click();
    await page.getByRole("button", { name: "Take this import back" }).click();
    await page.getByRole("button", { name: "Take back", exact: true }).click();
    await verdict("This import was taken back. Nothing of it counts.");
    await mapSays(expect.objectContaining({ claims: 0, lines: 0, billed: "0.00" }));
    await page.goto("/cases");
    await settled(page);
    expect(await page.getByRole("row").filter({ hasText: /HR-/ }).count()).toBe(0);
  });

  test("the same folder after that is read anew, and the map is what it was", async () => {
    await chooseFolder();
    await verdict(/^9\d files read\. [1-9]\d* new claims/);
    await mapSays(drawn);
  });

  test("the same files again change nothing", async () => {
    await chooseFolder();
    await verdict("0 files read. 0 new claims, 0 new remittances, 0 cases opened.");
    await page.getByText("already known").first().waitFor();
    await mapSays(drawn);
  });

  test("a broken file that is dropped says what is wrong, lights the place, and why it cannot be taken back", async () => {
    const folder = join(demo.folder, "remittances");
    const whole = readFileSync(join(folder, readdirSync(folder)[0] ?? ""), "latin1");
    await drop("broken.835", whole.replace(/(SVC\*[^*]*\*)[^*]*/, "$1TWELVE").replace(/(ISA.{87})\d{4}/, "$19999"));
    await page.getByText("It cannot be taken back: ").waitFor();
    await page.getByRole("button", { name: "in broken.835" }).click();
    await page
      .getByRole("button", { name: /^Show the segment of / })
      .first()
      .click();
    const segments = page.getByRole("region", { name: "Segments of broken.835" });
    await segments.locator("[aria-current=true] mark").waitFor();
  });

  async function openClaim(): Promise<{ dateOfService: Day; lines: { billed: string; code: string }[] }> {
    const id = await caseOf(page, CLAIM);
    await page.goto(`/cases/${id}?tab=payments`);
    await settled(page);
    return (await (await page.request.get(`/v1/cases/${id}`)).json()).evaluation;
  }

  test("an agreement says what is expected, split over the lines to the cent", async () => {
    await openClaim();
    await page.getByRole("button", { name: "Enter an agreement" }).click();
    const form = page.getByRole("form", { name: "Enter what was agreed" });
    await form.getByLabel("Amount", { exact: true }).fill(AGREED);
    await form.getByLabel("Where it is written").fill("a letter of the plan");
    await form.getByRole("button", { name: "Enter agreement" }).click();
    await page.getByRole("table", { name: "Expected against received" }).waitFor();
  });

  test("an EOB typed out of balance is not kept; in balance it is, and counts as received", async () => {
    const { lines, dateOfService } = await openClaim();
    const today = j.server.open.desk.today();
    await page.goto("/import?type=eob");
    await page.getByLabel("Claim number, ours").fill(CLAIM);
    await page.getByLabel("Payer", { exact: true }).fill("NORTHFIELD MUTUAL (SYNTHETIC)");
    await page.getByLabel("Paid on").fill(today);
    await page.getByLabel("Check or EFT number").fill("EFT900");
    await page.getByLabel("Plan paid, in all").fill("300.00");
    for (const [at, { billed, code }] of lines.entries()) {
      const cell = (name: string) => page.getByLabel(`${name}, line ${at + 1}`);
      if (at > 0) await page.getByRole("button", { name: "Add a line" }).click();
      const paid = at === 0 ? "300.00" : "0.00";
      await cell("Day of service").fill(dateOfService);
      await cell("Code").fill(code);
      await cell("Charge").fill(billed);
      await cell("Paid").fill(paid);
      await cell("Taken off, and why").fill(`CO-45 ${formatUsd(minus(minus(usd(billed), usd(paid)), cents(1n)))}`);
    }
    const keep = page.getByRole("button", { name: "Keep EOB" });
    await page
      .getByText(/^out by /)
      .first()
      .waitFor();
    expect(await keep.isDisabled()).toBe(true);
    for (const [at, { billed }] of lines.entries()) {
      const off = minus(usd(billed), usd(at === 0 ? "300.00" : "0.00"));
      await page.getByLabel(`Taken off, and why, line ${at + 1}`).fill(`CO-45 ${formatUsd(off)}`);
    }
    await keep.and(page.locator(":enabled")).click();
    await page.getByRole("button", { name: "Type the next" }).waitFor();
    expect(j.complaints).toEqual([]);
  });

  test("the payments page compares what was expected with what came", async () => {
    await page.goto("/payments");
    await settled(page);
    const row = page.getByRole("row").filter({ hasText: "Agreement" }).first();
    const text = await row.innerText();
    expect(text).toContain("$600.00");
    expect(text).toContain("$300.00");
    expect(j.complaints).toEqual([]);
  });
});
