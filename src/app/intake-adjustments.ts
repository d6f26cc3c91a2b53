import type { Cents } from "#base/money.ts";
import { loosely } from "#claim/control-number.ts";
import type { PaymentRecord, ProviderAdjustment } from "#x12/model.ts";

/** A provider adjustment (PLB) of the folder: money of a whole payment, often a takeback or a balance carried. */
export interface AdjustmentRow {
  /** PLB03-1: WO overpayment recovery, FB forwarding balance, CS adjustment, 72 authorized return, L6 interest ... */
  readonly reason: string;
  /** PLB03-2 as written; a claim's number, the payer's, a trace, or nothing. */
  readonly reference?: string;
  /** Positive reduces the payment. */
  readonly amount: Cents;
  readonly file: string;
  /** Segment of the payment (BPR) that it adjusts. */
  readonly segment: number;
  /** Number of the claim of the folder that it names; absent when it names none that is here. */
  readonly claim?: string;
}

/** So many are kept: more than a payer writes in years. */
export const MOST_ADJUSTMENTS = 10_000;
const WORDS = 8;

/** The numbers a reference may name: the whole of it and its words, past case and leading zeros. */
export function namesIn(reference: string | undefined): readonly string[] {
  if (reference === undefined) return [];
  const words = [reference, ...reference.split(/[\s|;,]+/, WORDS)].map(loosely);
  return [...new Set(words)].filter((w) => w.length > 2);
}

/** Gathers the provider adjustments of a folder, and whose claim each is, as the claims go by. */
export class AdjustmentShelf {
  private readonly rows: AdjustmentRow[] = [];
  private readonly named = new Map<string, number[]>();
  private readonly claims: (string | undefined)[] = [];

  /** Keeps one; false when there are so many that it is left out. An adjustment of nothing says nothing. */
  add(a: ProviderAdjustment, payment: PaymentRecord, file: string): boolean {
    if (a.amount === 0n) return true;
    if (this.rows.length >= MOST_ADJUSTMENTS) return false;
    const { reason, reference, amount } = a;
    for (const name of namesIn(reference)) {
      const rows = this.named.get(name);
      if (rows === undefined) this.named.set(name, [this.rows.length]);
      else rows.push(this.rows.length);
    }
    const segment = payment.span.segment;
    this.rows.push({ reason, ...(reference !== undefined && { reference }), amount, file, segment });
    this.claims.push(undefined);
    return true;
  }

  /** A claim of the folder goes by the numbers given; the first claim that an adjustment names keeps it. */
  meet(claim: string, numbers: Iterable<string | undefined>): void {
    if (this.named.size === 0) return;
    for (const n of numbers)
      if (n !== undefined) for (const row of this.named.get(loosely(n)) ?? []) this.claims[row] ??= claim;
  }

  list(): readonly AdjustmentRow[] {
    return this.rows.map((row, i) => {
      const claim = this.claims[i];
      return claim === undefined ? row : { ...row, claim };
    });
  }
}
