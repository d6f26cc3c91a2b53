import type { HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { wire } from "#api/wire.ts";
import { ARBITERS, arbitersFor, WHERE_FIGURES } from "#app/desk/arbiters.ts";
import { BENCHMARK_TABLE, WHERE_BENCHMARKS } from "#app/desk/benchmark-rows.ts";
import { clientTableOf, type KeptTable, putClientTable } from "#app/desk/client-table.ts";
import { clientBy } from "#app/desk/clients.ts";
import { LEARNING_SAYS, learningOfClients, OFF_SAYS, publicData, TABLES_READ } from "#app/desk/learning-said.ts";
import { putLearning } from "#app/desk/learning-switch.ts";
import { formatUsd } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import { ENOUGH_DISPUTES } from "#strategy/arbiters.ts";
import { ENOUGH } from "#strategy/habits.ts";

/** What is learned and from what, the switch, and the figures of dispute entities. */

const keptOut = <Row>({ version, file, loaded, by }: KeptTable<Row>) => ({
  ...{ version, by, file: file ?? null, loaded: loaded ?? null },
});

const problemsOut = (problems: readonly Problem[]) =>
  problems.map(({ code, severity, at, message }) => ({ code, severity, at: { ...at }, message }));

const ORDER_SAYS =
  "Sorted by the lower end of the 95% interval of the share that providers won, so that little evidence never leads. Entities tied to a side come last, those with under 20 disputes before them.";

type Names = "getLearning" | "putLearning" | "listArbiters" | "putArbiters" | "listBenchmarks" | "putBenchmarks";

export const LEARNING: HandlersOf<Names> = {
  getLearning: ({ as, query, hall }) =>
    as(async (tx) => ({
      on: hall.open.desk.today(),
      says: [...LEARNING_SAYS],
      off: OFF_SAYS,
      least: ENOUGH,
      clients: [...(await learningOfClients(tx, query.client))],
      tables: TABLES_READ.map((t) => ({ ...t })),
      data: publicData().map((d) => ({ ...d })),
    })),

  putLearning: async ({ as, body }) => {
    const kept = orRefuse(await as((tx) => putLearning(tx, body.client, body.saw, body.on)));
    return { client: body.client, ...kept };
  },

  listArbiters: ({ as, query }) =>
    as(async (tx) => {
      if ((await clientBy(tx, query.client)) === undefined)
        throw new Refused("not-found", "There is no such client here.");
      const kept = await clientTableOf(tx, ARBITERS, query.client);
      const parties = query.parties
        .split(",")
        .map((p) => p.trim())
        .filter((p) => p !== "");
      const { specialty, lines } = query;
      const rows = arbitersFor(kept.rows, { parties, specialty: specialty === "" ? undefined : specialty, lines });
      return {
        ...keptOut(kept),
        entities: kept.rows.length,
        says: rows.length === 0 && kept.rows.length === 0 ? WHERE_FIGURES : ORDER_SAYS,
        rows: rows.map(({ feeSingle: _s, feeBatch: _b, ties: _t, ...r }) => ({
          ...r,
          specialty: r.specialty ?? null,
          medianDays: r.medianDays ?? null,
          fee: r.fee === undefined ? null : formatUsd(r.fee),
          conflicts: [...r.conflicts],
          enough: r.disputes >= ENOUGH_DISPUTES,
        })),
      };
    }),

  putArbiters: async ({ as, body, hall }) => {
    const { kept, problems } = orRefuse(await as((tx) => putClientTable(tx, ARBITERS, body, hall.open.desk.today())));
    return { ...keptOut(kept), entities: kept.rows.length, problems: problemsOut(problems) };
  },

  listBenchmarks: ({ as, query }) =>
    as(async (tx) => {
      if ((await clientBy(tx, query.client)) === undefined)
        throw new Refused("not-found", "There is no such client here.");
      const kept = await clientTableOf(tx, BENCHMARK_TABLE, query.client);
      return { ...keptOut(kept), says: WHERE_BENCHMARKS, rows: wire(kept.rows) };
    }),

  putBenchmarks: async ({ as, body, hall }) => {
    const today = hall.open.desk.today();
    const { kept, problems } = orRefuse(await as((tx) => putClientTable(tx, BENCHMARK_TABLE, body, today)));
    return { ...keptOut(kept), benchmarks: kept.rows.length, problems: problemsOut(problems) };
  },
};
