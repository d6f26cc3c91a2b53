import { cfr, cite, usc } from "#base/cite.ts";
import { day } from "#base/day.ts";
import type { DatedValue } from "#law/statute.ts";

/** When several items may share one dispute. The day negotiation began decides which rule holds. */

export interface BatchRule {
  /** Ways in which items count as related, besides being the same code. */
  readonly relatedBy: readonly ("one-encounter" | "code-range" | "entity-discretion")[];
  /** Most lines in one dispute; absent where there is no cap. */
  readonly mostLines?: number;
  readonly coolingOff: "90-calendar-days" | "30-business-days";
}

export const BATCHING: readonly DatedValue<BatchRule>[] = [
  {
    value: { relatedBy: [], coolingOff: "90-calendar-days" },
    from: day("2022-01-01"),
    until: day("2023-08-02"),
    keyedBy: "negotiation-start",
    status: "vacated",
    cites: [cfr(45, "149.510(c)(3)(i)(C), 2021"), cite("TMA IV, E.D. Tex. 2023-08-03")],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
  {
    value: { relatedBy: ["entity-discretion"], coolingOff: "90-calendar-days" },
    from: day("2023-08-03"),
    until: day("2026-10-31"),
    keyedBy: "negotiation-start",
    status: "in-force",
    cites: [usc(42, "300gg-111(c)(3)(A)(iii)")],
    checkedOn: day("2026-11-21"),
    confidence: "known",
  },
  {
    value: { relatedBy: ["one-encounter", "code-range"], mostLines: 50, coolingOff: "30-business-days" },
    from: day("2026-11-01"),
    keyedBy: "negotiation-start",
    status: "in-force",
    cites: [cfr(45, "149.510(c)(3)"), cite("91 FR 33900")],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
];

/** Sections whose codes may join under the third way. Whether a whole section counts, or only a part, was not seen. */
export const CODE_RANGES = [
  { name: "anesthesiology", first: "00100", last: "01999", cites: [cfr(45, "149.510(c)(3)")], confidence: "unsure" },
  { name: "radiology", first: "70010", last: "79999", cites: [cfr(45, "149.510(c)(3)")], confidence: "unsure" },
  {
    name: "pathology and laboratory",
    first: "80047",
    last: "89398",
    cites: [cfr(45, "149.510(c)(3)")],
    confidence: "unsure",
  },
] as const;
