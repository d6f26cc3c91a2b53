import { type Cents, sum } from "#base/money.ts";
import type { Answer } from "#web/data/paths.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { showDate } from "#web/kit/day-words.ts";
import { showMoney } from "#web/kit/money-words.ts";

/** What each chart found, in the sentence that is its title, and its rows as its table and its file hold them. */

export type Dashboard = Answer<"getDashboard">;
export type Cell = string | number;

export interface TableOf {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const whole = (c: Cents): string => showMoney(c, "estimate");
const weekSum = (w: Dashboard["atStake"][number]): Cents => sum(Object.values(w.byRight).map(centsOf));

export function firstPaidFinding(rows: Dashboard["firstPaid"]): string {
  if (rows.length === 0) return "No payer has an allowed amount and a benchmark to compare.";
  const by = [...rows].sort((a, b) => a.allowedPercent - b.allowedPercent);
  const low = by[0];
  const high = by.at(-1);
  if (low === undefined || high === undefined) return "";
  if (low === high) return `${low.payer} first allows ${Math.round(low.allowedPercent)}% of the benchmark.`;
  const under = rows.filter((r) => r.allowedPercent < 100).length;
  return `${under} of ${rows.length} payers first allow less than the benchmark; ${low.payer} the least, ${Math.round(low.allowedPercent)}%.`;
}

export function atStakeFinding(weeks: Dashboard["atStake"]): string {
  const first = weeks[0];
  if (first === undefined || weeks.every((w) => weekSum(w) === 0n)) return "No right ends in the weeks ahead.";
  const rest = weeks.slice(1).map(weekSum);
  const most = rest.reduce((a, b) => (b > a ? b : a), 0n as Cents);
  const soon = `${whole(weekSum(first))} lapses in the week of ${showDate(dayOf(first.week))}`;
  return rest.length === 0 ? `${soon}.` : `${soon}. After that no week is over ${whole(most)}.`;
}

export function funnelFinding(stages: Dashboard["funnel"]): string {
  const first = stages[0];
  const last = stages.findLast((s) => s.count > 0);
  if (first === undefined || last === undefined || first.count === 0) return "No line has begun its way yet.";
  const counted = (s: Dashboard["funnel"][number]) => `${s.count.toLocaleString("en-US")} ${s.unit}`;
  return `Of ${counted(first)}, ${counted(last)} came as far as ${last.stage.toLowerCase()}.`;
}

const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six"];

export function denialFinding(rows: Dashboard["denials"]): string {
  if (rows.length === 0) return "No line was denied.";
  const total = rows.reduce((n, r) => n + r.value, 0);
  const upTo = (n: number) => rows.slice(0, n).reduce((sofar, r) => sofar + r.value, 0);
  const needed = rows.findIndex((_, i) => upTo(i + 1) * 3 >= total * 2) + 1;
  const n = NUMBERS[needed] ?? String(needed);
  if (needed === rows.length) return `${n} ${needed === 1 ? "reason makes" : "reasons make"} all denials.`;
  return `${n} ${needed === 1 ? "reason makes" : "reasons make"} two thirds of denials.`;
}

export function healthFinding(h: Dashboard["importHealth"]): string {
  if (h.files === 0) return "No file came in this period.";
  const files = `${h.files.toLocaleString("en-US")} ${h.files === 1 ? "file" : "files"}`;
  const wrong = [
    h.refused === 0 ? undefined : `${h.refused} refused`,
    h.unbalanced === 0 ? undefined : `sums do not agree in ${h.unbalanced} ${h.unbalanced === 1 ? "place" : "places"}`,
    h.withoutClaim === 0
      ? undefined
      : `${h.withoutClaim} ${h.withoutClaim === 1 ? "remittance" : "remittances"} without a claim`,
  ].filter((w) => w !== undefined);
  if (wrong.length === 0) return `${files} came in; all were read, matched and balance.`;
  return `${files} came in; ${wrong.join(", ")}.`;
}

export const rightsOf = (weeks: Dashboard["atStake"]): readonly string[] => [
  ...new Set(weeks.flatMap((w) => Object.keys(w.byRight))),
];

export const firstPaidTable = (rows: Dashboard["firstPaid"]): TableOf => ({
  heads: ["Payer", "Lines", "First allowed, % of benchmark", "Final, % of benchmark", "Settled cases"],
  rows: rows.map((r) => [
    r.payer,
    r.n,
    Math.round(r.allowedPercent),
    r.finalPercent === null ? "not known" : Math.round(r.finalPercent),
    r.finalCases,
  ]),
});

export function atStakeTable(weeks: Dashboard["atStake"]): TableOf {
  const rights = rightsOf(weeks);
  return {
    heads: ["Week of", ...rights, "Cases"],
    rows: weeks.map((w) => [w.week, ...rights.map((r) => w.byRight[r] ?? "0.00"), w.cases]),
  };
}

export const funnelTable = (stages: Dashboard["funnel"]): TableOf => ({
  heads: ["Stage", "Count", "Of", "Stake", "Left on the way"],
  rows: stages.map((s) => [s.stage, s.count, s.unit, s.stake, s.dropped ?? ""]),
});

export const denialTable = (rows: Dashboard["denials"]): TableOf => ({
  heads: ["Reason", "Meaning", "Lines", "Dollars", "Share so far, %"],
  rows: runningShare(rows).map(({ row, soFar }) => [row.reason, row.meaning, row.value, row.dollars, soFar]),
});

/** Rows with the share of all that they and those before them make, in whole percent. */
export function runningShare(rows: Dashboard["denials"]) {
  const total = rows.reduce((n, r) => n + r.value, 0);
  let so = 0;
  return rows.map((row) => {
    so += row.value;
    return { row, soFar: total === 0 ? 0 : Math.round((so * 100) / total) };
  });
}

/** A cell of a file: quoted where it must be, and never read as a formula by whoever opens it. */
const field = (cell: Cell): string => {
  const text = String(cell);
  const safe =
    typeof cell === "string" && /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const csvOf = ({ heads, rows }: TableOf): string =>
  [heads, ...rows]
    .map((row) => row.map(field).join(","))
    .join("\r\n")
    .concat("\r\n");
