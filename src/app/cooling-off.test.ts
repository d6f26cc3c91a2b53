import { expect, test } from "vitest";
import { day } from "#base/day.ts";
import { coolingOff, type EarlierDispute } from "./cooling-off.ts";

/** What disputes before it say of a new one. */

const BEFORE: EarlierDispute = {
  ...{ number: "HR-7", reference: "DISP-1", filed: day("2026-06-01"), codes: ["99285"], isSettled: false },
  determined: { on: day("2026-09-01"), source: "award" },
};
const { determined: _, ...UNDECIDED } = BEFORE;

test.each<readonly [string, readonly EarlierDispute[], string, string, string]>([
  ["nothing is recorded", [], "2026-11-20", "not known", "no determination is recorded here"],
  ["on the last day of the pause", [BEFORE], "2026-11-30", "missing", "through 2026-11-30, or through 2026-10-15"],
  ["the day after", [BEFORE], "2026-12-01", "met", "ended on 2026-11-30"],
  [
    "an older one does not shorten it",
    [BEFORE, { ...BEFORE, determined: { on: day("2026-01-05"), source: "award" } }],
    "2026-11-20",
    "missing",
    "DISP-1 on case HR-7 (99285) was determined on 2026-09-01 (award)",
  ],
  ["one that is not decided", [UNDECIDED], "2026-11-20", "not known", "no determination is written down"],
  [
    "one that was settled begins no pause",
    [{ ...UNDECIDED, isSettled: true }],
    "2026-11-20",
    "not known",
    "no determination is recorded here",
  ],
  [
    "one decided long ago, and another not yet",
    [BEFORE, UNDECIDED],
    "2027-01-10",
    "not known",
    "no determination is written down",
  ],
])("%s", (_, earlier, on, state, says) => {
  const said = coolingOff(earlier, day(on));
  expect([said.state, said.says]).toEqual([state, expect.stringContaining(says)]);
});

test("the pause is cited and has its last day", () => {
  expect(coolingOff([BEFORE], day("2026-11-20"))).toMatchObject({
    ...{ id: "cooling-off", day: "2026-11-30", cite: expect.stringContaining("42 USC 300gg-111(c)(5)(E)(ii)") },
  });
});
