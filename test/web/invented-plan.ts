import { TODAY } from "./invented.ts";

/** A plan as `parley plan --json` writes it. */

const reason = (id: string, text: string, effect: string, prior: boolean) => ({
  id,
  text,
  effect,
  source: prior ? "prior of November 2026" : "stated (AMT*B6)",
  prior,
});

export const plan = {
  claim: "HR2041",
  asOf: TODAY,
  advice: "counter",
  negotiation: {
    why: null,
    move: "counter",
    amount: "1320.00",
    because: "their offer is below the floor and the window is open through 2026-12-04",
  },
  because: ["their offer is below the floor and the window is open through 2026-12-04"],
  target: "1240.00",
  floor: "1030.00",
  opening: "1320.00",
  billed: "2960.00",
  allowed: "533.69",
  cap: "1860.00",
  zone: null,
  moves: [
    {
      move: "accept",
      what: "take the $770.00 they offered",
      dollars: "767.00",
      days: 14,
      fees: "0.00",
      chance: 1,
      reasons: [reason("offer", "what they offered", "770.00", false)],
    },
    {
      move: "counter",
      what: "ask $1,320.00, settle near $1,135.00",
      dollars: "1087.00",
      days: 27,
      fees: "0.00",
      chance: 0.64,
      reasons: [
        reason("history", "the payer's second move is larger than its first", "118.00", true),
        reason("allowed", "what is allowed so far", "533.69", false),
      ],
    },
    {
      move: "escalate",
      what: "Federal dispute resolution, after open negotiation",
      dollars: "1026.00",
      days: 150,
      fees: "735.50",
      chance: 0.78,
      reasons: [reason("fee", "administrative fee of $15.00", "-15.00", false)],
    },
  ],
  flips: [{ id: "chance", at: "0.86", text: "Escalate if the chance at arbitration is 86 in 100 or more." }],
  missing: [{ fact: "qpa", question: "Which qualifying payment amount did the plan disclose?", worth: "21.04" }],
  ways: [
    {
      way: "federal IDR",
      label: "Federal dispute resolution",
      open: false,
      why: "opens when open negotiation ends",
      source: "45 CFR 149.510(b)(2)",
      daysLeft: null,
      value: "1026.00",
    },
  ],
  lines: [],
  alerts: [],
  approvals: [],
  refusals: [],
  sources: [],
};
