import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { AS_OF, type LargeDemoInput, largeDemo } from "./inputs.ts";
import { eachItem } from "./json-items.ts";
import { bundled, cpuOf, type Job, measure, named, OUT, PARLEY, peakOf, Wrong } from "./process.ts";
import type { Bench } from "./result.ts";

/**
 * `parley map FOLDER --json > file`: an 837 and an 835 that answers in another order. Beside it, in turns, its parts done
 * with everything at hand: the files read once, claims matched, evaluated and written as they come. What the map needs
 * beyond them is reading again, because it holds no claims, and putting the claims in order.
 */

const cents = (text: string): bigint => {
  if (!/^-?\d+\.\d\d$/.test(text)) throw new Wrong("an amount of the map has not two decimals");
  return BigInt(text.replace(".", ""));
};

interface MapClaim {
  readonly billed: string;
  readonly paid: string;
  readonly stake: string;
  readonly lines: readonly { readonly billed: string; readonly stake: string }[];
}

interface MapTotals {
  readonly claims: number;
  readonly lines: number;
  readonly remittances: number;
  readonly billed: string;
  readonly paid: string;
  readonly stake: string;
  readonly unmatched: { readonly claims: number; readonly remittances: number };
}

function expect(what: string, got: bigint | number, want: bigint | number): void {
  if (got !== want) throw new Wrong(`map, ${what}: ${got} instead of ${want}`);
}

/** The map's own totals, the sum of its claims and the sum of their lines must all be what was written. */
async function checkMap(file: string, { claims, remittances }: LargeDemoInput): Promise<string> {
  const sums = { claims: 0, lines: 0, billed: 0n, lineBilled: 0n, paid: 0n, stake: 0n, lineStake: 0n };
  const rest = await eachItem(file, "claims", (item) => {
    const c = item as MapClaim;
    sums.claims++;
    sums.lines += c.lines.length;
    sums.billed += cents(c.billed);
    sums.paid += cents(c.paid);
    sums.stake += cents(c.stake);
    for (const l of c.lines) {
      sums.lineBilled += cents(l.billed);
      sums.lineStake += cents(l.stake);
    }
  });
  const totals = rest.totals as MapTotals;
  expect("claims listed", sums.claims, claims.totals.claims);
  expect("claims in totals", totals.claims, claims.totals.claims);
  expect("lines listed", sums.lines, claims.totals.lines);
  expect("lines in totals", totals.lines, claims.totals.lines);
  expect("billed, of claims", sums.billed, claims.totals.cents);
  expect("billed, of lines", sums.lineBilled, claims.totals.cents);
  expect("billed in totals", cents(totals.billed), claims.totals.cents);
  expect("paid, of claims", sums.paid, remittances.totals.cents);
  expect("paid in totals", cents(totals.paid), remittances.totals.cents);
  expect("remittances in totals", totals.remittances, remittances.totals.claims);
  expect("stake, of lines and claims", sums.lineStake, sums.stake);
  expect("stake in totals", cents(totals.stake), sums.stake);
  expect("remittances without a claim", totals.unmatched.remittances, 0);
  return `${sums.claims} claims, ${sums.lines} lines, ${totals.remittances} remittances, billed ${totals.billed}, paid ${totals.paid}, stake ${totals.stake}: as written, and the same in totals, claims and lines. ${(statSync(file).size / 1e6).toFixed(0)} MB of JSON.`;
}

const NAME = "parley map --json";
const PARTS = "read, match, evaluate, write";

/** Processor time of each part in one process. */
interface Parts {
  readonly claims: number;
  readonly stake: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly readMs: number;
  readonly matchMs: number;
  readonly evaluateMs: number;
  readonly writeMs: number;
}

const partsIn = (file: string): Parts => JSON.parse(readFileSync(file, "utf8"));

const sayParts = (p: Parts): string =>
  `Its parts by processor time, in one run: reading and tying ${seconds(p.readMs)}, matching ${seconds(p.matchMs)}, evaluating ${seconds(p.evaluateMs)}, writing ${seconds(p.writeMs)}.`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

export const map: Bench = {
  name: "map",
  about: "837 and shuffled 835 of 100,000 claims to the money map as JSON",
  async run({ runs, quick }) {
    const demo = await largeDemo(quick ? 10_000 : 100_000);
    let counted = "";
    let parts: Parts | undefined;
    const job: Job = {
      name: NAME,
      args: [
        ...[PARLEY, "map", demo.folder, "--as-of", AS_OF, "--json", "--books", demo.books],
        ...["--profile", demo.profile, "--facts", demo.facts],
      ],
      most: 3,
      async check(file) {
        counted = await checkMap(file, demo);
      },
    };
    const apart: Job = {
      name: PARTS,
      args: [
        ...[await bundled("map-parts.ts"), demo.folder, demo.books, demo.profile, demo.facts, join(OUT, "home")],
        ...[AS_OF, join(OUT, "parts.json")],
      ],
      most: 3,
      check(file) {
        parts = partsIn(file);
        if (parts.claims !== demo.claims.totals.claims)
          throw new Wrong(`map, its parts: ${parts.claims} claims instead of ${demo.claims.totals.claims}`);
        if (!counted.includes(`stake ${parts.stake}`)) throw new Wrong("map, its parts: another stake than the map's");
      },
      timed: partsIn,
    };
    const all = await measure([job, apart], runs);
    const measured = named(all, NAME);
    if (parts === undefined) throw new Wrong("map, its parts: nothing was said");
    const ratio = cpuOf(named(all, PARTS)) / cpuOf(measured);
    const work = { count: demo.claims.totals.claims, unit: "claims" };
    const bytes = demo.claims.bytes + demo.remittances.bytes;
    return [
      {
        bench: "map",
        about: `parley map FOLDER --json > file, ${work.count} claims of the demo mix, remittances in another order, ${(bytes / 1e6).toFixed(1)} MB`,
        rows: [
          { measured, work, bytes },
          { measured: named(all, PARTS), work, bytes },
        ],
        targets: [
          { what: "peak memory", is: "at most", want: 512, got: peakOf(measured), unit: "MiB", now: true },
          {
            what: "of the speed of its parts, a core",
            is: "at least",
            want: 50,
            got: ratio * 100,
            unit: "%",
            now: true,
          },
        ],
        notes: [counted, sayParts(parts)],
      },
    ];
  },
};
