import { randomUUID } from "node:crypto";
import { createOTP } from "@better-auth/utils/otp";
import { getMigrations } from "better-auth/db/migration";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyChains } from "#app/audit.ts";
import { kyselyOver } from "#store/dialect.ts";
import { age, Browser, firstOf, firstOwner, OWNER, somebody, type TestServer, testServer } from "#test/server.ts";
import { SCHEMA } from "./database.ts";
import { optionsOf } from "./options.ts";
import { weaknessOf } from "./passwords.ts";
import { AUTH_ROUTES } from "./routes.ts";

let server: TestServer;
let owner: Browser;
beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
});
afterAll(() => server.close());

const said = async (response: Response): Promise<Record<string, unknown>> =>
  (await response.json()) as Record<string, unknown>;

const signIn = (email: string, password: string) =>
  new Browser(server).post("/v1/auth/sign-in/email", { email, password });

test("the tables are as the library wants them", async () => {
  const options = optionsOf({
    store: server.open.desk.store,
    secret: "x".repeat(40),
    sessionMinutes: 30,
    providers: [],
    publicUrl: undefined,
    changed: () => {},
  });
  const plan = await server.open.desk.store.asOwner(({ session }) =>
    getMigrations({ ...options, database: { db: kyselyOver(session), type: "postgres", schemaName: SCHEMA } }),
  );
  const { toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems } = plan;
  expect({ toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems }).toEqual({
    toBeCreated: [],
    toBeAdded: [],
    toBeAddedIndexes: [],
    schemaProblems: [],
  });
});

describe("a password", () => {
  test.each([
    ["quiet otters cross the ford", true],
    ["Kz8#vQ2!mW9x", true],
    ["4821-7710 93!62", true],
    ["short words", false],
    ["password1234", false],
    ["Passw0rd!2026", false],
    ["qwertyuiop12", false],
    ["aaaaaaaaaaaaaaa", false],
    ["abababababab", false],
    ["482177109362", false],
    ["Summer2026!!", false],
    ["maren.lund.99", false],
    ["harbor harbor", false],
    ["parleyparley1", false],
    ["administrator!", false],
  ])("%j is taken: %s", (password, isTaken) => {
    expect(weaknessOf(password, ["maren@harbor.example", "Maren Lund"]) === undefined).toBe(isTaken);
  });

  test("is never given back, and neither is the secret of a session", async () => {
    const response = await signIn(OWNER.email, OWNER.password);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).not.toContain(OWNER.password);
    expect(JSON.parse(text)).not.toHaveProperty("token");
  });

  test("that is wrong, and an e-mail nobody has, are answered alike", async () => {
    const wrong = await signIn(OWNER.email, "not the password at all");
    const unknown = await signIn("nobody@harbor.example", "not the password at all");
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const [a, b] = [await said(wrong), await said(unknown)];
    expect({ ...a, id: "" }).toEqual({ ...b, id: "" });
    expect(a).toMatchObject({ type: "/problems/not-signed-in", detail: "E-mail or password is not right." });
  });

  test("tried wrong five times locks the account, known or not, and then the right one too", async () => {
    const email = "locked@harbor.example";
    await owner.post("/v1/prove", { password: OWNER.password });
    const invited = await owner.post("/v1/people", { name: "L. Ocked", email, role: "biller", clients: "all" });
    const secret = /#(.+)$/.exec(String((await said(invited)).link))?.[1];
    const password = "eleven herons on the pier";
    expect((await new Browser(server).post("/v1/join", { secret, password })).status).toBe(204);
    for (const tried of [email, "unknown@harbor.example"]) {
      for (let i = 0; i < 5; i++) expect((await signIn(tried, "not the password at all")).status).toBe(401);
      const locked = await signIn(tried.toUpperCase(), password);
      expect(locked.status).toBe(429);
      expect(Number(locked.headers.get("retry-after"))).toBeGreaterThan(0);
    }
  });
});

describe("routes of the library", () => {
  test.each([
    ["POST", "/v1/auth/sign-up/email"],
    ["POST", "/v1/auth/api-key/create"],
    ["GET", "/v1/auth/api-key/list"],
    ["POST", "/v1/auth/api-key/verify"],
    ["POST", "/v1/auth/request-password-reset"],
    ["POST", "/v1/auth/update-user"],
    ["POST", "/v1/auth/delete-user"],
    ["POST", "/v1/auth/link-social"],
    ["GET", "/v1/auth/get-session"],
    ["GET", "/v1/auth/sign-in/email"],
    ["POST", "/v1/auth/sign-in/email/"],
    ["POST", "/v1/auth/../v1/auth/sign-up/email"],
    ["GET", "/v1/auth/error"],
    ["GET", "/v1/auth"],
  ])("%s %s is not open", async (method, path) => {
    const response = await owner.ask(method, path, method === "GET" ? undefined : {});
    expect(response.status).toBe(404);
  });

  test.each(Object.entries(AUTH_ROUTES).filter(([, r]) => r.proved))("%s asks to prove again", async (path, route) => {
    const { org } = await firstOf(server);
    const late = await somebody(server, { org, role: "biller", clients: "all" });
    await age(server, 11);
    late.forgetCache();
    const response = await late.ask(route.method, `/v1/auth${path}`, route.method === "GET" ? undefined : {});
    expect(response.status).toBe(401);
    expect(await said(response)).toMatchObject({ type: "/problems/step-up-needed" });
  });
});

describe("an invitation", () => {
  const invite = async (email: string, role = "biller") => {
    await owner.post("/v1/prove", { password: OWNER.password });
    const response = await owner.post("/v1/people", { name: "Jo Ferris", email, role, clients: "all" });
    expect(response.status).toBe(201);
    const { link } = await said(response);
    return /#(.+)$/.exec(String(link))?.[1] ?? "";
  };

  test("tells whom it is for, lets that person in once, and lists them", async () => {
    const secret = await invite("jo@harbor.example");
    const browser = new Browser(server);
    expect(await said(await browser.post("/v1/invitation", { secret }))).toEqual({
      organization: "Harbor Ridge Group",
      name: "Jo Ferris",
      email: "jo@harbor.example",
    });
    const password = "seven lamps in the harbour";
    expect((await browser.post("/v1/join", { secret, password: "password1234" })).status).toBe(422);
    expect((await browser.post("/v1/join", { secret, password })).status).toBe(204);
    expect(await said(await browser.get("/v1/me"))).toMatchObject({ person: { name: "Jo Ferris", role: "biller" } });
    expect((await new Browser(server).post("/v1/join", { secret, password })).status).toBe(404);
    const begins = async (home: string | null) =>
      said(await browser.ask("PATCH", "/v1/me", { home }, { "idempotency-key": randomUUID() }));
    expect(await said(await browser.get("/v1/me"))).toMatchObject({ home: "my day", preferences: { home: null } });
    expect(await begins("payments")).toMatchObject({ home: "payments", preferences: { singleKeys: true } });
    expect(await begins(null)).toMatchObject({ home: "my day", preferences: { home: null } });
    expect(
      (await browser.ask("PATCH", "/v1/me", { home: "//elsewhere" }, { "idempotency-key": randomUUID() })).status,
    ).toBe(422);
    expect((await signIn("JO@harbor.example", password)).status).toBe(200);
  });

  test("is renewed by inviting again, and the first link ends", async () => {
    const first = await invite("kim@harbor.example");
    const second = await invite("kim@harbor.example");
    expect((await owner.post("/v1/invitation", { secret: first })).status).toBe(404);
    expect((await owner.post("/v1/invitation", { secret: second })).status).toBe(200);
  });

  test("ends after seven days", async () => {
    const secret = await invite("old@harbor.example");
    await server.open.desk.store.asSystem(({ db }) =>
      db
        .updateTable("person")
        .set({ made_at: "2020-01-01T00:00:00.000Z" })
        .where("email", "=", "old@harbor.example")
        .execute(),
    );
    expect((await owner.post("/v1/invitation", { secret })).status).toBe(404);
  });

  test("is refused for somebody who works here already", async () => {
    const response = await owner.post("/v1/people", { name: "M", email: OWNER.email, role: "biller", clients: "all" });
    expect(response.status).toBe(409);
  });
});

describe("ending access", () => {
  test("ends the person's sessions at once", async () => {
    const { org } = await firstOf(server);
    const browser = await somebody(server, { org, role: "negotiator", clients: "all" });
    const { person } = (await said(await browser.get("/v1/me"))) as { person: { id: string } };
    expect((await owner.ask("DELETE", `/v1/people/${person.id}`)).status).toBe(204);
    expect((await browser.get("/v1/me")).status).toBe(401);
    browser.forgetCache();
    expect((await browser.get("/v1/me")).status).toBe(401);
  });

  test("of the only owner is refused, and so is their demotion", async () => {
    const { person } = (await said(await owner.get("/v1/me"))) as { person: { id: string } };
    expect((await owner.ask("DELETE", `/v1/people/${person.id}`)).status).toBe(409);
    const demoted = await owner.ask("PATCH", `/v1/people/${person.id}`, { role: "biller", clients: "all" });
    expect(demoted.status).toBe(409);
  });

  test("a director neither makes nor ends an owner", async () => {
    const { org } = await firstOf(server);
    const director = await somebody(server, { org, role: "director", clients: "all" });
    const { person } = (await said(await owner.get("/v1/me"))) as { person: { id: string } };
    expect((await director.ask("DELETE", `/v1/people/${person.id}`)).status).toBe(403);
    const body = { name: "Own Er", email: "owner2@harbor.example", role: "owner", clients: "all" };
    expect((await director.post("/v1/people", body)).status).toBe(403);
  });
});

describe("a session", () => {
  test("ends twelve hours after it began, however busy it was", async () => {
    const { org } = await firstOf(server);
    const browser = await somebody(server, { org, role: "biller", clients: "all" });
    await age(server, 12 * 60 + 1);
    browser.forgetCache();
    expect((await browser.get("/v1/me")).status).toBe(401);
    await owner.post("/v1/auth/sign-in/email", { email: OWNER.email, password: OWNER.password });
  });

  test("ends when it was idle for as long as the organization says", async () => {
    const { org } = await firstOf(server);
    const browser = await somebody(server, { org, role: "biller", clients: "all" });
    await server.open.desk.store.asSystem(({ session }) =>
      session.query(`UPDATE parley_auth."session" SET "expiresAt" = now() - interval '1 second'`),
    );
    browser.forgetCache();
    expect((await browser.get("/v1/me")).status).toBe(401);
    await owner.post("/v1/auth/sign-in/email", { email: OWNER.email, password: OWNER.password });
  });

  test("has cookies that no script reads and no other site sends", async () => {
    const response = await signIn(OWNER.email, OWNER.password);
    const lines = response.headers.getSetCookie();
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/HttpOnly; SameSite=Strict$/);
  });

  test("ends by signing out", async () => {
    const browser = new Browser(server);
    await browser.post("/v1/auth/sign-in/email", { email: OWNER.email, password: OWNER.password });
    expect((await browser.get("/v1/me")).status).toBe(200);
    expect((await browser.post("/v1/auth/sign-out")).status).toBe(200);
    expect((await browser.get("/v1/me")).status).toBe(401);
  });

  test("that was read a moment ago ends at once where it is signed out, for whoever else has its cookies", async () => {
    const [browser, other] = [new Browser(server), new Browser(server)];
    await browser.post("/v1/auth/sign-in/email", { email: OWNER.email, password: OWNER.password });
    for (const [name, value] of browser.cookies) other.cookies.set(name, value);
    for (const b of [browser, other, other]) expect((await b.get("/v1/me")).status).toBe(200);
    expect((await browser.post("/v1/auth/sign-out")).status).toBe(200);
    expect((await other.get("/v1/me")).status).toBe(401);
  });

  test("that was read a moment ago has the right of the role that its person has now", async () => {
    const { org } = await firstOf(server);
    const browser = await somebody(server, { org, role: "director", clients: "all" });
    const { person } = (await said(await browser.get("/v1/me"))) as { person: { id: string } };
    expect((await browser.get("/v1/people")).status).toBe(200);
    await owner.post("/v1/prove", { password: OWNER.password });
    const changed = await owner.ask("PATCH", `/v1/people/${person.id}`, { role: "biller", clients: "all" });
    expect(changed.status).toBe(200);
    expect(await said(await browser.get("/v1/me"))).toMatchObject({ person: { role: "biller" } });
  });

  test("is another one after its person proved themselves, and the one before is over", async () => {
    const [browser, before] = [new Browser(server), new Browser(server)];
    await browser.post("/v1/auth/sign-in/email", { email: OWNER.email, password: OWNER.password });
    for (const [name, value] of browser.cookies) before.cookies.set(name, value);
    expect((await before.get("/v1/me")).status).toBe(200);
    expect((await browser.post("/v1/prove", { password: OWNER.password })).status).toBe(204);
    expect((await browser.get("/v1/me")).status).toBe(200);
    expect((await before.get("/v1/me")).status).toBe(401);
  });
});

describe("proving", () => {
  test("by password makes dangerous acts possible again, and a wrong one does not", async () => {
    const browser = new Browser(server);
    await browser.post("/v1/auth/sign-in/email", { email: OWNER.email, password: OWNER.password });
    await age(server, 11);
    browser.forgetCache();
    const key = () => browser.post("/v1/api-keys", { name: "program", scopes: ["read"] });
    expect((await key()).status).toBe(401);
    expect((await browser.post("/v1/prove", { password: "not the password at all" })).status).toBe(403);
    expect((await key()).status).toBe(401);
    expect((await browser.post("/v1/prove", { password: OWNER.password })).status).toBe(204);
    expect((await key()).status).toBe(201);
  });
});

describe("a key of a program", () => {
  const make = async (scopes: readonly string[]) => {
    await owner.post("/v1/prove", { password: OWNER.password });
    const response = await owner.post("/v1/api-keys", { name: `key ${scopes.join()}`, scopes });
    expect(response.status).toBe(201);
    const { key, secret } = (await response.json()) as { key: { id: string }; secret: string };
    const ask = (method: string, path: string, body?: unknown) =>
      server.ask(path, {
        method,
        headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    return { id: key.id, secret, ask };
  };

  test.each([
    [["read"], "GET", "/v1/clients", 200],
    [["work"], "GET", "/v1/clients", 403],
    [["read"], "POST", "/v1/clients", 403],
    [["manage"], "POST", "/v1/clients", 201],
    [["read", "work", "import", "manage"], "GET", "/v1/people", 403],
    [["read", "work", "import", "manage"], "POST", "/v1/api-keys", 403],
    [["read", "work", "import", "manage"], "GET", "/v1/settings/security", 403],
    [["read", "work", "import", "manage"], "POST", "/v1/data/backup", 403],
  ])("with the scopes %j: %s %s answers %i", async (scopes, method, path, status) => {
    const { ask } = await make(scopes);
    const body = method === "POST" ? { name: "By a program", prefix: "BP" } : undefined;
    expect((await ask(method, path, body)).status).toBe(status);
  });

  test("is kept as a hash, is listed with its last use, and ends", async () => {
    const { id, secret, ask } = await make(["read"]);
    expect((await ask("GET", "/v1/me")).status).toBe(200);
    const { rows } = await server.open.desk.store.asSystem(({ session }) =>
      session.query('SELECT * FROM parley_auth."apikey"'),
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    const listed = (await (await owner.get("/v1/api-keys")).json()) as { rows: { id: string; lastUsed: string }[] };
    expect(listed.rows.find((r) => r.id === id)?.lastUsed).toMatch(/^\d{4}-/);
    expect(JSON.stringify(listed)).not.toContain(secret);
    expect((await owner.ask("DELETE", `/v1/api-keys/${id}`)).status).toBe(204);
    expect((await ask("GET", "/v1/me")).status).toBe(401);
  });

  test("does no more than the person who made it, and dies with their access", async () => {
    const { org } = await firstOf(server);
    const director = await somebody(server, { org, role: "director", clients: "all" });
    const made = await director.post("/v1/api-keys", { name: "theirs", scopes: ["read", "manage"] });
    const { secret } = (await made.json()) as { secret: string };
    const ask = () => server.ask("/v1/clients", { headers: { "x-api-key": secret } });
    expect((await ask()).status).toBe(200);
    const { person } = (await said(await director.get("/v1/me"))) as { person: { id: string } };
    await owner.ask("DELETE", `/v1/people/${person.id}`);
    expect((await ask()).status).toBe(401);
  });
});

describe("a passkey", () => {
  test("is offered a challenge to register, for this machine by name", async () => {
    const response = await owner.get("/v1/auth/passkey/generate-register-options");
    expect(response.status).toBe(200);
    const options = await said(response);
    expect(options).toMatchObject({ rp: { id: "localhost", name: "Parley" } });
    expect(String(options.challenge).length).toBeGreaterThan(20);
  });

  test("that nobody has yet is an empty list", async () => {
    expect(await (await owner.get("/v1/auth/passkey/list-user-passkeys")).json()).toEqual([]);
  });

  test("is asked for to sign in, without naming anybody", async () => {
    const options = await said(await new Browser(server).get("/v1/auth/passkey/generate-authenticate-options"));
    expect(String(options.challenge).length).toBeGreaterThan(20);
    expect(JSON.stringify(options)).not.toContain("harbor");
  });
});

describe("a second factor", () => {
  test("of nobody, with a cookie that was made up, is refused and no failure of ours", async () => {
    for (const made of ["%", "%zz.x", "a.b"]) {
      const cookie = `parley.two_factor=${made}`;
      const answer = await new Browser(server).post("/v1/auth/two-factor/verify-totp", { code: "000000" }, { cookie });
      expect(answer.status, made).toBe(401);
    }
  });

  test("is set up, asked for, proves, recovers, and locks", async () => {
    const password = OWNER.password;
    await owner.post("/v1/prove", { password });
    const needed = { sessionMinutes: 30, secondFactorNeeded: true, sso: [] };
    expect((await owner.ask("PUT", "/v1/settings/security", needed)).status).toBe(409);
    const enabled = await said(await owner.post("/v1/auth/two-factor/enable", { password }));
    const secret = new URL(String(enabled.totpURI)).searchParams.get("secret") ?? "";
    const { base32 } = await import("@better-auth/utils/base32");
    const otp = createOTP(new TextDecoder().decode(base32.decode(secret)));
    const code = () => otp.totp();
    expect((await owner.post("/v1/auth/two-factor/verify-totp", { code: "000000" })).status).toBe(401);
    expect((await owner.post("/v1/auth/two-factor/verify-totp", { code: await code() })).status).toBe(200);
    expect(await said(await owner.get("/v1/me"))).toMatchObject({ secondFactor: true });

    const half = new Browser(server);
    const first = await half.post("/v1/auth/sign-in/email", { email: OWNER.email, password });
    expect(await said(first)).toMatchObject({ twoFactorRedirect: true, twoFactorMethods: ["totp"] });
    expect((await half.get("/v1/me")).status).toBe(401);
    expect((await half.post("/v1/auth/two-factor/verify-totp", { code: "000000" })).status).toBe(401);
    expect((await half.post("/v1/auth/two-factor/verify-totp", { code: await code() })).status).toBe(200);
    expect((await half.get("/v1/me")).status).toBe(200);
    expect((await half.post("/v1/prove", { code: "000000" })).status).toBe(403);
    expect((await half.post("/v1/prove", { code: await code() })).status).toBe(204);

    const lost = new Browser(server);
    const [recovery] = enabled.backupCodes as string[];
    await lost.post("/v1/auth/sign-in/email", { email: OWNER.email, password });
    expect((await lost.post("/v1/auth/two-factor/verify-backup-code", { code: recovery })).status).toBe(200);
    expect((await lost.get("/v1/me")).status).toBe(200);
    const again = new Browser(server);
    await again.post("/v1/auth/sign-in/email", { email: OWNER.email, password });
    expect((await again.post("/v1/auth/two-factor/verify-backup-code", { code: recovery })).status).toBe(401);

    expect((await owner.ask("PUT", "/v1/settings/security", needed)).status).toBe(200);
    const { org } = await firstOf(server);
    const without = await somebody(server, { org, role: "director", clients: "all" });
    expect((await without.get("/v1/me")).status).toBe(200);
    const refused = await without.get("/v1/settings/security");
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("second factor");
  });
});

describe("the chain tells", () => {
  /** Newest first: what happened to somebody, and by what. */
  const told = async (browser: Browser): Promise<readonly string[]> => {
    const { rows } = (await said(await browser.get("/v1/me/sign-ins"))) as {
      rows: readonly { what: string; by: string | null }[];
    };
    return rows.map((r) => (r.by === null ? r.what : `${r.what} by ${r.by}`));
  };

  test("who came in, who tried to, and what changed of factors and keys", async () => {
    const other = await testServer();
    const first = await firstOwner(other);
    await new Browser(other).post("/v1/auth/sign-in/email", {
      email: OWNER.email,
      password: "not the password at all",
    });
    await new Browser(other).post("/v1/auth/sign-in/email", {
      email: "nobody@x.example",
      password: "not the password",
    });
    const browser = new Browser(other);
    await browser.post("/v1/auth/sign-in/email", { email: OWNER.email, password: OWNER.password });
    await browser.post("/v1/prove", { password: "not the password at all" });
    // A browser that is signed in tries again, and is told apart from one that is not by nothing.
    await browser.post("/v1/auth/sign-in/email", { email: OWNER.email, password: "not the password at all" });
    await browser.post("/v1/auth/sign-in/email", { email: OWNER.email, password: OWNER.password });
    const { totpURI } = await said(await browser.post("/v1/auth/two-factor/enable", { password: OWNER.password }));
    const secret = new URL(String(totpURI)).searchParams.get("secret") ?? "";
    const { decode } = await import("@better-auth/utils/base32").then((m) => ({ decode: m.base32.decode }));
    const code = () => createOTP(new TextDecoder().decode(decode(secret)), { digits: 6, period: 30 }).totp();
    expect((await browser.post("/v1/auth/two-factor/verify-totp", { code: await code() })).status).toBe(200);
    const key = { name: "Nightly", scopes: ["read"], ends: null };
    const made = (await said(await browser.post("/v1/api-keys", key))) as { key?: { id: string } };
    await browser.ask("DELETE", `/v1/api-keys/${made.key?.id}`);
    await browser.post("/v1/auth/sign-out");
    const again = new Browser(other);
    await again.post("/v1/auth/sign-in/email", { email: OWNER.email, password: OWNER.password });
    expect(again.cookies.has("parley.session_token")).toBe(false);
    expect((await again.post("/v1/auth/two-factor/verify-totp", { code: "000000" })).status).toBe(401);
    expect((await again.post("/v1/auth/two-factor/verify-totp", { code: await code() })).status).toBe(200);
    // A failed try is written beside its answer, so that the order of two that follow at once is open.
    const seen = await told(again);
    expect(seen.toSorted()).toEqual(
      [
        "signed in by code",
        "sign-in failed by code",
        "signed out",
        "key ended by Nightly",
        "key made by Nightly",
        "second factor added",
        "sign-in failed by proof",
        "signed in by password",
        "sign-in failed by password",
        "sign-in failed by password",
        "signed in by password",
      ].toSorted(),
    );
    const { rows } = (await said(await first.get("/v1/audit/events?limit=100"))) as {
      rows: readonly { what: string; actor: string }[];
    };
    expect(rows.filter((r) => r.what === "sign-in failed").map((r) => r.actor)).toEqual(Array(4).fill("unproved"));
    const [audited] = await verifyChains(other.open, {}, { serves: false });
    expect(audited?.faults).toBe(0);
    expect(JSON.stringify(rows)).not.toContain("nobody@x.example");
    await other.close();
  });
});
