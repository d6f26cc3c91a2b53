import type { Act, Ground } from "#case/command.ts";
import type { Actor } from "#case/event.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { type Acted, actWithin, NO_CASE, type Refused } from "./act.ts";
import { decidingOf } from "./approvals.ts";
import { approvedAmount, mayApprove } from "./authority.ts";
import { type LoggedCase, lockCases } from "./case-log.ts";
import { rowOf } from "./case-sheet.ts";
import type { Desk } from "./desk.ts";
import { evaluateStored } from "./evaluate-claim.ts";
import { guardsFor, wantedBy } from "./negotiation-guards.ts";
import { tableOf } from "./negotiation-table.ts";
import type { QueueRow } from "./queue.ts";

/**
 * Acts that leave the house or let something leave it. The guardrails are asked in the transaction that decides, with the
 * case locked, so that what they looked at is what is decided on.
 */

const GUARDED: ReadonlySet<Act["type"]> = new Set(["make offer", "accept offer", "set floor", "ask approval"]);
const APPROVES: ReadonlySet<Act["type"]> = new Set(["approve", "refuse approval"]);

/** An agreement takes their offer, or was made outside and may take less than the floor. */
const mayTake = (act: Act): boolean => act.type === "enter agreement" && act.kind !== "award";

export const isGuarded = (act: Act): boolean => GUARDED.has(act.type) || APPROVES.has(act.type) || mayTake(act);

export interface GuardedAsked {
  readonly caseId: string;
  readonly saw: number;
  readonly act: Act;
}

const LOCK = "SELECT pg_advisory_xact_lock(hashtext($1))";

/** One message more is counted after the other, so that two at once keep a day's limit. Cases are locked before it. */
export async function lockMessages(tx: TenantTx, client: string): Promise<void> {
  await tx.session.query(LOCK, [`messages ${client}`]);
}

async function guardsGround(
  tx: TenantTx,
  desk: Desk,
  asked: GuardedAsked,
  row: QueueRow,
  logged: LoggedCase,
): Promise<Ground> {
  const { view } = logged.state;
  const { act, caseId } = asked;
  const asOf = desk.today();
  await lockMessages(tx, row.client);
  const deciding = await decidingOf(tx, [row.client], asOf);
  const held = deciding.authority(row.client);
  const ground = await evaluateStored(tx, desk, row.claim, { asOf });
  if (view === undefined || held === undefined || ground === undefined) return {};
  const { person } = tx.principal;
  const request = "request" in act ? act.request : undefined;
  const table = await tableOf(tx, { caseId, client: row.client, view, ground, held, asOf, person, request });
  const wanted = wantedBy(act, table);
  const guards = wanted && guardsFor(wanted, table);
  if (guards === undefined) return {};
  return { guards, ...(mayTake(act) && { mayApprove: mayApprove(held, deciding.person, row.client, guards.amount) }) };
}

async function approvesGround(tx: TenantTx, desk: Desk, act: Act, row: QueueRow, logged: LoggedCase): Promise<Ground> {
  const deciding = await decidingOf(tx, [row.client], desk.today());
  const held = deciding.authority(row.client);
  const request = "request" in act ? act.request : undefined;
  const asked = logged.state.view?.approvals.find((a) => a.event === request);
  if (held === undefined || asked === undefined) return {};
  const amount = approvedAmount(asked.act.type, asked.act.amount, asked.floor);
  return { mayApprove: mayApprove(held, deciding.person, row.client, amount) };
}

/** Decides one guarded act for a person. */
export async function decideGuarded(
  desk: Desk,
  principal: Principal,
  by: Actor,
  asked: GuardedAsked,
): Promise<{ readonly done: readonly Acted[]; readonly refused: readonly Refused[] }> {
  const { caseId, act } = asked;
  return await desk.store.as(principal, async (tx) => {
    const row = await rowOf(tx, caseId);
    const logged = row && (await lockCases(tx, [caseId])).get(caseId);
    if (row === undefined || logged === undefined)
      return { done: [], refused: [{ caseId, number: "", refusal: NO_CASE }] };
    const ground = APPROVES.has(act.type)
      ? await approvesGround(tx, desk, act, row, logged)
      : await guardsGround(tx, desk, asked, row, logged);
    return await actWithin(tx, [{ ...asked, ground }], by, { today: desk.today() });
  });
}
