import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DemoFile, makeDemo } from "#app/demo.ts";
import { writeDemo } from "#app/demo-write.ts";
import { runMap } from "#app/map.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { claimSums } from "./evaluate-row.ts";
import { finishImport, type Import, openImport } from "./import.ts";
import { addFile } from "./import-files.ts";

async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const plain = (f: DemoFile): Uint8Array => (f.path.endsWith(".gz") ? gzipSync(f.text) : Buffer.from(f.text));

/** Opens an import, gives it the files and waits for its end. */
async function imported(
  at: TestDesk,
  client: string,
  files: readonly (readonly [string, Uint8Array])[],
): Promise<Import> {
  const opened = await at.desk.store.as(at.owner, (tx) => openImport(tx, client));
  if (!opened.ok) throw new Error(opened.error.sentence);
  for (const [name, bytes] of files) {
    const added = await addFile(at.desk, at.owner, opened.value.id, name, bytesOf(bytes));
    if (!added.ok) throw new Error(added.error.sentence);
  }
  const done = await finishImport(at.desk, at.owner, opened.value.id);
  if (!done.ok) throw new Error(done.error.sentence);
  return done.value;
}

/** Claim by claim what the store says, in a form that two readings may be compared by. */
async function told(at: TestDesk, client: string): Promise<readonly string[]> {
  const rows = await at.desk.store.as(at.owner, (tx) =>
    tx.db.selectFrom("evaluation").selectAll().where("client", "=", client).where("set_aside", "is", null).execute(),
  );
  return rows
    .map((r) => {
      const s = claimSums(r.body ?? "{}");
      return [
        s.claim,
        r.class,
        r.payment_state,
        r.billed,
        r.allowed,
        r.paid,
        r.stake,
        r.loss,
        r.channel,
        r.benchmark,
      ].join(" ");
    })
    .sort();
}

const saidOf = (e: ClaimEvaluation): string =>
  [
    e.claim,
    e.class,
    e.payment,
    e.billed,
    e.allowed ?? "",
    e.paid,
    e.stake,
    e.loss,
    e.channel.verdict,
    e.benchmark ?? "",
  ].join(" ");

describe("the demo, imported", () => {
  let at: TestDesk;
  let folder: string;
  let done: Import;
  const files = makeDemo({ asOf: TODAY, seed: 7 });
  const mapped: string[] = [];
  let recoverable: bigint;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "parley-demo-"));
    await writeDemo(folder, { asOf: TODAY, seed: 7 });
    const run = await runMap({
      paths: [folder],
      asOf: TODAY,
      home: folder,
      booksDir: join(folder, "no-books"),
      json: false,
      onCase: ({ evaluation }) => mapped.push(saidOf(evaluation)),
    });
    recoverable = run.map.totals.recoverable;
    run.close();
    at = await openTestDesk();
    done = await imported(
      at,
      at.clients[0]!,
      files.map((f) => [f.path, plain(f)] as const),
    );
  });
  afterAll(async () => {
    await at.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("says of every claim what the map of the folder says, to the cent", async () => {
    expect(await told(at, at.clients[0]!)).toEqual(mapped.sort());
    const rows = await at.desk.store.as(at.owner, (tx) =>
      tx.db.selectFrom("evaluation").select("body").where("set_aside", "is", null).execute(),
    );
    const worked = new Set(["needs a fact", "denied", "unpaid", "underpaid"]);
    let sum = 0n;
    for (const { body } of rows) for (const l of claimSums(body ?? "{}").lines) if (worked.has(l.class)) sum += l.stake;
    expect(sum).toBe(recoverable);
  });

  test("says what it read, and is done", () => {
    expect(done.state).toBe("done");
    expect(done.files.map((f) => `${f.state} ${f.kind}`)).toContain("read 837 claims");
    expect(done.claims.new).toBeGreaterThan(200);
    expect(done.cases.opened).toBeGreaterThan(10);
  });
});
