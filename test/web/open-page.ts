import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { startBrowser } from "#test/browser.ts";
import { InventedApi } from "./invented-api.ts";
import { type Serving, serveWindow } from "./serve.ts";

const ROOT = join(import.meta.dirname, "../..");
const HEIGHTS = { 1440: 900, 390: 844 } as const;

export interface Opened {
  readonly page: Page;
  readonly api: InventedApi;
  /** What the page's policy or code complained of; a test says it is empty. */
  readonly complaints: readonly string[];
}

/** A built window, a browser, and an API of invented cases for each page that is opened. */
export class Window {
  private readonly browser: Browser;
  private readonly serving: Serving;

  private constructor(browser: Browser, serving: Serving) {
    this.browser = browser;
    this.serving = serving;
  }

  static async start(): Promise<Window> {
    const built = spawnSync(process.execPath, ["scripts/build-web.mjs"], { cwd: ROOT, encoding: "utf8" });
    if (built.status !== 0) throw new Error(`the window was not built: ${built.stderr}`);
    return new Window(await startBrowser(), await serveWindow());
  }

  async open(path: string, { scheme = "light", width = 1440, rows = 13 }: OpenAs = {}): Promise<Opened> {
    const page = await this.browser.newPage({
      viewport: { width, height: HEIGHTS[width] },
      colorScheme: scheme,
      reducedMotion: "reduce",
    });
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // A refusal is an answer; the browser tells of it all the same.
      if (message.type() === "error" && !message.text().includes("the server responded with"))
        complaints.push(message.text());
    });
    const api = new InventedApi(rows);
    await api.on(page);
    await page.goto(this.serving.address + path);
    return { page, api, complaints };
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.serving.stop();
  }
}

interface OpenAs {
  readonly scheme?: "light" | "dark";
  readonly width?: keyof typeof HEIGHTS;
  readonly rows?: number;
}

export const LOOKS = [
  ["light", 1440],
  ["dark", 1440],
  ["light", 390],
  ["dark", 390],
] as const;
