import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { CLINICIAN } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Missouri: whom its law binds, what it pays, and its days. */

const MO_NEGOTIATION = {
  id: "mo.negotiation",
  label: "Negotiate in Missouri",
  actor: "both sides",
  starts: "the carrier's first offer",
  triggers: ["offer", "payment_received"],
  count: 60,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2019-08-28"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Mo. Rev. Stat. 376.690(2)(3)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-07-01"), last: day("2026-08-30"), because: "sixty plain days" }],
} as const satisfies Deadline;

const MO_NOTICE = {
  id: "mo.arbitration_notice",
  label: "Give notice of arbitration in Missouri",
  actor: "either side",
  starts: "negotiation ends",
  triggers: ["negotiation_ended"],
  count: 120,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2019-08-28"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Mo. Rev. Stat. 376.690(2)(5)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "Arbitration in Missouri is closed.",
  examples: [{ trigger: day("2026-08-30"), last: day("2026-12-28"), because: "one hundred and twenty plain days" }],
} as const satisfies Deadline;

const MO_FILING = {
  id: "mo.claim_filing",
  label: "File an out-of-network claim in Missouri",
  actor: "provider",
  starts: "the care is given",
  triggers: ["date_of_service"],
  count: 180,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2019-08-28"),
  keyedBy: "date-of-service",
  status: "in-force",
  cites: [cite("Mo. Rev. Stat. 376.690(2)(1)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-06-01"), last: day("2026-11-28"), because: "one hundred and eighty plain days" }],
} as const satisfies Deadline;

export const MO = {
  code: "MO",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("Mo. Rev. Stat. 376.690"), cite("20 CSR 400-14.100")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "mo_arbitration",
      when: { all: [{ is: ["service", "emergency"] }, CLINICIAN, { is: ["facility_in_network", true] }] },
      standard: "an arbitrated amount from 120% of Medicare to the 70th percentile of charges",
      days: [MO_NEGOTIATION, MO_NOTICE],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("Mo. Rev. Stat. 376.690")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const MO_DEADLINES: readonly Deadline[] = [MO_NEGOTIATION, MO_NOTICE, MO_FILING];
