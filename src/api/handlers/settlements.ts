import { dayOrNot, usdIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { orRefuse } from "#api/refused.ts";
import { keepLetter, type LetterKept } from "#app/desk/letter-keep.ts";
import { letterOfCase } from "#app/desk/letters.ts";
import type { Paper } from "#app/desk/papers.ts";
import { checksOfCase, settlementOfCase, settlementOfPackage } from "#app/desk/settlements.ts";
import { standInTheWay } from "#app/desk/sign-checks.ts";
import type { TenantTx } from "#store/store.ts";
import { actorOf, noteCase, showCase } from "./cases.ts";
import { orRefusePaper, paperOut } from "./cases-papers.ts";
import { letterIn } from "./letters.ts";

/** Papers that both sides sign, the list before signing, and papers that are kept. */

type Names = "writeSettlement" | "writePackageSettlement" | "checkSigning" | "keepPaper";

const asOf =
  (asked: Pick<Asked, "as">) =>
  <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> =>
    asked.as(work);

type Wanted = Asked<"keepPaper">["body"]["paper"];

/** The paper that is to be kept, with what its history says of it. */
async function paperToKeep(
  asked: Asked<"keepPaper">,
  wanted: Wanted,
): Promise<{ readonly paper: Paper; readonly more: Omit<LetterKept, "caseId" | "saw"> }> {
  const { hall, who, params } = asked;
  const { desk } = hall.open;
  const { org } = who.principal;
  if (wanted.of === "letter") {
    const { of: _, answerBy, ...body } = wanted;
    const letter = letterIn(body);
    const paper = orRefusePaper(await letterOfCase(desk, asOf(asked), org, params.case, letter));
    const { kind, offer, reference, expires } = letter;
    const by = dayOrNot(answerBy, "paper.answerBy") ?? expires;
    return { paper, more: { paper: kind, to: paper.to, offer, reference, answerBy: by } };
  }
  const { kind, agreement, reference } = wanted;
  const stands = dayOrNot(wanted.stands, "paper.stands");
  const made = await settlementOfCase(desk, asOf(asked), org, params.case, { kind, agreement, stands });
  const paper = orRefusePaper(made);
  return { paper, more: { paper: kind, to: paper.to, agreement: paper.agreement, reference, stands } };
}

export const SETTLEMENTS: HandlersOf<Names> = {
  writeSettlement: async (asked) => {
    const { hall, who, params, body } = asked;
    const wanted = { kind: body.kind, agreement: body.agreement, stands: dayOrNot(body.stands, "stands") };
    const paper = await settlementOfCase(hall.open.desk, asOf(asked), who.principal.org, params.case, wanted);
    return await paperOut(asked, orRefusePaper(paper), body.format);
  },

  writePackageSettlement: async (asked) => {
    const { hall, who, params, body } = asked;
    const wanted = { kind: body.kind, stands: dayOrNot(body.stands, "stands") };
    const paper = await settlementOfPackage(hall.open.desk, asOf(asked), who.principal.org, params.package, wanted);
    return await paperOut(asked, orRefusePaper(paper), body.format);
  },

  checkSigning: async (asked) => {
    const { hall, params, body, id } = asked;
    const patient = body.patient === undefined ? undefined : usdIn(body.patient, "patient");
    const wanted = { offer: body.offer, agreement: body.agreement, patient };
    const { row, checks } = orRefusePaper(await checksOfCase(hall.open.desk, asOf(asked), params.case, wanted));
    await asked.as((tx) => noteCase(tx, "signing", row, id));
    return { checks: checks.map((c) => ({ ...c })), clear: standInTheWay(checks).length === 0 };
  },

  keepPaper: async (asked) => {
    const { hall, who, params, body } = asked;
    const { paper, more } = await paperToKeep(asked, body.paper);
    const given = { caseId: params.case, saw: body.saw, ...more };
    const sha256 = orRefuse(await keepLetter(hall.open.desk, who.principal, actorOf(who), given, paper));
    return { case: await showCase(asked), sha256 };
  },
};
