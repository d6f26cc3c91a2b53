import { createHash, type Hash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { check } from "#base/check.ts";
import { Outage } from "./outage.ts";

/**
 * Entries of any length one after another in one stream, each with its hash behind it and a digest of all at the end, so
 * that it is written without knowing a length before and read without holding more than a record. A record is a letter,
 * its length (4 bytes) and its bytes: N the name of an entry as JSON, D bytes of it, Z the same deflated, E its size and
 * SHA-256 as JSON, and at the very end M the totals.
 */

/** Most plain bytes in a record. */
const RECORD_MAX = 1 << 20;
const HEAD_BYTES = 5;

export interface Entry {
  readonly name: string;
  /** What whoever reads it must know first, such as the columns of a table. */
  readonly about?: Readonly<Record<string, unknown>>;
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Whether deflating pays: not for what is encrypted. */
  readonly deflate: boolean;
}

export interface Totals {
  readonly entries: number;
  readonly bytes: number;
  /** SHA-256 over the names, sizes and hashes of all entries. */
  readonly digest: string;
}

function record(letter: string, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(letter, "latin1");
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

const json = (letter: string, value: unknown): Buffer => record(letter, Buffer.from(JSON.stringify(value)));

/** Adds up what both sides must agree on. */
class Tally {
  entries = 0;
  bytes = 0;
  private readonly all: Hash = createHash("sha256");

  end(name: string, size: number, sha256: string): void {
    this.entries++;
    this.bytes += size;
    this.all.update(JSON.stringify([name, size, sha256]));
  }

  totals(): Totals {
    return { entries: this.entries, bytes: this.bytes, digest: this.all.copy().digest("hex") };
  }
}

/** Writes entries as one stream; `done` is told the totals before the last record goes. */
export async function* pack(
  entries: AsyncIterable<Entry>,
  done: (totals: Totals) => void = () => {},
): AsyncGenerator<Buffer> {
  const tally = new Tally();
  for await (const { name, about, bytes, deflate } of entries) {
    yield json("N", { ...about, name });
    const hash = createHash("sha256");
    let size = 0;
    for await (const chunk of bytes)
      for (let at = 0; at < chunk.length; at += RECORD_MAX) {
        const piece = chunk.subarray(at, at + RECORD_MAX);
        hash.update(piece);
        size += piece.length;
        yield deflate ? record("Z", deflateRawSync(piece, { level: 3 })) : record("D", piece);
      }
    const sha256 = hash.digest("hex");
    tally.end(name, size, sha256);
    yield json("E", { bytes: size, sha256 });
  }
  const totals = tally.totals();
  done(totals);
  yield json("M", totals);
}

/** What a reader makes of the entries; each call is awaited before the next. */
export interface Unpacking {
  begin(name: string, about: Readonly<Record<string, unknown>>): Promise<void>;
  data(bytes: Uint8Array): Promise<void>;
  /** The entry was whole and its hash is right. */
  end(): Promise<void>;
}

export const notWhole = (): Outage =>
  new Outage(
    "backup-damaged",
    "The backup is not whole: something in it is missing or changed. Use another one.",
    "no",
  );

async function* records(source: AsyncIterable<Uint8Array>): AsyncGenerator<[string, Buffer]> {
  let held = Buffer.alloc(0);
  for await (const chunk of source) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    for (;;) {
      if (held.length < HEAD_BYTES) break;
      const length = held.readUInt32BE(1);
      // Deflated bytes of chance are a little longer than plain ones.
      if (length > RECORD_MAX + 4096) throw notWhole();
      if (held.length < HEAD_BYTES + length) break;
      yield [held.toString("latin1", 0, 1), held.subarray(HEAD_BYTES, HEAD_BYTES + length)];
      held = held.subarray(HEAD_BYTES + length);
    }
  }
  if (held.length > 0) throw notWhole();
}

function objectIn(payload: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(payload.toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below, like an object that is none.
  }
  throw notWhole();
}

function inflated(payload: Buffer): Buffer {
  try {
    return inflateRawSync(payload, { maxOutputLength: RECORD_MAX });
  } catch {
    throw notWhole();
  }
}

interface Open {
  readonly name: string;
  readonly hash: Hash;
  size: number;
}

/** Reads what {@link pack} wrote and gives its totals. Throws an Outage when anything is missing, changed or left over. */
export async function unpack(source: AsyncIterable<Uint8Array>, to: Unpacking): Promise<Totals> {
  const tally = new Tally();
  let entry: Open | undefined;
  let totals: Totals | undefined;
  for await (const [letter, payload] of records(source)) {
    if (totals !== undefined) throw notWhole();
    if (letter === "N" && entry === undefined) {
      const { name, ...about } = objectIn(payload);
      if (typeof name !== "string") throw notWhole();
      entry = { name, hash: createHash("sha256"), size: 0 };
      await to.begin(name, about);
    } else if ((letter === "D" || letter === "Z") && entry !== undefined) {
      const bytes = letter === "Z" ? inflated(payload) : payload;
      entry.hash.update(bytes);
      entry.size += bytes.length;
      await to.data(bytes);
    } else if (letter === "E" && entry !== undefined) {
      const said = objectIn(payload);
      const sha256 = entry.hash.digest("hex");
      if (said.bytes !== entry.size || said.sha256 !== sha256) throw notWhole();
      tally.end(entry.name, entry.size, sha256);
      entry = undefined;
      await to.end();
    } else if (letter === "M" && entry === undefined) {
      const said = objectIn(payload);
      totals = tally.totals();
      if (said.entries !== totals.entries || said.bytes !== totals.bytes || said.digest !== totals.digest)
        throw notWhole();
    } else throw notWhole();
  }
  if (totals === undefined) throw notWhole();
  check(entry === undefined, "an entry is open after the end of a backup");
  return totals;
}
