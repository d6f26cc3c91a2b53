import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Allowances } from "#api/limits.ts";
import { logTo } from "#api/log.ts";
import { type Running, serve } from "#api/serve.ts";
import { accountOfVisitor } from "#api/sign-in/accounts.ts";
import { SignIn } from "#api/sign-in/sign-in.ts";
import { type OpenDesk, openDesk } from "#app/desk/open-desk.ts";
import type { RoundsTiming } from "#app/desk/rounds.ts";
import { makeKeyFile } from "#store/keys.ts";
import type { Role } from "#store/tables.ts";
import { newId } from "#store/uuid.ts";
import { template } from "./stores.ts";

/** A real server on 127.0.0.1 over an embedded store, thrown away at the end. */
export interface TestServer {
  readonly running: Running;
  readonly open: OpenDesk;
  /** Everything the server wrote down, for whoever looks for what must not be there. */
  readonly lines: readonly string[];
  /** One request, as a browser or a program sends it. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** So many tries that no test but that of the limits meets them. */
const GENEROUS: Allowances = {
  address: { points: 100_000, seconds: 10 },
  person: { points: 100_000, seconds: 10 },
  tries: { points: 10_000, seconds: 900 },
  failures: { points: 5, seconds: 900 },
};

export interface TestServerOptions {
  readonly demo?: boolean;
  readonly allowances?: Partial<Allowances>;
  readonly publicUrl?: string;
  /** Folder of the built window; without it every page says that there is none. */
  readonly site?: string;
  /** How soon offers leave by themselves; not at all otherwise. */
  readonly autonomy?: RoundsTiming;
  /** Folder of price books; none otherwise. */
  readonly books?: string;
}

export async function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const home = mkdtempSync(join(tmpdir(), "parley-home-"));
  const lines: string[] = [];
  const name = options.demo === true ? "demo" : "data";
  cpSync(await template(), join(home, name, "pg"), { recursive: true });
  makeKeyFile(join(home, `${name}.key`));
  const open = await openDesk({
    home,
    demo: options.demo ?? false,
    booksDir: options.books ?? join(home, "books"),
    databaseUrl: undefined,
    masterKey: undefined,
  });
  const running = await serve({
    open,
    log: logTo((line) => lines.push(line)),
    version: "0.0.0-test",
    site: options.site ?? join(home, "web"),
    port: 0,
    listen: undefined,
    publicUrl: options.publicUrl,
    // Those of a test are told when it says so.
    webhooks: { inside: true, everyMs: 7_200_000, soonMs: 3_600_000 },
    autonomy: options.autonomy ?? { everyMs: 7_200_000, soonMs: 3_600_000 },
    allowances: { ...GENEROUS, ...options.allowances },
  });
  return {
    running,
    open,
    lines,
    ask: (path, init) => fetch(`${running.address}${path}`, { redirect: "manual", ...init }),
    close: async () => {
      await running.stop();
      await open.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Somebody's browser: keeps cookies, and sends the origin of its page with every write. */
export class Browser {
  private readonly server: TestServer;
  readonly cookies = new Map<string, string>();

  constructor(server: TestServer) {
    this.server = server;
  }

  get headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join("; ");
    return { origin: this.server.running.address, ...(cookie === "" ? {} : { cookie }) };
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const response = await this.server.ask(path, {
      method,
      headers: { ...this.headers, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    this.take(response.headers.getSetCookie());
    return response;
  }

  take(cookies: readonly string[]): void {
    for (const line of cookies) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  /** Sends its cookies otherwise than before, so that the server looks the session up again. */
  forgetCache(): void {
    this.cookies.set("otherwise", String(this.cookies.size));
  }

  get = (path: string) => this.ask("GET", path);
  post = (path: string, body: unknown = {}, headers?: Record<string, string>) => this.ask("POST", path, body, headers);
}

export const OWNER = {
  organization: "Harbor Ridge Group",
  practice: "Harbor Ridge",
  prefix: "HR",
  name: "Maren Lund",
  email: "maren@harbor.example",
  password: "quiet otters cross the ford",
};

/** A browser in which the first owner is signed in. */
export async function firstOwner(server: TestServer): Promise<Browser> {
  const browser = new Browser(server);
  const made = await browser.post("/v1/first-owner", { ...OWNER, code: server.running.setupCode });
  if (made.status !== 204) throw new Error(`no first owner: ${made.status} ${await made.text()}`);
  return browser;
}

export interface Placed {
  readonly org: string;
  readonly role: Role;
  readonly clients: "all" | readonly string[];
}

let placed = 0;

/** A browser of somebody who was put into an organization with a role, and is signed in. */
export async function somebody(server: TestServer, { org, role, clients }: Placed): Promise<Browser> {
  placed += 1;
  const { store } = server.open.desk;
  const signIn = await SignIn.open(server.open, undefined);
  const email = `person${placed}@test.example`;
  const login = await accountOfVisitor(signIn.auth, `Person ${placed}`, email);
  await store.asSystem(async ({ db, now }) => {
    const person = newId(now);
    await db
      .insertInto("person")
      .values({ org, id: person, login, name: `Person ${placed}`, email, made_at: now })
      .execute();
    for (const client of clients === "all" ? [null] : clients)
      await db
        .insertInto("membership")
        .values({ org, client, id: newId(now), person, role, made_at: now })
        .execute();
  });
  const browser = new Browser(server);
  browser.take(await signIn.openSession(login, new Headers({ host: new URL(server.running.address).host })));
  return browser;
}

/** The organization of the store's first owner, and its first client. */
export async function firstOf(server: TestServer): Promise<{ org: string; client: string }> {
  const row = await server.open.desk.store.asSystem(({ db }) =>
    db.selectFrom("client").select(["org", "client"]).orderBy("made_at").executeTakeFirstOrThrow(),
  );
  return row;
}

/** Makes every session look as old as this. */
export async function age(server: TestServer, minutes: number): Promise<void> {
  await server.open.desk.store.asSystem(({ session }) =>
    session.query(`UPDATE parley_auth."session" SET "createdAt" = now() - make_interval(mins => $1)`, [minutes]),
  );
}
