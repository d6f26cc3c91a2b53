import type { Article } from "./article.ts";

export const WORK: readonly Article[] = [
  {
    id: "queue",
    title: "The queue and its tabs",
    group: "Work a case",
    paragraphs: [
      "My day has what asks for you: your cases where it is our turn or a day is near, and whatever waits for you by name. Expiring rights has every right that ends within ten business days. Our turn, Waiting on payer and Waiting on records say who must act next.",
      "Needs a fact has cases that one answer would move. Paid wrong has agreed money that came short, late or not as agreed. Team has every open case.",
      "Board shows the same cases in columns: by who acts next, owner, class or the right that ends next. Arrows, or J and K, move among the cards; the keys of the list act on them. Drag a card, or press Shift and an arrow, to give it to somebody, put it to rest or take it up again; a class and a right are found and not set, so no card is moved there.",
      "The list is sorted by money lost if untouched today; choose another order above it. Filters can be saved as a view, for yourself or for everybody. Snoozing asks for a reason and never goes past the last safe day of a right.",
    ],
    links: [
      { to: "/queue", name: "My day" },
      { to: "/queue", search: { tab: "expiring rights" }, name: "Expiring rights" },
      { to: "/board", name: "Board" },
    ],
    terms: ["right", "stake"],
  },
  {
    id: "team",
    title: "Who has how much: giving cases out",
    group: "Work a case",
    paragraphs: [
      "Team counts the open cases of each person and of nobody: what is our turn, due today, late, which rights end within ten business days, what is at stake and what would be lost if nobody touched them. Everybody who may work cases is there, also who has none.",
      "Work is the minutes that the next steps of their cases take, as your last portfolio planned them; a case it did not plan is not known. Every figure opens its cases in the queue. Give opens the cases of a person: choose to whom, which come first and how many, look at them, leave some out, and give the rest; it can be undone. A new case is nobody’s until somebody takes it or is given it.",
    ],
    links: [
      { to: "/team", name: "Team" },
      { to: "/queue", search: { tab: "team" }, name: "All open cases" },
    ],
    terms: ["right", "stake"],
  },
  {
    id: "rights-and-days",
    title: "A right, its last day, and business days",
    group: "Work a case",
    paragraphs: [
      "A right is one act that counts only within its window: sending the notice that opens talks, beginning a dispute, appealing, sending a corrected claim. When the window is over, the right is gone.",
      "Where a law counts business days, weekends and federal holidays are left out. The number in a deadline is the business days left, counted from tomorrow; on the last day it says today. Open it to see the calendar, the rule and the day it was counted from.",
      "Where the law’s count is disputed, both readings are computed and Parley acts on the earlier day. When nobody knows the day a window begins, it is assumed from what the files say and marked as assumed, or asked.",
    ],
    links: [
      { to: "/calendar", name: "Calendar" },
      { to: "/law", name: "Law register" },
    ],
    terms: ["right", "days left", "open negotiation", "IDR", "timely filing"],
  },
  {
    id: "facts",
    title: "Answering a question of fact",
    group: "Work a case",
    paragraphs: [
      "Some things no file tells: is the plan self-funded, was the patient’s consent signed, when did the answer arrive. Parley never guesses. It asks, says how many dollars the answer decides, and keeps every clock that may run until then.",
      "The question that decides most stands beside the case. An answer holds as far as it says: for this claim, the plan, the facility or the payer. It is saved in place, says what moved, and can be taken back while nothing stands on it.",
      "If you do not know, say so: it becomes a task and nothing else changes. Write where the answer stands, such as the card or a letter; whoever approves an act later must name each fact that nothing proves.",
    ],
    links: [{ to: "/queue", search: { tab: "needs a fact" }, name: "Needs a fact" }],
    terms: ["self funded", "attestation", "TPA"],
  },
  {
    id: "channel-proof",
    title: "Why this road: the channel and its proof",
    group: "Work a case",
    paragraphs: [
      "Each case has one road that law opens for it: federal negotiation and dispute, a state’s process, an appeal, or none. The Channel part of a case says which, in a sentence, and shows the proof below it.",
      "The proof is a tree: conclusions, and under them the facts they rest on with their sources. What would flip it names the facts that would lead elsewhere, with the road they lead to.",
      "As of another day shows the case as the rules and facts stood then. When a fact is missing, the verdict says between which roads it decides.",
    ],
    links: [
      { to: "/cases", name: "Cases" },
      { to: "/law", name: "Law register" },
    ],
    terms: ["channel", "QPA", "balance billing"],
  },
  {
    id: "reasons-of-denial",
    title: "What a denial asks for",
    group: "Work a case",
    paragraphs: [
      "A remittance gives a reason for each amount taken off, and often a remark. Parley says in its own words what each asks for: a corrected claim, records, an appeal, or nothing because the patient owes it.",
      "The Denials page groups denied lines by reason, payer and service, and says what came of closed cases like them. The queue can be narrowed to a reason.",
      "A claim rejected before anyone looked at it is no denial: it counts as not sent. An open case gets a task to correct and send it again.",
    ],
    links: [{ to: "/denials", name: "Denials" }],
    terms: ["reason code", "remark code", "CAS", "timely filing", "patient share"],
  },
  {
    id: "a-case",
    title: "What stands where in a case",
    group: "Work a case",
    paragraphs: [
      "The strip at the top says whose claim it is, what is at stake and which day comes next; the rail beside the page names the one next step. Claim has the lines as they were sent, EOB what the payer answered, with the raw segment under every figure.",
      "Benchmarks and Channel say what the lines are worth and which road law opens; Plan and Negotiate what to do about it; Documents and Payments what was written and what came in.",
      "Activity is one thread of calls, notes, letters, offers and tasks. A call that ends in a promise becomes a task for its day. What was done by mistake is undone from the thread; nothing is erased, the undoing is a line of its own.",
    ],
    links: [{ to: "/cases", name: "Cases" }],
    terms: ["right", "stake"],
  },
  {
    id: "benchmarks",
    title: "What a line is held against",
    group: "Work a case",
    paragraphs: [
      "Each line stands on one axis with everything it can be compared with: Medicare’s price of its day and place, your own median allowed amount from that payer, your contract or price list, percentiles of charges where you loaded them, and what the payer says its qualifying amount is.",
      "Every mark opens its working: the book and release, the units and modifiers, each step to the cent. A mark that could not be computed says which datum is missing.",
      "The benchmark of the line is the one your practice’s profile prefers among those that are there. No benchmark is unknown and not zero: load a book under Rates, or import five own payments of the same code.",
    ],
    links: [{ to: "/rates", name: "Rates" }],
    terms: ["benchmark", "fair value", "QPA", "UCR"],
  },
];
