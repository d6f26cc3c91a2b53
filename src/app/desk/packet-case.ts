import type { Day } from "#base/day.ts";
import type { LineEvaluation, RightView } from "#case/evaluation.ts";
import type { EventType } from "#case/event.ts";
import { plain } from "#case/plain.ts";
import type { CaseView, Offer } from "#case/state.ts";
import type { Ready } from "./papers.ts";
import type { QueueRow } from "./queue.ts";

/**
 * What a packet says of a case. For somebody outside it holds what both sides know or may know: the claim, the answer to
 * it, law and dates, offers, agreements, money, papers. What the practice thinks a case is worth, its floor, its notes,
 * approvals and tasks stay inside.
 */

export const FOR = ["outside", "own"] as const;
/** Who a packet is for: an arbitrator, a state, a court, the payer; or the practice itself and its counsel. */
export type PacketFor = (typeof FOR)[number];

/** Events whose words may go outside as they were written. */
const TOLD: ReadonlySet<string> = new Set<EventType>([
  "file attached",
  "file removed",
  "letter written",
  "agreement entered",
  "agreement superseded",
  "agreement signed",
  "payment received",
]);
/** Events that happened between the two sides, whose bodies hold the practice's bounds too: proof that they happened, and when. */
const PROVED: ReadonlySet<string> = new Set<EventType>([
  "offer logged",
  "offer made",
  "offer accepted",
  "offer rejected",
  "offer withdrawn",
  "offer expired",
]);

/** How much of an event a packet holds. */
export function heldOf(type: EventType, whom: PacketFor): "whole" | "without its words" | "nothing" {
  if (whom === "own" || TOLD.has(type)) return "whole";
  return PROVED.has(type) ? "without its words" : "nothing";
}

const lineOf = ({ number, code, modifiers, units, date, billed, allowed, paid, patient, codes }: LineEvaluation) => ({
  ...{ line: number, code, modifiers, units, date, billed, allowed, paid, patient, adjustments: codes },
});

const rightOf = ({ id, channel, label, state, safe, starts, assumed, cite, confidence }: RightView) => ({
  ...{ id, channel, label, state, from: safe?.[0], until: safe?.[1], starts, assumed, cite, confidence },
});

const offerOf = ({ event, from, amount, made, expires, way, conditions, final, lines, state }: Offer) => ({
  ...{ event, from, amount, made, expires, way, terms: conditions, final, lines, state },
});

/** The case in one JSON: amounts as texts, days `YYYY-MM-DD`. */
export function packetCase(
  { view, ready, asOf }: { readonly view: CaseView; readonly ready: Ready; readonly asOf: Day },
  whom: PacketFor,
): object {
  const { row, ground, files } = ready;
  const { evaluation: e } = ground;
  const told = {
    ...{ case: row.number, claim: e.claim, asOf, payer: e.payer, state: e.state, dateOfService: e.dateOfService },
    ...{ billed: e.billed, allowed: e.allowed, paid: e.paid, patient: e.patient, lines: e.lines.map(lineOf) },
    channel: e.channel,
    facts: e.facts,
    rights: e.rights.map(rightOf),
    readFrom: files.map(({ name, sha256 }) => ({ name, sha256 })),
    answers: view.facts.map(({ event, fact, value, source, on, withdrawn }) => ({
      ...{ event, fact, value, source, on, withdrawn: withdrawn?.on },
    })),
    offers: view.offers.map(offerOf),
    agreements: view.agreements,
    signatures: view.signatures.map(({ agreement, side, name, title, on, at, sha256 }) => ({
      ...{ agreement, side, name, title, on, at, sha256 },
    })),
    payments: view.payments,
  };
  return plain(whom === "outside" ? told : { ...told, evaluation: e, history: view }) as object;
}

/** Name of the zip, of the case's own number. */
export const packetName = ({ number }: QueueRow, whom: PacketFor): string =>
  `case-${number}-${whom === "own" ? "own-packet" : "packet"}`;
