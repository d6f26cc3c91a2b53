import { Fixed, type JsonBytes } from "#base/json-bytes.ts";
import { type Cents, cents, divide, formatUsd, type Ratio } from "#base/money.ts";
import { Recall } from "#base/recall.ts";
import type { Loss, PaymentState } from "./evaluation.ts";

/**
 * Loss if untouched today = stake x chance x (1 - q)^(d - 1).
 *
 * d is the number of business days left on the earliest right, today counted, so on the last day the exponent is 0 and
 * the whole expected value is lost. q is the share of the open work that the practice gets done in a day: a line with six
 * days left is lost only if nobody comes to it on any of the five days that follow.
 */
export interface LossInput {
  readonly stake: Cents;
  readonly chancePermille: number;
  /** Business days left, today counted; at least 1. */
  readonly daysLeft: number;
  /** q, between 0 and 1. */
  readonly workRate: Ratio;
}

/** Days beyond which the remaining chance is nothing worth a cent, and the power would only grow digits. */
const FAR = 400;

/** Powers of (1 - q) as ratios on 10^18: exact enough for any cent. */
const SCALE = 10n ** 18n;

/** What an expected loss is made of beside the stake; lines of one chance, rate and day share it. */
interface Odds {
  /** chance x (1 - q)^(d - 1), on 1000 x `SCALE`. */
  readonly top: bigint;
  /** " x 0.65 x (1 - 0.1)^(5 - 1) = ", also as bytes. */
  readonly words: string;
  readonly json: Fixed;
}

/** (1 - q)^exponent, rounded at each step, on `SCALE`. */
function leftUndone({ top, bottom }: Ratio, exponent: number): bigint {
  let power = SCALE;
  for (let i = 0; i < exponent; i++) power = divide(power * (bottom - top), bottom, "half-up");
  return power;
}

const odds = new Recall<Odds>(20_000);

function oddsOf({ chancePermille, daysLeft, workRate }: LossInput): Odds {
  return odds.by(workRate).by(chancePermille).by(daysLeft).answer(makeOdds, chancePermille, daysLeft, workRate);
}

function makeOdds(chancePermille: number, daysLeft: number, workRate: Ratio): Odds {
  const { top, bottom } = workRate;
  const words = ` x ${decimal(chancePermille, 1000)} x (1 - ${decimal(Number(top), Number(bottom))})^(${daysLeft} - 1) = `;
  const left = leftUndone(workRate, Math.min(Math.max(daysLeft - 1, 0), FAR));
  return { top: BigInt(chancePermille) * left, words, json: new Fixed(words) };
}

/** What `Odds.top` is on. */
const WHOLE = 1000n * SCALE;

export function lossIfUntouched(input: LossInput): Loss {
  const of = oddsOf(input);
  const amount = cents(divide(input.stake * of.top, WHOLE, "half-up"));
  return new ExpectedLoss(amount, input, of);
}

/** A class, because the working is asked for on few lines: a getter on a prototype costs a line nothing until then. */
class ExpectedLoss implements Loss {
  readonly amount: Cents;
  readonly chancePermille: number;
  readonly daysLeft: number;
  readonly stake: Cents;
  readonly odds: Odds;

  constructor(amount: Cents, { stake, chancePermille, daysLeft }: LossInput, of: Odds) {
    this.amount = amount;
    this.stake = stake;
    this.odds = of;
    this.chancePermille = chancePermille;
    this.daysLeft = daysLeft;
  }

  get working(): string {
    return formatUsd(this.stake) + this.odds.words + formatUsd(this.amount);
  }
}

/** Writes how the loss was worked out as a JSON string, without making a text of it first. */
export function writeWorking(out: JsonBytes, loss: Loss): void {
  if (loss instanceof ExpectedLoss) out.quote().amount(loss.stake).put(loss.odds.json).amount(loss.amount).quote();
  else out.text(loss.working);
}

const decimal = (top: number, bottom: number): string => String(top / bottom);

/** One row of the table of assumptions: the chance that a right pays something near the stake when it is used. */
interface Chance {
  readonly payment: PaymentState | "any";
  readonly channel: RegExp;
  readonly permille: number;
  readonly why: string;
}

/**
 * Starting assumptions, shown wherever a number rests on them and replaced by the practice's own history once there is
 * any. They rank work; they are never evidence and never leave the practice.
 */
export const CHANCES: readonly Chance[] = [
  {
    payment: "denied",
    channel: /idr|open_negotiation/,
    permille: 500,
    why: "a denial under the federal Act that can be negotiated",
  },
  { payment: "denied", channel: /correct/, permille: 600, why: "a claim error that a corrected claim can fix" },
  { payment: "denied", channel: /appeal|review/, permille: 400, why: "a denial argued in an internal appeal" },
  { payment: "denied", channel: /./, permille: 300, why: "any other denial" },
  { payment: "unpaid", channel: /./, permille: 700, why: "a claim the payer has not answered" },
  { payment: "underpaid", channel: /idr|open_negotiation/, permille: 650, why: "an underpayment with a federal right" },
  {
    payment: "underpaid",
    channel: /arbitration|mediation|_pdr|formula|state_/,
    permille: 600,
    why: "an underpayment with a state process",
  },
  {
    payment: "underpaid",
    channel: /appeal|review/,
    permille: 300,
    why: "an underpayment argued in an internal appeal",
  },
  { payment: "underpaid", channel: /./, permille: 250, why: "an underpayment with no right but asking" },
  { payment: "any", channel: /./, permille: 200, why: "anything else" },
];

const chances = new Recall<Chance>(2_000);

export const chanceOf = (payment: PaymentState, channel: string): Chance =>
  chances.by(channel).by(payment).answer(findChance, payment, channel);

function findChance(payment: PaymentState, channel: string): Chance {
  const found = CHANCES.find((c) => (c.payment === payment || c.payment === "any") && c.channel.test(channel));
  if (found === undefined) throw new Error("Parley bug: the table of chances has no last row");
  return found;
}
