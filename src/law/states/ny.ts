import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { EMERGENCY_OR_NETWORK_FACILITY } from "#law/reach.ts";
import type { StateLaw } from "#law/state.ts";
import type { Deadline } from "#law/statute.ts";

/** New York: whom its law binds, what it pays, and its days. */

const NY_DECISION = {
  id: "ny.idr_decision",
  label: "New York's entity decides",
  actor: "dispute entity",
  starts: "the dispute is received",
  triggers: ["dispute_received"],
  count: 30,
  unit: "business-day",
  beginsOn: "next-day",
  from: day("2022-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("N.Y. Fin. Serv. Law 605"), cite("N.Y. Fin. Serv. Law 607")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-11-02"), last: day("2026-12-16"), because: "thirty business days" }],
} as const satisfies Deadline;

const NY_NEGOTIATION = {
  id: "ny.directed_negotiation",
  label: "Negotiate because New York's entity says so",
  actor: "both sides",
  starts: "the entity's direction",
  triggers: ["entity_direction"],
  count: 10,
  unit: "business-day",
  beginsOn: "next-day",
  from: day("2015-03-31"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [cite("N.Y. Fin. Serv. Law 605"), cite("N.Y. Fin. Serv. Law 607")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-12-10"), last: day("2026-12-24"), because: "ten business days" }],
} as const satisfies Deadline;

export const NY = {
  code: "NY",
  posture: "bifurcated",
  confidence: "verified",
  statutes: [cite("N.Y. Fin. Serv. Law 601 to 608"), cite("23 NYCRR 400")],
  plans: ["fully_insured"],
  optIn: false,
  routes: [
    {
      channel: "ny_idr",
      when: EMERGENCY_OR_NETWORK_FACILITY,
      standard: "a reasonable fee: the 80th percentile of charges, the network median and other factors",
      days: [],
      openPoints:
        "Small emergency bills at or under 120% of the usual charge may not enter. No limit on the request was found.",
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [cite("N.Y. Fin. Serv. Law 605"), cite("N.Y. Fin. Serv. Law 607")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
} as const satisfies StateLaw;

export const NY_DEADLINES: readonly Deadline[] = [NY_DECISION, NY_NEGOTIATION];
