import { type Cents, formatUsd } from "#base/money.ts";
import { type Calibration, ENOUGH_CASES, type Parting } from "#strategy/backtest.ts";
import type { BacktestAsked, PlayedAgain } from "./backtest.ts";
import { spreadOut } from "./spread.ts";

/** Own settled cases played again, as JSON: one shape for the window, programs and the terminal. */

/** Partings that are shown, the largest first; all are counted. */
const SHOWN = 50;

const or = (amount: Cents | undefined): string | null => (amount === undefined ? null : formatUsd(amount));

function partingOut({ case: c, how, moment, seen, bounds, apart }: Parting) {
  const { on, done, amount, advice, stood } = moment;
  return {
    ...{ case: c.id, number: c.number, payer: c.payer, how, on, done, amount: or(amount), stood: or(stood) },
    advice: advice === undefined ? null : { ...advice, amount: or(advice.amount) },
    ...{ final: or(c.final), seen: or(seen), apart: formatUsd(apart) },
    bounds: bounds === undefined ? null : { low: formatUsd(bounds.low), high: formatUsd(bounds.high) },
  };
}

const SAYS = [
  "Each act of ours is advised with the offers, answers, remittances and closed cases that were known before it.",
  "The practice profile, the law library and the price books are those held today, read for the day of the act.",
  "Chances are those of the advised course; what was done may have been another.",
  "A dispute is held against the chance that it pays, stated just before it was filed: found eligible and decided our way. Settled ones are left out.",
  "What would have followed from another act is not known. Only dollars that were seen are counted; the rest are bounds.",
];

/** The partings that are shown. */
export const shownPartings = (b: PlayedAgain): readonly Parting[] => b.partings.slice(0, SHOWN);

const calibrationOut = ({ n, brier, plainBrier, bins }: Calibration) => ({
  ...{ n, brier: brier ?? null, plainBrier: plainBrier ?? null },
  bins: bins.map((x) => ({ ...x, stated: x.stated ?? null })),
});

export const backtestJson = (b: PlayedAgain, { from, to }: Pick<BacktestAsked, "from" | "to">) => ({
  ...{ from, to, played: b.played, advised: b.advised, moments: b.moments, left: b.left },
  ...{ newestOnly: b.newestOnly ?? null, least: ENOUGH_CASES, enough: b.enough, agree: b.agree },
  asks: spreadOut(b.asks, formatUsd),
  longer: { ...b.longer, low: formatUsd(b.longer.low), high: formatUsd(b.longer.high) },
  earlier: { ...b.earlier, seen: formatUsd(b.earlier.seen) },
  calibration: calibrationOut(b.calibration),
  disputes: { ...calibrationOut(b.disputes), left: b.disputes.left },
  ...{ partings: shownPartings(b).map(partingOut), partingsOf: b.partings.length, says: [...SAYS] },
});

export type BacktestJson = ReturnType<typeof backtestJson>;
