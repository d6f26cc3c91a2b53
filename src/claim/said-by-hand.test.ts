import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, day, plusDays } from "#base/day.ts";
import { type Cents, cents, formatUsd, usd } from "#base/money.ts";
import { type Benefits, benefitsText, leftOf, readBenefits } from "./benefits.ts";
import { CLAIM_STATUSES, readStatus, type StatusSaid, standingStatus, statusText } from "./claim-status.ts";

const NOVEMBER = day("2026-11-20");

describe("benefits are kept in words and read back", () => {
  test("every figure that was given, and none that was not", () => {
    const all: Benefits = {
      ...{ covered: true, asOf: NOVEMBER, coinsurance: 40, method: "140% of Medicare", inNetworkCoinsurance: 20 },
      deductible: { amount: usd("3000.00"), met: usd("1200.00") },
      outOfPocket: { amount: usd("9000.00"), met: usd("2100.00") },
      inNetworkDeductibleLeft: usd("500.00"),
      inNetworkCopay: usd("50.00"),
    };
    expect(benefitsText(all)).toBe(
      "yes; as of 2026-11-20; deductible 3000.00, 1200.00 met; coinsurance 40%; out of pocket 9000.00, 2100.00 met; in-network deductible left 500.00; in-network coinsurance 20%; in-network copay 50.00; allowed by 140% of Medicare",
    );
    expect(readBenefits(benefitsText(all))).toEqual(all);
    expect(benefitsText({ covered: false, asOf: NOVEMBER })).toBe("no; as of 2026-11-20");
  });

  test("whatever the figures and the words of the method are", () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 12n }).map((n): Cents => cents(n));
    const limit = fc.record({ amount, met: amount });
    const benefits = fc.record(
      {
        covered: fc.boolean(),
        asOf: fc.integer({ min: 0, max: 3_000 }).map((n): Day => plusDays(NOVEMBER, n)),
        deductible: limit,
        outOfPocket: limit,
        coinsurance: fc.integer({ min: 0, max: 100 }),
        inNetworkDeductibleLeft: amount,
        method: fc.constantFrom("usual and customary", "as of the FAIR file", "deductible 1.00, 1.00 met"),
      },
      { requiredKeys: ["covered", "asOf"] },
    );
    fc.assert(
      fc.property(benefits, (b) => {
        expect(readBenefits(benefitsText(b as Benefits))).toEqual(b);
      }),
    );
  });

  test.each(["", "maybe", "yes", "yes; as of yesterday", "yes; deductible 1.00, 1.00 met"])(
    "%j is no such answer",
    (text) => {
      expect(readBenefits(text)).toBeUndefined();
    },
  );

  test.each([
    ["3000.00", "1200.00", "1800.00"],
    ["3000.00", "3000.00", "0.00"],
    ["3000.00", "3100.00", "0.00"],
  ])("of %s with %s met, %s is left", (amount, met, left) => {
    expect(formatUsd(leftOf({ amount: usd(amount), met: usd(met) }))).toBe(left);
  });
});

describe("the status of a claim", () => {
  const said = (status: StatusSaid["status"], on: string): StatusSaid => ({ status, day: day(on) });

  test.each(CLAIM_STATUSES)("%s is kept in words and read back, with a reference and without", (status) => {
    expect(readStatus(statusText({ status, day: NOVEMBER }))).toEqual({ status, day: NOVEMBER });
    const more = { status, day: NOVEMBER, reference: "call; 4417" };
    expect(readStatus(statusText(more))).toEqual({ ...more, reference: "call 4417" });
  });

  test.each(["", "lost; 2026-11-20", "paid", "paid; never"])("%j is no status", (text) => {
    expect(readStatus(text)).toBeUndefined();
  });

  test.each<[string, readonly StatusSaid[], readonly StatusSaid[], string | undefined]>([
    ["nothing is known", [], [], undefined],
    ["only a word", [said("pending", "2026-11-10")], [], "pending said"],
    ["a later word", [said("submitted", "2026-11-01"), said("pending", "2026-11-10")], [], "pending said"],
    ["a file after the word", [said("pending", "2026-11-10")], [said("denied", "2026-11-12")], "denied files"],
    ["a file on the day of the word", [said("pending", "2026-11-10")], [said("paid", "2026-11-10")], "paid files"],
    ["a word after the file", [said("pending", "2026-11-20")], [said("denied", "2026-11-12")], "pending said"],
  ])("%s", (_, words, files, status) => {
    const held = standingStatus(words, files);
    expect(held && `${held.status} ${held.from}`).toBe(status);
  });
});
