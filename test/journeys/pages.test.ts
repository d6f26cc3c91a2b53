import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath } from "#test/browser.ts";
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
  settled,
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
  "/cases",
  "/calendar",
  "/calendar?view=week",
  "/payments",
  "/dashboard",
  "/law",
  "/rates",
  "/import",
  "/import?type=eob",
  "/import?type=claim",
  "/settings",
  "/nowhere",
  "/sign-in",
  "/join",
] as const;
const PARTS = ["clients", "people", "security", "keys", "profile", "data", "audit"].map((p) => `/settings?part=${p}`);
const TABS = ["claim", "eob", "benchmarks", "channel", "plan", "documents", "payments", "activity"] as const;

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
  if (CANARIES.some((c) => title.includes(c))) wrong.push("has a patient in its title");
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

  test("patients are on the screen, and in no address, title or line of the log", async () => {
    await page.goto("/queue?tab=team");
    await settled(page);
    await page.getByText(LAST).first().waitFor();
    await page.getByLabel("Search by case, claim or patient").fill(LAST.toLowerCase());
    await settled(page);
    await page.getByText(LAST).first().waitFor();
    const { lines } = j.server;
    expect(lines.length).toBeGreaterThan(0);
    for (const canary of CANARIES) {
      const told = new RegExp(canary, "i");
      expect(lines.filter((l) => told.test(l)).length).toBe(0);
      expect(j.asked.filter((a) => told.test(a)).map((a) => new URL(a).pathname)).toEqual([]);
      expect(page.url()).not.toMatch(told);
    }
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

    test.each(["/map", "/queue", "/cases", "/calendar", "/payments", "/dashboard", "/rates", "/import", "/settings"])(
      "%s is sound",
      async (path) => {
        expect(await wrongWith(page, path, `empty-${nameOf(path)}`)).toEqual([]);
        expect(j.complaints.splice(0)).toEqual([]);
      },
    );
  });
});
