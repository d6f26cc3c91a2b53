/**
 * Why a row of the relative value file is not priced by its RVUs, by status code (RVU file documentation, attachment A).
 * Only A, R and T rows carry RVUs used for payment.
 */
const NOT_PRICED: Readonly<Record<string, string>> = {
  B: "is bundled into another service (status B): Medicare never pays it alone, and RVUs shown for it are not used",
  C: "is priced by the Medicare contractor (status C): no national RVUs exist, ask the contractor or use another benchmark",
  D: "was deleted (status D)",
  E: "is excluded from the physician fee schedule by regulation (status E)",
  F: "was deleted or discontinued (status F)",
  G: "is not valid for Medicare, which uses another code (status G)",
  H: "is a deleted modifier of this code (status H)",
  I: "is not valid for Medicare, which uses another code (status I)",
  M: "is a measurement code for reporting only (status M)",
  N: "is not covered by Medicare (status N): RVUs shown for it are not used for payment",
  P: "is bundled or excluded (status P): no separate payment exists under this schedule",
  X: "is outside the physician fee schedule by statute (status X), such as laboratory tests and ambulance",
};

/** Anesthesia is priced by base units and minutes instead. */
export const isAnesthesia = (status: string): boolean => status === "J";

export const isPricedStatus = (status: string): boolean => status === "A" || status === "R" || status === "T";

export const whyNotPriced = (status: string): string =>
  `the code ${NOT_PRICED[status] ?? "has a status Parley does not know, so its RVUs are not used"}`;
