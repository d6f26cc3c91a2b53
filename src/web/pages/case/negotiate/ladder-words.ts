import { type Cents, cents, showUsd } from "#base/money.ts";
import { percentOf } from "#web/kit/money-words.ts";

/** What a ladder says in words: amounts in dollars or as percent of an anchor, the gap, the steps. */

export interface Anchor {
  readonly id: string;
  readonly label: string;
  readonly amount: Cents;
}

/** `usd`, or the id of the anchor that amounts are shown as a percentage of. */
export type Unit = string;

/** `$1,540`, or `$1,540.50` where there are cents: an offer is exact, and mostly whole. */
export const showTight = (amount: Cents): string => showUsd(amount, amount % 100n === 0n ? "whole" : "cents");

/** What was reckoned and not said by anybody: whole dollars. */
export const showReckoned = (amount: Cents): string => showUsd(amount, "whole");

/** `260% of QPA`; undefined where the anchor is nothing. */
export function shareOf(amount: Cents, anchor: Anchor | undefined): string | undefined {
  if (anchor === undefined) return undefined;
  const percent = percentOf(amount, anchor.amount);
  return percent === undefined ? undefined : `${percent}% of ${anchor.label}`;
}

/** What amounts are compared with while dollars are shown, the best known first. */
const BASES = ["qpa", "ownMedian", "contracted", "inNetwork", "oonAllowed", "medicare", "charges", "allowed"];

/** The anchor that amounts stand beside in dollars: the QPA where it is known; never the charge while there is another. */
export const baseAnchor = (anchors: readonly Anchor[]): Anchor | undefined =>
  BASES.map((id) => anchors.find((a) => a.id === id)).find((a) => a !== undefined) ?? anchors[0];

/** An amount as it leads, and what stands under it: dollars with a percentage, or the other way round. */
export function said(
  amount: Cents,
  unit: Unit,
  anchors: readonly Anchor[],
  show: (amount: Cents) => string = showTight,
): { readonly lead: string; readonly sub: string } {
  const chosen = anchors.find((a) => a.id === unit);
  const share = shareOf(amount, chosen);
  if (share !== undefined) return { lead: share.slice(0, share.indexOf(" ")), sub: show(amount) };
  return { lead: show(amount), sub: shareOf(amount, baseAnchor(anchors)) ?? "" };
}

export interface Told {
  readonly from: "us" | "them";
  readonly amount: Cents;
}

const lastOf = (offers: readonly Told[], from: Told["from"]): Cents | undefined =>
  offers.findLast((o) => o.from === from)?.amount;

const gapOf = (offers: readonly Told[]): Cents | undefined => {
  const [ours, theirs] = [lastOf(offers, "us"), lastOf(offers, "them")];
  return ours === undefined || theirs === undefined ? undefined : cents(ours - theirs);
};

const stepOf = (offers: readonly Told[], from: Told["from"]): Cents | undefined => {
  const mine = offers.filter((o) => o.from === from);
  const [now, before] = [mine.at(-1), mine.at(-2)];
  return now === undefined || before === undefined ? undefined : cents(now.amount - before.amount);
};

/** `+$120`, `−$145`, `no step`. */
export const showStep = (step: Cents): string =>
  step === 0n ? "no step" : step > 0n ? `+${showTight(step)}` : showTight(step);

/** "Round 3. Gap $625, was $890.": how far apart the two sides are, and were before the last move. */
export function gapSaid(offers: readonly Told[]): string {
  if (offers.length === 0) return "";
  const ours = offers.filter((o) => o.from === "us").length;
  const round = ours + (offers.at(-1)?.from === "them" ? 1 : 0);
  const gap = gapOf(offers);
  if (gap === undefined) {
    const only = offers.at(-1)?.from === "us" ? "The plan has not answered with an amount." : "We have not asked yet.";
    return `Round ${round}. ${only}`;
  }
  const was = gapOf(offers.slice(0, -1));
  if (gap <= 0n) return `Round ${round}. The two sides have met.`;
  return `Round ${round}. Gap ${showTight(gap)}${was === undefined || was === gap ? "" : `, was ${showTight(was)}`}.`;
}

/** "Last steps: ours −$145; the plan’s +$120". Empty before either side has moved twice. */
export function stepsSaid(offers: readonly Told[]): string {
  const [ours, theirs] = [stepOf(offers, "us"), stepOf(offers, "them")];
  const parts = [
    ...(ours === undefined ? [] : [`ours ${showStep(ours)}`]),
    ...(theirs === undefined ? [] : [`the plan’s ${showStep(theirs)}`]),
  ];
  return parts.length === 0 ? "" : `Last steps: ${parts.join("; ")}`;
}

/** What an amount in total is for: all lines, or those alone that are asked about. */
export function amountLabel(lines: readonly { readonly line: number; readonly asked: boolean }[]): string {
  const asked = lines.filter((l) => l.asked).map((l) => l.line);
  if (lines.length < 2) return "Amount";
  if (asked.length === 0 || asked.length === lines.length) return `Amount for all ${lines.length} lines`;
  const last = asked.at(-1);
  const before = asked.slice(0, -1);
  const named = before.length === 0 ? `line ${last}` : `lines ${before.join(", ")} and ${last}`;
  return `Amount for ${named} of ${lines.length}`;
}
