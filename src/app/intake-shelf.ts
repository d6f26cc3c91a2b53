import { type Day, dayNumber } from "#base/day.ts";
import type { Problem } from "#base/problem.ts";
import type { Claim, Remittance } from "#claim/claim.ts";
import { doubles, words } from "#claim/column.ts";
import { HistoryBuilder } from "#claim/history.ts";
import { ClaimIndex, PayerNames, RemittanceIndex } from "#claim/match-index.ts";
import { remittanceOf } from "#claim/remittance-from-x12.ts";
import type { ByteSource } from "#exchange/byte-source.ts";
import type { SetContext, SetReader } from "#x12/context.ts";
import type { Delimiters } from "#x12/delimiters.ts";
import type { ClaimPaymentRecord, PaymentRecord, Span } from "#x12/model.ts";
import { Problems } from "#x12/problems.ts";
import { openTyped } from "#x12/read.ts";
import type { Segment } from "#x12/segment.ts";
import { Tape, type TapeSink } from "#x12/tape.ts";
import { latin1 } from "./read-bytes.ts";

/** A file whose records can be read again. */
export interface ShelfFile {
  readonly name: string;
  readonly bytes: ByteSource;
}

const nothing = (): void => {};

/** Distinct values by a small number. */
class Kinds<T> {
  readonly values: T[] = [];
  private readonly numbers = new Map<string, number>();

  of(value: T, key: string): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.values.push(value);
    this.numbers.set(key, this.values.length - 1);
    return this.values.length - 1;
  }
}

/**
 * Every remittance of a folder: its index for matching, and where it stands, so that it can be read again when its claim
 * is evaluated. When the folder is small the remittances themselves are kept. The class guards that the columns and the
 * index have the same rows.
 */
export class RemittanceShelf {
  readonly index: RemittanceIndex;
  private readonly files: ShelfFile[] = [];
  private readonly kept: Remittance[] | undefined;
  private readonly file = words();
  private readonly from = doubles();
  private readonly size = words();
  private readonly segment = words();
  private readonly set = words();
  private readonly setFrom = doubles();
  private readonly headSize = words();
  private readonly setKind = words();
  private readonly contexts = new Kinds<Omit<SetContext, "byte" | "segment">>();
  private readonly readers = new Map<number, Rereader>();

  constructor(payers: PayerNames, keep: boolean) {
    this.index = new RemittanceIndex(payers);
    this.kept = keep ? [] : undefined;
  }

  get length(): number {
    return this.index.length;
  }

  /** Begins a file; the remittances added next are of it. */
  begin(file: ShelfFile): void {
    this.files.push(file);
  }

  /** A payment's head was read; the remittances added next belong to it. */
  payment(context: SetContext, payment: PaymentRecord): void {
    if (this.kept !== undefined) return;
    const { kind, version, fileDay, delimiters } = context;
    const shared = { kind, version, fileDay, delimiters, set: "", interchange: "" };
    this.setKind.push(this.contexts.of(shared, contextKey(version, fileDay, delimiters)));
    this.setFrom.push(context.byte);
    this.headSize.push(payment.span.to - context.byte);
  }

  add(r: Remittance, span: Span): void {
    this.index.add(r);
    this.kept?.push(r);
    if (this.kept !== undefined) return;
    this.file.push(this.files.length - 1);
    this.from.push(span.from);
    this.size.push(span.to - span.from);
    this.segment.push(span.segment);
    this.set.push(this.setFrom.length - 1);
  }

  /** A remittance that no file can give again, such as a row of a list. Kept as it is. */
  addRow(r: Remittance): void {
    this.index.add(r);
    if (this.kept !== undefined) {
      this.kept.push(r);
      return;
    }
    this.file.push(this.files.length - 1);
    this.from.push(this.rows.length);
    this.size.push(0);
    this.segment.push(r.source.segment);
    this.set.push(0);
    this.rows.push(r);
  }
  private readonly rows: Remittance[] = [];

  /** The remittance of a row, read again from its bytes. Throws when the file has changed since. */
  at(row: number): Remittance {
    const kept = this.kept?.[row];
    if (kept !== undefined) return kept;
    const size = this.size.at(row);
    const from = this.from.at(row);
    const stored = size === 0 ? this.rows[from] : undefined;
    if (stored !== undefined) return stored;
    const file = this.files[this.file.at(row)];
    const set = this.set.at(row);
    const kind = this.setKind.at(set);
    const context = this.contexts.values[kind];
    if (file === undefined || context === undefined) throw new Error("Parley bug: a remittance has no file");
    let reader = this.readers.get(kind);
    if (reader === undefined) {
      reader = new Rereader({ ...context, byte: 0, segment: 1 });
      this.readers.set(kind, reader);
    }
    const head = { from: this.setFrom.at(set), to: this.setFrom.at(set) + this.headSize.at(set) };
    const record = reader.read(file, head, { from, to: from + size });
    return {
      ...remittanceOf(record, file.name, nothing),
      source: { file: file.name, byte: from, segment: this.segment.at(row) },
    };
  }
}

const contextKey = (version: string, fileDay: Day | undefined, d: Delimiters): string =>
  `${version}|${fileDay ?? ""}|${d.element},${d.component},${d.repetition},${d.terminator}`;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Reads one claim payment again: the head of its payment, then its own bytes. The class guards the tape it reuses. */
class Rereader implements TapeSink {
  private readonly context: SetContext;
  private readonly tape: Tape;
  private readonly problems = new Problems("");
  private reader: SetReader | undefined;
  private found: ClaimPaymentRecord | undefined;
  private buffer = new Uint8Array(16384);

  constructor(context: SetContext) {
    this.context = context;
    this.tape = new Tape(this, latin1, { delimiters: context.delimiters, byte: 0, segment: 1 });
  }

  read(file: ShelfFile, head: Range, own: Range): ClaimPaymentRecord {
    this.reader = undefined;
    this.found = undefined;
    this.push(file, head);
    this.push(file, own);
    this.reader = this.close();
    if (this.found === undefined) throw new Error(`${file.name} changed while it was read. Run again.`);
    return this.found;
  }

  private push(file: ShelfFile, range: Range): void {
    const size = range.to - range.from;
    if (size > this.buffer.length) this.buffer = new Uint8Array(size * 2);
    const bytes = this.buffer.subarray(0, size);
    if (file.bytes.read(bytes, range.from) < size)
      throw new Error(`${file.name} changed while it was read. Run again.`);
    this.tape.push(bytes);
  }

  private close(): undefined {
    this.reader?.close("closed");
    return undefined;
  }

  segment(s: Segment): void {
    if (this.reader !== undefined) {
      this.reader.segment(s);
      return;
    }
    const take = (r: ClaimPaymentRecord): void => {
      this.found ??= r;
    };
    this.reader = openTyped(this.context, s, { claimPayment: take }, this.problems);
  }

  header(): void {}
  empty(): void {}
  outside(): void {}
  cut(): void {}
  tooLong(): void {}
}

/** Everything one reading of a folder gathers. */
export interface Shelves {
  readonly claims: ClaimIndex;
  /** The claims themselves while the folder is small. */
  readonly kept: Claim[] | undefined;
  readonly remittances: RemittanceShelf;
  readonly history: HistoryBuilder;
  /** What provider adjustments took back, by claim number or payer's claim number, in cents. */
  readonly recovered: Map<string, number>;
}

export function emptyShelves(keep: boolean): Shelves {
  const payers = new PayerNames();
  return {
    claims: new ClaimIndex(payers),
    kept: keep ? [] : undefined,
    remittances: new RemittanceShelf(payers, keep),
    history: new HistoryBuilder(),
    recovered: new Map(),
  };
}

export function shelveClaim(s: Shelves, c: Claim, sent: Day | undefined): void {
  s.claims.add(c, sent === undefined ? 0 : dayNumber(sent));
  s.history.meet(c.payer);
  s.kept?.push(c);
}

/** Problems of one file that the records themselves show, as many as the reader of X12 would list. */
export const problemList = (file: string): { take(p: Problem): void; list(): readonly Problem[] } => new Problems(file);
