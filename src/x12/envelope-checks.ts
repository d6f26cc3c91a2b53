import type { Day } from "#base/day.ts";
import { dayAt, shortDayAt } from "./date.ts";
import type { Problems } from "./problems.ts";
import type { Segment } from "./segment.ts";

/** GS01 of the groups that hold these sets (the standard's functional identifiers). */
const GROUP_OF: ReadonlyMap<string, string> = new Map([
  ["837", "HC"],
  ["835", "HP"],
  ["999", "FA"],
  ["277", "HN"],
]);

/** Control numbers remembered to tell a second sending; more than one file of a day ever holds. */
export const REMEMBERED = 100_000;

/** What stands open: where it began, its control number, and how much of what it counts has come. */
export interface Open {
  readonly byte: number;
  readonly number: number;
  readonly control: string;
  count: number;
}

export interface Group extends Open {
  readonly version: string;
  readonly day: Day | undefined;
  /** GS01 and where it stands. */
  readonly kind: string;
  readonly kindByte: number;
  /** ST02 of its sets, to tell a second one. */
  readonly sets: Set<string>;
  misfit: boolean;
}

/** Whether a set of this kind (ST01) may stand in a group of this GS01; true for kinds we know nothing of. */
const fitsGroup = (kind: string, group: string): boolean => (GROUP_OF.get(kind) ?? group) === group;

const digit = (b: number | undefined): number => (b === undefined || b < 48 || b > 57 ? Number.NaN : b - 48);

/** HHMM in 24 hours. */
function isTime(bytes: Uint8Array, from: number): boolean {
  const hour = digit(bytes[from]) * 10 + digit(bytes[from + 1]);
  const minute = digit(bytes[from + 2]) * 10 + digit(bytes[from + 3]);
  return hour < 24 && minute < 60;
}

/** The day of ISA09, YYMMDD; warns of it and of ISA10 when they are no day and no time. */
export function interchangeDay(s: Segment, problems: Problems): Day | undefined {
  const day = s.width(9) === 6 ? shortDayAt(s.bytes, s.at[9] as number) : undefined;
  if (day === undefined) {
    const text = "The date of the interchange is no date. Ask the sender to correct it.";
    problems.at("warning", "interchange-date", s, text, undefined, [9]);
  }
  if (s.width(10) !== 4 || !isTime(s.bytes, s.at[10] as number)) {
    const text = "The time of the interchange is no time. Ask the sender to correct it.";
    problems.at("warning", "interchange-time", s, text, undefined, [10]);
  }
  return day;
}

/** The day of GS04, of eight digits, or of six as older versions write it; warns when it is none, and of an empty GS08. */
export function groupDay(s: Segment, problems: Problems): Day | undefined {
  const width = s.width(4);
  const from = s.at[4] as number;
  const day = width === 8 ? dayAt(s.bytes, from) : width === 6 ? shortDayAt(s.bytes, from) : undefined;
  if (day === undefined) {
    const text = "The date of the group is no date. Ask the sender to correct it.";
    problems.at("warning", "group-date", s, text, undefined, [4]);
  }
  if (!s.has(8)) {
    const text = "The group names no guide, which its sets are read by. Ask the sender to fill it.";
    problems.at("warning", "element-missing", s, text, undefined, [8]);
  }
  return day;
}

/** Warns of an ST that does not agree with its group. */
export function compareWithGroup(s: Segment, gs: Group, problems: Problems): void {
  const [kind, control] = [s.word(1), s.word(2)];
  if (gs.sets.has(control)) {
    const text = "This control number came before in the same group. Check whether the set was sent twice.";
    problems.at("warning", "set-repeated", s, text, undefined, [2]);
  } else if (gs.sets.size < REMEMBERED) gs.sets.add(control);
  if (s.has(3) && gs.version !== "" && s.word(3) !== gs.version) {
    const text =
      "The guide of the set differs from that of its group (GS08). It was read by its own; check which is right.";
    problems.at("warning", "guide-differs", s, text, undefined, [3]);
  }
  if (gs.misfit || fitsGroup(kind, gs.kind)) return;
  gs.misfit = true;
  const text = "The kind of the group does not fit the sets in it. They were read; ask the sender to correct it.";
  problems.add("warning", "group-kind", { byte: gs.kindByte, segment: gs.number, element: "GS01" }, text);
}

/** Warns when a segment that closes something (SE, GE, IEA) counts otherwise than `counted`. */
export function compareCount(s: Segment, counted: number, what: string, problems: Problems): void {
  if (s.int(1) === counted) return;
  const text = `The count of ${what} is wrong: there are ${counted}. Check that none was lost, and have the count corrected.`;
  problems.at("warning", "count", s, text, undefined, [1]);
}

/** Warns when it repeats another control number than its opener gave. */
export function compareControl(s: Segment, control: string, opener: string, problems: Problems): void {
  if (s.word(2) === control) return;
  const text = `The control number differs from ${opener}. Check that the two belong together.`;
  problems.at("warning", "control-number", s, text, undefined, [2]);
}

/** Both for an SE; ST and SE are among the segments it counts. */
export function compareSetEnd(se: Segment, counted: number, control: string, problems: Problems): void {
  compareCount(se, counted, "segments from ST to SE", problems);
  compareControl(se, control, "ST02", problems);
}
