import { err, ok, type Result } from "#base/result.ts";
import { attributeOf, type Filter, isJson, type Json, matches, type Path, readPath } from "./filter.ts";

/**
 * PATCH of SCIM (RFC 7644, 3.5.2) in the dialects that are spoken: Okta sends a value without a path, Entra writes `Replace`
 * with a capital, values to be removed beside the path, and paths to a value that is not there yet. Pure: a resource as JSON
 * and operations give another resource or a fault. What is not kept here is passed over, since a directory sends all it has.
 */

/** Why something is refused, with the word of RFC 7644, table 9. */
export interface Fault {
  readonly scimType: "invalidSyntax" | "invalidPath" | "invalidValue" | "invalidFilter" | "noTarget";
  readonly detail: string;
}

/** What a resource keeps: plain attributes, those of several parts, and lists. */
export interface Shape {
  readonly plain: readonly string[];
  readonly parts: Readonly<Record<string, readonly string[]>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

const OPERATIONS_MAX = 1_000;

const fault = (scimType: Fault["scimType"], detail: string): { readonly ok: false; readonly error: Fault } =>
  err({ scimType, detail });

const named = (names: readonly string[], name: string): string | undefined =>
  names.find((n) => n.toLowerCase() === name.toLowerCase());

/** An object with the names that are kept, as they are written here; undefined when it is none. */
const keptOf = (value: unknown, names: readonly string[]): Json | undefined =>
  isJson(value)
    ? Object.fromEntries(names.map((n) => [n, attributeOf(value, n)]).filter(([, v]) => v !== undefined && v !== null))
    : undefined;

/** A list of what is kept of each value; a bare text is a value without its kind. */
const listOf = (value: unknown, names: readonly string[]): readonly Json[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one) => {
    const kept = typeof one === "string" ? { value: one } : keptOf(one, names);
    return kept === undefined || Object.keys(kept).length === 0 ? [] : [kept];
  });

/** What is kept of a resource that was sent whole. */
export function keptIn(shape: Shape, given: Json): Json {
  const kept: Record<string, unknown> = {};
  for (const name of shape.plain) {
    const value = attributeOf(given, name);
    if (value !== undefined && value !== null) kept[name] = value;
  }
  for (const [name, parts] of Object.entries(shape.parts)) {
    const value = keptOf(attributeOf(given, name), parts);
    if (value !== undefined) kept[name] = value;
  }
  for (const [name, parts] of Object.entries(shape.lists)) {
    const value = attributeOf(given, name);
    if (value !== undefined && value !== null) kept[name] = listOf(value, parts);
  }
  return kept;
}

type Op = "add" | "replace" | "remove";

const without = (json: Json, name: string): Json =>
  Object.fromEntries(Object.entries(json).filter(([k]) => k !== name));

const same = (a: Json, b: Json): boolean => String(a.value).toLowerCase() === String(b.value).toLowerCase();

const isPrimary = ({ primary }: Json): boolean => String(primary).toLowerCase() === "true";

/** One value at most is the primary one; the newest wins. */
function onePrimary(list: readonly Json[], news: readonly Json[]): readonly Json[] {
  const first = news.findLast(isPrimary);
  return first === undefined ? list : list.map((v) => (v === first || !isPrimary(v) ? v : { ...v, primary: false }));
}

/** Adds values; one that is there already is renewed. */
function added(list: readonly Json[], news: readonly Json[]): readonly Json[] {
  const known = new Map(list.map((v) => [String(v.value).toLowerCase(), v]));
  for (const v of news) known.set(String(v.value).toLowerCase(), v);
  return onePrimary([...known.values()], news);
}

/** What a value must be for a filter to be true of it, where the filter is of the simplest kind: `type eq "work"`. */
function impliedBy(where: Filter): Json | undefined {
  if (where.kind === "and") {
    const all = where.of.map(impliedBy);
    return all.some((one) => one === undefined) ? undefined : Object.assign({}, ...all);
  }
  const [name, more] = where.kind === "is" && where.op === "eq" ? where.path : [];
  return where.kind === "is" && name !== undefined && more === undefined ? { [name]: where.value } : undefined;
}

/** What is made of one value of a list; undefined takes it away. */
function valueAfter(
  of: Json,
  op: Op,
  part: string | undefined,
  value: unknown,
  names: readonly string[],
): Json | undefined {
  if (part === undefined) return op === "remove" ? undefined : { ...of, ...keptOf(value, names) };
  if (op !== "remove") return { ...of, [part]: value };
  return part === "value" ? undefined : without(of, part);
}

function someOf(
  list: readonly Json[],
  { where, part }: Path,
  op: Op,
  value: unknown,
  names: readonly string[],
): Result<readonly Json[], Fault> {
  const within = part === undefined ? undefined : named(names, part);
  if (part !== undefined && within === undefined) return ok(list);
  const isMeant = (v: Json): boolean => where === undefined || matches(where, v);
  if (list.some(isMeant)) {
    const after = list.map((v) => (isMeant(v) ? valueAfter(v, op, within, value, names) : v));
    const kept = after.filter((v) => v !== undefined);
    return ok(
      onePrimary(
        kept,
        kept.filter((v) => !list.includes(v)),
      ),
    );
  }
  // There is nothing to take away, which is what was asked for.
  if (op === "remove") return ok(list);
  const implied = where === undefined ? {} : impliedBy(where);
  const fresh = implied && valueAfter(keptOf(implied, names) ?? {}, op, within, value, names);
  if (fresh === undefined) return fault("noTarget", "No value is as the path says.");
  return ok(added(list, [fresh]));
}

function listAfter(
  list: readonly Json[],
  path: Path,
  op: Op,
  value: unknown,
  names: readonly string[],
): Result<readonly Json[], Fault> {
  if (path.where !== undefined || path.part !== undefined) return someOf(list, path, op, value, names);
  const given = value === undefined ? [] : listOf(value, names);
  if (op === "add") return ok(added(list, given));
  if (op === "replace") return ok(added([], given));
  return ok(value === undefined || value === null ? [] : list.filter((v) => !given.some((g) => same(g, v))));
}

function partsAfter(now: Json, { part }: Path, op: Op, value: unknown, names: readonly string[]): Result<Json, Fault> {
  if (part === undefined) {
    if (op === "remove") return ok({});
    const given = keptOf(value, names);
    return given === undefined
      ? fault("invalidValue", "An attribute of several parts is given as an object.")
      : ok({ ...now, ...given });
  }
  const name = named(names, part);
  if (name === undefined) return ok(now);
  return ok(op === "remove" || value === null ? without(now, name) : { ...now, [name]: value });
}

function at(shape: Shape, doc: Json, path: Path, op: Op, value: unknown): Result<Json, Fault> {
  const plain = named(shape.plain, path.attribute);
  if (plain !== undefined)
    return ok(op === "remove" || value === null ? without(doc, plain) : { ...doc, [plain]: value });
  const whole = named(Object.keys(shape.parts), path.attribute);
  if (whole !== undefined) {
    const now = doc[whole];
    const after = partsAfter(isJson(now) ? now : {}, path, op, value, shape.parts[whole] ?? []);
    return after.ok ? ok({ ...doc, [whole]: after.value }) : after;
  }
  const list = named(Object.keys(shape.lists), path.attribute);
  if (list === undefined) return ok(doc);
  const now = doc[list];
  const after = listAfter(Array.isArray(now) ? (now as Json[]) : [], path, op, value, shape.lists[list] ?? []);
  return after.ok ? ok({ ...doc, [list]: after.value }) : after;
}

/** Without a path the names of the value are the paths, also `name.givenName` and `emails[type eq "work"].value`. */
function pathless(shape: Shape, doc: Json, op: Op, value: unknown): Result<Json, Fault> {
  if (op === "remove") return fault("noTarget", "An operation that removes says what by its path.");
  if (!isJson(value)) return fault("invalidValue", "An operation without a path has an object as its value.");
  let after = doc;
  for (const [name, each] of Object.entries(value)) {
    const path = readPath(name);
    if (!path.ok) return fault("invalidPath", path.error);
    const done = at(shape, after, path.value, op, each);
    if (!done.ok) return done;
    after = done.value;
  }
  return ok(after);
}

function one(shape: Shape, doc: Json, operation: unknown): Result<Json, Fault> {
  if (!isJson(operation)) return fault("invalidSyntax", "An operation is an object.");
  const said = String(attributeOf(operation, "op")).toLowerCase();
  if (said !== "add" && said !== "replace" && said !== "remove")
    return fault("invalidSyntax", "An operation is add, replace or remove.");
  const value = attributeOf(operation, "value");
  const path = attributeOf(operation, "path");
  if (said !== "remove" && value === undefined)
    return fault("invalidValue", "An operation that adds or replaces has a value.");
  if (path === undefined || path === null || path === "") return pathless(shape, doc, said, value);
  if (typeof path !== "string") return fault("invalidPath", "A path is text.");
  const read = readPath(path);
  return read.ok ? at(shape, doc, read.value, said, value) : fault("invalidPath", read.error);
}

/** The resource after the operations of a PATCH body, all of them or none. */
export function patched(shape: Shape, doc: Json, body: Json): Result<Json, Fault> {
  const operations = attributeOf(body, "Operations");
  if (!Array.isArray(operations) || operations.length === 0)
    return fault("invalidSyntax", "A PATCH has a list of Operations.");
  if (operations.length > OPERATIONS_MAX)
    return fault("invalidValue", `At most ${OPERATIONS_MAX} operations at a time.`);
  let after = doc;
  for (const operation of operations as unknown[]) {
    const done = one(shape, after, operation);
    if (!done.ok) return done;
    after = done.value;
  }
  return ok(after);
}
