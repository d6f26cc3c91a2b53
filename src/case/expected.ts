import { FEDERAL } from "#base/calendar.ts";
import { type Day, daysBetween, later } from "#base/day.ts";
import { type Cents, cents, formatUsd, minus, sum, ZERO } from "#base/money.ts";
import type { Agreement, CaseView } from "./state.ts";

/**
 * Expected against received: what agreements and awards promise, line by line, against what later remittances paid, to
 * the cent. Interest is not reckoned here. A "total payment" agreement counts everything the plan ever paid on its lines;
 * a "further payment" counts what is dated on the day it was agreed or after.
 */

/** awaited: not all there, and not due yet. late: due, and nothing came. short: due, and less came. */
export const STATES = ["late", "short", "over", "awaited", "paid"] as const;
export type ReceivedState = (typeof STATES)[number];

export interface ExpectedLine {
  readonly line: number;
  readonly expected: Cents;
  readonly received: Cents;
  /** Received less expected: negative when short. */
  readonly difference: Cents;
  readonly state: ReceivedState;
  /** "line 2: 612.40 agreed; 400.00 paid before, 194.00 on 2026-12-03; 18.40 short". */
  readonly working: string;
}

export interface Expected {
  /** The event that entered the agreement or award. */
  readonly agreement: number;
  readonly kind: Agreement["kind"];
  readonly due: Day;
  readonly expected: Cents;
  readonly received: Cents;
  readonly difference: Cents;
  /** The worst of its lines, in the order of `STATES`. */
  readonly state: ReceivedState;
  /** Days after the due day until it was whole, or until today; counted as the agreement counts. 0 when in time. */
  readonly daysLate: number;
  /** The day it was whole, if it is. */
  readonly wholeOn: Day | undefined;
  readonly lines: readonly ExpectedLine[];
  readonly working: string;
}

/** Money that no agreement expects: on a line without one, on no billed line, or dated before the agreement. */
export interface Unmatched {
  readonly payment: number;
  readonly line: number | undefined;
  readonly amount: Cents;
  readonly working: string;
}

export interface Receivable {
  readonly expected: readonly Expected[];
  readonly unmatched: readonly Unmatched[];
  /** What is still to come under all agreements in force, due or not. */
  readonly owed: Cents;
}

/** One amount that counts toward a line, by day; the day is absent for what was paid before the case was opened. */
interface Receipt {
  readonly day: Day | undefined;
  readonly amount: Cents;
}

export const inForce = (view: CaseView): readonly Agreement[] =>
  view.agreements.filter((a) => a.superseded === undefined);

/** Whether a payment of that day counts toward the agreement. */
export const countsFor = (a: Pick<Agreement, "basis" | "agreed">, day: Day): boolean =>
  a.basis === "total payment" || day >= a.agreed;

function receiptsOf(view: CaseView, a: Agreement, line: number): readonly Receipt[] {
  const before = a.basis === "total payment" ? view.first.lines.find((l) => l.number === line)?.paid : undefined;
  const later = view.payments
    .filter((p) => countsFor(a, p.day))
    .flatMap((p) => p.lines.flatMap((l) => (l.line === line ? [{ day: p.day, amount: l.amount }] : [])))
    .sort((x, y) => (x.day < y.day ? -1 : x.day > y.day ? 1 : 0));
  return [...(before === undefined || before === 0n ? [] : [{ day: undefined, amount: before }]), ...later];
}

const stateOf = (expected: Cents, received: Cents, due: boolean): ReceivedState => {
  if (received === expected) return "paid";
  if (received > expected) return "over";
  if (!due) return "awaited";
  return received === 0n ? "late" : "short";
};

/** "18.40 short", "2.00 over", "to the cent". */
function differenceWords(difference: Cents, state: ReceivedState): string {
  if (difference === 0n) return "to the cent";
  if (difference > 0n) return `${formatUsd(difference)} over`;
  const missing = formatUsd(cents(-difference));
  return state === "awaited" ? `${missing} to come` : `${missing} short`;
}

function lineOf(view: CaseView, a: Agreement, on: Agreement["lines"][number], due: boolean): ExpectedLine {
  const receipts = receiptsOf(view, a, on.line);
  const received = sum(receipts.map((r) => r.amount));
  const difference = minus(received, on.amount);
  const state = stateOf(on.amount, received, due);
  const came = receipts.map((r) => `${formatUsd(r.amount)} ${r.day === undefined ? "paid before" : `on ${r.day}`}`);
  const paid = came.length === 0 ? "nothing paid" : came.join(", ");
  const word = a.kind === "award" ? "awarded" : "agreed";
  return {
    line: on.line,
    expected: on.amount,
    received,
    difference,
    state,
    working: `line ${on.line}: ${formatUsd(on.amount)} ${word}; ${paid}; ${differenceWords(difference, state)}`,
  };
}

/** The day on which every line had at least what was agreed and kept it; the day agreed when it always had. */
function wholeOn(view: CaseView, a: Agreement): Day | undefined {
  let whole: Day = a.agreed;
  for (const on of a.lines) {
    let total = 0n;
    let since: Day | undefined = on.amount <= 0n ? a.agreed : undefined;
    for (const r of receiptsOf(view, a, on.line)) {
      total += r.amount;
      if (total < on.amount) since = undefined;
      else since ??= r.day ?? a.agreed;
    }
    if (since === undefined) return undefined;
    whole = later(whole, since);
  }
  return whole;
}

const daysLate = (a: Agreement, until: Day): number => {
  if (until <= a.due) return 0;
  return a.days === "business" ? FEDERAL.countAfter(a.due, until) : daysBetween(a.due, until);
};

function expectedOf(view: CaseView, a: Agreement, today: Day): Expected {
  const due = today > a.due;
  const lines = a.lines.map((on) => lineOf(view, a, on, due));
  const received = sum(lines.map((l) => l.received));
  const difference = minus(received, a.amount);
  const state = STATES.find((s) => lines.some((l) => l.state === s)) ?? "paid";
  const whole = wholeOn(view, a);
  const late = daysLate(a, whole ?? today);
  const unit = `${a.days} day${late === 1 ? "" : "s"}`;
  const lateness =
    late === 0 ? "" : whole === undefined ? `, ${late} ${unit} late` : `, whole on ${whole}, ${late} ${unit} late`;
  const uneven = difference === 0n && lines.some((l) => l.difference !== 0n);
  const says = uneven ? "the total agrees and its lines do not" : differenceWords(difference, state);
  return {
    agreement: a.event,
    kind: a.kind,
    due: a.due,
    expected: a.amount,
    received,
    difference,
    state,
    daysLate: late,
    wholeOn: whole,
    lines,
    working: `${formatUsd(a.amount)} due by ${a.due}; ${formatUsd(received)} received; ${says}${lateness}`,
  };
}

function unmatchedOf(view: CaseView): readonly Unmatched[] {
  const agreements = inForce(view);
  return view.payments.flatMap((p) =>
    p.lines.flatMap(({ line, amount }): readonly Unmatched[] => {
      if (amount === 0n) return [];
      const promised = agreements.filter((a) => a.lines.some((l) => l.line === line));
      if (promised.some((a) => countsFor(a, p.day))) return [];
      const what = `${formatUsd(amount)} on ${p.day}`;
      const why =
        line === undefined
          ? "for a service that was not billed on this claim"
          : promised.length === 0
            ? `on line ${line}, which no agreement covers`
            : `on line ${line}, dated before the agreement`;
      return [{ payment: p.event, line, amount, working: `${what} ${why}` }];
    }),
  );
}

/** What the agreements of a case expect and what came, as of a day. */
export function receivableOf(view: CaseView, today: Day): Receivable {
  const expected = inForce(view).map((a) => expectedOf(view, a, today));
  const missing = expected.flatMap((e) => e.lines.map((l) => (l.difference < 0n ? cents(-l.difference) : ZERO)));
  return { expected, unmatched: unmatchedOf(view), owed: sum(missing) };
}
