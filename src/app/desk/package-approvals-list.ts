import type { Day } from "#base/day.ts";
import type { TenantTx } from "#store/store.ts";
import { type ApprovalsAsked, askedFor, decidingOf } from "./approvals.ts";
import { mayApprove } from "./authority.ts";
import { approvalIn, type DealApproval } from "./package-approvals.ts";

/** Approvals of deals as they are shown: on their deal, and in the list of all that waits for a second person. */

export interface DealShown extends DealApproval {
  readonly name: string;
  readonly cases: number;
  readonly version: number;
  readonly mayDecide: boolean;
  readonly whyNot: string | undefined;
}

/** With the names of their deals, and whether whoever looks may decide them. */
export async function dealShown(tx: TenantTx, all: readonly DealApproval[], today: Day): Promise<readonly DealShown[]> {
  if (all.length === 0) return [];
  const deals = await tx.db
    .selectFrom("package")
    .select(["id", "name", "cases", "version"])
    .where("org", "=", tx.principal.org)
    .where("id", "in", [...new Set(all.map((a) => a.package))])
    .execute();
  const of = new Map(deals.map((d) => [d.id, d]));
  const { person, authority } = await decidingOf(
    tx,
    all.map((a) => a.client),
    today,
  );
  return all.map((a) => {
    const deal = of.get(a.package);
    const on = { name: deal?.name ?? "", cases: Number(deal?.cases ?? 0), version: Number(deal?.version ?? 0) };
    const held = authority(a.client);
    if (a.state !== "waiting" || held === undefined) return { ...a, ...on, mayDecide: false, whyNot: undefined };
    if (person?.id === a.body.askedBy.id)
      return { ...a, ...on, mayDecide: false, whyNot: "You asked for it; another person approves." };
    const may = mayApprove(held, person, a.client, a.amount);
    return { ...a, ...on, mayDecide: may.may, whyNot: may.may ? undefined : may.why };
  });
}

/** So many approvals of deals, newest first, and one more that tells of a next page. */
export async function listDealApprovals(tx: TenantTx, asked: ApprovalsAsked): Promise<readonly DealShown[]> {
  const { limit, today } = asked;
  const found = await tx.db
    .selectFrom("package_approval")
    .selectAll()
    .where("org", "=", tx.principal.org)
    .where(askedFor(asked))
    .orderBy("asked_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  return await dealShown(
    tx,
    found.map((r) => approvalIn(r, today)),
    today,
  );
}
