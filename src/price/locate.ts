import type { Day } from "#base/day.ts";
import type { Books } from "./book.ts";
import { chooseZip, padKey, zipIsCurrent } from "./geography.ts";
import { no, type PriceQuery, type Unpriced, type ZipUsed } from "./price.ts";

/** A place as the fee schedule divides the country; keys with their leading zeros. */
export interface Located {
  readonly carrier: string;
  readonly locality: string;
  readonly zip: ZipUsed | undefined;
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

/** The place of a query: its carrier and locality, else its ZIP code by the file of the day's quarter. */
export function locate(books: Books, q: PriceQuery, on: Day): Located | Unpriced {
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
