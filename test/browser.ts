import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

/** Where Chromium is on the systems we know. PARLEY_CHROMIUM names another. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

/** The Chromium of this machine, or undefined. */
export const chromiumPath: string | undefined = [process.env["PARLEY_CHROMIUM"], ...PLACES].find(
  (path) => path !== undefined && existsSync(path),
);

if (chromiumPath === undefined)
  console.error(
    "\n*** No Chromium was found: the tests of the window are SKIPPED. Install it (Debian: apt-get install chromium) or name it in PARLEY_CHROMIUM. ***\n",
  );

/** Starts the Chromium of this machine. Call only where `chromiumPath` is known. */
export function startBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error("No Chromium on this machine; see chromiumPath");
  return chromium.launch({
    executablePath: chromiumPath,
    // A container has no user namespaces; its shared memory is small.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"],
  });
}

/** Waits until a page shows what it came for: its heading, its letters, and nothing that is still being fetched. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  await page.evaluate("document.fonts.ready.then(() => undefined)");
}
