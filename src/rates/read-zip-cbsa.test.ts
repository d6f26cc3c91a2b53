import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ImportReport, importFiles } from "./import.ts";
import { nameCrosswalk } from "./release-name.ts";
import { openBooks } from "./shelf.ts";

const FIXTURE = "fixtures/rates-asc/ZIP_CBSA_032026.csv";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "parley-crosswalk-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const run = (path: string): Promise<ImportReport> =>
  importFiles({ paths: [path], booksDir: join(dir, "books"), now: "2026-05-02T03:04:05Z" });
const file = (name: string, content: string): string => {
  const path = join(dir, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content, "latin1");
  return path;
};
const outcomes = (r: ImportReport): string[] => r.files.map((f) => `${f.outcome} ${f.kind ?? "-"} ${f.release ?? "-"}`);
const markets = (zip: string): readonly string[] | undefined =>
  openBooks(join(dir, "books")).books.zipMarkets[0]?.markets(zip);

describe("a crosswalk of ZIP codes to labor markets", () => {
  test("in the columns of HUD's file is a book of its quarter, with every market of a ZIP code", async () => {
    const r = await run(FIXTURE);
    expect([outcomes(r), r.problems]).toEqual([["imported zip-cbsa 2026Q1"], []]);
    const [book] = openBooks(join(dir, "books")).books.zipMarkets;
    expect([book?.release, book?.year, book?.quarter]).toEqual(["2026Q1", 2026, 1]);
    expect(["00001", "00002", "00003", "00004", "00005"].map(markets)).toEqual([
      ["35614"],
      ["10180", "35614"],
      ["99999"],
      ["46060"],
      undefined,
    ]);
  });

  test("says the metropolitan division where it has one, else the CBSA", async () => {
    const rows = "ZIP,CBSA,CBSADIV\n00001,35620,35614\n00002,10180,99999\n00003,1,\n00004,,\n";
    expect(outcomes(await run(file("ZIP_CBSA_2026.csv", rows)))).toEqual(["imported zip-cbsa 2026"]);
    expect(["00001", "00002", "00003", "00004"].map(markets)).toEqual([["35614"], ["10180"], ["01"], ["99999"]]);
    const [book] = openBooks(join(dir, "books")).books.zipMarkets;
    expect([book?.release, book?.quarter]).toEqual(["2026", 1]);
  });

  test.each<[string, string, string, readonly string[]]>([
    ["without a quarter or year in its name", "crosswalk.csv", "ZIP,CBSA\n00001,35614\n", ["book-no-release"]],
    ["with no row that can be read", "ZIP_CBSA_2026.csv", "ZIP,CBSA\nx,35614\n", ["book-bad-cell", "book-empty"]],
    ["whose last row breaks off", "ZIP_CBSA_2026.csv", "ZIP,CBSA\n00001,35614\n00002", ["book-cut"]],
  ])("%s is refused, and says why", async (_, name, content, codes) => {
    const r = await run(file(name, content));
    expect(r.problems.map((p) => p.code)).toEqual(codes);
    expect(outcomes(r)[0]).toMatch(/^refused/);
  });

  test("leaves out a row that cannot be read, and counts it", async () => {
    const r = await run(file("ZIP_CBSA_2026.csv", "ZIP,CBSA\n00001,35614\n123456,35614\n00002,Mobile\n"));
    expect(r.problems.map((p) => [p.code, p.at.line, p.at.column])).toEqual([
      ["book-bad-cell", 3, "ZIP"],
      ["book-bad-cell", 4, "CBSA"],
    ]);
    expect(outcomes(r)).toEqual(["imported zip-cbsa 2026"]);
  });

  test.each<[readonly string[], string | undefined]>([
    [["ZIP_CBSA_122025.csv"], "2025Q4"],
    [["ZIP_CBSA_032026"], "2026Q1"],
    [["zip_cbsa_div_062025.csv"], "2025Q2"],
    [["zip_cbsa.csv", "2025Q3"], "2025Q3"],
    [["crosswalk 2026.csv"], "2026"],
    [["ZIP_CBSA_132025.csv"], undefined],
    [["zip_cbsa.csv"], undefined],
  ])("named %j is of %s", (names, release) => {
    expect(nameCrosswalk(names)).toBe(release);
  });
});
