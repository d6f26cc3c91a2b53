import type { Delimiters } from "./delimiters.ts";
import { mayFrame } from "./frame.ts";
import { nextOf } from "./scan.ts";
import { isId, SEGMENT_LIMIT } from "./segment.ts";

const CAPITAL_I = 73;
/** A run ends after so many segments: a loop that is entered often is compiled once, one that never ends again and again. */
const MOST = 256;

/**
 * Passes over the segments inside a set by their ids and terminators alone, and counts them: for a reader that asks only
 * where sets stand. The class guards how far the bytes are known to be without line breaks.
 */
export class PassOver {
  /** Segments of the last run, and those of them that had the id asked for. */
  count = 0;
  claims = 0;
  /** Where the next line feed and return stand. */
  private feed = -1;
  private turn = -1;

  /** To be called when the bytes are others than before. */
  forget(): void {
    this.feed = -1;
    this.turn = -1;
  }

  /**
   * Answers where the run ends: behind a terminator, and at the latest before the first segment that must be looked at,
   * because its id is no plain one or may frame, it is not all there, or line breaks stand inside.
   */
  run(bytes: Uint8Array, from: number, to: number, d: Delimiters, blanks: Uint8Array, claimId: number): number {
    const { element, terminator } = d;
    let count = 0;
    let claims = 0;
    let done = from;
    for (let i = from; count < MOST; i = done) {
      while (i < to && blanks[bytes[i] as number] === 1) i++;
      // An ISA may begin with this byte, however it is parted.
      if (i + 3 >= to || bytes[i] === CAPITAL_I) break;
      const two = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8);
      const third = bytes[i + 2] as number;
      const id = third === element ? two | 32 : bytes[i + 3] === element ? two | third : 0;
      if (!isId(id) || mayFrame(id)) break;
      // A segment is so short that this is sooner done than a call to `indexOf`.
      let end = i + 3;
      while (end < to && bytes[end] !== terminator) end++;
      if (end >= to || end - i >= SEGMENT_LIMIT) break;
      if (this.feed < i) this.feed = nextOf(bytes, 10, i);
      if (this.turn < i) this.turn = nextOf(bytes, 13, i);
      if (this.feed < end || this.turn < end) break;
      count++;
      if (id === claimId) claims++;
      done = end + 1;
    }
    this.count = count;
    this.claims = claims;
    return done;
  }
}
