import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { CLINICIAN } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** California: whom its law binds, what it pays, and its days. */

const CA_PROMPT_PAY = {
  id: "ca.prompt_pay",
  label: "California plan pays or contests a complete claim",
  actor: "plan",
  starts: "the complete claim arrives",
  triggers: ["complete_claim_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2026-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Cal. Health & Safety Code 1371"), cite("Cal. Ins. Code 10123.13")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-03-02"), last: day("2026-04-01"), because: "thirty plain days" }],
} as const satisfies Deadline;

export const CA = {
  code: "CA",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [
    cite("Cal. Health & Safety Code 1371.30, 1371.31, 1371.9"),
    cite("Cal. Ins. Code 10112.8"),
    cite("28 CCR 1300.71(a)(3)(B)"),
  ],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "ca_plan_pdr",
      next: ["ca_idrp"],
      when: { all: [{ is: ["service", "non_emergency_inn_facility"] }, CLINICIAN] },
      standard: "the greater of the plan's average contracted rate and 125% of Medicare",
      days: [],
      openPoints: "The plan's own dispute process comes first; its time limit is in the plan's notice.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("Cal. Health & Safety Code 1371.31")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
    {
      channel: "ca_plan_pdr",
      also: ["federal_open_negotiation_protective"],
      when: { all: [{ is: ["service", "emergency"] }, { is: ["regulator", "DMHC"] }] },
      standard: "reasonable and customary value",
      days: [],
      flags: ["confirm_forum"],
      openPoints:
        "The state's agency claims emergency disputes of its licensees; a federal summary does not say so. Keep both clocks.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("28 CCR 1300.71(a)(3)(B)")],
      checkedOn: day("2026-11-21"),
      confidence: "unsure",
    },
  ],
} as const satisfies StateLaw;

export const CA_DEADLINES: readonly Deadline[] = [CA_PROMPT_PAY];
