import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cents, cents, formatUsd, sum, usd, ZERO } from "#base/money.ts";
import { type PackageLine, type ProjectCase, percentOfBasis, splitPackage, suggestProjects } from "./package-split.ts";

const line = (key: string, billed: string, weight: string | undefined, floor?: string): PackageLine => ({
  key,
  billed: usd(billed),
  weight: weight === undefined ? undefined : usd(weight),
  floor: floor === undefined ? undefined : usd(floor),
});
const split = (total: string, ...lines: PackageLine[]) => {
  const s = splitPackage(usd(total), lines);
  return s.ok
    ? s.value.map((x) => `${x.key} ${formatUsd(x.amount)}${x.belowFloor ? " below" : ""}${x.atCharge ? " full" : ""}`)
    : s.error;
};

describe("one amount over lines", () => {
  test.each<readonly [string, unknown, unknown]>([
    [
      "in proportion",
      split("300.00", line("a", "900.00", "100.00"), line("b", "900.00", "200.00")),
      ["a 100.00", "b 200.00"],
    ],
    [
      "a cent left over goes to the largest remainder",
      split("100.00", line("a", "900.00", "1.00"), line("b", "900.00", "1.00"), line("c", "900.00", "1.00")),
      ["a 33.34", "b 33.33", "c 33.33"],
    ],
    [
      "of equals the one whose key is first, wherever it stands",
      split("100.00", line("c", "900.00", "1.00"), line("b", "900.00", "1.00"), line("a", "900.00", "1.00")),
      ["c 33.33", "b 33.33", "a 33.34"],
    ],
    [
      "never above the charge: the rest goes to the others",
      split("300.00", line("a", "50.00", "200.00"), line("b", "900.00", "50.00"), line("c", "900.00", "50.00")),
      ["a 50.00 full", "b 125.00", "c 125.00"],
    ],
    [
      "all of every charge",
      split("150.00", line("a", "50.00", "1.00"), line("b", "100.00", "99.00")),
      ["a 50.00 full", "b 100.00 full"],
    ],
    [
      "a line that counts nothing gets nothing while others can take it",
      split("10.00", line("a", "50.00", "0.00"), line("b", "50.00", "9.00")),
      ["a 0.00", "b 10.00"],
    ],
    [
      "and the rest when the others are full",
      split("60.00", line("a", "50.00", "0.00"), line("b", "50.00", "9.00")),
      ["a 10.00", "b 50.00 full"],
    ],
    [
      "below its floor it says so",
      split("100.00", line("a", "500.00", "1.00", "50.01"), line("b", "500.00", "1.00", "50.00")),
      ["a 50.00 below", "b 50.00"],
    ],
    ["no lines", split("1.00"), { fault: "no lines" }],
    ["nothing", split("0.00", line("a", "1.00", "1.00")), { fault: "not above nothing" }],
    [
      "a cent above the charges",
      split("1.01", line("a", "1.00", "1.00")),
      { fault: "above the charges", charges: usd("1.00") },
    ],
    [
      "a basis that one line does not have",
      split("1.00", line("a", "1.00", "1.00"), line("b", "1.00", undefined)),
      { fault: "basis not known", lines: 1 },
    ],
  ])("%s", (_, is, be) => expect(is).toEqual(be));

  test.each([
    ["1000.00", 4250, "425.00"],
    ["0.01", 5000, "0.01"],
    ["0.01", 4999, "0.00"],
    ["333.33", 3333, "111.10"],
  ])("of %s, %i hundredths of a percent are %s", (basis, h, is) =>
    expect(formatUsd(percentOfBasis(usd(basis), h))).toBe(is),
  );
});

describe("properties", () => {
  const one = fc.record({
    billed: fc.bigInt({ min: 1n, max: 10n ** 7n }),
    weight: fc.bigInt({ min: 0n, max: 10n ** 7n }),
  });
  const given = fc.array(one, { minLength: 1, maxLength: 30 }).chain((lines) => {
    const charges = lines.reduce((t, l) => t + l.billed, 0n);
    return fc.tuple(
      fc.constant(
        lines.map(
          (l, i): PackageLine => ({
            key: `k${String(i).padStart(3, "0")}`,
            billed: cents(l.billed),
            weight: cents(l.weight),
            floor: undefined,
          }),
        ),
      ),
      fc.bigInt({ min: 1n, max: charges }).map(cents),
      fc.integer(),
    );
  });
  const sharesOf = (total: Cents, lines: readonly PackageLine[]) => {
    const s = splitPackage(total, lines);
    if (!s.ok) throw new Error(s.error.fault);
    return new Map(s.value.map((x) => [x.key, x.amount]));
  };

  test("shares add up, none is above its charge or below nothing", () => {
    fc.assert(
      fc.property(given, ([lines, total]) => {
        const shares = sharesOf(total, lines);
        return (
          sum(shares.values()) === total &&
          lines.every((l) => (shares.get(l.key) ?? -1n) >= 0n && (shares.get(l.key) ?? ZERO) <= l.billed)
        );
      }),
    );
  });

  test("the order of the lines changes nothing", () => {
    fc.assert(
      fc.property(given, ([lines, total, seed]) => {
        const mixed = lines
          .map((l, i) => [((i + 1) * 7919 * (Math.abs(seed) + 1)) % 104729, l] as const)
          .sort((a, b) => a[0] - b[0]);
        const [a, b] = [
          sharesOf(total, lines),
          sharesOf(
            total,
            mixed.map(([, l]) => l),
          ),
        ];
        return lines.every((l) => a.get(l.key) === b.get(l.key));
      }),
    );
  });

  test("a line that counts more, and may take as much, gets no less", () => {
    fc.assert(
      fc.property(given, ([lines, total]) => {
        const shares = sharesOf(total, lines);
        const of = (l: PackageLine) => shares.get(l.key) ?? ZERO;
        return lines.every((a) =>
          lines.every((b) => (a.weight ?? 0n) <= (b.weight ?? 0n) || a.billed < of(b) || of(a) >= of(b)),
        );
      }),
    );
  });

  test("a larger amount takes from no line more than the cent of a remainder", () => {
    fc.assert(
      fc.property(given, fc.bigInt({ min: 1n, max: 10n ** 6n }), ([lines, total], more) => {
        const charges = sum(lines.map((l) => l.billed));
        const larger = total + more > charges ? charges : cents(total + more);
        const [a, b] = [sharesOf(total, lines), sharesOf(larger, lines)];
        return lines.every((l) => (b.get(l.key) ?? ZERO) >= (a.get(l.key) ?? ZERO) - 1n);
      }),
    );
  });
});

describe("projects suggested", () => {
  const of = (id: string, more: Partial<ProjectCase> = {}): ProjectCase => ({
    ...{
      id,
      client: "c",
      payerKey: "p",
      payerName: "P",
      families: ["Emergency visit"],
      benchmark: usd("1000.00"),
      stake: usd("600.00"),
    },
    ...more,
  });
  const found = (...cases: ProjectCase[]) =>
    suggestProjects(cases).map(
      (p) => `${p.payerKey} ${p.family} ${p.cases.join("+")} ${formatUsd(p.stake)} ${p.missing.join("-")}`,
    );
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["two alike", found(of("1"), of("2")), ["p Emergency visit 1+2 1200.00 50-75"]],
    ["one alone is none", found(of("1")), []],
    ["another payer", found(of("1"), of("2", { payerKey: "q" })), []],
    ["another client", found(of("1"), of("2", { client: "d" })), []],
    ["another family", found(of("1"), of("2", { families: ["Anesthesia"] })), []],
    ["missing much less", found(of("1"), of("2", { stake: usd("200.00") })), []],
    [
      "at the edge of a band",
      found(of("1", { stake: usd("500.00") }), of("2", { stake: usd("749.99") })),
      ["p Emergency visit 1+2 1249.99 50-75"],
    ],
    [
      "no benchmark, no stake, no family",
      found(of("1", { benchmark: undefined }), of("2", { stake: ZERO }), of("3", { families: [] })),
      [],
    ],
    [
      "the most at stake first",
      found(
        of("1"),
        of("2"),
        of("3", { payerKey: "q", stake: usd("700.00") }),
        of("4", { payerKey: "q", stake: usd("700.00") }),
      ),
      ["q Emergency visit 3+4 1400.00 50-75", "p Emergency visit 1+2 1200.00 50-75"],
    ],
  ])("%s", (_, is, be) => expect(is).toEqual(be));
});
