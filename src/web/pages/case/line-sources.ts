import { centsOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import type { Source } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";

/** Where each figure of a claim comes from: the sources of a money popover, made of what the evaluation says. */

type Evaluation = Case["evaluation"];
export type Line = Evaluation["lines"][number];

export const show = (text: string): string => showMoney(centsOf(text), "exact");
export const codeOf = (l: Pick<Line, "code" | "modifiers">): string => [l.code, ...l.modifiers].join("-");

const CLAIM = /claim$/;

/** Files and segments the claim and its remittances stand in. */
const sourcesOf = (e: Evaluation, which: "claim" | "remittance"): string => {
  const found = e.sources.filter((s) => CLAIM.test(s) === (which === "claim"));
  return found.length === 0 ? (which === "claim" ? "the claim as it was sent" : "no remittance yet") : found.join("; ");
};

const reasons = (l: Line): string | undefined =>
  l.because.length === 0 ? undefined : l.because.map((b) => b.text).join("; ");

export const billedSource = (l: Line, e: Evaluation): Source => ({
  of: `Charge, line ${l.line}`,
  from: sourcesOf(e, "claim"),
  statedAs: `${codeOf(l)}, ${l.units} ${l.units === "1" ? "unit" : "units"}`,
});

export const allowedSource = (l: Line, e: Evaluation, see?: () => void): Source => ({
  of: `Allowed, line ${l.line}`,
  from: sourcesOf(e, "remittance"),
  statedAs: l.allowedFrom ?? "not stated",
  checked: `${show(l.paid)} paid by the plan and ${show(l.patient)} from the patient`,
  ...(see === undefined ? {} : { see: { name: "See the EOB", go: see } }),
});

export const paidSource = (l: Line, e: Evaluation, see?: () => void): Source => ({
  of: `Plan paid, line ${l.line}`,
  from: sourcesOf(e, "remittance"),
  ...(l.codes.length === 0 ? {} : { statedAs: l.codes.join(" ") }),
  ...(see === undefined ? {} : { see: { name: "See the EOB", go: see } }),
});

export const benchmarkSource = (l: Line): Source => ({
  of: `Benchmark, line ${l.line}`,
  from: l.benchmarkFrom ?? "no benchmark",
});

export const stakeSource = (l: Line): Source => ({
  of: `At stake, line ${l.line}`,
  from: "Benchmark less allowed, between zero and the charge",
  ...(l.benchmark === null
    ? { missing: reasons(l) ?? "A benchmark" }
    : {
        statedAs: l.benchmarkFrom ?? undefined,
        formula: `${show(l.benchmark)} benchmark − ${l.allowed === null ? "$0.00, nothing allowed" : `${show(l.allowed)} allowed`}`,
      }),
});

/** Of a sum over the lines: what it adds up. */
export function totalSource(
  of: string,
  e: Evaluation,
  pick: (l: Line) => string | null,
  extra?: Partial<Source>,
): Source {
  const terms = e.lines.map(pick);
  const known = terms.flatMap((t) => (t === null ? [] : [show(t)]));
  return {
    of,
    from: sourcesOf(e, of === "Charge" ? "claim" : "remittance"),
    ...(known.length > 1 && known.length <= 12 ? { formula: known.join(" + ") } : {}),
    checked:
      terms.length === known.length
        ? `Sum of ${terms.length} lines`
        : `${terms.length - known.length} lines say nothing`,
    ...extra,
  };
}
