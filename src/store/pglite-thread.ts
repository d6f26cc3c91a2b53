import type { Worker } from "node:worker_threads";
import { check } from "#base/check.ts";
import type { Answer } from "./engine.ts";
import { Outage } from "./outage.ts";
import { answersIn } from "./pglite-answer.ts";
import { isPacked, type Packed, type Params } from "./pglite-params.ts";
import { type reportedBy, SqlFault } from "./sql-fault.ts";
import { startWorker } from "./worker-entry.ts";

/** What the thread of the database can be asked. */
export type Ask = { readonly id: number } & Question;

export type Question =
  | { readonly op: "open"; readonly folder: string }
  | ({ readonly op: "query" } & Asked)
  | { readonly op: "queries"; readonly all: readonly Asked[] }
  | { readonly op: "script"; readonly sql: string }
  | { readonly op: "copy"; readonly sql: string; readonly text: Uint8Array<ArrayBuffer> }
  | { readonly op: "syncs" }
  | { readonly op: "close" };

/** A statement with its parameters as text. */
export interface Asked {
  readonly sql: string;
  readonly params: Params | Packed;
}

/** Memory that goes over to the other thread and is no longer here. */
function handedOver(asked: Ask): readonly ArrayBuffer[] {
  if (asked.op === "copy") return [asked.text.buffer];
  const all = asked.op === "queries" ? asked.all : asked.op === "query" ? [asked] : [];
  return all.flatMap(({ params }) => (isPacked(params) ? [params.bytes.buffer] : []));
}

/** Its answer: bytes of the protocol, or a number, or the refusal of the database, or what broke. */
export interface Reply {
  readonly id: number;
  readonly bytes?: Uint8Array;
  readonly count?: number;
  readonly refused?: ReturnType<typeof reportedBy>;
  readonly broken?: string;
}

interface Waiting {
  readonly resolve: (answers: readonly Answer[]) => void;
  readonly reject: (error: Error) => void;
}

const OUT_OF_MEMORY = "53200";

const faultOf = (refused: NonNullable<Reply["refused"]>): Error =>
  refused.code === OUT_OF_MEMORY
    ? new Outage(
        "database-memory",
        "This asks for more memory than the embedded database may take. Ask for less at once, or move to PostgreSQL.",
        "no",
      )
    : new SqlFault(refused);

/** The main side of pglite-worker.ts: questions and their answers, in order. Dies once, and then is replaced. */
export class PgliteThread {
  private readonly worker: Worker = startWorker(import.meta.url, "pglite-worker");
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  /** What was asked since the thread last ran free: it goes as one message, because each wakes the other thread. */
  private unsent: Ask[] = [];
  private ended: Outage | undefined;

  constructor() {
    this.worker.on("message", (replies: readonly Reply[]) => {
      for (const reply of replies) this.hear(reply);
    });
    this.worker.on("error", () =>
      this.die(new Outage("database-stopped", "The database stopped by itself.", "unsure")),
    );
    this.worker.on("exit", () => this.die(new Outage("database-closed", "The database is closed.", "no")));
    // A process that has nothing else to do may end; an answer that somebody waits for keeps it alive.
    this.worker.unref();
  }

  get isAlive(): boolean {
    return this.ended === undefined;
  }

  async ask(question: Question): Promise<Answer> {
    const [answer] = await this.send(question);
    check(answer !== undefined, "the thread of the database answered nothing");
    return answer;
  }

  /** Several statements in one message; those after one that is refused are not run. */
  askAll(all: readonly Asked[]): Promise<readonly Answer[]> {
    return this.send({ op: "queries", all });
  }

  private send(question: Question): Promise<readonly Answer[]> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.ref();
      // After everything that is ready to ask has asked.
      if (this.unsent.length === 0) process.nextTick(() => this.post());
      this.unsent.push({ id, ...question });
    });
  }

  private post(): void {
    const asked = this.unsent;
    this.unsent = [];
    if (this.ended !== undefined) return;
    this.worker.postMessage(asked, asked.flatMap(handedOver));
  }

  /** Ends the thread at once, whatever it is doing: for a statement that will not end. Nothing uncommitted is kept. */
  async kill(why: Outage): Promise<void> {
    this.die(why);
    await this.worker.terminate();
  }

  private hear(reply: Reply): void {
    const asked = this.waiting.get(reply.id);
    if (asked === undefined) return;
    this.waiting.delete(reply.id);
    if (this.waiting.size === 0) this.worker.unref();
    if (reply.bytes !== undefined) asked.resolve(answersIn(reply.bytes));
    else if (reply.count !== undefined) asked.resolve([{ rows: [], count: reply.count }]);
    else if (reply.refused !== undefined) asked.reject(faultOf(reply.refused));
    else asked.reject(new Outage("database-broken", "The database failed and gave no reason of its own.", "unsure"));
  }

  private die(why: Outage): void {
    if (this.ended !== undefined) return;
    this.ended = why;
    for (const { reject } of this.waiting.values()) reject(why);
    this.waiting.clear();
  }
}
