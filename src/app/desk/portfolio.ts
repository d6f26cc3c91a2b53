import { check } from "#base/check.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { readChanges } from "#strategy/portfolio-change.ts";
import type { Desk } from "./desk.ts";
import { type KeptPortfolio, keepPortfolio, keptPortfolio } from "./portfolio-kept.ts";
import { type PortfolioAsked, planAll } from "./portfolio-plan.ts";
import { type NotNow, notNow } from "./refused.ts";

/**
 * The stored cases planned beside each other, as one person asked for it: begun by a request, made in short transactions
 * while that person looks elsewhere, to be stopped at any time, and kept when it is done.
 */

export interface RunState {
  readonly state: "none" | "running" | "done" | "stopped" | "failed";
  readonly done: number;
  readonly of: number;
}

interface Run {
  state: RunState["state"];
  done: number;
  of: number;
  readonly stop: AbortController;
  kept?: KeptPortfolio;
  /** Resolves when it is over, however it ended. */
  over: Promise<void>;
}

const RUNS = new WeakMap<Desk, Map<string, Run>>();

const runsOf = (desk: Desk): Map<string, Run> => {
  const runs = RUNS.get(desk) ?? new Map<string, Run>();
  RUNS.set(desk, runs);
  return runs;
};

const keyOf = ({ org, person }: Principal): string => `${org} ${person ?? "program"}`;

async function runToEnd(desk: Desk, principal: Principal, asked: PortfolioAsked, run: Run): Promise<void> {
  try {
    const kept = await planAll(desk, principal, asked, { run, signal: run.stop.signal });
    await desk.store.as(principal, (tx) => keepPortfolio(tx, kept));
    run.kept = kept;
    run.state = "done";
  } catch {
    run.state = run.stop.signal.aborted ? "stopped" : "failed";
  }
}

const stateOf = (run: Run): RunState => ({ state: run.state, done: run.done, of: run.of });

/** Begins a portfolio for a person; one that runs already is refused, because two would only be slower. */
export function startPortfolio(
  desk: Desk,
  principal: Principal,
  asked: { readonly client?: string | undefined; readonly whatIf?: string | undefined },
): Result<RunState, NotNow> {
  const runs = runsOf(desk);
  if (runs.get(keyOf(principal))?.state === "running")
    return err(notNow("not-now", "A portfolio of yours is being made. Wait for it, or stop it first."));
  const changes = asked.whatIf === undefined ? ok([]) : readChanges(asked.whatIf);
  if (!changes.ok) return err(notNow("not-valid", changes.error));
  const run: Run = { state: "running", done: 0, of: 0, stop: new AbortController(), over: Promise.resolve() };
  runs.set(keyOf(principal), run);
  run.over = runToEnd(
    desk,
    principal,
    { client: asked.client, changes: changes.value, whatIf: asked.whatIf ?? null },
    run,
  );
  return ok(stateOf(run));
}

/** Stops the portfolio that is being made; resolves when it has stopped. */
export async function stopPortfolio(desk: Desk, principal: Principal): Promise<void> {
  const run = runsOf(desk).get(keyOf(principal));
  run?.stop.abort();
  await run?.over;
}

/** Waits until nothing is being made for this person; for tests, and for who asked and waits. */
export const portfolioOver = async (desk: Desk, principal: Principal): Promise<void> =>
  runsOf(desk).get(keyOf(principal))?.over;

/** How far the portfolio of this person is, and the last that was done. */
export async function portfolioOf(
  tx: TenantTx,
  desk: Desk,
): Promise<{ readonly run: RunState; readonly kept: KeptPortfolio | undefined }> {
  const run = runsOf(desk).get(keyOf(tx.principal));
  const kept = run?.kept ?? (await keptPortfolio(tx));
  check(run?.state !== "done" || kept !== undefined, "a portfolio that is done is there");
  return {
    run: run === undefined ? { state: kept === undefined ? "none" : "done", done: 0, of: 0 } : stateOf(run),
    kept,
  };
}

export interface CaseNamed {
  readonly number: string;
  readonly client: string;
  readonly claim: string;
  readonly payer: string;
  readonly payerKey: string;
}

/** What the cases of a portfolio are called, those alone that are open and that the principal may see today. */
export async function namesOfCases(tx: TenantTx): Promise<ReadonlyMap<string, CaseNamed>> {
  const rows = await tx.db
    .selectFrom("case_row")
    .select(["id", "number", "client", "claim_number", "payer_name", "payer_key"])
    .where("org", "=", tx.principal.org)
    .where("state", "<>", "closed")
    .execute();
  return new Map(
    rows.map((r) => [
      r.id,
      { number: r.number, client: r.client, claim: r.claim_number, payer: r.payer_name, payerKey: r.payer_key },
    ]),
  );
}
