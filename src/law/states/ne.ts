import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Nebraska: whom its law binds, what it pays, and its days. */

const NE_EXCESS = {
  id: "ne.excess_notice",
  label: "Nebraska insurer says a claim is excessive",
  actor: "insurer",
  starts: "the claim arrives",
  triggers: ["claim_received"],
  count: 20,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Neb. Rev. Stat. 44-6849")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-09"), because: "twenty plain days" }],
} as const satisfies Deadline;

const NE_SETTLEMENT = {
  id: "ne.settlement",
  label: "Negotiate before mediation in Nebraska",
  actor: "both sides",
  starts: "notice that the claim or payment is unreasonable",
  triggers: ["unreasonable_notice", "payment_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2021-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("Neb. Rev. Stat. 44-6849"), cite("Neb. Rev. Stat. 44-6850")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-20"), last: day("2026-11-19"), because: "thirty plain days" }],
} as const satisfies Deadline;

export const NE = {
  code: "NE",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("Neb. Rev. Stat. 44-6834 to 44-6850")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "ne_mediation",
      when: { is: ["service", "emergency"] },
      standard: "presumed reasonable: the higher of an existing contract rate and 175% of Medicare",
      days: [NE_SETTLEMENT],
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("Neb. Rev. Stat. 44-6849")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const NE_DEADLINES: readonly Deadline[] = [NE_EXCESS, NE_SETTLEMENT];
