import type { TenantTx } from "#store/store.ts";
import type { Desk } from "./desk.ts";

/**
 * Imports of one desk, and what takes them back, run one after the other: what one finds, the next one knows. Of several
 * servers over one database one alone works on a client's imports; another waits for it, and finds them done.
 */

const lines = new WeakMap<Desk, Promise<void>>();

/** Runs `work` on imports of a client after everything that is in line before it. Throws what it throws. */
export function inLine(desk: Desk, client: string, work: () => Promise<void>): Promise<void> {
  const before = lines.get(desk) ?? Promise.resolve();
  const run = before.then(() => desk.store.engine.holding(`imports of ${client}`, work));
  const quiet = run.catch(() => {});
  lines.set(desk, quiet);
  return run;
}

/**
 * Holds the client's imports as they are until the transaction ends, so that one is not begun while another is taken back:
 * each sees what the other has decided.
 */
export async function lockImports({ session }: TenantTx, client: string): Promise<void> {
  await session.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", [`imports of ${client}`]);
}

/** Waits until no import of this desk runs. */
export const importsIdle = (desk: Desk): Promise<void> => lines.get(desk) ?? Promise.resolve();
