import { type Cents, showUsd } from "#base/money.ts";
import { type Admissible, type Brief, type EvidenceKind, exhibit, type Forum, mayWeigh } from "#law/evidence.ts";
import { type BenchmarkKind, barred, fairValue, GOES_AS, type ValueChannel } from "./fair-value.ts";
import { fromPerDollar, perDollar } from "./scale.ts";

/**
 * The value that may be argued before a forum, made of what that forum may weigh and of nothing else. It is another thing
 * than the value an arbitrator is predicted to have in mind: neither fits where the other is wanted.
 */

/** Kinds of benchmark that law lets this forum weigh under some name. Charges and public rates are not among the federal. */
export type ArguableKind<F extends Forum> = {
  [K in BenchmarkKind]: Extract<(typeof GOES_AS)[K][number], Admissible<F>> extends never ? never : K;
}[BenchmarkKind];

/** One admissible piece. The kind must be one the forum may weigh, or it is no evidence for it. */
export interface Evidence<F extends Forum> {
  readonly forum: F;
  readonly kind: ArguableKind<F>;
  readonly value: Cents;
  readonly logSd: number;
  readonly source: string;
}

export interface ArguedValue<F extends Forum> {
  readonly what: "argued value";
  readonly forum: F;
  readonly median: Cents;
  readonly low80: Cents;
  readonly high80: Cents;
  readonly brief: Brief<F>;
}

/** A benchmark before anybody asked which forum it is for. */
export interface Piece {
  readonly kind: BenchmarkKind;
  readonly value: Cents;
  readonly logSd: number;
  readonly source: string;
}

/** A piece that stays out, and why. */
export interface KeptOut {
  readonly kind: BenchmarkKind;
  readonly reason: "prohibited by law" | "not among what the forum weighs";
}

const weighs = <F extends Forum>(forum: F, kind: EvidenceKind): kind is EvidenceKind & Admissible<F> =>
  mayWeigh(forum, kind);

const arguable = <F extends Forum>(forum: F, kind: BenchmarkKind): kind is BenchmarkKind & ArguableKind<F> =>
  GOES_AS[kind].some((k) => weighs(forum, k));

/** Sorts pieces into evidence for a forum and what must stay out of its papers. */
export function admit<F extends Forum>(
  forum: F,
  pieces: readonly Piece[],
): { readonly evidence: readonly Evidence<F>[]; readonly keptOut: readonly KeptOut[] } {
  const evidence: Evidence<F>[] = [];
  const keptOut: KeptOut[] = [];
  for (const p of pieces) {
    const { kind } = p;
    if (arguable(forum, kind)) evidence.push({ ...p, forum, kind });
    else
      keptOut.push({
        kind,
        reason: barred(forum, kind) ? "prohibited by law" : "not among what the forum weighs",
      });
  }
  return { evidence, keptOut };
}

/** How an exhibit begins, by what it shows. */
export const EXHIBIT_NAMES: Readonly<Record<BenchmarkKind, string>> = {
  qpa: "Qualifying payment amount disclosed by the plan",
  tic_in_network: "Published in-network rates",
  oon_allowed: "Amounts allowed out of network",
  own_history: "Median this payer allowed the practice for the service",
  own_contracts: "Rate contracted between the parties",
  medicare_multiple: "Multiple of Medicare",
  ucr_percentile: "Percentile of charges",
  billed: "Billed charge",
};

/** Undefined when nothing admissible counts: a value is never made up. */
export function argue<F extends Forum>(
  forum: F,
  channel: ValueChannel,
  evidence: readonly Evidence<F>[],
): ArguedValue<F> | undefined {
  const { value } = fairValue(
    channel,
    evidence.map((e) => ({ kind: e.kind, value: perDollar(e.value), logSd: e.logSd })),
  );
  if (value === undefined) return undefined;
  const exhibits = evidence.flatMap((e) => {
    const names: readonly EvidenceKind[] = GOES_AS[e.kind];
    const name = names.find((k): k is EvidenceKind & Admissible<F> => weighs(forum, k));
    return name === undefined
      ? []
      : [exhibit<F, Admissible<F>>(forum, name, `${EXHIBIT_NAMES[e.kind]}: ${showUsd(e.value)}`)];
  });
  return {
    what: "argued value",
    forum,
    median: fromPerDollar(value.median, "half-up"),
    low80: fromPerDollar(value.low80, "half-up"),
    high80: fromPerDollar(value.high80, "half-up"),
    brief: { forum, exhibits },
  };
}
