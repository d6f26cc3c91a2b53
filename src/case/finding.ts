import type { Day } from "#base/day.ts";
import { type Cents, formatUsd } from "#base/money.ts";
import type { ClaimEvaluation, LineEvaluation, RightView } from "./evaluation.ts";
import type { CaseFinding, CaseRight, Change, RightEnding } from "./event.ts";
import { earliestOf } from "./law-view.ts";

/** What a case keeps of an evaluation: the figures and findings it acts on, without their working. */
export function findingOf(e: ClaimEvaluation, asOf: Day): CaseFinding {
  return {
    asOf,
    class: e.class,
    payment: e.payment,
    billed: e.billed,
    ...(e.allowed !== undefined && { allowed: e.allowed }),
    paid: e.paid,
    patient: e.patient,
    stake: e.stake,
    loss: e.loss,
    channel: { verdict: e.channel.verdict, missing: e.channel.missing },
    rights: e.rights.map(rightOf),
    questions: e.questions.map(({ fact, scope, key, question, dollars }) => ({ fact, scope, key, question, dollars })),
    lines: e.lines.map(lineOf),
  };
}

const rightOf = ({ id, channel, label, state, safe, assumed, cite, confidence }: RightView): CaseRight => ({
  id,
  channel,
  label,
  state,
  ...(safe !== undefined && { safe: [safe[0], safe[1]] as const }),
  assumed,
  cite,
  confidence,
});

function lineOf(l: LineEvaluation): CaseFinding["lines"][number] {
  const right = earliestOf(l.rights);
  const last = right?.safe?.[1];
  return {
    number: l.number,
    code: l.code,
    class: l.class,
    billed: l.billed,
    ...(l.allowed !== undefined && { allowed: l.allowed }),
    paid: l.paid,
    stake: l.stake,
    ...(l.loss !== undefined &&
      right !== undefined &&
      last !== undefined && {
        loss: { right: right.id, last, chancePermille: l.loss.chancePermille, amount: l.loss.amount },
      }),
  };
}

/** The rights that may still be used on a day, the one that ends first before the others. */
export function rightsEnding(finding: CaseFinding, today: Day): readonly RightEnding[] {
  return finding.rights
    .flatMap(({ id, label, safe, state, cite }) =>
      safe === undefined || safe[1] < today || state === "expired" ? [] : [{ id, label, last: safe[1], cite }],
    )
    .sort((a, b) => (a.last === b.last ? compare(a.id, b.id) : compare(a.last, b.last)));
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rights whose days nobody can count yet: their clock may run all the same. */
export const rightsUncounted = (finding: CaseFinding): readonly CaseRight[] =>
  finding.rights.filter((r) => r.state === "unknown");

/**
 * What one finding says otherwise than the one before it. The loss is left out: it grows by itself with every day, and a
 * case that only grew older has not changed.
 */
export function changesOf(before: CaseFinding, after: CaseFinding): readonly Change[] {
  const changes: Change[] = [];
  const say = (what: string, from: string | undefined, to: string | undefined): void => {
    if (from === to) return;
    changes.push({ what, ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
  };
  const money = (amount: Cents | undefined): string | undefined =>
    amount === undefined ? undefined : formatUsd(amount);
  say("class", before.class, after.class);
  say("payment", before.payment, after.payment);
  say("channel", before.channel.verdict, after.channel.verdict);
  say("billed", money(before.billed), money(after.billed));
  say("allowed", money(before.allowed), money(after.allowed));
  say("paid", money(before.paid), money(after.paid));
  say("patient", money(before.patient), money(after.patient));
  say("stake", money(before.stake), money(after.stake));
  const days = daysOf(after);
  const was = daysOf(before);
  for (const label of new Set([...was.keys(), ...days.keys()])) say(label, was.get(label), days.get(label));
  const asked = questionsOf(after);
  const wereAsked = questionsOf(before);
  for (const q of wereAsked) if (!asked.has(q)) say("question", q, undefined);
  for (const q of asked) if (!wereAsked.has(q)) say("question", undefined, q);
  return changes;
}

/** Last safe days by right; "unknown" where the first day is. Rights of several lines may differ in their days. */
function daysOf(finding: CaseFinding): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const { label, safe } of finding.rights) {
    const last = safe?.[1] ?? "unknown";
    const known = days.get(label);
    days.set(label, known === undefined ? last : `${known}, ${last}`);
  }
  return days;
}

const questionsOf = (finding: CaseFinding): ReadonlySet<string> => new Set(finding.questions.map((q) => q.fact));
