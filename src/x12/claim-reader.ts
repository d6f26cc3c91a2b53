import { otherSeparator } from "./asks.ts";
import type { SetContext } from "./context.ts";
import {
  adjust,
  amount,
  append,
  centsIn,
  codeless,
  type Draft,
  dtp,
  money,
  none,
  procedure,
  reference,
  unitsIn,
} from "./elements.ts";
import { emptySubscriber, type Levels, openLevel, readSbr, type SubscriberDraft } from "./levels.ts";
import type { ClaimLineRecord, ClaimRecord, OtherPayer, Party, Span } from "./model.ts";
import { addDmg, addN3, addN4, addPer, addRef, fromNm1, type PartyDraft, taxonomyOf } from "./party.ts";
import type { Problems } from "./problems.ts";
import { packCode, type Segment } from "./segment.ts";
import type { Mapping, Records } from "./set-reader.ts";

type SpanDraft = Draft<Span>;
export type ClaimDraft = Draft<ClaimRecord>;
type LineDraft = Draft<ClaimLineRecord>;
type OtherDraft = Draft<OtherPayer>;

const Y = packCode("Y");

export interface ClaimState extends Levels {
  readonly context: SetContext;
  readonly out: Records;
  /** Who the next N3, N4, REF, PER, PRV or DMG is about. */
  party: PartyDraft | undefined;
  claim: ClaimDraft | undefined;
  claimSpan: SpanDraft | undefined;
  /** CLM02 and the sum of SV102 or SV203, in cents; NaN when one could not be read. */
  charge: number;
  charges: number;
  /** Where CLM02 stands. */
  chargeByte: number;
  line: LineDraft | undefined;
  lineSpan: SpanDraft | undefined;
  other: OtherDraft | undefined;
  otherSubscriber: SubscriberDraft | undefined;
}

function beginLevel(state: ClaimState, s: Segment, kind: "20" | "22" | "23", loop: string): void {
  openLevel(state, s, kind, loop);
  state.party = undefined;
}

function openClaim(state: ClaimState, s: Segment, loop: string): void {
  const { problems, context, level } = state;
  const span: SpanDraft = { from: s.start, to: s.end, segment: s.number };
  state.charge = centsIn(s, 2, loop, problems);
  state.charges = 0;
  state.chargeByte = s.byteOf(2);
  if (state.charge < 0) {
    const text = "The charge of a claim is negative. It was kept as written; ask for a correct one.";
    problems.at("warning", "amount-negative", s, text, loop, [2]);
  }
  const facility = s.split(5);
  const place = s.part(1, facility);
  const placeKind = s.part(2, facility);
  const frequency = s.part(3, facility);
  const related = s.has(11) ? s.split(11) : 0;
  let causes: readonly string[] = none();
  for (let k = 1; k <= 3 && k <= related; k++) {
    const cause = s.part(k, related);
    if (cause !== undefined) causes = append(causes, cause);
  }
  state.claimSpan = span;
  state.party = undefined;
  state.claim = {
    span,
    version: context.version,
    set: context.set,
    interchange: context.interchange,
    id: s.word(1),
    charge: money(state.charge),
    place,
    placeKind,
    frequency,
    assignment: s.text(7),
    benefitsAssigned: s.text(8),
    causes,
    accidentState: s.part(4, related),
    billing: level?.billing,
    payTo: level?.payTo,
    subscriber: level?.subscriber,
    patient: level?.patient,
    parties: none(),
    dates: none(),
    refs: none(),
    amounts: none(),
    diagnoses: none(),
    facility: undefined,
    notes: none(),
    otherPayers: none(),
    lines: none(),
  };
}

function closeClaim(state: ClaimState, end: number): void {
  const { claim, claimSpan } = state;
  if (claim === undefined || claimSpan === undefined) return;
  claimSpan.to = end;
  const off = state.charges - state.charge;
  if (!Number.isNaN(off) && off !== 0 && claim.lines.length > 0) sayTotal(state, claimSpan, off);
  state.claim = undefined;
  state.line = undefined;
  state.other = undefined;
  state.party = undefined;
  state.out.claim?.(claim);
}

function sayTotal(state: ClaimState, span: Span, cents: number): void {
  const off = (cents / 100).toFixed(2);
  const text = `The charges of the lines differ from the charge of the claim by ${off}. The claim's own total was kept; check the lines.`;
  const at = { byte: state.chargeByte, segment: span.segment, loop: "2300", element: "CLM02" };
  state.problems.add("warning", "claim-total", at, text);
}

function addHi(claim: ClaimDraft, s: Segment, loop: string, problems: Problems): void {
  for (let i = 1; i <= s.count; i++) {
    if (!s.has(i)) continue;
    const parts = s.split(i);
    const code = s.part(2, parts);
    if (code === undefined) codeless(s, i, loop, problems);
    else claim.diagnoses = append(claim.diagnoses, [s.part(1, parts) ?? "", code] as const);
  }
}

function openLine(state: ClaimState, s: Segment): void {
  const span: SpanDraft = { from: s.start, to: s.end, segment: s.number };
  const line: LineDraft = {
    span,
    number: s.text(1),
    revenue: undefined,
    procedure: undefined,
    charge: undefined,
    unit: undefined,
    units: undefined,
    place: undefined,
    diagnosisPointers: none(),
    emergency: false,
    dates: none(),
    refs: none(),
    amounts: none(),
    parties: none(),
  };
  state.line = line;
  state.lineSpan = span;
  state.party = undefined;
  state.other = undefined;
  if (state.claim !== undefined) state.claim.lines = append(state.claim.lines, line);
}

function readSv1(state: ClaimState, s: Segment, loop: string): void {
  const { line, problems } = state;
  if (line === undefined) return;
  const charge = centsIn(s, 2, loop, problems);
  state.charges += charge;
  line.procedure = procedure(s, 1);
  line.charge = money(charge);
  line.unit = s.text(3);
  line.units = unitsIn(s, 4, loop, problems);
  line.place = s.text(5);
  line.emergency = s.code(9) === Y;
  if (!s.has(7)) return;
  const parts = s.split(7);
  for (let k = 1; k <= parts; k++) {
    const pointer = s.partInt(k, parts);
    if (pointer >= 1 && pointer <= 12) line.diagnosisPointers = append(line.diagnosisPointers, pointer);
    else if (!otherSeparator(s, 7)) {
      const text = "A diagnosis pointer is a number from 1 to 12. This one was left out; ask for a correct one.";
      problems.at("warning", "code", s, text, loop, [7, k]);
    }
  }
}

function setParty(state: ClaimState, s: Segment): PartyDraft {
  const party = fromNm1(s);
  state.party = party;
  return party;
}

function addParty(state: ClaimState, s: Segment): void {
  const party: Party = setParty(state, s);
  const claim = state.claim;
  if (claim !== undefined) claim.parties = append(claim.parties, party);
}

function addLineParty(state: ClaimState, s: Segment): void {
  const party: Party = setParty(state, s);
  const line = state.line;
  if (line !== undefined) line.parties = append(line.parties, party);
}

function openOther(state: ClaimState, s: Segment): void {
  const subscriber = emptySubscriber();
  readSbr(subscriber, s);
  const other: OtherDraft = { subscriber, adjustments: none(), amounts: none() };
  state.other = other;
  state.otherSubscriber = subscriber;
  state.party = undefined;
  if (state.claim !== undefined) state.claim.otherPayers = append(state.claim.otherPayers, other);
}

type Holder = Pick<ClaimDraft, "dates" | "amounts">;

function addDate(into: Holder | undefined, state: ClaimState, s: Segment, loop: string): void {
  const date = dtp(s, loop, state.problems);
  if (date !== undefined && into !== undefined) into.dates = append(into.dates, date);
}

function addAmount(into: Pick<ClaimDraft, "amounts"> | undefined, state: ClaimState, s: Segment, loop: string): void {
  const read = amount(s, loop, state.problems);
  if (read !== undefined && into !== undefined) into.amounts = append(into.amounts, read);
}

/** What a claim hangs from: what its record shares with the claims around it. */
export type ClaimContext = Pick<
  ClaimRecord,
  "version" | "set" | "interchange" | "billing" | "payTo" | "subscriber" | "patient"
>;

/** A state below the levels of a known claim, to read that claim again. */
export function resumeClaim(state: ClaimState, known: ClaimContext): ClaimState {
  const { billing, payTo, subscriber, patient } = known;
  const rest = { number: 0, kind: "22", parent: undefined, childless: false, taxonomy: undefined } as const;
  return { ...state, level: { ...rest, billing, payTo, subscriber, patient } };
}

/** How the segments of an 837P become claims. */
export const professionalClaims: Mapping<ClaimState> = {
  open: (context, out, problems) => ({
    context,
    out,
    problems,
    levels: new Map(),
    hl: 0,
    level: undefined,
    party: undefined,
    claim: undefined,
    claimSpan: undefined,
    charge: 0,
    charges: 0,
    chargeByte: 0,
    line: undefined,
    lineSpan: undefined,
    other: undefined,
    otherSubscriber: undefined,
  }),
  segments: {
    "1000A NM1": setParty,
    "1000B NM1": setParty,
    "2000A HL": (state, s, loop) => beginLevel(state, s, "20", loop),
    "2000A PRV": (state, s) => {
      if (state.level !== undefined) state.level.taxonomy = taxonomyOf(s);
    },
    "2000B HL": (state, s, loop) => beginLevel(state, s, "22", loop),
    "2000B SBR": (state, s) => {
      const subscriber = state.level?.subscriber;
      if (subscriber !== undefined) readSbr(subscriber, s);
    },
    "2000C HL": (state, s, loop) => beginLevel(state, s, "23", loop),
    "2010AA NM1": (state, s) => {
      const party = setParty(state, s);
      if (state.level === undefined) return;
      party.taxonomy = state.level.taxonomy;
      state.level.billing = party;
    },
    "2010AB NM1": (state, s) => {
      const party = setParty(state, s);
      if (state.level !== undefined) state.level.payTo = party;
    },
    "2010BA NM1": (state, s) => {
      const party = setParty(state, s);
      const subscriber = state.level?.subscriber;
      if (subscriber !== undefined) subscriber.party = party;
    },
    "2010BB NM1": (state, s) => {
      const party = setParty(state, s);
      const subscriber = state.level?.subscriber;
      if (subscriber !== undefined) subscriber.payer = party;
    },
    "2010CA NM1": (state, s) => {
      const party = setParty(state, s);
      if (state.level !== undefined) state.level.patient = party;
    },
    "2010* NM1": setParty,
    "2300 CLM": openClaim,
    "2300 DTP": (state, s, loop) => addDate(state.claim, state, s, loop),
    "2300 AMT": (state, s, loop) => addAmount(state.claim, state, s, loop),
    "2300 REF": (state, s) => {
      if (state.claim !== undefined) state.claim.refs = append(state.claim.refs, reference(s));
    },
    "2300 NTE": (state, s) => {
      if (state.claim !== undefined && s.has(2)) state.claim.notes = append(state.claim.notes, s.word(2));
    },
    "2300 HI": (state, s, loop) => {
      if (state.claim !== undefined) addHi(state.claim, s, loop, state.problems);
    },
    "2310* NM1": addParty,
    "2320 SBR": openOther,
    "2320 CAS": (state, s, loop) => {
      if (state.other !== undefined) adjust(state.other, s, loop, state.problems);
    },
    "2320 AMT": (state, s, loop) => addAmount(state.other, state, s, loop),
    "2330A NM1": (state, s) => {
      const party = setParty(state, s);
      if (state.otherSubscriber !== undefined) state.otherSubscriber.party = party;
    },
    "2330B NM1": (state, s) => {
      const party = setParty(state, s);
      if (state.otherSubscriber !== undefined) state.otherSubscriber.payer = party;
    },
    "2330* NM1": setParty,
    "2400 LX": openLine,
    "2400 SV1": readSv1,
    "2400 DTP": (state, s, loop) => addDate(state.line, state, s, loop),
    "2400 AMT": (state, s, loop) => addAmount(state.line, state, s, loop),
    "2400 REF": (state, s) => {
      if (state.line !== undefined) state.line.refs = append(state.line.refs, reference(s));
    },
    "2420* NM1": addLineParty,
    "2410 REF": () => {},
    "* N3": (state, s) => {
      if (state.party !== undefined) addN3(state.party, s);
    },
    "* N4": (state, s) => {
      if (state.party !== undefined) addN4(state.party, s);
    },
    "* REF": (state, s) => {
      if (state.party !== undefined) addRef(state.party, s);
    },
    "* PER": (state, s) => {
      if (state.party !== undefined) addPer(state.party, s);
    },
    "* PRV": (state, s) => {
      if (state.party !== undefined) state.party.taxonomy = taxonomyOf(s);
    },
    "* DMG": (state, s, loop) => {
      if (state.party !== undefined) addDmg(state.party, s, loop, state.problems);
    },
  },
  closes: {
    "2300": closeClaim,
    "2400": (state, end) => {
      if (state.lineSpan !== undefined) state.lineSpan.to = end;
    },
  },
  cut(state) {
    const span = state.claimSpan;
    if (state.claim === undefined || span === undefined) return;
    const text = "The file ends inside this claim, so it was left out: its lines may be missing. Get the whole file.";
    state.problems.add("error", "claim-cut", { byte: span.from, segment: span.segment, loop: "2300" }, text);
  },
};
