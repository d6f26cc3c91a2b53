import type { CodeList } from "./asks.ts";
import { CONTACTS, EITHER, FILING, GROUPS, qualifiers } from "./code-lists.ts";
import type { Grammar, Kinds, LoopRule, SegmentRule } from "./grammar.ts";
import { grammarOf4010 } from "./older.ts";
import { payments } from "./payment-reader.ts";
import { transaction } from "./set-reader.ts";

/** The claim payment and advice, 835, of 5010 (005010X221 and its addenda) and of 4010 (004010X091). */

const N2 = { id: "N2", name: "More of the name", once: true } satisfies SegmentRule;
const N3 = { id: "N3", name: "Street", once: true, needs: [1] } satisfies SegmentRule;
const N4 = { id: "N4", name: "City, state, ZIP", once: true, needs: [1] } satisfies SegmentRule;
const REF = { id: "REF", name: "Reference number", needs: [1, 2] } satisfies SegmentRule;
const PER = { id: "PER", name: "Contact", needs: [1] } satisfies SegmentRule;
const CAS = {
  id: "CAS",
  name: "Adjustments",
  most: 99,
  needs: [1, 2, 3],
  codes: { 1: GROUPS },
} satisfies SegmentRule;
const AMT = { id: "AMT", name: "Amount", needs: [1, 2] } satisfies SegmentRule;
const QTY = { id: "QTY", name: "Quantity", needs: [1, 2] } satisfies SegmentRule;
const DTM = { id: "DTM", name: "Date", needs: [1, 2] } satisfies SegmentRule;

const of = (rule: SegmentRule, kinds: Omit<Kinds, "at">): SegmentRule => ({ ...rule, kinds: { at: 1, ...kinds } });

const n1 = (code: string, name: string, ids: CodeList, needs: readonly number[]): SegmentRule => ({
  id: "N1",
  name,
  required: true,
  once: true,
  needs: [1],
  needs5010: needs,
  when: { at: 1, codes: [code] },
  codes5010: { 3: ids },
});

/** Categories of federal mandates. */
const MANDATES = "ZK ZL ZM ZN ZO";
/** Numbers of providers of older plans and of today. */
const PROVIDERS = "0B 1A 1B 1C 1D 1G 1H 1J D3 G2";
const PROCEDURES = "HC AD ER HP IV N4 N6 NU UI WK";
const PARTIES = "XX MI FI II 34 HN MR C BD BS MC PC SL UP AD NI PI PP XV";

const SERVICE = {
  loop: "2110",
  name: "Service line",
  most: 999,
  segments: [
    {
      id: "SVC",
      name: "Service payment",
      required: true,
      once: true,
      needs: [1, 2, 3],
      needs5010: ["1-1", "1-2"],
      codes5010: { "1-1": PROCEDURES, "6-1": PROCEDURES },
    },
    of(DTM, { once: "472 150 151" }),
    CAS,
    of(REF, { once: "6R", most: { "0K": 5 }, any: `LU 1S APC BB E9 G1 G3 RB ${PROVIDERS} HPI SY TJ` }),
    { ...of(AMT, { any: `B6 KH T T2 ${MANDATES}` }), most: 9 },
    { ...of(QTY, { any: MANDATES }), most: 6 },
    { id: "LQ", name: "Remark code", most: 99, needs: [1, 2], codes5010: { 1: "HE RX" } },
  ],
} satisfies LoopRule;

/** CLP02: how a claim was processed. */
const STATUSES = "1 2 3 4 19 20 21 22 23 25";
const STATUSES_4010 = `${STATUSES} 5 10 13 15 16 17 27`;

const claimPayment = (statuses: CodeList): LoopRule => ({
  loop: "2100",
  name: "Claim payment",
  record: true,
  segments: [
    {
      id: "CLP",
      name: "Claim payment",
      required: true,
      once: true,
      needs: [1, 2, 3, 4, 6, 7],
      codes: { 2: statuses },
      // The guide's list is shorter, but many payers send back what the claim said.
      codes5010: { 6: FILING },
    },
    CAS,
    {
      ...of({ id: "NM1", name: "Party", needs: [1, 2] }, { once: "QC IL 74 82 TT PR GB" }),
      required: "5010",
      codes5010: { 2: EITHER, 8: PARTIES },
    },
    { id: "MIA", name: "Inpatient adjudication", once: true, needs5010: [1] },
    { id: "MOA", name: "Outpatient adjudication", once: true },
    of(REF, { any: `1L 1W 28 6P 9A 9C BB CE EA F8 G1 G3 IG SY ${PROVIDERS} LU` }),
    of(DTM, { once: "232 233 036 050" }),
    { ...of(PER, { most: { CX: 2 } }), codes5010: CONTACTS },
    { ...of(AMT, { any: `AU D8 DY F5 I NL T T2 ${MANDATES}` }), most: 13 },
    { ...of(QTY, { any: `CA CD LA LE NE NR OU PS VS ${MANDATES}` }), most: 14 },
  ],
  loops: [SERVICE],
});

const PAYER = {
  loop: "1000A",
  name: "Payer",
  required: true,
  once: true,
  segments: [
    n1("PR", "Payer", "XV", [2]),
    N2,
    { ...N3, required: true },
    { ...N4, required: true },
    of(REF, { once: "2U EO HI NF" }),
    of(PER, { once: "CX IC", any: "BL" }),
  ],
} satisfies LoopRule;

const PAYEE = {
  loop: "1000B",
  name: "Payee",
  required: true,
  once: true,
  segments: [
    n1("PE", "Payee", "XX FI XV", [2, 3, 4]),
    N2,
    N3,
    N4,
    of(REF, { any: "TJ PQ 0B D3" }),
    {
      id: "RDM",
      name: "How the advice is delivered",
      once: true,
      needs5010: [1],
      codes5010: { 1: "BM EM FT OL" },
    },
  ],
} satisfies LoopRule;

const header = (claim: LoopRule): LoopRule => ({
  loop: "2000",
  name: "Claims of one kind",
  record: true,
  segments: [
    { id: "LX", name: "Number", required: true, once: true, needs: [1] },
    { id: "TS3", name: "Provider totals", once: true, needs: [1], needs5010: [2, 3, 4, 5], shapes: { 3: "day" } },
    { id: "TS2", name: "Inpatient totals", once: true },
  ],
  loops: [{ ...claim, required: true }],
});

/** PLB: why a provider's payment is not the sum of its claims. */
const REASONS =
  "WO FB 72 L6 CS 50 51 90 AH AM AP B2 B3 BD BN C5 CR CT CV CW DM E3 FC GO HM IP IR IS J1 L3 LE LS OA OB PI PL RA RE SL TL WU";

const SEGMENTS: readonly SegmentRule[] = [
  {
    id: "BPR",
    name: "Payment",
    required: true,
    once: true,
    needs: [1, 2, 3, 4, 16],
    codes: { 3: "C D" },
    codes5010: {
      1: "C D H I P U X",
      4: "ACH BOP CHK FWT NON",
      5: "CCP CTX",
      6: "01 04",
      8: "DA",
      12: "01 04",
      14: "DA SG",
    },
  },
  { id: "NTE", name: "Note" },
  { id: "TRN", name: "Trace number", required: true, once: true, needs: [1, 2, 3], codes: { 1: "1" } },
  { id: "CUR", name: "Currency", once: true, needs5010: [1, 2] },
  of(REF, { once: "EV F2" }),
  of(DTM, { once: "405" }),
  {
    id: "PLB",
    name: "Provider adjustment",
    trailer: true,
    needs: [1, 2, 3, 4],
    needs5010: ["3-1"],
    codes5010: qualifiers([3, 5, 7, 9, 11, 13], REASONS),
  },
];

// A claim payment without its LX is read all the same: it holds money.
const loops = (claim: LoopRule): readonly LoopRule[] => [PAYER, PAYEE, header(claim), { ...claim, unlisted: true }];

const REMITTANCE_5010 = {
  set: "835",
  versions: ["005010X221"],
  name: "Claim payment and remittance advice",
  segments: SEGMENTS,
  loops: loops(claimPayment(STATUSES)),
} satisfies Grammar;

const REMITTANCE_4010 = grammarOf4010({ ...REMITTANCE_5010, loops: loops(claimPayment(STATUSES_4010)) }, "004010X091");

export const remittance5010 = transaction(REMITTANCE_5010, payments);
export const remittance4010 = transaction(REMITTANCE_4010, payments);
