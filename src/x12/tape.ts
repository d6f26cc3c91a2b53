import { beginsIsa, type Delimiters, type Header, readHeader } from "./delimiters.ts";
import { BLANKS, COUNT, ELEMENT, endOfSet, FLAGS, isTrailing, joinedIsa, positions, TERMINATOR } from "./scan.ts";
import { HIGH, type Latin1, packId, pureLatin1, SEGMENT_LIMIT, Segment, WRAPPED } from "./segment.ts";

/** Who reads a tape. Every byte of the file reaches exactly one of these calls, in order, but for those that are leapt over. */
export interface TapeSink {
  /** An ISA was read; it comes as a segment next. */
  header(header: Header): void;
  segment(segment: Segment): void;
  /** A terminator with nothing before it. It has no number. */
  empty(segment: Segment): void;
  /** Bytes outside any interchange, and blanks after a segment that has none behind it. `byte` is their offset. */
  outside(bytes: Uint8Array, from: number, to: number, byte: number): void;
  /** The bytes ended inside this segment. */
  cut(segment: Segment): void;
  /** A segment exceeds `SEGMENT_LIMIT`, or no interchange began that early; nothing after this byte is read. */
  tooLong(byte: number): void;
  /** Asked after an ST, of a tape that can leap: whether the next segment to come is the SE of that set. */
  leaps?(): boolean;
}

/** Where `what` begins in `bytes` from `from` on; negative when it does not. In Node, `Buffer.indexOf`. */
export type Find = (bytes: Uint8Array, what: Uint8Array, from: number) => number;

/** Where a tape starts when it does not start with the file: inside an interchange, before a segment. */
export interface TapeStart {
  readonly delimiters: Delimiters;
  readonly byte: number;
  /** Number of the first segment. */
  readonly segment: number;
}

/** Longer chunks are read in pieces, so that the elements of what stands between two terminators can be counted. */
const PIECE = SEGMENT_LIMIT;
const IEA = packId("IEA");
const ST = packId("ST");

/**
 * Reads bytes as they come, in chunks that may end anywhere, and hands on whole segments as positions. Holds at most one
 * unfinished segment. The class guards that order: push, push, ..., end.
 */
export class Tape {
  stopped = false;
  private readonly sink: TapeSink;
  private readonly segment: Segment;
  /** Grows when a segment has more elements than any before it: a write past the end of a typed array is no write. */
  private rawAt: Int32Array = new Int32Array(256);
  private cleanAt: Int32Array = new Int32Array(0);
  private scratch: Uint8Array = new Uint8Array(0);
  private readonly classes = new Uint8Array(256);
  private readonly blanks = new Uint8Array(256);
  private readonly find: Find | undefined;
  /** What ends the leap that is under way. */
  private leap: Uint8Array | undefined;
  private inside = false;
  private found = false;
  private count = 0;
  /** Offset in the file of the next byte to come. */
  private offset = 0;
  private carry: Uint8Array = new Uint8Array(0);
  private carried = 0;

  /** `how` says where to start when not with the file; or how to find bytes, for a sink that may leap over sets. */
  constructor(sink: TapeSink, latin1: Latin1 = pureLatin1, how?: TapeStart | Find) {
    this.sink = sink;
    this.segment = new Segment(latin1, this.rawAt);
    this.find = typeof how === "function" ? how : undefined;
    if (typeof how === "object") this.restart(how);
  }

  /** Begins anew elsewhere, as a tape made there would; its buffers serve again. */
  restart(start: TapeStart): void {
    this.stopped = false;
    this.carried = 0;
    this.offset = start.byte;
    this.count = start.segment - 1;
    this.inside = true;
    this.found = true;
    this.segment.terminated = true;
    if (this.segment.delimiters !== start.delimiters) this.use(start.delimiters);
  }

  /** Segments seen so far. */
  get segments(): number {
    return this.count;
  }

  push(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length && !this.stopped; from += PIECE)
      this.take(chunk.subarray(from, from + PIECE));
  }

  private take(chunk: Uint8Array): void {
    let from = 0;
    while (this.carried > 0 && from < chunk.length && !this.stopped) {
      if (this.leap !== undefined) {
        from = this.leapSeam(chunk, from, this.leap);
        continue;
      }
      // Only up to the next terminator: the rest of the chunk is then read where it lies.
      const stop = this.inside ? chunk.indexOf(this.segment.delimiters.terminator, from) + 1 : 0;
      const to = stop === 0 ? chunk.length : stop;
      this.append(chunk, from, to);
      from = to;
      this.drain();
    }
    if (this.stopped || from >= chunk.length) return;
    const base = this.offset;
    this.offset += chunk.length - from;
    const left = this.scan(chunk, from, chunk.length, base - from);
    this.keep(chunk, left, chunk.length);
  }

  private append(bytes: Uint8Array, from: number, to: number): void {
    const needed = this.carried + to - from;
    if (needed > this.carry.length) {
      const grown = new Uint8Array(Math.max(needed, this.carry.length * 2));
      grown.set(this.carry.subarray(0, this.carried));
      this.carry = grown;
    }
    this.carry.set(bytes.subarray(from, to), this.carried);
    this.carried = needed;
    this.offset += to - from;
  }

  private drain(): void {
    const base = this.offset - this.carried;
    const left = this.scan(this.carry, 0, this.carried, base);
    this.carry.copyWithin(0, left, this.carried);
    this.carried -= left;
  }

  private keep(bytes: Uint8Array, from: number, to: number): void {
    const n = to - from;
    if (n <= 0 || this.stopped) return;
    if (n > this.carry.length) this.carry = new Uint8Array(n * 2);
    this.carry.set(bytes.subarray(from, to));
    this.carried = n;
  }

  /** Reads what it can of `bytes[from..to)` and answers where it had to stop for want of more. */
  private scan(bytes: Uint8Array, from: number, to: number, base: number): number {
    const s = this.segment;
    s.forget();
    s.raw = bytes;
    s.base = base;
    let i = from;
    while (i < to && !this.stopped) {
      const next =
        this.leap !== undefined
          ? this.leapOver(bytes, i, to, this.leap)
          : this.inside
            ? this.scanSegments(bytes, i, to)
            : this.seek(bytes, i, to);
      if (next < 0) return ~next;
      i = next;
    }
    return i;
  }

  /** Looks for the next interchange. Answers its index, or the complement of the index where more bytes are needed. */
  private seek(bytes: Uint8Array, from: number, to: number): number {
    const base = this.segment.base;
    if (!this.found && base + from > SEGMENT_LIMIT) {
      this.stop(base + from);
      return to;
    }
    for (let i = from; i < to; i++) {
      if (((bytes[i] as number) & 0xdf) !== 73) continue;
      const header = to - i < 4 ? "more" : readHeader(bytes, i, to);
      if (header === "bad") continue;
      if (i > from) this.sink.outside(bytes, from, i, base + from);
      if (header === "more") return ~i;
      this.inside = true;
      this.found = true;
      return i;
    }
    this.sink.outside(bytes, from, to, base + from);
    return to;
  }

  private stop(byte: number): void {
    this.stopped = true;
    this.carried = 0;
    this.sink.tooLong(byte);
  }

  /** Reads segments until the bytes or the interchange end. Same answer as `seek`. */
  private scanSegments(bytes: Uint8Array, from: number, to: number): number {
    const { blanks, classes } = this;
    let at: Int32Array = this.rawAt;
    const s = this.segment;
    let { element, terminator } = s.delimiters;
    let last = bytes.lastIndexOf(terminator, to - 1);
    let i = from;
    for (;;) {
      const gap = i;
      while (i < to && blanks[bytes[i] as number] === 1) i++;
      if (i >= to) return ~gap;
      if (((bytes[i] as number) & 0xdf) === 73) {
        if (beginsIsa(bytes, i)) {
          const header = readHeader(bytes, i, to);
          if (header === "more") return ~gap;
          if (header !== "bad") {
            this.use(header.delimiters);
            this.sink.header(header);
            ({ element, terminator } = header.delimiters);
            last = bytes.lastIndexOf(terminator, to - 1);
          }
        } else {
          const joined = joinedIsa(bytes, i, to, element, terminator);
          if (joined === "more") return ~gap;
          if (joined !== undefined) return this.endAt(bytes, gap, i, joined);
        }
      }
      const start = i;
      if (start > last) {
        if (to - start >= SEGMENT_LIMIT) this.stop(s.base + start);
        return this.stopped ? to : ~gap;
      }
      const found = positions(bytes, start, classes, at);
      const n = found & COUNT;
      if (n + 2 > at.length) {
        at = this.grow(n);
        i = start;
        continue;
      }
      i = (at[n + 1] as number) - 1;
      if (i - start >= SEGMENT_LIMIT) {
        this.stop(s.base + start);
        return to;
      }
      if (s.bytes !== bytes) s.bytes = bytes;
      if (s.at !== at) s.at = at;
      s.gap = gap;
      s.rawFrom = start;
      s.rawTo = i;
      s.next = ++i;
      s.count = n;
      s.flags = found >>> FLAGS;
      if ((s.flags & WRAPPED) !== 0) this.clean();
      // A leap begins with the terminator of the ST: the SE may follow at once.
      if (this.emit(s)) return this.leap === undefined ? i : i - 1;
    }
  }

  /** Looks for the SE and answers where its gap begins, or the complement of the index from which to look on. */
  private leapOver(bytes: Uint8Array, from: number, to: number, what: Uint8Array): number {
    const found = this.find?.(bytes, what, from) ?? -1;
    if (found < 0 || found + what.length > to) return ~Math.max(from, to - what.length + 1);
    this.leap = undefined;
    return found + 1;
  }

  /** Looks across the seam of the bytes that came before and `chunk`, and answers from where the chunk is still to read. */
  private leapSeam(chunk: Uint8Array, from: number, what: Uint8Array): number {
    const to = Math.min(chunk.length, from + what.length - 1);
    this.append(chunk, from, to);
    this.drain();
    if (this.leap !== what || to === chunk.length) return to;
    // It does not begin in the bytes before, so the chunk is read where it lies.
    this.offset -= to - from;
    this.carried = 0;
    return from;
  }

  private grow(elements: number): Int32Array {
    this.rawAt = new Int32Array(elements * 2);
    this.segment.rawAt = this.rawAt;
    return this.rawAt;
  }

  /** Hands a segment on; true when the interchange ended with it, or a leap begins. */
  private emit(s: Segment): boolean {
    const at = s.at;
    const from = at[0] as number;
    const length = (at[1] as number) - 1 - from;
    if (length === 0 && s.count === 0) {
      this.sink.empty(s);
      return false;
    }
    const b = s.bytes;
    const two = ((b[from] as number) << 16) | ((b[from + 1] as number) << 8);
    s.id = length === 3 ? two | (b[from + 2] as number) : length === 2 ? two | 32 : 0;
    s.number = ++this.count;
    this.sink.segment(s);
    if (s.id === IEA) this.inside = false;
    else if (s.id === ST && this.find !== undefined && this.sink.leaps?.() === true) this.leap = endOfSet(s);
    return !this.inside || this.leap !== undefined;
  }

  /** Hands on an IEA whose terminator is missing before the ISA at `to`, and answers where the IEA ends. */
  private endAt(bytes: Uint8Array, gap: number, from: number, to: number): number {
    const s = this.segment;
    let last = to;
    while (last > from && isTrailing(bytes[last - 1] as number)) last--;
    s.gap = gap;
    this.locate(bytes, from, last);
    this.emit(s);
    s.terminated = true;
    return last;
  }

  private use(d: Delimiters): void {
    this.segment.delimiters = d;
    this.classes.fill(0, 0, 128).fill(HIGH, 128);
    this.classes[10] = WRAPPED;
    this.classes[13] = WRAPPED;
    this.classes[d.element] = ELEMENT;
    this.classes[d.terminator] = TERMINATOR;
    this.blanks.fill(0);
    for (const b of BLANKS) if (b !== d.element && b !== d.terminator) this.blanks[b] = 1;
  }

  /** Line breaks inside a segment come from wrapping at a column, and are no data: the decoder sees a copy without them. */
  private clean(): void {
    const s = this.segment;
    const size = s.rawTo - s.rawFrom;
    if (this.scratch.length < size) this.scratch = new Uint8Array(size * 2);
    if (this.cleanAt.length < this.rawAt.length) this.cleanAt = new Int32Array(this.rawAt.length);
    const out = this.scratch;
    const at = this.cleanAt;
    let w = 0;
    let element = 0;
    at[0] = 0;
    for (let i = s.rawFrom; i < s.rawTo; i++) {
      const b = s.raw[i] as number;
      const k = this.classes[b] as number;
      if (k === WRAPPED) continue;
      out[w++] = b;
      if (k === ELEMENT) at[++element] = w;
    }
    at[element + 1] = w + 1;
    s.bytes = out;
    s.at = at;
    s.forget();
  }

  /** The bytes are all there. What is left is blank, or a segment without its end. */
  end(): void {
    const to = this.carried;
    if (this.stopped || to === 0 || this.leap !== undefined) return;
    const base = this.offset - to;
    this.carried = 0;
    const s = this.segment;
    let i = 0;
    if (this.inside) while (i < to && this.blanks[this.carry[i] as number] === 1) i++;
    if (i >= to || (!this.inside && !beginsIsa(this.carry.subarray(0, to), 0))) {
      this.sink.outside(this.carry, 0, to, base);
      return;
    }
    let last = to;
    while (last > i && isTrailing(this.carry[last - 1] as number)) last--;
    s.forget();
    s.raw = this.carry;
    s.bytes = this.carry;
    s.base = base;
    s.gap = 0;
    this.locate(this.carry, i, last);
    s.number = ++this.count;
    this.sink.cut(s);
    if (last < to) this.sink.outside(this.carry, last, to, base + last);
  }

  /** Fills in the positions of a segment that has no terminator. */
  private locate(bytes: Uint8Array, from: number, to: number): void {
    const s = this.segment;
    let separators = 0;
    for (let i = from; i < to; i++) if (this.classes[bytes[i] as number] === ELEMENT) separators++;
    const at = separators + 2 > this.rawAt.length ? this.grow(separators + 2) : this.rawAt;
    let n = 0;
    let flags = 0;
    at[0] = from;
    for (let i = from; i < to; i++) {
      const k = this.classes[bytes[i] as number] as number;
      if (k === ELEMENT) at[++n] = i + 1;
      else flags |= k & (WRAPPED | HIGH);
    }
    at[n + 1] = to + 1;
    s.bytes = bytes;
    s.at = at;
    s.rawFrom = from;
    s.rawTo = to;
    s.next = to;
    s.count = n;
    s.flags = flags;
    s.terminated = false;
    if ((flags & WRAPPED) !== 0) this.clean();
    const length = (s.at[1] as number) - 1 - (s.at[0] as number);
    const b = s.bytes;
    const k = s.at[0] as number;
    const two = ((b[k] as number) << 16) | ((b[k + 1] as number) << 8);
    s.id = length === 3 ? two | (b[k + 2] as number) : length === 2 ? two | 32 : 0;
  }
}
