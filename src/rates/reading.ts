import type { Problem } from "#base/problem.ts";
import type { GpciBook, Schedule } from "#price/book.ts";
import type { BookKind } from "./book-file.ts";
import type { Cells } from "./cells.ts";
import type { Header } from "./columns.ts";
import type { Findings } from "./findings.ts";
import type { Oppscap } from "./oppscap.ts";

/** The content of one book, read from one published file and not yet stored. */
export interface ReadBook {
  readonly kind: BookKind;
  readonly release: string;
  readonly schedule: Schedule;
  readonly floor: GpciBook["floor"];
  readonly rows: readonly string[];
  readonly leftOut: number;
  /** The key the file ends with, in its own order, where files of its kind end alike. */
  readonly ends?: string | undefined;
}

export interface ReadFile {
  readonly books: readonly ReadBook[];
  /** What became of the file when it gave no book. */
  readonly verdict: "read" | "skipped" | "refused";
  readonly problems: readonly Problem[];
  /** An OPPSCAP file, to compare with the books once all are imported. */
  readonly oppscap?: Oppscap;
}

/** A published file: its inflated bytes, its name for Problems, and the names its release can be read from, nearest first. */
export interface SourceFile {
  readonly file: string;
  readonly bytes: Buffer;
  readonly path: readonly string[];
  readonly names: readonly string[];
  /** Given by its own path; an unknown file is then an error, in a folder it is only mentioned. */
  readonly asked: boolean;
}

export interface Reading {
  readonly source: SourceFile;
  readonly text: string;
  readonly found: Findings;
}

export const refused = (r: Reading): ReadFile => ({ books: [], verdict: "refused", problems: r.found.all() });

/** The number of rows that could not be read, counted as what the cells hold and the book does not. */
export function missing<C extends string>(
  cells: Cells<C>,
  rows: readonly string[],
  isRow: (i: number) => boolean,
): number {
  let n = 0;
  for (let i = 0; i < cells.count; i++) if (!cells.blank(i) && isRow(i)) n++;
  return Math.max(0, n - rows.length);
}

/** A book must be whole: a row that breaks off says that the file is cut or damaged, and no book is made of it. */
export function isCut<C extends string>(r: Reading, cells: Cells<C>, isRow: (i: number) => boolean): boolean {
  for (let i = 0; i < cells.count; i++) {
    if (!cells.short(i) || !isRow(i)) continue;
    r.found.add(
      "error",
      "book-cut",
      cells.line(i),
      undefined,
      "this row breaks off before the columns it needs, so the file is cut short or damaged: no book was made of it. Download it again",
    );
    return true;
  }
  return false;
}

/** How the first cell of a row begins, where footnotes may be as short as a cut row. */
export const BEGINS = /^[A-Z]?\d{0,5}[A-Z]?$/;

export function noRows(r: Reading): ReadFile {
  r.found.add(
    "error",
    "book-empty",
    undefined,
    undefined,
    "no row of this file could be read, so no book was made of it",
  );
  return refused(r);
}

export function noRelease(r: Reading, why: string): ReadFile {
  r.found.add("error", "book-no-release", undefined, undefined, why);
  return refused(r);
}

/** Says which required columns a header lacks; true when it has them all. */
export function isWhole(r: Reading, header: Header<string>): boolean {
  for (const name of header.twice) {
    r.found.add(
      "warning",
      "book-column-twice",
      header.dataFrom,
      name,
      "this column stands in the header twice: the first was read",
    );
  }
  for (const name of header.missing) {
    r.found.add(
      "error",
      "book-no-column",
      header.dataFrom,
      name,
      "the header has no column of this name, so the file was not read",
    );
  }
  return header.missing.length === 0;
}
