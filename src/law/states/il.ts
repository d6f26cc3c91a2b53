import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Illinois: whom its law binds, what it pays, and its days. */

const IL_NEGOTIATION = {
  id: "il.negotiation",
  label: "Negotiate in Illinois",
  actor: "both sides",
  starts: "the explanation of benefits is issued",
  triggers: ["eob", "payment_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2011-06-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("215 ILCS 5/356z.3a")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-11-02"), last: day("2026-12-02"), because: "thirty plain days" }],
} as const satisfies Deadline;

export const IL = {
  code: "IL",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("215 ILCS 5/356z.3a")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "il_negotiation_arbitration",
      when: {
        all: [
          EMERGENCY_OR_NETWORK_FACILITY,
          { any: [{ is: ["service", "non_emergency_inn_facility"] }, { is: ["facility_in_network", true] }] },
          { oneOf: ["specialty", ["anesthesiology", "pathology", "radiology", "neonatology", "emergency_medicine"]] },
        ],
      },
      standard: "a reasonable amount",
      days: [IL_NEGOTIATION],
      openPoints: "Only five facility specialties; other protected care on the same stay is federal.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("215 ILCS 5/356z.3a")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const IL_DEADLINES: readonly Deadline[] = [IL_NEGOTIATION];
