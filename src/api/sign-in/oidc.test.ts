import { base32 } from "@better-auth/utils/base32";
import { createOTP } from "@better-auth/utils/otp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type OidcProvider, oidcProvider } from "#test/oidc-provider.ts";
import { age, Browser, firstOwner, OWNER, type TestServer, testServer } from "#test/server.ts";

/** Single sign-on against a provider that answers: from the button to the session, and what a provider may not do. */

const INES = { sub: "ines-1", email: "ines@harbor.example", email_verified: true, name: "Ines Roy" };
const STRANGER = { sub: "x-1", email: "stranger@elsewhere.example", email_verified: true, name: "A Stranger" };

let server: TestServer;
let provider: OidcProvider;
let owner: Browser;
beforeAll(async () => {
  provider = await oidcProvider(INES);
  server = await testServer();
  owner = await firstOwner(server);
  const sso = [
    {
      id: "entra",
      name: "Entra",
      issuer: provider.issuer,
      clientId: provider.clientId,
      clientSecret: provider.clientSecret,
    },
  ];
  const put = await owner.ask("PUT", "/v1/settings/security", { sessionMinutes: 30, secondFactorNeeded: false, sso });
  expect(put.status, await put.clone().text()).toBe(200);
});
afterAll(async () => {
  await server.close();
  await provider.close();
});
beforeEach(() => {
  provider.lie = "nothing";
  provider.who = INES;
});

const invite = (email: string): Promise<Response> =>
  owner.post("/v1/people", { name: "Ines Roy", email, role: "biller", clients: "all" });

/** Presses the button; where the provider is to be asked. */
async function pressed(browser: Browser): Promise<URL> {
  const begun = await browser.post("/v1/auth/sign-in/social", { provider: "entra", callbackURL: "/" });
  expect(begun.status, await begun.clone().text()).toBe(200);
  return new URL(((await begun.json()) as { url: string }).url);
}

/** Follows the provider back to Parley; the answer of the callback. */
async function cameBack(browser: Browser, at: URL, change: (back: URL) => void = () => {}): Promise<Response> {
  const sent = await fetch(at, { redirect: "manual" });
  const back = new URL(sent.headers.get("location") ?? "");
  change(back);
  return await browser.get(`${back.pathname}${back.search}`);
}

const isIn = async (browser: Browser): Promise<boolean> => (await browser.get("/v1/me")).status === 200;

describe("somebody of the organization's own provider", () => {
  test("who was not invited is not let in, and leaves no person", async () => {
    provider.who = STRANGER;
    const browser = new Browser(server);
    await cameBack(browser, await pressed(browser));
    expect(await isIn(browser)).toBe(false);
  });

  test("is sent there with PKCE and a state, comes back, joins, and is who was invited", async () => {
    expect((await invite(INES.email)).status).toBe(201);
    const browser = new Browser(server);
    const at = await pressed(browser);
    expect(at.searchParams.get("code_challenge_method")).toBe("S256");
    expect(at.searchParams.get("scope")).toContain("openid");
    expect((await cameBack(browser, at)).status).toBe(302);
    const me = (await (await browser.get("/v1/me")).json()) as Record<string, unknown>;
    expect(me).toMatchObject({ person: { email: INES.email, role: "biller" }, password: false });
    expect(provider.asked).toEqual(expect.arrayContaining(["/.well-known/openid-configuration", "/token"]));
    const { rows } = (await (await browser.get("/v1/me/sign-ins")).json()) as { rows: unknown[] };
    expect(rows[0]).toMatchObject({ what: "signed in", by: "entra" });
  });

  test("comes in again as the same person, also under another name there", async () => {
    provider.who = { ...INES, name: "Ines R." };
    const browser = new Browser(server);
    await cameBack(browser, await pressed(browser));
    expect(await isIn(browser)).toBe(true);
    const { rows } = (await (await owner.get("/v1/people")).json()) as { rows: { email: string }[] };
    expect(rows.filter((r) => r.email === INES.email)).toHaveLength(1);
  });

  test("sets up a code without a password while just here, and is told how when not", async () => {
    const browser = new Browser(server);
    await cameBack(browser, await pressed(browser));
    const begun = await browser.post("/v1/auth/two-factor/enable", {});
    expect(begun.status, await begun.clone().text()).toBe(200);
    const { totpURI } = (await begun.json()) as { totpURI: string };
    const secret = new TextDecoder().decode(base32.decode(new URL(totpURI).searchParams.get("secret") ?? ""));
    const code = await createOTP(secret, { digits: 6, period: 30 }).totp();
    expect((await browser.post("/v1/auth/two-factor/verify-totp", { code })).status).toBe(200);
    expect(await (await browser.get("/v1/me")).json()).toMatchObject({ secondFactor: true });
    expect((await browser.post("/v1/prove", { code })).status).toBe(204);
  });

  test("without a password or a code, late, is asked to sign in again", async () => {
    const email = "late@harbor.example";
    await invite(email);
    provider.who = { ...INES, sub: "late-1", email };
    const browser = new Browser(server);
    await cameBack(browser, await pressed(browser));
    await age(server, 11);
    browser.forgetCache();
    // A password is no proof of who has none.
    for (const body of [{}, { password: "made up on the spot" }]) {
      const late = await browser.post("/v1/auth/two-factor/enable", body);
      expect(late.status).toBe(401);
      expect(await late.json()).toMatchObject({
        type: "/problems/step-up-needed",
        detail: "You come in by a provider. Sign out and in again; it is good for ten minutes.",
      });
    }
  });
});

describe("somebody whom the directory made", () => {
  const ADA = { sub: "00u1ada", email: "ada@elsewhere.example", email_verified: false, name: "Ada Moss" };
  let speak: (method: string, path: string, body: unknown) => Promise<string>;
  let id: string;
  let browser: Browser;

  const signedIn = async (who: typeof ADA): Promise<Browser> => {
    provider.who = who;
    const fresh = new Browser(server);
    await cameBack(fresh, await pressed(fresh));
    return fresh;
  };
  const personOf = async (of: Browser): Promise<unknown> =>
    ((await (await of.get("/v1/me")).json()) as { person?: { id: string } }).person?.id;

  beforeAll(async () => {
    owner = await again();
    const made = await owner.post("/v1/scim/tokens", { name: "Okta" });
    const { secret } = (await made.json()) as { secret: string };
    speak = async (method, path, body) => {
      const response = await server.ask(`/scim/v2${path}`, {
        method,
        headers: { authorization: `Bearer ${secret}`, "content-type": "application/scim+json" },
        body: JSON.stringify(body),
      });
      return ((await response.json()) as { id: string }).id;
    };
    id = await speak("POST", "/Users", { userName: "ada@harbor.example", externalId: ADA.sub });
  });

  test("comes in by what both call them, whatever address the provider says", async () => {
    browser = await signedIn(ADA);
    expect(await personOf(browser)).toBe(id);
    expect(await personOf(await signedIn(ADA))).toBe(id);
  });

  test("is out at once when the directory says so, and the provider lets them in no more", async () => {
    await speak("PATCH", `/Users/${id}`, { Operations: [{ op: "replace", value: { active: false } }] });
    expect(await isIn(browser)).toBe(false);
    expect(await isIn(await signedIn(ADA))).toBe(false);
  });

  test("is the same person when the directory says that they are back", async () => {
    await speak("PATCH", `/Users/${id}`, { Operations: [{ op: "replace", value: { active: true } }] });
    expect(await isIn(browser)).toBe(false);
    expect(await personOf(await signedIn(ADA))).toBe(id);
  });

  test("forgotten and made again is another person, who comes in all the same", async () => {
    await server.ask(`/scim/v2/Users/${id}`, { method: "DELETE", headers: { authorization: await bearer() } });
    expect(await isIn(await signedIn(ADA))).toBe(false);
    const next = await speak("POST", "/Users", { userName: "ada@harbor.example", externalId: ADA.sub });
    expect(next).not.toBe(id);
    expect(await personOf(await signedIn(ADA))).toBe(next);
  });

  test("is not who has a like name at the provider", async () => {
    await speak("POST", "/Users", { userName: "bea@harbor.example", externalId: "00u1bea" });
    expect(await isIn(await signedIn({ ...ADA, sub: "00U1BEA", email: "bea2@harbor.example" }))).toBe(false);
    expect(await isIn(await signedIn({ ...ADA, sub: "00u1cea", email: "bea@harbor.example" }))).toBe(false);
  });

  const bearer = async (): Promise<string> => {
    const made = await owner.post("/v1/scim/tokens", { name: "Again" });
    return `Bearer ${((await made.json()) as { secret: string }).secret}`;
  };
  const again = async (): Promise<Browser> => {
    const fresh = new Browser(server);
    await fresh.post("/v1/auth/sign-in/email", { email: OWNER.email, password: OWNER.password });
    return fresh;
  };
});

describe("what a provider, or somebody between, may not do", () => {
  test.each<[string, () => void, (back: URL) => void]>([
    ["a state that was changed", () => {}, (back) => back.searchParams.set("state", "x".repeat(32))],
    ["a code that was made up", () => {}, (back) => back.searchParams.set("code", "0".repeat(32))],
    [
      "an e-mail it did not verify",
      () => (provider.who = { ...INES, sub: "n-1", email: "new@harbor.example", email_verified: false }),
      () => {},
    ],
    ["a token signed by another key", () => (provider.lie = "another key"), () => {}],
    ["a token for somebody else's program", () => (provider.lie = "another audience"), () => {}],
    ["a token that has expired", () => (provider.lie = "expired"), () => {}],
  ])("%s lets nobody in", async (_, lie, change) => {
    await invite("new@harbor.example");
    lie();
    const browser = new Browser(server);
    const back = await cameBack(browser, await pressed(browser), change);
    expect(back.status).toBeLessThan(500);
    expect(await isIn(browser)).toBe(false);
  });

  test("without any of it somebody invited is let in", async () => {
    await invite("plain@harbor.example");
    provider.who = { ...INES, sub: "n-2", email: "plain@harbor.example" };
    const browser = new Browser(server);
    await cameBack(browser, await pressed(browser));
    expect(await isIn(browser)).toBe(true);
  });

  test("a callback in a browser that did not begin lets nobody in", async () => {
    const at = await pressed(new Browser(server));
    const other = new Browser(server);
    await cameBack(other, at);
    expect(await isIn(other)).toBe(false);
  });

  test("an e-mail of somebody with a password is not taken over", async () => {
    provider.who = { sub: "evil-1", email: OWNER.email, email_verified: true, name: "Not Maren" };
    const browser = new Browser(server);
    await cameBack(browser, await pressed(browser));
    expect(await isIn(browser)).toBe(false);
  });
});
