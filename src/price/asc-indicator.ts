/**
 * What a payment indicator of the surgery center addenda does to a line (CMS, Addendum DD1, in our own words). Only what is
 * listed here is priced: a new letter is unknown, never guessed.
 */
export interface AscIndicator {
  /**
   * `procedure` and `service` are paid at a rate adjusted for wages, `flat` at the rate of the file alone, `invoice` at what
   * the contractor finds it cost, `packaged` within the procedure's rate, `unpaid` not at all.
   */
  readonly kind: "procedure" | "service" | "flat" | "invoice" | "packaged" | "unpaid";
  readonly says: string;
}

const as = (kind: AscIndicator["kind"], says: string): AscIndicator => ({ kind, says });

const INDICATORS: Readonly<Record<string, AscIndicator>> = {
  A2: as("procedure", "surgery, paid by its weight"),
  D2: as("procedure", "dental surgery, paid by its weight"),
  G2: as("procedure", "surgery added since 2008, paid by its weight"),
  H8: as("procedure", "device-intensive surgery"),
  J8: as("procedure", "device-intensive surgery"),
  P2: as("procedure", "office-based surgery, paid by its weight"),
  P3: as("procedure", "office-based surgery, paid by the office's practice expense"),
  R2: as("procedure", "office-based surgery without an office rate, paid by its weight"),
  Z2: as("service", "radiology or test beside surgery, paid by its weight"),
  Z3: as("service", "radiology or test beside surgery, paid by the office's practice expense"),
  H2: as("flat", "brachytherapy source beside surgery"),
  K2: as("flat", "drug or biological paid beside surgery"),
  L6: as("flat", "lens of a new technology class"),
  F4: as("invoice", "corneal tissue or hepatitis B vaccine, paid at its reasonable cost"),
  H7: as("invoice", "brachytherapy source that the contractor prices"),
  J7: as("invoice", "pass-through device that the contractor prices"),
  K7: as("invoice", "unclassified drug that the contractor prices"),
  D1: as("packaged", "dental service within the procedure's rate"),
  L1: as("packaged", "vaccine within the procedure's rate"),
  N1: as("packaged", "within the procedure's rate"),
  B5: as("unpaid", "Medicare asks for another code"),
  C5: as("unpaid", "an inpatient procedure"),
  D5: as("unpaid", "a deleted code"),
  E5: as("unpaid", "not valid for Medicare by coverage, regulation or statute"),
  K5: as("unpaid", "no price and no claims data are at hand"),
  M5: as("unpaid", "a measurement code for reporting only"),
  M6: as("unpaid", "paid under another fee schedule"),
  S1: as("unpaid", "not surgery, nor a service that is paid beside it"),
  U5: as("unpaid", "an unlisted procedure"),
  X5: as("unpaid", "not held safe in a surgery center"),
  Y5: as("unpaid", "not surgery and not valid for Medicare by coverage, regulation or statute"),
};

export const ascIndicator = (indicator: string): AscIndicator | undefined =>
  Object.hasOwn(INDICATORS, indicator) ? INDICATORS[indicator] : undefined;

/** Procedures whose rate holds a device that is paid at the outpatient schedule's amount (42 CFR 416.171(b)(2)). */
export const isDeviceIntensive = (indicator: string): boolean => indicator === "J8" || indicator === "H8";
