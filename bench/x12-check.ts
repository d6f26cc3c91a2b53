import { readFileSync } from "node:fs";
import { readX12 } from "../src/x12/read.ts";
import { samplesPresent } from "../test/samples.ts";
import { type Input, largeDemo, sampleX12, type Totals } from "./inputs.ts";
import { type Job, jobFile, measure, named, PARLEY, peakOf, Wrong, wallOf } from "./process.ts";
import type { Bench, Options, Result, Target } from "./result.ts";

/** `parley x12 check FILE --json` as a whole process, beside what others make of the same file. */

function expect(what: string, got: unknown, want: unknown): void {
  if (got !== want) throw new Wrong(`${what}: ${String(got)} instead of ${String(want)}`);
}

function checkJob(name: string, input: Input, oneCore: boolean): Job {
  return {
    name,
    args: [PARLEY, "x12", "check", input.path, "--json"],
    oneCore,
    check(file) {
      const said = JSON.parse(readFileSync(file, "utf8"));
      for (const key of ["segments", "sets", "claims"] as const)
        expect(`${name}, ${key}`, said[key], input.totals[key]);
      expect(`${name}, problems`, said.problems.length, 0);
    },
  };
}

function peerJob(name: string, script: string, input: Input, more: Partial<Job> & { flags?: readonly string[] }): Job {
  const { flags = [], ...rest } = more;
  return {
    name,
    args: [...flags, jobFile(script), input.path],
    ...rest,
    check(file) {
      const said = JSON.parse(readFileSync(file, "utf8"));
      expect(`${name}, claims`, said.claims, input.totals.claims);
      expect(`${name}, lines`, said.lines, input.totals.lines);
      expect(`${name}, cents`, BigInt(said.cents), input.totals.cents);
    },
  };
}

const floorJob = (input: Input): Job => ({
  name: "bare byte loop",
  args: [jobFile("byte-loop.mjs"), input.path],
  check: (file) => expect("byte loop", JSON.parse(readFileSync(file, "utf8")).segments, input.totals.segments),
});

/** Lines and cents are not in what `x12 check` prints, so the same reader is asked for them once, untimed. */
function typedTotals({ path, totals }: Input): string {
  const t: { -readonly [K in keyof Totals]: Totals[K] } = { segments: 0, sets: 0, claims: 0, lines: 0, cents: 0n };
  const add = (lines: number, cents: bigint | undefined): void => {
    t.claims++;
    t.lines += lines;
    t.cents += cents ?? 0n;
  };
  const reader = readX12(path, {
    claim: (c) => add(c.lines.length, c.charge),
    claimPayment: (p) => add(p.lines.length, p.paid),
  });
  reader.push(readFileSync(path));
  const { segments, sets } = reader.end();
  Object.assign(t, { segments, sets });
  for (const key of ["segments", "sets", "claims", "lines", "cents"] as const)
    expect(`typed ${key}`, t[key], totals[key]);
  return `Counted in the typed records and in the text alike: ${t.claims} claims, ${t.lines} lines, ${t.cents} cents.`;
}

/** The default heap does not hold node-x12's model of 70 MB. */
const ROOMY = ["--max-old-space-size=12288"];
const NODE_X12 = "node-x12 1.7.1, object model";
const X12_PARSER = "x12-parser 1.3.0, segments";
const TWO = "parley, as it comes";
const ONE = "parley, one core";

function targets(kind: string, input: Input, all: readonly ReturnType<typeof named>[]): readonly Target[] {
  const [two, one] = [named(all, TWO), all.find((m) => m.name === ONE)];
  const of = (what: string, is: Target["is"], want: number, got: number, unit: string, now: boolean): Target => ({
    what: `${kind}: ${what}`,
    is,
    want,
    got,
    unit,
    now,
  });
  const faster = wallOf(named(all, NODE_X12)) / wallOf(two);
  const fasterThanParser = wallOf(named(all, X12_PARSER)) / wallOf(two);
  const floor = wallOf(two) / wallOf(named(all, "bare byte loop"));
  return [
    of("times node-x12's parse", "at least", 8, faster, "x", kind === "837P"),
    of("times node-x12's parse, next", "at least", 12, faster, "x", false),
    of("times x12-parser's segments, next", "at least", 4, fasterThanParser, "x", false),
    of("a bare byte loop, far aim", "at most", 4, floor, "x", false),
    of("peak memory, as it comes, next", "at most", 384, peakOf(two), "MiB", false),
    ...(one === undefined
      ? []
      : [
          of(
            "claims a second a core, next",
            "at least",
            100_000,
            input.totals.claims / (wallOf(one) / 1000),
            "",
            false,
          ),
          of("peak memory, one core, next", "at most", 256, peakOf(one), "MiB", false),
        ]),
  ];
}

/** Seconds of the byte loop over the same file where the goals in claims a second were set (performance.md, 100,000 claims). */
const FLOOR_THERE = { "837P": 0.137, "835": 0.136 } as const;

/** A rate a second means little on another machine; beside the floor of both it does. */
function asThere(kind: string, input: Input, all: readonly ReturnType<typeof named>[]): readonly string[] {
  const there = kind === "837P" || kind === "835" ? FLOOR_THERE[kind] : undefined;
  const one = all.find((m) => m.name === ONE);
  if (there === undefined || one === undefined || input.totals.claims !== 100_000) return [];
  const slower = wallOf(named(all, "bare byte loop")) / 1000 / there;
  const rate = Math.round((input.totals.claims / (wallOf(one) / 1000)) * slower).toLocaleString("en-US");
  return [
    `The byte loop takes ${slower.toFixed(1)} times as long here as where the goals in claims a second were set; at that machine's pace one core does ${rate} claims/s.`,
  ];
}

async function compare(kind: string, input: Input, options: Options): Promise<Result> {
  const jobs = [
    checkJob(TWO, input, false),
    peerJob(NODE_X12, "node-x12.mjs", input, { flags: ROOMY, most: 3 }),
    ...(process.platform === "linux" ? [checkJob(ONE, input, true)] : []),
    peerJob(X12_PARSER, "x12-parser.mjs", input, { most: 3 }),
    floorJob(input),
  ];
  const counted = typedTotals(input);
  const all = await measure(jobs, options.runs);
  const work = { count: input.totals.claims, unit: "claims" };
  return {
    bench: `x12-check ${kind}`,
    about: `parley x12 check FILE --json on ${input.totals.claims} claims, ${(input.bytes / 1e6).toFixed(1)} MB`,
    rows: all.map((measured) => ({ measured, work, bytes: input.bytes })),
    targets: targets(kind, input, all),
    notes: [counted, ...asThere(kind, input, all)],
  };
}

export const x12Check: Bench = {
  name: "x12-check",
  about: "837P and 835 to typed records, beside node-x12, x12-parser and a bare byte loop",
  async run(options) {
    const claims = options.quick ? 10_000 : 100_000;
    if (samplesPresent)
      return [
        await compare("837P", await sampleX12("837P", claims), options),
        await compare("835", await sampleX12("835", claims), options),
      ];
    const demo = await largeDemo(claims);
    return [
      await compare("837P of the demo", demo.claims, options),
      await compare("835 of the demo", demo.remittances, options),
    ];
  },
};
