import { type Day, day } from "#base/day.ts";
import { type Cents, cents, greatest } from "#base/money.ts";
import { Chance } from "./chance.ts";
import { bestOut, channelsOut } from "./channels-out.ts";
import { drawCase, FEES, type PayerKind } from "./invented-case.ts";
import { type NegotiationState, STARTING_PAYER } from "./negotiation.ts";
import type { PlanCase } from "./plan-case.ts";
import { STARTING_PRIORS } from "./priors.ts";
import { fromPerDollar, PLANNABLE } from "./scale.ts";
import { worthOf } from "./worth.ts";

/** Invented cases to practise on. Everything is drawn from a seed; nothing is of a patient, a payer or a practice. */

export const LEVELS = ["easy", "usual", "hard"] as const;
export type Level = (typeof LEVELS)[number];

/** Seeds are whole numbers from 0 to this. */
export const SEED_MOST = 999_999;

/** What whoever plays is told. */
export interface GameCase {
  readonly qpa: Cents;
  /** What the payer allowed first: its bid before anything is said. */
  readonly first: Cents;
  readonly charge: Cents;
  /** Business days of the window, and the asks that fit into it. */
  readonly window: number;
  readonly asks: number;
  /** What leaving the talks is worth on average, net of fees, and by which road. */
  readonly wayOut: Cents;
  readonly road: string;
}

/** What is told only when the game is over. */
export interface Hidden {
  readonly limit: Cents;
  readonly kind: PayerKind;
  readonly exponent: number;
}

export interface Drawn {
  readonly told: GameCase;
  readonly hidden: Hidden;
  readonly planCase: PlanCase;
}

const AS_OF: Day = day("2026-11-02");
const SOURCE = "invented for practice";
const invented = (value: Cents) => ({ value, source: SOURCE, prior: false });

function planCaseOf(qpa: Cents, first: Cents, charge: Cents, eligible: number): PlanCase {
  return {
    ...{ claim: "practice", asOf: AS_OF, allowedSource: SOURCE, answered: true, denied: false, settled: true },
    items: [{ name: "line 1", billed: charge, allowed: first, qpa: invented(qpa) }],
    ways: [
      {
        ...{ id: "federal IDR", label: "Federal dispute resolution", step: "Open negotiation", open: true },
        // A dispute can be begun only when the window is over.
        ...{ ready: false, why: SOURCE, source: "45 CFR 149.510(b)" },
      },
    ],
    fees: {
      admin: invented(fromPerDollar(FEES.adminFee, "half-up")),
      entity: invented(fromPerDollar(FEES.entityFee, "half-up")),
      oneEach: true,
    },
    talkPermille: { value: 250, source: SOURCE, prior: true },
    priors: { ...STARTING_PRIORS, eligible: { value: eligible, source: SOURCE, prior: false } },
    ...{ openFacts: [], notes: [] },
  };
}

/** A state in which nobody's approval is wanted: what is practised is the price. */
export function stateOf(
  planCase: PlanCase,
  offers: NegotiationState["offers"],
  clock: NegotiationState["clock"],
): NegotiationState {
  return {
    ...{ planCase, offers, clock, payer: STARTING_PAYER, practice: {} },
    authority: { stopped: false, messagesToday: 0, messagesADay: 100, offerLimit: PLANNABLE, approvals: [] },
  };
}

function drawOne(rng: Chance): Drawn {
  const c = drawCase(rng);
  const [asks, window] = [rng.choice([5, 6, 7, 8]), rng.choice([20, 25, 30])];
  const first = greatest(cents(1n), fromPerDollar(c.init, "down"));
  const [qpa, charge] = [greatest(first, fromPerDollar(c.qpa, "half-up")), fromPerDollar(c.cap, "down")];
  const plain = planCaseOf(qpa, first, charge, c.eligible);
  const out = bestOut(channelsOut(stateOf(plain, [], { window, elapsed: 0, asksLeft: asks }), worthOf(plain)));
  const wayOut = greatest(out.value, first);
  const told = {
    qpa,
    first,
    charge,
    window,
    asks,
    wayOut,
    road: out.id === "accept" ? "keep the first payment" : out.label,
  };
  return {
    told,
    hidden: { limit: greatest(first, fromPerDollar(c.limit, "down")), kind: c.kind, exponent: c.exponent },
    planCase: { ...plain, practiceFloor: { value: wayOut, source: "what the way out is worth", prior: false } },
  };
}

/** Room that is worth talking about: a twentieth of the way out. */
const hasZone = ({ told, hidden }: Drawn): boolean => hidden.limit * 20n > told.wayOut * 21n;

const FITS: Readonly<Record<Level, (d: Drawn) => boolean>> = {
  easy: (d) => hasZone(d) && d.hidden.kind === "td" && d.hidden.exponent >= 1,
  usual: () => true,
  hard: ({ hidden }) => hidden.kind !== "td" || hidden.exponent < 0.5,
};

const DRAWS_MOST = 500;

/**
 * The case of a seed and level, always the same. Easy: a payer that gives way with the calendar, and room for a deal. Usual:
 * any payer of the population. Hard: payers that hold out, count asks, answer concessions alone or do not move at all.
 */
export function drawGame(seed: number, level: Level): Drawn {
  const rng = new Chance(seed);
  let drawn = drawOne(rng);
  for (let i = 0; i < DRAWS_MOST && !FITS[level](drawn); i++) drawn = drawOne(rng);
  return drawn;
}

/** What the payer was, in words, for the end of a game. */
export function tacticWords({ kind, exponent }: Hidden): string {
  switch (kind) {
    case "td":
      return exponent < 0.5
        ? "It held out and moved only near the end of the window."
        : exponent < 1
          ? "It moved slowly at first and faster near the end of the window."
          : exponent === 1
            ? "It moved evenly with the calendar, whatever was asked."
            : "It gave way early and little later.";
    case "tft":
      return "It gave back, dollar for dollar, what you had come down in your last step.";
    case "micro":
      return "It went one even step for each lower ask, and stood still when you stood still.";
    case "stone":
      return "It did not negotiate: it hardly moves for anybody.";
  }
}
