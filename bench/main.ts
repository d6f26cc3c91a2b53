import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { books } from "./books.ts";
import { evaluate } from "./evaluate.ts";
import { letters } from "./letters.ts";
import { map } from "./map.ts";
import { OUT, ROOT, Wrong } from "./process.ts";
import { queue } from "./queue.ts";
import { documented, inTerminal, machine, type Report, verdict } from "./report.ts";
import type { Bench, Result } from "./result.ts";
import { start } from "./start.ts";
import { store } from "./store.ts";
import { x12Check } from "./x12-check.ts";

/** Runs the benches and writes out/results.json. Exit 1 when an answer was wrong; a missed target is told, not failed. */

const BENCHES: readonly Bench[] = [x12Check, evaluate, map, books, letters, start, store, queue];

const USAGE = `npm run bench [-- NAME ...] [--runs N] [--quick] [--docs]
${BENCHES.map((b) => `  ${b.name.padEnd(10)} ${b.about}`).join("\n")}
  --runs N   runs of each, in turns; 5 unless told
  --quick    a tenth of the work, to try the benches
  --docs     write the figures into docs/benchmarks.md; not those of --quick`;

interface Asked {
  readonly benches: readonly Bench[];
  readonly runs: number;
  readonly quick: boolean;
  readonly docs: boolean;
}

/** What the command line asks for, or nothing when it cannot be understood. */
function asked(args: readonly string[]): Asked | undefined {
  const names: string[] = [];
  let [runs, quick, docs] = [5, false, false];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--quick") quick = true;
    else if (arg === "--docs") docs = true;
    else if (arg === "--runs") runs = Number(args[++i]);
    else names.push(arg);
  }
  const benches = names.length === 0 ? BENCHES : BENCHES.filter((b) => names.includes(b.name));
  const known = names.every((n) => BENCHES.some((b) => b.name === n));
  return known && Number.isInteger(runs) && runs > 0 ? { benches, runs, quick, docs } : undefined;
}

async function runAll({ benches, runs, quick }: Asked): Promise<{ results: Result[]; wrong: string[] }> {
  const results: Result[] = [];
  const wrong: string[] = [];
  for (const bench of benches)
    try {
      for (const result of await bench.run({ runs, quick })) {
        results.push(result);
        console.log(inTerminal(result));
      }
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      wrong.push(`${bench.name}: ${error.message}`);
      console.log(`\n${bench.name}: WRONG: ${error.message}`);
    }
  return { results, wrong };
}

const what = asked(process.argv.slice(2));
if (what === undefined) {
  console.error(USAGE);
  process.exit(1);
}
const { results, wrong } = await runAll(what);
const report: Report = {
  when: `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`,
  machine: machine(),
  command: ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])].join(" "),
  results,
};
mkdirSync(OUT, { recursive: true });
writeFileSync(join(OUT, "results.json"), JSON.stringify({ ...report, wrong }, null, 2));
const docs = join(ROOT, "docs", "benchmarks.md");
if (what.docs && !what.quick && wrong.length === 0) writeFileSync(docs, documented(docs, report));
const missed = results.flatMap((r) => r.targets).filter((t) => verdict(t) === "MISSED");
console.log(
  `\n${wrong.length} wrong, ${missed.length} of ${results.flatMap((r) => r.targets).filter((t) => t.now).length} targets missed${missed.map((t) => `; ${t.what}`).join("")}`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
