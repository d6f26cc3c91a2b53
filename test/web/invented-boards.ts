import type { Answer } from "#web/data/paths.ts";
import { INES, idOf, TODAY } from "./invented.ts";

/** What the pages about many cases are tried on: invented figures that add up, in the words of the contract. */

const cell = (stake: string, lines: number) => ({ stake, lines });
const tally = (stake: string, lines: number, claims: number) => ({ stake, lines, claims });
const NONE = cell("0.00", 0);

export const map: Answer<"getMap"> = {
  asOf: TODAY,
  madeAt: "2026-11-23T08:40:00.000Z",
  totals: {
    claims: 248,
    remittances: 301,
    lines: 612,
    billed: "1204880.00",
    allowed: "402112.55",
    paid: "391004.10",
    patient: "27140.00",
    recoverable: "248916.00",
    stake: "260122.00",
    loss: "61000.00",
    takenBack: "0.00",
    byClass: {
      underpaid: tally("171340.00", 231, 118),
      denied: tally("52118.00", 66, 41),
      "needs a fact": tally("25458.00", 21, 9),
      expired: tally("11206.00", 27, 12),
      "paid in line": tally("0.00", 267, 68),
    },
    byFlag: { protected: tally("9870.00", 38, 17) },
    aging: [],
    duplicateFiles: 0,
    setAside: { claims: 3, billed: "4100.00" },
    unmatched: { claims: 2, remittances: 9 },
  },
  lapsesThisWeek: { stake: "38410.00", lines: 14, list: "tab=expiring rights" },
  rights: [
    {
      id: "us.negotiation",
      label: "Send negotiation notice",
      note: "Federal, 30 business days",
      cells: [
        cell("8140.00", 19),
        cell("24180.00", 8),
        cell("31260.00", 37),
        cell("44870.00", 58),
        cell("22405.00", 31),
        NONE,
      ],
    },
    {
      id: "us.initiation",
      label: "Start arbitration",
      note: "Federal, 4-day window",
      cells: [NONE, cell("9730.00", 4), cell("12040.00", 15), cell("6210.00", 8), NONE, NONE],
    },
    {
      id: "us.appeal",
      label: "Internal appeal",
      note: "ERISA and ACA, 180 days",
      cells: [
        cell("1200.00", 3),
        cell("4500.00", 2),
        cell("3280.00", 4),
        cell("9460.00", 11),
        cell("8930.00", 10),
        cell("24406.00", 42),
      ],
    },
  ],
  billAging: [
    { label: "0 to 30", stake: "41210.00" },
    { label: "31 to 60", stake: "88344.00" },
    { label: "61 to 90", stake: "64902.00" },
    { label: "91 to 120", stake: "33180.00" },
    { label: "121 and over", stake: "21280.00" },
  ],
  payers: [
    ["MPH", "Meridian Prairie Health", "85762.00", 210, 88],
    ["SBA", "Sable Benefit Administrators", "69429.00", 140, 131],
    ["NM", "Northlake Mutual", "44450.00", 90, 94.4],
    ["BV", "Bluestem Valley Health", "28525.00", 60, 71],
    ["PL", "Peachwood Life", "20750.00", 52, null],
  ].map(([key, name, recoverable, lines, allowedPercent]) => ({
    key: String(key),
    name: String(name),
    recoverable: String(recoverable),
    byClass: { underpaid: String(recoverable), denied: "9310.00", "needs a fact": "3200.00", expired: "1890.00" },
    lines: Number(lines),
    allowedPercent: allowedPercent === null ? null : Number(allowedPercent),
  })),
  doFirst: [
    ["HR-2118", "Bluestem Valley Health", "Send negotiation notice", 4, "12940.00", "2026-11-27", 3],
    ["HR-2096", "Sable Benefit Administrators", "Start arbitration", 1, "9730.00", "2026-11-25", 2],
    ["HR-1874", "Peachwood Life", "State dispute request", 2, "4500.00", "2026-11-24", 1],
  ].map(([number, payer, step, lines, stake, due, left], i) => ({
    case: idOf(i),
    number: String(number),
    payer: String(payer),
    step: String(step),
    lines: Number(lines),
    stake: String(stake),
    loss: "900.00",
    due: String(due),
    daysLeft: Number(left),
  })),
  questions: [
    {
      fact: "plan_funding",
      scope: "plan",
      key: "SBA|Ferrand Logistics",
      about: "the Ferrand Logistics plan",
      question: "Is the Ferrand Logistics plan self-funded?",
      values: ["self_funded", "insured"],
      dollars: "11204.00",
      claims: 4,
      lines: 9,
      client: null,
      case: null,
    },
  ],
  writeOffGuard: { lines: 23, stake: "14208.00", list: "flag=write-off guard&tab=team" },
  assumptions: ["The percentage of Medicare is 150, because no profile says another."],
  leftOut: [],
};

export const BATCH = "5fae9052-cd51-4fa2-b170-5e6f708192b7";
const file = (n: number, over: object) => ({
  id: idOf(400 + n),
  name: `november/era-${n}.txt`,
  kind: "835 remittances",
  bytes: 318_211,
  state: "read" as const,
  claims: 0,
  remittances: 41,
  lines: 120,
  paid: "48120.55",
  problems: { errors: 0, warnings: 0 },
  because: null,
  ...over,
});

export const batch: Answer<"getImport"> = {
  id: BATCH,
  client: idOf(1),
  state: "done",
  startedAt: "2026-11-23T08:38:12.000Z",
  endedAt: "2026-11-23T08:40:00.000Z",
  by: INES,
  files: [
    file(1, {}),
    file(2, { problems: { errors: 1, warnings: 2 } }),
    file(3, { kind: "claim list", name: "claims.csv", remittances: 0, claims: 12, paid: null }),
    file(4, {
      state: "refused",
      name: "notes.docx",
      kind: "unknown",
      because: "No kind that Parley reads.",
      paid: null,
    }),
  ],
  done: { bytes: 954_000, ofBytes: 954_000, stage: "" },
  claims: { new: 248, known: 3 },
  remittances: { new: 301, known: 0, matched: 292, unmatched: 9 },
  cases: { opened: 203, changed: 4 },
  answered: [],
  undo: { possible: false, because: "HR-2041 has an offer logged since." },
};

export const problems: Answer<"listProblems"> = {
  rows: [
    {
      code: "balance",
      severity: "error",
      at: { file: "november/era-2.txt", segment: 212, element: "SVC03" },
      message: "This remittance does not balance by $18.40. Nothing of it was used.",
      fileId: idOf(402),
    },
  ],
  next: null,
};

export const segments: Answer<"getSegments"> = {
  file: "november/era-2.txt",
  rows: [
    { segment: 211, byte: 8011, elements: ["DTM", "472", "20261002"], lit: null, here: false },
    { segment: 212, byte: 8028, elements: ["SVC", "HC:99285", "1250", "381.6"], lit: 3, here: true },
    { segment: 213, byte: 8052, elements: ["CAS", "CO", "45", "850"], lit: null, here: false },
  ],
  delimiters: { element: "*", component: ":", segment: "~" },
};

export const calendar: Answer<"getCalendar"> = {
  days: Array.from({ length: 40 }, (_, i) => {
    const day = new Date(Date.UTC(2026, 10, 2 + i)).toISOString().slice(0, 10);
    const isHoliday = day === "2026-11-26" || day === "2026-11-11";
    const count = isHoliday || i % 7 > 4 ? 0 : (i * 5) % 8;
    return {
      day,
      business: !isHoliday && i % 7 < 5,
      holiday: day === "2026-11-26" ? "Thanksgiving Day" : day === "2026-11-11" ? "Veterans Day" : null,
      count,
      dollars: `${count * 2310}.00`,
      first:
        count === 0
          ? []
          : [
              {
                case: idOf(i),
                number: `HR-${2000 + i}`,
                what: "Send negotiation notice",
                kind: "right" as const,
                dollars: "2310.00",
                cite: "45 CFR 149.510(b)(1)",
                businessDays: 30,
              },
            ],
    };
  }),
  feed: "/v1/calendar/an-invented-secret-of-a-feed.ics",
};

const payment = (
  n: number,
  state: "late" | "short" | "paid" | "expected",
  expected: string,
  received: string,
  difference: string,
) => ({
  case: idOf(n),
  number: `HR-${2050 + n}`,
  payer: "Meridian Prairie Health",
  agreement: 4,
  kind: "agreement" as const,
  basis: "further payment",
  due: "2026-11-20",
  state,
  expected,
  received,
  difference,
  daysLate: state === "late" ? 3 : null,
  lines: [{ line: 1, expected, received, difference, working: "agreed for line 1, less what came from Nov 1" }],
  working: `${expected} agreed, ${received} received from Nov 1`,
  source: "Letter of Nov 1",
  remittances: received === "0.00" ? [] : [{ day: "2026-11-18", amount: received, trace: "0091" }],
});

export const payments: Answer<"listPayments"> = {
  rows: [
    payment(1, "late", "1320.00", "0.00", "-1320.00"),
    payment(2, "short", "840.00", "700.50", "-139.50"),
    payment(3, "paid", "410.00", "410.00", "0.00"),
  ],
  next: null,
  totals: [
    { state: "late", rows: 1, expected: "1320.00", received: "0.00", difference: "-1320.00" },
    { state: "short", rows: 1, expected: "840.00", received: "700.50", difference: "-139.50" },
    { state: "paid", rows: 1, expected: "410.00", received: "410.00", difference: "0.00" },
  ],
};

const rule = (
  id: string,
  title: string,
  jurisdiction: string,
  value: string,
  openCases: number,
): Answer<"getLaw">["rows"][number] => ({
  id,
  kind: "deadline",
  title,
  jurisdiction,
  value,
  from: "2022-01-01",
  until: null,
  keyedBy: "first answer",
  confidence: id === "ny.request" ? "known" : "verified, checked Nov 2, 2026",
  cites: [{ cite: "45 CFR 149.510(b)(1)", url: "https://www.ecfr.gov/current/title-45/section-149.510" }],
  openCases,
});

export const law: Answer<"getLaw"> = {
  asOf: TODAY,
  rows: [
    rule("us.negotiation", "Open the negotiation", "US", "30 business days", 14),
    rule("us.appeal", "Internal appeal", "US", "180 days", 40),
    rule("ny.request", "Ask for a dispute", "NY", "3 years", 0),
  ],
};

export const oneRule: Answer<"getRule"> = {
  row: law.rows[0] as Answer<"getLaw">["rows"][number],
  text: ["Either side may open a negotiation within 30 business days after the first answer."],
  conditions: ["The service is protected.", "The plan is federal."],
  examples: [{ given: "first answer Oct 15, 2026", expect: "Nov 27, 2026", source: "counted by hand" }],
  versions: law.rows.slice(0, 1),
};

const none = { ...{ percentile: null, payer: null, low: null, high: null }, ...{ from: null, until: null } };

export const benchmarks: Answer<"listBenchmarks"> = {
  ...{ version: 3, file: "market.csv", loaded: "2026-11-20", by: "Maren Lund" },
  says: "A line takes the row of its code, modifiers, place, payer and day of service.",
  rows: [
    {
      ...{ ...none, kind: "in-network", code: "99285", modifiers: [], places: ["23"], amount: "410.00" },
      ...{ low: "340.00", high: "500.00", payer: "Northlake Mutual", from: "2026-01-01", until: "2026-12-31" },
      ...{ source: "Published files of the plan", date: "2026-10-01", line: 2 },
    },
    {
      ...{ ...none, kind: "charges", code: "71046", modifiers: ["26"], places: [], amount: "210.00", percentile: 80 },
      ...{ source: "Licensed charge database", date: "2026-07-01", line: 3 },
    },
  ],
};

export const rates: Answer<"getRates"> = {
  books: [
    {
      id: "b1",
      kind: "Relative values (RVU)",
      release: "RVU26D",
      from: "2026-10-01",
      until: "2026-12-31",
      rows: 18_204,
      sha256: "4f2a".repeat(16),
      files: ["PPRRVU26_OCT.csv"],
      licence: "CMS, codes under AMA licence",
      notes: [],
    },
  ],
  coverage: [
    { code: "99285", lines: 120, billed: "180000.00", priced: true, because: "every line has a benchmark" },
    { code: "A0429", lines: 4, billed: "3200.00", priced: false, because: "no line has a benchmark" },
  ],
  missing: [
    {
      what: "ZIP code to locality file",
      why: "without it a place must be named by carrier and locality",
      where: "cms.gov",
      lines: 41,
    },
  ],
};
