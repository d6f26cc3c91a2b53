import { type BatchCase, type BatchesJson, batchesJson, planBatches } from "#app/batch.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { TenantTx } from "#store/store.ts";
import type { Desk } from "./desk.ts";
import { evaluateAll } from "./evaluate-claim.ts";
import { type NotNow, notNow } from "./refused.ts";

/** Batches of stored cases, as one person chose them. */

export interface BatchAnswer {
  readonly json: BatchesJson;
  /** The cases that were read, with whose they are. */
  readonly read: readonly { readonly id: string; readonly client: string }[];
}

/** Cases that one question may be about: as many as ten people could choose, and few enough to answer at once. */
export const BATCH_CASES_MOST = 500;

/** Puts the lines of these cases into disputes as of today. Cases that the principal may not see are not there at all. */
export async function batchOfCases(
  tx: TenantTx,
  desk: Desk,
  cases: readonly string[],
  only: "all" | "paying" = "all",
): Promise<Result<BatchAnswer, NotNow>> {
  const ids = [...new Set(cases)];
  const rows = await tx.db
    .selectFrom("case_row")
    .select(["id", "number", "claim", "client", "state"])
    .where("org", "=", tx.principal.org)
    .where("id", "in", ids)
    .orderBy("number")
    .execute();
  if (rows.length < ids.length) return err(notNow("not-found", "One of these cases is not there. Choose them again."));
  if (rows.some((r) => r.state === "closed"))
    return err(notNow("not-now", "A closed case cannot be disputed. Leave it out, or reopen it first."));
  if (new Set(rows.map((r) => r.client)).size > 1)
    return err(
      notNow("not-now", "These cases are of several clients; a dispute has one provider. Choose those of one."),
    );
  const asOf = desk.today();
  const found = await evaluateAll(
    tx,
    desk,
    rows[0]?.client ?? "",
    rows.map((r) => r.claim),
    { asOf },
  );
  const chosen = rows.flatMap((r): readonly BatchCase[] => {
    const stored = found.get(r.claim);
    return stored === undefined ? [] : [{ ...stored, id: r.id, name: r.number }];
  });
  return ok({
    json: batchesJson(planBatches(chosen, asOf, only)),
    read: rows.map(({ id, client }) => ({ id, client })),
  });
}
