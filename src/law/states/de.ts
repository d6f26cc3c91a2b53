import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Delaware: whom its law binds, what it pays, and its days. */

const DE_REQUEST = {
  id: "de.provider_arbitration",
  label: "Ask Delaware for arbitration",
  actor: "provider, not a hospital",
  starts: "the carrier's decision is received",
  triggers: ["carrier_decision", "payment_received"],
  count: 60,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2008-02-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("18 Del. C. 333(b)"), cite("18 DE Admin. Code 1313")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-15"), last: day("2026-12-14"), because: "sixty plain days" }],
} as const satisfies Deadline;

export const DE = {
  code: "DE",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("18 Del. C. 3349, 3565"), cite("18 Del. C. 333"), cite("18 DE Admin. Code 1313, 1316")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "de_arbitration",
      when: { is: ["service", "emergency"] },
      standard: "the agreed rate, else the arbitrated one; meanwhile the highest allowed in the prior twelve months",
      days: [DE_REQUEST],
      openPoints:
        "The sixty days stand in a section that leaves hospitals out; the emergency rule's own limit was not found.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("18 Del. C. 3349")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const DE_DEADLINES: readonly Deadline[] = [DE_REQUEST];
