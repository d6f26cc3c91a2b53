import type { Place } from "#base/problem.ts";
import { isAlnum } from "./delimiters.ts";
import type { Problems } from "./problems.ts";

/** NUL, blanks, line breaks and ^Z: what may stand outside an interchange and is no text. */
const REST = [0, 9, 10, 13, 26, 32] as const;
const GS = 0x4753;
const IEA = 0x494541;

/**
 * Tells once of the text that stands before an interchange or after it. The class guards what of it has come: the bytes
 * come in pieces that may end anywhere, and only the last one shows whether a whole group was among them.
 */
export class OutsideText {
  private readonly problems: Problems;
  private said = false;
  private waiting: Omit<Place, "file"> | undefined;
  /** The first three bytes of the text and the last four, packed. */
  private head = 0;
  private seen = 0;
  private tail = 0;
  private closed = false;

  constructor(problems: Problems) {
    this.problems = problems;
  }

  /** `after` is the number of the last segment before these bytes; undefined before the first interchange. */
  take(bytes: Uint8Array, from: number, to: number, byte: number, after: number | undefined): void {
    if (this.said) return;
    let i = from;
    if (this.waiting === undefined) {
      if (byte === 0 && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf) i += 3;
      while (i < to && (REST as readonly number[]).includes(bytes[i] as number)) i++;
      if (i === to) return;
      if (after === undefined) {
        this.noIsa(byte + i - from);
        return;
      }
      this.waiting = { byte: byte + i - from, segment: after, element: "IEA" };
    }
    for (; i < to; i++) this.look(bytes[i] as number);
  }

  private look(b: number): void {
    if (this.seen < 3) {
      this.head = (this.head << 8) | b;
      this.seen++;
    }
    if (this.tail === IEA && !isAlnum(b)) this.closed = true;
    this.tail = ((this.tail << 8) | b) & 0xffffff;
  }

  /** The file does not begin with an ISA, or holds none. Said once. */
  noIsa(byte: number): void {
    if (this.said) return;
    this.said = true;
    const text =
      "This is not the ISA that an X12 file begins with, and what stands before an ISA is not read. Give the file from its ISA on; unpack it first if it is packed (gz, zip).";
    this.problems.add("error", "no-isa", { byte, segment: 1, element: "ISA" }, text);
  }

  /** An ISA comes, or the file is over: what stood before it is known. */
  settle(): void {
    const at = this.waiting;
    const group = this.head >> 8 === GS && !isAlnum(this.head & 255) && this.closed;
    const text = group
      ? "A whole group stands after the IEA and was not read. Put an ISA before it or move it before the IEA, and check again."
      : "Text stands after the end of an interchange and belongs to none. Remove it, or restore its ISA.";
    if (at !== undefined) this.problems.add("warning", "text-after-interchange", at, text);
    this.waiting = undefined;
    this.head = 0;
    this.seen = 0;
    this.tail = 0;
    this.closed = false;
    this.said = false;
  }

  /** The ISA that was to come is cut, which its own Problem tells. */
  hush(): void {
    this.said = true;
  }
}
