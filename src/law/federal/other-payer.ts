import { cfr } from "#base/cite.ts";
import { day } from "#base/day.ts";
import type { Deadline } from "#law/statute.ts";

/** Payers the No Surprises Act does not reach, and what they offer instead. */

export const MA_RECONSIDERATION = {
  id: "ma.ncp_reconsideration",
  label: "Ask the Medicare Advantage plan to reconsider a denied payment",
  actor: "provider without a contract",
  starts: "the remittance date",
  triggers: ["remittance", "denial_received", "payment_received"],
  count: 60,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2006-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cfr(42, "422.574"), cfr(42, "422.582")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "The plan's decision stands. A waiver of liability must be signed.",
  examples: [
    {
      trigger: day("2026-09-28"),
      last: day("2026-11-27"),
      because: "sixty plain days; a newer reading of 65 is not relied on",
    },
  ],
} as const satisfies Deadline;

export const MA_HEARING = {
  id: "ma.alj",
  label: "Ask for a hearing after the independent reviewer",
  actor: "provider or patient",
  starts: "the reviewer's decision",
  triggers: ["reviewer_decision"],
  count: 60,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2006-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cfr(42, "422.600")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  examples: [{ trigger: day("2026-09-28"), last: day("2026-11-27"), because: "sixty plain days" }],
} as const satisfies Deadline;

export const MEDICARE_REDETERMINATION = {
  id: "ffs.redetermination",
  label: "Ask Medicare's contractor to look again",
  actor: "provider or patient",
  starts: "the first decision is received",
  triggers: ["denial_received", "payment_received"],
  count: 120,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2006-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cfr(42, "405.942")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  examples: [{ trigger: day("2026-08-01"), last: day("2026-11-29"), because: "one hundred and twenty plain days" }],
} as const satisfies Deadline;

export const MEDICARE_RECONSIDERATION = {
  id: "ffs.reconsideration",
  label: "Ask Medicare's second reviewer",
  actor: "provider or patient",
  starts: "the redetermination is received",
  triggers: ["redetermination_received"],
  count: 180,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2006-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cfr(42, "405.962")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-06-01"), last: day("2026-11-28"), because: "one hundred and eighty plain days" }],
} as const satisfies Deadline;

export const OTHER_PAYER_DEADLINES: readonly Deadline[] = [
  MA_RECONSIDERATION,
  MA_HEARING,
  MEDICARE_REDETERMINATION,
  MEDICARE_RECONSIDERATION,
];
