import { type Cite, type Confidence, weakest } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents, divide, plus, times } from "#base/money.ts";
import { ADMIN_FEE, ENTITY_FEE, type EntityFees, WHO_BEARS } from "./federal/fees.ts";
import { valueOn } from "./statute.ts";

export interface Dispute {
  /** The day the dispute is initiated; it alone decides the fees. */
  readonly initiated: Day;
  readonly kind: "single" | "batched" | "bundled";
  /** Lines of a batch. */
  readonly lines?: number;
}

export interface DisputeFees {
  /** Owed by each side and never returned. */
  readonly adminPerParty: Cents;
  /** What an entity may charge for the whole dispute, from least to most. */
  readonly entityRange: readonly [Cents, Cents];
  /** The range before steps for lines, and how many steps. */
  readonly entityBase: readonly [Cents, Cents];
  readonly increments: number;
  readonly perIncrement?: readonly [Cents, Cents];
  readonly loserPaysEntity: boolean;
  readonly cites: readonly Cite[];
  readonly confidence: Confidence;
}

type Range = readonly [Cents, Cents];
const scaled = (r: Range, by: (c: Cents) => Cents): Range => [by(r[0]), by(r[1])];

function batchRange(
  fees: EntityFees,
  lines: number,
): { readonly base: Range; readonly range: Range; readonly steps: number } {
  const { step, tiers, batched } = fees;
  if (step !== undefined) {
    const over = Math.max(0, lines - step.lines);
    const steps = Math.ceil(over / step.lines);
    const add = step.add.map((c) => cents(c * BigInt(steps)));
    return {
      base: batched,
      range: [plus(batched[0], add[0] ?? cents(0n)), plus(batched[1], add[1] ?? cents(0n))],
      steps,
    };
  }
  const tier = tiers?.find((t) => t.upTo === undefined || lines <= t.upTo);
  const base = tier === undefined ? batched : scaled(batched, (c) => times(c, tier.share, "half-up"));
  return { base, range: base, steps: 0 };
}

/**
 * What a federal dispute costs each side: the administrative fee, and the range of the entity's own. A bundle pays the
 * single fee. Undefined before disputes could be initiated. Source: 45 CFR 149.510(d), 88 FR 88494, 91 FR 33900.
 */
export function feesFor(dispute: Dispute): DisputeFees | undefined {
  const admin = valueOn(ADMIN_FEE, dispute.initiated);
  const entity = valueOn(ENTITY_FEE, dispute.initiated);
  if (admin === undefined || entity === undefined) return undefined;
  const single = { base: entity.value.single, range: entity.value.single, steps: 0 };
  const { base, range, steps } = dispute.kind === "batched" ? batchRange(entity.value, dispute.lines ?? 2) : single;
  return {
    adminPerParty: admin.value,
    entityRange: range,
    entityBase: base,
    increments: steps,
    ...(entity.value.step === undefined ? {} : { perIncrement: entity.value.step.add }),
    loserPaysEntity: WHO_BEARS.loserPaysEntity,
    cites: [...admin.cites, ...entity.cites, ...WHO_BEARS.cites],
    confidence: weakest(admin.confidence, entity.confidence),
  };
}

/** A settlement after initiation halves the entity's fee unless the sides agree otherwise. */
export const settledShare = (entityFee: Cents): Cents =>
  cents(divide(entityFee * WHO_BEARS.settlementShare.top, WHO_BEARS.settlementShare.bottom, "half-up"));

export interface Award {
  readonly selected: Cents;
  readonly costShare: Cents;
  readonly alreadyPaid: Cents;
}

/**
 * What a determination leaves owing: the selected rate less the patient's share less what was paid. Negative means the
 * provider refunds the plan; the patient's share never changes (42 USC 300gg-111(c)(6), 45 CFR 149.510(c)(4)(ix)).
 */
export const owedAfter = (award: Award): Cents => cents(award.selected - award.costShare - award.alreadyPaid);
