import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type LargeTotals, largeClaims, largeRemittances, shuffled } from "./large.ts";
import { checksOf, claimsOf, total } from "./weigh.ts";

const OPTIONS = { claims: 2345, seed: 42, asOf: day("2026-11-21") };

function drain(pieces: Generator<string, LargeTotals>): { text: string; totals: LargeTotals } {
  let text = "";
  for (;;) {
    const next = pieces.next();
    if (next.done === true) return { text, totals: next.value };
    text += next.value;
  }
}

describe("the shuffle", () => {
  test("visits every number once, for any count", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (count) => {
        const place = shuffled(count);
        expect(new Set(Array.from({ length: count }, (_, n) => place(n))).size).toBe(count);
      }),
    );
  });
});

describe("the large demo", () => {
  const asked = drain(largeClaims(OPTIONS));
  const answered = drain(largeRemittances(OPTIONS));
  const claims = claimsOf(asked.text);
  const checks = checksOf(answered.text);
  const payments = checks.flatMap((c) => c.payments);

  test("says the totals that splitting its text finds", () => {
    expect(asked.totals).toMatchObject({
      claims: claims.length,
      lines: total(claims.map((c) => c.lines.length)),
      billed: BigInt(total(claims.map((c) => c.charge))),
    });
    expect(answered.totals).toMatchObject({
      remittances: payments.length,
      paidLines: total(payments.map((p) => p.lines.length)),
      paid: BigInt(total(payments.map((p) => p.paid))),
      checks: BigInt(total(checks.map((c) => c.amount))),
    });
    expect(claims.length).toBe(OPTIONS.claims);
  });

  test("has at least three lines a claim, and an answer to every claim but the unanswered", () => {
    expect(asked.totals.lines / asked.totals.claims).toBeGreaterThanOrEqual(3);
    const ids = new Set(claims.map((c) => c.claim));
    expect(ids.size).toBe(OPTIONS.claims);
    const paid = new Set(payments.map((p) => p.claim));
    for (const id of paid) expect(ids.has(id)).toBe(true);
    expect(ids.size - paid.size).toBe(asked.totals.unanswered);
  });

  test("answers in another order than it asked", () => {
    const order = new Map(claims.map((c, i) => [c.claim, i]));
    const places = payments.map((p) => order.get(p.claim) ?? 0);
    const rising = places.filter((p, i) => i > 0 && p > (places[i - 1] ?? 0)).length;
    expect(rising / places.length).toBeLessThan(0.7);
  });

  test("balances every check, and begins with the same claims whatever the number asked for", () => {
    for (const c of checks)
      expect(total(c.payments.map((p) => p.paid)) - total(c.adjustments.map(([, a]) => a))).toBe(c.amount);
    const few = claimsOf(drain(largeClaims({ ...OPTIONS, claims: 40 })).text);
    const first = new Map(claims.map((c) => [c.claim, c.charge]));
    for (const c of few) expect(first.get(c.claim)).toBe(c.charge);
  });

  test("of no claims is two whole empty interchanges", () => {
    const empty = { ...OPTIONS, claims: 0 };
    expect(drain(largeClaims(empty)).totals.claims).toBe(0);
    expect(drain(largeRemittances(empty)).text).toContain("GE*0*2~");
  });
});
