/** The closed lists that events of a case choose from. */

export const WAITS = ["us", "payer", "records"] as const;
export type WaitsFor = (typeof WAITS)[number];

export const WAYS = ["phone", "fax", "email", "portal", "mail", "in person"] as const;

export const FILE_KINDS = [
  "claim",
  "remittance",
  "EOB",
  "record",
  "letter",
  "agreement",
  "award",
  "plan card",
  "other",
] as const;

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
] as const;

/** How much an offer would let the other side off. */
export const RELEASES = ["none", "these lines", "all claims"] as const;
/** What an agreed price would mean for later claims. */
export const PRECEDENTS = ["none", "this code"] as const;

/** What a second person may be asked to allow. */
export const ASKABLE = ["make offer", "accept offer", "set floor", "file", "final offer", "release", "sue"] as const;
