import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** New Jersey: whom its law binds, what it pays, and its days. */

const NJ_EXCESS = {
  id: "nj.carrier_excess_notice",
  label: "New Jersey carrier pays the charge or says it is excessive",
  actor: "carrier",
  starts: "the claim arrives",
  triggers: ["claim_received"],
  count: 20,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2018-08-30"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("N.J.S.A. 26:2SS-9(c)")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-09"), because: "twenty plain days" }],
} as const satisfies Deadline;

const NJ_NEGOTIATION = {
  id: "nj.negotiation",
  label: "Negotiate in New Jersey",
  actor: "both sides",
  starts: "the carrier says the charge is excessive",
  triggers: ["excess_notice", "payment_received"],
  count: 60,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2022-10-28"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("N.J.S.A. 26:2SS-9")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-15"), last: day("2026-12-14"), because: "sixty plain days" }],
} as const satisfies Deadline;

const NJ_REQUEST = {
  id: "nj.arbitration_request",
  label: "Ask for arbitration in New Jersey",
  actor: "provider or carrier",
  starts: "the final offer",
  triggers: ["final_offer"],
  count: 90,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2022-10-28"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("N.J.S.A. 26:2SS-10")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "Arbitration in New Jersey is closed.",
  examples: [{ trigger: day("2026-09-15"), last: day("2026-12-14"), because: "ninety plain days" }],
} as const satisfies Deadline;

const NJ_DECISION = {
  id: "nj.arbitration_decision",
  label: "New Jersey arbitrator decides",
  actor: "arbitrator",
  starts: "the request is filed",
  triggers: ["request_filed"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2018-08-30"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("N.J.S.A. 26:2SS-10(b)")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const NJ_PAYMENT = {
  id: "nj.award_payment",
  label: "Pay a New Jersey award",
  actor: "carrier",
  starts: "the decision",
  triggers: ["decision"],
  count: 20,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2018-08-30"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("N.J.S.A. 26:2SS-10")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-09"), because: "twenty plain days" }],
} as const satisfies Deadline;

export const NJ = {
  code: "NJ",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("N.J.S.A. 26:2SS-1 to 26:2SS-20")],
  plans: ["fully_insured", "state_employee_plan"],
  optIn: true,
  routes: [
    {
      channel: "nj_arbitration",
      when: EMERGENCY_OR_NETWORK_FACILITY,
      standard: "one of the two final offers",
      days: [NJ_REQUEST],
      openPoints: "The final offers must lie 1,000 USD apart, or 500 where less than 2,500 was charged.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("N.J.S.A. 26:2SS-10")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const NJ_DEADLINES: readonly Deadline[] = [NJ_EXCESS, NJ_NEGOTIATION, NJ_REQUEST, NJ_DECISION, NJ_PAYMENT];
