import { z } from "zod";
import { check } from "#base/check.ts";
import type { Principal } from "#store/principal.ts";
import { type PutOptions, putJob } from "#store/put-job.ts";
import type { Tx } from "#store/store.ts";
import type { Desk } from "./desk.ts";
import { evaluateMany } from "./evaluate-again.ts";
import { renewMap } from "./map-renewal.ts";
import { readSetting, type SettingOf, writeSetting } from "./settings.ts";

/**
 * Open cases that what they rest on has moved under: the profile, the price books, the own medians. That they are to be
 * decided again is written down in the transaction that moved it, and stays written until it is done, whatever stops
 * between. These marks say what is to be decided; a job beside them, of each client one, makes it happen.
 */

/** The queue of those jobs. */
export const DECIDE = "decide";

const MARKS = "cases to decide again";

const mark = z.object({
  why: z.enum(["the profile", "the price books", "new files"]),
  /** Keys of the payers whose cases are meant; null for every payer. */
  payers: z.array(z.string()).nullable(),
  /** The import whose cases were decided with it already. */
  butOf: z.string().nullable(),
});
export type Mark = z.infer<typeof mark>;
const marks = z.array(mark);

const marksAt = (org: string, client: string): SettingOf => ({ org, client, name: MARKS });

/** A mark that was broken by hand means everything. */
const EVERYTHING: Mark = { why: "the profile", payers: null, butOf: null };

async function marksOf(tx: Tx, of: SettingOf): Promise<{ readonly version: number; readonly marks: readonly Mark[] }> {
  const { version, body } = await readSetting(tx, of);
  const read = marks.safeParse(body ?? []);
  return { version, marks: read.success ? read.data : [EVERYTHING] };
}

const isSame = (a: Mark, b: Mark): boolean => a.why === b.why && a.butOf === b.butOf;

function joined(a: Mark, b: Mark): Mark {
  const payers = a.payers === null || b.payers === null ? null : [...new Set([...a.payers, ...b.payers])].sort();
  return { ...a, payers };
}

/** How often another transaction may be quicker before that is a bug. */
const TRIES = 20;

async function change(tx: Tx, of: SettingOf, by: (marks: readonly Mark[]) => readonly Mark[]): Promise<void> {
  for (let n = 0; n < TRIES; n++) {
    const now = await marksOf(tx, of);
    if ((await writeSetting(tx, of, now.version, by(now.marks), null)) !== undefined) return;
  }
  check(false, "what is to be decided again was never written");
}

const putDecide = (tx: Tx, org: string, client: string, options: PutOptions = {}): Promise<boolean> =>
  putJob(tx, DECIDE, { org, client }, { ...options, key: client });

/** For an import, which decides at its end what it marks: its job is for the case that it is stopped before. */
export const IN_HAND: PutOptions = { afterSeconds: 900 };

/** Writes down that open cases of a client are to be decided again, and puts the job that does it. */
export async function markCases(
  tx: Tx,
  org: string,
  client: string,
  given: Mark,
  when: PutOptions = {},
): Promise<void> {
  await change(tx, marksAt(org, client), (before) => {
    const same = before.find((m) => isSame(m, given));
    return same === undefined ? [...before, given] : before.map((m) => (m === same ? joined(m, given) : m));
  });
  await putDecide(tx, org, client, when);
}

export interface Deciding {
  /** Ends it between two short transactions; what it breaks off stays marked. */
  readonly signal?: AbortSignal | undefined;
  /** Called before cases are decided with other price books, which another server may have been given. */
  readonly booksMoved?: (() => void) | undefined;
  /** Called when all is decided and before the last mark goes, so that a stop between forgets nothing. */
  readonly decided?: (() => Promise<void>) | undefined;
}

/** Decides everything that is marked, oldest first. */
export async function decideMarked(
  desk: Desk,
  principal: Principal,
  client: string,
  { signal, booksMoved, decided }: Deciding = {},
): Promise<void> {
  const { org } = principal;
  const of = marksAt(org, client);
  for (;;) {
    const { version, marks: open } = await desk.store.as(principal, (tx) => marksOf(tx, of));
    const [next] = open;
    if (next === undefined) return;
    const { why, payers, butOf } = next;
    if (why === "the price books") booksMoved?.();
    await evaluateMany(desk, principal, client, {
      all: true,
      why,
      payers: payers ?? undefined,
      butOf: butOf ?? undefined,
      told: (done, ofCases) => desk.tell(org, { topic: "deciding", client, why, done, of: ofCases }),
      signal,
    });
    if (signal?.aborted === true) return;
    if (open.length === 1) await decided?.();
    // Marked again meanwhile: the version has moved, nothing is struck out, and it is decided once more.
    await desk.store.as(principal, (tx) =>
      writeSetting(
        tx,
        of,
        version,
        open.filter((m) => m !== next),
        null,
      ),
    );
  }
}

const job = z.object({ org: z.uuid(), client: z.uuid() });

/** Does a job: decides what is marked, and draws the map anew, as amounts of claims without a case move too. */
export async function decideJob(
  desk: Desk,
  data: unknown,
  { signal, booksMoved }: Pick<Deciding, "signal" | "booksMoved">,
): Promise<void> {
  const { org, client } = job.parse(data);
  const who: Principal = { org, clients: [client] };
  const decided = (): Promise<void> => renewMap(desk, who, client, signal);
  await decideMarked(desk, who, client, { signal, booksMoved, decided });
}

/** Puts a job for every client with marks, whose own may be lost: a restored backup has none. Gives how many clients that is. */
export async function resumeMarked({ store }: Pick<Desk, "store">): Promise<number> {
  return await store.asSystem(async (tx) => {
    const open = await tx.db
      .selectFrom("setting")
      .innerJoin("client", (j) =>
        j.onRef("client.org", "=", "setting.org").onRef("client.client", "=", "setting.client"),
      )
      .select(["setting.org", "client.client"])
      .where("setting.name", "=", MARKS)
      .where("setting.body", "!=", "[]")
      .where("client.removed_at", "is", null)
      .orderBy("client.client")
      .execute();
    for (const { org, client } of open) await putDecide(tx, org, client);
    return open.length;
  });
}
