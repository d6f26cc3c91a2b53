import { statSync } from "node:fs";
import { AS_OF, type LargeDemoInput, largeDemo } from "./inputs.ts";
import { eachItem } from "./json-items.ts";
import { type Job, measure, named, PARLEY, peakOf, Wrong } from "./process.ts";
import type { Bench } from "./result.ts";

/** `parley map FOLDER --json > file`: an 837 and an 835 that answers in another order. */

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

export const map: Bench = {
  name: "map",
  about: "837 and shuffled 835 of 100,000 claims to the money map as JSON",
  async run({ runs, quick }) {
    const demo = await largeDemo(quick ? 10_000 : 100_000);
    let counted = "";
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
    const all = await measure([job], runs);
    const measured = named(all, NAME);
    const work = { count: demo.claims.totals.claims, unit: "claims" };
    const bytes = demo.claims.bytes + demo.remittances.bytes;
    return [
      {
        bench: "map",
        about: `parley map FOLDER --json > file, ${work.count} claims of the demo mix, remittances in another order, ${(bytes / 1e6).toFixed(1)} MB`,
        rows: [{ measured, work, bytes }],
        targets: [{ what: "peak memory", is: "at most", want: 512, got: peakOf(measured), unit: "MiB", now: true }],
        notes: [counted],
      },
    ];
  },
};
