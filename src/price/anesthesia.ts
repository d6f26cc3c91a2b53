import { type Cents, cents, divide, type Ratio } from "#base/money.ts";
import type { Books, RvuBook, RvuRow } from "./book.ts";
import { chooseAnes, chooseBaseUnits, factorOf } from "./geography.ts";
import type { Located } from "./locate.ts";
import { type Effect, unpricedModifier } from "./modifier.ts";
import { type AnesthesiaWorking, no, type Unpriced } from "./price.ts";

/**
 * Anesthesia (status J) has no relative values of the fee schedule: it is paid by its base units and a unit for every
 * fifteen minutes, at a conversion factor of the locality (42 CFR 414.46; Medicare Claims Processing Manual, chapter 12,
 * section 50).
 */

const MANUAL = "Medicare Claims Processing Manual, chapter 12, section 50";
const DIRECTED = "42 CFR 414.46(d), 414.60";
const HALF: Ratio = { top: 1n, bottom: 2n };

const note = (says: string, source: string): Effect => ({ does: "note", says, source });
const half = (says: string): Effect => ({ does: "percent", ratio: HALF, says, source: DIRECTED });

/** Who gave the anesthesia and under whom: exactly one of these stands on a Medicare line. */
const BY_WHOM: Readonly<Record<string, Effect>> = {
  AA: note("modifier AA: personally performed by the anesthesiologist, in full", MANUAL),
  QZ: note("modifier QZ: nurse anesthetist without medical direction, in full", DIRECTED),
  QY: half("modifier QY: physician directing one nurse anesthetist"),
  QK: half("modifier QK: physician directing two to four procedures at once"),
  QX: half("modifier QX: nurse anesthetist under medical direction"),
  AD: note(
    "modifier AD: more than four procedures at once, three base units whatever the code and the time; one more unit needs proof of presence at induction and is not counted",
    MANUAL,
  ),
};

const REFUSED: Readonly<Record<string, string>> = { "52": "reduced", "53": "discontinued" };

function effectOf(modifier: string): Effect {
  const by = BY_WHOM[modifier];
  if (by !== undefined) return by;
  const refused = REFUSED[modifier];
  if (refused !== undefined) {
    return {
      does: "refuse",
      says: `modifier ${modifier} (${refused} service) is priced by report: no amount follows from units and minutes`,
      source: MANUAL,
    };
  }
  if (/^P[1-6]$/.test(modifier)) {
    return note(`modifier ${modifier}: physical status; Medicare adds no units for it, other payers may`, MANUAL);
  }
  if (modifier === "QS" || modifier === "G8" || modifier === "G9") {
    return note(`modifier ${modifier}: monitored anesthesia care; amount unchanged`, MANUAL);
  }
  if (modifier === "23") return note("modifier 23: unusual anesthesia, by report; amount unchanged", MANUAL);
  return unpricedModifier(modifier);
}

/** What a code costs in a place, whatever the minutes. */
export interface AnesthesiaUnit {
  readonly priced: true;
  readonly method: "anesthesia";
  readonly book: string;
  readonly working: Omit<AnesthesiaWorking, "timeTenths" | "totalTenths">;
  readonly ratio: Ratio;
}

export interface AnesthesiaQuery {
  readonly book: RvuBook;
  readonly why: string;
  readonly row: RvuRow;
  readonly modifiers: readonly string[];
  readonly place: Located;
}

/** Finds factor and base units of an anesthesia code; without either there is a reason and no amount. */
export function anesthesiaUnit(books: Books, q: AnesthesiaQuery): AnesthesiaUnit | Unpriced {
  const { book, row, place } = q;
  const { year, id: release } = book.release;
  const seal = `rvu:${book.seal.id}`;
  const about = { release, book: seal, status: row.status };
  const anesBook = chooseAnes(books, book);
  if (anesBook === undefined) {
    const which = book.schedule === "single" ? "" : ` of the ${book.schedule} schedule`;
    return no(
      "no-factor",
      `anesthesia (status J) needs the locality factors of ${year}, and no ANES file of ${year}${which} is imported: it comes in the same CMS archive as the RVU file`,
      about,
    );
  }
  const factor = factorOf(anesBook, place.carrier, place.locality);
  if (factor === undefined)
    return no("no-place", "the carrier and locality are not in the ANES file of that year", about);
  const baseBook = chooseBaseUnits(books, year);
  if (baseBook === undefined) {
    return no(
      "no-base-units",
      "anesthesia (status J) needs base units, and no base-unit file is imported: CMS publishes anesthesia base units by code on its anesthesiologists center page, save them as csv",
      about,
    );
  }
  const baseUnits = baseBook.units(row.code);
  if (baseUnits === undefined || baseUnits <= 0n) {
    const why = baseUnits === undefined ? "is not in" : "has no base units in";
    return no("no-base-units", `the code ${why} the base-unit file of ${baseBook.year}: it is priced by report`, about);
  }
  const by = q.modifiers.filter((m) => m in BY_WHOM);
  if (new Set(by).size > 1) {
    return no(
      "contradiction",
      "the modifiers say more than one way the anesthesia was given (AA, QY, QK, QX, QZ, AD)",
      about,
    );
  }
  const effects = [...new Set(q.modifiers)].map(effectOf);
  for (const e of effects) if (e.does === "refuse") return no("by-report", e.says, about);
  if (by.length === 0) {
    effects.push(note("no modifier says who gave the anesthesia: taken as personally performed, in full", MANUAL));
  }
  const ratio = effects.find((e) => e.does === "percent")?.ratio ?? { top: 1n, bottom: 1n };
  const { carrier, locality, zip } = place;
  const supervised = by.includes("AD");
  return {
    priced: true,
    method: "anesthesia",
    book: `${seal} anes:${anesBook.seal.id} base-units:${baseBook.seal.id}${zip === undefined ? "" : ` zip:${zip.book.seal.id}`}`,
    working: {
      method: "anesthesia",
      book,
      releaseChosen: q.why,
      row,
      anesBook,
      baseBook,
      carrier,
      locality,
      zip,
      factor,
      baseUnits,
      effects,
      supervised,
    },
    ratio,
  };
}

const SUPERVISED_TENTHS = 30n;

/**
 * The amount of so many minutes. Time is rounded to a tenth of a unit, as it is billed; then there is one rounding, half
 * up, of units times factor times the modifier's percentage.
 */
export function anesthesiaAmount(
  unit: AnesthesiaUnit,
  minutes: Ratio,
): { readonly amount: Cents; readonly working: AnesthesiaWorking } {
  const { working, ratio } = unit;
  const timeTenths = divide(minutes.top * 10n, minutes.bottom * 15n, "half-up");
  const totalTenths = working.supervised ? SUPERVISED_TENTHS : working.baseUnits * 10n + timeTenths;
  const amount = cents(divide(totalTenths * working.factor * ratio.top, 10n * ratio.bottom, "half-up"));
  return { amount, working: { ...working, timeTenths, totalTenths } };
}
