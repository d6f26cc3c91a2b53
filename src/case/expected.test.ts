import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents, sum, usd } from "#base/money.ts";
import { claim, paidOn, remittance, reversalOf } from "#claim/invented.ts";
import type { Act, ActOf } from "./command.ts";
import { receivableOf } from "./expected.ts";
import { paymentOf } from "./payment.ts";
import { AGREEMENT, given, payment, viewOf } from "./story.ts";

/** 630.80 due on Sunday 2026-12-20: 600.00 on line 1 and 30.80 on line 2. */
const TOTAL: ActOf<"enter agreement"> = { ...AGREEMENT, basis: "total payment" };
const AWARD: ActOf<"enter agreement"> = { ...AGREEMENT, kind: "award", days: "business" };

const at = (today: string, ...acts: readonly Act[]) => receivableOf(viewOf(given(...acts)), day(today));

/** State, and difference, of the whole and of each line. */
const stateAt = (today: string, ...acts: readonly Act[]): string => {
  const [e] = at(today, ...acts).expected;
  return e === undefined ? "nothing expected" : [e.state, ...e.lines.map((l) => l.state)].join(", ");
};

describe("expected against received, line by line", () => {
  const short = payment("2026-12-10", "1=581.60 2=30.80");
  test.each<readonly [string, string, readonly Act[], string]>([
    ["nothing was agreed", "2026-12-31", [payment("2026-12-10", "1=5.00")], "nothing expected"],
    ["nothing came and it is not due", "2026-12-20", [AGREEMENT], "awaited, awaited, awaited"],
    ["nothing came by the due day", "2026-12-21", [AGREEMENT], "late, late, late"],
    ["all came", "2026-12-21", [AGREEMENT, payment("2026-12-10", "1=600.00 2=30.80")], "paid, paid, paid"],
    ["all came in two", "2026-12-21", [AGREEMENT, short, payment("2026-12-11", "1=18.40")], "paid, paid, paid"],
    ["18.40 are missing, before it is due", "2026-12-20", [AGREEMENT, short], "awaited, awaited, paid"],
    ["18.40 are missing, after", "2026-12-21", [AGREEMENT, short], "short, short, paid"],
    ["a cent too much", "2026-12-12", [AGREEMENT, payment("2026-12-10", "1=600.01 2=30.80")], "over, over, paid"],
    ["one line not at all", "2026-12-21", [AGREEMENT, payment("2026-12-10", "1=600.00")], "late, paid, late"],
    [
      "the total on the wrong lines",
      "2026-12-21",
      [AGREEMENT, payment("2026-12-10", "1=599.00 2=31.80")],
      "short, short, over",
    ],
    [
      "it was taken back",
      "2026-12-21",
      [AGREEMENT, payment("2026-12-10", "1=600.00 2=30.80"), payment("2026-12-15", "1=-600.00")],
      "late, late, paid",
    ],
    [
      "it came before it was typed in",
      "2026-12-21",
      [payment("2026-11-20", "1=600.00 2=30.80"), AGREEMENT],
      "paid, paid, paid",
    ],
    [
      "what came before it was agreed does not count",
      "2026-12-21",
      [payment("2026-11-19", "1=600.00 2=30.80"), AGREEMENT],
      "late, late, late",
    ],
    [
      "a total counts what was paid before the case",
      "2026-12-21",
      [TOTAL, payment("2026-12-10", "1=300.00")],
      "over, paid, over",
    ],
    [
      "an agreement that was set aside expects nothing",
      "2026-12-21",
      [AGREEMENT, { type: "supersede agreement", agreement: 2, reason: "x" }],
      "nothing expected",
    ],
  ])("%s: on %s", (_, today, acts, expected) => {
    expect(stateAt(today, ...acts)).toBe(expected);
  });

  test.each<readonly [string, string, number, readonly Act[]]>([
    ["in time", "2026-12-31", 0, [AGREEMENT, payment("2026-12-20", "1=600.00 2=30.80")]],
    ["a calendar day after", "2026-12-31", 1, [AGREEMENT, payment("2026-12-21", "1=600.00 2=30.80")]],
    ["still not there, in calendar days", "2026-12-31", 11, [AGREEMENT]],
    ["still not there, in business days: Christmas and a weekend are none", "2026-12-31", 8, [AWARD]],
    [
      "whole only with the last cent",
      "2026-12-31",
      4,
      [AGREEMENT, payment("2026-12-10", "1=600.00"), payment("2026-12-24", "2=30.80")],
    ],
    [
      "whole, taken back, and whole again",
      "2026-12-31",
      9,
      [
        AGREEMENT,
        payment("2026-12-10", "1=600.00 2=30.80"),
        payment("2026-12-11", "2=-30.80"),
        payment("2026-12-29", "2=30.80"),
      ],
    ],
  ])("%s: as of %s it is %i late", (_, today, late, acts) => {
    expect(at(today, ...acts).expected[0]?.daysLate).toBe(late);
  });

  test.each<readonly [string, readonly Act[]]>([
    [
      "630.80 due by 2026-12-20; 612.40 received; 18.40 short, 2 calendar days late",
      [AGREEMENT, payment("2026-12-10", "1=581.60 2=30.80")],
    ],
    ["630.80 due by 2026-12-20; 630.80 received; to the cent", [AGREEMENT, payment("2026-12-10", "1=600.00 2=30.80")]],
    [
      "630.80 due by 2026-12-20; 630.80 received; to the cent, whole on 2026-12-21, 1 business day late",
      [AWARD, payment("2026-12-21", "1=600.00 2=30.80")],
    ],
    [
      "630.80 due by 2026-12-20; 630.80 received; the total agrees and its lines do not, 2 calendar days late",
      [AGREEMENT, payment("2026-12-10", "1=599.00 2=31.80")],
    ],
    ["630.80 due by 2026-12-20; 640.80 received; 10.00 over", [AGREEMENT, payment("2026-12-10", "1=610.00 2=30.80")]],
  ])("%s", (working, acts) => {
    expect(at("2026-12-22", ...acts).expected[0]?.working).toBe(working);
  });

  test("each line says how it was reckoned", () => {
    const lines = at("2026-12-22", TOTAL, payment("2026-12-10", "1=281.60")).expected[0]?.lines;
    expect(lines?.map((l) => l.working)).toEqual([
      "line 1: 600.00 agreed; 300.00 paid before, 281.60 on 2026-12-10; 18.40 short",
      "line 2: 30.80 agreed; 100.00 paid before; 69.20 over",
    ]);
    expect(at("2026-12-01", AWARD).expected[0]?.lines[0]?.working).toBe(
      "line 1: 600.00 awarded; nothing paid; 600.00 to come",
    );
  });

  test("what no agreement expects is unmatched", () => {
    const one: Act = { ...AGREEMENT, amount: usd("600.00"), lines: [{ line: 1, amount: usd("600.00") }] };
    const stray = at(
      "2026-12-22",
      one,
      payment("2026-12-10", "1=600.00 2=7.00 ?=5.00"),
      payment("2026-11-02", "1=3.00"),
    );
    expect(stray.unmatched.map((u) => u.working)).toEqual([
      "7.00 on 2026-12-10 on line 2, which no agreement covers",
      "5.00 on 2026-12-10 for a service that was not billed on this claim",
      "3.00 on 2026-11-02 on line 1, dated before the agreement",
    ]);
  });
});

test("every cent that came is expected or unmatched, and the lines add up to the whole", () => {
  const amount = fc.integer({ min: -50_000, max: 90_000 });
  const pay = fc.tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom("1", "2", "?"), amount);
  fc.assert(
    fc.property(fc.array(pay, { maxLength: 12 }), (pays) => {
      const acts = pays.map(([d, line, a], i) => {
        const text = `${a < 0 ? "-" : ""}${Math.floor(Math.abs(a) / 100)}.${String(Math.abs(a) % 100).padStart(2, "0")}`;
        return payment(`2026-12-${String(d).padStart(2, "0")}`, `${line}=${text}`, `r${i}`);
      });
      const { expected, unmatched, owed } = at("2026-12-22", AGREEMENT, ...acts);
      const came = cents(pays.reduce((t, [, , a]) => t + BigInt(a), 0n));
      expect(sum([...expected.map((e) => e.received), ...unmatched.map((u) => u.amount)])).toBe(came);
      for (const e of expected) {
        expect(sum(e.lines.map((l) => l.received))).toBe(e.received);
        expect(sum(e.lines.map((l) => l.expected))).toBe(e.expected);
        expect(e.difference).toBe(e.received - e.expected);
        expect(e.state === "paid").toBe(e.lines.every((l) => l.difference === 0n));
        expect(owed > 0n).toBe(e.lines.some((l) => l.difference < 0n));
      }
    }),
  );
});

describe("a remittance as a payment on the lines of its claim", () => {
  const billed = claim("ED-1", ["99285 1000.00", "93010 500.00"]);
  const paid = remittance(
    "ED-1",
    ["99285 1000.00 paid=600.00 CO45=400.00", "93010 500.00 paid=30.80 CO45=469.20"],
    paidOn("2026-12-10"),
  );
  const today = day("2026-12-12");

  test("line by line, by its day and trace", () => {
    expect(paymentOf(billed, paid, today)).toMatchObject({
      day: "2026-12-10",
      trace: "T2026-12-10",
      amount: usd("630.80"),
      lines: [
        { line: 1, amount: usd("600.00") },
        { line: 2, amount: usd("30.80") },
      ],
    });
  });

  test("a reversal takes back from the same lines", () => {
    expect(paymentOf(billed, reversalOf(paid, "2026-12-15"), today).lines).toEqual([
      { line: 1, amount: usd("-600.00") },
      { line: 2, amount: usd("-30.80") },
    ]);
  });

  test("what was not billed is on no line", () => {
    const odd = remittance("ED-1", ["99285 1000.00 paid=600.00 CO45=400.00", "70450 90.00 paid=7.00 CO45=83.00"]);
    expect(paymentOf(billed, odd, today).lines).toEqual([{ line: 1, amount: usd("600.00") }, { amount: usd("7.00") }]);
  });

  test.each([
    ["the claim as a whole", ["99285 1000.00 paid=600.00"], "610.03"],
    ["no line at all", [], "100.01"],
    ["less than its lines", ["99285 1000.00 paid=600.00", "93010 500.00 paid=30.80"], "600.00"],
  ])("a payer that says %s is shared out to the cent", (_, lines, amount) => {
    const p = paymentOf(billed, remittance("ED-1", lines, { paid: usd(amount) }), today);
    expect(sum(p.lines.map((l) => l.amount))).toBe(usd(amount));
  });

  test("a payment without a day is of the day it was received", () => {
    expect(paymentOf(billed, { ...paid, payment: {} }, today)).toMatchObject({ day: today });
    expect(paymentOf(billed, { ...paid, payment: {} }, today).trace).toBeUndefined();
  });
});
