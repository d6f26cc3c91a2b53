import type { Case, Eob, QueueRow, TimelineEntry } from "#web/data/words.ts";
import { INES, idOf, TODAY } from "./invented.ts";

/** One case whole, what happened to it and what the plan said of it; all invented. */

type Line = Case["evaluation"]["lines"][number];

function lineOf(
  line: number,
  code: string,
  billed: string,
  allowed: string,
  worth: string | null,
  stake: string,
): Line {
  const denied = allowed === "0.00";
  return {
    line,
    code,
    modifiers: line === 1 ? ["25"] : [],
    units: "1",
    date: "2026-08-18",
    billed,
    allowed,
    allowedFrom: "stated (AMT*B6)",
    paid: allowed,
    patient: "0.00",
    payment: denied ? "denied" : "underpaid",
    rightsState: "open",
    class: worth === null ? "unknown" : denied ? "denied" : "underpaid",
    flags: ["protected"],
    stake,
    benchmark: worth,
    benchmarkFrom: worth === null ? null : "own median allowed for this code and payer, 9 lines",
    channel: { verdict: "federal_open_negotiation", missing: [] },
    rights: [{ id: "nsa.open_neg_initiate", safe: ["2026-10-22", "2026-12-04"], daysLeft: 9, assumed: false }],
    loss: stake,
    lossFrom: `${stake} x 0.61 x (1 - 0.12)^8`,
    codes: denied ? ["CO-97"] : ["CO-45", "N877"],
    how: "same",
    because: [
      worth === null
        ? { text: "no benchmark: no release of 2026 was in force on the date of service" }
        : { text: `allowed ${allowed} is less than the benchmark ${worth}`, source: "profile: percentage of Medicare" },
    ],
  };
}

const LINES = [
  lineOf(1, "99285", "1860.00", "398.12", "842.00", "443.88"),
  lineOf(2, "12002", "640.00", "121.37", "260.00", "138.63"),
  lineOf(3, "93010", "118.00", "14.20", null, "0.00"),
  lineOf(4, "76705", "342.00", "0.00", "123.80", "123.80"),
];

const evaluation: Case["evaluation"] = {
  claim: "HR2041",
  payer: "Meridian Prairie Health",
  payerKey: "MPH",
  state: "IL",
  dateOfService: "2026-08-18",
  billed: "2960.00",
  allowed: "533.69",
  paid: "426.95",
  patient: "106.74",
  payment: "underpaid",
  class: "underpaid",
  flags: ["protected"],
  stake: "706.31",
  benchmark: "1240.00",
  channel: {
    verdict: "federal_open_negotiation",
    candidates: [
      {
        channel: "federal_open_negotiation",
        because: [
          { text: "No law of this state fixes the rate, so the federal process governs." },
          { text: "A remark on the line points to the federal process.", source: "remark code N877" },
        ],
        cites: ["42 USC 300gg-111(c)(1)(A)", "45 CFR 149.510(b)(1)"],
        confidence: "verified",
      },
      {
        channel: "federal_idr",
        because: [{ text: "It follows when thirty business days of talk end without agreement." }],
        cites: ["45 CFR 149.510(b)(2)"],
        confidence: "verified",
      },
    ],
    missing: [],
    because: [],
    facts: [
      { text: "service is emergency", source: "remark codes N877 N864" },
      { text: "plan_funding is self_funded_erisa", source: "facts file line 2: payer call" },
      { text: "state is IL", source: "service facility address" },
      { text: "opted_in is false", source: "assumed: the state has no opt-in" },
    ],
  },
  rights: [
    {
      id: "nsa.open_neg_initiate",
      channel: "federal_open_negotiation",
      label: "Open negotiation",
      state: "open",
      safe: ["2026-10-22", "2026-12-04"],
      daysLeft: 9,
      assumed: false,
      starts: { day: "2026-10-22", source: "the practice's bank file" },
      cite: "45 CFR 149.510(b)(1)(i)",
      confidence: "verified",
    },
    {
      id: "appeal",
      channel: "internal_appeal",
      label: "Internal appeal, line 4",
      state: "open",
      safe: ["2026-09-24", "2027-03-23"],
      daysLeft: 81,
      assumed: true,
      starts: { day: "2026-09-24", source: "assumed: the remittance file's own date" },
      cite: "29 CFR 2560.503-1(h)",
      confidence: "known",
    },
  ],
  loss: "212.00",
  lines: LINES,
  questions: ["plan_funding"],
  notes: [],
  sources: ["claims/HR-08.837, segment 24, claim", "remittances/HR-09.835, segment 38, remittance"],
  match: "matched by claim control number",
  takeback: null,
};

const MAY = [
  "assign",
  "answer fact",
  "withdraw fact",
  "add task",
  "finish task",
  "add note",
  "log call",
  "remove file",
  "log offer",
  "make offer",
  "accept offer",
  "reject offer",
  "withdraw offer",
  "set floor",
  "record counsel",
  "ask approval",
  "approve",
  "refuse approval",
  "withdraw approval",
  "enter agreement",
  "supersede agreement",
  "snooze",
  "hold",
  "close",
  "undo",
];

const questions: Case["questions"] = [
  {
    fact: "plan_funding",
    scope: "plan",
    key: "MPH|GRP1",
    about: "Meridian Prairie Health",
    question: "Is the plan insured, or does the employer pay the claims itself?",
    values: ["fully_insured", "self_funded_erisa"],
    dollars: "706.31",
    claims: 3,
    lines: 9,
    answer: null,
  },
  {
    fact: "payment_received",
    scope: "claim",
    key: "HR2041",
    about: "HR2041",
    question: "On what day did the payment, or the notice that nothing is paid, arrive?",
    values: [],
    dollars: "106.00",
    claims: 1,
    lines: 4,
    answer: null,
  },
];

const offers: Case["offers"] = [
  {
    event: 3,
    from: "us",
    amount: "1395.00",
    terms: null,
    made: "2026-11-09",
    expires: null,
    way: "email",
    state: "withdrawn",
  },
  {
    event: 4,
    from: "them",
    amount: "770.00",
    terms: "Paid in 10 business days",
    made: "2026-11-16",
    expires: null,
    way: "email",
    state: "standing",
  },
];

const expected: Case["expected"] = [
  {
    agreement: 9,
    kind: "agreement",
    basis: "further payment",
    due: "2026-11-20",
    state: "short",
    expected: "500.00",
    received: "450.00",
    difference: "-50.00",
    daysLate: null,
    lines: [
      {
        line: 1,
        expected: "400.00",
        received: "400.00",
        difference: "0.00",
        working: "400.00 on Nov 19, trace 88107",
      },
      {
        line: 2,
        expected: "100.00",
        received: "50.00",
        difference: "-50.00",
        working: "50.00 on Nov 19, trace 88107",
      },
    ],
    working: "450.00 of 500.00 came by Nov 20",
    source: "letter of Nov 2, signed by both",
  },
];

const flips: Case["flips"] = [
  {
    fact: "plan_funding",
    answer: "fully_insured",
    channel: "il_idr",
    until: "2026-11-30",
    text: "The plan is insured in Illinois after all",
  },
  {
    fact: "in_network",
    answer: "yes",
    channel: "direct_negotiation",
    until: null,
    text: "A rental contract covered Aug 18, 2026",
  },
];

export const caseOf = (row: QueueRow): Case => ({
  row: { ...row, billed: "2960.00", plan: "Calloway Foods Employee Plan", usState: "IL" },
  asOf: TODAY,
  providers: { billing: "Harbor Ridge Acute Care", facility: "Lakeshore Regional, Chicago", rendering: null },
  evaluation,
  flips,
  questions,
  thread: [],
  tasks: [
    {
      event: 5,
      title: "Ask records for the ultrasound image",
      due: "2026-11-27",
      daysLeft: 4,
      for: INES,
      waits: "records",
      done: false,
      call: null,
    },
  ],
  offers,
  expected,
  signing: [],
  letters: [],
  files: [
    {
      event: 6,
      name: "plan-letter.pdf",
      kind: "letter",
      bytes: 412_000,
      at: "2026-11-16T15:00:00.000Z",
      by: "Ines Okonjo",
    },
  ],
  otherRights: [{ label: "Internal appeal, line 4", day: "2027-03-23", daysLeft: 81, cite: "29 CFR 2560.503-1(h)" }],
  may: MAY,
  undoable: [{ event: 5, what: "task added" }],
});

const entry = (
  event: number,
  on: string,
  side: TimelineEntry["side"],
  kind: TimelineEntry["kind"],
  what: string,
  detail: string | null,
): TimelineEntry => ({
  event,
  seq: 12_000 + event,
  hash: `3f9a77c1e0${String(event).padStart(54, "0")}`,
  at: `${on}T14:06:00.000Z`,
  on,
  side,
  kind,
  what,
  detail,
  by: side === "they" ? "the plan" : "Ines Okonjo",
  superseded: false,
});

export const timeline: readonly TimelineEntry[] = [
  entry(8, TODAY, "rule", "decision", "Evaluated again", "A new day. Nothing moved."),
  entry(4, "2026-11-16", "they", "offer", "Plan offered $770.00", "62% of the benchmark, by email."),
  entry(3, "2026-11-09", "we", "offer", "We offered $1,395.00", "With two years of allowed amounts."),
  entry(2, "2026-10-22", "we", "call", "Call with the plan", "They said the notice was received."),
  entry(1, "2026-09-24", "they", "payment", "First payment received", "$426.95 by EFT."),
];

const eobLine = (
  code: string,
  charge: string,
  off: string,
  allowed: string,
  segment: number,
  reason: string,
): Eob["lines"][number] => ({
  code,
  modifiers: [],
  units: "1",
  date: "2026-08-18",
  charge,
  takenOff: off,
  allowed,
  patient: "0.00",
  paid: allowed,
  adjustments: [
    {
      code: reason,
      amount: off,
      meaning: "over the plan's amount",
      owes: "Says nobody owes it. No contract: may be disputed.",
      next: { tag: "Price", act: "Negotiate the price, or dispute it while a right is open." },
    },
  ],
  remarks: [],
  segments: [{ segment, text: `SVC*HC:${code}*${charge.replace(".00", "")}*${allowed}**1~` }],
});

export const eobs: readonly Eob[] = [1, 2].map((n) => ({
  remittance: idOf(900 + n),
  file: null,
  typedBy: null,
  payer: "Meridian Prairie Health",
  trace: `008810${n}`,
  paidOn: n === 1 ? "2026-09-24" : "2026-10-24",
  payerNumber: "MP2677310",
  status: "processed as primary",
  fate:
    n === 2
      ? { what: "stands", because: "it is the newest" }
      : { what: "replaced", because: "a later remittance corrects it" },
  billed: "2960.00",
  paid: "426.95",
  patient: "106.74",
  adjustments: [],
  remarks: [{ code: "N877", meaning: "the No Surprises Act applies" }],
  lines: [
    eobLine("99285", "1860.00", "1461.88", "398.12", 41, "CO-45"),
    eobLine("76705", "342.00", "342.00", "0.00", 47, "CO-97"),
  ],
  balance: { balances: true, out: "0.00", text: "Balances to the cent" },
  segments: [{ segment: 38, text: "CLP*HR2041*1*2960*426.95*106.74*12*MP2677310~" }],
}));
