import { createHash } from "node:crypto";
import { readFound } from "#app/intake.ts";
import type { Day } from "#base/day.ts";
import type { Problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import type { Typist } from "#claim/claim.ts";
import { loosely } from "#claim/control-number.ts";
import { claimText, remittanceText } from "#claim/stored.ts";
import { claimTyped, type TypedClaim } from "#claim/typed-claim.ts";
import { remittanceTyped, type TypedEob } from "#claim/typed-eob.ts";
import { append } from "#store/events.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import type { Desk } from "./desk.ts";
import { groundOf, NO_FILES, NO_MAPPINGS } from "./evaluate-claim.ts";
import { AllowedDelta, keepDelta } from "./history-own.ts";
import { evaluateMatched } from "./import-evaluate.ts";
import { findNear, type Near, stoodBefore } from "./import-near.ts";
import { RowDigest, Wanted } from "./import-rows.ts";

/** Claims and EOBs that a person keys: the same rows, matching and cases as from a file, with the person as their source. */

export interface Kept {
  readonly id: string;
  /** The claim it is, or answers. */
  readonly claim: string | undefined;
  readonly case: string | undefined;
  readonly evaluation: ClaimEvaluation | undefined;
}

/** Entries of one person and day are told apart by their number. */
async function entriesOf(tx: TenantTx, by: Typist): Promise<number> {
  const file = JSON.stringify(`typed by ${by.name} on ${by.on}`);
  const { rows } = await tx.session.query<{ n: number }>(
    `SELECT (SELECT count(*) FROM claim WHERE org = $1 AND source = 'typed' AND typed_by IS NOT DISTINCT FROM $2::uuid AND position($3 IN body) > 0)
      + (SELECT count(*) FROM remittance WHERE org = $1 AND source = 'typed' AND typed_by IS NOT DISTINCT FROM $2::uuid AND position($3 IN body) > 0) AS n`,
    [tx.principal.org, tx.principal.person ?? null, file],
  );
  return Number(rows[0]?.n ?? 0);
}

const digestOf = (body: string): string => createHash("sha256").update(body).digest("hex");

/** The amounts a typed remittance adds to the practice's own, and takes from it. */
async function count(tx: TenantTx, client: string, id: string, near: Near, of: ReturnType<typeof matched>) {
  const before: Near = { ...near, remittances: near.remittances.filter((r) => near.ids.get(r) !== id) };
  const stood = stoodBefore(before);
  const delta = new AllowedDelta();
  of.allowed.of.amounts((row, payer, service, cents) => {
    const r = near.remittances[row];
    const times = (of.allowed.stands(row) ? 1 : 0) - (r !== undefined && stood.has(r) ? 1 : 0);
    if (times !== 0) delta.add(payer, service, cents, times);
  });
  for (const [payer, names] of of.allowed.of.names) for (const name of names) delta.name(payer, name);
  await keepDelta(tx, client, id, delta);
}

function matched(near: Near, recovered: ReadonlyMap<string, number>) {
  const { claims, remittances } = near;
  const reading = readFound(NO_FILES, { home: "" }, { claims, remittances, recovered, mappings: NO_MAPPINGS });
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
  }
}

/** Matches what was just kept with everything it may bear on, evaluates it and tells its cases. */
async function settle(tx: TenantTx, desk: Desk, client: string, id: string, wanted: Wanted): Promise<Kept> {
  const within = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> => work(tx);
  const near = await findNear(within, { client, files: [] }, wanted);
  const { recovered } = await groundOf(tx, client);
  const of = matched(near, recovered);
  await count(tx, client, id, near, of);
  const ground = await groundOf(tx, client);
  let own: Kept = { id, claim: undefined, case: undefined, evaluation: undefined };
  const idOf = (r: Parameters<typeof near.ids.get>[0]): string | undefined => near.ids.get(r);
  await evaluateMatched(
    {
      org: tx.principal.org,
      client,
      batch: null,
      asOf: desk.today(),
      ground,
      books: desk.books(),
      near,
      files: new Map(),
      watch: undefined,
      within,
      openings: new RowDigest(),
      keep: () => [],
      told: () => {},
      seen: (m, e) => {
        const claim = m.claim === undefined ? undefined : idOf(m.claim);
        if (claim === id || m.remittances.some((r) => idOf(r) === id)) own = { ...own, claim, evaluation: e };
      },
    },
    of.matched(),
    0,
  );
  const { claim } = own;
  if (claim === undefined) return own;
  const row = await tx.db
    .selectFrom("case_row")
    .select("id")
    .where("org", "=", tx.principal.org)
    .where("claim", "=", claim)
    .executeTakeFirst();
  return { ...own, case: row?.id };
}

/** Keeps what is typed in one transaction, and says that a map is another now. */
async function told(
  desk: Desk,
  principal: Principal,
  client: string,
  work: (tx: TenantTx) => Promise<Result<Kept, readonly Problem[]>>,
): Promise<Result<Kept, readonly Problem[]>> {
  const kept = await desk.store.as(principal, work);
  if (kept.ok) desk.tell(principal.org, { topic: "evaluated", client });
  return kept;
}

const typist = (name: string, on: Day): Typist => ({ name, on });

/** Keeps a claim as it was typed; or everything that is wrong with it. `name` is the person who typed it. */
export async function typeClaim(
  desk: Desk,
  principal: Principal,
  client: string,
  given: TypedClaim,
  name: string,
): Promise<Result<Kept, readonly Problem[]>> {
  const by = typist(name, desk.today());
  return await told(desk, principal, client, async (tx) => {
    const read = claimTyped(given, by, (await entriesOf(tx, by)) + 1);
    if (!read.ok) return err(read.error);
    const c = read.value;
    const { org, person } = principal;
    const id = newId(tx.now);
    const body = claimText(c, by.on);
    await tx.db
      .insertInto("claim")
      .values({
        ...{ org, client, id, source: "typed", typed_by: person ?? null, number: c.id, form: c.form, body },
        ...{ payer_key: c.payer.key, payer_name: c.payer.name, us_state: c.facility?.state ?? c.billing.state ?? null },
        ...{ from_day: c.from ?? null, to_day: c.to ?? null, billed: c.billed, replaces: c.replaces ?? null },
      })
      .execute();
    const wanted = new Wanted();
    wanted.claim(c);
    const kept = await settle(tx, desk, client, id, wanted);
    await append(tx, [{ type: "claim typed", client, subject: id, body: { digest: digestOf(body) } }]);
    return ok(kept);
  });
}

/** Keeps an EOB as it was typed; or everything that is wrong with it, such as where it does not balance. */
export async function typeEob(
  desk: Desk,
  principal: Principal,
  client: string,
  given: TypedEob,
  name: string,
): Promise<Result<Kept, readonly Problem[]>> {
  const by = typist(name, desk.today());
  return await told(desk, principal, client, async (tx) => {
    const read = remittanceTyped(given, by, (await entriesOf(tx, by)) + 1);
    if (!read.ok) return err(read.error);
    const r = read.value;
    const { org, person } = principal;
    const id = newId(tx.now);
    const body = remittanceText(r);
    await tx.db
      .insertInto("remittance")
      .values({
        ...{ org, client, id, source: "typed", typed_by: person ?? null, number: r.id, status: r.status, body },
        ...{ payer_key: r.payer.key, payer_name: r.payer.name, payer_number: r.payerClaimNumber ?? null },
        ...{ billed: r.billed, paid: r.paid, patient_owes: r.patient ?? null },
        ...{ from_day: r.from ?? null, to_day: r.to ?? null },
      })
      .execute();
    const wanted = new Wanted();
    wanted.remittance(r);
    const kept = await settle(tx, desk, client, id, wanted);
    await append(tx, [{ type: "remittance typed", client, subject: id, body: { digest: digestOf(body) } }]);
    return ok(kept);
  });
}

/** The claim that a typed EOB would answer, by its number: the latest sending. By no index of clients, as what is near. */
export async function claimNumbered(tx: TenantTx, client: string, number: string) {
  const { rows } = await tx.session.query<{ id: string; body: string; case: string | null }>(
    `SELECT c.id, c.body, r.id AS case FROM claim c LEFT JOIN case_row r ON r.org = c.org AND r.claim = c.id
     WHERE c.org = $1 AND c.client IS NOT DISTINCT FROM $2 AND c.loose = $3 ORDER BY c.id DESC LIMIT 1`,
    [tx.principal.org, client, loosely(number)],
  );
  return rows[0];
}
