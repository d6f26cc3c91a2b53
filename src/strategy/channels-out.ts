import { type Cents, cents, greatest, ZERO } from "#base/money.ts";
import { nearEnough } from "./flips.ts";
import type { NegotiationState } from "./negotiation.ts";
import type { Way, WayId } from "./plan-case.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { discount } from "./way-out.ts";
import type { Worth } from "./worth.ts";

/** (f) Every way out with its worth, open or not. Nothing is dropped silently: a closed way says why. */
export interface ChannelOut {
  readonly id: WayId | "accept" | "lawsuit";
  readonly label: string;
  readonly available: boolean;
  readonly why: string;
  /** Total allowed amount it brings on average, in today's money; absent when nothing values it. */
  readonly value?: Cents;
  readonly payerCost?: Cents;
  readonly days?: number;
  readonly fees: Cents;
  readonly chance?: number;
}

function lawsuit(s: NegotiationState, w: Worth): ChannelOut {
  const base = { id: "lawsuit", label: "Lawsuit", fees: ZERO } as const;
  if (s.suit === undefined)
    return { ...base, available: false, why: "counsel has not said what it would take; counsel decides" };
  const { chance, amount, cost, days } = s.suit.value;
  const { priors } = s.planCase;
  const gain = perDollar(cents(amount > w.accept ? amount - w.accept : 0n));
  const kept = chance * gain * priors.collect.value * discount(days, priors.rate);
  return {
    ...base,
    available: true,
    why: `${s.suit.source}; counsel decides`,
    value: cents(w.accept + fromPerDollar(kept, "half-up") - cost),
    payerCost: cents(w.accept + fromPerDollar(chance * gain, "half-up")),
    days,
    fees: cost,
    chance,
  };
}

/** Taking what was allowed; before payment, what the plan is expected to allow when it is let process the claim. */
function keptSaid({ planCase: { foreseen } }: NegotiationState): Pick<ChannelOut, "label" | "why" | "days" | "chance"> {
  if (foreseen === undefined)
    return { label: "Keep what was allowed", why: "it needs nobody's consent", days: 0, chance: 1 };
  return { label: "Let the plan process it", why: `expected: ${foreseen.source}`, days: foreseen.days };
}

/** The ways in order of cost and time: accept first, a lawsuit last. */
export function channelsOut(s: NegotiationState, w: Worth): readonly ChannelOut[] {
  return [
    {
      ...{ id: "accept", ...keptSaid(s), available: true, value: w.accept, payerCost: w.accept, fees: ZERO },
    },
    ...s.planCase.ways.map((way): ChannelOut => {
      const worth = w.ways.find((x) => x.id === way.id);
      const base = { id: way.id, label: way.label, why: way.why };
      if (!way.open) return { ...base, available: false, fees: ZERO };
      if (worth === undefined)
        return { ...base, available: false, why: `${way.why}; nothing known puts a figure on it`, fees: ZERO };
      const { value, payerCost, days, fees, chance } = worth;
      return { ...base, available: true, value, payerCost, days, fees, chance };
    }),
    lawsuit(s, w),
  ];
}

/** The best way; of ways within 5% or $25 of it the earlier and cheaper. A lawsuit is never chosen without counsel. */
export function bestOut(all: readonly ChannelOut[]): ChannelOut & { readonly value: Cents } {
  const open = all.flatMap((x) =>
    x.available && x.value !== undefined && x.id !== "lawsuit" ? [{ ...x, value: x.value }] : [],
  );
  const most = open.reduce<Cents>((m, x) => greatest(m, x.value), ZERO);
  const least = cents(most - nearEnough(most));
  const chosen = open.find((x) => x.value >= least);
  return chosen ?? { id: "accept", label: "Keep what was allowed", available: true, why: "", value: ZERO, fees: ZERO };
}

/**
 * The right that keeps the best way open, with its business days (G7). Whether the dispute itself can be begun today does not
 * matter: the notice that must come before it is a right too, and lapses on its own last day. Undefined where the best way
 * brings no more than what was allowed.
 */
export function endingRight(
  ways: readonly Way[],
  out: Pick<ChannelOut, "id" | "value">,
  accept: Cents,
): { readonly label: string; readonly daysLeft: number } | undefined {
  if (out.value === undefined || out.value <= accept) return undefined;
  const way = ways.find((w) => w.id === out.id && w.open);
  return way?.daysLeft === undefined ? undefined : { label: way.step ?? way.label, daysLeft: way.daysLeft };
}
