import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type Cents, divide, formatUsd, least, readUsd, ZERO } from "#base/money.ts";
import { type Books, NO_BOOKS } from "#price/book.ts";
import { priceLine } from "#price/physician.ts";
import type { PriceQuery } from "#price/price.ts";
import { workingText } from "#price/working.ts";
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

const RELEASES = ["20b", "21a", "21c", "22a", "22d", "24a", "24ar", "24c"];

beforeAll(async () => {
  if (!samplesPresent) return;
  const plain = RELEASES.flatMap((r) => [pfs("rvu", `rvu${r}_pprrvu.csv.gz`), pfs("gpci", `rvu${r}_gpci.csv`)]);
  const anes = ["rvu20b_anes", "rvu24a_anes", "rvu24ar_anes", "anesthesia_base_units_2022"].map((f) =>
    pfs("anes", `${f}.csv`),
  );
  const raw = ["ANES2025.csv", "GPCI2025.csv", "PPRRVU2025_Oct.csv.gz"].map((f) => pfs("raw", "2025D", f));
  const r = await importFiles({
    paths: [...plain, ...raw, ...anes, samples("data", "geo")],
    booksDir: dir,
    now: "2026-01-02",
  });
  expect(r.problems.filter((p) => p.severity === "error")).toEqual([]);
  books = openBooks(dir).books;
}, 120_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const cells = (text: string): string[][] => parse(text, { relax_column_count: true });
const rows = (...parts: string[]): string[][] => cells(gunzipSync(readFileSync(pfs(...parts))).toString("latin1"));
const rowsOf = (...parts: string[]): string[][] => cells(readFileSync(pfs(...parts), "latin1"));

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
    const wanted = (r: string[], i: number) => ({ uncapped: published(r[5 + i]), therapy: published(r[11 + i]) });
    expect(compare(list, query, wanted)).toEqual({ rows: 924, compared: 2 * 1848, differ: [] });
  });

  test("Ohio 2020: all 5,486 rows; main columns uncapped, the lower of main and OPPS columns capped, the therapy columns", () => {
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
      return { uncapped, amount, therapy: published(r[10 + i]) };
    };
    expect(compare(list, query, wanted)).toEqual({ rows: 5486, compared: 3 * 2 * 5486, differ: [] });
    // A published zero means the row has no therapy amount, and then Parley gives none either.
    expect(list.filter((r) => published(r[10]) > 0n && published(r[11]) > 0n)).toHaveLength(25);
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

  const OPPSCAP = ["20b", "21c", "22a", "22d"] as const;
  const capRows = (): string[][] => OPPSCAP.flatMap((r) => rows("oracle", `rvu${r}_oppscap.csv.gz`).slice(1));

  test("together they are 39,270 status A rows, of which 2,310 repeat southern California under contractor 01112", () => {
    const south = new Set(["17", "18", "26", "71", "72", "73", "74"]);
    const priced = capRows().filter((r) => r[2] === "A");
    const repeated = priced.filter((r) => r[3] === "01112" && south.has(r[4] ?? ""));
    expect([priced.length, repeated.length, priced.length - repeated.length]).toEqual([39_270, 2_310, 36_960]);
  });

  test("status C rows are recognized and never priced: the contractor prices them, and the file holds only caps", () => {
    const reasons = new Map<string, number>();
    for (const release of OPPSCAP) {
      for (const r of rows("oracle", `rvu${release}_oppscap.csv.gz`)) {
        if (r[2] !== "C") continue;
        const ask = { release: `20${release.toUpperCase()}`, carrier: r[3], locality: r[4] };
        const p = priceLine(books, { ...ask, code: r[0] ?? "", modifiers: [r[1] ?? ""], setting: "facility" });
        const why = p.priced ? "priced" : `${p.reason} ${p.status ?? ""}`;
        reasons.set(why, (reasons.get(why) ?? 0) + 1);
      }
    }
    expect(Object.fromEntries(reasons)).toEqual({ "status C": 35_462 });
  });

  test.each([
    ["oracle/rvu22a_oppscap.csv.gz", { release: "2022A", reconciles: true, compared: 9282, differ: 0, capsOnly: 9282 }],
    ["raw/2025D/OPPSCAP_Oct.csv.gz", { release: "2025D", reconciles: true, compared: 6670, differ: 0, capsOnly: 9430 }],
    [
      "oracle/stale/rvu21a_oppscap.csv.gz",
      { release: "2021A", reconciles: false, compared: 9520, differ: 9441, capsOnly: 8449 },
    ],
    [
      "oracle/stale/rvu24c_oppscap.csv.gz",
      { release: "2024C", reconciles: false, compared: 8510, differ: 8510, capsOnly: 9200 },
    ],
  ])("an import says how %s stands to its release", async (file, check) => {
    const r = await importFiles({ paths: [pfs(...file.split("/"))], booksDir: dir, now: "2026-01-02" });
    expect(r.files).toMatchObject([{ outcome: "skipped", check }]);
    expect(r.problems[0]?.message).toContain(check.reconciles ? "It reconciles with" : "does not reconcile with");
  });

  test("anesthesia: the 109 factors of 2025 are those published, and follow from indices and shares", () => {
    const list = rowsOf("oracle", "anes_cf_2025_derivation.csv").slice(1);
    const [book] = books.anes.filter((b) => b.release?.id === "2025D");
    const [indices] = books.gpci.filter((b) => b.release?.id === "2025D");
    // 20.3178 dollars by shares of work 0.769, practice expense 0.166 and malpractice 0.065, rounded to the cent.
    const derived = (c: string, l: string): bigint | undefined => {
      const g = indices?.locality(c, l);
      return g && divide((g.work * 769n + g.pe * 166n + g.malpractice * 65n) * 203_178n, 100_000_000n, "half-up");
    };
    const differ = list.filter(([carrier = "", locality = "", , , , , factor]) => {
      const wanted = published(factor);
      return book?.factor(carrier, locality) !== wanted || derived(carrier, locality) !== wanted;
    });
    expect([list.length, differ]).toEqual([109, []]);
  });

  test.each([
    ["AA", "302.71"],
    ["QZ", "302.71"],
    ["QK", "151.35"],
    ["QX", "151.35"],
    ["QY", "151.35"],
  ])("anesthesia, Manhattan 2025: 00790 %s, 95 minutes, is %s", (modifier, expected) => {
    const ask = { date: day("2025-11-03"), carrier: "13202", locality: "1", code: "00790", units: "95" };
    const p = priceLine(books, { ...ask, modifiers: [modifier] });
    expect(p.priced ? formatUsd(p.amount) : p.problem).toBe(expected);
    expect(p.priced && workingText(p)).toContain("7 base units by the file of 2022, as no base-unit file of 2025");
  });

  test("anesthesia: Alaska's lost zero of January 2020 is put back, and 2024 changes on 9 March", () => {
    const ask = { carrier: "02102", locality: "01", code: "00790", modifiers: ["AA"], units: "15" };
    const on = (date: string): string => {
      const p = priceLine(books, { ...ask, date: day(date) });
      return p.priced ? `${p.release} ${formatUsd(p.amount)}` : p.problem;
    };
    // Eight units at 30.86, 28.08 and 28.54.
    expect([on("2020-05-01"), on("2024-03-08"), on("2024-03-09")]).toEqual([
      "2020B 246.88",
      "2024A 224.64",
      "2024AR 228.32",
    ]);
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

  test.each([
    ["2102", "1"],
    ["02102", "01"],
    [" 2102 ", "01 "],
  ])("carrier %j locality %j is Alaska, leading zeros or not", (carrier, locality) => {
    const ask = { release: "2025D", code: "99213", modifiers: [], setting: "nonfacility" } as const;
    const p = priceLine(books, { ...ask, carrier, locality });
    expect(p.priced && p.working.method === "schedule" && p.working.gpci).toMatchObject({
      carrier: "02102",
      locality: "01",
      work: 1500n,
    });
  });

  test("the professional component of imaging is never capped: 71260-26 is 58.86, not 39.96", () => {
    const p = priceLine(books, { ...manhattan, code: "71260", modifiers: ["26"], setting: "facility" });
    expect(p.priced && [formatUsd(p.amount), p.working.method === "schedule" && p.working.cap]).toEqual([
      "58.86",
      undefined,
    ]);
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
