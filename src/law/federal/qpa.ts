import { cfr, cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import type { Ratio } from "#base/money.ts";
import type { DatedValue } from "#law/statute.ts";

/** What a 2019 median contracted rate is multiplied by to become the qualifying payment amount of a service year. */
export const QPA_FACTORS: readonly DatedValue<Ratio>[] = [
  {
    value: { top: 10_648_523_983n, bottom: 10_000_000_000n },
    from: day("2022-01-01"),
    until: day("2022-12-31"),
    keyedBy: "date-of-service",
    status: "in-force",
    cites: [cfr(45, "149.140(c)"), cite("Rev. Proc. 2022-11")],
    checkedOn: day("2026-11-21"),
    confidence: "known",
  },
  {
    value: { top: 11_466_950_505n, bottom: 10_000_000_000n },
    from: day("2023-01-01"),
    until: day("2023-12-31"),
    keyedBy: "date-of-service",
    status: "in-force",
    cites: [cfr(45, "149.140(c)"), cite("Notice 2023-4")],
    checkedOn: day("2026-11-21"),
    confidence: "known",
  },
  {
    value: { top: 12_089_777_164n, bottom: 10_000_000_000n },
    from: day("2024-01-01"),
    until: day("2024-12-31"),
    keyedBy: "date-of-service",
    status: "in-force",
    cites: [cfr(45, "149.140(c)"), cite("Notice 2024-1")],
    checkedOn: day("2026-11-21"),
    confidence: "known",
  },
  {
    value: { top: 12_474_117_140n, bottom: 10_000_000_000n },
    from: day("2025-01-01"),
    until: day("2025-12-31"),
    keyedBy: "date-of-service",
    status: "in-force",
    cites: [cfr(45, "149.140(c)"), cite("Notice 2025-12")],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
  {
    value: { top: 12_805_070_064n, bottom: 10_000_000_000n },
    from: day("2026-01-01"),
    until: day("2026-12-31"),
    keyedBy: "date-of-service",
    status: "in-force",
    cites: [cfr(45, "149.140(c)"), cite("Notice 2025-65")],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
];
