import type { Passage } from "./proposal-text.ts";

/** What a proposal may say. A field holds every place that speaks of it; only one that all places agree on has a value. */
export const FIELDS = {
  payer: { label: "Payer", kind: "text" },
  vendor: { label: "Sender", kind: "text" },
  claim: { label: "Claim number", kind: "text" },
  account: { label: "Patient account", kind: "text" },
  reference: { label: "Reference", kind: "text" },
  contact: { label: "Contact", kind: "text" },
  phone: { label: "Telephone", kind: "text" },
  fax: { label: "Fax", kind: "text" },
  email: { label: "Email", kind: "text" },
  billed: { label: "Billed", kind: "money" },
  proposed: { label: "Proposed amount", kind: "money" },
  discount: { label: "Discount", kind: "money" },
  paid: { label: "Paid already", kind: "money" },
  patient: { label: "Patient's share", kind: "money" },
  percent: { label: "Percent", kind: "percent" },
  dated: { label: "Dated", kind: "day" },
  served: { label: "Date of service", kind: "day" },
  expires: { label: "Expires", kind: "day" },
  signBy: { label: "Sign by", kind: "day" },
  payWithin: { label: "Pays within", kind: "term" },
  paymentInFull: { label: "Payment in full", kind: "term" },
  release: { label: "Release", kind: "term" },
  noBalanceBill: { label: "No balance bill", kind: "term" },
  interestWaived: { label: "Interest waived", kind: "term" },
  confidential: { label: "Confidential", kind: "term" },
  precedent: { label: "Later claims", kind: "term" },
  waivesIdr: { label: "Gives up dispute resolution", kind: "term" },
  waivesAppeal: { label: "Gives up appeals", kind: "term" },
  waivesSuit: { label: "Gives up lawsuits", kind: "term" },
  releaseTimes: { label: "Releases past and later claims", kind: "term" },
  releaseOthers: { label: "Releases for or against others", kind: "term" },
  indemnity: { label: "Indemnity", kind: "term" },
  mostFavoured: { label: "Most favoured rate", kind: "term" },
  joinsNetwork: { label: "Joins a network", kind: "term" },
  passedOn: { label: "Rate passed on to others", kind: "term" },
  audit: { label: "Audit and taking back", kind: "term" },
  noEnd: { label: "Without an end", kind: "term" },
} as const satisfies Record<string, { readonly label: string; readonly kind: FieldKind }>;

export type FieldKind = "text" | "money" | "percent" | "day" | "term";
export type FieldId = keyof typeof FIELDS;
export const FIELD_IDS = Object.keys(FIELDS) as readonly FieldId[];

/** "stated": beside its own label. "likely": by its place or its wording. "unsure": a person must look. */
export type Sureness = "stated" | "likely" | "unsure";

export interface Found {
  readonly field: FieldId;
  /** In its own form: money as "400.00", a day as "2026-11-23", the rest as words. */
  readonly value: string;
  readonly at: Passage;
  readonly sure: Sureness;
  readonly why: string;
  /** A row of a table that is not its total: it speaks for one line and not for the claim. */
  readonly row?: true;
}

/** What stands between two things, at most so far apart. */
export const NEAR = 120;
