import type { Article } from "./article.ts";

export const BEGIN: readonly Article[] = [
  {
    id: "first-import",
    title: "Your first import",
    group: "Begin",
    paragraphs: [
      "Drop what you already have on Import: a folder, a zip or single files, in any order. Remittances (835) alone are enough to begin; claims (837), claim lists in CSV or Excel, acknowledgments and fee schedules make the picture sharper. To look around first, choose Try with sample files: everything in them is invented.",
      "Each file says what it was taken for, how much was counted and which problems were found, with the place in the file. What cannot be read stops nothing else. The same file twice changes nothing.",
      "Parley matches each remittance to its claim, decides which law governs and what each line is worth, and opens a case for every claim that is underpaid, denied, unpaid or needs a fact. An import can be undone on its page until work was built on it.",
    ],
    links: [{ to: "/import", name: "Import" }],
    terms: ["remittance", "claim list"],
  },
  {
    id: "money-map",
    title: "What the money map counts",
    group: "Begin",
    paragraphs: [
      "Every line of every claim is in exactly one class, the first that fits, so the classes add up to the whole. Each figure opens the list it is the sum of.",
      "The large figure is what can still be recovered: the stake of lines that are underpaid, denied, unpaid or need a fact. Stake is the benchmark less what was allowed, never below zero and never above the charge. A line without a benchmark is unknown, which is not zero: load a fee schedule under Rates, or import your own paid claims.",
      "Protected and asserted discount are flags. They overlap the classes and have totals of their own. How this is counted, under the large figure, lists the assumptions and what was set aside.",
    ],
    links: [
      { to: "/map", name: "Money map" },
      { to: "/rates", name: "Rates" },
    ],
    terms: ["stake", "benchmark", "allowed", "recoverable", "write-off guard"],
  },
  {
    id: "keys",
    title: "Getting about by keyboard",
    group: "Begin",
    paragraphs: [
      "Ctrl K finds a case by number, claim, payer or patient, and every page and act by name. A question mark lists all keys. G and then a letter goes to a page: G then Q to the queue, G then H to this help.",
      "In a list J and K move, Enter opens, Space peeks, X selects, and a slash goes to the filter. In a case 1 to 9 open its parts. Single letters rest while you type, and can be turned off in the menu under your initials.",
      "A dotted underline means that something can be opened: a figure shows where it comes from, a word what it means.",
    ],
    links: [{ to: "/queue", name: "Queue" }],
    terms: [],
  },
];
