import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents, usd } from "#base/money.ts";
import { beforePayment, boxOf } from "./before-payment.ts";
import { stateBefore } from "./before-talks.ts";
import { valuesOf } from "./moves.ts";
import { advisedOn } from "./plan.ts";
import type { PlanCase, Way } from "./plan-case.ts";
import { STARTING_PRIORS } from "./priors.ts";
import { nextTurn } from "./turn.ts";

const TODAY = day("2026-11-20");
const FEDERAL = "federal_open_negotiation";
const NONE = "direct_negotiation";
const known = (amount: string) => ({ value: usd(amount), source: "median 400.00 a unit over 6 lines", prior: false });

const shut = (id: Way["id"]): Way => ({ id, label: id, open: false, ready: false, why: "not yet", source: "the law" });

/** A claim of one line of $1,000 that the plan has not answered; its roads are not open yet. */
const unanswered = (own: string | null = "400.00"): PlanCase => ({
  ...{ claim: "ED-1", asOf: TODAY, answered: false, denied: false, settled: true, openFacts: [], notes: [] },
  ...{ allowedSource: "no remittance answers the line", priors: STARTING_PRIORS },
  items: [
    {
      ...{ name: "line 1, 99285", billed: usd("1000.00"), allowed: usd("0.00") },
      ...(own !== null && { ownMedian: known(own) }),
    },
  ],
  ways: [shut("federal IDR"), shut("state process"), shut("appeal")],
  fees: { admin: known("15.00"), entity: known("450.00"), oneEach: true },
  talkPermille: { value: 250, source: "prior", prior: true },
});

const offered = (c: PlanCase, amount: string) => {
  const clock = { window: 20, elapsed: 2, asksLeft: 4 };
  return { ...stateBefore(c, clock), offers: [{ from: "payer" as const, amount: usd(amount), at: 1 }] };
};
const turnOf = (c: PlanCase, amount: string) => {
  const turn = nextTurn(offered(c, amount));
  if (!turn.ok) throw new Error("the state is sound");
  return turn.value;
};

describe("a claim the plan has not answered", () => {
  test("is reckoned as it would stand once the plan has paid what it usually allows", () => {
    const c = beforePayment(unanswered(), FEDERAL, day("2026-11-10"));
    expect(c?.items[0]?.allowed).toBe(usd("400.00"));
    expect(c?.foreseen).toMatchObject({ value: usd("400.00"), payBy: "2026-12-10", days: 20, prior: true });
    expect(c?.ways.filter((w) => w.open).map((w) => [w.id, w.ready])).toEqual([["federal IDR", false]]);
    expect(c?.priors.days.source).toContain("and 20 days until the plan has paid");
    expect(c?.notes.at(-1)).toContain("nothing here asks it to wait");
  });

  test.each<readonly [string, PlanCase, string, string | undefined, unknown]>([
    ["without a median of its line is not foreseen", unanswered(null), FEDERAL, "2026-11-10", undefined],
    ["that was answered is not", { ...unanswered(), answered: true }, FEDERAL, "2026-11-10", undefined],
    [
      "whose day of receipt is not known has no last day",
      unanswered(),
      FEDERAL,
      undefined,
      { payBy: undefined, days: 30 },
    ],
    ["on no federal road has no federal last day", unanswered(), NONE, "2026-11-10", { payBy: undefined, days: 30 }],
    ["that is late is expected now", unanswered(), FEDERAL, "2026-10-01", { payBy: "2026-10-31", days: 0 }],
  ])("one %s", (_, c, e, received, wanted) => {
    const made = beforePayment(c, e, received === undefined ? undefined : day(received));
    expect(made?.foreseen && { payBy: made.foreseen.payBy, days: made.foreseen.days }).toEqual(wanted);
  });

  test("no more than the charge is expected", () => {
    expect(beforePayment(unanswered("1500.00"), FEDERAL, undefined)?.foreseen?.value).toBe(usd("1000.00"));
  });
});

describe("their offer before payment", () => {
  const foreseen = beforePayment(unanswered(), FEDERAL, day("2026-11-10")) as PlanCase;
  const plain = beforePayment(unanswered(), NONE, undefined) as PlanCase;

  test("is not held back for want of an answer, and without one nothing is advised", () => {
    const held = (c: PlanCase) => advisedOn(offered(c, "450.00"), turnOf(c, "450.00")).held.join(" ");
    expect(held(unanswered())).toContain("has not answered");
    expect(held(foreseen)).not.toContain("has not answered");
  });

  test("at the charge is taken", () => {
    expect(turnOf(foreseen, "1000.00")).toMatchObject({ move: "accept", amount: usd("1000.00") });
  });

  test("below what the plan is expected to allow is never taken, and nothing is filed before the plan has paid", () => {
    for (const c of [foreseen, plain])
      for (const amount of ["1.00", "200.00", "399.99"]) {
        const { move } = turnOf(c, amount);
        expect(["counter", "open", "hold"]).toContain(move);
      }
  });

  test("with no ask left and a price below the least, the plan is let process the claim", () => {
    const s = offered(foreseen, "250.00");
    const turn = nextTurn({ ...s, clock: { ...s.clock, elapsed: 20, asksLeft: 0 } });
    expect(turn.ok && turn.value).toMatchObject({
      move: "hold",
      because: expect.stringMatching(
        /^no ask is left; letting the plan process the claim, with Federal .* is worth \$/,
      ),
    });
  });

  test("letting the plan process it stands among the ways out, with its days", () => {
    const [first] = turnOf(foreseen, "450.00").channels;
    expect(first).toMatchObject({ label: "Let the plan process it", days: 20, value: usd("400.00") });
  });

  test("is never taken below the least, whatever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 100, max: 100_000 }), (offer, own) => {
        const item = { ...unanswered().items[0] };
        const c = unanswered();
        const made = beforePayment(
          {
            ...c,
            items: [
              { ...(item as (typeof c.items)[number]), ownMedian: { ...known("1.00"), value: cents(BigInt(own)) } },
            ],
          },
          FEDERAL,
          undefined,
        ) as PlanCase;
        const s = {
          ...offered(made, "1.00"),
          offers: [{ from: "payer" as const, amount: cents(BigInt(offer)), at: 1 }],
        };
        const turn = nextTurn(s);
        if (!turn.ok) return;
        if (turn.value.move === "accept") expect(offer).toBeGreaterThanOrEqual(Math.min(own, 100_000));
        expect(["escalate", "walk"]).not.toContain(turn.value.move);
        expect(valuesOf(s)?.accept).toBe(cents(BigInt(offer)));
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe("the time that talks before payment have", () => {
  const c = beforePayment(unanswered(), FEDERAL, day("2026-11-10")) as PlanCase;
  test.each<readonly [string, string | undefined, string | undefined]>([
    ["ends when the plan has to answer", undefined, "2026-12-10"],
    ["ends with their offer, where that is sooner", "2026-11-25", "2026-11-25"],
    ["ends when the plan has to answer, where that is sooner", "2026-12-24", "2026-12-10"],
    ["forgets an offer that has expired", "2026-11-19", "2026-12-10"],
  ])("%s", (_, expires, until) => {
    const box = boxOf(c, { first: day("2026-11-18"), expires: expires === undefined ? undefined : day(expires) });
    expect([box?.label, box?.from, box?.until]).toEqual(["Before payment", "2026-11-18", until]);
  });

  test("is not known where neither day is", () => {
    const none = beforePayment(unanswered(), NONE, undefined) as PlanCase;
    expect(boxOf(none, { first: undefined, expires: undefined })).toBeUndefined();
  });
});
