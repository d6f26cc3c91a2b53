import { type Cents, centsFromInt, divide, plus, readRatio } from "#base/money.ts";
import { allowedOf } from "./allowed.ts";
import type { Payer, Remittance } from "./claim.ts";
import { words } from "./column.ts";
import { nameKey } from "./from-x12.ts";

/** So few lines make a practice's own median. */
export const HISTORY_LINES = 5;
/** Modifiers under which the same code is another service: professional part, technical part, stopped. */
const PARTS = ["26", "TC", "53"] as const;
/** Above 42 million dollars a unit is a typing mistake, not history. */
const LARGEST = 0xffffffff;

export interface OwnMedian {
  /** Allowed for one unit; of an even number of lines the mean of the middle two, half a cent up (as in 45 CFR 149.140(b)). */
  readonly median: Cents;
  readonly n: number;
}

/** What payers allowed this practice before, in this folder. */
export interface AllowedHistory {
  /** The practice's own median for one unit; undefined under `HISTORY_LINES` lines. `payer` is a payer key, `code` a `serviceCode`. */
  median(payer: string, code: string, modifiers: readonly string[]): OwnMedian | undefined;
}

/** A facility's charge for a procedure is another service than the physician's: its revenue code belongs to the key. */
export const serviceCode = (code: string, revenue: string | undefined): string =>
  revenue === undefined ? code : `${revenue} ${code}`;

const partOf = (code: string, modifiers: readonly string[]): string => {
  const part = modifiers.length === 0 ? undefined : PARTS.find((p) => modifiers.includes(p));
  return part === undefined ? code : `${code}-${part}`;
};

/** Under which service the lines of a claim, or of what answers it, are looked up. */
export const serviceOf = (l: {
  readonly code: string;
  readonly revenue?: string | undefined;
  readonly modifiers: readonly string[];
}): string => partOf(serviceCode(l.code, l.revenue), l.modifiers);

/** By payer key, then by service. */
type ByService<T> = Map<string, Map<string, T>>;

function servicesOf<T>(all: ByService<T>, payer: string): Map<string, T> {
  let services = all.get(payer);
  if (services === undefined) {
    services = new Map();
    all.set(payer, services);
  }
  return services;
}

/** Allowed over units, to the cent, half up; undefined when either is not above zero. */
export function perUnit(allowed: Cents, units: string): number | undefined {
  if (allowed <= 0n) return undefined;
  if (units === "1") return Number(allowed);
  const n = readRatio(units);
  if (n === undefined || n.top <= 0n) return undefined;
  return Number(divide(allowed * n.bottom, n.top, "half-up"));
}

/** The median of sorted amounts; of an even number the mean of the middle two, half a cent up. */
function middleOf(sorted: Uint32Array): Cents {
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return centsFromInt(Math.ceil((lower + upper) / 2));
}

/**
 * Gathers the allowed amounts of every line while files are read, and makes the medians once it is known what stands.
 * Eight bytes a line. The class guards the columns.
 */
export class HistoryBuilder {
  private readonly services: ByService<number> = new Map();
  private size = 0;
  private readonly keyOf = words();
  private readonly units = words();
  private readonly firstOf = words();
  /** Payer ids that a file gave a name to, so that an id in an 837 finds the name in an 835. */
  private readonly namesOf = new Map<string, Set<string>>();

  constructor() {
    this.firstOf.push(0);
  }

  /** Remembers under which name a payer key goes. */
  meet(payer: Payer): void {
    const name = nameKey(payer.name);
    if (name === "" || name === payer.key) return;
    const known = this.namesOf.get(payer.key);
    if (known === undefined) this.namesOf.set(payer.key, new Set([name]));
    else known.add(name);
  }

  /** To be called for every remittance, in the order of its index. */
  add(r: Remittance): void {
    this.meet(r.payer);
    // Amounts said of the whole claim are not known by line, and a secondary payer's are not what it would allow alone.
    const counts =
      r.adjustments.length === 0 && r.status !== "22" && r.status !== "25" && !/^(2|3|20|21)$/.test(r.status);
    if (counts) for (const l of r.lines) this.line(r.payer.key, l);
    this.firstOf.push(this.units.length);
  }

  private line(payer: string, l: Remittance["lines"][number]): void {
    const a = allowedOf(l);
    const unit = perUnit(a.basis === "stated" ? a.amount : plus(l.paid, a.costShare), l.units);
    if (unit === undefined || unit <= 0 || unit > LARGEST) return;
    const services = servicesOf(this.services, payer);
    const key = serviceOf(l);
    let service = services.get(key);
    if (service === undefined) {
      service = this.size;
      this.size += 1;
      services.set(key, service);
    }
    this.keyOf.push(service);
    this.units.push(unit);
  }

  /** The medians of what stands; `stands` answers for a remittance by its place in the order of `add`. */
  finish(stands: (remittance: number) => boolean): AllowedHistory {
    const counts = new Uint32Array(this.size + 1);
    const remittances = this.firstOf.length - 1;
    this.each(remittances, stands, (service) => {
      counts[service + 1] = (counts[service + 1] ?? 0) + 1;
    });
    for (let s = 0; s < this.size; s++) counts[s + 1] = (counts[s + 1] ?? 0) + (counts[s] ?? 0);
    const fill = counts.slice();
    const sorted = new Uint32Array(counts[this.size] ?? 0);
    this.each(remittances, stands, (service, amount) => {
      const at = fill[service] ?? 0;
      sorted[at] = amount;
      fill[service] = at + 1;
    });
    const medians: ByService<OwnMedian> = new Map();
    for (const [payer, services] of this.services)
      for (const [key, s] of services) {
        const part = sorted.subarray(counts[s] ?? 0, counts[s + 1] ?? 0).sort();
        if (part.length < HISTORY_LINES) continue;
        servicesOf(medians, payer).set(key, { median: middleOf(part), n: part.length });
      }
    return new Medians(medians, this.namesOf);
  }

  /** Hands on every amount that counts if its remittance stands: of which remittance, payer and service, in cents a unit. */
  amounts(take: (remittance: number, payer: string, service: string, cents: number) => void): void {
    const named: (readonly [payer: string, service: string])[] = [];
    for (const [payer, services] of this.services) for (const [key, s] of services) named[s] = [payer, key];
    for (let r = 0; r + 1 < this.firstOf.length; r++)
      for (let k = this.firstOf.at(r); k < this.firstOf.at(r + 1); k++) {
        const [payer = "", service = ""] = named[this.keyOf.at(k)] ?? [];
        take(r, payer, service, this.units.at(k));
      }
  }

  /** The names that files gave to payer ids. */
  get names(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.namesOf;
  }

  private each(
    remittances: number,
    stands: (r: number) => boolean,
    take: (service: number, amount: number) => void,
  ): void {
    for (let r = 0; r < remittances; r++) {
      const to = this.firstOf.at(r + 1);
      const from = this.firstOf.at(r);
      if (from === to || !stands(r)) continue;
      for (let k = from; k < to; k++) take(this.keyOf.at(k), this.units.at(k));
    }
  }
}

/** How often each amount was allowed for one unit of a service, in cents. */
export type Allowed = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, number>>>;

/** The middle of amounts that each occur so often; of an even number the mean of the middle two, half a cent up. */
function middleOfCounted(counted: ReadonlyMap<number, number>, n: number): Cents {
  const sorted = [...counted].filter(([, times]) => times > 0).sort(([a], [b]) => a - b);
  const at = (place: number): number => {
    let before = 0;
    for (const [amount, times] of sorted) {
      before += times;
      if (place < before) return amount;
    }
    return 0;
  };
  return centsFromInt(Math.ceil((at(Math.ceil(n / 2) - 1) + at(Math.floor(n / 2))) / 2));
}

/** The medians of amounts that were counted before, by payer key and service; the same as of the remittances they are of. */
export function mediansOfAllowed(allowed: Allowed): ReadonlyMap<string, ReadonlyMap<string, OwnMedian>> {
  const medians: ByService<OwnMedian> = new Map();
  for (const [payer, services] of allowed)
    for (const [service, counted] of services) {
      let n = 0;
      for (const times of counted.values()) n += Math.max(0, times);
      if (n >= HISTORY_LINES) servicesOf(medians, payer).set(service, { median: middleOfCounted(counted, n), n });
    }
  return medians;
}

/** The same, to be asked for claims by the names that files gave to payer ids. */
export const historyOfAllowed = (allowed: Allowed, names: ReadonlyMap<string, ReadonlySet<string>>): AllowedHistory =>
  new Medians(mediansOfAllowed(allowed), names);

class Medians implements AllowedHistory {
  private readonly medians: ReadonlyMap<string, ReadonlyMap<string, OwnMedian>>;
  private readonly namesOf: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(
    medians: ReadonlyMap<string, ReadonlyMap<string, OwnMedian>>,
    namesOf: ReadonlyMap<string, ReadonlySet<string>>,
  ) {
    this.medians = medians;
    this.namesOf = namesOf;
  }

  median(payer: string, code: string, modifiers: readonly string[]): OwnMedian | undefined {
    if (this.medians.size === 0) return undefined;
    const service = partOf(code, modifiers);
    const own = this.medians.get(payer)?.get(service);
    if (own !== undefined) return own;
    const names = this.namesOf.get(payer);
    // Two names under one id leave it open which of them is meant.
    if (names?.size !== 1) return undefined;
    const [name = ""] = names;
    return this.medians.get(name)?.get(service);
  }
}
