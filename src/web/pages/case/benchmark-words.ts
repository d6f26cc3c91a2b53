import { codeOf, type Line } from "./line-sources.ts";

/** Why lines have no benchmark: services of one reason together, in the words of the evaluation. */
export interface Without {
  readonly codes: readonly string[];
  /** Absent where the evaluation gives none, such as for a line outside this trade. */
  readonly why: string | undefined;
  /** Whether a price book or own payments would give one: a center's packaged line has no price of its own in any book. */
  readonly isLoadable: boolean;
}

const MARK = "no benchmark: ";
const CENTER = "surgery center: ";
const MISSING = "; missing: ";

const isLoadable = (why: string | undefined): boolean =>
  why === undefined || !why.startsWith(CENTER) || why.includes(MISSING);

export function withoutBenchmark(
  lines: readonly Pick<Line, "code" | "modifiers" | "benchmark" | "because">[],
): readonly Without[] {
  const byWhy = new Map<string | undefined, string[]>();
  for (const line of lines) {
    if (line.benchmark !== null) continue;
    const why = line.because
      .find((b) => b.text.startsWith(MARK))
      ?.text.slice(MARK.length)
      .replace(/\.$/, "");
    const of = byWhy.get(why);
    if (of === undefined) byWhy.set(why, [codeOf(line)]);
    else of.push(codeOf(line));
  }
  return [...byWhy].map(([why, codes]) => ({ codes, why, isLoadable: isLoadable(why) }));
}
