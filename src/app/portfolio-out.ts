import { type Cents, formatUsd, showUsd, sum, usd } from "#base/money.ts";
import { type CellValue, newWorkbook, type SheetColumn } from "#document/xlsx.ts";
import { csvField } from "#store/export-rows.ts";
import type { Prospect } from "#strategy/portfolio.ts";
import {
  type Change,
  changeWords,
  type Effect,
  effectOf,
  effectSum,
  minutesUnder,
} from "#strategy/portfolio-change.ts";
import { byGain, type Week, weekOf } from "#strategy/portfolio-week.ts";
import type { Portfolio, PortfolioRow } from "./portfolio.ts";

/** A portfolio as JSON, as a spreadsheet and as rows of a page: one order, one word for what becomes of each case. */

export const FATES = ["this week", "lost", "later", "let go", "look", "close", "no gain"] as const;
export type Fate = (typeof FATES)[number];

const orNull = (a: Cents | undefined): string | null => (a === undefined ? null : formatUsd(a));
const share = (x: number | undefined): number | null => (x === undefined ? null : Math.round(x * 1000) / 1000);

export interface FatedRow {
  readonly fate: Fate;
  readonly row: PortfolioRow;
}

/** Every case with what becomes of it: in the order of the week, then what is lost, later, and the rest. */
export function fated(rows: readonly PortfolioRow[], week: Week): readonly FatedRow[] {
  const of = new Map(rows.map((r) => [r.prospect.id, r]));
  const seen = new Set<string>();
  const list = (fate: Fate, prospects: readonly Prospect[]): readonly FatedRow[] =>
    prospects.flatMap((p) => {
      const row = of.get(p.id);
      if (row === undefined || seen.has(p.id)) return [];
      seen.add(p.id);
      return [{ fate, row }];
    });
  const named = [
    ...list("this week", week.now),
    ...list("lost", week.lost),
    ...list("later", week.later),
    ...list("let go", week.letGo),
    ...list("look", week.unvalued),
    ...list("close", week.close),
  ];
  const rest = rows.map((r) => r.prospect).filter((p) => !seen.has(p.id));
  return [...named, ...list("no gain", [...rest].sort(byGain))];
}

/** What the asked change does to each case, the largest first. */
export function effectsOf(
  rows: readonly PortfolioRow[],
): readonly { readonly row: PortfolioRow; readonly of: Effect }[] {
  const size = (e: Effect): bigint => (e.effect < 0n ? -e.effect : e.effect);
  return rows
    .flatMap((row) => (row.after === undefined ? [] : [{ row, of: effectOf(row.prospect, row.after) }]))
    .filter(({ of }) => of.effect !== 0n || of.turns)
    .sort((a, b) =>
      size(a.of) === size(b.of) ? (a.row.prospect.id < b.row.prospect.id ? -1 : 1) : size(a.of) > size(b.of) ? -1 : 1,
    );
}

/** One case as JSON. */
export const prospectJson = (p: Prospect) => ({
  course: p.course,
  firm: p.firm,
  held: [...p.held],
  step: p.step,
  move: p.move ?? null,
  amount: orNull(p.amount),
  gain: orNull(p.gain),
  value: orNull(p.value),
  accept: formatUsd(p.accept),
  fees: formatUsd(p.fees),
  minutes: p.minutes,
  days: p.days ?? null,
  chance: share(p.chance),
  daysLeft: p.daysLeft ?? null,
  right: p.right ?? null,
});

/** The sums of a week. */
export const weekJson = (week: Week) => ({
  minutes: week.budget,
  used: week.used,
  earns: formatUsd(week.earns),
  loses: formatUsd(week.loses),
  waits: formatUsd(week.waits),
  counts: {
    now: week.now.length,
    lost: week.lost.length,
    later: week.later.length,
    letGo: week.letGo.length,
    look: week.unvalued.length,
    close: week.close.length,
  },
});

/** The break-even line as JSON. */
export const breakEvenJson = (b: Portfolio["breakEven"]) =>
  b === undefined
    ? null
    : {
        admin: formatUsd(b.admin.value),
        adminSource: b.admin.source,
        entity: formatUsd(b.entity.value),
        entitySource: b.entity.source,
        line: b.line.map((p) => ({ chance: p.chance, least: formatUsd(p.least) })),
      };

/** What all cases bring and what the week earns, as it is and under the changes. */
function totalsOf(rows: readonly PortfolioRow[], changes: readonly Change[], minutes: number) {
  const of = (prospects: readonly Prospect[], budget: number) => {
    const { earns, loses, waits } = weekOf(prospects, budget);
    return { gain: formatUsd(sum([earns, loses, waits])), week: formatUsd(earns) };
  };
  const before = rows.map((r) => r.prospect);
  const after = rows.map((r) => r.after ?? r.prospect);
  return { before: of(before, minutes), after: of(after, minutesUnder(changes, minutes)) };
}

/** The effect of the changes in sum; `minutes` are those of the week as it is. */
export function whatIfJson(p: Pick<Portfolio, "changes" | "rows">, minutes: number) {
  if (p.changes.length === 0) return null;
  const effects = effectsOf(p.rows);
  return {
    says: p.changes.map(changeWords).join("; "),
    effect: formatUsd(effectSum(effects.map((e) => e.of))),
    cases: effects.length,
    turns: effects.filter((e) => e.of.turns).length,
    ...totalsOf(p.rows, p.changes, minutes),
  };
}

/** A whole portfolio for programs: money as text with two decimals, unknown as null. */
export function portfolioJson(p: Portfolio, week: Week): object {
  return {
    asOf: p.asOf,
    hour: formatUsd(p.hour.value),
    hourSource: p.hour.source,
    nothingToPlan: p.left,
    week: weekJson(week),
    whatIf: whatIfJson(p, week.budget),
    breakEven: breakEvenJson(p.breakEven),
    cases: fated(p.rows, week).map(({ fate, row }) => ({
      claim: row.claim,
      payer: row.payer,
      fate,
      ...prospectJson(row.prospect),
      ...(row.after === undefined
        ? {}
        : { ifEffect: formatUsd(effectOf(row.prospect, row.after).effect), ifCourse: row.after.course }),
    })),
  };
}

interface Column extends SheetColumn {
  readonly of: (r: FatedRow) => CellValue;
}

const column = (title: string, kind: SheetColumn["kind"], width: number, of: Column["of"]): Column => ({
  ...{ title, kind, width, of },
});

const COLUMNS: readonly Column[] = [
  column("What", "text", 11, (r) => r.fate),
  column("Claim", "text", 18, (r) => r.row.claim),
  column("Payer", "text", 28, (r) => r.row.payer),
  column("Course", "text", 10, (r) => r.row.prospect.course),
  column("Step", "text", 40, (r) => r.row.prospect.step),
  column("Amount", "money", 13, (r) => r.row.prospect.amount),
  column("Net gain", "money", 13, (r) => r.row.prospect.gain),
  column("Worth", "money", 13, (r) => r.row.prospect.value),
  column("If accepted", "money", 13, (r) => r.row.prospect.accept),
  column("Fees advanced", "money", 13, (r) => r.row.prospect.fees),
  column("Minutes", "number", 8, (r) => r.row.prospect.minutes),
  column("Days to money", "number", 8, (r) => r.row.prospect.days),
  column("Chance", "number", 8, (r) => share(r.row.prospect.chance) ?? undefined),
  column("Days left", "number", 8, (r) => r.row.prospect.daysLeft),
  column("Right", "text", 30, (r) => r.row.prospect.right),
  column("Enough to advise", "text", 8, (r) => (r.row.prospect.firm ? "yes" : "no")),
  column("Why not", "long", 50, (r) => r.row.prospect.held.join("; ")),
  column("Under the change", "money", 13, ({ row }) =>
    row.after === undefined ? undefined : effectOf(row.prospect, row.after).effect,
  ),
];

const written = (value: CellValue): string =>
  value === undefined ? "" : typeof value === "bigint" ? formatUsd(value) : csvField(String(value));

/** A byte order mark, by which Excel knows UTF-8. */
const BOM = "\uFEFF";

/** The portfolio as CSV; no cell is run as a formula. */
export function portfolioCsv(rows: readonly FatedRow[]): string {
  const lines = [COLUMNS.map((c) => csvField(c.title)), ...rows.map((r) => COLUMNS.map((c) => written(c.of(r))))];
  return `${BOM}${lines.map((cells) => `${cells.join(",")}\r\n`).join("")}`;
}

/** Writes the portfolio as an Excel workbook, whole or not at all. */
export function portfolioXlsx(rows: readonly FatedRow[], path: string): void {
  const workbook = newWorkbook();
  const sheet = workbook.sheet("Portfolio", COLUMNS);
  for (const r of rows) sheet.row(COLUMNS.map((c) => c.of(r)));
  workbook.save(path);
}

const totalsSaid = ({ before, after }: Pick<NonNullable<ReturnType<typeof whatIfJson>>, "before" | "after">): string =>
  `All cases together: ${showUsd(usd(before.gain))}, then ${showUsd(usd(after.gain))}; the week earns ${showUsd(usd(before.week))}, then ${showUsd(usd(after.week))}.`;

/** A change's effect in two sentences. */
export function effectSaid(p: Pick<Portfolio, "changes" | "rows">, minutes: number): string | undefined {
  const whatIf = whatIfJson(p, minutes);
  if (whatIf === null) return undefined;
  const total = effectSum(effectsOf(p.rows).map((e) => e.of));
  const brings = total < 0n ? `takes ${showUsd(-total as Cents)}` : `brings ${showUsd(total)}`;
  return `${whatIf.says}: ${brings} over ${whatIf.cases} cases, and turns the course of ${whatIf.turns}. ${totalsSaid(whatIf)}`;
}
