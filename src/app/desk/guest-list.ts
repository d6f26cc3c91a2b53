import { speaksForPayer } from "#case/room.ts";
import type { CaseView, Room } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { loadCases } from "./case-log.ts";

/** Everybody from outside who was let into a room, over all cases, for whoever answers for that. */

export interface LetIn {
  /** Id of the room. */
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly client: { readonly id: string; readonly name: string };
  readonly openedAt: string;
  /** When somebody looked in last. */
  readonly looked: string | undefined;
  readonly view: CaseView;
  readonly room: Room;
}

export interface LetInPage {
  readonly limit: number;
  readonly client?: string | undefined;
  /** "us" are those who look on for the practice, which rests on a business associate agreement. */
  readonly side?: "us" | "them" | undefined;
  /** Where the page before this one ended. */
  readonly after?: { readonly at: string; readonly id: string } | undefined;
}

const roomRows = (tx: TenantTx, { limit, client, after }: LetInPage) => {
  let query = tx.db
    .selectFrom("room as r")
    .innerJoin("case_row as c", (j) => j.onRef("c.org", "=", "r.org").onRef("c.id", "=", "r.case_id"))
    .innerJoin("client as k", (j) => j.onRef("k.org", "=", "r.org").onRef("k.client", "=", "r.client"))
    .select(["r.id", "r.case_id", "r.event", "r.client", "r.opened_at", "r.seen_at", "c.number", "k.name"])
    .where("r.org", "=", tx.principal.org)
    .orderBy("r.opened_at", "desc")
    .orderBy("r.id", "desc")
    .limit(limit);
  if (client !== undefined) query = query.where("r.client", "=", client);
  if (after !== undefined)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("r.opened_at", "r.id"), "<", tuple(after.at, after.id)),
    );
  return query.execute();
};

/** Newest first; one row more than asked tells that there is a next page. */
export async function listLetIn(tx: TenantTx, page: LetInPage): Promise<readonly LetIn[]> {
  const found: LetIn[] = [];
  let { after } = page;
  // Who looks on for whom stands in the history of the case alone, so some pages of rooms may be read for one of theirs.
  for (;;) {
    const most = page.limit + 1;
    const rows = await roomRows(tx, { ...page, limit: most, after });
    const cases =
      rows.length === 0 ? new Map<string, never>() : await loadCases(tx, [...new Set(rows.map((r) => r.case_id))]);
    for (const r of rows) {
      const view = cases.get(r.case_id)?.state.view;
      const room = view?.rooms.find((x) => x.event === r.event);
      if (view === undefined || room === undefined) continue;
      if (page.side !== undefined && page.side !== (speaksForPayer(room) ? "them" : "us")) continue;
      found.push({
        ...{ id: r.id, caseId: r.case_id, number: r.number, client: { id: r.client, name: r.name } },
        ...{ openedAt: r.opened_at, looked: r.seen_at ?? undefined, view, room },
      });
      if (found.length === most) return found;
    }
    const last = rows.at(-1);
    if (rows.length < most || last === undefined) return found;
    after = { at: last.opened_at, id: last.id };
  }
}
