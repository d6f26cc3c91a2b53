import { type Cents, formatUsd } from "./money.ts";

const [QUOTE, BACKSLASH, SPACE, DELETE, COMMA, POINT, ZERO] = [0x22, 0x5c, 0x20, 0x7f, 0x2c, 0x2e, 0x30] as const;

const encoder = new TextEncoder();

/** The two digits of each number below a hundred. */
const TENS = Uint8Array.from({ length: 100 }, (_, n) => ZERO + Math.trunc(n / 10));
const ONES = Uint8Array.from({ length: 100 }, (_, n) => ZERO + (n % 10));

/** Whether this machine keeps the low byte of a word first. */
const LOW_FIRST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * A short piece of JSON of our own, ASCII, that is written again and again, such as a key. It is copied four bytes at a
 * time: byte by byte costs several times as much, and a call that copies many at once does not pay under some forty.
 */
export class Fixed {
  readonly size: number;
  readonly words: Int32Array;

  constructor(json: string) {
    this.size = json.length;
    this.words = new Int32Array(Math.ceil(json.length / 4));
    encoder.encodeInto(json, new Uint8Array(this.words.buffer));
  }
}

const NULL = new Fixed("null");
const EMPTY = new Fixed("[]");

/**
 * JSON written as UTF-8 bytes into one buffer that is used again: a text joined of a thousand small ones is made three
 * times, once in pieces, once whole and once as bytes; this makes it once. What it holds is valid until `clear`.
 */
export class JsonBytes {
  private bytes = new Uint8Array(1 << 14);
  private words = new DataView(this.bytes.buffer);
  private at = 0;

  clear(): void {
    this.at = 0;
  }

  /** What was written; a view that the next writing changes. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.at);
  }

  private room(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.at + size));
    larger.set(this.view());
    this.bytes = larger;
    this.words = new DataView(larger.buffer);
  }

  /** JSON of our own: ASCII, copied as it is. */
  raw(json: string): this {
    this.room(json.length);
    const { bytes, at } = this;
    for (let i = 0; i < json.length; i++) bytes[at + i] = json.charCodeAt(i);
    this.at = at + json.length;
    return this;
  }

  /** A piece made before. What its last word has too much is overwritten by what comes next. */
  put(json: Fixed): this {
    this.room(json.size + 3);
    const { words: into, at } = this;
    const { words } = json;
    for (let i = 0; i < words.length; i++) into.setInt32(at + i * 4, words[i] as number, LOW_FIRST);
    this.at = at + json.size;
    return this;
  }

  /** JSON made before by `bytesOf`. */
  kept(json: Uint8Array): this {
    this.room(json.length);
    this.bytes.set(json, this.at);
    this.at += json.length;
    return this;
  }

  /** Any text as a JSON string. */
  text(text: string): this {
    this.room(text.length + 2);
    const { bytes, at } = this;
    bytes[at] = QUOTE;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      // Printable ASCII needs no escaping, which is nearly every text; the rest is left to those who know.
      if (unit < SPACE || unit >= DELETE || unit === QUOTE || unit === BACKSLASH) {
        return this.kept(encoder.encode(JSON.stringify(text)));
      }
      bytes[at + 1 + i] = unit;
    }
    bytes[at + 1 + text.length] = QUOTE;
    this.at = at + 2 + text.length;
    return this;
  }

  textOrNull(text: string | undefined): this {
    return text === undefined ? this.put(NULL) : this.text(text);
  }

  texts(values: readonly string[]): this {
    if (values.length === 0) return this.put(EMPTY);
    this.raw("[");
    for (let i = 0; i < values.length; i++) {
      if (i > 0) this.comma();
      this.text(values[i] ?? "");
    }
    return this.raw("]");
  }

  comma(): void {
    this.room(1);
    this.bytes[this.at++] = COMMA;
  }

  /** An amount as a JSON string with two decimals. */
  usd(amount: Cents): this {
    return this.quote().amount(amount).quote();
  }

  usdOrNull(amount: Cents | undefined): this {
    return amount === undefined ? this.put(NULL) : this.usd(amount);
  }

  /** One quotation mark, around a text that is written in parts. */
  quote(): this {
    this.room(1);
    this.bytes[this.at++] = QUOTE;
    return this;
  }

  /** An amount with two decimals, without quotation marks. */
  amount(amount: Cents): this {
    const small = Number(amount);
    if (small < 0 || small >= 2 ** 31) return this.raw(formatUsd(amount));
    this.room(11);
    const { bytes } = this;
    let dollars = Math.trunc(small / 100);
    const rest = small - dollars * 100;
    let digits = 1;
    for (let most = 10; dollars >= most; most *= 10) digits += 1;
    let i = this.at + digits;
    this.at = i + 3;
    bytes[i] = POINT;
    bytes[i + 1] = TENS[rest] as number;
    bytes[i + 2] = ONES[rest] as number;
    while (dollars >= 10) {
      const hundreds = Math.trunc(dollars / 100);
      const two = dollars - hundreds * 100;
      bytes[--i] = ONES[two] as number;
      bytes[--i] = TENS[two] as number;
      dollars = hundreds;
    }
    if (i > this.at - 3 - digits) bytes[i - 1] = ZERO + dollars;
    return this;
  }
}

/** JSON as bytes, for `kept`. */
export const bytesOf = (json: string): Uint8Array => encoder.encode(json);
