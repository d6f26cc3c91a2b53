import type { Article } from "./article.ts";

export const NEGOTIATE: readonly Article[] = [
  {
    id: "negotiating",
    title: "Negotiating: offers and what they are worth",
    group: "Negotiate",
    paragraphs: [
      "Negotiate, in a case, shows both sides’ offers on one axis of money and the ways on, each with what it brings on average, its chance and its days. One is suggested, with its reasons and what would change the advice; not enough to advise is an answer too.",
      "Log what the other side offers, or read it from pasted text or a PDF and confirm each field. An offer of ours leaves only past the guardrails: a floor, a deadline, the evidence a forum allows. What one of them stops is said with its reason.",
      "Parley sends nothing by itself. It writes the letter; you send it and write down that you did.",
    ],
    links: [
      { to: "/queue", search: { tab: "our turn" }, name: "Our turn" },
      { to: "/portfolio", name: "Portfolio" },
    ],
    terms: ["floor", "target", "opening", "zone", "way out", "fair value", "repricer"],
  },
  {
    id: "approvals",
    title: "Approvals: when a second person is asked, and what stands ready to send",
    group: "Negotiate",
    paragraphs: [
      "Some acts need another person: an offer above your limit, going below the floor, giving up a right, recording a filing. The button says so, and asking puts it under Approvals.",
      "Whoever approves sees every figure, names each fact that nothing proves, and shows again that it is them. The approval is for this act alone: it ends after two business days, or with another offer.",
      "Limits stand in Settings under Authority, with a switch that stops everything that would leave. There too is how far Parley goes unasked. At review the offers it advises stand under Approvals, Ready to send: untick what should stay, make the rest, and undo at once if need be.",
      "At auto Parley makes counters itself, in a room that is open to the payer and within every limit; the settings say before what it would do. It never makes the first contact, accepts, files, walks away or gives up a right. What it made is listed under Ready to send and can be withdrawn on its case.",
    ],
    links: [
      { to: "/approvals", name: "Approvals" },
      { to: "/settings", search: { part: "authority" }, name: "Authority" },
    ],
    terms: ["floor", "attestation"],
  },
  {
    id: "rooms",
    title: "The room: a page the other side can open",
    group: "Negotiate",
    paragraphs: [
      "From Negotiate you can ask the payer’s negotiator into a room: a page about this one case with the claim’s facts and both sides’ offers, and nothing else. You get a link and a passcode; give them by two different ways. The room closes on its last day.",
      "There the other side offers, accepts or turns down, and can say that a fact is otherwise. Each waits until a person of yours records it. Your floor, notes and advice are never in that page.",
      "Once something is agreed, both sides can sign the settlement agreement there, and both save the signed paper. A consultant or advocate of yours needs a signed business associate agreement first.",
    ],
    links: [{ to: "/cases", name: "Cases" }],
    terms: ["floor", "single case agreement"],
  },
  {
    id: "disputes",
    title: "From the notice to a dispute",
    group: "Negotiate",
    paragraphs: [
      "On the federal road a notice opens thirty business days of talks. Only after them may a dispute begin, and only for four business days. The case counts both and says what a filing asks, what is there and what is missing.",
      "Several lines may share a dispute as far as the rule of the day allows. Select cases in the queue and press Batch: each line is in, alone or out, with the law it rests on, and what the batch costs and brings.",
      "You file on the public portal yourself. Recording that it was filed needs another person’s approval; afterwards the case counts the days of the answer and the pause that follows a decision.",
    ],
    links: [
      { to: "/batch", name: "Batch" },
      { to: "/law", name: "Law register" },
    ],
    terms: ["open negotiation", "IDR", "batching", "cooling off", "QPA"],
  },
  {
    id: "packages",
    title: "One deal over many claims",
    group: "Negotiate",
    paragraphs: [
      "A payer often settles several claims at once. Select its cases in the queue and choose Package, or take a suggestion: the deal is split over the claims and their lines to the cent.",
      "The guardrails of every case are asked with its share, and what only a second person may allow is asked for the deal as a whole. It is accepted on all cases or on none, and each case shows its share.",
      "Terms such as prompt payment are told in dollars before offers are compared, and a term that lacks a fact says which. One letter has every line.",
    ],
    links: [{ to: "/packages", name: "Packages" }],
    terms: ["floor", "single case agreement"],
  },
  {
    id: "agreements-ahead",
    title: "A single case agreement before the service",
    group: "Negotiate",
    paragraphs: [
      "Where a plan has no provider in its network for a patient, agree on codes, units and rates before the service. Write the draft under Agreements with each search of the directory, save it as a paper for both sides to sign, and write down when it was proposed and agreed.",
      "Rates are the total allowed amount, the patient's cost share included. A rate is an amount a unit, an amount a claim, or a percent of the charge or of Medicare; without units it has no limit, and only somebody who approves offers proposes it.",
      "Later claims of the plan are found by the authorization number, else by the patient's name, on days of the agreement. Each line shows what it is due and how that was worked out; units are used up by the earliest service. A claim can be left out or counted in by hand.",
      "Entered on a case, what is due less the patient's share stands under Payments with its day. At seven tenths of the units, and thirty days before the last day, the list says that it is time to renew.",
    ],
    links: [{ to: "/agreements", name: "Agreements" }],
    terms: ["single case agreement"],
  },
  {
    id: "portfolio",
    title: "A week of work for the whole backlog",
    group: "Negotiate",
    paragraphs: [
      "Portfolio ranks every open case by what an hour on it brings: expected dollars after fees, delay and staff minutes. Say how many minutes there are, and it says what to do this week, what can wait and what is lost by waiting.",
      "What if shows the whole backlog under another fee, rule, payer’s habit, least worth pursuing or hours a week, beside today’s: the totals before and after, and the cases that change most. Nothing is changed by looking.",
      "The step it names for a case is the one Negotiate names, with the same figures.",
    ],
    links: [{ to: "/portfolio", name: "Portfolio" }],
    terms: ["way out", "stake"],
  },
  {
    id: "other-side",
    title: "Payers, vendors and how they behave",
    group: "Negotiate",
    paragraphs: [
      "The directory holds payers, administrators, sponsors and repricers: how each sets its prices, with document and date, and what you add yourself: addresses, who may bind, what they were seen to do. A delivery that arrived proves an address, a bounce disproves it.",
      "Habits are counted from the own cases of one practice: days to reply, promises kept, what their first offer came to. Under five they are told as a count and never as a habit. Where each half is at least five, what changed lately is told as well.",
      "The scorecard sets payers and vendors side by side by the same counts; paste an EOB or a letter into Recognize to learn who priced it.",
    ],
    links: [
      { to: "/directory", name: "Directory" },
      { to: "/scorecard", name: "Scorecard" },
    ],
    terms: ["repricer", "TPA"],
  },
  {
    id: "playbooks",
    title: "Playbooks by specialty",
    group: "Negotiate",
    paragraphs: [
      "A playbook says for one specialty which codes come back underpaid, which evidence carries weight, what payers argue and what answers it, and how its lines may share a dispute. Each statement has its source and date; one without is not shown.",
      "A case shows the playbook that its codes and provider name, with the evidence set against the files you have: there, missing, or not needed.",
      "Associations and public bodies that hear complaints stand with it where a page of theirs was read.",
    ],
    links: [{ to: "/playbooks", name: "Playbooks" }],
    terms: ["batching", "attestation"],
  },
  {
    id: "practice-games",
    title: "Practice games and the backtest",
    group: "Negotiate",
    paragraphs: [
      "A practice game is a whole negotiation with a payer that does not exist. You see what a negotiator would see; the payer’s limit is told at the end, with what the engine would have done at each move. Ten games of one level make a certificate. Nothing is stored.",
      "The backtest plays your own settled cases again with what was known then, and says where the advice parts from what was done and what that would have meant. It is a judgement of the advice as much as of the negotiator.",
    ],
    links: [
      { to: "/practice", name: "Practice games" },
      { to: "/backtest", name: "Backtest" },
    ],
    terms: ["opening", "zone"],
  },
];
