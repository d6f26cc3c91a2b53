import type { Answer } from "#web/data/paths.ts";
import { show } from "./line-sources.ts";

/** The plan as `parley plan --json` writes it; the contract names only two of its keys. */

export interface Reason {
  readonly id: string;
  readonly text: string;
  readonly effect: string;
  readonly source: string;
  readonly prior: boolean;
}

export interface Move {
  readonly move: "accept" | "counter" | "escalate";
  readonly what: string;
  readonly dollars: string | null;
  readonly days: number | null;
  readonly fees: string;
  readonly chance: number | null;
  readonly reasons: readonly Reason[];
}

interface Range {
  readonly median: string;
  readonly low80: string;
  readonly high80: string;
}

export interface PlanSaid {
  readonly claim: string;
  readonly asOf: string;
  readonly advice: string;
  readonly because: readonly string[];
  readonly target: string | null;
  readonly floor: string | null;
  readonly opening: string | null;
  readonly billed: string;
  readonly allowed: string;
  readonly moves: readonly Move[];
  readonly flips: readonly { readonly id: string; readonly at: string; readonly text: string }[];
  readonly missing: readonly { readonly fact: string; readonly question: string; readonly worth: string | null }[];
  readonly ways: readonly {
    readonly way: string;
    readonly label: string;
    readonly open: boolean;
    readonly why: string;
    readonly source: string;
    readonly daysLeft: number | null;
    readonly value: string | null;
  }[];
  readonly lines: readonly {
    readonly line: string;
    readonly fairValue: Range | null;
    readonly arguedFederal: (Range & { readonly exhibits: readonly unknown[] }) | null;
    readonly keptOutOfFederal: readonly unknown[];
  }[];
  readonly alerts: readonly unknown[];
  readonly approvals: readonly unknown[];
  readonly refusals: readonly unknown[];
  readonly next: NextStep;
}

/** What Negotiate would do next. */
export type NextStep = Answer<"getPlan">["negotiation"];

const NO_STEP: NextStep = { why: "Not enough to advise.", move: null, amount: null, because: null };

const list = <T>(given: readonly T[] | undefined): readonly T[] => given ?? [];

/** The plan with every list there, so that a key the server left out is an empty one. */
export function planSaid(given: Answer<"getPlan">): PlanSaid {
  const p: Partial<PlanSaid> = { ...(given as object) };
  return {
    claim: p.claim ?? "",
    asOf: p.asOf ?? "",
    advice: p.advice ?? "not enough to advise",
    because: list(p.because),
    target: p.target ?? null,
    floor: p.floor ?? null,
    opening: p.opening ?? null,
    billed: p.billed ?? "0.00",
    allowed: p.allowed ?? "0.00",
    moves: list(p.moves),
    flips: list(p.flips),
    missing: list(p.missing),
    ways: list(p.ways),
    lines: list(p.lines),
    alerts: list(p.alerts),
    approvals: list(p.approvals),
    refusals: list(p.refusals),
    next: given.negotiation ?? NO_STEP,
  };
}

/** Sentences of a list that may hold texts or objects with a text. */
export const textsOf = (given: readonly unknown[]): readonly string[] =>
  given.flatMap((g) => {
    if (typeof g === "string") return [g];
    if (typeof g !== "object" || g === null) return [];
    const found = [..."text because why reason".split(" ")].map((k) => (g as Readonly<Record<string, unknown>>)[k]);
    return found.filter((t): t is string => typeof t === "string").slice(0, 1);
  });

/** The move of the plan that a step of Negotiate is; undefined where it waits or advises nothing. */
const MOVE_OF: Readonly<Record<NonNullable<NextStep["move"]>, Move["move"] | undefined>> = {
  ...{ open: "counter", counter: "counter", accept: "accept", walk: "accept" },
  ...{ escalate: "escalate", hold: undefined },
};

export const suggestedMove = ({ move }: NextStep): Move["move"] | undefined =>
  move === null ? undefined : MOVE_OF[move];

/** "Counter at $1,320.00.", or why nothing is advised. */
export function stepSaid({ move, amount, why }: NextStep): string {
  const of = amount === null ? undefined : show(amount);
  switch (move) {
    case null:
      return why ?? "Not enough to advise.";
    case "open":
    case "counter": {
      const name = move === "open" ? "Open" : "Counter";
      return of === undefined ? `${name}.` : `${name} at ${of}.`;
    }
    case "accept":
      return of === undefined ? "Accept." : `Accept ${of}.`;
    case "hold":
      return "Hold.";
    case "escalate":
      return "Escalate.";
    case "walk":
      return "Keep what was allowed.";
  }
}

/** "61 in 100". */
export const sayChance = (chance: number | null): string =>
  chance === null ? "not known" : chance >= 1 ? "certain" : `${Math.round(chance * 100)} in 100`;

export const sayDays = (days: number | null): string =>
  days === null ? "not known" : days === 0 ? "today" : `about ${days}`;
