import type { Day } from "#base/day.ts";
import type { Actor, CaseFinding } from "#case/event.ts";
import { loosely } from "#claim/control-number.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import type { Pace } from "#claim/profile.ts";
import { load } from "#store/bulk.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { loadCases } from "./case-log.ts";
import { liveColumns } from "./case-row.ts";
import { type Desk, USUAL_PACE } from "./desk.ts";
import { evaluateAll, groundOf } from "./evaluate-claim.ts";
import { evaluationRow } from "./evaluate-row.ts";
import { type Renewed, renewCases } from "./import-cases.ts";
import { batchesOf } from "./import-evaluate.ts";

/** Open cases decided again: by an answer given elsewhere, by a new profile, by a new day. */

export type Why = Parameters<typeof renewCases>[3];

/** Cases decided in one short transaction. */
const LOT = 50;

interface CaseKey {
  readonly id: string;
  readonly claim: string;
}

const BY_RULE: Actor = { kind: "rule", id: "evaluation", name: "Evaluation" };

/** Decides these cases of one client again, in short transactions, and says which changed. */
export async function decideCases(
  desk: Desk,
  principal: Principal,
  client: string,
  cases: readonly CaseKey[],
  why: Why,
): Promise<readonly Renewed[]> {
  const asOf = desk.today();
  const changed: Renewed[] = [];
  for (let i = 0; i < cases.length; i += LOT) {
    const lot = cases.slice(i, i + LOT);
    const renewed = await desk.store.as(principal, (tx) => decideLot(tx, desk, client, lot, { asOf, why }), {
      lane: "bulk",
    });
    changed.push(...renewed);
    if (renewed.length === 0) continue;
    desk.tell(principal.org, { topic: "cases", client, cases: renewed, by: BY_RULE.name });
    desk.tell(principal.org, { topic: "evaluated", client });
  }
  return changed;
}

async function decideLot(
  tx: TenantTx,
  desk: Desk,
  client: string,
  lot: readonly CaseKey[],
  { asOf, why }: { readonly asOf: Day; readonly why: Why },
): Promise<readonly Renewed[]> {
  const { org } = tx.principal;
  const ground = await groundOf(tx, client);
  const claims = lot.map((c) => c.claim);
  const said = await evaluateAll(tx, desk, client, claims, { asOf }, ground);
  const found = lot.flatMap(({ id, claim }) => {
    const of = said.get(claim);
    return of === undefined ? [] : [{ caseId: id, claim, matched: of.matched, evaluation: of.evaluation }];
  });
  const batches = await batchesOf(tx, claims);
  const rows = found.map((f) =>
    evaluationRow(f.evaluation, { org, client, claim: f.claim, asOf, batch: batches.get(f.claim) ?? null }),
  );
  await load(tx, "evaluation", rows, "replace");
  const pace = ground.profile ?? USUAL_PACE;
  return await renewCases(tx, found, { client, today: asOf, pace, by: BY_RULE }, why);
}

/** Open cases that answers may speak of; more than they do is no harm, because each is only decided again. */
async function casesTouched(
  tx: TenantTx,
  client: string,
  answers: readonly FactAnswer[],
): Promise<readonly (CaseKey & { readonly batch: string | null })[]> {
  const keys = (scope: FactAnswer["scope"]): readonly string[] =>
    answers.filter((a) => a.scope === scope).map((a) => a.key);
  const claims = keys("claim").map(loosely);
  const payers = [...keys("payer"), ...keys("plan").map((k) => k.split("|")[0] ?? "")].map(loosely);
  const facilities = keys("facility").map((npi) => `%"npi":${JSON.stringify(npi)}%`);
  const { rows } = await tx.session.query<CaseKey & { readonly batch: string | null }>(
    `SELECT r.id, r.claim, r.batch FROM case_row r WHERE r.org = $1 AND r.client = $2 AND r.state <> 'closed' AND (
       parley_loosely(r.claim_number) = ANY ($3::text[])
       OR parley_loosely(r.payer_key) = ANY ($4::text[]) OR parley_loosely(r.payer_name) = ANY ($4::text[])
       OR (cardinality($5::text[]) > 0 AND EXISTS (SELECT 1 FROM claim c
         WHERE c.org = r.org AND c.id = r.claim AND c.body LIKE ANY ($5::text[])))) ORDER BY r.id`,
    [tx.principal.org, client, claims, payers, facilities],
  );
  return rows;
}

/** What was decided with the answers already: the case on which they were given, or the cases their import opened. */
export interface Decided {
  readonly caseId?: string;
  readonly batch?: string;
}

/** Decides again every open case that answers speak of, but what was decided with them. */
export async function decideAgain(
  desk: Desk,
  principal: Principal,
  client: string,
  answers: readonly FactAnswer[],
  decided: Decided = {},
): Promise<readonly Renewed[]> {
  if (answers.length === 0) return [];
  const touched = await desk.store.as(principal, (tx) => casesTouched(tx, client, answers));
  const others = touched.filter((c) => c.id !== decided.caseId && c.batch !== (decided.batch ?? ""));
  return await decideCases(desk, principal, client, others, "an answer elsewhere");
}

/** Which open cases of a client are meant. */
export interface Which {
  /** The import whose cases are new enough. */
  readonly butOf?: string | undefined;
  /** Keys of payers; every payer when absent. */
  readonly payers?: readonly string[] | undefined;
}

const openOf = (tx: TenantTx, client: string, { butOf, payers }: Which) => {
  let query = tx.db
    .selectFrom("case_row")
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("state", "!=", "closed");
  if (payers !== undefined) query = query.where("payer_key", "in", payers);
  if (butOf !== undefined) query = query.where((eb) => eb.or([eb("batch", "is", null), eb("batch", "!=", butOf)]));
  return query;
};

async function openCases(tx: TenantTx, client: string, after: string | undefined, which: Which) {
  const query = openOf(tx, client, which).select(["id", "claim", "as_of"]);
  return await (after === undefined ? query : query.where("id", ">", after)).orderBy("id").limit(LOT).execute();
}

async function countOpen(tx: TenantTx, client: string, which: Which): Promise<number> {
  const { n } = await openOf(tx, client, which)
    .select((eb) => eb.fn.countAll<string>().as("n"))
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Whether a day between the one a finding is of and today opens or ends a right of it. */
const turns = (finding: CaseFinding, today: Day): boolean =>
  finding.rights.some(({ safe }) => {
    if (safe === undefined) return false;
    const [from, to] = safe;
    return (from > finding.asOf && from <= today) || (to >= finding.asOf && to < today);
  });

export interface NightOptions extends Which {
  /** Every case, and not only those of which a right turned. */
  readonly all?: boolean;
  readonly why?: Why;
  /** Told how far it is. */
  readonly told?: (done: number, of: number) => void;
  /** Ends it between two short transactions. */
  readonly signal?: AbortSignal | undefined;
}

export interface NightRun {
  readonly cases: number;
  /** Evaluated again, because a right opened or ended, or because all were asked for. */
  readonly evaluated: number;
  readonly changed: number;
}

/** Counts the cases of which no right turned anew for today; the others are to be evaluated. */
async function turnedOf(
  tx: TenantTx,
  rows: readonly CaseKey[],
  { today, pace }: { readonly today: Day; readonly pace: Pace },
): Promise<readonly CaseKey[]> {
  if (rows.length === 0) return [];
  const logged = await loadCases(
    tx,
    rows.map((r) => r.id),
  );
  const turned: CaseKey[] = [];
  for (const { id, claim } of rows) {
    const of = logged.get(id);
    if (of?.state.view === undefined) continue;
    if (turns(of.state.view.finding, today)) turned.push({ id, claim });
    else
      await tx.db
        .updateTable("case_row")
        .set(liveColumns(of.state.view, of.state.version, today, pace))
        .where("org", "=", tx.principal.org)
        .where("id", "=", id)
        .execute();
  }
  return turned;
}

/**
 * The night's run of a client: every open case said as of today. Most are only folded and counted anew; those of which a
 * right opened or ended are evaluated again, and with `all` every one, as after an import that moved the own medians.
 */
export async function evaluateMany(
  desk: Desk,
  principal: Principal,
  client: string,
  { all = false, why = "a new day", told, signal, ...which }: NightOptions = {},
): Promise<NightRun> {
  const today = desk.today();
  const { pace, of } = await desk.store.as(principal, async (tx) => ({
    pace: (await groundOf(tx, client)).profile ?? USUAL_PACE,
    of: told === undefined ? 0 : await countOpen(tx, client, which),
  }));
  let [cases, evaluated, changed] = [0, 0, 0];
  let after: string | undefined;
  told?.(0, of);
  for (;;) {
    const last = after;
    const { rows, turned } = await desk.store.as(
      principal,
      async (tx) => {
        const rows = await openCases(tx, client, last, which);
        return { rows, turned: all ? rows : await turnedOf(tx, rows, { today, pace }) };
      },
      { lane: "bulk" },
    );
    changed += (await decideCases(desk, principal, client, turned, why)).length;
    cases += rows.length;
    evaluated += turned.length;
    after = rows.at(-1)?.id;
    told?.(Math.min(of, cases), of);
    if (rows.length < LOT || signal?.aborted === true) return { cases, evaluated, changed };
  }
}
