import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents, usd } from "#base/money.ts";
import type { Payer, Remittance } from "./claim.ts";
import { HistoryBuilder, perUnit } from "./history.ts";
import { PLAN, remittance } from "./invented.ts";

const paid = (amount: string, procedure = "99285", more: Partial<Remittance> = {}): Remittance =>
  remittance("N", [`${procedure} 900.00 paid=${amount}`], more);

function median(
  remittances: readonly Remittance[],
  ask: readonly [string, string, ...string[]],
  stands = (_: number): boolean => true,
) {
  const b = new HistoryBuilder();
  for (const r of remittances) b.add(r);
  const [payer, code, ...modifiers] = ask;
  return b.finish(stands).median(payer, code, modifiers);
}

const five = ["10", "20", "30", "40", "50"].map((a) => paid(a));

describe("the practice's own median", () => {
  test.each([
    [["10", "20", "30", "40", "50"], "30", "the middle"],
    [["50", "10", "40", "20", "30", "60"], "35", "of an even number the mean of the middle two"],
    [["0.10", "0.20", "0.30", "0.31", "0.40", "0.50"], "0.31", "half a cent goes up"],
    [["10", "10", "10", "10", "999"], "10", "one outlier moves nothing"],
  ])("of %j is %s: %s", (amounts, expected) => {
    expect(
      median(
        amounts.map((a) => paid(a)),
        ["99001", "99285"],
      ),
    ).toEqual({ median: usd(expected), n: amounts.length });
  });

  test("under five lines there is none", () => {
    expect(median(five.slice(1), ["99001", "99285"])).toBeUndefined();
  });

  test("another payer, another code, another part of the service is another median", () => {
    const parts = five.map((_, i) => paid(`${i + 1}`, "99285-26-GT"));
    const all = [...five, ...parts, ...five.map(() => paid("7", "99285-25"))];
    expect(median(all, ["99001", "99285", "GT", "26"])).toEqual({ median: usd("3"), n: 5 });
    expect(median(all, ["99001", "99285", "25"])?.n).toBe(10);
    expect(median(all, ["99002", "99285"])).toBeUndefined();
    expect(median(all, ["99001", "99284"])).toBeUndefined();
  });

  test("only what stands counts", () => {
    expect(median([...five, paid("60")], ["99001", "99285"], (row) => row !== 0)).toEqual({ median: usd("40"), n: 5 });
    expect(median(five, ["99001", "99285"], (row) => row !== 0)).toBeUndefined();
  });

  test.each([
    ["22", "a reversal"],
    ["25", "a price without a payment"],
    ["2", "a secondary payer"],
    ["20", "a secondary payer"],
    ["3", "a tertiary payer"],
    ["21", "a tertiary payer"],
  ])("status %s is no history: %s", (status) => {
    expect(
      median(
        five.map((r) => ({ ...r, status })),
        ["99001", "99285"],
      ),
    ).toBeUndefined();
  });

  test("amounts said of the claim as a whole are not known by line", () => {
    const whole = five.map((r) => ({ ...r, adjustments: [{ group: "PR", reason: "1", amount: usd("5") }] }));
    expect(median(whole, ["99001", "99285"])).toBeUndefined();
  });

  test("allowed is stated, else paid plus cost sharing; balance billing is not allowed", () => {
    const lines = ["paid=10 b6=25", "paid=10 PR1=20", "paid=10 PR45=500", "paid=0 PR3=40 PR45=9", "paid=0 CO50=900"];
    const all = lines.map((l) => remittance("N", [`99285 900.00 ${l}`]));
    expect(median(all, ["99001", "99285"])).toBeUndefined();
    expect(median([...all, paid("50")], ["99001", "99285"])).toEqual({ median: usd("30"), n: 5 });
  });

  test("a payer's id in the 837 finds its name in the 835, when the name is one", () => {
    const named: Payer = { key: "some plan", name: "Some Plan" };
    const b = new HistoryBuilder();
    for (const r of five) b.add({ ...r, payer: named });
    b.meet({ key: "00123", name: "SOME  PLAN", id: "00123" });
    b.meet({ key: "00456", name: "Some Plan", id: "00456" });
    b.meet({ key: "00456", name: "Other Plan", id: "00456" });
    const h = b.finish(() => true);
    expect(h.median("00123", "99285", [])?.n).toBe(5);
    expect(h.median("00456", "99285", [])).toBeUndefined();
    expect(h.median("00789", "99285", [])).toBeUndefined();
  });
});

describe("for one unit", () => {
  test.each([
    ["100.00", "1", 10000],
    ["100.00", "3", 3333],
    ["200.00", "3", 6667],
    ["100.00", "2.5", 4000],
    ["100.00", "0", undefined],
    ["100.00", "-2", undefined],
    ["100.00", "many", undefined],
    ["0.00", "1", undefined],
    ["-5.00", "1", undefined],
  ])("%s over %s units is %s cents", (allowed, units, expected) => {
    expect(perUnit(usd(allowed), units)).toBe(expected);
  });
});

test("as many lines are below the median as above it, and it lies among them", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 5, maxLength: 40 }), (amounts) => {
      const found = median(
        amounts.map((a) => paid((a / 100).toFixed(2))),
        [PLAN.key, "99285"],
      );
      const m = found?.median ?? cents(0n);
      const sorted = [...amounts].sort((a, b) => a - b);
      if (amounts.length % 2 === 1) expect(amounts.map(BigInt)).toContain(m);
      else
        expect(Number(m)).toBe(
          Math.ceil(((sorted[amounts.length / 2 - 1] ?? 0) + (sorted[amounts.length / 2] ?? 0)) / 2),
        );
      expect(amounts.filter((a) => BigInt(a) < m).length).toBeLessThanOrEqual(Math.floor(amounts.length / 2));
      expect(amounts.filter((a) => BigInt(a) > m).length).toBeLessThanOrEqual(Math.floor(amounts.length / 2));
    }),
  );
});
