import { describe, expect, test } from "vitest";
import type { Table } from "#claim/table.ts";
import { compareEntities, ENOUGH_DISPUTES, readFigures } from "./arbiters.ts";

/** Entities compared by figures that a user gives: none of these is real. */

const HEADER = [
  "Entity",
  "Specialty",
  "Disputes",
  "Provider wins",
  "Median days",
  "Fee single",
  "Fee batch",
  "Ties",
  "Source",
  "Date",
];
const table = (...rows: readonly string[]): Table => ({
  file: "entities.csv",
  header: HEADER,
  rows: rows.map((r, i) => ({ line: i + 2, cells: r.split(",") })),
});
const ROW = (entity: string, disputes: number, wins: number, ties = ""): string =>
  `${entity},,${disputes},${wins},60,450.00,700.00,${ties},public use file,2026-06-30`;
const order = (t: Table, parties: readonly string[] = [], specialty?: string): string =>
  compareEntities(readFigures(t).rows, { parties, specialty })
    .map((e) => e.entity)
    .join(" ");

describe("entities", () => {
  test.each([
    [[ROW("A", 100, 60), ROW("B", 100, 70)], "B A", "the larger share of as many"],
    [[ROW("A", 1000, 800), ROW("B", 20, 18)], "A B", "much evidence before a larger share of little"],
    [[ROW("A", ENOUGH_DISPUTES - 1, 19), ROW("B", 100, 20)], "B A", "too few to order by come after"],
    [[ROW("A", 100, 50), ROW("B", 100, 50)], "A B", "of equals the name"],
  ])("%j are ordered %s: %s", (rows, expected) => {
    expect(order(table(...rows))).toBe(expected);
    expect(order(table(...[...rows].reverse()))).toBe(expected);
  });

  test.each([
    ["Northfield Mutual", "B A", ["Northfield Mutual"], "tied to the payer named"],
    ["NORTHFIELD, mutual", "B A", ["NORTHFIELD, mutual"], "whatever case and punctuation"],
    ["Northfield Mutual of Ohio", "B A", ["Northfield Mutual of Ohio"], "one name within the other"],
    ["Northfields", "A B", [], "another word"],
    ["A", "B A", ["A"], "the entity itself"],
  ])("with %s as a party are ordered %s, in conflict %j: %s", (party, expected, conflicts) => {
    const t = table(ROW("A", 100, 90, "Northfield Mutual"), ROW("B", 100, 50));
    expect(order(t, [party])).toBe(expected);
    expect(compareEntities(readFigures(t).rows, { parties: [party] }).find((e) => e.entity === "A")?.conflicts).toEqual(
      conflicts,
    );
  });

  test("have a share within its interval, and figures of another specialty are left out", () => {
    const t = table(ROW("A", 100, 60), "B,radiology,100,60,,,,,own cases,2026-06-30");
    const [a] = compareEntities(readFigures(t).rows, { parties: [] });
    // Wilson, 95%, 60 of 100: 0.502 to 0.691.
    expect([a?.share, a?.low.toFixed(3), a?.high.toFixed(3)]).toEqual([0.6, "0.502", "0.691"]);
    expect(order(t, [], "anesthesiology")).toBe("A");
    expect(order(t, [], "Radiology")).toBe("A B");
  });

  test.each([
    [",,10,5,,,,,x,2026-01-01", "entity", "no name"],
    ["A,,0,0,,,,,x,2026-01-01", "disputes", "none"],
    ["A,,ten,5,,,,,x,2026-01-01", "disputes", "no number"],
    ["A,,10,11,,,,,x,2026-01-01", "provider wins", "more than there were"],
    ["A,,10,5,,,,,,2026-01-01", "source", "no source"],
    ["A,,10,5,,,,,x,spring", "date", "no day"],
  ])("%s is left out with a word on %s: %s", (row, column) => {
    const { rows: figures, problems } = readFigures(table(row));
    expect([figures, problems.map((p) => p.at.column), problems.map((p) => p.at.line)]).toEqual([[], [column], [2]]);
  });

  test("without their columns are refused with the columns there may be", () => {
    const { problems } = readFigures({ file: "x.csv", header: ["Name"], rows: [] });
    expect(problems.map((p) => p.message)[0]).toContain("lacks the columns entity, disputes, wins, source, date");
  });
});
