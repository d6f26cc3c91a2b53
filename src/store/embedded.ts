import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { within } from "./deadline.ts";
import type { Answer, Engine, How, Row, Session, Statement } from "./engine.ts";
import { Nesting } from "./nesting.ts";
import { Outage } from "./outage.ts";
import { parcel } from "./pglite-params.ts";
import { PgliteThread } from "./pglite-thread.ts";
import { Turns } from "./turns.ts";
import { type Param, paramText } from "./wire.ts";

/** The release of PostgreSQL that wrote an embedded data folder; another one cannot read it. */
const PG_VERSION = "18";

/** One transaction on the session of the thread; once over, it refuses whoever still holds it. */
class Transaction implements Session {
  private readonly thread: PgliteThread;
  /** Why it is over; undefined while it is open. */
  private over: Error | undefined;
  private committing = false;
  /** What was sent and perhaps not waited for. */
  private readonly sent: Promise<unknown>[] = [];

  constructor(thread: PgliteThread) {
    this.thread = thread;
  }

  async query<R = Row>(sql: string, params: readonly Param[] = []): Promise<Answer<R>> {
    this.mustBeOpen();
    return (await this.thread.ask({ op: "query", sql, params: parcel(params.map(paramText)) })) as Answer<R>;
  }

  queries(all: readonly Statement[]): Promise<readonly Answer[]> {
    this.mustBeOpen();
    const told = this.thread.askAll(all.map(({ sql, params }) => ({ sql, params: parcel(params.map(paramText)) })));
    told.catch(() => {});
    this.sent.push(told);
    return told;
  }

  async script(sql: string): Promise<void> {
    this.mustBeOpen();
    await this.thread.ask({ op: "script", sql });
  }

  async copyIn(target: string, text: Uint8Array): Promise<number> {
    this.mustBeOpen();
    const bytes = Uint8Array.from(text);
    return (await this.thread.ask({ op: "copy", sql: `COPY ${target} FROM '/dev/blob'`, text: bytes })).count;
  }

  async run<T>(opening: string, work: (session: Session) => Promise<T>): Promise<T> {
    // Sent without waiting: the thread works in order, and a failed opening fails what follows it.
    const opened = this.begin(opening);
    opened.catch(() => {});
    try {
      const value = await work(this);
      this.mustBeOpen();
      this.close();
      this.committing = true;
      // After a refusal this rolls back and says nothing of it, so what was sent is heard too. Work that waited for nothing
      // goes to the thread whole, and the thread waits for nobody in the middle of it.
      await Promise.all([opened, ...this.sent, this.thread.ask({ op: "script", sql: "COMMIT" })]);
      return value;
    } catch (error) {
      if (this.over === undefined) {
        this.close();
        await this.rollBack();
      }
      // A refused opening, or a statement that was not waited for, is the cause of every refusal after it.
      await opened;
      await Promise.all(this.sent);
      throw error;
    }
  }

  /**
   * Ends it from outside. It is rolled back as soon as the statement that runs is over, before anything that is asked
   * later; one that does not end cannot be stopped, so the thread is.
   */
  async stop(why: Outage): Promise<never> {
    const unsure = this.committing
      ? new Outage(why.code, "The database was given up while it was saving.", "unsure")
      : why;
    this.over ??= unsure;
    if (!(await endsSoon(this.rollBack()))) await this.thread.kill(unsure);
    throw unsure;
  }

  /** An opening of one statement is prepared once: read anew each time it cost as much as what a page asks for. */
  private async begin(opening: string): Promise<void> {
    if (opening.includes(";")) await this.thread.ask({ op: "script", sql: `BEGIN; ${opening}` });
    else
      await Promise.all([
        this.thread.ask({ op: "script", sql: "BEGIN" }),
        opening === "" ? undefined : this.thread.ask({ op: "query", sql: opening, params: [] }),
      ]);
  }

  private close(): void {
    this.over = new Error("Parley bug: the transaction is over");
  }

  private mustBeOpen(): void {
    if (this.over !== undefined) throw this.over;
  }

  private async rollBack(): Promise<void> {
    if (this.thread.isAlive) await this.thread.ask({ op: "script", sql: "ROLLBACK" });
  }
}

/** So long may the last statement of a transaction that was given up go on: beginning the thread anew takes longer. */
const LAST_MS = 2_000;

async function endsSoon(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), LAST_MS);
  });
  // Work that fails is over too.
  const over = work.then(
    () => true,
    () => true,
  );
  return await Promise.race([over, late]).finally(() => clearTimeout(timer));
}

/** PGlite over a folder. The caller holds the folder's lock (owner-lock.ts): PGlite has none. */
export class EmbeddedEngine implements Engine {
  readonly kind = "embedded";
  private readonly folder: string;
  private readonly turns = new Turns();
  private readonly nesting = new Nesting();
  private thread: PgliteThread | undefined;
  private closed = false;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Opens the cluster in `folder`, or makes it there. While it is made a file beside it says so, and what an earlier start
   * left half made under that file is made anew. `folder`'s parent must exist. `lay` may put a ready cluster there instead
   * and says whether it did; one that the database does not open is made from nothing after all. Throws an Outage.
   */
  static async open(folder: string, lay?: (folder: string) => Promise<boolean>): Promise<EmbeddedEngine> {
    const making = `${folder}.making`;
    if (existsSync(making)) rmSync(folder, { recursive: true, force: true });
    let isLaid = false;
    if (existsSync(folder)) checkRelease(folder);
    else {
      writeFileSync(making, "");
      isLaid = (await lay?.(folder)) === true;
    }
    let engine = new EmbeddedEngine(folder);
    try {
      await engine.live();
    } catch (error) {
      if (!isLaid) throw error;
      rmSync(folder, { recursive: true, force: true });
      engine = new EmbeddedEngine(folder);
      await engine.live();
    }
    rmSync(making, { force: true });
    return engine;
  }

  transaction<T>(opening: string, work: (session: Session) => Promise<T>, how: How = {}): Promise<T> {
    return this.inTurn(how, (thread) => {
      const transaction = new Transaction(thread);
      return within(how, transaction.run(opening, work), (why) => transaction.stop(why));
    });
  }

  /** No other process reaches the folder, and within this one whoever asks keeps its own order. */
  holding<T>(_name: string, work: () => Promise<T>): Promise<T> {
    return work();
  }

  alone(sql: string, params?: readonly Param[], how: How = {}): Promise<Answer> {
    return this.inTurn(how, (thread) => {
      const asked =
        params === undefined
          ? thread.ask({ op: "script", sql })
          : thread.ask({ op: "query", sql, params: parcel(params.map(paramText)) });
      return within(how, asked, async (why) => {
        await thread.kill(why);
        throw why;
      });
    });
  }

  /** Runs `work` while nothing is written and everything committed is in the files of the folder: for a copy of it. */
  still<T>(work: (folder: string) => Promise<T>): Promise<T> {
    return this.inTurn({ lane: "bulk" }, async (thread) => {
      await thread.ask({ op: "script", sql: "CHECKPOINT" });
      return work(this.folder);
    });
  }

  /** How often files were flushed to the disk since the thread began: at least once for each commit that wrote. */
  async syncs(): Promise<number> {
    return (await (await this.live()).ask({ op: "syncs" })).count;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    const done = await this.turns.take("page");
    this.closed = true;
    try {
      if (this.thread?.isAlive === true) {
        await this.thread.ask({ op: "close" });
        await this.thread.kill(new Outage("database-closed", "The database is closed.", "no"));
      }
    } finally {
      done();
    }
  }

  private inTurn<T>(how: How, work: (thread: PgliteThread) => Promise<T>): Promise<T> {
    return this.nesting.run(async () => {
      const done = await this.turns.take(how.lane ?? "page");
      try {
        return await work(await this.live());
      } finally {
        done();
      }
    });
  }

  /** The thread, begun anew when it was ended; PostgreSQL recovers what was committed, as after a crash. */
  private async live(): Promise<PgliteThread> {
    if (this.closed) throw new Outage("database-closed", "The database is closed.", "no");
    if (this.thread?.isAlive !== true) {
      this.thread = new PgliteThread();
      await openIn(this.thread, this.folder);
    }
    return this.thread;
  }
}

async function openIn(thread: PgliteThread, folder: string): Promise<void> {
  try {
    await thread.ask({ op: "open", folder });
  } catch (error) {
    const why = new Outage("database-unopened", `The data folder ${folder} could not be opened by the database.`, "no");
    await thread.kill(why);
    throw Object.assign(why, { cause: error });
  }
}

function checkRelease(folder: string): void {
  const file = join(folder, "PG_VERSION");
  const found = existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
  if (found === PG_VERSION) return;
  const what = found === undefined ? "holds no database of Parley" : `was written by PostgreSQL ${found}`;
  throw new Outage(
    "data-folder-other",
    `The data folder ${folder} ${what}, and this Parley reads PostgreSQL ${PG_VERSION}. Nothing was changed.`,
    "no",
  );
}
