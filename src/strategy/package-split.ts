import { type Cents, cents, divide, permille, sum, ZERO } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { allocate } from "#claim/allocate.ts";

/**
 * One amount for many claims of one payer, split over their lines to the cent: in proportion to a basis that was chosen,
 * never above a line's charge, and never below its floor without a word. Source: largest remainder (claim/allocate.ts);
 * what a line may not take goes to the others in the same proportion.
 */
export const BASES = ["fair value", "stake", "billed", "allowed"] as const;
export type Basis = (typeof BASES)[number];

export interface PackageLine {
  /** Names the line for good, so that the order in which lines are given changes nothing. */
  readonly key: string;
  readonly billed: Cents;
  /** The least it may get without a word; absent when none is known. */
  readonly floor: Cents | undefined;
  /** What it counts in the chosen basis; absent when that is not known. */
  readonly weight: Cents | undefined;
}

export interface PackageShare {
  readonly key: string;
  readonly amount: Cents;
  readonly belowFloor: boolean;
  readonly atCharge: boolean;
}

export type SplitFault =
  | { readonly fault: "no lines" }
  | { readonly fault: "not above nothing" }
  | { readonly fault: "above the charges"; readonly charges: Cents }
  | { readonly fault: "basis not known"; readonly lines: number };

/** Splits an amount. Shares come in the order of the lines, add up exactly, and hang on the keys and not on the order. */
export function splitPackage(total: Cents, lines: readonly PackageLine[]): Result<readonly PackageShare[], SplitFault> {
  if (lines.length === 0) return err({ fault: "no lines" });
  if (total <= 0n) return err({ fault: "not above nothing" });
  const charges = sum(lines.map((l) => l.billed));
  if (total > charges) return err({ fault: "above the charges", charges });
  const unknown = lines.filter((l) => l.weight === undefined).length;
  if (unknown > 0) return err({ fault: "basis not known", lines: unknown });
  const shares = new Map<string, Cents>();
  let open = [...lines].sort((a, b) => (a.key < b.key ? -1 : 1));
  let rest = total;
  for (;;) {
    const given = allocate(
      rest,
      open.map((l) => l.weight ?? ZERO),
    );
    const full = open.filter((l, i) => (given[i] ?? ZERO) > l.billed);
    if (full.length === 0) {
      for (const [i, l] of open.entries()) shares.set(l.key, given[i] ?? ZERO);
      break;
    }
    for (const l of full) {
      shares.set(l.key, l.billed);
      rest = cents(rest - l.billed);
    }
    open = open.filter((l) => !full.includes(l));
  }
  return ok(
    lines.map((l) => {
      const amount = shares.get(l.key) ?? ZERO;
      const belowFloor = l.floor !== undefined && amount < l.floor;
      return { key: l.key, amount, belowFloor, atCharge: amount === l.billed && amount > 0n };
    }),
  );
}

/** So many per cent of a basis as an amount, halves up; `hundredths` is the percent times a hundred: 4250 is 42.5%. */
export const percentOfBasis = (basis: Cents, hundredths: number): Cents =>
  cents(divide(basis * BigInt(hundredths), 10_000n, "half-up"));

export interface ProjectCase {
  readonly id: string;
  readonly client: string;
  readonly payerKey: string;
  readonly payerName: string;
  /** Families of the codes that money is still asked for: "Emergency visit". */
  readonly families: readonly string[];
  readonly benchmark: Cents | undefined;
  readonly stake: Cents;
}

export interface Project {
  readonly client: string;
  readonly payerKey: string;
  readonly payerName: string;
  readonly family: string;
  readonly cases: readonly string[];
  readonly stake: Cents;
  /** How much of the benchmark is missing, from and to, in whole percent. */
  readonly missing: readonly [from: number, to: number];
}

/** Cases whose missing share lies in one band of this width are underpaid alike. */
const BAND = 25;
const CASES_MIN = 2;

/** The band a case falls in: whole percent of its benchmark that is missing. */
function bandOf(c: ProjectCase): number | undefined {
  if (c.benchmark === undefined || c.benchmark <= 0n || c.stake <= 0n) return undefined;
  return Math.min(Math.floor(permille(c.stake, c.benchmark) / (BAND * 10)), 100 / BAND - 1);
}

/**
 * Groups that could be one ask: one payer, one family of codes, underpaid alike; those with the most at stake first. A case
 * of several families stands in one group, that of its first family.
 */
export function suggestProjects(cases: readonly ProjectCase[]): readonly Project[] {
  const groups = new Map<
    string,
    { readonly of: ProjectCase; readonly family: string; readonly band: number; readonly cases: ProjectCase[] }
  >();
  for (const c of cases) {
    const [family, band] = [c.families[0], bandOf(c)];
    if (family === undefined || band === undefined) continue;
    const key = JSON.stringify([c.client, c.payerKey, family, band]);
    const group = groups.get(key) ?? { of: c, family, band, cases: [] };
    groups.set(key, group);
    group.cases.push(c);
  }
  return [...groups.values()]
    .filter((g) => g.cases.length >= CASES_MIN)
    .map(
      (g): Project => ({
        client: g.of.client,
        payerKey: g.of.payerKey,
        payerName: g.of.payerName,
        family: g.family,
        cases: g.cases.map((c) => c.id).sort(),
        stake: sum(g.cases.map((c) => c.stake)),
        missing: [g.band * BAND, (g.band + 1) * BAND],
      }),
    )
    .sort((a, b) => (a.stake === b.stake ? (a.cases.join() < b.cases.join() ? -1 : 1) : a.stake > b.stake ? -1 : 1));
}
