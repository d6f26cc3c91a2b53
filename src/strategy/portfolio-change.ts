import { type Cents, cents, readUsd, showUsd, sum } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { withFlip } from "./flips.ts";
import type { PlanCase } from "./plan-case.ts";
import type { Prospect, ProspectTerms } from "./portfolio.ts";
import type { Priors } from "./priors.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { discount } from "./way-out.ts";

/** What if: a fee, a chance or a rule other than it is, over all cases at once. */
export type Change =
  | { readonly what: "fee" | "entity" | "hour"; readonly to: Cents }
  | { readonly what: "eligible" | "collect" | "award" | "days"; readonly to: number }
  | { readonly what: "batch"; readonly to: "each" | "together" }
  | { readonly what: "federal"; readonly to: "closed" };

/** The names a change goes by, with what may stand after the `=`. */
export const CHANGES: Readonly<Record<Change["what"], string>> = {
  fee: "the administrative fee of a federal dispute, dollars: fee=115.00",
  entity: "the entity's fee, dollars: entity=600",
  hour: "an hour of staff, dollars: hour=55.00",
  eligible: "chance to be found eligible, 0 to 1: eligible=0.95",
  collect: "share of an award that is collected, 0 to 1: collect=0.8",
  award: "arbitrators' median as a multiple of the QPA, 0.1 to 20: award=1.8",
  days: "days from filing to money, 0 to 2000: days=300",
  batch: "lines in one dispute or one each: batch=together, batch=each",
  federal: "the federal road closed, as by a state law that takes its place: federal=closed",
};

const NUMBERS: Readonly<Record<"eligible" | "collect" | "award" | "days", readonly [number, number]>> = {
  eligible: [0, 1],
  collect: [0, 1],
  award: [0.1, 20],
  days: [0, 2000],
};

const MOST: Cents = cents(1_000_000n);

function readOne(text: string): Result<Change, string> {
  const [name = "", value = ""] = text.split("=", 2).map((x) => x.trim().toLowerCase());
  if (!Object.hasOwn(CHANGES, name))
    return err(`There is no such change. There is: ${Object.keys(CHANGES).join(", ")}.`);
  const what = name as Change["what"];
  const wrong = err(`Write ${CHANGES[what]}.`);
  switch (what) {
    case "fee":
    case "entity":
    case "hour": {
      const amount = readUsd(value.replace(/^\$/, ""));
      return value !== "" && amount.ok && amount.value >= 0n && amount.value <= MOST
        ? ok({ what, to: amount.value })
        : wrong;
    }
    case "batch":
      return value === "each" || value === "together" ? ok({ what, to: value }) : wrong;
    case "federal":
      return value === "closed" ? ok({ what, to: value }) : wrong;
    default: {
      const [low, high] = NUMBERS[what];
      const n = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
      return n >= low && n <= high ? ok({ what, to: n }) : wrong;
    }
  }
}

/** Reads `fee=115.00,batch=each`. The error is a sentence that says what may be written; it repeats nothing. */
export function readChanges(text: string): Result<readonly Change[], string> {
  const changes: Change[] = [];
  for (const part of text.split(",")) {
    const one = readOne(part);
    if (!one.ok) return one;
    if (changes.some((c) => c.what === one.value.what)) return err("A change is named twice; name it once.");
    changes.push(one.value);
  }
  return ok(changes);
}

const IF = "what if: not as it is";

function withFee(c: PlanCase, name: "admin" | "entity", value: Cents): PlanCase {
  return c.fees === undefined ? c : { ...c, fees: { ...c.fees, [name]: { value, source: IF, prior: true } } };
}

const withPrior = (c: PlanCase, p: Partial<Priors>): PlanCase => ({ ...c, priors: { ...c.priors, ...p } });

/** The case as it would be under a change. */
export function changedCase(c: PlanCase, change: Change): PlanCase {
  const { priors } = c;
  switch (change.what) {
    case "fee":
      return withFee(c, "admin", change.to);
    case "entity":
      return withFee(c, "entity", change.to);
    case "award":
      return withFlip(c, "award multiple", change.to);
    case "eligible":
      return withFlip(c, "eligibility", change.to);
    case "collect":
      return withPrior(c, { collect: { ...priors.collect, value: change.to } });
    case "days":
      return withPrior(c, { days: { ...priors.days, value: change.to } });
    case "batch":
      return c.fees === undefined ? c : { ...c, fees: { ...c.fees, oneEach: change.to === "each" } };
    case "federal":
      return { ...c, ways: c.ways.map((w) => (w.id === "federal IDR" ? { ...w, open: false, why: IF } : w)) };
    case "hour":
      return c;
  }
}

/** What an hour of staff costs under the changes. */
export function hourUnder(changes: readonly Change[], hour: ProspectTerms["hour"]): ProspectTerms["hour"] {
  const rate = changes.find((x) => x.what === "hour");
  return rate?.what === "hour" ? { value: rate.to, source: IF, prior: false } : hour;
}

/** What a change does to one case. */
export interface Effect {
  readonly before: Prospect;
  readonly after: Prospect;
  /** Gain under the change less gain as it is; what has no gain counts nothing. */
  readonly effect: Cents;
  readonly turns: boolean;
}

const gained = (p: Prospect): bigint => (p.gain !== undefined && p.gain > 0n ? p.gain : 0n);

export const effectOf = (before: Prospect, after: Prospect): Effect => ({
  before,
  after,
  effect: cents(gained(after) - gained(before)),
  turns: before.course !== after.course,
});

export const effectSum = (effects: readonly Effect[]): Cents => sum(effects.map((e) => e.effect));

/** Least that a dispute must be able to add, at one chance of winning, before filing pays. */
export interface BreakEven {
  readonly chance: number;
  readonly least: Cents;
}

/**
 * The break-even line of a federal dispute: `e [P x k D - (1 - P) F D] = admin + work`, solved for x, the award above what
 * would stand anyway, when the payer's offer adds nothing. In dollars, for one dispute.
 */
export function breakEvenLine(
  fees: { readonly admin: Cents; readonly entity: Cents },
  p: Pick<Priors, "eligible" | "collect" | "days" | "rate" | "handling">,
  chances: readonly number[] = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
): readonly BreakEven[] {
  const d = discount(p.days.value, p.rate);
  const [e, k] = [p.eligible.value, p.collect.value];
  if (e * k * d <= 0) return [];
  const fixed = perDollar(cents(fees.admin + p.handling.value));
  return chances.map((chance) => ({
    chance,
    least: fromPerDollar((fixed + e * (1 - chance) * perDollar(fees.entity) * d) / (e * chance * k * d), "up"),
  }));
}

/** A change in words. */
export function changeWords(c: Change): string {
  switch (c.what) {
    case "fee":
      return `administrative fee ${showUsd(c.to)}`;
    case "entity":
      return `entity fee ${showUsd(c.to)}`;
    case "hour":
      return `an hour of staff ${showUsd(c.to)}`;
    case "eligible":
      return `eligible ${Math.round(c.to * 100)}%`;
    case "collect":
      return `collected ${Math.round(c.to * 100)}%`;
    case "award":
      return `awards at ${c.to} x QPA`;
    case "days":
      return `money after ${c.to} days`;
    case "batch":
      return c.to === "each" ? "a dispute for each line" : "all lines of a claim in one dispute";
    case "federal":
      return "the federal road closed";
  }
}
