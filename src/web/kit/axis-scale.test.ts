import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents, usd } from "#base/money.ts";
import { axisScale, ticks } from "./axis-scale.ts";

describe("the axis", () => {
  test("runs from half the lowest to five quarters of the highest", () => {
    const scale = axisScale([usd("295.00"), usd("1240.00")]);
    expect(scale.low).toBe(usd("147.50"));
    expect(scale.high).toBe(usd("1550.00"));
    expect(scale.breakAt).toBeUndefined();
    expect(scale.at(usd("1550.00"))).toBe(1);
    expect(scale.at(usd("100.00"))).toBe(0);
  });

  test("breaks where something lies past its end, and not where it does not", () => {
    const broken = axisScale([usd("295.00"), usd("1240.00")], [usd("2498.00"), usd("2960.00")]);
    expect(broken.breakAt).toBeGreaterThan(broken.at(usd("1550.00")));
    expect(broken.at(usd("2498.00"))).toBeGreaterThan(broken.breakAt ?? 1);
    expect(broken.at(usd("2960.00"))).toBeCloseTo(0.985);
    expect(axisScale([usd("295.00"), usd("1240.00")], [usd("1500.00")]).breakAt).toBeUndefined();
  });

  test("of one amount, of zero, and of nothing stands still", () => {
    expect(axisScale([usd("100.00")]).at(usd("100.00"))).toBeCloseTo(2 / 3, 3);
    expect(axisScale([usd("0.00")]).at(usd("0.00"))).toBe(0);
    expect(axisScale([]).at(usd("5.00"))).toBe(1);
  });

  const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }).map(cents), { minLength: 1, maxLength: 8 });
  test("keeps amounts in their order and on the axis, however they lie", () => {
    fc.assert(
      fc.property(amounts, amounts, (live, far) => {
        const { at } = axisScale(live, far);
        const all = [...live, ...far].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map(at);
        for (const [i, x] of all.entries()) {
          expect(x).toBeGreaterThanOrEqual(i === 0 ? 0 : (all[i - 1] ?? 0));
          expect(x).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("ticks are round amounts", () => {
  test.each([
    ["295.00", "1240.00", 3, "500.00"],
    ["10.00", "20.00", 5, "5.00"],
  ])("between %s and %s", (a, b, n, first) => {
    const found = ticks(axisScale([usd(a), usd(b)]));
    expect(found.length).toBe(n);
    expect(found[0]).toBe(usd(first));
  });

  test("never more than asked for", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), (v) => {
        expect(ticks(axisScale([cents(v)]), 6).length).toBeLessThanOrEqual(6);
      }),
    );
  });
});
