import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** Ohio: whom its law binds, what it pays, and its days. */

const OH_NEGOTIATION = {
  id: "oh.negotiation",
  label: "Negotiate before arbitration in Ohio",
  actor: "both sides",
  starts: "the provider opens negotiation",
  triggers: ["negotiation_opened"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2022-01-12"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("ORC 3902.52(A)(1)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-10-12"), last: day("2026-11-11"), because: "thirty plain days" }],
} as const satisfies Deadline;

const OH_AGE = {
  id: "oh.service_age",
  label: "Ask for arbitration in Ohio within a year of the service",
  actor: "provider, facility or ambulance",
  starts: "the care is given",
  triggers: ["first_service", "date_of_service"],
  count: 1,
  unit: "year",
  beginsOn: "next-day",
  from: day("2022-01-12"),
  keyedBy: "date-of-service",
  status: "in-force",
  cites: [cite("ORC 3902.52(A)(1)(a)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "Arbitration in Ohio is closed.",
  examples: [
    {
      trigger: day("2024-02-29"),
      last: day("2025-02-28"),
      because: "the year after has no 29th, and a day early is safe",
    },
    { trigger: day("2026-03-02"), last: day("2027-03-02"), because: "one year" },
  ],
} as const satisfies Deadline;

export const OH = {
  code: "OH",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("ORC 3902.50 to 3902.54"), cite("OAC 3901-8-17")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "oh_arbitration",
      when: { any: [EMERGENCY_OR_NETWORK_FACILITY, { is: ["service", "ground_ambulance"] }] },
      standard: "the greatest of the network, out-of-network and Medicare amounts",
      days: [OH_AGE],
      openPoints: "More than 750 USD billed, alone or bundled up to fifteen claims; thirty days of talk first.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("ORC 3902.52(A)")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const OH_DEADLINES: readonly Deadline[] = [OH_NEGOTIATION, OH_AGE];
