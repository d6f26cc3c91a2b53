import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import { check } from "#base/check.ts";
import type { Session } from "./engine.ts";
import type { Tables } from "./tables.ts";
import type { Param } from "./wire.ts";

/** Rows fetched at a time when a query is read as a stream. */
const STREAM_ROWS = 1_000;
/** What PostgreSQL reports as affected for these is what Kysely calls so too. */
const CHANGES = new Set(["InsertQueryNode", "UpdateQueryNode", "DeleteQueryNode", "MergeQueryNode"]);

/** Runs a statement of Kysely's; rows and counts in the form it wants. */
export async function execute<R>(
  session: Session,
  { sql, query }: CompiledQuery,
  parameters: readonly Param[],
): Promise<QueryResult<R>> {
  const { rows, count } = await session.query<R>(sql, parameters);
  const answer = { rows: [...rows] };
  return CHANGES.has(query.kind) ? { ...answer, numAffectedRows: BigInt(count) } : answer;
}

class SessionConnection implements DatabaseConnection {
  private readonly session: Session;
  private cursors = 0;

  constructor(session: Session) {
    this.session = session;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return execute(this.session, query, query.parameters as readonly Param[]);
  }

  async *streamQuery<R>(query: CompiledQuery, chunk = STREAM_ROWS): AsyncIterableIterator<QueryResult<R>> {
    this.cursors += 1;
    const name = `parley_stream_${this.cursors}`;
    await this.session.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${query.sql}`, query.parameters as readonly Param[]);
    for (;;) {
      const { rows } = await this.session.query<R>(`FETCH ${chunk} FROM ${name}`);
      if (rows.length > 0) yield { rows: [...rows] };
      if (rows.length < chunk) break;
    }
    await this.session.script(`CLOSE ${name}`);
  }
}

/** Statements only: the transaction is open already, and ends where it was begun. */
class SessionDriver implements Driver {
  private readonly connection: SessionConnection;

  constructor(session: Session) {
    this.connection = new SessionConnection(session);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.connection;
  }

  async beginTransaction(): Promise<void> {
    check(false, "a transaction inside a transaction; use the handle of the outer one");
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

/** Kysely over one open transaction of either engine. */
export function kyselyOver(session: Session): Kysely<Tables> {
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new SessionDriver(session),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect });
}
