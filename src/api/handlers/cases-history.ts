import { z } from "@hono/zod-openapi";
import type { eob } from "#api/contract/eobs.ts";
import type { paymentRow } from "#api/contract/payments.ts";
import { pageOf, placeIn } from "#api/cursor.ts";
import type { HandlersOf } from "#api/handler.ts";
import { noteReads } from "#app/desk/access.ts";
import type { EobAdjustment, EobLine } from "#app/desk/eob.ts";
import { type CaseEob, rawOf, readEobs } from "#app/desk/eob-case.ts";
import type { RawRemittance, RawSegment } from "#app/desk/eob-raw.ts";
import { cameFor, listPayments, type PaymentRow, paymentTotals, renewLate } from "#app/desk/payments.ts";
import { readTimeline } from "#app/desk/timeline.ts";
import { formatUsd, minus } from "#base/money.ts";
import { noCase, noteCase } from "./cases.ts";
import { expectedOut } from "./cases-sheet.ts";

/** What happened to a case, what the payer said of it, and what came of what was agreed. */

type EobOut = z.input<typeof eob>;

const adjustmentOut = (a: EobAdjustment) => ({ ...a, amount: formatUsd(a.amount), next: a.next ?? null });
const segmentsOut = (segments: readonly RawSegment[] | undefined) => (segments ?? []).map((s) => ({ ...s }));

const lineOut = (l: EobLine, segments: readonly RawSegment[] | undefined): EobOut["lines"][number] => ({
  code: l.code,
  modifiers: [...l.modifiers],
  units: l.units,
  date: l.date ?? null,
  charge: formatUsd(l.charge),
  takenOff: formatUsd(l.takenOff),
  allowed: formatUsd(l.allowed),
  patient: formatUsd(l.patient),
  paid: formatUsd(l.paid),
  adjustments: l.adjustments.map(adjustmentOut),
  remarks: l.remarks.map((r) => ({ ...r })),
  segments: segmentsOut(segments),
});

/** Segments name the patient, so they are shown to those who may see patients. */
function eobOut({ id, file, typedBy, eob: e }: CaseEob, raw: RawRemittance | undefined): EobOut {
  const { balance } = e;
  const at = raw?.claim[0]?.segment;
  const where = balance.balances || at === undefined ? "" : ` (segment ${at})`;
  return {
    remittance: id,
    file,
    typedBy: typedBy ?? null,
    payer: e.payer,
    trace: e.trace ?? null,
    paidOn: e.paidOn ?? null,
    payerNumber: e.payerNumber ?? null,
    status: e.status,
    fate: { ...e.fate },
    billed: formatUsd(e.billed),
    paid: formatUsd(e.paid),
    patient: e.patient === undefined ? null : formatUsd(e.patient),
    adjustments: e.adjustments.map(adjustmentOut),
    remarks: e.remarks.map((r) => ({ ...r })),
    lines: e.lines.map((l, i) => lineOut(l, raw?.lines[i])),
    balance: { balances: balance.balances, out: formatUsd(balance.out), text: `${balance.text}${where}` },
    segments: segmentsOut(raw?.claim),
  };
}

const paymentOut = ({ caseId, number, payer, view, expected }: PaymentRow): z.input<typeof paymentRow> => ({
  ...expectedOut(expected, view.agreements),
  case: caseId,
  number,
  payer,
  remittances: cameFor(view, expected).map((p) => ({ ...p, amount: formatUsd(p.amount) })),
});

const eventPlace = z.object({ event: z.int().positive() });
const paymentPlace = z.object({ due: z.iso.date(), id: z.uuid() });

type Names = "getTimeline" | "getEobs" | "listPayments";

export const CASE_HISTORY: HandlersOf<Names> = {
  getTimeline: (asked) =>
    asked.as(async (tx) => {
      const { limit, cursor } = asked.query;
      const before = placeIn(eventPlace, cursor)?.event;
      const found = await readTimeline(tx, asked.params.case, { limit, before });
      if (found === undefined) throw noCase();
      await noteCase(tx, "timeline", found.row, asked.id);
      return pageOf(
        found.entries,
        limit,
        ({ event }) => ({ event }),
        ({ detail, ...e }) => ({ ...e, detail: detail ?? null }),
      );
    }),

  getEobs: async (asked) => {
    const { hall, who, params, id } = asked;
    const { desk } = hall.open;
    const found = await asked.as(async (tx) => {
      const eobs = await readEobs(tx, desk, params.case);
      if (eobs === undefined) throw noCase();
      await noteCase(tx, "EOBs", eobs.row, id);
      return eobs;
    });
    const raw = who.may.has("see patients") ? await rawOf(desk, who.principal.org, found) : new Map();
    return { rows: found.eobs.map((e) => eobOut(e, raw.get(e.id))) };
  },

  listPayments: (asked) =>
    asked.as(async (tx) => {
      const { client, state, limit, cursor } = asked.query;
      const after = placeIn(paymentPlace, cursor);
      const today = asked.hall.open.desk.today();
      await renewLate(tx, today);
      const rows = await listPayments(tx, { client, state, limit, after, today });
      const clients = [...new Set(rows.map((r) => r.client))];
      await noteReads(
        tx,
        "payments",
        clients.map((c) => ({ client: c, subject: c })),
        asked.id,
      );
      const totals = await paymentTotals(tx, { client });
      return {
        ...pageOf(rows, limit, ({ place }) => ({ ...place }), paymentOut),
        totals: totals.map((t) => ({
          state: t.state,
          rows: t.rows,
          expected: formatUsd(t.expected),
          received: formatUsd(t.received),
          difference: formatUsd(minus(t.received, t.expected)),
        })),
      };
    }),
};
