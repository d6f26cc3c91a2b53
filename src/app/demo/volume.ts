import { type Day, plusDays } from "#base/day.ts";
import { allow, CONTRACTUAL, deny, OUT_OF_NETWORK, payerClaimNumber, type Reduction } from "./answer.ts";
import { bill } from "./bill.ts";
import { MERIDIAN, PLANS } from "./cast.ts";
import type { DemoClaim, DemoPaidLine, DemoPayment, DemoStoryline } from "./model.ts";
import { reversalOf } from "./remittance.ts";
import { type Rng, rng } from "./rng.ts";
import { type Kind, MIX } from "./visits.ts";
import type { When } from "./when.ts";

/**
 * The everyday business around the named stories: claim `n` of a seed is always the same claim, whichever others are made,
 * so a hundred thousand can be written without holding any.
 */

/** Business days ago that payments came in; most rights are still alive, some end this week, some are over. */
const RUNS = [3, 6, 11, 16, 21, 25, 28, 36] as const;
const LATE_RUN = 2;

/** Reasons payers refuse whole claims for, and the remark each comes with. */
const DENIALS: readonly [readonly [Reduction, string], ...(readonly [Reduction, string])[]] = [
  [["CO", "50"], "N130"],
  [["CO", "197"], "N10"],
  [["CO", "16"], "M127"],
  [["PR", "204"], "N130"],
  [["CO", "29"], "N130"],
];

type Outcome = "fair" | "cut" | "discount" | "deductible" | "part denied" | "denied" | "corrected" | "silent";

/** Shares of a thousand claims. */
const OUTCOMES: readonly (readonly [Outcome, number])[] = [
  ["fair", 480],
  ["cut", 180],
  ["discount", 60],
  ["deductible", 60],
  ["part denied", 50],
  ["denied", 110],
  ["corrected", 30],
  ["silent", 30],
];

function outcomeOf(draw: number): Outcome {
  let upTo = 0;
  for (const [outcome, share] of OUTCOMES) {
    upTo += share;
    if (draw < upTo) return outcome;
  }
  return "fair";
}

/** The remarks of a protected payment; payers differ in how much they say. */
function protectedRemarks(c: DemoClaim, r: Rng): readonly string[] {
  if (c.site.place === "11") return [];
  const kind = c.emergency ? "N864" : "N865";
  return r.pick([["N877", kind], ["N877"], ["N830"], []]);
}

function answerLines(c: DemoClaim, outcome: Outcome, r: Rng): readonly DemoPaidLine[] {
  // A contract payer writes the contract's reduction, whatever else happens.
  const contract = c.plan.payer === MERIDIAN;
  const reduction = contract || outcome === "discount" ? CONTRACTUAL : OUT_OF_NETWORK;
  const allowed = contract ? r.int(120, 140) : outcome === "fair" ? r.int(260, 310) : r.int(40, 100);
  const remarks = contract || outcome === "discount" ? [] : protectedRemarks(c, r);
  const coinsurance = r.pick([0, 10, 20]);
  if (outcome === "denied") {
    const [why, remark] = r.pick(DENIALS);
    return c.lines.map((l) => deny(l, why, [remark]));
  }
  return c.lines.map((l, i) => {
    if (outcome === "part denied" && i === 1) return deny(l, ["CO", "97"], ["M80"]);
    if (outcome === "deductible") return allow(c, l, { allowed, reduction, deductible: "all", remarks });
    return allow(c, l, { allowed, reduction, coinsurance, remarks });
  });
}

function pay(c: DemoClaim, day: Day, lines: readonly DemoPaidLine[], outcome: Outcome): DemoPayment {
  return {
    claim: c,
    status: outcome === "denied" ? "4" : "1",
    payerClaimNumber: payerClaimNumber(c),
    day,
    lines,
    remarks: [],
    ...(outcome === "discount" && c.plan.payer !== MERIDIAN && { network: "RENTED NETWORK (SYNTHETIC)" }),
  };
}

/** Which practice sees patient `n`. */
export const kindOf = (n: number): Kind => MIX[n % MIX.length] ?? MIX[0];

/** Claim `n` of the everyday business and its answers, in the order of payment. `width` pads the claim number. */
export function everyday(n: number, seed: number, days: When, width = 5): DemoStoryline {
  const r = rng(seed, n);
  const kind = kindOf(n);
  const site = r.pick(kind.sites);
  const plan = r.pick(PLANS[site.state]);
  const outcome = outcomeOf(r.int(0, 999));
  const run = r.pick(RUNS);
  const received = days.back(run);
  const sent =
    outcome === "silent" ? days.batchBefore(days.asOf, r.pick([30, 40, 60])) : days.batchBefore(received, 10);
  const claim = bill({
    id: `${kind.practice.prefix}-2${String(n).padStart(width - 1, "0")}`,
    kind,
    visit: r.pick(kind.visits),
    plan,
    site,
    service: plusDays(sent, -r.int(2, 12)),
    sent,
    asOf: days.asOf,
    person: r.int(0, 99_999_999),
  });
  if (outcome === "silent") return { claim, payments: [] };
  const first = pay(claim, received, answerLines(claim, outcome, r), outcome);
  if (outcome !== "corrected" || run <= LATE_RUN) return { claim, payments: [first] };
  const late = days.back(LATE_RUN);
  const corrected = pay(claim, late, answerLines(claim, "fair", r), "fair");
  return { claim, payments: [first, reversalOf(first, late), corrected] };
}
