import { cfr, cite, usc } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { type Cents, percent, type Ratio, usd } from "#base/money.ts";
import type { DatedValue } from "#law/statute.ts";

/** What a federal dispute costs. The day of initiation decides, whatever the day of service. */

export interface EntityFees {
  readonly single: readonly [Cents, Cents];
  readonly batched: readonly [Cents, Cents];
  /** Batches cost a share of the fee that grows with their lines; the last tier has no end. */
  readonly tiers?: readonly { readonly upTo?: number; readonly share: Ratio }[];
  /** Batches cost a step more for every so many lines, or part of it, past the first so many. */
  readonly step?: { readonly lines: number; readonly add: readonly [Cents, Cents] };
}

export const ADMIN_FEE: readonly DatedValue<Cents>[] = [
  {
    value: usd("50.00"),
    from: day("2022-04-15"),
    until: day("2022-12-31"),
    keyedBy: "initiation",
    status: "in-force",
    cites: [cfr(45, "149.510(d)(2)")],
    checkedOn: day("2026-11-21"),
    confidence: "known",
  },
  {
    value: usd("350.00"),
    from: day("2023-01-01"),
    until: day("2023-08-02"),
    keyedBy: "initiation",
    status: "vacated",
    cites: [cfr(45, "149.510(d)(2)"), cite("TMA IV, E.D. Tex. 2023-08-03")],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
  {
    value: usd("50.00"),
    from: day("2023-08-03"),
    until: day("2024-01-21"),
    keyedBy: "initiation",
    status: "in-force",
    cites: [cfr(45, "149.510(d)(2)")],
    checkedOn: day("2026-11-21"),
    confidence: "known",
  },
  {
    value: usd("115.00"),
    from: day("2024-01-22"),
    until: day("2026-06-10"),
    keyedBy: "initiation",
    status: "in-force",
    cites: [cite("88 FR 88494"), cfr(45, "149.510(d)(2)")],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
  {
    value: usd("15.00"),
    from: day("2026-06-11"),
    keyedBy: "initiation",
    status: "in-force",
    cites: [cfr(45, "149.510(d)(2)(ii)(B)"), cite("91 FR 33900")],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
];

export const ENTITY_FEE: readonly DatedValue<EntityFees>[] = [
  {
    value: { single: [usd("200.00"), usd("500.00")], batched: [usd("268.00"), usd("670.00")] },
    from: day("2022-04-15"),
    until: day("2022-12-31"),
    keyedBy: "initiation",
    status: "in-force",
    cites: [cfr(45, "149.510(d)(1)")],
    checkedOn: day("2026-11-21"),
    confidence: "known",
  },
  {
    value: {
      single: [usd("200.00"), usd("700.00")],
      batched: [usd("268.00"), usd("938.00")],
      tiers: [
        { upTo: 20, share: percent(100) },
        { upTo: 50, share: percent(110) },
        { upTo: 80, share: percent(120) },
        { share: percent(130) },
      ],
    },
    from: day("2023-01-01"),
    until: day("2024-01-21"),
    keyedBy: "initiation",
    status: "in-force",
    cites: [cfr(45, "149.510(d)(1)")],
    checkedOn: day("2026-11-21"),
    confidence: "known",
  },
  {
    value: {
      single: [usd("200.00"), usd("840.00")],
      batched: [usd("268.00"), usd("1173.00")],
      step: { lines: 25, add: [usd("75.00"), usd("250.00")] },
    },
    from: day("2024-01-22"),
    keyedBy: "initiation",
    status: "in-force",
    cites: [cite("88 FR 88494"), cfr(45, "149.510(d)(1)")],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
];

/** The side whose offer is not chosen bears the entity's fee; a settlement halves it; the administrative fee is lost. */
export const WHO_BEARS = {
  loserPaysEntity: true,
  settlementShare: { top: 1n, bottom: 2n },
  cites: [usc(42, "300gg-111(c)(5)(F)"), cfr(45, "149.510(d)")],
} as const;
