import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { looksLikeBenchmarks, readBenchmarks } from "./benchmark-table.ts";

const HEADER = [
  ...["Kind", "Code", "Amount", "Source", "Date", "Modifiers"],
  ...["Low", "High", "Percentile", "Payer", "Places", "From", "Until"],
];
const read = (...rows: readonly (readonly string[])[]) =>
  readBenchmarks({ file: "b.csv", header: HEADER, rows: rows.map((cells, i) => ({ line: i + 2, cells })) });

const GOOD = [
  "In-Network",
  "99285",
  "$1,412.50",
  "Plan files",
  "2026-10-01",
  "26;rt",
  "1,200",
  "1600",
  "",
  "Acme",
  "23 21",
];
const at = (column: string, value: string): readonly string[] =>
  HEADER.map((name, i) => (name.toLowerCase() === column ? value : (GOOD[i] ?? "")));

describe("a benchmark table", () => {
  test("a row is read with everything it says", () => {
    const { rows, problems } = read(at("from", "2026-01-01"));
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      {
        ...{ kind: "in-network", code: "99285", modifiers: ["26", "RT"], amount: usd("1412.50") },
        ...{ low: usd("1200"), high: usd("1600"), percentile: undefined, payer: "Acme", places: ["23", "21"] },
        ...{ from: day("2026-01-01"), until: undefined, source: "Plan files", date: day("2026-10-01"), line: 2 },
      },
    ]);
  });

  test.each([
    ["kind", "guess", "kind", "another kind"],
    ["code", "not a code", "code", "what is no code"],
    ["amount", "", "amount", "no amount"],
    ["amount", "0", "amount", "nothing"],
    ["amount", "a lot", "amount", "words for an amount"],
    ["low", "x", "low", "a quartile that cannot be read"],
    ["high", "x", "high", "the other quartile"],
    ["low", "1500", "low", "a lower quartile above the amount"],
    ["high", "1300", "low", "an upper quartile below it"],
    ["percentile", "100", "percentile", "a percentile that is none"],
    ["modifiers", "LEFT", "modifiers", "a modifier too long"],
    ["places", "ER", "places", "a place in letters"],
    ["date", "", "date", "no day"],
    ["date", "soon", "date", "a day that is none"],
    ["from", "soon", "from", "a beginning that is none"],
    ["until", "soon", "until", "an end that is none"],
    ["source", "", "source", "no source"],
  ])("%s of %j leaves the row out and names the column %s: %s", (column, value, named) => {
    const { rows, problems } = read(GOOD, at(column, value));
    expect(rows).toHaveLength(1);
    expect(problems).toMatchObject([{ code: "benchmarks-row", at: { file: "b.csv", line: 3, column: named } }]);
    if (value.length > 3) expect(problems[0]?.message).not.toContain(value);
  });

  test("a contract names its payer, and nothing ends before it begins", () => {
    const contract = at("kind", "contract");
    expect(read(contract).rows).toHaveLength(1);
    expect(read(contract.with(9, "")).problems).toMatchObject([{ at: { column: "payer" } }]);
    const backwards = GOOD.concat("2026-02-01", "2026-01-01");
    expect(read(backwards).problems).toMatchObject([{ at: { column: "until" } }]);
  });

  test("a header is known by what no list of claims has, and one that lacks a column says which", () => {
    expect(looksLikeBenchmarks(HEADER)).toBe(true);
    expect(looksLikeBenchmarks(["claim", "code", "amount", "date"])).toBe(false);
    const { rows, problems } = readBenchmarks({
      file: "b.csv",
      header: ["kind", "code", "median", "source"],
      rows: [],
    });
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([{ code: "benchmarks-columns", at: { line: 1 } }]);
    expect(problems[0]?.message).toContain("lacks the columns date");
  });

  test("a header alone is a table without rows", () => {
    expect(read()).toEqual({ rows: [], problems: [] });
  });
});
