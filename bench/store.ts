import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  copyFileSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { Agent, request } from "node:http";
import { loadavg } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { largeDemo } from "./inputs.ts";
import {
  type Job,
  jobFile,
  type Measured,
  measure,
  median,
  named,
  OUT,
  PARLEY,
  ROOT,
  type Run,
  Wrong,
} from "./process.ts";
import type { Bench, Options, Result, Target } from "./result.ts";

/** The store behind the workbench: how soon it opens, how fast it loads while others read, how fast it answers when full. */

const DIR = join(OUT, "store");
const HOME = join(DIR, "home");
/** A PostgreSQL to measure on in the place of the embedded database; an empty database for each run. */
const URL_GIVEN = process.env.PARLEY_BENCH_DATABASE_URL ?? "";
const ENGINE = URL_GIVEN === "" ? "PGlite" : "PostgreSQL";

/** Bundled as the product is, with the thread of the database beside it. */
async function bundle(): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: [
      { in: jobFile("store-load.ts"), out: "load" },
      { in: jobFile("store-big.ts"), out: "big" },
      { in: jobFile("store-reader.ts"), out: "reader" },
      { in: "src/store/pglite-worker.ts", out: "pglite-worker" },
    ],
    outdir: DIR,
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20.19",
    logLevel: "warning",
  });
  const ready = join(dirname(PARLEY), "cluster.ready");
  if (existsSync(ready)) copyFileSync(ready, join(DIR, "cluster.ready"));
}

const at = (of: readonly number[], share: number): number =>
  of.toSorted((a, b) => a - b)[Math.min(of.length - 1, Math.floor(of.length * share))] ?? Number.NaN;

/** What one page of 8 KiB costs to reach this disk, in milliseconds: the least any commit can take. */
function syncMs(): number {
  const path = join(DIR, "sync");
  const file = openSync(path, "w");
  const page = Buffer.alloc(8192, 1);
  const times: number[] = [];
  try {
    for (let n = 0; n < 200; n++) {
      const began = performance.now();
      writeSync(file, page);
      fdatasyncSync(file);
      times.push(performance.now() - began);
    }
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
  return median(times);
}

const load = (): number => Math.round((loadavg()[0] ?? 0) * 100) / 100;

const fresh = (): void => {
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
};

const target = (what: string, is: Target["is"], want: number, got: number, unit: string): Target => ({
  ...{ what: `${ENGINE}, ${what}`, is, want, got, unit, now: true },
});

/** One request over a connection that stays; resolves to its time in milliseconds. */
function ask(agent: Agent, url: string, cookie: string): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: cookie === "" ? {} : { cookie } }, (answer) => {
      answer.resume();
      answer.once("end", () => {
        if (answer.statusCode === 200) resolve(performance.now() - began);
        else
          reject(new Wrong(`${new URL(url).pathname.split("/").slice(0, 3).join("/")} answered ${answer.statusCode}`));
      });
    });
    asked.once("error", reject);
    asked.end();
  });
}

/** Starts `parley serve` and waits for its first page; then stops it. */
async function openOnce(): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [PARLEY, "serve"], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, PARLEY_HOME: HOME, PORT: "0", DATABASE_URL: URL_GIVEN },
  });
  const gone = once(child, "exit");
  try {
    const lines = createInterface({ input: child.stdout });
    const [address] = (await Promise.race([once(lines, "line"), gone.then(() => [""])])) as [string];
    if (address === "") throw new Wrong("parley serve ended before it served");
    await ask(new Agent(), `${address}/`, "");
    return performance.now() - began;
  } finally {
    child.kill("SIGTERM");
    await gone;
  }
}

async function openings({ runs }: Options): Promise<Result> {
  const before = load();
  const [first, again]: [number[], number[]] = [[], []];
  for (let n = 0; n < runs; n++) {
    fresh();
    first.push(await openOnce());
    again.push(await openOnce());
  }
  const rows = (name: string, of: readonly number[]): { measured: Measured } => {
    const none = { cpuMs: Number.NaN, rssMiB: Number.NaN };
    return { measured: { name, runs: of.map((wallMs): Run => ({ wallMs, ...none })), load: [before, load()] } };
  };
  return {
    bench: "store open",
    about: `parley serve over a new data folder, and over the same again, from its start to its first page; ${ENGINE}`,
    rows: [rows("new data folder to first page", first), rows("the same again", again)],
    targets: [
      target("new data folder to first page", "at most", 3_000, median(first), "ms"),
      target("reopening to first page", "at most", 1_000, median(again), "ms"),
    ],
    notes: [],
  };
}

interface LoadSaid {
  readonly claims: number;
  readonly cases: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly reads: number;
  readonly refused: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** After that, until older cases that the new medians reach are decided again. */
  readonly restMs: number;
  /** From the end of the import to its map. */
  readonly mapMs: number;
  readonly mapP99: number;
  readonly againMs: number;
  readonly changed: readonly string[];
}

const LOAD = "import of 837 and 835";

async function loading({ runs, quick }: Options): Promise<Result> {
  const demo = await largeDemo(quick ? 10_000 : 100_000);
  const few = await largeDemo(1_000);
  const said: LoadSaid[] = [];
  const read = (file: string): LoadSaid => JSON.parse(readFileSync(file, "utf8"));
  const job: Job = {
    name: LOAD,
    args: [join(DIR, "load.js"), HOME, demo.books, URL_GIVEN, few.folder, demo.folder],
    before: fresh,
    timed: read,
    check(file) {
      const s = read(file);
      if (s.claims !== demo.claims.totals.claims) throw new Wrong(`${s.claims} claims were kept`);
      if (s.changed.length > 0) throw new Wrong(`the same files again changed ${s.changed.join(", ")}`);
      said.push(s);
    },
  };
  const measured = named(await measure([job], Math.min(runs, URL_GIVEN === "" ? 3 : 1)), LOAD);
  const rate = median(said.map((s) => s.claims / (s.wallMs / 1000)));
  const p99 = median(said.map((s) => s.p99));
  const [one] = said;
  return {
    bench: "store load",
    about: `${demo.claims.totals.claims} claims of the demo mix and their remittances through the import itself, with policies, until it says that it is done, while another process reads cases by key 50 times a second through the API; ${ENGINE}`,
    rows: [{ measured, work: { count: demo.claims.totals.claims, unit: "claims" } }],
    targets: [
      target("claims a second while others read", "at least", 10_000, rate, "claims/s"),
      target("read by key while it loads, p99", "at most", 50, p99, "ms"),
      { ...target("claims a second, aim", "at least", 18_000, rate, "claims/s"), now: false },
    ],
    notes: [
      `${one?.reads} reads, ${one?.refused} of them refused, p50 ${one?.p50.toFixed(1)} ms, longest ${one?.most.toFixed(0)} ms, each timed from when it was due, until older cases were decided again, ${((one?.restMs ?? 0) / 1000).toFixed(1)} s after the import was done. Processor time includes answering them.`,
      `The money map is drawn ${((one?.mapMs ?? 0) / 1000).toFixed(1)} s after the import is done, in the background; p99 of the same reads meanwhile ${one?.mapP99.toFixed(0)} ms.`,
      `The same files again: ${((one?.againMs ?? 0) / 1000).toFixed(1)} s, and not one row of any table changed.`,
    ],
  };
}

interface BigSaid {
  readonly origin: string;
  readonly cookie: string;
  readonly claims: number;
  readonly cases: number;
  readonly fillMs: number;
  readonly ids: readonly string[];
}

const QUEUES = [
  "tab=team&sort=loss",
  "tab=expiring+rights&sort=due",
  "tab=our+turn&sort=stake",
  "tab=team&sort=newest",
];

/** Peak and present memory of a process in MiB, where the system tells. */
function memoryOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const mib = (key: string): string =>
      (Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1]) / 1024).toFixed(0);
    return `${mib("VmRSS")} MiB now, ${mib("VmHWM")} MiB at its peak while it was filled`;
  } catch {
    return "not told by this system";
  }
}

async function answers(said: BigSaid, requests: number): Promise<{ queue: number[]; key: number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const [queue, key]: [number[], number[]] = [[], []];
  const warm = Math.ceil(requests / 10);
  for (let n = 0; n < requests + warm; n++) {
    const q = await ask(agent, `${said.origin}/v1/queue?${QUEUES[n % QUEUES.length]}`, said.cookie);
    const k = await ask(agent, `${said.origin}/v1/cases/${said.ids[(n * 7) % said.ids.length]}`, said.cookie);
    if (n >= warm) {
      queue.push(q);
      key.push(k);
    }
  }
  agent.destroy();
  return { queue, key };
}

async function full({ quick }: Options): Promise<Result> {
  const few = await largeDemo(1_000);
  const [claims, cases] = quick ? [20_000, 2_000] : [1_000_000, 100_000];
  fresh();
  const before = load();
  const child = spawn(
    process.execPath,
    [join(DIR, "big.js"), HOME, few.books, URL_GIVEN, few.folder, String(claims), String(cases)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const gone = once(child, "exit");
  try {
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([once(lines, "line"), gone.then(() => [""])])) as [string];
    if (line === "") throw new Wrong("the server ended before it served");
    const said: BigSaid = JSON.parse(line);
    const { queue, key } = await answers(said, quick ? 200 : 2_000);
    const runs = (of: readonly number[]): Run[] => [{ wallMs: median(of), cpuMs: Number.NaN, rssMiB: Number.NaN }];
    const loads = [before, load()] as const;
    return {
      bench: "store full",
      about: `${said.claims} claims and ${said.cases} cases, filled by the database itself in ${(said.fillMs / 1000).toFixed(0)} s; requests one after the other over HTTP, signed in; ${ENGINE}`,
      rows: [
        { measured: { name: "queue page, median", runs: runs(queue), load: loads } },
        { measured: { name: "case by key, median", runs: runs(key), load: loads } },
      ],
      targets: [
        target("queue page, p99", "at most", 20, at(queue, 0.99), "ms"),
        target("case by key, p99", "at most", 5, at(key, 0.99), "ms"),
      ],
      notes: [`Memory of the server, database included: ${memoryOf(child.pid ?? 0)}.`],
    };
  } finally {
    child.stdin.end();
    await gone;
  }
}

const PARTS = { open: openings, load: loading, full } as const;

/** PARLEY_BENCH_STORE names parts of it; all of them unless told. */
const asked = (process.env.PARLEY_BENCH_STORE ?? "open load full").split(" ").filter((p) => p in PARTS);

export const store: Bench = {
  name: "store",
  about: "the workbench's store: opening, loading while others read, answering when full",
  async run(options) {
    mkdirSync(DIR, { recursive: true });
    await bundle();
    const sync = syncMs();
    const results: Result[] = [];
    for (const part of asked) {
      const result = await PARTS[part as keyof typeof PARTS](options);
      results.push({
        ...result,
        notes: [...result.notes, `A flush of one page to this disk takes ${sync.toFixed(2)} ms.`],
      });
    }
    rmSync(HOME, { recursive: true, force: true });
    return results;
  },
};
