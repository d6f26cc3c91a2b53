/**
 * Where something stands in what a user gave us. Every known part is filled, the rest is absent.
 * `file` is the name as the user gave it; an entry of an archive is written `archive.zip!entry`.
 */
export interface Place {
  readonly file: string;
  /** Offset of the first byte of the segment or element, counted from 0. */
  readonly byte?: number;
  /** Number of the segment in the file, counted from 1 (the ISA is 1). */
  readonly segment?: number;
  /** Loop of the implementation guide, such as "2400". */
  readonly loop?: string;
  /** Element as the trade writes it, such as "CLM02" or "SV101-2". */
  readonly element?: string;
  /** Line of a text or CSV file, counted from 1 (the header is 1). */
  readonly line?: number;
  /** Column name of a CSV file. */
  readonly column?: string;
}

export type Severity = "error" | "warning";

/**
 * Something wrong with the input. Collected, never thrown. An error means something could not be read or may be lost;
 * a warning means it was read and departs from the rules. The message says what happened and what to do, and never
 * repeats a value from the file: names, member ids and dates of birth must not reach a log.
 */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly at: Place;
  readonly message: string;
}

export const problem = (severity: Severity, code: string, at: Place, message: string): Problem => ({
  code,
  severity,
  at,
  message,
});

export const hasError = (problems: readonly Problem[]): boolean => problems.some((p) => p.severity === "error");

/** One line for a person: `claims.edi, byte 1204, segment 31, 2300 CLM02`. */
export function placeText(at: Place): string {
  const parts = [at.file];
  if (at.line !== undefined) parts.push(`line ${at.line}`);
  if (at.column !== undefined) parts.push(`column ${at.column}`);
  if (at.byte !== undefined) parts.push(`byte ${at.byte}`);
  if (at.segment !== undefined) parts.push(`segment ${at.segment}`);
  const where = [at.loop, at.element].filter((x) => x !== undefined).join(" ");
  if (where !== "") parts.push(where);
  return parts.join(", ");
}
