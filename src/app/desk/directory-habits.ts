import type { ExpressionBuilder } from "kysely";
import type { Day } from "#base/day.ts";
import type { CaseView } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import type { Tables } from "#store/tables.ts";
import { type Counted, countedOf, type Habit, habitsOf } from "#strategy/habits.ts";
import { type Piece, recognize, type Sought } from "#strategy/vendors/recognize.ts";
import { loadCases } from "./case-log.ts";

/**
 * Habits of a payer or vendor from the practice's own cases with it, one client at a time: one client's cases teach
 * nothing about another's, and nothing from another organization is ever near.
 */

type CaseAsC = Tables & { c: Tables["case_row"] };

/** Cases looked at, the newest opened first: each is its whole history, and one answer reads no more. */
export const HABIT_CASES_MOST = 200;

export interface HabitsOfClient {
  readonly client: string;
  readonly name: string;
  /** Own cases with it that something can be counted on. */
  readonly cases: number;
  readonly habits: readonly Habit[];
  /** Keys of these cases, each of which was read. */
  readonly read: readonly string[];
  /** There are older cases, which were not looked at. */
  readonly isCut: boolean;
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

/** Whether something was offered, said on the telephone or agreed on a case. */
export const isTalked = ({ or, exists, selectFrom }: ExpressionBuilder<CaseAsC, "c">) =>
  or([
    exists(selectFrom("offer as o").select("o.id").whereRef("o.org", "=", "c.org").whereRef("o.case_id", "=", "c.id")),
    exists(selectFrom("call as l").select("l.id").whereRef("l.org", "=", "c.org").whereRef("l.case_id", "=", "c.id")),
    exists(
      selectFrom("agreement as a").select("a.id").whereRef("a.org", "=", "c.org").whereRef("a.case_id", "=", "c.id"),
    ),
  ]);

/** Cases of a client on which something was offered, said on the telephone or agreed. */
async function talkedCases(tx: TenantTx, client: string, most: number) {
  return await tx.db
    .selectFrom("case_row as c")
    .select(["c.id", "c.payer_key", "c.payer_name"])
    .where("c.org", "=", tx.principal.org)
    .where("c.client", "=", client)
    .where(isTalked)
    .orderBy("c.id", "desc")
    .limit(most + 1)
    .execute();
}

interface CountedBy {
  readonly counted: readonly Counted[];
  readonly read: readonly string[];
}

/** What the newest cases of a client say of each of several, every case read once. */
async function countedBy(
  tx: TenantTx,
  client: string,
  ofs: readonly Of[],
  { today, most }: Pick<HabitsAsked, "today" | "most">,
): Promise<{ readonly by: readonly CountedBy[]; readonly isCut: boolean }> {
  const found = await talkedCases(tx, client, most);
  const rows = found.slice(0, most);
  const by = ofs.map(() => ({ counted: [] as Counted[], read: [] as string[] }));
  if (rows.length === 0) return { by, isCut: false };
  const cases = await loadCases(
    tx,
    rows.map((r) => r.id),
  );
  for (const { id, payer_key: key, payer_name: name } of rows) {
    const view = cases.get(id)?.state.view;
    if (view === undefined) continue;
    for (const [i, of] of ofs.entries()) {
      if (!isOf(of, key, name, view)) continue;
      by[i]?.counted.push(countedOf(view, today));
      by[i]?.read.push(id);
    }
  }
  return { by, isCut: found.length > rows.length };
}

export interface HabitsOf {
  readonly cases: number;
  readonly habits: readonly Habit[];
  readonly read: readonly string[];
}

/** Habits of several payers and vendors from the newest cases of one client, in the order they are asked for. */
export async function habitsOfAll(
  tx: TenantTx,
  client: string,
  ofs: readonly Of[],
  asked: Pick<HabitsAsked, "today" | "most">,
): Promise<readonly HabitsOf[]> {
  const { by } = await countedBy(tx, client, ofs, asked);
  return by.map(({ counted, read }) => ({ cases: counted.length, habits: habitsOf(counted), read }));
}

export interface HabitsAsked {
  readonly today: Day;
  /** Whose cases; absent, those of the only client the principal has. */
  readonly client: string | undefined;
  /** Cases looked at, at most. */
  readonly most: number;
}

/**
 * Habits as of a day from the cases of one client. "which client" when none is named and there are several: nothing is
 * read then. Undefined when there is no such client.
 */
export async function habitsBy(
  tx: TenantTx,
  of: Of,
  asked: HabitsAsked,
): Promise<HabitsOfClient | "which client" | undefined> {
  let query = tx.db
    .selectFrom("client")
    .select(["client", "name"])
    .where("org", "=", tx.principal.org)
    .where("removed_at", "is", null)
    .orderBy("name")
    .limit(2);
  if (asked.client !== undefined) query = query.where("client", "=", asked.client);
  const [only, second] = await query.execute();
  if (second !== undefined) return "which client";
  if (only === undefined) return undefined;
  const { by, isCut } = await countedBy(tx, only.client, [of], asked);
  const { counted, read } = by[0] ?? { counted: [], read: [] };
  return { ...only, cases: counted.length, habits: habitsOf(counted), read, isCut };
}
