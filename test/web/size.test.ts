import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";

/** What a browser fetches before a page is usable, by the build itself. */

const ROOT = join(import.meta.dirname, "../..");
const WEB = join(ROOT, "dist", "web");

/** Gzip kilobytes, as ui.md counts them. */
const SHELL_JS_MAX = 150;
const CHARTS_MAX = 110;
const SHELL_CSS_MAX = 30;
const FONTS_FIRST_MAX = 90;

const zipped = (file: string): number => gzipSync(readFileSync(join(WEB, file)), { level: 9 }).length / 1000;

describe("the first load", () => {
  let page = "";
  beforeAll(() => {
    const built = spawnSync(process.execPath, ["scripts/build-web.mjs"], { cwd: ROOT, encoding: "utf8" });
    expect(built.status, built.stderr).toBe(0);
    page = readFileSync(join(WEB, "index.html"), "utf8");
  }, 300_000);

  const named = (pattern: RegExp) => [...page.matchAll(pattern)].map((m) => m[1] ?? "");
  const sum = (files: readonly string[]) => files.map(zipped).reduce((a, b) => a + b, 0);

  test("is small", () => {
    const js = named(/(?:src|href)="\/([\w./-]+\.js)"/g);
    const css = named(/href="\/([\w./-]+\.css)"/g);
    expect(js.length).toBeGreaterThan(1);
    expect(sum(js)).toBeLessThan(SHELL_JS_MAX);
    expect(sum(css)).toBeLessThan(SHELL_CSS_MAX);
  });

  test("leaves the charts to the page that draws them", () => {
    expect(page).not.toContain("recharts-");
    const charts = readdirSync(join(WEB, "assets")).filter((f) => /^recharts-.*\.js$/.test(f));
    expect(charts.length).toBe(1);
    expect(zipped(`assets/${charts[0]}`)).toBeLessThan(CHARTS_MAX);
  });

  test("asks early for one font, and every font is of this origin", () => {
    const fonts = named(/href="\/([\w./-]+\.woff2)"/g);
    expect(fonts.length).toBe(1);
    expect(sum(fonts)).toBeLessThan(FONTS_FIRST_MAX);
    expect(fonts[0]).toContain("inter-latin-opsz");
  });

  test("writes no script and no style into the page", () => {
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  test("brings the licences of everything in it, the fonts among them", () => {
    const licences = readFileSync(join(WEB, "licenses.txt"), "utf8");
    for (const name of [
      "react-dom",
      "@mantine/core",
      "recharts",
      "@fontsource-variable/inter",
      "SIL OPEN FONT LICENSE",
    ])
      expect(licences).toContain(name);
  });

  test("sends no schema of the API to a browser", () => {
    const code = readdirSync(join(WEB, "assets")).filter((f) => f.endsWith(".js"));
    expect(code.filter((f) => readFileSync(join(WEB, "assets", f), "utf8").includes("ZodError"))).toEqual([]);
  });
});
