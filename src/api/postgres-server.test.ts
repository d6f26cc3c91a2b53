import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenDesk, openDesk } from "#app/desk/open-desk.ts";
import { hasPostgres, POSTGRES_ABSENT, startPostgres, type TestPostgres } from "#test/postgres.ts";
import { Browser, firstOwner, OWNER, type TestServer } from "#test/server.ts";
import { USUAL_ALLOWANCES } from "./limits.ts";
import { logTo } from "./log.ts";
import { serve } from "./serve.ts";

/** Two servers over one PostgreSQL and one data folder, as behind a balancer. */

const name = hasPostgres ? "on PostgreSQL" : POSTGRES_ABSENT;

async function serverAt(home: string, databaseUrl: string): Promise<TestServer> {
  const lines: string[] = [];
  const open: OpenDesk = await openDesk({
    home,
    demo: false,
    booksDir: join(home, "books"),
    databaseUrl,
    masterKey: undefined,
  });
  const running = await serve({
    open,
    log: logTo((line) => lines.push(line)),
    version: "0.0.0-test",
    site: join(home, "web"),
    port: 0,
    listen: undefined,
    publicUrl: undefined,
    allowances: USUAL_ALLOWANCES,
  });
  return {
    running,
    open,
    lines,
    ask: (path, init) => fetch(`${running.address}${path}`, { redirect: "manual", ...init }),
    close: async () => {
      await running.stop();
      await open.close();
    },
  };
}

describe.skipIf(!hasPostgres)(name, () => {
  let postgres: TestPostgres;
  let home: string;
  let one: TestServer;
  let two: TestServer;
  let owner: Browser;
  let other: Browser;
  beforeAll(async () => {
    postgres = await startPostgres();
    home = mkdtempSync(join(tmpdir(), "parley-two-"));
    one = await serverAt(home, postgres.url);
    owner = await firstOwner(one);
    two = await serverAt(home, postgres.url);
    other = new Browser(two);
    await other.post("/v1/auth/sign-in/email", { email: OWNER.email, password: OWNER.password });
  });
  afterAll(async () => {
    await two?.close();
    await one?.close();
    await postgres?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  // biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
  const json = async (response: Response): Promise<any> => {
    expect(response.ok, await response.clone().text()).toBe(true);
    return await response.json();
  };

  /** The next event of a topic that a browser's stream tells. */
  async function nextOf(browser: Browser, topic: string): Promise<() => Promise<Record<string, unknown>>> {
    const response = await browser.get("/v1/live");
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader?.read())?.value ?? "";
    return async () => {
      for (;;) {
        const found = new RegExp(`event: ${topic}\\ndata: (.*)\\n\\n`).exec(text);
        if (found !== null) {
          await reader?.cancel();
          return JSON.parse(found[1] ?? "") as Record<string, unknown>;
        }
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error("the stream ended");
        text += value ?? "";
      }
    };
  }

  test("begins, signs in, and says which engine it has", async () => {
    expect(await json(await owner.get("/v1/health"))).toMatchObject({ engine: "postgres", ready: true, empty: false });
    expect(await json(await other.get("/v1/me"))).toMatchObject({ organization: { name: OWNER.organization } });
    expect((await new Browser(two).get("/v1/me")).status).toBe(401);
  });

  test("files become cases that the other server shows, and its browsers hear of it", async () => {
    const { clients } = await json(await owner.get("/v1/me"));
    const client = clients[0]?.id;
    const heard = await nextOf(other, "import");
    const opened = await json(await owner.post("/v1/imports", { client }));
    const list = "claim,date,code,charge,payer,allowed,paid\nA-1,2026-10-01,99285,1000.00,Example Health,0.00,0.00\n";
    const sent = await one.ask(`/v1/imports/${opened.id}/files?name=list.csv`, {
      method: "PUT",
      headers: { ...owner.headers, "content-type": "application/octet-stream" },
      body: list,
    });
    expect(sent.status).toBe(201);
    await json(await owner.post(`/v1/imports/${opened.id}/start`));
    expect(await heard()).toMatchObject({ topic: "import", import: opened.id });
    await expect
      .poll(async () => (await json(await other.get(`/v1/imports/${opened.id}`))).state, { timeout: 60_000 })
      .toBe("done");
    const { rows } = await json(await other.get("/v1/queue?tab=team"));
    expect(rows).toHaveLength(1);
    const here = await nextOf(other, "here");
    await json(await owner.post(`/v1/cases/${rows[0]?.id}/here`, { here: true }));
    expect(await here()).toMatchObject({ case: rows[0]?.id, who: [{ initials: "ML" }] });
  });

  test("one page of one server goes on in the other, and a session ends in both", async () => {
    const { next } = await json(await owner.get("/v1/audit/events?limit=1"));
    expect((await other.get(`/v1/audit/events?limit=1&cursor=${next}`)).status).toBe(200);
    expect(await json(await owner.post("/v1/audit/verify"))).toMatchObject({ intact: true, imports: 1 });
  });
});
