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
import type { PaymentRecord, Span } from "#x12/model.ts";
import { AlreadyTold, Problems } from "#x12/problems.ts";
import { openTyped } from "#x12/read.ts";
import { readClaimPayment } from "#x12/reread.ts";
import type { Segment } from "#x12/segment.ts";
import { Tape, type TapeSink } from "#x12/tape.ts";
import { AdjustmentShelf } from "./intake-adjustments.ts";
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
  private readonly payments = new Map<number, PaymentRecord>();
  private readonly bytes = new Bytes();

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
    if (this.payments.size < REMEMBERED) this.payments.set(this.setFrom.length - 1, payment);
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
    const context = this.contexts.values[this.setKind.at(set)];
    if (file === undefined || context === undefined) throw new Error("Parley bug: a remittance has no file");
    const payment = this.paymentOf(file, set, context);
    const span = { from, segment: this.segment.at(row) };
    const record = readClaimPayment(this.bytes.of(file, from, size), context.delimiters, payment, span, { latin1 });
    if (record === undefined) throw changed(file);
    return remittanceOf(record, file.name, nothing);
  }

  private paymentOf(file: ShelfFile, set: number, shared: Omit<SetContext, "byte" | "segment">): PaymentRecord {
    const known = this.payments.get(set);
    if (known !== undefined) return known;
    const byte = this.setFrom.at(set);
    const payment = readHead(this.bytes.of(file, byte, this.headSize.at(set)), { ...shared, byte, segment: 1 });
    if (payment === undefined) throw changed(file);
    if (this.payments.size >= REMEMBERED) {
      const [oldest] = this.payments.keys();
      if (oldest !== undefined) this.payments.delete(oldest);
    }
    this.payments.set(set, payment);
    return payment;
  }
}

const contextKey = (version: string, fileDay: Day | undefined, d: Delimiters): string =>
  `${version}|${fileDay ?? ""}|${d.element},${d.component},${d.repetition},${d.terminator}`;

/**
 * Payments whose heads are remembered, a kibibyte or so each: more than the remittances of a busy year ever shuffle
 * between. Those of larger folders are read again as they come, and the oldest forgotten.
 */
const REMEMBERED = 1 << 15;

/** The bytes from one place to another, in a buffer that the next call overwrites. */
class Bytes {
  private buffer = new Uint8Array(16384);

  of(file: ShelfFile, from: number, size: number): Uint8Array {
    if (size > this.buffer.length) this.buffer = new Uint8Array(size * 2);
    const bytes = this.buffer.subarray(0, size);
    if (file.bytes.read(bytes, from) < size) throw changed(file);
    return bytes;
  }
}

const changed = (file: ShelfFile): Error => new Error(`${file.name} changed while it was read. Run again.`);

/** Reads the head of a payment again: everything from its ST to its first claim. */
function readHead(bytes: Uint8Array, context: SetContext): PaymentRecord | undefined {
  let found: PaymentRecord | undefined;
  let reader: SetReader | undefined;
  const problems = new AlreadyTold();
  const take = (payment: PaymentRecord): void => {
    found ??= payment;
  };
  const segment = (s: Segment): void => {
    if (reader === undefined) reader = openTyped(context, s, { payment: take }, problems);
    else reader.segment(s);
  };
  const sink: TapeSink = {
    segment,
    cut: segment,
    header: nothing,
    empty: nothing,
    outside: nothing,
    tooLong: nothing,
  };
  const tape = new Tape(sink, latin1, { delimiters: context.delimiters, byte: context.byte, segment: context.segment });
  tape.push(bytes);
  tape.end();
  reader?.close("closed");
  return found;
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
  readonly adjustments: AdjustmentShelf;
}

export function emptyShelves(keep: boolean): Shelves {
  const payers = new PayerNames();
  return {
    claims: new ClaimIndex(payers),
    kept: keep ? [] : undefined,
    remittances: new RemittanceShelf(payers, keep),
    history: new HistoryBuilder(),
    recovered: new Map(),
    adjustments: new AdjustmentShelf(),
  };
}

export function shelveClaim(s: Shelves, c: Claim, sent: Day | undefined): void {
  s.claims.add(c, sent === undefined ? 0 : dayNumber(sent));
  s.history.meet(c.payer);
  s.kept?.push(c);
}

/** Problems of one file that the records themselves show, as many as the reader of X12 would list. */
export const problemList = (file: string): { take(p: Problem): void; list(): readonly Problem[] } => new Problems(file);
