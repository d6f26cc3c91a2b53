/** Beyond these an example is no example; so that a strange file cannot keep a machine busy. */
const COUNT_MAX = 10_000;
const NUMBERS_MAX = 20_000;
const SQUARE_MAX = 60;

/** Reads the input of a worked example by name. What is missing or strange is noted, never guessed. */
export class ExampleInput {
  private readonly given: Readonly<Record<string, unknown>>;
  private readonly asked = new Set<string>();
  private readonly faults: string[] = [];
  private readonly path: string;

  constructor(given: Readonly<Record<string, unknown>>, path = "") {
    this.given = given;
    this.path = path;
  }

  private take(name: string): unknown {
    this.asked.add(name);
    const value = Object.hasOwn(this.given, name) ? this.given[name] : undefined;
    return value === null ? undefined : value;
  }

  private fault(name: string, wanted: string): void {
    this.faults.push(`${this.path}${name} is not ${wanted}`);
  }

  number(name: string): number {
    const value = this.maybe(name);
    if (value === undefined && this.take(name) === undefined) this.fault(name, "given");
    return value ?? Number.NaN;
  }

  /** A number that may be absent. Truths count as one and nothing, as they do in the files' own language. */
  maybe(name: string): number | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const read = numberIn(value);
    if (read !== undefined) return read;
    this.fault(name, "a number");
    return undefined;
  }

  /** A whole number of steps or things, small enough to be done. */
  count(name: string, most = COUNT_MAX): number {
    const value = this.number(name);
    if (Number.isNaN(value) || (Number.isInteger(value) && value >= 0 && value <= most))
      return Number.isNaN(value) ? 0 : value;
    this.fault(name, `a whole number up to ${most}`);
    return 0;
  }

  /** How much of something, whole or not, and not so much that it could not be done. */
  amount(name: string, most = COUNT_MAX): number {
    const value = this.number(name);
    if (Number.isNaN(value) || (value >= 0 && value <= most)) return Number.isNaN(value) ? 0 : value;
    this.fault(name, `a number from 0 to ${most}`);
    return 0;
  }

  /** A number above zero that may be absent. */
  positive(name: string): number | undefined {
    const value = this.maybe(name);
    if (value === undefined || value > 0) return value;
    this.fault(name, "above zero");
    return undefined;
  }

  /** Whether something holds: nothing, zero and what is empty do not, and a null that is given does not either. */
  flag(name: string): boolean | undefined {
    this.asked.add(name);
    if (!Object.hasOwn(this.given, name)) return undefined;
    const value = this.given[name];
    if (Array.isArray(value)) return value.length > 0;
    return isRecord(value) ? Object.keys(value).length > 0 : Boolean(value);
  }

  /** One of a few words; undefined when absent. Where any other word has a meaning, `otherwise` is it. */
  choice<T extends string>(name: string, of: readonly T[], otherwise?: T): T | undefined {
    this.asked.add(name);
    if (!Object.hasOwn(this.given, name)) return undefined;
    const value = this.given[name];
    const found = of.find((word) => word === value) ?? otherwise;
    if (found === undefined && value !== null) this.fault(name, `one of ${of.join(", ")}`);
    return found;
  }

  /** What names something: a text, a number, even nothing; told apart by what it is, so that 1 is not "1". */
  key(name: string): string {
    this.asked.add(name);
    if (!Object.hasOwn(this.given, name)) this.fault(name, "given");
    const value = this.given[name];
    return typeof value === "string" ? value : `\u0000${JSON.stringify(numberIn(value) ?? value ?? null)}`;
  }

  /** Anything at all, as it is; null when absent. */
  anything(name: string): unknown {
    this.asked.add(name);
    if (!Object.hasOwn(this.given, name)) this.fault(name, "given");
    return this.given[name] ?? null;
  }

  numbers(name: string, most = NUMBERS_MAX): readonly number[] | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const read = Array.isArray(value) && value.length <= most ? value.map(numberIn) : [undefined];
    if (read.every((x) => x !== undefined)) return read;
    this.fault(name, `a list of at most ${most} numbers`);
    return undefined;
  }

  /** Rows of numbers, as many rows as there are numbers in each. */
  square(name: string): readonly (readonly number[])[] {
    const value = this.take(name);
    const rows: unknown[] = Array.isArray(value) && value.length <= SQUARE_MAX ? value : [];
    const found = rows.filter(
      (r): r is number[] => Array.isArray(r) && r.length === rows.length && r.every((x) => typeof x === "number"),
    );
    if (rows.length === 0 || found.length !== rows.length) this.fault(name, "a square of numbers");
    return found;
  }

  /** Pairs such as `[[400, 0.6], [500, 0.4]]`. */
  pairs(name: string): readonly (readonly [number, number])[] {
    const value = this.take(name);
    const out: [number, number][] = [];
    for (const item of Array.isArray(value) ? value : []) {
      const [a, b] = Array.isArray(item) ? item.map(numberIn) : [];
      if (a !== undefined && b !== undefined) out.push([a, b]);
      else this.fault(name, "a list of pairs of numbers");
    }
    if (!Array.isArray(value)) this.fault(name, "a list of pairs of numbers");
    return out;
  }

  object<T>(name: string, read: (of: ExampleInput) => T): T | undefined {
    const value = this.take(name);
    if (isRecord(value)) return this.within(`${name}.`, value, read);
    this.fault(name, "an object");
    return undefined;
  }

  list<T>(name: string, read: (of: ExampleInput) => T): readonly T[] {
    const value = this.take(name);
    if (!Array.isArray(value) || value.length > NUMBERS_MAX) {
      this.fault(name, `a list of at most ${NUMBERS_MAX}`);
      return [];
    }
    return value.flatMap((item: unknown, i): readonly T[] => {
      if (isRecord(item)) return [this.within(`${name}[${i}].`, item, read)];
      this.fault(`${name}[${i}]`, "an object");
      return [];
    });
  }

  private within<T>(path: string, value: Readonly<Record<string, unknown>>, read: (of: ExampleInput) => T): T {
    const inner = new ExampleInput(value, this.path + path);
    const out = read(inner);
    // What stands beside what is read of a part is left alone: parts are records of a life of their own.
    this.faults.push(...inner.faults);
    return out;
  }

  /** What kept it from being read: things missing or strange, and names nobody asked for. */
  problems(): readonly string[] {
    const strange = Object.keys(this.given).filter((name) => !this.asked.has(name));
    return [...this.faults, ...strange.map((name) => `${this.path}${name} is not an input Parley knows`)];
  }
}

const numberIn = (value: unknown): number | undefined =>
  typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : undefined;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
