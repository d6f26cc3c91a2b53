import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { CaseState, FloorSet } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { lineOfItem } from "#strategy/from-evaluation.ts";
import { type LearnedEnd, learnedEnd } from "#strategy/learned.ts";
import type { PlanGround } from "#strategy/plan.ts";
import { takesStanding } from "#strategy/standing-offer.ts";
import { type OfferWorth, worthOfTerms } from "#strategy/terms-worth.ts";
import { talkDaysOf } from "#strategy/window.ts";
import { type ApprovalShown, approvalsOfCase, decidingOf } from "./approvals.ts";
import { mayApprove } from "./authority.ts";
import { loadCase } from "./case-log.ts";
import { rowOf } from "./case-sheet.ts";
import { idOfMade } from "./case-tables.ts";
import type { Desk } from "./desk.ts";
import { evaluateStored, type StoredEvaluation } from "./evaluate-claim.ts";
import { type Advice, adviceOn, takeable } from "./negotiation-advice.ts";
import { type NegotiationOffer, offersOf } from "./negotiation-offers.ts";
import { type Anchor, anchorsOf, forumFor, isFederal, type Sayable, sayable } from "./negotiation-reasons.ts";
import { type Table, tableOf } from "./negotiation-table.ts";
import type { QueueRow } from "./queue.ts";
import { termsGround } from "./terms-ground.ts";

/** One case as a negotiation, as of today: read in one transaction, and advised on after it. */

export interface ReadNegotiation {
  readonly row: QueueRow;
  readonly version: number;
  readonly table: Table;
  readonly offers: readonly NegotiationOffer[];
  /** The offers with their terms in dollars, by the event that made them. */
  readonly worth: ReadonlyMap<number, OfferWorth>;
  readonly approvals: readonly ApprovalShown[];
  readonly mayApprove: boolean;
}

export interface NegotiationLine {
  readonly line: number;
  readonly code: string;
  readonly billed: Cents;
  readonly allowed: Cents | undefined;
  readonly paid: Cents;
  readonly patient: Cents;
  /** Whether the figures of the table are about it: a line that was paid in line, or goes another road, is not. */
  readonly asked: boolean;
}

export interface Negotiation extends ReadNegotiation {
  readonly asOf: Day;
  readonly advice: Advice;
  readonly forum: "federal-idr" | "state" | undefined;
  /** Where talks with the other side end. */
  readonly final: LearnedEnd;
  readonly anchors: readonly Anchor[];
  readonly reasons: readonly Sayable[];
  readonly floorSet: FloorSet | undefined;
  readonly lines: readonly NegotiationLine[];
}

/** A stored case with its table, as of today. */
export interface CaseTable {
  readonly row: QueueRow;
  readonly state: CaseState;
  readonly table: Table;
  readonly deciding: Awaited<ReturnType<typeof decidingOf>>;
}

/** Undefined when there is no such case that the principal may see. */
export async function tableOfCase(tx: TenantTx, desk: Desk, caseId: string): Promise<CaseTable | undefined> {
  const row = await rowOf(tx, caseId);
  const state = row && (await loadCase(tx, caseId))?.state;
  const view = state?.view;
  if (row === undefined || state === undefined || view === undefined) return undefined;
  const asOf = desk.today();
  const { client } = row;
  const deciding = await decidingOf(tx, [client], asOf);
  const held = deciding.authority(client);
  const ground = await evaluateStored(tx, desk, row.claim, { asOf });
  if (held === undefined || ground === undefined) return undefined;
  const { person } = tx.principal;
  const table = await tableOf(tx, { caseId, client, view, ground, held, asOf, person });
  return { row, state, table, deciding };
}

/** What a plan of a stored case stands on: the very table that Negotiate shows, with the offer that may still be taken. */
export function planGroundOf(table: Table): Result<PlanGround, string> {
  const { state, turn, window, asOf } = table;
  if (state === undefined || turn === undefined) return err(table.why ?? "There is nothing to plan.");
  return ok({ state, turn: takesStanding(turn, takeable(table)?.amount), talkDays: talkDaysOf(window, asOf) });
}

/** What was evaluated of a case, with its table for whoever plans it. */
export const groundWithTable = (table: Table): StoredEvaluation => ({ ...table.ground, table: planGroundOf(table) });

/** Undefined when there is no such case that the principal may see. */
export async function readNegotiation(tx: TenantTx, desk: Desk, caseId: string): Promise<ReadNegotiation | undefined> {
  const found = await tableOfCase(tx, desk, caseId);
  if (found === undefined) return undefined;
  const { row, state, table, deciding } = found;
  const { view, asOf, held, ground } = table;
  const { client } = row;
  const { version } = state;
  const keys = { caseId, number: row.number, client, version };
  const offers = offersOf(view, asOf);
  const on = await termsGround(tx, row, ground, asOf);
  return {
    ...{ row, version, table, offers },
    worth: new Map(offers.map((o) => [o.event, worthOfTerms(o.amount, o.terms ?? {}, on)])),
    approvals: approvalsOfCase(view, (event) => idOfMade(caseId, event), keys, asOf, deciding),
    mayApprove: mayApprove(held, deciding.person, client, undefined).may,
  };
}

const isPlanned = ({ state }: Table, line: number): boolean =>
  state?.planCase.items.some((i) => lineOfItem(i) === line) ?? true;

const forumOfTable = (table: Table): Negotiation["forum"] => {
  const forum = forumFor(table);
  return forum === undefined ? undefined : isFederal(forum) ? "federal-idr" : "state";
};

/** What the desk says about what was read. */
export async function adviseOn(read: ReadNegotiation): Promise<Negotiation> {
  const { table } = read;
  return {
    ...read,
    ...{ asOf: table.asOf, advice: await adviceOn(table), forum: forumOfTable(table), anchors: anchorsOf(table) },
    final: table.learning.off
      ? { n: 0, source: "learning is switched off" }
      : learnedEnd(table.learning.past, table.learning.target),
    ...{ reasons: sayable(table), floorSet: table.view.floor },
    lines: table.ground.evaluation.lines.map((l) => ({
      ...{ line: l.number, code: l.code, billed: l.billed, allowed: l.allowed, paid: l.paid, patient: l.patient },
      asked: isPlanned(table, l.number),
    })),
  };
}
