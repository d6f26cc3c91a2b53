import { z } from "@hono/zod-openapi";
import type { inPeriod } from "#api/contract/boards.ts";
import type { listRow } from "#api/contract/lists.ts";
import { cursorText, placeIn } from "#api/cursor.ts";
import { dayIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { Refused } from "#api/refused.ts";
import { noteReads } from "#app/desk/access.ts";
import { periodOf } from "#app/desk/dashboard.ts";
import type { ListRow } from "#app/desk/list-claims.ts";
import { type ListAsked, type ListPlace, listOf, listPage, listSaid } from "#app/desk/lists.ts";
import { MONTH_COLUMNS, monthCells, monthEndOf } from "#app/desk/month-end.ts";
import { csvOf, xlsxOf } from "#app/desk/sheet-file.ts";
import { type Cents, cents, formatUsd } from "#base/money.ts";
import type { CellValue, SheetColumn } from "#document/xlsx.ts";
import type { TenantTx } from "#store/store.ts";
import { savedAs } from "./cases-papers.ts";

/** Lists behind figures, and the month on one page. */

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Rows as the file that was asked for. */
export function fileOf(
  asked: Pick<Asked, "hall">,
  format: "csv" | "xlsx",
  of: {
    readonly name: string;
    readonly columns: readonly SheetColumn[];
    readonly rows: readonly (readonly CellValue[])[];
  },
): Response {
  const { desk } = asked.hall.open;
  const name = `${of.name}-${desk.today()}`;
  if (format === "csv")
    return new Response(csvOf(of.columns, of.rows), { headers: savedAs(`${name}.csv`, "text/csv; charset=utf-8") });
  const bytes = Uint8Array.from(xlsxOf("Rows", of.columns, of.rows, desk.home));
  return new Response(bytes, { headers: savedAs(`${name}.xlsx`, SHEET) });
}

type Kind = z.output<(typeof inPeriod)["period"]>;

const periodIn = (asked: Pick<Asked, "hall">, query: { readonly period: Kind; readonly of?: string | undefined }) =>
  periodOf(query.period, query.of === undefined ? asked.hall.open.desk.today() : dayIn(query.of, "of"));

type Listing = Asked<"getList" | "exportList">;

function askedOf(asked: Listing): { readonly of: ListAsked; readonly period: ReturnType<typeof periodOf> } {
  const { client, class: is, flag, payer, reasonCode: reason, code } = asked.query;
  const period = periodIn(asked, asked.query);
  const { from, to } = period;
  return {
    period,
    of: { client, class: is, flag, payer, reason, code, from, to, today: asked.hall.open.desk.today() },
  };
}

/** Claims are a patient's, though no name is in a list: that a list of the client was seen is written down. */
const note = (tx: TenantTx, asked: Listing, rows: readonly ListRow[], act: string): Promise<void> =>
  noteReads(
    tx,
    act,
    [...new Set(rows.map((r) => r.client))].map((client) => ({ client, subject: client })),
    asked.id,
  );

const place = z.strictObject({
  from: z.int().min(0),
  claim: z.uuid().optional(),
  stake: z
    .string()
    .regex(/^-?\d{1,18}$/)
    .optional(),
  rows: z.int().min(0).optional(),
  count: z.int().min(0),
  sum: z.string(),
  other: z.string(),
  cut: z.int().min(0).max(1),
});

const centsIn = (text: string): Cents => cents(BigInt(text));

/** The place that a cursor names: where the list goes on, and what was added up of it. */
function placeOf(cursor: string | undefined): ListPlace | undefined {
  const p = placeIn(place, cursor);
  if (p === undefined) return undefined;
  const { from, claim, stake, rows = 0, count } = p;
  const totals = { count, sum: centsIn(p.sum), other: centsIn(p.other), cut: p.cut === 1 };
  return { from, claim: claim === undefined || stake === undefined ? undefined : { claim, stake, rows }, totals };
}

const cursorOf = ({ from, claim, totals: t }: ListPlace): string =>
  cursorText({
    ...{ from, ...claim, count: t.count, sum: String(t.sum), other: String(t.other), cut: t.cut ? 1 : 0 },
  });

/** Rows of one file. */
const EXPORT_MOST = 50_000;

const rowOut = (r: ListRow): z.input<typeof listRow> => ({
  ...r,
  amount: r.amount === null ? null : formatUsd(r.amount),
  other: r.other === null ? null : formatUsd(r.other),
});

const COLUMNS = (said: ReturnType<typeof listSaid>): readonly SheetColumn[] => [
  { title: "Case", kind: "text", width: 12 },
  { title: "Claim", kind: "text", width: 18 },
  { title: "Payer", kind: "text", width: 28 },
  { title: "What", kind: "text", width: 40 },
  { title: "Day", kind: "day", width: 12 },
  ...[said.amount, said.other].flatMap((title): readonly SheetColumn[] =>
    title === null ? [] : [{ title, kind: "money", width: 14 }],
  ),
];

const cellsOf = (r: ListRow, said: ReturnType<typeof listSaid>): readonly CellValue[] => [
  r.number ?? undefined,
  r.claim,
  r.payer,
  r.what,
  r.day ?? undefined,
  ...(said.amount === null ? [] : [r.amount ?? undefined]),
  ...(said.other === null ? [] : [r.other ?? undefined]),
];

type Names = "getList" | "exportList" | "getMonthEnd" | "exportMonthEnd";

export const LIST_HANDLERS: HandlersOf<Names> = {
  getList: async (asked) => {
    const { ofPeriod, ...says } = listSaid(asked.params.list);
    const { limit, cursor } = asked.query;
    return await asked.as(async (tx) => {
      const { of, period } = askedOf(asked);
      const { rows, totals, next } = await listPage(tx, asked.params.list, of, { place: placeOf(cursor), limit });
      await note(tx, asked, rows, "list");
      return {
        ...says,
        period: ofPeriod ? period : null,
        rows: rows.map(rowOut),
        next: next === undefined ? null : cursorOf(next),
        count: totals.count,
        sum: formatUsd(totals.sum),
        otherSum: formatUsd(totals.other),
        cut: totals.cut,
      };
    });
  },

  exportList: async (asked) => {
    const said = listSaid(asked.params.list);
    const rows = await asked.as(async (tx) => {
      const all = await listOf(tx, asked.params.list, askedOf(asked).of);
      if (all.length > EXPORT_MOST)
        throw new Refused("not-now", `More than ${EXPORT_MOST} rows are too many for one file. Narrow the list first.`);
      await note(tx, asked, all, "list export");
      return all;
    });
    const cells = rows.map((r) => cellsOf(r, said));
    return fileOf(asked, asked.query.format, { name: asked.params.list, columns: COLUMNS(said), rows: cells });
  },

  getMonthEnd: async (asked) => {
    const period = periodIn(asked, asked.query);
    const of = { period, today: asked.hall.open.desk.today(), client: asked.query.client };
    const figures = await asked.as((tx) => monthEndOf(tx, of));
    return {
      period,
      figures: figures.map((f) => ({ ...f, amount: f.amount === null ? null : formatUsd(f.amount) })),
    };
  },

  exportMonthEnd: async (asked) => {
    const period = periodIn(asked, asked.query);
    const of = { period, today: asked.hall.open.desk.today(), client: asked.query.client };
    const figures = await asked.as((tx) => monthEndOf(tx, of));
    const name = `month-end-${period.from}`;
    return fileOf(asked, asked.query.format, { name, columns: MONTH_COLUMNS, rows: monthCells(figures) });
  },
};
