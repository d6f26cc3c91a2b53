import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pack } from "./backup-archive.ts";
import { sqlName, tablesOf } from "./backup-tables.ts";
import { EmbeddedEngine } from "./embedded.ts";
import { MIGRATIONS } from "./migrations/list.ts";
import { layReadyCluster, makeReadyCluster } from "./ready-cluster.ts";

const dir = mkdtempSync(join(tmpdir(), "parley-ready-"));
const at = (name: string): string => join(dir, name);
const file = at("cluster.ready");
beforeAll(() => makeReadyCluster(file));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const bytes = (): Buffer => readFileSync(file);

async function archiveWith(name: string, about: object): Promise<void> {
  async function* entries() {
    yield { name: "about", bytes: [Buffer.from(JSON.stringify(about))], deflate: true };
  }
  const parts: Buffer[] = [];
  for await (const part of pack(entries())) parts.push(part);
  writeFileSync(at(name), Buffer.concat(parts));
}

describe("a ready cluster", () => {
  test("has today's schema, and no row in any table", async () => {
    expect(await layReadyCluster(at("one"), file)).toBe(true);
    const engine = await EmbeddedEngine.open(at("one"));
    await engine.transaction("", async (session) => {
      const steps = await session.query("SELECT max(number) AS at FROM parley_meta.migration");
      expect(Number(steps.rows[0]?.at)).toBe(MIGRATIONS.length);
      await session.script("SET LOCAL ROLE parley_system");
      for (const t of await tablesOf(session)) {
        const { rows } = await session.query(`SELECT count(*)::int AS n FROM ${sqlName(t)}`);
        expect(rows[0]?.n, t.name).toBe(0);
      }
    });
    await engine.close();
  });

  test("is not used, and leaves nothing behind, when there is none, when it is damaged or of another schema", async () => {
    const changed = bytes();
    // One bit may say the same in other words: a run of zeros deflates in more than one way.
    const middle = changed.length >> 1;
    for (let i = middle; i < middle + 64; i++) changed[i] = (changed[i] ?? 0) ^ 0xff;
    writeFileSync(at("changed"), changed);
    writeFileSync(at("short"), bytes().subarray(0, -100));
    await archiveWith("other", { key: "another", folders: [] });
    for (const name of ["absent", "changed", "short", "other"]) {
      expect(await layReadyCluster(at("to"), at(name)), name).toBe(false);
      expect(existsSync(at("to")), name).toBe(false);
    }
  });

  test("that the database does not open is made from nothing instead", async () => {
    const engine = await EmbeddedEngine.open(at("made"), async (folder) => {
      await layReadyCluster(folder, file);
      rmSync(join(folder, "global"), { recursive: true });
      return true;
    });
    const { rows } = await engine.alone(
      "SELECT count(*)::int AS n FROM pg_namespace WHERE nspname = 'parley_meta'",
      [],
    );
    expect(rows).toEqual([{ n: 0 }]);
    await engine.close();
  });
});
