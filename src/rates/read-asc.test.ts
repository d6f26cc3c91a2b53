import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placeText } from "#base/problem.ts";
import { type ImportReport, importFiles } from "./import.ts";
import { readBookFile } from "./read-book.ts";
import { openBooks } from "./shelf.ts";

const FIXTURES = "fixtures/rates-asc/2026B";
const read = (name: string): string => readFileSync(`${FIXTURES}/${name}`, "latin1");
const AA = read("asc_addendum_aa.csv");
const FF = read("asc_addendum_ff.csv");
const WI = read("asc_wage_index.txt");

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "parley-asc-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const run = (...paths: string[]): Promise<ImportReport> =>
  importFiles({ paths, booksDir: join(dir, "books"), now: "2026-05-02T03:04:05Z" });
const file = (name: string, content: string): string => {
  const path = join(dir, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content, "latin1");
  return path;
};
const outcomes = (r: ImportReport): string[] => r.files.map((f) => `${f.outcome} ${f.kind ?? "-"} ${f.release ?? "-"}`);
const problems = (r: ImportReport): string[] =>
  r.problems.map((p) => `${p.severity} ${p.code} ${placeText({ ...p.at, file: "it" })}`);
const books = () => openBooks(join(dir, "books")).books;

describe("the addenda as CMS lays them out", () => {
  test("AA, BB, FF and the wage index are books of their quarter, or year", async () => {
    const r = await run(FIXTURES);
    expect(outcomes(r)).toEqual([
      "imported asc-aa 2026B",
      "imported asc-bb 2026B",
      "imported asc-ff 2026B",
      "imported asc-wages 2026",
    ]);
    expect(r.problems).toEqual([]);
    const { asc, ascAncillary, ascDevices, ascWages } = books();
    expect(asc[0]?.row("Z2001")).toEqual({
      code: "Z2001",
      indicator: "A2",
      discounted: true,
      weight: 177_551n,
      rate: 10_000_000n,
    });
    expect(asc[0]?.row("Z2005")).toEqual({ code: "Z2005", indicator: "N1", discounted: false });
    expect(asc[0]?.row("Z2006")).toEqual({ code: "Z2006", indicator: "G2", discounted: true, weight: 53_265n });
    expect(asc[0]?.row("Z9999")).toBeUndefined();
    expect(ascAncillary[0]?.row("Z3001")).toEqual({
      code: "Z3001",
      indicator: "K2",
      discounted: false,
      rate: 123_450n,
    });
    expect(ascAncillary[0]?.row("Z3005")?.rate).toBeUndefined();
    expect(ascDevices[0]?.part("Z2004")).toBe(60_000_000n);
    expect(["35614", "01", "99999"].map((c) => ascWages[0]?.index(c))).toEqual([12_000n, 7_000n, undefined]);
    expect(asc[0]?.release).toMatchObject({ id: "2026B", from: "2026-04-01", until: "2026-06-30" });
  });

  test("the same files again are already there, and with tabs they are the same book", async () => {
    const first = await run(FIXTURES);
    const tabs = FF.replace(/"[^"]*"/g, (cell) => cell.replaceAll(",", ";"))
      .replaceAll(",", "\t")
      .replaceAll(";", ",");
    const again = await run(FIXTURES, file("x/FF.txt", tabs));
    expect(outcomes(again)).toEqual([
      "already there asc-aa 2026B",
      "already there asc-bb 2026B",
      "already there asc-ff 2026B",
      "already there asc-wages 2026",
      "already there asc-ff 2026B",
    ]);
    expect(again.files[4]?.sha256).toBe(first.files[2]?.sha256);
  });

  test("no descriptor is kept", async () => {
    const named = AA.replaceAll(/,,-,/g, ",,A WORD OF A DESCRIPTOR,");
    const r = readBookFile({ file: "f", path: ["f"], bytes: Buffer.from(named), names: [], asked: true });
    expect(JSON.stringify(r.books)).not.toContain("DESCRIPTOR");
    expect(r.books[0]?.rows.length).toBe(8);
  });

  test.each([
    ["January 2027", "2027A"],
    ["Oct 2026", "2026D"],
    ["July 2026", "2026C"],
    ["CY 2026", "2026"],
    ["Final CY 2026", "2026"],
    ["2026", "2026"],
  ])("a header of %s is of %s, whatever its file is called", async (when, release) => {
    const text = AA.replaceAll("April 2026", when).replace("CY 2026", "this year");
    expect(outcomes(await run(file("renamed.csv", text)))).toEqual([`imported asc-aa ${release}`]);
  });

  test.each([
    ["2026C/aa.csv", "2026C"],
    ["asc_AA_oct_2026.csv", "2026D"],
    ["2026-APR-asc-aa.csv", "2026B"],
    ["asc_2025.csv", "2025"],
  ])("without a quarter inside, its name says it: %s is of %s", async (name, release) => {
    const text = AA.replaceAll("April 2026", "").replace("CY 2026", "the year");
    expect(outcomes(await run(file(name, text)))).toEqual([`imported asc-aa ${release}`]);
  });
});

describe("what does not fit", () => {
  const bad = (from: string, to: string): string => {
    expect(AA).toContain(from);
    return AA.replace(from, to);
  };
  test.each<[string, string, string[], string[]]>([
    // what, text, outcome, problems
    [
      "a code that is none",
      bad("Z2001", "Z20-1"),
      ["imported asc-aa 2026B"],
      ["error book-bad-cell it, line 6, column HCPCS Code"],
    ],
    [
      "an indicator that is none",
      bad(",A2,17", ",AA,17"),
      ["imported asc-aa 2026B"],
      ["error book-bad-cell it, line 6, column Payment Indicator"],
    ],
    [
      "neither Y nor N",
      bad(",Y,A2,17", ",X,A2,17"),
      ["imported asc-aa 2026B"],
      ["error book-bad-cell it, line 6, column Subject to Multiple Procedure Discounting"],
    ],
    [
      "a weight that is none",
      bad("17.7551", "17.75.51"),
      ["imported asc-aa 2026B"],
      ["error book-bad-cell it, line 6, column Payment Weight"],
    ],
    [
      "a rate that is none",
      bad("$500.00", "$5OO.00"),
      ["imported asc-aa 2026B"],
      ["error book-bad-cell it, line 7, column Payment Rate"],
    ],
    [
      "the same row twice",
      bad("Z2003,,-,N,P3,3.5510,$200.00", "Z2002,,-,Y,G2,8.8775,$500.00"),
      ["imported asc-aa 2026B"],
      ["warning book-row-twice it, line 8, column HCPCS Code"],
    ],
    [
      "another row of a code",
      bad("Z2003", "Z2002"),
      ["imported asc-aa 2026B"],
      ["error book-row-twice it, line 8, column HCPCS Code"],
    ],
    [
      "a proposed rule",
      bad("April 2026 Payment Rate", "Proposed CY 2026 Payment Rate"),
      ["refused - -"],
      ["error book-proposed it"],
    ],
    [
      "two quarters side by side",
      bad("April 2026 Payment Rate", "April 2026 Payment Rate,July 2026 Payment Rate"),
      ["refused - -"],
      ["error book-column-twice it, line 5, column Payment Rate"],
    ],
    [
      "no rate column",
      bad("April 2026 Payment Rate", "Remarks"),
      ["refused - -"],
      ["error book-no-column it, line 5, column Payment Rate"],
    ],
    [
      "AA by its title, without its telling column",
      bad("Subject to Multiple Procedure Discounting", "Remarks"),
      ["refused - -"],
      ["error book-no-column it, line 5, column Subject to Multiple Procedure Discounting"],
    ],
    [
      "neither quarter nor year",
      AA.replaceAll("April 2026", "").replace("CY 2026", ""),
      ["refused - -"],
      ["error book-no-release it"],
    ],
    ["a row that breaks off", AA.slice(0, AA.indexOf("Z2003") + 8), ["refused - -"], ["error book-cut it, line 8"]],
    ["no rows", AA.slice(0, AA.indexOf("Z2001")), ["refused - -"], ["error book-empty it"]],
    ["an open quotation mark", AA.replace('DD1."', "DD1."), ["refused - -"], ["error book-quote it, line 15"]],
    [
      "a device part that is none",
      FF.replace('"$6,000.00"', "six"),
      ["imported asc-ff 2026B"],
      ["error book-bad-cell it, line 3, column Device Offset Amount"],
    ],
    [
      "a code of a device part that is none",
      FF.replace("Z2004", "Z20"),
      ["imported asc-ff 2026B"],
      ["error book-bad-cell it, line 3, column HCPCS Code"],
    ],
    [
      "a wage index that is none",
      WI.replace("0.8500", "85.00"),
      ["imported asc-wages 2026"],
      ["error book-bad-cell it, line 2, column Wage Index"],
    ],
    [
      "a labor market that is none",
      WI.replace("10180", "AKRON"),
      ["imported asc-wages 2026"],
      ["error book-bad-cell it, line 2, column CBSA"],
    ],
    [
      "Addendum P of hospitals",
      "HCPCS,SI,APC,Device Offset Percentage,Device Offset Amount\nZ2004,J1,5114,33.86%,$2\n",
      ["skipped - -"],
      ["warning book-not-an-input it"],
    ],
    [
      "a hospital's wage table",
      "CBSA,Wage Index,Reclassified Wage Index\n10180,0.8,0.9\n",
      ["skipped - -"],
      ["warning book-not-an-input it"],
    ],
    [
      "an addendum without rates",
      "HCPCS Code,Comment Indicator,Payment Indicator\nZ2001,CH,C5\n",
      ["skipped - -"],
      ["warning book-not-an-input it"],
    ],
  ])("%s", async (_what, text, expected, told) => {
    const r = await run(file("it.csv", text));
    expect(outcomes(r)).toEqual(expected);
    expect(problems(r)).toEqual(told);
  });

  test("a Problem repeats nothing of the file", async () => {
    const r = await run(file("it.csv", AA.replace("Z2001", "JOHN SMITH")));
    expect(JSON.stringify(r.problems)).not.toContain("SMITH");
  });
});

test("broken files end well: never a throw, and what is read is a sane row", () => {
  const pool = [AA, read("asc_addendum_bb.csv"), FF, WI];
  const cut = fc.record({
    of: fc.nat(pool.length - 1),
    at: fc.nat(2_000),
    len: fc.nat(60),
    put: fc.constantFrom(
      "",
      ",",
      '"',
      "\t",
      "\r\n",
      "$",
      "-1",
      "HCPCS Code",
      "\u0000",
      "999999999",
      "April 2026 Payment Rate",
    ),
  });
  fc.assert(
    fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) => {
      let text = pool[cuts[0]?.of ?? 0] ?? "";
      for (const { at, len, put } of cuts) {
        const i = text.length === 0 ? 0 : at % text.length;
        text = text.slice(0, i) + put + text.slice(i + len);
      }
      const r = readBookFile({
        file: "f.csv",
        path: ["f.csv"],
        bytes: Buffer.from(text, "latin1"),
        names: ["f.csv"],
        asked: true,
      });
      expect(r.books.length > 0 || r.problems.length > 0).toBe(true);
      for (const b of r.books) {
        if (b.kind !== "asc-aa" && b.kind !== "asc-bb") continue;
        for (const row of b.rows) expect(row).toMatch(/^[A-Z0-9]{5}\t[A-Z]\d\t[YN]\t(?:[1-9]\d*)?\t(?:[1-9]\d*)?$/);
      }
    }),
    { seed: 11, numRuns: 600 },
  );
});
