import type { Answer } from "#web/data/paths.ts";
import { INES, idOf, LUND, TODAY } from "./invented.ts";

/** One negotiation as the desk is told it: two asks, two answers, and what to do now; all invented. */

type Negotiation = Answer<"getNegotiation">;
type Offer = Negotiation["offers"][number];

export const LARGE = {
  guard: "G4",
  says: "it is over $1,000",
  liftedBy: "large offer",
} as const satisfies Negotiation["cards"][number]["needs"][number];

const offerOf = (
  event: number,
  from: Offer["from"],
  amount: string,
  made: string,
  step: Offer["step"],
  state: Offer["state"],
): Offer => ({
  event,
  from,
  amount,
  made,
  expires: null,
  state,
  terms: from === "us" ? { payWithin: 10, noBalanceBill: true } : null,
  saidFinal: false,
  answers: null,
  step,
  by: from === "us" ? INES.name : "R. Castellan",
  way: "email",
  source: from === "them" ? "letter of Nov 16" : null,
  guarded: from === "us",
  reasons: [],
  waives: [],
  lines: null,
  worth: amount,
  termsWorth: [],
});

const anchor = (id: string, label: string, amount: string, source: string, whyNot: string | null = null) => ({
  id,
  label,
  amount,
  source,
  admissible: whyNot === null,
  whyNot,
});

const BARRED = "This case may go to federal arbitration, where it may not be used (45 CFR 149.510(c)(4)(v)).";

const said = (id: string, label: string, text: string, source: string, whyNot: string | null = null) => ({
  id,
  label,
  text,
  source,
  admissible: whyNot === null,
  whyNot,
});

const reason = (id: string, text: string, effect: string, source: string, prior: boolean) => ({
  id,
  text,
  effect,
  source,
  prior,
});

const cards: Negotiation["cards"] = [
  {
    move: "accept",
    label: "Accept now",
    amount: "770.00",
    value: "767.00",
    low: "767.00",
    high: "767.00",
    chance: 1,
    days: 14,
    fees: "0.00",
    minutes: 4,
    suggested: false,
    open: true,
    why: "the $770.00 they offered, less four minutes",
    needs: [{ guard: "G1", says: "$770.00 is $260.00 under the floor", liftedBy: "second person" }],
    reasons: [reason("offer", "what they offered", "770.00", "letter of Nov 16", false)],
    flips: ["Accept from $1,087.00."],
  },
  {
    move: "counter",
    label: "Counter at $1,320",
    amount: "1320.00",
    value: "1087.00",
    low: "790.00",
    high: "1210.00",
    chance: 0.64,
    days: 27,
    fees: "0.00",
    minutes: 12,
    suggested: true,
    open: true,
    why: "settles near $1,135.00, 64 in 100",
    needs: [LARGE],
    reasons: [
      reason("history", "the payer’s second move is larger than its first", "118.00", "27 of 41 own cases", false),
      reason("prior", "how far this payer’s limit lies above its first word", "64.00", "prior of November 2026", true),
    ],
    flips: ["Escalate if the chance at arbitration is 86 in 100 or more."],
  },
  {
    move: "escalate",
    label: "Wait, then arbitrate",
    amount: null,
    value: "1026.00",
    low: "310.00",
    high: "1240.00",
    chance: 0.78,
    days: 150,
    fees: "450.00",
    minutes: 90,
    suggested: false,
    open: true,
    why: "award $1,420.00 or $640.00, less fees",
    needs: [{ guard: "G4", says: "every filing is a person’s decision", liftedBy: "filing" }],
    reasons: [reason("fee", "administrative fee of $15.00", "-15.00", "45 CFR 149.510(d)", false)],
    flips: [],
  },
];

/** Before an offer is taken: one matter is so, and one nobody knows. */
export const signing: Answer<"checkSigning"> = {
  checks: [
    {
      ...{ id: "floor", label: "Not below the floor", is: "pass", allowed: false },
      ...{ says: "$1,640.00 against a floor of $1,400.00", source: "the plan" },
    },
    {
      ...{ id: "payer", label: "The payer's side may bind it", is: "not known", allowed: false },
      ...{ says: "the directory does not say who may bind this payer", source: "Directory" },
    },
  ],
  clear: true,
};

export const waiting: Negotiation["approvals"][number] = {
  id: idOf(801),
  case: idOf(5),
  number: "HR-2041",
  deal: null,
  client: "0b6a5c1e-8f1d-4b6e-9d3c-1a2b3c4d5e6f",
  event: 12,
  act: "make offer",
  amount: "1320.00",
  what: ["large offer"],
  asks: {
    offer: null,
    answers: 6,
    final: false,
    terms: { payWithin: 10, noBalanceBill: true },
    lines: null,
    way: "email",
    expires: null,
    reasons: ["qpa"],
  },
  says: "offer $1,320.00",
  note: null,
  askedBy: LUND,
  asked: "2026-11-23T14:00:00.000Z",
  ends: "2026-11-25",
  floor: "1030.00",
  unproven: [
    { fact: "plan_funding", question: "Is the plan insured, or does the employer pay the claims itself?" },
    { fact: "payment_received", question: "On what day did the first payment arrive?" },
  ],
  attested: [],
  state: "waiting",
  decidedBy: null,
  decided: null,
  reason: null,
  mayDecide: true,
  whyNot: null,
  version: 7,
};

export const negotiation: Negotiation = {
  case: idOf(5),
  number: "HR-2041",
  version: 7,
  asOf: TODAY,
  why: null,
  askFirst: null,
  before: null,
  channel: { id: "federal_open_negotiation", label: "Federal open negotiation", admissibleForum: "federal-idr" },
  window: {
    label: "Open negotiation",
    from: "2026-10-22",
    until: "2026-12-04",
    length: 30,
    elapsed: 22,
    daysLeft: 8,
    cite: "45 CFR 149.510(b)(1)",
  },
  turn: {
    move: "counter",
    amount: "1320.00",
    lastAsk: false,
    because: "a counter is worth $320.00 more than what they offer, and the window is open through 2026-12-04",
    value: "1087.00",
    prepare: false,
    alerts: [],
    flags: [],
    refusals: [LARGE],
  },
  anchors: [
    anchor("allowed", "Paid", "533.69", "remittances/HR-09.835, segment 38"),
    anchor("qpa", "QPA", "592.59", "the plan’s disclosure of Sep 24"),
    anchor("ownMedian", "Own median", "842.00", "own median allowed for these codes and payer, 9 lines"),
    anchor("medicare", "Medicare", "310.40", "fee schedule 2026C, Illinois 16", BARRED),
    anchor("billed", "Charge", "2960.00", "claims/HR-08.837, segment 24", BARRED),
  ],
  zone: {
    floor: "1030.00",
    target: "1240.00",
    cap: "1860.00",
    likelyLow: "820.00",
    likelyHigh: "1290.00",
    chance: 0.7,
  },
  offers: [
    offerOf(3, "us", "1540.00", "2026-10-22", null, "standing"),
    offerOf(4, "them", "650.00", "2026-11-03", null, "standing"),
    offerOf(5, "us", "1395.00", "2026-11-09", { amount: "-145.00", percent: -9.4 }, "standing"),
    offerOf(6, "them", "770.00", "2026-11-16", { amount: "120.00", percent: 18.5 }, "standing"),
  ],
  cards,
  waysOut: [
    {
      ...{ id: "accept", label: "Keep what was allowed", open: true, why: "it needs nobody's consent" },
      ...{ value: "533.69", payerCost: "533.69", days: 0, fees: "0.00", chance: 1 },
    },
    {
      ...{ id: "federal IDR", label: "Federal dispute, after talks", open: true, why: "the federal channel is open" },
      ...{ value: "1010.00", payerCost: "1490.00", days: 120, fees: "505.00", chance: 0.78 },
    },
    {
      ...{ id: "lawsuit", label: "Lawsuit", open: false, why: "counsel has not said what it would take" },
      ...{ value: null, payerCost: null, days: null, fees: "0.00", chance: null },
    },
  ],
  reply: { low: "845.00", high: "985.00", days: 7, sample: 41 },
  sensitivity: {
    what: "Chance to win at arbitration",
    now: 0.78,
    low: 0.4,
    high: 0.95,
    steps: Array.from({ length: 12 }, (_, i) => ({
      at: 0.4 + i * 0.05,
      accept: "767.00",
      counter: (1020 + i * 8).toFixed(2),
      escalate: (600 + i * 56).toFixed(2),
      wait: (1000 + i * 8).toFixed(2),
      move: i < 9 ? ("counter" as const) : ("escalate" as const),
    })),
    turns: [{ at: 0.86, from: "counter", to: "escalate" }],
  },
  reasons: [
    said("qpa", "QPA, four lines", "The plan disclosed a QPA of $592.59.", "disclosure of Sep 24"),
    said("ownMedian", "Own contracts", "Plans allowed $842.00 for these codes.", "own remittances, 9 lines"),
    said("acuity", "Acuity record, p. 3", "The record shows critical care.", "record, page 3"),
    said("billed", "Charges", "The charge is $2,960.00.", "the claim", BARRED),
    said("medicare", "Medicare", "Medicare pays $310.40.", "fee schedule 2026C", BARRED),
  ],
  final: {
    ...{ n: 9, multiple: { low: 0.92, median: 1.61, high: 2.84 } },
    source: "own 9 cases: 6 of this payer; older ones count half after 365 days",
  },
  ahead: [
    { answer: "silence", bid: "612.00", move: "hold", amount: null, because: "our last ask has no answer yet" },
    { answer: "half way", bid: "980.00", move: "accept", amount: "980.00", because: "going on is worth no more" },
  ],
  firstOffer: null,
  coach: [
    {
      text: "Quillmark’s second move with this plan is larger than its first in 27 of 41 cases.",
      n: 27,
      of: 41,
      source: "own closed cases, Jan 2025 to Oct 2026",
    },
  ],
  authority: {
    limit: "1000.00",
    stopped: false,
    messagesToday: 3,
    messagesADay: 40,
    autonomy: "suggest",
    mayApprove: true,
  },
  floorSet: {
    amount: "1030.00",
    reason: "the practice’s own for this payer",
    by: LUND.name,
    at: "2026-10-20T15:00:00.000Z",
  },
  lines: [
    { line: 1, code: "99285", billed: "1860.00", allowed: "398.12", paid: "398.12", patient: "0.00", asked: true },
    { line: 2, code: "12002", billed: "640.00", allowed: "121.37", paid: "121.37", patient: "0.00", asked: true },
    { line: 3, code: "93010", billed: "118.00", allowed: "14.20", paid: "14.20", patient: "0.00", asked: true },
    { line: 4, code: "76705", billed: "342.00", allowed: "0.00", paid: "0.00", patient: "0.00", asked: true },
  ],
  approvals: [],
};

/** A case nothing was offered on, of which too little is known. */
export const beginning: Negotiation = {
  ...negotiation,
  why: "one fact decides between two channels",
  askFirst: {
    fact: "plan_funding",
    question: "Is the plan insured, or does the employer pay the claims itself?",
    worth: "706.31",
  },
  turn: null,
  window: null,
  zone: null,
  offers: [],
  cards: [],
  reply: null,
  sensitivity: null,
  coach: [],
  floorSet: null,
};

export const authority: Answer<"getAuthority"> = {
  offerLimit: "5000.00",
  messagesADay: 40,
  stopped: false,
  autonomy: "suggest",
  client: null,
  from: "organization",
  version: 2,
  people: [{ person: LUND, upTo: "10000.00" }],
  messagesToday: 3,
  changedAt: "2026-11-20T15:00:00.000Z",
  by: INES.name,
};
