import type { Insertable } from "kysely";
import type { Claim, Remittance } from "#claim/claim.ts";
import type { Tables } from "#store/tables.ts";
import { idAt } from "#store/uuid.ts";
import type { RowDigests } from "./import-batch.ts";
import { claimRow, FileNotes, RowDigest, remittanceRow } from "./import-rows.ts";

/** Claims and remittances of the files of an import, made into rows as they are matched, and the digests of those rows. */

/** A file by the name its rows give as their source. */
export interface RowsFile {
  readonly id: string;
  /** Rows of a list stand at their line, those of X12 at their byte. */
  readonly isList: boolean;
}

const NO_NOTES = new FileNotes();

const placeIn = (file: RowsFile, r: Claim | Remittance): number => (file.isList ? r.source.segment : r.source.byte);

/** The id of the row of what was read from a file. */
export function idIn(files: ReadonlyMap<string, RowsFile>, r: Claim | Remittance): string {
  const file = files.get(r.source.file);
  if (file === undefined) throw new Error("Parley bug: a row of an import has no file");
  return idAt(file.id, placeIn(file, r));
}

/** Makes each row once, and remembers what it digests to. */
export class NewRows {
  private readonly files: ReadonlyMap<string, RowsFile>;
  private readonly notes: ReadonlyMap<string, FileNotes>;
  private readonly keys: { readonly org: string; readonly client: string };
  private readonly digests = new Map<string, { readonly claims: RowDigest; readonly remittances: RowDigest }>();

  constructor(
    keys: { readonly org: string; readonly client: string },
    files: ReadonlyMap<string, RowsFile>,
    notes: ReadonlyMap<string, FileNotes>,
  ) {
    this.keys = keys;
    this.files = files;
    this.notes = notes;
    for (const { id } of files.values())
      this.digests.set(id, { claims: new RowDigest(), remittances: new RowDigest() });
  }

  claim(c: Claim): Insertable<Tables["claim"]> {
    const { file, place } = this.placeOf(c);
    const { sent, patient } = (this.notes.get(c.source.file) ?? NO_NOTES).ofClaim(place);
    const at = { ...this.keys, file: file.id };
    const more = file.isList ? ({ source: "list" } as const) : ({ source: "edi", sent, patient } as const);
    const row = claimRow(c, at, place, more);
    this.digests.get(file.id)?.claims.add(place, row.id, row.body);
    return row;
  }

  /** `claim` is the id of the claim it answers. */
  remittance(r: Remittance, claim: string | null): Insertable<Tables["remittance"]> {
    const { file, place } = this.placeOf(r);
    const byte = file.isList ? undefined : this.notes.get(r.source.file)?.paymentOf(place);
    const tied = { payment: byte === undefined ? null : idAt(file.id, byte), claim };
    const row = remittanceRow(r, { ...this.keys, file: file.id }, place, file.isList ? "list" : "edi", tied);
    this.digests.get(file.id)?.remittances.add(place, row.id, row.body);
    return row;
  }

  /** Of every file, once all rows are made. */
  digestsOf(file: string): RowDigests | undefined {
    const of = this.digests.get(file);
    return of === undefined ? undefined : { claims: of.claims.finish(), remittances: of.remittances.finish(), form: 2 };
  }

  private placeOf(r: Claim | Remittance): { readonly file: RowsFile; readonly place: number } {
    const file = this.files.get(r.source.file);
    if (file === undefined) throw new Error("Parley bug: a row of an import has no file");
    return { file, place: placeIn(file, r) };
  }
}
