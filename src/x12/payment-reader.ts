import type { Day } from "#base/day.ts";
import { toCents } from "./amount.ts";
import {
  type ClaimSums,
  claimBalance,
  closePayment,
  emptyClaimSums,
  type PaymentSums,
  serviceBalance,
} from "./balance.ts";
import type { SetContext } from "./context.ts";
import {
  adjust,
  amount,
  append,
  centsIn,
  contact,
  type Draft,
  dayIn,
  dtm,
  money,
  none,
  procedure,
  quantityIn,
  reference,
  unitsIn,
} from "./elements.ts";
import type { ClaimPaymentRecord, PaymentRecord, ServicePaymentRecord, Span } from "./model.ts";
import { addN3, addN4, addPer, addRef, fromN1, fromNm1, type PartyDraft } from "./party.ts";
import type { Problems } from "./problems.ts";
import { packCode, type Segment } from "./segment.ts";
import type { Mapping, Records } from "./set-reader.ts";

type SpanDraft = Draft<Span>;
type PaymentDraft = Draft<PaymentRecord>;
type ClaimDraft = Draft<ClaimPaymentRecord>;
type ServiceDraft = Draft<ServicePaymentRecord>;

export interface PaymentState {
  readonly context: SetContext;
  readonly out: Records;
  readonly problems: Problems;
  payment: PaymentRecord;
  readonly head: PaymentDraft;
  readonly headSpan: SpanDraft;
  told: boolean;
  provider: string | undefined;
  party: PartyDraft | undefined;
  claim: ClaimDraft | undefined;
  claimSpan: SpanDraft | undefined;
  service: ServiceDraft | undefined;
  serviceSpan: SpanDraft | undefined;
  readonly sums: PaymentSums;
  readonly claimSums: ClaimSums;
}

const HE = packCode("HE");
const RX = packCode("RX");
const PRODUCED = packCode("405");
const REVERSAL = "22";

function startState(context: SetContext, out: Records, problems: Problems, payment?: PaymentRecord): PaymentState {
  const headSpan: SpanDraft = { from: context.byte, to: context.byte, segment: context.segment };
  const head: PaymentDraft = {
    span: headSpan,
    version: context.version,
    set: context.set,
    interchange: context.interchange,
    fileDay: context.fileDay,
    handling: undefined,
    amount: undefined,
    creditDebit: undefined,
    method: undefined,
    effective: undefined,
    trace: undefined,
    payerTaxId: undefined,
    produced: undefined,
    payer: undefined,
    payee: undefined,
    refs: none(),
  };
  return {
    context,
    out,
    problems,
    payment: payment ?? head,
    head,
    headSpan,
    told: payment !== undefined,
    provider: undefined,
    party: undefined,
    claim: undefined,
    claimSpan: undefined,
    service: undefined,
    serviceSpan: undefined,
    sums: { amount: Number.NaN, byte: context.byte, segment: context.segment, claims: 0, adjustments: 0 },
    claimSums: emptyClaimSums(),
  };
}

/** A state in the middle of a payment, to read one of its claims again. */
export const resumePayment = (
  context: SetContext,
  out: Records,
  problems: Problems,
  payment: PaymentRecord,
): PaymentState => startState(context, out, problems, payment);

/** The head is complete once the first claim or adjustment begins. `end` is where it does. */
function tell(state: PaymentState, end: number): void {
  if (state.told) return;
  state.told = true;
  state.headSpan.to = end;
  state.party = undefined;
  state.out.payment?.(state.payment);
}

function readBpr(state: PaymentState, s: Segment, loop: string): void {
  const { head, problems, sums } = state;
  sums.amount = centsIn(s, 2, loop, problems);
  sums.byte = s.byteOf(2);
  sums.segment = s.number;
  head.handling = s.text(1);
  head.amount = money(sums.amount);
  head.creditDebit = s.text(3);
  head.method = s.text(4);
  head.effective = dayIn(s, 16, loop, problems);
}

function openClaim(state: PaymentState, s: Segment, loop: string): void {
  tell(state, s.start);
  const { problems, claimSums } = state;
  const span: SpanDraft = { from: s.start, to: s.end, segment: s.number };
  const charge = centsIn(s, 3, loop, problems);
  const paid = centsIn(s, 4, loop, problems);
  const status = s.text(2);
  if (status === REVERSAL && (charge > 0 || paid > 0)) {
    const text =
      "A reversal (22) takes back, so its charge and payment are not positive. Kept as written; ask the payer.";
    problems.at("warning", "reversal-sign", s, text, loop, [3]);
  }
  claimSums.charge = charge;
  claimSums.paid = paid;
  claimSums.adjusted = 0;
  claimSums.serviceCharges = 0;
  claimSums.servicePaid = 0;
  claimSums.serviceAdjusted = 0;
  claimSums.services = 0;
  claimSums.chargeByte = s.byteOf(3);
  claimSums.paidByte = s.byteOf(4);
  state.sums.claims += paid;
  state.claimSpan = span;
  state.party = undefined;
  state.claim = {
    span,
    payment: state.payment,
    provider: state.provider,
    id: s.word(1),
    status,
    charge: money(charge),
    paid: money(paid),
    patient: money(centsIn(s, 5, loop, problems)),
    filing: s.text(6),
    payerClaimNumber: s.text(7),
    facilityCode: s.text(8),
    frequency: s.text(9),
    adjustments: none(),
    parties: none(),
    remarks: none(),
    refs: none(),
    dates: none(),
    contacts: none(),
    amounts: none(),
    quantities: none(),
    lines: none(),
  };
}

function closeClaim(state: PaymentState, end: number): void {
  const { claim, claimSpan } = state;
  if (claim === undefined || claimSpan === undefined) return;
  claimSpan.to = end;
  claimBalance(state.problems, claimSpan, state.claimSums);
  state.claim = undefined;
  state.service = undefined;
  state.party = undefined;
  state.out.claimPayment?.(claim);
}

function openService(state: PaymentState, s: Segment, loop: string): void {
  const { problems, claimSums } = state;
  const span: SpanDraft = { from: s.start, to: s.end, segment: s.number };
  const charge = centsIn(s, 2, loop, problems);
  const paid = centsIn(s, 3, loop, problems);
  claimSums.services++;
  claimSums.serviceCharges += charge;
  claimSums.servicePaid += paid;
  claimSums.lineCharge = charge;
  claimSums.linePaid = paid;
  claimSums.linePaidByte = s.byteOf(3);
  claimSums.lineAdjusted = 0;
  const service: ServiceDraft = {
    span,
    procedure: procedure(s, 1),
    charge: money(charge),
    paid: money(paid),
    revenueCode: s.text(4),
    // A denied service is paid for no unit; one that is paid is not.
    units: paid === 0 ? quantityIn(s, 5, loop, problems) : unitsIn(s, 5, loop, problems),
    billedUnits: quantityIn(s, 7, loop, problems),
    submitted: s.has(6) ? procedure(s, 6) : undefined,
    adjustments: none(),
    dates: none(),
    refs: none(),
    amounts: none(),
    quantities: none(),
    remarks: none(),
  };
  state.service = service;
  state.serviceSpan = span;
  state.party = undefined;
  if (state.claim !== undefined) state.claim.lines = append(state.claim.lines, service);
}

function closeService(state: PaymentState, end: number): void {
  const { serviceSpan, claimSums } = state;
  if (serviceSpan === undefined) return;
  serviceSpan.to = end;
  serviceBalance(state.problems, serviceSpan, claimSums);
}

function addRemarks(claim: ClaimDraft | undefined, s: Segment, elements: readonly number[]): void {
  if (claim === undefined) return;
  for (const i of elements) {
    const code = s.text(i);
    if (code !== undefined) claim.remarks = append(claim.remarks, code);
  }
}

/** MOA03 to MOA07, and MIA05 with MIA20 to MIA23. */
const MOA_REMARKS = [3, 4, 5, 6, 7];
const MIA_REMARKS = [5, 20, 21, 22, 23];

type Holder = Pick<ClaimDraft, "dates" | "amounts" | "quantities" | "refs">;

function addDate(into: Holder | undefined, state: PaymentState, s: Segment, loop: string): void {
  const date = dtm(s, loop, state.problems);
  if (date !== undefined && into !== undefined) into.dates = append(into.dates, date);
}

function addAmount(into: Holder | undefined, state: PaymentState, s: Segment, loop: string): void {
  const read = amount(s, loop, state.problems);
  if (read !== undefined && into !== undefined) into.amounts = append(into.amounts, read);
}

function addQuantity(into: Holder | undefined, state: PaymentState, s: Segment, loop: string): void {
  const read = quantityIn(s, 2, loop, state.problems);
  if (read !== undefined && into !== undefined) into.quantities = append(into.quantities, [s.word(1), read] as const);
}

function addReference(into: Pick<ClaimDraft, "refs"> | undefined, s: Segment): void {
  if (into !== undefined) into.refs = append(into.refs, reference(s));
}

function readPlb(state: PaymentState, s: Segment, loop: string): void {
  tell(state, s.start);
  const { problems, sums } = state;
  const provider = s.word(1);
  const fiscalEnd: Day | undefined = dayIn(s, 2, loop, problems);
  for (let i = 3; i <= s.count; i += 2) {
    const n = centsIn(s, i + 1, loop, problems);
    if (Number.isNaN(n)) {
      if (s.has(i) || s.has(i + 1)) sums.adjustments = n;
      // The first pair is required by the grammar, which tells what it lacks.
      if (i > 3 && s.has(i) && !s.has(i + 1)) {
        const text = "A provider adjustment has a reason and no amount. It was left out; ask the payer.";
        problems.at("warning", "element-missing", s, text, loop, [i + 1]);
      }
      continue;
    }
    sums.adjustments += n;
    const parts = s.split(i);
    const reason = s.part(1, parts) ?? "";
    const adjustment = { provider, fiscalEnd, reason, reference: s.part(2, parts), amount: toCents(n) };
    state.out.providerAdjustment?.(adjustment, state.payment);
  }
}

function readRemark(state: PaymentState, s: Segment): void {
  const { service } = state;
  const kind = s.code(1);
  const code = s.text(2);
  if (service !== undefined && code !== undefined && (kind === HE || kind === RX)) {
    service.remarks = append(service.remarks, code);
  }
}

function setPayer(state: PaymentState, s: Segment, role: "payer" | "payee"): void {
  const party = fromN1(s);
  state.party = party;
  state.head[role] = party;
}

const withParty =
  (add: (party: PartyDraft, s: Segment) => void) =>
  (state: PaymentState, s: Segment): void => {
    if (state.party !== undefined) add(state.party, s);
  };

/** How the segments of an 835 become payments. */
export const payments: Mapping<PaymentState> = {
  open: (context, out, problems) => startState(context, out, problems),
  segments: {
    "835 BPR": readBpr,
    "835 TRN": (state, s) => {
      state.head.trace = s.text(2);
      state.head.payerTaxId = s.text(3);
    },
    "835 REF": (state, s) => addReference(state.head, s),
    "835 DTM": (state, s, loop) => {
      const date = dtm(s, loop, state.problems);
      if (s.code(1) === PRODUCED) state.head.produced = date?.from;
    },
    "835 PLB": readPlb,
    "1000A N1": (state, s) => setPayer(state, s, "payer"),
    "1000B N1": (state, s) => setPayer(state, s, "payee"),
    "* N3": withParty(addN3),
    "* N4": withParty(addN4),
    "* REF": withParty(addRef),
    "* PER": withParty(addPer),
    "2000 LX": (state, s) => {
      tell(state, s.start);
      state.provider = undefined;
    },
    "2000 TS3": (state, s) => {
      state.provider = s.text(1);
    },
    "2100 CLP": openClaim,
    "2100 CAS": (state, s, loop) => {
      if (state.claim !== undefined) state.claimSums.adjusted += adjust(state.claim, s, loop, state.problems);
    },
    "2100 NM1": (state, s) => {
      const party = fromNm1(s);
      if (state.claim !== undefined) state.claim.parties = append(state.claim.parties, party);
    },
    "2100 MIA": (state, s) => addRemarks(state.claim, s, MIA_REMARKS),
    "2100 MOA": (state, s) => addRemarks(state.claim, s, MOA_REMARKS),
    "2100 REF": (state, s) => addReference(state.claim, s),
    "2100 DTM": (state, s, loop) => addDate(state.claim, state, s, loop),
    "2100 PER": (state, s) => {
      if (state.claim !== undefined) state.claim.contacts = append(state.claim.contacts, contact(s));
    },
    "2100 AMT": (state, s, loop) => addAmount(state.claim, state, s, loop),
    "2100 QTY": (state, s, loop) => addQuantity(state.claim, state, s, loop),
    "2110 SVC": openService,
    "2110 DTM": (state, s, loop) => addDate(state.service, state, s, loop),
    "2110 CAS": (state, s, loop) => {
      if (state.service !== undefined) state.claimSums.lineAdjusted += adjust(state.service, s, loop, state.problems);
    },
    "2110 REF": (state, s) => addReference(state.service, s),
    "2110 AMT": (state, s, loop) => addAmount(state.service, state, s, loop),
    "2110 QTY": (state, s, loop) => addQuantity(state.service, state, s, loop),
    "2110 LQ": readRemark,
  },
  closes: {
    "2110": closeService,
    "2100": closeClaim,
    "835": (state, end) => {
      tell(state, end);
      closePayment(state.problems, state.sums);
    },
  },
  cut(state) {
    tell(state, state.context.byte);
    const span = state.claimSpan;
    if (state.claim === undefined || span === undefined) return;
    const text =
      "The file ends inside this claim payment, so it was left out: its lines may be missing. Get the whole file.";
    state.problems.add("error", "claim-cut", { byte: span.from, segment: span.segment, loop: "2100" }, text);
  },
};
