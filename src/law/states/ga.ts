import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Georgia: whom its law binds, what it pays, and its days. */

const GA_REQUEST = {
  id: "ga.arbitration_request",
  label: "Ask Georgia's commissioner for arbitration",
  actor: "provider or facility",
  starts: "payment is received",
  triggers: ["payment_received"],
  count: 60,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2023-07-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("O.C.G.A. 33-20E-9(a)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "Arbitration in Georgia is closed.",
  examples: [{ trigger: day("2026-10-15"), last: day("2026-12-14"), because: "sixty plain days" }],
} as const satisfies Deadline;

const GA_SETTLEMENT = {
  id: "ga.settlement_period",
  label: "Settle before Georgia arbitration",
  actor: "both sides",
  starts: "the commissioner receives the request",
  triggers: ["request_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("O.C.G.A. 33-20E-12")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-15"), last: day("2026-11-14"), because: "thirty plain days" }],
} as const satisfies Deadline;

const GA_ARBITRATOR = {
  id: "ga.arbitrator_selection",
  label: "Choose the arbitrator in Georgia",
  actor: "both sides",
  starts: "the case is referred",
  triggers: ["referred"],
  count: 5,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("O.C.G.A. 33-20E-13")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-15"), last: day("2026-10-20"), because: "five plain days" }],
} as const satisfies Deadline;

const GA_OFFER = {
  id: "ga.final_offer",
  label: "Make final offers in Georgia",
  actor: "both sides",
  starts: "the arbitrator is chosen",
  triggers: ["arbitrator_selected"],
  count: 10,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("O.C.G.A. 33-20E-14")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-15"), last: day("2026-10-25"), because: "ten plain days" }],
} as const satisfies Deadline;

const GA_PAYMENT = {
  id: "ga.award_payment",
  label: "Pay a Georgia award",
  actor: "the side that lost",
  starts: "the final decision",
  triggers: ["decision"],
  count: 15,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("O.C.G.A. 33-20E-16")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-15"), last: day("2026-10-30"), because: "fifteen plain days" }],
} as const satisfies Deadline;

export const GA = {
  code: "GA",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("O.C.G.A. 33-20E-1 to 33-20E-23")],
  plans: ["fully_insured", "state_employee_plan"],
  optIn: true,
  routes: [
    {
      channel: "ga_arbitration",
      when: EMERGENCY_OR_NETWORK_FACILITY,
      standard:
        "the greatest of the 2017 median brought forward, the last agreed amount and a higher amount for complexity",
      days: [GA_REQUEST],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("O.C.G.A. 33-20E-9(a)")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const GA_DEADLINES: readonly Deadline[] = [GA_REQUEST, GA_SETTLEMENT, GA_ARBITRATOR, GA_OFFER, GA_PAYMENT];
