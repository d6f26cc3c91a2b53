import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenDesk, openDesk, type Place } from "#app/desk/open-desk.ts";
import { tellWebhooks } from "#app/desk/webhook-post.ts";
import { addWebhook, rotateWebhook } from "#app/desk/webhooks.ts";
import { append } from "#store/events.ts";
import { newId } from "#store/uuid.ts";
import { memoryIo } from "#test/memory-io.ts";
import { organizationIn } from "#test/stores.ts";
import { unzip } from "#test/unzip.ts";
import { COMMANDS } from "./commands.ts";
import { runCommandLine } from "./run.ts";

/** Webhooks by command, as they are typed over one home whose server is not up. */

const root = mkdtempSync(join(tmpdir(), "parley-hooks-"));
const home = join(root, "home");
const place: Place = { home, demo: false, booksDir: join(root, "b"), databaseUrl: undefined, masterKey: undefined };

let receiver: Server;
let answer = 400;
const heard: string[] = [];
let org = "";
let hook = "";
let event = 0;
const secrets: string[] = [];

async function parley(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = memoryIo({ columns: 100 }, { PARLEY_HOME: home, PARLEY_WEBHOOKS_INSIDE: "yes" });
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err };
}

async function within<T>(work: (open: OpenDesk) => Promise<T>): Promise<T> {
  const open = await openDesk(place);
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}

beforeAll(async () => {
  receiver = createServer((asked, said) => {
    let body = "";
    asked.on("data", (part) => {
      body += part;
    });
    asked.on("end", () => {
      heard.push(JSON.parse(body).type);
      said.writeHead(answer).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
  await within(async (open) => {
    const made = await organizationIn(open.desk.store, 1);
    org = made.org;
    open.makeKey(org);
    const who = { org, clients: "all" } as const;
    await open.desk.store.as(who, async (tx) => {
      const given = { address, kinds: ["cases"], client: null } as const;
      const added = await addWebhook(tx, open.secrets, given, { inside: true });
      if (!added.ok) throw new Error(added.error.sentence);
      hook = added.value.webhook.id;
      const next = await rotateWebhook(tx, open.secrets, hook);
      secrets.push(added.value.secret, next.ok ? next.value : "");
    });
    await open.desk.store.as(who, async (tx) => {
      const said = { client: made.clients[0], subject: newId(tx.now), body: {} };
      event = (await append(tx, [{ ...said, type: "case note added" }])).seq;
      await append(tx, [{ ...said, type: "case offer made" }]);
    });
    await tellWebhooks(open, true, new AbortController().signal);
  });
});
afterAll(() => {
  receiver.close();
  rmSync(root, { recursive: true, force: true });
});

test("the list says what each does not take, and when it is tried again", async () => {
  const typed = await parley("webhooks", "list");
  expect(typed).toMatchObject({ code: 0, err: "" });
  expect(typed.out).toContain(hook);
  expect(typed.out).toContain(`1 try failed. It does not take event ${event}, case.note_added. Next try `);
  const json = JSON.parse((await parley("webhooks", "list", "--json")).out);
  expect(json.webhooks).toMatchObject([{ id: hook, refuses: { event, type: "case.note_added" }, tries: 1 }]);
});

test("a test and a replay say what came of them, and end with 2 where they were not taken", async () => {
  heard.length = 0;
  const not = await parley("webhooks", "test", hook.slice(0, 8));
  expect([not.code, heard]).toEqual([2, ["test"]]);
  expect(not.out).toContain("Answered 400");
  answer = 204;
  expect(await parley("webhooks", "replay", hook, String(event))).toMatchObject({ code: 0 });
  expect(heard).toEqual(["test", "case.note_added"]);
  expect((await parley("webhooks", "replay", hook, "1")).err).toContain("not told of an event of that number");
});

test("one event is left out with a reason, and what came after it is told", async () => {
  expect((await parley("webhooks", "skip", hook, String(event))).code).toBe(2);
  const skipped = await parley("webhooks", "skip", hook, String(event), "--reason", "it cannot read notes");
  expect(skipped).toMatchObject({ code: 0, err: "" });
  heard.length = 0;
  await within((open) => tellWebhooks(open, true, new AbortController().signal));
  expect(heard).toEqual(["case.offer_made"]);
});

test("it is paused and goes on, and an id that means none is said", async () => {
  expect((await parley("webhooks", "pause", hook)).out).toContain("Paused since");
  expect((await parley("webhooks", "go-on", hook)).out).not.toContain("Paused since");
  expect((await parley("webhooks", "pause", "ffff")).err).toContain("There is no such webhook");
  expect((await parley("webhooks", "replay", hook, "x")).err).toContain("EVENT is a number");
});

test("an export holds webhooks without their secrets, sealed or not", async () => {
  const file = join(root, "all.zip");
  expect((await parley("export", file)).code).toBe(0);
  const sealed = await within((open) =>
    open.desk.store.asSystem(({ db }) =>
      db.selectFrom("webhook").select(["secret", "old_secret"]).executeTakeFirstOrThrow(),
    ),
  );
  const entries = await unzip(file);
  const rows = entries["tables/webhook.jsonl"]?.toString("utf8") ?? "";
  expect(Object.keys(JSON.parse(rows))).toContain("address");
  expect(Object.keys(JSON.parse(rows)).filter((c) => c.includes("secret"))).toEqual([]);
  const all = Buffer.concat(Object.values(entries)).toString("latin1");
  for (const secret of [...secrets, ...secrets.map((s) => s.slice(6)), sealed.secret, sealed.old_secret ?? ""]) {
    expect(secret.length).toBeGreaterThan(20);
    expect(all.includes(secret)).toBe(false);
  }
});
