/** Beyond these an example is no example; so that a strange file cannot keep a machine busy. */
const COUNT_MAX = 10_000;
const LIST_MAX = 1000;
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

  /** A number that may be absent. */
  maybe(name: string): number | undefined {
    const value = this.take(name);
    if (value === undefined || typeof value === "number") return value;
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

  /** A number above zero that may be absent. */
  positive(name: string): number | undefined {
    const value = this.maybe(name);
    if (value === undefined || value > 0) return value;
    this.fault(name, "above zero");
    return undefined;
  }

  text(name: string): string {
    const value = this.take(name);
    if (typeof value === "string") return value;
    this.fault(name, "a text");
    return "";
  }

  flag(name: string): boolean | undefined {
    const value = this.take(name);
    if (value === undefined || typeof value === "boolean") return value;
    this.fault(name, "true or false");
    return undefined;
  }

  /** One of a few words; undefined when absent. */
  choice<T extends string>(name: string, of: readonly T[]): T | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const found = of.find((word) => word === value);
    if (found === undefined) this.fault(name, `one of ${of.join(", ")}`);
    return found;
  }

  numbers(name: string): readonly number[] | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.length <= LIST_MAX && value.every((x) => typeof x === "number")) return value;
    this.fault(name, `a list of at most ${LIST_MAX} numbers`);
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
      const [a, b]: unknown[] = Array.isArray(item) ? item : [];
      if (typeof a === "number" && typeof b === "number") out.push([a, b]);
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
    if (!Array.isArray(value) || value.length > LIST_MAX) {
      this.fault(name, `a list of at most ${LIST_MAX}`);
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
    this.faults.push(...inner.problems());
    return out;
  }

  /** What kept it from being read: things missing or strange, and names nobody asked for. */
  problems(): readonly string[] {
    const strange = Object.keys(this.given).filter((name) => !this.asked.has(name));
    return [...this.faults, ...strange.map((name) => `${this.path}${name} is not an input Parley knows`)];
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
