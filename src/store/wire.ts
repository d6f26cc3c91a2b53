import { check } from "#base/check.ts";

/**
 * Values on their way to and from a database, as text, by one rule for both engines: whole numbers of 64 bits, decimals,
 * days and moments come back as strings, so nothing is rounded and nothing depends on the zone of a machine.
 */

/** What may stand for `$1` in a statement. An array becomes a PostgreSQL array, another object becomes JSON. */
export type Param = string | number | bigint | boolean | null | undefined | Uint8Array | readonly Param[] | object;

const element = (value: Param): string => {
  const text = paramText(value);
  return text === null ? "NULL" : Array.isArray(value) ? text : `"${text.replace(/[\\"]/g, "\\$&")}"`;
};

/** The text PostgreSQL reads a parameter from; null stays null. */
export function paramText(value: Param): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (typeof value === "number") {
    check(Number.isFinite(value), "a parameter is no number");
    return String(value);
  }
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return `{${value.map(element).join(",")}}`;
  return JSON.stringify(value);
}

/** `2026-11-23 14:05:09.25+00` as `2026-11-23T14:05:09.250Z`; sessions run in UTC and our clock has three places. */
function momentText(text: string): string {
  const m = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text);
  return m === null ? text : `${m[1]}T${m[2]}.${(m[3] ?? "").padEnd(3, "0").slice(0, 3)}Z`;
}

/** A PostgreSQL array of one dimension. */
function arrayOf(text: string, read: (cell: string) => unknown): readonly unknown[] {
  const cells = [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)];
  return cells.map(([, quoted, bare]) =>
    quoted !== undefined ? read(quoted.replace(/\\(.)/gs, "$1")) : bare === "NULL" ? null : read(bare ?? ""),
  );
}

const same = (text: string): string => text;

/** By type id of pg_type; every other type is its text. */
const READERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [16, (t) => t === "t"],
  [17, (t) => new Uint8Array(Buffer.from(t.slice(2), "hex"))],
  [21, Number],
  [23, Number],
  [26, Number],
  [700, Number],
  [701, Number],
  [114, (t) => JSON.parse(t)],
  [3802, (t) => JSON.parse(t)],
  [1184, momentText],
  [1000, (t) => arrayOf(t, (c) => c === "t")],
  [1005, (t) => arrayOf(t, Number)],
  [1007, (t) => arrayOf(t, Number)],
  [1009, (t) => arrayOf(t, same)],
  [1015, (t) => arrayOf(t, same)],
  [1016, (t) => arrayOf(t, same)],
  [1182, (t) => arrayOf(t, same)],
  [2951, (t) => arrayOf(t, same)],
]);

/** A text as a database keeps it, which is without the character of number zero. */
export const bare = (text: string): string => (text.includes("\u0000") ? text.replaceAll("\u0000", "") : text);

/** How a cell of the type is read from its text. */
export const readerOf = (type: number): ((text: string) => unknown) => READERS.get(type) ?? same;
