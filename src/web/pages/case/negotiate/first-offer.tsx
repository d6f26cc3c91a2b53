import { Glyph } from "#web/kit/glyph.tsx";
import { sentenceOf } from "#web/pages/case/fact-words.ts";
import type { Negotiation } from "./negotiation-data.ts";

/** That the plan's first word is seldom its last, with what it will likely say next. */
export function FirstOfferNotice({ n }: { readonly n: Negotiation }) {
  if (n.firstOffer === null || !n.firstOffer.warn) return null;
  return (
    <p className="sm first-offer" role="note">
      <Glyph name="warn" s />
      <span>{sentenceOf(n.firstOffer.says)}</span>
    </p>
  );
}
