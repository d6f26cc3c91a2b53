import { createHash } from "node:crypto";
import { check } from "#base/check.ts";

/**
 * The chain of an organization's events: each hash covers the hash before it and every field of the event, so whoever
 * knows one hash knows whether anything before it was changed, removed, added or moved. Pure: it reads no store.
 *
 * The body of an event is covered by its digest, made with a salt of its own. When a client is deleted by law or by
 * contract, body and salt go and the digest stays: the chain still verifies, and nobody can guess a body from a digest
 * whose salt is gone. So an event is stored with body and salt (both null once erased), digest and hash.
 */

/** What may stand in the body of an event. Whole numbers only: an amount is cents, a day is a text. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface ChainEvent {
  readonly org: string;
  /** 1 for the first event of the organization, then without a gap. */
  readonly seq: number;
  /** `2026-11-23T14:05:09.000Z`, in UTC and with three places: one moment has one spelling. */
  readonly at: string;
  readonly actor: string;
  /** Null when the event is the organization's own. */
  readonly client: string | null;
  /** What it happened to, such as a case or a file; null when to nothing in particular. */
  readonly subject: string | null;
  readonly type: string;
  /** {@link bodyDigest} of its body. */
  readonly digest: string;
}

/** What stands before the first event. */
export const CHAIN_START = "0".repeat(64);

/** First field of what is hashed; a different encoding gets a different name, so that old hashes keep their meaning. */
const EVENT_1 = "parley-event-1";
const BODY_1 = "parley-body-1";
const DEPTH_MAX = 64;
const HASH = /^[0-9a-f]{64}$/;
const SALT = /^[0-9a-f]{32}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** No text is this long, so it can say that there is none. */
const NONE = 0xffffffff;

/** The database can hold neither half a character nor the character of number zero. */
function text(value: string): string {
  check(value.isWellFormed() && !value.includes("\u0000"), "a text of an event holds what no database keeps");
  return JSON.stringify(value);
}

function write(value: unknown, depth: number): string {
  check(depth <= DEPTH_MAX, "the body of an event is too deep");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return text(value);
  if (typeof value === "number") {
    check(Number.isSafeInteger(value), "a number in an event is not whole; write cents, or a text");
    // Minus zero too is written 0.
    return String(value);
  }
  check(typeof value === "object", `the body of an event holds a ${typeof value}`);
  if (Array.isArray(value)) return `[${Array.from(value, (v) => write(v, depth + 1)).join(",")}]`;
  const proto: unknown = Object.getPrototypeOf(value);
  check(proto === Object.prototype || proto === null, "the body of an event holds an object of a class");
  const rows = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${rows.map(([key, v]) => `${text(key)}:${write(v, depth + 1)}`).join(",")}}`;
}

/**
 * One value, one text: RFC 8785 (keys in the order of their UTF-16 units, no spaces) for whole numbers. Texts stand as
 * they are, not normalized, because a database gives them back as they are. Throws for anything else than {@link Json}.
 */
export const canonicalJson = (value: unknown): string => write(value, 0);

function field(value: string | null): Buffer {
  const bytes = Buffer.from(value ?? "", "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value === null ? NONE : bytes.length);
  return Buffer.concat([length, bytes]);
}

/** SHA-256, as 64 hex digits, over fields that each carry their length: no two lists of fields share an encoding. */
function hashOf(fields: readonly (string | null)[]): string {
  const hash = createHash("sha256");
  for (const value of fields) hash.update(field(value));
  return hash.digest("hex");
}

/**
 * The digest of a body under a salt of 128 random bits (32 hex digits, made anew for each event). Throws where the body
 * could not be stored and read back as the same.
 */
export function bodyDigest(salt: string, body: Json): string {
  check(SALT.test(salt), "a body has no salt");
  return hashOf([BODY_1, salt, canonicalJson(body)]);
}

/**
 * The hash of an event that follows the one with hash `previous` ({@link CHAIN_START} for the first), 64 hex digits.
 * Throws where the event could not be stored and read back as the same.
 */
export function chainHash(previous: string, e: ChainEvent): string {
  check(HASH.test(previous), "the hash before an event is no hash");
  check(HASH.test(e.digest), "an event has no digest of its body");
  check(Number.isSafeInteger(e.seq) && e.seq > 0, "an event has no number");
  check(MOMENT.test(e.at), "an event has no moment in UTC with three places");
  for (const part of [e.org, e.actor, e.client, e.subject, e.type]) text(part ?? "");
  return hashOf([EVENT_1, previous, e.org, String(e.seq), e.at, e.actor, e.client, e.subject, e.type, e.digest]);
}
