import { type Cents, cents } from "#base/money.ts";
import type { CellValue, SheetColumn } from "#document/xlsx.ts";
import { NOTHING_DUE } from "#store/tables.ts";
import { masked } from "./access.ts";
import type { QueueRow } from "./queue.ts";
import { csvOf, xlsxOf } from "./sheet-file.ts";

/** The queue as a file for a spreadsheet. No cell of it is run as a formula. */

export interface ExportShowing {
  readonly names: ReadonlyMap<string, string>;
  readonly clients: ReadonlyMap<string, string>;
  readonly seesPatients: boolean;
}

interface Column extends SheetColumn {
  readonly of: (row: QueueRow, showing: ExportShowing) => CellValue;
}

const amount = (text: string | null): Cents | undefined => (text === null ? undefined : cents(BigInt(text)));

const column = (title: string, kind: Column["kind"], width: number, of: Column["of"]): Column => ({
  title,
  kind,
  width,
  of,
});

const COLUMNS: readonly Column[] = [
  column("Case", "text", 12, (r) => r.number),
  column("Client", "text", 24, (r, s) => s.clients.get(r.client)),
  column("Patient", "text", 22, (r, s) => masked(r.patient, s.seesPatients) ?? undefined),
  column("Claim", "text", 16, (r) => r.claim_number),
  column("Payer", "text", 28, (r) => r.payer_name),
  column("State", "text", 7, (r) => r.us_state ?? undefined),
  column("Service", "day", 12, (r) => r.service_day ?? undefined),
  column("Class", "text", 14, (r) => r.class),
  column("Flags", "text", 20, (r) => r.flags.join(", ")),
  column("Channel", "text", 30, (r) => r.channel.replaceAll("_", " ")),
  column("Step", "text", 40, (r) => r.step ?? undefined),
  column("Due", "day", 12, (r) => (r.due === NOTHING_DUE ? undefined : r.due)),
  column("Rests", "text", 10, (r) => (r.state === "open" ? undefined : r.state)),
  column("Because", "text", 30, (r) => r.hold ?? undefined),
  column("Billed", "money", 13, (r) => amount(r.billed)),
  column("Allowed", "money", 13, (r) => amount(r.allowed)),
  column("Paid", "money", 13, (r) => amount(r.paid)),
  column("Benchmark", "money", 13, (r) => amount(r.benchmark)),
  column("Stake", "money", 13, (r) => amount(r.stake)),
  column("Lost if untouched", "money", 16, (r) => amount(r.loss)),
  column("Last offer", "money", 13, (r) => amount(r.last_offer)),
  column("Offer from", "text", 10, (r) => r.last_offer_by ?? undefined),
  column("Turn", "text", 9, (r) => r.turn ?? undefined),
  column("Owner", "text", 20, (r, s) => (r.owner === null ? undefined : s.names.get(r.owner))),
];

export const queueCsv = (rows: readonly QueueRow[], showing: ExportShowing): string =>
  csvOf(COLUMNS, cellsOf(rows, showing));

/** The bytes of an Excel workbook; `home` is where it may lie while it is written. */
export const queueXlsx = (rows: readonly QueueRow[], showing: ExportShowing, home: string): Uint8Array =>
  xlsxOf("Queue", COLUMNS, cellsOf(rows, showing), home);

const cellsOf = (rows: readonly QueueRow[], showing: ExportShowing): readonly (readonly CellValue[])[] =>
  rows.map((r) => COLUMNS.map((c) => c.of(r, showing)));
