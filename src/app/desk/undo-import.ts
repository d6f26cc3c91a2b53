import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { idAt } from "#store/uuid.ts";
import { markCases } from "./decide-later.ts";
import type { Desk } from "./desk.ts";
import { dropDelta, payersMoved } from "./history-own.ts";
import { type Batch, batchBy, filesOf } from "./import-batch.ts";
import { inLine, lockImports } from "./import-line.ts";
import { type NotNow, notNow } from "./refused.ts";
import { BY_REJECTION, endTasks } from "./rejections.ts";

/** An import taken back, while nothing stands on it. */

async function first(tx: TenantTx, sql: string, params: readonly (string | readonly string[])[]): Promise<boolean> {
  const { rows } = await tx.session.query<{ any: boolean }>(`SELECT EXISTS (${sql}) AS any`, params);
  return rows[0]?.any === true;
}

/** Cases that this import opened. */
const ITS_CASES = "SELECT case_id FROM case_opening WHERE org = $1 AND batch = $2::uuid";

/** What stands on an import, in a sentence; undefined when nothing does. */
export async function builtOn(tx: TenantTx, batch: Batch): Promise<string | undefined> {
  if (batch.state === "undone") return "It was taken back.";
  if (batch.state !== "done") return batch.state === "open" ? "It was not started." : "It is not done.";
  const { org } = tx.principal;
  if (batch.body.cases.changed > 0)
    return "What it brought stands in the history of cases that were open before. A payer takes money back by a reversal.";
  const acted = `SELECT 1 FROM event WHERE org = $1 AND subject IN (SELECT case_id::text FROM (${ITS_CASES}) c) AND type LIKE 'case %' AND actor <> '${BY_REJECTION.id}'`;
  if (await first(tx, acted, [org, batch.id])) return "Somebody worked on a case that it opened.";
  const files = (await filesOf(tx, [batch.id])).map((f) => f.id);
  if (files.length === 0) return undefined;
  const later = `SELECT 1 FROM remittance r JOIN claim c ON c.org = r.org AND c.id = r.claim
    WHERE r.org = $1 AND ((r.file = ANY ($2::uuid[])) <> (c.file IS NOT NULL AND c.file = ANY ($2::uuid[])))
      AND r.client = $3::uuid`;
  if (await first(tx, later, [org, files, batch.client]))
    return "Claims and remittances of it are matched with those of another import.";
  return undefined;
}

/** An import that is being read may be about to stand on this one, and nothing says so yet. */
async function readingBeside(tx: TenantTx, batch: Batch): Promise<string | undefined> {
  const sql =
    "SELECT 1 FROM import_batch WHERE org = $1 AND client = $2::uuid AND state = 'reading' AND id <> $3::uuid";
  const isOne = await first(tx, sql, [tx.principal.org, batch.client, batch.id]);
  return isOne ? "Another import is being read. Take this one back when that is done." : undefined;
}

const LOT = 500;

/** Deletes in short pieces what an import wrote, cases first. */
async function remove(desk: Desk, who: Principal, batch: Batch): Promise<void> {
  const within = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> =>
    desk.store.as(
      who,
      async (tx) => {
        await tx.session.query("SELECT set_config('parley.import', $1, true)", [batch.id]);
        return await work(tx);
      },
      { lane: "bulk" },
    );
  const drain = async (table: string, key: string, where: string, params: readonly string[]): Promise<void> => {
    const sql = `DELETE FROM ${table} WHERE org = $1 AND ${key} IN (SELECT ${key} FROM ${table} WHERE org = $1 AND ${where} LIMIT ${LOT})`;
    for (;;) {
      const gone = await within(async ({ session }) => (await session.query(sql, [who.org, ...params])).count);
      if (gone < LOT) return;
    }
  };
  await drain("task", "id", `case_id IN (${ITS_CASES})`, [batch.id]);
  await drain("case_row", "id", "batch = $2::uuid", [batch.id]);
  await drain("case_opening", "case_id", "batch = $2::uuid", [batch.id]);
  await drain("fact_answer", "id", "batch = $2::uuid", [batch.id]);
  for (const { id } of await within((tx) => filesOf(tx, [batch.id]))) {
    const range = [idAt(id, 0), idAt(id, 2 ** 48 - 1)];
    await drain("evaluation", "claim", "claim BETWEEN $2::uuid AND $3::uuid", range);
    const ofFile = ["claim", "remittance", "payment", "provider_adjustment", "claim_answer", "sent_set", "set_answer"];
    for (const table of ofFile) await drain(table, "id", "id BETWEEN $2::uuid AND $3::uuid", range);
  }
  await within(async (tx) => {
    const payers = await payersMoved(tx, batch.client, batch.id);
    if (payers.length > 0)
      await markCases(tx, who.org, batch.client, { why: "new files", payers: [...payers], butOf: null });
    await dropDelta(tx, batch.client, batch.id);
    await tx.db
      .updateTable("import_batch")
      .set({ hides: false })
      .where("org", "=", who.org)
      .where("id", "=", batch.id)
      .execute();
  });
}

/** Takes out what it wrote, and ends the tasks that rested on it alone. */
async function takeOut(desk: Desk, who: Principal, batch: Batch): Promise<void> {
  await remove(desk, who, batch);
  await endTasks(desk, who, batch.client);
}

/** Whoever looks hears of it, and the map is drawn without what is gone. */
function tellUndone(desk: Desk, org: string, client: string, id: string): void {
  desk.tell(org, { topic: "import", client, import: id, stage: "undone", done: 1, of: 1, state: "undone" });
}

/** Takes an import back: at once for whoever looks, then row by row. Refused with what stands on it. */
export async function undoImport(desk: Desk, principal: Principal, id: string): Promise<Result<string, NotNow>> {
  const undone = await desk.store.as(principal, async (tx): Promise<Result<Batch, NotNow>> => {
    const known = await batchBy(tx, id);
    if (known !== undefined) await lockImports(tx, known.client);
    const batch = await batchBy(tx, id);
    if (batch === undefined) return err(notNow("not-found", "There is no such import here."));
    const inTheWay = (await readingBeside(tx, batch)) ?? (await builtOn(tx, batch));
    if (inTheWay !== undefined) return err(notNow("not-now", `The import stays. ${inTheWay}`));
    await tx.db
      .updateTable("import_batch")
      .set({ state: "undone", hides: true })
      .where("org", "=", principal.org)
      .where("id", "=", id)
      .execute();
    await tx.db
      .updateTable("source_file")
      .set({ state: "undone" })
      .where("org", "=", principal.org)
      .where("batch", "=", id)
      .where("state", "=", "read")
      .execute();
    await append(tx, [{ type: "import undone", client: batch.client, subject: id, body: { digest: batch.digest } }]);
    return ok(batch);
  });
  if (!undone.ok) return undone;
  const batch = undone.value;
  await inLine(desk, batch.client, () => takeOut(desk, { ...principal, clients: [batch.client] }, batch));
  tellUndone(desk, principal.org, batch.client, id);
  return ok(id);
}

/** Goes on with taking back what a stop of this process broke off. */
export async function resumeUndone(desk: Desk): Promise<void> {
  const broken = await desk.store.asSystem((tx) =>
    tx.db
      .selectFrom("import_batch")
      .select(["org", "client", "id"])
      .where("state", "=", "undone")
      .where("hides", "=", true)
      .execute(),
  );
  for (const { org, client, id } of broken) {
    const who: Principal = { org, clients: [client] };
    const batch = await desk.store.as(who, (tx) => batchBy(tx, id));
    if (batch === undefined) continue;
    await inLine(desk, client, () => takeOut(desk, who, batch));
    tellUndone(desk, org, client, id);
  }
}
