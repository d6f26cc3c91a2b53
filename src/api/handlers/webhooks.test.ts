import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signatureOf } from "#app/desk/webhook-message.ts";
import { WebhookRounds } from "#app/desk/webhook-rounds.ts";
import { append } from "#store/events.ts";
import { newId } from "#store/uuid.ts";
import { type Browser, firstOf, firstOwner, somebody, type TestServer, testServer } from "#test/server.ts";

/** Webhooks over HTTP: made, told in order, tried again, paused, tested, sent again, signed anew. */

interface Heard {
  readonly id: string;
  readonly seconds: number;
  readonly signature: string;
  readonly body: string;
}

let server: TestServer;
let owner: Browser;
let org = "";
let client = "";
let receiver: Server;
let address = "";
let rounds: WebhookRounds;
let at = "";
const heard: Heard[] = [];
let answer = 200;

const header = (r: IncomingMessage, name: string): string => String(r.headers[name]);

beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
  ({ org, client } = await firstOf(server));
  receiver = createServer((asked, said) => {
    let body = "";
    asked.on("data", (part) => {
      body += part;
    });
    asked.on("end", () => {
      const [id, seconds] = [header(asked, "webhook-id"), Number(header(asked, "webhook-timestamp"))];
      heard.push({ id, seconds, signature: header(asked, "webhook-signature"), body });
      said.writeHead(answer, { location: `${address}/elsewhere` }).end("ok");
    });
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
  // Of a clock that the test moves.
  rounds = new WebhookRounds({ ...server.open, now: () => at }, { inside: true }, (_, thrown) => {
    throw thrown;
  });
});
afterAll(async () => {
  await rounds.stop();
  receiver.close();
  await server.close();
});
beforeEach(async () => {
  heard.length = 0;
  answer = 200;
  at = server.open.now();
  for (const w of (await json(owner.get("/v1/webhooks"))).rows) await owner.ask("DELETE", `/v1/webhooks/${w.id}`);
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
async function json(asked: Promise<Response>): Promise<any> {
  const text = await (await asked).text();
  return text === "" ? undefined : JSON.parse(text);
}

const made = (more: object = {}) => json(owner.post("/v1/webhooks", { address, kinds: ["cases"], ...more }));

/** Something that happened, as anything writes it. */
const happens = (type: string, subject = newId(at), of: string | null = client): Promise<number> =>
  server.open.desk.store.as({ org, clients: "all" }, async (tx) => {
    const said = { type, subject, body: { patient: "CANARY PATIENT" } };
    return (await append(tx, [{ ...said, ...(of !== null && { client: of }) }])).seq;
  });

const types = (): readonly string[] => heard.map((h) => JSON.parse(h.body).type);
const one = async (id: string) => (await json(owner.get("/v1/webhooks"))).rows.find((w: { id: string }) => w.id === id);

/** What the chain says of a webhook, in its order. */
const saidOf = async (id: string): Promise<readonly (readonly [string, object])[]> => {
  const { rows } = await server.open.desk.store.asSystem(({ session }) =>
    session.query<{ type: string; body: string }>("SELECT type, body FROM event WHERE subject = $1 ORDER BY seq", [id]),
  );
  return rows.map((r) => [r.type, JSON.parse(r.body)]);
};

describe("what happens", () => {
  test("is told in order, signed, without a word of what it says", async () => {
    const { webhook, secret } = await made();
    const subject = newId(at);
    await happens("case note added", subject);
    await happens("import failed");
    await happens("case evaluated again");
    await happens("case offer made", subject);
    await rounds.round();
    expect(types()).toEqual(["case.note_added", "case.offer_made"]);
    const [first] = heard;
    expect(first?.signature).toBe(signatureOf([secret], first?.id ?? "", first?.seconds ?? 0, first?.body ?? ""));
    expect(JSON.parse(first?.body ?? "").data).toMatchObject({
      organization: org,
      client,
      subject,
      path: `/v1/cases/${subject}`,
    });
    expect(heard.map((h) => h.body).join()).not.toContain("CANARY");
    expect(await one(webhook.id)).toMatchObject({ behind: 0, tries: 0 });
    await rounds.round();
    expect(heard.length).toBe(2);
  });

  test("before it was made is no news, and neither is its own making", async () => {
    await happens("case note added");
    await made({ kinds: ["cases", "evaluations", "imports", "packages"] });
    await rounds.round();
    expect(heard).toEqual([]);
  });

  test("to an import is told, also that it failed", async () => {
    await made({ kinds: ["imports"] });
    await happens("import failed");
    await happens("import done");
    await rounds.round();
    expect(types()).toEqual(["import.failed", "import.done"]);
  });

  test("to another client is not told to a webhook of one", async () => {
    await made({ client });
    await happens("case note added", newId(at), null);
    await rounds.round();
    expect(heard).toEqual([]);
  });
});

describe("an address that does not take it", () => {
  test("is tried again later, and what came after waits its turn", async () => {
    const { webhook } = await made();
    answer = 500;
    await happens("case note added");
    await happens("case offer made");
    await rounds.round();
    await rounds.round();
    expect(types()).toEqual(["case.note_added"]);
    expect(await one(webhook.id)).toMatchObject({ tries: 1, nextAt: new Date(Date.parse(at) + 5000).toISOString() });
    answer = 204;
    at = new Date(Date.parse(at) + 6000).toISOString();
    await rounds.round();
    expect(types()).toEqual(["case.note_added", "case.note_added", "case.offer_made"]);
    expect(heard[1]?.id).toBe(heard[0]?.id);
    const { rows } = await json(owner.get(`/v1/webhooks/${webhook.id}/deliveries`));
    expect(rows.map((d: { status: number; attempt: number }) => [d.status, d.attempt]).toSorted()).toEqual([
      [204, 1],
      [204, 2],
      [500, 1],
    ]);
  });

  test("is not followed elsewhere", async () => {
    const { webhook } = await made();
    answer = 307;
    const sent = await json(owner.post(`/v1/webhooks/${webhook.id}/test`, {}));
    expect([sent.status, heard.length]).toEqual([307, 1]);
  });

  test("for three days is paused, and told all of it once it goes on", async () => {
    const { webhook } = await made();
    answer = 503;
    await happens("case note added");
    for (let n = 0; n < 9; n++) {
      await rounds.round();
      at = new Date(Date.parse(at) + 25 * 3_600_000).toISOString();
    }
    expect(heard.length).toBe(9);
    expect((await one(webhook.id)).pausedWhy).toMatch(/three days/);
    await rounds.round();
    expect(heard.length).toBe(9);
    answer = 200;
    await happens("case offer made");
    expect((await owner.ask("PATCH", `/v1/webhooks/${webhook.id}`, { paused: false })).status).toBe(200);
    await rounds.round();
    expect(types().slice(9)).toEqual(["case.note_added", "case.offer_made"]);
  });

  test("which is corrected, is tried at once, and not after the wait of the one before", async () => {
    const { webhook } = await made({ address: "http://127.0.0.1:9/in" });
    await happens("case note added");
    await rounds.round();
    expect(await one(webhook.id)).toMatchObject({ tries: 1, refuses: { type: "case.note_added" } });
    await owner.ask("PATCH", `/v1/webhooks/${webhook.id}`, { address });
    expect(await one(webhook.id)).toMatchObject({ tries: 0, nextAt: null, refuses: null });
    await rounds.round();
    expect(types()).toEqual(["case.note_added"]);
  });

  test("is left out for one event by a person, with the reason, and the rest is told", async () => {
    const { webhook } = await made();
    answer = 400;
    const event = await happens("case note added");
    await happens("case offer made");
    await rounds.round();
    const skip = (of: number, reason = "its program cannot read notes") =>
      owner.post(`/v1/webhooks/${webhook.id}/skip`, { event: of, reason });
    expect((await skip(event + 1)).status).toBe(409);
    expect((await skip(event, "")).status).toBe(422);
    answer = 200;
    heard.length = 0;
    expect(await json(skip(event))).toMatchObject({ tries: 0, refuses: null });
    await rounds.round();
    expect(types()).toEqual(["case.offer_made"]);
    const said = await saidOf(webhook.id);
    expect(said.at(-1)).toEqual([
      "webhook event skipped",
      { event, type: "case.note_added", reason: "its program cannot read notes", goesOn: false },
    ]);
    expect((await skip(event)).status).toBe(409);
  });

  test("that gave up on one event goes on once that is left out, and both are in the chain", async () => {
    const { webhook } = await made();
    answer = 400;
    const event = await happens("case note added");
    for (let n = 0; n < 9; n++) {
      await rounds.round();
      at = new Date(Date.parse(at) + 25 * 3_600_000).toISOString();
    }
    const why = "it did not take a message for three days";
    expect((await saidOf(webhook.id)).at(-1)).toEqual(["webhook gave up", { event, why, status: 400, fault: null }]);
    expect(await one(webhook.id)).toMatchObject({ pausedWhy: why, refuses: { event } });
    answer = 200;
    await happens("case offer made");
    heard.length = 0;
    const skipped = await json(owner.post(`/v1/webhooks/${webhook.id}/skip`, { event, reason: "not for us" }));
    expect(skipped).toMatchObject({ pausedAt: null });
    await rounds.round();
    expect(types()).toEqual(["case.offer_made"]);
  });

  test("that nobody answers at says so", async () => {
    const { webhook } = await made({ address: "http://127.0.0.1:9/in" });
    const sent = await json(owner.post(`/v1/webhooks/${webhook.id}/test`, {}));
    expect(sent).toMatchObject({ status: null, fault: "ECONNREFUSED" });
  });
});

describe("by hand", () => {
  test("a test is sent and waits for nothing", async () => {
    const { webhook } = await made();
    expect(await json(owner.post(`/v1/webhooks/${webhook.id}/test`, {}))).toMatchObject({ status: 200, fault: null });
    expect(types()).toEqual(["test"]);
  });

  test("the message of an event is sent again under its id, and of no other event", async () => {
    const { webhook } = await made();
    const seq = await happens("case note added");
    const other = await happens("import done");
    await rounds.round();
    expect((await json(owner.post(`/v1/webhooks/${webhook.id}/replay`, { seq }))).status).toBe(200);
    expect([heard.length, heard[1]?.id, heard[1]?.body]).toEqual([2, heard[0]?.id, heard[0]?.body]);
    expect((await owner.post(`/v1/webhooks/${webhook.id}/replay`, { seq: other })).status).toBe(404);
  });

  test("a new secret signs beside the old one for a day", async () => {
    const { webhook, secret } = await made();
    const { secret: next } = await json(owner.post(`/v1/webhooks/${webhook.id}/secret`, {}));
    expect(next).not.toBe(secret);
    const signs = async () => {
      await happens("case note added");
      await rounds.round();
      const h = heard.at(-1);
      return [next, secret].map((s) => h?.signature.includes(signatureOf([s], h.id, h.seconds, h.body)));
    };
    expect(await signs()).toEqual([true, true]);
    at = new Date(Date.parse(at) + 25 * 3_600_000).toISOString();
    expect(await signs()).toEqual([true, false]);
  });

  test("every change is an event of the chain, none of which names a secret", async () => {
    const { webhook, secret } = await made();
    await owner.ask("PATCH", `/v1/webhooks/${webhook.id}`, { kinds: ["imports"] });
    await owner.post(`/v1/webhooks/${webhook.id}/secret`, {});
    await owner.ask("DELETE", `/v1/webhooks/${webhook.id}`);
    const said = await saidOf(webhook.id);
    expect(said.map(([type]) => type)).toEqual([
      "webhook made",
      "webhook changed",
      "webhook secret changed",
      "webhook removed",
    ]);
    expect(JSON.stringify(said)).not.toContain(secret.slice(6));
    const kept = await server.open.desk.store.asSystem(({ session }) => session.query("SELECT secret FROM webhook"));
    expect(JSON.stringify(kept.rows)).not.toContain(secret.slice(6));
  });

  test("only who manages settings keeps webhooks, and a wrong address is named", async () => {
    const biller = await somebody(server, { org, role: "biller", clients: [client] });
    expect((await biller.get("/v1/webhooks")).status).toBe(403);
    const refused = await owner.post("/v1/webhooks", { address: "ftp://example.org", kinds: ["cases"] });
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining("https")]);
  });
});
