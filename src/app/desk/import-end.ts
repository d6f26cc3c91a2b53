import { createHash } from "node:crypto";
import type { FileReport } from "#app/intake.ts";
import { canonicalJson } from "#store/chain.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import { type BatchFile, filesOf, type RowDigests, saveFile } from "./import-batch.ts";
import type { Counted } from "./import-evaluate.ts";
import { type Run, tell } from "./import-read.ts";

/** The end of an import: what became of its files, and the one transaction that shows all of it. */

const NOT_READ: ReadonlySet<string> = new Set(["not read", "fee schedule"]);

/** Says of each file what became of it. */
export async function report(
  run: Run,
  of: {
    readonly rows: ReadonlyMap<string, BatchFile>;
    readonly sumsOf: (file: string) => { readonly digest: RowDigests; readonly paid: number } | undefined;
  },
  files: readonly FileReport[],
): Promise<void> {
  await run.within(async (tx) => {
    const fresh = new Map((await filesOf(tx, [run.batch.id])).map((f) => [f.id, f]));
    for (const f of files) {
      const file = fresh.get(of.rows.get(f.file)?.id ?? "");
      if (file === undefined) continue;
      const { claims, remittances, lines } = f.read;
      const because = f.unused ?? (f.duplicateOf === undefined ? undefined : `the same bytes as ${f.duplicateOf}`);
      const { digest, paid } = of.sumsOf(file.id) ?? { digest: file.body.digest, paid: 0 };
      const read = { claims, remittances, lines, paid, digest };
      const body = { ...file.body, ...read, problems: f.problems };
      await saveFile(tx, file.id, {
        kind: f.kind,
        state: f.duplicateOf !== undefined ? "duplicate" : NOT_READ.has(f.kind) ? "refused" : "read",
        body: { ...body, ...(because !== undefined && { because }) },
      });
    }
  });
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

/** Shows everything at once, and writes down that it was done; with the map of its client where that is drawn. */
export async function finish(
  run: Run,
  counted: Counted,
  openings: string,
  beside: (tx: TenantTx) => Promise<{ readonly isDrawn: boolean }>,
): Promise<void> {
  const { batch, org } = run;
  run.body = { ...run.body, openings, openingsForm: 2 };
  const { isDrawn } = await run.within(async (tx) => {
    const files = await filesOf(tx, [batch.id]);
    const read = files.filter((f) => f.state === "read");
    const sum = (of: (f: BatchFile) => number): number => read.reduce((n, f) => n + of(f), 0);
    const [claims, remittances] = [sum((f) => f.body.claims), sum((f) => f.body.remittances)];
    const digest = importDigest(files, openings);
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
      openings,
      digest,
    };
    const besides = await beside(tx);
    await append(tx, [{ type: "import done", client: batch.client, subject: batch.id, body: said }]);
    return besides;
  });
  tell(run, "done", 1, 1, "done", isDrawn);
  if (isDrawn) run.desk.tell(org, { topic: "map", client: batch.client });
}
