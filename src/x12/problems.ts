import { type Place, type Problem, problem, type Severity } from "#base/problem.ts";
import type { Segment } from "./segment.ts";

/** So many Problems of one code are listed for a file; the rest are counted, so that no file can flood the reader. */
export const LISTED = 1000;

const PLAIN: Place = { file: "" };

/** What a cut-off list left out. Travels between threads. */
export interface Tally {
  readonly severity: Severity;
  readonly code: string;
  readonly count: number;
  /** Where the first of them stands. */
  readonly hidden?: Place | undefined;
}

interface Count {
  readonly severity: Severity;
  readonly code: string;
  count: number;
  hidden?: Place | undefined;
}

/** What was collected of a part of a file. Travels between threads. */
export interface Found {
  readonly problems: readonly Problem[];
  readonly tallies: readonly Tally[];
}

/** Collects the Problems of one file, at most `LISTED` of a code. The class guards the count. */
export class Problems {
  readonly file: string;
  private kept: Problem[] = [];
  private counts = new Map<string, Count>();

  constructor(file: string) {
    this.file = file;
  }

  add(severity: Severity, code: string, at: Omit<Place, "file">, message: string): void {
    this.take(problem(severity, code, { ...PLAIN, ...at, file: this.file }, message));
  }

  /** A Problem at one of a segment's elements, by number; or at its beginning, which a text may name: "ISA". */
  at(
    severity: Severity,
    code: string,
    s: Segment,
    message: string,
    loop?: string,
    element?: ElementName | string,
  ): void {
    this.add(severity, code, placeOf(s, loop, element), message);
  }

  take(p: Problem): void {
    const key = `${p.severity} ${p.code}`;
    const tally = this.counts.get(key);
    if (tally === undefined) this.counts.set(key, { severity: p.severity, code: p.code, count: 1 });
    else if (++tally.count > LISTED) {
      tally.hidden ??= p.at;
      return;
    }
    this.kept.push(p);
  }

  /** Hands over what was collected, without the closing counts, and begins anew; undefined when there is nothing. */
  handOver(): Found | undefined {
    if (this.kept.length === 0) return undefined;
    const found = { problems: this.kept, tallies: [...this.counts.values()] };
    this.kept = [];
    this.counts = new Map();
    return found;
  }

  /** Joins what was collected of a later part of the file; `place` says where in the file a place of that part is. */
  join({ problems, tallies }: Found, place: (at: Place) => Place): void {
    for (const p of problems) this.take({ ...p, at: place(p.at) });
    for (const t of tallies) {
      const mine = this.counts.get(`${t.severity} ${t.code}`);
      if (mine === undefined || t.count <= LISTED) continue;
      mine.count += t.count - LISTED;
      mine.hidden ??= t.hidden && place(t.hidden);
    }
  }

  /** In the order of the file, with one Problem for each code that was cut off. */
  list(): readonly Problem[] {
    const sorted = [...this.kept].sort(
      (a, b) => byteOf(a) - byteOf(b) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
    );
    const cut = [...this.counts.values()].filter((t) => t.count > LISTED).sort((a, b) => (a.code < b.code ? -1 : 1));
    for (const t of cut) {
      const rest = t.count - LISTED;
      const text = `${rest} more of "${t.code}" are not listed; the first stands here. Mend the ones above and check the file again.`;
      sorted.push(problem(t.severity, "more", t.hidden ?? { file: this.file }, text));
    }
    return sorted;
  }
}

/** Forgets what it is given: bytes that are read again tell nothing new, and half of a set lacks much. */
export class AlreadyTold extends Problems {
  constructor() {
    super("");
  }

  override add(): void {}
  override at(): void {}
  override take(): void {}
}

const byteOf = (p: Problem): number => p.at.byte ?? Number.MAX_SAFE_INTEGER;

/** An element by number, and a component of it: [1] is NM101, [1, 2] is SV101-2. */
export type ElementName = readonly [element: number, component?: number];

export function placeOf(s: Segment, loop?: string, element?: ElementName | string): Omit<Place, "file"> {
  const named = typeof element === "object" ? elementName(s, element) : element;
  return {
    byte: typeof element === "object" ? s.byteOf(element[0]) : s.start,
    segment: s.number,
    ...(loop === undefined ? {} : { loop }),
    ...(named === undefined ? {} : { element: named }),
  };
}

function elementName(s: Segment, [element, component]: ElementName): string {
  const number = element < 10 ? `0${element}` : `${element}`;
  return `${s.word(0).toUpperCase()}${number}${component === undefined ? "" : `-${component}`}`;
}
