import { readUsd } from "#base/money.ts";
import { type Place, type Problem, problem } from "#base/problem.ts";
import { type Delimiters, isAlnum, NONE, readHeader } from "./delimiters.ts";
import { JsonCut } from "./json-cut.ts";
import { MOST_DECIMALS, writeAmount } from "./json-model.ts";
import { BLANKS, isTrailing } from "./scan.ts";

const ROOM = 1 << 16;
const ENCODER = new TextEncoder();
/** A half of a character that has no other half. */
const HALF = /[\ud800-\udfff]/u;

/** Whether every character is below `limit`. */
function allBelow(text: string, limit: number): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= limit) return false;
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

/** What stops the writing: words, and which element. Thrown only inside this file. */
class Refusal {
  readonly code: string;
  readonly why: string;
  readonly element: number | undefined;
  constructor(code: string, why: string, element?: number) {
    this.code = code;
    this.why = why;
    this.element = element;
  }
}

const isFields = (v: unknown): v is Fields => typeof v === "object" && v !== null && !Array.isArray(v);

/**
 * Writes X12 from its JSON (`json-model.ts`), part by part as the document's bytes come: nothing of the file it was made
 * of is at hand, so what is written is what the parts say. The first thing that cannot be written stops it with a Problem.
 * The class guards that order: push, push, ..., end.
 */
export class WriteJson {
  /** Segments written. */
  segments = 0;
  problem: Problem | undefined;
  private readonly file: string;
  private readonly write: (bytes: Uint8Array) => void;
  private readonly cut: JsonCut;
  private out = new Uint8Array(ROOM);
  private used = 0;
  private delimiters: Delimiters | undefined;
  /** Delimiters were given and their ISA comes next. */
  private awaitsIsa = false;
  private inside = false;
  private ended = false;
  private whole: boolean | undefined;

  /** `write` gets bytes it may keep. */
  constructor(file: string, write: (bytes: Uint8Array) => void) {
    this.file = file;
    this.write = write;
    this.cut = new JsonCut({
      part: (json, byte) => this.part(json, byte),
      field: (name, json) => {
        if (name === "whole") this.whole = json === "true";
      },
    });
  }

  push(chunk: Uint8Array): void {
    if (this.problem !== undefined) return;
    this.cut.push(chunk);
    this.fromCut();
  }

  /** To be called once. Hands on what is still held, unless something stopped the writing. */
  end(): void {
    if (this.problem !== undefined) return;
    this.cut.end();
    this.fromCut();
    if (this.problem !== undefined) return;
    this.flush();
    if (this.whole === true) return;
    const text =
      this.whole === false
        ? "This JSON tells of a file that could not be read to its end, so what was written is not whole. Get a whole file."
        : 'This JSON does not say that it tells of a whole file ("whole": true), so it may be cut. Get the whole document.';
    this.problem = problem("error", "json-not-whole", { file: this.file }, text);
  }

  private fromCut(): void {
    const { fault } = this.cut;
    if (fault !== undefined)
      this.problem ??= problem("error", "json", { file: this.file, byte: fault.byte }, fault.why);
  }

  private part(json: string, byte: number): void {
    if (this.problem !== undefined) return;
    let part: unknown;
    try {
      part = JSON.parse(json);
    } catch {
      this.problem = problem("error", "json", { file: this.file, byte }, "This part is no valid JSON. Mend it.");
      return;
    }
    try {
      this.take(part);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      this.problem = problem("error", thrown.code, this.place(byte, part, thrown.element), thrown.why);
    }
  }

  private place(byte: number, part: unknown, element: number | undefined): Place {
    const at = { file: this.file, byte, segment: this.segments + 1 };
    if (element === undefined || !isFields(part)) return at;
    const { id } = part;
    const name = typeof id === "string" && /^[A-Za-z0-9]{2,3}$/.test(id) ? id : "";
    return { ...at, element: `${name}${String(element).padStart(2, "0")}` };
  }

  private take(part: unknown): void {
    if (!isFields(part)) throw new Refusal("json-part", "A part is an object. See `parley x12 show --json`.");
    if (part.delimiters !== undefined) this.begin(part.delimiters);
    else if (part.text !== undefined) this.outside(part.text);
    else this.segment(part);
  }

  private begin(given: unknown): void {
    const of = isFields(given) ? given : {};
    const [element, terminator] = [separatorOf(of.element), separatorOf(of.terminator)];
    const [component, repetition] = [separatorOf(of.component), separatorOf(of.repetition)];
    const named = [element, terminator, component, repetition].filter((b) => b !== NONE);
    if (element === NONE || terminator === NONE || new Set(named).size !== named.length) {
      const text = "Delimiters are single signs, no letters or digits, and differ; element and terminator are needed.";
      throw new Refusal("json-delimiters", text);
    }
    if (this.awaitsIsa) throw new Refusal("json-delimiters", "Delimiters stand before an ISA, and here is none.");
    if (this.ended && this.inside) {
      throw new Refusal("json-unterminated", "The segment before has no terminator. Give it one.");
    }
    this.ended = false;
    this.delimiters = { element, component, repetition, terminator };
    this.awaitsIsa = true;
  }

  private outside(given: unknown): void {
    const text = bytesOf(given, undefined);
    if (this.awaitsIsa) throw new Refusal("json-isa", "Delimiters stand before an ISA, and here is none.");
    if (this.inside && ![...text].every((c) => isTrailing(c.charCodeAt(0)))) {
      throw new Refusal("json-text", "Text inside an interchange would be taken for a segment. Make it a segment.");
    }
    this.put(text);
  }

  private segment(part: Fields): void {
    const { delimiters: d } = this;
    if (!Array.isArray(part.elements) || part.id === undefined) {
      throw new Refusal("json-part", "A part is delimiters, a text, or a segment with id and elements.");
    }
    if (d === undefined || (!this.inside && !this.awaitsIsa)) {
      throw new Refusal("json-isa", "This segment stands in no interchange. Put delimiters and an ISA before it.");
    }
    if (this.ended) throw new Refusal("json-unterminated", "The segment before has no terminator. Give it one.");
    const isa = this.awaitsIsa;
    const plain: Delimiters = isa ? { ...d, component: NONE, repetition: NONE } : d;
    const id = bytesOf(part.id, undefined);
    refuseSigns(id, { ...d, component: NONE, repetition: NONE }, undefined);
    let text = id;
    part.elements.forEach((e: unknown, k) => {
      text += String.fromCharCode(d.element) + elementOf(e, plain, k + 1);
    });
    const before = blanksOf(part.before, d);
    this.ended = part.unterminated === true;
    if (!this.ended) text += String.fromCharCode(d.terminator);
    if (isa) this.checkIsa(id, text, d);
    this.put(before + text);
    if (id !== "" || part.elements.length > 0) this.segments++;
    this.awaitsIsa = false;
    // As the reader sees it: in capitals, and without the line breaks of wrapping.
    this.inside = id.replace(/[\r\n]/g, "").toUpperCase() !== "IEA";
  }

  /** What the ISA says of its delimiters must be what the part before it said. */
  private checkIsa(id: string, text: string, d: Delimiters): void {
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    const header = readHeader(bytes, 0, bytes.length);
    // Without a component separator, or without a terminator, only what follows tells that the header is complete.
    if (header === "more" && (d.component === NONE || this.ended)) return;
    const same =
      typeof header === "object" &&
      header.delimiters.element === d.element &&
      header.delimiters.component === d.component &&
      header.delimiters.repetition === d.repetition &&
      header.delimiters.terminator === d.terminator;
    if (same && id.length === 3) return;
    throw new Refusal("json-isa", "The ISA (its id, ISA11, ISA16) and the delimiters before it do not agree.");
  }

  private put(text: string): void {
    let i = 0;
    while (i < text.length) {
      if (this.used === ROOM) this.flush();
      const stop = Math.min(text.length, i + ROOM - this.used);
      for (; i < stop; i++) this.out[this.used++] = text.charCodeAt(i);
    }
  }

  private flush(): void {
    if (this.used === 0) return;
    this.write(this.out.subarray(0, this.used));
    this.out = new Uint8Array(ROOM);
    this.used = 0;
  }
}

/** One sign as a byte; -1 for null or absent. Anything else is refused. */
function separatorOf(v: unknown): number {
  if (v === null || v === undefined) return NONE;
  const b = typeof v === "string" && v.length === 1 ? v.charCodeAt(0) : 0;
  if (b === 0 || b > 127 || isAlnum(b)) {
    throw new Refusal("json-delimiters", "A delimiter is one sign of ASCII, no letter and no digit, or null.");
  }
  return b;
}

/** A text as bytes, one character a byte. */
function bytesOf(v: unknown, element: number | undefined): string {
  if (typeof v === "string") {
    if (allBelow(v, 128)) return v;
    if (HALF.test(v)) throw new Refusal("json-text", "This text holds half a character. Write it whole.", element);
    let bytes = "";
    for (const b of ENCODER.encode(v)) bytes += String.fromCharCode(b);
    return bytes;
  }
  if (isFields(v) && typeof v.latin1 === "string") {
    if (allBelow(v.latin1, 256)) return v.latin1;
    throw new Refusal("json-text", "Text named latin1 holds characters up to U+00FF only.", element);
  }
  throw new Refusal("json-element", "This is neither text, components, an amount nor repetitions.", element);
}

/** Signs that would make another segment, element or component of a text. */
function refuseSigns(text: string, d: Delimiters, element: number | undefined): void {
  for (const b of [d.element, d.terminator, d.component, d.repetition]) {
    if (b === NONE || !text.includes(String.fromCharCode(b))) continue;
    const why = "This text holds a sign that separates. Take it out, or choose other delimiters for the interchange.";
    throw new Refusal("json-sign", why, element);
  }
}

function textOf(v: unknown, d: Delimiters, element: number): string {
  const text = bytesOf(v, element);
  refuseSigns(text, d, element);
  return text;
}

function listOf(v: readonly unknown[], by: number, element: number, one: (x: unknown) => string): string {
  if (v.length > 1 && by === NONE) {
    throw new Refusal("json-delimiters", "The interchange has no separator for this list.", element);
  }
  return v.map(one).join(by === NONE ? "" : String.fromCharCode(by));
}

const valueText = (v: unknown, d: Delimiters, element: number): string =>
  Array.isArray(v) ? listOf(v, d.component, element, (x) => textOf(x, d, element)) : textOf(v, d, element);

function elementOf(v: unknown, d: Delimiters, element: number): string {
  if (typeof v === "string") return textOf(v, d, element);
  if (isFields(v) && v.amount !== undefined) return amountOf(v, d, element);
  if (isFields(v) && Array.isArray(v.repeat)) {
    return listOf(v.repeat, d.repetition, element, (x) => valueText(x, d, element));
  }
  return valueText(v, d, element);
}

function amountOf(v: Fields, d: Delimiters, element: number): string {
  const read = typeof v.amount === "string" ? readUsd(v.amount) : undefined;
  const decimals = v.decimals ?? 0;
  const counted = typeof decimals === "number" && Number.isInteger(decimals) && decimals >= 0;
  if (read === undefined || !read.ok || !counted || decimals > MOST_DECIMALS) {
    const why = "An amount is dollars as text, such as 1250.00, and its decimals a whole number from 0 to 9.";
    throw new Refusal("json-amount", why, element);
  }
  const text = writeAmount(read.value, decimals);
  refuseSigns(text, d, element);
  return text;
}

function blanksOf(v: unknown, d: Delimiters): string {
  if (v === undefined) return "";
  const blank = (c: string): boolean => {
    const b = c.charCodeAt(0);
    return (BLANKS as readonly number[]).includes(b) && b !== d.element && b !== d.terminator;
  };
  if (typeof v === "string" && [...v].every(blank)) return v;
  throw new Refusal("json-text", "Before a segment stand only blanks and line breaks.");
}
