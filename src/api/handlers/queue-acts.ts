import type { z } from "@hono/zod-openapi";
import { need } from "#api/caller.ts";
import type { bulkResult } from "#api/contract/queue.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { ACTS } from "#api/rules.ts";
import { type BulkDone, doInBulk, undoBulk } from "#app/desk/bulk.ts";
import { listClients } from "#app/desk/clients.ts";
import { listPeople, namesOf } from "#app/desk/people.ts";
import { type QueueRow, queuePage, readCursor } from "#app/desk/queue.ts";
import { queueCsv, queueXlsx } from "#app/desk/queue-export.ts";
import { searchCases } from "#app/desk/search.ts";
import { listViews, removeView, saveView } from "#app/desk/views.ts";
import { actorOf } from "./cases.ts";
import { type ActIn, actIn } from "./cases-acts.ts";
import { savedAs } from "./cases-papers.ts";
import { filterOf, noteRows } from "./queue.ts";
import { rowOut } from "./queue-rows.ts";

/** The queue acted on, searched, saved as views and taken away as a file. */

const bulkOut = ({ id, done, refused }: BulkDone, undo: boolean): z.input<typeof bulkResult> => ({
  id,
  done: done.map((d) => ({ case: d.caseId, version: d.version })),
  refused: refused.map(({ caseId, number, refusal }) => ({
    case: caseId,
    number,
    because: refusal.message,
    cite: refusal.cite ?? null,
  })),
  undo,
});

/** An act on many as an act on one: a task is ours to do, and what is closed beside others brought nothing. */
function wholeAct(act: Asked<"doInBulk">["body"]["act"]): ActIn {
  if (act.type === "add task") return { ...act, waits: "us" };
  return act.type === "close" ? { ...act, amount: "0.00" } : act;
}

/** More than a spreadsheet is read with; a larger queue is filtered first. */
const EXPORT_MOST = 50_000;
const PER_PAGE = 500;

async function everyRow(asked: Asked<"exportQueue">): Promise<readonly QueueRow[]> {
  const filter = filterOf(asked);
  const today = asked.hall.open.desk.today();
  const rows: QueueRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const after = cursor === undefined ? undefined : readCursor(cursor, filter.sort);
    const page = await asked.as(async (tx) => {
      const found = await queuePage(tx, filter, { after, limit: PER_PAGE, today });
      await noteRows(tx, asked, "queue export", found.rows);
      return found;
    });
    rows.push(...page.rows);
    if (rows.length > EXPORT_MOST)
      throw new Refused("not-now", `More than ${EXPORT_MOST} cases are too many for one file. Filter them first.`);
    if (page.next === undefined) return rows;
    cursor = page.next;
  }
}

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type Names = "exportQueue" | "doInBulk" | "undoBulk" | "listViews" | "saveView" | "removeView" | "search";

export const QUEUE_ACTS: HandlersOf<Names> = {
  exportQueue: async (asked) => {
    const { desk } = asked.hall.open;
    const rows = await everyRow(asked);
    const { names, clients } = await asked.as(async (tx) => ({
      names: await namesOf(tx),
      clients: new Map((await listClients(tx)).map((c) => [c.id, c.name])),
    }));
    const showing = { names, clients, seesPatients: asked.who.may.has("see patients") };
    const name = `queue-${desk.today()}`;
    if (asked.query.format === "csv")
      return new Response(queueCsv(rows, showing), { headers: savedAs(`${name}.csv`, "text/csv; charset=utf-8") });
    const bytes = Uint8Array.from(queueXlsx(rows, showing, desk.home));
    return new Response(bytes, { headers: savedAs(`${name}.xlsx`, SHEET) });
  },

  doInBulk: async (asked) => {
    const { body, who, hall } = asked;
    const people = await asked.as(listPeople);
    const cases = body.cases.map((c) => ({ caseId: c.case, saw: c.saw }));
    need(who, ACTS[body.act.type]);
    const decided = actIn(wholeAct(body.act), { people, client: undefined });
    const { act } = body;
    const reach = act.type === "assign" ? people.find((p) => p.id === act.to)?.clients : undefined;
    return bulkOut(await doInBulk(hall.open.desk, who.principal, actorOf(who), { act: decided, cases, reach }), true);
  },

  undoBulk: async ({ hall, who, params }) =>
    bulkOut(
      orRefuse(
        await undoBulk(hall.open.desk, who.principal, actorOf(who), {
          id: params.act,
          mayReopen: who.may.has(ACTS.reopen),
        }),
      ),
      false,
    ),

  listViews: async (asked) => ({ rows: (await asked.as(listViews)).map((v) => ({ ...v })) }),

  saveView: async (asked) => ({ ...orRefuse(await asked.as((tx) => saveView(tx, asked.body))) }),

  removeView: async (asked) => {
    const may = { removeOthers: asked.who.may.has("manage settings") };
    orRefuse(await asked.as((tx) => removeView(tx, asked.params.view, may)));
    return undefined;
  },

  search: (asked) =>
    asked.as(async (tx) => {
      const seesPatients = asked.who.may.has("see patients");
      const rows = await searchCases(tx, asked.body.q, { names: seesPatients });
      await noteRows(tx, asked, "search", rows);
      const showing = { names: new Map<string, string>(), seesPatients, today: asked.hall.open.desk.today() };
      return {
        cases: rows.map((r) => {
          const { id, number, patient, payer, claim, class: is, stake } = rowOut(r, showing);
          return { id, number, patient, payer, claim, class: is, stake };
        }),
      };
    }),
};
