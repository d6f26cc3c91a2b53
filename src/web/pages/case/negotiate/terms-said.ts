/** The terms beside an amount, as one line of words. */

export interface Terms {
  /** Business days from the agreement to the payment. */
  readonly payWithin?: number | undefined;
  readonly interestWaived?: boolean | undefined;
  readonly release?: "none" | "these lines" | "all claims" | undefined;
  readonly confidential?: boolean | undefined;
  readonly precedent?: "none" | "this code" | undefined;
  readonly noBalanceBill?: boolean | undefined;
  readonly note?: string | undefined;
}

/** "Paid in 10 business days; no balance bill". Empty where nothing was agreed beside the amount. */
export function termsSaid(terms: Terms | null | undefined): string {
  if (terms === null || terms === undefined) return "";
  const { payWithin, release, precedent, note } = terms;
  const parts = [
    payWithin === undefined ? "" : `paid in ${payWithin} business ${payWithin === 1 ? "day" : "days"}`,
    terms.noBalanceBill === true ? "no balance bill" : "",
    terms.interestWaived === true ? "interest waived" : "",
    release === "these lines" ? "releases these lines" : release === "all claims" ? "releases all claims" : "",
    terms.confidential === true ? "kept confidential" : "",
    precedent === "this code" ? "holds for this code later" : precedent === "none" ? "no precedent" : "",
    note?.trim() ?? "",
  ].filter((p) => p !== "");
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Whether two sides of terms say the same. */
export const sameTerms = (a: Terms | null | undefined, b: Terms | null | undefined): boolean =>
  termsSaid(a) === termsSaid(b);

/** Terms as they are sent: nothing that was left open; undefined where all was. */
export function termsSent(terms: Terms): Terms | undefined {
  const note = terms.note?.trim();
  const sent: Terms = {
    ...(terms.payWithin === undefined ? {} : { payWithin: terms.payWithin }),
    ...(terms.interestWaived === true ? { interestWaived: true } : {}),
    ...(terms.release === undefined || terms.release === "none" ? {} : { release: terms.release }),
    ...(terms.confidential === true ? { confidential: true } : {}),
    ...(terms.precedent === undefined ? {} : { precedent: terms.precedent }),
    ...(terms.noBalanceBill === true ? { noBalanceBill: true } : {}),
    ...(note === undefined || note === "" ? {} : { note }),
  };
  return Object.keys(sent).length === 0 ? undefined : sent;
}
