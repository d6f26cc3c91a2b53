import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Michigan: whom its law binds, what it pays, and its days. */

const MI_ANSWER = {
  id: "mi.complicating_factor_response",
  label: "Michigan carrier answers a complicating-factor claim",
  actor: "carrier",
  starts: "the claim and its papers arrive",
  triggers: ["claim_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-10-22"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("MCL 333.24511(2)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const MI_ARBITRATION = {
  id: "mi.arbitration_request",
  label: "Ask for arbitration in Michigan",
  actor: "provider",
  starts: "the carrier denies the complicating-factor claim",
  triggers: ["carrier_denial"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-10-22"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("MCL 333.24511 to 333.24513")],
  checkedOn: day("2026-11-21"),
  confidence: "unsure",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "the number of days is not confirmed" }],
} as const satisfies Deadline;

const MI_REVIEW = {
  id: "mi.calc_review",
  label: "Michigan decides a calculation review",
  actor: "state agency",
  starts: "the carrier's complete answer",
  triggers: ["carrier_response"],
  count: 14,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-06-24"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Mich. Admin. Code R 500.243")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-03"), because: "fourteen plain days" }],
} as const satisfies Deadline;

export const MI = {
  code: "MI",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("MCL 333.24501 to 333.24517")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "mi_complicating_factor_claim",
      when: { all: [{ is: ["service", "emergency"] }, { is: ["complicating_factor", true] }] },
      standard: "the greater of the carrier's median and 150% of Medicare, and once a quarter of the median more",
      days: [MI_ANSWER],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("MCL 333.24511")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
    {
      channel: "mi_formula",
      when: EMERGENCY_OR_NETWORK_FACILITY,
      standard: "the greater of the carrier's median and 150% of Medicare",
      days: [],
      openPoints: "The state reviews the calculation on request.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("MCL 333.24507")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const MI_DEADLINES: readonly Deadline[] = [MI_ANSWER, MI_ARBITRATION, MI_REVIEW];
