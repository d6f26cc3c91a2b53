import { HOW_EVENTS_VERIFY } from "#store/export-readme.ts";
import type { PacketFor } from "./packet-case.ts";

const INSIDE: Readonly<Record<PacketFor, string>> = {
  outside: `It holds what both sides know or may know. The practice's own notes, tasks, approvals and valuations are not in it;
manifest.json says how many events were left out. An offer stands in case.json; its event is here without its words,
which is proof of when it was written down and of its place in the history.`,
  own: "It holds everything of the case, the practice's floor, notes and plan among it: it is for the practice and its counsel.",
};

/** The README of a packet, for whoever opens it without Parley. */
export const packetReadme = (number: string, made: string, whom: PacketFor): string => `Case ${number}, made ${made}

This packet holds a patient's data and is not encrypted: keep it on an encrypted disk, and send it by a way that is.
${INSIDE[whom]}

case.json           the claim, the payer's answer, channel and rights with their citations, offers, agreements, payments;
                    amounts are texts in dollars, days YYYY-MM-DD
papers/             signed-NUMBER.json is an agreement to the letter: its SHA-256 is the hash that each side signed, whose
                    names, days and ways of signing stand in events.jsonl; signed-NUMBER.pdf is the same to read
files/SHA256/NAME   the files of the case as they came
events.jsonl        what happened, in order, each with its hash
manifest.json       every entry with its size and SHA-256, and the last event of the practice's history when this was made
verify.mjs          verifies all of it on any machine with Node: unpack the zip, then node verify.mjs

The files the claim and its answer were read from are named in case.json with their SHA-256. They are not here because
they hold other patients' claims too.

How the events verify

${HOW_EVENTS_VERIFY}
An event without salt and body is proved by its digest alone. previous is the hash of the event before it in the
practice's history, which is usually about another case; whoever holds that history finds each hash of this packet in it.
`;
