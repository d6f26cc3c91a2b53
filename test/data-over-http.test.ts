import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMANDS } from "#cli/commands.ts";
import { runCommandLine } from "#cli/run.ts";
import { readBackup } from "#store/backup.ts";
import { newId } from "#store/uuid.ts";
import { memoryIo } from "#test/memory-io.ts";
import { type Browser, firstOf, firstOwner, OWNER, type TestServer, testServer } from "#test/server.ts";

/** All data at once, over HTTP as a browser asks for it and as a command of the same account does. */

const dir = mkdtempSync(join(tmpdir(), "parley-data-api-"));
const at = (name: string): string => join(dir, name);

let server: TestServer;
let owner: Browser;
let client = "";
beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
  client = (await firstOf(server)).client;
  expect((await owner.post("/v1/prove", { password: OWNER.password })).status).toBeLessThan(300);
});
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

const home = (): string => join(server.open.dataDir, "..");
const drafts = (): string[] => readdirSync(home()).filter((n) => n.startsWith("download-"));

async function parley(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = memoryIo({ columns: 100 }, { PARLEY_HOME: home() });
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err };
}

describe("in the browser of an owner", () => {
  test("the data say where they are, where their key is and that they were never backed up", async () => {
    const said = (await (await owner.get("/v1/data")).json()) as Record<string, unknown>;
    expect(said).toMatchObject({ engine: "embedded", folder: server.open.dataDir, lastBackup: null, holds: [] });
    expect(said.key).toBe(join(home(), "data.key"));
    expect(Number(said.bytes)).toBeGreaterThan(1_000_000);
  });

  test("a backup comes as a file that opens with the key, while others go on, and is on record", async () => {
    let ended = false;
    let answered = 0;
    const backup = owner.post("/v1/data/backup").finally(() => {
      ended = true;
    });
    while (!ended) if ((await owner.get("/v1/clients")).status === 200) answered++;
    const response = await backup;
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="parley-.*\.parley"$/);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.length).toBe(Number(response.headers.get("content-length")));
    writeFileSync(at("one.parley"), bytes);
    const { about } = await readBackup(at("one.parley"), server.open.master);
    expect(about.heads).toHaveLength(1);
    expect(answered).toBeGreaterThan(0);
    const events = (await (await owner.get("/v1/audit/events?type=backup%20made")).json()) as { rows: unknown[] };
    expect(events.rows).toHaveLength(1);
    const said = (await (await owner.get("/v1/data")).json()) as Record<string, unknown>;
    expect(said.lastBackup).toBe(about.made);
    expect(drafts()).toEqual([]);
    expect(readdirSync(server.open.dataDir).filter((n) => n.includes("copy"))).toEqual([]);
  });

  test.each([
    ["everything", ""],
    ["one client", "?client="],
  ])("an export of %s is a zip", async (_, query) => {
    const response = await owner.post(`/v1/data/export${query === "" ? "" : query + client}`);
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
    expect(bytes.includes("tables/client.jsonl")).toBe(true);
  });

  test("a download that ends and goes just as another begins is no fault of the other", async () => {
    // Listed, and no longer there when looked at: a link that leads nowhere is so every time.
    const gone = join(home(), "download-gone");
    symlinkSync(join(home(), "nowhere"), gone);
    const response = await owner.post("/v1/data/export");
    rmSync(gone);
    expect(response.status).toBe(200);
    await response.arrayBuffer();
  });

  test("an export of another's client is not found", async () => {
    expect((await owner.post(`/v1/data/export?client=${newId("2026-11-23T14:00:00.000Z")}`)).status).toBe(404);
  });

  test("a client goes by its name, not under a hold, and not while its files are imported", async () => {
    const remove = (name: string) => owner.ask("DELETE", `/v1/clients/${client}`, { name });
    const says = async (answer: Response) => ((await answer.json()) as { detail: string }).detail;
    expect((await remove("Another")).status).toBe(422);
    await owner.ask("PATCH", `/v1/clients/${client}`, { legalHold: "a suit" });
    const held = await remove(OWNER.practice);
    expect(held.status).toBe(409);
    expect(await says(held)).toContain("legal hold (a suit)");
    await owner.ask("PATCH", `/v1/clients/${client}`, { legalHold: null });
    const batch = newId("2026-11-23T14:00:00.000Z");
    const state = (to: string) =>
      server.open.desk.store.asSystem(({ session }) =>
        session.query("UPDATE import_batch SET state = $2 WHERE id = $1", [batch, to]),
      );
    await server.open.desk.store.asSystem(({ session }) =>
      session.query(
        `INSERT INTO import_batch (org, client, id, state, started_at)
         SELECT org, client, $1, 'reading', now() FROM client`,
        [batch],
      ),
    );
    const busy = await remove(OWNER.practice);
    expect(busy.status).toBe(409);
    expect(await says(busy)).toContain("being imported");
    await state("failed");
    expect((await remove(OWNER.practice)).status).toBe(204);
    expect((await remove(OWNER.practice)).status).toBe(404);
    const verified = (await (await owner.post("/v1/audit/verify")).json()) as { intact: boolean };
    expect(verified.intact).toBe(true);
  });
});

describe("a command beside the server that has the data", () => {
  test("verifies the history there", async () => {
    expect(await parley("audit", "verify")).toMatchObject({ code: 0, err: "" });
  });

  test("backs up there", async () => {
    const made = await parley("backup", at("two.parley"));
    expect(made).toMatchObject({ code: 0, err: "" });
    expect((await readBackup(at("two.parley"), server.open.master)).about.heads).toHaveLength(1);
  });

  test("exports there, and is told as here what is refused", async () => {
    expect(await parley("export", at("all.zip"))).toMatchObject({ code: 0, err: "" });
    expect((await parley("export", at("b.zip"), "--org", "another")).err).toContain("no such organization");
  });

  test("deletes no whole organization under those who work with it", async () => {
    const typed = await parley("delete", "--confirm", OWNER.organization);
    expect(typed.code).toBe(2);
    expect(typed.err).toContain("Stop it first");
  });

  test("shows a secret that only this account can read; nobody else finds anything", async () => {
    const file = `${server.open.dataDir}.local`;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { secret } = JSON.parse(readFileSync(file, "utf8")) as { secret: string };
    const body = JSON.stringify({ act: "audit verify", asked: {} });
    for (const authorization of [undefined, "Parley ", `Parley ${secret.slice(1)}`, secret]) {
      const headers = { "content-type": "application/json", ...(authorization && { authorization }) };
      expect((await server.ask("/local/data", { method: "POST", headers, body })).status).toBe(404);
    }
    expect(server.lines.join("\n")).not.toContain(secret);
    await server.running.stop();
    expect(existsSync(file)).toBe(false);
    expect((await parley("audit", "verify")).err).toContain("is open in another Parley");
  });
});
