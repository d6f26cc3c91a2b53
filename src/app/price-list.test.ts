import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Books } from "#price/book.ts";
import { importBooks, listBooks, openBooks } from "./books.ts";
import { type PriceListReport, priceList } from "./price-list.ts";

const shelf = mkdtempSync(join(tmpdir(), "parley-books-"));
let books: Books;
let dir = "";

beforeAll(async () => {
  const r = await importBooks({ paths: ["fixtures/rates"], booksDir: shelf, now: "2026-01-02" });
  expect(r).toMatchObject({ imported: 14, alreadyThere: 6, refused: 0 });
  books = openBooks(shelf).books;
  return () => rmSync(shelf, { recursive: true, force: true });
});
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "parley-list-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const HEADER = "id,date,code,modifiers,carrier,locality,zip,setting,units,release";

async function list(
  csv: string,
  schedule?: "qp" | "non-qp",
): Promise<{ report: PriceListReport; rows: Record<string, string>[]; text: string }> {
  const [from, to] = [join(dir, "in.csv"), join(dir, "out", "out.csv")];
  writeFileSync(from, csv);
  const report = await priceList({ in: from, out: to, books, schedule });
  const text = existsSync(to) ? readFileSync(to, "utf8") : "";
  return { report, rows: parse(text, { columns: true }), text };
}

const one = async (row: string): Promise<Record<string, string>> => (await list(`${HEADER}\n${row}\n`)).rows[0] ?? {};

describe("rows in, the same rows out", () => {
  test("an output that is a folder is a Problem, and nothing is left beside it", async () => {
    const [from, to] = [join(dir, "in.csv"), join(dir, "folder")];
    writeFileSync(from, `${HEADER}\n`);
    mkdirSync(to);
    const report = await priceList({ in: from, out: to, books });
    expect([report.out, report.rows]).toEqual([null, 0]);
    expect(report.problems.map((p) => [p.severity, p.code, p.at.file])).toEqual([["error", "price-out-folder", to]]);
    expect(readdirSync(dir).sort()).toEqual(["folder", "in.csv"]);
  });

  test("lines wholly empty are left out, a line of commas is a row, and a header alone gives a header", async () => {
    const { report, rows } = await list(`${HEADER}\n\n1,2025-10-03,Z0001,,99992,1,,facility,,\n\n,,,,,,,,,\n\n`);
    expect([report.rows, report.priced, rows.length, rows[1]?.amount]).toEqual([2, 1, 2, ""]);
    expect(rows[1]?.problem).not.toBe("");
    const none = await list(`${HEADER}\n`);
    expect([none.report.rows, none.report.problems, none.text.split("\n").length]).toEqual([0, [], 2]);
  });

  test("columns keep their order and spelling, others pass through, and eight are added", async () => {
    const { text, report } = await list(
      'Note,Setting,ID,Code,Carrier,Locality,Date\n"a, ""b""",facility,7,z0001,99992,1,2025-10-03\n',
    );
    const [head, row] = text.split("\n");
    expect(head).toBe(
      "Note,Setting,ID,Code,Carrier,Locality,Date,amount,amount_uncapped,amount_therapy,status,release,book,steps,problem",
    );
    expect(row).toContain('"a, ""b""",facility,7,z0001,99992,1,2025-10-03,71.64,71.64,,A,2025D,rvu:');
    expect(report).toMatchObject({ rows: 1, priced: 1, unpriced: 0, reasons: {}, problems: [] });
  });

  test("a column of an added name is filled and not doubled, so a list can be priced again", async () => {
    const { text } = await list(`${HEADER}\n1,,Z0001,,99992,01,,facility,1,2025d\n`);
    const again = await list(text);
    expect(again.text).toBe(text);
    expect(
      text
        .split("\n")[0]
        ?.split(",")
        .filter((c) => c === "release"),
    ).toHaveLength(1);
  });

  test("a byte order mark, CRLF and a missing last line end are read", async () => {
    const { rows } = await list(
      `\ufeff${HEADER}\r\n1,,Z0001,,99992,01,,facility,1,2025D\r\n2,,Z0001,,99992,01,,facility,1,2025D`,
    );
    expect(rows.map((r) => [r.id, r.amount])).toEqual([
      ["1", "71.64"],
      ["2", "71.64"],
    ]);
  });

  test("a row may be priced over its own file", async () => {
    const path = join(dir, "same.csv");
    writeFileSync(path, `${HEADER}\n1,,Z0001,,99992,01,,facility,1,2025D\n`);
    await priceList({ in: path, out: path, books });
    expect(readFileSync(path, "utf8")).toContain(",71.64,");
    expect(readdirSync(dir)).toEqual(["same.csv"]);
  });
});

describe("prices", () => {
  test.each([
    // row, amount, uncapped, therapy, release
    ["1,2025-10-03,Z0001,,99992,01,,nonfacility,1,", "101.06", "101.06", "", "2025D"],
    ["1,20251003,Z0001,,99992,1,,Non-Facility,,", "101.06", "101.06", "", "2025D"],
    ["1,10/3/2025,Z0001,,,,101,nonfacility,2,", "202.12", "202.12", "", "2025D"],
    ["1,2024-03-08,Z0001,,99992,01,,facility,1,", "72.52", "72.52", "", "2024A"],
    ["1,2024-03-09,Z0001,,99992,01,,facility,1,", "73.72", "73.72", "", "2024AR"],
    ["1,2026-01-05,Z0001,,99992,01,,facility,1,", "73.97", "73.97", "", "2026A"],
    ["1,2025-10-03,Z0003,,99992,01,,facility,1,", "190.27", "265.42", "", "2025D"],
    ["1,2025-10-03,Z0003,26,99992,01,,facility,1,", "58.86", "58.86", "", "2025D"],
    ["1,2025-10-03,Z0004,GP,99992,01,,facility,1,", "32.26", "32.26", "24.15", "2025D"],
    ["1,2025-10-03,Z0002,62 LT,99992,01,,facility,1,", "915.91", "915.91", "", "2025D"],
    ["1,2025-10-03,Z0001,,01112,18,,facility,1,", "68.06", "68.06", "", "2025D"],
  ])("%s is %s", async (row, amount, uncapped, therapy, release) => {
    expect(await one(row)).toMatchObject({
      amount,
      amount_uncapped: uncapped,
      amount_therapy: therapy,
      release,
      status: "A",
      problem: "",
    });
  });

  test.each([
    // minutes and modifiers of an anesthesia line (7 base units, 22.76 a unit), amount
    ["1,2025-10-03,Z0007,AA,99992,01,,facility,95,", "302.71"],
    ["1,2025-10-03,Z0007,AA,99992,1,,,95,", "302.71"],
    ["1,2025-10-03,Z0007,QK P3,99992,01,,facility,95,", "151.35"],
  ])("anesthesia %s is %s, and no setting is needed", async (row, amount) => {
    const priced = await one(row);
    expect(priced).toMatchObject({ amount, amount_uncapped: amount, amount_therapy: "", status: "J", problem: "" });
    expect(priced.steps).toContain("by the file of 2024, as no base-unit file of 2025 is imported");
    expect(priced.book).toMatch(/^rvu:[0-9a-f]{12} anes:[0-9a-f]{12} base-units:[0-9a-f]{12}$/);
  });

  test("the working names release, book and rounding", async () => {
    const row = await one("1,2025-10-03,Z0001,,99992,01,,nonfacility,1,");
    expect(row.steps).toContain("release 2025D, in force 2025-10-01 to 2025-12-31");
    expect(row.steps).toContain("= 101.06, rounded once, half up");
    expect(row.book).toMatch(/^rvu:[0-9a-f]{12} gpci:[0-9a-f]{12}$/);
  });
});

test.each([
  // (1.30 x 1.065 + 1.35 x 1.166 + 0.10 x 1.656) facility, by factors of 33.4009 and 33.5675
  [undefined, "73.97", "non-QP schedule (the default"],
  ["non-qp", "73.97", "non-QP schedule"],
  ["qp", "74.34", "schedule for qualifying APM participants, as asked"],
] as const)("the schedule %s of 2026 gives %s", async (schedule, amount, says) => {
  const { rows } = await list(`${HEADER}\n1,2026-01-05,Z0001,,99992,01,,facility,1,\n`, schedule);
  expect(rows[0]).toMatchObject({ amount, problem: "" });
  expect(rows[0]?.steps).toContain(says);
});

describe("rows without a price have an empty amount and a reason", () => {
  test.each([
    ["1,2025-10-03,Z9999,,99992,01,,facility,1,", "not in release 2025D", "2025D"],
    ["1,2025-10-03,Z0007,,99992,01,,facility,,", "by its minutes", "2025D"],
    ["1,2025-10-03,Z0007,AA QK,99992,01,,facility,95,", "more than one way", "2025D"],
    ["1,2026-01-05,Z0007,AA,99992,01,,facility,95,", "no ANES file of 2026 of the non-qp schedule", "2026A"],
    ["1,2025-10-03,Z0008,,99992,01,,facility,1,", "contractor", "2025D"],
    ["1,2025-10-03,Z0010,,99992,01,,facility,1,", "no RVUs", "2025D"],
    ["1,2023-10-03,Z0001,,99992,01,,facility,1,", "no imported release of 2023", ""],
    ["1,2025-10-03,Z0001,,99992,01,,facility,1,2020B", "not imported", "2020B"],
    ["1,,Z0001,,99992,01,,facility,1,", "neither a date of service nor a release", ""],
    ["1,2025-02-30,Z0001,,99992,01,,facility,1,", "not a date", ""],
    ["1,2025-10-03,Z0001,,99992,01,,outpatient,1,", "neither facility nor nonfacility", ""],
    ["1,2025-10-03,Z0001,,99992,01,,,1,", "must be facility or nonfacility", "2025D"],
    ["1,2025-10-03,Z0001,,,,00103,facility,1,", "more than one locality", "2025D"],
    ["1,2025-10-03,Z0001,,99992,01,,facility,none,", "not a number above zero", "2025D"],
    ["1,2025-10-03,Z0001,,99992,01,,facility,1,,one,two", "more cells than the header", ""],
    [",,,,,,,,,", "no procedure code", ""],
    ["1", "no procedure code", ""],
  ])("%s: %s", async (row, why, release) => {
    const out = await one(row);
    expect(out).toMatchObject({ amount: "", amount_uncapped: "", amount_therapy: "", steps: "", release });
    expect(out.problem).toContain(why);
  });

  test("they are counted by reason and are no errors", async () => {
    const { report } = await list(
      `${HEADER}\n1,2025-10-03,Z9999,,99992,01,,facility,1,\n2,2025-10-03,Z0008,,99992,01,,facility,1,\n3,2025-10-03,Z0001,,99992,01,,facility,1,\n`,
    );
    expect(report).toMatchObject({
      rows: 3,
      priced: 1,
      unpriced: 2,
      reasons: { "code-absent": 1, status: 1 },
      problems: [],
    });
  });
});

describe("files that cannot be priced", () => {
  test.each([
    ["", "price-empty"],
    ["id,date,setting,zip\n1,2,3,4\n", "price-no-column"],
    ["code,setting,zip\n1,2,3\n", "price-no-column"],
    ["code,date,zip\n1,2,3\n", "price-no-column"],
    ["code,date,setting,carrier\n1,2,3,4\n", "price-no-column"],
  ])("%j: %s, and nothing is written", async (csv, code) => {
    const { report, text } = await list(csv);
    expect(report.problems.map((p) => [p.severity, p.code])).toEqual([["error", code]]);
    expect(text).toBe("");
    expect(report.out).toBeNull();
    expect(readdirSync(join(dir, "out"))).toEqual([]);
  });

  test("rows before an unreadable one are kept", async () => {
    const good = "1,2025-10-03,Z0001,,99992,01,,facility,1,\n";
    const { report, rows } = await list(`${HEADER}\n${good}"2,2025-10-03,Z0001\n`);
    expect(report.problems).toMatchObject([{ severity: "error", code: "price-cut" }]);
    expect(rows.map((r) => r.amount)).toEqual(["71.64"]);
  });

  test("a file that is not there is an error", async () => {
    const report = await priceList({ in: join(dir, "no.csv"), out: join(dir, "out.csv"), books });
    expect(report.problems.map((p) => p.code)).toEqual(["price-no-file"]);
  });
});

test("the list of books says what is in use and in force", () => {
  const { books: all, problems } = listBooks(shelf);
  expect(problems).toEqual([]);
  const by = (kind: string, release: string) => all.filter((b) => b.kind === kind && b.release === release);
  expect(by("rvu", "2024AR")).toMatchObject([
    {
      from: "2024-03-09",
      until: "2024-03-31",
      rows: 15,
      source: "rvu24ar_pprrvu.csv",
      schedule: "single",
      inUse: true,
      leftOut: 0,
    },
  ]);
  expect(by("zip", "2025Q4")).toMatchObject([{ from: null, until: null, rows: 4 }]);
  expect(by("anes", "2025D")).toMatchObject([{ from: "2025-10-01", rows: 5, inUse: true }]);
  expect(by("base-units", "2024")).toMatchObject([
    { from: null, until: null, rows: 3, source: "anesthesia_base_units_2024.csv" },
  ]);
  expect(
    by("rvu", "2026A")
      .map((b) => b.schedule)
      .sort(),
  ).toEqual(["non-qp", "qp"]);
});
