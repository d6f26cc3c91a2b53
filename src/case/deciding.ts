import type { Day } from "#base/day.ts";
import { type ChannelFinding, decideChannel } from "#law/channel.ts";
import { type FactId, type Facts, factOf, withFact } from "#law/fact.ts";
import type { DenialKind } from "#law/remark.ts";
import { type Right, type RightDates, rightsOf } from "#law/right.ts";

/**
 * The law as `evaluate` uses it: which road, and which days. Passed in, so that a later day's law, or a rule under
 * discussion, can be asked the same questions.
 */
export interface Law {
  readonly decideChannel: (facts: Facts, asOf: Day) => ChannelFinding;
  readonly rightsOf: (found: ChannelFinding, dates: RightDates, denial: DenialKind, asOf: Day) => readonly Right[];
}

export const CURRENT_LAW: Law = { decideChannel, rightsOf };

/**
 * The days a line's rights run from, as the facts give them. `initial` is the receipt of the first payment or denial when
 * a correction came later: the federal clock does not start again.
 */
export function datesOf(facts: Facts, receiptAssumed: boolean, initial: Day | undefined): RightDates {
  return {
    initialReceived: initial,
    paymentReceived: facts.payment_received,
    receipts: facts.receipts,
    paymentAssumed: receiptAssumed,
    denialReceived: facts.denial_received,
    noticeSent: facts.open_negotiation_start,
    initiated: facts.initiated,
    finalSelection: facts.final_selection,
    determination: facts.determination,
    finalDenialReceived: facts.final_denial_received,
    correctedClaimDue: facts.corrected_claim_due,
    disputeDue: facts.dispute_due,
    contractDisputeDue: facts.contract_dispute_due,
    dateOfService: facts.date_of_service,
    finalOffer: facts.final_offer,
    negotiationEnded: facts.negotiation_ended,
    negotiationOpened: facts.negotiation_opened,
    eob: facts.eob,
    claimReceived: facts.claim_received,
  };
}

/** Roads that end the trade: nothing more comes in by them than the programme or the contract gives. */
export const closesTheTrade = (found: ChannelFinding): boolean =>
  found.verdict === "not_this_channel" || found.verdict === "contract" || found.verdict === "all_payer_rate";

/** Answers worth trying for a fact whose list of values is long: those that can lead somewhere else. */
const TRIALS: Readonly<Record<string, readonly string[]>> = {
  plan_funding: ["fully_insured", "self_funded_erisa", "fehb"],
  service: ["emergency", "non_emergency_inn_facility", "elective"],
  provider: ["physician", "facility"],
  specialty: ["anesthesiology", "orthopaedic_surgery"],
  months_since_contract: ["6", "18", "60"],
};

export function trialsOf(id: FactId): readonly unknown[] {
  const listed = TRIALS[id];
  if (listed !== undefined) return id === "months_since_contract" ? listed.map(Number) : listed;
  const answer = factOf(id)?.answer;
  if (answer?.kind === "yes-no") return [true, false];
  if (answer?.kind === "choice") return answer.values;
  return [];
}

/** The last safe day of the right that ends first and is still alive; "none" when there is none. */
export function earliestLastDay(rights: readonly Right[]): string {
  let best: string | undefined;
  for (const r of rights) {
    if (r.safe === undefined || (r.status !== "open" && r.status !== "not_yet_open")) continue;
    if (best === undefined || r.safe[1] < best) best = r.safe[1];
  }
  return best ?? "none";
}

export interface DecidingInput {
  readonly law: Law;
  readonly found: ChannelFinding;
  readonly facts: Facts;
  readonly dates: RightDates;
  readonly denial: DenialKind;
  readonly asOf: Day;
}

/**
 * Which of the missing facts decide something, given that something is at stake: dollars (an answer ends the trade and
 * another does not) or the earliest date. A fact that changes neither is not worth a question. A fact with no list of answers, such as the state, decides
 * whenever the law says it is missing.
 */
export function decidingFacts(input: DecidingInput): readonly FactId[] {
  const { law, found, facts, dates, denial, asOf } = input;
  if (found.verdict !== "undetermined") return [];
  return found.missing.filter((id) => {
    const trials = trialsOf(id);
    if (trials.length === 0) return true;
    const outcomes = new Set<string>();
    for (const value of trials) {
      const then = law.decideChannel(withFact(facts, id, value as never), asOf);
      const ends = closesTheTrade(then);
      outcomes.add(ends ? "nothing" : earliestLastDay(law.rightsOf(then, dates, denial, asOf)));
    }
    return outcomes.size > 1;
  });
}
