import type { Answer, Row } from "./engine.ts";
import { readerOf } from "./wire.ts";

/**
 * Answers of the database as the bytes of its protocol. They pass between the threads as they are: read into cells first, a
 * page of the queue is two thousand texts that are written for the other thread and read again.
 *
 * PostgreSQL, Frontend/Backend Protocol 3, "Message Formats".
 */

/** A message is its kind, its length with the four bytes of that, and what it says. */
const HEAD = 5;
const [LENGTH, SMALL] = [4, 2] as const;
/** Of a field of a row: table and column, before its type; and size, modifier and format after it. */
const [BEFORE_TYPE, AFTER_TYPE] = [6, 8] as const;

const [FIELDS, CELLS, DONE, REFUSED, READY] = ["T", "D", "C", "E", "Z"].map((kind) => kind.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
];

/** Names by which reports are told in a refusal: one letter each. */
const REPORTED = { C: "code", M: "message", t: "table", c: "column", n: "constraint" } as const;

type Reported = { readonly [K in keyof typeof REPORTED as (typeof REPORTED)[K]]?: string };

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const textAt = (all: Buffer, at: number): string => all.toString("utf8", at, all.indexOf(0, at));

function reportOf(all: Buffer, from: number): Reported {
  const said: Record<string, string> = {};
  for (let at = from; all[at] !== 0; ) {
    const letter = String.fromCharCode(all[at] ?? 0);
    const end = all.indexOf(0, at);
    if (letter in REPORTED) said[REPORTED[letter as keyof typeof REPORTED]] = all.toString("utf8", at + 1, end);
    at = end + 1;
  }
  return said;
}

/** What the database refused a statement for; undefined where it refused none. */
export function refusalIn(bytes: Uint8Array): Reported | undefined {
  const all = bufferOf(bytes);
  for (let at = 0; at < all.length; at += 1 + all.readInt32BE(at + 1))
    if (all[at] === REFUSED) return reportOf(all, at + HEAD);
  return undefined;
}

interface Field {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

function fieldsAt(all: Buffer, from: number): readonly Field[] {
  const fields: Field[] = [];
  let at = from + SMALL;
  for (let n = all.readInt16BE(from); n > 0; n--) {
    const name = textAt(all, at);
    at = all.indexOf(0, at) + 1 + BEFORE_TYPE;
    fields.push({ name, read: readerOf(all.readInt32BE(at)) });
    at += LENGTH + AFTER_TYPE;
  }
  return fields;
}

function rowAt(all: Buffer, from: number, fields: readonly Field[]): Row {
  const row: Row = {};
  let at = from + SMALL;
  for (const { name, read } of fields) {
    const size = all.readInt32BE(at);
    at += LENGTH;
    if (size < 0) row[name] = null;
    else {
      row[name] = read(all.toString("utf8", at, at + size));
      at += size;
    }
  }
  return row;
}

/** "INSERT 0 5" counts 5; "BEGIN" counts nothing. */
const counted = (tag: string): number => Number(/ (\d+)$/.exec(tag)?.[1] ?? 0);

/** What was answered, up to each time the database was ready for more; of a script what its last statement answered. */
export function answersIn(bytes: Uint8Array): readonly Answer[] {
  const all = bufferOf(bytes);
  const answers: Answer[] = [];
  let answer: Answer = { rows: [], count: 0 };
  let fields: readonly Field[] | undefined;
  let rows: Row[] = [];
  for (let at = 0; at < all.length; at += 1 + all.readInt32BE(at + 1)) {
    const kind = all[at];
    if (kind === CELLS) rows.push(rowAt(all, at + HEAD, fields ?? []));
    else if (kind === FIELDS) fields = fieldsAt(all, at + HEAD);
    else if (kind === DONE) {
      answer = { rows, count: fields === undefined ? counted(textAt(all, at + HEAD)) : rows.length };
      [fields, rows] = [undefined, []];
    } else if (kind === READY) {
      answers.push(answer);
      answer = { rows: [], count: 0 };
    }
  }
  return answers;
}
