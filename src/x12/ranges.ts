import type { Problem } from "#base/problem.ts";
import type { EnvelopeSink, SetContext, SetEnd, SetReader } from "./context.ts";
import { Problems, type Tally } from "./problems.ts";
import { openTyped, type X12Handlers } from "./read.ts";
import { type Latin1, readableId, type Segment } from "./segment.ts";
import { Tape, type TapeSink } from "./tape.ts";

/** One set in its file: from its ST to the end of its last segment before the SE. Plain data: it travels between threads. */
export interface SetRange {
  readonly context: SetContext;
  readonly to: number;
  readonly how: SetEnd;
}

/** What reading some ranges found. */
export interface RangeReport {
  readonly problems: readonly Problem[];
  readonly tallies: readonly Tally[];
}

/** Passes over the sets and tells where they stand, so that others may read them. */
export function locateSets(found: (range: SetRange) => void): EnvelopeSink {
  return {
    open: () => undefined,
    closed: (context, to, how) => found({ context, to, how }),
  };
}

/**
 * Reads sets that another pass located; `push` gets the bytes from the first ST to the last `to`, whatever stands
 * between the sets included. Gives the same records and the same Problems as reading the file in one pass.
 */
export class RangeReader implements TapeSink {
  private readonly ranges: readonly SetRange[];
  private readonly handlers: X12Handlers;
  private readonly problems: Problems;
  private readonly tape: Tape;
  private k = 0;
  private reader: SetReader | undefined;

  constructor(file: string, ranges: readonly SetRange[], handlers: X12Handlers, latin1: Latin1) {
    this.ranges = ranges;
    this.handlers = handlers;
    this.problems = new Problems(file);
    const first = ranges[0]?.context;
    const start = first && { delimiters: first.delimiters, byte: first.byte, segment: first.segment };
    this.tape = new Tape(this, latin1, start);
  }

  push(chunk: Uint8Array): void {
    this.tape.push(chunk);
  }

  end(): RangeReport {
    const range = this.ranges[this.k];
    if (range !== undefined) this.close(range);
    return { problems: this.problems.found, tallies: this.problems.tallies };
  }

  private close(range: SetRange): void {
    this.reader?.close(range.how);
    this.reader = undefined;
    this.k++;
  }

  segment(s: Segment): void {
    let range = this.ranges[this.k];
    if (range !== undefined && range.to <= s.start) {
      this.close(range);
      range = this.ranges[this.k];
    }
    if (range === undefined || s.start < range.context.byte) return;
    if (!readableId(s)) return;
    if (s.start === range.context.byte) {
      this.handlers.set?.(range.context);
      this.reader = openTyped(range.context, s, this.handlers, this.problems);
    } else this.reader?.segment(s);
  }

  header(): void {}
  empty(): void {}
  outside(): void {}
  cut(): void {}
  tooLong(): void {}
}
