import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import type { FloorSet } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { type OfferWorth, worthOfTerms } from "#strategy/terms-worth.ts";
import { type ApprovalShown, approvalsOfCase, decidingOf } from "./approvals.ts";
import { mayApprove } from "./authority.ts";
import { loadCase } from "./case-log.ts";
import { rowOf } from "./case-sheet.ts";
import { idOfMade } from "./case-tables.ts";
import type { Desk } from "./desk.ts";
import { evaluateStored } from "./evaluate-claim.ts";
import { type Advice, adviceOn } from "./negotiation-advice.ts";
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
}

export interface Negotiation extends ReadNegotiation {
  readonly asOf: Day;
  readonly advice: Advice;
  readonly forum: "federal-idr" | "state" | undefined;
  readonly anchors: readonly Anchor[];
  readonly reasons: readonly Sayable[];
  readonly floorSet: FloorSet | undefined;
  readonly lines: readonly NegotiationLine[];
}

/** Undefined when there is no such case that the principal may see. */
export async function readNegotiation(tx: TenantTx, desk: Desk, caseId: string): Promise<ReadNegotiation | undefined> {
  const row = await rowOf(tx, caseId);
  const logged = row && (await loadCase(tx, caseId));
  const view = logged?.state.view;
  if (row === undefined || logged === undefined || view === undefined) return undefined;
  const asOf = desk.today();
  const { client } = row;
  const deciding = await decidingOf(tx, [client], asOf);
  const held = deciding.authority(client);
  const ground = await evaluateStored(tx, desk, row.claim, { asOf });
  if (held === undefined || ground === undefined) return undefined;
  const { person } = tx.principal;
  const table = await tableOf(tx, { caseId, client, view, ground, held, asOf, person });
  const { version } = logged.state;
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
    ...{ reasons: sayable(table), floorSet: table.view.floor },
    lines: table.ground.evaluation.lines.map((l) => ({
      ...{ line: l.number, code: l.code, billed: l.billed, allowed: l.allowed, paid: l.paid, patient: l.patient },
    })),
  };
}
