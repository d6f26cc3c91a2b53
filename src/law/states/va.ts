import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Virginia: whom its law binds, what it pays, and its days. */

const VA_OFFER = {
  id: "va.initial_offer",
  label: "Virginia carrier offers a reasonable amount",
  actor: "carrier",
  starts: "the clean claim arrives",
  triggers: ["claim_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Va. Code 38.2-3445.01(E)")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const VA_DISPUTE = {
  id: "va.dispute_notice",
  label: "Dispute the payment in Virginia",
  actor: "provider",
  starts: "payment is received",
  triggers: ["payment_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Va. Code 38.2-3445.01(E)")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  ifMissed: "The payment may stand.",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const VA_NEGOTIATION = {
  id: "va.negotiation",
  label: "Negotiate in Virginia",
  actor: "both sides",
  starts: "the first offer",
  triggers: ["offer"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Va. Code 38.2-3445.01(E)"), cite("14 VAC 5-405-30")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const VA_NOTICE = {
  id: "va.arbitration_notice",
  label: "Give notice of arbitration in Virginia",
  actor: "either side",
  starts: "negotiation ends",
  triggers: ["negotiation_ended"],
  count: 10,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("14 VAC 5-405-40(A)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "Arbitration in Virginia is closed.",
  examples: [{ trigger: day("2026-11-16"), last: day("2026-11-26"), because: "ten plain days, Thanksgiving included" }],
} as const satisfies Deadline;

const VA_SETTLEMENT = {
  id: "va.settlement_payment",
  label: "Pay a Virginia settlement",
  actor: "carrier",
  starts: "the sides agree",
  triggers: ["agreement"],
  count: 10,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("14 VAC 5-405-40(B)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-11-16"), last: day("2026-11-26"), because: "ten plain days" }],
} as const satisfies Deadline;

export const VA = {
  code: "VA",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("Va. Code 38.2-3445 to 38.2-3445.07"), cite("14 VAC 5-405")],
  plans: ["fully_insured", "state_employee_plan"],
  optIn: true,
  routes: [
    {
      channel: "va_arbitration",
      when: EMERGENCY_OR_NETWORK_FACILITY,
      standard: "a commercially reasonable amount",
      days: [VA_DISPUTE, VA_NOTICE],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("Va. Code 38.2-3445.01"), cite("14 VAC 5-405-40")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const VA_DEADLINES: readonly Deadline[] = [VA_OFFER, VA_DISPUTE, VA_NEGOTIATION, VA_NOTICE, VA_SETTLEMENT];
