import type { Day } from "#base/day.ts";
import { cbsaKey, type ZipMarketBook } from "./asc-book.ts";
import type { Books } from "./book.ts";

/** In which labor market a surgery center lies: named by somebody, else found by its ZIP code, else not known. */
export interface LaborMarket {
  /** As the wage index file keys it. */
  readonly cbsa: string | undefined;
  /** Where it was found by ZIP code: the words for the working, with the book. */
  readonly by?: string;
  /** The book it was found in. */
  readonly book?: string;
  /** Why there is none. */
  readonly why?: string;
}

const UNNAMED = "no labor market (CBSA) is named for the place";

/** What HUD writes for a ZIP code that lies in no CBSA. */
const NONE = "99999";

/** The crosswalk of a day: the latest not after its quarter, else the earliest there is. One of a whole year counts from its first. */
function chooseMarkets(books: Books, on: Day): ZipMarketBook | undefined {
  const wanted = Number(on.slice(0, 4)) * 4 + Math.floor((Number(on.slice(5, 7)) - 1) / 3);
  const at = (b: ZipMarketBook): number => b.year * 4 + b.quarter - 1;
  let best: ZipMarketBook | undefined;
  for (const b of books.zipMarkets) {
    if (best === undefined) best = b;
    else if (at(b) <= wanted ? at(best) > wanted || at(b) > at(best) : at(best) > wanted && at(b) < at(best)) best = b;
  }
  return best;
}

function byZip(books: Books, on: Day, zip: string): LaborMarket {
  const five = zip.slice(0, 5);
  const book = chooseMarkets(books, on);
  if (book === undefined)
    return { cbsa: undefined, why: `${UNNAMED}, and no crosswalk that would find that of ZIP ${five} is imported` };
  const source = `crosswalk ${book.release}, book ${book.seal.id}`;
  const markets = book.markets(five);
  if (markets === undefined) return { cbsa: undefined, why: `the ${source} does not have ZIP ${five}` };
  const [first, ...others] = markets;
  if (others.length > 0)
    return { cbsa: undefined, why: `ZIP ${five} lies in several (${markets.join(", ")}; ${source}): name the one` };
  if (first === undefined || first === NONE)
    return { cbsa: undefined, why: `ZIP ${five} lies in no CBSA (${source}): name its state's rural market` };
  return { cbsa: first, by: `of ZIP ${five}, ${source}`, book: `zip-cbsa:${book.seal.id}` };
}

/** The labor market of a center on a day. One that is named counts before one that the ZIP code says. */
export function laborMarket(
  books: Books,
  on: Day,
  { cbsa, zip }: { readonly cbsa?: string | undefined; readonly zip?: string | undefined },
): LaborMarket {
  const named = cbsa === undefined ? undefined : cbsaKey(cbsa);
  if (named !== undefined) return { cbsa: named };
  return zip === undefined ? { cbsa: undefined, why: UNNAMED } : byZip(books, on, zip);
}
