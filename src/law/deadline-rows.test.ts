import { readFileSync } from "node:fs";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { oracleHolidays, oracleNth } from "#test/oracle-calendar.ts";
import { samples, samplesPresent } from "#test/samples.ts";
import { consentOf } from "./consent.ts";
import { windowFor } from "./deadline.ts";
import type { Facts } from "./fact.ts";
import { DEADLINES, deadlineOf } from "./library.ts";

/** A row of the shared table, as far as days can be counted by it. */
interface Row {
  readonly id: string;
  readonly amount: number;
  readonly unit: string;
  readonly effective_from: string;
  readonly confidence: string;
  readonly status: string;
}

interface Shared {
  readonly deadlines: readonly Row[];
  readonly counting_conventions: { readonly federal_holidays_observed: Readonly<Record<string, readonly string[]>> };
}

const shared: Shared = samplesPresent
  ? JSON.parse(readFileSync(samples("reference", "deadlines.json"), "utf8"))
  : { deadlines: [], counting_conventions: { federal_holidays_observed: {} } };

/** Rows without a period that a day can be counted by, each with the reason, and where it is built if it is. */
const NOT_DAYS: Readonly<Record<string, string>> = {
  "nsa.idr_extension_request": "it has no number: the Departments decide",
  "nsa.notice_consent_72h": "hours before the care: consentOf counts them",
  "nsa.notice_consent_day_of_booking": "the booking day itself: consentOf compares it",
  "nsa.notice_consent_3h": "hours before the care: consentOf counts them",
  "erisa.urgent_claim": "hours, on the plan's desk; no right of a provider runs from it",
  "erisa.appeal_decide_urgent": "hours, on the plan's desk; no right of a provider runs from it",
  "aca.external_review_expedited": "hours, on the reviewer's desk; no right of a provider runs from it",
  "tx.arbitration_earliest": "ended in 2023, and its own note says not to block an early request",
  "mo.offer": "processing days of the carrier, which no calendar knows",
  "tf.fehb_bcbs": "a brochure's rule of one plan: the fact corrected_claim_due asks for it",
  "tf.commercial_default": "the plan's own document controls: the fact corrected_claim_due asks for it",
};

/** Periods whose first day is disputed: the safe last day is that of counting the day itself. */
const DISPUTED = ["nsa.open_neg_initiate", "nsa.open_neg_period", "nsa.idr_initiate"];
/** Rows whose period follows another one that has to pass first, in the same unit. */
const WAITS: Readonly<Record<string, number>> = { "nsa.idr_initiate": 30 };
/** Law that says what happens on a date that does not exist, and duties to keep, which are safe a day longer. */
const NEXT_FIRST = ["aca.external_review_file", "gfe.retention", "nsa.notice_consent_retention"];
const NEXT_OPEN = ["aca.external_review_file"];

/** Days that a count can stumble over. */
const STARTS = [
  ["2026-11-20", "a Friday"],
  ["2026-11-14", "a Saturday"],
  ["2026-11-15", "a Sunday"],
  ["2026-11-11", "a holiday on a Wednesday"],
  ["2026-07-03", "a holiday observed on a Friday"],
  ["2027-07-05", "a holiday observed on a Monday"],
  ["2027-12-31", "New Year's Day observed in the old year"],
  ["2028-02-29", "a leap day"],
  ["2027-02-28", "the end of February"],
  ["2026-10-30", "a day that February has not"],
  ["2026-12-31", "the end of a year"],
] as const;

/** The last safe day by the row's own words, counted by Temporal. */
function expectedLast(row: Row, start: string): string {
  const t = Temporal.PlainDate.from(start);
  const waits = WAITS[row.id] ?? 0;
  const months = row.unit === "month" ? row.amount : row.amount * 12;
  switch (row.unit) {
    case "business_day":
      return oracleNth(start, waits + row.amount, DISPUTED.includes(row.id) ? "from" : "after");
    case "calendar_day":
      return t.add({ days: row.amount }).toString();
    case "month":
    case "year":
    case "calendar_year": {
      const plain = t.add({ months });
      const last = NEXT_FIRST.includes(row.id) && plain.day !== t.day ? plain.add({ days: 1 }) : plain;
      return NEXT_OPEN.includes(row.id) ? oracleNth(last.toString(), 1, "from") : last.toString();
    }
    default:
      throw new Error(`no oracle for the unit of ${row.id}`);
  }
}

const UNITS: Readonly<Record<string, string>> = {
  business_day: "business-day",
  calendar_day: "calendar-day",
  month: "month",
  year: "year",
  calendar_year: "year",
};

describe.skipIf(!samplesPresent)("every row of the shared deadlines (skipped when PARLEY_SAMPLES is absent)", () => {
  const counted = shared.deadlines.filter((r) => NOT_DAYS[r.id] === undefined);

  test("there are 117 rows: 106 that days are counted by, and 11 that are not, by name", () => {
    expect([shared.deadlines.length, counted.length]).toEqual([117, 106]);
    const ids = shared.deadlines.map((r) => r.id);
    expect(Object.keys(NOT_DAYS).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test.each(counted.map((r) => [r.id, r] as const))("%s: number, unit, start, confidence, and its days", (_, row) => {
    const rule = deadlineOf(row.id);
    expect(rule).toMatchObject({
      count: row.amount,
      unit: UNITS[row.unit],
      from: row.effective_from,
      confidence: row.confidence,
      status: row.status === "final_applicability_pending" ? "announced" : "in-force",
    });
    if (rule === undefined) return;
    const days = STARTS.map(([start, because]) => [start, because, windowFor(rule, day(start)).safe[1]]);
    expect(days).toEqual(STARTS.map(([start, because]) => [start, because, expectedLast(row, start)]));
  });

  test.each(Object.entries(NOT_DAYS))("%s is not counted in days: %s", (id) => {
    expect(deadlineOf(id)).toBeUndefined();
    const row = shared.deadlines.find((r) => r.id === id);
    const numbered = row !== undefined && row.amount !== null && UNITS[row.unit] !== undefined;
    // Three rows have a number and a unit, and a reason all the same.
    if (numbered)
      expect(["nsa.notice_consent_day_of_booking", "tx.arbitration_earliest", "tf.commercial_default"]).toContain(id);
  });

  test("the holidays of the table are those of the calendar", () => {
    const { federal_holidays_observed: table } = shared.counting_conventions;
    expect(Object.keys(table).length).toBeGreaterThanOrEqual(4);
    for (const [year, days] of Object.entries(table)) expect(oracleHolidays(Number(year))).toEqual(days);
  });

  test("Parley counts by one more: the fifteen days a plan may add, which the table has in a note", () => {
    const ids = new Set(shared.deadlines.map((r) => r.id));
    expect(DEADLINES.map((d) => d.id).filter((id) => !ids.has(id))).toEqual(["erisa.post_service_claim_extended"]);
  });
});

describe("the rows counted in hours, as consent reads them", () => {
  const paper: Facts = {
    signed: true,
    standard_form: true,
    participating_alternative_listed: true,
    specialty: "orthopaedic_surgery",
    service: "non_emergency_inn_facility",
    provider: "physician",
  };
  const moment = (d: string, hour = 0) => ({ day: day(d), minute: hour * 60 });
  test.each([
    [
      "booked a week ahead, given 72 hours before",
      "2026-11-02",
      moment("2026-11-06"),
      moment("2026-11-09", 9),
      "valid",
    ],
    [
      "booked a week ahead, given an hour later",
      "2026-11-02",
      moment("2026-11-06", 1),
      moment("2026-11-09", 9),
      "void",
    ],
    ["booked the day before, given that day", "2026-11-08", moment("2026-11-08", 15), moment("2026-11-09", 9), "valid"],
    [
      "booked the day before, given the day after",
      "2026-11-08",
      moment("2026-11-09", 1),
      moment("2026-11-09", 9),
      "void",
    ],
    [
      "booked and given the same day, 3 hours before",
      "2026-11-09",
      moment("2026-11-09", 9),
      moment("2026-11-09", 12),
      "valid",
    ],
    [
      "booked and given the same day, 2 hours before",
      "2026-11-09",
      moment("2026-11-09", 9),
      moment("2026-11-09", 11),
      "void",
    ],
  ] as const)("%s", (_, booked, notice_given, service_at, verdict) => {
    expect(consentOf({ ...paper, booked: moment(booked), notice_given, service_at }).verdict).toBe(verdict);
  });
});
