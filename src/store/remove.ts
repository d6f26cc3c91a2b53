import { err, ok, type Result } from "#base/result.ts";
import { CLIENT_DELETED, ORGANIZATION_DELETED } from "./audit.ts";
import { tablesOf } from "./backup-tables.ts";
import type { Session } from "./engine.ts";
import { append } from "./events.ts";
import type { KeyRing } from "./keys-ring.ts";
import type { Store, Tx } from "./store.ts";
import type { Vault } from "./vault.ts";

/**
 * Deletion of a client or of a whole organization, refused while a legal hold stands. Rows and files go; events stay
 * without their bodies, so that the chain still says that something happened, when and by whom, and nothing of a patient.
 * With an organization its data key goes too, and with it whatever was sealed and might still lie on a disk.
 * docs/decisions/0013-deletion.md.
 */

const DEADLINE_MS = 2 * 3_600_000;

/** Stay: the chain, who looked at whom, and the rows that those refer to. */
const KEPT: readonly string[] = ["event", "chain_head", "access_log", "client", "organization"];
/** Hold parts of a client's data under the organization's own key; both are made again. */
const MIXED: readonly string[] = ["money_map", "idempotency_key"];

export interface RemoveRefusal {
  readonly code: "legal-hold" | "not-found" | "import-runs";
  readonly sentence: string;
}

export interface Removed {
  /** Rows deleted. */
  readonly rows: number;
  /** Events whose body was erased. */
  readonly erased: number;
  /** Files removed from the vault. */
  readonly files: number;
}

export interface RemoveClient {
  readonly store: Store;
  readonly vault: Vault;
  readonly org: string;
  readonly client: string;
  /** Who asked for it. */
  readonly person: string | undefined;
  /** Files put before this moment (milliseconds since 1970) go now, later ones with the next sweep. */
  readonly before: number;
}

const onHold = (whose: string, reason: string): { readonly ok: false; readonly error: RemoveRefusal } =>
  err({
    code: "legal-hold",
    sentence: `Nothing of ${whose} may be deleted: it is under legal hold (${reason}). Whoever set the hold must lift it first.`,
  });

const importRuns = err({
  code: "import-runs" as const,
  sentence: "Files of this client are being imported. Wait until that is done, then delete it. Nothing was deleted.",
});

const notFound = (what: string): { readonly ok: false; readonly error: RemoveRefusal } =>
  err({ code: "not-found", sentence: `There is no such ${what}.` });

/** Tables with both keys whose rows go, each before those it refers to. */
async function goingTables(session: Session): Promise<readonly string[]> {
  const tables = await tablesOf(session);
  return tables
    .filter((t) => t.schema === "public" && t.columns.includes("org") && t.columns.includes("client"))
    .map((t) => t.name)
    .filter((name) => !KEPT.includes(name))
    .reverse();
}

async function deleteRows(session: Session, org: string, client: string | undefined): Promise<number> {
  let rows = 0;
  for (const table of await goingTables(session)) {
    const whose =
      client === undefined ? "" : MIXED.includes(table) ? " AND (client = $2 OR client IS NULL)" : " AND client = $2";
    const params = client === undefined ? [org] : [org, client];
    rows += (await session.query(`DELETE FROM "${table}" WHERE org = $1${whose}`, params)).count;
  }
  return rows;
}

/** Appends for whoever asked, although it is Parley itself that may delete. */
const appendFor = (tx: Tx, org: string, person: string | undefined, event: Parameters<typeof append>[1][number]) =>
  append({ ...tx, principal: { org, clients: "all", person } }, [event]);

/** Deletes a client's rows, the bodies of its events, and its files where no other client has the same. */
export async function removeClient(given: RemoveClient): Promise<Result<Removed, RemoveRefusal>> {
  const { store, vault, org, client, person, before } = given;
  const gone = await store.asSystem(
    async (tx): Promise<Result<Omit<Removed, "files">, RemoveRefusal>> => {
      const { session } = tx;
      const [whole] = (await session.query("SELECT legal_hold FROM organization WHERE org = $1 FOR UPDATE", [org]))
        .rows;
      if (whole === undefined) return notFound("organization");
      if (whole.legal_hold !== null) return onHold("this organization", String(whole.legal_hold));
      const found = await session.query("SELECT legal_hold FROM client WHERE org = $1 AND client = $2 FOR UPDATE", [
        org,
        client,
      ]);
      const [row] = found.rows;
      if (row === undefined) return notFound("client");
      if (row.legal_hold !== null) return onHold("this client", String(row.legal_hold));
      const reading = "SELECT id FROM import_batch WHERE org = $1 AND client = $2 AND state = 'reading' LIMIT 1";
      if ((await session.query(reading, [org, client])).rows.length > 0) return importRuns;
      const rows = await deleteRows(session, org, client);
      const erase = "UPDATE event SET body = NULL, salt = NULL WHERE org = $1 AND client = $2 AND body IS NOT NULL";
      const erased = (await session.query(erase, [org, client])).count;
      await session.query("UPDATE client SET removed_at = $3 WHERE org = $1 AND client = $2", [org, client, tx.now]);
      await appendFor(tx, org, person, { type: CLIENT_DELETED, client, subject: client, body: { rows, erased } });
      return ok({ rows, erased });
    },
    { lane: "bulk", deadlineMs: DEADLINE_MS },
  );
  if (!gone.ok) return gone;
  const { files } = await sweepFiles(store, vault, org, before);
  await compact(store);
  return ok({ ...gone.value, files });
}

const NAMES = "SELECT sha256 FROM source_file WHERE org = $1 UNION SELECT sha256 FROM file_link WHERE org = $1";

/** Removes files of an organization that no record names, and were put before a moment: after a deletion, and at night. */
export async function sweepFiles(
  store: Store,
  vault: Vault,
  org: string,
  before: number,
): Promise<{ readonly files: number; readonly drafts: number }> {
  const { rows } = await store.asSystem(({ session }) => session.query(NAMES, [org]), { lane: "bulk" });
  const named = new Set(rows.map((r) => vault.addressOf(String(r.sha256))));
  return vault.sweep(async (address) => named.has(address), before);
}

export interface RemoveOrganization {
  readonly store: Store;
  readonly vault: Vault;
  readonly ring: KeyRing;
  readonly org: string;
  readonly person: string | undefined;
}

/** Names go too; the rows stay because events and the access log refer to them. */
const NAMELESS = `UPDATE client SET name = 'deleted', removed_at = coalesce(removed_at, $2) WHERE org = $1`;
const SIGN_INS = `DELETE FROM parley_auth."user" u WHERE u.id = ANY ($1)
AND NOT EXISTS (SELECT 1 FROM person p WHERE p.login = u.id)`;

async function emptyOrganization(tx: Tx, org: string, person: string | undefined): Promise<Omit<Removed, "files">> {
  const { session } = tx;
  const logins = (await session.query("SELECT login FROM person WHERE org = $1", [org])).rows.map((r) =>
    String(r.login),
  );
  const rows = await deleteRows(session, org, undefined);
  await session.query(SIGN_INS, [logins]);
  const erased = (
    await session.query("UPDATE event SET body = NULL, salt = NULL WHERE org = $1 AND body IS NOT NULL", [org])
  ).count;
  await session.query(NAMELESS, [org, tx.now]);
  await session.query("UPDATE organization SET name = 'deleted', removed_at = $2 WHERE org = $1", [org, tx.now]);
  await appendFor(tx, org, person, { type: ORGANIZATION_DELETED, subject: org, body: { rows, erased } });
  return { rows, erased };
}

/**
 * Deletes everything of an organization and destroys its data key. Asked again for one that is deleted, it finishes what
 * a crash may have left of files and key.
 */
export async function removeOrganization(given: RemoveOrganization): Promise<Result<Removed, RemoveRefusal>> {
  const { store, vault, ring, org, person } = given;
  const gone = await store.asSystem(
    async (tx): Promise<Result<Omit<Removed, "files">, RemoveRefusal>> => {
      const { session } = tx;
      const [row] = (
        await session.query("SELECT legal_hold, removed_at FROM organization WHERE org = $1 FOR UPDATE", [org])
      ).rows;
      if (row === undefined) return notFound("organization");
      if (row.legal_hold !== null) return onHold("this organization", String(row.legal_hold));
      const [held] = (
        await session.query("SELECT name, legal_hold FROM client WHERE org = $1 AND legal_hold IS NOT NULL LIMIT 1", [
          org,
        ])
      ).rows;
      if (held !== undefined) return onHold(String(held.name), String(held.legal_hold));
      return ok(row.removed_at === null ? await emptyOrganization(tx, org, person) : { rows: 0, erased: 0 });
    },
    { lane: "bulk", deadlineMs: DEADLINE_MS },
  );
  if (!gone.ok) return gone;
  let files = 0;
  for await (const _ of vault.addresses()) files++;
  // The key first: from here on nothing of it opens, whatever else comes to pass.
  ring.destroy(org);
  await vault.removeAll();
  await compact(store);
  return ok({ ...gone.value, files });
}

/** Rows that were deleted lie in the files of a table until it is written anew; a server's owner decides that there. */
async function compact(store: Store): Promise<void> {
  if (store.engine.kind !== "embedded") return;
  await store.engine.alone("VACUUM (FULL, ANALYZE)", undefined, { lane: "bulk" });
  await store.engine.alone("CHECKPOINT", undefined, { lane: "bulk" });
}
