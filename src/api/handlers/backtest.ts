import { dayIn } from "#api/fields.ts";
import type { HandlersOf } from "#api/handler.ts";
import { Refused } from "#api/refused.ts";
import { noteReads } from "#app/desk/access.ts";
import { backtest } from "#app/desk/backtest.ts";
import { type Cents, formatUsd } from "#base/money.ts";
import { ENOUGH_CASES, type Parting } from "#strategy/backtest.ts";
import { spreadOut } from "./boards.ts";

/** Own settled cases played again. */

/** A page waits no longer than this for cases that were not played yet; the next look plays on. */
const BUDGET_MS = 4_000;
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
  "What would have followed from another act is not known. Only dollars that were seen are counted; the rest are bounds.",
];

export const BACKTEST: HandlersOf<"getBacktest"> = {
  getBacktest: async (asked) => {
    const { query, who, hall } = asked;
    const [from, to] = [dayIn(query.from, "from"), dayIn(query.to, "to")];
    if (from > to) throw new Refused("not-valid", "The period ends before it begins.");
    const began = performance.now();
    const enough = (): boolean => performance.now() - began > BUDGET_MS;
    const b = await backtest(hall.open.desk, who.principal, { client: query.client, from, to }, enough);
    const shown = b.partings.slice(0, SHOWN);
    const reads = shown.flatMap((p) => {
      const client = b.clients.get(p.case.id);
      return client === undefined ? [] : [{ client, subject: p.case.id }];
    });
    // A program with a key reads no patient here, and nobody reads for it.
    if (who.principal.person !== undefined) await asked.as((tx) => noteReads(tx, "backtest", reads, asked.id));
    return {
      ...{ from, to, played: b.played, advised: b.advised, moments: b.moments, left: b.left },
      ...{ newestOnly: b.newestOnly ?? null, least: ENOUGH_CASES, enough: b.enough, agree: b.agree },
      asks: spreadOut(b.asks, formatUsd),
      longer: { ...b.longer, low: formatUsd(b.longer.low), high: formatUsd(b.longer.high) },
      earlier: { ...b.earlier, seen: formatUsd(b.earlier.seen) },
      calibration: {
        ...{ n: b.calibration.n, brier: b.calibration.brier ?? null, plainBrier: b.calibration.plainBrier ?? null },
        bins: b.calibration.bins.map((x) => ({ ...x, stated: x.stated ?? null })),
      },
      ...{ partings: shown.map(partingOut), partingsOf: b.partings.length, says: [...SAYS] },
    };
  },
};
