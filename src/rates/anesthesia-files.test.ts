import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placeText } from "#base/problem.ts";
import { type ImportReport, importFiles } from "./import.ts";
import { openBooks, readCatalog } from "./shelf.ts";

const FACTORS = "fixtures/rates/2025D/ANES2025.csv";
const csv = readFileSync(FACTORS, "latin1");

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "parley-anes-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const shelf = (): string => join(dir, "books");
const run = (...paths: string[]): Promise<ImportReport> => importFiles({ paths, booksDir: shelf(), now: "2026-01-02" });
function file(name: string, content: string): string {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
}
const outcomes = (r: ImportReport): string[] => r.files.map((f) => `${f.outcome} ${f.kind ?? "-"} ${f.release ?? "-"}`);
const problems = (r: ImportReport): string[] =>
  r.problems.map((p) => `${p.severity} ${p.code} ${placeText({ ...p.at, file: "it" })}`);

describe("locality factors", () => {
  test("csv and fixed width are one book, factors in cents", async () => {
    const r = await run(FACTORS, "fixtures/rates/2025D/ANES2025.txt");
    expect(outcomes(r)).toEqual(["imported anes 2025D", "already there anes 2025D"]);
    const [book] = openBooks(shelf()).books.anes;
    expect([book?.year, book?.release?.id, book?.schedule]).toEqual([2025, "2025D", "single"]);
    expect([book?.factor("99992", "01"), book?.factor("01182", "18"), book?.factor("99992", "02")]).toEqual([
      2276n,
      2122n,
      undefined,
    ]);
  });

  test("leading zeros lost in a spreadsheet are put back, and 22.4 is 22.40", async () => {
    await run("fixtures/rates/plain/rvu24a_anes.csv");
    const [book] = openBooks(shelf()).books.anes;
    expect([book?.factor("01112", "05"), book?.factor("99992", "01")]).toEqual([2145n, 2240n]);
  });

  test.each([
    ["ANES2025.csv", "2025"],
    ["RVU25B_ANES2025.csv", "2025B"],
    ["rvu24ar_anes.csv", "2024AR"],
    ["2025 Anesthesia Conversion Factors.csv", "2025"],
  ])("%s is of %s", async (name, release) => {
    expect(outcomes(await run(file(name, csv)))).toEqual([`imported anes ${release}`]);
  });

  test("from 2026 its name says the schedule, or it is taken as non-QP and said", async () => {
    const r = await run(file("ANES2026_QPP.csv", csv), file("ANES2026.csv", csv.replace("22.76", "22.75")));
    expect(problems(r)).toEqual(["warning book-schedule-assumed it"]);
    expect(
      openBooks(shelf())
        .books.anes.map((b) => b.schedule)
        .sort(),
    ).toEqual(["non-qp", "qp"]);
  });

  test.each([
    [
      "99992 ,01 ,INVENTED CITY,22.76",
      "99992 ,01 ,INVENTED CITY,-1",
      "error book-bad-cell it, line 3, column National Anes CF",
    ],
    ["INVENTED CITY,22.76", "INVENTED CITY,0.00", "error book-bad-cell it, line 3, column National Anes CF"],
    ["INVENTED CITY,22.76", "INVENTED CITY,", "error book-bad-cell it, line 3, column National Anes CF"],
    ["INVENTED CITY,22.76", "INVENTED CITY,22.765", "error book-bad-cell it, line 3, column National Anes CF"],
    ["99992 ,01", "Q9992 ,01", "error book-bad-cell it, line 3, column Contractor"],
    ["99992 ,01", "99992 ,1A", "error book-bad-cell it, line 3, column Locality"],
    ["99992 ,99", "99992 ,01", "error book-row-twice it, line 4, column Contractor"],
  ])("%j as %j: %s, and the rest is read", async (from, to, expected) => {
    const r = await run(file("ANES2025.csv", csv.replace(from, to)));
    expect(problems(r)).toEqual([expected]);
    expect(r.files[0]).toMatchObject({ outcome: "imported", rows: 4 });
    expect(readCatalog(shelf()).manifests[0]?.leftOut).toBe(1);
  });

  test.each([
    [
      "two columns of factors",
      csv.replace("CF of 20.0000", "CF of 20.0000,National Anes CF of 21.0000"),
      "book-column-twice",
    ],
    ["no place", csv.replace("Contractor,", "Payer,"), "book-no-column"],
    ["no row", csv.slice(0, csv.indexOf("\r\n")), "book-empty"],
    ["a name alone", "anything\n", "book-unknown"],
  ])("%s: refused", async (_, content, code) => {
    const r = await run(file("ANES2025.csv", content));
    expect(outcomes(r)).toEqual(["refused - -"]);
    expect(r.problems.map((p) => [p.severity, p.code])).toContainEqual(["error", code]);
  });

  test("a file whose year nothing tells is an error that says what to do", async () => {
    const r = await run(file("factors.csv", csv));
    expect(r.problems[0]?.message).toContain("name it like ANES2025");
  });
});

describe("base units", () => {
  const units = (text: string, name = "anesthesia_base_units_2022.csv"): Promise<ImportReport> => run(file(name, text));

  test("read by the names of their columns, zeros lost put back, a zero kept as zero", async () => {
    const r = await run("fixtures/rates/plain/anesthesia_base_units_2024.csv");
    expect(outcomes(r)).toEqual(["imported base-units 2024"]);
    const [book] = openBooks(shelf()).books.baseUnits;
    expect(["Z0007", "00100", "Z0008", "Z9999"].map((c) => book?.units(c))).toEqual([7n, 5n, 0n, undefined]);
  });

  test.each([
    ["hcpcs,base_units\n"],
    ["HCPCS Code,Base Unit\n"],
    ["Invented title,,\n,,\nCPT Code,Invented words,2022 Base Units\n"],
    ["\ufeffCODE,Anesthesia Base Units\n"],
  ])("the header %j is found", async (header) => {
    const cells = header.includes("words") ? "Z0007,x,7\n" : "Z0007,7\n";
    expect(outcomes(await units(header + cells))).toEqual(["imported base-units 2022"]);
    expect(openBooks(shelf()).books.baseUnits[0]?.units("Z0007")).toBe(7n);
  });

  test.each([
    ["Z0007,7.5\n", "error book-bad-cell it, line 3, column Base Units"],
    ["Z0007,100\n", "error book-bad-cell it, line 3, column Base Units"],
    ["Z0007,IC\n", "error book-bad-cell it, line 3, column Base Units"],
    ["Z00,7\n", "error book-bad-cell it, line 3, column HCPCS"],
    ["Z0001,8\n", "error book-row-twice it, line 3, column HCPCS"],
    ["Z0001,5\n", "warning book-row-twice it, line 3, column HCPCS"],
  ])("a second row of %j: %s", async (row, expected) => {
    const r = await units(`hcpcs,base_units\nZ0001,5\n${row}`);
    expect(problems(r)).toEqual([expected]);
    expect(openBooks(shelf()).books.baseUnits[0]?.units("Z0001")).toBe(5n);
  });

  test("a file whose year nothing tells is an error that says what to do", async () => {
    const r = await units("hcpcs,base_units\nZ0001,5\n", "units.csv");
    expect(r.problems.map((p) => p.code)).toEqual(["book-no-release"]);
    expect(r.problems[0]?.message).toContain("anesthesia_base_units_2025");
  });
});
