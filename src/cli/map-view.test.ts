import { describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import type { MoneyMap } from "#case/money-map.ts";
import { busyMap, claim, emptyMap, emptyTotals, tally } from "#test/sample-map.ts";
import { answerRow, csvValue } from "./map-questions.ts";
import { headline, mapView, shellWord } from "./map-view.ts";
import type { Look } from "./style.ts";
import { width } from "./text.ts";

const look = (columns: number, of: Partial<Look> = {}): Look => ({
  columns,
  color: false,
  palette: 256,
  unicode: true,
  ...of,
});

const view = (map: MoneyMap, columns: number, of: Partial<Look> = {}, written: readonly string[] = []): string =>
  mapView(map, {
    look: look(columns, of),
    program: "parley",
    again: ["~/claims", "it's here", "--as-of", "2026-11-23"],
    written,
    factsGiven: false,
  });

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes
const bare = (text: string): string => text.replace(/\x1b\[[0-9;]*m/g, "");

describe("the whole map, as read", () => {
  test.each([
    ["80", busyMap, 80, {}],
    ["200", busyMap, 200, {}],
    ["80-ascii", busyMap, 80, { unicode: false }],
    ["nothing-read", emptyMap, 80, {}],
  ])("%s", async (name, map, columns, of) => {
    await expect(view(map, columns, of)).toMatchFileSnapshot(`../../test/golden/map-${name}.txt`);
  });
});

/** Commands and rows to type must stay whole; everything else fits. */
const mayBeLong = (line: string): boolean => /^ {2}parley |^ {4}(→|->) /.test(bare(line));

describe.each([
  ["colour", { color: true }],
  ["sixteen colours", { color: true, palette: 16 as const }],
  ["no colour", {}],
  ["ASCII", { unicode: false }],
])("in %s", (_, of) => {
  test.each([60, 80, 100, 139, 140, 200, 400])("no line is wider than %i columns", (columns) => {
    for (const line of view(busyMap, columns, of).split("\n"))
      if (!mayBeLong(line)) expect(width(line), line).toBeLessThanOrEqual(columns);
  });
});

test("colour adds codes and changes no character", () => {
  expect(bare(view(busyMap, 80, { color: true }))).toBe(view(busyMap, 80));
});

test("ASCII is ASCII", () => {
  expect(view(busyMap, 200, { unicode: false })).toMatch(/^[\n\x20-\x7e]*$/);
});

test("nothing a file says can move the cursor", () => {
  const evil = "\x1b[2J\x1b]0;t\x07\nX\u202e";
  const map: MoneyMap = {
    ...busyMap,
    first: [claim({ claim: `A${evil}`, payer: `B${evil}` })],
    files: [
      {
        file: `f${evil}`,
        read: { as: "claims", claims: 0, remittances: 0, lines: 0 },
        problems: [{ code: "c", severity: "error", at: { file: `f${evil}` }, message: `m${evil}` }],
      },
    ],
    questions: busyMap.questions.map((q) => ({ ...q, key: `k${evil}`, about: `a${evil}`, question: `q${evil}` })),
    leftOut: [{ what: `w${evil}`, because: `b${evil}`, claims: 1, billed: usd("1") }],
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must be gone
  expect(view(map, 80)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
});

describe("the first sentence", () => {
  const said = (of: Partial<MoneyMap["totals"]>, files = busyMap.files) =>
    headline({ ...emptyMap, files, totals: { ...emptyTotals, ...of } }, look(80)).join(" ");
  const classes = (of: Partial<MoneyMap["totals"]["byClass"]>) => ({ ...emptyTotals.byClass, ...of });

  test.each([
    ["no file", said({}, []), "There was nothing to read."],
    ["files without claims", said({}), "No claim and no remittance was found in these files."],
    [
      "all paid in line",
      said({ claims: 2, lines: 3, byClass: classes({ "paid in line": tally(2, 3, "0") }) }),
      "Nothing to recover was found on 3 lines.",
    ],
    [
      "no benchmark",
      said({ claims: 1, lines: 1, byClass: classes({ unknown: tally(1, 1, "0") }) }),
      "Nothing to recover was found on 1 line. 1 line has no benchmark, so what they are worth is not known.",
    ],
    [
      "all wait for an answer",
      said({ claims: 1, lines: 2, recoverable: usd("500"), byClass: classes({ "needs a fact": tally(1, 2, "500") }) }),
      "$500 can still be recovered on 2 lines. Nothing lapses in the next three business days. All of it waits for an answer only you can give.",
    ],
  ])("with %s", (_, text, expected) => {
    expect(text).toBe(expected);
  });
});

test("rows that answer a question are CSV, and paths are words of a shell", () => {
  expect(csvValue("plain")).toBe("plain");
  expect(csvValue('a,"b"')).toBe('"a,""b"""');
  expect(csvValue(" padded")).toBe('" padded"');
  expect(answerRow({ scope: "plan", key: "A|B", fact: "plan-funding" })).toBe("plan,A|B,plan-funding");
  expect(shellWord("~/claims")).toBe("~/claims");
  expect(shellWord("my claims")).toBe("'my claims'");
  expect(shellWord("it's")).toBe("'it'\\''s'");
});

test("what was written is what to open next", () => {
  expect(view(busyMap, 80, {}, ["parley-out/money-map.xlsx"])).toContain("\n  parley-out/money-map.xlsx");
});
