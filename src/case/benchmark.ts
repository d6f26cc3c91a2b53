import type { Day } from "#base/day.ts";
import { type Cents, cents, divide, formatUsd, type Ratio, readRatio, times } from "#base/money.ts";
import { Recall } from "#base/recall.ts";
import type { Claim, ClaimLine, Remittance } from "#claim/claim.ts";
import { type AllowedHistory, type OwnMedian, serviceCode } from "#claim/history.ts";
import type { Locality, Profile } from "#claim/profile.ts";
import type { AscLinePrice } from "#price/asc-line.ts";
import type { Books } from "#price/book.ts";
import { priceLine } from "#price/physician.ts";
import { settingOfPlace } from "#price/setting.ts";
import type { Benchmark } from "./evaluation.ts";

export interface BenchmarkQuery {
  readonly payer: string;
  readonly code: string;
  /** Of a facility's line. */
  readonly revenue?: string | undefined;
  readonly modifiers: readonly string[];
  readonly units: string;
  readonly unit: string;
  readonly date: Day | undefined;
  readonly place: string | undefined;
  readonly locality: {
    readonly carrier?: string;
    readonly locality?: string;
    readonly zip?: string;
    readonly cbsa?: string;
  };
  /** Of a surgery center's own claim: what its schedule says of this line. */
  readonly center?: AscLinePrice | undefined;
  /** At a surgery center: what tells that the center bills, or what was taken for granted where nothing tells. */
  readonly biller?: string | undefined;
  readonly percent: Ratio;
  readonly percentStated: boolean;
}

export type BenchmarkAnswer =
  | { readonly known: true; readonly benchmark: Benchmark }
  | { readonly known: false; readonly why: string };

const percentText = (r: Ratio): string => `${Number((r.top * 10000n) / r.bottom) / 100}%`;

/**
 * What the line should have been worth, by the first source that exists: the practice's own median allowed for this code
 * and payer (five lines or more), else its percentage of Medicare, else unknown. A triage figure, never evidence.
 */
export function benchmarkOf(q: BenchmarkQuery, history: AllowedHistory, books: Books): BenchmarkAnswer {
  if (NO_UNITS.test(q.units))
    return { known: false, why: "the line counts no units, so nothing says how much was done" };
  const own = history.median(q.payer, serviceCode(q.code, q.revenue), q.modifiers);
  if (own !== undefined) return answerOf(own, q.units);
  if (q.center !== undefined) return centerAnswer(q.center, q);
  if (q.revenue !== undefined) {
    return {
      known: false,
      why: "a facility's line: the physician fee schedule has no price for it, nor has its history",
    };
  }
  const price = medicareOf(q, books);
  return price.known ? { known: true, benchmark: new PercentOfMedicare(price.line, q) } : price;
}

/** What of a query Medicare's price of a line hangs on. */
export type MedicareQuery = Pick<
  BenchmarkQuery,
  "code" | "modifiers" | "units" | "unit" | "date" | "place" | "locality" | "biller"
>;

/** What the physician fee schedule pays for the units of a line, by the book in force on its day; or why there is no price. */
export function medicareOf(
  q: MedicareQuery,
  books: Books,
): { readonly known: true; readonly line: PricedLine } | { readonly known: false; readonly why: string } {
  const price = priceLine(books, {
    date: q.date,
    code: q.code,
    modifiers: q.modifiers,
    units: q.units,
    setting: q.place === undefined ? undefined : settingOfPlace(q.place),
    carrier: q.locality.carrier,
    locality: q.locality.locality,
    zip: q.locality.zip,
  });
  if (!price.priced) {
    return { known: false, why: q.biller === undefined ? price.problem : `${price.problem}; ${q.biller}` };
  }
  const mismatch = countedWrongly(price.status, q.unit);
  return mismatch === undefined ? { known: true, line: price } : { known: false, why: mismatch };
}

type PricedLine = Extract<ReturnType<typeof priceLine>, { readonly priced: true }>;

const NO_UNITS = /^0*(?:\.0*)?$/;
const ONE: Ratio = { top: 1n, bottom: 1n };

const answers = new Recall<BenchmarkAnswer>(20_000);

/** Lines of one service and count share their benchmark, and with it its text. */
const answerOf = (own: OwnMedian, units: string): BenchmarkAnswer =>
  answers.by(own).by(units).answer(byMedian, own, units);

const byMedian = (own: OwnMedian, units: string): BenchmarkAnswer => ({
  known: true,
  benchmark: new MedianBenchmark(own.median, own.n, units),
});

// Classes, because the working is asked for on few lines: a getter on a prototype costs a line nothing until then.

class MedianBenchmark implements Benchmark {
  readonly amount: Cents;
  readonly basis = "own median";
  private readonly median: Cents;
  private readonly n: number;
  private readonly units: string;

  constructor(median: Cents, n: number, units: string) {
    const count = units === "1" ? ONE : (readRatio(units) ?? ONE);
    this.amount = count === ONE ? median : cents(divide(median * count.top, count.bottom, "half-up"));
    this.median = median;
    this.n = n;
    this.units = units;
  }

  get working(): string {
    return `median ${formatUsd(this.median)} a unit over ${this.n} lines of this payer and code in this folder, x ${this.units}`;
  }
}

const ground = (stated: boolean): string => (stated ? "the practice's target" : "a triage assumption");

class PercentOfMedicare implements Benchmark {
  readonly amount: Cents;
  readonly basis = "percent of Medicare";
  private readonly price: PricedLine;
  private readonly percent: Ratio;
  private readonly stated: boolean;
  private readonly biller: string | undefined;

  constructor(price: PricedLine, q: BenchmarkQuery) {
    this.amount = times(price.amount, q.percent, "half-up");
    this.price = price;
    this.percent = q.percent;
    this.stated = q.percentStated;
    this.biller = q.biller;
  }

  get working(): string {
    const { amount, release, book } = this.price;
    const biller = this.biller === undefined ? "" : `; ${this.biller}`;
    return `${percentText(this.percent)} of Medicare ${release} ${formatUsd(amount)} (${book}), ${ground(this.stated)}${biller}`;
  }
}

class PercentOfCenter implements Benchmark {
  readonly amount: Cents;
  readonly basis = "percent of Medicare";
  private readonly price: AscLinePrice;
  private readonly medicare: Cents;
  private readonly percent: Ratio;
  private readonly stated: boolean;
  private readonly biller: string | undefined;

  constructor(price: AscLinePrice, medicare: Cents, q: BenchmarkQuery) {
    this.amount = times(medicare, q.percent, "half-up");
    this.price = price;
    this.medicare = medicare;
    this.percent = q.percent;
    this.stated = q.percentStated;
    this.biller = q.biller;
  }

  get working(): string {
    const { release, book, steps } = this.price;
    const of = `${percentText(this.percent)} of Medicare's surgery center rate ${release ?? ""} ${formatUsd(this.medicare)} (${book})`;
    const told = steps.filter((s) => SHOWN.has(s.rule)).map((s) => s.text);
    return [`${of}, ${ground(this.stated)}`, ...(this.biller === undefined ? [] : [this.biller]), ...told].join("; ");
  }
}

/** Steps of a center's price that its one-line working shows. */
const SHOWN: ReadonlySet<string> = new Set(["place", "device", "modifier", "rank"]);

/** A center's line by its own schedule; what is packaged has no price of its own, and that is no price of zero. */
function centerAnswer(price: AscLinePrice, q: BenchmarkQuery): BenchmarkAnswer {
  if (price.amount !== undefined) return { known: true, benchmark: new PercentOfCenter(price, price.amount, q) };
  const implant = price.implant ? "; a contract may pay an implant apart at invoice" : "";
  const missing = price.missing === undefined ? "" : `; missing: ${price.missing}`;
  return { known: false, why: `surgery center: ${price.because}${missing}${implant}` };
}

/** Medicare prices anesthesia (status J) by minutes and all else by units; a line that counts the other has no price. */
function countedWrongly(status: string, unit: string): string | undefined {
  if (status === "J" && unit !== "MJ") {
    return "anesthesia is priced by its minutes, and this line counts none (its unit is not MJ): units of time alone do not tell them";
  }
  return status !== "J" && unit === "MJ"
    ? "the line counts minutes (unit MJ), and Medicare prices this code by the unit of service"
    : undefined;
}

/** The ZIP code of where the care was given, else of who bills. */
export const zipOf = (claim: Claim | undefined, remittance: Remittance | undefined): string | undefined =>
  claim?.facility?.zip ?? claim?.billing.zip ?? remittance?.payee.zip;

/** Where the care was given, as the fee schedule divides the country: by ZIP, by state, or the practice's only place. */
export function localityOf(
  claim: Claim | undefined,
  remittance: Remittance | undefined,
  profile: Profile | undefined,
): BenchmarkQuery["locality"] {
  const zip = zipOf(claim, remittance);
  const state = claim?.facility?.state ?? claim?.billing.state ?? remittance?.payee.state;
  const found = profile === undefined ? undefined : chooseLocality(profile.localities, zip, state);
  if (found !== undefined) {
    const { carrier, locality, cbsa } = found;
    return { carrier, locality, ...(cbsa === undefined ? {} : { cbsa }) };
  }
  return zip === undefined ? {} : { zip };
}

function chooseLocality(
  all: readonly Locality[],
  zip: string | undefined,
  state: string | undefined,
): Locality | undefined {
  const byZip = all
    .filter((l) => l.zip !== undefined && zip?.startsWith(l.zip))
    .sort((a, b) => (b.zip?.length ?? 0) - (a.zip?.length ?? 0))[0];
  if (byZip !== undefined) return byZip;
  const byState = all.find((l) => l.zip === undefined && l.state !== undefined && l.state === state);
  if (byState !== undefined) return byState;
  // An entry that names neither is the practice's default; an entry for another state is not a guess we may make.
  return all.find((l) => l.zip === undefined && l.state === undefined);
}

export const unitsOf = (line: ClaimLine | undefined, paid: readonly { readonly units: string }[]): string =>
  line?.units ?? paid[0]?.units ?? "1";
