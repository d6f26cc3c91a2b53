import { expect, test } from "vitest";
import { aloneSaid, type NextStep, planSaid, stepSaid, suggestedMove } from "./plan-said.ts";

/** What Negotiate would do next leads; the plan's own advice is told only where it is another move. */

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

test.each([
  ["counter", next("counter", "1300.00"), undefined],
  ["counter", next("hold"), "Weighed as one round alone, before any offer: counter at $1,320.00."],
  ["escalate", next("open", "1300.00"), "Weighed as one round alone, before any offer: escalate."],
  ["not enough to advise", next("open", "1300.00"), undefined],
  ["counter", next(null), undefined],
] as const)("a plan that says %s beside a step %o adds %s", (advice, step, said) => {
  expect(aloneSaid(planSaid({ claim: "1", advice, opening: "1320.00", negotiation: step }))).toBe(said);
});
