import { performance } from "node:perf_hooks";
import { benchClient, benchDesk, imported } from "./store-desk.ts";

/**
 * Imports a folder of an 837 and its 835 through the use case, and all the while reads cases by their key fifty times a
 * second: each read is timed from the moment it was due, so that waiting counts. Then imports the same files again.
 */

const EVERY_MS = 20;
/** What a read that was refused, because too many waited, counts as. */
const REFUSED_MS = 60_000;
let refused = 0;

const [home = "", books = "", url = "", few = "", many = ""] = process.argv.slice(2);
const open = await benchDesk(home, books, url);
const { store } = open.desk;
const of = await benchClient(open);
// Cases to read while the rest is loaded.
await imported(open, of, few);
const ids = await store.as(of.owner, async ({ db }) =>
  (await db.selectFrom("case_row").select("id").limit(500).execute()).map((r) => r.id),
);
if (ids.length === 0) throw new Error("there is no case to read");

async function readOne(n: number): Promise<void> {
  const row = await store.as(of.owner, ({ db, principal }) =>
    db
      .selectFrom("case_row")
      .selectAll()
      .where("org", "=", principal.org)
      .where("id", "=", ids[n % ids.length] ?? "")
      .executeTakeFirst(),
  );
  if (row === undefined) throw new Error("a case that was there is gone");
}

/** Reads on a fixed beat until it is told to stop; the times of all of them. */
function reader(): () => Promise<readonly number[]> {
  const began = performance.now();
  const times: number[] = [];
  const running: Promise<void>[] = [];
  let due = 0;
  const beat = (): void => {
    for (const now = performance.now(); began + due * EVERY_MS <= now; due++) {
      const at = began + due * EVERY_MS;
      running.push(
        readOne(due).then(
          () => void times.push(performance.now() - at),
          () => {
            refused++;
            times.push(REFUSED_MS);
          },
        ),
      );
    }
  };
  const timer = setInterval(beat, 4);
  return async () => {
    clearInterval(timer);
    await Promise.all(running);
    return times.sort((a, b) => a - b);
  };
}

const TABLES = ["claim", "remittance", "evaluation", "case_row", "case_opening", "own_allowed", "provider_adjustment"];

/** How many rows there are, and one digest over the rows of each table. */
const rowsNow = (): Promise<Record<string, string>> =>
  store.as(
    of.owner,
    async ({ session }) => {
      const all: Record<string, string> = {};
      for (const t of TABLES) {
        const sum = "coalesce(sum(('x' || substr(md5(x::text), 1, 15))::bit(60)::bigint), 0)";
        const { rows } = await session.query(`SELECT count(*) || ' ' || ${sum} AS said FROM ${t} x`);
        all[t] = String(rows[0]?.said);
      }
      return all;
    },
    { lane: "bulk" },
  );

async function timed(folder: string): Promise<{ wallMs: number; cpuMs: number; reads: readonly number[] }> {
  const stop = reader();
  const cpu = process.cpuUsage();
  const began = performance.now();
  await imported(open, of, folder);
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000, reads: await stop() };
}

const claimsNow = async (): Promise<number> => Number((await rowsNow()).claim?.split(" ")[0] ?? 0);

const before = await claimsNow();
const first = await timed(many);
const after = await rowsNow();
const second = await timed(many);
const again = await rowsNow();
const share = (of: readonly number[], p: number): number => of[Math.min(of.length - 1, Math.floor(of.length * p))] ?? 0;
console.log(
  JSON.stringify({
    claims: Number(after.claim?.split(" ")[0] ?? 0) - before,
    cases: Number(after.case_row?.split(" ")[0] ?? 0),
    wallMs: first.wallMs,
    cpuMs: first.cpuMs,
    reads: first.reads.length,
    refused,
    p50: share(first.reads, 0.5),
    p99: share(first.reads, 0.99),
    most: first.reads.at(-1) ?? 0,
    againMs: second.wallMs,
    changed: TABLES.filter((t) => after[t] !== again[t]),
  }),
);
await open.close();
