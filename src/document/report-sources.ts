import type { ClaimEvaluation, LineEvaluation } from "#case/evaluation.ts";
import type { PlanFigures } from "./report.ts";
import { linesWords, sentence } from "./wording.ts";

/** Where a printed figure comes from. */
export interface SourceRow {
  readonly figure: string;
  readonly source: string;
}

/** Lines that share a text, in the order they come: "Lines 1 to 3" and what is true of them. */
function shared(
  lines: readonly LineEvaluation[],
  of: (l: LineEvaluation) => string | undefined,
): readonly (readonly [string, string])[] {
  const groups = new Map<string, number[]>();
  for (const l of lines) {
    const text = of(l);
    if (text === undefined) continue;
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [l.number]);
    else group.push(l.number);
  }
  return [...groups].map(([text, numbers]) => [linesWords(numbers), text]);
}

/** Every figure of the report with its file and segment, its book and row, or the rule it follows from. */
export function sourcesOf(e: ClaimEvaluation, figures: PlanFigures): readonly SourceRow[] {
  const claim = e.sources.filter((s) => s.endsWith("claim"));
  const remittances = e.sources.filter((s) => !s.endsWith("claim"));
  const billed = claim.length > 0 ? claim : remittances;
  const row = (figure: string, source: string): SourceRow => ({ figure, source });
  return [
    ...(billed.length === 0 ? [] : [row("Billed", billed.join("; "))]),
    ...(remittances.length === 0 ? [] : [row("Paid, patient", remittances.join("; "))]),
    ...shared(e.lines, (l) => l.allowedFrom).map(([which, text]) =>
      row(`Allowed, ${which.toLowerCase()}`, sentence(text)),
    ),
    ...shared(e.lines, (l) => l.benchmark?.working).map(([which, text]) =>
      row(`Benchmark, ${which.toLowerCase()}`, text),
    ),
    ...(figures.fair.size === 0 && figures.target === undefined
      ? []
      : [
          row(
            "Fair value, what to ask",
            "Pooled from the benchmarks above; the reasons of each move name their sources.",
          ),
        ]),
  ];
}
