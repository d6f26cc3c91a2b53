import { type Cents, cents, showUsd } from "#base/money.ts";
import { type MoveName, type Values, valuesOf } from "./moves.ts";
import type { NegotiationState } from "./negotiation.ts";
import {
  BENCHMARK_REASONS,
  type BenchmarkReason,
  isBenchmarkReason,
  type PlanCase,
  REASONS,
  type ReasonId,
  sourceOfBenchmark,
  type Way,
} from "./plan-case.ts";
import { TURN_REASONS, type TurnReasonId, withoutTurnReason } from "./turn-reasons.ts";

/** Why each move is worth what it is: every effect is a rerun of the turn without one reason. */

export interface Reason {
  readonly id: TurnReasonId;
  readonly text: string;
  /** What the move is worth more because of it; negative where it is worth less. */
  readonly effect: Cents;
  readonly source: string;
  readonly prior: boolean;
}

const BENCHMARK_WORDS: Readonly<Record<BenchmarkReason, string>> = {
  qpa: "the QPA that the plan disclosed",
  "own median": "what this payer allows the practice for the service",
  "contracted rates": "what the practice and this payer contracted for the service",
  "in-network rates": "what plans pay in network for the service",
  "out-of-network amounts": "what payers allow out of network for the service",
  "percentile of charges": "what is charged for the service, for talks alone",
  medicare: "a percentage of Medicare, for triage only",
};

/** The words of a reason in this case; undefined when the case does not hold it. */
function wordsOf(c: PlanCase, id: ReasonId): Omit<Reason, "effect" | "id"> | undefined {
  const { priors, fees } = c;
  const way = (name: Way["id"]) => c.ways.find((w) => w.id === name && w.open);
  const right = (w: Way | undefined) =>
    w === undefined ? undefined : { text: `${w.label} is open: ${w.why}`, source: w.source, prior: false };
  if (isBenchmarkReason(id)) {
    const source = sourceOfBenchmark(c, BENCHMARK_REASONS[id]);
    return source === undefined ? undefined : { text: BENCHMARK_WORDS[id], source, prior: id === "medicare" };
  }
  const assumed = (text: string, of: { readonly source: string; readonly prior: boolean }) => ({
    text,
    source: of.source,
    prior: of.prior,
  });
  switch (id) {
    case "allowed":
      return { text: "what the payer has allowed so far", source: c.allowedSource, prior: false };
    case "federal right":
      return right(way("federal IDR"));
    case "state right":
      return right(way("state process"));
    case "appeal right":
      return right(way("appeal"));
    case "award multiple":
      return assumed(
        `arbitrators are thought to settle near ${Math.round(priors.award.value.multiple * 100) / 100} x QPA`,
        priors.award,
      );
    case "eligibility":
      return assumed(`${Math.round(priors.eligible.value * 100)}% chance to be found eligible`, priors.eligible);
    case "payer default":
      return assumed(
        `${Math.round(priors.payerDefault.value * 100)}% chance that the payer defaults`,
        priors.payerDefault,
      );
    case "stonewalling":
      return assumed(`${Math.round(priors.stonewall.value * 100)}% of payers do not move at all`, priors.stonewall);
    case "own closed cases": {
      const { ownEnds } = priors;
      if (ownEnds === undefined) return undefined;
      const { percent } = ownEnds.value;
      const side = percent < 0 ? "below" : "above";
      return assumed(`the payer's limit is thought ${Math.abs(percent)}% ${side} what was assumed`, ownEnds);
    }
    case "collection":
      return assumed(`${Math.round(priors.collect.value * 100)}% of what is won is collected`, priors.collect);
    case "delay":
      return assumed(`money comes ${priors.days.value} days after filing a dispute`, priors.days);
    case "admin fee":
      return fees === undefined ? undefined : assumed(`administrative fee of ${showUsd(fees.admin.value)}`, fees.admin);
    case "entity fee":
      return fees === undefined
        ? undefined
        : assumed(`entity fee of ${showUsd(fees.entity.value)}, borne by the loser`, fees.entity);
    case "handling":
      return assumed(`the practice's own work, ${showUsd(priors.handling.value)}`, priors.handling);
    case "talk":
      return assumed(`${c.talkPermille.value / 10}% chance that asking alone moves the payer`, c.talkPermille);
  }
}

const OWN_WORDS: Readonly<Record<Exclude<TurnReasonId, ReasonId>, { text: string; source: string }>> = {
  "payer's offers": { text: "what the payer has offered so far", source: "the log of offers" },
  "practice floor": { text: "the floor the practice set", source: "the floor that was set" },
  "asks left": { text: "the asks that are left in the time there is", source: "the payer's usual time to answer" },
};

const isPlanReason = (id: TurnReasonId): id is ReasonId => (REASONS as readonly string[]).includes(id);

function wordsFor(s: NegotiationState, id: TurnReasonId): Omit<Reason, "effect" | "id"> | undefined {
  if (isPlanReason(id)) return wordsOf(s.planCase, id);
  const source = id === "practice floor" ? s.planCase.practiceFloor?.source : undefined;
  return { text: OWN_WORDS[id].text, source: source ?? OWN_WORDS[id].source, prior: false };
}

export const MOVES = ["accept", "counter", "escalate"] as const satisfies readonly MoveName[];
export type Effects = Readonly<Record<MoveName, readonly Reason[]>>;

const size = (a: Cents): bigint => (a < 0n ? -a : a);

/**
 * What each reason changes of each move, the strongest first. A move that is gone leaves what was allowed. It yields after
 * every rerun, so that who serves others too may let them in between.
 */
export function* effectsOf(s: NegotiationState, now: Values): Generator<void, Effects> {
  const found: Record<MoveName, Reason[]> = { accept: [], counter: [], escalate: [] };
  for (const id of TURN_REASONS) {
    const words = wordsFor(s, id);
    if (words === undefined) continue;
    yield;
    const without = valuesOf(withoutTurnReason(s, id));
    if (without === undefined) continue;
    for (const move of MOVES) {
      const is = now[move];
      if (is === undefined) continue;
      const effect = cents(is - (without[move] ?? without.accept));
      if (effect !== 0n) found[move].push({ id, ...words, effect });
    }
  }
  for (const move of MOVES)
    found[move].sort((a, b) => (size(a.effect) === size(b.effect) ? 0 : size(a.effect) > size(b.effect) ? -1 : 1));
  return found;
}
