import { setImmediate as breathe } from "node:timers/promises";
import { watchFacts } from "#app/fact-problems.ts";
import { type Intake, readFound } from "#app/intake.ts";
import type { Day } from "#base/day.ts";
import { append } from "#store/events.ts";
import { Outage } from "#store/outage.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { booksKey, noteBooks } from "./books-moved.ts";
import { decideMarked, IN_HAND, markCases } from "./decide-later.ts";
import type { Desk } from "./desk.ts";
import { decideAgain } from "./evaluate-again.ts";
import { groundOf } from "./evaluate-claim.ts";
import { AllowedDelta, keepDelta, payersMoved } from "./history-own.ts";
import { batchBy, batchSaved, batchToRun, saveBatch } from "./import-batch.ts";
import { drawingOf, keepDrawn } from "./import-drawing.ts";
import { finish, report } from "./import-end.ts";
import { type Counted, evaluateMatched } from "./import-evaluate.ts";
import { openFiles, type Unpacked } from "./import-files.ts";
import { emptyNear, findNear, type Near, recoveredOf, stoodBefore, type Within } from "./import-near.ts";
import { NewRows, type RowsFile } from "./import-new.ts";
import { openingsOf } from "./import-openings.ts";
import { type Read, type Run, readRows, tell } from "./import-read.ts";
import { RowDigest, type Wanted } from "./import-rows.ts";
import { mappingsOf } from "./mapping.ts";
import type { KeptDrawing } from "./money-map.ts";
import { profileOf } from "./settings.ts";

/**
 * An import from its files to its cases, in stages that can each be broken off and done again: rows, matching, evaluation,
 * and one last transaction that shows all of it and writes its event.
 */

const saved = (run: Run): Promise<void> => run.within((tx) => saveBatch(tx, run.batch.id, run.body));

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
  const body = { ...run.body, isCounted: true };
  await run.within(async (tx) => {
    await keepDelta(tx, run.batch.client, run.batch.id, delta);
    await saveBatch(tx, run.batch.id, body);
  });
  run.body = body;
}

/** What the stages before gathered. */
interface Stage {
  readonly unpacked: Unpacked;
  readonly read: Read;
  readonly near: Near;
  readonly intake: Intake;
  readonly isAgain: boolean;
  readonly openings: RowDigest;
  readonly asOf: Day;
  readonly drawing: KeptDrawing | undefined;
}

async function evaluateStage(run: Run, stage: Stage): Promise<Counted> {
  const { unpacked, read, near, intake, isAgain, openings, asOf, drawing } = stage;
  const { batch, desk, org } = run;
  const { client } = batch;
  const ground = await run.within((tx) => groundOf(tx, client));
  const files = new Map<string, RowsFile>(
    [...unpacked.rows].map(([name, { id }]) => [name, { id, isList: read.lists.has(name) }]),
  );
  const watch = watchFacts(read.facts, ground.answersFor, asOf);
  const of = intake.count.claims;
  const learn = learning(run);
  const rows = new NewRows({ org, client }, files, read.notes);
  const by = { org, client, batch: batch.id, asOf, ground, books: desk.books(), watch, within: run.within };
  const counted = await evaluateMatched(
    {
      ...by,
      ...{ near, files, rows, isAgain, openings },
      keep: (c) => {
        const cases = { opened: c.opened, changed: c.changed };
        const remittances = {
          new: intake.count.remittances - near.remittances.length,
          known: near.remittances.length,
          matched: c.matched,
          unmatched: c.unmatched,
        };
        const claims = { new: intake.count.claims - near.claims.length, known: near.claims.length };
        run.body = { ...run.body, claims, remittances, cases };
        return [batchSaved(org, batch.id, run.body)];
      },
      seen: (_, evaluation) => drawing?.add(evaluation),
      told: (c, renewed) => {
        learn(c.claims);
        tell(run, "evaluating", Math.min(of, c.claims), of);
        if (renewed.length > 0) desk.tell(org, { topic: "cases", client, cases: renewed, by: "Import" });
      },
    },
    intake.matched(),
    run.body.cases.opened,
  );
  run.body = { ...run.body, cases: { opened: counted.opened, changed: counted.changed } };
  const answers = watch.problems();
  await report(
    run,
    { rows: unpacked.rows, sumsOf: (file) => rows.sumsOf(file) },
    intake.files.map((f) => {
      const more = answers.filter((p) => p.at.file === f.file);
      const problems = more.length === 0 ? f.problems : [...f.problems, ...more];
      const unused = read.unused.get(f.file);
      return { ...f, problems, ...(unused !== undefined && { unused }) };
    }),
  );
  return counted;
}

/** Cases that were open before hear of answers, of a profile that came with the files, and of medians these moved. */
async function decideOthers(run: Run, read: Read): Promise<void> {
  const { desk, batch, who } = run;
  await decideAgain(desk, who, batch.client, read.facts, { batch: batch.id });
  await decideMarked(desk, who, batch.client);
}

/** What every claim of an import is decided with, so that it is seen when that moved meanwhile. */
interface Basis {
  readonly profile: number;
  readonly books: string;
}

const basisOf = async (run: Run, tx: TenantTx): Promise<Basis> => ({
  profile: (await profileOf(tx, run.batch.client)).version,
  books: booksKey(run.desk.books()),
});

/** Cases that were opened hidden while the profile or the books moved were not seen by what decided the others again. */
async function markMoved(run: Run, tx: TenantTx, before: Basis): Promise<void> {
  const now = await basisOf(run, tx);
  const all = { payers: null, butOf: null } as const;
  const { client } = run.batch;
  if (now.profile !== before.profile) await markCases(tx, run.org, client, { why: "the profile", ...all }, IN_HAND);
  if (now.books !== before.books) await markCases(tx, run.org, client, { why: "the price books", ...all }, IN_HAND);
}

/** Writes down which older cases the medians of this import reach, before it is shown. */
async function markOlder(run: Run): Promise<void> {
  const { client, id } = run.batch;
  await run.within(async (tx) => {
    await noteBooks(tx, run.org, client, run.desk.books());
    const payers = await payersMoved(tx, client, id);
    if (payers.length > 0)
      await markCases(tx, run.org, client, { why: "new files", payers: [...payers], butOf: id }, IN_HAND);
  });
}

/**
 * So many claims change what the database should know of its tables before it is asked for them. It takes statistics
 * while the import goes on: tables that grow in the same way are planned for by their size.
 */
const LEARN = { from: 500, first: 2_000, times: 8 } as const;

/** Says when statistics are due: at 2,000 claims, at eight times as many, and so on. */
function learning(run: Run): (claims: number) => void {
  let next: number = LEARN.first;
  return (claims) => {
    if (claims < next) return;
    next = claims * LEARN.times;
    // What stands in the way of statistics is no reason to fail.
    run.desk.store.learn().catch(() => {});
  };
}

async function runStages(run: Run): Promise<Read> {
  tell(run, "opening", 0, 1);
  await saved(run);
  const unpacked = await openFiles(run.desk, run.within, run.batch.id, run.batch.client, run.org);
  try {
    const read = await readRows(run, unpacked);
    const ids = [...unpacked.rows.values()].map((f) => f.id);
    const near = await nearOf(run, ids, read.wanted);
    const intake = await readAgain(run, unpacked, near);
    // Once its amounts are counted an import may have written rows; a run that was broken off before has written none.
    const isAgain = run.body.isCounted;
    await count(run, intake, near);
    const basis = await run.within((tx) => basisOf(run, tx));
    const openings = isAgain ? await run.within((tx) => openingsOf(tx, run.batch.id)) : new RowDigest();
    const asOf = run.desk.today();
    const drawing = await drawingOf(run, asOf);
    const counted = await evaluateStage(run, { unpacked, read, near, intake, isAgain, openings, asOf, drawing });
    await markOlder(run);
    const isLearnt = counted.claims >= LEARN.first;
    if (counted.claims > LEARN.from && !isLearnt) await run.desk.store.learn().catch(() => {});
    await finish(run, counted, openings.finish(), async (tx) => {
      await markMoved(run, tx, basis);
      return { isDrawn: await keepDrawn(run, tx, drawing) };
    });
    // The rest is learnt while it is shown already.
    if (isLearnt) run.desk.store.learn().catch(() => {});
    return read;
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
    // What the last whole transaction saved stands; what was in hand when it broke off does not.
    const saved = await batchBy(tx, run.batch.id);
    if (saved !== undefined) await saveBatch(tx, run.batch.id, { ...saved.body, because });
    const { numUpdatedRows } = await tx.db
      .updateTable("import_batch")
      .set({ state: "failed" })
      .where("org", "=", run.org)
      .where("id", "=", run.batch.id)
      .where("state", "=", "reading")
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    const { client, id: subject } = run.batch;
    await append(tx, [{ type: "import failed", client, subject, body: { because } }]);
  });
  tell(run, "failed", 0, 1, "failed");
}

const NAMED = "SELECT set_config('parley.import', $1, true)";

/** Transactions of an import, whose rows are hidden from everybody else until it is done. */
const hiddenIn =
  (desk: Desk, who: Principal, id: string): Within =>
  (work) =>
    desk.store.as(
      who,
      async (tx) => {
        // Sent without waiting, as it comes first; the end of the transaction hears of it.
        void tx.session.queries([{ sql: NAMED, params: [id] }]);
        return await work(tx);
      },
      { lane: "bulk" },
    );

/** Runs an import that was started, or goes on with one that was broken off. Throws what stopped it, once that is said. */
export async function runImport(desk: Desk, principal: Principal, id: string): Promise<void> {
  const found = await desk.store.as(principal, (tx) => batchToRun(tx, id));
  if (found === undefined || found.state === "done" || found.state === "undone") return;
  const who: Principal = { ...principal, clients: [found.client] };
  const within = hiddenIn(desk, who, id);
  const mappings = await within((tx) => mappingsOf(tx, found.client));
  const run: Run = {
    desk,
    who,
    org: principal.org,
    batch: found,
    within,
    mappings,
    body: { ...found.body, because: undefined },
  };
  let read: Read;
  try {
    read = await runStages(run);
  } catch (thrown) {
    await failed(run, thrown);
    throw thrown;
  }
  // The import is done by now. What stops this is no failure of it: what is marked stays marked for the next time.
  await decideOthers(run, read);
}
