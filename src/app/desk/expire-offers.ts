import type { Day } from "#base/day.ts";
import type { Actor } from "#case/event.ts";
import type { TenantTx } from "#store/store.ts";
import { type Acted, type Asked, actWithin, tellChanged } from "./act.ts";
import { lockCases } from "./case-log.ts";
import { showAgain } from "./case-tables.ts";
import type { Desk } from "./desk.ts";

/** Offers whose last day has passed, written down as expired by the night's run. */

const NIGHT: Actor = { kind: "rule", id: "night", name: "the night's run" };
/** Cases of one transaction. */
const LOT = 100;

interface Due {
  readonly org: string;
  readonly client: string;
  readonly case_id: string;
}

/** Open cases with an offer that stood until a day before `today`, a lot of them after `last`, in one order over all clients. */
async function dueCases({ store }: Pick<Desk, "store">, today: Day, last: Due | undefined): Promise<readonly Due[]> {
  return await store.asSystem(({ db }) => {
    const due = db
      .selectFrom("offer as o")
      .innerJoin("case_row as c", (j) => j.onRef("c.org", "=", "o.org").onRef("c.id", "=", "o.case_id"))
      .innerJoin("client as k", (j) => j.onRef("k.org", "=", "o.org").onRef("k.client", "=", "o.client"))
      .select(["o.org", "o.client", "o.case_id"])
      .distinct()
      .where("o.state", "=", "open")
      .where("o.expires", "<", today)
      .where("c.state", "<>", "closed")
      .where("k.removed_at", "is", null)
      .orderBy("o.org")
      .orderBy("o.client")
      .orderBy("o.case_id")
      .limit(LOT);
    const after =
      last === undefined
        ? due
        : due.where(({ eb, refTuple, tuple }) =>
            eb(refTuple("o.org", "o.client", "o.case_id"), ">", tuple(last.org, last.client, last.case_id)),
          );
    return after.execute();
  });
}

async function expireIn(tx: TenantTx, ids: readonly string[], today: Day): Promise<readonly Acted[]> {
  const cases = await lockCases(tx, ids);
  const asked: Asked[] = [];
  const settled: { caseId: string; client: string; state: NonNullable<ReturnType<typeof cases.get>>["state"] }[] = [];
  for (const [caseId, { client, state }] of cases) {
    const over = (state.view?.offers ?? []).filter((o) => o.state === "open" && (o.expires ?? today) < today);
    // A row of before offers had a state says open of what was settled long ago.
    if (over.length === 0) settled.push({ caseId, client, state });
    for (const [i, o] of over.entries())
      asked.push({ caseId, saw: state.version + i, act: { type: "expire offer", offer: o.event } });
  }
  if (settled.length > 0) await showAgain(tx, settled, today);
  return (await actWithin(tx, asked, NIGHT, { today })).done;
}

/** Lets every offer expire whose day has passed; resolves with how many. */
export async function expireOffers(desk: Desk, signal?: AbortSignal): Promise<number> {
  const today = desk.today();
  let expired = 0;
  let last: Due | undefined;
  for (;;) {
    const due = await dueCases(desk, today, last);
    for (const client of new Set(due.map((d) => d.client))) {
      signal?.throwIfAborted();
      const of = due.filter((d) => d.client === client);
      const principal = { org: of[0]?.org ?? "", clients: [client] };
      const ids = of.map((d) => d.case_id);
      const done = await desk.store.as(principal, (tx) => expireIn(tx, ids, today), { lane: "bulk" });
      tellChanged(desk, principal, NIGHT, done);
      expired += done.length;
    }
    last = due.at(-1);
    if (due.length < LOT) return expired;
  }
}
