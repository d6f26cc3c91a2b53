/** What kind of payer a claim filing indicator (SBR09, CLP06) names. A commercial indicator says nothing of funding. */
export type PayerKind =
  | "commercial"
  | "medicare"
  | "medicare-advantage"
  | "medicaid"
  | "tricare"
  | "va"
  | "fehb"
  | "workers-comp"
  | "auto"
  | "dental"
  | "disability"
  | "self-pay"
  | "other-program"
  | "unknown";

export interface Filing {
  readonly kind: PayerKind;
  readonly name: string;
}

const FILINGS: Readonly<Record<string, Filing>> = {
  "09": { kind: "self-pay", name: "Self pay" },
  "10": { kind: "self-pay", name: "Central certification" },
  "11": { kind: "other-program", name: "Other non-federal program" },
  "12": { kind: "commercial", name: "PPO" },
  "13": { kind: "commercial", name: "Point of service" },
  "14": { kind: "commercial", name: "EPO" },
  "15": { kind: "commercial", name: "Indemnity" },
  "16": { kind: "medicare-advantage", name: "Medicare HMO" },
  "17": { kind: "dental", name: "Dental HMO" },
  AM: { kind: "auto", name: "Automobile medical" },
  BL: { kind: "commercial", name: "Blue Cross Blue Shield" },
  CH: { kind: "tricare", name: "TRICARE" },
  CI: { kind: "commercial", name: "Commercial" },
  DS: { kind: "disability", name: "Disability" },
  FI: { kind: "fehb", name: "Federal employees" },
  HM: { kind: "commercial", name: "HMO" },
  LI: { kind: "auto", name: "Liability" },
  LM: { kind: "auto", name: "Liability medical" },
  MA: { kind: "medicare", name: "Medicare Part A" },
  MB: { kind: "medicare", name: "Medicare Part B" },
  MC: { kind: "medicaid", name: "Medicaid" },
  OF: { kind: "other-program", name: "Other federal program" },
  TV: { kind: "other-program", name: "Title V" },
  VA: { kind: "va", name: "Veterans Affairs" },
  WC: { kind: "workers-comp", name: "Workers' compensation" },
  ZZ: { kind: "unknown", name: "Mutually defined" },
};

const clean = (code: string): string => code.trim().toUpperCase();

export const filingOf = (code: string): Filing | undefined =>
  Object.hasOwn(FILINGS, clean(code)) ? FILINGS[clean(code)] : undefined;

/** The kind of payer; "unknown" for a code that is not on the list or that says nothing. */
export const kindOfFiling = (code: string): PayerKind => filingOf(code)?.kind ?? "unknown";
