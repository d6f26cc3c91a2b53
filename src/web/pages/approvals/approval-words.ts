import type { Answer } from "#web/data/paths.ts";
import type { GlyphName } from "#web/kit/glyph.tsx";
import { datesSaid } from "#web/pages/case/fact-words.ts";

type Approval = Answer<"listApprovals">["rows"][number];
export type ApprovalState = Approval["state"];

interface StateSign {
  readonly word: string;
  readonly tone: string;
  readonly glyph: GlyphName;
}

const SIGNS: Readonly<Record<ApprovalState, StateSign>> = {
  waiting: { word: "Waiting", tone: "ink", glyph: "clock" },
  given: { word: "Given", tone: "paid", glyph: "check" },
  used: { word: "Used", tone: "settled", glyph: "check" },
  refused: { word: "Refused", tone: "denied", glyph: "denied" },
  withdrawn: { word: "Taken back", tone: "expired", glyph: "undo" },
  ended: { word: "Ended", tone: "expired", glyph: "expired" },
};

export const stateSign = (state: ApprovalState): StateSign => SIGNS[state];

/** What is asked for, beginning with a capital: "Offer $1,320.00". */
export const actSaid = (of: Pick<Approval, "says">): string => {
  const text = datesSaid(of.says);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};

/** The lists of the inbox, in their order; each is a state, and what was given or withdrawn stands by what became of it. */
export const LISTS = [
  { state: "waiting", name: "Waiting" },
  { state: "given", name: "Given" },
  { state: "used", name: "Used" },
  { state: "refused", name: "Refused" },
  { state: "ended", name: "Ended" },
  { state: "withdrawn", name: "Taken back" },
] as const satisfies readonly { readonly state: ApprovalState; readonly name: string }[];

/** Offers that stand ready: no approval of anybody, and looked for in the same place. */
export const READY = "ready";

export const readState = (given: unknown): ApprovalState | typeof READY | undefined =>
  given === READY ? READY : LISTS.find((l) => l.state === given && l.state !== "waiting")?.state;
