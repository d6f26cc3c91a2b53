import type { Answer } from "#web/data/paths.ts";
import { centsOf } from "#web/data/wire.ts";
import { showMoney } from "#web/kit/money-words.ts";

/** The backtest as sentences and rows that say what was counted and how many. */

export type Played = Answer<"getBacktest">;
export type Parting = Played["partings"][number];
type Share = Played["agree"];

const exact = (text: string): string => showMoney(centsOf(text), "exact");
export const percent = (x: number): string => `${Math.round(x * 100)}%`;
export const cases = (n: number): string => `${n.toLocaleString("en-US")} ${n === 1 ? "case" : "cases"}`;

export const FEW = "too few to say";

/** What the page says first. */
export function finding(b: Played): string {
  if (b.advised === 0) return "No settled case of the period could be advised on with what was known then.";
  if (!b.enough) return `${cases(b.advised)} played again: ${FEW}. Ten are needed.`;
  const did = `On ${cases(b.advised)}, ${percent(b.agree.hits / b.agree.n)} of ${b.agree.n} acts were what the desk would have advised.`;
  const { longer, earlier } = b;
  return `${did} It would have held out longer on ${longer.share.hits} and settled earlier on ${earlier.share.hits}.`;
}

const shareRow = (name: string, s: Share, unit: string, least: number): readonly string[] => [
  name,
  s.n < least ? FEW : percent(s.hits / s.n),
  s.n < least ? "" : `between ${percent(s.low)} and ${percent(s.high)}, 95%`,
  `${s.hits} of ${s.n.toLocaleString("en-US")} ${unit}`,
];

function asksRow({ asks, least }: Played): readonly string[] {
  const name = "Asked more than advised (below zero: less)";
  if (asks === null || asks.n < least) return [name, FEW, "", `${asks?.n ?? 0} asks`];
  return [
    name,
    `${exact(asks.median)} in the middle`,
    `half lie from ${exact(asks.low25)} to ${exact(asks.high75)}`,
    `${asks.n} asks`,
  ];
}

function brierRow(
  name: string,
  c: Pick<Played["calibration"], "n" | "brier" | "plainBrier">,
  least: number,
): readonly string[] {
  if (c.brier === null || c.plainBrier === null || c.n < least) return [name, FEW, "", cases(c.n)];
  return [name, c.brier.toFixed(3), `${c.plainBrier.toFixed(3)} for saying the same share always`, cases(c.n)];
}

export function totalRows(b: Played): readonly (readonly string[])[] {
  const { longer, earlier, least } = b;
  return [
    shareRow("Done as advised", b.agree, "acts", least),
    asksRow(b),
    shareRow("Ended where the advice was to go on", longer.share, "cases", least),
    [
      "What going on could have changed, at the bounds",
      longer.withFinal === 0 ? "nothing counted" : `${exact(longer.low)} to ${exact(longer.high)}`,
      "from what was allowed already, to the most that could be defended; neither was seen",
      `${cases(longer.withFinal)} with an agreed offer`,
    ],
    shareRow("Passed over an offer the advice was to take", earlier.share, "cases", least),
    [
      "What passing it over brought, as it was seen",
      earlier.withFinal === 0 ? "nothing counted" : exact(earlier.seen),
      "final offer less the one passed over; the time it took is not in it",
      `${cases(earlier.withFinal)} with an agreed offer`,
    ],
    brierRow("Miss of the stated chance (Brier; 0 is perfect)", b.calibration, least),
    brierRow("Miss of the stated chance of a dispute", b.disputes, least),
  ];
}

const DONE: Readonly<Record<Parting["done"], string>> = {
  ask: "asked",
  take: "took",
  refuse: "refused their offer",
  stop: "closed without a price",
};
const ADVISED: Readonly<Record<NonNullable<Parting["advice"]>["move"], string>> = {
  ask: "ask",
  take: "take",
  wait: "wait",
  escalate: "escalate",
  stop: "keep what was allowed",
};
const withAmount = (word: string, amount: string | null): string =>
  amount === null ? word : `${word} ${exact(amount)}`;

export const didSaid = (p: Parting): string => withAmount(DONE[p.done], p.amount);
export const advisedSaid = ({ advice }: Parting): string =>
  advice === null ? "nothing" : withAmount(ADVISED[advice.move], advice.amount);

/** What came of it: dollars that were seen, else bounds, else that it is not known. */
export function cameSaid({ seen, bounds, final, how }: Parting): string {
  if (seen !== null) return `${exact(seen)} seen, settled at ${final === null ? "" : exact(final)}`;
  if (bounds !== null) return `not known; ${exact(bounds.low)} to ${exact(bounds.high)} at the bounds`;
  return how === "otherwise" && final !== null ? `settled at ${exact(final)}` : "not known";
}
