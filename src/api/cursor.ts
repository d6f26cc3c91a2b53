import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { Refused } from "./refused.ts";

/**
 * Where a page ended, as the text a client hands back: JSON in base64url, read by a schema like any other input. It holds
 * keys, days and amounts of rows the caller was shown, and no name; it opens nothing that the caller may not see. What goes
 * out is sealed (pipeline.ts), so that only what we wrote comes back.
 */

export const cursorText = (place: Readonly<Record<string, string | number>>): string =>
  Buffer.from(JSON.stringify(place)).toString("base64url");

/** Of a cursor that we did not write, or of another order. */
export const noSuchPlace = (): Refused =>
  new Refused("not-valid", { fields: [{ path: "cursor", message: "Begin again at the first page." }] });

const SEAL = 22;

/**
 * Seals cursors on their way out and opens them on their way in, so that nobody hands back a place we did not give them.
 * The key is of the data, not of the process: a server that starts anew, or another beside it, opens what the first gave.
 */
export class Cursors {
  private readonly secret: string;

  constructor(secret: string) {
    this.secret = secret;
  }

  private sealOf(whose: string, text: string): string {
    const mac = createHmac("sha256", this.secret).update(`cursor\n${whose}\n${text}`);
    return mac.digest("base64url").slice(0, SEAL);
  }

  /** `whose` is the person it is given to. */
  seal(whose: string, text: string): string {
    return `${text}.${this.sealOf(whose, text)}`;
  }

  /** Throws Refused for a cursor that was not given to them, or was changed. */
  open(whose: string, given: string): string {
    const text = given.slice(0, -SEAL - 1);
    const seal = Buffer.from(given.slice(text.length));
    const wanted = Buffer.from(`.${this.sealOf(whose, text)}`);
    if (seal.length !== wanted.length || !timingSafeEqual(seal, wanted)) throw noSuchPlace();
    return text;
  }
}

/** A place in a list by moment, newest first; the id makes the order total. */
export const momentPlace = z.object({ at: z.string().max(40), id: z.uuid() });

/** The place a cursor names; undefined when there is no cursor. Throws Refused for one we did not write. */
export function placeIn<S extends z.ZodType>(schema: S, cursor: string | undefined): z.output<S> | undefined {
  if (cursor === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    json = undefined;
  }
  const read = schema.safeParse(json);
  if (!read.success) throw noSuchPlace();
  return read.data;
}

/** One page of rows that were asked for with one more, and the cursor of the next. */
export function pageOf<T, R>(
  rows: readonly T[],
  limit: number,
  place: (last: T) => Readonly<Record<string, string | number>>,
  row: (row: T) => R,
): { rows: R[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? cursorText(place(last)) : null;
  return { rows: shown.map(row), next };
}
