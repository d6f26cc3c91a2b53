import type { Caller } from "#api/caller.ts";
import { need } from "#api/caller.ts";
import { dayOrNot } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { ACTS, mayUndo } from "#api/rules.ts";
import { noteReads } from "#app/desk/access.ts";
import { actOnCase } from "#app/desk/case-acts.ts";
import { typeOfEvent } from "#app/desk/case-log.ts";
import { type CaseSheet, gatherCase, rowOf, sheetFrom } from "#app/desk/case-sheet.ts";
import { listPeople, namesOf } from "#app/desk/people.ts";
import type { Day } from "#base/day.ts";
import type { Actor } from "#case/event.ts";
import { meanwhile } from "#store/meanwhile.ts";
import type { TenantTx } from "#store/store.ts";
import { actIn } from "./cases-acts.ts";
import { type CaseOut, caseOut } from "./cases-sheet.ts";

/** One case: read whole, and acted on. */

export const noCase = (): Refused => new Refused("not-found", "There is no such case.");

export const actorOf = ({ person }: Caller): Actor => ({ kind: "person", id: person.id, name: person.name });

/** Writes down that a case was read. */
export const noteCase = (tx: TenantTx, act: string, { client, id }: CaseSheet["row"], request: string): Promise<void> =>
  noteReads(tx, act, [{ client, subject: id }], request);

type OfCase = Asked<"getCase" | "actOnCase" | "attachFile" | "keepPaper">;

/** The case as it goes out; throws Refused when there is none that the caller may see. */
export async function showCase({ as, hall, who, params, id }: OfCase, asOf?: Day): Promise<CaseOut> {
  // Read in two round trips, the second of which writes the reading down and commits; made into a page meanwhile.
  const page = await as(async (tx) => {
    const [gathered, names] = await Promise.all([gatherCase(tx, params.case), namesOf(tx)]);
    if (gathered === undefined) return undefined;
    await noteCase(tx, "case", gathered.row, id);
    return meanwhile(async () => {
      const sheet = await sheetFrom(hall.open.desk, gathered, asOf);
      return sheet && caseOut(sheet, who, { names, seesPatients: who.may.has("see patients") });
    });
  });
  const made = await page?.made;
  if (made === undefined) throw noCase();
  return made;
}

type Names = "getCase" | "actOnCase";

export const CASES: HandlersOf<Names> = {
  getCase: (asked) => showCase(asked, dayOrNot(asked.query.asOf, "asOf")),

  actOnCase: async (asked) => {
    const { body, who, params, hall } = asked;
    need(who, ACTS[body.act.type]);
    const about = await asked.as(async (tx) => {
      const row = await rowOf(tx, params.case);
      if (row === undefined) return undefined;
      // Taking back asks for what doing asked.
      if (body.act.type === "undo") need(who, mayUndo(await typeOfEvent(tx, params.case, body.act.event)));
      return { client: row.client, people: await listPeople(tx) };
    });
    if (about === undefined) throw noCase();
    const act = { caseId: params.case, saw: body.saw, act: actIn(body.act, about) };
    const { events, said } = orRefuse(await actOnCase(hall.open.desk, who.principal, actorOf(who), act));
    return { case: await showCase(asked), events: [...events], said };
  },
};
