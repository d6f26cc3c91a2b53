import { cents } from "#base/money.ts";
import { askAt } from "#claim/answer-facts.ts";
import { type FactId, factOf } from "#law/fact.ts";
import type { EvaluateInput } from "./evaluate.ts";
import type { LineResult } from "./evaluate-line.ts";
import type { LineEvaluation, OpenQuestion } from "./evaluation.ts";

/** Remark codes by which a payer says that the qualifying payment amount set the patient's share. */
const QPA_USED = new Set(["N860", "N862", "N869"]);

/**
 * The questions a claim leaves open, each with the dollars it decides: the stake of the lines whose road, days or trade
 * would change with the answer. A question that decides nothing is not asked.
 */
export function questionsOf(input: EvaluateInput, results: readonly LineResult[]): readonly OpenQuestion[] {
  let found: Asked | undefined;
  for (const r of results) {
    const { line } = r;
    for (const id of askedOf(r)) found = add(found, id, line.stake);
    // The payer says it used a QPA and the file has no place for it: it decides what the patient may be asked for.
    if (isAlive(line) && line.patient > 0n && r.law.facts.qpa === undefined && line.codes.some((c) => QPA_USED.has(c)))
      found = add(found, "qpa", line.patient);
  }
  if (found === undefined) return NONE;
  return [...found].map(([id, q]): OpenQuestion => {
    const fact = factOf(id);
    const at = askAt(id, input.coverage);
    return {
      fact: id,
      scope: at.scope,
      key: at.key,
      question: fact?.question ?? id,
      values: fact?.answer.kind === "choice" ? fact.answer.values : fact?.answer.kind === "yes-no" ? ["yes", "no"] : [],
      dollars: cents(q.dollars),
      lines: q.lines,
    };
  });
}

const NONE: readonly never[] = [];

type Asked = Map<FactId, { dollars: bigint; lines: number }>;

function add(before: Asked | undefined, id: FactId, dollars: bigint): Asked {
  const found = before ?? new Map();
  const q = found.get(id) ?? { dollars: 0n, lines: 0 };
  q.dollars += dollars;
  q.lines += 1;
  return found.set(id, q);
}

const isAlive = (line: LineEvaluation): boolean => line.class !== "not this trade" && line.class !== "paid in line";

/** The facts one line asks for, once each. */
function askedOf({ line, law, deciding }: LineResult): Iterable<FactId> {
  const { confirm, daysMissing } = law.view;
  const alive = isAlive(line);
  const atStake = alive && line.stake > 0n;
  // A right whose first day nobody knows: the date is the question.
  const days = daysMissing.length > 0 && ((alive && line.payment !== "unpaid") || line.payment === "denied");
  // A denial is answered by an appeal whoever the plan is, but a contract would put it under the contract's own days.
  const network = atStake && confirm.includes("in_network");
  const missed = atStake && law.view.missedOnAssumption;
  if (!days && !network && !missed) return deciding;
  const asked = new Set(deciding);
  if (network) asked.add("in_network");
  if (days) for (const id of daysMissing) asked.add(id);
  if (missed) asked.add("payment_received");
  return asked;
}
