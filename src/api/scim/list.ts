import { ScimRefused } from "./answer.ts";
import { type Json, matches, readFilter } from "./filter.ts";

/** Lists of resources: filtered, paged, and with the attributes that were asked for (RFC 7644, 3.4.2 and 3.9). */

const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const USUAL_COUNT = 100;
export const MOST_COUNT = 200;

export interface ListAsked {
  readonly filter?: string | undefined;
  readonly startIndex?: string | undefined;
  readonly count?: string | undefined;
  readonly attributes?: string | undefined;
  readonly excludedAttributes?: string | undefined;
}

/** A number of a query; a number that is none is refused, one out of its bounds is taken to the nearest. */
function numberOf(text: string | undefined, usual: number, [least, most]: readonly [number, number]): number {
  if (text === undefined || text === "") return usual;
  if (!/^-?\d{1,9}$/.test(text)) throw new ScimRefused(400, "startIndex and count are whole numbers.", "invalidValue");
  return Math.min(most, Math.max(least, Number(text)));
}

const namesIn = (text: string | undefined): readonly string[] =>
  (text ?? "")
    .split(",")
    .map((n) => n.trim().replace(/^urn:[^ ]*:/i, ""))
    // A part of an attribute comes with the whole of it.
    .map((n) => (n.split(".")[0] ?? "").toLowerCase())
    .filter((n) => n !== "");

const ALWAYS = ["schemas", "id"];

/** A resource with the attributes that were asked for. */
export function shown(resource: Json, asked: Pick<ListAsked, "attributes" | "excludedAttributes">): Json {
  const [wanted, left] = [namesIn(asked.attributes), namesIn(asked.excludedAttributes)];
  const isShown = (name: string): boolean =>
    ALWAYS.includes(name) ||
    (wanted.length > 0 ? wanted.includes(name.toLowerCase()) : !left.includes(name.toLowerCase()));
  return Object.fromEntries(Object.entries(resource).filter(([name]) => isShown(name)));
}

/** The page of a list that was asked for. Throws ScimRefused for a filter that cannot be read. */
export function listed(resources: readonly Json[], asked: ListAsked): Json {
  const filter = asked.filter === undefined || asked.filter === "" ? undefined : readFilter(asked.filter);
  if (filter?.ok === false) throw new ScimRefused(400, `The filter: ${filter.error}`, "invalidFilter");
  const startIndex = numberOf(asked.startIndex, 1, [1, 1_000_000_000]);
  const count = numberOf(asked.count, USUAL_COUNT, [0, MOST_COUNT]);
  const found = filter === undefined ? resources : resources.filter((r) => matches(filter.value, r));
  const page = found.slice(startIndex - 1, startIndex - 1 + count).map((r) => shown(r, asked));
  return { schemas: [LIST], totalResults: found.length, startIndex, itemsPerPage: page.length, Resources: page };
}
