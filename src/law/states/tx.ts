import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY, FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Texas: whom its law binds, what it pays, and its days. */

const TX_REQUEST = {
  id: "tx.arbitration_request",
  label: "Ask for arbitration in Texas",
  actor: "provider or issuer",
  starts: "the first payment is received, even if it is zero",
  triggers: ["payment_received"],
  count: 90,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Tex. Ins. Code 1467.084(a)"), cite("28 TAC 21.5020(b)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "Arbitration in Texas is closed.",
  examples: [
    { trigger: day("2026-09-01"), last: day("2026-11-30"), because: "ninety plain days" },
    { trigger: day("2026-08-24"), last: day("2026-11-22"), because: "a Sunday stays a Sunday" },
  ],
} as const satisfies Deadline;

const TX_ARBITRATOR = {
  id: "tx.arbitrator_agree",
  label: "Agree on an arbitrator in Texas",
  actor: "both sides",
  starts: "arbitration is asked for",
  triggers: ["arbitration_requested"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Tex. Ins. Code 1467.086")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const TX_DECISION = {
  id: "tx.arbitration_decision",
  label: "Texas arbitrator decides",
  actor: "arbitrator",
  starts: "arbitration is asked for",
  triggers: ["arbitration_requested"],
  count: 51,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Tex. Ins. Code 1467.088")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-12-10"), because: "fifty-one plain days" }],
} as const satisfies Deadline;

const TX_PAYMENT = {
  id: "tx.award_payment",
  label: "Pay a Texas award",
  actor: "issuer",
  starts: "the decision",
  triggers: ["decision"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Tex. Ins. Code 1467.089")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const TX_COURT = {
  id: "tx.court_review",
  label: "Take a Texas award to court",
  actor: "either side",
  starts: "the decision",
  triggers: ["decision"],
  count: 45,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Tex. Ins. Code 1467.089(b)")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-12-04"), because: "forty-five plain days" }],
} as const satisfies Deadline;

const TX_SUIT = {
  id: "tx.mediation_suit",
  label: "Sue after mediation failed in Texas",
  actor: "either side",
  starts: "the mediator reports",
  triggers: ["mediator_report"],
  count: 45,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Tex. Ins. Code 1467.0575")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-12-04"), because: "forty-five plain days" }],
} as const satisfies Deadline;

export const TX = {
  code: "TX",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("Tex. Ins. Code ch. 1467"), cite("28 TAC 21.5001 to 21.5040")],
  plans: ["fully_insured", "state_employee_plan"],
  optIn: true,
  routes: [
    {
      channel: "tx_mediation",
      when: { all: [EMERGENCY_OR_NETWORK_FACILITY, FACILITY] },
      standard: "mediation, then suit",
      days: [],
      openPoints: "No limit on the request was found.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("Tex. Ins. Code 1467.051")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
    {
      channel: "tx_arbitration",
      when: { all: [EMERGENCY_OR_NETWORK_FACILITY, { not: FACILITY }] },
      standard: "the usual and customary rate, by the 80th percentile of charges and the 50th of rates paid",
      days: [TX_REQUEST],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("Tex. Ins. Code 1467.084(a)"), cite("28 TAC 21.5020(b)")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const TX_DEADLINES: readonly Deadline[] = [
  TX_REQUEST,
  TX_ARBITRATOR,
  TX_DECISION,
  TX_PAYMENT,
  TX_COURT,
  TX_SUIT,
];
