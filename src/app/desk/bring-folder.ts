import type { Result } from "#base/result.ts";
import type { Desk } from "./desk.ts";
import type { Import } from "./import.ts";
import { importFolder } from "./import-folder.ts";
import type { NotNow } from "./refused.ts";
import { type Beginning, prepare } from "./sign-in.ts";

/** A folder of files brought into the store from the terminal, before anybody needs an account. */

/** What one's own data belong to until their first owner names them. */
export const OWN: Beginning = { organization: "My organization", client: { name: "My practice", prefix: "MP" } };

/** Price files have a shelf of their own, and what Parley wrote is not read back. */
const isNoClaim = (name: string): boolean => /^(books|parley-out)\//.test(name);

export interface Brought {
  readonly desk: Desk;
  readonly makeKey: (org: string) => void;
  readonly folder: string;
  readonly into: Beginning;
  /** Nothing is brought where something was imported before. */
  readonly onlyOnce: boolean;
}

/**
 * Imports a folder for the first client of the store, made when there is none, and waits for its end. The same files
 * again change nothing. Undefined where it was to be done once and was done before.
 */
export async function bringFolder(given: Brought): Promise<Result<Import, NotNow> | undefined> {
  const { desk, folder, into } = given;
  const { org, client } = await prepare(desk.store, given.makeKey, into);
  const principal = { org, clients: "all" } as const;
  const before = await desk.store.as(principal, ({ db }) =>
    db.selectFrom("import_batch").select("id").where("org", "=", org).limit(1).execute(),
  );
  if (given.onlyOnce && before.length > 0) return undefined;
  return await importFolder(desk, principal, { client, paths: [folder], skip: isNoClaim });
}
