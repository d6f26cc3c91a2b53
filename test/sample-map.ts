import { day } from "#base/day.ts";
import { type Cents, cents, usd, ZERO } from "#base/money.ts";
import { CLASSES, type ClaimEvaluation, FLAGS, type LineEvaluation, type RightView } from "#case/evaluation.ts";
import type { MapTotals, MoneyMap, Tally } from "#case/money-map.ts";

/** Hand-made maps for tests of what is drawn from them. Every name is invented. */

export const tally = (claims: number, lines: number, stake: string): Tally => ({ claims, lines, stake: usd(stake) });

const none: Tally = { claims: 0, lines: 0, stake: ZERO };

export function record<K extends string, V>(keys: readonly K[], value: V): Record<K, V> {
  return Object.fromEntries(keys.map((k) => [k, value])) as Record<K, V>;
}

export const emptyTotals: MapTotals = {
  claims: 0,
  remittances: 0,
  lines: 0,
  billed: ZERO,
  allowed: ZERO,
  paid: ZERO,
  patient: ZERO,
  recoverable: ZERO,
  stake: ZERO,
  loss: ZERO,
  byClass: record(CLASSES, none),
  byFlag: record(FLAGS, none),
  aging: ["today", "2 to 3 days", "4 to 10 days", "11 to 30 days", "over 30 days", "no clock", "expired"].map(
    (label) => ({
      label,
      lines: 0,
      stake: ZERO,
    }),
  ),
  takenBack: ZERO,
  setAside: { claims: 0, billed: ZERO },
  duplicateFiles: 0,
  unmatched: { claims: 0, remittances: 0 },
};

export const emptyMap: MoneyMap = {
  asOf: day("2026-11-23"),
  totals: emptyTotals,
  files: [],
  questions: [],
  first: [],
  leftOut: [],
  assumptions: [],
};

export const right = (of: Partial<RightView> & { readonly last?: string }): RightView => {
  const { last, ...rest } = of;
  return {
    id: "nsa.open_neg_initiate",
    channel: "federal_open_negotiation",
    label: "Send the open negotiation notice",
    state: "open",
    assumed: false,
    cite: "45 CFR 149.510(b)(1)",
    confidence: "verified",
    daysLeft: 3,
    ...(last === undefined ? {} : { safe: [day("2026-10-15"), day(last)] as const }),
    ...rest,
  };
};

export function line(of: Partial<LineEvaluation> = {}): LineEvaluation {
  return {
    number: 1,
    code: "99285",
    modifiers: ["25"],
    units: "1",
    date: day("2026-09-14"),
    billed: usd("2100.00"),
    allowed: usd("318.77"),
    allowedFrom: "AMT*B6",
    paid: usd("255.02"),
    patient: usd("63.75"),
    payment: "underpaid",
    rightsState: "open",
    class: "underpaid",
    flags: [],
    stake: usd("1241.23"),
    benchmark: {
      amount: usd("1560.00"),
      basis: "own median",
      working: "median of 7 lines of this payer and code in this folder",
    },
    channel: { verdict: "federal_open_negotiation", candidates: [], missing: [], because: [] },
    rights: [right({ last: "2026-11-27" })],
    loss: { amount: usd("263.71"), chancePermille: 550, daysLeft: 3, working: "1241.23 x 0.55 x 0.9^(3-1) = 552.97" },
    codes: ["CO-45", "N877"],
    reasons: ["above the payer's allowed amount"],
    how: "same",
    because: [],
    ...of,
  };
}

export function claim(of: Partial<ClaimEvaluation> = {}): ClaimEvaluation {
  return {
    claim: "ED-1001",
    payer: "Bluestem Valley Health",
    payerKey: "bluestem valley health",
    state: "TX",
    dateOfService: day("2026-09-14"),
    billed: usd("2100.00"),
    allowed: usd("318.77"),
    paid: usd("255.02"),
    patient: usd("63.75"),
    payment: "underpaid",
    class: "underpaid",
    flags: [],
    stake: usd("1241.23"),
    benchmark: usd("1560.00"),
    channel: { verdict: "federal_open_negotiation", candidates: [], missing: [], because: [] },
    facts: [{ text: "in_network is false", source: "practice profile" }],
    notes: [],
    rights: [right({ last: "2026-11-27" })],
    loss: usd("263.71"),
    lines: [line()],
    questions: [],
    sources: ["837.edi, segment 31", "835.edi, segment 12"],
    match: "matched by control number",
    remittances: 1,
    ...of,
  };
}

const bucket = (label: string, lines: number, stake: string) => ({ label, lines, stake: usd(stake) });

/** A busy practice: every class, every bucket, names that try to break the table. */
export const busyMap: MoneyMap = {
  asOf: day("2026-11-23"),
  totals: {
    claims: 248,
    remittances: 231,
    lines: 612,
    billed: usd("1284310.00"),
    allowed: usd("402118.40"),
    paid: usd("301774.12"),
    patient: usd("98211.07"),
    recoverable: usd("248916.00"),
    stake: usd("260122.00"),
    loss: usd("31204.00"),
    byClass: {
      "not this trade": tally(12, 31, "0"),
      "needs a fact": tally(9, 21, "25458.00"),
      expired: tally(12, 27, "11206.00"),
      denied: tally(41, 66, "52118.00"),
      unpaid: tally(3, 5, "2410.00"),
      underpaid: tally(118, 231, "168930.00"),
      "paid in line": tally(51, 229, "0"),
      unknown: tally(2, 2, "0"),
    },
    byFlag: {
      protected: tally(17, 38, "9870.00"),
      "asserted discount": tally(4, 9, "3310.00"),
      "write-off guard": tally(14, 23, "14208.00"),
      takeback: tally(1, 1, "0"),
      duplicate: tally(0, 0, "0"),
    },
    aging: [
      bucket("today", 2, "4500.00"),
      bucket("2 to 3 days", 12, "33910.00"),
      bucket("4 to 10 days", 68, "57435.00"),
      bucket("11 to 30 days", 143, "106875.00"),
      bucket("over 30 days", 77, "20738.00"),
      bucket("no clock", 21, "25458.00"),
      bucket("expired", 27, "11206.00"),
    ],
    takenBack: usd("0.00"),
    setAside: { claims: 0, billed: usd("0.00") },
    duplicateFiles: 1,
    unmatched: { claims: 8, remittances: 2 },
  },
  files: [
    {
      file: "claims/october.837",
      read: { as: "claims (837P)", claims: 130, remittances: 0, lines: 320 },
      problems: [],
    },
    {
      file: "claims/november.837",
      read: { as: "claims (837P)", claims: 118, remittances: 0, lines: 292 },
      problems: [],
    },
    {
      file: "remits.zip!nov.835",
      read: { as: "remittances (835)", claims: 0, remittances: 231, lines: 590 },
      problems: [],
    },
    {
      file: "remits.zip!cut.835",
      read: { as: "remittances (835)", claims: 0, remittances: 4, lines: 9 },
      problems: [
        {
          code: "x12.cut",
          severity: "error",
          at: { file: "remits.zip!cut.835", byte: 91204, segment: 2210 },
          message: "The file ends inside a segment. What was whole is kept; ask for the file again.",
        },
        { code: "x12.count", severity: "warning", at: { file: "remits.zip!cut.835" }, message: "A count differs." },
      ],
    },
  ],
  questions: [
    {
      fact: "plan-funding",
      scope: "plan",
      key: "FERRAND|G-100",
      about: "Ferrand Logistics",
      question: "Is the plan self-funded or insured?",
      values: ["self-funded", "insured"],
      dollars: usd("11204.00"),
      claims: 4,
      lines: 9,
    },
    {
      fact: "received",
      scope: "claim",
      key: 'ED-"77", B',
      about: 'ED-"77", B',
      question: "On which day did the payment arrive?",
      values: [],
      dollars: usd("812.00"),
      claims: 1,
      lines: 1,
    },
  ],
  first: [
    claim({
      claim: "HR-1874",
      payer: "Peachwood Life",
      class: "denied",
      stake: usd("4500.00"),
      loss: usd("4500.00"),
      channel: { verdict: "internal_appeal", candidates: [], missing: [], because: [] },
      rights: [
        right({
          id: "appeal",
          channel: "internal_appeal",
          label: "File the internal appeal",
          last: "2026-11-23",
          daysLeft: 1,
        }),
      ],
    }),
    claim({ claim: "HR-2118", stake: usd("12940.00"), loss: usd("3101.20") }),
    claim({
      claim: "HR-2061",
      payer: "Société Mutuelle 保険組合 \x1b[31mRED\x1b[0m de la Prairie Méridionale",
      class: "needs a fact",
      stake: usd("1240.00"),
      loss: usd("120.00"),
      channel: {
        verdict: "undetermined",
        candidates: [
          { channel: "federal_open_negotiation", because: [], cites: [], confidence: "verified" },
          { channel: "internal_appeal", because: [], cites: [], confidence: "verified" },
        ],
        missing: ["plan-funding"],
        because: [],
      },
      rights: [right({ last: "2027-01-08", daysLeft: 31, assumed: true })],
    }),
    claim({ claim: "HR-9", payer: "", class: "unpaid", stake: usd("90.00"), loss: cents(0n) as Cents, rights: [] }),
  ],
  leftOut: [
    {
      what: "Medicare Advantage of Kansas",
      because: "Medicare Advantage has its own appeals",
      claims: 12,
      billed: usd("40110.00"),
    },
    { what: "scan.pdf", because: "a PDF is not read yet", claims: 0, billed: ZERO },
  ],
  assumptions: [
    "A right on an underpaid line pays in 55 of 100 cases when used; denied 40; both are assumptions, not measured.",
    "A tenth of the open work is done a day.",
    "150% of Medicare is the target where no own median exists.",
  ],
};
