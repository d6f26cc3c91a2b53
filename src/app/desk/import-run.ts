import { createHash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import { watchFacts } from "#app/fact-problems.ts";
import { type FileReport, type Intake, readFound } from "#app/intake.ts";
import { type Beside, emptyBeside, readJsonFile, readTextFile } from "#app/intake-tables.ts";
import type { ListedClaim } from "#claim/claim-list.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import { looksLikeProfile } from "#claim/profile-file.ts";
import { readAll } from "#exchange/byte-source.ts";
import { decode } from "#exchange/csv.ts";
import type { FoundFile } from "#exchange/files.ts";
import type { Mappings } from "#exchange/mapping-store.ts";
import { canonicalJson } from "#store/chain.ts";
import { append } from "#store/events.ts";
import { Outage } from "#store/outage.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { idAt } from "#store/uuid.ts";
import type { Desk } from "./desk.ts";
import { groundOf } from "./evaluate-claim.ts";
import { AllowedDelta, keepDelta } from "./history-own.ts";
import { type Batch, type BatchBody, type BatchFile, batchBy, filesOf, saveBatch, saveFile } from "./import-batch.ts";
import { type Counted, evaluateMatched, type RowsFile } from "./import-evaluate.ts";
import { openFiles, type Unpacked } from "./import-files.ts";
import { emptyNear, findNear, type Near, recoveredOf, stoodBefore, type Within } from "./import-near.ts";
import { type Piece, rowsOfList, rowsOfX12, Wanted, writePiece } from "./import-rows.ts";
import { mappingsOf } from "./mapping.ts";
import { profileOf, putProfile } from "./settings.ts";

/**
 * An import from its files to its cases, in stages that can each be broken off and done again: rows, matching, evaluation,
 * and one last transaction that shows all of it and writes its event.
 */

/** What a run of an import has at hand. */
interface Run {
  readonly desk: Desk;
  readonly org: string;
  readonly batch: Batch;
  readonly within: Within;
  readonly mappings: Mappings;
  body: BatchBody;
}

function tell(run: Run, stage: string, done: number, of: number, state = "reading"): void {
  run.body = { ...run.body, stage, done, of };
  const { batch, org, desk } = run;
  desk.tell(org, { topic: "import", client: batch.client, import: batch.id, stage, done, of, state });
}

const saved = (run: Run): Promise<void> => run.within((tx) => saveBatch(tx, run.batch.id, run.body));

/** Lists and answers that files hold beside claims. */
interface Read {
  readonly wanted: Wanted;
  readonly facts: FactAnswer[];
  readonly lists: Set<string>;
}

async function writePieces(run: Run, file: BatchFile, pieces: Iterable<Piece>, tick: (bytes: number) => void) {
  const { org, batch, within } = run;
  let { readTo } = file;
  let { body } = file;
  for (const piece of pieces) {
    tick(piece.to);
    if (piece.to > readTo) {
      const from = readTo;
      body = await within(async (tx) => {
        const digest = await writePiece(tx, piece, from, body.digest);
        const next = { ...body, digest };
        await saveFile(tx, file.id, { readTo: piece.to, body: next });
        return next;
      });
      readTo = piece.to;
    } else await breathe();
  }
  return { org, batch, body };
}

async function keepFacts(run: Run, file: BatchFile, answers: readonly FactAnswer[]): Promise<void> {
  const { org, batch } = run;
  const rows = answers.map((a) => ({
    org,
    client: batch.client,
    id: idAt(file.id, a.line),
    scope: a.scope,
    key: a.key,
    fact: a.fact,
    value: a.value,
    source: a.source,
    day: a.date ?? null,
    at: batch.startedAt,
    by: batch.startedBy,
    batch: batch.id,
    file: a.file,
    line: a.line,
  }));
  for (let i = 0; i < rows.length; i += 500)
    await run.within((tx) =>
      tx.db
        .insertInto("fact_answer")
        .values(rows.slice(i, i + 500))
        .onConflict((c) => c.doNothing())
        .execute(),
    );
}

const JSON_MAX = 8 * 1024 * 1024;

/** A profile among the files becomes the client's, unless it has one: that is changed where it is shown. */
async function keepProfile(run: Run, f: FoundFile): Promise<void> {
  let json: unknown;
  try {
    json = JSON.parse(decode(readAll(f.bytes, JSON_MAX)).replace(/^\uFEFF/, ""));
  } catch {
    return;
  }
  if (!looksLikeProfile(json)) return;
  await run.within(async (tx) => {
    const { version } = await profileOf(tx, run.batch.client);
    if (version === 0) await putProfile(tx, run.batch.client, 0, json as Readonly<Record<string, unknown>>);
  });
}

async function readRows(run: Run, { found, rows }: Unpacked): Promise<Read> {
  const read: Read = { wanted: new Wanted(), facts: [], lists: new Set() };
  const beside: Beside = emptyBeside(run.mappings);
  const files = found.files.filter((f) => rows.has(f.name));
  const of = files.reduce((n, f) => n + f.bytes.size, 0);
  let before = 0;
  for (const f of [...files.filter((x) => x.is === "json"), ...files.filter((x) => x.is !== "json")]) {
    const file = rows.get(f.name);
    if (file === undefined) continue;
    const at = { org: run.org, client: run.batch.client, file: file.id };
    const tick = (bytes: number): void => tell(run, "reading", Math.min(of, before + bytes), of);
    if (f.is === "x12") await writePieces(run, file, rowsOfX12(f, at, read.wanted), tick);
    else if (f.is === "json") {
      readJsonFile(beside, f.bytes, f.name);
      await keepProfile(run, f);
    } else {
      const said = beside.facts.length;
      const listed: readonly ListedClaim[] = readTextFile(beside, f.bytes, f.name).claims ?? [];
      const answers = beside.facts.slice(said);
      await keepFacts(run, file, answers);
      read.facts.push(...answers);
      if (listed.length > 0) read.lists.add(f.name);
      await writePieces(run, file, rowsOfList(listed, at, read.wanted), tick);
    }
    before += f.bytes.size;
    tick(0);
  }
  return read;
}

/** What the store knew before of the claims of the files; nothing when it knew no claim at all. */
async function nearOf(run: Run, files: readonly string[], wanted: Wanted): Promise<Near> {
  const { client } = run.batch;
  const any = await run.within(async ({ session, principal }) => {
    const of = (table: string) =>
      `EXISTS (SELECT 1 FROM ${table} WHERE org = $1 AND client = $2 AND (file IS NULL OR file <> ALL ($3::uuid[])))`;
    const { rows } = await session.query<{ any: boolean }>(`SELECT ${of("claim")} OR ${of("remittance")} AS any`, [
      principal.org,
      client,
      files,
    ]);
    return rows[0]?.any === true;
  });
  return any ? await findNear(run.within, { client, files }, wanted) : emptyNear();
}

async function readAgain(run: Run, { found, rows }: Unpacked, near: Near): Promise<Intake> {
  const recovered = await run.within((tx) =>
    recoveredOf(
      tx,
      run.batch.client,
      [...rows.values()].map((f) => f.id),
    ),
  );
  const files = found.files.filter((f) => rows.has(f.name));
  const reading = readFound(
    { files, problems: [], close: () => {} },
    { home: run.desk.home },
    { claims: near.claims, remittances: near.remittances, recovered, mappings: run.mappings },
  );
  tell(run, "matching", 0, 1);
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
    await breathe();
  }
}

/** Adds the amounts of the files to the practice's own, once. */
async function count(run: Run, intake: Intake, near: Near): Promise<void> {
  if (run.body.isCounted) return;
  const stood = stoodBefore(near);
  const delta = new AllowedDelta();
  intake.allowed.of.amounts((row, payer, service, cents) => {
    const known = near.remittances[row];
    const times = (intake.allowed.stands(row) ? 1 : 0) - (known !== undefined && stood.has(known) ? 1 : 0);
    if (times !== 0) delta.add(payer, service, cents, times);
  });
  for (const [payer, names] of intake.allowed.of.names) for (const name of names) delta.name(payer, name);
  run.body = { ...run.body, isCounted: true };
  await run.within(async (tx) => {
    await keepDelta(tx, run.batch.client, run.batch.id, delta);
    await saveBatch(tx, run.batch.id, run.body);
  });
}

const NOT_READ: ReadonlySet<string> = new Set(["not read", "fee schedule"]);

/** Says of each file what became of it. */
async function report(run: Run, rows: ReadonlyMap<string, BatchFile>, files: readonly FileReport[]): Promise<void> {
  await run.within(async (tx) => {
    const paid = await paidBy(tx, [...rows.values()]);
    const fresh = new Map((await filesOf(tx, [run.batch.id])).map((f) => [f.id, f]));
    for (const f of files) {
      const file = fresh.get(rows.get(f.file)?.id ?? "");
      if (file === undefined) continue;
      const { claims, remittances, lines } = f.read;
      const because = f.unused ?? (f.duplicateOf === undefined ? undefined : `the same bytes as ${f.duplicateOf}`);
      const body = { ...file.body, claims, remittances, lines, problems: f.problems, paid: paid.get(file.id) ?? 0 };
      await saveFile(tx, file.id, {
        kind: f.kind,
        state: f.duplicateOf !== undefined ? "duplicate" : NOT_READ.has(f.kind) ? "refused" : "read",
        body: { ...body, ...(because !== undefined && { because }) },
      });
    }
  });
}

async function paidBy(tx: TenantTx, files: readonly BatchFile[]): Promise<ReadonlyMap<string, number>> {
  const paid = new Map<string, number>();
  for (const { id } of files) {
    const { rows } = await tx.session.query<{ paid: string | null }>(
      "SELECT sum(paid)::bigint AS paid FROM remittance WHERE org = $1 AND id BETWEEN $2 AND $3",
      [tx.principal.org, idAt(id, 0), idAt(id, 2 ** 48 - 1)],
    );
    paid.set(id, Number(rows[0]?.paid ?? 0));
  }
  return paid;
}

/** The digest of an import: of its files' rows and of its openings. */
export function importDigest(files: readonly BatchFile[], openings: string): string {
  const parts = files
    .filter((f) => f.state === "read")
    .map((f) => ({ id: f.id, sha256: f.sha256, ...f.body.digest }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return createHash("sha256")
    .update(canonicalJson({ files: parts, openings }))
    .digest("hex");
}

/** Shows everything at once, and writes down that it was done. */
async function finish(run: Run, counted: Counted): Promise<void> {
  const { batch, org } = run;
  await run.within(async (tx) => {
    const files = await filesOf(tx, [batch.id]);
    const read = files.filter((f) => f.state === "read");
    const sum = (of: (f: BatchFile) => number): number => read.reduce((n, f) => n + of(f), 0);
    const [claims, remittances] = [sum((f) => f.body.claims), sum((f) => f.body.remittances)];
    const digest = importDigest(files, run.body.openings);
    const problems = files.reduce((n, f) => n + f.body.problems.length, run.body.problems.length);
    await tx.db
      .updateTable("import_batch")
      .set({
        state: "done",
        hides: false,
        ended_at: tx.now,
        files: files.length,
        claims,
        remittances,
        problems,
        digest,
        body: JSON.stringify(run.body),
      })
      .where("org", "=", org)
      .where("id", "=", batch.id)
      .execute();
    const said = {
      files: read.map((f) => ({ id: f.id, sha256: f.sha256, ...f.body.digest })),
      claims,
      remittances,
      opened: counted.opened,
      changed: counted.changed,
      openings: run.body.openings,
      digest,
    };
    await append(tx, [{ type: "import done", client: batch.client, subject: batch.id, body: said }]);
  });
  tell(run, "done", 1, 1, "done");
  run.desk.tell(org, { topic: "map", client: batch.client });
}

async function evaluateStage(run: Run, unpacked: Unpacked, read: Read, near: Near, intake: Intake): Promise<Counted> {
  const { batch, desk, org } = run;
  const { client } = batch;
  const asOf = desk.today();
  const ground = await run.within((tx) => groundOf(tx, client));
  const files = new Map<string, RowsFile>(
    [...unpacked.rows].map(([name, { id }]) => [name, { id, isList: read.lists.has(name) }]),
  );
  const watch = watchFacts(read.facts, ground.answersFor, asOf);
  const of = intake.count.claims;
  const asked = { client, batch: batch.id, asOf, ground, books: desk.books(), near, files, watch, within: run.within };
  const counted = await evaluateMatched(
    {
      ...asked,
      keep: async (tx, c) => {
        const cases = { opened: c.opened, changed: c.changed };
        const remittances = {
          new: intake.count.remittances - near.remittances.length,
          known: near.remittances.length,
          matched: c.matched,
          unmatched: c.unmatched,
        };
        const claims = { new: intake.count.claims - near.claims.length, known: near.claims.length };
        run.body = { ...run.body, claims, remittances, cases, openings: c.openings };
        await saveBatch(tx, batch.id, run.body);
      },
      told: (c, renewed) => {
        tell(run, "evaluating", Math.min(of, c.claims), of);
        if (renewed.length > 0) desk.tell(org, { topic: "cases", client, cases: renewed, by: "Import" });
      },
    },
    intake.matched(),
    { opened: run.body.cases.opened, openings: run.body.openings },
  );
  run.body = { ...run.body, cases: { opened: counted.opened, changed: counted.changed } };
  const answers = watch.problems();
  await report(
    run,
    unpacked.rows,
    intake.files.map((f) => {
      const more = answers.filter((p) => p.at.file === f.file);
      return more.length === 0 ? f : { ...f, problems: [...f.problems, ...more] };
    }),
  );
  return counted;
}

async function runStages(run: Run): Promise<void> {
  tell(run, "opening", 0, 1);
  await saved(run);
  const unpacked = await openFiles(run.desk, run.within, run.batch.id, run.batch.client, run.org);
  try {
    const read = await readRows(run, unpacked);
    const ids = [...unpacked.rows.values()].map((f) => f.id);
    const near = await nearOf(run, ids, read.wanted);
    const intake = await readAgain(run, unpacked, near);
    await count(run, intake, near);
    const counted = await evaluateStage(run, unpacked, read, near, intake);
    await finish(run, counted);
  } finally {
    unpacked.close();
  }
}

const sentenceOf = (thrown: unknown): string =>
  thrown instanceof Outage ? thrown.message : "Parley failed while it read these files. Start the import again.";

/** What failed is said on the import, and nothing of it is shown; starting it again goes on where it was. */
async function failed(run: Run, thrown: unknown): Promise<void> {
  const because = sentenceOf(thrown);
  await run.within(async (tx) => {
    await saveBatch(tx, run.batch.id, { ...run.body, because });
    await tx.db
      .updateTable("import_batch")
      .set({ state: "failed" })
      .where("org", "=", run.org)
      .where("id", "=", run.batch.id)
      .execute();
  });
  tell(run, "failed", 0, 1, "failed");
}

/** Runs an import that was started, or goes on with one that was broken off. Throws what stopped it, once that is said. */
export async function runImport(desk: Desk, principal: Principal, id: string): Promise<void> {
  const found = await desk.store.as(principal, (tx) => batchBy(tx, id));
  if (found === undefined || found.state === "done" || found.state === "undone") return;
  const who: Principal = { ...principal, clients: [found.client] };
  const within: Within = (work) =>
    desk.store.as(
      who,
      async (tx) => {
        // The rows of this import are hidden from everybody else until it is done.
        await tx.session.query("SELECT set_config('parley.import', $1, true)", [id]);
        return await work(tx);
      },
      { lane: "bulk" },
    );
  const mappings = await within((tx) => mappingsOf(tx, found.client));
  const run: Run = {
    desk,
    org: principal.org,
    batch: found,
    within,
    mappings,
    body: { ...found.body, because: undefined },
  };
  try {
    await runStages(run);
  } catch (thrown) {
    await failed(run, thrown);
    throw thrown;
  }
}
