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
    title: "Approvals: when a second person is asked",
    group: "Negotiate",
    paragraphs: [
      "Some acts need another person: an offer above your limit, going below the floor, giving up a right, recording a filing. The button says so, and asking puts it under Approvals.",
      "Whoever approves sees every figure, names each fact that nothing proves, and shows again that it is them. The approval is for this act alone: it ends after two business days, or with another offer.",
      "Limits stand in Settings under Authority, with a switch that stops everything that would leave.",
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
];
