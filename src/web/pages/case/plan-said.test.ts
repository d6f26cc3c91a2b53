import { expect, test } from "vitest";
import { type NextStep, stepSaid, suggestedMove } from "./plan-said.ts";

/** What Negotiate would do next, in words, and which of the three moves it is. */

const next = (move: NextStep["move"], amount: string | null = null, why: string | null = null): NextStep => ({
  ...{ move, amount, why, because: move === null ? null : "because" },
});

test.each([
  ["open", "1320.00", "Open at $1,320.00.", "counter"],
  ["counter", "1320.00", "Counter at $1,320.00.", "counter"],
  ["accept", "990.00", "Accept $990.00.", "accept"],
  ["hold", null, "Hold.", undefined],
  ["escalate", null, "Escalate.", "escalate"],
  ["walk", null, "Keep what was allowed.", "accept"],
] as const)("the step %s of %s reads %s", (move, amount, said, card) => {
  expect(stepSaid(next(move, amount))).toBe(said);
  expect(suggestedMove(next(move, amount))).toBe(card);
});

test("where nothing is advised the reason is said", () => {
  expect(stepSaid(next(null, null, "Suggestions are switched off in the settings."))).toBe(
    "Suggestions are switched off in the settings.",
  );
  expect(suggestedMove(next(null))).toBeUndefined();
});
