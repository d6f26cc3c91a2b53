import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect, vi } from "vitest";
import { importBooks } from "#app/books.ts";
import { now, today } from "#app/clock.ts";
import { DEMO_SEED } from "#app/demo.ts";
import { writeDemo } from "#app/demo-write.ts";
import { bringFolder, OWN } from "#app/desk/bring-folder.ts";
import { DEMO } from "#app/desk/sign-in-demo.ts";
import type { Day } from "#base/day.ts";
import { settled, startBrowser } from "#test/browser.ts";
import { firstOf, OWNER, somebody, type TestServer, type TestServerOptions, testServer } from "#test/server.ts";
import { violations } from "#test/web/axe.ts";

/** A walk through the built window in Chromium, against a real server over a store that is thrown away. */
export interface Journey {
  readonly server: TestServer;
  readonly browser: Browser;
  /** Where the window is: by name, because a passkey belongs to a name and not to numbers. */
  readonly at: string;
  /** What the consoles of all pages called an error, what a policy forbade, and what no code caught. */
  readonly complaints: string[];
  /** Addresses that were asked for, by any page. */
  readonly asked: string[];
  /** What the server answered to whatever it refused, to any page. */
  readonly refusals: string[];
  /** A browser of its own, with no cookie yet. */
  context(given?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

const ROOT = join(import.meta.dirname, "../..");
export const SHOTS = join(ROOT, ".cache", "shots");
const WINDOW = join(ROOT, "dist", "web");

/** Enough for a busy machine; nothing is measured by it. */
export const PATIENCE = 60_000;
export const HOOK = 300_000;
vi.setConfig({ testTimeout: 180_000, hookTimeout: HOOK });

/** Said by the browser of an answer that is a refusal, which pages show in words of their own. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** Builds the window when its sources changed. */
function buildWindow(): void {
  const built = spawnSync(process.execPath, ["scripts/build-web.mjs"], { cwd: ROOT, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`the window is not built: ${built.stderr}`);
}

function listen(page: Page, { complaints, asked, refusals }: Pick<Journey, "complaints" | "asked" | "refusals">): void {
  page.on("console", (m) => {
    if (m.type() === "error" && !REFUSED.test(m.text()))
      complaints.push(`${new URL(page.url()).pathname}: ${m.text()}`);
  });
  page.on("pageerror", (e) => complaints.push(`${new URL(page.url()).pathname}: ${e.message}`));
  page.on("request", (r) => asked.push(r.url()));
  page.on("response", async (r) => {
    // A page that was left takes the text of its answers along.
    if (r.status() >= 400) refusals.push(await r.text().catch(() => ""));
  });
}

export async function journey(options: TestServerOptions = {}): Promise<Journey> {
  buildWindow();
  const server = await testServer({ site: WINDOW, ...options });
  const browser = await startBrowser();
  const at = server.running.address.replace("127.0.0.1", "localhost");
  const heard = { complaints: [], asked: [], refusals: [] };
  return {
    server,
    browser,
    at,
    ...heard,
    context: async (given) => {
      const context = await browser.newContext({
        baseURL: at,
        viewport: { width: 1440, height: 900 },
        reducedMotion: "reduce",
        acceptDownloads: true,
        ...given,
      });
      context.setDefaultTimeout(PATIENCE);
      context.on("page", (page) => listen(page, heard));
      return context;
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** The invented practice written into a folder of its own. */
export interface DemoFolder {
  readonly folder: string;
  /** Its invented price books, imported. */
  readonly books: string;
  readonly asOf: Day;
  remove(): void;
}

export async function demoFolder(asOf: Day = today()): Promise<DemoFolder> {
  const folder = mkdtempSync(join(tmpdir(), "parley-demo-"));
  await writeDemo(folder, { asOf, seed: DEMO_SEED });
  const books = mkdtempSync(join(tmpdir(), "parley-books-"));
  await importBooks({ paths: [join(folder, "books")], booksDir: books, now: now() });
  return {
    folder,
    books,
    asOf,
    remove: () => {
      for (const made of [folder, books]) rmSync(made, { recursive: true, force: true });
    },
  };
}

/** Imports a folder as the terminal does, before anybody has an account. */
export async function bring({ server }: Journey, folder: string, demo: boolean): Promise<void> {
  const { desk, makeKey } = server.open;
  const brought = await bringFolder({ desk, makeKey, folder, into: demo ? DEMO : OWN, onlyOnce: false });
  if (brought === undefined || !brought.ok) throw new Error(`not brought: ${brought?.error.sentence ?? "again"}`);
}

/** The demo, open in a window of its own. */
export async function openDemo(j: Journey, given?: BrowserContextOptions): Promise<Page> {
  const context = await j.context(given);
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Open the demo" }).click();
  await page.waitForURL(/\/map$/);
  return page;
}

/** A window of somebody else of the demo's organization. */
export async function colleague(j: Journey, role: "negotiator"): Promise<Page> {
  const { org } = await firstOf(j.server);
  const person = await somebody(j.server, { org, role, clients: "all" });
  const context = await j.context();
  await context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url: j.at })));
  return context.newPage();
}

/** Approves what waits of a case, ticking what nothing proves; it cannot be approved before. */
export async function approve(owner: Page, number: string): Promise<void> {
  await owner.goto("/approvals");
  await settled(owner);
  await owner.getByRole("button", { name: new RegExp(`^${number} `) }).click();
  const card = owner.getByRole("article", { name: new RegExp(`^${number}:`) });
  const button = card.getByRole("button", { name: "Approve" });
  for (const box of await card.getByRole("checkbox").all()) {
    expect(await button.isDisabled(), "approving waits until every unproven fact is ticked").toBe(true);
    await box.check();
  }
  await button.click();
  await owner
    .locator(".toast")
    .filter({ hasText: `${number}: approved.` })
    .waitFor();
}

/** A page in both themes and both widths: a picture of each or of a part of it, no violation of accessibility, nothing that scrolls sideways. */
export async function looks(page: Page, name: string, part?: Locator): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const)
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await settled(page);
      const path = join(SHOTS, `${name}-${width}-${colorScheme}.png`);
      await (part === undefined ? page.screenshot({ path, fullPage: true }) : part.screenshot({ path }));
      expect(await violations(page), `${name} ${width} ${colorScheme}`).toEqual([]);
      const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      expect(wide, `${name} ${width} scrolls sideways`).toBeLessThanOrEqual(0);
    }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

/** Fills the form of an empty store as its first owner, and comes to the map. */
export async function beginAsOwner(j: Journey, page: Page): Promise<void> {
  await page.goto("/");
  await page.getByLabel("Setup code").fill(j.server.running.setupCode ?? "");
  await page.getByLabel("Organization").fill(OWNER.organization);
  await page.getByLabel("First practice").fill(OWNER.practice);
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL(/\/map$/);
}

/** What the page refuses aloud; the region for announcements is an alert too, and mostly empty. */
export const refusal = (page: Page): Locator => page.getByRole("alert").filter({ hasText: /\w/ });

export async function signIn(page: Page, password: string = OWNER.password): Promise<void> {
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: `${OWNER.name}, owner` }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
}

/** Key of the case of a claim, asked for as the palette does. */
export async function caseOf(page: Page, claim: string): Promise<string> {
  const headers = { origin: new URL(page.url()).origin };
  const found = await page.request.post("/v1/search", { data: { q: claim }, headers });
  if (!found.ok()) throw new Error(`no search: ${found.status()}`);
  return (await found.json()).cases[0].id;
}
