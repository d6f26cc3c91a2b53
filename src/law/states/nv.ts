import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { CLINICIAN, FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Nevada: whom its law binds, what it pays, and its days. */

const NV_REJECT = {
  id: "nv.accept_reject",
  label: "Accept or reject the payment in Nevada",
  actor: "provider",
  starts: "payment is received",
  triggers: ["payment_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("NRS 439B.754(1)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "Silence accepts the payment in full.",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const NV_ANSWER = {
  id: "nv.counter_response",
  label: "Nevada payer answers the demand",
  actor: "payer",
  starts: "the demand arrives",
  triggers: ["demand_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("NRS 439B.754(3)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

const NV_LIST = {
  id: "nv.arbitrator_list_small",
  label: "Ask Nevada for arbitrators, claims under 5,000 USD",
  actor: "provider",
  starts: "the payer refuses, or its days run out",
  triggers: ["payer_refused"],
  count: 30,
  unit: "business-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("NAC 439B"), cite("NRS 439B.754(3)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-12-10"), last: day("2027-01-26"), because: "thirty business days" }],
} as const satisfies Deadline;

export const NV = {
  code: "NV",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("NRS 439B.700 to 439B.760")],
  plans: ["fully_insured", "state_employee_plan"],
  optIn: true,
  routes: [
    {
      channel: "nv_formula",
      when: { all: [{ is: ["service", "emergency"] }, FACILITY, { not: { atLeast: ["months_since_contract", 24] } }] },
      standard: "108% of the old contract rate within a year, 115% within two, less the patient's share",
      days: [],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("NRS 439B.748")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
    {
      channel: "nv_formula",
      when: { all: [{ is: ["service", "emergency"] }, CLINICIAN, { not: { atLeast: ["months_since_contract", 12] } }] },
      standard: "108% of the old contract rate within a year, less the patient's share",
      days: [],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("NRS 439B.748")],
      checkedOn: day("2026-11-21"),
      confidence: "known",
    },
    {
      channel: "nv_arbitration",
      when: { is: ["service", "emergency"] },
      standard: "the payer's amount unless rejected, then arbitration",
      days: [NV_REJECT],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("NRS 439B.754")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const NV_DEADLINES: readonly Deadline[] = [NV_REJECT, NV_ANSWER, NV_LIST];
