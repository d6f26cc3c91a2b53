import { createHash } from "node:crypto";
import { err, ok, type Result } from "#base/result.ts";
import { type Found, type FoundFile, findIn } from "#exchange/files.ts";
import { contentHash } from "#exchange/same-bytes.ts";
import { Spool } from "#exchange/spool.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import type { Vault } from "#store/vault.ts";
import type { Desk } from "./desk.ts";
import { type BatchFile, batchBy, EMPTY_FILE, filesOf } from "./import-batch.ts";
import { type NotNow, notNow } from "./refused.ts";

/** The files of an import: kept encrypted as they came, told apart by their bytes, and unpacked to be read. */

const GONE = notNow("not-found", "There is no such import here.");
const BUSY = notNow("not-now", "This import was started. Open another for more files.");
const NAME_MAX = 500;

/** A name as it is shown: no control characters, no drive, no way up. */
function shownName(given: string): string {
  const clean = given.replace(/\p{Cc}/gu, "?").replaceAll("\\", "/");
  const parts = clean.split("/").filter((p) => p !== "" && p !== "." && p !== "..");
  return parts.join("/").slice(-NAME_MAX) || "file";
}

/** A name that no other file of the client has, so that "march.835, segment 12" is one place. */
async function freeName(tx: TenantTx, client: string, name: string): Promise<string> {
  const dot = /(\.[a-z0-9]{1,4}){1,2}$/i.exec(name)?.index ?? name.length;
  const [stem, end] = [name.slice(0, dot), name.slice(dot)];
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${stem} (${n})${end}`;
    const taken = await tx.db
      .selectFrom("source_file")
      .select("id")
      .where("org", "=", tx.principal.org)
      .where("client", "=", client)
      .where("name", "=", tried)
      .where("state", "not in", ["undone", "refused", "duplicate"])
      .executeTakeFirst();
    if (taken === undefined) return tried;
  }
}

/** The file of the client with these bytes, packed or not, that was read, or is in the same import. */
async function copyOf(tx: TenantTx, client: string, hashes: readonly string[], batch: string, not?: string) {
  return await tx.db
    .selectFrom("source_file")
    .innerJoin("import_batch", (j) =>
      j.onRef("import_batch.org", "=", "source_file.org").onRef("import_batch.id", "=", "source_file.batch"),
    )
    .select(["source_file.id", "source_file.name", "source_file.batch", "import_batch.started_at"])
    .where("source_file.org", "=", tx.principal.org)
    .where("source_file.client", "=", client)
    .where((eb) =>
      eb.or([
        eb("source_file.sha256", "in", hashes),
        ...hashes.map((h) => eb("source_file.body", "like", `%"content":"${h}"%`)),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb("source_file.state", "in", ["reading", "read"]),
        eb.and([eb("source_file.state", "=", "waiting"), eb("source_file.batch", "=", batch)]),
      ]),
    )
    .where("source_file.id", "!=", not ?? NO_ID)
    .executeTakeFirst();
}

const NO_ID = "00000000-0000-0000-0000-000000000000";

const copied = (copy: { readonly name: string; readonly batch: string; readonly started_at: string }, batch: string) =>
  copy.batch === batch
    ? `the same bytes as ${copy.name}; read once`
    : `the same bytes as ${copy.name}, imported on ${copy.started_at.slice(0, 10)}; nothing of it is counted twice`;

/** Keeps the bytes of a stream as a file of an import that was not started. */
export async function addFile(
  desk: Desk,
  principal: Principal,
  importId: string,
  name: string,
  source: AsyncIterable<Uint8Array>,
): Promise<Result<BatchFile, NotNow>> {
  const batch = await desk.store.as(principal, (tx) => batchBy(tx, importId));
  if (batch === undefined) return err(GONE);
  if (batch.state !== "open") return err(BUSY);
  const kept = await (await desk.vault(principal.org)).put(source);
  if (!kept.ok) return err(notNow("not-valid", kept.error.sentence));
  const { sha256, size } = kept.value;
  return await desk.store.as(principal, async (tx) => {
    const now = await batchBy(tx, importId);
    if (now?.state !== "open") return err(BUSY);
    const { client } = batch;
    const copy = await copyOf(tx, client, [sha256], importId);
    const row = {
      org: principal.org,
      client,
      id: newId(tx.now),
      batch: importId,
      name: copy === undefined ? await freeName(tx, client, shownName(name)) : shownName(name),
      sha256,
      kind: copy === undefined ? "not read yet" : "duplicate",
      bytes: size,
      read_to: 0,
      state: copy === undefined ? ("waiting" as const) : ("duplicate" as const),
    };
    const body = copy === undefined ? EMPTY_FILE : { ...EMPTY_FILE, because: copied(copy, importId) };
    await tx.db
      .insertInto("source_file")
      .values({ ...row, body: JSON.stringify(body) })
      .execute();
    return ok({ ...row, readTo: 0, body });
  });
}

/** The files of an import, decrypted and unpacked; `close` gives the working files back. */
export interface Unpacked {
  readonly found: Found;
  /** The stored file of each that is to be read, by its name. */
  readonly rows: ReadonlyMap<string, BatchFile>;
  close(): void;
}

async function decrypt(vault: Vault, spool: Spool, sha256: string) {
  const entry = spool.entry();
  for await (const piece of vault.read(vault.addressOf(sha256))) entry.write(Uint8Array.from(piece));
  return entry.finish();
}

/** Bytes of kept files, opened as what they hold: an archive as its entries. */
export async function unpack(
  desk: Desk,
  org: string,
  files: readonly { readonly name: string; readonly sha256: string }[],
): Promise<Found> {
  const spool = new Spool(`${desk.home}/tmp`);
  const vault = await desk.vault(org);
  try {
    const sources: { name: string; bytes: Awaited<ReturnType<typeof decrypt>> }[] = [];
    for (const { name, sha256 } of files) sources.push({ name, bytes: await decrypt(vault, spool, sha256) });
    const found = await findIn(sources, { spool: `${desk.home}/tmp` });
    const close = (): void => {
      found.close();
      spool.close();
    };
    return { ...found, close };
  } catch (error) {
    spool.close();
    throw error;
  }
}

/** An entry's own hash stands beside its archive's name, so that two archives may hold it and it is read once. */
const hashOf = (f: FoundFile): string =>
  f.bytes.size === 0 ? createHash("sha256").digest("hex") : contentHash(f.bytes);

/** What becomes of a file that was found, and why where it is not read. */
async function fateOf(
  tx: TenantTx,
  f: FoundFile,
  before: BatchFile | undefined,
  at: { readonly batch: string; readonly client: string; readonly hashes: readonly string[] },
): Promise<{ readonly state: "reading" | "refused" | "duplicate"; readonly because?: string | undefined }> {
  if (f.is === "refused" || f.is === "empty") return { state: "refused", because: f.because };
  if (f.duplicateOf !== undefined)
    return { state: "duplicate", because: `the same bytes as ${f.duplicateOf}; read once` };
  const copy = await copyOf(tx, at.client, at.hashes, at.batch, before?.id);
  return copy === undefined || copy.batch === at.batch
    ? { state: "reading" }
    : { state: "duplicate", because: copied(copy, at.batch) };
}

const KINDS = { reading: "not read yet", refused: "not read", duplicate: "duplicate" } as const;

async function registerOne(
  tx: TenantTx,
  f: FoundFile,
  byName: ReadonlyMap<string, BatchFile>,
  of: { readonly batch: string; readonly client: string },
): Promise<BatchFile> {
  const { org } = tx.principal;
  const before = byName.get(f.name);
  const sha256 = before?.sha256 ?? hashOf(f);
  // A gz, or a workbook, is kept as it came and read as what it holds: both tell it apart from its copies.
  const content = before !== undefined && before.bytes !== f.bytes.size ? hashOf(f) : undefined;
  const hashes = content === undefined ? [sha256] : [sha256, content];
  const { state, because } = await fateOf(tx, f, before, { ...of, hashes });
  const archive = before === undefined ? byName.get(f.name.split("!")[0] ?? "") : undefined;
  const body = {
    ...(before?.body ?? EMPTY_FILE),
    problems: f.problems,
    ...(because !== undefined && { because }),
    ...(content !== undefined && { content }),
    ...(archive !== undefined && { archive: archive.id }),
  };
  const kind = KINDS[state];
  const id = before?.id ?? newId(tx.now);
  const columns = { kind, state, body: JSON.stringify(body) };
  if (before === undefined)
    await tx.db
      .insertInto("source_file")
      .values({ org, ...of, id, name: f.name, sha256, bytes: f.bytes.size, read_to: 0, ...columns })
      .execute();
  else await tx.db.updateTable("source_file").set(columns).where("org", "=", org).where("id", "=", id).execute();
  return { ...of, id, name: f.name, sha256, kind, bytes: f.bytes.size, state, readTo: before?.readTo ?? 0, body };
}

/** Writes down what was found of one import, and says what is to be read. */
async function register(
  tx: TenantTx,
  of: { readonly batch: string; readonly client: string },
  found: readonly FoundFile[],
): Promise<ReadonlyMap<string, BatchFile>> {
  const kept = (await filesOf(tx, [of.batch])).filter((f) => f.state !== "duplicate" || f.readTo > 0);
  const byName = new Map(kept.map((f) => [f.name, f]));
  const rows = new Map<string, BatchFile>();
  for (const f of found) {
    const row = await registerOne(tx, f, byName, of);
    if (row.state === "reading") rows.set(f.name, row);
  }
  const names = new Set(found.map((f) => f.name));
  for (const f of kept)
    if (f.body.archive === undefined && !names.has(f.name))
      await tx.db
        .updateTable("source_file")
        .set({ kind: "archive", state: "read" })
        .where("org", "=", tx.principal.org)
        .where("id", "=", f.id)
        .execute();
  return rows;
}

/** Decrypts and unpacks the files of an import and says which are to be read. */
export async function openFiles(
  desk: Desk,
  within: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  batch: string,
  client: string,
  org: string,
): Promise<Unpacked> {
  const kept = await within((tx) => filesOf(tx, [batch]));
  const given = kept.filter((f) => f.state !== "duplicate" && f.state !== "undone" && f.body.archive === undefined);
  const found = await unpack(desk, org, given);
  try {
    const rows = await within((tx) => register(tx, { batch, client }, found.files));
    return { found, rows, close: found.close };
  } catch (error) {
    found.close();
    throw error;
  }
}
