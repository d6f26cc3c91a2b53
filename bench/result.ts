import type { Measured } from "./process.ts";

/** What a bench brings home. Everything in it is plain data: it is written to out/results.json as it is. */
export interface Result {
  readonly bench: string;
  /** One sentence: what was run on what. */
  readonly about: string;
  readonly rows: readonly Row[];
  readonly targets: readonly Target[];
  /** What was counted and found right, and what could not be measured here. */
  readonly notes: readonly string[];
}

export interface Row {
  readonly measured: Measured;
  /** Work done in one run, to give a rate: 100,000 claims. */
  readonly work?: { readonly count: number; readonly unit: string };
  /** Bytes read in one run. */
  readonly bytes?: number;
}

export interface Target {
  readonly what: string;
  readonly want: number;
  readonly is: "at least" | "at most";
  readonly got: number;
  readonly unit: string;
  /** False for a goal of a later day, which is shown but not missed. */
  readonly now: boolean;
}

export interface Options {
  readonly runs: number;
  /** A tenth of the work: for trying the benches, not for figures. */
  readonly quick: boolean;
}

export interface Bench {
  readonly name: string;
  readonly about: string;
  run(options: Options): Promise<readonly Result[]>;
}

export const isMet = (t: Target): boolean => (t.is === "at least" ? t.got >= t.want : t.got <= t.want);
