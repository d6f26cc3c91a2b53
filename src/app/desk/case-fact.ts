import type { Day } from "#base/day.ts";
import type { Act } from "#case/command.ts";
import { FACT_FILED } from "#case/decide-filing.ts";
import { FACT_SENT } from "#case/decide-papers.ts";
import type { Actor } from "#case/event.ts";
import { findingOf } from "#case/finding.ts";
import type { CaseState } from "#case/state.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import type { Facts } from "#law/fact.ts";
import { load } from "#store/bulk.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { type Acted, actWithin, NO_CASE, type Refused } from "./act.ts";
import { loadCase } from "./case-log.ts";
import { rowOf } from "./case-sheet.ts";
import { idOfMade } from "./case-tables.ts";
import { proveAddress } from "./delivery-proof.ts";
import type { Desk } from "./desk.ts";
import { decideAgain } from "./evaluate-again.ts";
import { evaluateStored, type StoredEvaluation } from "./evaluate-claim.ts";
import { evaluationRow } from "./evaluate-row.ts";
import { batchesOf } from "./import-evaluate.ts";
import type { QueueRow } from "./queue.ts";

/**
 * Acts that change what is known of a claim: an answer, a paper or a filing that states a day, and what takes one back. Each
 * is decided on the claim evaluated with it; then every other open case that the answer speaks of is decided again.
 */
export type FactAct = Extract<Act, { type: FactActType }>;
export const FACT_ACTS = [
  "answer fact",
  "withdraw fact",
  "send paper",
  "prove delivery",
  "record filing",
  "undo",
] as const satisfies readonly Act["type"][];
type FactActType = (typeof FACT_ACTS)[number];

export interface FactAsked {
  readonly caseId: string;
  readonly saw: number;
  readonly act: FactAct;
}

interface Said {
  readonly done: readonly Acted[];
  readonly refused: readonly Refused[];
}

/** What an act does to an answer: `event` is the number it is known by on its case. */
interface Effect {
  readonly does: "gives" | "takes back" | "gives back";
  readonly event: number;
  readonly answer: Pick<FactAnswer, "scope" | "key" | "fact" | "value" | "source">;
}

/** What an event of the history states of the claim. */
function statedIn(state: CaseState, event: number): Effect["answer"] | undefined {
  const e = state.log[event - 1];
  if (e?.type === "fact answered") return e.body;
  return e?.type === "paper sent" || e?.type === "filing recorded" ? e.body.stated : undefined;
}

function effectOfUndo(state: CaseState, event: number): Effect | undefined {
  const e = state.log[event - 1];
  const back = e?.type === "delivery proved" && e.body.takes !== undefined;
  const of = back ? e.body.sent : event;
  const answer = statedIn(state, of);
  return answer && { does: back ? "gives back" : "takes back", event: of, answer };
}

/** The day that a paper or a filing would state of this claim; none where the law asks for no such day. */
function dayStated(act: FactAct, key: string): Effect["answer"] | undefined {
  const of =
    act.type === "send paper"
      ? { fact: FACT_SENT[act.paper], source: `sent by ${act.way}` }
      : act.type === "record filing"
        ? { fact: FACT_FILED[act.road], source: `filed as ${act.reference}` }
        : undefined;
  if (of?.fact === undefined || !("day" in act)) return undefined;
  return { scope: "claim", key, fact: of.fact, value: act.day, source: of.source };
}

function effectOf({ act }: FactAsked, state: CaseState, claim: string): Effect | undefined {
  const event = state.version + 1;
  switch (act.type) {
    case "answer fact":
      return { does: "gives", event, answer: act };
    case "withdraw fact":
    case "undo": {
      const of = act.type === "undo" ? effectOfUndo(state, act.event) : undefined;
      if (of !== undefined || act.type === "undo") return of;
      const answer = statedIn(state, act.answer);
      return answer && { does: "takes back", event: act.answer, answer };
    }
    case "prove delivery": {
      const answer = act.outcome === "bounced" ? statedIn(state, act.sent) : undefined;
      return answer && { does: "takes back", event: act.sent, answer };
    }
    case "send paper":
    case "record filing": {
      const answer = dayStated(act, claim);
      return answer && { does: "gives", event, answer };
    }
  }
}

const isStating = ({ type }: FactAct): boolean => type === "send paper" || type === "record filing";

/** Whether the claim knows the fact already, from whatever source: a paper sent states its day once. */
const isKnown = ({ fact }: Effect["answer"], known: StoredEvaluation): boolean =>
  known.coverage.facts[fact as keyof Facts] !== undefined;

async function keep(tx: TenantTx, asked: FactAsked, effect: Effect, acted: Acted): Promise<void> {
  const { scope, key, fact, value } = effect.answer;
  const { org, person } = tx.principal;
  const { caseId } = asked;
  const id = idOfMade(caseId, effect.event);
  if (effect.does !== "gives") {
    const by = effect.does === "gives back" ? null : idOfMade(caseId, acted.before.version + 1);
    const of = tx.db.updateTable("fact_answer").where("org", "=", org).where("id", "=", id);
    await of.set({ superseded_by: by }).execute();
    return;
  }
  const answer = acted.after.view?.facts.find((a) => a.event === effect.event);
  const file = acted.after.view?.number ?? "";
  const by = { at: tx.now, by: person ?? null, case_id: caseId, event: effect.event };
  const source = answer?.source ?? effect.answer.source;
  await tx.db
    .insertInto("fact_answer")
    .values({ org, client: acted.client, id, scope, key, fact, value, source, file, line: effect.event, ...by })
    .execute();
}

interface Decided extends Said {
  readonly answer: FactAnswer | undefined;
}

/** The claim evaluated with what the act does to an answer, and what the decider is told of it. */
async function groundFor(tx: TenantTx, desk: Desk, asked: FactAsked, row: QueueRow, state: CaseState) {
  const asOf = desk.today();
  const stating = isStating(asked.act);
  const known = stating ? await evaluateStored(tx, desk, row.claim, { asOf }) : undefined;
  if (stating && known === undefined) return undefined;
  const effect = effectOf(asked, state, known?.evaluation.claim ?? "");
  if (effect === undefined || (known !== undefined && isKnown(effect.answer, known)))
    return { ground: stating ? ({ states: "known before" } as const) : {}, effect: undefined };
  const answer: FactAnswer = { ...onlyAnswer(effect.answer), file: row.number, line: effect.event, onCase: true };
  const isIt = (a: FactAnswer): boolean => a.file === answer.file && a.line === answer.line;
  const how = effect.does === "takes back" ? { without: isIt } : { answers: [answer] };
  const found = await evaluateStored(tx, desk, row.claim, { asOf, ...how });
  if (found === undefined) return undefined;
  const ground = { finding: findingOf(found.evaluation, asOf), ...(stating && { states: answer }) };
  return { ground, effect: { ...effect, answer, found } };
}

const onlyAnswer = ({ scope, key, fact, value, source }: Effect["answer"]) => ({ scope, key, fact, value, source });

/** The process of a state is that of the state of the service. */
function placed(act: FactAct, { us_state: state }: QueueRow): FactAct {
  return act.type === "record filing" && act.road === "state process" && state !== null && state !== undefined
    ? { ...act, state }
    : act;
}

async function decide(tx: TenantTx, desk: Desk, by: Actor, asked: FactAsked, row: QueueRow): Promise<Decided> {
  const { caseId } = asked;
  const logged = await loadCase(tx, caseId);
  const at = logged && (await groundFor(tx, desk, asked, row, logged.state));
  const act = placed(asked.act, row);
  const said = await actWithin(tx, [{ ...asked, act, ground: at?.ground ?? {} }], by, { today: desk.today() });
  const [acted] = said.done;
  if (act.type === "prove delivery" && acted?.after.view !== undefined && acted.events.length > 0)
    await proveAddress(tx, { view: acted.after.view, client: row.client, sent: act.sent, today: desk.today() });
  if (acted === undefined || acted.events.length === 0 || at?.effect === undefined)
    return { ...said, answer: undefined };
  const { answer } = at.effect;
  await keep(tx, asked, at.effect, acted);
  await keepEvaluation(tx, row, at.effect.found.evaluation, desk.today());
  return { ...said, answer };
}

async function keepEvaluation(
  tx: TenantTx,
  { client, claim }: QueueRow,
  evaluation: Parameters<typeof evaluationRow>[0],
  asOf: Day,
): Promise<void> {
  const { org } = tx.principal;
  const batch = (await batchesOf(tx, [claim])).get(claim) ?? null;
  await load(tx, "evaluation", [evaluationRow(evaluation, { org, client, claim, asOf, batch })], "replace");
}

/** Answers a fact on a case, withdraws an answer or undoes one. */
export async function decideFact(desk: Desk, principal: Principal, by: Actor, asked: FactAsked): Promise<Said> {
  const { caseId } = asked;
  const said = await desk.store.as(principal, async (tx): Promise<Decided> => {
    const row = await rowOf(tx, caseId);
    if (row === undefined) return { done: [], refused: [{ caseId, number: "", refusal: NO_CASE }], answer: undefined };
    return await decide(tx, desk, by, asked, row);
  });
  const [acted] = said.done;
  if (said.answer !== undefined && acted !== undefined)
    await decideAgain(desk, principal, acted.client, [said.answer], { caseId });
  return said;
}
