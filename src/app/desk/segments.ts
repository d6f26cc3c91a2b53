import { latin1 } from "#app/read-bytes.ts";
import type { Delimiters, Header } from "#x12/delimiters.ts";
import type { Segment } from "#x12/segment.ts";
import { Tape } from "#x12/tape.ts";
import type { Desk } from "./desk.ts";
import { readerOf } from "./eob-file.ts";
import type { BatchFile } from "./import-batch.ts";

/** The segments around a place of a kept file, element by element, so that a Problem can be shown where it stands. */

export interface ShownSegment {
  readonly segment: number;
  readonly byte: number;
  readonly elements: readonly string[];
  /** The element meant, counted from 0 (the segment id); null when the whole segment is, or when it is not this one. */
  readonly lit: number | null;
  readonly here: boolean;
}

export interface Segments {
  readonly rows: readonly ShownSegment[];
  readonly delimiters: { readonly element: string; readonly component: string; readonly segment: string };
}

export interface Around {
  /** Counted from 1; or the byte of the place when the number is not known. */
  readonly segment?: number | undefined;
  readonly byte?: number | undefined;
  /** As a Problem names it: "CLM02", "SV101-2". */
  readonly element?: string | undefined;
  readonly around: number;
}

const CHUNK = 1 << 20;

/** Element named "CLM02" of a segment CLM: 2. */
function litIn(id: string, element: string | undefined): number | null {
  const m = /^([A-Z][A-Z0-9]{1,2}?)(\d{2})(-\d+)?$/.exec(element ?? "");
  return m !== null && m[1] === id ? Number(m[2]) : null;
}

const letter = (code: number): string => String.fromCharCode(code);

/** Keeps the last few segments until the one meant comes, then the next few. */
class Window {
  readonly rows: ShownSegment[] = [];
  delimiters: Delimiters | undefined;
  private after = 0;
  private found = false;
  private readonly at: Around;

  constructor(at: Around) {
    this.at = at;
  }

  get done(): boolean {
    return this.found && this.after > this.at.around;
  }

  see(s: Segment): void {
    if (this.done) return;
    const text = latin1(s.raw, s.rawFrom, s.rawTo).trim();
    const elements = text.split(letter(s.delimiters.element));
    const here = !this.found && this.isMeant(s);
    const lit = here ? litIn(elements[0] ?? "", this.at.element) : null;
    this.rows.push({ segment: s.number, byte: s.base + s.rawFrom, elements, lit, here });
    if (here) this.found = true;
    if (this.found) this.after += 1;
    else if (this.rows.length > this.at.around) this.rows.shift();
  }

  private isMeant(s: Segment): boolean {
    if (this.at.segment !== undefined) return s.number === this.at.segment;
    return this.at.byte !== undefined && this.at.byte <= s.base + s.rawTo;
  }
}

/** Undefined when the file holds no such segment, or no X12 at all. Throws Outage when it is damaged. */
export async function segmentsAround(
  desk: Desk,
  org: string,
  file: BatchFile,
  at: Around,
): Promise<Segments | undefined> {
  const reader = await readerOf(desk, org, file, file.name);
  try {
    const window = new Window(at);
    const nothing = (): void => {};
    const header = (h: Header): void => {
      window.delimiters = h.delimiters;
    };
    const sink = {
      segment: (s: Segment) => window.see(s),
      header,
      empty: nothing,
      outside: nothing,
      cut: nothing,
      tooLong: nothing,
    };
    const tape = new Tape(sink, latin1);
    for (let from = 0; from < reader.size && !window.done && !tape.stopped; from += CHUNK)
      tape.push(await reader.read(from, CHUNK));
    if (!window.done) tape.end();
    const { delimiters } = window;
    if (delimiters === undefined || !window.rows.some((r) => r.here)) return undefined;
    return {
      rows: window.rows,
      delimiters: {
        element: letter(delimiters.element),
        component: letter(delimiters.component),
        segment: letter(delimiters.terminator),
      },
    };
  } finally {
    reader.close();
  }
}
