import { type Day, dayFrom } from "#base/day.ts";

/**
 * One quarterly release of the physician fee schedule, named as the trade names it: `2025D` is October 2025, `2024AR`
 * the revision of January 2024. It is in force for services from `from` through `until`.
 */
export interface Release {
  readonly id: string;
  readonly year: number;
  readonly letter: QuarterLetter;
  /** A revision (R) replaces its quarter's first file from `from` on. */
  readonly revised: boolean;
  readonly from: Day;
  readonly until: Day;
}

export type QuarterLetter = "A" | "B" | "C" | "D";

const QUARTERS: Readonly<
  Record<QuarterLetter, readonly [from: readonly [number, number], until: readonly [number, number]]>
> = {
  A: [
    [1, 1],
    [3, 31],
  ],
  B: [
    [4, 1],
    [6, 30],
  ],
  C: [
    [7, 1],
    [9, 30],
  ],
  D: [
    [10, 1],
    [12, 31],
  ],
};

/**
 * Releases whose days differ from their quarter. The conversion factor of 2024 was raised in the middle of a quarter,
 * for services from 9 March on: Consolidated Appropriations Act, 2024 (Pub. L. 118-42), section 304.
 */
const ODD_DAYS: Readonly<Record<string, Partial<Record<"from" | "until", readonly [number, number]>>>> = {
  "2024A": { until: [3, 8] },
  "2024AR": { from: [3, 9] },
};

const NAME = /^(?:RVU)?(?:20)?(\d\d)([A-D])(R?)$/;

export function isQuarterLetter(text: string): text is QuarterLetter {
  return text === "A" || text === "B" || text === "C" || text === "D";
}

/** The release with this year and letter; undefined outside 2000 to 2099. */
export function releaseOf(year: number, letter: QuarterLetter, revised: boolean): Release | undefined {
  const id = `${year}${letter}${revised ? "R" : ""}`;
  const [first, last] = QUARTERS[letter];
  const odd = ODD_DAYS[id];
  const from = dayFrom(year, ...(odd?.from ?? first));
  const until = dayFrom(year, ...(odd?.until ?? last));
  if (year < 2000 || year > 2099 || from === undefined || until === undefined) return undefined;
  return { id, year, letter, revised, from, until };
}

/** Reads `2025D`, `2024AR`, `2020b`, `RVU20B` or `24AR`. */
export function readRelease(text: string): Release | undefined {
  const m = NAME.exec(text.trim().toUpperCase());
  const letter = m?.[2] ?? "";
  return m === null || !isQuarterLetter(letter) ? undefined : releaseOf(2000 + Number(m[1]), letter, m[3] === "R");
}

/** Orders releases by the day they took effect; a revision stands after the file it revises. */
export function compareReleases(a: Release, b: Release): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  return Number(a.revised) - Number(b.revised);
}
