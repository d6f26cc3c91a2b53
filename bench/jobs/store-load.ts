import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { benchDesk, imported, mapDrawn, served } from "./store-desk.ts";

/**
 * Imports a folder of an 837 and its 835 into a server, and all the while another process asks it for cases by their key
 * fifty times a second. Loaded is when the import says that it is done: every row is acknowledged and seen, every case is
 * open, and the event stands in the chain. The money map is drawn after that. Then the same files again.
 */

const [home = "", books = "", url = "", few = "", many = ""] = process.argv.slice(2);
const open = await benchDesk(home, books, url);
const { store } = open.desk;
const { origin, cookie, of, stop } = await served(open);
// Cases to read while the rest is loaded; their map is drawn before anything is measured.
const fewDrawn = mapDrawn(open);
await imported(open, of, few);
await fewDrawn;
const ids = await store.as(of.owner, async ({ db }) =>
  (await db.selectFrom("case_row").select("id").limit(500).execute()).map((r) => r.id),
);
if (ids.length === 0) throw new Error("there is no case to read");

interface Reads {
  readonly reads: number;
  readonly refused: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/** Reads on a fixed beat until it is told to stop. */
function reader(): () => Promise<Reads> {
  const program = join(dirname(fileURLToPath(import.meta.url)), "reader.js");
  const child = spawn(process.execPath, [program, origin, cookie, ids.join(",")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const said = once(createInterface({ input: child.stdout }), "line");
  return async () => {
    child.stdin.end();
    return JSON.parse(String((await said)[0])) as Reads;
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

/** When the last import said that it is done: shown whole, with its event in the chain. Older cases are decided after that. */
let saidDone = Number.NaN;
open.listen((_, news) => {
  if (news.topic === "import" && news.state === "done") saidDone = performance.now();
});

async function timed(folder: string) {
  const stopReading = reader();
  const cpu = process.cpuUsage();
  const began = performance.now();
  await imported(open, of, folder);
  const restMs = performance.now() - saidDone;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: saidDone - began, restMs, cpuMs: (user + system) / 1000, reads: await stopReading() };
}

const claimsNow = async (): Promise<number> => Number((await rowsNow()).claim?.split(" ")[0] ?? 0);

const before = await claimsNow();
const manyDrawn = mapDrawn(open);
const first = await timed(many);
const drawing = reader();
// Cases decided again after the end keep the import busy for a while, and the map may be there before that is over.
const mapMs = Math.max(0, (await manyDrawn) - first.wallMs);
const whileDrawn = await drawing();
const after = await rowsNow();
const second = await timed(many);
const again = await rowsNow();
console.log(
  JSON.stringify({
    claims: Number(after.claim?.split(" ")[0] ?? 0) - before,
    cases: Number(after.case_row?.split(" ")[0] ?? 0),
    wallMs: first.wallMs,
    restMs: first.restMs,
    cpuMs: first.cpuMs,
    ...first.reads,
    mapMs,
    mapP99: whileDrawn.p99,
    againMs: second.wallMs + second.restMs,
    changed: TABLES.filter((t) => after[t] !== again[t]),
  }),
);
await stop();
await open.close();
