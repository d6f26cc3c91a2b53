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

/** Powers of (1 - q) as ratios on 10^18: exact enough for any cent, and computed once for each q and d. */
const SCALE = 10n ** 18n;
const powers = new Map<string, bigint[]>();

function leftUndone(workRate: Ratio, exponent: number): bigint {
  const key = `${workRate.top}/${workRate.bottom}`;
  let table = powers.get(key);
  if (table === undefined) {
    table = [SCALE];
    powers.set(key, table);
  }
  for (let i = table.length; i <= exponent; i++) {
    table.push(divide((table[i - 1] ?? 0n) * (workRate.bottom - workRate.top), workRate.bottom, "half-up"));
  }
  return table[exponent] ?? 0n;
}

export function lossIfUntouched(input: LossInput): Loss {
  const exponent = Math.min(Math.max(input.daysLeft - 1, 0), FAR);
  const share = leftUndone(input.workRate, exponent);
  const top = input.stake * BigInt(input.chancePermille) * share;
  const amount = cents(divide(top, 1000n * SCALE, "half-up"));
  return new ExpectedLoss(amount, input);
}

/** A class, because the working is asked for on few lines: a getter on a prototype costs a line nothing until then. */
class ExpectedLoss implements Loss {
  readonly amount: Cents;
  readonly chancePermille: number;
  readonly daysLeft: number;
  private readonly stake: Cents;
  private readonly workRate: Ratio;

  constructor(amount: Cents, input: LossInput) {
    this.amount = amount;
    this.chancePermille = input.chancePermille;
    this.daysLeft = input.daysLeft;
    this.stake = input.stake;
    this.workRate = input.workRate;
  }

  get working(): string {
    return `${formatUsd(this.stake)} x ${decimal(this.chancePermille, 1000)} x (1 - ${ratioText(this.workRate)})^(${this.daysLeft} - 1) = ${formatUsd(this.amount)}`;
  }
}

const decimal = (top: number, bottom: number): string => String(top / bottom);

const ratioText = (r: Ratio): string => decimal(Number(r.top), Number(r.bottom));

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

const memo = new Map<string, Chance>();

export function chanceOf(payment: PaymentState, channel: string): Chance {
  const key = `${payment}|${channel}`;
  let found = memo.get(key);
  if (found === undefined) {
    found = CHANCES.find((c) => (c.payment === payment || c.payment === "any") && c.channel.test(channel));
    if (found === undefined) throw new Error("Parley bug: the table of chances has no last row");
    memo.set(key, found);
  }
  return found;
}
