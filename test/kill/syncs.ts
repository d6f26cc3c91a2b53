import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { begun } from "./rounds.ts";

/** Whether each commit of the embedded database reaches the disk, as the system sees it where strace is installed. */
export interface Syncs {
  readonly commits: number;
  /** Flushes the database's own hook counted. */
  readonly hook: number;
  readonly strace: number | undefined;
}

const COMMITS = 50;

export async function countSyncs(worker: readonly string[]): Promise<Syncs> {
  const home = mkdtempSync(join(tmpdir(), "parley-syncs-"));
  const log = join(home, "strace");
  try {
    const { org, client } = await begun({
      ...{ home, demo: false, booksDir: join(home, "books"), databaseUrl: undefined, masterKey: undefined },
    });
    const args = [...worker, home, "", org, client, "1", String(COMMITS)];
    const hasStrace = spawnSync("strace", ["-V"], { stdio: "ignore" }).status === 0;
    // The names of what is written stand in the call, so that only the log of the database is counted.
    const trace = ["-f", "-y", "-qq", "-e", "trace=fsync,fdatasync", "-o", log, process.execPath];
    const [command, given] = hasStrace ? ["strace", [...trace, ...args]] : [process.execPath, args];
    const ran = spawnSync(command, given, { encoding: "utf8", timeout: 300_000 });
    if (ran.status !== 0) throw new Error("the writer ended wrongly");
    return {
      commits: COMMITS,
      hook: Number(/^syncs (\d+)$/m.exec(ran.stdout)?.[1] ?? 0),
      strace: hasStrace
        ? readFileSync(log, "utf8")
            .split("\n")
            .filter((l) => l.includes("pg_wal")).length
        : undefined,
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
