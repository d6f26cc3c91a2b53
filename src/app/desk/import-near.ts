import { TAKES_BACK } from "#app/intake-x12.ts";
import { dayNumber } from "#base/day.ts";
import type { Claim, Remittance } from "#claim/claim.ts";
import { loosely } from "#claim/control-number.ts";
import { standingOf } from "#claim/standing.ts";
import { remittanceFrom, type StoredClaim, storedClaim } from "#claim/stored.ts";
import type { TenantTx } from "#store/store.ts";
import { type ClientOf, clientOf } from "./client-of.ts";
import type { Wanted } from "./import-rows.ts";

/**
 * What the store already knows of the claims that new files speak of: by own number, payer's number, replaced number,
 * and for what no number finds by first day and charge; with everything that is tied to it.
 */
export interface Near {
  readonly claims: StoredClaim[];
  readonly remittances: Remittance[];
  /** Ids of the rows they were read from. */
  readonly ids: Map<Claim | Remittance, string>;
  /** The claim each remittance was tied to. */
  readonly tiedTo: Map<Remittance, string | undefined>;
}

export const emptyNear = (): Near => ({ claims: [], remittances: [], ids: new Map(), tiedTo: new Map() });

/** Keys looked up in one statement, which brings every row it finds whole. */
const LOT = 100;

function* lots<T>(all: Iterable<T>): Generator<readonly T[]> {
  let lot: T[] = [];
  for (const one of all) {
    lot.push(one);
    if (lot.length < LOT) continue;
    yield lot;
    lot = [];
  }
  if (lot.length > 0) yield lot;
}

/** Runs short transactions, one for each lot. */
export type Within = <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;

/** Whose rows are meant, and the files whose own rows are not. */
interface Whose {
  readonly client: string;
  readonly files: readonly string[];
  /** Also what may be named as nearest to a claim that nothing answers: remittances without a claim, of its day. */
  readonly nearest?: true;
}

/**
 * The client is told so that no index is looked for by it. With the policies beside them, an organization and its client
 * are taken for one row, and all claims of the client were walked for the two or three of a number.
 */
const OTHERS = "org = $1 AND client IS NOT DISTINCT FROM $2 AND (file IS NULL OR file <> ALL ($3::uuid[]))";

/** Rows to begin with, each a condition on one list of keys; what is tied to them comes along, once round. */
interface Seeds {
  readonly claims: readonly string[];
  readonly remittances: readonly string[];
  /** These come alone. */
  readonly lone?: string;
  /** Whose rows are meant; others than those of the new files unless told. */
  readonly whose?: string;
  /** What the conditions speak of, as expressions of WITH. */
  readonly given?: string;
  /** A claim that is there whatever finds it. */
  readonly own?: string;
}

/**
 * Claims and remittances, found and read in one statement: a page of one case is answered in few round trips. Keys go as
 * arrays, which are looked up in an index; joined, all claims of a client were read for the two or three that are meant.
 */
export function reaching({ claims, remittances, lone, whose = OTHERS, given = "", own = "" }: Seeds): string {
  const from = (table: string, columns: string, where: readonly string[]): string =>
    where.map((w) => `SELECT ${columns} FROM ${table} WHERE ${whose} AND ${w}`).join(" UNION ");
  const tied = "id = ANY (ARRAY(SELECT claim FROM r WHERE claim IS NOT NULL))";
  const alone = lone === undefined ? "" : ` UNION ${from("remittance", "id", [lone])}`;
  return `WITH ${given} c AS MATERIALIZED (${from("claim", "id", claims)}${own}),
    r AS MATERIALIZED (${from("remittance", "id, claim", remittances)}),
    cc AS MATERIALIZED (SELECT id FROM c UNION ${from("claim", "id", [tied])}),
    rr AS MATERIALIZED (SELECT id FROM r UNION ${from("remittance", "id", ["claim = ANY (ARRAY(SELECT id FROM cc))"])}${alone})
    SELECT true AS is_claim, id, body, NULL::uuid AS claim FROM claim WHERE org = $1 AND id = ANY (ARRAY(SELECT id FROM cc))
    UNION ALL
    SELECT false, id, body, claim FROM remittance WHERE org = $1 AND id = ANY (ARRAY(SELECT id FROM rr))`;
}

/** By the indexes of a client's days: here the client is wanted. */
const byDay = (keys: string): string =>
  `client = $2 AND from_day = ANY (ARRAY(SELECT split_part(k, ' ', 1)::date FROM unnest(${keys}::text[]) k))
     AND (from_day, billed) IN (SELECT split_part(k, ' ', 1)::date, split_part(k, ' ', 2)::bigint FROM unnest(${keys}::text[]) k)`;

const BY_NUMBER = reaching({
  claims: ["loose = ANY ($4::text[])", "replaces = ANY ($5::text[])"],
  remittances: ["loose = ANY ($4::text[])", "payer_number = ANY ($6::text[])"],
});

const BY_DAY = reaching({
  claims: [byDay("$4")],
  remittances: [`claim IS NULL AND ${byDay("$5")}`],
  lone: "client = $2 AND claim IS NULL AND from_day = ANY ($6::date[])",
});

export interface Found {
  readonly is_claim: boolean;
  readonly id: string;
  readonly body: string;
  readonly claim: string | null;
}

/** What was found so far, each row once. */
export class Reach {
  readonly near = emptyNear();
  private readonly known = new Set<string>();
  private readonly within: Within;
  private readonly whose: Whose;

  constructor(within: Within, whose: Whose) {
    this.within = within;
    this.whose = whose;
  }

  /** Looks up three lists of keys, some hundred of each at a time; asks nothing when there are none. */
  async find(sql: string, lists: readonly Iterable<string>[]): Promise<void> {
    const walks = lists.map((keys) => lots(keys));
    for (;;) {
      const keys = walks.map((w) => w.next().value ?? []);
      if (keys.every((k) => k.length === 0)) return;
      const { client, files } = this.whose;
      const { rows } = await this.within(({ session, principal }) =>
        session.query<Found>(sql, [principal.org, client, files, ...keys]),
      );
      for (const row of rows) this.take(row);
    }
  }

  take({ is_claim, id, body, claim }: Found): void {
    if (this.known.has(id)) return;
    this.known.add(id);
    const { near } = this;
    if (is_claim) {
      const stored = storedClaim(body);
      near.claims.push(stored);
      near.ids.set(stored.claim, id);
    } else {
      const r = remittanceFrom(body);
      near.remittances.push(r);
      near.ids.set(r, id);
      near.tiedTo.set(r, claim ?? undefined);
    }
  }
}

/** Days and charges of those whose number is not among `known`. */
function daysBut(days: ReadonlySet<string>, known: ReadonlySet<string>): ReadonlySet<string> {
  const open = new Set<string>();
  for (const text of days) {
    const [number = "", key = ""] = text.split("\t");
    if (!known.has(number)) open.add(key);
  }
  return open;
}

/**
 * The rest of what lies near: remittances that no claim's number answers to may be tied by their lines, of the same day
 * and charge.
 */
export async function findByDay(reach: Reach, wanted: Wanted, withNearest: boolean): Promise<Near> {
  const { near } = reach;
  const claimed = new Set([...wanted.claims, ...near.claims.map((c) => loosely(c.claim.id))]);
  const answered = new Set([...wanted.remittances, ...near.remittances.map((r) => loosely(r.id))]);
  const asking = daysBut(wanted.remittanceDays, claimed);
  const unanswered = daysBut(wanted.claimDays, answered);
  const days = withNearest ? new Set([...unanswered].map((key) => key.split(" ", 1)[0] ?? "")) : [];
  await reach.find(BY_DAY, [asking, unanswered, days]);
  // In the order in which they came, whatever order the rows were found in.
  const at = (r: Claim | Remittance): string => near.ids.get(r) ?? "";
  near.claims.sort((a, b) => (at(a.claim) < at(b.claim) ? -1 : 1));
  near.remittances.sort((a, b) => (at(a) < at(b) ? -1 : 1));
  return near;
}

/** Finds and reads it, in short transactions. `files` are the new ones, whose own rows are in the store already. */
export async function findNear(within: Within, whose: Whose, wanted: Wanted): Promise<Near> {
  const reach = new Reach(within, whose);
  const numbers = new Set([...wanted.claims, ...wanted.remittances]);
  numbers.delete("");
  await reach.find(BY_NUMBER, [numbers, wanted.payerNumbers, new Set([...wanted.payerNumbers, ...wanted.replaces])]);
  return await findByDay(reach, wanted, whose.nearest === true);
}

/** Which of the remittances stood before the new ones came: those that the medians have counted. */
export function stoodBefore(near: Near): ReadonlySet<Remittance> {
  const groups = new Map<string, Remittance[]>();
  for (const r of near.remittances) {
    const claim = near.tiedTo.get(r);
    const day = r.from === undefined ? 0 : dayNumber(r.from);
    const number = loosely(r.id);
    const key = claim ?? (number === "" ? `row ${near.ids.get(r)}` : `${number} ${day}`);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [r]);
    else group.push(r);
  }
  const stood = new Set<Remittance>();
  for (const [first, ...more] of groups.values()) {
    if (first === undefined) continue;
    // As the map judges: one alone by its status, several by what they say of one another.
    if (more.length > 0) for (const r of standingOf([first, ...more]).standing) stood.add(r);
    else if (first.status !== "22") stood.add(first);
  }
  return stood;
}

/** What provider adjustments of the client took back, those of `files` left out, by the number they name, in cents. */
export async function recoveredOf(
  tx: TenantTx,
  client: ClientOf,
  files: readonly string[] = [],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db
    .selectFrom("provider_adjustment")
    .select(["file", "amount", "names"])
    .where("org", "=", tx.principal.org)
    .where("client", "=", clientOf(tx.principal.org, client))
    .where("amount", ">", "0")
    .where("reason", "in", [...TAKES_BACK])
    .execute();
  const recovered = new Map<string, number>();
  const leftOut = new Set(files);
  for (const { file, amount, names } of rows)
    for (const name of leftOut.has(file) ? [] : names) recovered.set(name, (recovered.get(name) ?? 0) + Number(amount));
  return recovered;
}
