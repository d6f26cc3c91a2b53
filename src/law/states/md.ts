import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { CLINICIAN, EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";

/** Maryland: whom its law binds, what it pays, and its days. */

export const MD = {
  code: "MD",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("Md. Health-Gen. 19-710.1"), cite("Md. Ins. 14-205.2"), cite("All-Payer Model, hospital rates")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "all_payer_rate",
      when: { is: ["provider", "hscrc_hospital"] },
      binds: "every-plan",
      standard: "the hospital rate set for every payer",
      days: [],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("All-Payer Model agreement")],
      checkedOn: day("2026-11-21"),
      confidence: "known",
    },
    {
      channel: "md_formula",
      when: { all: [EMERGENCY_OR_NETWORK_FACILITY, CLINICIAN] },
      standard: "about 140% of the insurer's average, or of Medicare for visits under an HMO",
      days: [],
      openPoints:
        "HMO: any clinician without a contract. PPO: on-call and hospital-based clinicians who take assignment.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("Md. Ins. 14-205.2")],
      checkedOn: day("2026-11-21"),
      confidence: "known",
    },
  ],
} as const satisfies StateLaw;
