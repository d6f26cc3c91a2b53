import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { now } from "#app/clock.ts";
import { type OpenDesk, openDesk, type Place } from "#app/desk/open-desk.ts";
import { type Doing, reading } from "#app/doing.ts";
import { type BackupReport, backUp } from "#store/backup.ts";
import { Outage } from "#store/outage.ts";

/** The engine behind `parley backup`, and how every command about stored data opens it. */

/** The data folder of a place, and the file its key is in where PARLEY_KEY does not give it. */
export const dataDirOf = ({ home, demo }: Place): string => join(home, demo ? "demo" : "data");
export const keyFileOf = ({ home, demo }: Place): string => join(home, demo ? "demo.key" : "data.key");

/** Opens data that are there, does `work` and closes them. Throws an Outage where there are none yet, or another has them. */
export async function withData<T>(place: Place, work: (desk: OpenDesk) => Promise<T>): Promise<T> {
  const dataDir = dataDirOf(place);
  const onServer = !place.demo && place.databaseUrl !== undefined;
  if (!onServer && !existsSync(join(dataDir, "pg")))
    throw new Outage("no-data", `There are no data at ${dataDir} yet. Start Parley first, or set PARLEY_HOME.`, "no");
  const desk = await openDesk(place);
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}

export interface BackupMade extends BackupReport {
  readonly file: string;
  /** Where the key is that opens the backup and is not in it, and the first digits of its name. */
  readonly keySource: string;
  readonly keyId: string;
}

interface Last {
  readonly at: string;
}

/** Beside the data and not among them: a backup that is restored does not say that it was made. */
const lastIn = (dataDir: string): string => join(dataDir, "last-backup.json");

/** When the data were last backed up; undefined when that is not known here. */
export function lastBackup(dataDir: string): string | undefined {
  try {
    const said: Partial<Last> = JSON.parse(readFileSync(lastIn(dataDir), "utf8"));
    return typeof said.at === "string" ? said.at : undefined;
  } catch {
    return undefined;
  }
}

/** Backs everything up to a new file, while others go on working. Throws an Outage. */
export async function makeBackup(open: OpenDesk, file: string, doing: Doing): Promise<BackupMade> {
  const { desk, dataDir, master, keySource } = open;
  const report = await reading(desk.store.engine, doing, (engine) =>
    backUp({ engine, dataDir, master, file, parley: doing.parley, now: now() }),
  );
  writeFileSync(lastIn(dataDir), JSON.stringify({ at: report.about.made } satisfies Last), { mode: 0o600 });
  return { ...report, file, keySource, keyId: master.id.slice(0, 8) };
}
