import { now } from "#app/clock.ts";
import type { OpenDesk } from "#app/desk/open-desk.ts";
import { type WhichRefusal, whichOrganization } from "#app/export-all.ts";
import { err, type Result } from "#base/result.ts";
import { KeyRing } from "#store/keys-ring.ts";
import { type Removed, type RemoveRefusal, removeClient, removeOrganization } from "#store/remove.ts";
import { keysIn } from "#store/vault-folders.ts";

/** The engine behind `parley delete`: one client, or a whole organization, by name and not by accident. */

/** Others may be at work: a file they put just now is not in the records yet, and waits for the next sweep. */
const OTHERS_GRACE_MS = 60_000;

export interface DeleteAsked {
  readonly org: string | undefined;
  /** Id of a client; the whole organization when absent. */
  readonly client: string | undefined;
  /** The name of what goes, typed again by whoever asks. */
  readonly confirm: string;
}

export type DeleteRefusal =
  | RemoveRefusal
  | WhichRefusal
  | { readonly code: "not-confirmed" | "in-use"; readonly sentence: string };

const notConfirmed = (): Result<never, DeleteRefusal> =>
  err({
    code: "not-confirmed",
    sentence: "The name given with --confirm is not the name of what would be deleted. Nothing was deleted.",
  });

async function clientName({ desk }: OpenDesk, org: string, client: string): Promise<string | undefined> {
  const { rows } = await desk.store.asSystem(({ session }) =>
    session.query("SELECT name FROM client WHERE org = $1 AND client::text = $2 AND removed_at IS NULL", [org, client]),
  );
  return rows[0] === undefined ? undefined : String(rows[0].name);
}

const inUse = (): Result<never, DeleteRefusal> =>
  err({
    code: "in-use",
    sentence: "Parley is being worked with. Stop it first: a whole organization goes only while nobody works in it.",
  });

/** Deletes, or says why not. While Parley serves, a client may go, but no whole organization. Throws an Outage. */
export async function deleteData(
  open: OpenDesk,
  asked: DeleteAsked,
  { serves, person }: { readonly serves: boolean; readonly person?: string | undefined },
): Promise<Result<Removed, DeleteRefusal>> {
  const { store } = open.desk;
  const which = await whichOrganization(store, asked.org);
  if (!which.ok) return which;
  const { org, name } = which.value;
  const { client } = asked;
  if (client === undefined) {
    if (asked.confirm !== name) return notConfirmed();
    if (serves) return inUse();
    const vault = await open.desk.vault(org);
    const ring = new KeyRing(keysIn(open.dataDir), open.master);
    return await removeOrganization({ store, vault, ring, org, person });
  }
  const called = await clientName(open, org, client);
  if (called === undefined) return err({ code: "not-found", sentence: "There is no such client." });
  if (asked.confirm !== called) return notConfirmed();
  // A file that somebody put just now is not in the records yet.
  const alone = !serves && store.engine.kind === "embedded";
  const before = Date.parse(now()) - (alone ? 0 : OTHERS_GRACE_MS);
  return await removeClient({ store, vault: await open.desk.vault(org), org, client, person, before });
}
