import { daysBetween } from "#base/day.ts";
import { type Cents, cents, divide, minus, plus, sum, ZERO } from "#base/money.ts";
import { inForce } from "#case/expected.ts";
import type { CaseState, CaseView, Filing } from "#case/state.ts";
import { feesFor, settledShare } from "#law/fees.ts";
import { STEP_MINUTES, workCost } from "./portfolio.ts";
import { STARTING_PRIORS } from "./priors.ts";
import { amounts, type Settled, type Spread, totalOf } from "./results.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { discount } from "./way-out.ts";

/**
 * What negotiating brought net: above the payer's first offer, less fees, staff and the wait for the money, beside the cases
 * on which the first offer was taken. Counted from the practice's own cases; what is assumed is named in `NET_SAYS`.
 */

/** What getting a settlement took. */
export interface Costs {
  /** Administrative fee, the entity's fee and counsel's. */
  readonly fees: Cents;
  readonly minutes: number;
  readonly staff: Cents;
  /** What the further payment lost in worth until it came, or is due. */
  readonly delay: Cents;
}

/** A settled case with what it took, and what it may be compared with. */
export interface Netted extends Costs {
  /** Above the first payment. */
  readonly more: Cents;
  /** Above the payer's first offer; absent where it is not written down. */
  readonly over: Cents | undefined;
  /** The first offer was taken without an ask of ours. */
  readonly tookFirst: boolean;
  /** Payer, class and size of what was at stake. */
  readonly cell: string;
}

const KINDS: Readonly<Record<string, number>> = {
  "offer made": STEP_MINUTES.talk,
  "offer accepted": STEP_MINUTES.accept,
  "filing recorded": STEP_MINUTES.escalate,
  "paper sent": STEP_MINUTES.notice,
  "call logged": STEP_MINUTES.talk,
};

/** Minutes of persons by the kind of act; no act says its own. */
const minutesOf = (log: CaseState["log"]): number =>
  log.reduce((t, e) => (e.by.kind === "person" ? t + (KINDS[e.type] ?? STEP_MINUTES.wait) : t), 0);

/** The entity's fee that stays with us: none where our final offer was met, half where it was settled, else all of it. */
function entityFee(view: CaseView, filing: Filing, range: readonly [Cents, Cents]): Cents {
  const whole = cents(divide(plus(...range), 2n, "half-up"));
  const award = inForce(view).find((a) => a.kind === "award");
  if (award === undefined) return filing.entity === undefined ? ZERO : settledShare(whole);
  return filing.finalOffer !== undefined && totalOf(view, award) >= filing.finalOffer ? ZERO : whole;
}

/** Fees of one filing: what was written down, else what the law says of its day; of a suit what counsel said. */
function feesOfFiling(view: CaseView, filing: Filing): Cents {
  if (filing.road === "suit") return filing.fee ?? view.counsel?.said.cost ?? ZERO;
  if (filing.road !== "federal IDR") return filing.fee ?? ZERO;
  const law = feesFor({ initiated: filing.day, kind: "single" });
  if (law === undefined) return filing.fee ?? ZERO;
  return plus(filing.fee ?? law.adminPerParty, entityFee(view, filing, law.entityRange));
}

function delayOf(view: CaseView, { before, promised, days }: Settled): Cents {
  const more = minus(promised, before);
  const due = inForce(view).reduce((m, a) => Math.max(m, daysBetween(view.opened.on, a.due)), 0);
  if (more <= 0n) return ZERO;
  return minus(more, fromPerDollar(perDollar(more) * discount(days ?? due, STARTING_PRIORS.rate), "half-up"));
}

const BANDS = [50_000n, 200_000n, 1_000_000n];

/** What it was settled at above their first offer, in total allowed. */
function overOf(view: CaseView, { offered }: Settled): Cents | undefined {
  if (offered !== undefined) return minus(offered.last, offered.first);
  const first = view.offers.find((o) => o.from === "them");
  const [only, second] = inForce(view);
  return first === undefined || only === undefined || second !== undefined
    ? undefined
    : minus(totalOf(view, only), first.amount);
}

/** A settled case with its costs, at a rate of staff an hour. */
export function nettedOf(log: CaseState["log"], view: CaseView, settled: Settled, hour: Cents): Netted {
  const { first } = view;
  const band = BANDS.filter((most) => first.stake >= most).length;
  const minutes = minutesOf(log);
  const over = overOf(view, settled);
  return {
    ...{ over, more: minus(settled.promised, settled.before), minutes, staff: workCost(minutes, hour) },
    fees: sum(view.filings.map((f) => feesOfFiling(view, f))),
    delay: delayOf(view, settled),
    tookFirst: over === 0n && view.offers.every((o) => o.from === "them"),
    cell: JSON.stringify([view.payerKey, first.class, band]),
  };
}

/** Fewer than these on a side are counts and no comparison. */
export const ENOUGH_NET = 5;

export interface Net {
  /** Above the payer's first offer, of negotiated cases with both offers written down: gross, and less what it took. */
  readonly gross: Spread<Cents> | undefined;
  readonly net: Spread<Cents> | undefined;
  readonly fees: Cents;
  readonly staff: Cents;
  readonly minutes: number;
  readonly delay: Cents;
  /** Above the first payment and net, of cases alike: those negotiated and those on which the first offer was taken. */
  readonly alike: {
    readonly negotiated: Spread<Cents> | undefined;
    readonly took: Spread<Cents> | undefined;
    /** Middle less middle; undefined while either side has under five. */
    readonly apart: Cents | undefined;
  };
  /** Cases on which the first offer was taken, alike or not. */
  readonly tookFirst: number;
  readonly says: string;
}

export const NET_SAYS: readonly string[] = [
  "Fees are those written down with the filing; else the administrative fee in force on its day and the middle of the entity's lawful range, half of it after a settlement, none where our final offer was met, and all of it where no record says who won. Counsel is what counsel said. Fees of other roads count where they were written down.",
  "Staff is the acts of persons by kind at the usual minutes of each; no act says its own minutes.",
  "The further payment loses 8% of its worth a year from the opening of the case until it came, or is due; the first offer counts as if it had been paid at once.",
];

const BIAS =
  "Which offers were taken was a choice, so those cases may differ from the negotiated ones in ways not seen here.";

const heldSay = (took: number, apart: Cents | undefined): string => {
  if (apart !== undefined)
    return "Beside the cases of the same payer, class and size of stake on which the first offer was taken.";
  const held = "the comparison is with having taken the first offer on the same cases";
  return took === 0
    ? `No case took the first offer without an ask, so ${held}.`
    : `Too few cases of the same payer, class and size of stake on both sides (${ENOUGH_NET} each are needed), so ${held}.`;
};

const netted = (n: Netted, gross: Cents): Cents => minus(gross, sum([n.fees, n.staff, n.delay]));

const cellsOf = (of: readonly Netted[]): ReadonlySet<string> => new Set(of.map((n) => n.cell));

/** Above the first payment and net, of those that have their like among the others. */
const alike = (of: readonly Netted[], others: readonly Netted[]): Spread<Cents> | undefined => {
  const cells = cellsOf(others);
  return amounts(of.filter((n) => cells.has(n.cell)).map((n) => netted(n, n.more)));
};

/** What the settled cases say net of what they took. Order does not matter. */
export function netOf(all: readonly Netted[]): Net {
  const negotiated = all.filter((n) => !n.tookFirst);
  const took = all.filter((n) => n.tookFirst);
  const offered = negotiated.flatMap((n) => (n.over === undefined ? [] : [{ ...n, over: n.over }]));
  const sides = { negotiated: alike(negotiated, took), took: alike(took, negotiated) };
  const apart =
    sides.negotiated === undefined ||
    sides.took === undefined ||
    Math.min(sides.negotiated.n, sides.took.n) < ENOUGH_NET
      ? undefined
      : minus(sides.negotiated.median, sides.took.median);
  return {
    gross: amounts(offered.map((n) => n.over)),
    net: amounts(offered.map((n) => netted(n, n.over))),
    fees: sum(offered.map((n) => n.fees)),
    staff: sum(offered.map((n) => n.staff)),
    minutes: offered.reduce((t, n) => t + n.minutes, 0),
    delay: sum(offered.map((n) => n.delay)),
    alike: { ...sides, apart },
    tookFirst: took.length,
    says: `${heldSay(took.length, apart)} ${BIAS}`,
  };
}
