import { type Cents, cents, showUsd } from "#base/money.ts";
import { sentenceOf } from "#web/pages/case/fact-words.ts";

/** Whether an amount may be offered by this person alone, and if not, what it waits for. The server decides; this says it beforehand. */

export interface Need {
  readonly guard: string;
  readonly says: string;
  /** The approval that lifts it; null when none can. */
  readonly liftedBy: string | null;
}

export interface Before {
  readonly amount: Cents | undefined;
  /** What Parley suggests, and what stands in the way of exactly that. */
  readonly suggested: Cents | undefined;
  readonly needs: readonly Need[];
  readonly limit: Cents | null;
  readonly floor: Cents | undefined;
  readonly ourLast: Cents | undefined;
  readonly stopped: boolean;
  readonly messagesToday: number;
  readonly messagesADay: number;
  /** Whether it is said to be the last word. */
  readonly final: boolean;
  /** An approval that covers exactly this is there. */
  readonly given: boolean;
}

export interface Way {
  /** `make`: it can leave now. `ask`: a second person must agree. `blocked`: nobody can let it leave as it is. */
  readonly way: "make" | "ask" | "blocked";
  readonly says: readonly string[];
}

/** A step down by more than this share in one go needs a second person (G4). */
const STEP_PERCENT = 30n;
/** Needs that hold whatever the amount is. */
const OF_ANY_AMOUNT = ["first contact", "eligibility"];

function ownNeeds(b: Before, amount: Cents): readonly string[] {
  const down = b.ourLast === undefined ? cents(0n) : cents(b.ourLast - amount);
  return [
    ...(b.final ? ["A final offer binds what comes after it: a second person agrees first."] : []),
    ...(b.limit !== null && amount > b.limit
      ? [`Over ${showUsd(b.limit, "whole")}: a second person agrees first.`]
      : []),
    ...(b.ourLast !== undefined && down * 100n > b.ourLast * STEP_PERCENT
      ? ["It gives up more than 30% in one step: a second person agrees first."]
      : []),
  ];
}

/** What stands before an offer of this amount. */
export function wayOf(b: Before): Way {
  if (b.stopped) return { way: "blocked", says: ["Offers are stopped. Settings, Authority lets them go on."] };
  if (b.messagesToday >= b.messagesADay)
    return { way: "blocked", says: [`${b.messagesToday} offers left today, which is all a day allows.`] };
  if (b.amount === undefined) return { way: "make", says: [] };
  if (b.given) return { way: "make", says: ["A second person has agreed to exactly this."] };
  const { amount } = b;
  const same = amount === b.suggested;
  const told = b.needs.filter((n) => same || (n.liftedBy !== null && OF_ANY_AMOUNT.includes(n.liftedBy)));
  const never = told.filter((n) => n.liftedBy === null);
  if (never.length > 0) return { way: "blocked", says: never.map((n) => sentenceOf(n.says)) };
  const below =
    b.floor !== undefined && amount < b.floor
      ? [`${showUsd(amount)} is ${showUsd(cents(b.floor - amount))} under the floor: needs a second person.`]
      : [];
  const says = [...told.map((n) => sentenceOf(n.says)), ...below, ...(same && !b.final ? [] : ownNeeds(b, amount))];
  return { way: says.length === 0 ? "make" : "ask", says };
}
