import type { SetContext } from "./context.ts";
import { amount, append, centsIn, type Draft, dayIn, dtp, money, none, procedure, reference } from "./elements.ts";
import type { ClaimAnswer, ClaimStatus, LineAnswer, Outcome, Party, Span } from "./model.ts";
import { fromNm1 } from "./party.ts";
import type { Problems } from "./problems.ts";
import type { Segment } from "./segment.ts";
import type { Mapping, Records } from "./set-reader.ts";

type AnswerDraft = Draft<ClaimAnswer>;

export interface AnswerState {
  readonly context: SetContext;
  readonly out: Records;
  readonly problems: Problems;
  payer: Party | undefined;
  provider: Party | undefined;
  patient: Party | undefined;
  answer: AnswerDraft | undefined;
  span: Draft<Span> | undefined;
  line: Draft<LineAnswer> | undefined;
}

/** Categories by what they say of a claim. The others (A4 not found, and codes of later steps) say neither. */
const CATEGORIES: Readonly<Record<string, Outcome>> = {
  A0: "accepted",
  A1: "accepted",
  A2: "accepted",
  A5: "accepted",
  A3: "rejected",
  A6: "rejected",
  A7: "rejected",
  A8: "rejected",
};

/** One rejection rejects; a category weighs more than STC03, which senders leave at WQ even on a rejection. */
function outcomeOf(statuses: readonly ClaimStatus[]): Outcome | undefined {
  const known = statuses.map((s) => (Object.hasOwn(CATEGORIES, s.category) ? CATEGORIES[s.category] : undefined));
  if (known.includes("rejected") || statuses.some((s) => s.action === "U")) return "rejected";
  return known.includes("accepted") || statuses.some((s) => s.action === "WQ") ? "accepted" : undefined;
}

function open(state: AnswerState, s: Segment, about: ClaimAnswer["about"]): void {
  const { version, set, interchange } = state.context;
  state.span = { from: s.start, to: s.end, segment: s.number };
  state.line = undefined;
  state.answer = {
    span: state.span,
    version,
    set,
    interchange,
    about,
    id: s.word(2),
    outcome: undefined,
    payer: state.payer,
    provider: about === "receiver" ? undefined : state.provider,
    patient: about === "claim" ? state.patient : undefined,
    statuses: none(),
    refs: none(),
    dates: none(),
    quantities: none(),
    amounts: none(),
    lines: none(),
  };
}

function close(state: AnswerState, end: number): void {
  const { answer, span } = state;
  if (answer === undefined || span === undefined) return;
  span.to = end;
  answer.outcome = outcomeOf(answer.statuses);
  state.answer = undefined;
  state.line = undefined;
  state.out.claimAnswer?.(answer);
}

function readStc(
  into: Draft<Pick<ClaimAnswer, "statuses">> | undefined,
  state: AnswerState,
  s: Segment,
  loop: string,
): void {
  if (into === undefined) return;
  const { problems } = state;
  const day = dayIn(s, 2, loop, problems);
  const amount = money(centsIn(s, 4, loop, problems));
  const action = s.text(3);
  for (const i of [1, 10, 11]) {
    if (!s.has(i)) continue;
    const parts = s.split(i);
    const [category, code, entity] = [s.part(1, parts) ?? "", s.part(2, parts), s.part(3, parts)];
    into.statuses = append(into.statuses, { category, code, entity, day, action, amount });
  }
}

function openLine(state: AnswerState, s: Segment, loop: string): void {
  const line: Draft<LineAnswer> = {
    procedure: procedure(s, 1),
    charge: money(centsIn(s, 2, loop, state.problems)),
    revenue: s.text(4),
    statuses: none(),
    refs: none(),
  };
  state.line = line;
  if (state.answer !== undefined) state.answer.lines = append(state.answer.lines, line);
}

/** How the segments of a 277CA become answers. */
export const claimAnswers: Mapping<AnswerState> = {
  open: (context, out, problems) => ({
    context,
    out,
    problems,
    payer: undefined,
    provider: undefined,
    patient: undefined,
    answer: undefined,
    span: undefined,
    line: undefined,
  }),
  segments: {
    "2100A NM1": (state, s) => {
      state.payer = fromNm1(s);
    },
    "2000B HL": (state) => {
      state.provider = undefined;
    },
    "2100C NM1": (state, s) => {
      state.provider = fromNm1(s);
    },
    "2000D HL": (state) => {
      state.patient = undefined;
    },
    "2100D NM1": (state, s) => {
      state.patient = fromNm1(s);
    },
    "2200B TRN": (state, s) => open(state, s, "receiver"),
    "2200C TRN": (state, s) => open(state, s, "provider"),
    "2200D TRN": (state, s) => open(state, s, "claim"),
    "2200* STC": (state, s, loop) => readStc(state.answer, state, s, loop),
    "2200* REF": (state, s) => {
      if (state.answer !== undefined) state.answer.refs = append(state.answer.refs, reference(s));
    },
    "2200* DTP": (state, s, loop) => {
      const date = dtp(s, loop, state.problems);
      if (date !== undefined && state.answer !== undefined) state.answer.dates = append(state.answer.dates, date);
    },
    "2200* QTY": (state, s) => {
      if (state.answer === undefined) return;
      state.answer.quantities = append(state.answer.quantities, [s.word(1), s.word(2)] as const);
    },
    "2200* AMT": (state, s, loop) => {
      const read = amount(s, loop, state.problems);
      if (read !== undefined && state.answer !== undefined) state.answer.amounts = append(state.answer.amounts, read);
    },
    "2220D SVC": openLine,
    "2220D STC": (state, s, loop) => readStc(state.line, state, s, loop),
    "2220D REF": (state, s) => {
      if (state.line !== undefined) state.line.refs = append(state.line.refs, reference(s));
    },
  },
  closes: { "2200B": close, "2200C": close, "2200D": close },
  cut: () => {},
};
