import type { Query } from "#web/data/paths.ts";
import type { Sign } from "#web/kit/classes.ts";

export type PaymentState = NonNullable<Query<"listPayments">["state"]>;

/** What became of money that was agreed or awarded; what asks for work first. */
export const STATES: Readonly<Record<PaymentState, Sign>> = {
  late: { word: "Late", tone: "expiring", glyph: "clock", says: "Due, and nothing came." },
  short: { word: "Short", tone: "underpaid", glyph: "underpaid", says: "Due, and less came." },
  over: { word: "Over", tone: "fact", glyph: "swap", says: "More came than was agreed." },
  expected: { word: "Awaited", tone: "ink", glyph: "half", says: "Not all there and not yet due." },
  paid: { word: "Paid", tone: "paid", glyph: "paid", says: "Paid to the cent." },
};

export const STATE_ORDER = Object.keys(STATES) as readonly PaymentState[];

export const readState = (given: unknown): PaymentState | undefined => STATE_ORDER.find((s) => s === given);
