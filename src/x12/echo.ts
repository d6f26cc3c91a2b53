import type { Segment } from "./segment.ts";
import type { TapeSink } from "./tape.ts";

const ROOM = 1 << 16;

/**
 * Writes a file again from its tape: blanks, elements, separators and terminators, never by passing the input through.
 * That the result is the same proves that the tape holds everything.
 */
export class Echo implements TapeSink {
  private readonly write: (bytes: Uint8Array) => void;
  private out = new Uint8Array(ROOM);
  private used = 0;

  /** `write` gets bytes it may keep. */
  constructor(write: (bytes: Uint8Array) => void) {
    this.write = write;
  }

  header(): void {}

  segment(s: Segment): void {
    const d = s.delimiters;
    this.copy(s.raw, s.gap, s.rawFrom);
    for (let i = 0; i <= s.count; i++) this.element(s, i, d.element);
    if (s.terminated) this.byte(d.terminator);
  }

  private element(s: Segment, i: number, separator: number): void {
    if (i > 0) this.byte(separator);
    this.copy(s.raw, s.rawAt[i] as number, (s.rawAt[i + 1] as number) - 1);
  }

  empty(s: Segment): void {
    this.copy(s.raw, s.gap, s.rawFrom);
    this.byte(s.delimiters.terminator);
  }

  outside(bytes: Uint8Array, from: number, to: number): void {
    this.copy(bytes, from, to);
  }

  cut(s: Segment): void {
    this.segment(s);
  }

  tooLong(): void {}

  /** Hands on what is still held. */
  flush(): void {
    if (this.used === 0) return;
    this.write(this.out.subarray(0, this.used));
    this.out = new Uint8Array(ROOM);
    this.used = 0;
  }

  private byte(b: number): void {
    if (this.used === ROOM) this.flush();
    this.out[this.used++] = b;
  }

  private copy(bytes: Uint8Array, from: number, to: number): void {
    let i = from;
    while (i < to) {
      if (this.used === ROOM) this.flush();
      const stop = Math.min(to, i + ROOM - this.used);
      const out = this.out;
      let w = this.used;
      for (; i < stop; i++) out[w++] = bytes[i] as number;
      this.used = w;
    }
  }
}
