import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDesk, type Place } from "#app/desk/open-desk.ts";
import { append } from "#store/events.ts";
import { memoryIo } from "#test/memory-io.ts";
import { organizationIn } from "#test/stores.ts";
import { COMMANDS } from "./commands.ts";
import { runCommandLine } from "./run.ts";

/** The commands about stored data as they are typed, one after the other over one home. */

const root = mkdtempSync(join(tmpdir(), "parley-data-"));
const home = join(root, "home");
const at = (name: string): string => join(root, name);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const place: Place = { home, demo: false, booksDir: at("books"), databaseUrl: undefined, masterKey: undefined };

async function parley(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = memoryIo({ columns: 100 }, { PARLEY_HOME: home });
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err };
}

let org = "";
let clients: string[] = [];

describe("before the first start", () => {
  test.each([
    ["audit", "verify"],
    ["backup", at("x")],
    ["export", at("x")],
    ["delete", "--confirm", "x"],
  ])("%s says that there are no data, and makes none", async (...words) => {
    const typed = await parley(...words);
    expect(typed.code).toBe(1);
    expect(typed.err).toContain("There are no data at");
    expect(existsSync(join(home, "data"))).toBe(false);
  });
});

describe("with data", () => {
  beforeAll(async () => {
    const open = await openDesk(place);
    ({ org, clients } = await organizationIn(open.desk.store, 2));
    open.makeKey(org);
    await open.desk.store.as({ org, clients: "all" }, (tx) =>
      append(tx, [
        { client: clients[0], type: "noted", body: { text: "CANARY" } },
        { type: "noted", body: null },
      ]),
    );
    await open.close();
  });

  test("audit verify names the organization and its last event, and takes it back as a noted head", async () => {
    const typed = await parley("audit", "verify");
    expect(typed).toMatchObject({ code: 0, err: "" });
    expect(typed.out).toContain("2 events, as written. Last: 2:");
    expect(typed.out).toContain("Imports: 0, rows as written.");
    const head = /Last: (\S+)/.exec(typed.out)?.[1] ?? "";
    expect(await parley("audit", "verify", "--head", head)).toMatchObject({ code: 0 });
    expect((await parley("audit", "verify", "--head", `2:${"f".repeat(64)}`)).code).toBe(2);
    expect((await parley("audit", "verify", "--head", "yesterday")).code).toBe(2);
    const json = await parley("audit", "verify", "--json", "--head", `9:${"f".repeat(64)}`);
    expect(JSON.parse(json.out).problems).toMatchObject([{ code: "event-head", severity: "error" }]);
    expect(json.code).toBe(2);
  });

  test("while Parley runs, it is refused by process and folder", async () => {
    const open = await openDesk(place);
    const typed = await parley("audit", "verify");
    await open.close();
    expect(typed.code).toBe(1);
    expect(typed.err).toMatch(new RegExp(`is open in another Parley, process ${process.pid}`));
  });

  test("backup and restore say where the key is, and give the same data back", async () => {
    const made = await parley("backup", at("one.parley"));
    expect(made).toMatchObject({ code: 0, err: "" });
    expect(made.out).toContain(`in ${join(home, "data.key")}: keep a copy where this backup is not.`);
    expect((await parley("backup", at("one.parley"))).err).toContain("never written over");
    const back = await parley("restore", at("one.parley"), at("restored"));
    expect(back).toMatchObject({ code: 0, err: "" });
    expect(back.out).toContain("2 events, as written");
    expect((await parley("restore", at("one.parley"), at("restored"))).err).toContain("is not empty");
  });

  test("without its key, or with one open to others, nothing opens and the sentence says so", async () => {
    const key = join(home, "data.key");
    chmodSync(key, 0o644);
    expect((await parley("audit", "verify")).err).toContain(`chmod 600 ${key}`);
    renameSync(key, at("away"));
    for (const words of [
      ["audit", "verify"],
      ["backup", at("two")],
      ["restore", at("one.parley"), at("other")],
    ]) {
      const typed = await parley(...words);
      expect(typed.code).toBe(1);
      expect(typed.err).toMatch(/^Nothing opens without the key/);
    }
    renameSync(at("away"), key);
    chmodSync(key, 0o600);
  });

  test("export writes a zip and says that it is not encrypted", async () => {
    const typed = await parley("export", at("all.zip"));
    expect(typed).toMatchObject({ code: 0, err: "" });
    expect(typed.out).toContain("It is not encrypted.");
    expect(readFileSync(at("all.zip")).subarray(0, 2).toString()).toBe("PK");
    expect((await parley("export", at("b.zip"), "--org", clients[0] ?? "")).err).toContain("no such organization");
  });

  test("delete asks for the name, then deletes the client, and then all of the organization", async () => {
    const wrong = await parley("delete", "--client", clients[0] ?? "", "--confirm", "Practice 2");
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("Nothing was deleted");
    const gone = await parley("delete", "--client", clients[0] ?? "", "--confirm", "Practice 1");
    expect(gone.out).toContain("erased what 1 event said");
    expect((await parley("audit", "verify")).out).toContain("3 events, 1 of them erased by a deletion, as written");
    expect((await parley("delete", "--confirm", "Harbor Ridge Group")).code).toBe(0);
    expect((await parley("export", at("c.zip"))).err).toContain("no such organization");
    expect((await parley("audit", "verify")).code).toBe(0);
  });
});
