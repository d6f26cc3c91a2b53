/**
 * Feeds the reader inputs, broken and grown, in a process of its own with little memory, and watches that each ends well.
 * Inputs that do not are kept beside it, to become files of fixtures/fuzz. Started by `npm run fuzz`, see scripts/fuzz.mjs.
 */
import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { inputAt, poolOf } from "./inputs.ts";
import { failuresOf } from "./properties.ts";

const HERE = dirname(fileURLToPath(import.meta.url));
const KEPT = join(HERE, "failed");
const MiB = 1 << 20;
const HEAP_MIB = 384;
const MOST_MIB = 512;
const SLOWEST_MS = 2000;
/** Inputs between two signs of life, and how long the watchdog waits for one. */
const STRIDE = 200;
const PATIENCE_MS = 120_000;

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    "all-every": { type: "string", default: "1" },
    "process-every": { type: "string", default: "0" },
    program: { type: "string", default: "" },
    stride: { type: "string", default: String(STRIDE) },
    child: { type: "boolean", default: false },
  },
});
const number = (name: Exclude<keyof typeof values, "child" | "program">): number => Number(values[name]);
const [seed, from] = [number("seed"), number("from")];
const to = from + number("inputs");

/** From the child: how far it is, and what it saw since. */
interface Sign {
  readonly done: number;
  readonly worstMs: number;
  readonly rss: number;
  readonly failed: readonly (readonly [index: number, what: string])[];
}

/** The program itself, as a user starts it. */
function throughProcess(path: string): string | undefined {
  try {
    JSON.parse(execFileSync(process.execPath, [values.program, "x12", "check", path, "--json"], { encoding: "utf8" }));
  } catch (thrown) {
    const { status, stdout } = thrown as { status?: number; stdout?: string };
    if (status !== 2) return `the program ends with ${status}`;
    JSON.parse(stdout ?? "");
  }
  return undefined;
}

async function child(): Promise<void> {
  const pool = poolOf(true);
  const dir = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "parley-fuzz-"));
  const [allEvery, processEvery, stride] = [number("all-every"), number("process-every"), number("stride")];
  let failed: [number, string][] = [];
  let worstMs = 0;
  for (let i = from; i < to; i++) {
    const input = inputAt(seed, i, pool);
    const began = process.cpuUsage();
    for (const f of await failuresOf(input, dir, i % allEvery === 0)) failed.push([i, f]);
    // Processor time: the run is a patient one, and others may have the machine.
    const { user, system } = process.cpuUsage(began);
    const ms = (user + system) / 1000;
    worstMs = Math.max(worstMs, ms);
    if (ms > SLOWEST_MS) failed.push([i, `${Math.round(ms)} ms`]);
    if (processEvery > 0 && i % processEvery === 0) {
      const wrong = throughProcess(join(dir, "input.edi"));
      if (wrong !== undefined) failed.push([i, wrong]);
    }
    if ((i + 1 - from) % stride !== 0 && i + 1 < to) continue;
    const rss = process.memoryUsage().rss;
    if (rss > MOST_MIB * MiB) failed.push([i, `${Math.round(rss / MiB)} MiB`]);
    process.send?.({ done: i + 1, worstMs, rss, failed } satisfies Sign);
    failed = [];
  }
  rmSync(dir, { recursive: true, force: true });
  process.disconnect?.();
}

interface Tally {
  done: number;
  worstMs: number;
  rss: number;
  readonly failed: (readonly [index: number, what: string])[];
}

/** One child over a range. Answers whether it came to its end. */
function run(start: number, end: number, stride: number, tally: Tally): Promise<boolean> {
  const args = [
    "--child",
    "--program",
    values.program,
    "--seed",
    String(seed),
    "--from",
    String(start),
    "--inputs",
    String(end - start),
  ];
  for (const name of ["all-every", "process-every"] as const) args.push(`--${name}`, String(number(name)));
  const execArgv = [`--max-old-space-size=${HEAP_MIB}`];
  const worker: ChildProcess = fork(fileURLToPath(import.meta.url), [...args, "--stride", String(stride)], {
    execArgv,
  });
  return new Promise((resolve) => {
    const stop = (): void => void worker.kill("SIGKILL");
    let patience = setTimeout(stop, PATIENCE_MS);
    worker.on("message", (sign: Sign) => {
      clearTimeout(patience);
      patience = setTimeout(stop, PATIENCE_MS);
      tally.done = sign.done;
      tally.worstMs = Math.max(tally.worstMs, sign.worstMs);
      tally.rss = Math.max(tally.rss, sign.rss);
      tally.failed.push(...sign.failed);
    });
    worker.on("exit", () => {
      clearTimeout(patience);
      resolve(tally.done >= end);
    });
  });
}

async function parent(): Promise<void> {
  const began = performance.now();
  const tally: Tally = { done: from, worstMs: 0, rss: 0, failed: [] };
  while (tally.done < to) {
    if (await run(tally.done, to, STRIDE, tally)) break;
    // It died or hung: step by step to the input that did it, and on behind that.
    if (await run(tally.done, Math.min(to, tally.done + STRIDE), 1, tally)) continue;
    tally.failed.push([tally.done, "the process died or hung"]);
    tally.done++;
  }
  const pool = poolOf(true);
  for (const [index] of tally.failed) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(join(KEPT, `${seed}-${index}.edi`), inputAt(seed, index, pool).bytes);
  }
  const { worstMs, rss, failed } = tally;
  const seconds = Math.round((performance.now() - began) / 1000);
  const said = { seed, from, to, seconds, worstMs: Math.round(worstMs), worstMiB: Math.round(rss / MiB), failed };
  process.stdout.write(`${JSON.stringify(said)}\n`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

await (values.child ? child() : parent());
