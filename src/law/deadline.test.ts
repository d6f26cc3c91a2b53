import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { FEDERAL, isWeekend } from "#base/calendar.ts";
import { type Day, day, dayFromNumber, dayNumber, plusDays } from "#base/day.ts";
import { oracleNth } from "#test/oracle-calendar.ts";
import { samples, samplesPresent } from "#test/samples.ts";
import { lawDeadlines, lawDeadlinesFrom, windowFor } from "./deadline.ts";
import { DEADLINES, deadlineOf } from "./library.ts";

const of = (start: Parameters<typeof lawDeadlines>[0], on: string): unknown => {
  const r = lawDeadlines(start, day(on));
  if (!r.ok) throw new Error("out of range");
  return r.value;
};

describe("the federal days that follow from one event", () => {
  test.each([
    // notice sent     first safe     last safe      because
    ["2026-12-01", "2027-01-15", "2027-01-20", "New Year and the January holiday fall inside"],
    ["2026-06-01", "2026-07-16", "2026-07-20", "Independence Day is observed on Friday the 3rd"],
    ["2025-11-17", "2026-01-02", "2026-01-06", "New Year is between the readings"],
    ["2026-11-14", "2026-12-30", "2027-01-05", "sent on a Saturday, so four days are safe"],
    ["2026-11-11", "2026-12-28", "2026-12-31", "sent on a holiday, so four days are safe"],
  ])("notice on %s: initiate from %s to %s, as %s", (sent, from, to) => {
    expect(of("open-negotiation-start", sent)).toMatchObject({ safe: [from, to] });
  });

  test("initiation prints both readings, the start first and the overlap last", () => {
    const text = JSON.stringify(of("open-negotiation-start", "2026-12-01"));
    expect(text).toBe(
      '{"open_negotiation_start":"2026-12-01","exclusive":{"end":"2027-01-14","opens":"2027-01-15","closes":"2027-01-21"},' +
        '"inclusive":{"end":"2027-01-13","opens":"2027-01-14","closes":"2027-01-20"},"safe":["2027-01-15","2027-01-20"]}',
    );
  });

  test.each([
    ["2026-11-02", "2026-12-15", "2026-12-16"],
    ["2026-11-20", "2027-01-05", "2027-01-06"],
    ["2026-11-11", "2026-12-24", "2026-12-24"],
  ])(
    "payment received %s: negotiation opens by %s counting that day, %s not counting it",
    (received, inclusive, exclusive) => {
      expect(of("received", received)).toEqual({
        received,
        inclusive_last_day: inclusive,
        exclusive_last_day: exclusive,
      });
    },
  );

  test.each([
    ["2026-08-15", "2026-12-15", "the same date four months on"],
    ["2026-10-30", "2027-03-01", "February has no 30th"],
    ["2023-10-31", "2024-03-01", "a leap February has no 31st either, and its 29th is open"],
    ["2026-09-18", "2027-01-19", "the 18th is a holiday"],
    ["2026-11-13", "2027-03-15", "the 13th is a Saturday"],
    ["2027-10-29", "2028-02-29", "a leap February has a 29th"],
  ])("final denial %s: external review by %s, as %s", (denied, by) => {
    expect(of("final-denial", denied)).toEqual({ received: denied, file_by: by });
  });

  test("days outside any claim are refused, not computed", () => {
    expect(lawDeadlinesFrom("received", "1901-01-01")).toEqual({ ok: false, error: "day-out-of-range" });
    expect(lawDeadlinesFrom("received", "2199-12-31")).toEqual({ ok: false, error: "day-out-of-range" });
    expect(lawDeadlinesFrom("received", "2026-02-30")).toEqual({ ok: false, error: "not-a-day" });
    expect(lawDeadlinesFrom("__proto__", "2026-02-20")).toEqual({ ok: false, error: "unknown-start" });
  });
});

const anyDay = fc
  .integer({ min: dayNumber(day("2022-01-01")), max: dayNumber(day("2030-12-31")) })
  .map((n): Day => dayFromNumber(n));

describe("against a calendar counted by hand and one we did not write", () => {
  test("negotiation and initiation agree with counting day by day", () => {
    fc.assert(
      fc.property(anyDay, (start) => {
        expect(of("received", start)).toEqual({
          received: start,
          inclusive_last_day: oracleNth(start, 30, "from"),
          exclusive_last_day: oracleNth(start, 30, "after"),
        });
        const exclusive = {
          end: oracleNth(start, 30, "after"),
          opens: oracleNth(start, 31, "after"),
          closes: oracleNth(start, 34, "after"),
        };
        const inclusive = {
          end: oracleNth(start, 30, "from"),
          opens: oracleNth(start, 31, "from"),
          closes: oracleNth(start, 34, "from"),
        };
        expect(of("open-negotiation-start", start)).toEqual({
          open_negotiation_start: start,
          exclusive,
          inclusive,
          safe: [exclusive.opens, inclusive.closes],
        });
      }),
      { numRuns: 300 },
    );
  });

  test("the safe window is three business days, and four when the start is closed", () => {
    fc.assert(
      fc.property(anyDay, (start) => {
        const w = of("open-negotiation-start", start) as { safe: [Day, Day] };
        const days = FEDERAL.countAfter(plusDays(w.safe[0], -1), w.safe[1]);
        expect(days).toBe(FEDERAL.isBusinessDay(start) ? 3 : 4);
      }),
    );
  });

  test("every object of days, from 2000 to 2100, is what Temporal and the oracle count", () => {
    const century = fc
      .integer({ min: dayNumber(day("2000-01-01")), max: dayNumber(day("2100-12-31")) })
      .map((n): Day => dayFromNumber(n));
    const plain = (d: string, n: number): string => Temporal.PlainDate.from(d).add({ days: n }).toString();
    const later = (d: string, n: number): string => oracleNth(d, n, "after");
    const fourMonths = (d: string): string => {
      const t = Temporal.PlainDate.from(d);
      const same = t.add({ months: 4 });
      return oracleNth((same.day === t.day ? same : same.add({ days: 1 })).toString(), 1, "from");
    };
    fc.assert(
      fc.property(century, (on) => {
        expect(of("initiated", on)).toEqual({
          idr_initiated: on,
          joint_selection_due: later(on, 3),
          selection_notice_due: later(on, 4),
          departments_select_by: later(on, 6),
        });
        expect(of("selected", on)).toEqual({
          final_selection: on,
          offers_and_fees_due: later(on, 10),
          determination_due: later(on, 30),
        });
        expect(of("determination", on)).toEqual({
          determination: on,
          payment_due: plain(on, 30),
          fee_refund_due: later(on, 30),
          cooling_off_end_single: plain(on, 90),
          post_cooling_off_last_day: later(plain(on, 90), 30),
          cooling_off_end_batched: later(on, 30),
        });
        expect(of("final-denial", on)).toEqual({ received: on, file_by: fourMonths(on) });
        expect(of("received", on)).toMatchObject({ inclusive_last_day: oracleNth(on, 30, "from") });
        expect(of("open-negotiation-start", on)).toMatchObject({ safe: [later(on, 31), oracleNth(on, 34, "from")] });
      }),
      { numRuns: 300 },
    );
  });

  test("calendar periods agree with Temporal", () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        const add = (n: number): string => Temporal.PlainDate.from(on).add({ days: n }).toString();
        expect(of("determination", on)).toMatchObject({ payment_due: add(30), cooling_off_end_single: add(90) });
        const appeal = deadlineOf("erisa.appeal_file");
        if (appeal === undefined) throw new Error("no appeal");
        expect(windowFor(appeal, on).safe[1]).toBe(add(180));
      }),
    );
  });

  test("external review never ends on a closed day and never before four months", () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        const { file_by } = of("final-denial", on) as { file_by: Day };
        const fourMonths = Temporal.PlainDate.from(on).add({ months: 4 }).toString();
        expect(FEDERAL.isBusinessDay(file_by)).toBe(true);
        expect(isWeekend(file_by)).toBe(false);
        expect(file_by >= fourMonths).toBe(true);
        expect(Temporal.PlainDate.from(fourMonths).until(file_by).days).toBeLessThanOrEqual(5);
      }),
    );
  });

  test("every deadline of the library gives a window whose safe days lie inside both readings", () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...DEADLINES), (on, rule) => {
        const w = windowFor(rule, on);
        expect(w.safe[0] <= w.safe[1]).toBe(true);
        expect(w.safe[0] >= on).toBe(true);
        for (const r of w.readings === undefined ? [] : [w.readings.inclusive, w.readings.exclusive]) {
          expect(r.opens <= w.safe[0] && w.safe[1] <= r.closes).toBe(true);
        }
      }),
    );
  });
});

describe.skipIf(!samplesPresent)("every vector of the shared deadlines (skipped when PARLEY_SAMPLES is absent)", () => {
  const shared = samplesPresent
    ? JSON.parse(readFileSync(samples("reference", "deadlines.json"), "utf8"))
    : { deadlines: [] };
  const vectors = (name: string): Record<string, unknown>[] => shared.counting_conventions?.[name] ?? [];
  const bare = ({ note: _, ...rest }: Record<string, unknown>): Record<string, unknown> => rest;
  const START: Record<string, Parameters<typeof lawDeadlines>[0]> = {
    open_negotiation_start: "open-negotiation-start",
    idr_initiated: "initiated",
    final_selection: "selected",
    determination: "determination",
  };

  test("initiation windows", () => {
    expect(vectors("test_vectors_idr_window").length).toBeGreaterThanOrEqual(6);
    for (const v of vectors("test_vectors_idr_window")) {
      expect(JSON.stringify(of("open-negotiation-start", String(v.open_negotiation_start)))).toBe(
        JSON.stringify(bare(v)),
      );
    }
  });
  test("opening negotiation", () => {
    for (const v of vectors("test_vectors_open_neg_initiation"))
      expect(JSON.stringify(of("received", String(v.received)))).toBe(JSON.stringify(bare(v)));
  });
  test("selection, offers and award", () => {
    for (const v of vectors("test_vectors_other")) {
      const [first = ""] = Object.keys(v);
      expect(JSON.stringify(of(START[first] ?? "received", String(v[first])))).toBe(JSON.stringify(bare(v)));
    }
  });
  test("external review", () => {
    for (const v of vectors("test_vectors_external_review"))
      expect(of("final-denial", String(v.received))).toEqual(bare(v));
  });
});
