import { expect, test } from "vitest";
import { atStakeFinding, csvOf, type Dashboard, denialFinding, firstPaidFinding, runningShare } from "./findings.ts";

const payer = (name: string, allowedPercent: number) => ({
  payer: name,
  n: 12,
  allowedPercent,
  finalPercent: null,
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
  const week = (day: string, dollars: string) => ({ week: day, byRight: { Notice: dollars }, lines: 1 });
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
