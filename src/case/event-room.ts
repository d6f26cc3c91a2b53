import * as z from "zod";
import { day, line, list, money, name, number, said, shape, text, words } from "./event-parts.ts";

/** Bodies of what happens in a room shared with the other side, and of the signing of an agreement. */

/** Who a guest is in relation to the patient's health information. */
export const GUEST_RELATIONS = ["payer", "for the payer", "consultant", "advocate"] as const;
/** What a room may show beside the offers: the lines with their codes and days, and their dollars. */
export const SHARES = ["billing lines", "amounts"] as const;
/** A joint fact that the other side may say is otherwise. */
export const DISPUTABLE = ["day of service", "code", "billed", "allowed", "paid"] as const;

/** Dollars of a claim or a line; what nobody stated is absent. */
const amounts = shape({ billed: money, allowed: money.exactOptional(), paid: money });

const jointFacts = shape({
  claim: said,
  day: day.exactOptional(),
  lines: list(
    shape({
      number: line,
      /** As billed; no descriptor stands with it. */
      code: said,
      modifiers: list(said, 10),
      units: said,
      day: day.exactOptional(),
      amounts: amounts.exactOptional(),
    }),
  ),
  amounts: amounts.exactOptional(),
});
/** What both sides look at. Every figure of it stood on the claim or the remittance, so the other side has it already. */
export type JointFacts = z.output<typeof jointFacts>;

const move = z.union([
  shape({ is: z.literal("offer"), amount: money, expires: day }),
  shape({ is: z.literal("accept"), offer: number }),
  shape({ is: z.literal("reject"), offer: number, why: words }),
  shape({ is: z.literal("dispute fact"), line: line.exactOptional(), what: z.enum(DISPUTABLE), says: words }),
]);
/** What a guest asks in a room. Nothing of it is an act on the case before a person of ours has made it one. */
export type Move = z.output<typeof move>;

export const ROOM_BODIES = {
  /** `ends` is the last day it opens; `baa` the agreement with one who sees it on our behalf, and the event of its file. */
  "room opened": shape({
    /** Names the door of the room; events of its guest carry it as whose they are. */
    key: name,
    /** The practice that asks in, by name. */
    host: name,
    name,
    organization: name,
    email: name.exactOptional(),
    relation: z.enum(GUEST_RELATIONS),
    shares: list(z.enum(SHARES), SHARES.length),
    ends: day,
    baa: shape({ signed: day, file: number }).exactOptional(),
    /** The joint facts as they stood when it was opened. */
    facts: jointFacts,
  }),
  "room entered": shape({ room: number }),
  "room moved": shape({ room: number, move }),
  "room closed": shape({ room: number, why: z.enum(["by hand", "too many wrong passcodes"]) }),
  /**
   * One side signed the paper of an agreement electronically. `sha256` is the hash of the paper's data, which stands on its
   * pages; `paper` is that data, kept with the first signature; `method` is what proved who signs.
   */
  "agreement signed": shape({
    agreement: number,
    side: z.enum(["us", "them"]),
    sha256: name,
    name,
    title: name,
    method: text(500),
    room: number.exactOptional(),
    paper: text(500_000).exactOptional(),
  }),
} as const;
