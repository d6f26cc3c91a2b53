import { daysLeft } from "#base/calendar.ts";
import { type Day, plusDays } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import { Recall } from "#base/recall.ts";
import { type Coverage, careOf, lineFacts, type Proof } from "#claim/answer-facts.ts";
import type { ClaimLine } from "#claim/claim.ts";
import type { LineCodes } from "#claim/line-codes.ts";
import { type ChannelFinding, era, isClosed } from "#law/channel.ts";
import type { FactId, Facts } from "#law/fact.ts";
import type { DenialKind } from "#law/remark.ts";
import { type Right, readsServiceDay } from "#law/right.ts";
import { closesTheTrade, datesOf, decidingFacts, type Law } from "./deciding.ts";
import type { ChannelView, RightsState, RightView } from "./evaluation.ts";

/**
 * What the law says of a line, in the map's words. Lines that share what the law reads share one view, so that a folder
 * of a million lines asks the law a few thousand times; nothing in a view depends on money or on one claim's papers.
 */
export interface LawView {
  readonly channel: ChannelView;
  readonly rights: readonly RightView[];
  readonly rightsState: RightsState;
  /** The alive right whose safe window ends first. */
  readonly earliest: RightView | undefined;
  /** Nothing more comes in here than a programme or a contract gives. */
  readonly outside: boolean;
  /** The amount was agreed or awarded: nothing more is due by a right. */
  readonly closed: boolean;
  readonly protected: boolean;
  readonly undecidedNetwork: boolean;
  /** Facts that would give a right its first day. */
  readonly daysMissing: readonly FactId[];
  /** A right is gone by an assumed receipt that a later one, which may well be, would bring back. */
  readonly missedOnAssumption: boolean;
  /** Facts the law goes on without, worth confirming. */
  readonly confirm: readonly FactId[];
  /** The missing facts whose answer changes dollars or the earliest date, while something is at stake. */
  readonly deciding: () => readonly FactId[];
}

/** What of a line the law reads beside what its claim knows. */
export interface LineSays {
  readonly codes: LineCodes;
  readonly line: ClaimLine | undefined;
  readonly date: Day | undefined;
  readonly paid: Cents;
  /** False when nobody answered the claim: no payment and no denial to count from. */
  readonly answered: boolean;
  readonly denial: DenialKind;
}

/** What a claim's lines share of what the law reads. */
export interface LawGround {
  readonly law: Law;
  readonly coverage: Coverage;
  readonly asOf: Day;
}

/** A view with the facts it stands on. */
export interface LineLaw {
  readonly view: LawView;
  readonly facts: Facts;
  /** Sources of the facts the line itself gave. */
  readonly proof: Proof;
}

interface LawQuestion {
  readonly law: Law;
  readonly facts: Facts;
  readonly answered: boolean;
  readonly denial: DenialKind;
  readonly receiptAssumed: boolean;
  readonly initial: Day | undefined;
  readonly asOf: Day;
}

/** Lines that say the same over the same facts, of one law on one day. */
const asked = new Recall<LineLaw>(60_000);

/** What the law says of a line of a claim. */
export function lineLawOf(on: LawGround, says: LineSays): LineLaw {
  const { law, coverage, asOf } = on;
  const { codes, date, paid, answered, denial } = says;
  const { receiptAssumed, initialReceipt: initial } = coverage;
  const { state } = coverage.facts;
  const care = careOf(coverage, says.line, codes);
  const day = date === undefined || readsServiceDay(state) ? date : era(date, state);
  const sign = paid === 0n ? 0 : paid > 0n ? 1 : -1;
  const sides = (sign + 1) * 4 + (answered ? 2 : 0) + (receiptAssumed ? 1 : 0);
  // Sides are twelve, so each set of codes and sides is one number.
  asked
    .by(law)
    .by(asOf)
    .by(coverage.facts)
    .by(codes.serial * 12 + sides)
    .by(day)
    .by(care?.source)
    .by(denial);
  return asked.by(initial).answer(askLaw, on, says);
}

function askLaw({ law, coverage, asOf }: LawGround, says: LineSays): LineLaw {
  const { codes, date, paid, answered, denial } = says;
  const { receiptAssumed, initialReceipt: initial } = coverage;
  const { facts: said, proof } = lineFacts(coverage, careOf(coverage, says.line, codes), codes, date);
  const facts: Facts = { ...said, payment: paid };
  return { view: lawViewOf({ law, facts, answered, denial, receiptAssumed, initial, asOf }), facts, proof };
}

const NO_RIGHTS: readonly Right[] = [];

/** The law gives the same object for the same answer, so views are kept by it and go when it goes. */
const ofFinding = new WeakMap<ChannelFinding, LawView>();
const ofRights = new WeakMap<readonly Right[], LawView>();

function lawViewOf(q: LawQuestion): LawView {
  const found = q.law.decideChannel(q.facts, q.asOf);
  if (!q.answered) {
    const known = ofFinding.get(found);
    if (known !== undefined) return known;
    const view = viewOf(q, found, NO_RIGHTS);
    ofFinding.set(found, view);
    return view;
  }
  const rights = q.law.rightsOf(found, datesOf(q.facts, q.receiptAssumed, q.initial), q.denial, q.asOf);
  const known = ofRights.get(rights);
  if (known !== undefined) return known;
  const view = viewOf(q, found, rights);
  ofRights.set(rights, view);
  return view;
}

function viewOf(q: LawQuestion, found: ChannelFinding, all: readonly Right[]): LawView {
  const { law, facts, denial, asOf } = q;
  const rights = all.map((r) => rightView(r, facts, asOf));
  let deciding: readonly FactId[] | undefined;
  return {
    channel: channelView(found),
    rights,
    rightsState: stateOf(rights),
    earliest: earliestOf(rights),
    outside: closesTheTrade(found),
    closed: denial === "none" && isClosed(found),
    protected: found.protected === "yes",
    undecidedNetwork: found.missing.includes("in_network"),
    daysMissing: all.flatMap((r) => r.missing ?? []),
    missedOnAssumption: rights.some((r) => missedOnAssumption(r, asOf)),
    confirm: found.confirm,
    deciding: () => {
      deciding ??= decidingFacts({
        law,
        found,
        facts,
        dates: datesOf(facts, q.receiptAssumed, q.initial),
        denial,
        asOf,
      });
      return deciding;
    },
  };
}

/** So many days late a payment may well have arrived; beyond that nobody would find the proof. */
const PLAUSIBLE = 45;

/** Counted from an assumed receipt and gone, though a later receipt would bring it back. */
const missedOnAssumption = (r: RightView, asOf: Day): boolean =>
  r.state === "expired" && r.assumed && r.safe !== undefined && plusDays(r.safe[1], PLAUSIBLE) >= asOf;

const STATES = { open: "open", not_yet_open: "not yet open", expired: "expired", unknown: "unknown" } as const;

function rightView(r: Right, facts: Facts, asOf: Day): RightView {
  const started = facts.payment_received;
  const day = r.safe === undefined || started === undefined || r.safe[0] < started ? r.safe?.[0] : started;
  const starts = r.assumed && day !== undefined ? { day, source: ASSUMED } : undefined;
  return {
    id: r.id,
    channel: r.channel,
    label: r.label,
    state: STATES[r.status],
    ...(r.safe === undefined ? {} : { safe: r.safe, daysLeft: daysLeft(asOf, r.safe[1]) }),
    assumed: r.assumed,
    ...(starts === undefined ? {} : { starts }),
    ...(r.disputed === undefined ? {} : { disputed: r.disputed }),
    ...(r.missing?.[0] === undefined ? {} : { ask: r.missing[0] }),
    cite: r.cites.map((c) => c.text).join("; "),
    confidence: r.confidence,
  };
}

const ASSUMED = "assumed: the earlier of BPR16 and the remittance file's own date";

function stateOf(rights: readonly RightView[]): RightsState {
  if (rights.some((r) => r.state === "open")) return "open";
  if (rights.some((r) => r.state === "not yet open" && r.safe !== undefined)) return "not yet open";
  if (rights.some((r) => r.state === "unknown")) return "none";
  return rights.some((r) => r.state === "expired") ? "expired" : "none";
}

/** The alive right whose safe window ends first. A right without a day has no rank. */
export function earliestOf(rights: readonly RightView[]): RightView | undefined {
  let best: RightView | undefined;
  for (const r of rights) {
    if (r.safe === undefined || (r.state !== "open" && r.state !== "not yet open")) continue;
    if (best?.safe === undefined || r.safe[1] < best.safe[1]) best = r;
  }
  return best;
}

const channels = new WeakMap<ChannelFinding, ChannelView>();

function channelView(found: ChannelFinding): ChannelView {
  const known = channels.get(found);
  if (known !== undefined) return known;
  const first = found.candidates[0];
  const source = first?.cites.map((c) => c.text).join("; ") ?? "";
  const view: ChannelView = {
    verdict: found.verdict,
    candidates: found.candidates.map((c) => ({
      channel: c.channel,
      because: c.because.map((text) => ({ text })),
      cites: c.cites.map((x) => x.text),
      confidence: c.confidence,
    })),
    missing: found.missing,
    because: first?.because.map((text) => ({ text, source })) ?? [],
  };
  channels.set(found, view);
  return view;
}
