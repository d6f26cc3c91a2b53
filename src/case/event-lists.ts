import { SPOKEN_BY } from "#claim/profile.ts";

/** The closed lists that events of a case choose from. */

export const WAITS = ["us", "payer", "records"] as const;
export type WaitsFor = (typeof WAITS)[number];

export const WAYS = SPOKEN_BY;

/** What a file of a case is. A kind that events hold stays in the list for good; the window has a name for each. */
export const FILE_KINDS = [
  "claim",
  "remittance",
  "EOB",
  "record",
  "letter",
  "agreement",
  "award",
  "plan card",
  "assignment",
  "consent",
  "proof of delivery",
  "itemized bill",
  "implant invoice",
  "authorization",
  "own letter",
  "dispute filing",
  "other",
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What a paper of ours is that is kept on a case. */
export const PAPERS = [
  "opening",
  "counter",
  "acceptance",
  "rejection",
  "single case agreement",
  "settlement agreement",
  "rate confirmation",
  "notice",
  "appeal",
  "dispute",
  "other",
] as const;
export type PaperKind = (typeof PAPERS)[number];

/** How a paper leaves the house. */
export const SENT_WAYS = ["portal", "email", "fax", "mail", "in person"] as const;
/** What became of a paper: something shows that it arrived, or it came back. */
export const OUTCOMES_OF_SENDING = ["delivered", "bounced"] as const;
/** Where a dispute is filed that needs no yes of the plan. */
export const FILING_ROADS = ["federal IDR", "state process", "appeal", "suit"] as const;
export type FilingRoad = (typeof FILING_ROADS)[number];

/** Whether the other side agreed that a call is recorded; nobody records one without. */
export const RECORDINGS = ["not asked", "asked", "given", "refused"] as const;

/** How a case ends; it says what the money was for, and history is counted by it. */
export const OUTCOMES = [
  "agreed and paid",
  "awarded and paid",
  "paid on appeal",
  "paid on a corrected claim",
  "paid after asking",
  "accepted as paid",
  "denial stands",
  "right expired",
  "patient pays",
  "not this trade",
  "duplicate",
  "given up",
] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** Those that bring nothing: a case may be closed so beside others, without its own amount. */
export const OUTCOMES_OF_NOTHING = [
  "accepted as paid",
  "denial stands",
  "right expired",
  "patient pays",
  "not this trade",
  "duplicate",
  "given up",
] as const satisfies readonly Outcome[];

/** What may be undone. The rest is undone by its own opposite, or stays because others may have acted on it. */
export const UNDOABLE = [
  "assigned",
  "fact answered",
  "task added",
  "task changed",
  "task done",
  "note added",
  "offer logged",
  "agreement entered",
  "snoozed",
  "held",
  "paper sent",
  "delivery proved",
  "filing recorded",
] as const;

/** How much an offer would let the other side off. */
export const RELEASES = ["none", "these lines", "all claims"] as const;
/** What an agreed price would mean for later claims. */
export const PRECEDENTS = ["none", "this code"] as const;

/** What a second person may be asked to allow. */
export const ASKABLE = ["make offer", "accept offer", "set floor", "file", "final offer", "release", "sue"] as const;
