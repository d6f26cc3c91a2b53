import { z } from "zod";
import { check } from "#base/check.ts";
import { day } from "#base/day.ts";
import { formatUsd, usd } from "#base/money.ts";
import { type BenchmarkRow, OUTSIDE_KINDS, readBenchmarks } from "#claim/benchmark-table.ts";
import { moneyJson } from "#document/wording.ts";
import { type ClientTable, kept, tableIn } from "./client-table.ts";

/** The benchmark table of a client: what services are worth elsewhere, as the client loaded it. */

const row = z.object({
  kind: z.enum(OUTSIDE_KINDS),
  code: z.string(),
  modifiers: z.array(z.string()),
  amount: z.string(),
  low: z.string().nullable(),
  high: z.string().nullable(),
  percentile: z.int().nullable(),
  payer: z.string().nullable(),
  places: z.array(z.string()),
  from: z.string().nullable(),
  until: z.string().nullable(),
  source: z.string(),
  date: z.string(),
  line: z.int(),
});

function unpack(stored: unknown): readonly BenchmarkRow[] {
  const read = z.array(row).safeParse(stored);
  check(read.success, "the benchmark table is not as it was written");
  return read.data.map(
    (r): BenchmarkRow => ({
      ...r,
      ...{ amount: usd(r.amount), low: kept(r.low, usd), high: kept(r.high, usd), date: day(r.date) },
      ...{ percentile: r.percentile ?? undefined, payer: r.payer ?? undefined },
      ...{ from: kept(r.from, day), until: kept(r.until, day) },
    }),
  );
}

/** Name of the benchmark table among the settings of a client. */
export const BENCHMARKS = "benchmarks";

/** A few dozen codes with ten payers and four kinds; it is read with every case that is evaluated. */
export const BENCHMARK_TABLE: ClientTable<BenchmarkRow> = {
  ...{ setting: BENCHMARKS, event: "benchmarks changed", most: 5_000, what: "benchmarks" },
  read: readBenchmarks,
  pack: (r) => ({
    ...r,
    ...{ amount: formatUsd(r.amount), low: moneyJson(r.low), high: moneyJson(r.high) },
    ...{ percentile: r.percentile ?? null, payer: r.payer ?? null, from: r.from ?? null, until: r.until ?? null },
  }),
  unpack,
};

/** Where such figures are, and what is done with them. */
export const WHERE_BENCHMARKS =
  "Rates that plans publish in network and amounts they allowed out of network stand in their transparency files (45 CFR 147.212); your contracts and a charge database you are licensed for are your own. A line takes the row of its code, modifiers, place, payer and day of service. Charges count in talks and never before a federal arbitrator.";

/** The rows in the body of that setting. */
export const benchmarksIn = (stored: unknown): readonly BenchmarkRow[] => tableIn(BENCHMARK_TABLE, stored).rows;
