import { type Day, readDay } from "#base/day.ts";
import { type Cents, formatUsd, readUsd } from "#base/money.ts";

/**
 * Benefits of a plan as somebody asked after them by hand, as the words an answer keeps: "yes; as of 2026-11-20; deductible
 * 3000.00, 1200.00 met; coinsurance 40%; out of pocket 9000.00, 2100.00 met; allowed by 140% of Medicare". What was not asked
 * is left out, and nothing is guessed of it.
 */
export interface Benefits {
  /** Whether the plan covers care out of network. */
  readonly covered: boolean;
  /** The day on which it was so. */
  readonly asOf: Day;
  readonly deductible?: Limit;
  /** The patient's part out of network, in whole percent. */
  readonly coinsurance?: number;
  readonly outOfPocket?: Limit;
  /** How the plan says it comes to its allowed amount. */
  readonly method?: string;
  /** What a protected patient's share is reckoned by: the in-network deductible that was still open, coinsurance, copay. */
  readonly inNetworkDeductibleLeft?: Cents;
  readonly inNetworkCoinsurance?: number;
  readonly inNetworkCopay?: Cents;
}

/** A yearly amount and how much of it is met. */
export interface Limit {
  readonly amount: Cents;
  readonly met: Cents;
}

/** What of a limit is left: never less than nothing. */
export const leftOf = ({ amount, met }: Limit): Cents => (met >= amount ? 0n : amount - met) as Cents;

const limitText = (name: string, l: Limit | undefined): string | undefined =>
  l && `${name} ${formatUsd(l.amount)}, ${formatUsd(l.met)} met`;

/** A method's words, without what would end them. */
const calm = (text: string): string => text.replace(/[;\s]+/g, " ").trim();

export function benefitsText(b: Benefits): string {
  const { inNetworkDeductibleLeft: left, inNetworkCoinsurance: share, inNetworkCopay: copay } = b;
  return [
    b.covered ? "yes" : "no",
    `as of ${b.asOf}`,
    limitText("deductible", b.deductible),
    b.coinsurance === undefined ? undefined : `coinsurance ${b.coinsurance}%`,
    limitText("out of pocket", b.outOfPocket),
    left === undefined ? undefined : `in-network deductible left ${formatUsd(left)}`,
    share === undefined ? undefined : `in-network coinsurance ${share}%`,
    copay === undefined ? undefined : `in-network copay ${formatUsd(copay)}`,
    b.method === undefined || calm(b.method) === "" ? undefined : `allowed by ${calm(b.method)}`,
  ]
    .filter((t) => t !== undefined)
    .join("; ");
}

const AMOUNT = String.raw`(\d{1,13}\.\d{2})`;

function amountIn(text: string | undefined): Cents | undefined {
  if (text === undefined) return undefined;
  const read = readUsd(text);
  return read.ok ? read.value : undefined;
}

function limitIn(parts: readonly string[], name: string): Limit | undefined {
  const form = new RegExp(`^${name} ${AMOUNT}, ${AMOUNT} met$`);
  const found = parts.map((p) => form.exec(p)).find((m) => m !== null);
  const [amount, met] = [amountIn(found?.[1]), amountIn(found?.[2])];
  return amount === undefined || met === undefined ? undefined : { amount, met };
}

const after = (parts: readonly string[], name: string): string | undefined =>
  parts.find((p) => p.startsWith(`${name} `))?.slice(name.length + 1);

function percentIn(text: string | undefined): number | undefined {
  const found = /^(\d{1,3})%$/.exec(text ?? "");
  return found === null ? undefined : Number(found[1]);
}

const put = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };

/** Benefits as they were kept; undefined for an answer that was not written by `benefitsText`. */
export function readBenefits(text: string): Benefits | undefined {
  const [is, ...parts] = text.split("; ");
  const asOf = readDay(after(parts, "as of") ?? "");
  if ((is !== "yes" && is !== "no") || asOf === undefined) return undefined;
  return {
    covered: is === "yes",
    asOf,
    ...put("deductible", limitIn(parts, "deductible")),
    ...put("coinsurance", percentIn(after(parts, "coinsurance"))),
    ...put("outOfPocket", limitIn(parts, "out of pocket")),
    ...put("inNetworkDeductibleLeft", amountIn(after(parts, "in-network deductible left"))),
    ...put("inNetworkCoinsurance", percentIn(after(parts, "in-network coinsurance"))),
    ...put("inNetworkCopay", amountIn(after(parts, "in-network copay"))),
    ...put("method", after(parts, "allowed by")),
  };
}

/** Benefits change with every claim of the patient: after this many days they are asked again. */
export const BENEFITS_GOOD_DAYS = 30;
