import type { Day } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import type { ApprovalState } from "#case/approval.ts";
import type { TenantTx } from "#store/store.ts";
import { type ApprovalShown, listApprovals } from "./approvals.ts";
import { type DealShown, listDealApprovals } from "./package-approvals-list.ts";

/** Approvals of cases and of deals as one list for a terminal: what is asked, of whom, and until when. */

export const APPROVALS_MOST = 200;

export interface ApprovalJson {
  readonly id: string;
  /** Number of the case; the name of the deal where it is one. */
  readonly number: string;
  readonly deal: boolean;
  readonly act: string;
  readonly says: string;
  readonly amount: string | null;
  /** The guardrails that only a person may lift. */
  readonly what: readonly string[];
  readonly unproven: readonly string[];
  readonly note: string | null;
  readonly askedBy: string;
  readonly asked: string;
  readonly ends: Day;
  readonly state: ApprovalState;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

const isDeal = (a: ApprovalShown | DealShown): a is DealShown => "package" in a;

function out(a: ApprovalShown | DealShown): ApprovalJson {
  const { body, amount } = a;
  return {
    ...{ id: a.id, number: isDeal(a) ? a.name : a.number, deal: isDeal(a), act: a.act, says: body.says },
    amount: amount === undefined ? null : formatUsd(amount),
    ...{ what: [...body.what], unproven: body.unproven.map((u) => u.question), note: body.note },
    ...{ askedBy: body.askedBy.name, asked: a.asked, ends: a.ends, state: a.state },
    ...{ decidedBy: body.decidedBy?.name ?? null, reason: body.reason },
  };
}

/** Newest first; one more than `APPROVALS_MOST` tells that there are more. */
export async function approvalsJson(
  tx: TenantTx,
  { state, today }: { readonly state: ApprovalState; readonly today: Day },
): Promise<readonly ApprovalJson[]> {
  const wanted = { state, limit: APPROVALS_MOST, today };
  const rows = [...(await listApprovals(tx, wanted)), ...(await listDealApprovals(tx, wanted))];
  return rows.sort((a, b) => (a.asked === b.asked ? (a.id < b.id ? 1 : -1) : a.asked < b.asked ? 1 : -1)).map(out);
}
