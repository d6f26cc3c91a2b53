import type { Day } from "#base/day.ts";
import type { BookSeal } from "./book.ts";
import type { Release } from "./release.ts";

/**
 * The books a surgery center's claim is priced by: CMS's addenda to the payment system of ambulatory surgical centers
 * (42 CFR part 416, subpart F) and the wage indices of the labor markets. Codes by number; no descriptor is kept.
 */

/** One row of Addendum AA (surgical procedures) or BB (ancillary services). */
export interface AscRow {
  readonly code: string;
  /** Payment indicator, as Addendum DD1 explains it: A2, J8, N1. */
  readonly indicator: string;
  /** The file says that the procedure is subject to multiple procedure discounting. Never of an ancillary service. */
  readonly discounted: boolean;
  /** Relative payment weight in ten-thousandths; absent where the file gives none. */
  readonly weight?: bigint;
  /** National unadjusted payment rate in ten-thousandths of a dollar; absent where the file gives none. */
  readonly rate?: bigint;
}

/** A book of a quarter, or of a whole year where its file names no quarter. */
export interface AscDated {
  readonly seal: BookSeal;
  readonly year: number;
  readonly release?: Release;
}

/** Addendum AA, or Addendum BB. */
export interface AscBook extends AscDated {
  row(code: string): AscRow | undefined;
}

/** Addendum FF: the device's part in a procedure's rate, in ten-thousandths of a dollar. */
export interface AscDeviceBook extends AscDated {
  part(code: string): bigint | undefined;
}

/** Wage indices in ten-thousandths, by CBSA: five digits of a city's labor market, two of a state's rural rest. */
export interface AscWageBook extends AscDated {
  index(cbsa: string): bigint | undefined;
}

/** A crosswalk of ZIP codes to labor markets, such as HUD's of each quarter. */
export interface ZipMarketBook {
  readonly seal: BookSeal;
  /** `2025Q4`, or a year. */
  readonly release: string;
  readonly year: number;
  /** 1 to 4; 1 of a file that names only its year. */
  readonly quarter: number;
  /** Every labor market a ZIP code of five digits lies in; 99999 where it lies in none. */
  markets(zip: string): readonly string[] | undefined;
}

/** How well a book serves a day: 0 not at all, else the later of those that had taken effect, of its own year alone. */
function standing(book: AscDated, on: Day): string | undefined {
  if (`${book.year}` !== on.slice(0, 4)) return undefined;
  const from = book.release?.from ?? "";
  return from <= on ? `${from}${book.release?.revised === true ? "R" : ""}` : undefined;
}

/**
 * The book in force on a day: the latest imported one of that year which had taken effect. A file of the whole year serves
 * where no quarter's does. Never another year's and never one from after the day.
 */
export function inForce<B extends AscDated>(books: readonly B[], on: Day): B | undefined {
  let best: B | undefined;
  let most: string | undefined;
  for (const b of books) {
    const s = standing(b, on);
    if (s !== undefined && (most === undefined || s > most)) [best, most] = [b, s];
  }
  return best;
}

/** Which file it is and why it was taken, for the written working. */
export function whyChosen(name: string, book: AscDated, on: Day): string {
  const { release, year } = book;
  if (release === undefined) return `${name} ${year}, a file of the whole year`;
  return on <= release.until
    ? `${name} ${release.id}, in force ${release.from} to ${release.until}`
    : `${name} ${release.id}, the latest imported one of ${year} before the date (its own quarter's is not imported)`;
}

const CBSA = /^\d{1,5}$/;

/** A labor market as the files key it: a city's in five digits, a state's rural rest in two. Undefined for anything else. */
export function cbsaKey(text: string): string | undefined {
  const t = text.trim();
  return CBSA.test(t) ? t.padStart(t.length <= 2 ? 2 : 5, "0") : undefined;
}
