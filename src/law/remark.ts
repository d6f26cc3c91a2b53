import type { Confidence } from "#base/cite.ts";
import type { Facts, Service } from "./fact.ts";
import type { StateCode } from "./jurisdiction.ts";
import { DENIAL_KINDS, REMARK_DENIALS, REMARK_FLAGS, REMARK_SIGNALS } from "./remark-codes.ts";

/**
 * What a remark says about the law that was applied. In order of weight: a refusal or a waiver outranks an all-payer
 * rate, which outranks a state's law, which outranks the federal process, which outranks "some law protects this".
 */
export type RemarkSays =
  | "protected"
  | "federal-process"
  | "state-process"
  | "all-payer-rate"
  | "consent-waiver"
  | "consent-invalid"
  | "consent-barred"
  | "protection-refused"
  | "facility-asked"
  | "erisa-plan"
  | "not-erisa-plan"
  | "settled"
  | "award-paid";

export interface RemarkSignal {
  readonly says: RemarkSays;
  readonly service?: Service;
  readonly state?: StateCode;
  readonly detail?: "qpa-cost-share" | "charge-below-qpa" | "clock-paid" | "clock-denied" | "final";
  readonly confidence: Confidence;
}

/**
 * Why a line is not paid, by the answer it calls for. Coverage: appeal. Claim error: correct and send again. Coding:
 * appeal with the coding rule. Network: gap exception or appeal, unless the care was protected. Other payer and
 * eligibility: settle who pays. Unspecified: denied and no code says why.
 */
export type DenialKind =
  | "none"
  | "coverage"
  | "claim-error"
  | "coding"
  | "network"
  | "other-payer"
  | "eligibility"
  | "unspecified";

const SIGNALS: Readonly<Record<string, RemarkSignal>> = REMARK_SIGNALS;
const BY_REMARK: Readonly<Record<string, DenialKind>> = REMARK_DENIALS;
const BY_REASON: Readonly<Record<string, DenialKind>> = DENIAL_KINDS;
const FLAGS: Readonly<Record<string, string>> = REMARK_FLAGS;
const has = (table: Readonly<Record<string, unknown>>, code: string): boolean => Object.hasOwn(table, code);

/** Codes as the tables know them: upper case, a claim adjustment reason without leading zeros. */
const clean = (code: string): string =>
  code
    .trim()
    .toUpperCase()
    .replace(/^0+(?=.)/, "");

export interface RemarkReading {
  /** What the remarks say, once each. */
  readonly says: ReadonlySet<RemarkSays>;
  /** The codes behind each of those, for the reasons shown to people. */
  readonly codes: ReadonlyMap<RemarkSays, readonly string[]>;
  /** The kind of care a remark names, when the remarks agree on one. */
  readonly service?: Service;
  readonly denial: DenialKind;
  /** A remark of the Act is present, so a network reason on the line is a price and no denial. */
  readonly underTheAct: boolean;
  /**
   * A remark that itself starts the thirty business days of open negotiation: N877 beside a first payment, N876 beside
   * a payment refused for a covered item (42 USC 300gg-111(c)(1)(A)). Of the two the refusal is kept.
   */
  readonly clock?: "paid" | "denied";
  readonly flags: readonly string[];
}

const UNDER_THE_ACT: readonly RemarkSays[] = [
  "protected",
  "federal-process",
  "state-process",
  "all-payer-rate",
  "consent-invalid",
  "consent-barred",
];

/** A line can carry several reasons. Coverage comes before a claim error, because only coverage has a hard clock. */
const DENIAL_ORDER: readonly DenialKind[] = [
  "coverage",
  "network",
  "claim-error",
  "other-payer",
  "eligibility",
  "coding",
  "unspecified",
];

function denialOf(carc: readonly string[], rarc: readonly string[], underTheAct: boolean): DenialKind {
  const kinds = new Set<DenialKind>();
  for (const c of carc) if (has(BY_REASON, c)) kinds.add(BY_REASON[c] ?? "none");
  for (const c of rarc) if (has(BY_REMARK, c)) kinds.add(BY_REMARK[c] ?? "none");
  // A remark of the Act outranks 242 and 243: real remittances carry N830 beside PI-242 on lines priced under the Act.
  if (underTheAct) kinds.delete("network");
  return DENIAL_ORDER.find((k) => kinds.has(k)) ?? "none";
}

/** Reads the remark and reason codes of one line. Codes nobody knows are passed over, never guessed at. */
export function readRemarks(facts: Pick<Facts, "rarc" | "carc">): RemarkReading {
  const rarc = (facts.rarc ?? []).map(clean);
  const carc = (facts.carc ?? []).map(clean);
  const codes = new Map<RemarkSays, string[]>();
  const services = new Set<Service>();
  const flags: string[] = [];
  let clock: RemarkReading["clock"];
  for (const code of rarc) {
    if (has(FLAGS, code)) flags.push(FLAGS[code] ?? "");
    if (!has(SIGNALS, code)) continue;
    const signal = SIGNALS[code];
    if (signal === undefined) continue;
    codes.set(signal.says, [...(codes.get(signal.says) ?? []), code]);
    if (signal.service !== undefined) services.add(signal.service);
    if (signal.detail === "clock-denied") clock = "denied";
    if (signal.detail === "clock-paid") clock ??= "paid";
  }
  const says: ReadonlySet<RemarkSays> = new Set(codes.keys());
  const underTheAct = UNDER_THE_ACT.some((s) => says.has(s));
  if (carc.includes("131")) flags.push("asserted_discount");
  if (carc.includes("100")) flags.push("paid_to_patient");
  const [service] = services;
  return {
    says,
    codes,
    ...(service !== undefined && services.size === 1 ? { service } : {}),
    denial: denialOf(carc, rarc, underTheAct),
    underTheAct,
    ...(clock === undefined ? {} : { clock }),
    flags,
  };
}
