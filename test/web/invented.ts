import type { Answer } from "#web/data/paths.ts";
import type { QueueRow } from "#web/data/words.ts";

/** Cases nobody has, in the words of the contract: what the pages are tried on until the real server answers. */

export const TODAY = "2026-11-23";
const HARBOR = "0b6a5c1e-8f1d-4b6e-9d3c-1a2b3c4d5e6f";
export const INES = { id: "2d8c7e30-ab3f-4d80-9f5e-3c4d5e6f7081", name: "Ines Okonjo", initials: "IO" };
export const LUND = { id: "2d8c7e30-ab3f-4d80-9f5e-3c4d5e6f7082", name: "M. Lund", initials: "ML" };

export const idOf = (n: number): string => `4fae9052-cd51-4fa2-b170-${String(n).padStart(12, "0")}`;

export const me: Answer<"getMe"> = {
  person: { ...INES, email: "ines@harbor.example", role: "negotiator" },
  organization: { id: "3e9d8f41-bc40-4e91-a06f-4d5e6f708192", name: "Harbor Ridge Group" },
  clients: [{ id: HARBOR, name: "Harbor Ridge Acute Care Physicians", prefix: "HR" }],
  permissions: [
    "see cases",
    "see patients",
    "work cases",
    "log offers",
    "enter agreements",
    "close cases",
    "answer facts",
    "write papers",
    "export",
  ],
  today: TODAY,
  holiday: null,
  demo: true,
  secondFactor: false,
  password: true,
  sessionEnds: "2026-11-23T23:00:00.000Z",
  preferences: { singleKeys: true, home: null },
  home: "map",
  chain: { events: 12481, intact: true, checkedAt: "2026-11-23T12:00:00.000Z" },
  firstSteps: [],
};

export const counts: Answer<"getQueueCounts"> = {
  tabs: [
    { tab: "my day", cases: 13, stake: "48120.00", loss: "41200.00" },
    { tab: "expiring rights", cases: 14, stake: "38410.00", loss: "30120.00" },
    { tab: "our turn", cases: 17, stake: "38410.00", loss: "30120.00" },
    { tab: "waiting on payer", cases: 31, stake: "38410.00", loss: "30120.00" },
    { tab: "waiting on records", cases: 0, stake: "0.00", loss: "0.00" },
    { tab: "needs a fact", cases: 4, stake: "38410.00", loss: "30120.00" },
    { tab: "paid wrong", cases: 6, stake: "6412.00", loss: "0.00" },
    { tab: "team", cases: 10_000, stake: "248916.00", loss: "61000.00" },
  ],
  payers: [
    { key: "MPH", name: "Meridian Prairie Health", cases: 80 },
    { key: "SBA", name: "Sable Benefit Administrators", cases: 41 },
  ],
  owners: [
    { ...INES, cases: 120 },
    { ...LUND, cases: 80 },
  ],
  rights: [{ id: "nsa.open_neg_initiate", name: "Start open negotiation", cases: 61 }],
};

type Short = readonly [
  patient: string,
  payer: string,
  plan: string,
  of: QueueRow["class"],
  step: string,
  due: string | null,
  starts: string | null,
  paid: string,
  worth: string | null,
  stake: string,
];

const SHORT: readonly Short[] = [
  [
    "T. Abernathy",
    "Peachwood Life",
    "Insured",
    "denied",
    "State dispute request",
    "2026-11-24",
    null,
    "612.40",
    "5600.00",
    "4500.00",
  ],
  [
    "C. Villanueva",
    "Sable Benefit Adm.",
    "Self-funded",
    "underpaid",
    "Start arbitration",
    "2026-11-25",
    null,
    "2204.10",
    "12400.00",
    "9730.00",
  ],
  [
    "R. Osei",
    "Northlake Mutual",
    "Self-funded",
    "underpaid",
    "Send notice",
    "2026-11-25",
    "2026-10-13",
    "2688.52",
    "10900.00",
    "7415.00",
  ],
  [
    "J. Lindqvist",
    "Bluestem Valley",
    "Self-funded",
    "underpaid",
    "Send notice",
    "2026-11-27",
    "2026-10-15",
    "5624.75",
    "19800.00",
    "12940.00",
  ],
  [
    "A. Marchetti",
    "Sable Benefit Adm.",
    "Self-funded",
    "underpaid",
    "Send notice",
    "2026-11-27",
    "2026-10-15",
    "412.00",
    "4300.00",
    "3825.00",
  ],
  [
    "D. Whitcombe",
    "Meridian Prairie Health",
    "Self-funded",
    "underpaid",
    "Answer the offer",
    "2026-12-04",
    "2026-10-22",
    "533.69",
    "1240.00",
    "706.31",
  ],
  [
    "M. Fairbairn",
    "Meridian Prairie Health",
    "Insured",
    "underpaid",
    "State dispute request",
    "2026-12-02",
    null,
    "890.00",
    "4000.00",
    "3110.00",
  ],
  [
    "S. Dubois",
    "Sable Benefit Adm.",
    "Self-funded",
    "denied",
    "Internal appeal",
    "2026-12-08",
    null,
    "0.00",
    "1640.00",
    "1640.00",
  ],
  [
    "L. Haverford",
    "Ferrand Logistics Plan with a name that is long",
    "",
    "needs a fact",
    "Answer one fact",
    "2026-12-01",
    "2026-10-19",
    "318.77",
    "1560.00",
    "1240.00",
  ],
  [
    "G. Tembo",
    "Bluestem Valley",
    "Self-funded",
    "unpaid",
    "Ask for the payment",
    "2026-11-30",
    null,
    "0.00",
    null,
    "0.00",
  ],
  [
    "B. Castellanos",
    "Meridian Prairie Health",
    "Insured",
    "underpaid",
    "Send notice",
    "2026-12-16",
    "2026-11-03",
    "741.20",
    "3000.00",
    "2258.80",
  ],
  ["P. Nakagawa", "Northlake Mutual", "Insured", "unknown", "Load a price book", null, null, "120.00", null, "0.00"],
  ["E. Sorensen", "Northlake Mutual", "Insured", "expired", "Close", "2026-11-05", null, "300.00", "800.00", "500.00"],
];

/** One row of the queue; those after the first dozen repeat it under other numbers. */
export function rowOf(n: number): QueueRow {
  const [patient, payer, plan, of, step, due, starts, paid, worth, stake] =
    SHORT[n % SHORT.length] ?? SHORT[0] ?? fail();
  const offered = n % SHORT.length === 5;
  return {
    id: idOf(n),
    number: `HR-${2036 + n}`,
    client: HARBOR,
    version: 7,
    patient,
    claim: `HR${2036 + n}`,
    payer,
    plan: plan === "" ? null : plan,
    usState: plan === "Insured" ? "GA" : null,
    class: of,
    flags: of === "underpaid" ? ["protected"] : [],
    channel: "federal_open_negotiation",
    state: "open",
    step,
    service: "2026-08-18",
    due:
      due === null
        ? null
        : { day: due, daysLeft: 3, what: step, cite: "45 CFR 149.510(b)(1)", assumed: n % 2 === 1, starts },
    snoozedUntil: null,
    because: null,
    billed: "2960.00",
    allowed: paid,
    paid,
    benchmark: worth,
    stake,
    loss: stake,
    lastOffer: offered ? { amount: "770.00", from: "them" } : null,
    turn: "ours",
    right: null,
    owner: n % 4 === 3 ? LUND : n % 5 === 4 ? null : INES,
  };
}

function fail(): never {
  throw new Error("no row is invented");
}
