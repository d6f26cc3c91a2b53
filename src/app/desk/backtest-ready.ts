import type { Day } from "#base/day.ts";
import type { CaseState, CaseView } from "#case/state.ts";
import { answersIndex } from "#claim/facts-file.ts";
import { serviceOf } from "#claim/history.ts";
import type { MatchedClaim } from "#claim/match.ts";
import type { TenantTx } from "#store/store.ts";
import { type Held, STARTING_AUTHORITY } from "./authority.ts";
import {
  answersThen,
  type DatedAnswer,
  dayOf,
  type Known,
  matchedThen,
  pastThen,
  stateAfter,
  type Then,
} from "./backtest-known.ts";
import type { Desk } from "./desk.ts";
import { evaluateOne, type StoredEvaluation } from "./evaluate-claim.ts";
import type { saidBy } from "./evaluate-facts.ts";
import { ownHistoryAt } from "./history-own.ts";
import { type Table, tableWith } from "./negotiation-table.ts";

/** A moment of the past as the desk would have set its table then. */

/** A moment of a case with everything that was known just before it. */
export interface Ready {
  readonly then: Then;
  readonly view: CaseView;
  readonly asOf: Day;
  readonly ground: StoredEvaluation;
}

/** What one client's cases are played with. */
export interface Whose {
  readonly client: string;
  readonly answers: readonly DatedAnswer[];
  readonly profile: Awaited<ReturnType<typeof saidBy>>["profile"];
  /** By payer key. */
  readonly past: ReadonlyMap<string, readonly Known[]>;
}

/** Everything that was known just before the event at place `i` of a case's log. */
export async function readyAt(
  tx: TenantTx,
  desk: Desk,
  whose: Whose,
  { id, state, matched }: Stored,
  i: number,
  made: Day,
): Promise<Ready | undefined> {
  const [event, before] = [state.log[i], state.log[i - 1]];
  const { view } = stateAfter(state.log, i);
  if (event === undefined || view === undefined) return undefined;
  const asOf = dayOf(made, before);
  const then = { case: id, event: i + 1, at: event.at };
  const services = new Set((matched.claim?.lines ?? []).map(serviceOf));
  const history = await ownHistoryAt(tx, whose.client, services, event.at);
  const answersFor = answersIndex(answersThen(whose.answers, then));
  // A table of figures that is loaded now was not at hand then.
  const known = { profile: whose.profile, outside: undefined, history, answersFor };
  return { then, view, asOf, ground: evaluateOne(desk, known, matchedThen(matched, view), asOf) };
}

/** A case as it is stored, with its claim. */
export interface Stored {
  readonly id: string;
  readonly state: CaseState;
  readonly matched: MatchedClaim;
}

/** The authority of nobody in particular: what may be sent today says nothing of a day long gone. */
const NOBODY: Held = {
  ...STARTING_AUTHORITY,
  ...{ client: null, from: "nobody", version: 0, changedAt: null, by: null, messagesToday: 0 },
};

/** The table as it would have been set then. */
export function tableThen(whose: Whose, { then, view, asOf, ground }: Ready): Table {
  const past = pastThen(whose.past.get(view.payerKey) ?? [], then);
  const asked = { caseId: then.case, client: whose.client, view, ground, held: NOBODY, asOf, person: undefined };
  return tableWith(asked, past, false);
}
