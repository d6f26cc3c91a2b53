import type { Flag, LineClass } from "#web/data/words.ts";
import type { GlyphName } from "./glyph.tsx";

/** A colour of its own for each thing that has one: the `k-` classes of style/words.css. */
export type Tone =
  | "underpaid"
  | "expiring"
  | "denied"
  | "protected"
  | "fact"
  | "settled"
  | "paid"
  | "expired"
  | "fine"
  | "ink"
  | "baize";

export interface Sign {
  readonly word: string;
  readonly tone: Tone;
  readonly glyph: GlyphName;
  readonly says: string;
}

/** The eight classes, each line in exactly one. Glyph and word always stand with the colour. */
export const CLASSES: Readonly<Record<LineClass, Sign>> = {
  underpaid: {
    word: "Underpaid",
    tone: "underpaid",
    glyph: "underpaid",
    says: "Allowed less than the benchmark, and a right to more is open.",
  },
  denied: { word: "Denied", tone: "denied", glyph: "denied", says: "Refused; arguable or fixable." },
  "needs a fact": { word: "Needs a fact", tone: "fact", glyph: "fact", says: "One missing fact decides." },
  unpaid: { word: "Unpaid", tone: "ink", glyph: "clock", says: "Billed, and no remittance answers it." },
  expired: { word: "Expired", tone: "expired", glyph: "expired", says: "No right is left to use." },
  "paid in line": { word: "Paid in line", tone: "fine", glyph: "fine", says: "At or above the benchmark." },
  unknown: { word: "Unknown", tone: "fine", glyph: "ring", says: "No benchmark is known, which is not zero." },
  "not this trade": {
    word: "Not this trade",
    tone: "fine",
    glyph: "skip",
    says: "Medicare, Medicaid, auto and the like, or in network by contract.",
  },
};

/** Flags overlap, and have totals of their own. */
export const FLAGS: Readonly<Record<Flag, Sign>> = {
  protected: {
    word: "Protected",
    tone: "protected",
    glyph: "protected",
    says: "The patient may not be asked for this.",
  },
  "asserted discount": {
    word: "Asserted discount",
    tone: "underpaid",
    glyph: "flip",
    says: "A contractual reduction where no contract is known.",
  },
  "write-off guard": {
    word: "Write-off guard",
    tone: "expiring",
    glyph: "warn",
    says: "About to be posted as contractual though a right is alive.",
  },
  takeback: { word: "Takeback", tone: "denied", glyph: "undo", says: "Money recovered without a correction." },
  duplicate: { word: "Duplicate", tone: "fine", glyph: "case", says: "The same line came twice." },
};

/** States that are no class of a line: what becomes of a right or of a deal. */
export const STATES = {
  expiring: { word: "Expiring", tone: "expiring", glyph: "expiring", says: "Three business days or fewer." },
  settled: { word: "Settled", tone: "settled", glyph: "settled", says: "Agreed, not yet paid." },
  paid: { word: "Paid", tone: "paid", glyph: "paid", says: "Paid and matched to the cent." },
  private: { word: "Private", tone: "fine", glyph: "lock", says: "Only your practice sees this." },
  shared: { word: "Both sides will see this", tone: "baize", glyph: "eye", says: "Crosses to the other side." },
} as const satisfies Record<string, Sign>;
