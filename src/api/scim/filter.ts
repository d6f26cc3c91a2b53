import { err, ok, type Result } from "#base/result.ts";

/**
 * Filters of SCIM (RFC 7644, 3.4.2.2): `userName eq "a@b.example" and active eq true`. Read into a tree, then asked of a
 * resource as JSON. Pure; whatever is sent gives a tree or a sentence.
 */

export type Filter =
  | { readonly kind: "and" | "or"; readonly of: readonly Filter[] }
  | { readonly kind: "not"; readonly of: Filter }
  | { readonly kind: "has"; readonly path: readonly string[] }
  | { readonly kind: "is"; readonly path: readonly string[]; readonly op: Op; readonly value: Scalar }
  | { readonly kind: "some"; readonly path: readonly string[]; readonly of: Filter };

/** Where a PATCH acts: an attribute, perhaps some of its values, perhaps one part of them. */
export interface Path {
  readonly attribute: string;
  readonly where?: Filter | undefined;
  readonly part?: string | undefined;
}

export type Scalar = string | number | boolean | null;

const OPS = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"] as const;
type Op = (typeof OPS)[number];

const LENGTH_MAX = 2_000;
const DEPTH_MAX = 20;

type Token =
  | { readonly kind: "sign"; readonly text: string }
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "value"; readonly value: Scalar };

const TOKEN = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?![\w:]))|(\.?[A-Za-z$][\w$:.-]*))/y;

/** Carries a sentence out of the reading; caught where it began. */
class Unreadable extends Error {}

const fail = (sentence: string): never => {
  throw new Unreadable(sentence);
};

function quoted(text: string): string {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "string" ? read : fail("A value in quotes is not a JSON string.");
  } catch {
    return fail("A value in quotes is not a JSON string.");
  }
}

function tokensOf(text: string): readonly Token[] {
  if (text.length > LENGTH_MAX) fail(`It has more than ${LENGTH_MAX} characters.`);
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) return fail(`It cannot be read at character ${at + 1}.`);
    const [, sign, string, number, word] = found;
    if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
    else if (string !== undefined) tokens.push({ kind: "value", value: quoted(string) });
    else if (number !== undefined) tokens.push({ kind: "value", value: Number(number) });
    else tokens.push({ kind: "word", text: word ?? "" });
  }
  return tokens;
}

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/i;

/** `urn:...:User:name.givenName` as its parts, without the name of the core schema. */
function partsOf(word: string): readonly string[] {
  const plain = word.replace(CORE, "");
  // A name of another schema has dots of its own; nothing of such a schema is kept.
  const parts = plain.includes(":") ? [plain] : plain.split(".");
  return parts.length <= 2 && parts.every((p) => p !== "") ? parts : fail("It names an attribute that cannot be read.");
}

const WORDS: Readonly<Record<string, Scalar>> = { true: true, false: false, null: null };

class Reader {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get isOver(): boolean {
    return this.at >= this.tokens.length;
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private isSign(text: string): boolean {
    const next = this.peek();
    return next?.kind === "sign" && next.text === text;
  }

  private isWord(text: string): boolean {
    const next = this.peek();
    return next?.kind === "word" && next.text.toLowerCase() === text;
  }

  private take(text: string): void {
    if (!this.isSign(text)) fail(`A "${text}" is missing.`);
    this.at += 1;
  }

  word(): string {
    const next = this.peek();
    if (next?.kind !== "word") return fail("The name of an attribute is missing.");
    this.at += 1;
    return next.text;
  }

  any(depth: number): Filter {
    if (depth > DEPTH_MAX) fail("It is nested too deeply.");
    return this.chain("or", () => this.chain("and", () => this.one(depth)));
  }

  private chain(word: "and" | "or", next: () => Filter): Filter {
    const of = [next()];
    while (this.isWord(word)) {
      this.at += 1;
      of.push(next());
    }
    return of.length === 1 && of[0] !== undefined ? of[0] : { kind: word, of };
  }

  private inside(open: string, close: string, depth: number): Filter {
    this.take(open);
    const of = this.any(depth + 1);
    this.take(close);
    return of;
  }

  private one(depth: number): Filter {
    if (this.isSign("(")) return this.inside("(", ")", depth);
    const word = this.word();
    if (word.toLowerCase() === "not" && this.isSign("(")) return { kind: "not", of: this.inside("(", ")", depth) };
    const path = partsOf(word);
    if (this.isSign("[")) return { kind: "some", path, of: this.inside("[", "]", depth) };
    const op = this.word().toLowerCase();
    if (op === "pr") return { kind: "has", path };
    const known = OPS.find((o) => o === op);
    return known === undefined
      ? fail("It has an operator that is not known.")
      : { kind: "is", path, op: known, value: this.value() };
  }

  private value(): Scalar {
    const next = this.peek();
    this.at += 1;
    if (next?.kind === "value") return next.value;
    const word = next?.kind === "word" ? WORDS[next.text.toLowerCase()] : undefined;
    return word === undefined ? fail("It compares with no value: text stands in quotes.") : word;
  }

  path(): Path {
    const [attribute = "", part] = partsOf(this.word());
    if (!this.isSign("[")) return { attribute, part };
    if (part !== undefined) fail("It names a part before its filter.");
    const where = this.inside("[", "]", 0);
    if (this.isOver) return { attribute, where };
    const after = this.word();
    if (!/^\.[^.:]+$/.test(after)) fail("What stands after the filter is no part of an attribute.");
    return { attribute, where, part: after.slice(1) };
  }
}

function read<T>(text: string, what: (reader: Reader) => T): Result<T, string> {
  try {
    const reader = new Reader(tokensOf(text));
    const value = what(reader);
    return reader.isOver ? ok(value) : err("It goes on where it should end.");
  } catch (thrown) {
    if (thrown instanceof Unreadable) return err(thrown.message);
    throw thrown;
  }
}

/** Reads a filter; else why it cannot be read, in a sentence that repeats nothing of it. */
export const readFilter = (text: string): Result<Filter, string> => read(text, (reader) => reader.any(0));

/** Reads the path of a PATCH operation: `name.givenName`, `emails[type eq "work"].value`. */
export const readPath = (text: string): Result<Path, string> => read(text, (reader) => reader.path());

export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of an attribute, whatever the case of its name (RFC 7643, 2.1). */
export function attributeOf(json: Json, name: string): unknown {
  const key = Object.hasOwn(json, name) ? name : Object.keys(json).find((k) => k.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : json[key];
}

/** Every value at a path: those of a list one by one, of a list of objects their `value`. */
function valuesAt(of: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(of)) return (of as unknown[]).flatMap((one) => valuesAt(one, path));
  const [name, ...rest] = path;
  if (name === undefined) return isJson(of) ? [attributeOf(of, "value")].filter((v) => v !== undefined) : [of];
  const value = isJson(of) ? attributeOf(of, name) : undefined;
  return value === undefined || value === null ? [] : valuesAt(value, rest);
}

const EXACT = ["id", "externalid"];

/** Text to be compared: case counts in ids alone (RFC 7643, 4.1), and Entra writes booleans as it likes. */
const textOf = (value: unknown, isExact: boolean): string => (isExact ? String(value) : String(value).toLowerCase());

const COMPARE: Readonly<Record<Op, (a: string, b: string) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  co: (a, b) => a.includes(b),
  sw: (a, b) => a.startsWith(b),
  ew: (a, b) => a.endsWith(b),
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
};

function isSo(of: unknown, { path, op, value }: Extract<Filter, { kind: "is" }>): boolean {
  const isExact = EXACT.includes((path.at(-1) ?? "").toLowerCase());
  const values = valuesAt(of, path).map((v) => textOf(v, isExact));
  if (value === null) return op === "eq" ? values.length === 0 : op === "ne" && values.length > 0;
  const wanted = textOf(value, isExact);
  return op === "ne" ? values.every((v) => v !== wanted) : values.some((v) => COMPARE[op](v, wanted));
}

/** Whether a filter is true of a resource, or of one value of a list. */
export function matches(filter: Filter, of: unknown): boolean {
  switch (filter.kind) {
    case "and":
      return filter.of.every((f) => matches(f, of));
    case "or":
      return filter.of.some((f) => matches(f, of));
    case "not":
      return !matches(filter.of, of);
    case "has":
      return valuesAt(of, filter.path).some((v) => v !== "");
    case "is":
      return isSo(of, filter);
    case "some": {
      const list = isJson(of)
        ? filter.path.reduce<unknown>((at, p) => (isJson(at) ? attributeOf(at, p) : undefined), of)
        : [];
      return (Array.isArray(list) ? (list as unknown[]) : [list]).some((one) => isJson(one) && matches(filter.of, one));
    }
  }
}
