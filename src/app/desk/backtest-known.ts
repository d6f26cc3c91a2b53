import type { Day } from "#base/day.ts";
import type { CaseEvent } from "#case/event.ts";
import { evolve } from "#case/evolve.ts";
import { type CaseState, type CaseView, initial } from "#case/state.ts";
import { assemble } from "#claim/assemble.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import type { MatchedClaim } from "#claim/match.ts";
import { sourceText } from "#claim/typed.ts";
import type { TenantTx } from "#store/store.ts";
import { loadCases } from "./case-log.ts";
import { PAST_CASES } from "./negotiation-memory.ts";

/**
 * What was known at a moment of the past, and nothing that came later: the case by its first events, the remittances it
 * had counted, the answers given and not yet taken back, and the other cases as they stood.
 */

/** The state that the first `n` events leave; what was undone later still stood then. */
export const stateAfter = (log: readonly CaseEvent[], n: number): CaseState => log.slice(0, n).reduce(evolve, initial);

/** Day of a moment: that of the act, but never before the last thing that was known. */
export const dayOf = (made: Day, before: CaseEvent | undefined): Day =>
  before !== undefined && before.on > made ? before.on : made;

/** The claim with the remittances alone that the case knew. */
export function matchedThen(matched: MatchedClaim, view: CaseView): MatchedClaim {
  const known = new Set([...view.counted, ...view.payments.map((p) => p.remittance)]);
  const tied = matched.remittances.filter((r) => known.has(sourceText(r.source)));
  return assemble(matched.claim, tied, matched.by === "none" ? "control-number" : matched.by);
}

/** An answer with when it was given and when it was taken back. */
export interface DatedAnswer {
  readonly answer: FactAnswer;
  readonly at: string;
  /** The case and the event that gave it; absent of one from a file. */
  readonly on?: { readonly case: string; readonly event: number };
  /** When it was taken back, and by which event of its own case. */
  readonly back?: { readonly at: string; readonly event: number };
}

interface Row {
  readonly case_id: string | null;
  readonly event: number | null;
}

/** When an answer of a case was withdrawn or undone, by that case's own log. */
function backOf(log: readonly CaseEvent[], { event }: Row): DatedAnswer["back"] {
  const i = log.findIndex(
    (e) =>
      (e.type === "fact withdrawn" && e.body.answer === event) || (e.type === "superseded" && e.body.event === event),
  );
  const by = log[i];
  return by === undefined ? undefined : { at: by.at, event: i + 1 };
}

/** Every answer that was ever given for a client, in the order in which they were given. */
export async function datedAnswers(tx: TenantTx, client: string): Promise<readonly DatedAnswer[]> {
  const rows = await tx.db
    .selectFrom("fact_answer")
    .select(["scope", "key", "fact", "value", "source", "day", "at", "file", "line", "case_id", "event"])
    .select("superseded_by")
    .where("org", "=", tx.principal.org)
    .where((eb) => eb.or([eb("client", "=", client), eb("client", "is", null)]))
    .orderBy("at")
    .orderBy("line")
    .orderBy("id")
    .execute();
  const gone = rows.filter((r) => r.superseded_by !== null);
  const cases = [...new Set(gone.flatMap((r) => r.case_id ?? []))];
  const logs = cases.length === 0 ? new Map<string, never>() : await loadCases(tx, cases);
  return rows.flatMap((r) => {
    const { scope, key, fact, value, source, day, file, line } = r;
    const log = r.case_id === null ? undefined : logs.get(r.case_id)?.state.log;
    const back = r.superseded_by === null ? undefined : log && backOf(log, r);
    // Taken back at a time nobody can tell: not counted at any.
    if (r.superseded_by !== null && back === undefined) return [];
    const on = r.case_id === null || r.event === null ? undefined : { case: r.case_id, event: r.event };
    const answer = {
      ...{ scope, key, fact, value, source, file: file ?? "", line: line ?? 0 },
      ...(day !== null && { date: day }),
      ...(on !== undefined && { onCase: true as const }),
    };
    return [{ answer, at: r.at, ...(on && { on }), ...(back && { back }) }];
  });
}

/** A moment of a case: just before its event `event`, which happened at `at`. */
export interface Then {
  readonly case: string;
  readonly event: number;
  readonly at: string;
}

/** The answers that counted then. Of the case itself its own order decides, of all else the time. */
export function answersThen(all: readonly DatedAnswer[], then: Then): readonly FactAnswer[] {
  return all.flatMap(({ answer, at, on, back }) => {
    const own = on?.case === then.case;
    const given = own && on !== undefined ? on.event < then.event : at < then.at;
    const gone = back !== undefined && (own ? back.event < then.event : back.at < then.at);
    return given && !gone ? [answer] : [];
  });
}

/** A case's log beside its newest view, which stands for every moment after its last event. */
export interface Known {
  readonly id: string;
  readonly state: CaseState;
}

/** Views of other cases as they stood, each folded once. */
const FOLDED = new WeakMap<CaseState, Map<number, CaseView | undefined>>();

function viewThen({ state }: Known, at: string): CaseView | undefined {
  const { log } = state;
  const n = log.findIndex((e) => e.at >= at);
  if (n < 0) return state.view;
  const folded = FOLDED.get(state) ?? new Map<number, CaseView | undefined>();
  FOLDED.set(state, folded);
  if (!folded.has(n)) folded.set(n, n === 0 ? undefined : stateAfter(log, n).view);
  return folded.get(n);
}

/** Cases of one payer on which offers were exchanged and which were closed then, newest first. */
export function pastThen(cases: readonly Known[], then: Then): readonly CaseView[] {
  return cases
    .flatMap((c) => {
      const closed = c.id !== then.case && c.state.log.some((e) => e.type === "closed" && e.at < then.at);
      const view = closed ? viewThen(c, then.at) : undefined;
      return view?.phase.is === "closed" && view.offers.length > 0 ? [{ view, at: view.phase.at }] : [];
    })
    .toSorted((a, b) => (a.at === b.at ? 0 : a.at > b.at ? -1 : 1))
    .slice(0, PAST_CASES)
    .map((c) => c.view);
}
