import { type Cents, centsFromInt } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { clientBy } from "./clients.ts";
import type { Desk } from "./desk.ts";
import { type Batch, type BatchFile, batchBy, batchOf, EMPTY_BATCH, filesOf, saveFile } from "./import-batch.ts";
import { inLine, lockImports } from "./import-line.ts";
import { runImport } from "./import-run.ts";
import { type NotNow, notNow } from "./refused.ts";
import { taskRejections } from "./rejections.ts";
import { ANSWERS_SHOWN, answersIn, answerWords } from "./set-answers.ts";
import { builtOn } from "./undo-import.ts";

/** Imports as they are opened, started and looked at. */

export interface ImportFile {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly bytes: number;
  readonly state: BatchFile["state"];
  readonly claims: number;
  readonly remittances: number;
  readonly lines: number;
  readonly paid: Cents | undefined;
  readonly problems: { readonly errors: number; readonly warnings: number };
  readonly because: string | undefined;
}

export interface Import {
  readonly id: string;
  readonly client: string;
  readonly state: Batch["state"];
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Id of the person who opened it. */
  readonly by: string | null;
  readonly files: readonly ImportFile[];
  readonly done: { readonly bytes: number; readonly ofBytes: number; readonly stage: string };
  readonly claims: Batch["body"]["claims"];
  readonly remittances: Batch["body"]["remittances"];
  readonly cases: Batch["body"]["cases"];
  readonly because: string | undefined;
  /** What its files answered to sets of claims (999), in words, rejected ones first. */
  readonly answered: readonly string[];
  readonly undo: { readonly possible: boolean; readonly because: string | undefined };
}

const NONE = notNow("not-found", "There is no such import here.");

export function importFileOf(f: BatchFile): ImportFile {
  const { claims, remittances, lines, problems, because } = f.body;
  const errors = problems.filter((p) => p.severity === "error").length;
  return {
    id: f.id,
    name: f.name,
    kind: f.kind,
    bytes: f.bytes,
    state: f.state,
    claims,
    remittances,
    lines,
    paid: remittances === 0 ? undefined : centsFromInt(f.body.paid),
    problems: { errors, warnings: problems.length - errors },
    because,
  };
}

function importOf(
  batch: Batch,
  files: readonly BatchFile[],
  answered: readonly string[],
  inTheWay: string | undefined,
): Import {
  const { body } = batch;
  const ofBytes = files.reduce((n, f) => n + f.bytes, 0);
  const share = batch.state === "done" ? 1 : body.of === 0 ? 0 : body.done / body.of;
  return {
    id: batch.id,
    client: batch.client,
    state: batch.state,
    startedAt: batch.startedAt,
    endedAt: batch.endedAt,
    by: batch.startedBy,
    files: files.map(importFileOf),
    done: { bytes: Math.floor(ofBytes * share), ofBytes, stage: batch.state === "done" ? "done" : body.stage },
    claims: body.claims,
    remittances: body.remittances,
    cases: body.cases,
    because: body.because,
    answered,
    undo: { possible: inTheWay === undefined, because: inTheWay },
  };
}

/** Only a file of another kind than claims and remittances answers sets. */
async function answeredBy(tx: TenantTx, files: readonly BatchFile[]): Promise<readonly string[]> {
  const with999 = files.filter((f) => f.state === "read" && f.kind.includes("999"));
  const all = await answersIn(
    tx,
    with999.map((f) => f.id),
  );
  const shown = all.slice(0, ANSWERS_SHOWN).map(answerWords);
  return all.length > shown.length ? [...shown, "and more; each stands with its claims"] : shown;
}

async function viewOf(tx: TenantTx, batch: Batch): Promise<Import> {
  const files = await filesOf(tx, [batch.id]);
  return importOf(batch, files, await answeredBy(tx, files), await builtOn(tx, batch));
}

/** Opens an import for a client, to be given files. */
export async function openImport(tx: TenantTx, client: string): Promise<Result<Import, NotNow>> {
  const { org, person } = tx.principal;
  if ((await clientBy(tx, client)) === undefined) return err(notNow("not-found", "There is no such client here."));
  const id = newId(tx.now);
  const body = JSON.stringify(EMPTY_BATCH);
  await tx.db
    .insertInto("import_batch")
    .values({ org, client, id, state: "open", started_at: tx.now, started_by: person ?? null, body })
    .execute();
  const batch = await batchBy(tx, id);
  return batch === undefined ? err(NONE) : ok(await viewOf(tx, batch));
}

export async function getImport(tx: TenantTx, id: string): Promise<Import | undefined> {
  const batch = await batchBy(tx, id);
  return batch === undefined ? undefined : await viewOf(tx, batch);
}

export interface ImportPage {
  readonly client?: string | undefined;
  readonly limit: number;
  /** The last import of the page before. */
  readonly after?: { readonly at: string; readonly id: string } | undefined;
}

/** Imports, newest first; one more than asked tells that there is a next page. */
export async function listImports(tx: TenantTx, { client, limit, after }: ImportPage): Promise<readonly Import[]> {
  let query = tx.db.selectFrom("import_batch").selectAll().where("org", "=", tx.principal.org);
  if (client !== undefined) query = query.where("client", "=", client);
  if (after !== undefined)
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple("started_at", "id"), "<", tuple(after.at, after.id)));
  const rows = await query
    .orderBy("started_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const views: Import[] = [];
  for (const row of rows) views.push(await viewOf(tx, batchOf(row)));
  return views;
}

export interface FileProblem extends Problem {
  readonly fileId: string | undefined;
}

/** What was wrong in the files of an import, file by file in the order of their names. */
export async function listProblems(tx: TenantTx, id: string, file?: string): Promise<readonly FileProblem[]> {
  const batch = await batchBy(tx, id);
  if (batch === undefined) return [];
  const files = (await filesOf(tx, [id])).filter((f) => file === undefined || f.id === file);
  const ofFiles = files.flatMap((f) => f.body.problems.map((p) => ({ ...p, fileId: f.id })));
  const ofNone = file === undefined ? batch.body.problems.map((p) => ({ ...p, fileId: undefined })) : [];
  return [...ofFiles, ...ofNone];
}

/** Marks an import as started. Refused when it is done, or has no file. */
async function begin(tx: TenantTx, id: string): Promise<Result<Import, NotNow>> {
  const known = await batchBy(tx, id);
  if (known !== undefined) await lockImports(tx, known.client);
  const batch = await batchBy(tx, id);
  if (batch === undefined) return err(NONE);
  if (batch.state === "done" || batch.state === "undone")
    return err(notNow("not-now", `This import is ${batch.state}. Open another.`));
  const files = await filesOf(tx, [id]);
  if (files.length === 0) return err(notNow("not-now", "This import has no file. Add one first."));
  for (const f of files) if (f.state === "waiting") await saveFile(tx, f.id, { state: "reading" });
  await tx.db
    .updateTable("import_batch")
    .set({ state: "reading", hides: true })
    .where("org", "=", tx.principal.org)
    .where("id", "=", id)
    .execute();
  return ok(await viewOf(tx, { ...batch, state: "reading" }));
}

/** Reads an import to its end, and gives the cases whose claims it says are rejected their tasks. */
async function read(desk: Desk, principal: Principal, client: string, id: string): Promise<void> {
  await runImport(desk, principal, id);
  await taskRejections(desk, principal, client, id);
}

/** Starts an import; it goes on by itself, and says how far it is. What stops it is said on the import. */
export async function startImport(desk: Desk, principal: Principal, id: string): Promise<Result<Import, NotNow>> {
  const begun = await desk.store.as(principal, (tx) => begin(tx, id));
  if (begun.ok) inLine(desk, begun.value.client, () => read(desk, principal, begun.value.client, id)).catch(() => {});
  return begun;
}

/** Starts an import and waits for its end. */
export async function finishImport(desk: Desk, principal: Principal, id: string): Promise<Result<Import, NotNow>> {
  const begun = await desk.store.as(principal, (tx) => begin(tx, id));
  if (!begun.ok) return begun;
  await inLine(desk, begun.value.client, () => read(desk, principal, begun.value.client, id));
  const view = await desk.store.as(principal, (tx) => getImport(tx, id));
  return view === undefined ? err(NONE) : ok(view);
}

/** Goes on with every import that a stop of this process broke off. To be called once when a server starts. */
export async function resumeImports(desk: Desk): Promise<number> {
  const broken = await desk.store.asSystem((tx) =>
    tx.db
      .selectFrom("import_batch")
      .select(["org", "client", "id", "started_by"])
      .where("state", "=", "reading")
      .orderBy("started_at")
      .execute(),
  );
  for (const { org, client, id, started_by } of broken) {
    const who: Principal = { org, clients: [client], ...(started_by !== null && { person: started_by }) };
    inLine(desk, client, () => read(desk, who, client, id)).catch(() => {});
  }
  return broken.length;
}
