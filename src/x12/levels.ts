import type { Draft } from "./elements.ts";
import type { Subscriber } from "./model.ts";
import type { PartyDraft } from "./party.ts";
import type { Problems } from "./problems.ts";
import type { Segment } from "./segment.ts";

export type SubscriberDraft = Draft<Subscriber>;

/** One HL, with what hangs from it. Enough to answer for claims below, whichever level they name as their parent. */
export interface Level {
  readonly number: number;
  readonly kind: "20" | "22" | "23";
  readonly parent: Level | undefined;
  readonly childless: boolean;
  billing: PartyDraft | undefined;
  payTo: PartyDraft | undefined;
  taxonomy: string | undefined;
  subscriber: SubscriberDraft | undefined;
  patient: PartyDraft | undefined;
}

/** Levels remembered by number: a parent is nearly always the last of its kind, so a short memory is a kind one. */
const REMEMBERED = 1024;
/** The part of a reader's state that follows the levels. */
export interface Levels {
  readonly problems: Problems;
  /** Levels that may still become a parent, by HL01. */
  readonly levels: Map<number, Level>;
  hl: number;
  level: Level | undefined;
}

export const emptySubscriber = (): SubscriberDraft => ({
  responsibility: undefined,
  relation: undefined,
  group: undefined,
  groupName: undefined,
  insuranceType: undefined,
  filing: undefined,
  party: undefined,
  payer: undefined,
});

export function readSbr(into: SubscriberDraft, s: Segment): void {
  into.responsibility = s.text(1);
  into.relation = s.text(2);
  into.group = s.text(3);
  into.groupName = s.text(4);
  into.insuranceType = s.text(5);
  into.filing = s.text(9);
}

/** The last open level of a kind, climbing from the current one. */
function above(from: Level | undefined, kind: Level["kind"]): Level | undefined {
  let at = from;
  while (at !== undefined && at.kind !== kind) at = at.parent;
  return at;
}

export function openLevel(state: Levels, s: Segment, kind: Level["kind"], loop: string): void {
  const number = s.int(1);
  const { problems } = state;
  if (number !== ++state.hl) {
    const text = "The levels (HL) are not numbered 1, 2, 3 in order. Check that none is missing.";
    problems.at("warning", "hl-number", s, text, loop, [1]);
    if (number > 0) state.hl = number;
  }
  let parent: Level | undefined;
  if (kind !== "20") {
    const wanted = kind === "22" ? "20" : "22";
    const open = above(state.level, wanted);
    const named = s.int(2);
    parent = open !== undefined && open.number === named ? open : state.levels.get(named);
    if (parent === undefined || parent.kind !== wanted) {
      const text =
        "This level names no parent level that could hold it. It was read under the level before it; ask the sender to correct HL02.";
      problems.at("warning", "hl-parent", s, text, loop, [2]);
      parent = open;
    } else if (parent.childless) {
      const text = "The level above says it has no level below (HL04), and here is one. Check which is right.";
      problems.at("warning", "hl-child", s, text, loop, [2]);
    }
  }
  const level: Level = {
    number,
    kind,
    parent,
    childless: s.text(4) === "0",
    billing: parent?.billing,
    payTo: parent?.payTo,
    taxonomy: parent?.taxonomy,
    subscriber: kind === "22" ? emptySubscriber() : parent?.subscriber,
    patient: undefined,
  };
  state.level = level;
  if (kind !== "23" && !(kind === "22" && level.childless)) remember(state.levels, level);
}

function remember(levels: Map<number, Level>, level: Level): void {
  if (levels.size >= REMEMBERED)
    for (const oldest of levels.keys()) {
      levels.delete(oldest);
      break;
    }
  levels.set(level.number, level);
}
