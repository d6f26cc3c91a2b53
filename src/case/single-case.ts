import type { Day } from "#base/day.ts";
import { type Cents, cents, divide, formatUsd, sum, ZERO } from "#base/money.ts";
import { allocate } from "#claim/allocate.ts";

/**
 * A single case agreement made before the service: a plan without a provider in its network agrees with one outside it on
 * codes, units and rates for one patient. Here it is held against the claims that come later: what each line is due, how
 * many of the units are used, and what came. Rates are total allowed amounts, the patient's cost share included.
 */

export const RATE_BASES = ["per unit", "per claim", "percent of billed", "percent of Medicare"] as const;

/** What a service is paid. Hundredths of a percent: 4250 is 42.5%. A rate per claim is paid once, however many units. */
export type RatePrice =
  | { readonly basis: "per unit"; readonly amount: Cents }
  | { readonly basis: "per claim"; readonly amount: Cents }
  | { readonly basis: "percent of billed" | "percent of Medicare"; readonly hundredths: number };

/** Whether a rate goes by a percent, of whatever it is. */
export const isPercent = (p: RatePrice): p is Extract<RatePrice, { readonly hundredths: number }> =>
  p.basis === "percent of billed" || p.basis === "percent of Medicare";

/** What Medicare pays for the units of a line, by which book; or why no book at hand says so. */
export type MedicarePrice =
  | { readonly amount: Cents; readonly says: string }
  | { readonly amount: undefined; readonly why: string };

export interface AgreedRate {
  /** A procedure or revenue code. */
  readonly code: string;
  /** A line needs them all; none: whatever it has. */
  readonly modifiers: readonly string[];
  readonly price: RatePrice;
  /** Units that are covered in all; undefined: no limit was agreed. */
  readonly units: number | undefined;
}

export interface CoveredLine {
  readonly number: number;
  readonly code: string;
  readonly modifiers: readonly string[];
  /** Exact decimal text. */
  readonly units: string;
  readonly date: Day | undefined;
  readonly billed: Cents;
  /** Asked only of lines whose rate goes by it. */
  readonly medicare: MedicarePrice | undefined;
  /** What the plan allowed so far, the patient's share included; undefined while it has not answered. */
  readonly allowed: Cents | undefined;
}

/** A claim that came after the agreement. */
export interface LaterClaim {
  readonly id: string;
  readonly from: Day | undefined;
  readonly authorization: string | undefined;
  readonly patient: string | undefined;
  readonly lines: readonly CoveredLine[];
}

export interface SingleCaseTerms {
  readonly from: Day;
  readonly to: Day;
  readonly authorization: string | undefined;
  readonly patient: string | undefined;
  readonly rates: readonly AgreedRate[];
}

/** "99213-95", as it is written on the paper. */
export const rateName = ({ code, modifiers }: Pick<AgreedRate, "code" | "modifiers">): string =>
  [code, ...modifiers].join("-");

const bare = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** A name as the words it is made of, in no order; initials say nothing. */
const wordsOf = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter((w) => w.length > 1)
    .sort()
    .join(" ");

const isSame = (a: string | undefined, b: string | undefined, by: (t: string) => string): boolean | undefined =>
  a === undefined || b === undefined || by(a) === "" || by(b) === "" ? undefined : by(a) === by(b);

/** Whether two texts name one patient: by the same words, in any order; undefined while either says nothing. */
export const isSamePatient = (a: string | undefined, b: string | undefined): boolean | undefined =>
  isSame(a, b, wordsOf);

/** What ties a claim to an agreement, and what speaks against it. */
export interface Tie {
  readonly by: "authorization" | "patient";
  readonly doubt: string | undefined;
}

const isWithin = (t: SingleCaseTerms, day: Day | undefined): boolean =>
  day !== undefined && t.from <= day && day <= t.to;

/**
 * Whether a claim of the same payer is one of the agreement: by the authorization number, else by the patient's name, on days
 * it covers and with a service it names. Undefined when nothing ties it; nothing is guessed from the code alone.
 */
export function tieOf(t: SingleCaseTerms, claim: LaterClaim): Tie | undefined {
  if (!claim.lines.some((l) => isWithin(t, l.date ?? claim.from) && rateOf(t, l) !== undefined)) return undefined;
  const number = isSame(t.authorization, claim.authorization, bare);
  const patient = isSamePatient(t.patient, claim.patient);
  if (number === true)
    return { by: "authorization", doubt: patient === false ? "the claim names another patient" : undefined };
  if (patient === true)
    return { by: "patient", doubt: number === false ? "the claim names another authorization" : undefined };
  return undefined;
}

/** The rate of a line: of those that fit, the one that asks for the most modifiers. */
function rateOf(t: SingleCaseTerms, line: Pick<CoveredLine, "code" | "modifiers">): number | undefined {
  let best: number | undefined;
  for (const [i, r] of t.rates.entries()) {
    if (r.code !== line.code || !r.modifiers.every((m) => line.modifiers.includes(m))) continue;
    if (best === undefined || r.modifiers.length > (t.rates[best]?.modifiers.length ?? 0)) best = i;
  }
  return best;
}

/** Units count in thousandths, as exactly as a claim writes them. */
const THOUSAND = 1000n;

/** "1.5" as 1500; undefined of a text that is no count. */
function thousandths(units: string): bigint | undefined {
  const read = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(units.trim());
  return read === null ? undefined : BigInt(read[1] ?? "0") * THOUSAND + BigInt((read[2] ?? "").padEnd(3, "0"));
}

const showUnits = (n: bigint): string => {
  const rest = (n % THOUSAND).toString().padStart(3, "0").replace(/0+$/, "");
  return `${n / THOUSAND}${rest === "" ? "" : `.${rest}`}`;
};

/** not priced: agreed on, and no book at hand says what its rate comes to. */
export const LINE_STATES = ["awaited", "paid", "short", "over", "not priced", "not agreed"] as const;
export type LineState = (typeof LINE_STATES)[number];

export interface DueLine {
  readonly line: number;
  /** Its place among the rates; undefined where none names it. */
  readonly rate: number | undefined;
  /** Total allowed it is due; undefined where the agreement says nothing of it. */
  readonly due: Cents | undefined;
  readonly allowed: Cents | undefined;
  /** Allowed less due: negative when short; undefined while either is not known. */
  readonly difference: Cents | undefined;
  readonly state: LineState;
  /** "2 of 3 units at 180.00: 360.00; 1 unit beyond those agreed". */
  readonly working: string;
}

export interface DueClaim {
  readonly id: string;
  readonly lines: readonly DueLine[];
  readonly due: Cents;
  /** Allowed on the lines it covers; undefined while none of them was answered. */
  readonly allowed: Cents | undefined;
  readonly state: LineState;
}

export interface RateUse {
  /** As written: "8", "7.5". */
  readonly used: string;
  readonly left: string | undefined;
  /** Whether seven tenths of what was agreed are used. */
  readonly nearlyUsed: boolean;
  /** What the rate comes to over all agreed units; undefined where it has no limit or goes by the charge. */
  readonly worth: Cents | undefined;
}

export interface SingleCaseDue {
  readonly claims: readonly DueClaim[];
  readonly rates: readonly RateUse[];
  readonly due: Cents;
  /** Of the claims that were answered: what they are due and what was allowed. */
  readonly answered: { readonly due: Cents; readonly allowed: Cents };
}

const notAgreed = (l: CoveredLine, working: string): DueLine => ({
  ...{ line: l.number, rate: undefined, due: undefined, allowed: l.allowed, difference: undefined },
  ...{ state: "not agreed", working: `line ${l.number}: ${working}` },
});

function stateOf(difference: Cents | undefined): LineState {
  if (difference === undefined) return "awaited";
  return difference === 0n ? "paid" : difference > 0n ? "over" : "short";
}

const percentOf = (hundredths: number): string => `${hundredths / 100}%`;

/** Units of a rate that were used so far, in thousandths. */
type Used = bigint[];

/** Which of a line's units are still covered, and what was left out. */
function coveredOf(
  rate: AgreedRate,
  i: number,
  units: bigint,
  used: Used,
): { readonly n: bigint; readonly says: string } {
  if (rate.units === undefined) return { n: units, says: "" };
  const left = BigInt(rate.units) * THOUSAND - (used[i] ?? 0n);
  const n = left < 0n ? 0n : units < left ? units : left;
  const beyond = units - n;
  return { n, says: beyond === 0n ? "" : `; ${showUnits(beyond)} beyond the ${rate.units} agreed` };
}

/** The base of a percent rate on a line, with its words; why there is none, where there is none. */
function baseOf(basis: "percent of billed" | "percent of Medicare", l: CoveredLine): MedicarePrice {
  if (basis === "percent of billed") return { amount: l.billed, says: formatUsd(l.billed) };
  return l.medicare ?? { amount: undefined, why: "no book at hand says what Medicare pays for it" };
}

function perLine(rate: AgreedRate, i: number, l: CoveredLine, used: Used): DueLine {
  const units = thousandths(l.units);
  if (units === undefined || units === 0n) return notAgreed(l, `its units, ${l.units}, are no count`);
  const { n, says } = coveredOf(rate, i, units, used);
  used[i] = (used[i] ?? 0n) + units;
  const count = n === units ? showUnits(n) : `${showUnits(n)} of ${showUnits(units)}`;
  const { price } = rate;
  if (!isPercent(price)) {
    const due = cents(divide(price.amount * n, THOUSAND, "half-up"));
    return lineOf(l, i, due, `${count} x ${formatUsd(price.amount)}: ${formatUsd(due)}${says}`);
  }
  const base = baseOf(price.basis, l);
  if (base.amount === undefined) return { ...notAgreed(l, base.why), rate: i, state: "not priced" };
  const part = cents(divide(base.amount * n * BigInt(price.hundredths), units * 10_000n, "half-up"));
  const whole = n === units ? "" : ` for ${count} units`;
  return lineOf(l, i, part, `${percentOf(price.hundredths)} of ${base.says}${whole}: ${formatUsd(part)}${says}`);
}

function lineOf(l: CoveredLine, rate: number, due: Cents, working: string): DueLine {
  const difference = l.allowed === undefined ? undefined : cents(l.allowed - due);
  return {
    line: l.number,
    rate,
    due,
    allowed: l.allowed,
    difference,
    state: stateOf(difference),
    working: `line ${l.number}: ${working}`,
  };
}

/** A rate per claim falls on its lines by their charges, to the cent; a claim uses one of the agreed units. */
function perClaim(rate: AgreedRate, i: number, lines: readonly CoveredLine[], used: Used): readonly DueLine[] {
  const amount = rate.price.basis === "per claim" ? rate.price.amount : ZERO;
  const { n } = coveredOf(rate, i, THOUSAND, used);
  used[i] = (used[i] ?? 0n) + THOUSAND;
  const shares = allocate(
    n === 0n ? ZERO : amount,
    lines.map((l) => l.billed),
  );
  const says = n === 0n ? `beyond the ${rate.units} agreed` : `${formatUsd(amount)} for the claim, by charge`;
  return lines.map((l, k) => lineOf(l, i, shares[k] ?? ZERO, `${says}: ${formatUsd(shares[k] ?? ZERO)}`));
}

function claimDue(t: SingleCaseTerms, claim: LaterClaim, used: Used): DueClaim {
  const made = new Map<number, DueLine>();
  const cases = new Map<number, CoveredLine[]>();
  for (const l of claim.lines) {
    const i = rateOf(t, l);
    const rate = i === undefined ? undefined : t.rates[i];
    if (i === undefined || rate === undefined)
      made.set(l.number, notAgreed(l, `the agreement does not name ${rateName(l)}`));
    else if (!isWithin(t, l.date ?? claim.from)) made.set(l.number, notAgreed(l, "not on a day of the agreement"));
    else if (rate.price.basis === "per claim") cases.set(i, [...(cases.get(i) ?? []), l]);
    else made.set(l.number, perLine(rate, i, l, used));
  }
  for (const [i, lines] of cases) {
    const rate = t.rates[i];
    if (rate !== undefined) for (const d of perClaim(rate, i, lines, used)) made.set(d.line, d);
  }
  const lines = claim.lines.flatMap((l) => made.get(l.number) ?? []);
  const priced = lines.filter((l) => l.due !== undefined);
  const known = priced.flatMap((l) => l.allowed ?? []);
  return {
    ...{ id: claim.id, lines, due: sum(priced.flatMap((l) => l.due ?? [])) },
    allowed: known.length === 0 ? undefined : sum(known),
    state:
      ORDER.find((s) => priced.some((l) => l.state === s)) ??
      (lines.some((l) => l.state === "not priced") ? "not priced" : "not agreed"),
  };
}

/** The worst of its lines says how a claim stands. */
const ORDER: readonly LineState[] = ["short", "over", "awaited", "paid"];

const byDay = (a: LaterClaim, b: LaterClaim): number => {
  const [x, y] = [a.from ?? "", b.from ?? ""];
  return x === y ? (a.id < b.id ? -1 : 1) : x < y ? -1 : 1;
};

function usageOf(rate: AgreedRate, used: bigint): RateUse {
  const { units, price } = rate;
  const agreed = units === undefined ? undefined : BigInt(units) * THOUSAND;
  const left = agreed === undefined ? undefined : agreed > used ? agreed - used : 0n;
  return {
    used: showUnits(used),
    left: left === undefined ? undefined : showUnits(left),
    nearlyUsed: agreed !== undefined && used * 10n >= agreed * 7n,
    worth: units === undefined || isPercent(price) ? undefined : cents(price.amount * BigInt(units)),
  };
}

/** What the claims of an agreement are due, the earliest service first: units are used up in that order. */
export function singleCaseDue(t: SingleCaseTerms, claims: readonly LaterClaim[]): SingleCaseDue {
  const used: Used = t.rates.map(() => 0n);
  const due = [...claims].sort(byDay).map((c) => claimDue(t, c, used));
  const answered = due.flatMap((c) => c.lines.filter((l) => l.due !== undefined && l.allowed !== undefined));
  return {
    claims: due,
    rates: t.rates.map((r, i) => usageOf(r, used[i] ?? 0n)),
    due: sum(due.map((c) => c.due)),
    answered: {
      due: sum(answered.flatMap((l) => l.due ?? [])),
      allowed: sum(answered.flatMap((l) => l.allowed ?? [])),
    },
  };
}

/** What it comes to over all agreed units; undefined while one rate has no limit or goes by the charge. */
export function singleCaseWorth(rates: readonly AgreedRate[]): Cents | undefined {
  const each = rates.map((r) => usageOf(r, 0n).worth);
  return each.length === 0 || each.includes(undefined) ? undefined : sum(each.flatMap((w) => w ?? []));
}

/** Days before its end from which a renewal is asked for, beside seven tenths of its units used. */
export const RENEW_DAYS = 30;

/** What is wrong with the terms themselves, one sentence each; empty when they can be proposed. */
export function termsWrong(t: Pick<SingleCaseTerms, "from" | "to" | "rates">): readonly string[] {
  const names = t.rates.map(rateName);
  const twice = names.find((n, i) => names.indexOf(n) !== i);
  const nothing = t.rates.find((r) => (isPercent(r.price) ? r.price.hundredths : r.price.amount) <= 0);
  return [
    ...(t.to < t.from ? ["The last day of service lies before the first."] : []),
    ...(t.rates.length === 0 ? ["Name at least one code with its rate."] : []),
    ...(twice === undefined ? [] : [`${twice} is named twice.`]),
    ...(nothing === undefined ? [] : [`The rate of ${rateName(nothing)} is more than nothing.`]),
  ];
}
