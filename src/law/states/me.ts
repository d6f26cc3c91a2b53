import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Maine: whom its law binds, what it pays, and its days. */

const ME_DECISION = {
  id: "me.idr_decision",
  label: "Maine's entity decides",
  actor: "dispute entity",
  starts: "the dispute is received",
  triggers: ["dispute_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-10-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("24-A M.R.S. 4303-E(1)(B)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-11-02"), last: day("2026-12-02"), because: "thirty plain days" }],
} as const satisfies Deadline;

const ME_NEGOTIATION = {
  id: "me.negotiation",
  label: "Negotiate in Maine",
  actor: "both sides",
  starts: "the carrier's payment notice",
  triggers: ["payment_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-10-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("02-031 C.M.R. ch. 365")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-11-02"), last: day("2026-12-02"), because: "thirty plain days" }],
} as const satisfies Deadline;

export const ME = {
  code: "ME",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("24-A M.R.S. 4303-C, 4303-E")],
  plans: ["fully_insured"],
  optIn: true,
  routes: [
    {
      channel: "me_idr",
      when: { is: ["service", "emergency"] },
      standard: "the greater of the carrier's median and the state database's median",
      days: [ME_NEGOTIATION],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("24-A M.R.S. 4303-E")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
    {
      channel: "me_formula",
      when: { is: ["service", "non_emergency_inn_facility"] },
      standard: "the greater of the carrier's median and the state database's median",
      days: [],
      openPoints: "A payment rule; the state's dispute process hears emergency bills only.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("24-A M.R.S. 4303-C")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const ME_DEADLINES: readonly Deadline[] = [ME_DECISION, ME_NEGOTIATION];
