import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type Cents, formatUsd, least, readUsd, ZERO } from "#base/money.ts";
import { type Books, NO_BOOKS } from "#price/book.ts";
import { priceLine } from "#price/physician.ts";
import type { PriceQuery } from "#price/price.ts";
import { importFiles } from "#rates/import.ts";
import { openBooks } from "#rates/shelf.ts";
import { samples, samplesPresent } from "./samples.ts";

/**
 * Amounts CMS computed and published, against the same amounts from its RVU and GPCI files. They are oracles: Parley
 * never reads them to price.
 */
const pfs = (...parts: string[]): string => samples("data", "pfs", ...parts);
const dir = mkdtempSync(join(tmpdir(), "parley-oracle-"));
let books: Books = NO_BOOKS;

const RELEASES = ["20b", "21c", "22a", "22d", "24a", "24ar"];

beforeAll(async () => {
  if (!samplesPresent) return;
  const plain = RELEASES.flatMap((r) => [pfs("rvu", `rvu${r}_pprrvu.csv.gz`), pfs("gpci", `rvu${r}_gpci.csv`)]);
  const raw = ["GPCI2025.csv", "PPRRVU2025_Oct.csv.gz"].map((f) => pfs("raw", "2025D", f));
  const r = await importFiles({ paths: [...plain, ...raw, samples("data", "geo")], booksDir: dir, now: "2026-01-02" });
  expect(r.problems.filter((p) => p.severity === "error")).toEqual([]);
  books = openBooks(dir).books;
}, 120_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const rows = (...parts: string[]): string[][] =>
  parse(gunzipSync(readFileSync(pfs(...parts))).toString("latin1"), { relax_column_count: true });

function published(cell: string | undefined): Cents {
  const r = readUsd(cell ?? "");
  return r.ok ? r.value : ZERO;
}

const SETTINGS = ["nonfacility", "facility"] as const;

/** Prices every row in both settings; returns how many amounts were compared and the first few that differ. */
function compare(
  list: readonly string[][],
  query: (row: string[]) => PriceQuery,
  wanted: (row: string[], setting: number) => { amount?: Cents; uncapped?: Cents; therapy?: Cents },
) {
  let compared = 0;
  const differ: string[] = [];
  for (const row of list) {
    for (const [i, setting] of SETTINGS.entries()) {
      const want = wanted(row, i);
      const p = priceLine(books, { ...query(row), setting });
      const got = p.priced
        ? { amount: p.amount, uncapped: p.amountUncapped, therapy: p.amountTherapy ?? ZERO }
        : undefined;
      for (const key of ["amount", "uncapped", "therapy"] as const) {
        const w = want[key];
        if (w === undefined) continue;
        compared++;
        if (got?.[key] !== w && differ.length < 5)
          differ.push(`${row.join()} ${setting} ${key}: ${got === undefined ? "no price" : formatUsd(got[key])}`);
      }
    }
  }
  return { rows: list.length, compared, differ };
}

describe.skipIf(!samplesPresent)("published amounts (skipped without the public sample files)", () => {
  test("PFREV 2025 October: all 924 rows, both settings", () => {
    const list = rows("oracle", "PFREV2025D_part.txt.gz").filter((r) => r[0] === "2025");
    const query = (r: string[]): PriceQuery => ({
      release: "2025D",
      code: r[3] ?? "",
      modifiers: [r[4] ?? ""],
      carrier: r[1],
      locality: r[2],
    });
    expect(compare(list, query, (r, i) => ({ uncapped: published(r[5 + i]) }))).toEqual({
      rows: 924,
      compared: 1848,
      differ: [],
    });
  });

  test("Ohio 2020: all 5,486 rows; main columns uncapped, the lower of main and OPPS columns capped, therapy where given", () => {
    const list = rows("oracle", "pfall_2020_ohio_part.csv.gz").slice(1);
    const query = (r: string[]): PriceQuery => ({
      release: "2020B",
      code: r[3] ?? "",
      modifiers: [r[4] ?? ""],
      carrier: r[1],
      locality: r[2],
    });
    const wanted = (r: string[], i: number) => {
      const uncapped = published(r[5 + i]);
      const amount = r[12] === "1" ? least(uncapped, published(r[13 + i])) : uncapped;
      const therapy = published(r[10 + i]);
      return { uncapped, amount, ...(therapy > 0n ? { therapy } : {}) };
    };
    expect(compare(list, query, wanted)).toEqual({ rows: 5486, compared: 2 * 2 * 5486 + 50, differ: [] });
  });

  test.each([
    ["oracle/rvu20b_oppscap.csv.gz", "2020B", 9758],
    ["oracle/rvu21c_oppscap.csv.gz", "2021C", 10948],
    ["oracle/rvu22a_oppscap.csv.gz", "2022A", 9282],
    ["oracle/rvu22d_oppscap.csv.gz", "2022D", 9282],
    ["raw/2025D/OPPSCAP_Oct.csv.gz", "2025D", 6670],
  ])("%s: every status A row is the capped amount of %s", (file, release, count) => {
    const list = rows(...file.split("/")).filter((r) => r[2] === "A");
    const query = (r: string[]): PriceQuery => ({
      release,
      code: r[0] ?? "",
      modifiers: [r[1] ?? ""],
      carrier: r[3],
      locality: r[4],
    });
    expect(compare(list, query, (r, i) => ({ amount: published(r[6 - i]) }))).toEqual({
      rows: count,
      compared: 2 * count,
      differ: [],
    });
  });

  const manhattan = { release: "2025D", carrier: "13202", locality: "1" };
  test.each([
    // code, modifiers, setting, amount: worked by hand from the 2025 October files
    ["99213", "", "nonfacility", "101.06"],
    ["99213", "", "facility", "71.64"],
    ["27447", "", "facility", "1465.45"],
    ["27447", "62", "facility", "915.91"],
    ["27447", "80", "facility", "234.47"],
    ["27447", "AS", "facility", "199.30"],
    ["27447", "54", "facility", "1157.71"],
    ["27447", "55", "facility", "307.74"],
    ["27447", "78", "facility", "1011.16"],
    ["29881", "50", "facility", "939.99"],
    ["29881", "RT LT", "facility", "939.99"],
    ["71260", "26", "nonfacility", "58.86"],
    ["45378", "53", "facility", "101.88"],
  ] as const)("Manhattan, October 2025: %s %s %s is %s", (code, modifiers, setting, expected) => {
    const p = priceLine(books, { ...manhattan, code, modifiers: modifiers.split(" "), setting });
    expect(p.priced ? formatUsd(p.amount) : p.problem).toBe(expected);
  });

  test.each([
    ["2024-03-08", "2024A", "85.62"],
    ["2024-03-09", "2024AR", "87.04"],
  ])("a visit on %s is priced by %s: %s", (date, release, expected) => {
    const p = priceLine(books, {
      date: day(date),
      code: "99213",
      modifiers: [],
      carrier: "15202",
      locality: "0",
      setting: "nonfacility",
    });
    expect(p.priced && [p.release, formatUsd(p.amount)]).toEqual([release, expected]);
  });

  test("a code that its release does not have has no price; its neighbour in time does", () => {
    const ask = { code: "0633T", modifiers: ["TC"], carrier: "15202", locality: "00", setting: "facility" } as const;
    expect(priceLine(books, { ...ask, release: "2020B" })).toMatchObject({ priced: false, reason: "code-absent" });
    expect(priceLine(books, { ...ask, release: "2022A" })).toMatchObject({
      priced: false,
      reason: "status",
      status: "C",
    });
  });

  test("a Manhattan ZIP code is the Manhattan locality", () => {
    const p = priceLine(books, {
      date: day("2025-11-03"),
      zip: "10001",
      code: "99213",
      modifiers: [],
      setting: "nonfacility",
    });
    expect(p.priced && [p.working.method === "schedule" && p.working.gpci, formatUsd(p.amount)]).toMatchObject([
      { carrier: "13202", locality: "01" },
      "101.06",
    ]);
  });
});
