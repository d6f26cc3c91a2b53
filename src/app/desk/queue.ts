import { type ExpressionBuilder, type SelectQueryBuilder, sql } from "kysely";
import { lastWithin } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents } from "#base/money.ts";
import { NOW, SOON, TABS, type Tab } from "#case/work.ts";
import type { TenantTx } from "#store/store.ts";
import { NOTHING_DUE, type Tables } from "#store/tables.ts";

/** Pages of the queue: one walk along one index, for one client or all that the principal may see. */

export const SORTS = ["loss", "due", "stake", "billed", "newest"] as const;
export type Sort = (typeof SORTS)[number];

/** Who must act next, as a row holds it. */
export const TURNS = ["ours", "theirs", "records"] as const;

export interface QueueFilter {
  readonly tab: Tab;
  readonly client?: string | undefined;
  /** Of these clients alone. */
  readonly clients?: readonly string[] | undefined;
  readonly class?: string | undefined;
  readonly flag?: string | undefined;
  readonly channel?: string | undefined;
  readonly payer?: string | undefined;
  readonly usState?: string | undefined;
  /** A person, "me", or "nobody". */
  readonly owner?: string | undefined;
  readonly state?: "open" | "snoozed" | "held" | "closed" | undefined;
  readonly turn?: (typeof TURNS)[number] | undefined;
  /** Id of a right, or "none". */
  readonly right?: string | undefined;
  readonly dueFrom?: Day | undefined;
  readonly dueTo?: Day | undefined;
  /** Something is due on this day, or a right ends on it: what the calendar counts. */
  readonly on?: Day | undefined;
  /** The right that ends next, by its last safe day. */
  readonly endsFrom?: Day | undefined;
  readonly endsTo?: Day | undefined;
  /** A reason or remark that a remittance of its claim gives: "197", "CO-197", "N30". */
  readonly reason?: string | undefined;
  readonly outcome?: string | undefined;
  /** Case number, claim number, or the beginning of a patient's name (when `names` is true). */
  readonly q?: string | undefined;
  readonly names?: boolean | undefined;
  readonly sort: Sort;
}

type Rows = SelectQueryBuilder<Tables, "case_row", unknown>;
type Eb = ExpressionBuilder<Tables, "case_row">;

/** Whether a row stands on a tab: `isOn` of src/case/work.ts in SQL, over the columns that case-row.ts writes. */
export function onTab(eb: Eb, tab: Tab, me: string | undefined, today: Day) {
  const works = eb("state", "=", "open");
  const open = eb("state", "<>", "closed");
  const soon = lastWithin(today, NOW);
  switch (tab) {
    case "my day":
      return eb.and([
        works,
        eb.or([
          eb.and([
            eb("owner", "=", me ?? null),
            eb.or([eb("turn", "=", "ours"), eb.and([eb("due", "<=", soon), eb("due", "<", NOTHING_DUE)])]),
          ]),
          sql<boolean>`${me ?? ""} = ANY (awaits)`,
        ]),
      ]);
    case "expiring rights":
      return eb.and([open, eb("right_last", ">=", today), eb("right_last", "<=", lastWithin(today, SOON))]);
    case "our turn":
      return eb.and([works, eb("turn", "=", "ours")]);
    case "waiting on payer":
      return eb.and([works, eb("turn", "=", "theirs")]);
    case "waiting on records":
      return eb.and([works, eb("turn", "=", "records")]);
    case "needs a fact":
      return eb.and([open, eb("asks", "=", true), eb.or([works, eb("uncounted", "=", true)])]);
    case "paid wrong":
      return eb.and([works, eb("paid_wrong", "=", true)]);
    case "team":
      return open;
  }
}

/** Letters of LIKE that a person typed as letters. */
const literal = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

function matching(eb: Eb, q: string, names: boolean) {
  const upper = q.toUpperCase();
  const by = [eb("number", "=", upper), eb("claim_number", "=", q), eb("claim_number", "=", upper)];
  const name = sql<boolean>`lower(patient) COLLATE "C" LIKE ${`${literal(q.toLowerCase())}%`}`;
  return eb.or(names ? [...by, name] : by);
}

/** A reason by its number, with its group or without; or a remark, which begins with a letter. */
export const REASON = /^((CO|PR|OA|PI|CR)-)?[A-Z]{0,2}\d{1,4}$/i;

/** Whether a remittance of a claim gives a reason or remark: it is looked for as src/claim/stored.ts writes it. */
export function givesReason(table: "case_row" | "e", given: string) {
  const [group, code = ""] = given.includes("-") ? given.toUpperCase().split("-") : [undefined, given.toUpperCase()];
  const reason = `"reason":"${code}"`;
  const said = group === undefined ? [reason, `"${code}"`] : [`"group":"${group}",${reason}`];
  // A remark stands in a list of its own; a bare number there would be something else.
  const patterns = (/^[A-Z]/.test(code) ? said : said.slice(0, 1)).map((s) => `%${s}%`);
  return sql<boolean>`EXISTS (SELECT 1 FROM remittance r WHERE r.org = ${sql.ref(`${table}.org`)}
    AND r.claim = ${sql.ref(`${table}.claim`)} AND r.body LIKE ANY (${patterns}::text[]))`;
}

export function filtered(rows: Rows, f: QueueFilter, me: string | undefined, today: Day): Rows {
  let out = rows;
  // A search looks everywhere; closed cases are asked for by their state.
  if (f.q !== undefined) out = out.where((eb) => matching(eb, f.q ?? "", f.names === true));
  else if (f.state !== "closed") out = out.where((eb) => onTab(eb, f.tab, me, today));
  if (f.client !== undefined) out = out.where("client", "=", f.client);
  if (f.clients !== undefined) out = out.where("client", "in", f.clients);
  if (f.class !== undefined) out = out.where("class", "=", f.class);
  if (f.flag !== undefined) out = out.where(sql<boolean>`${f.flag} = ANY (flags)`);
  if (f.channel !== undefined) out = out.where("channel", "=", f.channel);
  if (f.payer !== undefined) out = out.where("payer_key", "=", f.payer);
  if (f.usState !== undefined) out = out.where("us_state", "=", f.usState);
  if (f.owner !== undefined)
    out = out.where(
      "owner",
      f.owner === "nobody" ? "is" : "=",
      f.owner === "nobody" ? null : f.owner === "me" ? (me ?? null) : f.owner,
    );
  if (f.state !== undefined) out = out.where("state", "=", f.state);
  if (f.turn !== undefined) out = out.where("turn", "=", f.turn);
  if (f.right !== undefined)
    out = f.right === "none" ? out.where("right_id", "is", null) : out.where("right_id", "=", f.right);
  if (f.dueFrom !== undefined) out = out.where("due", ">=", f.dueFrom);
  if (f.dueTo !== undefined) out = out.where("due", "<=", f.dueTo);
  const { on, reason } = f;
  if (on !== undefined) out = out.where((eb) => eb.or([eb("due", "=", on), eb("right_last", "=", on)]));
  if (f.endsFrom !== undefined) out = out.where("right_last", ">=", f.endsFrom);
  if (f.endsTo !== undefined) out = out.where("right_last", "<=", f.endsTo);
  if (f.outcome !== undefined) out = out.where("outcome", "=", f.outcome);
  if (reason !== undefined) out = out.where(givesReason("case_row", reason));
  return out;
}

/** Column and direction of each sort; the id makes every order total. */
const ORDER = {
  loss: { column: "loss", down: true },
  due: { column: "due", down: false },
  stake: { column: "stake", down: true },
  billed: { column: "billed", down: true },
  newest: { column: "id", down: true },
} as const;

/** The end of a page: the value sorted by and the id of its last row. */
export interface Ended {
  readonly sort: Sort;
  readonly value: string;
  readonly id: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const VALUE: Readonly<Record<Sort, RegExp>> = {
  loss: /^-?\d{1,18}$/,
  due: /^\d{4}-\d\d-\d\d$/,
  stake: /^-?\d{1,18}$/,
  billed: /^-?\d{1,18}$/,
  newest: ID,
};

export const writeCursor = (e: Ended): string => Buffer.from(`${e.sort} ${e.value} ${e.id}`).toString("base64url");

/** Undefined when a cursor is none of ours, or of another order. */
export function readCursor(text: string, sort: Sort): Ended | undefined {
  const [of, value = "", id = "", ...more] = Buffer.from(text, "base64url").toString().split(" ");
  if (of !== sort || more.length > 0 || !VALUE[sort].test(value) || !ID.test(id)) return undefined;
  return { sort, value, id };
}

export const QUEUE_COLUMNS = [
  "id",
  "number",
  "client",
  "version",
  "patient",
  "claim",
  "claim_number",
  "payer_key",
  "payer_name",
  "us_state",
  "class",
  "flags",
  "channel",
  "state",
  "step",
  "step_cite",
  "service_day",
  "due",
  "due_why",
  "right_id",
  "right_last",
  "right_from",
  "right_assumed",
  "snoozed_until",
  "hold",
  "billed",
  "allowed",
  "paid",
  "benchmark",
  "stake",
  "loss",
  "last_offer",
  "last_offer_by",
  "turn",
  "owner",
] as const;

interface PageAt {
  readonly after?: Ended | undefined;
  readonly limit: number;
  readonly today: Day;
}

/** The statement of a page: one walk along one index, and one row more than asked. */
export function pageQuery(tx: TenantTx, f: QueueFilter, at: PageAt) {
  const { column, down } = ORDER[f.sort];
  const direction = down ? "desc" : "asc";
  let rows = filtered(
    tx.db.selectFrom("case_row").where("org", "=", tx.principal.org),
    f,
    tx.principal.person,
    at.today,
  );
  const { after } = at;
  if (after !== undefined) {
    const compare = down ? sql`<` : sql`>`;
    rows = rows.where(
      column === "id"
        ? sql<boolean>`id ${compare} ${after.id}::uuid`
        : sql<boolean>`(${sql.ref(column)}, id) ${compare} (${after.value}, ${after.id}::uuid)`,
    );
  }
  const ordered = rows.select(QUEUE_COLUMNS).orderBy(column, direction);
  return (column === "id" ? ordered : ordered.orderBy("id", direction)).limit(at.limit + 1);
}

/** Cases of a filter in its order, `limit` of them after `after`, and where the next page begins. */
export async function queuePage(tx: TenantTx, f: QueueFilter, at: PageAt) {
  const { column } = ORDER[f.sort];
  const found = await pageQuery(tx, f, at).execute();
  const page = found.slice(0, at.limit);
  const last = page[page.length - 1];
  const next =
    found.length > at.limit && last !== undefined
      ? { sort: f.sort, value: String(last[column]), id: last.id }
      : undefined;
  return { rows: page, next: next && writeCursor(next) };
}

export type QueueRow = Awaited<ReturnType<typeof queuePage>>["rows"][number];

/** How many cases a filter holds, and their dollars. */
export async function sumQueue(tx: TenantTx, f: QueueFilter, today: Day): Promise<Omit<TabCount, "tab">> {
  const rows = tx.db.selectFrom("case_row").where("org", "=", tx.principal.org);
  const found = await filtered(rows, f, tx.principal.person, today)
    .select([
      sql<string>`count(*)`.as("cases"),
      sql<string>`coalesce(sum(stake), 0)::bigint`.as("stake"),
      sql<string>`coalesce(sum(loss), 0)::bigint`.as("loss"),
    ])
    .executeTakeFirstOrThrow();
  return { cases: Number(found.cases), stake: cents(BigInt(found.stake)), loss: cents(BigInt(found.loss)) };
}

export interface TabCount {
  readonly tab: Tab;
  readonly cases: number;
  readonly stake: Cents;
  readonly loss: Cents;
}

export interface QueueCounts {
  readonly tabs: readonly TabCount[];
  /** Payers and owners of what is not closed, the most cases first. */
  readonly payers: readonly { readonly key: string; readonly name: string; readonly cases: number }[];
  readonly owners: readonly { readonly id: string; readonly cases: number }[];
  readonly rights: readonly { readonly id: string; readonly cases: number }[];
}

/** So many payers are offered as a filter. */
const PAYERS_MOST = 200;

/** How many cases each tab holds, with their dollars: one look at each row for all tabs. */
export async function countQueue(
  tx: TenantTx,
  of: { readonly client?: string | undefined; readonly today: Day },
): Promise<QueueCounts> {
  const { org, person } = tx.principal;
  let rows = tx.db.selectFrom("case_row").where("org", "=", org).where("state", "<>", "closed");
  if (of.client !== undefined) rows = rows.where("client", "=", of.client);
  const sums = await rows
    .select((eb) =>
      TABS.flatMap((tab, i) => {
        const on = onTab(eb, tab, person, of.today);
        return [
          sql<string>`count(*) FILTER (WHERE ${on})`.as(`cases${i}`),
          sql<string>`coalesce(sum(stake) FILTER (WHERE ${on}), 0)::bigint`.as(`stake${i}`),
          sql<string>`coalesce(sum(loss) FILTER (WHERE ${on}), 0)::bigint`.as(`loss${i}`),
        ];
      }),
    )
    .executeTakeFirst();
  const sum = (name: string): bigint => BigInt((sums as Readonly<Record<string, string>> | undefined)?.[name] ?? 0);
  const tabs = TABS.map((tab, i) => ({
    tab,
    cases: Number(sum(`cases${i}`)),
    stake: cents(sum(`stake${i}`)),
    loss: cents(sum(`loss${i}`)),
  }));
  const number = sql<string>`count(*)`;
  const payers = await rows
    .select(["payer_key as key", sql<string>`min(payer_name)`.as("name"), number.as("cases")])
    .groupBy("payer_key")
    .orderBy(number, "desc")
    .orderBy("payer_key")
    .limit(PAYERS_MOST)
    .execute();
  const by = (column: "owner" | "right_id") =>
    rows
      .select([sql<string>`${sql.ref(column)}`.as("id"), number.as("cases")])
      .where(column, "is not", null)
      .groupBy(column)
      .orderBy(number, "desc")
      .orderBy(column)
      .execute();
  const counted = <R extends { readonly cases: string }>(found: readonly R[]) =>
    found.map((r) => ({ ...r, cases: Number(r.cases) }));
  return {
    tabs,
    payers: counted(payers),
    owners: counted(await by("owner")),
    rights: counted(await by("right_id")),
  };
}
