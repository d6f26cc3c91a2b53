import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents, formatUsd, usd } from "#base/money.ts";
import type { Act, ActOf } from "#case/command.ts";
import { AGREEMENT, given, payment, viewOf } from "#case/story.ts";
import { resultsOf, type Settled, settledOf } from "./results.ts";

const TODAY = day("2026-12-31");
const settled = (...acts: readonly Act[]): Settled | undefined => settledOf(viewOf(given(...acts)), 4, TODAY);
const TOTAL: ActOf<"enter agreement"> = { ...AGREEMENT, basis: "total payment" };

const offer = (from: "us" | "them", amount: string): ActOf<"log offer"> => ({
  type: "log offer",
  from,
  amount: usd(amount),
  made: day("2026-11-19"),
  way: "email",
});

describe("the settlement of one case", () => {
  test("is none while nothing is agreed", () => {
    expect(settled(offer("them", "300.00"))).toBeUndefined();
  });

  test("of a further payment adds it to what was first paid", () => {
    const s = settled(AGREEMENT);
    expect(s && [s.way, formatUsd(cents(s.promised - s.before))]).toEqual(["agreement", formatUsd(AGREEMENT.amount)]);
  });

  test("of a total payment is the total", () => {
    const s = settled(TOTAL);
    expect(s && formatUsd(s.promised)).toBe(formatUsd(TOTAL.amount));
  });

  test("an award is no agreement", () => {
    expect(settled({ ...AGREEMENT, kind: "award" })?.way).toBe("award");
  });

  test("a superseded agreement settles nothing", () => {
    const acts: Act[] = [AGREEMENT, { type: "supersede agreement", agreement: 2, reason: "typed twice" }];
    expect(settled(...acts)).toBeUndefined();
  });

  test("counts the days until all of it came, and none before", () => {
    expect(settled(AGREEMENT)?.days).toBeUndefined();
    expect(settled(AGREEMENT, payment("2026-12-10", "1=600.00 2=30.80"))?.days).toBeGreaterThan(0);
  });

  test("compares the offer agreed on with the payer's first", () => {
    const s = settled(offer("them", "300.00"), offer("us", "800.00"), offer("them", "640.00"), {
      ...AGREEMENT,
      offer: 4,
    });
    expect(s?.offered && [formatUsd(s.offered.first), formatUsd(s.offered.last)]).toEqual(["300.00", "640.00"]);
  });

  test("says nothing of offers that the agreement does not name", () => {
    expect(settled(offer("them", "300.00"), AGREEMENT)?.offered).toBeUndefined();
  });
});

const one = (before: string, promised: string, over: Partial<Settled> = {}): Settled => ({
  ...{ number: "HR-1", payer: "Northfield", way: "agreement", acts: 5 },
  ...{ before: usd(before), promised: usd(promised), received: usd("0.00") },
  ...over,
});

describe("all settlements together", () => {
  test("none: nothing is claimed", () => {
    const r = resultsOf([]);
    expect([r.settled, r.uplift, r.overFirst, r.withoutForum.n, r.withoutForum.low, r.withoutForum.high]).toEqual([
      ...[0, undefined, undefined, 0, 0, 1],
    ]);
  });

  test("two: the middle is their mean, half a cent up, and no interval is named", () => {
    const r = resultsOf([one("100.00", "200.00"), one("100.00", "300.01")]);
    expect(r.uplift && formatUsd(r.uplift.median)).toBe("150.01");
    expect(r.uplift?.median95).toBeUndefined();
    expect(r.upliftPercent?.median).toBeCloseTo(150, 1);
  });

  test("a case that was paid nothing has an uplift and no percentage", () => {
    const r = resultsOf([one("0.00", "200.00")]);
    expect([r.uplift?.n, r.upliftPercent]).toEqual([1, undefined]);
  });

  test("at the first offer or below is counted as such", () => {
    const at = (first: string, last: string) =>
      one("1.00", "2.00", { offered: { first: usd(first), last: usd(last) } });
    const r = resultsOf([at("300.00", "300.00"), at("300.00", "450.00"), at("300.00", "640.00"), one("1.00", "2.00")]);
    expect([r.atFirst.hits, r.atFirst.n, formatUsd(r.overFirstSum)]).toEqual([1, 3, "490.00"]);
  });

  test("an award is settled before a forum, not without one", () => {
    const r = resultsOf([one("1.00", "2.00"), one("1.00", "3.00", { way: "award" })]);
    expect([r.withoutForum.hits, r.withoutForum.n]).toEqual([1, 2]);
  });

  test("the order changes nothing, and quarters, middle and interval stand in their order", () => {
    const cases = fc.array(fc.tuple(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 0, max: 90_000 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(cases, (drawn) => {
        const all = drawn.map(([b, more], i) =>
          one("0.00", "0.00", { number: `HR-${i}`, before: cents(BigInt(b)), promised: cents(BigInt(b + more)) }),
        );
        const r = resultsOf(all);
        expect(resultsOf(all.toReversed())).toEqual(r);
        const u = r.uplift!;
        expect(u.low25 <= u.median && u.median <= u.high75).toBe(true);
        if (u.median95 !== undefined) expect(u.median95[0] <= u.median && u.median <= u.median95[1]).toBe(true);
      }),
    );
  });
});
