import { createHash } from "node:crypto";
import { momentBefore } from "#app/clock.ts";
import type { Store } from "#store/store.ts";
import type { Caller } from "./caller.ts";
import { Refused } from "./refused.ts";

/**
 * Writes that are sent twice and done once. A write that names a key is remembered with its answer: the same key and
 * request are answered from memory, another request under the key is refused. While the first is being done the second
 * waits for it here, or is told to come again when it runs elsewhere.
 */

/** How long an answer is remembered. */
const KEPT_MS = 24 * 3_600_000;
/** A write that has no answer after this time died with its process; its key is free again, and the act checks for itself. */
const DEAD_MS = 5 * 60_000;
/** Larger answers are not remembered word for word, so such a request may not name a key. */
const ANSWER_MAX = 1 << 20;

export interface Keyed {
  readonly who: Caller;
  readonly key: string;
  /** Method, path, query and body. */
  readonly request: readonly (string | Uint8Array)[];
}

interface Remembered {
  readonly status: number;
  readonly body: string | null;
}

const digestOf = (parts: Keyed["request"]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("hex");
};

export class Idempotency {
  private readonly store: Store;
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(store: Store) {
    this.store = store;
  }

  /** Does `work` once for a key. What it throws is not remembered, because nothing was done. */
  async once(asked: Keyed, work: () => Promise<Response>): Promise<Response> {
    const name = `${asked.who.person.org} ${asked.who.person.id} ${asked.key}`;
    const run = this.after(this.running.get(name), asked, work);
    this.running.set(name, run);
    try {
      return await run;
    } finally {
      if (this.running.get(name) === run) this.running.delete(name);
    }
  }

  /** Waits for the one before it under the same key; then answers from memory, or does the work. */
  private async after(
    before: Promise<unknown> | undefined,
    asked: Keyed,
    work: () => Promise<Response>,
  ): Promise<Response> {
    await before?.catch(() => {});
    const done = await this.claim(asked, digestOf(asked.request));
    return done === undefined ? await this.doAndKeep(asked, work) : replay(done);
  }

  /** Forgets what is too old to be asked again. */
  async sweep(now: string): Promise<void> {
    const before = momentBefore(now, KEPT_MS);
    await this.store.asSystem(({ db }) => db.deleteFrom("idempotency_key").where("at", "<", before).execute());
  }

  /** Takes the key for this request, or gives the answer it has. Throws Refused when it is another's. */
  private claim({ who, key }: Keyed, digest: string): Promise<Remembered | undefined> {
    const { org, id: person } = who.person;
    return this.store.as(who.principal, async ({ db, now }) => {
      await db
        .deleteFrom("idempotency_key")
        .where("org", "=", org)
        .where("person", "=", person)
        .where("key", "=", key)
        .where((eb) =>
          eb.or([
            eb("at", "<", momentBefore(now, KEPT_MS)),
            eb.and([eb("status", "is", null), eb("at", "<", momentBefore(now, DEAD_MS))]),
          ]),
        )
        .execute();
      const made = await db
        .insertInto("idempotency_key")
        .values({ org, person, key, request: digest, at: now })
        .onConflict((c) => c.columns(["org", "person", "key"]).doNothing())
        .executeTakeFirst();
      if (made.numInsertedOrUpdatedRows === 1n) return undefined;
      const row = await db
        .selectFrom("idempotency_key")
        .select(["request", "status", "body"])
        .where("org", "=", org)
        .where("person", "=", person)
        .where("key", "=", key)
        .executeTakeFirst();
      if (row !== undefined && row.request !== digest)
        throw new Refused("same-key-other-request", "Send every new act under a new key. Nothing was changed.");
      if (row === undefined || row.status === null)
        throw new Refused("not-now", "The same request is being done right now. Ask again in a moment.", 1);
      return { status: row.status, body: row.body };
    });
  }

  private async doAndKeep(asked: Keyed, work: () => Promise<Response>): Promise<Response> {
    let answer: Response;
    try {
      answer = await work();
    } catch (thrown) {
      await this.free(asked);
      throw thrown;
    }
    const isJson = answer.headers.get("content-type")?.startsWith("application/json") === true;
    if (!answer.ok || (answer.status !== 204 && !isJson)) {
      await this.free(asked);
      return answer;
    }
    const body = answer.status === 204 ? null : await answer.clone().text();
    if (body !== null && body.length > ANSWER_MAX) await this.free(asked);
    else await this.keep(asked, { status: answer.status, body });
    return answer;
  }

  private async keep({ who, key }: Keyed, { status, body }: Remembered): Promise<void> {
    await this.store.as(who.principal, ({ db }) =>
      db
        .updateTable("idempotency_key")
        .set({ status, body })
        .where("org", "=", who.person.org)
        .where("person", "=", who.person.id)
        .where("key", "=", key)
        .execute(),
    );
  }

  private async free({ who, key }: Keyed): Promise<void> {
    await this.store.as(who.principal, ({ db }) =>
      db
        .deleteFrom("idempotency_key")
        .where("org", "=", who.person.org)
        .where("person", "=", who.person.id)
        .where("key", "=", key)
        .execute(),
    );
  }
}

const replay = ({ status, body }: Remembered): Response =>
  new Response(body, {
    status,
    headers: {
      ...(body === null ? {} : { "content-type": "application/json" }),
      "cache-control": "no-store",
      "idempotency-replayed": "true",
    },
  });
