import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { narrowed, spansOf } from "./groups.ts";

const spanAt = (today: string, due: string) =>
  spansOf(day(today)).find((s) => (s.from ?? "0000") <= due && due <= (s.to ?? "9999"))?.name;

describe("rows by their last day", () => {
  test.each([
    ["yesterday", "2026-11-23", "2026-11-22", "Day has passed"],
    ["today", "2026-11-23", "2026-11-23", "Lapses this week"],
    ["the Sunday of this week", "2026-11-23", "2026-11-29", "Lapses this week"],
    ["the Monday after", "2026-11-23", "2026-11-30", "Next 10 business days"],
    ["the tenth business day, over a holiday", "2026-11-23", "2026-12-08", "Next 10 business days"],
    ["the eleventh", "2026-11-23", "2026-12-09", "Later"],
    ["on a Sunday the week is over", "2026-11-29", "2026-11-30", "Next 10 business days"],
    ["no day at all", "2026-11-23", "2199-12-31", "No clock"],
  ])("%s", (_, today, due, name) => {
    expect(spanAt(today, due)).toBe(name);
  });

  test("spans follow each other without a gap", () => {
    const spans = spansOf(day("2026-11-23"));
    for (const [i, span] of spans.slice(1).entries()) expect((spans[i]?.to ?? "") < (span.from ?? "")).toBe(true);
  });

  test("a filter of days cuts a span, and leaves out one it does not touch", () => {
    const [, week] = spansOf(day("2026-11-23"));
    if (week === undefined) throw new Error("no span");
    expect(narrowed(week, "2026-11-25", undefined)).toEqual({ from: "2026-11-25", to: "2026-11-29" });
    expect(narrowed(week, undefined, "2026-11-20")).toBeUndefined();
  });
});
