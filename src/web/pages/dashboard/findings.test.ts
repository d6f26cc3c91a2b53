import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import {
  atStakeFinding,
  csvOf,
  type Dashboard,
  denialFinding,
  firstPaidFinding,
  healthFinding,
  runningShare,
} from "./findings.ts";
import { stepTo } from "./period-at.ts";
import { resultsFinding, resultsTable } from "./results-rows.ts";

const payer = (name: string, allowedPercent: number) => ({
  payer: name,
  n: 12,
  allowedPercent,
  finalPercent: null,
  finalCases: 0,
  list: "",
});
const denial = (reason: string, value: number): Dashboard["denials"][number] => ({
  reason,
  value,
  label: reason,
  meaning: "",
  share: 0,
  dollars: "1.00",
  list: null,
});

test("first payments are said by how many are under the benchmark, and the least", () => {
  expect(firstPaidFinding([])).toMatch(/^No payer/);
  expect(firstPaidFinding([payer("Northlake", 94.4), payer("Sable", 131), payer("Bluestem", 71)])).toBe(
    "2 of 3 payers first allow less than the benchmark; Bluestem the least, 71%.",
  );
});

test("the week that ends first is said in dollars, and the most of those after it", () => {
  const week = (day: string, dollars: string) => ({ week: day, byRight: { Notice: dollars }, cases: 1, list: "" });
  expect(
    atStakeFinding([week("2026-11-23", "38410.00"), week("2026-11-30", "900.00"), week("2026-12-07", "11000.00")]),
  ).toBe("$38,410 lapses in the week of Nov 23. After that no week is over $11,000.");
  expect(atStakeFinding([])).toBe("No right ends in the weeks ahead.");
});

test("denials are said by how few reasons make two thirds", () => {
  const rows = [
    denial("CO-97", 31),
    denial("CO-197", 24),
    denial("CO-16", 19),
    denial("CO-50", 14),
    denial("CO-29", 5),
  ];
  expect(denialFinding(rows)).toBe("Three reasons make two thirds of denials.");
  expect(runningShare(rows).map((r) => r.soFar)).toEqual([33, 59, 80, 95, 100]);
});

describe("files that came in are said with what is wrong with them", () => {
  const health = { files: 14, refused: 0, unanswered: 0, withoutClaim: 0, unbalanced: 0, since: null };
  test.each([
    [{ files: 0 }, "No file came in this period."],
    [{}, "14 files came in; all were read, matched and balance."],
    [{ unanswered: 9 }, "14 files came in; all were read, matched and balance."],
    [{ unbalanced: 1 }, "14 files came in; sums do not agree in 1 place."],
    [
      { refused: 1, unbalanced: 2, withoutClaim: 3 },
      "14 files came in; 1 refused, sums do not agree in 2 places, 3 remittances without a claim.",
    ],
  ])("%j", (over, said) => {
    expect(healthFinding({ ...health, ...over })).toBe(said);
  });
});

test.each([
  ["the month before the one that runs", "2026-11-01", "2026-11-30", "2026-11-20", -1, "2026-10-31"],
  ["nothing after the month that runs", "2026-11-01", "2026-11-30", "2026-11-20", 1, undefined],
  [
    "the month that closed yesterday, from the first of the next",
    "2026-12-01",
    "2026-12-31",
    "2026-12-01",
    -1,
    "2026-11-30",
  ],
  ["from a closed month back to the one that runs", "2026-11-01", "2026-11-30", "2026-12-01", 1, "2026-12-01"],
] as const)("a step leads to %s", (_, from, to, today, by, led) => {
  expect(stepTo({ kind: "month", from, to, label: "" }, day(today), by)).toBe(led);
});

test("a file quotes what must be quoted and holds no formula", () => {
  expect(
    csvOf({
      heads: ["a", "b"],
      rows: [
        ["=1+1", 2],
        ['say "x", y', -3],
        ["-4.50", 5],
      ],
    }),
  ).toBe('a,b\r\n\'=1+1,2\r\n"say ""x"", y",-3\r\n-4.50,5\r\n');
});

describe("what negotiating brought", () => {
  const none = { hits: 0, n: 0, low: 0, high: 1 };
  const nothing: Dashboard["results"] = {
    ...{ underpaid: none, settled: 0, before: "0.00", promised: "0.00", received: "0.00", uplift: null },
    ...{ upliftPercent: null, overFirst: null, overFirstSum: "0.00", atFirst: none, withoutForum: none },
    ...{ days: null, acts: null, newestOnly: null },
    net: {
      ...{ gross: null, net: null, fees: "0.00", staff: "0.00", minutes: 0, delay: "0.00", tookFirst: 0 },
      ...{ alike: { negotiated: null, took: null, apart: null }, says: "", rests: [] },
    },
  };
  const some: Dashboard["results"] = {
    ...nothing,
    ...{ settled: 13, before: "7120.40", promised: "26000.00" },
    uplift: {
      ...{ n: 13, median: "1210.00", low25: "640.00", high75: "1980.50" },
      median95: { low: "700.00", high: "1900.00" },
    },
    atFirst: { hits: 1, n: 5, low: 0.0362, high: 0.6245 },
  };

  test("is said as a sentence, and not at all where nothing was settled", () => {
    expect(resultsFinding(nothing)).toBe("Nothing was settled in this period.");
    expect(resultsFinding(some)).toBe(
      "13 cases settled for $18,880 more than was first paid; half of them for $1,210.00 or more.",
    );
    expect(resultsFinding({ ...some, settled: 1 })).toBe("1 case settled for $18,880 more than was first paid.");
  });

  test("gives each figure with its spread and its count, and no figure where nothing was counted", () => {
    const row = (r: Dashboard["results"], name: string) =>
      resultsTable(r)
        .rows.find(([n]) => n === name)
        ?.slice(1);
    expect(row(nothing, "Settled without a forum")).toEqual(["nothing counted", "", ""]);
    expect(row(some, "More than was first paid, a case")).toEqual([
      "$1,210.00 in the middle",
      "half lie from $640.00 to $1,980.50; middle between $700.00 and $1,900.00, 95%",
      "13 settled cases",
    ]);
    expect(row(some, "Settled at the first offer or below")).toEqual([
      "20%",
      "between 4% and 62%, 95%",
      "1 of 5 cases",
    ]);
  });
});
