import { once } from "node:events";
import { type ClientBase, type CustomTypesConfig, Pool, type PoolClient, type QueryArrayResult } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { deadlineMs, within } from "./deadline.ts";
import type { Answer, Engine, How, Row, Session, Statement } from "./engine.ts";
import { Nesting } from "./nesting.ts";
import { Outage } from "./outage.ts";
import { reportedBy, SqlFault } from "./sql-fault.ts";
import { type Param, paramText, readerOf } from "./wire.ts";

const OLDEST = 150_000;
const CONNECTIONS_MAX = 10;
const CONNECT_MS = 10_000;

/** SQLSTATE classes and codes of a server that is going, gone or full: nothing is wrong with the statement. */
const GONE = /^(08|53|57P0|58)/;

const types: CustomTypesConfig = {
  getTypeParser: ((type: number) => readerOf(type)) as CustomTypesConfig["getTypeParser"],
};

const unreachable = (): Outage =>
  new Outage("database-unreachable", "The PostgreSQL server of DATABASE_URL does not answer.", "safe");

/** What was thrown, as ours: without the values PostgreSQL repeats in its messages. */
function faultOf(error: unknown): Error {
  if (error instanceof SqlFault || error instanceof Outage) return error;
  const reported = reportedBy(error);
  if (reported === undefined) return new Outage("database-broken", "The connection to PostgreSQL was lost.", "unsure");
  if (reported.code === "57014") return new Outage("database-too-long", "The database gave a statement up.", "safe");
  const code = String(reported.code);
  return GONE.test(code)
    ? new Outage("database-gone", "PostgreSQL stopped or has no room left.", "unsure")
    : new SqlFault(reported);
}

async function ask(client: ClientBase, sql: string, params?: readonly Param[]): Promise<Answer> {
  try {
    const result: QueryArrayResult = await client.query({
      text: sql,
      rowMode: "array",
      types,
      ...(params === undefined ? {} : { values: params.map(paramText) }),
    });
    // A script gives one result for each of its statements.
    const last = Array.isArray(result) ? (result.at(-1) as QueryArrayResult) : result;
    return { rows: objectsOf(last), count: last.rowCount ?? 0 };
  } catch (error) {
    throw faultOf(error);
  }
}

function objectsOf(result: QueryArrayResult): Row[] {
  const names = result.fields.map((f) => f.name);
  return result.rows.map((cells: readonly unknown[]) => {
    const row: Row = {};
    for (let i = 0; i < names.length; i++) row[names[i] ?? ""] = cells[i];
    return row;
  });
}

class Transaction implements Session {
  private readonly client: PoolClient;
  private over: Error | undefined;
  private committing = false;
  /** What was sent and perhaps not waited for. */
  private readonly sent: Promise<unknown>[] = [];

  constructor(client: PoolClient) {
    this.client = client;
  }

  async query<R = Row>(sql: string, params: readonly Param[] = []): Promise<Answer<R>> {
    this.mustBeOpen();
    return (await ask(this.client, sql, params)) as Answer<R>;
  }

  queries(all: readonly Statement[]): Promise<readonly Answer[]> {
    this.mustBeOpen();
    const told = Promise.all(all.map(({ sql, params }) => ask(this.client, sql, params)));
    told.catch(() => {});
    this.sent.push(told);
    return told;
  }

  async script(sql: string): Promise<void> {
    this.mustBeOpen();
    await ask(this.client, sql);
  }

  async copyIn(target: string, text: Uint8Array): Promise<number> {
    this.mustBeOpen();
    const stream = this.client.query(copyFrom(`COPY ${target} FROM STDIN`));
    try {
      stream.end(text);
      await once(stream, "finish");
      return stream.rowCount;
    } catch (error) {
      throw faultOf(error);
    }
  }

  async run<T>(opening: string, work: (session: Session) => Promise<T>): Promise<T> {
    try {
      await ask(this.client, `BEGIN; ${opening}`);
      const value = await work(this);
      this.mustBeOpen();
      this.close();
      this.committing = true;
      // After a refusal this rolls back and says nothing of it, so what was sent is heard too.
      await Promise.all([...this.sent, ask(this.client, "COMMIT")]);
      this.client.release();
      return value;
    } catch (error) {
      if (!this.committing && this.over === undefined) {
        this.close();
        await this.giveBack();
        // One that was not waited for is the cause of every refusal after it.
        await Promise.all(this.sent);
      } else if (this.committing) this.client.release(true);
      throw error;
    }
  }

  /** Ends it from outside: the connection goes, and the server rolls back and cancels by its own timeouts. */
  async stop(why: Outage): Promise<never> {
    const unsure = this.committing
      ? new Outage(why.code, "The database was given up while it was saving.", "unsure")
      : why;
    const first = this.over === undefined || this.committing;
    this.over ??= unsure;
    if (first) this.client.release(true);
    throw unsure;
  }

  private close(): void {
    this.over = new Error("Parley bug: the transaction is over");
  }

  private mustBeOpen(): void {
    if (this.over !== undefined) throw this.over;
  }

  private async giveBack(): Promise<void> {
    try {
      await ask(this.client, "ROLLBACK");
      this.client.release();
    } catch {
      // Its state is unknown, so nobody gets it again; the server rolls back by itself.
      this.client.release(true);
    }
  }
}

/** A PostgreSQL server of release 15 or later, through a pool. */
export class PostgresEngine implements Engine {
  readonly kind = "postgres";
  private readonly pool: Pool;
  private readonly nesting = new Nesting();

  private constructor(pool: Pool) {
    this.pool = pool;
  }

  /** `url` is DATABASE_URL. Throws an Outage when nothing answers there or the release is too old. */
  static async open(url: string): Promise<PostgresEngine> {
    const pool = new Pool({
      connectionString: url,
      max: CONNECTIONS_MAX,
      connectionTimeoutMillis: CONNECT_MS,
      application_name: "parley",
      allowExitOnIdle: true,
    });
    // An idle connection that the server ends must not end us; the next use makes a new one.
    pool.on("error", () => {});
    const engine = new PostgresEngine(pool);
    try {
      const { rows } = await engine.alone("SELECT current_setting('server_version_num')::int AS release", []);
      if (Number(rows[0]?.release) < OLDEST)
        throw new Outage("database-too-old", "Parley needs PostgreSQL 15 or later. Nothing was changed.", "no");
    } catch (error) {
      await engine.close();
      throw error;
    }
    return engine;
  }

  transaction<T>(opening: string, work: (session: Session) => Promise<T>, how: How = {}): Promise<T> {
    return this.nesting.run(async () => {
      const transaction = new Transaction(await this.connect());
      const limits = `SET LOCAL timezone = 'UTC'; SET LOCAL statement_timeout = ${deadlineMs(how)};
        SET LOCAL idle_in_transaction_session_timeout = ${deadlineMs(how) + CONNECT_MS};`;
      return within(how, transaction.run(limits + opening, work), (why) => transaction.stop(why));
    });
  }

  /** By an advisory lock of a connection that does nothing else: it waits as long as it must. */
  async holding<T>(name: string, work: () => Promise<T>): Promise<T> {
    const client = await this.connect();
    try {
      await ask(client, "SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]);
      return await work();
    } finally {
      // The connection goes, and with it the lock, also where it broke.
      client.release(true);
    }
  }

  alone(sql: string, params?: readonly Param[], how: How = {}): Promise<Answer> {
    return this.nesting.run(async () => {
      const client = await this.connect();
      let gone = false;
      const stop = async (why: Outage): Promise<never> => {
        gone = true;
        client.release(true);
        throw why;
      };
      try {
        return await within(how, ask(client, sql, params), stop);
      } finally {
        if (!gone) client.release();
      }
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async connect(): Promise<PoolClient> {
    try {
      return await this.pool.connect();
    } catch {
      throw unreachable();
    }
  }
}
