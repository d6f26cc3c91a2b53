import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Kysely } from "kysely";
import { dropCopies } from "./apart.ts";
import { BULK_TABLES } from "./bulk.ts";
import { kyselyOver } from "./dialect.ts";
import { EmbeddedEngine } from "./embedded.ts";
import type { Engine, How, Session } from "./engine.ts";
import { migrate } from "./migrate.ts";
import { lockFolder, type OwnerLock } from "./owner-lock.ts";
import { type Guest, OPENING_FOR_SYSTEM, openingFor, openingForGuest, type Principal } from "./principal.ts";
import { layReadyCluster } from "./ready-cluster.ts";
import type { Tables } from "./tables.ts";
import { Upkeep } from "./upkeep.ts";

/** One open transaction: the only thing that can reach the database inside it. */
export interface Tx {
  readonly db: Kysely<Tables>;
  /** For SQL that Kysely cannot say, and for bulk loads. */
  readonly session: Session;
  /** The moment the transaction began, for what it writes. */
  readonly now: string;
}

/** A transaction that acts for somebody of an organization. */
export interface TenantTx extends Tx {
  readonly principal: Principal;
}

export interface StoreOptions {
  /** Gives this moment, as `now` of #app/clock.ts. */
  readonly now: () => string;
}

/**
 * The memory of Parley: everything of every organization, reached through one door that says for whom.
 *
 *     const page = await store.as(principal, (tx) => tx.db.selectFrom("case_row").selectAll().limit(50).execute());
 */
export class Store {
  readonly engine: Engine;
  /** The lock of an embedded data folder; a server writes its address there once it knows it. */
  readonly lock: OwnerLock | undefined;
  private readonly now: () => string;
  private readonly upkeep: Upkeep | undefined;

  constructor(engine: Engine, options: StoreOptions, lock?: OwnerLock) {
    this.engine = engine;
    this.now = options.now;
    this.lock = lock;
    this.upkeep = engine instanceof EmbeddedEngine ? new Upkeep(engine) : undefined;
  }

  /** Runs `work` in a transaction that reaches the principal's rows alone. Throws SqlFault, Outage and what `work` throws. */
  async as<T>(principal: Principal, work: (tx: TenantTx) => Promise<T>, how?: How): Promise<T> {
    return await this.within(openingFor(principal), (tx) => work({ ...tx, principal }), how);
  }

  /**
   * Runs `work` in a transaction that reaches the case of the guest's room alone, and no client. What a guest sets going and
   * may not do goes on in the same transaction by `handOver`, for a client: from there on it is the guest's no more.
   * Throws as `as` does.
   */
  async asGuest<T>(
    guest: Guest,
    work: (tx: TenantTx, handOver: (client: string) => Promise<TenantTx>) => Promise<T>,
    how?: How,
  ): Promise<T> {
    const { org } = guest;
    return await this.within(
      openingForGuest(guest),
      (tx) =>
        work({ ...tx, principal: { org, clients: [] } }, async (client) => {
          const principal = { org, clients: [client] };
          await tx.session.script(openingFor(principal));
          return { ...tx, principal };
        }),
      how,
    );
  }

  /** Runs `work` for Parley itself, over all organizations; for what no person asks: sign-in, jobs, export, removal. */
  asSystem<T>(work: (tx: Tx) => Promise<T>, how?: How): Promise<T> {
    return this.within(OPENING_FOR_SYSTEM, work, how);
  }

  /** Runs `work` as the owner of the tables, for changes of the schema of a library that keeps its own. */
  asOwner<T>(work: (tx: Tx) => Promise<T>, how?: How): Promise<T> {
    return this.within("", work, how);
  }

  /** What a server does by itself in its background: statistics, room of what went, the log cut. */
  async tidy(): Promise<void> {
    if (this.upkeep !== undefined) await this.upkeep.tidy();
    else await this.learn();
  }

  /**
   * In bulk work and after it: what is asked next is planned on what is there now. Without it every row of a client is
   * taken for one.
   */
  async learn(): Promise<void> {
    if (this.upkeep !== undefined) await this.upkeep.learn();
    else await this.asOwner(({ session }) => session.script(`ANALYZE ${BULK_TABLES.join(", ")}`), { lane: "bulk" });
  }

  async close(): Promise<void> {
    this.upkeep?.stop();
    try {
      await this.engine.close();
    } finally {
      this.lock?.release();
    }
  }

  private async within<T>(opening: string, work: (tx: Tx) => Promise<T>, how: How | undefined): Promise<T> {
    const value = await this.engine.transaction(
      opening,
      (session) => work({ db: kyselyOver(session), session, now: this.now() }),
      how,
    );
    if (how?.lane === "bulk") await this.upkeep?.afterBulk();
    return value;
  }
}

/**
 * Opens the store of a data folder, made when it is not there (its parent must be), as its only owner. Throws an Outage
 * when another process has it, when it was written by a newer Parley, or when the disk fails.
 */
export async function openEmbedded(folder: string, options: StoreOptions): Promise<Store> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    const cluster = join(folder, "pg");
    await dropCopies(cluster);
    return await opened(await EmbeddedEngine.open(cluster, layReadyCluster), options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Opens the store in the database of `url` (DATABASE_URL), PostgreSQL 15 or later. Throws an Outage. */
export async function openPostgres(url: string, options: StoreOptions): Promise<Store> {
  // An embedded store waits for no client of a server.
  const { PostgresEngine } = await import("./postgres.ts");
  return opened(await PostgresEngine.open(url), options);
}

async function opened(engine: Engine, options: StoreOptions, lock?: OwnerLock): Promise<Store> {
  try {
    await migrate(engine);
    return new Store(engine, options, lock);
  } catch (error) {
    await engine.close();
    throw error;
  }
}
