import { FEDERAL } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { type Cents, formatUsd, ZERO } from "#base/money.ts";
import { type Cadence, type SpokenBy, USUAL_CADENCE } from "#claim/profile.ts";
import type { PaperKind } from "./event-lists.ts";
import { isOver } from "./offer-state.ts";
import { sayPaper } from "./sent.ts";
import type { CaseView } from "./state.ts";

/** What of ours waits for an answer that the law gives no day for. */
interface Unanswered {
  readonly kind: "offer" | "paper";
  readonly event: number;
  /** "our offer of $600.00". */
  readonly what: string;
  readonly dollars: Cents;
  readonly made: Day;
  readonly way: SpokenBy;
}

export interface FollowUp extends Unanswered {
  /** From this day on it is ours to ask again. */
  readonly day: Day;
  /** When they were last spoken to: the offer itself, or a call or a letter since. */
  readonly since: Day;
  /** How often they were asked. */
  readonly asked: number;
  /** They were asked as often as the practice asks: another way has to be found. */
  readonly isSpent: boolean;
}

/** Papers that hope for an answer. Notices, appeals and disputes have days of the law instead; the rest ask for nothing. */
const ASKING: readonly PaperKind[] = [
  "opening",
  "counter",
  "single case agreement",
  "settlement agreement",
  "rate confirmation",
  "other",
];

function offerOf(view: CaseView, today: Day): Unanswered | undefined {
  const offer = view.offers.findLast((o) => o.state === "open");
  if (offer === undefined || offer.from !== "us") return undefined;
  if (isOver(offer, today)) return undefined;
  const { event, amount, made, way } = offer;
  return { kind: "offer", event, what: `our offer of ${formatUsd(amount)}`, dollars: amount, made, way };
}

/** The newest paper that asks and has no answer: an offer, an agreement, money or a signed copy that came after it is one. */
function letterOf(view: CaseView): Unanswered | undefined {
  if (view.offers.some((o) => o.state === "open")) return undefined;
  const asking = view.papers.filter((p) => ASKING.includes(p.paper) && p.delivery?.outcome !== "bounced");
  // A letter without a name of its own asks after the one before it.
  const paper = asking.findLast((p) => p.paper !== "other") ?? asking.at(-1);
  if (paper === undefined) return undefined;
  const answers = [
    ...[...view.offers, ...view.agreements, ...view.payments, ...view.filings],
    ...view.files.filter((f) => f.agreement !== undefined && f.removed === undefined),
  ];
  if (answers.some((a) => a.event > paper.event)) return undefined;
  const { event, day: made, way } = paper;
  return { kind: "paper", event, what: `our ${sayPaper(paper.paper)}`, dollars: ZERO, made, way };
}

/** Calls and letters since, oldest first; only those from us ask. */
function spokenSince(view: CaseView, { event }: Unanswered): readonly { readonly on: Day; readonly asks: boolean }[] {
  const calls = view.calls.filter((c) => c.event > event).map((c) => ({ on: c.on, asks: c.direction !== "to us" }));
  const letters = view.papers.filter(
    (p) => p.event > event && p.paper === "other" && p.delivery?.outcome !== "bounced",
  );
  return [...calls, ...letters.map((p) => ({ on: p.day, asks: true }))];
}

/**
 * What of ours waits for an answer, and from which day to ask after it, as often as the practice asks: so that nothing is
 * left lying because nobody counted the days. A promise that is still to come is waited for in its place.
 */
export function followUpOf(view: CaseView, today: Day, cadence: Cadence = USUAL_CADENCE): FollowUp | undefined {
  const waits = offerOf(view, today) ?? letterOf(view);
  if (waits === undefined) return undefined;
  const promised = view.tasks.some(
    (t) => t.done === undefined && t.waits === "payer" && t.due !== undefined && t.due >= today,
  );
  if (promised) return undefined;
  const spoken = spokenSince(view, waits);
  const since = spoken.reduce<Day>((m, s) => (s.on > m ? s.on : m), waits.made);
  const asked = spoken.filter((s) => s.asks).length;
  const days = asked === 0 ? (cadence.ways[waits.way] ?? cadence.first) : cadence.every;
  const isSpent = cadence.most !== undefined && asked >= cadence.most;
  return { ...waits, since, asked, isSpent, day: FEDERAL.nthAfter(since, days) };
}

const times = (n: number): string => (n === 1 ? "once" : n === 2 ? "twice" : `${n} times`);

/** What there is to do about it, in words: "our offer of $600.00 of 2026-11-20 has no answer: ask after it". */
export const sayFollowUp = ({ what, made, asked, isSpent }: FollowUp): string =>
  isSpent
    ? `${what} of ${made} was asked after ${times(asked)} without an answer: go another way`
    : `${what} of ${made} has no answer: ask after it`;
