import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

/**
 * A PostgreSQL to test on: the server of PARLEY_TEST_DATABASE_URL (of an account that may make databases and roles), else
 * one started here for the test file and stopped after it, where Debian's PostgreSQL is installed. The tests then act as
 * an account that is no superuser, as they would at home.
 */
export interface TestPostgres {
  /** An empty database of its own. */
  readonly url: string;
  stop(): Promise<void>;
}

const given = process.env.PARLEY_TEST_DATABASE_URL;
const DEBIAN = "/usr/lib/postgresql";
/** Oldest first: the floor is what must hold. */
const releases = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(a) - Number(b)) : [];
const bin = releases.map((r) => join(DEBIAN, r, "bin")).find((dir) => existsSync(join(dir, "initdb")));

export const hasPostgres = given !== undefined || bin !== undefined;

/** For the name of a test that is left out. */
export const POSTGRES_ABSENT =
  "POSTGRESQL IS ABSENT, NOTHING WAS TESTED ON IT: install postgresql-15 or set PARLEY_TEST_DATABASE_URL";

let made = 0;

export async function startPostgres(): Promise<TestPostgres> {
  return given === undefined ? startServer() : freshDatabase(given);
}

async function run(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}

async function freshDatabase(server: string): Promise<TestPostgres> {
  made += 1;
  const name = `parley_test_${process.pid}_${made}`;
  await run(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, stop: () => run(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** PostgreSQL refuses to run as root, so root runs it as the account that Debian made for it. */
function asServer(tool: string, args: readonly string[]): void {
  const command = join(bin ?? "", tool);
  const [file, ...rest] =
    userInfo().uid === 0 ? ["runuser", "-u", "postgres", "--", command, ...args] : [command, ...args];
  execFileSync(file ?? "", rest, { stdio: "ignore", timeout: 60_000 });
}

async function startServer(): Promise<TestPostgres> {
  const dir = mkdtempSync(join(tmpdir(), "parley-pg-"));
  if (userInfo().uid === 0) execFileSync("chown", ["postgres", dir]);
  chmodSync(dir, 0o755);
  const data = join(dir, "data");
  asServer("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
  const settings = `-k ${dir} -c listen_addresses= -c fsync=off -c max_connections=40`;
  asServer("pg_ctl", ["-D", data, "-o", settings, "-l", join(dir, "log"), "-w", "start"]);
  const halt = (): void => {
    try {
      asServer("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  };
  process.once("exit", halt);
  const url = (user: string, database: string): string => `postgresql://${user}@localhost/${database}?host=${dir}`;
  await run(
    url("postgres", "postgres"),
    "CREATE ROLE parley_owner LOGIN CREATEROLE",
    "CREATE DATABASE parley OWNER parley_owner",
  );
  return {
    url: url("parley_owner", "parley"),
    stop: async () => {
      process.off("exit", halt);
      halt();
    },
  };
}
