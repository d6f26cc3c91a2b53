import type { Day } from "#base/day.ts";
import { type Cents, formatUsd, showUsd } from "#base/money.ts";
import type { ActOf } from "#case/command.ts";
import { roomOpen, speaksForPayer } from "#case/room.ts";
import type { TenantTx } from "#store/store.ts";
import type { GuardRefusal } from "#strategy/proposal-guards.ts";
import type { TurnMove } from "#strategy/turn.ts";
import { type Autonomy, authorityOf } from "./authority.ts";
import { listClients } from "./clients.ts";
import type { Desk } from "./desk.ts";
import { tableOfCase } from "./negotiation.ts";
import { moveOf, takeable } from "./negotiation-advice.ts";
import { refusalsFor, wantedBy } from "./negotiation-guards.ts";
import { anchorsOf, sayable } from "./negotiation-reasons.ts";
import type { Table } from "./negotiation-table.ts";
import { type Ended, type QueueRow, queuePage } from "./queue.ts";

/**
 * Moves made ready by Parley, on the cases on which it is for us to act. Nothing of them is kept: each is what Negotiate says
 * of the case now, so none is ever stale, and no case has two.
 */

type PreparedOffer = ActOf<"make offer">;

export interface Prepared {
  readonly row: QueueRow;
  readonly version: number;
  /** The offer as it would be made; undefined where none is to be. */
  readonly offer: PreparedOffer | undefined;
  /** What is advised and why, or why nothing is. */
  readonly says: string;
  /** What stands between it and leaving: a second person, or a rule. */
  readonly needs: readonly GuardRefusal[];
  /** Why Parley would not make it by itself; undefined where it would. */
  readonly notAlone: string | undefined;
}

/** What most offers ask for beside the amount, until ours before it says otherwise. */
const FIRST_TERMS = { payWithin: 10 } as const;

const SAID: Readonly<Record<TurnMove, string>> = {
  open: "Open",
  counter: "Counter",
  accept: "Accept their offer",
  hold: "Hold",
  escalate: "Go the way out",
  walk: "Keep what was allowed",
};

/** Whether Parley itself can deliver an offer: through a room that is open to somebody who speaks for the payer. */
const hasRoom = ({ view, asOf }: Table): boolean =>
  view.rooms.some((r) => speaksForPayer(r) && roomOpen(view, asOf, r.event).ok);

/** An offer of this amount with the words and terms that the composer would begin with. */
function offerOf(table: Table, amount: Cents): PreparedOffer {
  const { view } = table;
  const last = view.offers.findLast((o) => o.from === "us");
  const figures = new Set(anchorsOf(table).map((a) => a.id));
  const answers = takeable(table)?.event;
  return {
    type: "make offer",
    amount,
    // What a figure proves is said; what only a record can show, a person adds.
    reasons: sayable(table).flatMap((r) => (r.admissible && figures.has(r.id) ? [r.id] : [])),
    conditions: last?.conditions ?? FIRST_TERMS,
    way: hasRoom(table) ? "portal" : (last?.way ?? "email"),
    ...(answers !== undefined && { answers }),
  };
}

const wordsOf = (needs: readonly GuardRefusal[]): readonly string[] => needs.map((n) => `${n.guard}: ${n.says}`);

/** What Parley has ready on a case, from its table. */
function preparedOf(table: Table): Omit<Prepared, "row" | "version"> {
  const said = moveOf(table);
  const none = (says: string) => ({ offer: undefined, says, needs: [], notAlone: says });
  if (said.turn === undefined) return none(said.why);
  const { move, amount, because } = said.turn;
  if ((move !== "open" && move !== "counter") || amount === undefined) return none(`${SAID[move]}: ${because}.`);
  const offer = offerOf(table, amount);
  const wanted = wantedBy(offer, table);
  const refused = wanted && refusalsFor(wanted, table);
  if (refused === undefined) return none("What may be asked cannot be reckoned.");
  const notAlone =
    refused.length > 0
      ? wordsOf(refused).join("; ")
      : hasRoom(table)
        ? undefined
        : "no room is open to somebody who speaks for the payer, and Parley sends nothing another way";
  return { offer, says: `${SAID[move]} at ${showUsd(amount)}: ${because}.`, needs: refused, notAlone };
}

/** The same of a stored case; undefined when there is no such case that the principal may see. */
export async function prepareCase(tx: TenantTx, desk: Desk, caseId: string): Promise<Prepared | undefined> {
  const found = await tableOfCase(tx, desk, caseId);
  return found && { row: found.row, version: found.state.version, ...preparedOf(found.table) };
}

export interface PreparedAsked {
  readonly client?: string | undefined;
  readonly limit: number;
  readonly after?: Ended | undefined;
  /** As if the dial stood at "auto" for everybody asked: what it would do, before it is set. */
  readonly dry: boolean;
}

interface PreparedPage {
  readonly rows: readonly Prepared[];
  readonly next: string | undefined;
  /** Whether offers are made ready for any client asked. */
  readonly on: boolean;
}

/** From where on the dial offers are made ready. */
const PREPARES: readonly Autonomy[] = ["review", "auto"];

/** The cases of a page, and where the next begins; undefined where nothing is made ready for anybody asked. */
async function toPrepare(tx: TenantTx, today: Day, { client, limit, after, dry }: PreparedAsked) {
  const clients: string[] = [];
  for (const { id } of await listClients(tx))
    if ((client ?? id) === id && (dry || PREPARES.includes((await authorityOf(tx, id, today)).autonomy)))
      clients.push(id);
  if (clients.length === 0) return undefined;
  return await queuePage(tx, { tab: "our turn", sort: "loss", clients }, { limit, after, today });
}

/**
 * Cases on which it is for us to act, those with the most to lose first, each with what Parley has ready. Each is worked out in
 * a transaction of its own, so that a page of them holds up nobody.
 */
export async function listPrepared(
  within: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  desk: Desk,
  asked: PreparedAsked,
): Promise<PreparedPage> {
  const page = await within((tx) => toPrepare(tx, desk.today(), asked));
  if (page === undefined) return { rows: [], next: undefined, on: false };
  const rows: Prepared[] = [];
  for (const { id } of page.rows) {
    const one = await within((tx) => prepareCase(tx, desk, id));
    if (one !== undefined) rows.push(one);
  }
  return { rows, next: page.next, on: true };
}

/** Cases that a program is told of at once. */
const PREPARED_MOST = 50;

export interface PreparedJson {
  readonly number: string;
  readonly payer: string;
  readonly amount: string | null;
  readonly says: string;
  readonly needs: readonly string[];
  readonly notAlone: string | null;
}

/** The first of them as JSON, and whether there are more. */
export async function preparedJson(
  within: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>,
  desk: Desk,
  { dry }: Pick<PreparedAsked, "dry">,
): Promise<{ readonly on: boolean; readonly rows: readonly PreparedJson[]; readonly more: boolean }> {
  const { on, rows, next } = await listPrepared(within, desk, { limit: PREPARED_MOST, dry });
  return {
    on,
    more: next !== undefined,
    rows: rows.map(({ row, offer, says, needs, notAlone }) => ({
      ...{ number: row.number, payer: row.payer_name, says, notAlone: notAlone ?? null },
      amount: offer === undefined ? null : formatUsd(offer.amount),
      needs: wordsOf(needs),
    })),
  };
}
