import { sql } from "kysely";
import { lastWithin } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents, ZERO } from "#base/money.ts";
import { SOON } from "#case/work.ts";
import type { TenantTx } from "#store/store.ts";
import { NOTHING_DUE, type Role } from "#store/tables.ts";
import { STEP_MINUTES_SAID } from "#strategy/portfolio.ts";
import type { Desk } from "./desk.ts";
import { listPeople, type Person } from "./people.ts";
import { MAY } from "./people-roles.ts";
import { portfolioOf } from "./portfolio.ts";

/** Who has how much: the open cases of each person, and of nobody. */

export interface Load {
  /** Not closed, those asleep and on hold among them. */
  readonly cases: number;
  /** Open and our turn. */
  readonly ours: number;
  readonly asleep: number;
  /** Something is due today; something was due before. */
  readonly today: number;
  readonly late: number;
  /** A right ends within ten business days. */
  readonly expiring: number;
  readonly stake: Cents;
  /** Expected dollars lost if nobody touches them. */
  readonly loss: Cents;
}

export interface TeamRow {
  /** Id of a person; undefined for what nobody has. */
  readonly owner: string | undefined;
  /** Undefined of nobody, and of somebody who left with cases in hand. */
  readonly role: Role | undefined;
  readonly load: Load;
}

const NOTHING: Load = { cases: 0, ours: 0, asleep: 0, today: 0, late: 0, expiring: 0, stake: ZERO, loss: ZERO };

/** Those of the people who may be given cases of a client, or of any that the principal may see. */
export function workersAmong(
  people: readonly Person[],
  tx: Pick<TenantTx, "principal">,
  client: string | undefined,
): readonly Person[] {
  const mine = tx.principal.clients;
  const asked = client === undefined ? mine : [client];
  // Of a client one does not see, not even who works there.
  const wanted = mine === "all" || asked === "all" ? asked : asked.filter((c) => mine.includes(c));
  if (wanted.length === 0) return [];
  const reaches = ({ clients }: Person): boolean =>
    clients === "all" || wanted === "all" || clients.some((c) => wanted.includes(c));
  return people.filter((p) => MAY[p.role].includes("work cases") && reaches(p));
}

/** By person; the key of nobody's cases is empty. One look at each row for all figures. */
async function loadsOf(tx: TenantTx, client: string | undefined, today: Day): Promise<ReadonlyMap<string, Load>> {
  let rows = tx.db.selectFrom("case_row").where("org", "=", tx.principal.org).where("state", "<>", "closed");
  if (client !== undefined) rows = rows.where("client", "=", client);
  const when = (of: ReturnType<typeof sql<boolean>>) => sql<string>`count(*) FILTER (WHERE ${of})`;
  const soon = lastWithin(today, SOON);
  const found = await rows
    .select([
      "owner",
      sql<string>`count(*)`.as("cases"),
      when(sql`state = 'open' AND turn = 'ours'`).as("ours"),
      when(sql`state <> 'open'`).as("asleep"),
      when(sql`state = 'open' AND due = ${today}`).as("today"),
      when(sql`state = 'open' AND due < ${today} AND due < ${NOTHING_DUE}`).as("late"),
      when(sql`right_last >= ${today} AND right_last <= ${soon}`).as("expiring"),
      sql<string>`sum(stake)::bigint`.as("stake"),
      sql<string>`sum(loss)::bigint`.as("loss"),
    ])
    .groupBy("owner")
    .execute();
  return new Map(
    found.map(({ owner, stake, loss, ...n }) => [
      owner ?? "",
      {
        ...{ cases: Number(n.cases), ours: Number(n.ours), asleep: Number(n.asleep), today: Number(n.today) },
        ...{
          late: Number(n.late),
          expiring: Number(n.expiring),
          stake: cents(BigInt(stake)),
          loss: cents(BigInt(loss)),
        },
      },
    ]),
  );
}

/** Minutes of work by person, as the last portfolio of whoever asks says of each case's next step. */
export interface Minutes {
  readonly asOf: string;
  readonly madeAt: string;
  /** What a step was taken to need. */
  readonly source: string;
  /** By person; the key of nobody's cases is empty. */
  readonly of: ReadonlyMap<string, { readonly minutes: number; readonly cases: number }>;
}

/** Undefined while the person has made no portfolio. A case that it does not hold has minutes that nobody knows. */
async function minutesOf(tx: TenantTx, desk: Desk, client: string | undefined): Promise<Minutes | undefined> {
  const { kept } = await portfolioOf(tx, desk);
  if (kept === undefined) return undefined;
  let asked = tx.db.selectFrom("case_row").where("org", "=", tx.principal.org).where("state", "<>", "closed");
  if (client !== undefined) asked = asked.where("client", "=", client);
  const found = await asked.select(["id", "owner"]).execute();
  const planned = new Map(kept.rows.map(({ prospect }) => [prospect.id, prospect.minutes]));
  const of = new Map<string, { minutes: number; cases: number }>();
  for (const { id, owner } of found) {
    const minutes = planned.get(id);
    if (minutes === undefined) continue;
    const sum = of.get(owner ?? "") ?? { minutes: 0, cases: 0 };
    of.set(owner ?? "", { minutes: sum.minutes + minutes, cases: sum.cases + 1 });
  }
  return { asOf: kept.asOf, madeAt: kept.madeAt, source: STEP_MINUTES_SAID, of };
}

export interface Team {
  readonly rows: readonly TeamRow[];
  readonly minutes: Minutes | undefined;
}

/**
 * What nobody has; then everybody who may be given cases, and whoever has some all the same, by the dollars that would be
 * lost first.
 */
export async function teamLoad(tx: TenantTx, desk: Desk, client: string | undefined): Promise<Team> {
  const loads = await loadsOf(tx, client, desk.today());
  const people = await listPeople(tx);
  const roles = new Map(people.map((p) => [p.id, p.role]));
  const owners = new Set([...workersAmong(people, tx, client).map((p) => p.id), ...loads.keys()]);
  owners.delete("");
  const rows = [...owners]
    .map((owner): TeamRow => ({ owner, role: roles.get(owner), load: loads.get(owner) ?? NOTHING }))
    .sort((a, b) => (a.load.loss === b.load.loss ? b.load.cases - a.load.cases : a.load.loss < b.load.loss ? 1 : -1));
  return {
    rows: [{ owner: undefined, role: undefined, load: loads.get("") ?? NOTHING }, ...rows],
    minutes: await minutesOf(tx, desk, client),
  };
}
