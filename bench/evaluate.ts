import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AS_OF, largeDemo } from "./inputs.ts";
import { eachItem } from "./json-items.ts";
import { bundled, cpuOf, type Job, measure, named, OUT, PARLEY, Wrong } from "./process.ts";
import type { Bench } from "./result.ts";

/** `evaluate` alone: claims in memory, one thread, warmed, each result serialized inside the timing. */

interface Said {
  readonly claims: number;
  readonly lines: number;
  readonly stake: string;
  readonly characters: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Processor time of the fastest round. */
  readonly fastestMs: number;
  /** Processor time of only writing the same results. */
  readonly floorMs: number;
}

const said = (file: string): Said => JSON.parse(readFileSync(file, "utf8"));

const LOOP = "evaluate and serialize, a round";
const MAP = "parley map --json of the same folder";

export const evaluate: Bench = {
  name: "evaluate",
  about: "evaluate on the demo mix, its result serialized",
  async run({ runs, quick }) {
    const demo = await largeDemo(quick ? 2_000 : 20_000);
    const bundle = await bundled("evaluate-loop.ts");
    const { claims, lines } = demo.claims.totals;
    let found: Said | undefined;
    let fastest = Number.POSITIVE_INFINITY;
    const loop: Job = {
      name: LOOP,
      args: [bundle, demo.folder, demo.books, demo.profile, demo.facts, join(OUT, "home"), AS_OF],
      check(file) {
        found = said(file);
        fastest = Math.min(fastest, found.fastestMs);
        if (found.claims !== claims || found.lines !== lines)
          throw new Wrong(`evaluate: ${found.claims} claims and ${found.lines} lines, not ${claims} and ${lines}`);
      },
      timed: said,
    };
    const map: Job = {
      name: MAP,
      args: [
        ...[PARLEY, "map", demo.folder, "--as-of", AS_OF, "--json", "--books", demo.books],
        ...["--profile", demo.profile, "--facts", demo.facts],
      ],
      most: 1,
      async check(file) {
        const { totals } = (await eachItem(file, "claims", () => undefined)) as { totals: { stake: string } };
        const stake = totals.stake.replace(".", "");
        if (stake !== found?.stake)
          throw new Wrong(`evaluate: a stake of ${found?.stake} cents, and ${stake} in the map`);
      },
    };
    const all = await measure([loop, map], runs);
    if (found === undefined) throw new Wrong("evaluate: nothing was said");
    const measured = named(all, LOOP);
    const rate = claims / (cpuOf(measured) / 1000);
    return [
      {
        bench: "evaluate",
        about: `evaluate of ${claims} claims of the demo mix (${lines} lines) in memory, one thread, warmed; coverage asked and result serialized inside the timing`,
        rows: all.map((m) => ({ measured: m, work: { count: claims, unit: "claims" } })),
        targets: [
          { what: "claims a second a core", is: "at least", want: 25_000, got: rate, unit: "", now: true },
          { what: "claims a second a core, next", is: "at least", want: 50_000, got: rate, unit: "", now: false },
        ],
        notes: [
          `The fastest of all rounds does ${Math.round(claims / (fastest / 1000)).toLocaleString("en-US")} claims/s: what shares the processors can only add to a round. The targets go by the middle run.`,
          `Every round gives a stake of ${found.stake} cents, as the map of the same folder does.`,
          `${Math.round(found.characters / claims)} characters of JSON a claim. Writing alone, of results that are there already, is ${(found.cpuMs / found.floorMs).toFixed(1)} times as fast in the same minutes: ${Math.round(claims / (found.floorMs / 1000)).toLocaleString("en-US")} claims/s.`,
        ],
      },
    ];
  },
};
