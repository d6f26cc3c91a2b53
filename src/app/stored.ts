import type { Day } from "#base/day.ts";
import { day } from "#base/day.ts";
import { type Cents, formatUsd, usd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { readChanges } from "#strategy/portfolio-change.ts";
import { APPROVALS_MOST, type ApprovalJson, approvalsJson } from "./desk/approvals-out.ts";
import { backtest } from "./desk/backtest.ts";
import { type BacktestJson, backtestJson } from "./desk/backtest-out.ts";
import { adviceOn } from "./desk/negotiation-advice.ts";
import type { OpenDesk } from "./desk/open-desk.ts";
import { type CasePlan, planOfCase } from "./desk/plan.ts";
import { namesOfCases } from "./desk/portfolio.ts";
import type { KeptPortfolio } from "./desk/portfolio-kept.ts";
import { planAll } from "./desk/portfolio-plan.ts";
import { preparedJson } from "./desk/prepared.ts";
import { whichOrganization } from "./export-all.ts";
import type { Portfolio } from "./portfolio.ts";
import { pack } from "./portfolio-packed.ts";

/** What commands read of stored data: the same figures as the window has, for the account that holds the key. */

interface Refusal {
  readonly code: string;
  readonly sentence: string;
}

interface Whose {
  readonly org?: string | undefined;
}

const programOf = async ({ desk }: OpenDesk, org: string | undefined) => {
  const which = await whichOrganization(desk.store, org);
  return which.ok ? ok({ org: which.value.org, clients: "all" } as const) : which;
};

export interface ApprovalsWanted extends Whose {
  readonly state: ApprovalJson["state"];
}

/** What waits for a second person, or became of it; newest first, at most so many. */
export async function storedApprovals(
  open: OpenDesk,
  { org, state }: ApprovalsWanted,
): Promise<Result<{ readonly rows: readonly ApprovalJson[]; readonly more: boolean }, Refusal>> {
  const who = await programOf(open, org);
  if (!who.ok) return who;
  const rows = await open.desk.store.as(who.value, (tx) => approvalsJson(tx, { state, today: open.desk.today() }));
  return ok({ rows: rows.slice(0, APPROVALS_MOST), more: rows.length > APPROVALS_MOST });
}

export interface PreparedWanted extends Whose {
  /** As if the dial stood at auto. */
  readonly dry: boolean;
}

/** Offers that stand ready, those with the most to lose first. */
export async function storedPrepared(
  open: OpenDesk,
  { org, dry }: PreparedWanted,
): Promise<Result<Awaited<ReturnType<typeof preparedJson>>, Refusal>> {
  const who = await programOf(open, org);
  if (!who.ok) return who;
  return ok(await preparedJson((work) => open.desk.store.as(who.value, work), open.desk, { dry }));
}

export interface BacktestWanted extends Whose {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const YEAR_AGO = (today: Day): Day => day(`${Number(today.slice(0, 4)) - 1}-01-01`);

/** Every settled case of a period played again; without days those since the beginning of last year. */
export async function storedBacktest(
  open: OpenDesk,
  { org, from, to }: BacktestWanted,
): Promise<Result<BacktestJson, Refusal>> {
  const who = await programOf(open, org);
  if (!who.ok) return who;
  const today = open.desk.today();
  const period = { from: from === undefined ? YEAR_AGO(today) : day(from), to: to === undefined ? today : day(to) };
  if (period.from > period.to) return err({ code: "not-valid", sentence: "The period ends before it begins." });
  return ok(backtestJson(await backtest(open.desk, who.value, period, () => false), period));
}

export interface PlanWanted extends Whose {
  /** The number of the case, as its page shows it. */
  readonly number: string;
}

/** Where there are offers: what Negotiate would do next for each answer to what is asked. */
async function withAhead({ plan, next, read }: CasePlan): Promise<object> {
  const said = plan();
  if (read.offers.length === 0) return said;
  const { ahead } = await adviceOn(read.table);
  const amountOf = (amount: Cents | undefined) => (amount === undefined ? null : formatUsd(amount));
  const replies = ahead.map((a) => ({ ...a, bid: formatUsd(a.bid), amount: amountOf(a.amount) }));
  return { ...said, negotiation: { ...next, ahead: replies } };
}

/** The plan of a stored case, key for key as the window asks for it. */
export async function storedPlan(open: OpenDesk, { org, number }: PlanWanted): Promise<Result<object, Refusal>> {
  const who = await programOf(open, org);
  if (!who.ok) return who;
  const plan = await open.desk.store.as(who.value, async (tx) => {
    const row = await tx.db
      .selectFrom("case_row")
      .select("id")
      .where("org", "=", who.value.org)
      .where("number", "=", number)
      .executeTakeFirst();
    return row && (await planOfCase(tx, open.desk, row.id));
  });
  if (plan === undefined)
    return err({ code: "no-case", sentence: "There is no case of this number. A case's page shows its number." });
  if (!plan.ok) return err({ code: plan.error.code, sentence: plan.error.sentence });
  return ok(await withAhead(plan.value));
}

export interface PortfolioWanted extends Whose {
  readonly whatIf?: string | undefined;
}

function portfolioFrom(
  kept: KeptPortfolio,
  names: Awaited<ReturnType<typeof namesOfCases>>,
): Omit<Portfolio, "changes"> {
  const { hour, breakEven } = kept;
  const known = (amount: string, source: string) => ({ value: usd(amount), source, prior: false });
  return {
    ...{ asOf: day(kept.asOf), left: kept.left, hour: { ...known(hour.rate, hour.source), prior: hour.prior } },
    rows: kept.rows.map((r) => {
      const name = names.get(r.prospect.id);
      return { ...r, claim: name?.number ?? "", payer: name?.payer ?? "" };
    }),
    ...(breakEven && {
      breakEven: {
        ...{ admin: known(...breakEven.admin), entity: known(...breakEven.entity) },
        line: breakEven.line.map(([chance, least]) => ({ chance, least: usd(least) })),
      },
    }),
  };
}

/** Every open case planned as its negotiation stands. Nothing is kept of it. The text holds amounts: see `unpack`. */
export async function storedPortfolio(
  open: OpenDesk,
  { org, whatIf }: PortfolioWanted,
): Promise<Result<{ readonly packed: string }, Refusal>> {
  const who = await programOf(open, org);
  if (!who.ok) return who;
  const changes = whatIf === undefined ? ok([]) : readChanges(whatIf);
  if (!changes.ok) return err({ code: "usage", sentence: changes.error });
  const { desk } = open;
  const asked = { client: undefined, changes: changes.value, whatIf: whatIf ?? null };
  const run = { run: { done: 0, of: 0 }, signal: new AbortController().signal };
  const kept = await planAll(desk, who.value, asked, run);
  const names = await desk.store.as(who.value, (tx) => namesOfCases(tx));
  return ok({ packed: pack({ ...portfolioFrom(kept, names), changes: changes.value }) });
}
