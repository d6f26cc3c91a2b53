import {
  ANNUAL_2023,
  APPEAL_IT,
  BECKER_ANTITRUST,
  CLARITEV_FAQ,
  FACT_SHEET,
  HST_TALK,
  INSURANCE_MAZE,
  MDCLARITY,
  TIMES,
  VIANT_CIGNA,
  VIANT_MODERN,
  VIANT_ORDER,
} from "./sources.ts";
import type { PublicEntry } from "./vendor.ts";

/** Claritev, which was MultiPlan, and what it sells under other names. */
export const CLARITEV: readonly PublicEntry[] = [
  {
    id: "claritev",
    kind: "repricer",
    name: "Claritev (MultiPlan)",
    signs: [
      { words: "Claritev", is: "name" },
      { words: "MultiPlan", is: "name" },
      { words: "multiplan.us", is: "name" },
      { words: "claritev.com", is: "name" },
    ],
    methods: [
      {
        text: "MultiPlan has been called Claritev since February 2025. Papers of both names are of one firm.",
        source: BECKER_ANTITRUST,
        confidence: "verified",
      },
      {
        text: "It works for payers: insurers, administrators, self-insured employers. For claims out of network it prices by data, negotiates, and sells payment integrity beside.",
        source: ANNUAL_2023,
        confidence: "verified",
      },
      {
        text: "By its own figures for 2023 it took 25.7 billion of out-of-network charges and found 14.3 billion to save, over 55 per cent of the average bill.",
        source: FACT_SHEET,
        confidence: "verified",
      },
    ],
    tactics: [
      {
        text: "It recommends and the plan decides. An appeal goes to the plan, citing its benefits.",
        source: APPEAL_IT,
        confidence: "known",
      },
      {
        text: "It is usually paid by the size of what is saved: the smaller the payment, the higher the fee. That is an interest to name in plain talks.",
        source: TIMES,
        confidence: "known",
      },
      {
        text: "Providers' antitrust cases over its pricing went past dismissal in June 2025. Claritev says that they have no merit.",
        source: BECKER_ANTITRUST,
        confidence: "verified",
      },
    ],
  },
  {
    id: "data-isight",
    kind: "repricer",
    name: "Data iSight",
    of: "claritev",
    signs: [
      { words: "Data iSight", is: "name" },
      { words: "dataisight.com", is: "name" },
      {
        words: "iSight",
        is: "abbreviation",
        beside: ["repric", "recommended", "MultiPlan", "out-of-network", "reimbursement"],
      },
    ],
    methods: [
      {
        text: "A tool of Claritev that recommends how much of a bill should be paid. Of the tools on offer it makes the lowest recommendations, by the newspaper's finding.",
        source: TIMES,
        confidence: "known",
      },
      {
        text: "On the telephone its basis was given as averages of the zip code and no more; ask in writing for the method and data used on this claim.",
        source: INSURANCE_MAZE,
        confidence: "known",
      },
    ],
    tactics: [
      {
        text: "A fall to about half of what the same plan allowed before came without warning. Whoever declines the figure is offered a negotiation.",
        source: INSURANCE_MAZE,
        confidence: "known",
      },
      {
        text: "Whoever declines that too gets a case number and the claim goes back to the plan; one of the reported claims was then paid at the former rate. Write to the plan the same day.",
        source: INSURANCE_MAZE,
        confidence: "known",
      },
      {
        text: "The plan and not the vendor is whom an appeal is addressed to.",
        source: APPEAL_IT,
        confidence: "known",
      },
    ],
  },
  {
    id: "viant",
    kind: "repricer",
    name: "Viant",
    of: "claritev",
    signs: [{ words: "Viant", is: "name" }],
    methods: [
      {
        text: "A subsidiary of Claritev that prices claims of facilities and programs for plans.",
        source: CLARITEV_FAQ,
        confidence: "verified",
      },
      {
        text: "Providers allege that its figure is what a representative could get somebody to accept, neither what is usual nor varied by place. These are allegations.",
        source: VIANT_CIGNA,
        confidence: "known",
      },
    ],
    tactics: [
      {
        text: "Plans told providers on the telephone that they pay what is usual and customary, and then had Viant price, so the complaints. Keep the record of that call.",
        source: VIANT_MODERN,
        confidence: "known",
      },
      {
        text: "Patients' claims under the plan went past dismissal in the Northern District of California.",
        source: VIANT_ORDER,
        confidence: "verified",
      },
      {
        text: "Claritev says that providers' class actions were dismissed, and that nine facilities lost on summary judgment, also on whether it is a fiduciary.",
        source: CLARITEV_FAQ,
        confidence: "verified",
      },
    ],
  },
  {
    id: "hst",
    kind: "repricer",
    name: "HST",
    of: "claritev",
    signs: [
      { words: "HSTechnology", is: "name" },
      { words: "HST Connect", is: "name" },
      {
        words: "HST",
        is: "abbreviation",
        beside: [
          "reference based",
          "reference-based",
          "RBP",
          "MultiPlan",
          "Medicare",
          "balance bill",
          "patient advoca",
        ],
      },
    ],
    methods: [
      {
        text: "Reference-based pricing for plans in place of a network or beside one: a price built from Medicare's and from cost.",
        source: HST_TALK,
        confidence: "verified",
      },
      {
        text: "Plans use it for all claims, for facilities alone, or for claims out of network alone. The plan document says which.",
        source: HST_TALK,
        confidence: "verified",
      },
    ],
    tactics: [
      {
        text: "It counts on acceptance: by its own figure of 2021, 98 per cent of providers take the price. A balance bill goes to its patient advocacy center, which takes the member's side.",
        source: HST_TALK,
        confidence: "verified",
      },
    ],
  },
  {
    id: "phcs",
    kind: "network",
    name: "PHCS and MultiPlan networks",
    of: "claritev",
    signs: [
      { words: "PHCS", is: "name" },
      { words: "Private Healthcare Systems", is: "name" },
      { words: "MultiPlan Complementary Network", is: "name" },
    ],
    methods: [
      {
        text: "A leased network: the plan claims a discount from a contract of the provider with the network. Ask for the contract and its date before accepting that the claim is out of network.",
        source: MDCLARITY,
        confidence: "known",
      },
    ],
    tactics: [
      {
        text: "A discount leased to a payer without a contract of its own is one of the ways by which the method changes silently. Check each against the practice's own contracts.",
        source: MDCLARITY,
        confidence: "known",
      },
    ],
  },
];
