import { centsOf } from "#web/data/wire.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { showTight } from "./ladder-words.ts";
import type { Negotiation } from "./negotiation-data.ts";

/** That the plan's first word is seldom its last, with what it will likely say next. */
export function FirstOfferNotice({ n }: { readonly n: Negotiation }) {
  const { firstOffer } = n;
  if (firstOffer === null || !firstOffer.warn) return null;
  const { next } = firstOffer;
  return (
    <p className="sm first-offer" role="note">
      <Glyph name="warn" s />
      <span>
        <b>Their first offer.</b> {firstOffer.says}
        {next !== null && ` Next, likely ${showTight(centsOf(next.low))} to ${showTight(centsOf(next.high))}.`}
      </span>
    </p>
  );
}
