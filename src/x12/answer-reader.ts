import type { SetContext } from "./context.ts";
import { append, type Draft, none } from "./elements.ts";
import type { GroupAnswer, Outcome, SegmentError, SetAnswer, Span } from "./model.ts";
import type { Segment } from "./segment.ts";
import type { Mapping, Records } from "./set-reader.ts";

export interface GroupState {
  readonly context: SetContext;
  readonly out: Records;
  group: Draft<GroupAnswer> | undefined;
  set: Draft<SetAnswer> | undefined;
  setSpan: Draft<Span> | undefined;
  segment: Draft<SegmentError> | undefined;
}

const spanOf = (s: Segment): Draft<Span> => ({ from: s.start, to: s.end, segment: s.number });

/** IK501 and AK901: A accepted, E accepted with errors, P in part; R rejected, M, W, X rejected for its security. */
const VERDICTS: Readonly<Record<string, Outcome>> = {
  A: "accepted",
  E: "accepted",
  R: "rejected",
  M: "rejected",
  W: "rejected",
  X: "rejected",
};

const verdict = (status: string | undefined): Outcome | undefined =>
  status !== undefined && Object.hasOwn(VERDICTS, status) ? VERDICTS[status] : undefined;

const countIn = (s: Segment, i: number): number | undefined => {
  const n = s.int(i);
  return n < 0 ? undefined : n;
};

function codesIn(s: Segment, from: number): readonly string[] {
  let codes: readonly string[] = none();
  for (let i = from; i < from + 5; i++) {
    const code = s.text(i);
    if (code !== undefined) codes = append(codes, code);
  }
  return codes;
}

function openGroup(state: GroupState, s: Segment): void {
  const { version, set, interchange } = state.context;
  state.group = {
    span: spanOf(s),
    version,
    set,
    interchange,
    kind: s.word(1),
    control: s.word(2),
    guide: s.text(3),
    status: undefined,
    outcome: undefined,
    said: undefined,
    received: undefined,
    accepted: undefined,
    errors: none(),
  };
}

function openSet(state: GroupState, s: Segment): void {
  state.setSpan = spanOf(s);
  state.segment = undefined;
  state.set = {
    span: state.setSpan,
    group: state.group?.control ?? "",
    control: s.word(2),
    kind: s.word(1),
    guide: s.text(3),
    status: undefined,
    outcome: undefined,
    errors: none(),
    segments: none(),
  };
}

function readIk3(state: GroupState, s: Segment): void {
  const found: Draft<SegmentError> = {
    segment: s.word(1),
    position: countIn(s, 2),
    loop: s.text(3),
    error: s.text(4),
    elements: none(),
  };
  state.segment = found;
  if (state.set !== undefined) state.set.segments = append(state.set.segments, found);
}

function readIk4(state: GroupState, s: Segment): void {
  const parts = s.split(1);
  const [element, component] = [s.partInt(1, parts), s.partInt(2, parts)];
  const at = state.segment;
  if (at === undefined) return;
  at.elements = append(at.elements, {
    element: element < 0 ? undefined : element,
    component: component < 0 ? undefined : component,
    error: s.text(3),
  });
}

function readAk9(state: GroupState, s: Segment): void {
  const { group } = state;
  if (group === undefined) return;
  group.span = { ...group.span, to: s.end };
  group.status = s.text(1);
  group.outcome = verdict(group.status);
  group.said = countIn(s, 2);
  group.received = countIn(s, 3);
  group.accepted = countIn(s, 4);
  group.errors = codesIn(s, 5);
}

/** How the segments of a 999 become answers. */
export const groupAnswers: Mapping<GroupState> = {
  open: (context, out) => ({
    context,
    out,
    group: undefined,
    set: undefined,
    setSpan: undefined,
    segment: undefined,
  }),
  segments: {
    "999 AK1": openGroup,
    "999 AK9": readAk9,
    "2000 AK2": openSet,
    "2000 IK5": (state, s) => {
      const { set } = state;
      if (set === undefined) return;
      set.status = s.text(1);
      set.outcome = verdict(set.status);
      set.errors = codesIn(s, 2);
    },
    "2100 IK3": readIk3,
    "2110 IK4": readIk4,
  },
  closes: {
    "2000": (state, end) => {
      if (state.setSpan !== undefined) state.setSpan.to = end;
      if (state.set !== undefined) state.out.setAnswer?.(state.set);
      state.set = undefined;
    },
    "999": (state) => {
      if (state.group !== undefined) state.out.groupAnswer?.(state.group);
    },
  },
  // What was answered before the cut was told; the rest nobody knows, and the cut itself is an error.
  cut: () => {},
};
