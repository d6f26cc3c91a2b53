import { type Day, readDay } from "#base/day.ts";
import { type Cents, showUsd } from "#base/money.ts";
import type { Advice, AdviceMove, PlanFigures } from "#document/report.ts";
import { longDay, percentWords, sentence } from "#document/wording.ts";
import { lineOfItem } from "#strategy/from-evaluation.ts";
import type { Reason } from "#strategy/move-reasons.ts";
import type { Move, Plan } from "#strategy/plan.ts";

/** A plan in the words of the report: the advice, its figures, its moves with what each reason adds, and what would change it. */

const SAYS: Readonly<Record<Plan["advice"], string>> = {
  accept: "Accept what was paid.",
  counter: "Counter: ask the payer.",
  escalate: "Escalate.",
  wait: "Wait: what we asked still stands.",
  "not enough to advise": "Not enough to advise.",
};

/** On paper the largest reasons speak, more of them for the move advised; the plan in the JSON holds all. */
const REASONS_SHOWN = { advised: 3, other: 2 };
const MISSING_SHOWN = 3;

/** Days inside a sentence, as paper writes them. */
const proseDays = (text: string): string =>
  text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (d) => {
    const read: Day | undefined = readDay(d);
    return read === undefined ? d : longDay(read);
  });

const say = (text: string): string => proseDays(sentence(text));
const ends = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const orNotKnown = (a: Cents | undefined): string => (a === undefined ? "not known" : showUsd(a));

function effectOf(r: Reason): string {
  const size = (r.effect < 0n ? -r.effect : r.effect) as Cents;
  return `${r.effect < 0n ? "\u2212" : "+"}${showUsd(size)}`;
}

function moveOf(m: Move, advised: boolean): AdviceMove {
  return {
    move: sentence(m.move),
    what: ends(say(m.what)),
    worth: orNotKnown(m.dollars),
    chance: m.chance === undefined ? "\u2013" : percentWords(m.chance),
    days: m.days === undefined ? "\u2013" : `${m.days}`,
    fees: showUsd(m.fees),
    // To accept is worth what was allowed; saying so again explains nothing.
    reasons: (m.move === "accept" ? [] : m.reasons.slice(0, advised ? REASONS_SHOWN.advised : REASONS_SHOWN.other)).map(
      (r) => ({
        effect: effectOf(r),
        text: `${say(r.text)}${r.prior ? " (an assumption)" : ""}`,
        source: proseDays(r.source),
      }),
    ),
  };
}

/** What to do, in words. When nothing is advised, `missing` begins with the datum that would help most. */
export function adviceOf(p: Plan): Advice {
  const way = p.worth.ways[0]?.label;
  return {
    says: p.advice === "escalate" && way !== undefined ? `Escalate: ${way}.` : SAYS[p.advice],
    because: p.because.map((b) => ends(say(b))),
    alerts: p.alerts.map(proseDays),
    figures: [
      { name: "Opening", amount: orNotKnown(p.opening), about: "what to ask first" },
      { name: "Target", amount: orNotKnown(p.target), about: "where to settle" },
      { name: "Floor", amount: orNotKnown(p.floor), about: "nothing below it is asked or taken" },
    ],
    moves: p.moves.map((m) => moveOf(m, m.move === p.advice)),
    change: p.flips.map((f) => proseDays(f.text)),
    missing: p.missing
      .slice(0, MISSING_SHOWN)
      .map((m) => `${m.question}${m.worth === undefined ? "" : ` It decides ${showUsd(m.worth)}.`}`),
    approvals: p.approvals,
  };
}

/** The advice where there is nothing to plan. */
export const noAdvice = (why: string): Advice => ({
  says: "There is nothing to plan.",
  because: [ends(say(why))],
  alerts: [],
  figures: [],
  moves: [],
  change: [],
  missing: [],
  approvals: [],
});

export const NO_FIGURES: PlanFigures = { floor: undefined, target: undefined, opening: undefined, fair: new Map() };

/** What of a plan the report measures the lines by. */
export const figuresOf = (p: Plan): PlanFigures => ({
  floor: p.floor,
  target: p.target,
  opening: p.opening,
  fair: new Map(
    p.worth.items.flatMap((i) =>
      i.fair === undefined
        ? []
        : [[lineOfItem(i), { median: i.fair.median, low: i.fair.low80, high: i.fair.high80 }] as const],
    ),
  ),
});
