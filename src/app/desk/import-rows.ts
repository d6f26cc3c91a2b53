import { createHash } from "node:crypto";
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
import type { ClaimRecord, Party, PaymentRecord } from "#x12/model.ts";

import type { RowDigests } from "./import-batch.ts";

/** Rows of claims, payments and remittances as they are read from files, in pieces that one short transaction takes. */

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

/** A database keeps no character of number zero. */
const bare = (text: string): string => (text.includes("\u0000") ? text.replaceAll("\u0000", "") : text);

const nameOf = (p: Party | undefined): string | null => {
  const parts = [p?.name, p?.first].flatMap((part) => (part === undefined || part.trim() === "" ? [] : [part.trim()]));
  return parts.length === 0 ? null : bare(parts.join(", "));
};

/** A piece of rows; `to` is the byte after which nothing of it was read. */
export interface Piece {
  readonly claims: Insertable<Tables["claim"]>[];
  readonly payments: Insertable<Tables["payment"]>[];
  readonly remittances: Insertable<Tables["remittance"]>[];
  readonly adjustments: Insertable<Tables["provider_adjustment"]>[];
  to: number;
}

const emptyPiece = (to: number): Piece => ({ claims: [], payments: [], remittances: [], adjustments: [], to });

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
  payment: string | null,
): Insertable<Tables["remittance"]> {
  return {
    org: at.org,
    client: at.client,
    id: idAt(at.file, byte),
    source,
    file: at.file,
    byte,
    payment,
    claim: null,
    number: bare(r.id),
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

const nothing = (): void => {};

/** The rows of a file of X12, piece by piece. */
export function* rowsOfX12(file: ShelfFile, at: Keys, wanted: Wanted): Generator<Piece> {
  let piece = emptyPiece(0);
  let sent: Day | undefined;
  let stray = 0;
  const handlers = {
    set(c: { readonly fileDay?: Day | undefined }) {
      sent = c.fileDay;
    },
    claim(record: ClaimRecord) {
      const c = claimOf(record, file.name, nothing);
      wanted.claim(c);
      const patient = nameOf(record.patient) ?? nameOf(record.subscriber?.party);
      piece.claims.push(claimRow(c, at, record.span.from, { source: "edi", sent, patient }));
      piece.to = record.span.from + 1;
    },
    payment(p: PaymentRecord) {
      piece.payments.push(paymentRow(p, at));
      piece.to = p.span.from + 1;
      stray = 0;
    },
    claimPayment(record: Parameters<typeof remittanceOf>[0]) {
      const r = remittanceOf(record, file.name, nothing);
      wanted.remittance(r);
      const payment = idAt(at.file, record.payment.span.from);
      piece.remittances.push(remittanceRow(r, at, record.span.from, "edi", payment));
      piece.to = record.span.from + 1;
    },
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
    yield piece;
    piece = emptyPiece(piece.to);
  }
}

const LIST_ROWS = 500;

/** The rows of a claim list. A row of a list stands at its line. */
export function* rowsOfList(listed: readonly ListedClaim[], at: Keys, wanted: Wanted): Generator<Piece> {
  for (let i = 0; i < listed.length; i += LIST_ROWS) {
    const piece = emptyPiece(0);
    for (const { claim, remittance } of listed.slice(i, i + LIST_ROWS)) {
      const line = claim.source.segment;
      wanted.claim(claim);
      piece.claims.push(claimRow(claim, at, line, { source: "list" }));
      piece.to = line + 1;
      if (remittance === undefined) continue;
      wanted.remittance(remittance);
      piece.remittances.push(remittanceRow(remittance, at, remittance.source.segment, "list", null));
    }
    yield piece;
  }
}

/** A running digest with one more row in it. */
export const digestWith = (before: string, id: string, body: string): string =>
  createHash("sha256").update(before).update(id).update(body).digest("hex");

const digestOf = (before: string, rows: readonly { readonly id: string; readonly body: string }[]): string =>
  rows.reduce((d, { id, body }) => digestWith(d, id, body), before);

/** Writes a piece, without the rows that stand before byte `from`: they are in. Gives the file's digests with it. */
export async function writePiece(tx: TenantTx, piece: Piece, from: number, digest: RowDigests): Promise<RowDigests> {
  const fresh = <T extends { readonly byte?: unknown }>(rows: readonly T[]): readonly T[] =>
    rows.filter((r) => Number(r.byte ?? 0) >= from);
  const [claims, payments, remittances] = [fresh(piece.claims), fresh(piece.payments), fresh(piece.remittances)];
  await load(tx, "payment", payments);
  await load(tx, "claim", claims);
  await load(tx, "remittance", remittances);
  await load(tx, "provider_adjustment", piece.adjustments);
  return { claims: digestOf(digest.claims, claims), remittances: digestOf(digest.remittances, remittances) };
}
