import { FEDERAL } from "#base/calendar.ts";
import { type Cite, cfr } from "#base/cite.ts";
import { type Day, daysBetween, plusDays } from "#base/day.ts";
import { type Cents, cents, divide, greatest, showUsd, sum, ZERO } from "#base/money.ts";
import type { Conditions } from "#case/event.ts";
import { allocate } from "#claim/allocate.ts";
import type { PlanFunding } from "#law/fact.ts";
import { NO_STATE_INTEREST, PROMPT_PAY_INTEREST } from "#law/federal/sums.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { discount } from "./way-out.ts";

/**
 * (e) What an offer is worth with its terms: each term as dollars and where they come from, so that two offers compare.
 * A term whose dollars nobody knows has none: it is named and never counted as nothing.
 */

/** An amount somebody can stand for. */
export interface Sourced {
  readonly amount: Cents;
  readonly source: string;
}

/** What is known around an offer. Whatever is absent is not known, which is not the same as nothing. */
export interface TermsGround {
  readonly on: Day;
  /** A year's worth of waiting, as a share: 0.08 is 8%. */
  readonly rate: number;
  /** What the plan has paid already and the offer counts in: it waits for nobody. */
  readonly paid: Cents;
  /** Interest owed for paying late, where somebody said it; else it is reckoned of `late`. */
  readonly interest?: Sourced;
  /** What interest for paying late hangs on; what was still to pay is the offer less what was paid. */
  readonly late?: Omit<LatePayment, "owed">;
  /** What all other open claims against this payer could still bring. */
  readonly otherClaims?: Sourced;
  /** What a price that binds later claims for the code would cost, where somebody said it; else it is reckoned of `later`. */
  readonly laterClaims?: Sourced;
  /** Own history of the codes of the offer with this payer, one entry a line. */
  readonly later?: readonly LaterLine[];
  /** Whether the patient could be billed for the rest at all, and what that would bring. */
  readonly balance?: { readonly barred: true; readonly cite: Cite } | ({ readonly barred: false } & Sourced);
}

/** A line of the offer, and what own history says of its code with this payer. */
export interface LaterLine {
  readonly code: string;
  /** How many lines the history has, and the middle of what was allowed for one; absent where it has too few. */
  readonly own: { readonly n: number; readonly median: Cents } | undefined;
  /** What the line counts in the offer. */
  readonly weight: Cents;
}

export const TERMS = [
  "payWithin",
  "interestWaived",
  "release",
  "confidential",
  "precedent",
  "noBalanceBill",
  "note",
] as const satisfies readonly (keyof Conditions)[];
export type TermId = (typeof TERMS)[number];

export interface TermWorth {
  readonly term: TermId;
  /** The term as a person says it: "paid within 10 business days". */
  readonly label: string;
  /** What it adds to the price or takes from it; undefined when nobody knows. */
  readonly dollars: Cents | undefined;
  readonly source: string;
  /** True when it rests on an assumption and not on something anybody said. */
  readonly assumed: boolean;
}

export interface OfferWorth {
  readonly amount: Cents;
  readonly terms: readonly TermWorth[];
  /** The amount with every term whose dollars are known, in today's money. */
  readonly worth: Cents;
  /** Terms nobody can put a figure on: a comparison says so. */
  readonly unknown: readonly TermId[];
}

/** Calendar days to the money where an offer names none. */
const USUAL_DAYS = 30;
const MOST_BUSINESS_DAYS = 2_000;

/** What waiting so many days takes from an amount: zero or less. */
function waiting(amount: Cents, days: number, rate: number): Cents {
  const whole = greatest(amount, ZERO);
  return cents(fromPerDollar(perDollar(whole) * discount(Math.max(0, days), rate), "half-up") - whole);
}

const days = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`;
/** 8.25% of 0.0825; what would have more decimals is rounded. */
const percentOf = (rate: number): string => `${Math.round(rate * 10_000) / 100}%`;

function payment(amount: Cents, { payWithin }: Conditions, g: TermsGround): TermWorth {
  const to = payWithin === undefined ? plusDays(g.on, USUAL_DAYS) : FEDERAL.nthAfter(g.on, clampDays(payWithin));
  const wait = daysBetween(g.on, to);
  const still = cents(amount - g.paid);
  return {
    term: "payWithin",
    label: payWithin === undefined ? "no day of payment named" : `paid within ${days(payWithin, "business day")}`,
    dollars: waiting(still, wait, g.rate),
    source: `${showUsd(greatest(still, ZERO))} waits ${days(wait, "day")} at ${percentOf(g.rate)} a year${payWithin === undefined ? `; ${USUAL_DAYS} days are assumed` : ""}`,
    assumed: payWithin === undefined,
  };
}

const clampDays = (n: number): number => Math.min(MOST_BUSINESS_DAYS, Math.max(1, Math.trunc(n)));

type Say = Omit<TermWorth, "term">;

const nothing = (label: string, source: string): Say => ({ label, dollars: ZERO, source, assumed: false });
const unknown = (label: string, source: string): Say => ({ label, dollars: undefined, source, assumed: false });
const takes = (label: string, of: Sourced): Say => ({
  label,
  dollars: cents(-of.amount),
  source: of.source,
  assumed: false,
});

function interestOf(amount: Cents, g: TermsGround): Say {
  const label = "interest for late payment is waived";
  if (g.interest !== undefined) return takes(label, g.interest);
  const late = g.late && { ...g.late, owed: greatest(cents(amount - g.paid), ZERO) };
  const owed = late && lateInterest(late);
  if (owed !== undefined) return takes(label, owed);
  const lacks = late === undefined ? [] : interestLacks(late);
  return unknown(
    label,
    lacks.length === 0
      ? "whether interest is owed is not known: it asks the state, the plan's funding and the day of receipt"
      : `whether interest is owed is not known: ${lacks.join("; ")}`,
  );
}

function releaseOf(release: NonNullable<Conditions["release"]>, g: TermsGround): Say {
  if (release === "none") return nothing("nothing is released", "as offered");
  if (release === "these lines") return nothing("these lines are settled for good", "what the price is for");
  const label = "all claims are released";
  return g.otherClaims === undefined
    ? unknown(label, "what the other claims against this payer could bring is not known")
    : takes(label, g.otherClaims);
}

/** As many later lines as own history has, each at the price instead of the own median; undefined where history is too short. */
function laterLoss(amount: Cents, later: readonly LaterLine[]): Sourced | undefined {
  const known = later.flatMap(({ own, ...l }) => (own === undefined ? [] : [{ ...l, own }]));
  if (known.length === 0 || known.length < later.length) return undefined;
  const prices = allocate(
    amount,
    known.map((l) => l.weight),
  );
  const lost = known.map((l, i) => cents(greatest(cents(l.own.median - (prices[i] ?? ZERO)), ZERO) * BigInt(l.own.n)));
  const said = known.map((l) => `${days(l.own.n, "line")} of ${l.code} at an own median of ${showUsd(l.own.median)}`);
  return { amount: sum(lost), source: `as many later lines as own history has: ${said.join(", ")}` };
}

function precedentOf(amount: Cents, precedent: NonNullable<Conditions["precedent"]>, g: TermsGround): Say {
  if (precedent === "none") return nothing("the price binds no later claim", "as offered");
  const label = "the price binds later claims for the code";
  if (g.laterClaims !== undefined) return takes(label, g.laterClaims);
  const lost = g.later && laterLoss(amount, g.later);
  if (lost !== undefined) return { ...takes(label, lost), assumed: true };
  const short = (g.later ?? []).filter((l) => l.own === undefined).map((l) => l.code);
  const lacks = short.length === 0 ? "" : `: own history has too few lines of ${[...new Set(short)].join(", ")}`;
  return unknown(label, `what later claims for the code would lose is not known${lacks}`);
}

function balanceOf(g: TermsGround): Say {
  const label = "the patient is not billed for the rest";
  if (g.balance === undefined) return unknown(label, "whether the patient could be billed for the rest is not known");
  return g.balance.barred
    ? nothing(label, `the law asks it already (${g.balance.cite.text})`)
    : takes(label, g.balance);
}

/** Every term of an offer in dollars. The same offer on the same ground gives the same answer. */
export function worthOfTerms(amount: Cents, terms: Conditions, ground: TermsGround): OfferWorth {
  const said: readonly (readonly [TermId, Say] | false)[] = [
    terms.interestWaived === true && ["interestWaived", interestOf(amount, ground)],
    terms.release !== undefined && ["release", releaseOf(terms.release, ground)],
    terms.confidential === true && [
      "confidential",
      unknown("the price is kept confidential", "what it costs not to use this price elsewhere is not known"),
    ],
    terms.precedent !== undefined && ["precedent", precedentOf(amount, terms.precedent, ground)],
    terms.noBalanceBill === true && ["noBalanceBill", balanceOf(ground)],
    terms.note !== undefined && ["note", unknown("other terms in words", "words have no price: a person reads them")],
  ];
  const all = [payment(amount, terms, ground), ...said.flatMap((s) => (s === false ? [] : [{ term: s[0], ...s[1] }]))];
  return {
    amount,
    terms: all,
    worth: cents(amount + sum(all.map((t) => t.dollars ?? ZERO))),
    unknown: all.flatMap((t) => (t.dollars === undefined ? [t.term] : [])),
  };
}

/** Which of two offers is worth more; undefined when a term that only one of them has could turn it. */
export function worthMore(a: OfferWorth, b: OfferWorth): "first" | "second" | "same" | undefined {
  const apart = a.unknown.some((t) => !b.unknown.includes(t)) || b.unknown.some((t) => !a.unknown.includes(t));
  if (apart) return undefined;
  return a.worth === b.worth ? "same" : a.worth > b.worth ? "first" : "second";
}

export interface LatePayment {
  readonly state: string | undefined;
  readonly planFunding: PlanFunding | undefined;
  /** The last day a clean claim should have been paid, by the state's rule; absent when its days are not known. */
  readonly due: Day | undefined;
  /** What was still to pay from that day. */
  readonly owed: Cents;
  readonly on: Day;
}

/** What keeps interest from being reckoned, each as what is missing; empty when nothing does. */
export function interestLacks(l: Omit<LatePayment, "owed">): readonly string[] {
  if (l.planFunding === "self_funded_erisa") return [];
  const isHere = PROMPT_PAY_INTEREST.some((r) => r.state === l.state && r.from <= l.on);
  const lacks: (string | false)[] = [
    l.planFunding === undefined && "how the plan is funded is missing",
    l.planFunding !== undefined && l.planFunding !== "fully_insured" && "no rule is here for how this plan is funded",
    l.state === undefined && "the state is missing",
    l.state !== undefined && !isHere && `no interest rule of ${l.state} is here`,
    isHere && l.due === undefined && "the day on which the plan received the claim is missing",
  ];
  return lacks.filter((x) => x !== false);
}

/**
 * Interest for late payment by the rule of the claim's state, simple, to the cent; undefined when no rule of ours says.
 * Source: law/federal/sums.ts; 29 USC 1144(b)(2)(B) for self-funded plans.
 */
export function lateInterest(l: LatePayment): Sourced | undefined {
  if (l.planFunding === "self_funded_erisa")
    return {
      amount: ZERO,
      source: `a self-funded plan owes no state interest (${NO_STATE_INTEREST.cites[0].text})`,
    };
  if (l.planFunding !== "fully_insured" || l.due === undefined) return undefined;
  const rule = PROMPT_PAY_INTEREST.find((r) => r.state === l.state && r.from <= l.on);
  if (rule === undefined) return undefined;
  const late = Math.max(0, daysBetween(l.due, l.on));
  const { top, bottom } = rule.yearly;
  return {
    amount: cents(divide(l.owed * top * BigInt(late), bottom * BigInt(rule.yearDays), "half-up")),
    source: `${days(late, "day")} at ${(top * 100n) / bottom}% a year on ${showUsd(l.owed)} (${rule.cites[0].text})`,
  };
}

/** The federal bar on balance billing, where the No Surprises Act governs. */
export const BALANCE_BARRED: TermsGround["balance"] & object = { barred: true, cite: cfr(45, "149.410") };
