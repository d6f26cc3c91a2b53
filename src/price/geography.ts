import type { Day } from "#base/day.ts";
import type { AnesBook, BaseUnitBook, Books, Gpci, GpciBook, RvuBook, ZipBook } from "./book.ts";
import type { Release } from "./release.ts";

const DIGITS = /^\d+$/;

/** A carrier or locality as CMS keys it. Spreadsheets drop leading zeros and CMS pads with blanks; both are undone. */
export function padKey(text: string, width: number): string | undefined {
  const t = text.trim();
  return t === "" || t.length > width || !DIGITS.test(t) ? undefined : t.padStart(width, "0");
}

/** The two contractor numbers of California. GPCI lists the south under 01182, other CMS files under 01112. */
const CALIFORNIA: Readonly<Record<string, string>> = { "01112": "01182", "01182": "01112" };

/** What a locality has, by either of California's contractor numbers: its locality numbers do not repeat. */
function byEither<T>(find: (carrier: string) => T | undefined, carrier: string): T | undefined {
  const alias = CALIFORNIA[carrier];
  return find(carrier) ?? (alias === undefined ? undefined : find(alias));
}

/** The indices of a locality. */
export const gpciOf = (book: GpciBook, carrier: string, locality: string): Gpci | undefined =>
  byEither((c) => book.locality(c, locality), carrier);

/** The anesthesia conversion factor of a locality, in cents a unit. */
export const factorOf = (book: AnesBook, carrier: string, locality: string): bigint | undefined =>
  byEither((c) => book.factor(c, locality), carrier);

const FLOOR_RANK = { with: 0, unstated: 1, without: 2 } as const;

/** A book of a release, or of a whole year when it names none. */
interface Dated {
  readonly year: number;
  readonly release?: Release;
}

/** How near a book stands to a release: its own, then its year's, then the nearest earlier one, then any later one. */
function nearness(book: Dated, release: Release): number {
  if (book.release === undefined) return 1;
  if (book.release.id === release.id) return 0;
  return book.release.from <= release.from ? 2 : 3;
}

/** Below zero when `a` is nearer, zero when neither is. */
function compareNearness(a: Dated, b: Dated, release: Release): number {
  const [na, nb] = [nearness(a, release), nearness(b, release)];
  if (na !== nb) return na - nb;
  const [fa, fb] = [a.release?.from ?? "", b.release?.from ?? ""];
  if (fa === fb) return 0;
  return (na === 3 ? fa < fb : fa > fb) ? -1 : 1;
}

/**
 * The GPCI book for a release: of the same release, else named for the whole year, else the latest of that year before
 * it, else the first after it. Never another year's. Of equals the one with the work floor, then the preferred version.
 */
export function chooseGpci(books: Books, release: Release): GpciBook | undefined {
  let best: GpciBook | undefined;
  for (const b of books.gpci) {
    if (b.year !== release.year) continue;
    const order = best === undefined ? -1 : compareNearness(b, best, release);
    if (best === undefined || order < 0 || (order === 0 && FLOOR_RANK[b.floor] < FLOOR_RANK[best.floor])) best = b;
  }
  return best;
}

/** The anesthesia factors for a release and its schedule, chosen as the GPCI file is; never another year's. */
export function chooseAnes(books: Books, rvu: RvuBook): AnesBook | undefined {
  let best: AnesBook | undefined;
  for (const b of books.anes) {
    if (b.year !== rvu.release.year || b.schedule !== rvu.schedule) continue;
    if (best === undefined || compareNearness(b, best, rvu.release) < 0) best = b;
  }
  return best;
}

/**
 * The base units for a year: the latest file not after it, else the earliest there is. Unlike factors they last from
 * year to year, so another year's may be used, and the working says which.
 */
export function chooseBaseUnits(books: Books, year: number): BaseUnitBook | undefined {
  let best: BaseUnitBook | undefined;
  for (const b of books.baseUnits) {
    if (best === undefined) best = b;
    else if (b.year <= year ? best.year > year || b.year > best.year : best.year > year && b.year < best.year) best = b;
  }
  return best;
}

const quarterOf = (d: Day): number => Number(d.slice(0, 4)) * 4 + Math.floor((Number(d.slice(5, 7)) - 1) / 3);
const quarterAt = (b: ZipBook): number => b.year * 4 + b.quarter - 1;

/** The ZIP file in force on a day: the latest not after its quarter, else the earliest there is. */
export function chooseZip(books: Books, on: Day): ZipBook | undefined {
  const wanted = quarterOf(on);
  let best: ZipBook | undefined;
  for (const b of books.zip) {
    if (best === undefined) best = b;
    else {
      const [q, have] = [quarterAt(b), quarterAt(best)];
      const better = q <= wanted ? have > wanted || q > have : have > wanted && q < have;
      if (better) best = b;
    }
  }
  return best;
}

/** Whether the chosen ZIP file is of the day's own quarter. */
export const zipIsCurrent = (book: ZipBook, on: Day): boolean => quarterAt(book) === quarterOf(on);
