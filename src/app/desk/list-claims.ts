import { sql } from "kysely";
import type { Day } from "#base/day.ts";
import { type Cents, cents } from "#base/money.ts";
import { remittanceFrom } from "#claim/stored.ts";
import type { TenantTx } from "#store/store.ts";
import { claimSums, type LineSums } from "./evaluate-row.ts";
import { givesReason } from "./queue.ts";

/** Lists of claims and their lines as they were evaluated, with a case or without: an import opens none for what cannot come in. */

/** A row of a list: what it is about, and the case or import that shows it. */
export interface ListRow {
  readonly key: string;
  readonly client: string;
  readonly case: string | null;
  readonly number: string | null;
  readonly import: string | null;
  readonly claim: string;
  readonly payer: string;
  readonly what: string;
  readonly day: Day | null;
  readonly amount: Cents | null;
  /** A second amount, where the list compares two. */
  readonly other: Cents | null;
}

export interface ClaimsAsked {
  readonly client?: string | undefined;
  readonly class?: string | undefined;
  readonly flag?: string | undefined;
  readonly payer?: string | undefined;
  readonly reason?: string | undefined;
  readonly code?: string | undefined;
  /** Only claims without a case, which is what lapsed or was settled before it came in. */
  readonly caseless?: boolean;
  readonly unmatched?: "claim" | "remittance";
}

/** Claims that are read at once; a list goes on after them. */
const LOT = 5_000;

export interface Found {
  readonly claim: string;
  readonly client: string;
  readonly body: string;
  readonly stake: string;
  readonly billed: string;
  readonly case_id: string | null;
  readonly number: string | null;
  readonly from_day: Day | null;
}

const has = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** Where a list of claims goes on: with this claim, after so many of its rows. */
export interface ClaimPlace {
  readonly stake: string;
  readonly claim: string;
  readonly rows: number;
}

/** Claims as they were evaluated, the most at stake first, a lot of them from a place. */
async function found(
  tx: TenantTx,
  f: ClaimsAsked,
  from: ClaimPlace | undefined,
  limit: number,
): Promise<readonly Found[]> {
  const only = [
    f.class === undefined ? undefined : `"class":${JSON.stringify(f.class)}`,
    f.flag === undefined ? undefined : JSON.stringify(f.flag),
    f.payer === undefined ? undefined : `"payerKey":${JSON.stringify(f.payer)}`,
    f.code === undefined ? undefined : `"code":${JSON.stringify(f.code)}`,
    f.unmatched === undefined ? undefined : `"unmatched":"${f.unmatched}"`,
  ].flatMap((t) => (t === undefined ? [] : [has(t)]));
  const reason = f.reason === undefined ? sql`true` : givesReason("e", f.reason);
  const stake = from?.stake ?? null;
  const { rows } = await sql<Found>`
    SELECT e.claim, e.client, e.body, e.stake, e.billed, c.id AS case_id, c.number, k.from_day FROM evaluation e
      LEFT JOIN case_row c ON c.org = e.org AND c.claim = e.claim
      LEFT JOIN claim k ON k.org = e.org AND k.id = e.claim
    WHERE e.org = ${tx.principal.org} AND e.set_aside IS NULL AND e.body LIKE ALL (${only}::text[])
      AND (${f.client ?? null}::uuid IS NULL OR e.client = ${f.client ?? null}::uuid)
      AND (${f.caseless !== true} OR c.id IS NULL) AND ${reason}
      AND (${stake}::bigint IS NULL OR e.stake < ${stake}::bigint
        OR (e.stake = ${stake}::bigint AND e.claim >= ${from?.claim ?? null}::uuid))
    ORDER BY e.stake DESC, e.claim LIMIT ${limit}`.execute(tx.db);
  return rows;
}

/** All of them, lot after lot: no list ends because it is long. */
async function* lots(tx: TenantTx, f: ClaimsAsked): AsyncGenerator<readonly Found[]> {
  let last: Found | undefined;
  for (;;) {
    const from = last === undefined ? undefined : { stake: last.stake, claim: last.claim, rows: 0 };
    const rows = await found(tx, f, from, LOT);
    const fresh = last === undefined ? rows : rows.slice(1);
    if (fresh.length > 0) yield fresh;
    last = rows.at(-1);
    if (rows.length < LOT) return;
  }
}

const upper = (text: string): string => text.toUpperCase();

/** A reason as it is asked for against the codes of a line; a line of an earlier Parley keeps none and is let through. */
function gives(line: LineSums, reason: string | undefined): boolean {
  if (reason === undefined || line.codes.length === 0) return true;
  const wanted = upper(reason);
  return line.codes.some((c) => upper(c) === wanted || (!wanted.includes("-") && upper(c).split("-")[1] === wanted));
}

/** A list of claims or of their lines: which claims, and the rows of each. */
export interface OfClaims {
  readonly asked: ClaimsAsked;
  readonly rowsOf: (r: Found) => readonly ListRow[];
}

const byAmount = (a: ListRow, b: ListRow): number =>
  a.amount === b.amount ? 0 : (a.amount ?? 0n) > (b.amount ?? 0n) ? -1 : 1;

/** Lines by class, flag, payer, service or reason: all that the map counts, each with its stake. */
export const linesOf = (f: ClaimsAsked): OfClaims => ({
  asked: f,
  rowsOf: (r) => {
    const { claim, payer, lines } = claimSums(r.body);
    return lines
      .filter(
        (l) =>
          (f.class === undefined || l.class === f.class) &&
          (f.flag === undefined || l.flags.some((x) => x === f.flag)) &&
          (f.code === undefined || l.code === f.code) &&
          gives(l, f.reason),
      )
      .map((l): ListRow => {
        const why = l.codes.length === 0 ? "" : `, ${l.codes.join(" ")}`;
        return {
          ...{ key: `${r.claim} ${l.number}`, client: r.client, case: r.case_id, number: r.number, import: null },
          ...{ claim, payer, what: `${l.code}, ${l.class}${why}`, day: r.from_day, amount: l.stake, other: l.billed },
        };
      })
      .sort(byAmount);
  },
});

/** Claims that no remittance answers, or remittances whose claim is not there. */
export const unmatchedOf = (of: {
  readonly client?: string | undefined;
  readonly unmatched: "claim" | "remittance";
}): OfClaims => ({
  asked: of,
  rowsOf: (r) => {
    const { claim, payer } = claimSums(r.body);
    const what = of.unmatched === "claim" ? "no remittance answers it" : "a remittance without its claim";
    return [
      {
        ...{ key: r.claim, client: r.client, case: r.case_id, number: r.number, import: null, claim, payer, what },
        ...{ day: r.from_day, amount: cents(BigInt(r.billed)), other: null },
      },
    ];
  },
});

/** Every row of such a list, handed over one at a time, the claim with the most at stake first. */
export async function eachOfClaims(
  tx: TenantTx,
  list: OfClaims,
  take: (row: ListRow, r: Found) => void,
): Promise<void> {
  for await (const lot of lots(tx, list.asked)) for (const r of lot) for (const row of list.rowsOf(r)) take(row, r);
}

/** Rows of such a list from a place, and the place where it goes on; undefined when that was its end. */
export async function pageOfClaims(
  tx: TenantTx,
  { asked, rowsOf }: OfClaims,
  from: ClaimPlace | undefined,
  limit: number,
): Promise<{ readonly rows: readonly ListRow[]; readonly next: ClaimPlace | undefined }> {
  const rows: ListRow[] = [];
  let at = from;
  for (;;) {
    const claims = await found(tx, asked, at, limit + 2);
    for (const r of claims) {
      const given = at?.claim === r.claim ? at.rows : 0;
      const more = rowsOf(r).slice(given);
      const room = limit - rows.length;
      if (more.length > 0 && room === 0) return { rows, next: { stake: r.stake, claim: r.claim, rows: given } };
      rows.push(...more.slice(0, room));
      at = { stake: r.stake, claim: r.claim, rows: given + Math.min(room, more.length) };
      if (more.length > room) return { rows, next: at };
    }
    if (claims.length < limit + 2) return { rows, next: undefined };
  }
}

/** A denied line with what denials are counted and worked by. */
export interface DeniedLine {
  readonly of: Pick<Found, "client" | "case_id" | "number" | "from_day">;
  readonly claim: string;
  readonly payer: string;
  readonly payerKey: string;
  readonly line: LineSums;
  /** Reasons and remarks: "CO-197", "N30". */
  readonly codes: readonly string[];
}

/** Reasons the remittances of these claims give, by claim and service: for rows of an earlier Parley, which kept none. */
async function reasonsOf(tx: TenantTx, claims: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (claims.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom("remittance")
    .select(["claim", "body"])
    .where("org", "=", tx.principal.org)
    .where("claim", "in", claims)
    .execute();
  const reasons = new Map<string, string[]>();
  for (const { claim, body } of rows)
    for (const l of remittanceFrom(body).lines) {
      const key = `${claim} ${l.code}`;
      const given = l.adjustments.map((a) => `${a.group}-${a.reason}`).filter((c) => !c.startsWith("PR-"));
      reasons.set(key, [...new Set([...(reasons.get(key) ?? []), ...given, ...l.remarks])]);
    }
  return reasons;
}

/** Denied lines of all claims, the most dollars at stake first. */
export async function deniedLines(tx: TenantTx, f: Omit<ClaimsAsked, "class">): Promise<readonly DeniedLine[]> {
  const all: DeniedLine[] = [];
  for await (const lot of lots(tx, { ...f, class: "denied" })) for (const l of await deniedIn(tx, f, lot)) all.push(l);
  return all;
}

async function deniedIn(
  tx: TenantTx,
  f: Omit<ClaimsAsked, "class">,
  lot: readonly Found[],
): Promise<readonly DeniedLine[]> {
  const claims = lot.map(({ body, ...of }) => ({ of, sums: claimSums(body) }));
  const isDenied = (l: LineSums): boolean => l.class === "denied" && (f.code === undefined || l.code === f.code);
  const bare = claims.filter(({ sums }) => sums.lines.some((l) => isDenied(l) && l.codes.length === 0));
  const reasons = await reasonsOf(
    tx,
    bare.map((c) => c.of.claim),
  );
  return claims.flatMap(({ of, sums }) =>
    sums.lines
      .filter(isDenied)
      .map((line): DeniedLine => {
        const codes = line.codes.length > 0 ? line.codes : (reasons.get(`${of.claim} ${line.code}`) ?? []);
        return { of, claim: sums.claim, payer: sums.payer, payerKey: sums.payerKey, line: { ...line, codes }, codes };
      })
      .filter(({ line }) => gives(line, f.reason)),
  );
}

interface OfFile {
  readonly id: string;
  readonly batch: string;
  readonly client: string;
  readonly name: string;
  readonly body: string | null;
  readonly on: Day;
}

/** Problems by which a remittance does not add up, as src/x12/balance.ts names them. */
const UNBALANCED: ReadonlySet<string> = new Set(["service-balance", "claim-balance", "payment-balance"]);

export interface FilesAsked {
  readonly client?: string | undefined;
  readonly from: Day;
  readonly to: Day;
}

async function filesIn(tx: TenantTx, of: FilesAsked, only: "refused" | "unbalanced"): Promise<readonly OfFile[]> {
  const which = only === "refused" ? sql`f.state = 'refused'` : sql`f.body LIKE '%-balance"%'`;
  const { rows } = await sql<OfFile>`
    SELECT f.id, f.batch, f.client, f.name, f.body, b.started_at::date AS on
    FROM source_file f JOIN import_batch b ON b.org = f.org AND b.id = f.batch
    WHERE f.org = ${tx.principal.org} AND b.state <> 'undone' AND ${which}
      AND b.started_at >= ${of.from}::date AND b.started_at < ${of.to}::date + 1
      AND (${of.client ?? null}::uuid IS NULL OR f.client = ${of.client ?? null}::uuid)
    ORDER BY b.started_at, f.name, f.id`.execute(tx.db);
  return rows;
}

const ofFile = (f: OfFile, what: string, at: string, key: string): ListRow => ({
  ...{ key, client: f.client, case: null, number: null, import: f.batch, claim: f.name, payer: at },
  ...{ what, day: f.on, amount: null, other: null },
});

/** Files of the imports of a period that were not read, with the reason. */
export const refusedListed = async (tx: TenantTx, of: FilesAsked): Promise<readonly ListRow[]> =>
  (await filesIn(tx, of, "refused")).map((f) => {
    const because = f.body === null ? undefined : (JSON.parse(f.body) as { because?: string }).because;
    return ofFile(f, because ?? "refused", "", f.id);
  });

interface Kept {
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly at: { readonly segment?: number; readonly loop?: string };
  }[];
}

/** Places of the files of a period where charges, adjustments and payments do not add up. */
export const unbalancedListed = async (tx: TenantTx, of: FilesAsked): Promise<readonly ListRow[]> =>
  (await filesIn(tx, of, "unbalanced")).flatMap((f) =>
    (JSON.parse(f.body ?? '{"problems":[]}') as Kept).problems
      .filter((p) => UNBALANCED.has(p.code))
      .map((p, i) => ofFile(f, p.message, p.at.segment === undefined ? "" : `segment ${p.at.segment}`, `${f.id} ${i}`)),
  );
