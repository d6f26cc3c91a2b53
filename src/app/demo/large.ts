import type { Day } from "#base/day.ts";
import { type Cents, minus, plus, sum, ZERO } from "#base/money.ts";
import { checksFor } from "./checks.ts";
import type { DemoClaim, DemoPayment, DemoPractice, DemoStoryline } from "./model.ts";
import { PROFESSIONAL_GUIDE, professionalSet, RECEIVER, SENDER } from "./professional.ts";
import { type DemoCheck, paidBy, REMITTANCE_GUIDE, remittanceSet } from "./remittance.ts";
import { closeEnvelope, compact, digits, type Envelope, openEnvelope } from "./segments.ts";
import { MIX } from "./visits.ts";
import { everyday, kindOf } from "./volume.ts";
import { when } from "./when.ts";

/**
 * As many everyday claims as wanted, in pieces of text, for measuring. Each claim is a function of its number, so only
 * one block is held at a time, and the 835s can answer in another order than the 837 asked.
 */
export interface LargeDemo {
  readonly claims: number;
  readonly seed: number;
  readonly asOf: Day;
}

/** What was written, to check a reader against. Amounts are cents. */
export interface LargeTotals {
  readonly claims: number;
  /** Billed lines: SV1 segments. */
  readonly lines: number;
  /** Sum of CLM02. */
  readonly billed: Cents;
  /** CLP loops, reversals and corrections included, and their SVC segments. */
  readonly remittances: number;
  readonly paidLines: number;
  /** Sum of CLP04, reversals negative: what the claims were paid. */
  readonly paid: Cents;
  /** Sum of BPR02: `paid` less what PLB carried over from check to check. */
  readonly checks: Cents;
  readonly unanswered: number;
}

export const NOTHING_WRITTEN: LargeTotals = {
  claims: 0,
  lines: 0,
  billed: ZERO,
  remittances: 0,
  paidLines: 0,
  paid: ZERO,
  checks: ZERO,
  unanswered: 0,
};

/** Claims in memory at once. A multiple of the mix, so that every practice has its share of every block. */
const BLOCK = 1000;

/** Digits of a claim number after its prefix: enough for a thousand million. */
const WIDTH = 10;

const blocks = (claims: number): readonly (readonly [from: number, to: number])[] =>
  Array.from({ length: Math.ceil(claims / BLOCK) }, (_, b) => [b * BLOCK, Math.min(claims, (b + 1) * BLOCK)] as const);

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/**
 * A shuffle that needs no memory: n -> (n * step + start) mod count is a bijection when the step and the count have no
 * common divisor. Near the golden section neighbours land far apart.
 */
export function shuffled(count: number): (n: number) => number {
  let step = Math.max(1, Math.floor(count * 0.618));
  while (greatestCommonDivisor(step, count) !== 1) step++;
  const start = Math.floor(count / 3);
  // Both factors stay below 2^26 for up to 67 million claims, so the product is exact in a double.
  return (n) => (n * step + start) % count;
}

const withClaim = (t: LargeTotals, { claim, payments }: DemoStoryline): LargeTotals => ({
  ...t,
  claims: t.claims + 1,
  lines: t.lines + claim.lines.length,
  billed: plus(t.billed, sum(claim.lines.map((l) => l.charge))),
  unanswered: t.unanswered + (payments.length === 0 ? 1 : 0),
});

function paymentTotals(payments: readonly DemoPayment[], checks: readonly DemoCheck[], t: LargeTotals): LargeTotals {
  const paid = sum(payments.map(paidBy));
  const held = sum(checks.flatMap((c) => c.adjustments).map((a) => a.amount));
  return {
    ...t,
    remittances: t.remittances + payments.length,
    paidLines: t.paidLines + payments.reduce((n, p) => n + p.lines.length, 0),
    paid: plus(t.paid, paid),
    checks: plus(t.checks, minus(paid, held)),
  };
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** One 837P interchange of all claims, a piece at a time; returns the totals of what it wrote. */
export function* largeClaims(o: LargeDemo): Generator<string, LargeTotals> {
  const days = when(o.asOf);
  const day = days.batches[days.batches.length - 1] ?? o.asOf;
  const envelope: Envelope = {
    sender: SENDER,
    receiver: RECEIVER,
    day,
    control: 1,
    group: "HC",
    guide: PROFESSIONAL_GUIDE,
  };
  let totals = NOTHING_WRITTEN;
  let set = 0;
  // Made one by one while the set is written, so that none is held.
  function* claimsOf(practice: DemoPractice, from: number, to: number): Generator<DemoClaim> {
    for (let n = from; n < to; n++) {
      if (kindOf(n).practice !== practice) continue;
      const storyline = everyday(n, o.seed, days, WIDTH);
      totals = withClaim(totals, storyline);
      yield storyline.claim;
    }
  }
  yield openEnvelope(envelope);
  for (const [from, to] of blocks(o.claims)) {
    const practices = new Set(range(from, Math.min(to, from + MIX.length)).map((n) => kindOf(n).practice));
    for (const practice of practices) yield professionalSet(practice, claimsOf(practice, from, to), day, ++set);
  }
  yield closeEnvelope(envelope, set);
  return totals;
}

/** One 835 interchange that answers all claims in shuffled order, a check at a time. */
export function* largeRemittances(o: LargeDemo): Generator<string, LargeTotals> {
  const days = when(o.asOf);
  const day = days.back(0);
  const envelope: Envelope = {
    sender: RECEIVER,
    receiver: SENDER,
    day,
    control: 2,
    group: "HP",
    guide: REMITTANCE_GUIDE,
  };
  const place = shuffled(Math.max(1, o.claims));
  let totals = NOTHING_WRITTEN;
  let set = 0;
  yield openEnvelope(envelope);
  for (const [from, to] of blocks(o.claims)) {
    const payments = range(from, to).flatMap((n) => everyday(place(n), o.seed, days, WIDTH).payments);
    const checks = checksFor(payments, []);
    totals = paymentTotals(payments, checks, totals);
    for (const c of checks) {
      set++;
      yield remittanceSet(c, set, `DEMO${c.payer.id}${compact(c.day)}${digits(set, 7)}`);
    }
  }
  yield closeEnvelope(envelope, set);
  return totals;
}
