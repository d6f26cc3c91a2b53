import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { logTo } from "../../src/api/log.ts";
import { serve } from "../../src/api/serve.ts";
import { finishImport, openImport } from "../../src/app/desk/import.ts";
import { addPaths } from "../../src/app/desk/import-folder.ts";
import { type OpenDesk, openDesk } from "../../src/app/desk/open-desk.ts";
import type { Principal } from "../../src/store/principal.ts";

/** A workbench in a home of its own, for measuring: embedded, or on the server of `url` when that is not empty. */
export const benchDesk = (home: string, booksDir: string, url: string): Promise<OpenDesk> =>
  openDesk({
    home,
    demo: false,
    booksDir: booksDir === "" ? join(home, "books") : booksDir,
    databaseUrl: url === "" ? undefined : url,
    masterKey: undefined,
  });

export interface BenchClient {
  readonly owner: Principal;
  readonly client: string;
}

const GENEROUS = { points: 1_000_000_000, seconds: 10 };

export interface Served {
  readonly origin: string;
  /** Of its first owner, signed in. */
  readonly cookie: string;
  readonly of: BenchClient;
  stop(): Promise<void>;
}

/** Serves a new workbench over HTTP and makes its first owner, as the first start does. */
export async function served(open: OpenDesk): Promise<Served> {
  const running = await serve({
    ...{ open, log: logTo(() => {}), version: "bench", site: open.desk.home, port: 0 },
    ...{ listen: undefined, publicUrl: undefined },
    allowances: { address: GENEROUS, person: GENEROUS, tries: GENEROUS, failures: GENEROUS },
  });
  const origin = running.address;
  const owner = { name: "Bench Owner", email: "owner@bench.example", password: "quiet otters cross the ford" };
  const made = await fetch(`${origin}/v1/first-owner`, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: JSON.stringify({
      ...{ organization: "Bench", practice: "Bench practice", prefix: "B", code: running.setupCode },
      ...owner,
    }),
  });
  if (made.status !== 204) throw new Error(`no first owner: ${made.status}`);
  const cookie = made.headers.getSetCookie().map((c) => c.split(";")[0]);
  const [row] = await open.desk.store.asSystem(({ db }) => db.selectFrom("client").select(["org", "client"]).execute());
  if (row === undefined) throw new Error("there is no client");
  const of = { owner: { org: row.org, clients: "all" as const }, client: row.client };
  return { origin, cookie: cookie.join("; "), of, stop: () => running.stop() };
}

/** Resolves once a money map of the client is drawn after this moment and none has been for a while. */
export function mapDrawn(open: OpenDesk): Promise<number> {
  const QUIET_MS = 2_000;
  const began = performance.now();
  return new Promise((done) => {
    let timer: NodeJS.Timeout | undefined;
    open.listen((_, news) => {
      if (news.topic !== "map") return;
      const at = performance.now() - began;
      clearTimeout(timer);
      timer = setTimeout(() => done(at), QUIET_MS);
    });
  });
}

/**
 * Imports a folder as the window does: its files go into the vault, then the import runs until it says that it is done.
 * Throws when it is refused.
 */
export async function imported({ desk }: OpenDesk, { owner, client }: BenchClient, folder: string): Promise<void> {
  const opened = await desk.store.as(owner, (tx) => openImport(tx, client));
  if (!opened.ok) throw new Error(opened.error.sentence);
  const { id } = opened.value;
  const added = await addPaths(desk, owner, id, [folder]);
  if (!added.ok) throw new Error(added.error.sentence);
  const done = await finishImport(desk, owner, id);
  if (!done.ok) throw new Error(done.error.sentence);
  if (done.value.state !== "done") throw new Error(`the import is ${done.value.state}`);
}
