import type { Grammar, LoopRule, SegmentRule } from "./grammar.ts";
import { payments } from "./payment-reader.ts";
import { transaction } from "./set-reader.ts";

/** The claim payment and advice, 835, of 5010 (005010X221 and its addenda) and of 4010 (004010X091). */

const N2 = { id: "N2", name: "More of the name", once: true } satisfies SegmentRule;
const N3 = { id: "N3", name: "Street", once: true, needs: [1] } satisfies SegmentRule;
const N4 = { id: "N4", name: "City, state, ZIP", once: true, needs: [1] } satisfies SegmentRule;
const REF = { id: "REF", name: "Reference number", needs: [1, 2] } satisfies SegmentRule;
const PER = { id: "PER", name: "Contact", needs: [1] } satisfies SegmentRule;
const CAS = { id: "CAS", name: "Adjustments", needs: [1, 2, 3] } satisfies SegmentRule;
const AMT = { id: "AMT", name: "Amount", needs: [1, 2] } satisfies SegmentRule;
const QTY = { id: "QTY", name: "Quantity", needs: [1, 2] } satisfies SegmentRule;
const DTM = { id: "DTM", name: "Date", needs: [1, 2] } satisfies SegmentRule;

const n1 = (code: string, name: string): SegmentRule => ({
  id: "N1",
  name,
  required: true,
  once: true,
  needs: [1],
  when: { at: 1, codes: [code] },
});

const SERVICE = {
  loop: "2110",
  name: "Service line",
  segments: [
    { id: "SVC", name: "Service payment", required: true, once: true, needs: [1, 2, 3] },
    DTM,
    CAS,
    REF,
    AMT,
    QTY,
    { id: "LQ", name: "Remark code", needs: [1, 2] },
  ],
} satisfies LoopRule;

const CLAIM_PAYMENT = {
  loop: "2100",
  name: "Claim payment",
  record: true,
  segments: [
    { id: "CLP", name: "Claim payment", required: true, once: true, needs: [1, 2, 3, 4, 6, 7] },
    CAS,
    { id: "NM1", name: "Party", needs: [1, 2] },
    { id: "MIA", name: "Inpatient adjudication", once: true },
    { id: "MOA", name: "Outpatient adjudication", once: true },
    REF,
    DTM,
    PER,
    AMT,
    QTY,
  ],
  loops: [SERVICE],
} satisfies LoopRule;

const PAYER = {
  loop: "1000A",
  name: "Payer",
  required: true,
  once: true,
  segments: [n1("PR", "Payer"), N2, { ...N3, required: true }, { ...N4, required: true }, REF, PER],
} satisfies LoopRule;

const PAYEE = {
  loop: "1000B",
  name: "Payee",
  required: true,
  once: true,
  segments: [n1("PE", "Payee"), N2, N3, N4, REF, { id: "RDM", name: "How the advice is delivered", once: true }],
} satisfies LoopRule;

const HEADER = {
  loop: "2000",
  name: "Claims of one kind",
  record: true,
  segments: [
    { id: "LX", name: "Number", required: true, once: true, needs: [1] },
    { id: "TS3", name: "Provider totals", once: true, needs: [1] },
    { id: "TS2", name: "Inpatient totals", once: true },
  ],
  loops: [CLAIM_PAYMENT],
} satisfies LoopRule;

export const REMITTANCE = {
  set: "835",
  versions: ["005010X221", "004010X091"],
  name: "Claim payment and remittance advice",
  segments: [
    { id: "BPR", name: "Payment", required: true, once: true, needs: [1, 2, 3, 4, 16] },
    { id: "NTE", name: "Note" },
    { id: "TRN", name: "Trace number", required: true, once: true, needs: [1, 2, 3] },
    { id: "CUR", name: "Currency", once: true },
    REF,
    DTM,
    { id: "PLB", name: "Provider adjustment", trailer: true, needs: [1, 2, 3, 4] },
  ],
  // A claim payment without its LX is read all the same: it holds money.
  loops: [PAYER, PAYEE, HEADER, { ...CLAIM_PAYMENT, unlisted: true }],
} satisfies Grammar;

export const remittance = transaction(REMITTANCE, payments);
