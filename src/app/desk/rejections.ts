import { type Day, plusDays } from "#base/day.ts";
import { cents } from "#base/money.ts";
import type { Actor } from "#case/event.ts";
import type { CaseState } from "#case/state.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { type Acted, type Asked, actWithin, tellChanged } from "./act.ts";
import { loadCase } from "./case-log.ts";
import { submissionCards } from "./counterparty.ts";
import type { Desk } from "./desk.ts";
import type { ListRow } from "./list-claims.ts";
import type { QueueRow } from "./queue.ts";
import { CLAIMS_OF_SET, SETS_MEANT } from "./set-answers.ts";
import { type StatusEntry, standingOf } from "./standing.ts";

/**
 * A claim that was rejected (277CA, or 999 of its set) counts as not sent, and the days of timely filing run on. So its case gets
 * a task, once, however many answers say so; and again when what was sent after it is rejected too.
 */

export const BY_REJECTION: Actor = { kind: "rule", id: "rejection", name: "Rejected claims" };

/** How the task begins, by which it is found in the table of tasks. */
const TASK = "Correct and resubmit";
const LONGEST = 500;

/** By when the claim has to be in, as the practice wrote it on the payer's card; no law of the states here says it for all plans. */
export interface TimelyFiling {
  readonly due: Day | undefined;
  readonly says: string;
}

async function timelyFiling(tx: TenantTx, row: QueueRow): Promise<TimelyFiling> {
  const cards = (await submissionCards(tx, row)).flatMap((c) =>
    c.timelyDays === null ? [] : [{ ...c, days: c.timelyDays }],
  );
  const card = cards.reduce<(typeof cards)[number] | undefined>(
    (a, b) => (a !== undefined && a.days <= b.days ? a : b),
    undefined,
  );
  if (card === undefined)
    return {
      due: undefined,
      says: `No day of timely filing is known: no submission card of ${row.payer_name} names its days.`,
    };
  if (row.service_day === null)
    return {
      due: undefined,
      says: `No day of timely filing is known: the claim says no day of service; ${card.of} takes claims for ${card.days} days.`,
    };
  const due = plusDays(row.service_day, card.days);
  return {
    due,
    says: `Timely filing until ${due}: ${card.days} days from the service of ${row.service_day} (${card.of}, ${card.source}, ${card.day}).`,
  };
}

/** The last rejection that is said of a claim which still stands as rejected. */
function rejectionOf(entries: readonly StatusEntry[], now: string | undefined): StatusEntry | undefined {
  return now === "rejected" ? entries.findLast((e) => e.status === "rejected") : undefined;
}

/** Whether the case has its task for a rejection of that day: one that is open, or was made since and ended by a person. */
function hasTask({ log, view }: CaseState, rejected: Day): boolean {
  const ours = (view?.tasks ?? []).filter((t) => t.by.id === BY_REJECTION.id);
  if (ours.some((t) => t.done === undefined)) return true;
  const takenBack = new Set(ours.filter((t) => t.done?.by.id === BY_REJECTION.id).map((t) => t.event));
  return log.some(
    (e, i) => e.type === "task added" && e.by.id === BY_REJECTION.id && e.on >= rejected && !takenBack.has(i + 1),
  );
}

async function taskFor(tx: TenantTx, caseId: string, today: Day): Promise<Asked | undefined> {
  const found = await standingOf(tx, caseId, today);
  const rejection = found && rejectionOf(found.status.entries, found.status.now);
  const state = (await loadCase(tx, caseId))?.state;
  if (found === undefined || rejection === undefined || state === undefined) return undefined;
  if (hasTask(state, rejection.day)) return undefined;
  const { due, says } = await timelyFiling(tx, found.row);
  const title = `${TASK}: rejected on ${rejection.day}, ${rejection.source}. ${says}`.slice(0, LONGEST).toWellFormed();
  const act = { type: "add task", title, waits: "us", ...(due !== undefined && { due }) } as const;
  return { caseId, saw: state.version, act };
}

/** Claims that a rejection reaches, in SQL; of files of an import (`$3`), whether they hold the claim or the answer, or of all. */
const REACHED = `
  SELECT c.id FROM claim_answer a JOIN claim c ON c.org = a.org AND c.client = a.client AND c.loose = a.loose
    AND (a.billed IS NULL OR a.billed = c.billed)
    AND (a.from_day IS NULL OR c.from_day IS NULL OR a.from_day = c.from_day)
  WHERE a.org = $1 AND ($2::uuid IS NULL OR a.client = $2) AND a.outcome = 'rejected'
    AND ($3::uuid[] IS NULL OR a.file = ANY ($3) OR c.file = ANY ($3))
  UNION SELECT c.id FROM set_answer a ${SETS_MEANT} ${CLAIMS_OF_SET}
  WHERE a.org = $1 AND ($2::uuid IS NULL OR a.client = $2) AND a.outcome = 'rejected'
    AND ($3::uuid[] IS NULL OR a.file = ANY ($3) OR c.file = ANY ($3))`;

/** Open cases of claims that a rejection reaches. Costs one look where a client has no rejection. */
async function casesReached(tx: TenantTx, client: string, batch: string | undefined): Promise<readonly string[]> {
  const { org } = tx.principal;
  const any = (table: string): string =>
    `EXISTS (SELECT 1 FROM ${table} WHERE org = $1 AND client = $2 AND outcome = 'rejected')`;
  const seen = await tx.session.query<{ readonly any: boolean }>(
    `SELECT ${any("claim_answer")} OR ${any("set_answer")} AS any`,
    [org, client],
  );
  if (seen.rows[0]?.any !== true) return [];
  const files =
    batch === undefined
      ? null
      : (
          await tx.db.selectFrom("source_file").select("id").where("org", "=", org).where("batch", "=", batch).execute()
        ).map((f) => f.id);
  const { rows } = await tx.session.query<{ readonly id: string }>(
    `SELECT r.id FROM (${REACHED}) reached JOIN case_row r ON r.org = $1 AND r.claim = reached.id
     WHERE r.state <> 'closed'
       -- Most of those that have their task are known by it; of the rest their history decides.
       AND NOT EXISTS (SELECT 1 FROM task t
         WHERE t.org = $1 AND t.case_id = r.id AND t.done_at IS NULL AND t.text LIKE $4)
     ORDER BY r.id`,
    [org, client, files, `${TASK}:%`],
  );
  return rows.map((r) => r.id);
}

/** Claims that were rejected and no case is open for: nobody would see them in the queue. Those a remittance answers are left out. */
export async function rejectedListed(
  { session, principal }: TenantTx,
  { client }: { readonly client?: string | undefined },
): Promise<readonly ListRow[]> {
  const { rows } = await session.query<{
    readonly id: string;
    readonly client: string;
    readonly number: string;
    readonly payer_name: string;
    readonly from_day: Day | null;
    readonly billed: string;
    readonly case_id: string | null;
    readonly case_number: string | null;
  }>(
    `SELECT k.id, k.client, k.number, k.payer_name, k.from_day, k.billed, r.id AS case_id, r.number AS case_number
     FROM (${REACHED}) reached JOIN claim k ON k.org = $1 AND k.id = reached.id
     LEFT JOIN case_row r ON r.org = $1 AND r.claim = k.id
     WHERE coalesce(r.state, 'closed') = 'closed'
       AND NOT EXISTS (SELECT 1 FROM remittance m WHERE m.org = $1 AND m.claim = k.id)
     ORDER BY k.billed DESC, k.id`,
    [principal.org, client ?? null, null],
  );
  return rows.map((r) => ({
    ...{ key: r.id, client: r.client, case: r.case_id, number: r.case_number, import: null, claim: r.number },
    ...{ payer: r.payer_name, what: "rejected before it was looked at, and no case is open", day: r.from_day },
    ...{ amount: cents(BigInt(r.billed)), other: null },
  }));
}

/** Cases of one transaction. */
const LOT = 50;

async function inLots(
  desk: Desk,
  who: Principal,
  ids: readonly string[],
  each: (tx: TenantTx, caseId: string) => Promise<Asked | undefined>,
): Promise<number> {
  let made = 0;
  for (let i = 0; i < ids.length; i += LOT) {
    const work = async (tx: TenantTx): Promise<readonly Acted[]> => {
      const asked: Asked[] = [];
      for (const id of ids.slice(i, i + LOT)) {
        const one = await each(tx, id);
        if (one !== undefined) asked.push(one);
      }
      return (await actWithin(tx, asked, BY_REJECTION, { today: desk.today() })).done;
    };
    const done = await desk.store.as(who, work, { lane: "bulk" });
    tellChanged(desk, who, BY_REJECTION, done);
    made += done.length;
  }
  return made;
}

/**
 * Gives every open case of a client whose claim stands as rejected its task; of one import, those that it reaches. Resolves with
 * how many were made: none when they are there already.
 */
export async function taskRejections(desk: Desk, who: Principal, client: string, batch?: string): Promise<number> {
  const own: Principal = { org: who.org, clients: [client] };
  const ids = await desk.store.as(own, (tx) => casesReached(tx, client, batch), { lane: "bulk" });
  return await inLots(desk, own, ids, (tx, id) => taskFor(tx, id, desk.today()));
}

/** Ends the tasks of rejections that no file says any more, because their import was taken back. */
export async function endTasks(desk: Desk, who: Principal, client: string): Promise<number> {
  const own: Principal = { org: who.org, clients: [client] };
  const ids = await desk.store.as(own, (tx) =>
    tx.db
      .selectFrom("task")
      .select("case_id")
      .distinct()
      .where("org", "=", who.org)
      .where("client", "=", client)
      .where("text", "like", `${TASK}%`)
      .where("done_at", "is", null)
      .execute(),
  );
  return await inLots(
    desk,
    own,
    ids.map((r) => r.case_id),
    async (tx, caseId) => {
      const found = await standingOf(tx, caseId, desk.today());
      const state = (await loadCase(tx, caseId))?.state;
      const task = state?.view?.tasks.find((t) => t.by.id === BY_REJECTION.id && t.done === undefined);
      if (state === undefined || task === undefined || found?.status.now === "rejected") return undefined;
      const how = "The import that said so was taken back.";
      return { caseId, saw: state.version, act: { type: "finish task", task: task.event, how } };
    },
  );
}
