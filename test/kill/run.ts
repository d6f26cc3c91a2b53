import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { killRounds } from "./rounds.ts";
import { countSyncs } from "./syncs.ts";
import { embedded, postgres, type Target } from "./target.ts";

/** `npm run kill`: the long form, on every engine there is. Exit 1 when anything acknowledged was lost or anything is half. */

const numberOf = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const kills = numberOf("kills", 100);
const seed = numberOf("seed", 1);
/** One engine of the two, where it is named. */
const only = process.argv.includes("--engine") ? process.argv[process.argv.indexOf("--engine") + 1] : undefined;
const worker = [join(dirname(fileURLToPath(import.meta.url)), "worker.js")];

async function run(target: Target): Promise<boolean> {
  try {
    const r = await killRounds({
      ...{ kills, seed, target, worker },
      told: (round, of) => {
        if (round % 10 === 0)
          console.log(`  ${round} kills, ${of.insideWrite} inside a write, ${of.faults.length} faults`);
      },
    });
    const server = target.url === "" ? "" : `, ${r.ofServer} of them with the server`;
    console.log(
      `${target.name}: ${r.kills} kills${server}; ${r.insideWrite} inside a write, ${r.whileOpening} while opening. ` +
        `Acknowledged: ${r.acknowledged.events} events and ${r.acknowledged.imports} imports; ` +
        `${r.otherImports} more imports finished after a kill. ${r.faults.length} faults.`,
    );
    for (const f of r.faults) console.log(`  ${f}`);
    if (r.insideWrite < 0.6 * kills) console.log("  FEWER THAN SIX IN TEN were inside a write.");
    return r.faults.length === 0 && r.kills === kills && r.insideWrite >= 0.6 * kills;
  } finally {
    target.stop();
  }
}

async function pglite(): Promise<boolean> {
  const { commits, hook, strace } = await countSyncs(worker);
  const seen = strace ?? "(strace is not installed)";
  console.log(`PGlite: ${commits} commits, ${hook} flushes by its own count, ${seen} of its log by strace.`);
  const good = await run(embedded);
  return good && hook >= commits && (strace ?? commits) >= commits;
}

async function server(): Promise<boolean> {
  const target = await postgres();
  if (target !== undefined) return await run(target);
  console.log("POSTGRESQL IS ABSENT, NOTHING WAS KILLED ON IT: install postgresql-15.");
  return true;
}

const results = [only === "postgres" || (await pglite()), only === "pglite" || (await server())];
process.exitCode = results.every(Boolean) ? 0 : 1;
