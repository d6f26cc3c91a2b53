import { dayOrNot, usdIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { letterOfCase } from "#app/desk/letters.ts";
import { orRefusePaper, paperOut } from "./cases-papers.ts";

/** Letters of a negotiation. */

const linesOf = (text: string | undefined): readonly string[] =>
  (text ?? "").split("\n").flatMap((l) => (l.trim() === "" ? [] : [l.trim()]));

function termsIn({ query }: Asked<"getLetter">) {
  const { payWithin, release, precedent, interestWaived, confidential, noBalanceBill, note } = query;
  return {
    ...(payWithin !== undefined && { payWithin }),
    ...(release !== undefined && { release }),
    ...(precedent !== undefined && { precedent }),
    ...(interestWaived !== undefined && { interestWaived: true }),
    ...(confidential !== undefined && { confidential: true }),
    ...(noBalanceBill !== undefined && { noBalanceBill: true }),
    ...(note !== undefined && { note }),
  };
}

export const LETTERS: HandlersOf<"getLetter"> = {
  getLetter: async (asked) => {
    const { hall, who, params, query } = asked;
    const paper = await letterOfCase(hall.open.desk, (work) => asked.as(work), who.principal.org, params.case, {
      kind: query.kind,
      offer: query.offer,
      amount: query.amount === undefined ? undefined : usdIn(query.amount, "amount"),
      expires: dayOrNot(query.expires, "expires"),
      terms: termsIn(asked),
      reference: query.reference,
      because: linesOf(query.because),
    });
    return await paperOut(asked, orRefusePaper(paper), query.format);
  },
};
