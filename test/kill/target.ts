import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";

/** What is killed: a process with the embedded database in it, or one beside a PostgreSQL that is killed in turns with it. */
export interface Target {
  readonly name: string;
  /** Empty for the embedded database. */
  readonly url: string;
  /** Kills the database server too; nothing where there is none. */
  killServer(): void;
  /** Brings it back. */
  restart(): Promise<void>;
  stop(): void;
}

export const embedded: Target = {
  name: "PGlite",
  url: "",
  killServer: () => {},
  restart: async () => {},
  stop: () => {},
};

const DEBIAN = "/usr/lib/postgresql";
const releases = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(a) - Number(b)) : [];
const bin = releases.map((r) => join(DEBIAN, r, "bin")).find((dir) => existsSync(join(dir, "initdb")));

/** PostgreSQL refuses to run as root, so root runs it as the account that Debian made for it. */
function tool(name: string, args: readonly string[]): void {
  const command = join(bin ?? "", name);
  const [file, ...rest] =
    userInfo().uid === 0 ? ["runuser", "-u", "postgres", "--", command, ...args] : [command, ...args];
  execFileSync(file ?? "", rest, { stdio: "ignore", timeout: 120_000 });
}

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It went by itself in the meantime.
  }
}

/** Whether a process still runs: one that ended and was not yet fetched by its parent does not. */
function runs(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** Kills a server and all its processes: stopped first, so that it makes no new one meanwhile. */
function killWhole(server: number): readonly number[] {
  signal(server, "SIGSTOP");
  const all = [server, ...childrenOf(server)];
  for (const pid of all) signal(pid, "SIGKILL");
  return all;
}

const TRIES = 60;

/** A server of its own, with its flushes on, where Debian's PostgreSQL is installed; undefined elsewhere. */
export async function postgres(): Promise<Target | undefined> {
  if (bin === undefined || process.platform !== "linux") return undefined;
  const dir = mkdtempSync(join(tmpdir(), "parley-kill-pg-"));
  if (userInfo().uid === 0) execFileSync("chown", ["postgres", dir]);
  chmodSync(dir, 0o755);
  const data = join(dir, "data");
  tool("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]);
  const settings = `-k ${dir} -c listen_addresses= -c fsync=on -c synchronous_commit=on`;
  const log = join(dir, "log");
  const lock = join(data, "postmaster.pid");
  let killed: readonly number[] = [];
  const start = (): void => {
    try {
      tool("pg_ctl", ["-D", data, "-o", settings, "-l", log, "-w", "start"]);
    } catch (thrown) {
      const said = existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(-20).join("\n") : "";
      throw new Error(`PostgreSQL did not start; its log ends with:\n${said}`, { cause: thrown });
    }
  };
  start();
  const url = (user: string, database: string): string => `postgresql://${user}@localhost/${database}?host=${dir}`;
  const client = new Client({ connectionString: url("postgres", "postgres") });
  await client.connect();
  await client.query("CREATE ROLE parley_owner LOGIN CREATEROLE");
  await client.query("CREATE DATABASE parley OWNER parley_owner");
  await client.end();
  return {
    name: `PostgreSQL ${bin.split("/").at(-2)}`,
    url: url("parley_owner", "parley"),
    killServer: () => {
      killed = killWhole(Number(readFileSync(lock, "utf8").split("\n")[0]));
    },
    // The number in the lock it left may be another process's by now; where none of its own runs, the lock means nothing.
    restart: async () => {
      for (let n = 0; killed.some(runs); n++) {
        if (n === TRIES) throw new Error("a killed PostgreSQL still runs");
        await wait(500);
      }
      for (const path of [lock, join(dir, ".s.PGSQL.5432.lock")]) rmSync(path, { force: true });
      start();
    },
    stop: () => {
      try {
        tool("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    },
  };
}
