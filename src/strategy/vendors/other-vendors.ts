import {
  ALLWAYS,
  AMPS_MEMBERS,
  AMPS_TALK,
  APPEAL_IT,
  BRIGHT,
  CLAIMDOC_NSA,
  ERS_FAQ,
  GEISINGER,
  HARVARD_PILGRIM,
  MDCLARITY,
  NAVIGUARD_FAQ,
  NAVIGUARD_START,
  PHIA_TALK,
  ZELIS_MEMBERS,
  ZELIS_SERVICES,
  ZELIS_THREAD,
} from "./sources.ts";
import type { PublicEntry } from "./vendor.ts";

/** Vendors beside Claritev. One whose method no public page tells is not listed; a practice adds its own. */
export const OTHER_VENDORS: readonly PublicEntry[] = [
  {
    id: "zelis",
    kind: "repricer",
    name: "Zelis",
    signs: [
      { words: "Zelis", is: "name", unlessBefore: ["payments", "payment network", "virtual card", "pay", "ePayment"] },
      { words: "ClaimPass", is: "name" },
      { words: "Established Reimbursement Solution", is: "name" },
      { words: "Established Reimbursement Schedule", is: "name" },
      { words: "ERS", is: "abbreviation", beside: ["Zelis", "established reimbursement", "repric"] },
    ],
    methods: [
      {
        text: "It goes through four savings in turn and takes what saves most: agreements of its own, negotiation, the Established Reimbursement Solution, supplemental networks.",
        source: ZELIS_SERVICES,
        confidence: "verified",
      },
      {
        text: "The claim is edited first, by history and coding, and the discount is taken from what is left. Ask for both steps apart.",
        source: ZELIS_SERVICES,
        confidence: "verified",
      },
      {
        text: "The schedule behind the solution is a database of payments of about a year, public and private, adjusted by place. It is no network and no contract.",
        source: ERS_FAQ,
        confidence: "known",
      },
      {
        text: "It negotiates before payment, settles after it, and handles disputes for plans.",
        source: ZELIS_SERVICES,
        confidence: "verified",
      },
    ],
    tactics: [
      {
        text: "The plan sets the rules by which it picks the saving. Ask the plan which of the four was used; each is answered in another way.",
        source: ZELIS_SERVICES,
        confidence: "known",
      },
      {
        text: "A cheque goes to the provider though the member had paid in full, and both are stuck. Say in writing who is to be paid.",
        source: ZELIS_THREAD,
        confidence: "known",
      },
      {
        text: "Zelis also pays for plans, by card and transfer. Its name on a payment alone says nothing about who priced the claim.",
        source: ZELIS_THREAD,
        confidence: "known",
      },
      {
        text: "Members of plans that take part get help with a bill from it; expect a call on the patient's behalf.",
        source: ZELIS_MEMBERS,
        confidence: "known",
      },
      { text: "The appeal goes to the plan and not to the vendor.", source: APPEAL_IT, confidence: "known" },
    ],
  },
  {
    id: "naviguard",
    kind: "repricer",
    name: "Naviguard",
    signs: [{ words: "Naviguard", is: "name" }],
    methods: [
      {
        text: "It talks for members of UnitedHealthcare plans that have it, where no protection holds: it tries to have the provider lower a balance bill.",
        source: NAVIGUARD_FAQ,
        confidence: "verified",
      },
      {
        text: "The member sends the bill and a questionnaire; an advisor and a negotiator review whether the bill is fair, and the negotiator may call the provider.",
        source: NAVIGUARD_START,
        confidence: "verified",
      },
    ],
    tactics: [
      {
        text: "By its own page a case takes 30 to 45 days, depending on how fast the provider answers.",
        source: NAVIGUARD_START,
        confidence: "verified",
      },
      {
        text: "It is the member's advocate and may not bind the plan for more. What it offers is about the balance; a payment by the plan is asked of the plan.",
        source: NAVIGUARD_FAQ,
        confidence: "unsure",
      },
    ],
  },
  {
    id: "clearhealth",
    kind: "repricer",
    name: "ClearHealth Strategies",
    signs: [
      { words: "ClearHealth", is: "name" },
      { words: "Clear Health Strategies", is: "name" },
    ],
    methods: [
      {
        text: "It takes open negotiation for plans as their delegate: a provider who does not accept the qualifying payment amount is sent to it.",
        source: ALLWAYS,
        confidence: "verified",
      },
      {
        text: "One of the plans that used it paid the lesser of charge and qualifying payment amount first, and sent disputes under Texas law to it as well.",
        source: BRIGHT,
        confidence: "verified",
      },
    ],
    tactics: [
      {
        text: "Some plans use several delegates. The one on this explanation of payment is the right one for this claim, whatever another claim of the plan said.",
        source: HARVARD_PILGRIM,
        confidence: "verified",
      },
      {
        text: "Plans name it as the address for opening a negotiation; a notice to the plan's general mailbox may be held against you.",
        source: GEISINGER,
        confidence: "known",
      },
    ],
  },
  {
    id: "amps",
    kind: "repricer",
    name: "AMPS (Advanced Medical Pricing Solutions)",
    signs: [
      { words: "Advanced Medical Pricing Solutions", is: "name" },
      {
        words: "AMPS",
        is: "abbreviation",
        beside: [
          "reference based",
          "reference-based",
          "medical bill review",
          "RBP",
          "Care Connex",
          "pricing solutions",
          "reimbursement",
        ],
      },
    ],
    methods: [
      {
        text: "It reviews bills of hospitals line by line against the itemized bill and record, and prices by reference, for self-funded plans and others.",
        source: AMPS_TALK,
        confidence: "known",
      },
    ],
    tactics: [
      {
        text: "A balance bill is met by a patient advocate who writes for the member and holds the review's reasons against the bill.",
        source: AMPS_MEMBERS,
        confidence: "known",
      },
      {
        text: "Its review asks for the itemized bill. Have it and the record ready before the first call.",
        source: AMPS_TALK,
        confidence: "known",
      },
    ],
  },
  {
    id: "claimdoc",
    kind: "repricer",
    name: "ClaimDOC",
    signs: [
      { words: "ClaimDOC", is: "name" },
      { words: "claim-doc.com", is: "name" },
    ],
    methods: [
      {
        text: "It serves self-funded plans, which are under the federal protections and not under a state's.",
        source: CLAIMDOC_NSA,
        confidence: "verified",
      },
    ],
    tactics: [
      {
        text: "A plan without a network has few participating facilities, so its protected claims are mostly emergencies and transports.",
        source: CLAIMDOC_NSA,
        confidence: "unsure",
      },
    ],
  },
  {
    id: "phia",
    kind: "repricer",
    name: "The Phia Group",
    signs: [{ words: "Phia Group", is: "name" }],
    methods: [
      {
        text: "It advises and acts for administrators of self-funded plans in open negotiation: form checked, benchmarks at hand, a range set, an answer in good faith.",
        source: PHIA_TALK,
        confidence: "known",
      },
    ],
    tactics: [
      {
        text: "It advises plans to put the address for notices on the explanation of benefits, and to use a notice sent elsewhere as an objection later.",
        source: PHIA_TALK,
        confidence: "verified",
      },
    ],
  },
  {
    id: "reference-price",
    kind: "repricer",
    name: "A reference-based price, vendor not named",
    signs: [
      { words: "reference based pricing", is: "phrase" },
      { words: "reference based reimbursement", is: "phrase" },
      { words: "reasonable and allowable", is: "phrase" },
    ],
    methods: [
      {
        text: "A price built from Medicare's or from cost, set by a vendor for the plan. Ask the plan who the vendor is, and for the term of the plan that adopts the price.",
        source: MDCLARITY,
        confidence: "known",
      },
    ],
    tactics: [
      {
        text: "Words such as these on an explanation of benefits are the sign that a claim was repriced.",
        source: APPEAL_IT,
        confidence: "known",
      },
    ],
  },
];
