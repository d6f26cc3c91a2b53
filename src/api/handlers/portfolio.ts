import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { z } from "@hono/zod-openapi";
import type { portfolio, portfolioCase } from "#api/contract/portfolio.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { noteReads } from "#app/desk/access.ts";
import {
  type CaseNamed,
  namesOfCases,
  portfolioOf,
  type RunState,
  startPortfolio,
  stopPortfolio,
} from "#app/desk/portfolio.ts";
import type { KeptPortfolio } from "#app/desk/portfolio-kept.ts";
import type { PortfolioRow } from "#app/portfolio.ts";
import {
  effectsOf,
  type FatedRow,
  fated,
  portfolioCsv,
  portfolioXlsx,
  prospectJson,
  weekJson,
  whatIfJson,
} from "#app/portfolio-out.ts";
import type { Day } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import type { TenantTx } from "#store/store.ts";
import { readChanges } from "#strategy/portfolio-change.ts";
import { type Week, weekOf } from "#strategy/portfolio-week.ts";
import { savedAs } from "./cases-papers.ts";

/** Portfolios: begun, watched, shown for a budget of minutes, and taken along as files. */

/** Cases of one fate that a page gets; the file has all. */
const SHOWN = 200;
const EFFECTS_SHOWN = 50;

interface Seen {
  readonly run: RunState;
  readonly kept: KeptPortfolio;
  readonly names: ReadonlyMap<string, CaseNamed>;
  readonly rows: readonly PortfolioRow[];
  /** Without the filter of a payer. */
  readonly all: readonly PortfolioRow[];
  readonly week: Week;
}

type OfPortfolio = Asked<"getPortfolio" | "exportPortfolio">;

/** The kept portfolio as the caller may see it now: cases that were closed since or are another's are left out. */
async function seenBy({ query }: OfPortfolio, tx: TenantTx, kept: KeptPortfolio, run: RunState): Promise<Seen> {
  const names = await namesOfCases(tx);
  const all = kept.rows.flatMap(({ prospect, after }) => {
    const name = names.get(prospect.id);
    if (name === undefined || (query.client !== undefined && name.client !== query.client)) return [];
    return [{ prospect, ...(after && { after }), claim: name.number, payer: name.payer }];
  });
  const rows = query.payer === undefined ? all : all.filter((r) => names.get(r.prospect.id)?.payerKey === query.payer);
  const week = weekOf(
    rows.map((r) => r.prospect),
    query.minutes,
  );
  return { run, kept, names, rows, all, week };
}

function payersOf({ all, names }: Seen) {
  const payers = new Map<string, { key: string; name: string; cases: number }>();
  for (const { prospect } of all) {
    const { payerKey: key = "", payer: name = "" } = names.get(prospect.id) ?? {};
    const payer = payers.get(key) ?? { key, name, cases: 0 };
    payers.set(key, payer);
    payer.cases += 1;
  }
  return [...payers.values()].sort((a, b) => b.cases - a.cases || (a.name < b.name ? -1 : 1));
}

const nameOf = ({ prospect, claim, payer }: PortfolioRow) => ({ case: prospect.id, number: claim, payer });

function casesOf({ rows, week }: Seen): z.input<typeof portfolioCase>[] {
  const shown = new Map<string, number>();
  return fated(rows, week).flatMap(({ fate, row }) => {
    const n = (shown.get(fate) ?? 0) + 1;
    shown.set(fate, n);
    return n > SHOWN ? [] : [{ ...nameOf(row), fate, ...prospectJson(row.prospect) }];
  });
}

function effectOut({ kept, rows, week }: Seen) {
  const changes = kept.whatIf === null ? undefined : readChanges(kept.whatIf);
  if (changes?.ok !== true) return null;
  const whatIf = whatIfJson({ changes: changes.value, rows }, week.budget);
  if (whatIf === null) return null;
  const effects = effectsOf(rows);
  return {
    ...whatIf,
    rows: effects.slice(0, EFFECTS_SHOWN).map(({ row, of }) => ({
      ...nameOf(row),
      effect: formatUsd(of.effect),
      before: of.before.course,
      after: of.after.course,
    })),
  };
}

const breakEvenOut = (b: KeptPortfolio["breakEven"]) =>
  b && {
    admin: b.admin[0],
    adminSource: b.admin[1],
    entity: b.entity[0],
    entitySource: b.entity[1],
    line: b.line.map(([chance, least]) => ({ chance, least })),
  };

function madeOut(seen: Seen): NonNullable<z.input<typeof portfolio>["made"]> {
  const { kept, week, names } = seen;
  return {
    asOf: kept.asOf as Day,
    madeAt: kept.madeAt,
    client: kept.client,
    whatIf: kept.whatIf,
    nothingToPlan: kept.left,
    hour: kept.hour.rate,
    hourSource: kept.hour.source,
    gone: kept.rows.filter((r) => !names.has(r.prospect.id)).length,
    week: weekJson(week),
    payers: payersOf(seen),
    cases: casesOf(seen),
    effect: effectOut(seen),
    breakEven: breakEvenOut(kept.breakEven),
  };
}

/** Writes down whose figures were read: client by client, because no patient is named. */
async function noteClients(tx: TenantTx, asked: OfPortfolio, { names, rows }: Seen): Promise<void> {
  const clients = new Set(rows.map((r) => names.get(r.prospect.id)?.client ?? ""));
  if (asked.who.principal.person === undefined) return;
  await noteReads(
    tx,
    "portfolio",
    [...clients].map((client) => ({ client, subject: client })),
    asked.id,
  );
}

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

function xlsxBytes(home: string, rows: readonly FatedRow[]): Uint8Array<ArrayBuffer> {
  const tmp = join(home, "tmp");
  mkdirSync(tmp, { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(join(tmp, "portfolio-"));
  try {
    portfolioXlsx(rows, join(folder, "portfolio.xlsx"));
    return Uint8Array.from(readFileSync(join(folder, "portfolio.xlsx")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Names = "getPortfolio" | "startPortfolio" | "stopPortfolio" | "exportPortfolio";

export const PORTFOLIO: HandlersOf<Names> = {
  getPortfolio: (asked) =>
    asked.as(async (tx) => {
      const { run, kept } = await portfolioOf(tx, asked.hall.open.desk);
      if (kept === undefined) return { run, made: null };
      const seen = await seenBy(asked, tx, kept, run);
      await noteClients(tx, asked, seen);
      return { run, made: madeOut(seen) };
    }),

  startPortfolio: async ({ hall, who, body }) => orRefuse(startPortfolio(hall.open.desk, who.principal, body)),

  stopPortfolio: async ({ hall, who }) => {
    await stopPortfolio(hall.open.desk, who.principal);
    return undefined;
  },

  exportPortfolio: async (asked) => {
    const { desk } = asked.hall.open;
    const seen = await asked.as(async (tx) => {
      const { run, kept } = await portfolioOf(tx, desk);
      if (kept === undefined) throw new Refused("not-now", "No portfolio was made yet. Make one first.");
      const found = await seenBy(asked, tx, kept, run);
      await noteClients(tx, asked, found);
      return found;
    });
    const rows = fated(seen.rows, seen.week);
    const name = `portfolio-${seen.kept.asOf}`;
    if (asked.query.format === "csv")
      return new Response(portfolioCsv(rows), { headers: savedAs(`${name}.csv`, "text/csv; charset=utf-8") });
    return new Response(xlsxBytes(desk.home, rows), { headers: savedAs(`${name}.xlsx`, SHEET) });
  },
};
