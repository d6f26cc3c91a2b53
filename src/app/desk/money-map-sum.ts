import { formatUsd, plus, usd } from "#base/money.ts";
import type { BoardJson, KeptMap, LeftOutJson, Totals } from "./money-map.ts";

/** Kept maps of several clients as one: amounts and counts are added, rows of one key become one row. */

const add = (a: string, b: string): string => formatUsd(plus(usd(a), usd(b)));

const AMOUNT = /^-?\d+\.\d{2}$/;

/** Adds two values of one form: counts, amounts, records by key, rows by their label. */
function together(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (typeof a === "string" && typeof b === "string") return AMOUNT.test(a) && AMOUNT.test(b) ? add(a, b) : a;
  if (Array.isArray(a) && Array.isArray(b)) return a.map((x, i) => together(x, b[i]));
  if (typeof a === "object" && typeof b === "object" && a !== null && b !== null) {
    const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
    return Object.fromEntries(
      [...new Set([...Object.keys(left), ...Object.keys(right)])].map((k) => [
        k,
        k in left && k in right ? together(left[k], right[k]) : (left[k] ?? right[k]),
      ]),
    );
  }
  return a ?? b;
}

/** Rows with one key become one; what is no amount and no count is that of the first. */
function byKey<T extends object>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  const sums = new Map<string, T>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = sums.get(key);
    sums.set(key, known === undefined ? row : (together(known, row) as T));
  }
  return [...sums.values()];
}

const byAmount =
  <T>(of: (row: T) => string) =>
  (a: T, b: T): number => {
    const [x, y] = [usd(of(a)), usd(of(b))];
    return x === y ? 0 : x > y ? -1 : 1;
  };

/** What of a right can still be used. */
const alive = (r: BoardJson["rights"][number]): string =>
  r.cells.slice(1).reduce((sum, c) => add(sum, c.stake), "0.00");

function addBoards(first: BoardJson, more: readonly BoardJson[]): BoardJson {
  const boards = [first, ...more];
  const cells = more.reduce(
    (sum, b) => ({
      soon: together(sum.soon, b.lapsesSoon) as BoardJson["lapsesSoon"],
      guard: together(sum.guard, b.writeOffGuard) as BoardJson["writeOffGuard"],
      aging: together(sum.aging, b.billAging) as BoardJson["billAging"],
    }),
    { soon: first.lapsesSoon, guard: first.writeOffGuard, aging: first.billAging },
  );
  return {
    lapsesSoon: cells.soon,
    writeOffGuard: cells.guard,
    billAging: cells.aging,
    rights: byKey(
      boards.flatMap((b) => b.rights),
      (r) => r.id,
    ).sort(byAmount(alive)),
    payers: byKey(
      boards.flatMap((b) => b.payers),
      (p) => p.key,
    ).sort(byAmount((p) => p.recoverable)),
    denials: byKey(
      boards.flatMap((b) => b.denials),
      (d) => d.code,
    ).sort(byAmount((d) => d.stake)),
    codes: byKey(
      boards.flatMap((b) => b.codes),
      (c) => c.code,
    ).sort(byAmount((c) => c.billed)),
  };
}

/** The sum of one map or more; it is as old as the oldest of them. */
export function addMaps(maps: readonly KeptMap[]): KeptMap {
  const [first, ...more] = maps;
  if (first === undefined) throw new Error("Parley bug: no map is no sum");
  if (more.length === 0) return first;
  return {
    asOf: maps.map((m) => m.asOf).reduce((a, b) => (a < b ? a : b)),
    madeAt: maps.map((m) => m.madeAt).reduce((a, b) => (a < b ? a : b)),
    totals: more.reduce((sum, m) => together(sum, m.totals) as Totals, first.totals),
    board: addBoards(
      first.board,
      more.map((m) => m.board),
    ),
    // An answer reaches the claims of one client, so each client asks its own.
    questions: maps.flatMap((m) => m.questions).sort(byAmount((q) => q.dollars)),
    leftOut: byKey<LeftOutJson>(
      maps.flatMap((m) => m.leftOut),
      (l) => `${l.what} ${l.because}`,
    ).sort(byAmount((l) => l.billed)),
    assumptions: [...new Set(maps.flatMap((m) => m.assumptions))],
  };
}
