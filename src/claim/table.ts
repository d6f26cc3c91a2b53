/** A row of a table file: its line, counted from 1 (the header is 1), and its cells in the order of the header. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A CSV file as rows, read by `exchange`. */
export interface Table {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}

/** Header cells compare without case, blanks and punctuation. */
export const columnKey = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
