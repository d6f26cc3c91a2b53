import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import { priceAsc } from "#price/asc.ts";
import type { Books } from "#price/book.ts";
import { priceLine } from "#price/physician.ts";
import { explain, type Step } from "#price/working.ts";
import type { BoardJson } from "./money-map.ts";

/** What the price books cover of a practice's own codes, what is missing, and a price looked up with its working. */

export interface Covered {
  readonly code: string;
  readonly lines: number;
  readonly billed: string;
  readonly priced: boolean;
  readonly because: string;
}

export interface MissingBook {
  readonly what: string;
  readonly why: string;
  readonly where: string;
  readonly lines: number;
}

const CMS = "cms.gov, Medicare, Fee Schedules";
const ASC = "cms.gov, Medicare, Ambulatory Surgical Center (ASC) Payment, Addenda Updates";
const CROSSWALK = "huduser.gov, HUD USPS ZIP Code Crosswalk Files, ZIP-CBSA, saved as csv";

/** Files of surgery centers: asked for once a center's own line waits, or the first of them is there. */
function missingOfCenters(books: Books, lines: number): readonly MissingBook[] {
  if (lines === 0 && books.asc.length === 0) return [];
  const all: readonly (readonly [have: number, what: string, why: string])[] = [
    [
      books.asc.length,
      "Surgery center procedures (ASC Addendum AA)",
      "without it a surgery center's claim has no price",
    ],
    [
      books.ascAncillary.length,
      "Surgery center ancillary services (ASC Addendum BB)",
      "without it drugs and tests beside surgery have no price",
    ],
    [
      books.ascDevices.length,
      "Surgery center device parts (ASC Addendum FF)",
      "without it a device-intensive procedure is not known where wages, a half or a credit touch it",
    ],
    [books.ascWages.length, "Surgery center wage index", "without it rates stay national, not adjusted for wages"],
  ];
  const missing = all.filter(([have]) => have === 0).map(([, what, why]) => ({ what, why, where: ASC, lines }));
  if (books.ascWages.length === 0 || books.zipMarkets.length > 0) return missing;
  const why = "without it a center's labor market (CBSA) must be named in the practice's profile";
  return [...missing, { what: "Crosswalk of ZIP codes to CBSAs", why, where: CROSSWALK, lines }];
}

/** Kinds of book that no price can do without, and where each is published. */
function missingKinds(books: Books, lines: number): readonly MissingBook[] {
  const missing: MissingBook[] = [];
  const want = (has: boolean, what: string, why: string, where: string): void => {
    if (!has) missing.push({ what, why, where, lines });
  };
  want(
    books.rvu.length > 0,
    "Relative value file (RVU)",
    "without it no service has a Medicare price",
    `${CMS}, PFS Relative Value Files`,
  );
  want(
    books.gpci.length > 0,
    "Geographic indices (GPCI)",
    "without it no place has its prices",
    `${CMS}, PFS Relative Value Files`,
  );
  want(
    books.zip.length > 0,
    "ZIP code to locality file",
    "without it a place must be named by carrier and locality",
    `${CMS}, ZIP Code to Carrier Locality`,
  );
  want(
    books.anes.length > 0,
    "Anesthesia conversion factors",
    "without it anesthesia has no price",
    `${CMS}, Anesthesiologists Center`,
  );
  want(
    books.baseUnits.length > 0,
    "Anesthesia base units",
    "without it anesthesia has no price",
    `${CMS}, Anesthesiologists Center`,
  );
  return missing;
}

/** Codes of the practice by what was billed for them, and how many of their lines could be measured. */
export function coverageOf(board: BoardJson | undefined): readonly Covered[] {
  return (board?.codes ?? []).map(({ code, lines, billed, measured, center }) => ({
    code,
    lines,
    billed,
    priced: measured > 0,
    because: becauseOf({ lines, measured, center }),
  }));
}

function becauseOf({
  lines,
  measured,
  center,
}: Pick<BoardJson["codes"][number], "lines" | "measured" | "center">): string {
  if (measured === lines) return "every line has a benchmark";
  const held = center?.packaged ?? 0;
  const packaged = held === 0 ? "" : `; ${held} of a surgery center that its schedule packages or does not pay`;
  if (measured > 0) return `${measured} of ${lines} lines have a benchmark${packaged}`;
  if (held === lines) return "no line has a benchmark: a surgery center's schedule packages it or does not pay it";
  return `no line has a benchmark: the code is not in the schedule of its day, or the place is unknown${packaged}`;
}

/** Books that are not there at all, and how many lines wait for them. */
export function missingOf(books: Books, board: BoardJson | undefined): readonly MissingBook[] {
  const unmeasured = (board?.codes ?? []).reduce((n, c) => n + c.lines - c.measured, 0);
  const of = (what: "unknown" | "packaged"): number =>
    (board?.codes ?? []).reduce((n, c) => n + (c.center?.[what] ?? 0), 0);
  const clinicians = unmeasured - of("unknown") - of("packaged");
  return [...missingKinds(books, clinicians), ...missingOfCenters(books, of("unknown"))];
}

export interface LookUp {
  readonly code: string;
  readonly modifier?: string | undefined;
  readonly date: Day;
  readonly zip?: string | undefined;
  /** Carrier and locality, "01112-05" or "0111205". */
  readonly locality?: string | undefined;
  /** `center`: what a surgery center itself is paid; the others are a clinician's. */
  readonly setting: "facility" | "nonfacility" | "center";
  /** A surgery center's labor market. */
  readonly cbsa?: string | undefined;
}

export interface LookedUp {
  readonly price: Cents | undefined;
  readonly working: readonly string[];
  readonly book: string | undefined;
  readonly because: string;
}

const LOCALITY = /^(\d{1,5})[-\s]?(\d{2})$/;

const stepTexts = (steps: readonly Step[]): readonly string[] =>
  steps.map((s) => (s.source === undefined ? s.text : `${s.text} (${s.source})`));

/** One procedure alone, as a surgery center bills it. */
function lookUpCenter(books: Books, { code, modifier, date, cbsa, zip }: LookUp): LookedUp {
  const modifiers = modifier === undefined ? [] : [modifier];
  const [line] = priceAsc(books, { lines: [{ number: 1, code, modifiers, units: "1" }], date, cbsa, zip }).lines;
  const missing = line?.missing === undefined ? "" : `; missing: ${line.missing}`;
  return {
    price: line?.amount,
    working: stepTexts(line?.steps ?? []),
    book: line === undefined || line.book === "" ? undefined : line.book,
    because: line?.amount === undefined ? `${line?.because ?? ""}${missing}` : `Surgery center, ${line.because}.`,
  };
}

/** What Medicare pays for one unit of a service, with its working, or why that is not known. */
export function lookUp(books: Books, asked: LookUp): LookedUp {
  const { setting } = asked;
  if (setting === "center") return lookUpCenter(books, asked);
  const place = LOCALITY.exec(asked.locality ?? "");
  const price = priceLine(books, {
    code: asked.code.toUpperCase(),
    modifiers: asked.modifier === undefined || asked.modifier === "" ? [] : [asked.modifier.toUpperCase()],
    date: asked.date,
    ...(asked.zip === undefined ? {} : { zip: asked.zip }),
    ...(place === null ? {} : { carrier: place[1], locality: place[2] }),
    setting,
  });
  if (!price.priced) return { price: undefined, working: [], book: price.book, because: price.problem };
  return {
    price: price.amount,
    working: stepTexts(explain(price)),
    book: price.book,
    because: `Release ${price.release}, status ${price.status}.`,
  };
}
