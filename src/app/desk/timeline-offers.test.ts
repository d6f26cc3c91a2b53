import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { Guards } from "#case/command.ts";
import type { CaseState } from "#case/state.ts";
import { given, OFFER, ROY, TODAY, type Told } from "#case/story.ts";
import { sayConditions, sayEvent, sideOf } from "./timeline-words.ts";

/** What the timeline says of offers and approvals. */

const guards = (amount: string, more: Partial<Guards> = {}): Guards => ({
  ...{ on: TODAY, amount: usd(amount), refused: [], floor: usd("600.00"), cap: usd("1400.00"), unproven: [] },
  ...more,
});
const large = { guard: "G4", says: "it is over $500", liftedBy: "large offer" };
const unproven = [{ fact: "in_network", question: "Is there a contract?" }];
const ASK: Told = {
  act: { type: "ask approval", asks: { type: "make offer", amount: usd("900.00"), final: true }, note: "at last" },
  guards: guards("900.00", { refused: [large], unproven }),
};
const GIVE: Told = {
  act: { type: "approve", request: 2, attested: ["in_network"] },
  ...{ by: ROY, mayApprove: { may: true } },
};
const MAKE: Told = {
  act: { type: "make offer", amount: usd("900.00"), way: "fax", reasons: [], final: true, request: 2 },
  guards: guards("900.00"),
};
const ACCEPT: Told = {
  act: {
    ...{ type: "accept offer", offer: 2, due: day("2026-12-20"), days: "calendar", source: "their letter" },
    lines: [{ line: 1, amount: usd("700.00") }],
  },
  guards: guards("700.00"),
};
const theirs: Told = {
  ...OFFER,
  final: true,
  conditions: { payWithin: 1, release: "these lines" },
  waives: [{ id: "bb", label: "billing the patient" }],
};

const last = (state: CaseState, back = 1) => {
  const event = state.log.at(-back);
  if (event === undefined) throw new Error("nothing happened");
  return { ...sayEvent(event, state), side: sideOf(event, state) };
};

describe("the timeline says", () => {
  test.each<readonly [string, ReturnType<typeof last>, string, string | undefined, string]>([
    [
      "an offer of theirs",
      last(given(theirs)),
      "They offered $700.00 by fax and called it final",
      "made 2026-11-20; stands through 2026-12-01; paid within 10 days; paid within 1 business day; releases these lines; would give up: billing the patient",
      "they",
    ],
    [
      "what is asked",
      last(given(ASK)),
      "Approval asked: offer $900.00 as the last offer",
      "until 2026-11-24; not proven: Is there a contract?; at last",
      "we",
    ],
    [
      "what was approved",
      last(given(ASK, GIVE)),
      "Approved: offer $900.00 as the last offer",
      "until 2026-11-24; knowing that this is not proven: in_network",
      "we",
    ],
    [
      "an offer of ours",
      last(given(ASK, GIVE, MAKE)),
      "We offered $900.00 by fax, our last",
      "between the floor of $600.00 and the most that can be defended, $1,400.00; approved: offer $900.00 as the last offer",
      "we",
    ],
    [
      "a refusal of theirs",
      last(given(ASK, GIVE, MAKE, { type: "reject offer", offer: 4, reason: "too high" })),
      "Our offer of $900.00 rejected",
      "too high",
      "they",
    ],
    [
      "a refusal of ours",
      last(given(OFFER, { type: "reject offer", offer: 2, reason: "too low" })),
      "Their offer of $700.00 rejected",
      "too low",
      "we",
    ],
    [
      "a request that is taken back",
      last(given(ASK, { type: "withdraw approval", request: 2 })),
      "Approval no longer asked: offer $900.00 as the last offer",
      undefined,
      "we",
    ],
    [
      "what was not approved",
      last(
        given(ASK, {
          act: { type: "refuse approval", request: 2, reason: "wait" },
          by: ROY,
          mayApprove: { may: true },
        }),
      ),
      "Not approved: offer $900.00 as the last offer",
      "wait",
      "we",
    ],
    [
      "what was accepted",
      last(given(OFFER, ACCEPT), 2),
      "Their offer of $700.00 accepted",
      "the floor was $600.00",
      "we",
    ],
    [
      "a floor",
      last(
        given({
          act: { type: "set floor", amount: usd("650.00"), reason: "last year's median" },
          guards: guards("650.00"),
        }),
      ),
      "Floor set to $650.00, from $600.00",
      "last year's median",
      "we",
    ],
  ])("%s", (_, said, what, detail, side) => {
    expect([said.what, said.detail, said.side]).toEqual([what, detail, side]);
  });

  test("every term, and nothing where none is asked", () => {
    const all = {
      payWithin: 10,
      interestWaived: true,
      release: "all claims",
      confidential: true,
      precedent: "this code",
      noBalanceBill: true,
      note: "by wire",
    } as const;
    expect(sayConditions(all)).toBe(
      "paid within 10 business days; interest waived; releases all claims; confidential; binds later claims for the code; the patient is not billed for the rest; by wire",
    );
    expect([sayConditions(undefined), sayConditions({ release: "none", precedent: "none" })]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
