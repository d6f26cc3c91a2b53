import { describe, expect, test } from "vitest";
import { plusDays } from "#base/day.ts";
import { formatUsd, usd } from "#base/money.ts";
import { claim, line, right } from "#test/sample-map.ts";
import { drawBoard, RIGHT_CELLS } from "./board.ts";
import type { ClaimEvaluation } from "./evaluation.ts";
import { AS_OF } from "./invented.ts";

function drawn(...claims: readonly ClaimEvaluation[]) {
  const board = drawBoard(AS_OF);
  for (const c of claims) board.add(c);
  return board.finish();
}

const open = (days: number) => right({ state: "open", daysLeft: days, safe: [AS_OF, plusDays(AS_OF, days)] });

describe("dollars stand under the right that ends first, by business days left", () => {
  const CASES = [
    { days: 1, cell: "1 to 3" },
    { days: 3, cell: "1 to 3" },
    { days: 4, cell: "4 to 10" },
    { days: 10, cell: "4 to 10" },
    { days: 11, cell: "11 to 20" },
    { days: 21, cell: "21 to 30" },
    { days: 31, cell: "31 and over" },
  ];
  test.each(CASES)("$days days left stand in $cell", ({ days, cell }) => {
    const l = line({ class: "underpaid", stake: usd("40.00"), rights: [open(days)] });
    const [row] = drawn(claim({ lines: [l] })).rights;
    const at = row?.cells.findIndex((c) => c.lines === 1) ?? -1;
    expect(RIGHT_CELLS[at]?.label).toBe(cell);
  });

  test("a line whose rights are gone stands in expired, under the last that was", () => {
    const gone = right({ state: "expired", daysLeft: 0 });
    const board = drawn(claim({ lines: [line({ class: "expired", stake: usd("40.00"), rights: [gone] })] }));
    expect(board.rights[0]?.cells[0]).toEqual({ lines: 1, stake: usd("40.00") });
    expect(board.lapsesSoon.lines).toBe(0);
  });

  test("what ends within three business days lapses soon", () => {
    const lines = [3, 4].map((d) => line({ class: "underpaid", stake: usd("10.00"), rights: [open(d)] }));
    expect(drawn(claim({ lines })).lapsesSoon).toEqual({ lines: 1, stake: usd("10.00") });
  });

  test("nothing at stake, no clock, paid in line and another trade stand in no cell", () => {
    const lines = [
      line({ class: "underpaid", stake: usd("0.00"), rights: [open(2)] }),
      line({ class: "underpaid", stake: usd("5.00"), rights: [] }),
      line({ class: "paid in line", stake: usd("5.00"), rights: [open(2)] }),
      line({ class: "not this trade", stake: usd("5.00"), rights: [open(2)] }),
      line({ class: "expired", stake: usd("5.00"), rights: [] }),
    ];
    expect(drawn(claim({ lines })).rights).toEqual([]);
  });
});

describe("the same dollars by days since the service and by payer", () => {
  test.each([
    { age: 0, label: "0 to 30" },
    { age: 30, label: "0 to 30" },
    { age: 31, label: "31 to 60" },
    { age: 121, label: "121 and over" },
  ])("a service $age days ago stands in $label", ({ age, label }) => {
    const board = drawn(
      claim({ dateOfService: plusDays(AS_OF, -age), lines: [line({ class: "denied", stake: usd("7.00") })] }),
    );
    expect(board.billAging.find((b) => b.stake > 0n)?.label).toBe(label);
  });

  test("a claim without a day of service has no age", () => {
    const board = drawn(claim({ dateOfService: undefined, lines: [line({ class: "denied", stake: usd("7.00") })] }));
    expect(board.billAging.every((b) => b.stake === 0n)).toBe(true);
  });

  test("payers stand by what can be recovered, with allowed against benchmark over lines that have both", () => {
    const benchmark = { amount: usd("100.00"), basis: "own median", working: "median of 7 lines" } as const;
    const small = claim({
      payerKey: "b",
      payer: "B",
      lines: [line({ class: "denied", stake: usd("1.00"), benchmark: undefined })],
    });
    const large = claim({
      payerKey: "a",
      payer: "A",
      lines: [
        line({ class: "underpaid", stake: usd("60.00"), allowed: usd("40.00"), benchmark }),
        line({ class: "expired", stake: usd("9.00"), allowed: undefined }),
      ],
    });
    const { payers } = drawn(small, large, large);
    expect(
      payers.map((p) => [p.key, p.lines, formatUsd(p.recoverable), formatUsd(p.allowed), formatUsd(p.benchmark)]),
    ).toEqual([
      ["a", 4, "120.00", "80.00", "200.00"],
      ["b", 1, "1.00", "0.00", "0.00"],
    ]);
    expect(payers[0]?.byClass.expired).toBe(usd("18.00"));
  });

  test("the write-off guard counts its lines; a claim set aside counts nowhere", () => {
    const guarded = claim({ lines: [line({ class: "underpaid", stake: usd("3.00"), flags: ["write-off guard"] })] });
    const board = drawn(guarded, { ...guarded, setAside: "duplicate" });
    expect(board.writeOffGuard).toEqual({ lines: 1, stake: usd("3.00") });
  });

  test("denied lines count under every reason that is not the patient's, and codes by what was billed", () => {
    const denied = line({
      class: "denied",
      stake: usd("5.00"),
      billed: usd("9.00"),
      codes: ["CO-97", "PR-1", "N130", "OA-23"],
      benchmark: undefined,
    });
    const other = line({ class: "denied", stake: usd("6.00"), billed: usd("7.00"), codes: ["OA-23"] });
    const board = drawn(claim({ lines: [denied, other] }));
    expect(board.denials.map((d) => [d.code, d.lines, formatUsd(d.stake)])).toEqual([
      ["OA-23", 2, "11.00"],
      ["CO-97", 1, "5.00"],
    ]);
    expect(board.codes.map((c) => [c.lines, formatUsd(c.billed)])).toEqual([[2, "16.00"]]);
  });
});
