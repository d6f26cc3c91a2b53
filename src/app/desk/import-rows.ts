import { createHash, hash } from "node:crypto";
import type { Insertable } from "kysely";
import { namesIn } from "#app/intake-adjustments.ts";
import type { ShelfFile } from "#app/intake-shelf.ts";
import { through } from "#app/intake-x12.ts";
import type { Day } from "#base/day.ts";
import type { Claim, Remittance } from "#claim/claim.ts";
import type { ListedClaim } from "#claim/claim-list.ts";
import { loosely } from "#claim/control-number.ts";
import { claimOf, payerOf } from "#claim/from-x12.ts";
import { paymentOf, remittanceOf } from "#claim/remittance-from-x12.ts";
import { claimText, remittanceText } from "#claim/stored.ts";
import { load } from "#store/bulk.ts";
import type { TenantTx } from "#store/store.ts";
import type { Tables } from "#store/tables.ts";
import { idAt } from "#store/uuid.ts";
import { bare } from "#store/wire.ts";
import type { SetContext } from "#x12/context.ts";
import type { ClaimAnswer, ClaimRecord, GroupAnswer, Party, PaymentRecord, SetAnswer } from "#x12/model.ts";
import { groupAnswerRow, sentSetRow, setAnswerRow } from "./import-sets.ts";

/** Rows of claims, payments and remittances of files, and what is noted of the files before those rows can be made. */

interface Keys {
  readonly org: string;
  readonly client: string;
  /** Id of the file. */
  readonly file: string;
}

/** What matching asks the store for: numbers, loosely; and day with charge of what a number may not find. */
export class Wanted {
  readonly claims = new Set<string>();
  readonly remittances = new Set<string>();
  readonly payerNumbers = new Set<string>();
  readonly replaces = new Set<string>();
  /** "number", a tab, "day cents". */
  readonly claimDays = new Set<string>();
  readonly remittanceDays = new Set<string>();

  claim(c: Claim): void {
    const number = loosely(c.id);
    this.claims.add(number);
    if (c.replaces !== undefined) this.replaces.add(c.replaces);
    if (c.from !== undefined) this.claimDays.add(`${number}\t${c.from} ${c.billed}`);
  }

  remittance(r: Remittance): void {
    const number = loosely(r.id);
    if (number !== "") this.remittances.add(number);
    if (r.payerClaimNumber !== undefined && r.payerClaimNumber !== "") this.payerNumbers.add(r.payerClaimNumber);
    const billed = r.billed < 0n ? -r.billed : r.billed;
    if (r.from !== undefined) this.remittanceDays.add(`${number}\t${r.from} ${billed}`);
  }
}

const nameOf = (p: Party | undefined): string | null => {
  const parts = [p?.name, p?.first].flatMap((part) => (part === undefined || part.trim() === "" ? [] : [part.trim()]));
  return parts.length === 0 ? null : bare(parts.join(", "));
};

/** Rows of which there are few, read before anything is matched; `to` is the byte after which nothing of it was read. */
export interface Piece {
  readonly payments: Insertable<Tables["payment"]>[];
  readonly adjustments: Insertable<Tables["provider_adjustment"]>[];
  readonly answers: Insertable<Tables["claim_answer"]>[];
  readonly setAnswers: Insertable<Tables["set_answer"]>[];
  sets: readonly Insertable<Tables["sent_set"]>[];
  to: number;
}

const emptyPiece = (to: number): Piece => ({
  ...{ payments: [], adjustments: [], answers: [], setAnswers: [], sets: [], to },
});

export const hasRows = (p: Piece): boolean =>
  p.payments.length + p.adjustments.length + p.answers.length + p.setAnswers.length + p.sets.length > 0;

/** Sets wait for so many others before they are written: a file may have one a claim. */
const SETS_AT_ONCE = 2_000;

export function claimRow(
  c: Claim,
  at: Keys,
  byte: number,
  more: {
    readonly source: Tables["claim"]["source"];
    readonly sent?: Day | undefined;
    readonly patient?: string | null;
  },
): Insertable<Tables["claim"]> {
  return {
    org: at.org,
    client: at.client,
    id: idAt(at.file, byte),
    source: more.source,
    file: at.file,
    byte,
    number: bare(c.id),
    loose: bare(loosely(c.id)),
    form: c.form,
    payer_key: bare(c.payer.key),
    payer_name: bare(c.payer.name),
    us_state: c.facility?.state ?? c.billing.state ?? null,
    from_day: c.from ?? null,
    to_day: c.to ?? null,
    billed: c.billed,
    replaces: c.replaces === undefined ? null : bare(c.replaces),
    patient: more.patient ?? null,
    body: claimText(c, more.sent),
  };
}

export function remittanceRow(
  r: Remittance,
  at: Keys,
  byte: number,
  source: Tables["remittance"]["source"],
  tied: { readonly payment: string | null; readonly claim: string | null },
): Insertable<Tables["remittance"]> {
  return {
    org: at.org,
    client: at.client,
    id: idAt(at.file, byte),
    source,
    file: at.file,
    byte,
    payment: tied.payment,
    claim: tied.claim,
    number: bare(r.id),
    loose: bare(loosely(r.id)),
    payer_number: r.payerClaimNumber === undefined ? null : bare(r.payerClaimNumber),
    payer_key: bare(r.payer.key),
    payer_name: bare(r.payer.name),
    status: bare(r.status),
    billed: r.billed,
    paid: r.paid,
    patient_owes: r.patient ?? null,
    from_day: r.from ?? null,
    to_day: r.to ?? null,
    body: remittanceText(r),
  };
}

/** Categories of a claim that was sent back. */
const REJECTS = /^A[3678]$/;

/** Nothing of an answer about a whole file, or of one that neither accepts nor rejects. */
function answerRow(a: ClaimAnswer, at: Keys, fileDay: Day | undefined): Insertable<Tables["claim_answer"]> | undefined {
  const [first] = a.statuses;
  const status = a.outcome === "rejected" ? (a.statuses.find((s) => REJECTS.test(s.category)) ?? first) : first;
  const day = status?.day ?? fileDay;
  const loose = loosely(a.id);
  if (a.about !== "claim" || a.outcome === undefined || status === undefined || day === undefined || loose === "")
    return undefined;
  const payerNumber = a.refs.find((r) => r.kind === "1K")?.value;
  return {
    ...at,
    id: idAt(at.file, a.span.from),
    segment: a.span.segment,
    loose: bare(loose),
    from_day: a.dates.find((d) => d.kind === "472")?.from ?? null,
    billed: status.amount ?? null,
    day,
    outcome: a.outcome,
    category: bare(status.category),
    code: status.code === undefined ? null : bare(status.code),
    payer_number: payerNumber === undefined ? null : bare(payerNumber),
  };
}

function paymentRow(p: PaymentRecord, at: Keys): Insertable<Tables["payment"]> {
  const { amount, effective, fileDay, trace } = paymentOf(p);
  const payer = payerOf(p.payer);
  return {
    ...at,
    id: idAt(at.file, p.span.from),
    source: "edi",
    byte: p.span.from,
    trace: trace === undefined ? null : bare(trace),
    amount: amount ?? null,
    effective: effective ?? null,
    file_day: fileDay ?? null,
    payer_key: bare(payer.key),
    payer_name: bare(payer.name),
    body: JSON.stringify({ segment: p.span.segment, method: p.method, set: p.set }),
  };
}

/** What the rows of a file need beside its claims and remittances: noted while it is read, asked for by byte. */
export class FileNotes {
  private readonly sets: number[] = [];
  private readonly days: (Day | undefined)[] = [];
  private readonly claims: number[] = [];
  private readonly patients: (string | null)[] = [];
  private readonly payments: number[] = [];

  set(byte: number, day: Day | undefined): void {
    if (this.days.length > 0 && this.days.at(-1) === day) return;
    this.sets.push(byte);
    this.days.push(day);
  }

  claim(byte: number, patient: string | null): void {
    this.claims.push(byte);
    this.patients.push(patient);
  }

  payment(byte: number): void {
    this.payments.push(byte);
  }

  /** The day the file around a claim was made, and the claim's patient. */
  ofClaim(byte: number): { readonly sent: Day | undefined; readonly patient: string | null } {
    return { sent: this.days[placeOf(this.sets, byte)], patient: this.patients[placeOf(this.claims, byte)] ?? null };
  }

  /** Where the payment of a remittance begins. */
  paymentOf(byte: number): number | undefined {
    return this.payments[placeOf(this.payments, byte)];
  }
}

/** The last of ascending numbers that is no more than `most`; -1 when none is. */
function placeOf(numbers: readonly number[], most: number): number {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const half = (from + to) >>> 1;
    if ((numbers[half] ?? 0) <= most) from = half + 1;
    else to = half;
  }
  return from - 1;
}

const nothing = (): void => {};

/** Reads a file of X12 for what must be known before it is matched. */
export function* readAhead(file: ShelfFile, at: Keys, wanted: Wanted, notes: FileNotes): Generator<Piece> {
  let piece = emptyPiece(0);
  let stray = 0;
  let context: SetContext | undefined;
  let sets: Insertable<Tables["sent_set"]>[] = [];
  const kept = <T>(row: T | undefined, rows: T[]): void => {
    if (row !== undefined) rows.push(row);
  };
  const handlers = {
    set(c: SetContext) {
      context = c;
      notes.set(c.byte, c.fileDay);
      kept(sentSetRow(c, at), sets);
    },
    claim(record: ClaimRecord) {
      wanted.claim(claimOf(record, file.name, nothing));
      notes.claim(record.span.from, nameOf(record.patient) ?? nameOf(record.subscriber?.party));
      piece.to = record.span.from + 1;
    },
    payment(p: PaymentRecord) {
      notes.payment(p.span.from);
      piece.payments.push(paymentRow(p, at));
      piece.to = p.span.from + 1;
      stray = 0;
    },
    claimPayment(record: Parameters<typeof remittanceOf>[0]) {
      wanted.remittance(remittanceOf(record, file.name, nothing));
      piece.to = record.span.from + 1;
    },
    claimAnswer: (a: ClaimAnswer) => kept(answerRow(a, at, context?.fileDay), piece.answers),
    setAnswer: (a: SetAnswer) => kept(context && setAnswerRow(a, at, context), piece.setAnswers),
    groupAnswer: (a: GroupAnswer) => kept(context && groupAnswerRow(a, at, context), piece.setAnswers),
    providerAdjustment(
      a: { readonly reason: string; readonly reference?: string | undefined; readonly amount: bigint },
      p: PaymentRecord,
    ) {
      if (a.amount === 0n) return;
      stray += 1;
      piece.adjustments.push({
        ...at,
        id: idAt(at.file, p.span.from + stray),
        segment: p.span.segment,
        reason: bare(a.reason),
        reference: a.reference === undefined ? null : bare(a.reference),
        amount: a.amount,
        names: namesIn(a.reference).map(bare),
      });
    },
  };
  for (const _ of through(file, handlers, nothing, nothing)) {
    if (sets.length >= SETS_AT_ONCE) [piece.sets, sets] = [sets, []];
    yield piece;
    piece = emptyPiece(piece.to);
  }
  if (sets.length > 0) yield { ...piece, sets };
}

/** The same for a claim list. */
export function readListAhead(listed: readonly ListedClaim[], wanted: Wanted): void {
  for (const { claim, remittance } of listed) {
    wanted.claim(claim);
    if (remittance !== undefined) wanted.remittance(remittance);
  }
}

/** A running digest with one more row in it. */
export const digestWith = (before: string, id: string, body: string): string => hash("sha256", `${before}${id}${body}`);

const ROW_HASH = 32;

/**
 * The digest of a file's rows in the order of their bytes, whatever order they are written in: of each row the SHA-256 of
 * its id and body, of all of them the SHA-256 of those. Forty bytes a row are kept until it is asked for.
 */
export class RowDigest {
  private readonly places: number[] = [];
  private hashes = Buffer.alloc(ROW_HASH * 1024);

  add(place: number, id: string, body: string): void {
    const at = this.places.push(place) * ROW_HASH;
    if (at > this.hashes.length) this.hashes = Buffer.concat([this.hashes], this.hashes.length * 2);
    hash("sha256", `${id}${body}`, "buffer").copy(this.hashes, at - ROW_HASH);
  }

  finish(): string {
    const order = Uint32Array.from(this.places, (_, i) => i).sort(
      (a, b) => (this.places[a] ?? 0) - (this.places[b] ?? 0),
    );
    const all = createHash("sha256");
    for (const i of order) all.update(this.hashes.subarray(i * ROW_HASH, (i + 1) * ROW_HASH));
    return all.digest("hex");
  }
}

/** Writes the payments, adjustments, answers and sets of a piece. */
export async function writePiece(tx: TenantTx, piece: Piece): Promise<void> {
  await load(tx, "payment", piece.payments);
  await load(tx, "provider_adjustment", piece.adjustments);
  await load(tx, "claim_answer", piece.answers);
  for (let i = 0; i < piece.setAnswers.length; i += SETS_AT_ONCE)
    await load(tx, "set_answer", piece.setAnswers.slice(i, i + SETS_AT_ONCE));
  for (let i = 0; i < piece.sets.length; i += SETS_AT_ONCE)
    await load(tx, "sent_set", piece.sets.slice(i, i + SETS_AT_ONCE));
}
