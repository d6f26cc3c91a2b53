import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { formatUsd, usd } from "#base/money.ts";
import { AGREEMENT, ANSWER, finding, given, type Told } from "#case/story.ts";
import { missedOf } from "./rights-missed.ts";

/** The invented case has a federal right on line 1 through 2026-12-15, 812.00 at stake, and an appeal on line 2 into March. */

const DECEMBER = { from: day("2026-12-01"), to: day("2026-12-31"), today: day("2026-12-20") };

const answered = (on: string): Told => ({
  act: ANSWER,
  on: day(on),
  // The notice went out, and the line now hangs on the appeal.
  finding: finding({
    asOf: day(on),
    lines: finding().lines.map((l) => ({
      ...l,
      loss: { right: "appeal", last: day("2027-03-01"), chancePermille: 400, amount: usd("10.00") },
    })),
  }),
});
const closed = (on: string): Told => ({
  act: { type: "close", outcome: "given up", amount: usd("0.00"), reason: "small" },
  on: day(on),
});
const agreedOn = (on: string): Told => ({ act: { ...AGREEMENT, agreed: day(on) }, on: day(on) });

describe("a right that ended while its case was ours to act on is missed", () => {
  test.each<[string, readonly Told[], Partial<typeof DECEMBER>, readonly string[]]>([
    ["nothing was done", [], {}, ["2026-12-15 812.00 line 1"]],
    [
      "it was on hold all the while",
      [{ type: "hold", reason: "waiting for records" }],
      {},
      ["2026-12-15 812.00 line 1"],
    ],
    ["the notice was sent before, and an answer says so", [answered("2026-12-10")], {}, []],
    ["the answer came the day after", [answered("2026-12-16")], {}, ["2026-12-15 812.00 line 1"]],
    ["it was agreed before", [agreedOn("2026-12-14")], {}, []],
    ["it was agreed the day after", [agreedOn("2026-12-16")], {}, ["2026-12-15 812.00 line 1"]],
    ["the case was closed on the last day", [closed("2026-12-15")], {}, []],
    ["the last day is today", [], { today: day("2026-12-15") }, []],
    ["it ends after the period", [], { to: day("2026-12-14") }, []],
    ["it ended before the period", [], { from: day("2026-12-16") }, []],
  ])("%s", (_, story, over, missed) => {
    const found = missedOf(given(...story), { ...DECEMBER, ...over });
    expect(found.map((m) => `${m.last} ${formatUsd(m.stake)} line ${m.lines.join(", ")}`)).toEqual(missed);
  });

  test("two lines that hung on one right are one right, with both stakes", () => {
    const both = finding({
      stake: usd("913.00"),
      lines: finding().lines.map((l) => ({
        ...l,
        loss: { ...finding().lines[0]?.loss, amount: usd("1.00") } as never,
      })),
    });
    const again: Told = { act: { type: "evaluate again", why: "asked" }, finding: both };
    const [one, ...more] = missedOf(given(again), DECEMBER);
    expect([one?.lines, one && formatUsd(one.stake), more]).toEqual([[1, 2], "912.00", []]);
  });
});
