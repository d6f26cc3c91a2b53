import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Browser, firstOf, firstOwner, OWNER, somebody, type TestServer, testServer } from "#test/server.ts";

/** What a server does with requests that are foreign, wrong, large, slow or sent twice. */

let server: TestServer;
let owner: Browser;
let port: number;
let host: string;
beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
  ({ host } = new URL(server.running.address));
  port = Number(host.split(":")[1]);
});
afterAll(() => server.close());

/** One request byte by byte, for what a well-behaved client does not send; gives the status line and headers. */
function raw(lines: readonly string[], body = ""): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`));
    let text = "";
    socket.setTimeout(10_000, () => socket.destroy());
    socket.on("data", (d) => {
      text += d.toString("utf8");
      if (text.includes("\r\n\r\n")) socket.destroy();
    });
    socket.on("close", () => done(text));
    socket.on("error", fail);
  });
}

const statusOf = (text: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);

describe("a request for another name", () => {
  test.each([
    ["evil.example", 404],
    ["127.0.0.1.evil.example", 404],
    ["localhost.evil.example:4177", 404],
    ["localhost@evil.example", 404],
    ["localhost", 200],
    ["LOCALHOST", 404],
    ["[::1]:4177", 200],
  ])("Host: %s answers %i", async (name, status) => {
    const text = await raw(["GET /v1/health HTTP/1.1", `Host: ${name}`, "Connection: close"]);
    expect([status, 400]).toContain(statusOf(text));
    if (status === 200) expect(statusOf(text)).toBe(200);
  });
});

describe("a write from another site", () => {
  const add = (headers: Record<string, string>) =>
    server.ask("/v1/clients", {
      method: "POST",
      headers: { cookie: owner.headers.cookie ?? "", "content-type": "application/json", ...headers },
      body: JSON.stringify({ name: "Forged", prefix: "FG" }),
    });

  test.each([
    [{ origin: "https://evil.example" }],
    [{ origin: "null" }],
    [{ origin: "http://127.0.0.1:1" }],
    [{ origin: "http://localhost.evil.example" }],
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
    [{}],
  ] as readonly [Record<string, string>][])("with %j is refused", async (headers) => {
    const response = await add(headers);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ type: "/problems/not-allowed" });
  });

  test("leaves nothing behind, and one from our own page works", async () => {
    expect(await (await owner.get("/v1/clients")).text()).not.toContain("Forged");
    expect((await add({ origin: server.running.address })).status).toBe(201);
  });

  test("a read that another site makes is refused too", async () => {
    const response = await owner.ask("GET", "/v1/clients", undefined, { "sec-fetch-site": "cross-site" });
    expect(response.status).toBe(403);
  });
});

describe("a body", () => {
  const send = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
    server.ask("/v1/clients", { method: "POST", headers: { ...owner.headers, "content-type": type }, body });

  test.each([
    ["of another kind", "name=x", "application/x-www-form-urlencoded", 415],
    ["that says it is text", '{"name":"x","prefix":"X"}', "text/plain", 415],
    ["that is no JSON", "{name:", "application/json", 422],
    ["that is empty", "", "application/json", 422],
    ["that is no object", '"x"', "application/json", 422],
    ["with a field missing", '{"name":"x"}', "application/json", 422],
    ["with a field of another form", '{"name":"x","prefix":"lower"}', "application/json", 422],
    ["of half a character", new Uint8Array([0x22, 0xc3, 0x22]), "application/json", 422],
    ["too large", `{"name":"${"x".repeat(3 << 20)}","prefix":"X"}`, "application/json", 413],
  ] as const)("%s: %#", async (_, body, type, status) => {
    const response = await send(typeof body === "string" ? body : new Uint8Array(body), type);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  test("too large without saying so is cut off as it comes", async () => {
    const head = [
      "POST /v1/clients HTTP/1.1",
      `Host: ${host}`,
      `Origin: ${server.running.address}`,
      `Cookie: ${owner.headers.cookie ?? ""}`,
      "Content-Type: application/json",
      "Transfer-Encoding: chunked",
    ];
    const piece = "x".repeat(1 << 16);
    const chunks = Array.from({ length: 48 }, () => `${piece.length.toString(16)}\r\n${piece}\r\n`).join("");
    expect(statusOf(await raw(head, `${chunks}0\r\n\r\n`))).toBe(413);
  });

  test("asks for a filter that there is not, is refused and not answered unfiltered", async () => {
    const response = await owner.get("/v1/queue?tab=team&q=CANARY");
    expect(response.status).toBe(422);
    expect(await response.text()).not.toContain("CANARY");
  });

  test("says which fields are wrong and repeats no value", async () => {
    const response = await send('{"name":"CANARY PATIENT","prefix":"CANARY NAME","CANARY KEY":1}', "application/json");
    const text = await response.text();
    expect(text).not.toContain("CANARY");
    expect(JSON.parse(text)).toMatchObject({ type: "/problems/not-valid", fields: [{ path: "prefix" }] });
  });
});

describe("a write with a key", () => {
  const add = (prefix: string, key: string, by = owner) =>
    by.post("/v1/clients", { name: `Practice ${prefix}`, prefix }, { "idempotency-key": key });

  test("sent again gets the same answer and is not done again", async () => {
    const first = await add("ONCE", "key-once-1");
    const second = await add("ONCE", "key-once-1");
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(await second.json()).toEqual(await first.json());
    const { rows } = (await (await owner.get("/v1/clients")).json()) as { rows: { prefix: string }[] };
    expect(rows.filter((r) => r.prefix === "ONCE")).toHaveLength(1);
  });

  test("for another request is refused", async () => {
    await add("KEYA", "key-other-1");
    const other = await add("KEYB", "key-other-1");
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({ type: "/problems/same-key-other-request" });
  });

  test("sent twenty times at once is done once, and all get its answer", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => add("RACE", "key-race-1")));
    const bodies = await Promise.all(all.map((r) => r.text()));
    expect(all.map((r) => r.status)).toEqual(Array(20).fill(201));
    expect(new Set(bodies).size).toBe(1);
    expect(all.filter((r) => r.headers.get("idempotency-replayed") === "true")).toHaveLength(19);
  });

  test("that was refused may be sent again", async () => {
    const bad = () =>
      owner.post("/v1/clients", { name: "Again", prefix: "ONCE" }, { "idempotency-key": "key-again-1" });
    expect((await bad()).status).toBe(409);
    expect((await bad()).status).toBe(409);
  });

  test("of one person says nothing to another", async () => {
    const { org } = await firstOf(server);
    const other = await somebody(server, { org, role: "director", clients: "all" });
    await add("MINE", "key-person-1");
    const theirs = await add("THRS", "key-person-1", other);
    expect(theirs.status).toBe(201);
    expect(theirs.headers.get("idempotency-replayed")).toBeNull();
  });

  test.each(["short", "x".repeat(101)])("that is no key is refused: %j", async (key) => {
    expect((await add("NOKY", key)).status).toBe(422);
  });
});

describe("limits", () => {
  test("too many requests of one person are told when to come again", async () => {
    const small = await testServer({ allowances: { person: { points: 5, seconds: 60 } } });
    try {
      const browser = await firstOwner(small);
      const all = await Promise.all(Array.from({ length: 8 }, () => browser.get("/v1/me")));
      const refused = all.filter((r) => r.status === 429);
      expect(refused).toHaveLength(3);
      for (const r of refused) expect(Number(r.headers.get("retry-after"))).toBeGreaterThan(0);
    } finally {
      await small.close();
    }
  });
});

describe("an answer", () => {
  test.each(["/v1/me", "/v1/nothing", "/", "/queue", "/openapi.json", "/api", "/v1/auth/nothing", "/nothing.js"])(
    "of %s carries the headers that protect it, and an id",
    async (path) => {
      const response = await owner.get(path);
      const csp = response.headers.get("content-security-policy") ?? "";
      expect(csp).toContain("default-src 'none'");
      expect(csp).toContain("script-src 'self';");
      expect(csp).not.toContain("unsafe");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("referrer-policy")).toBe("no-referrer");
      expect(response.headers.get("x-request-id")).toMatch(/^[\w-]{12}$/);
      await response.body?.cancel();
    },
  );

  test("of the reference names every route and runs nothing", async () => {
    const response = await owner.get("/api");
    const html = await response.text();
    expect(html).toContain("/v1/cases/{case}/acts");
    expect(html).not.toContain("<script");
  });

  test("that has not changed is not sent again", async () => {
    const first = await owner.get("/v1/clients");
    const etag = first.headers.get("etag") ?? "";
    const second = await owner.ask("GET", "/v1/clients", undefined, { "if-none-match": etag });
    expect(second.status).toBe(304);
  });

  test.each(["/..%2f..%2f..%2fetc%2fpasswd.txt", "/%2e%2e/%2e%2e/package.json", "/assets/..%5c..%5cx.js", "/%00.js"])(
    "of the path %s leads nowhere",
    async (path) => {
      expect(statusOf(await raw([`GET ${path} HTTP/1.1`, `Host: ${host}`]))).toBe(404);
    },
  );
});

describe("live", () => {
  const open = async (by: Browser) => {
    const stop = new AbortController();
    const response = await server.ask("/v1/live", { headers: by.headers, signal: stop.signal });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const reader = response.body?.getReader();
    const next = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await next()).toContain(": here");
    return { next, stop: () => stop.abort() };
  };

  test("tells those whom it concerns, and nobody else", async () => {
    const { org, client } = await firstOf(server);
    const other = (await (await owner.post("/v1/clients", { name: "Live", prefix: "LIVE" })).json()) as { id: string };
    const all = await open(owner);
    const one = await open(await somebody(server, { org, role: "biller", clients: [other.id] }));
    const { tell } = server.open.desk;
    tell(org, { topic: "map", client });
    tell(org, { topic: "cases", client: other.id, cases: [{ case: other.id, version: 2 }], by: "ML" });
    expect(await all.next()).toContain('event: map\ndata: {"topic":"map"}\n\n');
    const heard = await one.next();
    expect(heard).toContain("event: cases");
    expect(heard).not.toContain("event: map");
    all.stop();
    one.stop();
  });

  test("tells strangers nothing", async () => {
    expect((await server.ask("/v1/live")).status).toBe(401);
  });
});

describe("a page", () => {
  test("goes on where the one before ended, for whom it was shown to and nobody else", async () => {
    const first = (await (await owner.get("/v1/audit/events?limit=1")).json()) as { next: string; rows: unknown[] };
    expect(first.rows).toHaveLength(1);
    const next = await owner.get(`/v1/audit/events?limit=1&cursor=${first.next}`);
    expect([next.status, ((await next.json()) as { rows: unknown[] }).rows.length]).toEqual([200, 1]);
    const other = await somebody(server, { org: (await firstOf(server)).org, role: "director", clients: "all" });
    const made = Buffer.from(JSON.stringify({ seq: 2 })).toString("base64url");
    for (const [who, cursor] of [
      [other, first.next],
      [owner, made],
      [owner, `${made}${first.next.slice(first.next.indexOf("."))}`],
      [owner, "zzz"],
    ] as const) {
      const refused = await who.get(`/v1/audit/events?limit=1&cursor=${cursor}`);
      expect(refused.status).toBe(422);
      expect(await refused.json()).toMatchObject({
        fields: [{ path: "cursor", message: "Begin again at the first page." }],
      });
    }
  });
});

describe("the organization", () => {
  test("is renamed by who may, in its chain, and by nobody else", async () => {
    const { org, client } = await firstOf(server);
    const rename = (who: Browser, name: string) => who.ask("PATCH", "/v1/organization", { name });
    expect(await (await rename(owner, "  Harbor Ridge Partners ")).json()).toMatchObject({
      name: "Harbor Ridge Partners",
    });
    expect(await (await owner.get("/v1/me")).json()).toMatchObject({
      organization: { name: "Harbor Ridge Partners" },
      password: true,
      firstSteps: [
        { step: "practice", done: true },
        { step: "files", done: false },
        { step: "contracts", done: false },
        { step: "payers", done: false },
        { step: "people" },
        { step: "second factor", done: false },
        { step: "backup", done: false },
      ],
    });
    const { rows } = (await (await owner.get("/v1/audit/events?limit=1")).json()) as { rows: { what: string }[] };
    expect(rows[0]?.what).toBe("organization renamed");
    expect((await rename(owner, " ")).status).toBe(422);
    for (const given of [
      { role: "owner", clients: [client] },
      { role: "biller", clients: "all" },
    ] as const)
      expect((await rename(await somebody(server, { org, ...given }), "Other")).status).toBe(403);
  });
});

describe("the log", () => {
  test("holds no name, no query, no key and no secret, and a line for every request", async () => {
    const canaries = ["CANARYPATIENT", OWNER.password, "Harbor Ridge", "maren@harbor.example"];
    await owner.post("/v1/search", { q: "CANARYPATIENT" });
    await owner.post("/v1/queue/search", { q: "CANARYPATIENT" });
    await owner.get("/v1/queue?q=CANARYPATIENT&cursor=CANARYPATIENT");
    await owner.get("/v1/cases/CANARYPATIENT");
    await owner.get("/CANARYPATIENT");
    await owner.post("/v1/views", { name: "CANARYPATIENT", shared: false, query: "CANARYPATIENT" });
    await owner.post("/v1/auth/sign-in/email", { email: "CANARYPATIENT@x.example", password: "CANARYPATIENT" });
    await owner.ask("GET", "/v1/clients", undefined, { "idempotency-key": "CANARYPATIENT", referer: "CANARYPATIENT" });
    const log = server.lines.join("");
    for (const canary of canaries) expect(log).not.toContain(canary);
    for (const cookie of owner.cookies.values()) expect(log).not.toContain(cookie);
    expect(server.lines.every((line) => line.endsWith("\n") && typeof JSON.parse(line) === "object")).toBe(true);
  });
});

describe("a demo", () => {
  test("lets in with one click from this machine, and nothing else is a demo", async () => {
    const demo = await testServer({ demo: true });
    try {
      const browser = new Browser(demo);
      expect((await browser.post("/v1/demo/sign-in")).status).toBe(204);
      expect(await (await browser.get("/v1/me")).json()).toMatchObject({ demo: true, firstSteps: [] });
      const again = new Browser(demo);
      expect((await again.post("/v1/demo/sign-in")).status).toBe(204);
    } finally {
      await demo.close();
    }
    expect((await owner.post("/v1/demo/sign-in")).status).toBe(404);
  });

  test("behind a proxy lets nobody in so", async () => {
    const demo = await testServer({ demo: true, publicUrl: "https://parley.example.org" });
    try {
      const address = `http://127.0.0.1:${demo.running.port}`;
      const response = await fetch(`${address}/v1/demo/sign-in`, { method: "POST" });
      expect(response.status).toBe(404);
    } finally {
      await demo.close();
    }
  });
});
