import { cfr, cite, usc } from "#base/cite.ts";

/**
 * What each forum may weigh, and what must never reach it. These lists make types: a brief for a federal dispute has no
 * slot for a charge, so nobody can put one there by mistake.
 */
export const FORUMS = {
  "federal-idr": {
    admissible: [
      "qpa",
      "training_experience_quality",
      "market_share",
      "acuity_complexity",
      "teaching_case_mix_scope",
      "network_good_faith",
      "contracted_rates_prior_4_plan_years",
      "other_in_network_rates",
      "info_requested_by_entity",
    ],
    barred: ["usual_customary_charges", "billed_charges", "public_payer_rates"],
    cites: [usc(42, "300gg-111(c)(5)(C)-(D)"), cfr(45, "149.510(c)(4)(iii)-(v)")],
    confidence: "verified",
  },
  "federal-idr-air": {
    admissible: [
      "qpa",
      "training_experience_quality",
      "acuity_complexity",
      "crew_training",
      "vehicle_type_clinical_level",
      "pickup_population_density",
      "network_good_faith",
      "contracted_rates_prior_4_plan_years",
      "info_requested_by_entity",
    ],
    barred: ["usual_customary_charges", "billed_charges", "public_payer_rates"],
    cites: [usc(42, "300gg-112(b)(5)(C)"), cfr(45, "149.520")],
    confidence: "known",
  },
  tx_arbitration: {
    admissible: [
      "usual_customary_charges",
      "paid_percentiles",
      "training_experience_quality",
      "acuity_complexity",
      "prior_contract_history",
    ],
    barred: [],
    cites: [cite("Tex. Ins. Code 1467.083")],
    confidence: "verified",
  },
  ny_idr: {
    admissible: ["usual_customary_charges", "median_in_network", "training_experience_quality", "acuity_complexity"],
    barred: [],
    cites: [cite("N.Y. Fin. Serv. Law 604")],
    confidence: "verified",
  },
  ga_arbitration: {
    admissible: ["median_in_network", "prior_contract_history", "acuity_complexity"],
    barred: [],
    cites: [cite("O.C.G.A. 33-20E-15")],
    confidence: "known",
  },
} as const;
