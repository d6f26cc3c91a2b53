import { resolve } from "node:path";
import { keyFileOf } from "#app/backup.ts";
import type { Place } from "#app/desk/open-desk.ts";
import { type RestoreReport, restore } from "#store/backup-restore.ts";
import { openMasterKey } from "#store/keys.ts";
import { Outage } from "#store/outage.ts";

/** The engine behind `parley restore`. */

export interface Restored extends RestoreReport {
  readonly dataDir: string;
  /** True when the rows went to the server of DATABASE_URL. */
  readonly onServer: boolean;
}

const engineOf = async (url: string) => (await import("#store/postgres.ts")).PostgresEngine.open(url);

/** Restores a backup into a new data folder; the rows into the empty database of a server where one is set. Throws an Outage. */
export async function restoreBackup(place: Place, file: string, dir: string): Promise<Restored> {
  const dataDir = resolve(dir);
  const opened = openMasterKey({ given: place.masterKey, file: keyFileOf(place), dataDir, isFirstStart: false });
  if (!opened.ok) throw new Outage(opened.error.code, opened.error.sentence, "no");
  const engine = place.databaseUrl === undefined ? undefined : await engineOf(place.databaseUrl);
  try {
    const report = await restore({ file, dataDir, master: opened.value.key, engine });
    return { ...report, dataDir, onServer: engine !== undefined };
  } finally {
    await engine?.close();
  }
}
