import { join } from "node:path";
import { importFolder } from "../../src/app/desk/import-folder.ts";
import { type OpenDesk, openDesk } from "../../src/app/desk/open-desk.ts";
import type { Principal } from "../../src/store/principal.ts";
import { newId } from "../../src/store/uuid.ts";

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

/** An organization with one client, as the first start makes them. */
export async function benchClient({ desk, makeKey, now }: OpenDesk): Promise<BenchClient> {
  const made = now();
  const [org, client] = [newId(made), newId(made)];
  await desk.store.asSystem(async ({ db }) => {
    await db.insertInto("organization").values({ org, name: "Bench", made_at: made }).execute();
    await db
      .insertInto("chain_head")
      .values({ org, seq: 0, hash: "0".repeat(64) })
      .execute();
    await db
      .insertInto("client")
      .values({ org, client, name: "Bench practice", case_prefix: "B", made_at: made })
      .execute();
  });
  makeKey(org);
  return { owner: { org, clients: "all" }, client };
}

/** Imports a folder through the use case itself. Throws when it is refused. */
export async function imported({ desk }: OpenDesk, of: BenchClient, folder: string): Promise<void> {
  const done = await importFolder(desk, of.owner, { client: of.client, paths: [folder] });
  if (!done.ok) throw new Error(done.error.sentence);
  if (done.value.state !== "done") throw new Error(`the import is ${done.value.state}`);
}
