import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PERMISSIONS } from "#app/desk/people-roles.ts";
import { Browser, firstOwner, OWNER, type TestServer, testServer } from "#test/server.ts";

describe("a server", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  test("is ready, and empty until it has an owner", async () => {
    const health = await server.ask("/v1/health");
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({
      ready: true,
      version: "0.0.0-test",
      engine: "embedded",
      empty: true,
      demo: false,
      sso: [],
    });
  });

  test("makes the first owner with the code of the terminal alone", async () => {
    const browser = new Browser(server);
    const wrong = await browser.post("/v1/first-owner", { ...OWNER, code: "AAAA-AAAA-AAAA" });
    expect(wrong.status).toBe(403);
    const owner = await firstOwner(server);
    const me = await owner.get("/v1/me");
    expect(me.status).toBe(200);
    const said = (await me.json()) as { person: unknown; permissions: string[] };
    expect(said).toMatchObject({ person: { name: "Maren Lund", initials: "ML", role: "owner" }, demo: false });
    expect(said.permissions).toEqual([...PERMISSIONS]);
    const again = await browser.post("/v1/first-owner", { ...OWNER, code: server.running.setupCode });
    expect(again.status).toBe(409);
  });
});
