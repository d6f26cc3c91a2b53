import { err, ok, type Result } from "#base/result.ts";
import type { Act } from "#case/command.ts";
import type { Actor, CaseEvent } from "#case/event.ts";
import { append } from "#store/events.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { type Acted, type Asked, actWithin, type Refused, tellChanged } from "./act.ts";
import { loadCases } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import type { Reach } from "./people.ts";
import { type NotNow, notNow } from "./refused.ts";

/**
 * One act on many cases. What was done is one event beside those of the cases (one for each client, since each reads its
 * own), so that it can be taken back as one: by undoing what may be undone, by the opposite act where nothing may.
 */

const DONE = "bulk act";
const TAKEN_BACK = "bulk act taken back";

export interface BulkDone {
  readonly id: string;
  readonly done: readonly { readonly caseId: string; readonly version: number }[];
  readonly refused: readonly Refused[];
}

/** What was done on one case: the number of its first event there. */
interface Entry {
  readonly case: string;
  readonly event: number;
}

async function note(tx: TenantTx, type: string, id: string, done: readonly Acted[], act: string): Promise<void> {
  const changed = done.filter((d) => d.events.length > 0);
  const clients = [...new Set(changed.map((d) => d.client))];
  await append(
    tx,
    clients.map((client) => ({
      client,
      subject: id,
      type,
      body: {
        act,
        cases: changed.filter((d) => d.client === client).map((d) => ({ case: d.caseId, event: d.before.version + 1 })),
      },
    })),
  );
}

const doneOf = (done: readonly Acted[]): BulkDone["done"] =>
  done.map((d) => ({ caseId: d.caseId, version: d.after.version }));

interface InBulk {
  readonly act: Act;
  readonly cases: readonly { readonly caseId: string; readonly saw: number }[];
  /** For whom the one works to whom cases are given. */
  readonly reach?: Reach | undefined;
}

/** Cases that nobody gives to somebody who could not even open them. */
async function outOfReach(tx: TenantTx, { cases, reach = "all" }: InBulk): Promise<readonly Refused[]> {
  if (reach === "all") return [];
  const found = await tx.db
    .selectFrom("case_row")
    .select(["id", "number", "client"])
    .where("org", "=", tx.principal.org)
    .where(
      "id",
      "in",
      cases.map((c) => c.caseId),
    )
    .execute();
  const refusal = { code: "not-authorized", message: "They do not work for this practice." } as const;
  return found.filter((c) => !reach.includes(c.client)).map(({ id, number }) => ({ caseId: id, number, refusal }));
}

/** Does one act on each of the cases; those that refuse it are named with the reason, and the rest is done. */
export async function doInBulk(desk: Desk, principal: Principal, by: Actor, asked: InBulk): Promise<BulkDone> {
  const today = desk.today();
  const once = [...new Map(asked.cases.map((c) => [c.caseId, c])).values()];
  const said = await desk.store.as(principal, async (tx) => {
    const id = newId(tx.now);
    const out = await outOfReach(tx, asked);
    const left = new Set(out.map((r) => r.caseId));
    const reached = once.filter((c) => !left.has(c.caseId)).map((c) => ({ ...c, act: asked.act }));
    const { done, refused } = await actWithin(tx, reached, by, { today });
    await note(tx, DONE, id, done, asked.act.type);
    return { id, done, refused: [...out, ...refused] };
  });
  tellChanged(desk, principal, by, said.done);
  return { ...said, done: doneOf(said.done) };
}

/** What takes back an event: an undo, or where nothing is undone its opposite. */
function opposite(event: CaseEvent | undefined, number: number, before: readonly CaseEvent[]): Act {
  const last = <T extends CaseEvent["type"]>(type: T) =>
    before.findLast((e): e is Extract<CaseEvent, { type: T }> => e.type === type);
  if (event?.type === "woken") {
    const was = last("snoozed");
    if (was !== undefined) return { type: "snooze", until: was.body.until, reason: was.body.reason };
  }
  if (event?.type === "released") {
    const was = last("held");
    if (was !== undefined) return { type: "hold", reason: was.body.reason };
  }
  if (event?.type === "closed") return { type: "reopen", reason: "The closing was taken back." };
  return { type: "undo", event: number };
}

interface Entries {
  /** What was done and was not taken back yet. */
  readonly standing: readonly Entry[];
  readonly any: boolean;
}

async function entriesOf(tx: TenantTx, id: string): Promise<Entries> {
  const rows = await tx.db
    .selectFrom("event")
    .select(["type", "body"])
    .where("org", "=", tx.principal.org)
    .where("subject", "=", id)
    .where("type", "in", [DONE, TAKEN_BACK])
    .execute();
  const of = (type: string): readonly Entry[] =>
    rows
      .filter((r) => r.type === type)
      .flatMap((r) => (r.body === null ? [] : (JSON.parse(r.body) as { readonly cases: readonly Entry[] }).cases));
  const back = new Set(of(TAKEN_BACK).map((e) => e.case));
  const done = of(DONE);
  return { standing: done.filter((e) => !back.has(e.case)), any: done.length > 0 };
}

/**
 * Takes a bulk act back on every case where nothing was built on it; the others are named with the reason. A closing is
 * taken back by whoever may reopen.
 */
export async function undoBulk(
  desk: Desk,
  principal: Principal,
  by: Actor,
  { id, mayReopen }: { readonly id: string; readonly mayReopen: boolean },
): Promise<Result<BulkDone, NotNow>> {
  const today = desk.today();
  const said = await desk.store.as(principal, async (tx) => {
    const { standing: entries, any } = await entriesOf(tx, id);
    if (!any) return notNow("not-found", "There is no such act to take back.");
    if (entries.length === 0) return notNow("not-now", "This was taken back before.");
    const cases = await loadCases(
      tx,
      entries.map((e) => e.case),
    );
    const asked = entries.flatMap((e): readonly Asked[] => {
      const state = cases.get(e.case)?.state;
      if (state === undefined) return [];
      const act = opposite(state.log[e.event - 1], e.event, state.log.slice(0, e.event - 1));
      return [{ caseId: e.case, saw: state.version, act }];
    });
    if (!mayReopen && asked.some((a) => a.act.type === "reopen"))
      return notNow("not-allowed", "Your role closes no cases, and reopens none.");
    const { done, refused } = await actWithin(tx, asked, by, { today });
    await note(tx, TAKEN_BACK, id, done, "undo");
    return { done, refused };
  });
  if ("sentence" in said) return err(said);
  tellChanged(desk, principal, by, said.done);
  return ok({ id, done: doneOf(said.done), refused: said.refused });
}
