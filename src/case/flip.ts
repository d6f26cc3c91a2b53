import type { Day } from "#base/day.ts";
import type { Coverage } from "#claim/answer-facts.ts";
import { type FactId, type Facts, readFact, withFact } from "#law/fact.ts";
import { CURRENT_LAW, datesOf, earliestLastDay, type Law, trialsOf } from "./deciding.ts";
import type { ClaimEvaluation } from "./evaluation.ts";

/** What one answer, given otherwise than now, would make of a claim: another channel, and the day its first right ends. */
export interface Flip {
  readonly fact: string;
  readonly answer: string;
  /** Verdict of the channel. */
  readonly channel: string;
  readonly until: Day | undefined;
}

/** Facts a person can find out and that lead from one road to another; what nobody answered comes before them. */
const TURNS: readonly FactId[] = ["in_network", "plan_funding", "service", "facility_in_network"];

const FLIPS_MOST = 12;

const written = (value: unknown): string => (value === true ? "yes" : value === false ? "no" : String(value));

const SAID = /^(\w+) is (.*)$/;

/** What is known of the claim, with what its leading line itself says: an emergency is one by its place and codes. */
function factsOf(e: ClaimEvaluation, coverage: Coverage): Facts {
  return e.facts.reduce<Facts>((facts, { text }) => {
    const [, id = "", value = ""] = SAID.exec(text) ?? [];
    const read = id in facts ? undefined : readFact(id, value);
    return read?.ok === true ? withFact(facts, id as FactId, read.value) : facts;
  }, coverage.facts);
}

/** Every answer to one fact that leads to another channel than now. */
export function flipsOf(e: ClaimEvaluation, coverage: Coverage, asOf: Day, law: Law = CURRENT_LAW): readonly Flip[] {
  const { receiptAssumed, initialReceipt } = coverage;
  const facts = factsOf(e, coverage);
  const missing = e.channel.missing as readonly FactId[];
  const now = law.decideChannel(facts, asOf).verdict;
  const flips: Flip[] = [];
  for (const fact of new Set([...missing, ...TURNS])) {
    for (const value of trialsOf(fact)) {
      if (facts[fact] === value) continue;
      const then: Facts = withFact(facts, fact, value as never);
      const found = law.decideChannel(then, asOf);
      if (found.verdict === now || found.verdict === e.channel.verdict) continue;
      const denial = then.denial_kind ?? "none";
      const last = earliestLastDay(law.rightsOf(found, datesOf(then, receiptAssumed, initialReceipt), denial, asOf));
      const until = last === "none" ? undefined : (last as Day);
      flips.push({ fact, answer: written(value), channel: found.verdict, until });
    }
  }
  return flips.slice(0, FLIPS_MOST);
}
