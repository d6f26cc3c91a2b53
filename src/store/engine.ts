import type { Param } from "./wire.ts";

/**
 * One database, whichever it is: PGlite in a thread of this process, or a PostgreSQL server. Both speak the SQL of
 * PostgreSQL 15, both give values back in the same form (wire.ts), both pass the same contract tests.
 */
export interface Engine {
  readonly kind: "embedded" | "postgres";
  /**
   * Runs `work` on one session between begin and commit; what it throws rolls back and is thrown on. `opening` is a
   * script run right after begin, such as the role and the keys of a request. Throws `SqlFault` for a refused statement
   * and `Outage` when the engine fails, is too busy or the deadline passes.
   */
  transaction<T>(opening: string, work: (session: Session) => Promise<T>, how?: How): Promise<T>;
  /**
   * Runs `work` while no other process over the same database holds `name`; waits until it is let go. A process that dies,
   * or loses its connection, lets go of all it held. `work` may open transactions of its own.
   */
  holding<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** One statement or script that may not stand in a transaction of ours, such as VACUUM or a library's own script. */
  alone(sql: string, params?: readonly Param[], how?: How): Promise<Answer>;
  close(): Promise<void>;
}

/** How a transaction waits and how long it may last. */
export interface How {
  /** Pages come before bulk work that waits; what runs is never interrupted for another. Default "page". */
  readonly lane?: Lane;
  /** Longest time from its first statement to its end: 30 s for a page, 10 minutes for bulk work. */
  readonly deadlineMs?: number;
  /** Gives the work up, as the deadline does. */
  readonly signal?: AbortSignal;
}

export type Lane = "page" | "bulk";

export const DEADLINE_MS: Readonly<Record<Lane, number>> = { page: 30_000, bulk: 600_000 };

/** The open transaction. Nothing else can reach its session, and it reaches nothing once the transaction is over. */
export interface Session {
  query<R = Row>(sql: string, params?: readonly Param[]): Promise<Answer<R>>;
  /**
   * Several statements in their order and in one round trip; gives their answers, or throws for the first one refused.
   * Who need not know may end without waiting: the transaction's own end waits, and throws what they throw.
   */
  queries(all: readonly Statement[]): Promise<readonly Answer[]>;
  /** Several statements without parameters, in one round trip. */
  script(sql: string): Promise<void>;
  /** `COPY <target> FROM STDIN` in text format; gives the rows taken. */
  copyIn(target: string, text: Uint8Array): Promise<number>;
}

export interface Statement {
  readonly sql: string;
  readonly params: readonly Param[];
}

export interface Answer<R = Row> {
  readonly rows: readonly R[];
  /** Rows inserted, changed or deleted; for a select, the rows it gave. */
  readonly count: number;
}

export type Row = Record<string, unknown>;
