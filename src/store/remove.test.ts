import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { rowsOfEveryTable } from "#test/store-rows.ts";
import { ENGINES, organizationIn, type TestStore } from "#test/stores.ts";
import { verifyChain } from "./audit.ts";
import { eventsOf, headOf } from "./audit-rows.ts";
import { append } from "./events.ts";
import { type MasterKey, readMasterKey } from "./keys.ts";
import { KeyRing } from "./keys-ring.ts";
import { OPENING_FOR_SYSTEM } from "./principal.ts";
import { removeClient, removeOrganization } from "./remove.ts";
import { newId } from "./uuid.ts";
import { Vault } from "./vault.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

const LATER = Number.MAX_SAFE_INTEGER;

function master(): MasterKey {
  const key = readMasterKey(`ff${"01".repeat(31)}`, "PARLEY_KEY");
  if (!key.ok) throw new Error(key.error.sentence);
  return key.value;
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe.each(ENGINES)("deletion on %s", (_, open) => {
  let at: TestStore;
  let dir = "";
  let ring: KeyRing;
  beforeAll(async () => {
    at = await open();
    dir = mkdtempSync(join(tmpdir(), "parley-remove-"));
    ring = new KeyRing(join(dir, "keys"), master());
  });
  afterAll(async () => {
    await at.close();
    rmSync(dir, { recursive: true, force: true });
  });

  /** An organization with two clients, both with a file of their own and one they share. */
  async function organization() {
    const { org, clients } = await organizationIn(at.store, 2);
    const vault = new Vault({ dir: join(dir, "files"), key: ring.make(org), fileMax: 1e6 });
    const [first = "", second = ""] = clients;
    const shas: Record<string, string> = {};
    for (const text of ["both", "first alone", "second alone"]) {
      const kept = await vault.put(once(text));
      if (kept.ok) shas[text] = kept.value.sha256;
    }
    await at.store.as({ org, clients: "all" }, async (tx) => {
      await rowsOfEveryTable(tx, first);
      for (const [client, names] of [
        [first, ["both", "first alone"]],
        [second, ["both", "second alone"]],
      ] as const) {
        const batch = newId(tx.now);
        await tx.db
          .insertInto("import_batch")
          .values({ org, client, id: batch, state: "done", started_at: tx.now })
          .execute();
        for (const name of names) {
          const sha256 = shas[name] ?? "";
          const row = {
            org,
            client,
            id: newId(tx.now),
            batch,
            name,
            sha256,
            kind: "837P",
            bytes: 1,
            read_to: 1,
            state: "read",
          } as const;
          await tx.db.insertInto("source_file").values(row).execute();
        }
        await append(tx, [{ client, type: "noted", body: { text: `CANARY ${org}` } }]);
      }
      await append(tx, [{ type: "noted", body: { text: "of the whole" } }]);
    });
    return { org, first, second, vault, addressOf: (text: string) => vault.addressOf(shas[text] ?? "") };
  }

  const rowsWhere = (org: string, client: string | undefined) =>
    at.store.asSystem(async ({ session }) => {
      const left: string[] = [];
      const tables = await session.query(
        "SELECT DISTINCT table_name::text AS t FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'client'",
      );
      for (const { t } of tables.rows) {
        const whose = client === undefined ? "" : `AND client = '${client}'`;
        const { rows } = await session.query(`SELECT 1 FROM "${String(t)}" WHERE org = '${org}' ${whose} LIMIT 1`);
        if (rows.length > 0) left.push(String(t));
      }
      return left.sort();
    });

  const verified = (org: string) =>
    at.store.engine.transaction(OPENING_FOR_SYSTEM, async (s) =>
      verifyChain(org, eventsOf(s, org), await headOf(s, org)),
    );

  const holdOn = (table: "client" | "organization", org: string, reason: string | null) =>
    at.store.asSystem(({ session }) =>
      session.query(`UPDATE ${table} SET legal_hold = $2 WHERE org = $1`, [org, reason]),
    );

  test("of a client takes its rows, bodies and files, and leaves the other's and the chain", async () => {
    const { org, first, second, vault, addressOf } = await organization();
    const before = await rowsWhere(org, second);
    const removed = await removeClient({
      store: at.store,
      vault,
      org,
      client: first,
      person: undefined,
      before: LATER,
    });
    expect(removed).toMatchObject({ ok: true, value: { erased: 1, files: 1 } });
    expect(await rowsWhere(org, first)).toEqual(["access_log", "client", "event"]);
    expect(await rowsWhere(org, second)).toEqual(before);
    expect(await vault.sizeOf(addressOf("first alone"))).toBeUndefined();
    await vault.verify(addressOf("both"));
    await vault.verify(addressOf("second alone"));
    expect(await verified(org)).toMatchObject({ events: 4, erased: 1, faults: 0 });
  });

  test("of an organization takes all, destroys its key, and its chain still verifies", async () => {
    const { org, vault } = await organization();
    const other = await organization();
    const given = { store: at.store, vault, ring, org, person: undefined };
    expect(await removeOrganization(given)).toMatchObject({ ok: true, value: { erased: 3, files: 3 } });
    expect(await rowsWhere(org, undefined)).toEqual(["access_log", "chain_head", "client", "event", "organization"]);
    expect(existsSync(join(dir, "files", org))).toBe(false);
    expect(() => new KeyRing(join(dir, "keys"), master()).of(org)).toThrow(/destroyed/);
    expect(await verified(org)).toMatchObject({ events: 4, erased: 3, faults: 0 });
    expect(await removeOrganization(given)).toMatchObject({ ok: true, value: { rows: 0, files: 0 } });
    await other.vault.verify(other.addressOf("both"));
    expect(await verified(other.org)).toMatchObject({ events: 3, erased: 0, faults: 0 });
    if (at.folder !== undefined) expect(inFolder(at.folder, `CANARY ${org}`)).toEqual([]);
  });

  test("is refused while a hold stands, of the client or of the whole, and the hold is named", async () => {
    const { org, first, vault } = await organization();
    const client = { store: at.store, vault, org, client: first, person: undefined, before: LATER };
    const whole = { store: at.store, vault, ring, org, person: undefined };
    for (const table of ["client", "organization"] as const) {
      await holdOn(table, org, "Smith v. Acme, 26-cv-100");
      for (const refused of [await removeClient(client), await removeOrganization(whole)]) {
        expect(refused).toMatchObject({ ok: false, error: { code: "legal-hold" } });
        if (!refused.ok) expect(refused.error.sentence).toContain("Smith v. Acme, 26-cv-100");
      }
      await holdOn(table, org, null);
    }
    expect(await verified(org)).toMatchObject({ events: 3, erased: 0, faults: 0 });
    await vault.verify((await vault.addresses().next()).value ?? "");
  });

  test("of somebody who is not there is refused", async () => {
    const { org, vault } = await organization();
    const nobody = newId("2026-11-23T13:00:00.000Z");
    const given = { store: at.store, vault, org, client: nobody, person: undefined, before: 0 };
    expect(await removeClient(given)).toMatchObject({ error: { code: "not-found" } });
    expect(await removeOrganization({ ...given, ring, org: nobody })).toMatchObject({ error: { code: "not-found" } });
  });
});

/** Files of a database that hold a text: tables alone, because the log of changes goes by and by. */
function inFolder(folder: string, text: string): string[] {
  const base = join(folder, "pg", "base");
  return (readdirSync(base, { recursive: true }) as string[]).filter((name) => {
    const path = join(base, name);
    return statSync(path).isFile() && readFileSync(path).includes(text);
  });
}
