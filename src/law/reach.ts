import type { Condition } from "./condition.ts";

/** Reach that several states' laws share, said once. */

export const EMERGENCY_OR_NETWORK_FACILITY = {
  oneOf: ["service", ["emergency", "non_emergency_inn_facility"]],
} as const satisfies Condition;
export const CLINICIAN = {
  oneOf: ["provider", ["physician", "out_of_network_physician", "facility_based_physician"]],
} as const satisfies Condition;
export const FACILITY = { oneOf: ["provider", ["facility", "hscrc_hospital"]] } as const satisfies Condition;
