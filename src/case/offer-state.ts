import type { Day } from "#base/day.ts";
import type { Offer } from "./state.ts";

/** Whether the last day of an offer has passed; it stands through that day, and one without a last day is never over. */
export const isOver = ({ expires }: Pick<Offer, "expires">, on: Day): boolean => expires !== undefined && expires < on;

/** The state of an offer on a day: one that was open has expired once it is over, whether or not the night has written that down. */
export const offerStateOn = (o: Pick<Offer, "state" | "expires">, on: Day): Offer["state"] =>
  o.state === "open" && isOver(o, on) ? "expired" : o.state;
