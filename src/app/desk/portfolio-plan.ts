import { setImmediate as breathe } from "node:timers/promises";
import { now } from "#app/clock.ts";
import { Planners, plannersFor } from "#app/planners.ts";
import { type BreakEvenFor, breakEvenOf } from "#app/portfolio.ts";
import type { ToWeigh } from "#app/portfolio-lot.ts";
import { staffHourOf } from "#app/staff-hour.ts";
import type { Day } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import type { NegotiationState } from "#strategy/negotiation.ts";
import { STAFF_HOUR } from "#strategy/portfolio.ts";
import type { Change } from "#strategy/portfolio-change.ts";
import { authorityOf, type Held } from "./authority.ts";
import { loadCases } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { evaluateAll, type Ground, groundOf } from "./evaluate-claim.ts";
import { type Learning, learningGround, learningsOf } from "./learned.ts";
import { OFF, takeable } from "./negotiation-advice.ts";
import { memoryOf, type PayerMemory, pastWith } from "./negotiation-memory.ts";
import { stateOf } from "./negotiation-table.ts";
import { breakEvenKept, type KeptPortfolio } from "./portfolio-kept.ts";

/** Every open case with the turn that its own negotiation shows: the same state, the same engine, many at once. */

export interface PortfolioAsked {
  readonly client: string | undefined;
  readonly changes: readonly Change[];
  /** The changes as they were typed. */
  readonly whatIf: string | null;
}

interface ToPlan {
  readonly id: string;
  readonly claim: string;
  readonly client: string;
}

/** Open cases on which it is for us to act, and those whose right runs whoever acts. */
async function casesToPlan(tx: TenantTx, client: string | undefined): Promise<readonly ToPlan[]> {
  let asked = tx.db
    .selectFrom("case_row")
    .select(["id", "claim", "client"])
    .where("org", "=", tx.principal.org)
    .where("state", "=", "open")
    .orderBy("client")
    .orderBy("id");
  if (client !== undefined) asked = asked.where("client", "=", client);
  return await asked.execute();
}

/** What all cases of one client are planned with. */
interface Whose {
  readonly client: string;
  readonly ground: Ground;
  readonly held: Held;
  readonly off: boolean;
  readonly learning: (view: Parameters<ReturnType<typeof learningsOf>>[0]) => Learning;
  /** How each payer bargained before, read once. */
  readonly memories: Map<string, PayerMemory>;
}

async function whoseOf(tx: TenantTx, client: string, asOf: Day): Promise<Whose> {
  const learned = await learningGround(tx, client, asOf);
  return {
    ...{ client, off: learned.off, learning: learningsOf(learned), memories: new Map() },
    ...{ ground: await groundOf(tx, client), held: await authorityOf(tx, client, asOf) },
  };
}

/** The cases of a piece as their negotiations stand; undefined where there is nothing to plan. */
async function negotiationsOf(
  tx: TenantTx,
  desk: Desk,
  piece: readonly ToPlan[],
  { client, ground, held, off, learning, memories }: Whose,
  asOf: Day,
): Promise<readonly (ToWeigh | undefined)[]> {
  const claims = piece.map((c) => c.claim);
  const found = await evaluateAll(tx, desk, client, claims, { asOf }, ground);
  const logged = await loadCases(
    tx,
    piece.map((c) => c.id),
  );
  const { person } = tx.principal;
  const all: (ToWeigh | undefined)[] = [];
  for (const { id: caseId, claim } of piece) {
    const [stored, view] = [found.get(claim), logged.get(caseId)?.state.view];
    if (stored === undefined || view === undefined) {
      all.push(undefined);
      continue;
    }
    const key = `${view.payerKey}\n${view.payer}`;
    let memory = memories.get(key);
    if (memory === undefined) {
      const past = off ? [] : await pastWith(tx, { client, payerKey: view.payerKey, not: caseId });
      memory = memoryOf(past, view.payer, asOf);
      memories.set(key, memory);
    }
    const made = stateOf({ caseId, client, view, ground: stored, held, asOf, person }, memory, learning(view));
    all.push(
      made.state && made.why === undefined
        ? {
            negotiation: { ...turnCase(caseId, made.state, takeable({ view, asOf })?.amount, held), payer: view.payer },
            hour: hourOf(ground),
          }
        : undefined,
    );
  }
  return all;
}

const hourOf = ({ profile }: Ground) => staffHourOf(profile);

const turnCase = (
  id: string,
  state: NegotiationState,
  stands: NonNullable<ReturnType<typeof takeable>>["amount"] | undefined,
  { autonomy }: Held,
) => ({ id, state, ...(stands !== undefined && { stands }), ...(autonomy === "off" && { silent: OFF }) });

/** The next cases of one client, as many as are read in one transaction. */
function pieceAt(cases: readonly ToPlan[], from: number): readonly ToPlan[] {
  const client = cases[from]?.client;
  let end = from;
  while (end < cases.length && end - from < PIECE && cases[end]?.client === client) end += 1;
  return cases.slice(from, end);
}

/** Cases read in one transaction, and cases planned before others may have the thread. */
const PIECE = 100;
const SLICE = 4;

/** Plans them all, on another thread too where there are many. Throws the signal's reason when it is aborted. */
export async function planAll(
  desk: Desk,
  principal: Principal,
  { client, changes, whatIf }: PortfolioAsked,
  { run, signal }: { readonly run: { done: number; of: number }; readonly signal: AbortSignal },
): Promise<KeptPortfolio> {
  const asOf = desk.today();
  const cases = await desk.store.as(principal, (tx) => casesToPlan(tx, client));
  run.of = cases.length;
  let [left, hour] = [0, STAFF_HOUR];
  let breakEven: BreakEvenFor | undefined;
  let whose: Whose | undefined;
  const planners = new Planners({ changes }, plannersFor(cases.length));
  try {
    while (run.done < cases.length) {
      const piece = pieceAt(cases, run.done);
      const [first] = piece;
      if (first === undefined) break;
      const toWeigh = await desk.store.as(principal, async (tx) => {
        if (whose?.client !== first.client) whose = await whoseOf(tx, first.client, asOf);
        return await negotiationsOf(tx, desk, piece, whose, asOf);
      });
      for (const one of toWeigh) {
        if (one === undefined) left += 1;
        else {
          if (!one.hour.prior) hour = one.hour;
          breakEven ??= breakEvenOf(one.negotiation.state.planCase);
          planners.add(one);
        }
        run.done += 1;
        if (run.done % SLICE !== 0) continue;
        await breathe();
        signal.throwIfAborted();
      }
    }
    const rows = await planners.end(signal);
    const { value, source, prior } = hour;
    return {
      ...{ asOf, madeAt: now(), client: client ?? null, whatIf, left, rows },
      hour: { rate: formatUsd(value), source, prior },
      breakEven: breakEvenKept(breakEven),
    };
  } finally {
    await planners.dismiss();
  }
}
