import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Florida: whom its law binds, what it pays, and its days. */

const FL_AGREED_AMOUNT = {
  id: "fl.emergency_agreed_amount",
  label: "Agree on a charge in Florida",
  actor: "both sides",
  starts: "the claim is sent",
  triggers: ["claim_submitted"],
  count: 60,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2016-07-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Fla. Stat. 641.513(5)"), cite("Fla. Stat. 627.64194")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-15"), last: day("2026-12-14"), because: "sixty plain days" }],
} as const satisfies Deadline;

const FL_ORDER_PAYMENT = {
  id: "fl.order_payment",
  label: "Pay after Florida's final order",
  actor: "the side that lost",
  starts: "the final order",
  triggers: ["final_order"],
  count: 35,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2001-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Fla. Stat. 408.7057")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-15"), last: day("2026-11-19"), because: "thirty-five plain days" }],
} as const satisfies Deadline;

const FL_FILE = {
  id: "fl.claim_dispute_file",
  label: "File with Florida's claim dispute programme",
  actor: "provider or plan",
  starts: "the plan's final determination",
  triggers: ["plan_final_determination"],
  count: 12,
  unit: "month",
  beginsOn: "next-day",
  from: day("2001-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Fla. Stat. 408.7057"), cite("Fla. Admin. Code 59A-12.030")],
  checkedOn: day("2026-11-21"),
  confidence: "unsure",
  examples: [
    {
      trigger: day("2024-02-29"),
      last: day("2025-02-28"),
      because: "the year after has no 29th, and a day early is safe",
    },
    { trigger: day("2026-03-02"), last: day("2027-03-02"), because: "twelve months" },
  ],
} as const satisfies Deadline;

export const FL = {
  code: "FL",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("Fla. Stat. 627.64194"), cite("Fla. Stat. 641.513(5)"), cite("Fla. Stat. 408.7057")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "fl_claim_dispute",
      when: EMERGENCY_OR_NETWORK_FACILITY,
      standard: "the least of the charge, the community's usual charge and an amount agreed in sixty days",
      days: [FL_FILE],
      openPoints: "Amounts below the programme's thresholds go to the federal process; plans may decline to take part.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("Fla. Stat. 408.7057")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const FL_DEADLINES: readonly Deadline[] = [FL_AGREED_AMOUNT, FL_ORDER_PAYMENT, FL_FILE];
