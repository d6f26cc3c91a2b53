import { type Cents, cents, divide, formatUsd, type Ratio } from "#base/money.ts";
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
  /** " x 0.65 x (1 - 0.1)^(5 - 1) = " */
  readonly words: string;
}

/** The odds of one work rate, worked out once for each chance and day. */
class RateTable {
  readonly rate: Ratio;
  private readonly powers: bigint[] = [SCALE];
  private readonly odds = new Map<number, Odds>();

  constructor(rate: Ratio) {
    this.rate = rate;
  }

  private leftUndone(exponent: number): bigint {
    const { top, bottom } = this.rate;
    for (let i = this.powers.length; i <= exponent; i++)
      this.powers.push(divide((this.powers[i - 1] ?? 0n) * (bottom - top), bottom, "half-up"));
    return this.powers[exponent] ?? 0n;
  }

  of(chancePermille: number, daysLeft: number): Odds {
    const key = daysLeft * 1001 + chancePermille;
    let odds = this.odds.get(key);
    if (odds === undefined) {
      const exponent = Math.min(Math.max(daysLeft - 1, 0), FAR);
      const rate = decimal(Number(this.rate.top), Number(this.rate.bottom));
      odds = {
        top: BigInt(chancePermille) * this.leftUndone(exponent),
        words: ` x ${decimal(chancePermille, 1000)} x (1 - ${rate})^(${daysLeft} - 1) = `,
      };
      this.odds.set(key, odds);
    }
    return odds;
  }
}

let table: RateTable | undefined;

export function lossIfUntouched({ stake, chancePermille, daysLeft, workRate }: LossInput): Loss {
  const { top, bottom } = workRate;
  if (table?.rate.top !== top || table.rate.bottom !== bottom) table = new RateTable(workRate);
  const odds = table.of(chancePermille, daysLeft);
  const amount = cents(divide(stake * odds.top, 1000n * SCALE, "half-up"));
  return new ExpectedLoss(amount, stake, odds, chancePermille, daysLeft);
}

/** A class, because the working is asked for on few lines: a getter on a prototype costs a line nothing until then. */
class ExpectedLoss implements Loss {
  readonly amount: Cents;
  readonly chancePermille: number;
  readonly daysLeft: number;
  private readonly stake: Cents;
  private readonly odds: Odds;

  constructor(amount: Cents, stake: Cents, odds: Odds, chancePermille: number, daysLeft: number) {
    this.amount = amount;
    this.stake = stake;
    this.odds = odds;
    this.chancePermille = chancePermille;
    this.daysLeft = daysLeft;
  }

  get working(): string {
    return formatUsd(this.stake) + this.odds.words + formatUsd(this.amount);
  }
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

const chances = new Map<string, Map<PaymentState, Chance>>();

export function chanceOf(payment: PaymentState, channel: string): Chance {
  let ofChannel = chances.get(channel);
  if (ofChannel === undefined) {
    ofChannel = new Map();
    chances.set(channel, ofChannel);
  }
  let found = ofChannel.get(payment);
  if (found === undefined) {
    found = CHANCES.find((c) => (c.payment === payment || c.payment === "any") && c.channel.test(channel));
    if (found === undefined) throw new Error("Parley bug: the table of chances has no last row");
    ofChannel.set(payment, found);
  }
  return found;
}
