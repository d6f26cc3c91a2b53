import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, day, dayFromNumber, dayNumber } from "#base/day.ts";
import { decideChannel } from "./channel.ts";
import { windowFor } from "./deadline.ts";
import type { Facts } from "./fact.ts";
import { NEGOTIATION_START } from "./federal/negotiation.ts";
import { disputedDays } from "./receipt.ts";
import { type Right, rightsOf } from "./right.ts";

const ER: Facts = {
  date_of_service: day("2026-03-02"),
  in_network: false,
  service: "emergency",
  provider: "physician",
  state: "AZ",
};

const stated = (...days: readonly string[]) => days.map((d, i) => ({ day: day(d), source: `source ${i + 1}` }));

function rights(asOf: Day, facts: Facts, ...days: readonly string[]): readonly Right[] {
  const receipts = stated(...days);
  const [first] = [...receipts].sort((a, b) => (a.day < b.day ? -1 : 1));
  const dates = { paymentReceived: first?.day, receipts, paymentAssumed: false };
  return rightsOf(decideChannel(facts, asOf), dates, "none", asOf);
}

const negotiation = (asOf: string, ...days: readonly string[]): Right => {
  const r = rights(day(asOf), ER, ...days).find((x) => x.id === "nsa.open_neg_initiate");
  if (r === undefined) throw new Error("no negotiation");
  return r;
};

describe("two sources state different days of receipt", () => {
  test("safe is from the latest opening through the earliest end, and both clocks are shown", () => {
    expect(negotiation("2026-11-21", "2026-11-09", "2026-11-02")).toMatchObject({
      status: "open",
      safe: ["2026-11-09", "2026-12-15"],
      daysLeft: 16,
      assumed: false,
      disputed: [
        { day: "2026-11-02", source: "source 2", safe: ["2026-11-02", "2026-12-15"], status: "open" },
        { day: "2026-11-09", source: "source 1", safe: ["2026-11-09", "2026-12-22"], status: "open" },
      ],
    });
  });

  test.each([
    // as of        status           days  because
    ["2026-11-01", "not_yet_open", 30, "before both"],
    ["2026-11-05", "not_yet_open", 26, "one reading is open, the other is not"],
    ["2026-11-09", "open", 24, "the latest opening"],
    ["2026-12-15", "open", 0, "the earliest end"],
    ["2026-12-16", "open", 0, "past by one reading, which is not lost"],
    ["2026-12-22", "open", 0, "the last day of the other reading"],
    ["2026-12-23", "expired", 0, "every clock has run out"],
  ])("on %s it is %s with %i safe days after today, %s", (asOf, status, left) => {
    expect(negotiation(asOf, "2026-11-02", "2026-11-09")).toMatchObject({
      status,
      daysLeft: left,
      safe: ["2026-11-09", "2026-12-15"],
    });
  });

  test.each([
    ["2026-12-15", undefined],
    ["2026-12-16", ["payment_received"]],
    ["2026-12-22", ["payment_received"]],
    ["2026-12-23", undefined],
  ])(
    "on %s it asks for %j: only while some clocks have ended and others run does the proof decide",
    (asOf, missing) => {
      expect(negotiation(asOf, "2026-11-02", "2026-11-09").missing).toEqual(missing);
    },
  );

  test.each([
    ["2026-07-20", "open"],
    ["2026-08-20", "not_yet_open"],
    ["2026-09-01", "open"],
    ["2026-10-15", "expired"],
  ])("days so far apart that no day suits both ask for the proof; on %s it is %s", (asOf, status) => {
    const r = negotiation(asOf, "2026-06-10", "2026-09-01");
    expect(r).toMatchObject({ status, daysLeft: null });
    expect(r.missing).toEqual(status === "expired" ? undefined : ["payment_received"]);
    expect(r.safe).toBeUndefined();
    expect(r.disputed?.map((c) => c.safe)).toEqual([
      ["2026-06-10", "2026-07-23"],
      ["2026-09-01", "2026-10-14"],
    ]);
  });

  test("three statements are three clocks; the same day twice is one", () => {
    const r = negotiation("2026-11-21", "2026-11-04", "2026-11-02", "2026-11-06", "2026-11-02");
    expect(r.safe).toEqual(["2026-11-06", "2026-12-15"]);
    expect(r.disputed?.map((c) => c.day)).toEqual(["2026-11-02", "2026-11-04", "2026-11-06"]);
  });

  test.each([
    ["one statement", ["2026-11-02"]],
    ["two that agree", ["2026-11-02", "2026-11-02"]],
    ["one of them beyond all calendars", ["2026-11-02", "2199-12-31"]],
  ])("%s: nothing is disputed", (_, days) => {
    expect(disputedDays(stated(...days))).toEqual([]);
    expect(negotiation("2026-11-21", ...days).disputed).toBeUndefined();
  });

  test("a right that does not run from the receipt is not disputed", () => {
    const asOf = day("2026-11-21");
    const dates = { paymentReceived: day("2026-10-01"), receipts: stated("2026-10-01", "2026-10-08") };
    const later = rightsOf(
      decideChannel(ER, asOf),
      { ...dates, noticeSent: day("2026-10-20"), paymentAssumed: false },
      "none",
      asOf,
    );
    expect(later.find((r) => r.id === "nsa.idr_initiate")).toMatchObject({ safe: ["2026-12-04", "2026-12-08"] });
    expect(later.every((r) => r.id !== "nsa.idr_initiate" || r.disputed === undefined)).toBe(true);
  });

  test("a state's clock is disputed in the same way", () => {
    const texas = rights(
      day("2026-11-21"),
      { ...ER, state: "TX", plan_funding: "fully_insured" },
      "2026-09-01",
      "2026-09-10",
    );
    expect(texas.find((r) => r.id === "tx.arbitration_request")).toMatchObject({
      safe: ["2026-09-10", "2026-11-30"],
      disputed: [{ day: "2026-09-01" }, { day: "2026-09-10" }],
    });
  });
});

test("property: the safe days of a dispute are safe under every stated day, and no others are", () => {
  const from = dayNumber(day("2023-01-01"));
  const anyDay = fc.integer({ min: from, max: from + 2000 }).map(dayFromNumber);
  fc.assert(
    fc.property(anyDay, fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 4 }), (d, gaps) => {
      const days = [...new Set(gaps.map((g) => dayFromNumber(dayNumber(d) + g)))];
      fc.pre(days.length > 1);
      const windows = days.map((x) => windowFor(NEGOTIATION_START, x).safe);
      const r = negotiation(d, ...days);
      for (let n = dayNumber(d); n <= dayNumber(d) + 130; n++) {
        const on = dayFromNumber(n);
        const all = windows.every(([opens, closes]) => opens <= on && on <= closes);
        expect(r.safe !== undefined && r.safe[0] <= on && on <= r.safe[1], on).toBe(all);
      }
    }),
    { numRuns: 60 },
  );
});
