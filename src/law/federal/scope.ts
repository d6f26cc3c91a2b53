import { type Cite, cfr, cite, usc } from "#base/cite.ts";
import { day } from "#base/day.ts";
import type { ChannelId } from "#law/channels.ts";
import type { Condition } from "#law/condition.ts";
import type { PlanFunding } from "#law/fact.ts";
import type { Statute } from "#law/statute.ts";

/** Whom and what the No Surprises Act protects, and what consent takes out of it. */

export const ACT_FROM = day("2022-01-01");

export const PROTECTED_CARE = {
  any: [
    { oneOf: ["service", ["emergency", "non_emergency_inn_facility", "air_ambulance"]] },
    { all: [{ is: ["service", "non_emergency_facility"] }, { is: ["facility_in_network", true] }] },
  ],
} as const satisfies Condition;

/** Care for which no consent ever counts. */
export const NEVER_WAIVED = {
  any: [
    { oneOf: ["service", ["emergency", "air_ambulance"]] },
    {
      oneOf: [
        "specialty",
        [
          "emergency_medicine",
          "anesthesiology",
          "anesthesia",
          "nurse_anesthetist",
          "pathology",
          "radiology",
          "diagnostic_radiology",
          "neonatology",
          "assistant_surgeon",
          "hospitalist",
          "intensivist",
          "laboratory",
        ],
      ],
    },
  ],
} as const satisfies Condition;

export const SCOPE = {
  id: "us.nsa.scope",
  title: "No Surprises Act: protected care",
  jurisdiction: "US",
  summary:
    "Emergency care, care by an out-of-network provider at a network facility, and air ambulance are protected under group and individual coverage.",
  versions: [
    {
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [
        usc(42, "300gg-111(a)-(b)"),
        usc(42, "300gg-112"),
        cfr(45, "149.110"),
        cfr(45, "149.120"),
        cfr(45, "149.130"),
      ],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
  applies: PROTECTED_CARE,
  examples: [
    { facts: { service: "emergency" }, verdict: "applies", because: "emergency care is protected anywhere" },
    { facts: { service: "ground_ambulance" }, verdict: "does-not-apply", because: "the Act names air ambulance only" },
    { facts: { service: "elective" }, verdict: "does-not-apply", because: "no protected category" },
    {
      facts: { service: "non_emergency_facility" },
      verdict: "undetermined",
      missing: ["facility_in_network"],
      because: "a planned visit is protected only at a network facility",
    },
    {
      facts: { service: "non_emergency_facility", facility_in_network: false },
      verdict: "does-not-apply",
      because: "the facility was outside the network too",
    },
    {
      facts: {},
      verdict: "undetermined",
      missing: ["service", "facility_in_network"],
      because: "nothing is known of the care",
    },
  ],
} as const satisfies Statute;

export const CONSENT = {
  id: "us.nsa.consent",
  title: "No Surprises Act: care no consent can waive",
  jurisdiction: "US",
  summary:
    "A patient may give up protection for planned care at a network facility, on the federal form and in time; never for emergencies, air ambulance or ancillary specialties.",
  versions: [
    {
      from: day("2022-01-01"),
      keyedBy: "date-of-service",
      status: "in-force",
      cites: [usc(42, "300gg-132(b), (d)"), cfr(45, "149.410"), cfr(45, "149.420")],
      checkedOn: day("2026-11-21"),
      confidence: "verified",
    },
  ],
  applies: NEVER_WAIVED,
  examples: [
    {
      facts: { service: "non_emergency_inn_facility", specialty: "anesthesiology", provider: "physician" },
      verdict: "applies",
      because: "anesthesia is ancillary",
    },
    {
      facts: { service: "non_emergency_inn_facility", specialty: "orthopaedic_surgery", provider: "physician" },
      verdict: "does-not-apply",
      because: "a surgeon who is not ancillary may ask for consent",
    },
  ],
} as const satisfies Statute;

export interface OutsidePayer {
  readonly because: string;
  /** What the programme offers for a denied payment, and for one that is too small. */
  readonly denied: readonly ChannelId[];
  readonly short: readonly ChannelId[];
  readonly cites: readonly Cite[];
}

const ACT_REACH = usc(42, "300gg-91(b)");

/** Payers the Act does not reach, with what each offers instead. */
export const OUTSIDE_PAYERS: Readonly<Partial<Record<PlanFunding, OutsidePayer>>> = {
  medicare: {
    because: "Original Medicare sets its own rates and has its own appeals.",
    denied: ["medicare_appeal", "program_rules"],
    short: ["medicare_appeal", "program_rules"],
    cites: [cfr(42, "405.942")],
  },
  medicare_advantage: {
    because:
      "Medicare Advantage is outside the Act: a denial goes to plan reconsideration, a short payment to the plan's payment dispute.",
    denied: ["ma_reconsideration"],
    short: ["ma_payment_dispute"],
    cites: [cfr(42, "422.214"), cfr(42, "422.574"), cfr(42, "422.582")],
  },
  medicaid: {
    because: "Medicaid pays by state rules; the Act does not reach it.",
    denied: ["program_rules"],
    short: ["program_rules"],
    cites: [cfr(42, "438.402"), ACT_REACH],
  },
  chip: {
    because: "CHIP pays by state rules; the Act does not reach it.",
    denied: ["program_rules"],
    short: ["program_rules"],
    cites: [cfr(42, "457.1260"), ACT_REACH],
  },
  tricare: {
    because: "TRICARE has its own maximum charges and appeals.",
    denied: ["program_rules"],
    short: ["program_rules"],
    cites: [cfr(32, "199.10")],
  },
  va: {
    because: "The Department of Veterans Affairs pays by its own rules.",
    denied: ["program_rules"],
    short: ["program_rules"],
    cites: [cite("38 USC ch. 17")],
  },
  ihs: {
    because: "The Indian Health Service pays by its own rules.",
    denied: ["program_rules"],
    short: ["program_rules"],
    cites: [cfr(42, "136.30")],
  },
  workers_comp: {
    because: "A work injury is paid by the state's fee schedule and its board decides.",
    denied: ["workers_comp_board"],
    short: ["workers_comp_board"],
    cites: [cite("the state's workers' compensation act")],
  },
  auto: {
    because: "An auto policy pays by state schedule or by the policy's own arbitration.",
    denied: ["program_rules"],
    short: ["program_rules"],
    cites: [cite("the state's insurance code and the policy")],
  },
  no_fault: {
    because: "No-fault coverage pays by state schedule or arbitration.",
    denied: ["program_rules"],
    short: ["program_rules"],
    cites: [cite("the state's no-fault act")],
  },
  short_term: {
    because: "Short-term coverage is outside the Act.",
    denied: ["direct_negotiation"],
    short: ["direct_negotiation"],
    cites: [ACT_REACH],
  },
  excepted_benefit: {
    because: "Dental, vision, fixed-indemnity and other excepted benefits are outside the Act.",
    denied: ["direct_negotiation"],
    short: ["direct_negotiation"],
    cites: [ACT_REACH],
  },
  retiree_only: {
    because: "A plan for retirees only is outside the Act.",
    denied: ["direct_negotiation", "internal_appeal"],
    short: ["direct_negotiation"],
    cites: [usc(29, "1191a(a)")],
  },
  account_based: {
    because: "An account such as an HRA is outside the Act.",
    denied: ["direct_negotiation"],
    short: ["direct_negotiation"],
    cites: [ACT_REACH],
  },
  sharing_ministry: {
    because: "A sharing ministry is no insurance and is outside the Act.",
    denied: ["direct_negotiation"],
    short: ["direct_negotiation"],
    cites: [ACT_REACH],
  },
  uninsured: {
    because: "There is no plan to dispute with; a patient without coverage has estimate rights.",
    denied: [],
    short: [],
    cites: [usc(42, "300gg-136"), usc(42, "300gg-137")],
  },
};

/** Plans whose sponsor pays the claims: a state's law reaches them only by choice, or where it names them. */
export const SELF_FUNDED: readonly PlanFunding[] = [
  "self_funded_erisa",
  "self_funded_church",
  "self_funded_government",
  "state_employee_plan",
];
