import type { Day } from "#base/day.ts";
import type { ActOf } from "#case/command.ts";
import type { Actor } from "#case/event.ts";
import { findingOf } from "#case/finding.ts";
import type { CaseState } from "#case/state.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import { load } from "#store/bulk.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { type Acted, actWithin, NO_CASE, type Refused } from "./act.ts";
import { loadCase } from "./case-log.ts";
import { rowOf } from "./case-sheet.ts";
import { idOfMade } from "./case-tables.ts";
import type { Desk } from "./desk.ts";
import { decideAgain } from "./evaluate-again.ts";
import { evaluateStored } from "./evaluate-claim.ts";
import { evaluationRow } from "./evaluate-row.ts";
import { batchesOf } from "./import-evaluate.ts";
import type { QueueRow } from "./queue.ts";

/**
 * Acts that change what is known of a claim: an answer, its withdrawal, its undo. Each is decided on the claim evaluated
 * with it; then every other open case that the answer speaks of is decided again.
 */
export interface FactAsked {
  readonly caseId: string;
  readonly saw: number;
  readonly act: ActOf<"answer fact"> | ActOf<"withdraw fact"> | ActOf<"undo">;
}

interface Said {
  readonly done: readonly Acted[];
  readonly refused: readonly Refused[];
}

/** The number of the answer that an act takes back; undefined when it gives one. */
const takenBack = ({ act }: FactAsked): number | undefined =>
  act.type === "answer fact" ? undefined : act.type === "undo" ? act.event : act.answer;

/** The answer an act is about: the one it gives, or the one of the case's history that it takes back. */
function answerOf(asked: FactAsked, state: CaseState, number: string): FactAnswer | undefined {
  const at = { file: number, line: takenBack(asked) ?? state.version + 1, onCase: true as const };
  const { act } = asked;
  if (act.type === "answer fact") {
    const { scope, key, fact, value, source } = act;
    return { scope, key, fact, value, source, ...at };
  }
  const event = state.log[at.line - 1];
  if (event?.type !== "fact answered") return undefined;
  const { scope, key, fact, value, source } = event.body;
  return { scope, key, fact, value, source, ...at };
}

async function keep(tx: TenantTx, asked: FactAsked, answer: FactAnswer, acted: Acted): Promise<void> {
  const { scope, key, fact, value, source, file, line } = answer;
  const { org, person } = tx.principal;
  const { caseId } = asked;
  const event = acted.before.version + 1;
  const id = idOfMade(caseId, event);
  const back = takenBack(asked);
  if (back !== undefined) {
    const of = tx.db.updateTable("fact_answer").where("org", "=", org).where("id", "=", idOfMade(caseId, back));
    await of.set({ superseded_by: id }).execute();
    return;
  }
  const by = { at: tx.now, by: person ?? null, case_id: caseId, event };
  await tx.db
    .insertInto("fact_answer")
    .values({ org, client: acted.client, id, scope, key, fact, value, source, file, line, ...by })
    .execute();
}

interface Decided extends Said {
  readonly answer: FactAnswer | undefined;
}

async function decide(tx: TenantTx, desk: Desk, by: Actor, asked: FactAsked, row: QueueRow): Promise<Decided> {
  const { caseId } = asked;
  const logged = await loadCase(tx, caseId);
  const answer = logged && answerOf(asked, logged.state, row.number);
  const asOf = desk.today();
  const isIt = (a: FactAnswer): boolean => a.file === answer?.file && a.line === answer.line;
  const how = answer === undefined ? {} : takenBack(asked) === undefined ? { answers: [answer] } : { without: isIt };
  const found = await evaluateStored(tx, desk, row.claim, { asOf, ...how });
  const ground = found === undefined ? {} : { finding: findingOf(found.evaluation, asOf) };
  const said = await actWithin(tx, [{ ...asked, ground }], by, { today: asOf });
  const [acted] = said.done;
  if (acted === undefined || acted.events.length === 0 || answer === undefined || found === undefined)
    return { ...said, answer: undefined };
  await keep(tx, asked, answer, acted);
  await keepEvaluation(tx, row, found.evaluation, asOf);
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
