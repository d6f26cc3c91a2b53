import type { Outcome } from "#case/event-lists.ts";
import { inForce } from "#case/expected.ts";
import type { CaseView, Filing } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import type { PlayedDispute } from "#strategy/backtest.ts";
import { type Ready, readyAt, type Stored, tableThen, type Whose } from "./backtest-ready.ts";
import type { Desk } from "./desk.ts";
import { wonAward } from "./learned.ts";
import { moveOf } from "./negotiation-advice.ts";

/** Disputes and appeals that were filed: the chance stated just before, and how they were decided. */

/** The last dispute or appeal that was filed, with what was known just before; a suit's chance is counsel's, not ours. */
export async function filedOf(tx: TenantTx, desk: Desk, whose: Whose, of: Stored): Promise<Filed | undefined> {
  const filing = of.state.view?.filings.findLast((f) => f.road !== "suit");
  if (filing === undefined) return undefined;
  const ready = await readyAt(tx, desk, whose, of, filing.event - 1, filing.day);
  return ready && { filing, ready };
}

export interface Filed {
  readonly filing: Filing;
  readonly ready: Ready;
}

/** Ends of a case that say a dispute brought nothing. */
const IN_VAIN: readonly Outcome[] = ["denial stands", "accepted as paid", "right expired", "given up"];

/** Whether what was filed was decided our way; undefined where it was settled, is open, or nobody can tell. */
function paidOf(view: CaseView, filing: Filing): boolean | undefined {
  const after = inForce(view).filter((a) => a.event > filing.event);
  if (after.some((a) => a.kind === "award")) return wonAward(view);
  if (after.length > 0 || view.phase.is !== "closed") return undefined;
  const { outcome } = view.phase;
  return outcome === "paid on appeal" ? true : IN_VAIN.includes(outcome) ? false : undefined;
}

/** What was stated of a road just before it was filed, and what came. */
export function disputeOf(whose: Whose, view: CaseView, { filing, ready }: Filed): PlayedDispute {
  const { turn } = moveOf(tableThen(whose, ready));
  const chance = turn?.channels.find((c) => c.id === filing.road && c.available)?.chance;
  const paid = paidOf(view, filing);
  return { ...(chance !== undefined && { chance }), ...(paid !== undefined && { paid }) };
}
