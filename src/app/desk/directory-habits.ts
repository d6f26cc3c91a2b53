import type { Day } from "#base/day.ts";
import type { CaseView } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { type Counted, countedOf, type Habit, habitsOf } from "#strategy/habits.ts";
import { type Piece, recognize, type Sought } from "#strategy/vendors/recognize.ts";
import { loadCases } from "./case-log.ts";

/**
 * Habits of a payer or vendor from the practice's own cases with it, each client by itself: one client's cases teach
 * nothing about another's, and nothing from another organization is ever near.
 */

/** Cases looked at of a client, the newest opened first. */
const MOST = 1_000;
/** Clients of one answer; a person with more asks for one. */
const CLIENTS = 12;
const LOT = 200;

export interface HabitsOfClient {
  readonly client: string;
  readonly name: string;
  /** Own cases with it that something can be counted on. */
  readonly cases: number;
  readonly habits: readonly Habit[];
}

/** What was written on a case by hand that may name a vendor. */
export const writtenPieces = (view: CaseView): readonly Piece[] => [
  ...view.calls.flatMap((c) => [
    { where: `call of ${c.on}`, text: c.who, isField: true },
    { where: `call of ${c.on}`, text: c.said, isField: false },
  ]),
  ...view.offers
    .filter((o) => o.from === "them")
    .flatMap((o) =>
      [o.source, o.terms, o.note].flatMap((text): Piece[] =>
        text === undefined ? [] : [{ where: `offer of ${o.made}`, text, isField: false }],
      ),
    ),
];

/** Whose cases count: those of its payers, and those whose papers name it. */
export interface Of {
  readonly sought: Sought;
  readonly payers: ReadonlySet<string>;
}

function isOf({ sought, payers }: Of, payerKey: string, payerName: string, view: CaseView): boolean {
  if (payers.has(payerKey)) return true;
  const pieces = [{ where: "payer", text: payerName, isField: true }, ...writtenPieces(view)];
  return recognize(pieces, [sought]).some((r) => r.sure !== "possible");
}

/** Cases of a client on which something was offered, said on the telephone or agreed. */
async function talkedCases(tx: TenantTx, client: string) {
  return await tx.db
    .selectFrom("case_row as c")
    .select(["c.id", "c.payer_key", "c.payer_name"])
    .where("c.org", "=", tx.principal.org)
    .where("c.client", "=", client)
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom("offer as o").select("o.id").whereRef("o.org", "=", "c.org").whereRef("o.case_id", "=", "c.id"),
        ),
        exists(
          selectFrom("call as l").select("l.id").whereRef("l.org", "=", "c.org").whereRef("l.case_id", "=", "c.id"),
        ),
        exists(
          selectFrom("agreement as a")
            .select("a.id")
            .whereRef("a.org", "=", "c.org")
            .whereRef("a.case_id", "=", "c.id"),
        ),
      ]),
    )
    .orderBy("c.id", "desc")
    .limit(MOST)
    .execute();
}

async function countedBy(tx: TenantTx, client: string, of: Of, today: Day): Promise<readonly Counted[]> {
  const rows = await talkedCases(tx, client);
  const counted: Counted[] = [];
  for (let i = 0; i < rows.length; i += LOT) {
    const lot = rows.slice(i, i + LOT);
    const cases = await loadCases(
      tx,
      lot.map((r) => r.id),
    );
    for (const { id, payer_key: key, payer_name: name } of lot) {
      const view = cases.get(id)?.state.view;
      if (view !== undefined && isOf(of, key, name, view)) counted.push(countedOf(view, today));
    }
  }
  return counted;
}

/** Habits as of a day, client by client, of those that have any case with it. */
export async function habitsBy(
  tx: TenantTx,
  of: Of,
  { today, client }: { readonly today: Day; readonly client: string | undefined },
): Promise<readonly HabitsOfClient[]> {
  let query = tx.db
    .selectFrom("client")
    .select(["client", "name"])
    .where("org", "=", tx.principal.org)
    .where("removed_at", "is", null)
    .orderBy("name")
    .limit(CLIENTS);
  if (client !== undefined) query = query.where("client", "=", client);
  const found: HabitsOfClient[] = [];
  for (const { client: id, name } of await query.execute()) {
    const counted = await countedBy(tx, id, of, today);
    if (counted.length > 0) found.push({ client: id, name, cases: counted.length, habits: habitsOf(counted) });
  }
  return found;
}
