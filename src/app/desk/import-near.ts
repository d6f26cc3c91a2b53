import { TAKES_BACK } from "#app/intake-x12.ts";
import { dayNumber } from "#base/day.ts";
import type { Claim, Remittance } from "#claim/claim.ts";
import { loosely } from "#claim/control-number.ts";
import { standingOf } from "#claim/standing.ts";
import { remittanceFrom, type StoredClaim, storedClaim } from "#claim/stored.ts";
import type { TenantTx } from "#store/store.ts";
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

const LOT = 1_000;
const BODIES = 300;

function* lots<T>(all: Iterable<T>, size = LOT): Generator<readonly T[]> {
  let lot: T[] = [];
  for (const one of all) {
    lot.push(one);
    if (lot.length < size) continue;
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

class Ids {
  readonly claims = new Set<string>();
  readonly remittances = new Set<string>();
  private readonly within: Within;
  readonly whose: Whose;

  constructor(within: Within, whose: Whose) {
    this.within = within;
    this.whose = whose;
  }

  /** Adds the rows of a table for which `where` holds of one of the keys; gives those that were not there before. */
  async find(
    table: "claim" | "remittance",
    where: string,
    keys: Iterable<string>,
    type = "text",
  ): Promise<readonly string[]> {
    const found = table === "claim" ? this.claims : this.remittances;
    const added: string[] = [];
    for (const lot of lots(keys)) {
      const rows = await this.within(async ({ session, principal }) => {
        const sql = `SELECT id FROM ${table} WHERE ${OTHERS} AND ${where.replace("?", `$4::${type}[]`)}`;
        return (await session.query<{ id: string }>(sql, [principal.org, this.whose.client, this.whose.files, lot]))
          .rows;
      });
      for (const { id } of rows) {
        if (found.has(id)) continue;
        found.add(id);
        added.push(id);
      }
    }
    return added;
  }

  /** The claims that remittances are tied to. */
  async tied(remittances: readonly string[]): Promise<readonly string[]> {
    // As an array, which is looked up by key: joined, all claims of the client were read for the two or three that are meant.
    const where =
      "id = ANY (ARRAY(SELECT claim FROM remittance WHERE org = $1 AND id = ANY (?) AND claim IS NOT NULL))";
    return await this.find("claim", where, remittances, "uuid");
  }
}

const BY_DAY =
  "(from_day, billed) IN (SELECT split_part(k, ' ', 1)::date, split_part(k, ' ', 2)::bigint FROM unnest(?) k)";

/** Everything tied to what was found, once round: a claim brings its remittances, a remittance its claim. */
async function close(ids: Ids, claims: readonly string[], remittances: readonly string[]): Promise<void> {
  const more = await ids.tied(remittances);
  await ids.find("remittance", "claim = ANY (?)", [...claims, ...more], "uuid");
}

async function findIds(ids: Ids, wanted: Wanted): Promise<void> {
  const numbers = [...new Set([...wanted.claims, ...wanted.remittances])].filter((n) => n !== "");
  const [claims, replacing, remittances, numbered] = await Promise.all([
    ids.find("claim", "loose = ANY (?)", numbers),
    ids.find("claim", "replaces = ANY (?)", wanted.payerNumbers),
    ids.find("remittance", "loose = ANY (?)", numbers),
    ids.find("remittance", "payer_number = ANY (?)", [...wanted.payerNumbers, ...wanted.replaces]),
  ]);
  await close(ids, [...claims, ...replacing], [...remittances, ...numbered]);
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

/** Remittances that no claim's number answers to may be tied by their lines: of the same day and charge. */
async function findByDay(ids: Ids, wanted: Wanted, near: Near): Promise<void> {
  const claimed = new Set([...wanted.claims, ...near.claims.map((c) => loosely(c.claim.id))]);
  const answered = new Set([...wanted.remittances, ...near.remittances.map((r) => loosely(r.id))]);
  const asking = daysBut(wanted.remittanceDays, claimed);
  const unanswered = daysBut(wanted.claimDays, answered);
  const [claims, remittances] = await Promise.all([
    ids.find("claim", BY_DAY, asking),
    ids.find("remittance", `claim IS NULL AND ${BY_DAY}`, unanswered),
  ]);
  await close(ids, claims, remittances);
  if (ids.whose.nearest === true) {
    const days = new Set([...unanswered].map((key) => key.split(" ", 1)[0] ?? ""));
    await ids.find("remittance", "claim IS NULL AND from_day = ANY (?)", days, "date");
  }
}

interface Stored {
  readonly id: string;
  readonly body: string;
  readonly claim: string | null;
}

async function readBodies(
  within: Within,
  table: "claim" | "remittance",
  ids: Iterable<string>,
  take: (row: Stored) => void,
): Promise<void> {
  const tie = table === "claim" ? "NULL::uuid" : "claim";
  for (const lot of lots(ids, BODIES)) {
    const rows = await within(
      async ({ session, principal }) =>
        (
          await session.query<Stored>(
            `SELECT id, body, ${tie} AS claim FROM ${table} WHERE org = $1 AND id = ANY ($2::uuid[])`,
            [principal.org, lot],
          )
        ).rows,
    );
    for (const row of rows) take(row);
  }
}

async function readRows(within: Within, ids: Ids, near: Near, known: Set<string>): Promise<void> {
  const fresh = (all: ReadonlySet<string>): readonly string[] => [...all].filter((id) => !known.has(id)).sort();
  const [claims, remittances] = [fresh(ids.claims), fresh(ids.remittances)];
  const ofClaims = readBodies(within, "claim", claims, ({ id, body }) => {
    const stored = storedClaim(body);
    near.claims.push(stored);
    near.ids.set(stored.claim, id);
  });
  const ofRemittances = readBodies(within, "remittance", remittances, ({ id, body, claim }) => {
    const r = remittanceFrom(body);
    near.remittances.push(r);
    near.ids.set(r, id);
    near.tiedTo.set(r, claim ?? undefined);
  });
  await Promise.all([ofClaims, ofRemittances]);
  for (const id of [...claims, ...remittances]) known.add(id);
}

/** Finds and reads it, in short transactions. `files` are the new ones, whose own rows are in the store already. */
export async function findNear(within: Within, whose: Whose, wanted: Wanted): Promise<Near> {
  const near = emptyNear();
  const ids = new Ids(within, whose);
  const known = new Set<string>();
  await findIds(ids, wanted);
  await readRows(within, ids, near, known);
  await findByDay(ids, wanted, near);
  await readRows(within, ids, near, known);
  // In the order in which they came, whatever order the rows were found in.
  const at = (r: Claim | Remittance): string => near.ids.get(r) ?? "";
  near.claims.sort((a, b) => (at(a.claim) < at(b.claim) ? -1 : 1));
  near.remittances.sort((a, b) => (at(a) < at(b) ? -1 : 1));
  return near;
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
  client: string,
  files: readonly string[] = [],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db
    .selectFrom("provider_adjustment")
    .select(["file", "amount", "names"])
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("amount", ">", "0")
    .where("reason", "in", [...TAKES_BACK])
    .execute();
  const recovered = new Map<string, number>();
  const leftOut = new Set(files);
  for (const { file, amount, names } of rows)
    for (const name of leftOut.has(file) ? [] : names) recovered.set(name, (recovered.get(name) ?? 0) + Number(amount));
  return recovered;
}
