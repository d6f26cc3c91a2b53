import { randomFillSync } from "node:crypto";
import { check } from "#base/check.ts";

/** RFC 9562 ids, as PostgreSQL writes them: lower case, with dashes. */

const VARIANT = 0x80;

function written(bytes: Uint8Array, version: number): string {
  const b = Buffer.from(bytes);
  b[6] = ((b[6] ?? 0) & 0x0f) | (version << 4);
  b[8] = ((b[8] ?? 0) & 0x3f) | VARIANT;
  const hex = b.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const ID_BYTES = 16;
/** Chance of many ids is asked of the system at once; each is used once. */
const pool = Buffer.alloc(ID_BYTES * 256);
let used = pool.length;

function random(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.subarray(used - ID_BYTES, used);
}

/** A new id, version 7: ids made later sort later, so an index grows at its end. `now` is a moment, `2026-11-23T14:05:09.000Z`. */
export function newId(now: string): string {
  const ms = Date.parse(now);
  check(Number.isSafeInteger(ms) && ms >= 0, "an id is made at no moment");
  const bytes = random();
  bytes.writeUIntBE(ms, 0, 6);
  return written(bytes, 7);
}

/** The id of something known by 16 bytes or more of digest, version 8: the same content has the same id. */
export function idOfDigest(digest: Uint8Array): string {
  check(digest.length >= 16, "a digest is too short for an id");
  return written(digest.subarray(0, 16), 8);
}

const POSITION_BYTES = 6;

/** Files asked for lately: an import asks for thousands of ids of a few, of claims and of remittances by turns. */
const starts = new Map<string, string>();
const STARTS_MOST = 64;

/**
 * The id of what stands at byte `position` of a file, from the file's own id: reading the file again gives the same ids,
 * and ids of one file lie side by side in an index.
 */
export function idAt(file: string, position: number): string {
  check(Number.isSafeInteger(position) && position >= 0 && position < 2 ** 48, "a position is out of range");
  return (starts.get(file) ?? startOf(file)) + position.toString(16).padStart(POSITION_BYTES * 2, "0");
}

/** The id of a file as far as the ids of what stands in it share it. */
function startOf(file: string): string {
  check(isId(file), "a file has no id");
  const start = written(Buffer.from(file.replaceAll("-", ""), "hex"), 8).slice(0, -POSITION_BYTES * 2);
  if (starts.size >= STARTS_MOST) starts.clear();
  starts.set(file, start);
  return start;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is an id in the one spelling we use. */
export const isId = (text: string): boolean => ID.test(text);
