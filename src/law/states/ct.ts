import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";

/** Connecticut: whom its law binds, what it pays, and its days. */

export const CT = {
  code: "CT",
  posture: "bifurcated",
  confidence: "known",
  statutes: [cite("Conn. Gen. Stat. 38a-477aa")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "ct_formula",
      when: EMERGENCY_OR_NETWORK_FACILITY,
      standard:
        "emergency: the greatest of the network amount, the 80th percentile of charges and Medicare; otherwise the network rate",
      days: [],
      openPoints: "A payment rule without arbitration.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("Conn. Gen. Stat. 38a-477aa")],
      checkedOn: day("2026-11-21"),
      confidence: "known",
    },
  ],
} as const satisfies StateLaw;
