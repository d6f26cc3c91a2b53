import type { Day } from "#base/day.ts";
import { type Cents, formatUsd, minus } from "#base/money.ts";
import type { SheetColumn } from "#document/xlsx.ts";
import type { TenantTx } from "#store/store.ts";
import { agreedMoney, listIn, type Period } from "./dashboard.ts";
import {
  closedListed,
  firstOfHistories,
  MISSED,
  PATIENT,
  type PeriodAsked,
  receivedListed,
  SETTLED,
  sumOf,
  workedListed,
} from "./list-period.ts";

/** The month on one page for the owner: figures, each the length or the sum of a list. */

export interface MonthFigure {
  readonly name: string;
  /** How many; null where the figure is an amount alone. */
  readonly count: number | null;
  /** Null where nothing that Parley keeps says it. */
  readonly amount: Cents | null;
  readonly says: string;
  /** Where the list behind it is; null where there is none. */
  readonly list: string | null;
}

const cases = (n: number): string => `${n.toLocaleString("en-US")} ${n === 1 ? "case" : "cases"}`;

/** Every figure of the period, in the order in which an owner reads them. */
export async function monthEndOf(
  tx: TenantTx,
  of: { readonly period: Period; readonly today: Day; readonly client: string | undefined },
): Promise<readonly MonthFigure[]> {
  const { period } = of;
  const asked: PeriodAsked = { client: of.client, from: period.from, to: period.to, today: of.today };
  const worked = await workedListed(tx, asked);
  const settled = (await firstOfHistories(tx, SETTLED, asked)).rows;
  const received = await receivedListed(tx, asked);
  const closed = await closedListed(tx, asked);
  const patient = (await firstOfHistories(tx, PATIENT, asked)).rows;
  const missed = (await firstOfHistories(tx, MISSED, asked)).rows;
  const money = await agreedMoney(tx, of);
  const [first, final] = [sumOf(settled, "other"), sumOf(settled)];
  const figure = (name: string, count: number | null, amount: Cents | null, says: string, list: string | null) => ({
    ...{ name, count, amount, says, list },
  });
  return [
    figure("Cases worked", worked.length, null, "a person did something on them", listIn(period, "worked")),
    figure(
      "First paid",
      settled.length,
      first,
      `on the settled lines of ${cases(settled.length)}`,
      listIn(period, "settled"),
    ),
    figure(
      "Final",
      settled.length,
      final,
      "what the plan pays on them by agreement or award",
      listIn(period, "settled"),
    ),
    figure(
      "More than first paid",
      settled.length,
      minus(final, first),
      "final less first paid",
      listIn(period, "settled"),
    ),
    figure("Fees entered", null, null, "fees of disputes are not entered on cases, and nothing is taken off", null),
    figure(
      "Patient balance",
      patient.length,
      sumOf(patient),
      `change in what payers say patients owe, on ${cases(patient.length)}`,
      listIn(period, "patient"),
    ),
    figure(
      "Received",
      received.length,
      sumOf(received),
      `came on ${cases(received.length)}`,
      listIn(period, "received"),
    ),
    figure("Late", null, money.late, "agreed, due and not here, as of today", "payments=late"),
    figure("Short", null, money.short, "due, and less came, as of today", "payments=short"),
    figure("Closed", closed.length, null, "closed in the period, and closed still", listIn(period, "closed")),
    figure(
      "Missed dates",
      missed.length,
      null,
      `rights that ended with nothing done, ${formatUsd(sumOf(missed))} at stake`,
      listIn(period, "missed"),
    ),
  ];
}

export const MONTH_COLUMNS: readonly SheetColumn[] = [
  { title: "Figure", kind: "text", width: 24 },
  { title: "Count", kind: "number", width: 10 },
  { title: "Amount", kind: "money", width: 16 },
  { title: "What it says", kind: "text", width: 60 },
];

export const monthCells = (figures: readonly MonthFigure[]) =>
  figures.map((f) => [f.name, f.count ?? undefined, f.amount ?? undefined, f.says]);
