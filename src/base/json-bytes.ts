import { type Cents, formatUsd } from "./money.ts";

const [QUOTE, BACKSLASH, SPACE, DELETE, COMMA, POINT, ZERO] = [0x22, 0x5c, 0x20, 0x7f, 0x2c, 0x2e, 0x30] as const;

const encoder = new TextEncoder();

/**
 * JSON written as UTF-8 bytes into one buffer that is used again: a text joined of a thousand small ones is made three
 * times, once in pieces, once whole and once as bytes; this makes it once. What it holds is valid until `clear`.
 */
export class JsonBytes {
  private bytes = new Uint8Array(1 << 14);
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
  }

  /** JSON of our own: ASCII, copied as it is. */
  raw(json: string): this {
    this.room(json.length);
    const { bytes, at } = this;
    for (let i = 0; i < json.length; i++) bytes[at + i] = json.charCodeAt(i);
    this.at = at + json.length;
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
    return text === undefined ? this.raw("null") : this.text(text);
  }

  texts(values: readonly string[]): this {
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
    const small = Number(amount);
    if (small < 0 || small >= 2 ** 31) return this.text(formatUsd(amount));
    this.room(14);
    const { bytes } = this;
    let digits = 3;
    for (let most = 1000; small >= most; most *= 10) digits += 1;
    // The digits, their point and both quotation marks.
    const end = this.at + digits + 3;
    bytes[this.at] = QUOTE;
    bytes[end - 1] = QUOTE;
    let rest = small;
    for (let i = end - 2; i > this.at; i--) {
      if (i === end - 4) {
        bytes[i] = POINT;
        continue;
      }
      const tens = Math.trunc(rest / 10);
      bytes[i] = ZERO + rest - tens * 10;
      rest = tens;
    }
    this.at = end;
    return this;
  }

  usdOrNull(amount: Cents | undefined): this {
    return amount === undefined ? this.raw("null") : this.usd(amount);
  }
}

/** JSON as bytes, for `kept`. */
export const bytesOf = (json: string): Uint8Array => encoder.encode(json);
