import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAY } from "#app/desk/people-roles.ts";
import { ROLES } from "#store/tables.ts";
import { newId } from "#store/uuid.ts";
import { age, Browser, firstOf, firstOwner, somebody, type TestServer, testServer } from "#test/server.ts";
import { organizationIn } from "#test/stores.ts";
import { ROUTES, type RouteName } from "./contract/routes.ts";
import { shapeOf } from "./pipeline.ts";
import { RULES } from "./rules.ts";

/** Every route there is, walked as everybody who is not allowed. */

const NAMES = Object.keys(ROUTES) as RouteName[];
const OPEN: readonly RouteName[] = NAMES.filter((n) => RULES[n].who === "anyone");
const GUESTS = NAMES.filter((n) => RULES[n].who === "guest");
const DIRECTORYS = NAMES.filter((n) => RULES[n].who === "directory");
const CLOSED = NAMES.filter((n) => !OPEN.includes(n));

let server: TestServer;
let owner: Browser;
let org: string;
let client: string;
beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
  ({ org, client } = await firstOf(server));
});
afterAll(() => server.close());

/** A path of a route whose keys are of nothing that is there, or of `ids`. */
const pathOf = (name: RouteName, ids: Readonly<Record<string, string>> = {}): string =>
  shapeOf(name).path.replace(/\{(\w+)\}/g, (_, key: string) => ids[key] ?? newId("2026-11-23T00:00:00.000Z"));

/** Walks one route; streams are let go at once. */
async function walk(by: Browser, name: RouteName, ids?: Readonly<Record<string, string>>, headers = {}) {
  const { method } = shapeOf(name);
  const stop = new AbortController();
  const response = await server.ask(pathOf(name, ids), {
    method: method.toUpperCase(),
    headers: { ...by.headers, ...headers, ...(method === "get" ? {} : { "content-type": "application/json" }) },
    ...(method === "get" ? {} : { body: "{}" }),
    signal: stop.signal,
  });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  const body = isStream ? "" : await response.text();
  if (isStream) stop.abort();
  return { status: response.status, body };
}

test("what is open to anyone is a short list", () => {
  expect([...OPEN].sort()).toEqual([
    "enterRoom",
    "getFeed",
    "getHealth",
    "join",
    "makeFirstOwner",
    "readInvitation",
    "signInToDemo",
  ]);
});

describe("a stranger", () => {
  test.each(CLOSED)("calls %s, is told to sign in and nothing else", async (name) => {
    const { status, body } = await walk(new Browser(server), name);
    expect(status).toBe(401);
    const said = DIRECTORYS.includes(name) ? { status: "401" } : { type: "/problems/not-signed-in", status: 401 };
    expect(JSON.parse(body)).toMatchObject(said);
  });

  test.each(["", "parley_", `parley_${"x".repeat(64)}`, "Bearer", "x".repeat(5000)])(
    "with the key %j is a stranger",
    async (key) => {
      const response = await server.ask("/v1/me", { headers: { authorization: `Bearer ${key}` } });
      expect(response.status).toBe(401);
    },
  );
});

describe.each(ROLES)("a %s", (role) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await somebody(server, { org, role, clients: "all" });
  });

  test("is refused every route that asks for a permission it has not, and no other", async () => {
    const refused: string[] = [];
    for (const name of CLOSED) {
      const { status, body } = await walk(browser, name);
      // Who is of the organization is no guest, whatever they may.
      if (GUESTS.includes(name)) {
        expect([status, body], name).toEqual([401, expect.stringContaining("passcode")]);
        continue;
      }
      if (DIRECTORYS.includes(name)) {
        expect([status, body], name).toEqual([401, expect.stringContaining("token of the directory")]);
        continue;
      }
      if (status === 403 && body.includes("permission")) refused.push(name);
      else expect([200, 201, 202, 204, 403, 404, 409, 415, 422, 503], `${name} ${body}`).toContain(status);
    }
    const may: readonly string[] = MAY[role];
    const wanted = CLOSED.filter(
      (n) => !["signed in", "guest", "directory"].includes(RULES[n].who) && !may.includes(RULES[n].who),
    );
    expect(refused.sort()).toEqual([...wanted].sort());
  });
});

describe("another organization's owner", () => {
  test("finds nothing of this one by its keys", async () => {
    const other = await organizationIn(server.open.desk.store, 1);
    server.open.makeKey(other.org);
    const stranger = await somebody(server, { org: other.org, role: "owner", clients: "all" });
    for (const name of CLOSED) {
      if (!shapeOf(name).path.includes("{client}")) continue;
      const { status, body } = await walk(stranger, name, { client });
      expect([404, 422], `${name} ${body}`).toContain(status);
      expect(body).not.toContain("Harbor Ridge");
    }
    const clients = await (await stranger.get("/v1/clients")).json();
    expect(JSON.stringify(clients)).not.toContain(client);
    const people = (await (await stranger.get("/v1/people")).json()) as { rows: unknown[] };
    expect(people.rows).toHaveLength(1);
  });
});

describe("somebody of one client", () => {
  let mine: string;
  let browser: Browser;
  beforeAll(async () => {
    const made = await owner.post("/v1/clients", { name: "Second practice", prefix: "SP" });
    mine = ((await made.json()) as { id: string }).id;
    browser = await somebody(server, { org, role: "director", clients: [mine] });
  });

  test("sees that client alone", async () => {
    const { rows } = (await (await browser.get("/v1/clients")).json()) as { rows: { id: string }[] };
    expect(rows.map((r) => r.id)).toEqual([mine]);
  });

  test.each([
    ["reads the profile of another", () => browser.get(`/v1/clients/${client}/profile`), 404],
    ["renames another", () => browser.ask("PATCH", `/v1/clients/${client}`, { name: "Mine now" }), 404],
    ["adds a client", () => browser.post("/v1/clients", { name: "Third", prefix: "TP" }), 403],
    [
      "invites somebody",
      () => browser.post("/v1/people", { name: "A B", email: "ab@test.example", role: "biller", clients: "all" }),
      403,
    ],
    [
      "changes security",
      () => browser.ask("PUT", "/v1/settings/security", { sessionMinutes: 60, secondFactorNeeded: false, sso: [] }),
      403,
    ],
  ])("%s: refused", async (_, act, status) => {
    expect((await act()).status).toBe(status);
  });
});

describe("a dangerous act", () => {
  const dangerous = CLOSED.filter((n) => RULES[n].proved);
  test.each(dangerous)("%s asks to prove again after ten minutes", async (name) => {
    await age(server, 11);
    owner.forgetCache();
    const { status, body } = await walk(owner, name);
    expect(status).toBe(401);
    expect(body).toContain("step-up-needed");
  });

  test("the list of them", () => {
    expect([...dangerous].sort()).toEqual([
      "addApiKey",
      "addScimToken",
      "addWebhook",
      "backUp",
      "changePerson",
      "changeWebhook",
      "exportAll",
      "invitePerson",
      "linkPerson",
      "mapScimGroup",
      "putAuthority",
      "putScimLeast",
      "putSecurity",
      "removeApiKey",
      "removeClient",
      "removePerson",
      "removeScimToken",
      "removeWebhook",
      "rotateWebhook",
      "signAgreement",
    ]);
  });
});
