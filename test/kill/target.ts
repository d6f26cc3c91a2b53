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

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It went by itself in the meantime.
  }
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
  const start = (): void => tool("pg_ctl", ["-D", data, "-o", settings, "-l", join(dir, "log"), "-w", "start"]);
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
      const server = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
      const children = childrenOf(server);
      for (const pid of [server, ...children]) kill(pid);
    },
    // What was killed lets go of its memory a moment later.
    restart: async () => {
      for (let n = 1; ; n++)
        try {
          return start();
        } catch (thrown) {
          if (n === TRIES) throw thrown;
          await wait(500);
        }
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
