import { dayIn, dayOrNot, usdIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { type LetterAsked, letterOfCase } from "#app/desk/letters.ts";
import { toneOf } from "#document/tone.ts";
import type { TenantTx } from "#store/store.ts";
import { orRefusePaper, paperOut } from "./cases-papers.ts";
import { present } from "./offers-acts.ts";

/** Letters of a negotiation. */

const linesOf = (text: string | undefined): readonly string[] =>
  (text ?? "").split("\n").flatMap((l) => (l.trim() === "" ? [] : [l.trim()]));

type Worded = Omit<Asked<"writeLetter">["body"], "format">;

function agreementIn(a: Worded["agreement"]): LetterAsked["agreement"] {
  return (
    a && {
      ...{ authorization: a.authorization, claimsTo: a.claimsTo, fileWithin: a.fileWithin },
      from: dayOrNot(a.from, "agreement.from"),
      to: dayOrNot(a.to, "agreement.to"),
      searches: a.searches.map(({ miles, waitDays, ...s }) => ({
        ...s,
        miles,
        waitDays,
        on: dayIn(s.on, "search.on"),
      })),
    }
  );
}

/** What is asked of a letter, in the words of the desk. */
export const letterIn = (body: Worded): LetterAsked => ({
  kind: body.kind,
  offer: body.offer,
  amount: body.amount === undefined ? undefined : usdIn(body.amount, "amount"),
  expires: dayOrNot(body.expires, "expires"),
  terms: present(body.terms ?? {}),
  reference: body.reference,
  because: linesOf(body.because),
  agreement: agreementIn(body.agreement),
});

export const LETTERS: HandlersOf<"writeLetter" | "readTone"> = {
  readTone: async ({ body }) => ({ found: toneOf(body.text).map((f) => ({ ...f })) }),

  writeLetter: async (asked) => {
    const { hall, who, params, body } = asked;
    const as = <T>(work: (tx: TenantTx) => Promise<T>) => asked.as(work);
    const paper = await letterOfCase(hall.open.desk, as, who.principal.org, params.case, letterIn(body));
    return await paperOut(asked, orRefusePaper(paper), body.format);
  },
};
