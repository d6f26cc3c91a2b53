import type { Day } from "#base/day.ts";
import { type Cents, cents, showUsd, ZERO } from "#base/money.ts";
import { chooseMove, type Flip, flipsOf, type MoveName, withFlip } from "./flips.ts";
import { alertFor, approvalsFor, ELIGIBLE_ENOUGH, figure, type Refusal, roomFor } from "./guardrails.ts";
import { type PlanCase, REASONS, type ReasonId, type Way, withoutReason } from "./plan-case.ts";
import { type Worth, worthOf } from "./worth.ts";

export type Advice = MoveName | "not enough to advise";

/** Why a move is worth what it is: taking the reason out of the case changes the move's dollars by `effect`. */
export interface Reason {
  readonly id: ReasonId;
  readonly text: string;
  readonly effect: Cents;
  readonly source: string;
  readonly prior: boolean;
}

export interface Move {
  readonly move: MoveName;
  /** What it brings in total, on average, in today's money; absent when it is not open or cannot be valued. */
  readonly dollars: Cents | undefined;
  readonly days: number | undefined;
  /** Fees advanced to others. */
  readonly fees: Cents;
  readonly chance: number | undefined;
  /** What the move is: the road, or why there is none. */
  readonly what: string;
  readonly reasons: readonly Reason[];
}

export interface MissingFact {
  readonly fact: string;
  readonly question: string;
  /** What knowing it is worth, or the dollars it decides; absent when it cannot be reckoned. */
  readonly worth: Cents | undefined;
}

export interface Plan {
  readonly claim: string;
  readonly asOf: Day;
  readonly advice: Advice;
  /** Why the advice is not more than it is. */
  readonly because: readonly string[];
  readonly target: Cents | undefined;
  readonly floor: Cents | undefined;
  readonly opening: Cents | undefined;
  readonly moves: readonly Move[];
  readonly flips: readonly Flip[];
  readonly missing: readonly MissingFact[];
  readonly ways: readonly Way[];
  readonly refusals: readonly Refusal[];
  readonly alerts: readonly string[];
  readonly approvals: readonly string[];
  readonly worth: Worth;
}

const MOVES: readonly MoveName[] = ["accept", "counter", "escalate"];

/** A move's dollars; a move that is not there leaves what was already allowed. */
function dollarsOf(move: MoveName, w: Worth): Cents | undefined {
  if (move === "accept") return w.accept;
  return move === "counter" ? w.counter?.value : w.ways[0]?.value;
}

/** What the move brings, or what stands when there is no such move: the figure that effects are differences of. */
export const movedTo = (move: MoveName, c: PlanCase): Cents => {
  const w = worthOf(c);
  return dollarsOf(move, w) ?? w.accept;
};

const first = <T>(list: readonly T[], of: (x: T) => { readonly source: string } | undefined): string =>
  list.map(of).find((k) => k !== undefined)?.source ?? "";

/** The words of a reason in this case; undefined when the case does not hold it. */
export function wordsOf(c: PlanCase, id: ReasonId): Omit<Reason, "effect" | "id"> | undefined {
  const { priors, fees } = c;
  const way = (name: Way["id"]) => c.ways.find((w) => w.id === name && w.open);
  const right = (w: Way | undefined) =>
    w === undefined ? undefined : { text: `${w.label} is open: ${w.why}`, source: w.source, prior: false };
  const known = (name: "qpa" | "ownMedian" | "medicare", text: string) => {
    const source = first(c.items, (i) => i[name]);
    return source === "" ? undefined : { text, source, prior: name === "medicare" };
  };
  const assumed = (text: string, of: { readonly source: string; readonly prior: boolean }) => ({
    text,
    source: of.source,
    prior: of.prior,
  });
  switch (id) {
    case "allowed":
      return { text: "what the payer has allowed so far", source: c.allowedSource, prior: false };
    case "qpa":
      return known("qpa", "the QPA that the plan disclosed");
    case "own median":
      return known("ownMedian", "what this payer allows the practice for the service");
    case "medicare":
      return known("medicare", "a percentage of Medicare, for triage only");
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

const size = (a: Cents): bigint => (a < 0n ? -a : a);

/** The reasons of every move, by what each changes when it is taken out, the largest first. */
function reasonsOf(c: PlanCase, w: Worth): ReadonlyMap<MoveName, readonly Reason[]> {
  const found = new Map<MoveName, Reason[]>(MOVES.map((m) => [m, []]));
  for (const id of REASONS) {
    const words = wordsOf(c, id);
    if (words === undefined) continue;
    const without = worthOf(withoutReason(c, id));
    for (const move of MOVES) {
      const now = dollarsOf(move, w);
      if (now === undefined) continue;
      const effect = cents(now - (dollarsOf(move, without) ?? without.accept));
      if (effect !== 0n) found.get(move)?.push({ id, ...words, effect });
    }
  }
  for (const list of found.values())
    list.sort((a, b) => (size(a.effect) === size(b.effect) ? 0 : size(a.effect) > size(b.effect) ? -1 : 1));
  return found;
}

function counterWords(c: PlanCase, w: Worth): string {
  if (w.counter === undefined)
    return c.denied ? "a denial is argued, not priced" : "nothing known says what could be asked";
  if (w.zone === undefined) return "ask the payer, with no road behind the request that would pay";
  const way = c.ways.find((x) => x.id === w.ways[0]?.id);
  return way?.id === "federal IDR" && !way.ready
    ? "send the open negotiation notice with the opening; the dispute follows if the payer does not move"
    : "ask the payer, and go the way below if it does not move";
}

function movesOf(c: PlanCase, w: Worth): readonly Move[] {
  const reasons = reasonsOf(c, w);
  const [best] = w.ways;
  const closedBecause = c.ways.filter((x) => !x.open).map((x) => x.why);
  return [
    {
      move: "accept",
      dollars: w.accept,
      days: 0,
      fees: ZERO,
      chance: 1,
      what: "keep what the payer allowed and close the claim",
      reasons: reasons.get("accept") ?? [],
    },
    {
      move: "counter",
      dollars: w.counter?.value,
      days: w.counter === undefined ? undefined : c.priors.talkDays.value,
      fees: ZERO,
      chance: w.counter?.chance,
      what: counterWords(c, w),
      reasons: reasons.get("counter") ?? [],
    },
    {
      move: "escalate",
      dollars: best?.value,
      days: best?.days,
      fees: best?.fees ?? ZERO,
      chance: best?.chance,
      what: best?.label ?? closedBecause[0] ?? "an open way that nothing known puts a figure on",
      reasons: reasons.get("escalate") ?? [],
    },
  ];
}

/** Doubt about the arbitrator's median in logarithms; larger when the QPA itself is guessed. */
function medianDoubt(c: PlanCase): number {
  const { logDoubt } = c.priors.award.value;
  return c.items.some((i) => i.qpa === undefined)
    ? Math.hypot(logDoubt, c.priors.allowedOverQpa.value.logDoubt)
    : logDoubt;
}

/** What knowing the arbitrator's median would be worth: deciding after it is known, less deciding now. */
function worthOfKnowing(c: PlanCase, w: Worth): Cents {
  const { multiple } = c.priors.award.value;
  const doubt = medianDoubt(c);
  const best = (x: Worth): Cents =>
    [x.counter?.value, x.ways[0]?.value].reduce<Cents>((m, v) => (v !== undefined && v > m ? v : m), x.accept);
  const nodes = [
    [-1, 1n],
    [0, 4n],
    [1, 1n],
  ] as const;
  const at = (k: number): Cents => {
    const value = { multiple: multiple * Math.exp(k * Math.sqrt(3) * doubt), logDoubt: 0 };
    return best(worthOf({ ...c, priors: { ...c.priors, award: { ...c.priors.award, value } } }));
  };
  const informed = nodes.reduce((t, [k, weight]) => t + at(k) * weight, 0n) / 6n;
  return cents(informed > best(w) ? informed - best(w) : 0n);
}

function missingOf(c: PlanCase, w: Worth): readonly MissingFact[] {
  const federal = c.ways.some((x) => x.id === "federal IDR" && x.open);
  const list: MissingFact[] = c.openFacts.map((f) => ({ fact: f.fact, question: f.question, worth: f.worth }));
  if (!c.answered)
    list.push({
      fact: "remittance",
      question: "What did the payer answer? No remittance is in the folder.",
      worth: undefined,
    });
  if (federal && c.items.some((i) => i.qpa === undefined))
    list.push({
      fact: "qpa",
      question: "Which qualifying payment amount did the plan disclose with its payment?",
      worth: w.ways.length === 0 ? undefined : worthOfKnowing(c, w),
    });
  else if (federal)
    list.push({
      fact: "decided disputes",
      question: "How did past disputes with this payer end: both offers, the QPA, and whose was taken?",
      worth: w.ways.length === 0 ? undefined : worthOfKnowing(c, w),
    });
  if (c.items.some((i) => i.ownMedian === undefined))
    list.push({
      fact: "own history",
      question: "What did this payer allow the practice for the same code? Five lines make a median.",
      worth: undefined,
    });
  return list.sort((a, b) => Number((b.worth ?? -1n) > (a.worth ?? -1n)) - Number((a.worth ?? -1n) > (b.worth ?? -1n)));
}

/** Reasons for which no advice is given, whatever the figures say. */
function holdsBack(c: PlanCase, w: Worth, refused: readonly Refusal[]): readonly string[] {
  const federal = c.ways.some((x) => x.id === "federal IDR" && x.open);
  return [
    ...refused.map((r) => `${r.guard}: ${r.says}`),
    ...(c.settled ? [] : ["law cannot say yet which road governs; the figures show what is likely"]),
    ...(c.answered ? [] : ["the payer has not answered, so there is nothing to accept or to dispute"]),
    ...priorsAlone(c, w),
    ...(federal && c.priors.eligible.value < ELIGIBLE_ENOUGH
      ? [`G12: eligibility is only ${Math.round(c.priors.eligible.value * 100)}% sure; a person must decide the road`]
      : []),
  ];
}

/** Standard normal quantile of 90%: both ends of what a prior thinks likely. */
const LIKELY = 1.2816;

/** Whether the advice stands on nothing but priors: no datum of the service's worth, or one that the priors overrule. */
function priorsAlone(c: PlanCase, w: Worth): readonly string[] {
  if (accepts(c, w) || c.items.some((i) => i.qpa !== undefined)) return [];
  if (c.items.every((i) => i.ownMedian === undefined))
    return ["no QPA and no history of the practice: every figure rests on priors alone"];
  const { multiple } = c.priors.award.value;
  const doubt = medianDoubt(c);
  const ends = [-LIKELY, LIKELY].map((k) => {
    const then = withFlip(c, "award multiple", multiple * Math.exp(k * doubt));
    return chooseMove(then, worthOf(then));
  });
  const turns = ends.some((move) => (move === "accept") !== (chooseMove(c, w) === "accept"));
  return turns ? ["without the QPA the advice turns within what the priors think likely"] : [];
}

/** What even a firm advice rests on, so that nobody takes a belief for a record. */
function restsOn(c: PlanCase, w: Worth): readonly string[] {
  if (w.ways[0]?.id !== "federal IDR") return [];
  const guessed = c.items.some((i) => i.qpa === undefined) ? ", and the QPA is guessed from the first payment" : "";
  return [`how an arbitrator would decide is a prior, as no award of the practice is known${guessed}`];
}

/** Nothing is left to win: then no prior is needed to say so. */
const accepts = (c: PlanCase, w: Worth): boolean => c.items.length > 0 && w.ways.length === 0 && w.accept >= w.billed;

/** What is advised and what the figures alone would choose, before any reason is reckoned. */
export interface Advised {
  readonly advice: Advice;
  /** The move that the figures choose, whether or not they are enough to advise it. */
  readonly chosen: MoveName;
  /** Why there is no advice; empty when there is. */
  readonly held: readonly string[];
  readonly target: Cents | undefined;
  readonly opening: Cents | undefined;
  readonly floor: Cents | undefined;
  readonly refusals: readonly Refusal[];
}

/** The advice of a plan without its reasons: the same, and many times as fast, for when many cases are looked at. */
export function advisedOn(c: PlanCase, w: Worth): Advised {
  const limits = { floor: w.floor, billed: w.billed, cap: w.cap };
  const refusals: Refusal[] = [];
  const none = roomFor(limits);
  if (none !== undefined) refusals.push(none);
  const guarded = (amount: Cents | undefined): Cents | undefined => {
    if (amount === undefined) return undefined;
    const kept = figure(amount, limits);
    if (!kept.ok) refusals.push(kept.error);
    return kept.ok ? kept.value : undefined;
  };
  const target = guarded(w.target);
  const opening = guarded(w.opening?.price);
  const held = holdsBack(c, w, refusals);
  const chosen = chosenBy(c, w);
  const advice = held.length > 0 ? "not enough to advise" : chosen;
  return { advice, chosen, held, target, opening, refusals, floor: none === undefined ? w.floor : undefined };
}

/**
 * A plan for one claim: figures, the three moves with their reasons, what would change the advice and what is missing.
 * Every figure keeps the guardrails or is not given at all.
 */
export function planOf(c: PlanCase): Plan {
  const w = worthOf(c);
  const { advice, chosen, held, target, opening, floor, refusals } = advisedOn(c, w);
  const way = w.ways[0];
  return {
    claim: c.claim,
    asOf: c.asOf,
    advice,
    because: [...held, ...c.notes, ...restsOn(c, w)],
    target,
    floor,
    opening,
    moves: movesOf(c, w),
    flips: flipsOf(c, w, c.asOf),
    missing: missingOf(c, w),
    ways: c.ways,
    refusals,
    alerts: c.ways.flatMap((x) => (x.open ? (alertFor(x.step ?? x.label, x.daysLeft) ?? []) : [])),
    approvals:
      chosen === "accept" && held.length === 0
        ? []
        : approvalsFor({ opening, files: way !== undefined, finalOfferFromModel: way?.id === "federal IDR" }),
    worth: w,
  };
}

/** The move that the figures choose, near deadlines heeded; whether they are enough to advise it is not asked. */
export const chosenBy = (c: PlanCase, w: Worth): MoveName => hurried(c, w, chooseMove(c, w));

const LAST_DAYS = 5;
const HOPELESS = 0.1;

/** A dispute that may be filed now and not much longer is filed (G7), and so is one where talking has no prospect. */
function hurried(c: PlanCase, w: Worth, chosen: MoveName): MoveName {
  if (chosen !== "counter") return chosen;
  const way = c.ways.find((x) => x.id === w.ways[0]?.id && x.open);
  if (way === undefined || !way.ready || w.ways[0] === undefined || w.ways[0].value <= w.accept) return chosen;
  const late = way.daysLeft !== undefined && way.daysLeft <= LAST_DAYS;
  return late || (w.zone?.chance ?? 1) < HOPELESS ? "escalate" : chosen;
}
