import { z } from "zod";
import { check } from "#base/check.ts";
import type { Principal } from "#store/principal.ts";
import type { Tx } from "#store/store.ts";
import type { Desk } from "./desk.ts";
import { evaluateMany } from "./evaluate-again.ts";
import { renewMap } from "./map-renewal.ts";
import { readSetting, type SettingOf, writeSetting } from "./settings.ts";

/**
 * Open cases that what they rest on has moved under: the profile, the price books, the own medians. That they are to be
 * decided again is written down in the transaction that moved it, and stays written until it is done, whatever stops
 * between.
 */

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

/** Writes down that open cases of a client are to be decided again. */
export const markCases = (tx: Tx, org: string, client: string, given: Mark): Promise<void> =>
  change(tx, marksAt(org, client), (before) => {
    const same = before.find((m) => isSame(m, given));
    return same === undefined ? [...before, given] : before.map((m) => (m === same ? joined(m, given) : m));
  });

/** Decides everything that is marked, oldest first, and says whether anything was. What `signal` breaks off stays marked. */
export async function decideMarked(
  desk: Desk,
  principal: Principal,
  client: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const { org } = principal;
  const of = marksAt(org, client);
  for (let isFirst = true; ; isFirst = false) {
    const { version, marks: open } = await desk.store.as(principal, (tx) => marksOf(tx, of));
    const [next] = open;
    if (next === undefined) return !isFirst;
    const { why, payers, butOf } = next;
    await evaluateMany(desk, principal, client, {
      all: true,
      why,
      payers: payers ?? undefined,
      butOf: butOf ?? undefined,
      told: (done, ofCases) => desk.tell(org, { topic: "deciding", client, why, done, of: ofCases }),
      signal,
    });
    if (signal?.aborted === true) return false;
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

/** The same, and the map anew when anything was: amounts of claims without a case move too. */
async function decideAndDraw(desk: Desk, who: Principal, client: string, signal: AbortSignal): Promise<void> {
  if (await decideMarked(desk, who, client, signal)) await renewMap(desk, who, client);
}

export interface Decider {
  /** Decides what is marked of a client, after what runs. */
  soon(org: string, client: string): void;
  /** Goes on with everything that is marked and not done. Gives how many clients that is. */
  resume(): Promise<number>;
  /** Waits until nothing runs. */
  idle(): Promise<void>;
  /** Breaks off what runs, at the end of its short transaction, and starts no more. */
  stop(): Promise<void>;
}

/** Decides in the background, client after client. `failed` is told what went wrong; the mark stays for the next time. */
export function caseDecider(desk: Desk, failed: (error: unknown) => void): Decider {
  const waiting = new Set<string>();
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  const soon = (org: string, client: string): void => {
    if (waiting.has(client) || stopping.signal.aborted) return;
    waiting.add(client);
    running = running.then(async () => {
      waiting.delete(client);
      if (stopping.signal.aborted) return;
      await decideAndDraw(desk, { org, clients: [client] }, client, stopping.signal).catch(failed);
    });
  };

  return {
    soon,
    async resume() {
      const open = await desk.store.asSystem(({ db }) =>
        db
          .selectFrom("setting")
          .innerJoin("client", (j) =>
            j.onRef("client.org", "=", "setting.org").onRef("client.client", "=", "setting.client"),
          )
          .select(["setting.org", "client.client"])
          .where("setting.name", "=", MARKS)
          .where("setting.body", "!=", "[]")
          .where("client.removed_at", "is", null)
          .execute(),
      );
      for (const { org, client } of open) soon(org, client);
      return open.length;
    },
    idle: () => running,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
