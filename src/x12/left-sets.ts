import type { SetContext, SetReader } from "./context.ts";
import { claimIdOf } from "./envelope.ts";
import { compareSetEnd } from "./envelope-checks.ts";
import { frames } from "./frame.ts";
import { type Found, Problems } from "./problems.ts";
import { openTyped, type X12Handlers } from "./read.ts";
import { isId, type Latin1, packId, type Segment, WRAPPED } from "./segment.ts";
import { Tape, type TapeSink } from "./tape.ts";

/** A set that the reader of the file left to another: from its ST to the end of its SE. Plain data: it travels between threads. */
export interface LeftSet {
  readonly context: SetContext;
  readonly to: number;
}

/** What reading some left sets found. */
export interface LeftReport {
  /** Of each set, the segments between its ST and its SE. */
  readonly segments: readonly number[];
  readonly claims: number;
  /** Of the sets that have Problems, by their place among these; segments are numbered as if nothing had been left out before the set. */
  readonly found: readonly (readonly [set: number, found: Found])[];
  /** A set holds what the leap over it may have missed: the file must be read by one reader from its beginning. */
  readonly doubtful: boolean;
}

const ST = packId("ST");
const SE = packId("SE");

/**
 * Reads sets that were leapt over; `push` gets the bytes from the first ST to the last SE, whatever stands between the sets
 * included. Whoever leapt saw nothing of them, so anything that would have meant something to the envelope is doubted: what
 * opens or closes, a header, an empty segment, an id that is none, a wrapped line.
 */
export class LeftSetsReader implements TapeSink {
  private readonly sets: readonly LeftSet[];
  private readonly handlers: X12Handlers;
  private readonly problems: Problems;
  private readonly tape: Tape;
  private readonly segments: number[] = [];
  private readonly found: [number, Found][] = [];
  private claims = 0;
  private doubtful = false;
  /** Offset in the file of the next byte to come. */
  private offset: number;
  private k = 0;
  private reader: SetReader | undefined;
  private closed = false;
  private count = 0;
  private claimId = -1;

  constructor(file: string, sets: readonly LeftSet[], handlers: X12Handlers, latin1: Latin1) {
    this.sets = sets;
    this.handlers = handlers;
    this.problems = new Problems(file);
    this.tape = new Tape(this, latin1);
    this.offset = sets[0]?.context.byte ?? 0;
  }

  push(chunk: Uint8Array): void {
    const from = this.offset;
    this.offset += chunk.length;
    for (let set = this.sets[this.k]; set !== undefined && !this.doubtful; set = this.sets[this.k]) {
      const { byte } = set.context;
      if (byte >= this.offset) return;
      if (byte >= from) this.begin(set);
      this.tape.push(chunk.subarray(Math.max(0, byte - from), Math.min(chunk.length, set.to - from)));
      if (set.to > this.offset) return;
      this.leave();
    }
  }

  end(): LeftReport {
    const { segments, claims, found } = this;
    return { segments, claims, found, doubtful: this.doubtful || this.k < this.sets.length };
  }

  private begin({ context }: LeftSet): void {
    this.tape.restart({ delimiters: context.delimiters, byte: context.byte, segment: context.segment });
    this.claimId = claimIdOf(context.kind);
    this.count = 0;
    this.closed = false;
  }

  private leave(): void {
    if (!this.closed) this.doubtful = true;
    this.segments.push(this.count - 2);
    const found = this.problems.handOver();
    if (found !== undefined) this.found.push([this.k, found]);
    this.k++;
  }

  segment(s: Segment): void {
    const set = this.sets[this.k];
    if (set === undefined || this.doubtful) return;
    this.count++;
    const { context } = set;
    if (!isId(s.id) || (s.flags & WRAPPED) !== 0) this.doubt();
    else if (s.start === context.byte && s.id === ST) this.open(context, s);
    else if (s.end === set.to && s.id === SE) this.close(context, s);
    else if (frames(s.id)) this.doubt();
    else {
      if (s.id === this.claimId) this.claims++;
      this.reader?.segment(s);
    }
  }

  private open(context: SetContext, st: Segment): void {
    this.handlers.set?.(context);
    this.reader = openTyped(context, st, this.handlers, this.problems);
  }

  private close(context: SetContext, se: Segment): void {
    compareSetEnd(se, this.count, context.set, this.problems);
    this.reader?.close("closed");
    this.reader = undefined;
    this.closed = true;
  }

  private doubt(): void {
    this.doubtful = true;
  }

  header(): void {
    this.doubt();
  }
  empty(): void {
    this.doubt();
  }
  outside(): void {
    this.doubt();
  }
  cut(): void {
    this.doubt();
  }
  tooLong(): void {
    this.doubt();
  }
}
