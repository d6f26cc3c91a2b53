import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Colorado: whom its law binds, what it pays, and its days. */

const CO_REQUEST = {
  id: "co.arbitration_request",
  label: "Ask Colorado's Division of Insurance for arbitration",
  actor: "provider or facility",
  starts: "payment is received",
  triggers: ["payment_received"],
  count: 90,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2020-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("C.R.S. 10-16-704(15)")],
  checkedOn: day("2026-11-21"),
  confidence: "known",
  ifMissed: "Arbitration in Colorado is closed.",
  examples: [{ trigger: day("2026-10-06"), last: day("2027-01-04"), because: "ninety plain days" }],
} as const satisfies Deadline;

const CO_REFUSAL_REPORT = {
  id: "co.settlement_refusal_notice",
  label: "Tell Colorado that the carrier refused to settle",
  actor: "provider",
  starts: "the carrier refuses",
  triggers: ["settlement_refused"],
  count: 3,
  unit: "business-day",
  beginsOn: "next-day",
  from: day("2025-03-30"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("3 CCR 702-4, Reg. 4-2-65")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "The request counts as withdrawn.",
  examples: [{ trigger: day("2026-11-20"), last: day("2026-11-25"), because: "three business days" }],
} as const satisfies Deadline;

export const CO = {
  code: "CO",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("C.R.S. 10-16-704(3)(d), (5.5)(b), (15)")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "co_arbitration",
      when: EMERGENCY_OR_NETWORK_FACILITY,
      standard:
        "clinicians: the greater of 110% of the carrier's median and the 60th percentile of the state's claims database; facilities: the greater of 105% and the median",
      days: [CO_REQUEST],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("C.R.S. 10-16-704(15)")],
      checkedOn: day("2026-11-21"),
      confidence: "known",
    },
  ],
} as const satisfies StateLaw;

export const CO_DEADLINES: readonly Deadline[] = [CO_REQUEST, CO_REFUSAL_REPORT];
