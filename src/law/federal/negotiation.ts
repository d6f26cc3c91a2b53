import { cfr, usc } from "#base/cite.ts";
import { day } from "#base/day.ts";
import type { Deadline } from "#law/statute.ts";

/** Federal steps before a dispute: the first answer of the plan, and thirty business days to talk. */

export const INITIAL_PAYMENT = {
  id: "nsa.initial_payment_or_denial",
  label: "Plan pays or refuses for the first time",
  actor: "plan",
  starts: "the bill reaches the plan",
  triggers: ["claim_received"],
  count: 30,
  unit: "calendar-day",
  beginsOn: "next-day",
  from: day("2022-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [usc(42, "300gg-111(a)(1)(C)(iv)"), cfr(45, "149.110(b)(3)(iv)"), cfr(45, "149.120(c)(3)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "The right to dispute stands; the delay is the plan's violation.",
  examples: [{ trigger: day("2026-10-01"), last: day("2026-10-31"), because: "thirty plain days" }],
} as const satisfies Deadline;

export const NEGOTIATION_START = {
  id: "nsa.open_neg_initiate",
  label: "Open negotiation",
  actor: "provider or plan",
  starts: "the first payment, or the notice that none is made, reaches the provider",
  triggers: ["payment_received"],
  count: 30,
  unit: "business-day",
  beginsOn: "disputed",
  from: day("2022-01-01"),
  keyedBy: "receipt",
  status: "in-force",
  cites: [usc(42, "300gg-111(c)(1)(A)"), cfr(45, "149.510(b)(1)(i)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  ifMissed: "The federal dispute is closed for these items.",
  examples: [
    { trigger: day("2026-11-02"), last: day("2026-12-15"), because: "the statute counts the day of receipt" },
    {
      trigger: day("2026-11-11"),
      last: day("2026-12-24"),
      because: "a holiday is nobody's day one, so readings agree",
    },
  ],
} as const satisfies Deadline;

export const NEGOTIATION_PERIOD = {
  id: "nsa.open_neg_period",
  label: "Negotiate in good faith",
  actor: "both sides",
  starts: "the negotiation notice is first sent",
  triggers: ["notice_sent", "open_negotiation_start"],
  count: 30,
  unit: "business-day",
  beginsOn: "disputed",
  from: day("2022-01-01"),
  keyedBy: "negotiation-start",
  status: "in-force",
  cites: [usc(42, "300gg-111(c)(1)(A)"), cfr(45, "149.510(b)(1)(ii)")],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-02-02"), last: day("2026-03-16"), because: "Washington's birthday falls inside" }],
} as const satisfies Deadline;

export const NEGOTIATION_RESPONSE = {
  id: "nsa.open_neg_response",
  label: "Answer the negotiation notice",
  actor: "the side that received it",
  starts: "negotiation begins",
  triggers: ["open_negotiation_start", "notice_sent"],
  count: 15,
  unit: "business-day",
  beginsOn: "next-day",
  from: day("2026-08-03"),
  keyedBy: "feature-live",
  status: "announced",
  cites: [cfr(45, "149.510(b)(1)(iii)"), { text: "91 FR 33900" }],
  checkedOn: day("2026-11-21"),
  confidence: "verified",
  examples: [{ trigger: day("2026-11-02"), last: day("2026-11-24"), because: "Veterans Day falls inside" }],
} as const satisfies Deadline;

export const NEGOTIATION_DEADLINES: readonly Deadline[] = [
  INITIAL_PAYMENT,
  NEGOTIATION_START,
  NEGOTIATION_PERIOD,
  NEGOTIATION_RESPONSE,
];
