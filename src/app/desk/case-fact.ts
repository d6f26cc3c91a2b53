import type { ActOf } from "#case/command.ts";
import type { Actor } from "#case/event.ts";
import { findingOf } from "#case/finding.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { type Acted, actWithin, NO_CASE, type Refused } from "./act.ts";
import { rowOf } from "./case-sheet.ts";
import { idOfMade } from "./case-tables.ts";
import type { Desk } from "./desk.ts";
import { evaluateStored } from "./evaluate-claim.ts";

/** Acts that change what is known of a claim: each is decided on the claim evaluated with it. */

export interface FactAsked {
  readonly caseId: string;
  readonly saw: number;
  readonly act: ActOf<"answer fact"> | ActOf<"withdraw fact"> | ActOf<"undo">;
}

type Said = { readonly done: readonly Acted[]; readonly refused: readonly Refused[] };

const answerOf = (act: FactAsked["act"]): readonly FactAnswer[] =>
  act.type === "answer fact"
    ? [
        {
          scope: act.scope,
          key: act.key,
          fact: act.fact,
          value: act.value,
          source: act.source,
          file: "answer",
          line: 1,
        },
      ]
    : [];

async function keep(tx: TenantTx, { caseId, act }: FactAsked, acted: Acted): Promise<void> {
  const { org, person } = tx.principal;
  const number = acted.before.version + 1;
  if (act.type === "answer fact") {
    const { scope, key, fact, value, source } = act;
    const of = { org, client: acted.client, id: idOfMade(caseId, number), at: tx.now, by: person ?? null };
    await tx.db
      .insertInto("fact_answer")
      .values({ ...of, scope, key, fact, value, source, case_id: caseId, event: number })
      .execute();
    return;
  }
  const answer = act.type === "withdraw fact" ? act.answer : act.event;
  await takenBack(tx, caseId, answer, number);
}

const takenBack = (tx: TenantTx, caseId: string, answer: number, by: number) =>
  tx.db
    .updateTable("fact_answer")
    .set({ superseded_by: idOfMade(caseId, by) })
    .where("org", "=", tx.principal.org)
    .where("id", "=", idOfMade(caseId, answer))
    .execute();

/** Answers a fact on a case, withdraws an answer or undoes one. */
export async function decideFact(desk: Desk, principal: Principal, by: Actor, asked: FactAsked): Promise<Said> {
  return await desk.store.as(principal, async (tx) => {
    const { caseId, act } = asked;
    const row = await rowOf(tx, caseId);
    if (row === undefined) return { done: [], refused: [{ caseId, number: "", refusal: NO_CASE }] };
    const today = desk.today();
    if (act.type !== "answer fact") await takenBack(tx, caseId, act.type === "undo" ? act.event : act.answer, 0);
    const ground = await evaluateStored(tx, desk, row.claim, { asOf: today, answers: answerOf(act) });
    const finding = ground && findingOf(ground.evaluation, today);
    const said = await actWithin(tx, [{ ...asked, ground: { ...(finding && { finding }) } }], by, { today });
    const [acted] = said.done;
    if (acted !== undefined && acted.events.length > 0) await keep(tx, asked, acted);
    return said;
  });
}
