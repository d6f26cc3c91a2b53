import type { Day } from "#base/day.ts";
import type { Books, RvuBook, Schedule } from "./book.ts";
import { no, type PriceQuery, type Unpriced } from "./price.ts";
import { compareReleases, readRelease } from "./release.ts";

/** A release and why it is the one: how the date chose it, or that it was asked for. */
export interface Chosen {
  readonly book: RvuBook;
  readonly why: string;
}

const wantedSchedules = (asked: "non-qp" | "qp" | undefined): readonly Schedule[] => ["single", asked ?? "non-qp"];

function scheduleNote(book: RvuBook, asked: "non-qp" | "qp" | undefined): string {
  if (book.schedule === "single") return "";
  if (book.schedule === "qp") return "; schedule for qualifying APM participants, as asked";
  return `; non-QP schedule${asked === undefined ? " (the default; qualifying APM participants have a higher one)" : ""}`;
}

/** The release that was named, whatever the date. */
export function releaseAsked(books: Books, text: string, asked: PriceQuery["schedule"]): Chosen | Unpriced {
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
export function releaseOn(books: Books, date: Day, asked: PriceQuery["schedule"]): Chosen | Unpriced {
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
