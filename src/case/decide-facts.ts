import { ok, type Result } from "#base/result.ts";
import { factOf, readFact } from "#law/fact.ts";
import type { Decide, Deliberation } from "./deliberation.ts";
import { isBlank, thing, wakenedBy } from "./deliberation.ts";
import { type CaseFinding, happened } from "./event.ts";
import { changesOf } from "./finding.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** The claim as it is evaluated with what is being said; a fact is never kept without what it decides. */
function foundAgain({ ground, stamp }: Deliberation): Result<CaseFinding, Refusal> {
  const { finding } = ground;
  if (finding === undefined)
    return refuse("not-evaluated", "The claim was not evaluated again, so nothing was kept. Try once more.");
  if (finding.asOf !== stamp.on)
    return refuse("not-evaluated", `The claim was evaluated as of ${finding.asOf}, not today. Try once more.`);
  return ok(finding);
}

/** An evaluation that says the same as the last one is no event. */
export const evaluateAgain: Decide<"evaluate again"> = (d, { why }) => {
  const found = foundAgain(d);
  if (!found.ok) return found;
  const changes = changesOf(d.view.finding, found.value);
  if (changes.length === 0) return ok([]);
  return wakenedBy(d, found.value, [happened(d.stamp, "evaluated again", { why, finding: found.value, changes })]);
};

export const answerFact: Decide<"answer fact"> = (d, { fact, scope, key, value, source }) => {
  const known = factOf(fact);
  if (known === undefined) return refuse("fact", "The law asks for no such fact.");
  const read = readFact(fact, value);
  if (!read.ok) return refuse("fact", `The answer cannot be read: write ${read.error.expected}.`);
  if (!known.scopes.includes(scope))
    return refuse("fact", `This fact is answered for a ${known.scopes.join(" or ")}, not for a ${scope}.`);
  if (isBlank(source)) return refuse("reason-missing", "Say who answered, so that the proof holds.");
  const found = foundAgain(d);
  if (!found.ok) return found;
  const changes = changesOf(d.view.finding, found.value);
  const body = { fact: known.id, scope, key, value, source, finding: found.value, changes };
  return wakenedBy(d, found.value, [happened(d.stamp, "fact answered", body)]);
};

export const withdrawFact: Decide<"withdraw fact"> = (d, { answer, reason }) => {
  const given = thing(d.view.facts, answer, "answer");
  if (!given.ok) return given;
  if (given.value.withdrawn !== undefined) return refuse("already-so", "This answer was withdrawn before.");
  if (isBlank(reason)) return refuse("reason-missing", "Say why the answer is withdrawn.");
  const found = foundAgain(d);
  if (!found.ok) return found;
  const changes = changesOf(d.view.finding, found.value);
  const body = { answer, reason, finding: found.value, changes };
  return wakenedBy(d, found.value, [happened(d.stamp, "fact withdrawn", body)]);
};
