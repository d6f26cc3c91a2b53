/** Told of a JSON document as it is read: each part of the list `parts`, and the other fields. */
export interface CutSink {
  /** `byte` is where it begins in the document. */
  part(json: string, byte: number): void;
  /** Another field of the document; its value only when it is short. */
  field(name: string, json: string | undefined, byte: number): void;
}

/** Why a document could not be cut: words without values of the document, and where. */
export interface CutFault {
  readonly byte: number;
  readonly why: string;
}

/** A part may be so long: a segment of 1 MiB, in the longest way JSON can write it. */
const LONGEST = 1 << 24;
const SHORT = 256;
/** A part is no deeper than a list of repetitions of components; more is not ours. */
const DEEPEST = 8;
const UTF8 = new TextDecoder("utf-8", { fatal: true });

const [QUOTE, COMMA, COLON, BACKSLASH] = [34, 44, 58, 92] as const;
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [91, 93, 123, 125] as const;
const isBlank = (b: number): boolean => b === 32 || b === 10 || b === 13 || b === 9;

type Want =
  | "document"
  | "key"
  | "key or end"
  | "colon"
  | "value"
  | "after field"
  | "part"
  | "part or end"
  | "after part"
  | "nothing";

/**
 * Cuts a JSON document of the form `{ ..., "parts": [ ... ], ... }` into its parts as its bytes come, so that a document
 * larger than memory can be read. Holds at most one part. The class guards that order: push, push, ..., end.
 */
export class JsonCut {
  fault: CutFault | undefined;
  private readonly sink: CutSink;
  private want: Want = "document";
  private key = "";
  private sawParts = false;
  private at = 0;
  /** Inside a value: how deep, whether in a string, and after a backslash. */
  private inside = false;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private scalar = false;
  private start = 0;
  private held = new Uint8Array(4096);
  private used = 0;
  private most = LONGEST;

  constructor(sink: CutSink) {
    this.sink = sink;
  }

  push(chunk: Uint8Array): void {
    for (let i = 0; i < chunk.length && this.fault === undefined; i++, this.at++) {
      const b = chunk[i] as number;
      if (this.inside) this.within(b);
      else this.between(b);
    }
  }

  end(): void {
    if (this.fault === undefined && this.want !== "nothing") {
      this.fail("The JSON ends early, so the file it tells of is not whole. Get the whole document.");
    }
  }

  private fail(why: string): void {
    this.fault ??= { byte: this.at, why };
  }

  private begin(b: number, most: number): void {
    this.inside = true;
    this.depth = 0;
    this.inString = false;
    this.escaped = false;
    this.scalar = b !== QUOTE && b !== OPEN && b !== OPEN_LIST;
    this.start = this.at;
    this.used = 0;
    this.most = most;
    this.within(b);
  }

  private between(b: number): void {
    if (isBlank(b)) return;
    if (this.at < 3 && this.want === "document" && (b === 0xef || b === 0xbb || b === 0xbf)) return;
    const { want } = this;
    if (want === "document") this.step(b === OPEN, "key or end");
    else if (want === "colon") this.step(b === COLON, "value");
    else if (want === "value") this.value(b);
    else if (want === "key" || want === "key or end") {
      if (b === QUOTE) this.begin(b, SHORT);
      else this.step(b === CLOSE && want === "key or end", "nothing");
    } else if (want === "part" || want === "part or end") {
      if (b === OPEN) this.begin(b, LONGEST);
      else this.step(b === CLOSE_LIST && want === "part or end", "after field");
    } else if (want === "after part") this.step(b === COMMA || b === CLOSE_LIST, b === COMMA ? "part" : "after field");
    else this.step(want === "after field" && (b === COMMA || b === CLOSE), b === COMMA ? "key" : "nothing");
  }

  private value(b: number): void {
    if (this.key !== "parts") this.begin(b, SHORT);
    else if (this.sawParts) this.fail("The JSON has two lists of parts. Keep one.");
    else {
      this.sawParts = true;
      this.step(b === OPEN_LIST, "part or end");
    }
  }

  private step(right: boolean, next: Want): void {
    if (right) this.want = next;
    else this.fail("This is not the JSON that `parley x12 show --json` prints. Compare it with that.");
  }

  private within(b: number): void {
    if (this.scalar && (b === COMMA || b === CLOSE || b === CLOSE_LIST || isBlank(b))) {
      this.done();
      if (this.fault === undefined) this.between(b);
      return;
    }
    this.hold(b);
    if (this.scalar) return;
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (b === BACKSLASH) this.escaped = true;
      else if (b === QUOTE) {
        this.inString = false;
        if (this.depth === 0) this.done();
      }
      return;
    }
    if (b === QUOTE) this.inString = true;
    else if (b === OPEN || b === OPEN_LIST) {
      if (++this.depth > DEEPEST) this.fail("This JSON is nested deeper than any part of a file. It was not read.");
    } else if ((b === CLOSE || b === CLOSE_LIST) && --this.depth === 0) this.done();
  }

  private hold(b: number): void {
    if (this.used >= this.most) {
      if (this.want !== "value") this.fail("This part is longer than any segment may be. It was not read.");
      this.used++;
      return;
    }
    if (this.used === this.held.length) {
      const grown = new Uint8Array(Math.min(LONGEST, this.held.length * 2));
      grown.set(this.held);
      this.held = grown;
    }
    this.held[this.used++] = b;
  }

  /** A key, a field's value or a part is complete. */
  private done(): void {
    this.inside = false;
    const json = this.used > this.most ? undefined : this.decode();
    if (this.fault !== undefined) return;
    if (this.want === "value") {
      this.sink.field(this.key, json, this.start);
      this.want = "after field";
    } else if (this.want === "key" || this.want === "key or end") {
      this.key = (json ?? "").slice(1, -1);
      this.want = "colon";
    } else {
      this.sink.part(json ?? "", this.start);
      this.want = "after part";
    }
  }

  private decode(): string | undefined {
    try {
      return UTF8.decode(this.held.subarray(0, this.used));
    } catch {
      this.fail("The JSON is not UTF-8 here. Write it as UTF-8.");
      return undefined;
    }
  }
}
