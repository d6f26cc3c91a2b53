import type { Day } from "#base/day.ts";
import { type Problem, problem } from "#base/problem.ts";
import type { Payer, Provider, Source, Typist } from "./claim.ts";
import { nameKey } from "./from-x12.ts";

/** What claims and EOBs that a person keys have in common: who typed it, the payer, and codes as the trade writes them. */

/** `entry` tells what one person typed on one day apart, counted from 1. */
export const typedSource = (by: Typist, entry: number): Source => ({
  file: `typed by ${by.name} on ${by.on}`,
  byte: 0,
  segment: entry,
  typed: by,
});

/** Where it stands, for a person: `claims.edi, segment 31`, `typed by M. Lund on 2026-11-20`. */
export const sourceText = (s: Source): string => {
  if (s.typed === undefined) return `${s.file}, segment ${s.segment}`;
  return s.segment === 1 ? s.file : `${s.file}, entry ${s.segment}`;
};

/** A payer as it is typed: its name as on the card or the EOB, and its id where one is known. */
export interface TypedPayer {
  readonly name: string;
  readonly id?: string | undefined;
}

export function typedPayer(p: TypedPayer): Payer {
  const name = p.name.trim();
  const id = p.id === undefined || p.id.trim() === "" ? undefined : p.id.trim();
  return { key: id ?? (name === "" ? "unknown" : nameKey(name)), name, id };
}

export const typedProvider = (p: Provider | undefined): Provider => ({
  npi: p?.npi,
  tin: p?.tin?.replace(/\D/g, ""),
  name: p?.name,
  taxonomy: p?.taxonomy,
  state: p?.state?.toUpperCase(),
  zip: p?.zip,
});

/** The procedure of a typed line. */
export interface TypedService {
  readonly code: string;
  readonly modifiers?: readonly string[] | undefined;
  /** A decimal number above zero; 1 when absent. */
  readonly units?: string | undefined;
  readonly date?: Day | undefined;
}

const CODE = /^([A-Z0-9]{5}|\d{4})$/;
const REVENUE = /^\d{4}$/;
const MODIFIER = /^[A-Z0-9]{2}$/;
const UNITS = /^\d{1,6}(\.\d{1,3})?$/;

/** The revenue code a line is billed under, when it names no procedure. */
export const revenueTyped = (code: string): string | undefined => (REVENUE.test(upper(code)) ? upper(code) : undefined);

export const upper = (text: string): string => text.trim().toUpperCase();

/** Collects what is wrong with an entry, by its lines and fields; a Problem never repeats what was typed. */
export class Faults {
  readonly problems: Problem[] = [];
  private readonly file: string;

  constructor(source: Source) {
    this.file = source.file;
  }

  add(code: string, message: string, line?: number, column?: string): void {
    const at = { file: this.file, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
    this.problems.push(problem("error", code, at, message));
  }

  need(text: string, column: string, what: string): void {
    if (text.trim() === "") this.add("typed-missing", `Write ${what}.`, undefined, column);
  }

  service(s: TypedService, line: number, today: Day): void {
    if (!CODE.test(upper(s.code)))
      this.add("typed-code", "A procedure code has five signs, a revenue code four.", line, "code");
    if ((s.modifiers ?? []).some((m) => !MODIFIER.test(upper(m))))
      this.add("typed-modifier", "A modifier has two signs.", line, "modifiers");
    const units = s.units ?? "1";
    if (!UNITS.test(units) || Number(units) === 0)
      this.add("typed-units", "Units are a number above zero.", line, "units");
    if (s.date !== undefined && s.date > today)
      this.add("typed-date", "The day of service is still to come.", line, "date");
  }
}
