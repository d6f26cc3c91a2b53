import type { Day } from "#base/day.ts";
import { lastDay, lengthOf } from "./deadline.ts";
import { APPEAL_DECISION } from "./federal/appeal.ts";
import { DETERMINATION } from "./federal/dispute.ts";
import { DEADLINES, jurisdictionOf } from "./library.ts";
import type { Deadline } from "./statute.ts";

/** What a filing starts: the days by which the law wants its answer, or why nobody can say. */

export interface FiledBefore {
  readonly road: "federal IDR" | "state process" | "appeal" | "suit";
  readonly filed: Day;
  /** Of a state process: the state's two letters. */
  readonly state?: string | undefined;
  /** When it reached whoever answers it, where something shows that. */
  readonly received?: Day | undefined;
  /** Of a federal dispute: when the choice of entity was final. */
  readonly selected?: Day | undefined;
  /** Of an appeal: whether the claims rules of 29 CFR 2560.503-1 are known to govern it. */
  readonly isUnderClaimsRules?: boolean;
}

export interface AnswerDay {
  readonly label: string;
  /** The last day of the answer; absent when it is not known. */
  readonly last: Day | undefined;
  /** How it is counted, or why it cannot be. */
  readonly because: string;
  readonly cite: string | undefined;
}

/** Triggers by which a state's rules name that its process was asked for; of some only the receipt counts. */
const ASKED = ["arbitration_requested", "request_filed", "dispute_received", "request_received"];
const RECEIVED = ["dispute_received", "request_received", "appeal_received"];

const cited = ({ cites }: Deadline): string => cites.map((c) => c.text).join("; ");
const lasts = (rule: Deadline): string => `${lengthOf(rule)} after ${rule.starts}`;

/** Law that nobody may act on yet, or no more, gives no day. */
const holds = (rule: Deadline, on: Day): boolean =>
  rule.status === "in-force" && on >= rule.from && (rule.until === undefined || on <= rule.until);

function counted(rule: Deadline, { filed, received }: FiledBefore): AnswerDay {
  const byReceipt = rule.triggers.some((t) => RECEIVED.includes(t));
  const from = byReceipt ? (received ?? filed) : filed;
  const assumed = byReceipt && received === undefined ? "; nothing shows when, so the day of filing counts" : "";
  return { label: rule.label, last: lastDay(rule, from), because: `${lasts(rule)}${assumed}`, cite: cited(rule) };
}

const unknown = (label: string, because: string, rule?: Deadline): AnswerDay => ({
  ...{ label, because, last: undefined, cite: rule && cited(rule) },
});

function ofState(of: FiledBefore): readonly AnswerDay[] {
  const label = "Answer of the state's process";
  const { state, filed } = of;
  if (state === undefined) return [unknown(label, "it is not known in which state it was filed")];
  const rules = DEADLINES.filter((d) => jurisdictionOf(d.id) === state && holds(d, filed));
  const known = rules.filter((d) => d.triggers.some((t) => ASKED.includes(t))).map((d) => counted(d, of));
  if (known.length > 0) return known.toSorted((a, b) => ((a.last ?? "") < (b.last ?? "") ? -1 : 1));
  const later = rules.find((d) => /(^|_)decision$/.test(d.id.slice(3)));
  return [
    later === undefined
      ? unknown(label, `Parley knows no day by which ${state} wants it answered`)
      : unknown(later.label, `it is ${lasts(later)}, and that day is not known`, later),
  ];
}

/** The days by which a filing is to be answered, first day first. Never empty: what is not known says why. */
export function answersAfter(of: FiledBefore): readonly AnswerDay[] {
  switch (of.road) {
    case "federal IDR":
      return of.selected === undefined
        ? [unknown(DETERMINATION.label, `it is ${lasts(DETERMINATION)}, and that day is not known`, DETERMINATION)]
        : [counted(DETERMINATION, { ...of, filed: of.selected })];
    case "appeal":
      return of.isUnderClaimsRules === true
        ? [counted(APPEAL_DECISION, of)]
        : [unknown("Plan decides the appeal", "it is not known whose rules govern the appeal")];
    case "suit":
      return [unknown("Answer to the suit", "a court sets its own days: ask counsel")];
    case "state process":
      return ofState(of);
  }
}
