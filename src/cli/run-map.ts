import type { ExitCode, Invocation } from "./command.ts";
import { drawMapTo, firstOf } from "./draw-map.ts";
import type { Io } from "./io.ts";
import { dayOf } from "./run-demo.ts";

/** Options of a map that belong to the next command about the same files too. */
const SAME_MAP = ["as-of", "profile", "mapping", "books"] as const;

export const againOf = (typed: Invocation): readonly string[] => [
  ...typed.args,
  ...SAME_MAP.flatMap((name) => {
    const value = typed.values[name];
    return value === undefined ? [] : [`--${name}`, value];
  }),
];

/** `--reports`, already checked: a number of claims, or all of them. */
function reportsOf(typed: Invocation): number | "all" | undefined {
  const { reports } = typed.values;
  return reports === undefined ? undefined : reports === "all" ? "all" : Number(reports);
}

export function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const { facts, profile, mapping, books, out } = typed.values;
  return drawMapTo(io, {
    paths: typed.args,
    asOf: dayOf(typed),
    booksDir: books ?? io.config.booksDir,
    facts,
    profile,
    mapping,
    out,
    first: firstOf(typed),
    json: typed.switches.has("json"),
    reports: reportsOf(typed),
    again: againOf(typed),
    before: [],
  });
}
