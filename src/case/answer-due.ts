import { type Day, readDay } from "#base/day.ts";
import { type AnswerDay, answersAfter } from "#law/answer.ts";
import type { FilingRoad } from "./event-lists.ts";
import type { CaseView, Filing } from "./state.ts";

/** What a filing of a case waits for: the law's day of its answer, or why nobody knows one. */

/** The fact that says a filing was answered, beside an agreement or an award. */
const ANSWERED: { readonly [R in FilingRoad]?: string } = {
  "federal IDR": "determination",
  appeal: "final_denial_received",
};

const APPEAL_RIGHT = "erisa.appeal_file";

const factOn = (view: CaseView, fact: string): Day | undefined =>
  readDay(view.facts.findLast((a) => a.fact === fact && a.withdrawn === undefined)?.value ?? "");

/** The last filing of its road, while nothing answered it: neither money that was agreed or awarded nor a decision. */
function isWaiting(view: CaseView, filing: Filing): boolean {
  const fact = ANSWERED[filing.road];
  const decided = fact === undefined ? undefined : factOn(view, fact);
  return (
    !view.filings.some((f) => f.road === filing.road && f.event > filing.event) &&
    !view.agreements.some((a) => a.event > filing.event && a.superseded === undefined) &&
    (decided === undefined || decided < filing.day)
  );
}

/** When the paper of an appeal reached the plan, where a file shows it. */
const receivedOf = (view: CaseView, { road, day }: Filing): Day | undefined =>
  road === "appeal"
    ? view.papers.findLast((p) => p.paper === "appeal" && p.delivery?.outcome === "delivered" && p.delivery.day >= day)
        ?.delivery?.day
    : undefined;

/** The days by which a filing is to be answered as the law of the case stands; what is not known says why. */
export function answersOf(view: CaseView, filing: Filing): readonly AnswerDay[] {
  const rights = [...view.finding.rights, ...view.first.rights];
  return answersAfter({
    ...{ road: filing.road, filed: filing.day, state: filing.state, received: receivedOf(view, filing) },
    selected: factOn(view, "final_selection"),
    isUnderClaimsRules: rights.some((r) => r.id === APPEAL_RIGHT),
  });
}

interface Awaited {
  readonly filing: Filing;
  readonly answer: AnswerDay;
}

/** What is waited for on a day: of each filing without an answer the days that are not past, and its last one always. */
export const answersAwaited = (view: CaseView, today: Day): readonly Awaited[] =>
  view.filings
    .filter((f) => isWaiting(view, f))
    .flatMap((filing) => {
      const all = answersOf(view, filing);
      const left = all.filter((a, i) => i === all.length - 1 || a.last === undefined || a.last >= today);
      return left.map((answer) => ({ filing, answer }));
    });
