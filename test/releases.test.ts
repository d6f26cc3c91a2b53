import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faultsOf, verifyChains } from "#app/audit.ts";
import { actOnCases } from "#app/desk/act.ts";
import { loadCases } from "#app/desk/case-log.ts";
import { type OpenDesk, openDesk } from "#app/desk/open-desk.ts";
import { rebuildCases } from "#app/desk/rebuild.ts";
import type { Actor } from "#case/event.ts";
import { restore } from "#store/backup-restore.ts";
import { EmbeddedEngine } from "#store/embedded.ts";
import { readMasterKey } from "#store/keys.ts";
import { MIGRATIONS } from "#store/migrations/list.ts";
import type { Principal } from "#store/principal.ts";

/** Data folders as earlier releases left them: the schema of that release, and rows that it wrote. */
const RELEASES = [
  {
    release: "0.1.0",
    steps: 13,
    key: "00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f",
    cases: ["HR-1 REPLACED", "HR-2 TAKENBACK", "HR-3 ALONE", "HR-4 TYPED"],
  },
] as const;

const BY: Actor = { kind: "person", id: "somebody", name: "Somebody" };

describe.each(RELEASES)("a data folder of $release", ({ release, steps, key, cases }) => {
  let home: string;
  let open: OpenDesk;
  let who: Principal;
  let client: string;
  let before: number;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "parley-release-"));
    const master = readMasterKey(key, "this test");
    if (!master.ok) throw new Error(master.error.sentence);
    const file = join(import.meta.dirname, `../fixtures/releases/${release}.parley`);
    const dataDir = join(home, "data");
    await restore({ file, dataDir, master: master.value, steps: MIGRATIONS.slice(0, steps) });
    const old = await EmbeddedEngine.open(join(dataDir, "pg"));
    before = Number((await old.alone("SELECT max(number) AS at FROM parley_meta.migration")).rows[0]?.at);
    await old.close();
    open = await openDesk({ home, demo: false, booksDir: home, databaseUrl: undefined, masterKey: key });
    const clients = await open.desk.store.asSystem((tx) =>
      tx.db.selectFrom("client").select(["org", "client"]).execute(),
    );
    const [only] = clients;
    if (only === undefined) throw new Error("the release had no client");
    who = { org: only.org, clients: "all" };
    client = only.client;
  });
  afterAll(async () => {
    await open.close();
    rmSync(home, { recursive: true, force: true });
  });

  const loaded = () =>
    open.desk.store.as(who, async (tx) => {
      const rows = await tx.db.selectFrom("case_row").select("id").where("client", "=", client).execute();
      return [
        ...(
          await loadCases(
            tx,
            rows.map((r) => r.id),
          )
        ).entries(),
      ];
    });

  test("had the schema of its day, and has today's once it is open", async () => {
    expect(before).toBe(steps);
    const now = await open.desk.store.engine.alone("SELECT max(number) AS at FROM parley_meta.migration");
    expect(Number(now.rows[0]?.at)).toBe(MIGRATIONS.length);
  });

  test("verifies, event by event and import by import", async () => {
    const [audited] = await verifyChains(open, {}, { serves: false });
    expect(audited && faultsOf(audited)).toBe(0);
    expect(audited?.events).toBeGreaterThan(10);
  });

  test("shows every case with its history", async () => {
    const said = (await loaded()).map(([, { state }]) => `${state.view?.number} ${state.view?.claim}`).sort();
    expect(said).toEqual(cases);
  });

  test("keeps every live row as its history makes it", async () => {
    expect(await rebuildCases(open.desk, who, client)).toEqual({ cases: cases.length, differed: [] });
  });

  test("is worked on as if it had been made today", async () => {
    const [first] = (await loaded()).filter(([, { state }]) => state.view?.phase.is === "open");
    if (first === undefined) throw new Error("no case is open");
    const [caseId, { state }] = first;
    const asked = { caseId, saw: state.version, act: { type: "add note", text: "Still here." } } as const;
    const said = await actOnCases(open.desk, who, BY, [asked]);
    expect(said.refused).toEqual([]);
    expect(said.done[0]?.after.view?.notes.at(-1)?.text).toBe("Still here.");
  });
});
