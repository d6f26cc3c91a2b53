import type { EnvelopeSink } from "./context.ts";
import { type Delimiters, type Header, NONE } from "./delimiters.ts";
import { Envelope } from "./envelope.ts";
import {
  AMOUNT_ELEMENTS,
  type JsonDelimiters,
  type JsonElement,
  type JsonOutside,
  type JsonSegment,
  type JsonText,
  readAmount,
} from "./json-model.ts";
import { type LoopSink, Loops } from "./loops.ts";
import type { Problems } from "./problems.ts";
import { HIGH, type Latin1, pureLatin1, type Segment } from "./segment.ts";
import type { TapeSink } from "./tape.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const separator = (b: number): string | null => (b === NONE ? null : String.fromCharCode(b));

/**
 * Gives a file's parts one at a time, in its order. Problems are collected as by the envelope and the walk. `whole` is
 * false when bytes were left out, which only a segment without end brings about.
 */
export class ShowJson implements TapeSink {
  whole = true;
  private readonly part: (part: JsonDelimiters | JsonSegment | JsonOutside) => void;
  private readonly envelope: Envelope;
  private readonly latin1: Latin1;
  private loop: string | undefined;
  /** The next segment is an ISA, whose elements hold the separators themselves. */
  private isa = false;

  constructor(
    problems: Problems,
    part: (part: JsonDelimiters | JsonSegment | JsonOutside) => void,
    latin1: Latin1 = pureLatin1,
  ) {
    this.part = part;
    this.latin1 = latin1;
    const loops = new Loops(problems);
    const place: LoopSink = {
      placed: (_, step) => {
        this.loop = step.target.loop;
      },
      stray: () => {},
    };
    const sink: EnvelopeSink = { open: (context, st) => loops.open(context, st, place) };
    this.envelope = new Envelope(sink, problems);
  }

  header(h: Header): void {
    const { element, component, repetition, terminator } = h.delimiters;
    this.part({
      delimiters: {
        element: String.fromCharCode(element),
        component: separator(component),
        repetition: separator(repetition),
        terminator: String.fromCharCode(terminator),
      },
    });
    this.isa = true;
    this.envelope.header(h);
  }

  segment(s: Segment): void {
    // Read first: the envelope may mend the id.
    const part = this.read(s);
    this.loop = undefined;
    this.envelope.segment(s);
    this.part(this.loop === undefined ? part : { number: s.number, loop: this.loop, ...part });
  }

  cut(s: Segment): void {
    const part = this.read(s);
    this.envelope.cut(s);
    this.part(part);
  }

  empty(s: Segment): void {
    const before = this.text(s.raw, s.gap, s.rawFrom, true) as string;
    this.part({ ...(before !== "" && { before }), id: "", elements: [] });
    this.envelope.empty(s);
  }

  outside(bytes: Uint8Array, from: number, to: number, byte: number): void {
    this.part({ text: this.text(bytes, from, to, false) });
    this.envelope.outside(bytes, from, to, byte);
  }

  tooLong(byte: number): void {
    this.whole = false;
    this.envelope.tooLong(byte);
  }

  finish(): void {
    this.envelope.finish();
  }

  private text(bytes: Uint8Array, from: number, to: number, ascii: boolean): JsonText {
    if (from >= to) return "";
    if (ascii) return this.latin1(bytes, from, to);
    try {
      return UTF8.decode(bytes.subarray(from, to));
    } catch {
      let latin1 = "";
      for (let i = from; i < to; i++) latin1 += String.fromCharCode(bytes[i] as number);
      return { latin1 };
    }
  }

  private read(s: Segment): JsonSegment {
    const ascii = (s.flags & HIGH) === 0;
    const before = this.text(s.raw, s.gap, s.rawFrom, true) as string;
    const id = this.text(s.raw, s.rawAt[0] as number, (s.rawAt[1] as number) - 1, ascii);
    const amounts = typeof id === "string" && Object.hasOwn(AMOUNT_ELEMENTS, id) ? AMOUNT_ELEMENTS[id] : undefined;
    const elements: JsonElement[] = [];
    for (let i = 1; i <= s.count; i++) {
      const from = s.rawAt[i] as number;
      const to = (s.rawAt[i + 1] as number) - 1;
      elements.push(
        this.isa ? this.text(s.raw, from, to, ascii) : this.element(s, from, to, ascii, amounts?.includes(i) === true),
      );
    }
    this.isa = false;
    const number = s.number;
    return {
      number,
      ...(before !== "" && { before }),
      id,
      elements,
      ...(!s.terminated && { unterminated: true as const }),
    };
  }

  private element(s: Segment, from: number, to: number, ascii: boolean, money: boolean): JsonElement {
    const { raw, delimiters } = s;
    if (has(raw, from, to, delimiters.repetition)) {
      const parts = cutAt(raw, from, to, delimiters.repetition);
      return { repeat: parts.map(([a, b]) => this.value(raw, a, b, ascii, delimiters)) };
    }
    const value = this.value(raw, from, to, ascii, delimiters);
    return (money && typeof value === "string" && readAmount(raw, from, to, value)) || value;
  }

  private value(
    bytes: Uint8Array,
    from: number,
    to: number,
    ascii: boolean,
    { component }: Delimiters,
  ): JsonText | readonly JsonText[] {
    if (!has(bytes, from, to, component)) return this.text(bytes, from, to, ascii);
    return cutAt(bytes, from, to, component).map(([a, b]) => this.text(bytes, a, b, ascii));
  }
}

function has(bytes: Uint8Array, from: number, to: number, byte: number): boolean {
  if (byte === NONE) return false;
  for (let i = from; i < to; i++) if (bytes[i] === byte) return true;
  return false;
}

function cutAt(bytes: Uint8Array, from: number, to: number, byte: number): readonly (readonly [number, number])[] {
  const parts: (readonly [number, number])[] = [];
  let start = from;
  for (let i = from; i < to; i++) {
    if (bytes[i] !== byte) continue;
    parts.push([start, i]);
    start = i + 1;
  }
  parts.push([start, to]);
  return parts;
}
