import { describe, expect, test } from "vitest";
import { type Day, day, daysBetween, plusDays } from "#base/day.ts";
import { breakIn } from "#strategy/payer-memory.ts";
import { CHANGED_DAYS, endedOn, PAST_CASES, PAST_HABITS, type PastStory, pastStory } from "./past.ts";

const TODAY = day("2026-11-23");
const tell = (asOf: Day, seed = 1): readonly PastStory[] =>
  Array.from({ length: PAST_CASES }, (_, n) => pastStory(n, seed, asOf));
const STORIES = tell(TODAY);
const of = (payer: string): readonly PastStory[] => STORIES.filter((s) => s.claim.plan.payer.name.startsWith(payer));
const bids = (s: PastStory): readonly number[] => s.moves.flatMap((m) => (m.is === "bid" ? [m.share] : []));

describe("the past of the demo", () => {
  test("is the same for the same day and seed, another for another seed, and each story is the same alone", () => {
    expect(tell(TODAY)).toEqual(STORIES);
    expect(tell(TODAY, 2)).not.toEqual(STORIES);
    expect(pastStory(7, 1, TODAY)).toEqual(STORIES[7]);
  });

  test.each([["2026-11-23"], ["2024-02-29"], ["2030-12-31"]])(
    "as of %s runs forwards, and nearly all of it is over",
    (on) => {
      const asOf = day(on);
      for (const s of tell(asOf)) {
        const days = [s.claim.service, s.answered, s.opened, ...s.moves.map((m) => m.on), endedOn(s)];
        expect(
          days.every((d, i) => i === 0 || d >= (days[i - 1] as Day)),
          s.claim.id,
        ).toBe(true);
      }
      expect(tell(asOf).filter((s) => endedOn(s) < plusDays(asOf, -3)).length).toBeGreaterThanOrEqual(170);
    },
  );

  test("spans about thirty months", () => {
    const days = STORIES.map((s) => s.opened).sort();
    expect(daysBetween(days[0] as Day, TODAY)).toBeGreaterThan(840);
  });

  test("has a habit for every payer in it, and enough negotiations of each", () => {
    for (const id of new Set(STORIES.map((s) => s.claim.plan.payer.id))) {
      expect(PAST_HABITS[id], id).toBeDefined();
      expect(STORIES.filter((s) => s.claim.plan.payer.id === id).length).toBeGreaterThanOrEqual(10);
    }
  });

  test.each([
    ["NORTHFIELD", 3, "steps in thirds"],
    ["STARFIELD", 1, "says one figure and calls it final"],
    ["LANTERN", 3, "creeps"],
  ])("%s makes %i offers where it answers: %s", (payer, n) => {
    const answered = of(payer).filter((s) => bids(s).length > 0);
    expect(answered.every((s) => bids(s).length === n)).toBe(true);
    expect(answered.every((s) => s.moves.every((m) => m.is !== "bid" || (m.final === true) === (n === 1)))).toBe(true);
  });

  test("has one payer whose ends fell eight months ago, by enough that the break is found", () => {
    const ends = of("RIVERBEND")
      .filter((s) => bids(s).length > 0 && endedOn(s) < TODAY)
      .toSorted((a, b) => (a.opened < b.opened ? -1 : 1));
    const before = ends.filter((s) => s.opened < plusDays(TODAY, -CHANGED_DAYS));
    const after = ends.filter((s) => s.opened >= plusDays(TODAY, -CHANGED_DAYS));
    expect(Math.min(...before.map((s) => bids(s).at(-1) ?? 0))).toBeGreaterThan(
      3 * Math.max(...after.map((s) => bids(s).at(-1) ?? 0)),
    );
    const mean = before.reduce((t, s) => t + (bids(s).at(-1) ?? 0), 0) / before.length;
    expect(breakIn(ends.map((s) => ((bids(s).at(-1) ?? 0) - mean) / 200))).toBeDefined();
  });
});
