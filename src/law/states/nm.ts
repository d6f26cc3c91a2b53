import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";

/** New Mexico: whom its law binds, what it pays, and its days. */

export const NM = {
  code: "NM",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("NMSA 59A-57A-1 to 59A-57A-13")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "nm_formula",
      when: EMERGENCY_OR_NETWORK_FACILITY,
      standard: "the 60th percentile of 2017 commercial rates, not less than 150% of 2017 Medicare",
      days: [],
      openPoints: "A payment rule, repealed from July 2028.",
      from: day("2022-01-01"),
      until: day("2028-06-30"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("NMSA 59A-57A-13")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;
