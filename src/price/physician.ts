import type { Day } from "#base/day.ts";
import { type Cents, cents, divide, least, type Ratio, readRatio } from "#base/money.ts";
import type { Books, Gpci, GpciBook, RvuBook, RvuRow, Schedule, ZipBook } from "./book.ts";
import { capOf, feeOf, therapyOf } from "./fee.ts";
import { chooseGpci, chooseZip, gpciOf, padKey, zipIsCurrent } from "./geography.ts";
import { type Effect, effectsOf, ROW_MODIFIERS } from "./modifier.ts";
import { compareReleases, readRelease } from "./release.ts";
import type { Setting } from "./setting.ts";
import { isPricedStatus, whyNotPriced } from "./status.ts";

/** One service to price. Unknown parts are left out; the answer then says which one is missing. */
export interface PriceQuery {
  /** Date of service: chooses the release when `release` is absent. */
  readonly date?: Day | undefined;
  /** CPT or HCPCS code. */
  readonly code: string;
  /** In the order billed; "" entries are ignored. */
  readonly modifiers: readonly string[];
  /** Medicare contractor and locality; leading zeros may be missing. Both together win over `zip`. */
  readonly carrier?: string | undefined;
  readonly locality?: string | undefined;
  /** Where the service was given, five or nine digits; needs a ZIP book. */
  readonly zip?: string | undefined;
  readonly setting?: Setting | undefined;
  /** Decimal text, "1" when absent. */
  readonly units?: string | undefined;
  /** `2025D`, `2024AR`: priced by this release whatever the date. */
  readonly release?: string | undefined;
  /** Which of the two schedules from 2026 on; non-QP unless asked. */
  readonly schedule?: "non-qp" | "qp" | undefined;
}

/** Everything a price stands on, for the written working and for anyone who wants to check it. */
export interface Working {
  readonly book: RvuBook;
  /** Why this release: how the date chose it, or that it was asked for. */
  readonly releaseChosen: string;
  readonly gpciBook: GpciBook;
  readonly row: RvuRow;
  readonly gpci: Gpci;
  readonly setting: Setting;
  readonly zip: { readonly book: ZipBook; readonly current: boolean } | undefined;
  /** The schedule amount of one unit before modifiers, and the OPPS cap and therapy amount where the row has one. */
  readonly fee: Cents;
  readonly cap: Cents | undefined;
  readonly therapy: Cents | undefined;
  readonly effects: readonly Effect[];
  /** One unit after modifiers: the lower of fee and cap, the fee, the therapy amount. */
  readonly unit: { readonly amount: Cents; readonly uncapped: Cents; readonly therapy: Cents | undefined };
}

/** A price. Amounts are for the whole line: the rounded amount of one unit times the units. */
export interface PricedLine {
  readonly priced: true;
  /** The lower of the schedule amount and the OPPS cap. */
  readonly amount: Cents;
  readonly amountUncapped: Cents;
  /** With practice expense halved; only where the multiple procedure indicator is 5. */
  readonly amountTherapy: Cents | undefined;
  readonly status: string;
  /** Release id, such as `2025D`. */
  readonly release: string;
  /** The books used, by short hash: `rvu:0123456789ab gpci:...`. */
  readonly book: string;
  readonly units: string;
  readonly working: Working;
}

export type Reason =
  | "no-code"
  | "no-release"
  | "no-gpci"
  | "no-place"
  | "no-setting"
  | "bad-units"
  | "code-absent"
  | "status"
  | "no-rvus"
  | "component"
  | "by-report";

/** No price, and why. An unpriced line is unknown, never 0.00. */
export interface Unpriced {
  readonly priced: false;
  readonly reason: Reason;
  /** A sentence for a person; it repeats nothing from the line but its code set's own words. */
  readonly problem: string;
  readonly status?: string;
  readonly release?: string;
  readonly book?: string;
}

export type Price = PricedLine | Unpriced;

const no = (reason: Reason, problem: string, more: Pick<Unpriced, "status" | "release" | "book"> = {}): Unpriced => ({
  priced: false,
  reason,
  problem,
  ...more,
});

interface Chosen {
  readonly book: RvuBook;
  readonly why: string;
}

type Unit = { readonly priced: true; readonly book: string; readonly working: Working } | Unpriced;

/** What was already worked out over one set of books. Books are immutable, so this can never go stale. */
interface Memory {
  readonly releases: Map<string, Chosen | Unpriced>;
  readonly units: Map<string, Unit>;
}

const memories = new WeakMap<Books, Memory>();
/** A bound for hostile or endless input; a practice has some thousands of different lines. */
const MOST_REMEMBERED = 200_000;

function memoryOf(books: Books): Memory {
  let m = memories.get(books);
  if (m === undefined) {
    m = { releases: new Map(), units: new Map() };
    memories.set(books, m);
  }
  return m;
}

function remember<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  if (map.size >= MOST_REMEMBERED) map.clear();
  const made = make();
  map.set(key, made);
  return made;
}

const wantedSchedules = (asked: "non-qp" | "qp" | undefined): readonly Schedule[] => ["single", asked ?? "non-qp"];

function scheduleNote(book: RvuBook, asked: "non-qp" | "qp" | undefined): string {
  if (book.schedule === "single") return "";
  if (book.schedule === "qp") return "; schedule for qualifying APM participants, as asked";
  return `; non-QP schedule${asked === undefined ? " (the default; qualifying APM participants have a higher one)" : ""}`;
}

function releaseAsked(books: Books, text: string, asked: PriceQuery["schedule"]): Chosen | Unpriced {
  const wanted = readRelease(text);
  if (wanted === undefined) return no("no-release", "the release is not written as 2025D or 2024AR");
  const schedules = wantedSchedules(asked);
  const book = books.rvu.find((b) => b.release.id === wanted.id && schedules.includes(b.schedule));
  if (book === undefined) {
    return no(
      "no-release",
      `the release asked for is not imported: get RVU${wanted.id.slice(2)} from CMS and run parley books import`,
    );
  }
  return { book, why: `release ${wanted.id} as asked${scheduleNote(book, asked)}` };
}

/**
 * The release for a date of service: the one in force that day. When that was not imported, the latest imported one of
 * the same year that had taken effect, said so; never one of another year, and never one from after the date.
 */
function releaseOn(books: Books, date: Day, asked: PriceQuery["schedule"]): Chosen | Unpriced {
  const year = Number(date.slice(0, 4));
  const schedules = wantedSchedules(asked);
  let best: RvuBook | undefined;
  for (const b of books.rvu) {
    if (b.release.year !== year || b.release.from > date || !schedules.includes(b.schedule)) continue;
    if (best === undefined || compareReleases(b.release, best.release) > 0) best = b;
  }
  if (best === undefined) {
    return no(
      "no-release",
      `no imported release of ${year} was in force on the date of service: get that quarter's RVU file from CMS and run parley books import`,
    );
  }
  const r = best.release;
  const why =
    date <= r.until
      ? `release ${r.id}, in force ${r.from} to ${r.until}`
      : `release ${r.id}, the latest imported one of ${year} before the date (its own quarter's release is not imported)`;
  return { book: best, why: `${why}${scheduleNote(best, asked)}` };
}

function chooseRelease(books: Books, memory: Memory, q: PriceQuery): Chosen | Unpriced {
  const { release, date, schedule } = q;
  if (release !== undefined && release !== "") {
    return remember(memory.releases, `r ${release} ${schedule ?? ""}`, () => releaseAsked(books, release, schedule));
  }
  if (date === undefined) return no("no-release", "neither a date of service nor a release was given");
  return remember(memory.releases, `d ${date} ${schedule ?? ""}`, () => releaseOn(books, date, schedule));
}

interface Located {
  readonly carrier: string;
  readonly locality: string;
  readonly zip: Working["zip"];
}

const ZIP = /^\d{3,5}$|^(\d{5})-?\d{4}$/;

function locateByZip(books: Books, zip: string, on: Day): Located | Unpriced {
  const m = ZIP.exec(zip.trim());
  if (m === null) return no("no-place", "the ZIP code is not five or nine digits");
  const five = m[1] ?? zip.trim().padStart(5, "0");
  const book = chooseZip(books, on);
  if (book === undefined)
    return no("no-place", "no ZIP file is imported: give carrier and locality, or import CMS's ZIP5 file");
  const place = book.place(five);
  if (place === undefined) return no("no-place", "the ZIP code is not in the imported ZIP file");
  if (place.needsPlusFour) {
    return no(
      "no-place",
      "the ZIP code lies in more than one locality and needs its last four digits, whose file (ZIP9) Parley does not read: give carrier and locality",
    );
  }
  return { carrier: place.carrier, locality: place.locality, zip: { book, current: zipIsCurrent(book, on) } };
}

function locate(books: Books, q: PriceQuery, on: Day): Located | Unpriced {
  const carrierGiven = (q.carrier ?? "").trim() !== "";
  const localityGiven = (q.locality ?? "").trim() !== "";
  if (carrierGiven && localityGiven) {
    const carrier = padKey(q.carrier ?? "", 5);
    const locality = padKey(q.locality ?? "", 2);
    if (carrier === undefined || locality === undefined) {
      return no("no-place", "carrier and locality must be numbers of at most five and two digits");
    }
    return { carrier, locality, zip: undefined };
  }
  if ((q.zip ?? "").trim() !== "") return locateByZip(books, q.zip ?? "", on);
  return no("no-place", "no place: give carrier and locality, or the ZIP code where the service was given");
}

interface RowQuery {
  readonly book: RvuBook;
  readonly code: string;
  readonly modifiers: readonly string[];
}

/** The row to price by: of the component asked for (26, TC, 53) when it has its own, else the global row. */
function chooseRow({ book, code, modifiers }: RowQuery): RvuRow | Unpriced {
  const wanted = modifiers.filter((m) => ROW_MODIFIERS.includes(m));
  const component = wanted.find((m) => m !== "53") ?? wanted[0];
  const about = { release: book.release.id };
  if (wanted.includes("26") && wanted.includes("TC")) {
    return no("component", "modifiers 26 and TC on one line contradict each other", about);
  }
  const global = book.row(code, "");
  if (component !== undefined) {
    const own = book.row(code, component);
    if (own !== undefined) return own;
    if (component !== "53" && global !== undefined) {
      const said = global.pcTc === "" ? "" : ` (its PC/TC indicator is ${global.pcTc})`;
      return no(
        "component",
        `the code has no ${component === "26" ? "professional" : "technical"} component of its own${said}: modifier ${component} cannot be priced`,
        { ...about, status: global.status },
      );
    }
  }
  return global ?? no("code-absent", `the code is not in release ${book.release.id}`, about);
}

const apply = (amount: Cents, ratio: Ratio): Cents => cents(divide(amount * ratio.top, ratio.bottom, "half-up"));

interface UnitQuery extends RowQuery {
  readonly why: string;
  readonly place: Located;
  readonly setting: Setting;
}

function priceUnit(books: Books, u: UnitQuery): Unit {
  const release = u.book.release.id;
  const seal = `rvu:${u.book.seal.id}`;
  const row = chooseRow(u);
  if ("priced" in row) return { ...row, book: seal };
  const about = { release, book: seal, status: row.status };
  if (!isPricedStatus(row.status)) return no("status", whyNotPriced(row.status), about);
  const gpciBook = chooseGpci(books, u.book.release);
  if (gpciBook === undefined) {
    return no(
      "no-gpci",
      `no GPCI file of ${u.book.release.year} is imported: it comes in the same CMS archive as the RVU file`,
      about,
    );
  }
  const gpci = gpciOf(gpciBook, u.place.carrier, u.place.locality);
  if (gpci === undefined)
    return no("no-place", "the carrier and locality are not in the GPCI file of that release", about);
  const fee = feeOf(row, gpci, u.setting);
  if (fee <= 0n) {
    return no(
      "no-rvus",
      "the row carries no RVUs, so the schedule gives no amount (often priced by the contractor)",
      about,
    );
  }
  const effects = effectsOf(row, u.modifiers, u.book.release.year);
  for (const e of effects) if (e.does === "refuse") return no("by-report", e.says, about);
  let top = 1n;
  let bottom = 1n;
  for (const e of effects) {
    if (e.does === "percent") {
      top *= e.ratio.top;
      bottom *= e.ratio.bottom;
    }
  }
  const cap = capOf(row, gpci, u.setting);
  const therapy = therapyOf(row, gpci, u.setting);
  const unit = {
    amount: apply(cap === undefined ? fee : least(fee, cap), { top, bottom }),
    uncapped: apply(fee, { top, bottom }),
    therapy: therapy === undefined ? undefined : apply(therapy, { top, bottom }),
  };
  if (unit.amount <= 0n) return no("no-rvus", "the amount after modifiers rounds to nothing", about);
  const { zip } = u.place;
  const working: Working = {
    book: u.book,
    releaseChosen: u.why,
    gpciBook,
    row,
    gpci,
    setting: u.setting,
    zip,
    fee,
    cap,
    therapy,
    effects,
    unit,
  };
  const book = `${seal} gpci:${gpciBook.seal.id}${zip === undefined ? "" : ` zip:${zip.book.seal.id}`}`;
  return { priced: true, book, working };
}

/** Modifiers as the pricer keys them: trimmed, upper case, without blanks. */
const tidy = (modifiers: readonly string[]): readonly string[] =>
  modifiers.map((m) => m.trim().toUpperCase()).filter((m) => m !== "");

/** Both sides billed as two units of a bilateral modifier are still one pair. */
const isPair = (w: Working, units: Ratio): boolean =>
  units.top === 2n * units.bottom && w.effects.some((e) => e.does === "percent" && e.says.startsWith("both sides"));

/**
 * Prices one line by the Medicare physician fee schedule. The same query over the same books gives the same answer
 * whenever and wherever it is asked; nothing is guessed, and what is missing is the reason there is no price.
 */
export function priceLine(books: Books, q: PriceQuery): Price {
  const memory = memoryOf(books);
  const code = q.code.trim().toUpperCase();
  if (code === "") return no("no-code", "no procedure code was given");
  const chosen = chooseRelease(books, memory, q);
  if ("priced" in chosen) return chosen;
  const { release } = chosen.book;
  const place = locate(books, q, q.date ?? release.from);
  const about = { release: release.id };
  if ("priced" in place) return { ...place, ...about };
  const { setting } = q;
  if (setting === undefined) return no("no-setting", "the setting must be facility or nonfacility", about);
  const text = q.units ?? "1";
  const units = text === "1" || text === "" ? ONE : readRatio(text.trim());
  if (units === undefined || units.top <= 0n) return no("bad-units", "the units are not a number above zero", about);
  const modifiers = tidy(q.modifiers);
  const key = `${chosen.book.seal.id} ${code} ${modifiers.join(",")} ${place.carrier}${place.locality} ${setting} ${place.zip?.book.seal.id ?? ""} ${place.zip?.current ?? ""} ${chosen.why}`;
  const unit = remember(memory.units, key, () =>
    priceUnit(books, { book: chosen.book, why: chosen.why, code, modifiers, place, setting }),
  );
  if (!unit.priced) return unit;
  const { working } = unit;
  const count = isPair(working, units) ? ONE : units;
  const amount = apply(working.unit.amount, count);
  if (amount <= 0n) return no("bad-units", "so small a part of a unit has no amount", { ...about, book: unit.book });
  return {
    priced: true,
    amount,
    amountUncapped: apply(working.unit.uncapped, count),
    amountTherapy: working.unit.therapy === undefined ? undefined : apply(working.unit.therapy, count),
    status: working.row.status,
    release: release.id,
    book: unit.book,
    units: text === "" ? "1" : text,
    working,
  };
}

const ONE: Ratio = { top: 1n, bottom: 1n };
