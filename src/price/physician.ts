import { type Cents, cents, divide, least, type Ratio, readRatio } from "#base/money.ts";
import { type AnesthesiaUnit, anesthesiaAmount, anesthesiaUnit } from "./anesthesia.ts";
import type { Books, Gpci, GpciBook } from "./book.ts";
import { type Chosen, releaseAsked, releaseOn } from "./choose-release.ts";
import { chooseRow, type RowQuery } from "./choose-row.ts";
import { capOf, feeOf, therapyOf } from "./fee.ts";
import { chooseGpci, gpciOf } from "./geography.ts";
import { type Located, locate } from "./locate.ts";
import { contradictionOf, effectsOf } from "./modifier.ts";
import { no, type Price, type PriceQuery, type Unpriced, type Working } from "./price.ts";
import type { Setting } from "./setting.ts";
import { isAnesthesia, isPricedStatus, whyNotPriced } from "./status.ts";

/** One unit of a service on the schedule. */
interface ScheduleUnit {
  readonly priced: true;
  readonly method: "schedule";
  readonly book: string;
  readonly working: Working;
}

type Unit = ScheduleUnit | AnesthesiaUnit | Unpriced;

/** A place under one release, with what was already priced there. */
interface Spot {
  readonly place: Located;
  /** Undefined when the GPCI file does not have the place. */
  readonly gpci: Gpci | undefined;
  readonly units: Map<string, Unit>;
}

/** A release in use, with the indices beside it and the places already asked for. */
interface Desk extends Chosen {
  readonly gpciBook: GpciBook | undefined;
  readonly spots: Map<string, Spot>;
}

/** What was already worked out over one set of books. Books are immutable, so this can never go stale. */
interface Memory {
  readonly byDate: Map<string, Desk | Unpriced>;
  readonly byRelease: Map<string, Desk | Unpriced>;
  /** By book and reason: many dates share one. */
  readonly desks: Map<string, Desk>;
  /** How many units and places are kept. */
  kept: number;
}

const memories = new WeakMap<Books, Memory>();
/** A bound for endless input; a practice has some thousands of different lines. */
const MOST_KEPT = 50_000;

function memoryOf(books: Books): Memory {
  let m = memories.get(books);
  if (m === undefined || m.kept > MOST_KEPT) {
    m = { byDate: new Map(), byRelease: new Map(), desks: new Map(), kept: 0 };
    memories.set(books, m);
  }
  return m;
}

function deskOf(books: Books, memory: Memory, chosen: Chosen | Unpriced): Desk | Unpriced {
  if ("priced" in chosen) return chosen;
  const key = `${chosen.book.seal.id} ${chosen.why}`;
  let desk = memory.desks.get(key);
  if (desk === undefined) {
    desk = { ...chosen, gpciBook: chooseGpci(books, chosen.book.release), spots: new Map() };
    memory.desks.set(key, desk);
  }
  return desk;
}

function chooseDesk(books: Books, memory: Memory, q: PriceQuery): Desk | Unpriced {
  const { release, date, schedule } = q;
  if (release !== undefined && release !== "") {
    const key = schedule === undefined ? release : `${release} ${schedule}`;
    const known = memory.byRelease.get(key);
    if (known !== undefined) return known;
    const desk = deskOf(books, memory, releaseAsked(books, release, schedule));
    memory.byRelease.set(key, desk);
    memory.kept++;
    return desk;
  }
  if (date === undefined) return no("no-release", "neither a date of service nor a release was given");
  const key = schedule === undefined ? date : `${date} ${schedule}`;
  const known = memory.byDate.get(key);
  if (known !== undefined) return known;
  const desk = deskOf(books, memory, releaseOn(books, date, schedule));
  memory.byDate.set(key, desk);
  memory.kept++;
  return desk;
}

function spotOf(memory: Memory, desk: Desk, place: Located): Spot {
  const { carrier, locality, zip } = place;
  const key = carrier + locality + (zip === undefined ? "" : `${zip.current ? "+" : "-"}${zip.book.seal.id}`);
  let spot = desk.spots.get(key);
  if (spot === undefined) {
    const gpci = desk.gpciBook === undefined ? undefined : gpciOf(desk.gpciBook, carrier, locality);
    spot = { place, gpci, units: new Map() };
    desk.spots.set(key, spot);
    memory.kept++;
  }
  return spot;
}

const ONE: Ratio = { top: 1n, bottom: 1n };

const apply = (amount: Cents, ratio: Ratio): Cents =>
  ratio === ONE ? amount : cents(divide(amount * ratio.top, ratio.bottom, "half-up"));

interface UnitQuery extends RowQuery {
  readonly desk: Desk;
  readonly spot: Spot;
  readonly setting: Setting | undefined;
}

/** The percentages of all effects as one, so that they round once. */
function product(effects: Working["effects"]): Ratio {
  let top = 1n;
  let bottom = 1n;
  let any = false;
  for (const e of effects) {
    if (e.does !== "percent") continue;
    any = true;
    top *= e.ratio.top;
    bottom *= e.ratio.bottom;
  }
  return any ? { top, bottom } : ONE;
}

function priceUnit(books: Books, u: UnitQuery): Unit {
  const { book, desk, spot, setting, modifiers } = u;
  const { release } = book;
  const seal = `rvu:${book.seal.id}`;
  const row = chooseRow(u);
  if ("priced" in row) return { ...row, book: seal };
  if (isAnesthesia(row.status)) {
    return anesthesiaUnit(books, { book, why: desk.why, row, modifiers, place: spot.place });
  }
  const about = { release: release.id, book: seal, status: row.status };
  if (setting === undefined) return no("no-setting", "the setting must be facility or nonfacility", about);
  if (!isPricedStatus(row.status)) return no("status", whyNotPriced(row.status), about);
  const { gpciBook } = desk;
  if (gpciBook === undefined) {
    return no(
      "no-gpci",
      `no GPCI file of ${release.year} is imported: it comes in the same CMS archive as the RVU file`,
      about,
    );
  }
  const { gpci } = spot;
  if (gpci === undefined) {
    return no("no-place", "the carrier and locality are not in the GPCI file of that release", about);
  }
  const fee = feeOf(row, gpci, setting);
  if (fee <= 0n) {
    return no(
      "no-rvus",
      "the row carries no RVUs, so the schedule gives no amount (often priced by the contractor)",
      about,
    );
  }
  const against = contradictionOf(modifiers);
  if (against !== undefined) return no("contradiction", against, about);
  const effects = effectsOf(row, modifiers, release.year);
  for (const e of effects) if (e.does === "refuse") return no("by-report", e.says, about);
  const ratio = product(effects);
  const cap = capOf(row, gpci, setting);
  const therapy = therapyOf(row, gpci, setting);
  const unit = {
    amount: apply(cap === undefined ? fee : least(fee, cap), ratio),
    uncapped: apply(fee, ratio),
    therapy: therapy === undefined ? undefined : apply(therapy, ratio),
  };
  if (unit.amount <= 0n) return no("no-rvus", "the amount after modifiers rounds to nothing", about);
  const { zip } = spot.place;
  return {
    priced: true,
    method: "schedule",
    book: `${seal} gpci:${gpciBook.seal.id}${zip === undefined ? "" : ` zip:${zip.book.seal.id}`}`,
    working: {
      method: "schedule",
      book,
      releaseChosen: desk.why,
      gpciBook,
      row,
      gpci,
      setting,
      zip,
      fee,
      cap,
      therapy,
      effects,
      unit,
    },
  };
}

const NONE: readonly string[] = [];

/** Modifiers as the pricer keys them: trimmed, upper case, without blanks. */
function tidy(modifiers: readonly string[]): readonly string[] {
  if (modifiers.length === 0 || (modifiers.length === 1 && modifiers[0] === "")) return NONE;
  return modifiers.map((m) => m.trim().toUpperCase()).filter((m) => m !== "");
}

function unitOf(books: Books, memory: Memory, u: UnitQuery): Unit {
  const { setting, modifiers, spot } = u;
  const side = setting === undefined ? "-" : setting === "facility" ? "F" : "N";
  const key = modifiers.length === 0 ? u.code + side : `${u.code}${side}${modifiers.join()}`;
  const known = spot.units.get(key);
  if (known !== undefined) return known;
  const unit = priceUnit(books, u);
  spot.units.set(key, unit);
  memory.kept++;
  return unit;
}

/** No line has ten million units: such a number is a mistake, and would make an absurd amount. Leading zeros are none. */
const LONG_UNITS = /^\+?(?:0*[1-9]\d{7,}(?:\.\d*)?|\d*\.\d{7,})$/;

/** Both sides billed as two units of a bilateral modifier are still one pair. */
const isPair = (w: Working, units: Ratio): boolean =>
  units.top === 2n * units.bottom && w.effects.some((e) => e.does === "percent" && e.says.startsWith("both sides"));

function priceAnesthesia(unit: AnesthesiaUnit, text: string, minutes: Ratio, release: string): Price {
  const about = { release, book: unit.book, status: unit.working.row.status };
  if (text === "") {
    return no("bad-units", "anesthesia (status J) is priced by its minutes: give them as units", about);
  }
  const { amount, working } = anesthesiaAmount(unit, minutes);
  return {
    priced: true,
    amount,
    amountUncapped: amount,
    amountTherapy: undefined,
    status: working.row.status,
    release,
    book: unit.book,
    units: text,
    working,
  };
}

/**
 * Prices one line by the Medicare physician fee schedule, or an anesthesia line by its minutes. The same query over the
 * same books gives the same answer whenever and wherever it is asked; nothing is guessed, and what is missing is the
 * reason there is no price.
 */
export function priceLine(books: Books, q: PriceQuery): Price {
  const memory = memoryOf(books);
  const code = q.code.trim().toUpperCase();
  if (code === "") return no("no-code", "no procedure code was given");
  const desk = chooseDesk(books, memory, q);
  if ("priced" in desk) return desk;
  const release = desk.book.release.id;
  const place = locate(books, q, q.date ?? desk.book.release.from);
  if ("priced" in place) return { ...place, release };
  const text = (q.units ?? "").trim();
  if (LONG_UNITS.test(text)) {
    return no("bad-units", "the units have more than seven digits before the point, or more than six after it", {
      release,
    });
  }
  const units = text === "1" || text === "" ? ONE : readRatio(text);
  if (units === undefined || units.top <= 0n) {
    return no("bad-units", "the units are not a number above zero", { release });
  }
  const spot = spotOf(memory, desk, place);
  const modifiers = tidy(q.modifiers);
  const unit = unitOf(books, memory, { book: desk.book, code, modifiers, desk, spot, setting: q.setting });
  if (!unit.priced) return unit;
  if (unit.method === "anesthesia") return priceAnesthesia(unit, text, units, release);
  const { working } = unit;
  const count = isPair(working, units) ? ONE : units;
  const amount = apply(working.unit.amount, count);
  if (amount <= 0n) return no("bad-units", "so small a part of a unit has no amount", { release, book: unit.book });
  return {
    priced: true,
    amount,
    amountUncapped: apply(working.unit.uncapped, count),
    amountTherapy: working.unit.therapy === undefined ? undefined : apply(working.unit.therapy, count),
    status: working.row.status,
    release,
    book: unit.book,
    units: text === "" ? "1" : text,
    working,
  };
}
