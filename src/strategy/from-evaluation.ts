import { type Day, plusDays } from "#base/day.ts";
import { type Cents, cents, divide, ZERO } from "#base/money.ts";
import type { ClaimEvaluation, LineEvaluation, RightView } from "#case/evaluation.ts";
import { chanceOf } from "#case/loss.ts";
import { decideBatch } from "#law/batch.ts";
import { CHANNELS, isChannelId } from "#law/channels.ts";
import { feesFor } from "#law/fees.ts";
import type { DisputedClock } from "#law/receipt.ts";
import type { OutsideBenchmarks } from "./outside-benchmarks.ts";
import { type FederalFees, PAUSED, type PlanCase, type PlanItem, type Way, type WayId } from "./plan-case.ts";
import { type Known, type Priors, STARTING_PRIORS } from "./priors.ts";
import { PLANNABLE } from "./scale.ts";

/** Lines on which nothing more can come in: closed, lost in time, or paid what they are worth. */
const DONE: readonly LineEvaluation["class"][] = ["not this trade", "expired", "paid in line"];

/** What the folder says of a claim beyond its evaluation. */
export interface ClaimFacts {
  readonly qpa?: { readonly amount: Cents; readonly source: string };
  /** What tables the user loaded say of each line, by its number. */
  readonly outside?: ReadonlyMap<number, OutsideBenchmarks>;
  /** The day open negotiation began, which decides what may share a batch; today when it is yet to begin. */
  readonly negotiationStart?: Day;
}

export type NoPlan = { readonly plannable: false; readonly why: string };
export type Plannable = { readonly plannable: true; readonly planCase: PlanCase };

const lineName = (l: LineEvaluation): string => `line ${l.number}, ${[l.code, ...l.modifiers].join("-")}`;

/** The number of the line that an item of a plan stands for; 0 where its name is not of a line. */
export const lineOfItem = ({ name }: Pick<PlanItem, "name">): number => Number(/^line (\d+),/.exec(name)?.[1] ?? 0);

const familyOf = (channel: string): string => (isChannelId(channel) ? CHANNELS[channel].family : "");

/** A state's own roads are named by the state. */
const isState = (family: string): boolean => /^[A-Z]{2}/.test(family) || family === "state";

/** The road that a channel leads to; undefined of one that is none. */
export function wayIdOf(channel: string): WayId | undefined {
  const family = familyOf(channel);
  if (family === "federal") return "federal IDR";
  if (isState(family)) return "state process";
  return family === "appeal" || family === "corrected" ? "appeal" : undefined;
}

/** Steps that are not begun by the provider's decision on a price. */
const NEGOTIATION = "nsa.open_neg_initiate";

function wayOf(id: WayId, e: ClaimEvaluation, lead: LineEvaluation): Way {
  const rights = lead.rights.filter((r) => wayIdOf(r.channel) === id);
  const alive = rights.filter((r) => r.state === "open" || (r.state === "not yet open" && r.safe !== undefined));
  const first = alive.reduce<RightView | undefined>(
    (m, r) => (m === undefined || (r.daysLeft ?? Infinity) < (m.daysLeft ?? Infinity) ? r : m),
    undefined,
  );
  if (first === undefined) return closedWay(id, e, lead, rights);
  const until =
    first.safe === undefined ? "" : ` through ${first.safe[1]}${first.assumed ? " (counted from an assumed day)" : ""}`;
  const dispute =
    first.disputed === undefined ? "" : `; the day of receipt is disputed: ${first.disputed.map(clockText).join(", ")}`;
  const opens = first.state === "open" ? "" : `, opens ${first.safe?.[0] ?? ""}`;
  return {
    id,
    label: labelOf(id, first),
    step: first.label,
    open: true,
    ready: first.state === "open" && first.id !== NEGOTIATION,
    why: `${first.label.toLowerCase()}${opens}${until}${dispute}`,
    source: first.cite,
    ...(first.daysLeft === undefined ? {} : { daysLeft: first.daysLeft }),
    ...(first.safe === undefined ? {} : { until: first.safe[1] }),
    chancePermille: chanceOf(lead.payment, first.channel).permille,
  };
}

/** A way that is not open. Where only its last day is not known it is not closed either, and its chance stays with it. */
function closedWay(id: WayId, e: ClaimEvaluation, lead: LineEvaluation, rights: readonly RightView[]): Way {
  const base = { id, open: false, ready: false, why: closedWhy(id, e, rights), source: rights[0]?.cite ?? "" } as const;
  const right = rights.find((r) => r.state === "unknown" && r.ask !== undefined);
  if (right?.ask === undefined) return { ...base, label: rights[0] === undefined ? id : labelOf(id, rights[0]) };
  return {
    ...{ ...base, label: labelOf(id, right), step: right.label, unsure: right.ask },
    chancePermille: chanceOf(lead.payment, right.channel).permille,
  };
}

const clockText = (c: DisputedClock): string => `from ${c.day} (${c.source}) it would run ${c.safe[0]} to ${c.safe[1]}`;

function labelOf(id: WayId, right: RightView): string {
  if (id !== "federal IDR") return isChannelId(right.channel) ? CHANNELS[right.channel].label : id;
  const after = right.id === NEGOTIATION ? ", after open negotiation" : "";
  return `${CHANNELS.federal_idr.label}${after}`;
}

/** Roads that settle what protected care is paid; beside them an appeal has nothing to say of the price. */
const isPriceRoad = (verdict: string): boolean => ["federal IDR", "state process"].includes(wayIdOf(verdict) ?? "");

function closedWhy(id: WayId, e: ClaimEvaluation, rights: readonly RightView[]): string {
  if (rights.some((r) => r.state === "unknown")) return "not known to be open: the day it ends on is not known";
  if (rights.some((r) => r.state === "expired")) return "its last safe day has passed";
  const { verdict, missing } = e.channel;
  if (verdict === "undetermined") return `not settled: ${missing.join(", ")} is not known`;
  if (id === "federal IDR" && verdict === "wait_cooling_off") return PAUSED;
  const road = isChannelId(verdict) ? CHANNELS[verdict].label : verdict;
  return id === "appeal" && isPriceRoad(verdict)
    ? `an appeal is for coverage and how benefits were worked out; this price is settled by: ${road}`
    : `not the road of this claim, which is: ${road}`;
}

/** The day a dispute would be begun, which decides its fees: its first safe day, or after a negotiation yet to come. */
function initiationDay(lead: LineEvaluation, asOf: Day, priors: Priors): Day {
  const right = lead.rights.find((r) => r.id === "nsa.idr_initiate" && r.safe !== undefined);
  const opens = right?.safe?.[0];
  if (opens !== undefined) return opens > asOf ? opens : asOf;
  return plusDays(asOf, priors.talkDays.value);
}

function feesOf(
  lines: readonly LineEvaluation[],
  lead: LineEvaluation,
  asOf: Day,
  began: Day,
  priors: Priors,
): FederalFees | undefined {
  const initiated = initiationDay(lead, asOf, priors);
  const batch =
    lines.length < 2
      ? undefined
      : decideBatch({
          lines: lines.length,
          codes: lines.map((l) => l.code),
          negotiationStart: began,
          onePatient: true,
          oneClaimForm: true,
          sameProvider: true,
          sameIssuer: true,
        });
  const together = batch?.channel === "federal_idr_batched" && batch.minDisputes === 1;
  const fees = feesFor(together ? { initiated, kind: "batched", lines: lines.length } : { initiated, kind: "single" });
  if (fees === undefined) return undefined;
  const [low, high] = fees.entityRange;
  const cite = [...new Set(fees.cites.map((x) => x.text))].join("; ");
  return {
    admin: { value: fees.adminPerParty, source: `${cite}, for a dispute begun about ${initiated}`, prior: false },
    entity: {
      value: cents(divide(low + high, 2n, "half-up")),
      source: `prior: the middle of the lawful range (${cite}); each entity posts its own`,
      prior: true,
    },
    oneEach: !together,
  };
}

function itemOf(l: LineEvaluation, qpa: Known<Cents> | undefined, outside: OutsideBenchmarks | undefined): PlanItem {
  const { benchmark } = l;
  const known =
    benchmark === undefined
      ? undefined
      : { value: benchmark.amount, source: benchmark.working, prior: benchmark.basis !== "own median" };
  return {
    name: lineName(l),
    billed: l.billed,
    allowed: l.allowed ?? ZERO,
    ...(qpa === undefined ? {} : { qpa }),
    ...(known === undefined ? {} : benchmark?.basis === "own median" ? { ownMedian: known } : { medicare: known }),
    ...outside,
  };
}

/** The lines to plan for: those in play, on the road of the claim; all lines when none is in play. */
function inPlay(e: ClaimEvaluation): { readonly lines: readonly LineEvaluation[]; readonly notes: readonly string[] } {
  const charged = e.lines.filter((l) => l.billed > 0n);
  const alive = charged.filter((l) => !DONE.includes(l.class));
  const same = alive.filter((l) => l.channel.verdict === e.channel.verdict);
  const lines = same.length > 0 ? same : alive.length > 0 ? alive : charged;
  const left = e.lines.length - lines.length;
  return {
    lines,
    notes:
      left === 0
        ? []
        : [
            `${lines.length} of ${e.lines.length} lines are planned for; the others are paid, closed or on another road`,
          ],
  };
}

/** Turns an evaluated claim into a case to plan, or says why there is nothing to plan. */
export function planCaseOf(
  e: ClaimEvaluation,
  facts: ClaimFacts,
  asOf: Day,
  priors: Priors = STARTING_PRIORS,
): Plannable | NoPlan {
  if (e.setAside !== undefined)
    return { plannable: false, why: `the claim is set aside (${e.setAside}); another sending of it counts` };
  if (e.lines.length > 0 && e.lines.every((l) => l.class === "not this trade"))
    return { plannable: false, why: "the claim is not this trade: a programme or a contract sets its price" };
  const { lines, notes } = inPlay(e);
  const lead = lines.reduce<LineEvaluation | undefined>(
    (m, l) => (m === undefined || l.stake > m.stake ? l : m),
    undefined,
  );
  if (lead === undefined) return { plannable: false, why: "the claim has no line with a charge" };
  if (lines.some((l) => l.billed > PLANNABLE))
    return { plannable: false, why: "a charge is larger than any that can be planned for" };
  // A QPA answered for a claim of several lines does not say whose it is.
  const single = e.lines.length === 1;
  const qpa: Known<Cents> | undefined =
    facts.qpa === undefined || !single
      ? undefined
      : { value: facts.qpa.amount, source: facts.qpa.source, prior: false };
  const fees = feesOf(lines, lead, asOf, facts.negotiationStart ?? asOf, priors);
  return {
    plannable: true,
    planCase: {
      claim: e.claim,
      asOf,
      items: lines.map((l) => itemOf(l, qpa, facts.outside?.get(l.number))),
      allowedSource: lead.allowedFrom ?? "no remittance answers the line",
      answered: lines.some((l) => l.allowed !== undefined),
      denied: lead.payment === "denied",
      settled: e.channel.verdict !== "undetermined",
      ways: (["federal IDR", "state process", "appeal"] as const).map((id) => wayOf(id, e, lead)),
      ...(fees === undefined ? {} : { fees }),
      talkPermille: {
        value: chanceOf(lead.payment, "direct_negotiation").permille,
        source: "prior: the table of chances that the map uses",
        prior: true,
      },
      priors,
      openFacts: e.questions.map((q) => ({ fact: q.fact, question: q.question, worth: q.dollars })),
      notes:
        facts.qpa !== undefined && !single
          ? [...notes, "the QPA given is for the claim; with several lines it says nothing of each, so it is not used"]
          : notes,
    },
  };
}
