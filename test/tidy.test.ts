import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  bans,
  barrels,
  FLOORS,
  floors,
  foreignWords,
  importsOf,
  isLawLiteral,
  lawHoldsNoCode,
  lawNumbersAreCited,
  licensedText,
  names,
  parse,
  reminders,
  size,
} from "./tidy-rules.ts";
import { windowSees } from "./tidy-window.ts";

/** The house rules, executed: over every file of the tree, and over bad snippets that must be caught. */

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A checker must fail when it sees nothing: these only go up. */
const FILES_MIN = 60;
const IMPORTS_MIN = { room: 100, own: 50, node: 10, npm: 10 } as const;

/** Tracked files and new ones that are not ignored. */
const tree = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(join(ROOT, file)));

const TEXT = /\.(tsx?|mjs|js|css|json|md|csv|tsv|yml|yaml|txt|svg|html|edi|x12|sh)$|^\.ci\/|^[A-Z]+$/;
const files = tree.filter((file) => TEXT.test(file) && file !== "package-lock.json");
const textOf = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), "utf8")]));
const code = [...textOf]
  .filter(([file]) => /\.(tsx?|mjs)$/.test(file))
  .map(([file, text]) => ({ file, text, source: parse(file, text) }));
const inSource = code.filter(({ file }) => file.startsWith("src/") || file.startsWith("test/"));

/** Findings as `file: finding`, so that one failing rule lists every offender. */
const over = <T extends { readonly file: string }>(
  list: readonly T[],
  rule: (item: T) => readonly string[],
): string[] => list.flatMap((item) => rule(item).map((finding) => `${item.file}: ${finding}`));

describe("the tree keeps the rules of the house", () => {
  test("the checker has seen the tree, and imports of every kind", () => {
    const seen = inSource.flatMap(({ source }) => importsOf(source).map((i) => i.kind));
    expect(inSource.length).toBeGreaterThanOrEqual(FILES_MIN);
    for (const [kind, least] of Object.entries(IMPORTS_MIN))
      expect(seen.filter((k) => k === kind).length, `imports of kind ${kind}`).toBeGreaterThanOrEqual(least);
  });

  test("imports go down, rooms on a floor are strangers, pure rooms import no world", () => {
    expect(over(inSource, ({ file, source }) => floors(file, source))).toEqual([]);
  });

  test("the window sees base and the types of the contract", () => {
    expect(over(inSource, ({ file, source }) => windowSees(file, source))).toEqual([]);
  });

  test("no drawers and no index files", () => {
    expect(over(inSource, ({ file }) => names(file))).toEqual([]);
  });

  test("no barrels", () => {
    expect(over(inSource, ({ source }) => barrels(source))).toEqual([]);
  });

  test("files are a sitting long", () => {
    expect(over(inSource, ({ file, text }) => size(file, text))).toEqual([]);
  });

  test("banned calls have their replacement", () => {
    expect(over(inSource, ({ file, source }) => bans(file, source))).toEqual([]);
  });

  test("reminders name their issue", () => {
    expect(over(code, ({ text }) => reminders(text))).toEqual([]);
  });

  test("law files hold literals, and every number of theirs a cite", () => {
    const law = code.filter(({ file }) => isLawLiteral(file));
    expect(law.length).toBeGreaterThan(0);
    expect(over(law, ({ source }) => [...lawHoldsNoCode(source), ...lawNumbersAreCited(source)])).toEqual([]);
  });

  test.each([
    ["src/law/library.ts", isLawLiteral],
    ["src/x12/catalog.ts", (file: string) => /^src\/x12\/t\d{3}[a-z]?\.ts$/.test(file)],
  ])("%s lists every file of its kind", (list, ofItsKind) => {
    const listed = code
      .filter(({ file }) => file === list)
      .flatMap(({ source }) => importsOf(source).map((i) => i.target));
    const wanted = code.map(({ file }) => file).filter(ofItsKind);
    expect(wanted.length).toBeGreaterThan(0);
    const isListed = (file: string) =>
      listed.some((target) => file.endsWith(target.replace(/^(\.|#[a-z0-9]+)\//, "/")));
    expect(wanted.filter((file) => !isListed(file))).toEqual([]);
  });

  test("no licensed text, and no word of where the work was done", () => {
    const all = [...textOf].map(([file, text]) => ({ file, text }));
    expect(over(all, ({ file, text }) => [...licensedText(file, text), ...foreignWords(text)])).toEqual([]);
  });

  test("every room of src stands on a floor", () => {
    const rooms = new Set(inSource.flatMap(({ file }) => /^src\/([^/]+)\//.exec(file)?.[1] ?? []));
    expect([...rooms].filter((room) => !FLOORS.flat().includes(room))).toEqual([]);
  });
});

describe("each rule bites", () => {
  const at = (file: string, text: string) => parse(file, text);
  const floorsOf = (file: string, text: string) => floors(file, at(file, text));

  test.each([
    ["src/x12/a.ts", 'import { x } from "#law/a.ts";', "stands beside law"],
    ["src/law/a.ts", 'import type { X } from "#claim/a.ts";', "stands below claim"],
    ["src/cli/a.ts", 'await import("#api/a.ts");', "stands beside api"],
    ["src/app/a.ts", 'export { x } from "#cli/a.ts";', "stands below cli"],
    ["src/case/a.ts", 'import { readFileSync } from "node:fs";', "pure room"],
    ["src/price/a.ts", 'import { parse } from "csv-parse";', "pure room"],
    ["src/case/decider.ts", 'import * as z from "zod";', "pure room"],
    ["src/case/event.ts", 'import { parse } from "csv-parse";', "pure room"],
    ["src/claim/a.ts", 'import { x } from "../base/a.ts";', "instead of climbing"],
    ["src/claim/a.ts", 'import { x } from "./a";', ".ts ending"],
    ["src/claim/a.ts", 'import { x } from "#attic/a.ts";', "no room"],
    ["src/attic/a.ts", "", "no floor"],
  ])("%s with %s is told: %s", (file, text, told) => {
    expect(floorsOf(file, text).join()).toContain(told);
  });

  test.each([
    ["src/claim/a.ts", 'import { x } from "#base/money.ts";\nimport { y } from "./b.ts";'],
    ["src/claim/a.test.ts", 'import { readFileSync } from "node:fs";\nimport { test } from "vitest";'],
    ["src/cli/a.ts", 'import { x } from "#app/map.ts";\nimport { y } from "node:fs";'],
    ["src/case/event.ts", 'import * as z from "zod";'],
    ["src/main.ts", 'import { x } from "#cli/run.ts";'],
  ])("%s may hold %s", (file, text) => {
    expect(floorsOf(file, text)).toEqual([]);
  });

  test.each([
    ["src/case/a.ts", "const d = new Date();", "new Date"],
    ["src/case/a.ts", "const d = Date.now();", "Date.now"],
    ["src/app/a.ts", "Math.random();", "Math.random"],
    ["src/base/a.ts", 'parseFloat("1");', "parseFloat"],
    ["src/base/a.ts", 'Number.parseFloat("1");', "parseFloat"],
    ["src/claim/a.ts", 'import { usd } from "#base/money.ts";\nx.toFixed(2);', "toFixed"],
    ["src/claim/a.ts", 'import { usd } from "#base/money.ts";\nNumber(line.billed);', "a float from money"],
    ["src/app/a.ts", "process.env.HOME;", "process.env"],
    ["src/app/a.ts", 'console.log("x");', "console"],
    ["src/base/a.ts", "const a = b as any;", "as any"],
    ["src/base/a.ts", "const a = b as unknown as string;", "as unknown as"],
    ["src/base/a.ts", "const a = b!.c;", "non-null"],
    ["src/base/a.ts", "enum E { A }", "enum"],
    ["src/base/a.ts", "export default 1;", "export default"],
    ["src/base/a.ts", "export default function f() {}", "export default"],
  ])("%s: %s is told about %s", (file, text, told) => {
    const [finding = ""] = bans(file, at(file, text));
    expect(finding).toContain(told);
    expect(finding).toMatch(/^line \d+: .*; instead ./);
  });

  test.each([
    ["src/base/a.ts", '// new Date() and console.log in a comment\nconst a = "process.env as any";'],
    ["src/app/config.ts", "process.env;"],
    ["src/app/clock.ts", "new Date();"],
    ["src/cli/a.ts", 'console.log("x");'],
    ["vitest.config.ts", "export default {};"],
    ["src/claim/a.ts", 'import { usd } from "#base/money.ts";\nNumber(text);'],
  ])("%s may hold %s", (file, text) => {
    expect(bans(file, at(file, text))).toEqual([]);
  });

  test.each([
    ["src/web/a.tsx", 'import { getMe } from "#api/contract/people.ts";', "as code"],
    ["src/web/a.tsx", 'import { today } from "#app/clock.ts";', "nothing else"],
    ["src/web/a.ts", 'import type { X } from "#api/serve.ts";', "nothing else"],
  ])("%s with %s is told: %s", (file, text, told) => {
    expect(windowSees(file, at(file, text)).join()).toContain(told);
  });

  test("the window may take types of the contract, base, its own files and styles", () => {
    const text =
      'import type { X } from "#api/contract/queue.ts";\nimport { day } from "#base/day.ts";\nimport { Tag } from "#web/kit/tag.tsx";\nimport "./tag.css";';
    expect(windowSees("src/web/a.tsx", at("src/web/a.tsx", text))).toEqual([]);
    expect(floorsOf("src/web/a.tsx", text)).toEqual([]);
  });

  test("drawers, barrels, long files and reminders", () => {
    expect(names("src/base/utils.ts").join()).toContain("drawer");
    expect(names("src/helpers/money.ts").join()).toContain("drawer");
    expect(names("src/base/index.ts").join()).toContain("barrels");
    expect(names("src/base/money.test.ts")).toEqual([]);
    expect(barrels(at("a.ts", 'export { a } from "./b.ts";\nexport * from "./c.ts";')).length).toBe(1);
    expect(barrels(at("a.ts", 'export { a } from "./b.ts";\nexport const c = 1;'))).toEqual([]);
    expect(size("src/app/a.ts", "\n".repeat(401)).length).toBe(1);
    expect(size("src/app/a.ts", "\n".repeat(400))).toEqual([]);
    expect(size("src/law/federal/a.ts", "\n".repeat(900))).toEqual([]);
    expect(reminders(`// ${"TO"}DO: later`).length).toBe(1);
    expect(reminders(`// ${"TO"}DO(#12): later`)).toEqual([]);
  });

  test("law files with code, or with a number of nobody", () => {
    const law = (text: string) => at("src/law/federal/a.ts", text);
    expect(lawHoldsNoCode(law("export const f = (d: number) => d;")).length).toBe(1);
    expect(lawHoldsNoCode(law("export const a = b ? 1 : 2;")).length).toBe(1);
    expect(lawHoldsNoCode(law("export const A = { days: 30, cite: c } as const;"))).toEqual([]);
    expect(lawNumbersAreCited(law("export const A = { days: 30 };")).length).toBe(1);
    expect(lawNumbersAreCited(law('export const A = { days: 30, cite: cfr(45, "149.510") };'))).toEqual([]);
    expect(
      lawNumbersAreCited(law('export const A = { values: [{ amount: 115 }], cites: [usc(42, "300gg-111")] };')),
    ).toEqual([]);
  });

  test("licensed text and foreign words", () => {
    expect(licensedText("fixtures/a.csv", "code,short_description\n1,2").length).toBe(1);
    expect(licensedText("fixtures/a.csv", "code,amount\n1,2")).toEqual([]);
    expect(licensedText("a.md", ["(c) 2020 American Medical", "Association"].join(" ")).length).toBe(1);
    expect(foreignWords(["see /wor", "k/x"].join("")).length).toBe(1);
    expect(foreignWords("see docs/words.md, and the network/path")).toEqual([]);
  });
});
