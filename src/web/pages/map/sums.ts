import { type Cents, sum } from "#base/money.ts";
import type { Answer } from "#web/data/paths.ts";
import { centsOf } from "#web/data/wire.ts";
import type { LineClass } from "#web/data/words.ts";

export type MoneyMap = Answer<"getMap">;

export interface ClassTotal {
  readonly of: LineClass;
  readonly claims: number;
  readonly lines: number;
  readonly stake: Cents;
}

/** The order in which the classes are shown: what can be recovered first. */
export const ORDER: readonly LineClass[] = [
  "underpaid",
  "denied",
  "unpaid",
  "needs a fact",
  "expired",
  "paid in line",
  "unknown",
  "not this trade",
];

/** Classes whose stake can still be recovered. */
export const RECOVERABLE: ReadonlySet<LineClass> = new Set<LineClass>([
  "underpaid",
  "denied",
  "unpaid",
  "needs a fact",
]);

/** Totals by class, in order; classes without a line are left out. */
export const classTotals = (map: MoneyMap): readonly ClassTotal[] =>
  ORDER.flatMap((of) => {
    const found = map.totals.byClass[of];
    return found === undefined || found.lines === 0
      ? []
      : [{ of, claims: found.claims, lines: found.lines, stake: centsOf(found.stake) }];
  });

/**
 * What does not add up, in sentences; empty when every sum holds. A map whose parts are not its whole is shown with this
 * said above it, never with the difference hidden.
 */
export function outOfSum(map: MoneyMap): readonly string[] {
  const classes = classTotals(map);
  const { totals } = map;
  const findings: string[] = [];
  const lines = classes.reduce((n, c) => n + c.lines, 0);
  if (lines !== totals.lines) findings.push(`The classes hold ${lines} lines, the map ${totals.lines}.`);
  const recoverable = sum(classes.filter((c) => RECOVERABLE.has(c.of)).map((c) => c.stake));
  if (recoverable !== centsOf(totals.recoverable))
    findings.push("The classes that can be recovered do not add up to the first figure.");
  const byPayer = map.payers.reduce((n, p) => n + p.lines, 0);
  if (byPayer > totals.lines) findings.push(`The payers hold ${byPayer} lines, the map ${totals.lines}.`);
  return findings;
}

/** Time between two moments in words: "1 min 48 s". */
export function took(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
