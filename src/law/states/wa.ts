import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Washington: whom its law binds, what it pays, and its days. */

const WA_OFFER = {
  id: "wa.offer",
  label: "Washington carrier offers a reasonable amount",
  actor: "carrier",
  starts: "the claim arrives",
  triggers: ["claim_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("RCW 48.49.160(1)(a)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const WA_DISPUTE = {
  id: "wa.dispute_notice",
  label: "Dispute the payment in Washington",
  actor: "provider",
  starts: "payment is received",
  triggers: ["payment_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("RCW 48.49.160(1)(a)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "The payment may stand.",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const WA_NEGOTIATION = {
  id: "wa.negotiation",
  label: "Negotiate in Washington",
  actor: "both sides",
  starts: "the first offer",
  triggers: ["offer"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("RCW 48.49.160(1)(a)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const WA_INITIATE = {
  id: "wa.arbitration_initiate",
  label: "Start arbitration in Washington",
  actor: "either side",
  starts: "negotiation ends",
  triggers: ["negotiation_ended"],
  count: 10,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("RCW 48.49.040")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  ifMissed: "Arbitration in Washington is closed.",
  examples: [{ trigger: day("2026-11-12"), last: day("2026-11-22"), because: "ten plain days" }],
} as const satisfies Deadline;

const WA_DECISION = {
  id: "wa.decision",
  label: "Washington arbitrator decides",
  actor: "arbitrator",
  starts: "the written papers are in",
  triggers: ["submissions"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("RCW 48.49.040")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

export const WA = {
  code: "WA",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("RCW 48.49"), cite("WAC 284-43B")],
  plans: ["fully_insured", "state_employee_plan"],
  optIn: true,
  routes: [
    {
      channel: "wa_arbitration_if_extended",
      also: ["federal_idr_protective"],
      when: EMERGENCY_OR_NETWORK_FACILITY,
      standard: "a commercially reasonable amount",
      days: [WA_DISPUTE, WA_INITIATE],
      flags: ["confirm_forum"],
      openPoints:
        "The state's process lives from year to year; check the commissioner's notice and keep the federal clock.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("RCW 48.49.040")],
      checkedOn: day("2026-11-21"),
      confidence: "unsure",
    },
    {
      channel: "wa_arbitration_if_extended",
      when: { is: ["service", "ground_ambulance"] },
      standard: "a commercially reasonable amount",
      days: [WA_DISPUTE, WA_INITIATE],
      flags: ["confirm_forum"],
      from: day("2025-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("RCW 48.49")],
      checkedOn: day("2026-11-21"),
      confidence: "unsure",
    },
  ],
} as const satisfies StateLaw;

export const WA_DEADLINES: readonly Deadline[] = [WA_OFFER, WA_DISPUTE, WA_NEGOTIATION, WA_INITIATE, WA_DECISION];
