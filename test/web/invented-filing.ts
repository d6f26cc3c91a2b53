import type { Answer } from "#web/data/paths.ts";

/** What a filing of an invented case asks, with a paper that went out and was received. */

const OPEN_RULE = "45 CFR 149.510(b)(1)";

export const filing: Answer<"getFiling"> = {
  on: "2026-11-23",
  roads: [
    {
      ...{ road: "federal IDR", label: "Federal dispute", open: "met", ready: false },
      requirements: [
        {
          ...{ id: "notice-sent", what: "Notice sent", state: "met", says: "sent on 2026-10-14 by mail" },
          ...{ day: "2026-10-14", cite: OPEN_RULE, todo: null },
        },
        {
          ...{ id: "qpa", what: "QPA", state: "missing", says: "not known for line 4", day: null },
          ...{ cite: "45 CFR 149.140(d)", todo: "Ask the plan for the QPA of each line, and answer it here." },
        },
      ],
    },
  ],
  evidence: {
    playbook: "Emergency and urgent care",
    rows: [
      {
        ...{ text: "The emergency record", shownBy: ["record"], files: [], barred: false, state: "missing" },
        source: "prudent layperson standard",
      },
    ],
  },
  finalOffer: {
    ...{ amount: "1540.00", why: null, leftOut: ["billed charges"], cite: "42 USC 300gg-111(c)(5)(D)" },
    exhibits: [{ kind: "own_history", shows: "What this payer paid before for these services" }],
  },
  unproven: [{ fact: "plan_funding", question: "How is the plan funded?" }],
  after: { begun: "2026-11-23", days: [{ label: "Agree on the entity", day: "2026-11-27", cite: OPEN_RULE }] },
  offers: [{ event: 6, from: "them", amount: "770.00", made: "2026-11-16" }],
  papers: [
    {
      ...{
        event: 7,
        paper: "notice",
        hash: null,
        to: { name: "Lone Star Health", address: "1 Invented Plaza" },
        way: "mail",
      },
      ...{ day: "2026-10-14", reference: "9400 1000", by: "M. Lund" },
      delivery: { event: 8, outcome: "delivered", day: "2026-10-17", file: "receipt.pdf", note: null },
    },
  ],
  filings: [],
  approvals: [],
};
