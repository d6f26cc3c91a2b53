import { describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { endingRight } from "./channels-out.ts";
import type { Way } from "./plan-case.ts";
import { type GuardContext, type Proposal, refusalsOf } from "./proposal-guards.ts";

/** Each right on its last safe day: what pays is used before anything is offered or held, and may still be used. */

const way = (id: Way["id"], step: string, ready: boolean, daysLeft: number, open = true): Way => ({
  ...{ id, label: id, step, open, ready, daysLeft, why: "", source: "", chancePermille: 500 },
});
const NOTICE = (days: number) => way("federal IDR", "Open negotiation", false, days);
const withoutDay = ({ daysLeft: _, ...w }: Way): Way => w;
const FILING = (days: number) => way("federal IDR", "Start the federal dispute", true, days);
const STATE = (days: number) => way("state process", "Ask the state", true, days);
const APPEAL = (days: number) => way("appeal", "Internal appeal", true, days);

const proposal = (act: Proposal["act"]): Proposal => ({
  ...{ act, statements: [], evidence: [], billsPatient: false, ratesOf: [], origin: "person" },
  ...(act === "offer" && { amount: usd("900.00") }),
});
const ALLOWED = usd("300.00");
const contextOf = (w: Way, worth: string): GuardContext => {
  const ending = endingRight([w], { id: w.id, value: usd(worth) }, ALLOWED);
  return {
    ...{ client: "a", limits: { floor: ALLOWED, billed: usd("9000.00"), cap: usd("7000.00") } },
    ...{ offersMade: 1, firstContact: false, eligible: 1, finalFromModel: false },
    authority: {
      ...{ stopped: false, messagesToday: 0, messagesADay: 10, offerLimit: usd("5000.00") },
      approvals: [{ what: "filing", by: "R. Vega", age: 0, offersThen: 1 }],
    },
    ...(ending !== undefined && { endingRight: ending }),
  };
};
const barred = (act: Proposal["act"], c: GuardContext): boolean =>
  refusalsOf(proposal(act), c).some((r) => r.guard === "G7");

describe("a right on its last safe day", () => {
  test.each<readonly [string, Way, string, boolean]>([
    ["the notice that opens talks, on its last day", NOTICE(1), "800.00", true],
    ["the notice, a day before", NOTICE(2), "800.00", false],
    ["the federal dispute, on its last day", FILING(1), "800.00", true],
    ["the federal dispute, a day before", FILING(2), "800.00", false],
    ["the state's process, on its last day", STATE(1), "800.00", true],
    ["the state's process, a day before", STATE(2), "800.00", false],
    ["an appeal, on its last day", APPEAL(1), "800.00", true],
    ["an appeal, a day before", APPEAL(2), "800.00", false],
    ["an appeal that ends on a day without business, on that day", APPEAL(0), "800.00", true],
    ["a right that brings a cent more than was allowed", NOTICE(1), "300.01", true],
    ["a right that brings no more than was allowed", NOTICE(1), "300.00", false],
    ["a right that is gone", way("federal IDR", "Open negotiation", false, 1, false), "800.00", false],
    ["a right of which no day is known", withoutDay(NOTICE(1)), "800.00", false],
  ])("%s", (_, w, worth, first) => {
    const c = contextOf(w, worth);
    expect([barred("offer", c), barred("hold", c)]).toEqual([first, first]);
    // Using it, and taking what they offer, are never held back for it.
    expect([barred("file", c), barred("accept", c)]).toEqual([false, false]);
  });

  test("of several ways the right of the best one counts", () => {
    const ways = [NOTICE(20), APPEAL(1)];
    expect(endingRight(ways, { id: "federal IDR", value: usd("800.00") }, ALLOWED)?.daysLeft).toBe(20);
    expect(endingRight(ways, { id: "appeal", value: usd("800.00") }, ALLOWED)?.label).toBe("Internal appeal");
    expect(endingRight(ways, { id: "accept", value: usd("800.00") }, ALLOWED)).toBeUndefined();
  });
});
