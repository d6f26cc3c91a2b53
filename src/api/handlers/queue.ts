import { noSuchPlace } from "#api/cursor.ts";
import { dayOrNot } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { noteReads } from "#app/desk/access.ts";
import { listPeople, namesOf } from "#app/desk/people.ts";
import {
  countQueue,
  type Ended,
  type QueueFilter,
  type QueueRow,
  queuePage,
  readCursor,
  type Sort,
  sumQueue,
} from "#app/desk/queue.ts";
import { type Minutes, teamLoad, workersAmong } from "#app/desk/team.ts";
import { lastWithin } from "#base/calendar.ts";
import { formatUsd } from "#base/money.ts";
import { SOON } from "#case/work.ts";
import { deadlineOf } from "#law/library.ts";
import { meanwhile } from "#store/meanwhile.ts";
import type { TenantTx } from "#store/store.ts";
import { personOut, rowOut } from "./queue-rows.ts";

/** Cases to work: pages of them, and how many there are. */

type Paged = Asked<"getQueue" | "searchQueue">;

/** The filter of a request and its words; a patient's name is looked for only by those who may see it. */
export function filterOf({ query, who }: Paged | Asked<"exportQueue" | "getQueueSum">, q?: string): QueueFilter {
  const { dueFrom, dueTo, on, endsFrom, endsTo, reasonCode, ...more } = query;
  return {
    ...more,
    q,
    names: who.may.has("see patients"),
    reason: reasonCode,
    dueFrom: dayOrNot(dueFrom, "dueFrom"),
    dueTo: dayOrNot(dueTo, "dueTo"),
    on: dayOrNot(on, "on"),
    endsFrom: dayOrNot(endsFrom, "endsFrom"),
    endsTo: dayOrNot(endsTo, "endsTo"),
  };
}

/** Writes down whose rows were read: case by case where patients are named, else that a page of the client was seen. */
export async function noteRows(
  tx: TenantTx,
  { who, id }: Pick<Asked, "who" | "id">,
  act: string,
  rows: readonly Pick<QueueRow, "id" | "client" | "patient">[],
): Promise<void> {
  const named = who.may.has("see patients") ? rows.filter((r) => r.patient !== null) : [];
  const masked = new Set(rows.filter((r) => !named.includes(r)).map((r) => r.client));
  const reads = [
    ...named.map((r) => ({ client: r.client, subject: r.id })),
    ...[...masked].map((client) => ({ client, subject: client })),
  ];
  await noteReads(tx, act, reads, id);
}

/** Where a page of the queue begins; undefined without a cursor. Throws Refused for one of another order. */
export function placeOf(cursor: string | undefined, sort: Sort): Ended | undefined {
  const after = cursor === undefined ? undefined : readCursor(cursor, sort);
  if (cursor !== undefined && after === undefined) throw noSuchPlace();
  return after;
}

async function aPage(asked: Paged, q?: string) {
  const filter = filterOf(asked, q);
  const { cursor, limit } = asked.query;
  const after = placeOf(cursor, filter.sort);
  const today = asked.hall.open.desk.today();
  const { made } = await asked.as(async (tx) => {
    const [page, names] = await Promise.all([queuePage(tx, filter, { after, limit, today }), namesOf(tx)]);
    await noteRows(tx, asked, "queue page", page.rows);
    const showing = { names, seesPatients: asked.who.may.has("see patients"), today };
    return meanwhile(() => ({ rows: page.rows.map((r) => rowOut(r, showing)), next: page.next ?? null }));
  });
  return await made;
}

type Names = "getQueue" | "searchQueue" | "getQueueCounts" | "getTeam" | "getQueueSum";

export const QUEUE: HandlersOf<Names> = {
  getQueue: (asked) => aPage(asked),

  searchQueue: (asked) => aPage(asked, asked.body.q),

  getQueueCounts: (asked) =>
    asked.as(async (tx) => {
      const today = asked.hall.open.desk.today();
      const { tabs, payers, owners, rights } = await countQueue(tx, { client: asked.query.client, today });
      const names = await namesOf(tx);
      const busy = new Set(owners.map((o) => o.id));
      // Whoever may be given a case can be chosen, also who has none yet.
      const idle = workersAmong(await listPeople(tx), tx, asked.query.client)
        .filter((p) => !busy.has(p.id))
        .map(({ id }) => ({ id, cases: 0 }));
      return {
        tabs: tabs.map((t) => ({ ...t, stake: formatUsd(t.stake), loss: formatUsd(t.loss) })),
        payers: payers.map((p) => ({ ...p })),
        owners: [...owners, ...idle].map(({ id, cases }) => ({ ...personOut(id, names), cases })),
        rights: rights.map(({ id, cases }) => ({ id, name: deadlineOf(id)?.label ?? id, cases })),
      };
    }),

  getQueueSum: (asked) =>
    asked.as(async (tx) => {
      const sum = await sumQueue(tx, filterOf(asked), asked.hall.open.desk.today());
      return { ...sum, stake: formatUsd(sum.stake), loss: formatUsd(sum.loss) };
    }),

  getTeam: (asked) =>
    asked.as(async (tx) => {
      const { desk } = asked.hall.open;
      const today = desk.today();
      const names = await namesOf(tx);
      const { rows, minutes } = await teamLoad(tx, desk, asked.query.client);
      return {
        ...{ today, until: lastWithin(today, SOON) },
        planned: minutes === undefined ? null : { asOf: minutes.asOf, madeAt: minutes.madeAt, source: minutes.source },
        rows: rows.map(({ owner, role, load }) => ({
          owner: owner === undefined ? null : personOut(owner, names),
          role: role ?? null,
          load: {
            ...{ ...load, stake: formatUsd(load.stake), loss: formatUsd(load.loss) },
            ...minutesOut(minutes, owner, load.cases),
          },
        })),
      };
    }),
};

/** What is known of somebody's minutes; a case that was not planned is told apart, and counts as no time. */
function minutesOut(known: Minutes | undefined, owner: string | undefined, cases: number) {
  const of = known?.of.get(owner ?? "");
  if (known === undefined || (of === undefined && cases > 0)) return { minutes: null, unplanned: cases };
  return { minutes: of?.minutes ?? 0, unplanned: cases - (of?.cases ?? 0) };
}
