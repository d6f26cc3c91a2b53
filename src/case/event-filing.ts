import * as z from "zod";
import { FILING_ROADS, OUTCOMES_OF_SENDING, PAPERS, SENT_WAYS } from "./event-lists.ts";
import { change, day, finding, list, money, name, number, shape, text, words } from "./event-parts.ts";

/** Bodies of what leads to a dispute: papers that went out, what became of them, and filings. */

/** A fact that an event states, with the claim as it is evaluated by it: the event is the answer's source. */
const stated = shape({
  fact: name,
  scope: z.enum(["claim", "plan", "facility", "payer"]),
  key: text(1_000),
  value: text(1_000),
  source: text(500),
  finding,
  changes: list(change),
});

export const FILING_BODIES = {
  /** `hash` is the SHA-256 of its data, which stands on each of its pages; `contact` the directory's key of the address. */
  "paper sent": shape({
    paper: z.enum(PAPERS),
    hash: name.exactOptional(),
    to: shape({ name, address: text(500).exactOptional(), contact: name.exactOptional() }),
    way: z.enum(SENT_WAYS),
    day,
    reference: name.exactOptional(),
    stated: stated.exactOptional(),
  }),
  /** `file` is the event that attached the proof. What a paper that came back had stated is taken back with it. */
  "delivery proved": shape({
    sent: number,
    outcome: z.enum(OUTCOMES_OF_SENDING),
    day,
    file: number.exactOptional(),
    note: words.exactOptional(),
    takes: shape({ finding, changes: list(change) }).exactOptional(),
  }),
  /** Filed outside, on the approval of another person; `entity` is whoever is to decide. */
  "filing recorded": shape({
    road: z.enum(FILING_ROADS),
    day,
    reference: name,
    request: number,
    fee: money.exactOptional(),
    finalOffer: money.exactOptional(),
    entity: name.exactOptional(),
    /** Two letters of the state whose process it is. */
    state: text(2).exactOptional(),
    note: words.exactOptional(),
    stated: stated.exactOptional(),
  }),
  /**
   * What counsel says a suit would take: `chance` in percent to win, `amount` the allowed amount it would win in all, `cost`
   * what it costs whatever comes of it, `months` until the money; `by` is who said it, on `day`.
   */
  "counsel said": shape({
    chance: z.int().min(0).max(100),
    amount: money,
    cost: money,
    months: z.int().min(1).max(240),
    by: name,
    day,
  }),
} as const;
