import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, settled } from "#test/browser.ts";
import { somebody } from "#test/server.ts";
import { organizationIn } from "#test/stores.ts";
import { violations } from "#test/web/axe.ts";
import {
  beginAsOwner,
  bring,
  caseOf,
  type DemoFolder,
  demoFolder,
  HOOK,
  type Journey,
  journey,
  openDemo,
  SHOTS,
} from "./journey.ts";

/** Every page as a person meets it: with the demo and with nothing, in both schemes, wide and narrow. */

const SCHEMES = ["light", "dark"] as const;
type Scheme = (typeof SCHEMES)[number];
/** Parts of a page are looked at once in each width, each in another scheme. */
const WIDTHS: readonly (readonly [width: number, height: number, ofParts: Scheme])[] = [
  [1440, 900, "light"],
  [390, 844, "dark"],
];

const ROUTES = [
  "/map",
  "/queue",
  "/queue?tab=team",
  "/team",
  "/board",
  "/cases",
  "/approvals",
  "/approvals?state=refused",
  "/approvals?state=ready",
  "/agreements",
  "/agreements?make=true",
  "/calendar",
  "/calendar?view=week",
  "/payments",
  "/dashboard",
  "/month-end",
  "/denials",
  "/lists?list=lines&class=expired",
  "/law",
  "/rates",
  "/import",
  "/import?type=eob",
  "/import?type=claim",
  "/settings",
  "/help",
  "/help?article=rooms",
  "/nowhere",
  "/sign-in",
  "/join",
] as const;
const PARTS = ["clients", "people", "authority", "security", "keys", "profile", "data", "audit"].map(
  (p) => `/settings?part=${p}`,
);
const TABS = [
  "claim",
  "eob",
  "benchmarks",
  "channel",
  "plan",
  "negotiate",
  "documents",
  "payments",
  "activity",
] as const;

/** Stand in the files in the place of a patient's names and number, and nowhere else. */
const CANARIES = ["ZZCANARY", "QUILLONA", "CNRY00777"] as const;
const [LAST, FIRST, MEMBER] = CANARIES;

function plantIn(text: string): string {
  return text.replace(/(NM1\*(?:IL|QC)\*1)\*[^*~]*\*[^*~]*(\*\*\*\*MI)\*[^*~]*/g, `$1*${LAST}*${FIRST}$2*${MEMBER}`);
}

/** Names every patient of a folder after the canaries, and adds a file with one of them where an amount belongs. */
function plant({ folder }: DemoFolder): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, path);
    if (/\.83[57]$/.test(path)) writeFileSync(file, plantIn(readFileSync(file, "latin1")), "latin1");
    if (/\.83[57]\.gz$/.test(path))
      writeFileSync(file, gzipSync(plantIn(gunzipSync(readFileSync(file)).toString("latin1"))));
  }
  const remittances = join(folder, "remittances");
  const some = readdirSync(remittances)[0] ?? "";
  const broken = readFileSync(join(remittances, some), "latin1").replace(/(SVC\*[^*]*\*)[^*]*/, `$1${LAST}`);
  writeFileSync(join(remittances, "broken.835"), broken.replaceAll("*1*1*", "*1*2*"), "latin1");
}

/** How many of some texts have a patient in them. */
const withPatients = (texts: readonly string[]): number =>
  texts.filter((t) => CANARIES.some((c) => t.toLowerCase().includes(c.toLowerCase()))).length;

const sideways = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

/** Opens a page and says everything that is wrong with it, in each of the schemes. */
async function wrongWith(
  page: Page,
  path: string,
  shot: string,
  schemes: readonly Scheme[] = SCHEMES,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const width = page.viewportSize()?.width ?? 0;
  await page.goto(path);
  await settled(page);
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const v of await violations(page)) wrong.push(`${scheme}: ${v}`);
    await page.screenshot({ path: join(SHOTS, `${shot}-${width}-${scheme}.png`) });
  }
  const by = await sideways(page);
  if (by !== 0) wrong.push(`scrolls sideways by ${by}`);
  const title = await page.title();
  if (!title.endsWith("· Parley")) wrong.push(`is called ${title}`);
  if (withPatients([title]) > 0) wrong.push("has a patient in its title");
  return wrong;
}

const nameOf = (path: string): string => path.slice(1).replace(/[^a-z]+/g, "-");

describe.skipIf(chromiumPath === undefined)("with the demo", () => {
  let j: Journey;
  let demo: DemoFolder;
  let page: Page;
  let theCase = "";

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    demo = await demoFolder();
    j = await journey({ demo: true, books: demo.books });
    plant(demo);
    await bring(j, demo.folder, true);
    page = await openDemo(j);
    theCase = await caseOf(page, "ED-1001");
  }, HOOK);
  afterAll(async () => {
    await j?.close();
    demo?.remove();
  });

  describe.each(WIDTHS)("at %i px", (width, height, ofParts) => {
    beforeAll(() => page.setViewportSize({ width, height }));

    test.each(ROUTES)("%s is sound", async (path) => {
      expect(await wrongWith(page, path, `demo-${nameOf(path)}`)).toEqual([]);
      expect(j.complaints.splice(0)).toEqual([]);
    });

    test.each(PARTS)("%s is sound", async (path) => {
      expect(await wrongWith(page, path, `demo-${nameOf(path)}`, [ofParts])).toEqual([]);
      expect(j.complaints.splice(0)).toEqual([]);
    });

    test.each(TABS)("the %s of a case is sound", async (tab) => {
      expect(await wrongWith(page, `/cases/${theCase}?tab=${tab}`, `demo-case-${tab}`, [ofParts])).toEqual([]);
      expect(j.complaints.splice(0)).toEqual([]);
    });
  });

  test("an import with a broken file is sound, and its problems say no patient", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto("/import");
    await page.getByRole("region", { name: "Past imports" }).getByRole("link").first().click();
    await page.waitForURL(/import=/);
    await settled(page);
    await page.getByRole("button", { name: "in remittances/broken.835" }).click();
    const list = page.getByRole("list").filter({ hasText: "segment" }).first();
    await list.waitFor();
    expect(await violations(page)).toEqual([]);
    const said = await list.innerText();
    for (const canary of CANARIES) expect(said).not.toContain(canary);
    expect(j.complaints.splice(0)).toEqual([]);
  });

  test("somebody of another organization meets no patient: not on a page, by search, or at the address of a case", async () => {
    const { store } = j.server.open.desk;
    const { org } = await organizationIn(store, 1);
    j.server.open.makeKey(org);
    const stranger = await somebody(j.server, { org, role: "owner", clients: "all" });
    const context = await j.context();
    await context.addCookies([...stranger.cookies].map(([name, value]) => ({ name, value, url: j.at })));
    const theirs = await context.newPage();
    for (const path of ["/map", "/queue?tab=team", "/cases", "/payments", "/import", `/cases/${theCase}`]) {
      await theirs.goto(path);
      await settled(theirs);
      expect(withPatients([await theirs.content(), await theirs.title()]), path).toBe(0);
    }
    const headers = { origin: j.at };
    for (const q of CANARIES) {
      const found = await theirs.request.post("/v1/search", { data: { q }, headers });
      expect(await found.json()).toEqual({ cases: [] });
    }
    await context.close();
  });

  test("patients are on the screen, and in no address, title, refusal or line of the log", async () => {
    await page.goto("/queue?tab=team");
    await settled(page);
    await page.getByText(LAST).first().waitFor();
    await page.getByLabel("Search by case, claim or patient").fill(LAST.toLowerCase());
    await settled(page);
    await page.getByText(LAST).first().waitFor();
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Find or do anything" });
    await palette.getByPlaceholder(/A case, a claim/).fill(LAST.toLowerCase());
    await palette.getByText(LAST).first().click();
    await page.waitForURL(/\/cases\//);
    await page.getByText(LAST).first().waitFor();
    const late = await page.request.post(`/v1/cases/${theCase}/acts`, {
      data: { saw: 0, act: { type: "add note", text: "late" } },
      headers: { origin: j.at },
    });
    expect(late.ok()).toBe(false);
    await page.goto(`/cases/${await caseOf(page, "ED-1010")}?tab=documents`);
    await page.getByRole("button", { name: "Save notice" }).click();
    await page.getByRole("alert").filter({ hasText: "Nothing was written." }).waitFor();
    expect(j.server.lines.length).toBeGreaterThan(0);
    expect(withPatients(j.server.lines), "lines of the log").toBe(0);
    expect(withPatients(j.asked), "addresses").toBe(0);
    expect(j.refusals.length).toBeGreaterThan(0);
    expect(withPatients([...j.refusals, await late.text()]), "refusals").toBe(0);
    expect(withPatients([page.url(), await page.title()])).toBe(0);
  });
});

describe.skipIf(chromiumPath === undefined)("with nothing", () => {
  let j: Journey;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    j = await journey();
    page = await (await j.context()).newPage();
    await beginAsOwner(j, page);
  }, HOOK);
  afterAll(() => j?.close());

  describe.each(WIDTHS)("at %i px", (width, height) => {
    beforeAll(() => page.setViewportSize({ width, height }));

    test.each([
      "/map",
      "/queue",
      "/cases",
      "/approvals",
      "/calendar",
      "/payments",
      "/dashboard",
      "/month-end",
      "/denials",
      "/lists?list=missed",
      "/rates",
      "/import",
      "/settings",
    ])("%s is sound", async (path) => {
      expect(await wrongWith(page, path, `empty-${nameOf(path)}`)).toEqual([]);
      expect(j.complaints.splice(0)).toEqual([]);
    });
  });
});
