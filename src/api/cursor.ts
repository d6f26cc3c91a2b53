import type { z } from "@hono/zod-openapi";
import { Refused } from "./refused.ts";

/**
 * Where a page ended, as the text a client hands back: JSON in base64url, read by a schema like any other input. It holds
 * keys, days and amounts of rows the caller was shown, and no name; it opens nothing that the caller may not see.
 */

export const cursorText = (place: Readonly<Record<string, string | number>>): string =>
  Buffer.from(JSON.stringify(place)).toString("base64url");

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
  if (!read.success)
    throw new Refused("not-valid", { fields: [{ path: "cursor", message: "Begin again at the first page." }] });
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
