import type { Schedule } from "#price/book.ts";
import { isQuarterLetter, type QuarterLetter, type Release, readRelease, releaseOf } from "#price/release.ts";

/**
 * Which release a file belongs to, read from its name, the names of what it lies in and the text above its header. CMS
 * has no one spelling: `RVU20B`, `PPRRVU2025_Oct`, `PPRRVU22_JAN`, `rvu24ar_pprrvu`, a folder `2025D`, `GPCI2025`.
 */
export interface Named {
  readonly year: number;
  /** Absent when only the year is said. */
  readonly release?: Release;
}

const MONTHS: Readonly<Record<string, QuarterLetter>> = { JAN: "A", MAR: "A", APR: "B", JUL: "C", OCT: "D" };
const SHORT = /RVU(\d\d)([A-D])(R?)(?![A-Z0-9])/;
const FOLDER = /(?:^|[^A-Z0-9])(20\d\d)([A-D])(R?)(?![A-Z0-9])/;
const MONTH = /(?:PPRRVU|RVU)[ _-]?(?:20)?(\d\d)[ _-]*(JAN|MAR|APR|JUL|OCT)/;
const TITLE = /(20\d\d) NATIONAL PHYSICIAN FEE SCHEDULE RELATIVE VALUE FILE (JAN|MAR|APR|JUL|OCT)/;
const YEAR = /(?:GPCI|ANES(?:THESIA)?|BASE UNITS?)[ _-]?(20\d\d)(?!\d)/;
const YEAR_FIRST = /(?:^|[^0-9])(20\d\d) ANES(?:THESIA)?(?:[^A-Z]|$)/;
const HEADER_YEAR = /(?:CY|FINAL|^|[^0-9])\s?(20\d\d) (?:GEOGRAPHIC|PW GPCI|PE GPCI|WORK GPCI)/;

function quarterIn(name: string): Release | undefined {
  const short = SHORT.exec(name) ?? FOLDER.exec(name);
  if (short !== null) return readRelease(`${short[1]}${short[2]}${short[3]}`);
  const month = MONTH.exec(name) ?? TITLE.exec(name);
  const letter = MONTHS[month?.[2] ?? ""];
  if (month === null || letter === undefined) return undefined;
  // A file named for March is the January release revised, as in 2024.
  return releaseOf(2000 + (Number(month[1]) % 100), letter, month[2] === "MAR");
}

function yearIn(name: string): number | undefined {
  const m = YEAR.exec(name) ?? YEAR_FIRST.exec(name) ?? HEADER_YEAR.exec(name);
  return m === null ? undefined : Number(m[1]);
}

/** Words apart by one blank, upper case: what the patterns above are written for. */
const plain = (text: string): string => text.toUpperCase().replace(/[\s_]+/g, " ");

/**
 * The release a file says it is of. `names` are the nearest first: the file (or archive entry), then what holds it; the
 * title inside the file counts right after its own name. The first that says a quarter wins; a holder that says the
 * same quarter revised (RVU24AR) makes it the revision; a holder that contradicts the file's own year is ignored.
 */
export function nameRelease(names: readonly string[], head: string): Named | undefined {
  const [own = "", ...holders] = names.map(plain);
  const title = plain(head.slice(0, 2_000));
  const ownYear = yearIn(own) ?? yearIn(title);
  const quarters = [own, title, ...holders]
    .map(quarterIn)
    .filter((r) => r !== undefined)
    .filter((r) => ownYear === undefined || r.year === ownYear);
  const first = quarters[0];
  if (first === undefined) return ownYear === undefined ? undefined : { year: ownYear };
  const revised = quarters.find((r) => r.revised && r.year === first.year && r.letter === first.letter);
  return { year: first.year, release: revised ?? first };
}

const ZIP_MONTH = /ZIP[59A-Z]*[ _-]?(JAN|APR|JUL|OCT)[A-Z]*[ _-]?(20\d\d)/;

/** The quarter of a ZIP file: its YEAR/QTR column (`20254`), else its name (`ZIP5_OCT2025`). */
export function nameQuarter(
  names: readonly string[],
  yearQuarter: string,
): { readonly year: number; readonly quarter: number } | undefined {
  const m = /^(20\d\d)([1-4])$/.exec(yearQuarter.trim());
  if (m !== null) return { year: Number(m[1]), quarter: Number(m[2]) };
  for (const name of names.map(plain)) {
    const n = ZIP_MONTH.exec(name);
    const letter = MONTHS[n?.[1] ?? ""];
    if (n !== null && letter !== undefined && isQuarterLetter(letter))
      return { year: Number(n[2]), quarter: "ABCD".indexOf(letter) + 1 };
  }
  return undefined;
}

const CROSSWALK = /ZIP CBSA(?: DIV)?[ -]?(0[1-9]|1[0-2])(20\d\d)(?!\d)/;
const CROSSWALK_QUARTER = /(20\d\d) ?Q([1-4])(?!\d)/;
const CROSSWALK_YEAR = /(?:^|[^0-9])(20\d\d)(?!\d)/;

/** The quarter or year of a crosswalk, by its name: HUD's `ZIP_CBSA_122025` is of the month its quarter ends in. */
export function nameCrosswalk(names: readonly string[]): string | undefined {
  for (const name of names.map(plain)) {
    const hud = CROSSWALK.exec(name);
    if (hud !== null) return `${hud[2]}Q${Math.ceil(Number(hud[1]) / 3)}`;
    const quarter = CROSSWALK_QUARTER.exec(name);
    if (quarter !== null) return `${quarter[1]}Q${quarter[2]}`;
    const year = CROSSWALK_YEAR.exec(name);
    if (year?.[1] !== undefined) return year[1];
  }
  return undefined;
}

/** First year with a schedule of its own for qualifying participants (42 USC 1395w-4(d)(1)(A), as amended by MACRA). */
const FIRST_SPLIT_YEAR = 2026;

/** The schedule a relative value file is of; `assumed` when its year has two and neither name nor title says which. */
export function nameSchedule(
  year: number,
  names: readonly string[],
  head: string,
): { readonly schedule: Schedule; readonly assumed: boolean } {
  if (year < FIRST_SPLIT_YEAR) return { schedule: "single", assumed: false };
  for (const text of [...names, head.slice(0, 2_000)]) {
    if (/non[\s_-]*(?:qp|qualifying)/i.test(text)) return { schedule: "non-qp", assumed: false };
    if (/(?:^|[^a-z])qpp?(?:[^a-z]|$)|qualifying (?:apm )?participant/i.test(text.replace(/_/g, " ")))
      return { schedule: "qp", assumed: false };
  }
  return { schedule: "non-qp", assumed: true };
}
