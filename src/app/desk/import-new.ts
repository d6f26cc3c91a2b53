import type { Insertable } from "kysely";
import type { Claim, Remittance } from "#claim/claim.ts";
import type { Tables } from "#store/tables.ts";
import { idAt } from "#store/uuid.ts";
import type { RowDigests } from "./import-batch.ts";
import { claimRow, FileNotes, RowDigest, remittanceRow } from "./import-rows.ts";

/** Claims and remittances of the files of an import, made into rows as they are matched, and what those rows add up to. */

/** A file by the name its rows give as their source. */
export interface RowsFile {
  readonly id: string;
  /** Rows of a list stand at their line, those of X12 at their byte. */
  readonly isList: boolean;
}

/** What the rows of a file add up to so far. */
interface Sums {
  readonly claims: RowDigest;
  readonly remittances: RowDigest;
  paid: bigint;
}

const NO_NOTES = new FileNotes();

const placeIn = (file: RowsFile, r: Claim | Remittance): number => (file.isList ? r.source.segment : r.source.byte);

/** The id of the row of what was read from a file. */
export function idIn(files: ReadonlyMap<string, RowsFile>, r: Claim | Remittance): string {
  const file = files.get(r.source.file);
  if (file === undefined) throw new Error("Parley bug: a row of an import has no file");
  return idAt(file.id, placeIn(file, r));
}

/** Makes each row once, and remembers what it adds to its file. */
export class NewRows {
  private readonly files: ReadonlyMap<string, RowsFile>;
  private readonly notes: ReadonlyMap<string, FileNotes>;
  private readonly keys: { readonly org: string; readonly client: string };
  private readonly sums = new Map<string, Sums>();

  constructor(
    keys: { readonly org: string; readonly client: string },
    files: ReadonlyMap<string, RowsFile>,
    notes: ReadonlyMap<string, FileNotes>,
  ) {
    this.keys = keys;
    this.files = files;
    this.notes = notes;
    for (const { id } of files.values())
      this.sums.set(id, { claims: new RowDigest(), remittances: new RowDigest(), paid: 0n });
  }

  claim(c: Claim): Insertable<Tables["claim"]> {
    const { file, place } = this.placeOf(c);
    const { sent, patient } = (this.notes.get(c.source.file) ?? NO_NOTES).ofClaim(place);
    const at = { ...this.keys, file: file.id };
    const more = file.isList ? ({ source: "list" } as const) : ({ source: "edi", sent, patient } as const);
    const row = claimRow(c, at, place, more);
    this.sums.get(file.id)?.claims.add(place, row.id, row.body);
    return row;
  }

  /** `claim` is the id of the claim it answers. */
  remittance(r: Remittance, claim: string | null): Insertable<Tables["remittance"]> {
    const { file, place } = this.placeOf(r);
    const byte = file.isList ? undefined : this.notes.get(r.source.file)?.paymentOf(place);
    const tied = { payment: byte === undefined ? null : idAt(file.id, byte), claim };
    const row = remittanceRow(r, { ...this.keys, file: file.id }, place, file.isList ? "list" : "edi", tied);
    const sums = this.sums.get(file.id);
    if (sums !== undefined) sums.paid += r.paid;
    sums?.remittances.add(place, row.id, row.body);
    return row;
  }

  /** Of a file, once all its rows are made: their digests, and what its remittances paid in cents. */
  sumsOf(file: string): { readonly digest: RowDigests; readonly paid: number } | undefined {
    const of = this.sums.get(file);
    if (of === undefined) return undefined;
    const digest = { claims: of.claims.finish(), remittances: of.remittances.finish(), form: 2 as const };
    return { digest, paid: Number(of.paid) };
  }

  private placeOf(r: Claim | Remittance): { readonly file: RowsFile; readonly place: number } {
    const file = this.files.get(r.source.file);
    if (file === undefined) throw new Error("Parley bug: a row of an import has no file");
    return { file, place: placeIn(file, r) };
  }
}
