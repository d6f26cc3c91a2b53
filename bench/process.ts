import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { loadavg } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Whole processes, run in turns (A B A B) so that whatever else the machine does meets all of them alike. */

export const BENCH = dirname(fileURLToPath(import.meta.url));
export const ROOT = dirname(BENCH);
/** Made files and results; never under version control. */
export const OUT = join(BENCH, "out");
const USAGE_HOOK = join(BENCH, "jobs", "usage.cjs");

/** The copy of the build that bench/run.mjs made. */
export const PARLEY = join(OUT, "dist", "parley.js");
export const jobFile = (name: string): string => join(BENCH, "jobs", name);

/** A job bundled as the product is, so that what is measured is what ships. Returns the file to run. */
export async function bundled(name: string): Promise<string> {
  const outfile = join(OUT, name.replace(/ts$/, "js"));
  await build({
    absWorkingDir: ROOT,
    entryPoints: [jobFile(name)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    banner: {
      js: 'import{createRequire as benchRequire}from"node:module";const require=benchRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  return outfile;
}

export interface Job {
  readonly name: string;
  /** Arguments of Node: flags, program and its arguments. */
  readonly args: readonly string[];
  /** Bound to one processor, for figures a core. Only where taskset is (Linux). */
  readonly oneCore?: boolean;
  /** Fewer runs than asked, for what takes long. */
  readonly most?: number;
  /** Before every run: clears what an earlier run left. Not timed. */
  readonly before?: () => void;
  /** When only a part of the process counts, what it says of that part. Memory is of the whole process. */
  readonly timed?: (file: string) => { readonly wallMs: number; readonly cpuMs: number };
  /** Throws when the output, kept in `file`, is wrong: a wrong answer is never fast. */
  readonly check: (file: string) => void | Promise<void>;
}

export interface Run {
  readonly wallMs: number;
  /** User and system time of all its threads. */
  readonly cpuMs: number;
  readonly rssMiB: number;
}

export interface Measured {
  readonly name: string;
  readonly runs: readonly Run[];
  /** Load of the machine in the last minute, before the first and after the last run. Includes this bench. */
  readonly load: readonly [number, number];
}

/** Thrown when a measured process ends wrongly or says something wrong. */
export class Wrong extends Error {}

const load = (): number => Math.round((loadavg()[0] ?? 0) * 100) / 100;

/**
 * Settings of this machine that make every Node read its certificates, or load something else, before it starts are left
 * out for all jobs alike: they would count the machine's habits.
 */
function plainEnv(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...env } = process.env;
  return env;
}

async function runOnce(job: Job): Promise<Run> {
  mkdirSync(OUT, { recursive: true });
  const usage = join(OUT, "usage.json");
  const said = join(OUT, "stdout");
  rmSync(usage, { force: true });
  job.before?.();
  const node = ["--require", USAGE_HOOK, ...job.args];
  const [command, args] =
    job.oneCore === true ? ["taskset", ["-c", "0", process.execPath, ...node]] : [process.execPath, node];
  const out = openSync(said, "w");
  const began = process.hrtime.bigint();
  const code = await new Promise<number | string>((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ["ignore", out, "inherit"],
      env: { ...plainEnv(), BENCH_USAGE: usage, PARLEY_HOME: join(OUT, "home") },
    });
    child.once("error", reject);
    child.once("close", (status, signal) => resolve(status ?? signal ?? "nothing"));
  });
  const wallMs = Number(process.hrtime.bigint() - began) / 1e6;
  closeSync(out);
  if (code !== 0) throw new Wrong(`${job.name} ended with ${code}`);
  await job.check(said);
  const used = JSON.parse(readFileSync(usage, "utf8")) as Pick<Run, "cpuMs" | "rssMiB">;
  const part = job.timed?.(said);
  return { wallMs: part?.wallMs ?? wallMs, cpuMs: part?.cpuMs ?? used.cpuMs, rssMiB: used.rssMiB };
}

/** Runs every job `runs` times in turns. Throws `Wrong` when one fails or gives a wrong answer. */
export async function measure(jobs: readonly Job[], runs: number): Promise<readonly Measured[]> {
  const done = jobs.map((): Run[] => []);
  const before = load();
  for (let r = 0; r < runs; r++)
    for (const [i, job] of jobs.entries()) {
      if (r >= (job.most ?? runs)) continue;
      process.stderr.write(`  ${job.name}, run ${r + 1}\n`);
      done[i]?.push(await runOnce(job));
    }
  const after = load();
  return jobs.map((job, i) => ({ name: job.name, runs: done[i] ?? [], load: [before, after] }));
}

export function median(of: readonly number[]): number {
  const sorted = [...of].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2;
}

export const wallOf = (m: Measured): number => median(m.runs.map((r) => r.wallMs));
export const cpuOf = (m: Measured): number => median(m.runs.map((r) => r.cpuMs));
/** The highest peak of all runs: memory is a promise, not an average. */
export const peakOf = (m: Measured): number => Math.max(...m.runs.map((r) => r.rssMiB));

/** The measurement of that name. Throws when the bench did not run it. */
export function named(all: readonly Measured[], name: string): Measured {
  const found = all.find((m) => m.name === name);
  if (found === undefined) throw new Error(`no measurement called ${name}`);
  return found;
}
