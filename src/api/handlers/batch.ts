import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse } from "#api/refused.ts";
import { batchesCsv } from "#app/batch.ts";
import { noteReads } from "#app/desk/access.ts";
import { batchOfCases } from "#app/desk/batch.ts";
import { savedAs } from "./cases-papers.ts";

/** Batches: built, and taken along. */

const built = (asked: Asked<"buildBatch" | "exportBatch">, act: string) =>
  asked.as(async (tx) => {
    const { json, read } = orRefuse(await batchOfCases(tx, asked.hall.open.desk, asked.body.cases, asked.body.only));
    await noteReads(
      tx,
      act,
      read.map((r) => ({ client: r.client, subject: r.id })),
      asked.id,
    );
    return json;
  });

type Names = "buildBatch" | "exportBatch";

export const BATCH: HandlersOf<Names> = {
  buildBatch: (asked) => built(asked, "batch"),

  exportBatch: async (asked) => {
    const json = await built(asked, "batch export");
    const name = `batch-${json.on}`;
    return asked.body.format === "csv"
      ? new Response(batchesCsv(json), { headers: savedAs(`${name}.csv`, "text/csv; charset=utf-8") })
      : new Response(JSON.stringify(json, null, 2), { headers: savedAs(`${name}.json`, "application/json") });
  },
};
