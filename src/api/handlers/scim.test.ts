import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Browser, firstOf, firstOwner, OWNER, somebody, type TestServer, testServer } from "#test/server.ts";
import { organizationIn } from "#test/stores.ts";

/** Directories as they really speak: Okta and Entra from the first test of the connection to the last word on a person. */

type Body = Readonly<Record<string, unknown>> & { readonly id: string };
type Said = { readonly status: number; readonly body: Body; readonly headers: Headers };

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

async function madeToken(
  by: Browser,
  name: string,
  ends: string | null = null,
): Promise<{ id: string; secret: string }> {
  const made = await by.post("/v1/scim/tokens", { name, ends });
  expect(made.status, await made.clone().text()).toBe(201);
  const { token, secret } = (await made.json()) as { token: { id: string }; secret: string };
  return { id: token.id, secret };
}

/** One request of a directory. */
const speaker =
  (secret: string) =>
  async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Said> => {
    const response = await server.ask(`/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/scim+json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Body, headers: response.headers };
  };
type Speak = ReturnType<typeof speaker>;

const patch = (...Operations: unknown[]) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations,
});
const byName = (name: string) => `/Users?filter=${encodeURIComponent(`userName eq "${name}"`)}&startIndex=1&count=100`;

interface Row {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly clients: unknown;
  readonly joined: boolean;
  readonly managed: string | null;
}
const people = async (): Promise<readonly Row[]> =>
  ((await (await owner.get("/v1/people")).json()) as { rows: Row[] }).rows;
const personBy = async (email: string): Promise<Row | undefined> => (await people()).find((p) => p.email === email);

const events = async (): Promise<readonly { type: string; actor: string; subject: string }[]> =>
  await server.open.desk.store.asSystem(({ db }) =>
    db
      .selectFrom("event")
      .select(["type", "actor", "subject"])
      .where("org", "=", org)
      .orderBy("seq")
      .$castTo<{ type: string; actor: string; subject: string }>()
      .execute(),
  );

/** Joins by a link, as somebody does who was given it. */
async function joined(id: string): Promise<Browser> {
  const made = await owner.post(`/v1/people/${id}/link`);
  expect(made.status, await made.clone().text()).toBe(201);
  const { link } = (await made.json()) as { link: string };
  const browser = new Browser(server);
  const join = await browser.post("/v1/join", { secret: link.split("#")[1], password: "seven tame herons wading" });
  expect(join.status, await join.clone().text()).toBe(204);
  return browser;
}

const isIn = async (browser: Browser): Promise<boolean> => (await browser.get("/v1/me")).status === 200;

describe("Okta", () => {
  let okta: Speak;
  let id: string;
  let group: string;
  let ines: Browser;
  beforeAll(async () => {
    okta = speaker((await madeToken(owner, "Okta")).secret);
  });

  const INES = {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: "ines@harbor.example",
    name: { givenName: "Ines", familyName: "Roy" },
    emails: [{ primary: true, value: "ines@harbor.example", type: "work" }],
    displayName: "Ines Roy",
    locale: "en-US",
    externalId: "00u1ines",
    groups: [],
    password: "1mz050nq quick",
    active: true,
  };

  test("tests the connection: it finds the owner, whom nobody provisioned", async () => {
    const { status, body, headers } = await okta("GET", "/Users?startIndex=1&count=2");
    expect([status, headers.get("content-type")]).toEqual([200, "application/scim+json"]);
    expect(body).toMatchObject({
      totalResults: 1,
      startIndex: 1,
      itemsPerPage: 1,
      Resources: [{ userName: OWNER.email, active: true }],
    });
    expect((await okta("GET", "/ServiceProviderConfig")).body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
    });
    expect((await okta("GET", "/ResourceTypes")).body).toMatchObject({ totalResults: 2 });
    expect((await okta("GET", "/Schemas")).body).toMatchObject({ totalResults: 2 });
  });

  test("looks for a person, finds nobody, and makes them", async () => {
    expect((await okta("GET", byName(INES.userName))).body).toMatchObject({ totalResults: 0, Resources: [] });
    const made = await okta("POST", "/Users", INES);
    expect(made.status).toBe(201);
    ({ id } = made.body);
    expect(made.body).toMatchObject({
      userName: INES.userName,
      externalId: "00u1ines",
      active: true,
      groups: [],
      name: INES.name,
    });
    expect(made.headers.get("location")).toMatch(new RegExp(`/scim/v2/Users/${id}$`));
    expect(made.headers.get("etag")).toBe('W/"1"');
    expect(JSON.stringify(made.body)).not.toContain("1mz050nq");
    expect((await okta("GET", byName("INES@harbor.example"))).body).toMatchObject({
      totalResults: 1,
      Resources: [{ id }],
    });
    expect(await personBy(INES.userName)).toMatchObject({
      role: "read-only",
      clients: "all",
      joined: false,
      managed: "everything",
    });
  });

  test("cannot make the same person twice, nor take the owner's name", async () => {
    for (const userName of [INES.userName, "Ines@Harbor.Example", OWNER.email]) {
      const again = await okta("POST", "/Users", { ...INES, userName, emails: [] });
      expect(again.status).toBe(409);
      expect(again.body).toMatchObject({
        schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
        status: "409",
        scimType: "uniqueness",
      });
    }
  });

  test("pushes a group, which gives nothing until Settings say what", async () => {
    const made = await okta("POST", "/Groups", {
      schemas: [],
      displayName: "Billers",
      members: [{ value: id, display: "ines" }],
    });
    expect(made.status).toBe(201);
    group = made.body.id;
    expect(await personBy(INES.userName)).toMatchObject({ role: "read-only" });
    expect((await okta("POST", "/Groups", { displayName: "billers" })).body).toMatchObject({
      status: "409",
      scimType: "uniqueness",
    });
    const mapped = await owner.ask("PUT", `/v1/scim/groups/${group}`, { grant: { role: "biller", clients: [client] } });
    expect(await mapped.json()).toMatchObject({
      name: "Billers",
      members: 1,
      grant: { role: "biller", clients: [client] },
    });
    expect(await personBy(INES.userName)).toMatchObject({ role: "biller", clients: [client] });
    expect((await okta("GET", `/Users/${id}`)).body).toMatchObject({ groups: [{ value: group, display: "Billers" }] });
  });

  test("renames by PUT: the person is shown by the new name, and keeps what they may do", async () => {
    const put = await okta("PUT", `/Users/${id}`, { ...INES, id, displayName: "Ines Roy-Lund" });
    expect([put.status, put.headers.get("etag")]).toEqual([200, 'W/"2"']);
    expect(await personBy(INES.userName)).toMatchObject({ name: "Ines Roy-Lund", role: "biller" });
  });

  test("with a version that is gone changes nothing", async () => {
    const { status, body } = await okta("PUT", `/Users/${id}`, INES, { "if-match": 'W/"1"' });
    expect([status, body.status]).toEqual([412, "412"]);
    expect(await personBy(INES.userName)).toMatchObject({ name: "Ines Roy-Lund" });
  });

  test("deactivates: sessions and keys end at once, cases and name stay", async () => {
    ines = await joined(id);
    expect(await isIn(ines)).toBe(true);
    const { login } = await server.open.desk.store.asSystem(({ db }) =>
      db.selectFrom("person").select("login").where("id", "=", id).executeTakeFirstOrThrow(),
    );
    await server.open.desk.store.asSystem(({ session }) =>
      session.query(
        `INSERT INTO parley_auth.apikey ("id", "configId", "referenceId", "key", "createdAt", "updatedAt") VALUES ('k1', 'default', $1, 'x', now(), now())`,
        [login],
      ),
    );
    const off = await okta("PATCH", `/Users/${id}`, patch({ op: "replace", value: { active: false } }));
    expect([off.status, off.body.active]).toEqual([200, false]);
    expect(await isIn(ines)).toBe(false);
    const left = await server.open.desk.store.asSystem(({ session }) =>
      session.query(
        `SELECT (SELECT count(*)::int FROM parley_auth.session WHERE "userId" = $1) AS sessions,
         (SELECT count(*)::int FROM parley_auth.apikey WHERE "referenceId" = $1) AS keys`,
        [login],
      ),
    );
    expect(left.rows).toEqual([{ sessions: 0, keys: 0 }]);
    expect(await personBy(INES.userName)).toBeUndefined();
    const { inactive } = (await (await owner.get("/v1/scim")).json()) as { inactive: unknown[] };
    expect(inactive).toMatchObject([{ id, name: "Ines Roy-Lund", cases: 0 }]);
    const inactives = await okta("GET", `/Users?filter=${encodeURIComponent("active eq false")}`);
    expect(inactives.body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    const again = new Browser(server);
    await again.post("/v1/auth/sign-in/email", { email: INES.userName, password: "seven tame herons wading" });
    expect(await isIn(again)).toBe(false);
  });

  test("reactivates by PUT: the groups count again, the old session does not", async () => {
    const on = await okta("PUT", `/Users/${id}`, INES);
    expect(on.body).toMatchObject({ active: true, groups: [{ value: group }] });
    expect(await personBy(INES.userName)).toMatchObject({ role: "biller", clients: [client], joined: true });
    expect(await isIn(ines)).toBe(false);
    const back = new Browser(server);
    const signIn = await back.post("/v1/auth/sign-in/email", {
      email: INES.userName,
      password: "seven tame herons wading",
    });
    expect(signIn.status).toBe(200);
    expect(await isIn(back)).toBe(true);
  });

  test("takes the person out of the group, and the least role is left", async () => {
    const out = await okta("PATCH", `/Groups/${group}`, patch({ op: "remove", path: `members[value eq "${id}"]` }));
    expect(out.body).toMatchObject({ members: [] });
    expect(await personBy(INES.userName)).toMatchObject({ role: "read-only", clients: "all" });
    const least = await owner.ask("PUT", "/v1/scim/least", { role: "front desk", clients: [client] });
    expect(least.status).toBe(200);
    expect(await personBy(INES.userName)).toMatchObject({ role: "front desk", clients: [client] });
    expect((await owner.ask("PUT", "/v1/scim/least", { role: "director", clients: "all" })).status).toBe(422);
  });

  test("removes group and person; the person is not there any more, and the address is free", async () => {
    expect((await okta("DELETE", `/Groups/${group}`)).status).toBe(204);
    expect((await okta("DELETE", `/Users/${id}`)).status).toBe(204);
    for (const method of ["GET", "DELETE"]) expect((await okta(method, `/Users/${id}`)).status).toBe(404);
    expect((await okta("POST", "/Users", INES)).status).toBe(201);
  });

  test("is in the chain under its name, with nobody's address", async () => {
    const mine = (await events()).filter((e) => e.actor === "directory: Okta");
    expect(mine.filter((e) => e.subject === id).map((e) => e.type)).toEqual([
      ...["person added", "person changed", "person renamed", "person left", "person renamed", "person returned"],
      ...["person changed", "person changed", "person left", "person forgotten"],
    ]);
    expect(mine.filter((e) => e.subject === group).map((e) => e.type)).toEqual([
      "group added",
      "group changed",
      "group removed",
    ]);
    const bodies = await server.open.desk.store.asSystem(({ db }) =>
      db.selectFrom("event").select("body").where("actor", "like", "directory%").execute(),
    );
    expect(JSON.stringify(bodies)).not.toContain("@");
    const verified = await owner.post("/v1/audit/verify");
    expect(await verified.json()).toMatchObject({ intact: true });
  });
});

describe("Entra", () => {
  let entra: Speak;
  let id: string;
  let group: string;
  beforeAll(async () => {
    entra = speaker((await madeToken(owner, "Entra")).secret);
  });

  const OMAR = {
    schemas: [
      "urn:ietf:params:scim:schemas:core:2.0:User",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    ],
    externalId: "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    userName: "omar@harbor.example",
    active: "True",
    emails: [{ primary: true, type: "work", value: "omar@harbor.example" }],
    meta: { resourceType: "User" },
    name: { formatted: "Omar Haddad", familyName: "Haddad", givenName: "Omar" },
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { department: "Billing" },
    roles: [],
  };

  test("tests the connection with a name that nobody has", async () => {
    const { status, body } = await entra("GET", `/Users?filter=userName+eq+%229d1b1ccf-1b6e-4ea2-8c30-5d6b28d1a1c6%22`);
    expect([status, body.totalResults]).toEqual([200, 0]);
  });

  test("makes a person and a group, and puts the one into the other", async () => {
    const made = await entra("POST", "/Users", OMAR);
    expect([made.status, made.body.active]).toEqual([201, true]);
    ({ id } = made.body);
    const grouped = await entra("POST", "/Groups", { externalId: "8aa1a0c0", displayName: "Negotiators", members: [] });
    group = grouped.body.id;
    const found = await entra(
      "GET",
      `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "Negotiators"')}`,
    );
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: group, displayName: "Negotiators" }] });
    expect(JSON.stringify(found.body)).not.toContain("members");
    await owner.ask("PUT", `/v1/scim/groups/${group}`, { grant: { role: "negotiator", clients: "all" } });
    const added = await entra(
      "PATCH",
      `/Groups/${group}`,
      patch({ op: "Add", path: "members", value: [{ $ref: null, value: id }] }),
    );
    expect(added.status).toBe(200);
    expect(await personBy(OMAR.userName)).toMatchObject({ role: "negotiator", clients: "all" });
    const is = await entra("GET", `/Groups?filter=${encodeURIComponent(`id eq "${group}" and members eq "${id}"`)}`);
    expect(is.body.totalResults).toBe(1);
  });

  test("changes what it maps, and what is not kept is passed over", async () => {
    const changed = await entra(
      "PATCH",
      `/Users/${id}`,
      patch(
        { op: "Replace", path: 'emails[type eq "work"].value', value: "o.haddad@harbor.example" },
        { op: "Add", path: "name.formatted", value: "O. Haddad" },
        { op: "Add", path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", value: "Front" },
      ),
    );
    expect(changed.body).toMatchObject({
      userName: OMAR.userName,
      emails: [{ value: "o.haddad@harbor.example", type: "work" }],
    });
    expect(await personBy("o.haddad@harbor.example")).toMatchObject({ name: "O. Haddad", role: "negotiator" });
  });

  test("deactivates with the text False and a capital, reactivates, and takes out of the group", async () => {
    const off = await entra("PATCH", `/Users/${id}`, patch({ op: "Replace", path: "active", value: "False" }));
    expect(off.body.active).toBe(false);
    expect(await personBy("o.haddad@harbor.example")).toBeUndefined();
    const on = await entra("PATCH", `/Users/${id}`, patch({ op: "Replace", path: "active", value: "True" }));
    expect(on.body.active).toBe(true);
    expect(await personBy("o.haddad@harbor.example")).toMatchObject({ role: "negotiator" });
    await entra(
      "PATCH",
      `/Groups/${group}`,
      patch({ op: "Remove", path: "members", value: [{ $ref: null, value: id }] }),
    );
    expect(await personBy("o.haddad@harbor.example")).toMatchObject({ role: "front desk" });
  });

  test("finds by what it calls the person, and by address", async () => {
    for (const filter of [
      `externalId eq "${OMAR.externalId}"`,
      'emails[type eq "work"].value eq "x"'.replace('.value eq "x"', ""),
      'emails.value eq "o.haddad@harbor.example"',
    ])
      expect((await entra("GET", `/Users?filter=${encodeURIComponent(filter)}`)).body.Resources, filter).toEqual(
        expect.arrayContaining([expect.objectContaining({ id })]),
      );
  });
});

describe("by hand", () => {
  const OMAR = "o.haddad@harbor.example";
  test("what the directory sets is not changed, and the sentence says where it is", async () => {
    const { id } = (await personBy(OMAR)) ?? { id: "" };
    const grant = await owner.ask("PATCH", `/v1/people/${id}`, { role: "owner", clients: "all" });
    expect([grant.status, await grant.text()]).toEqual([
      409,
      expect.stringContaining("The directory says what this person may do"),
    ]);
    const end = await owner.ask("DELETE", `/v1/people/${id}`);
    expect([end.status, await end.text()]).toEqual([409, expect.stringContaining("The directory says who works here")]);
    const invite = await owner.post("/v1/people", { name: "O", email: OMAR, role: "owner", clients: "all" });
    expect([invite.status, await invite.text()]).toEqual([409, expect.stringContaining("Make a link")]);
    expect(await personBy(OMAR)).toMatchObject({ role: "front desk" });
  });

  test("an invitation that nobody took gives the directory nothing to give away", async () => {
    const entra = speaker((await madeToken(owner, "Entra too")).secret);
    await owner.post("/v1/people", { name: "Second", email: "second@harbor.example", role: "owner", clients: "all" });
    const { Resources } = (await entra("GET", byName("second@harbor.example"))).body;
    const { id } = (Resources as Body[])[0] ?? { id: "" };
    const taken = patch({
      op: "replace",
      value: { externalId: "mine", userName: "mine@elsewhere.example", emails: [] },
    });
    expect((await entra("PATCH", `/Users/${id}`, taken)).status).toBe(200);
    expect(await personBy("mine@elsewhere.example")).toMatchObject({ role: "front desk", managed: "everything" });
    expect((await entra("DELETE", `/Users/${id}`)).status).toBe(204);
  });

  test("a director gives a group no more than they have", async () => {
    const director = await somebody(server, { org, role: "director", clients: "all" });
    const { groups } = (await (await director.get("/v1/scim")).json()) as { groups: { id: string }[] };
    const path = `/v1/scim/groups/${groups[0]?.id}`;
    expect((await director.ask("PUT", path, { grant: { role: "owner", clients: "all" } })).status).toBe(403);
    expect((await director.ask("PUT", path, { grant: { role: "biller", clients: "all" } })).status).toBe(200);
    const some = await somebody(server, { org, role: "director", clients: [client] });
    for (const [method, to, body] of [
      ["GET", "/v1/scim", undefined],
      ["POST", "/v1/scim/tokens", { name: "Mine" }],
      ["PUT", path, { grant: null }],
      ["PUT", "/v1/scim/least", { role: "read-only", clients: "all" }],
    ] as const)
      expect((await some.ask(method, to, body)).status, to).toBe(403);
  });
});

describe("the owner", () => {
  let okta: Speak;
  let id: string;
  beforeAll(async () => {
    okta = speaker((await madeToken(owner, "Okta again")).secret);
    const found = await okta("GET", byName(OWNER.email));
    id = (found.body.Resources as Body[])[0]?.id ?? "";
  });

  test.each<[string, string, unknown]>([
    ["deactivated by a value", "PATCH", patch({ op: "replace", value: { active: false } })],
    ["deactivated by a path", "PATCH", patch({ op: "Replace", path: "active", value: "False" })],
    ["deactivated whole", "PUT", { userName: OWNER.email, active: false }],
    ["removed", "DELETE", undefined],
  ])("who is the only one is not %s", async (_, method, body) => {
    const refused = await okta(method, `/Users/${id}`, body);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ status: "403", detail: expect.stringContaining("only owner") });
    expect(await personBy(OWNER.email)).toMatchObject({ name: OWNER.name, role: "owner", managed: null });
  });

  test("is not made less by a group; nothing of the group stays", async () => {
    const made = await okta("POST", "/Groups", { displayName: "Everybody" });
    const path = `/Groups/${made.body.id}`;
    await owner.ask("PUT", `/v1/scim/groups/${made.body.id}`, { grant: { role: "biller", clients: "all" } });
    const added = await okta("PATCH", path, patch({ op: "add", path: "members", value: [{ value: id }] }));
    expect([added.status, added.body.status]).toEqual([403, "403"]);
    expect((await okta("GET", path)).body).toMatchObject({ members: [] });
    expect(await personBy(OWNER.email)).toMatchObject({ role: "owner", managed: null });
    // In a group that gives nothing they are spoken of, and stay who they are; then the group may not be given less.
    await owner.ask("PUT", `/v1/scim/groups/${made.body.id}`, { grant: null });
    expect((await okta("PATCH", path, patch({ op: "add", path: "members", value: [{ value: id }] }))).status).toBe(200);
    expect(await personBy(OWNER.email)).toMatchObject({ role: "owner", managed: "name and access" });
    const mapped = await owner.ask("PUT", `/v1/scim/groups/${made.body.id}`, {
      grant: { role: "biller", clients: "all" },
    });
    expect([mapped.status, await mapped.text()]).toEqual([403, expect.stringContaining("only owner")]);
    const { groups } = (await (await owner.get("/v1/scim")).json()) as { groups: { id: string; grant: unknown }[] };
    expect(groups.find((g) => g.id === made.body.id)?.grant).toBe(null);
    expect((await okta("DELETE", path)).status).toBe(204);
  });

  test("is out of reach of a director's token, also when there is another", async () => {
    const second = await somebody(server, { org, role: "owner", clients: "all" });
    const director = await somebody(server, { org, role: "director", clients: "all" });
    const theirs = speaker((await madeToken(director, "A director's")).secret);
    const made = await okta("POST", "/Groups", { displayName: "Owners" });
    await owner.ask("PUT", `/v1/scim/groups/${made.body.id}`, { grant: { role: "owner", clients: "all" } });
    const climber = (await theirs("POST", "/Users", { userName: "climber@harbor.example" })).body.id;
    for (const [method, path, body] of [
      ["PATCH", `/Users/${id}`, patch({ op: "replace", value: { active: false } })],
      ["DELETE", `/Users/${id}`, undefined],
      ["PATCH", `/Groups/${made.body.id}`, patch({ op: "add", path: "members", value: [{ value: climber }] })],
    ] as const)
      expect((await theirs(method, path, body)).body, path).toMatchObject({
        status: "403",
        detail: expect.stringContaining("A director cannot"),
      });
    expect(await personBy("climber@harbor.example")).toMatchObject({ role: "front desk" });
    expect(await personBy(OWNER.email)).toMatchObject({ role: "owner" });
    const { person } = (await (await second.get("/v1/me")).json()) as { person: { id: string } };
    expect((await okta("DELETE", `/Users/${person.id}`)).status).toBe(204);
    for (const path of [`/Groups/${made.body.id}`, `/Users/${climber}`])
      expect((await okta("DELETE", path)).status).toBe(204);
  });

  test("may go when there is another", async () => {
    await somebody(server, { org, role: "owner", clients: "all" });
    const off = await okta("PATCH", `/Users/${id}`, patch({ op: "replace", value: { active: false } }));
    expect(off.status).toBe(200);
    expect(await isIn(owner)).toBe(false);
    owner = await somebody(server, { org, role: "owner", clients: "all" });
  });
});

describe("tenants", () => {
  test("are apart: nothing of one is found, named or changed by the directory of another", async () => {
    const mine = speaker((await madeToken(owner, "Mine")).secret);
    const other = await organizationIn(server.open.desk.store, 1);
    server.open.makeKey(other.org);
    const theirs = speaker(
      (await madeToken(await somebody(server, { org: other.org, role: "owner", clients: "all" }), "Theirs")).secret,
    );
    const NINA = { userName: "nina@harbor.example", externalId: "shared" };
    const { id } = (await mine("POST", "/Users", NINA)).body;
    const group = (await mine("POST", "/Groups", { displayName: "Mine alone", members: [{ value: id }] })).body.id;
    for (const [method, path, body] of [
      ["GET", `/Users/${id}`, undefined],
      ["PUT", `/Users/${id}`, { userName: "nina@harbor.example" }],
      ["PATCH", `/Users/${id}`, patch({ op: "replace", value: { active: false } })],
      ["DELETE", `/Users/${id}`, undefined],
      ["GET", `/Groups/${group}`, undefined],
      ["PATCH", `/Groups/${group}`, patch({ op: "remove", path: "members" })],
      ["DELETE", `/Groups/${group}`, undefined],
    ] as const) {
      const none = await theirs(method, path, body);
      const nobody = await theirs(method, path.replace(/[0-9a-f]{12}$/, "0".repeat(12)), body);
      expect([none.status, none.body]).toEqual([404, nobody.body]);
    }
    expect((await theirs("GET", byName(NINA.userName))).body.totalResults).toBe(0);
    expect((await theirs("GET", "/Groups")).body.totalResults).toBe(0);
    // The same name is free there, and a member of here is nobody there.
    expect((await theirs("POST", "/Users", NINA)).status).toBe(201);
    expect((await theirs("POST", "/Groups", { displayName: "Theirs", members: [{ value: id }] })).body).toMatchObject({
      status: "400",
      scimType: "invalidValue",
    });
    expect((await theirs("GET", "/Groups")).body.totalResults).toBe(0);
    expect((await mine("GET", `/Users/${id}`)).body).toMatchObject({ active: true, groups: [{ value: group }] });
  });
});

describe("a token", () => {
  test.each([
    "",
    "x",
    "parley_scim_",
    `parley_scim_${"a".repeat(43)}`,
    `parley_${"a".repeat(64)}`,
    "parley_scim_' OR 1=1 --",
    "x".repeat(9_000),
  ])("that is none opens nothing: %j", async (secret) => {
    for (const [method, path] of [
      ["GET", "/Users"],
      ["POST", "/Users"],
      ["GET", "/ServiceProviderConfig"],
    ] as const) {
      const { status, body } = await speaker(secret)(
        method,
        path,
        method === "POST" ? { userName: "a@b.example" } : undefined,
      );
      expect(status).toBe(401);
      expect(body).toMatchObject({ status: "401", schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"] });
    }
  });

  test("opens no other route, and neither a session nor a key opens its", async () => {
    const { secret } = await madeToken(owner, "Only here");
    expect((await server.ask("/v1/people", { headers: { authorization: `Bearer ${secret}` } })).status).toBe(401);
    expect((await owner.get("/scim/v2/Users")).status).toBe(401);
    const made = await owner.post("/v1/api-keys", { name: "k", scopes: ["read", "work", "import", "manage"] });
    const key = ((await made.json()) as { secret: string }).secret;
    expect((await speaker(key)("GET", "/Users")).status).toBe(401);
  });

  test("opens nothing once it is ended, and its last use is shown", async () => {
    const { id, secret } = await madeToken(owner, "Short");
    const speak = speaker(secret);
    expect((await speak("GET", "/Users?count=0")).status).toBe(200);
    const { tokens } = (await (await owner.get("/v1/scim")).json()) as {
      tokens: { id: string; usedAt: string | null }[];
    };
    expect(tokens.find((t) => t.id === id)?.usedAt).toMatch(/^20/);
    expect((await owner.ask("DELETE", `/v1/scim/tokens/${id}`)).status).toBe(204);
    expect((await speak("GET", "/Users?count=0")).status).toBe(401);
    expect((await owner.ask("DELETE", `/v1/scim/tokens/${id}`)).status).toBe(404);
  });

  test("opens nothing after its last day", async () => {
    const { id, secret } = await madeToken(owner, "For a while", "2199-01-01");
    expect((await speaker(secret)("GET", "/Users?count=0")).status).toBe(200);
    await server.open.desk.store.asSystem(({ db }) =>
      db.updateTable("scim_token").set({ ends_at: "2020-01-01T00:00:00.000Z" }).where("id", "=", id).execute(),
    );
    expect((await speaker(secret)("GET", "/Users?count=0")).status).toBe(401);
    expect((await owner.post("/v1/scim/tokens", { name: "Late", ends: "2020-01-01" })).status).toBe(422);
  });

  test("is in no line that the server wrote, in no row, and in no event", async () => {
    const { secret } = await madeToken(owner, "Secret");
    await speaker(secret)("GET", "/Users?count=0");
    await speaker(secret)("POST", "/Users", "not an object");
    expect(server.lines.join("\n")).not.toContain("parley_scim_");
    const { rows } = await server.open.desk.store.asSystem(({ session }) =>
      session.query(
        "SELECT (SELECT string_agg(to_jsonb(t)::text, '') FROM scim_token t) || (SELECT string_agg(body, '') FROM event) AS all",
      ),
    );
    expect(JSON.stringify(rows)).not.toContain(secret.slice(-20));
  });

  test("with the last one ended, people are changed by hand again", async () => {
    const row = (await people()).find((p) => p.managed === "everything");
    const { tokens } = (await (await owner.get("/v1/scim")).json()) as { tokens: { id: string }[] };
    for (const { id } of tokens) await owner.ask("DELETE", `/v1/scim/tokens/${id}`);
    const changed = await owner.ask("PATCH", `/v1/people/${row?.id}`, { role: "biller", clients: "all" });
    expect([changed.status, await changed.json()]).toMatchObject([200, { role: "biller", managed: null }]);
    expect((await owner.ask("DELETE", `/v1/people/${row?.id}`)).status).toBe(204);
  });
});

describe("what is wrong is said as SCIM says it", () => {
  let speak: Speak;
  beforeAll(async () => {
    speak = speaker((await madeToken(owner, "Wrong")).secret);
  });
  test.each<[string, string, string, unknown, number, string | undefined]>([
    ["a filter that cannot be read", "GET", "/Users?filter=userName+is+x", undefined, 400, "invalidFilter"],
    ["a count that is no number", "GET", "/Users?count=many", undefined, 400, "invalidValue"],
    ["a body that is no object", "POST", "/Users", [1], 400, "invalidSyntax"],
    ["a user without a name", "POST", "/Users", {}, 400, "invalidValue"],
    [
      "a user with an address that is none",
      "POST",
      "/Users",
      { userName: "x", emails: [{ value: "y" }] },
      400,
      "invalidValue",
    ],
    ["a group without a name", "POST", "/Groups", { members: [] }, 400, "invalidValue"],
    ["a member that is no id", "POST", "/Groups", { displayName: "G", members: [{ value: "1" }] }, 400, "invalidValue"],
    ["an id that is none", "GET", "/Users/1", undefined, 404, undefined],
    ["a path that is none", "GET", "/Nothing", undefined, 404, undefined],
    ["bulk, which is not spoken", "POST", "/Bulk", {}, 404, undefined],
  ])("%s", async (_, method, path, body, status, scimType) => {
    const said = await speak(method, path, body);
    expect(said.status).toBe(status);
    expect(said.headers.get("content-type")).toBe("application/scim+json");
    expect(said.body).toMatchObject({ status: String(status), ...(scimType !== undefined && { scimType }) });
  });

  test("a body of another kind, and one that is too large", async () => {
    expect((await speak("POST", "/Users", {}, { "content-type": "text/plain" })).status).toBe(415);
    expect((await speak("POST", "/Users", { userName: "x".repeat(3 << 20) })).status).toBe(413);
  });

  test("pages are counted from one, and never hold more than was asked for", async () => {
    const all = (await speak("GET", "/Users")).body;
    const page = (await speak("GET", "/Users?startIndex=2&count=1&attributes=userName")).body;
    expect(page).toMatchObject({ totalResults: all.totalResults, startIndex: 2, itemsPerPage: 1 });
    expect(Object.keys((page.Resources as Body[])[0] ?? {}).sort()).toEqual(["id", "schemas", "userName"]);
    expect((await speak("GET", "/Users?startIndex=0&count=-5")).body).toMatchObject({ startIndex: 1, itemsPerPage: 0 });
    expect((await speak("GET", "/Users?startIndex=999")).body).toMatchObject({ itemsPerPage: 0, Resources: [] });
  });
});
