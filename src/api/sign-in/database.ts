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
import { dateOf } from "#app/clock.ts";
import { check } from "#base/check.ts";
import { execute } from "#store/dialect.ts";
import type { Session } from "#store/engine.ts";
import type { Store } from "#store/store.ts";
import type { Param } from "#store/wire.ts";

/**
 * The store as the sign-in library wants it: a Kysely of its own over the tables of the schema `parley_auth`, which no
 * request of a person reaches. A statement is a transaction of the system, unless the library opens one over several.
 */

export const SCHEMA = "parley_auth";

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The library reads and writes moments as Dates, the store as text. */
const toText = (value: unknown): Param => (value instanceof Date ? value.toISOString() : (value as Param));
const toDate = (value: unknown): unknown => (typeof value === "string" && MOMENT.test(value) ? dateOf(value) : value);

async function ask<R>(session: Session, query: CompiledQuery): Promise<QueryResult<R>> {
  const done = await execute<Record<string, unknown>>(session, query, query.parameters.map(toText));
  const dated = done.rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, toDate(v)])) as R);
  return { ...done, rows: dated };
}

/** A transaction that is open between two calls of the library. */
interface Open {
  readonly session: Session;
  end(commit: boolean): Promise<void>;
}

const TAKEN_BACK = Symbol("rolled back");

/** Whether a statement may end a session or change whose it is. A new session ends none. */
const changesSessions = ({ sql, query }: CompiledQuery): boolean =>
  query.kind !== "SelectQueryNode" && query.kind !== "InsertQueryNode" && /"(session|user)"/.test(sql);

function open(store: Store): Promise<Open> {
  return new Promise((ready, fail) => {
    const work = store.asSystem(
      ({ session }) =>
        new Promise<void>((commit, giveUp) => {
          const end = async (isKept: boolean): Promise<void> => {
            if (isKept) commit();
            else giveUp(TAKEN_BACK);
            await work.catch((error: unknown) => {
              if (error !== TAKEN_BACK) throw error;
            });
          };
          ready({ session, end });
        }),
    );
    work.catch(fail);
  });
}

class StoreConnection implements DatabaseConnection {
  private readonly store: Store;
  private readonly changed: () => void;
  open: Open | undefined;
  private hasChanged = false;

  constructor(store: Store, changed: () => void) {
    this.store = store;
    this.changed = changed;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.hasChanged ||= changesSessions(query);
    if (this.open !== undefined) return await ask<R>(this.open.session, query);
    try {
      return await this.store.asSystem(({ session }) => ask<R>(session, query));
    } finally {
      this.tell();
    }
  }

  /** Tells once it is written: who looks before that may see what was. */
  tell(): void {
    if (this.hasChanged) this.changed();
    this.hasChanged = false;
  }

  // biome-ignore lint/correctness/useYield: the sign-in reads no stream.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    check(false, "the sign-in reads no stream");
  }
}

class StoreDriver implements Driver {
  private readonly store: Store;
  private readonly changed: () => void;

  constructor(store: Store, changed: () => void) {
    this.store = store;
    this.changed = changed;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new StoreConnection(this.store, this.changed);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    check(connection instanceof StoreConnection, "a connection of another driver");
    connection.open = await open(this.store);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return endOf(connection, true);
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return endOf(connection, false);
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

async function endOf(connection: DatabaseConnection, commit: boolean): Promise<void> {
  check(connection instanceof StoreConnection && connection.open !== undefined, "no transaction is open");
  const { open: transaction } = connection;
  connection.open = undefined;
  try {
    await transaction.end(commit);
  } finally {
    connection.tell();
  }
}

/**
 * A Kysely that knows nothing of our tables and reaches what the system role may. `changed` is called after anything was
 * written that may end a session or change whose it is.
 */
export function kyselyOfStore(store: Store, changed: () => void): Kysely<Record<string, Record<string, unknown>>> {
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new StoreDriver(store, changed),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return new Kysely({ dialect });
}
