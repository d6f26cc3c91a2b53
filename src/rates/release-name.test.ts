import { describe, expect, test } from "vitest";
import { nameQuarter, nameRelease, nameSchedule } from "./release-name.ts";

const TITLE = "2025 National Physician Fee Schedule Relative Value File October Release";

describe("the release of a file", () => {
  test.each<[string[], string, string | undefined, string]>([
    // names nearest first, text inside, release or year, because
    [["PPRRVU2025_Oct.csv"], "", "2025D", "year in full and month"],
    [["PPRRVU22_JAN.csv.gz"], "", "2022A", "two digits and month"],
    [["PPRRVU20_JUL.csv"], "", "2020C", "20 is a year here, not a century"],
    [["rvu24ar_pprrvu.csv.gz"], "", "2024AR", "plain-named revision"],
    [["rvu20b_gpci.csv"], "", "2020B", "a GPCI file named by quarter"],
    [["RVU23A.txt"], "", "2023A", "an archive's own short name"],
    [
      ["PPRRVU2026_Jan_nonQPP.csv", "rvu26ar_1.zip"],
      "",
      "2026AR",
      "the archive says the January file is the revised one",
    ],
    [["PPRRVU.csv", "2025D"], "", "2025D", "the folder"],
    [["PPRRVU.csv"], TITLE, "2025D", "the title inside"],
    [["PPRRVU.csv", "2024A"], TITLE, "2025D", "the title inside is nearer than the folder"],
    [["PPRRVU24_MAR.csv"], "", "2024AR", "the file of March 2024 is the January file revised"],
    [["GPCI2025.csv", "2025D"], "", "2025D", "a year file takes the quarter of its folder"],
    [["GPCI2025.csv", "RVU25B-1"], "", "2025B", "or of its archive"],
    [["GPCI2025.csv", "2022A"], "", "2025", "unless the folder is of another year"],
    [["gpci_2019.csv", "components"], "", "2019", "the year alone"],
    [["addendum E.csv"], "FINAL CY 2024 GEOGRAPHIC PRACTICE COST INDICES", "2024", "the year in the text"],
    [["file.csv"], "MAC,State,2023 PW GPCI,2023 PE GPCI", "2023", "the year in a column's name"],
    [["data.csv", "files", "home"], "", undefined, "nothing says"],
    [["PPRRVU2025.csv"], "", undefined, "a year without a quarter is not enough"],
    [["PRRVU2512345.csv"], "", undefined, "digits that only look like a year"],
  ])("%j with %j is %s: %s", (names, head, expected) => {
    const named = nameRelease(names, head);
    expect(named?.release?.id ?? named?.year.toString()).toBe(expected);
  });
});

describe("the quarter of a ZIP file", () => {
  test.each([
    [["ZIP5_OCT2025.txt"], "", "2025 4"],
    [["ZIP5_JAN2026.csv"], "", "2026 1"],
    [["x.txt"], "20254", "2025 4"],
    [["ZIP5_JAN2026.csv"], "20254", "2025 4"],
    [["x.txt"], "20255", "none"],
    [["x.txt"], "", "none"],
  ])("%j with %j is %s", (names, column, expected) => {
    const q = nameQuarter(names, column);
    expect(q === undefined ? "none" : `${q.year} ${q.quarter}`).toBe(expected);
  });
});

describe("the schedule", () => {
  test.each([
    [2025, "PPRRVU2025_Oct.csv", "single", false],
    [2026, "PPRRVU2026_Jan_nonQPP.csv", "non-qp", false],
    [2026, "PPRRVU2026_Jan_QPP.csv", "qp", false],
    [2026, "PPRRVU26_JAN_nonQP.csv", "non-qp", false],
    [2026, "PPRRVU2026_Jan.csv", "non-qp", true],
    [2026, "EQPPED.csv", "non-qp", true],
  ])("of %i %s is %s, assumed %s", (year, name, schedule, assumed) => {
    expect(nameSchedule(year, [name], "")).toEqual({ schedule, assumed });
  });
});
