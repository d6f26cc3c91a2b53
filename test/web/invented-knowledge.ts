import type { Answer } from "#web/data/paths.ts";

/** A playbook and a directory, invented; sources lead nowhere. */

type Said = Answer<"getPlaybook">["evidence"][number];

const said = (text: string, more: Partial<Said> = {}): Said => ({
  text,
  source: {
    title: "An invented rule, part 4",
    url: "https://example.org/rule",
    day: "2026-06-04",
    read: "2026-11-22",
  },
  confidence: "verified",
  from: null,
  until: null,
  keepFromFederal: false,
  ...more,
});

const playbook: Answer<"getPlaybook"> = {
  id: "emergency",
  title: "Emergency and urgent care",
  about: "Visits to an emergency department by level.",
  statements: 6,
  sources: 1,
  codes: [{ from: "99281", to: "99285", what: "visits by level" }],
  places: [{ code: "23", name: "Emergency room" }],
  specialties: ["emergency medicine"],
  modifiers: [],
  bills: [],
  evidence: [said("Quote the chart by problems, data and risk."), said("The invoice.", { keepFromFederal: true })],
  arguments: [{ payer: said("The level is too high.", { confidence: "known" }), answer: said("Ask which guideline.") }],
  channels: [said("The visit is protected wherever it was.", { confidence: "unsure" })],
  batching: [said("One plan, one code, thirty business days.")],
  associations: [
    { short: "ACEP", name: "American College of Emergency Physicians", url: "https://www.acep.org", day: "2026-11-23" },
  ],
};

const row = {
  id: "zelis",
  kind: "repricer" as const,
  name: "Zelis",
  of: null,
  isPublic: true,
  aliases: ["Zelis", "ClaimPass"],
  statements: 2,
  contacts: 2,
  proven: 1,
};

const ENTRY = "0196a7c0-0000-7000-8000-000000000d01";
const proof = { id: "0196a7c0-0000-7000-8000-000000000d03", day: "2026-11-18", source: "fax report", by: "Maren Lund" };

const entry: Answer<"getDirectoryEntry"> = {
  row,
  methods: [said("It takes what saves most of four.")],
  tactics: [said("The plan sets the rules.", { confidence: "known" })],
  signs: ["Zelis", "ClaimPass"],
  own: [
    {
      id: ENTRY,
      client: null,
      kind: "repricer",
      name: "Zelis desk",
      aliases: [],
      payers: [],
      facts: [{ kind: "who may bind", text: "Team leads up to a limit.", source: "call of Nov 12", day: "2026-11-12" }],
      notes: "Ask for the plan's number first.",
      submission: null,
      version: 2,
      changedAt: "2026-11-18T15:00:00.000Z",
      by: "Maren Lund",
      contacts: [
        {
          ...{ id: "0196a7c0-0000-7000-8000-000000000d02", channel: "fax", address: "602 555 0100" },
          ...{ whose: "Appeals", purpose: "notices", source: "remittance of Nov 2", works: true },
          ...{ says: "Delivered on 2026-11-18, by fax report.", proofs: [{ ...proof, what: "delivered" }] },
        },
        {
          ...{ id: "0196a7c0-0000-7000-8000-000000000d04", channel: "email", address: "desk@example.org" },
          ...{ whose: null, purpose: null, source: "a letter", works: null, says: "No proof yet that it works." },
          proofs: [],
        },
      ] as Answer<"getDirectoryEntry">["own"][number]["contacts"],
    },
  ],
  habits: [
    {
      client: "0196a7c0-0000-7000-8000-0000000000c1",
      name: "Harbor Ridge",
      cases: 7,
      rows: [
        {
          ...{ id: "reply", label: "Days to reply", counted: "Calendar days from an offer of ours to their next." },
          ...{ n: 7, shown: true, says: "9 days, the middle, over 7.", cases: ["HR-2041", "HR-2052"] },
          ...{ from: "2026-05-04", to: "2026-11-18" },
          lately: { from: "2026-08-20", says: "12 days since 2026-08-20, 7 days before", better: false },
        },
        {
          ...{ id: "final", label: "More after a final", counted: "Offers called final that were followed by more." },
          ...{ n: 2, shown: false, says: "Counted 2 so far; shown from 5.", cases: ["HR-2041"] },
          ...{ from: "2026-08-04", to: "2026-10-18", lately: null },
        },
      ],
    },
  ],
  choose: false,
  says: "Habits are counted from the own cases of one client and shown from five.",
};

const clue = {
  where: "PER, contact, segment 9",
  words: "ZELIS NSA",
  from: 0,
  to: 9,
  sure: "certain",
  doubt: null,
} as const;
const vendor = { id: "zelis", kind: "repricer", name: "Zelis", of: null, sure: "certain", clues: [clue] } as const;

export const caseVendor = { vendor, others: [], hints: [], says: "Zelis, recognized by “ZELIS NSA”." };
/** The other side of every case: a vendor with an address that works, and habits too few to show. */
export const counterparty = {
  sides: [
    { role: "payer", entry: null, name: "Lone Star Health", sure: "certain", why: "Payer of the claim." },
    {
      role: "vendor",
      entry: "zelis",
      name: "Zelis",
      sure: "certain",
      why: "Recognized by “ZELIS NSA” in PER, contact.",
    },
  ],
  says: "Zelis, recognized by “ZELIS NSA”.",
  contacts: [{ ...entry.own[0]?.contacts[0], of: "Zelis", entry: ENTRY }],
  mayBind: [{ of: "Zelis", text: "Team leads up to a limit.", source: "call of Nov 12", day: "2026-11-12", own: true }],
  rates: [{ of: "Zelis", text: "It takes what saves most of four.", source: "Filing", day: "2026-11-20", own: false }],
  tactics: [],
  planLimits: [],
  submission: [
    {
      ...{ of: "Lone Star Health", payerId: "LSH01", address: null, portal: null, timelyDays: 90, appealDays: 180 },
      ...{ source: "provider manual", day: "2026-01-01" },
    },
  ],
  habits: [{ of: "Zelis", cases: 1, rows: entry.habits[0]?.rows ?? [] }],
  learning: { on: true, version: 0, changedAt: null, by: null },
};
/** What is to be expected of its one line. */
export const expectedLines = {
  rows: [
    {
      ...{ line: 1, code: "99285", place: "23" },
      expected: {
        ...{ low: "310.00", middle: "402.00", high: "588.00", n: 2, assumed: true },
        says: "assumed: own 2 lines of this payer and 9 of your other payers, pooled; from 5 lines it stands alone",
      },
    },
  ],
};
export const casePlaybooks = {
  asOf: "2026-11-23",
  fitting: [{ playbook, lines: 1, because: ["Codes 99285.", "Place of service 23."] }],
};

/** Who hears a complaint about the case. */
const association: NonNullable<Answer<"getComplaintBodies">["association"]> = {
  ...{ state: "TX", short: "IMA", name: "Invented Medical Association", url: "https://ima.example" },
  ...{ page: "https://ima.example/about", day: "2026-11-23" },
};

export const complaintBodies: Answer<"getComplaintBodies"> = {
  ...{ asOf: "2026-11-23", state: "TX", funding: null, association },
  says: "Nobody has said who funds the plan, which decides between them.",
  bodies: [
    {
      ...{ id: "no-surprises-help-desk", name: "No Surprises Help Desk (CMS)", state: null },
      why: "Hears whether the federal rules on surprise bills were kept, whoever funds the plan.",
      statements: [said("Hears complaints online.")],
    },
  ],
};

/** Answers by method and path. */
export const knowledge = {
  "GET /v1/playbooks": {
    asOf: "2026-11-23",
    rows: [playbook, { ...playbook, id: "anesthesia", title: "Anesthesia" }],
    stateAssociations: [association],
  },
  "GET /v1/playbooks/emergency": playbook,
  "GET /v1/directory": { rows: [row, { ...row, id: "aetna", kind: "payer", name: "Aetna", contacts: 0, proven: 0 }] },
  "GET /v1/directory/zelis": entry,
  "POST /v1/directory/recognize": {
    found: [{ ...vendor, clues: [{ ...clue, where: "text", words: "Zelis", from: 12, to: 17 }] }],
    says: "Named in it, the surest first.",
  },
  [`POST /v1/directory/${ENTRY}/contacts/0196a7c0-0000-7000-8000-000000000d04/proofs`]: entry.own[0]?.contacts[1],
};
