import { setImmediate as breathe } from "node:timers/promises";
import { sql } from "kysely";
import { type Day, plusDays } from "#base/day.ts";
import { ZERO } from "#base/money.ts";
import type { CaseEvent } from "#case/event.ts";
import { inForce } from "#case/expected.ts";
import type { CaseView, Offer } from "#case/state.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import {
  type AdvisedMove,
  type Backtest,
  backtestOf,
  type PlayedCase,
  type PlayedDispute,
  type PlayedMoment,
} from "#strategy/backtest.ts";
import type { Turn, TurnMove } from "#strategy/turn.ts";
import { disputeOf, type Filed, filedOf } from "./backtest-dispute.ts";
import { datedAnswers, type Known, stateAfter } from "./backtest-known.ts";
import { type Ready, readyAt, type Stored, tableThen, type Whose } from "./backtest-ready.ts";
import { loadCases } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { matchedOf } from "./evaluate-claim.ts";
import { saidBy } from "./evaluate-facts.ts";
import { moveOf } from "./negotiation-advice.ts";
import type { Table } from "./negotiation-table.ts";
import { profileOf } from "./settings.ts";

/**
 * The settled and closed cases of a period played again on the stored history. Read in lots of short transactions and
 * reckoned between them; what was played once is kept while the case, the profile and the price books stay as they are.
 */

/** The newest so many cases are played. */
export const BACKTEST_MOST = 500;
const LOT = 10;
/** Cases of one payer whose logs are at hand as its past. */
const MOST_PAST = 300;

interface ToPlay {
  readonly id: string;
  readonly client: string;
  readonly claim: string;
  readonly version: number;
}

export interface BacktestAsked {
  readonly client?: string | undefined;
  readonly from: Day;
  readonly to: Day;
}

async function casesToPlay(tx: TenantTx, { client, from, to }: BacktestAsked): Promise<readonly ToPlay[]> {
  const { rows } = await sql<ToPlay>`
    SELECT c.id, c.client, c.claim, c.version FROM (
      SELECT subject, max(seq) AS last FROM event WHERE org = ${tx.principal.org}
        AND type IN ('case agreement entered', 'case closed')
        AND at >= ${from}::date AND at < ${plusDays(to, 1)}::date GROUP BY subject) e
    JOIN case_row c ON c.org = ${tx.principal.org} AND c.id::text = e.subject
    WHERE (${client ?? null}::uuid IS NULL OR c.client = ${client ?? null}::uuid)
      AND (EXISTS (SELECT 1 FROM offer o WHERE o.org = c.org AND o.case_id = c.id)
        OR EXISTS (SELECT 1 FROM event f WHERE f.org = c.org AND f.subject = c.id::text AND f.type = 'case filing recorded'))
    ORDER BY e.last DESC LIMIT ${BACKTEST_MOST + 1}`.execute(tx.db);
  return rows.map((r) => ({ ...r, version: Number(r.version) }));
}

/** What was done by an event, if it is an act of ours that can be advised on. */
function doneBy(
  event: CaseEvent,
  view: CaseView,
): (Pick<PlayedMoment, "done" | "amount"> & { readonly made: Day }) | undefined {
  const offerOf = (n: number | undefined): Offer | undefined => view.offers.find((o) => o.event === n);
  switch (event.type) {
    case "offer made":
      return { done: "ask", amount: event.body.amount, made: event.body.made };
    case "offer logged":
      return event.body.from === "us" ? { done: "ask", amount: event.body.amount, made: event.body.made } : undefined;
    case "offer accepted":
      return { done: "take", amount: event.body.amount, made: event.on };
    case "offer rejected":
      return offerOf(event.body.offer)?.from === "them" ? { done: "refuse", made: event.on } : undefined;
    case "agreement entered": {
      // Taking an offer writes both; where only the agreement was written down, it says that theirs was taken.
      const offer = offerOf(event.body.offer);
      const taken = offer?.from === "them" && offer.state !== "accepted" && event.body.kind === "agreement";
      return taken ? { done: "take", amount: offer.amount, made: event.body.agreed } : undefined;
    }
    case "closed":
      return inForce(view).length === 0 && view.offers.length > 0 ? { done: "stop", made: event.on } : undefined;
    default:
      return undefined;
  }
}

/** One act of ours with everything that was known just before it. */
interface Act extends Ready {
  readonly did: Pick<PlayedMoment, "done" | "amount">;
}

async function readyOf(tx: TenantTx, desk: Desk, whose: Whose, of: Stored): Promise<readonly Act[]> {
  const ready: Act[] = [];
  for (const [i, event] of of.state.log.entries()) {
    if (i === 0 || of.state.undone.has(i + 1)) continue;
    const { view } = stateAfter(of.state.log, i);
    const did = view && doneBy(event, view);
    if (did === undefined) continue;
    const { made, ...done } = did;
    const one = await readyAt(tx, desk, whose, of, i, made);
    if (one !== undefined) ready.push({ ...one, did: done });
  }
  return ready;
}

const MOVES: Readonly<Record<TurnMove, AdvisedMove>> = {
  ...{ open: "ask", counter: "ask", accept: "take", hold: "wait", escalate: "escalate", walk: "stop" },
};

const stoodOf = ({ view, asOf }: Ready): Offer | undefined =>
  view.offers.findLast(
    (o) => o.from === "them" && o.state === "open" && (o.expires === undefined || o.expires >= asOf),
  );

function advised(table: Table): Pick<PlayedMoment, "advice" | "why"> {
  const move = moveOf(table);
  if (move.turn === undefined) return { why: move.why };
  const { turn }: { turn: Turn } = move;
  const { amount, because } = turn;
  return {
    advice: { move: MOVES[turn.move], chance: turn.step.agreement, because, ...(amount !== undefined && { amount }) },
  };
}

function playOne(whose: Whose, ready: Act): PlayedMoment {
  const { then, view, asOf, did } = ready;
  const table = tableThen(whose, ready);
  const stood = stoodOf(ready)?.amount;
  const allowed = table.turn?.worth.accept ?? view.finding.allowed ?? ZERO;
  return {
    ...{ event: then.event, on: asOf, ...did, ...advised(table), allowed, cap: table.turn?.cap ?? allowed },
    ...(stood !== undefined && { stood }),
  };
}

function endOf(id: string, view: CaseView, moments: readonly PlayedMoment[], dispute?: PlayedDispute): PlayedCase {
  const agreements = inForce(view).filter((a) => a.kind === "agreement");
  const final = view.offers.find((o) => agreements.some((a) => a.offer === o.event))?.amount;
  const { number, payer } = view;
  const more = { ...(final !== undefined && { final }), ...(dispute !== undefined && { dispute }) };
  return { id, number, payer, moments, agreed: agreements.length > 0, ...more };
}

async function pastOf(tx: TenantTx, client: string, payers: ReadonlySet<string>): Promise<Whose["past"]> {
  const past = new Map<string, readonly Known[]>();
  for (const payer of payers) {
    const talked = await tx.db
      .selectFrom("offer")
      .select("case_id")
      .where("org", "=", tx.principal.org)
      .where("client", "=", client)
      .where("payer_key", "=", payer)
      .groupBy("case_id")
      .orderBy((eb) => eb.fn.max("day"), "desc")
      .limit(MOST_PAST)
      .execute();
    const ids = talked.map((t) => t.case_id);
    const cases = ids.length === 0 ? new Map<string, never>() : await loadCases(tx, ids);
    past.set(
      payer,
      ids.flatMap((id) => {
        const state = cases.get(id)?.state;
        return state === undefined ? [] : [{ id, state }];
      }),
    );
  }
  return past;
}

async function whoseOf(tx: TenantTx, client: string, cases: readonly ToPlay[]): Promise<Whose> {
  const rows = await tx.db
    .selectFrom("case_row")
    .select("payer_key")
    .distinct()
    .where("org", "=", tx.principal.org)
    .where(
      "id",
      "in",
      cases.map((c) => c.id),
    )
    .execute();
  const { profile } = await saidBy(tx, client);
  const past = await pastOf(tx, client, new Set(rows.map((r) => r.payer_key)));
  return { client, answers: await datedAnswers(tx, client), profile, past };
}

/** Played cases, by what they rest on. Price books that are loaded anew forget them. */
const PLAYED = new WeakMap<object, Map<string, PlayedCase>>();
const MOST_KEPT = 5_000;

function keptFor(desk: Desk): Map<string, PlayedCase> {
  const books = desk.books();
  const kept = PLAYED.get(books) ?? new Map<string, PlayedCase>();
  PLAYED.set(books, kept);
  return kept;
}

function keep(kept: Map<string, PlayedCase>, key: string, played: PlayedCase): void {
  kept.set(key, played);
  const [first] = kept.keys();
  if (kept.size > MOST_KEPT && first !== undefined) kept.delete(first);
}

interface Playing {
  readonly desk: Desk;
  readonly principal: Principal;
  readonly enough: () => boolean;
  readonly keyOf: (c: ToPlay) => string;
  readonly kept: Map<string, PlayedCase>;
}

/** One case as it was read, to be reckoned when the transaction is over. */
interface Read {
  readonly of: ToPlay;
  readonly view: CaseView;
  readonly ready: readonly Act[];
  readonly filed: Filed | undefined;
}

/** Plays cases of one client that were not played yet, until it is enough for now; at least one lot. */
async function playAll({ desk, principal, enough, keyOf, kept }: Playing, client: string, cases: readonly ToPlay[]) {
  const whose = await desk.store.as(principal, (tx) => whoseOf(tx, client, cases));
  for (let i = 0; i < cases.length && (i === 0 || !enough()); i += LOT) {
    const lot = cases.slice(i, i + LOT);
    const read = await desk.store.as(principal, async (tx) => {
      const states = await loadCases(
        tx,
        lot.map((c) => c.id),
      );
      const matched = await matchedOf(
        tx,
        client,
        lot.map((c) => c.claim),
      );
      const all: Read[] = [];
      for (const of of lot) {
        const [state, claim] = [states.get(of.id)?.state, matched.get(of.claim)];
        if (state?.view === undefined) continue;
        const stored = claim && { id: of.id, state, matched: claim };
        const ready = stored === undefined ? [] : await readyOf(tx, desk, whose, stored);
        all.push({ of, view: state.view, ready, filed: stored && (await filedOf(tx, desk, whose, stored)) });
      }
      return all;
    });
    for (const { of, view, ready, filed } of read) {
      const moments: PlayedMoment[] = [];
      for (const one of ready) {
        await breathe();
        moments.push(playOne(whose, one));
      }
      keep(kept, keyOf(of), endOf(of.id, view, moments, filed && disputeOf(whose, view, filed)));
    }
  }
}

export interface PlayedAgain extends Backtest {
  /** Cases of the period that are still to be played; asked again, the next are. */
  readonly left: number;
  /** How many are played at most, when there are more. */
  readonly newestOnly: number | undefined;
  /** The client of each case, by id. */
  readonly clients: ReadonlyMap<string, string>;
}

/** Plays the settled and closed cases of a period again. `enough` says when to come back with what there is. */
export async function backtest(
  desk: Desk,
  principal: Principal,
  asked: BacktestAsked,
  enough: () => boolean,
): Promise<PlayedAgain> {
  const { found, profiles } = await desk.store.as(principal, async (tx) => {
    const found = await casesToPlay(tx, asked);
    const profiles = new Map<string, number>();
    for (const client of new Set(found.map((c) => c.client)))
      profiles.set(client, (await profileOf(tx, client)).version);
    return { found, profiles };
  });
  const cases = found.slice(0, BACKTEST_MOST);
  const kept = keptFor(desk);
  const keyOf = (c: ToPlay): string => `${principal.org} ${c.id} ${c.version} ${profiles.get(c.client) ?? 0}`;
  const missing = cases.filter((c) => !kept.has(keyOf(c)));
  for (const client of new Set(missing.map((c) => c.client)))
    if (client === missing[0]?.client || !enough())
      await playAll(
        { desk, principal, enough, keyOf, kept },
        client,
        missing.filter((c) => c.client === client),
      );
  const played = cases.flatMap((c) => kept.get(keyOf(c)) ?? []);
  return {
    ...backtestOf(played),
    left: cases.length - played.length,
    newestOnly: found.length > BACKTEST_MOST ? BACKTEST_MOST : undefined,
    clients: new Map(cases.map((c) => [c.id, c.client])),
  };
}
