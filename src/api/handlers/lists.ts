import { z } from "@hono/zod-openapi";
import type { inPeriod } from "#api/contract/boards.ts";
import type { listRow } from "#api/contract/lists.ts";
import { cursorText, placeIn } from "#api/cursor.ts";
import { dayIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { noteReads } from "#app/desk/access.ts";
import { periodOf } from "#app/desk/dashboard.ts";
import type { ListRow } from "#app/desk/list-claims.ts";
import { sumOf } from "#app/desk/list-period.ts";
import { type ListAsked, listOf, listSaid, MOST } from "#app/desk/lists.ts";
import { MONTH_COLUMNS, monthCells, monthEndOf } from "#app/desk/month-end.ts";
import { csvOf, xlsxOf } from "#app/desk/sheet-file.ts";
import { formatUsd } from "#base/money.ts";
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

const read = (asked: Listing, act: string) =>
  asked.as(async (tx) => {
    const { of, period } = askedOf(asked);
    const rows = await listOf(tx, asked.params.list, of);
    await note(tx, asked, rows, act);
    return { rows, period };
  });

const rowOut = (r: ListRow): z.input<typeof listRow> => ({
  ...r,
  amount: r.amount === null ? null : formatUsd(r.amount),
  other: r.other === null ? null : formatUsd(r.other),
});

const place = z.strictObject({ from: z.int().min(0) });

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
    const said = listSaid(asked.params.list);
    const { rows, period } = await read(asked, "list");
    const from = placeIn(place, asked.query.cursor)?.from ?? 0;
    const to = from + asked.query.limit;
    const { ofPeriod, ...says } = said;
    return {
      ...says,
      period: ofPeriod ? period : null,
      rows: rows.slice(from, to).map(rowOut),
      next: to < rows.length ? cursorText({ from: to }) : null,
      count: rows.length,
      sum: formatUsd(sumOf(rows)),
      otherSum: formatUsd(sumOf(rows, "other")),
      cut: rows.length >= MOST,
    };
  },

  exportList: async (asked) => {
    const said = listSaid(asked.params.list);
    const { rows } = await read(asked, "list export");
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
