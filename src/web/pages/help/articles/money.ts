import type { Article } from "./article.ts";

export const MONEY: readonly Article[] = [
  {
    id: "typing-an-eob",
    title: "Typing an EOB from paper",
    group: "Money and papers",
    paragraphs: [
      "Where no 835 comes, type the EOB: Import, then Type an EOB. The head has the claim number, payer, day and check; each line has its charge, what was allowed and paid, and what was taken off with its reason.",
      "It is balanced while you type: charge less what was taken off less what was paid. It can be kept only when it is right to the cent, and says by how much and on which line it is out.",
      "The day it was received starts the clock. If you do not know it, leave it open: it is asked later and not guessed.",
    ],
    links: [{ to: "/import", search: { type: "eob" }, name: "Type an EOB" }],
    terms: [
      "remittance",
      "reason code",
      "remark code",
      "allowed",
      "patient share",
      "coinsurance",
      "deductible",
      "accumulators",
    ],
  },
  {
    id: "expected-received",
    title: "Expected against received",
    group: "Money and papers",
    paragraphs: [
      "An agreement or award is split over the lines to the cent, with the day it is due. Payments holds later remittances against it: paid, awaited, late, short or over.",
      "Late is due and nothing came. Short is due and less came. Money that no agreement expects is listed apart, so that nothing is taken for something else.",
      "Money a payer takes back, by a reversal or beside its claims, is shown with its case where it names one.",
    ],
    links: [
      { to: "/payments", name: "Payments" },
      { to: "/dashboard", name: "Dashboard" },
    ],
    terms: ["late", "short", "unmatched", "takeback", "PLB"],
  },
  {
    id: "papers",
    title: "Papers, and saying that one was sent",
    group: "Money and papers",
    paragraphs: [
      "Documents, in a case, writes the claim analysis, the notice that opens talks, letters, appeals and agreements. A paper that lacks a fact is not written, and names the fact.",
      "Parley sends nothing. When a paper went out, write it down where it stands: how, to whom, on which day. A notice that was sent begins the talks.",
      "Attach the receipt as Proof of delivery and say under What became of it that it arrived or came back. What came back was never sent as far as a clock goes. An offer or letter without an answer is asked after by the practice’s own cadence.",
    ],
    links: [{ to: "/cases", name: "Cases" }],
    terms: ["open negotiation", "single case agreement", "assignment of benefits"],
  },
  {
    id: "books-of-rates",
    title: "Importing books of rates",
    group: "Money and papers",
    paragraphs: [
      "Rates takes the fee schedule files CMS publishes, plain or zipped, as you downloaded them, and your own list of prices. Each becomes a book with its release and fingerprint; a book is never changed, and a later one stands beside it.",
      "Which book prices a line follows the day and the place of service, and the working says so. A line without a price has a reason and is never zero.",
      "Licensed figures, such as percentiles of charges, are not built in. They count only where you loaded them.",
    ],
    links: [{ to: "/rates", name: "Rates" }],
    terms: ["benchmark", "locality", "UCR"],
  },
  {
    id: "dashboard",
    title: "What the dashboard and the month end count",
    group: "Money and papers",
    paragraphs: [
      "The dashboard says in sentences what is at stake by right and by week, what was paid first against the benchmark, why lines are denied, what negotiating brought, and whether imports are healthy. Every underlined figure opens its list, and the list adds up to the figure.",
      "The month end is one page to print: what came in, what was agreed, what was paid, what was given up and why, from the histories of the cases. What was undone is not counted, and nothing is estimated.",
      "Choose another month above either page; a figure of a past month stays what it was.",
    ],
    links: [
      { to: "/dashboard", name: "Dashboard" },
      { to: "/month-end", name: "Month end" },
    ],
    terms: ["benchmark", "late", "short"],
  },
];
