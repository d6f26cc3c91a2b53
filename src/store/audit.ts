import { bodyDigest, CHAIN_START, type ChainEvent, chainHash, type Json } from "./chain.ts";

/**
 * Reads an organization's events from the first to the last and says whether they are the ones that were written. It
 * trusts nothing but the hashes: not the numbers, not the order, not that a row is well formed.
 */

/** An event as it stands in the store. */
export interface StoredEvent extends ChainEvent {
  /** Body and salt are both null once the body was erased with its client. */
  readonly body: Json;
  readonly salt: string | null;
  /** Hash of the event before it, as it was when this one was written. */
  readonly previous: string;
  readonly hash: string;
}

/** Number and hash of the last event. Whoever wrote one down elsewhere can tell whether all was written anew. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export type ChainFault = "changed" | "missing" | "added" | "reordered" | "erased" | "head";

export interface ChainFinding {
  readonly kind: ChainFault;
  /** The number the event stands under, or would. */
  readonly seq: number;
  /** Last number of a run of events. */
  readonly to?: number;
  readonly sentence: string;
}

export interface ChainReport {
  readonly org: string;
  /** Events read. */
  readonly events: number;
  /** Events whose body was erased with their client; they are counted, and not faults. */
  readonly erased: number;
  /** What the last event says; to be written down where this machine cannot reach. */
  readonly head: ChainHead;
  /** The first findings, in the order of their numbers. */
  readonly findings: readonly ChainFinding[];
  /** All findings. */
  readonly faults: number;
}

/** What type of event says that a client's data were erased, and with them the bodies of its events. */
export const CLIENT_DELETED = "client deleted";
/** The same for everything of an organization. */
export const ORGANIZATION_DELETED = "organization deleted";

const SHOWN = 100;

/** What a row should say, or undefined where it could never have been written. */
function attempt(work: () => string): string | undefined {
  try {
    return work();
  } catch {
    // A tampered row may hold anything; that it cannot be hashed is the finding.
    return undefined;
  }
}

const isAsWritten = (event: StoredEvent, seq = event.seq): boolean =>
  attempt(() => chainHash(event.previous, { ...event, seq })) === event.hash;

class Reading {
  readonly findings: ChainFinding[] = [];
  faults = 0;
  count = 0;
  erased = 0;
  last: ChainHead = { seq: 0, hash: CHAIN_START };
  /** Events that do not have the hash they should. */
  readonly suspects: StoredEvent[] = [];
  /** First erased event of each client that no deletion has accounted for yet. */
  readonly unexplained = new Map<string | null, number>();
  private isLastRight = true;
  private readonly noted: ChainHead | undefined;
  private readonly org: string;

  constructor(org: string, noted: ChainHead | undefined) {
    this.org = org;
    this.noted = noted;
  }

  tell(finding: ChainFinding): void {
    this.faults++;
    if (this.findings.length < SHOWN) this.findings.push(finding);
  }

  see(event: StoredEvent): void {
    const { seq } = event;
    this.count++;
    const next = this.last.seq + 1;
    if (seq < next) {
      this.tell({ kind: "added", seq, sentence: `Event ${seq} stands here more than once: one was added.` });
      return;
    }
    if (seq > next) this.tell(missing(next, seq - 1));
    this.body(event);
    const isRight = event.org === this.org && isAsWritten(event);
    if (!isRight) this.suspect(event);
    // That a right event does not follow a wrong one is no news.
    else if (seq === next && this.isLastRight && event.previous !== this.last.hash) this.tell(unlinked(seq));
    this.isLastRight = isRight;
    this.last = { seq, hash: event.hash };
    if (this.noted?.seq === seq && this.noted.hash !== event.hash)
      this.tell({
        kind: "head",
        seq,
        sentence: `Event ${seq} has another hash than the one noted: events were written anew.`,
      });
  }

  /** What became of it is worked out at the end; beyond those that are shown they are counted. */
  private suspect(event: StoredEvent): void {
    if (this.suspects.length < SHOWN) this.suspects.push(event);
    else this.faults++;
  }

  private body(event: StoredEvent): void {
    const { seq, salt, body, client } = event;
    if (event.type === CLIENT_DELETED) this.unexplained.delete(client);
    if (event.type === ORGANIZATION_DELETED) this.unexplained.clear();
    if (salt === null && body === null) {
      this.erased++;
      if (!this.unexplained.has(client)) this.unexplained.set(client, seq);
    } else if (salt === null || attempt(() => bodyDigest(salt, body)) !== event.digest) {
      this.tell({
        kind: "changed",
        seq,
        sentence: `Event ${seq} was changed: its body is not the one that was written.`,
      });
    }
  }
}

const missing = (seq: number, to: number): ChainFinding => ({
  kind: "missing",
  seq,
  to,
  sentence: seq === to ? `Event ${seq} is missing.` : `Events ${seq} to ${to} are missing.`,
});

/** A right event that follows another one than it was written after. */
const unlinked = (seq: number): ChainFinding =>
  seq === 1
    ? { kind: "missing", seq, sentence: "Event 1 was not written as the first: what came before it is missing." }
    : { kind: "changed", seq: seq - 1, sentence: `Event ${seq - 1} was changed and given a new hash.` };

/** A suspect that is right under the number of another one was moved; any other was changed. */
function suspicion(event: StoredEvent, suspects: readonly StoredEvent[]): ChainFinding {
  const { seq } = event;
  const written = suspects.find((fellow) => fellow.seq !== seq && isAsWritten(event, fellow.seq))?.seq;
  return written === undefined
    ? { kind: "changed", seq, sentence: `Event ${seq} was changed.` }
    : { kind: "reordered", seq, sentence: `Event ${seq} was moved: it was written as event ${written}.` };
}

function atTheEnd(reading: Reading, head: ChainHead, noted: ChainHead | undefined): void {
  const { last } = reading;
  if (last.seq < head.seq) reading.tell(missing(last.seq + 1, head.seq));
  if (last.seq > head.seq) {
    const seq = head.seq + 1;
    const sentence = `Events from ${seq} to ${last.seq} were added after the last one that was written.`;
    reading.tell({ kind: "added", seq, to: last.seq, sentence });
  }
  if (last.seq === head.seq && last.hash !== head.hash)
    reading.tell({ kind: "head", seq: head.seq, sentence: `Event ${head.seq} is not the last one that was written.` });
  if (noted !== undefined && noted.seq > last.seq)
    reading.tell({
      kind: "head",
      seq: noted.seq,
      sentence: `Event ${noted.seq} was noted and is not here: events were removed from the end.`,
    });
  for (const seq of reading.unexplained.values())
    reading.tell({
      kind: "erased",
      seq,
      sentence: `The body of event ${seq} was erased, and no later event says why.`,
    });
}

/**
 * Verifies one organization's chain. `events` come by number, ascending; `head` is what the store says is the last one;
 * `noted` is a head somebody wrote down earlier, if any.
 */
export async function verifyChain(
  org: string,
  events: AsyncIterable<StoredEvent>,
  head: ChainHead,
  noted?: ChainHead,
): Promise<ChainReport> {
  const reading = new Reading(org, noted);
  for await (const event of events) reading.see(event);
  for (const suspect of reading.suspects) reading.tell(suspicion(suspect, reading.suspects));
  atTheEnd(reading, head, noted);
  return {
    org,
    events: reading.count,
    erased: reading.erased,
    head: reading.last,
    findings: reading.findings.toSorted((a, b) => a.seq - b.seq),
    faults: reading.faults,
  };
}
