import { cite } from "#base/cite.ts";
import { day } from "#base/day.ts";
import type { DatedValue } from "#law/statute.ts";

/**
 * Features of the 2026 rule. The announced ones bind nobody until the Departments say a function is live; they are shown
 * as news and switched on by a date here, never by a guess.
 */
export interface Feature {
  readonly id: string;
  readonly label: string;
  readonly live: boolean;
}

const RULE = cite("91 FR 33900 (CMS-9897-F)");

export const FEATURES_2026: readonly DatedValue<Feature>[] = [
  {
    value: { id: "codes_mandatory", label: "Named reason and remark codes on every remittance", live: true },
    from: day("2027-01-01"),
    keyedBy: "date-of-service",
    status: "in-force",
    cites: [RULE],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
  {
    value: { id: "portal_negotiation", label: "Negotiation notices through the federal portal", live: false },
    from: day("2026-08-03"),
    keyedBy: "feature-live",
    status: "announced",
    cites: [RULE],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
  {
    value: { id: "negotiation_response", label: "Answer to a negotiation notice by business day 15", live: false },
    from: day("2026-08-03"),
    keyedBy: "feature-live",
    status: "announced",
    cites: [RULE],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
  {
    value: { id: "initiation_response", label: "Answer to an initiation by business day 3", live: false },
    from: day("2026-08-03"),
    keyedBy: "feature-live",
    status: "announced",
    cites: [RULE],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
  {
    value: { id: "eligibility_review", label: "Eligibility decided in 5 business days", live: false },
    from: day("2026-08-03"),
    keyedBy: "feature-live",
    status: "announced",
    cites: [RULE],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
  {
    value: {
      id: "plan_registry",
      label: "Registry of plans, with a number and legal name on remittances",
      live: false,
    },
    from: day("2026-08-03"),
    keyedBy: "feature-live",
    status: "announced",
    cites: [RULE],
    checkedOn: day("2026-11-21"),
    confidence: "verified",
  },
];
