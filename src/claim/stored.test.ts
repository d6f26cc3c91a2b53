import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents, usd } from "#base/money.ts";
import { claim, remittance } from "./invented.ts";
import { claimFrom, claimText, remittanceFrom, remittanceText, storedClaim } from "./stored.ts";

describe("claims and remittances are kept as text and read back as the same", () => {
  test("a claim of two lines", () => {
    const c = claim("A-1", ["99285-25 800.00 x2 c=A1", "71046 700.00"], { billed: usd("1500.00") });
    expect(claimFrom(claimText(c))).toEqual(c);
  });

  test("the day its file was made is kept beside a claim and is no part of it", () => {
    const c = claim("A-1", ["99285 800.00"]);
    expect(storedClaim(claimText(c, day("2026-03-04")))).toEqual({ claim: c, sent: day("2026-03-04") });
    expect(storedClaim(claimText(c)).sent).toBeUndefined();
  });

  test("a remittance with its payment, adjustments and stated amounts", () => {
    const r = remittance("A-1", ["99285 800.00 paid=100.00"], {
      patient: usd("18.40"),
      payment: { amount: usd("-3.05"), effective: day("2026-11-02"), trace: "T1" },
      adjustments: [{ group: "CO", reason: "45", amount: usd("-0.01") }],
    });
    expect(remittanceFrom(remittanceText(r))).toEqual(r);
  });

  test("any whole cents that a file may state come back exactly", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (n) => {
        const c = claim("A-1", ["99285 800.00"], { billed: cents(n) });
        expect(claimFrom(claimText(c)).billed).toBe(n);
      }),
    );
  });

  test("an amount beyond exact numbers is a bug and never rounded", () => {
    expect(() => claimText(claim("A-1", ["99285 800.00"], { billed: cents(2n ** 60n) }))).toThrow();
  });
});
