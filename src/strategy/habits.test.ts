import { describe, expect, test } from "vitest";
import { day, plusDays } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { Act, ActOf } from "#case/command.ts";
import { AGREEMENT, given, payment, viewOf } from "#case/story.ts";
import { type Counted, countedOf, ENOUGH, HABITS, type HabitId, habitsOf } from "./habits.ts";

const TODAY = day("2026-12-31");
const MADE = day("2026-11-02");

const offer = (
  from: "us" | "them",
  amount: string,
  after = 0,
  more: Partial<ActOf<"log offer">> = {},
): ActOf<"log offer"> => ({
  type: "log offer",
  from,
  amount: usd(amount),
  made: plusDays(MADE, after),
  way: "email",
  ...more,
});

const counted = (...acts: readonly Act[]): Counted => countedOf(viewOf(given(...acts)), TODAY);
const values = (id: HabitId, ...acts: readonly Act[]) => counted(...acts)[id].map((s) => s.value);
const times = (n: number, c: Counted): readonly Counted[] => Array.from({ length: n }, () => c);
const habit = (id: HabitId, cases: readonly Counted[]) => habitsOf(cases).find((h) => h.id === id);

describe("what one case says", () => {
  test.each([
    ["a reply after six days", [offer("us", "900.00"), offer("them", "300.00", 6)], [6]],
    ["the same day", [offer("us", "900.00"), offer("them", "300.00")], [0]],
    [
      "our two asks and one reply: it answers the later",
      [offer("us", "900.00"), offer("us", "850.00", 4), offer("them", "300.00", 6)],
      [2],
    ],
    ["their opening answers nobody", [offer("them", "300.00"), offer("us", "900.00", 2)], []],
    ["no reply yet", [offer("us", "900.00")], []],
  ])("days to reply: %s", (_, acts, expected) => {
    expect(values("reply", ...acts)).toEqual(expected);
  });

  test.each([
    ["half of the gap", [offer("us", "900.00"), offer("them", "300.00", 1), offer("them", "600.00", 2)], [500]],
    ["nothing of it", [offer("us", "900.00"), offer("them", "300.00", 1), offer("them", "300.00", 2)], [0]],
    [
      "a step back is below zero",
      [offer("us", "900.00"), offer("them", "300.00", 1), offer("them", "240.00", 2)],
      [-100],
    ],
    ["without an ask of ours there is no gap", [offer("them", "300.00", 1), offer("them", "600.00", 2)], []],
    ["a gap that is closed", [offer("us", "300.00"), offer("them", "300.00", 1), offer("them", "400.00", 2)], []],
  ])("step: %s", (_, acts, expected) => {
    expect(values("step", ...acts)).toEqual(expected);
  });

  test.each([
    ["more came", [offer("them", "300.00", 0, { final: true }), offer("them", "400.00", 2)], [1]],
    ["the same again is no more", [offer("them", "300.00", 0, { final: true }), offer("them", "300.00", 2)], [0]],
    ["it stood", [offer("them", "300.00", 0, { final: true })], [0]],
    ["our own final says nothing of them", [offer("us", "300.00", 0, { final: true }), offer("us", "400.00", 2)], []],
  ])("final: %s", (_, acts, expected) => {
    expect(values("final", ...acts)).toEqual(expected);
  });

  test("their first offer over the one agreed on, and that over what was allowed first", () => {
    const acts: Act[] = [
      offer("them", "300.00"),
      offer("us", "800.00", 1),
      offer("them", "600.00", 2),
      { ...AGREEMENT, offer: 4 },
    ];
    expect(values("first offer", ...acts)).toEqual([500]);
    const { allowed } = viewOf(given(...acts)).first;
    expect(allowed).toBeDefined();
    expect(values("last multiple", ...acts)).toEqual([Math.round(60000_00 / Number(allowed))]);
  });

  test("an agreement that names no offer says nothing of offers", () => {
    expect(values("first offer", offer("them", "300.00"), AGREEMENT)).toEqual([]);
  });

  const call = (by: string): ActOf<"log call"> => ({
    type: "log call",
    who: "Dana at the plan",
    said: "A cheque is on its way.",
    promise: { what: "send the cheque", by: day(by) },
  });

  test.each([
    ["its day has passed and nothing was done", [call("2026-12-01")], [0]],
    ["it was done in time", [call("2026-12-01"), { type: "finish task", task: 3 } as const], [1]],
    ["its day is today", [call("2026-12-31")], []],
    ["a call without a promise", [{ ...call("2026-12-01"), promise: undefined } as never], []],
  ])("promise: %s", (_, acts, expected) => {
    expect(values("promises", ...(acts as Act[]))).toEqual(expected);
  });

  test("an agreement whose day has come is paid in time or not, and an award is a forum", () => {
    expect(values("paid in time", AGREEMENT)).toEqual([0]);
    expect(values("paid in time", AGREEMENT, payment("2026-11-21", "1=600.00 2=30.80"))).toEqual([1]);
    expect(values("forum", AGREEMENT)).toEqual([0]);
    expect(values("forum", { ...AGREEMENT, kind: "award" })).toEqual([1]);
    expect(values("forum", offer("them", "300.00"))).toEqual([]);
  });
});

describe("a habit is shown from five", () => {
  const replied = counted(offer("us", "900.00"), offer("them", "300.00", 6));

  test.each([
    [0, undefined, "Nothing to count yet; shown from 5."],
    [ENOUGH - 1, undefined, "Counted 4 so far; shown from 5."],
    [ENOUGH, 6, "6 days, the middle, over 5."],
    [ENOUGH + 1, 6, "6 days, the middle, over 6."],
  ])("of %i", (n, days, says) => {
    const h = habit("reply", times(n, replied));
    expect(h?.n).toBe(n);
    expect(h?.value).toEqual(days === undefined ? undefined : { is: "days", days });
    expect(h?.says).toBe(says);
  });

  test("below five no figure of it can be read, not even from the words", () => {
    const h = habit("reply", times(ENOUGH - 1, counted(offer("us", "900.00"), offer("them", "300.00", 17))));
    expect(JSON.stringify({ ...h, from: "", to: "" })).not.toContain("17");
  });

  test("the sample is named with its days", () => {
    const h = habit("reply", times(ENOUGH, replied));
    expect(h?.cases.length).toBe(1);
    expect([h?.from, h?.to]).toEqual([plusDays(MADE, 6), plusDays(MADE, 6)]);
  });

  test("the middle of an even number is between the two, and shares are told in per cent", () => {
    const step = (to: string) => counted(offer("us", "900.00"), offer("them", "300.00", 1), offer("them", to, 2));
    const h = habit("step", ["360.00", "420.00", "480.00", "540.00", "600.00", "660.00"].map(step));
    expect(h?.value).toEqual({ is: "share", permille: 350 });
    expect(h?.says).toBe("35%, the middle, over 6.");
  });

  test("hits are told as hits", () => {
    const yes = counted(offer("them", "300.00", 0, { final: true }), offer("them", "400.00", 2));
    const no = counted(offer("them", "300.00", 0, { final: true }));
    expect(habit("final", [...times(4, yes), no])?.says).toBe("4 of 5.");
  });

  test("every habit has its line, counted or not", () => {
    expect(habitsOf([]).map((h) => h.id)).toEqual(HABITS.map((h) => h.id));
  });
});

describe("lately", () => {
  const replied = (after: number, days: number) =>
    counted(offer("us", "900.00", after), offer("them", "300.00", after + days));
  const runs = (n: number, after: number, days: number) => times(n, replied(after, days));
  const kept = (on: string, was: boolean) =>
    counted(
      { type: "log call", who: "Dana", said: "A cheque.", promise: { what: "send it", by: day(on) } },
      ...(was ? [{ type: "finish task", task: 3 } as const] : []),
    );

  test.each([
    ["slower replies are worse", [...runs(5, 0, 4), ...runs(5, 8, 9)], "9 days since 2026-11-19, 4 days before", false],
    ["faster ones better", [...runs(5, 12, 2), ...runs(5, 0, 4)], "2 days since 2026-11-16, 4 days before", true],
    ["the same again is no news", [...runs(5, 0, 4), ...runs(5, 8, 4)], undefined, undefined],
    ["nine are too few for two halves", [...runs(5, 0, 4), ...runs(4, 8, 9)], undefined, undefined],
    ["what is of one day has no halves", runs(12, 0, 4), undefined, undefined],
  ])("%s", (_, cases, says, better) => {
    const lately = habit("reply", cases)?.lately;
    expect([lately?.says, lately?.better]).toEqual([says, better]);
  });

  test("more promises kept is better, and a first offer is neither", () => {
    const cases = [...times(5, kept("2026-12-01", false)), ...times(5, kept("2026-12-11", true))];
    expect(habit("promises", cases)?.lately).toEqual({
      from: "2026-12-11",
      says: "5 of 5 since 2026-12-11, 0 of 5 before",
      better: true,
    });
    const at = (first: string, made: number) =>
      counted(offer("them", first, made), offer("us", "800.00", made + 1), offer("them", "600.00", made + 2), {
        ...AGREEMENT,
        offer: 4,
      });
    const lately = habit("first offer", [...times(5, at("150.00", 0)), ...times(5, at("300.00", 3))])?.lately;
    expect([lately?.says, lately?.better]).toEqual(["50% since 2026-11-05, 25% before", undefined]);
  });
});

describe("escalated", () => {
  test("a case on which nothing was filed counts as one that was not", () => {
    expect(values("escalated", offer("us", "900.00"))).toEqual([0]);
    expect(habit("escalated", times(6, counted(offer("us", "900.00"))))?.says).toBe("0 of 6.");
  });
});
