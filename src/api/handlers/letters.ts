import { dayOrNot, usdIn } from "#api/fields.ts";
import type { HandlersOf } from "#api/handler.ts";
import { letterOfCase } from "#app/desk/letters.ts";
import { orRefusePaper, paperOut } from "./cases-papers.ts";
import { present } from "./offers-acts.ts";

/** Letters of a negotiation. */

const linesOf = (text: string | undefined): readonly string[] =>
  (text ?? "").split("\n").flatMap((l) => (l.trim() === "" ? [] : [l.trim()]));

export const LETTERS: HandlersOf<"writeLetter"> = {
  writeLetter: async (asked) => {
    const { hall, who, params, body } = asked;
    const paper = await letterOfCase(hall.open.desk, (work) => asked.as(work), who.principal.org, params.case, {
      kind: body.kind,
      offer: body.offer,
      amount: body.amount === undefined ? undefined : usdIn(body.amount, "amount"),
      expires: dayOrNot(body.expires, "expires"),
      terms: present(body.terms ?? {}),
      reference: body.reference,
      because: linesOf(body.because),
    });
    return await paperOut(asked, orRefusePaper(paper), body.format);
  },
};
