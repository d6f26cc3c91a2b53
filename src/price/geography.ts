import type { Day } from "#base/day.ts";
import type { Books, Gpci, GpciBook, ZipBook } from "./book.ts";
import type { Release } from "./release.ts";

const DIGITS = /^\d+$/;

/** A carrier or locality as CMS keys it. Spreadsheets drop leading zeros and CMS pads with blanks; both are undone. */
export function padKey(text: string, width: number): string | undefined {
  const t = text.trim();
  return t === "" || t.length > width || !DIGITS.test(t) ? undefined : t.padStart(width, "0");
}

/** The two contractor numbers of California. GPCI lists the south under 01182, other CMS files under 01112. */
const CALIFORNIA: Readonly<Record<string, string>> = { "01112": "01182", "01182": "01112" };

/** The indices of a locality, by either of California's contractor numbers: its locality numbers do not repeat. */
export function gpciOf(book: GpciBook, carrier: string, locality: string): Gpci | undefined {
  const alias = CALIFORNIA[carrier];
  return book.locality(carrier, locality) ?? (alias === undefined ? undefined : book.locality(alias, locality));
}

const FLOOR_RANK = { with: 0, unstated: 1, without: 2 } as const;

/** How near a book stands to a release: its own, then its year's, then the nearest earlier one, then any later one. */
function nearness(book: GpciBook, release: Release): number {
  if (book.release === undefined) return 1;
  if (book.release.id === release.id) return 0;
  return book.release.from <= release.from ? 2 : 3;
}

function isNearer(a: GpciBook, b: GpciBook, release: Release): boolean {
  const [na, nb] = [nearness(a, release), nearness(b, release)];
  if (na !== nb) return na < nb;
  const [fa, fb] = [a.release?.from ?? "", b.release?.from ?? ""];
  if (fa !== fb) return na === 3 ? fa < fb : fa > fb;
  return FLOOR_RANK[a.floor] < FLOOR_RANK[b.floor];
}

/**
 * The GPCI book for a release: of the same release, else named for the whole year, else the latest of that year before
 * it, else the first after it. Never another year's. Of equals the one with the work floor, then the preferred version.
 */
export function chooseGpci(books: Books, release: Release): GpciBook | undefined {
  let best: GpciBook | undefined;
  for (const b of books.gpci) {
    if (b.year === release.year && (best === undefined || isNearer(b, best, release))) best = b;
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
