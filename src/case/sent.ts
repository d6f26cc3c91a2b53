import { FEDERAL } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { FILING_ROADS, type FilingRoad, type PaperKind } from "./event-lists.ts";
import type { CaseView, SentPaper } from "./state.ts";

/** What papers that went out ask of whom: one that came back is sent again, and one that arrived is shown to have. */

/** Business days after which something should show that a paper arrived. */
export const PROOF_DAYS = 5;

/** Papers on whose arrival a right rests; of the rest nobody asks for proof. */
const PROVED: readonly PaperKind[] = ["notice", "dispute", "appeal"];

const NAMES: Readonly<Record<PaperKind, string>> = {
  opening: "opening letter",
  counter: "counteroffer",
  acceptance: "acceptance",
  rejection: "rejection",
  "single case agreement": "single case agreement",
  "settlement agreement": "settlement agreement",
  "rate confirmation": "rate confirmation",
  notice: "open negotiation notice",
  appeal: "appeal",
  dispute: "initiation of the dispute",
  other: "letter",
};

const ROADS: Readonly<Record<FilingRoad, string>> = {
  "federal IDR": "federal dispute",
  "state process": "state process",
  appeal: "appeal",
  suit: "suit",
};

/** What is filed on a road, in words: "federal dispute". */
export const sayRoad = (road: string): string => FILING_ROADS.flatMap((r) => (r === road ? ROADS[r] : []))[0] ?? road;

/** A paper in words: "open negotiation notice". */
export const sayPaper = (kind: PaperKind): string => NAMES[kind];

const again = (view: CaseView, p: SentPaper): boolean =>
  view.papers.some((q) => q.event > p.event && q.paper === p.paper);

/** The newest paper that came back and was not sent again. */
export const bouncedOf = (view: CaseView): SentPaper | undefined =>
  view.papers.findLast((p) => p.delivery?.outcome === "bounced" && !again(view, p));

/** A paper whose arrival nothing shows, and the day by which something should. */
export function unprovedOf(view: CaseView): { readonly paper: SentPaper; readonly day: Day } | undefined {
  const paper = view.papers.findLast((p) => PROVED.includes(p.paper));
  if (paper === undefined || paper.delivery !== undefined) return undefined;
  return { paper, day: FEDERAL.nthAfter(paper.day, PROOF_DAYS) };
}

/** The days to initiate a federal dispute, where the claim has them. */
export const daysToFile = (view: CaseView): readonly [Day, Day] | undefined =>
  view.finding.rights.find((r) => r.id === "nsa.idr_initiate")?.safe;
