import { type Cents, cents, readUsd, showUsd, sum, ZERO } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { withFlip } from "./flips.ts";
import { PAUSED, type PlanCase } from "./plan-case.ts";
import type { Prospect, ProspectTerms } from "./portfolio.ts";
import { BUDGET_MOST } from "./portfolio-week.ts";
import type { Known, Priors } from "./priors.ts";
import { fromPerDollar, perDollar } from "./scale.ts";

/** What if: a fee, a chance, a habit or a rule other than it is, over all cases at once. */
export type Change =
  | { readonly what: MoneyChange; readonly to: Cents }
  | { readonly what: NumberChange; readonly to: number }
  | { readonly what: "batch"; readonly to: "each" | "together" }
  | { readonly what: "federal"; readonly to: "closed" }
  /** `payer` is a part of the payer's name, in small letters. */
  | { readonly what: "payer"; readonly payer: string; readonly to: number };

type MoneyChange = "fee" | "entity" | "hour" | "least";
type NumberChange = "eligible" | "collect" | "award" | "days" | "hours" | "cooling" | "lines" | "qpa" | "interest";

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
  least: "the least net gain worth pursuing, dollars: least=250",
  hours: "hours of staff a week, 0 to 1666: hours=20",
  cooling:
    "the pause after a determination, off or the days it would still hold a case, 0 to 365: cooling=off, cooling=30",
  lines: "most lines that one dispute may hold, 1 to 500 whole: lines=25",
  payer: "a payer by part of its name, and the share of what it now agrees to, 0.1 to 10: payer=NORTHFIELD:0.9",
  qpa: "the QPA as a multiple of the stated one, 0.1 to 20: qpa=1.2",
  interest: "a year's interest on money that comes late, 0 to 1: interest=0.12",
};

const NUMBERS: Readonly<Record<NumberChange, readonly [number, number]>> = {
  eligible: [0, 1],
  collect: [0, 1],
  award: [0.1, 20],
  days: [0, 2000],
  hours: [0, Math.floor(BUDGET_MOST / 60)],
  cooling: [0, 365],
  lines: [1, 500],
  qpa: [0.1, 20],
  interest: [0, 1],
};
const SHARES: readonly [number, number] = [0.1, 10];

const MOST: Cents = cents(1_000_000n);
/** A case may be worth more than any fee: the least worth pursuing goes up to a million dollars. */
const MOST_LEAST: Cents = cents(100_000_000n);

const numberIn = (value: string, [low, high]: readonly [number, number]): number | undefined => {
  const n = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  return n >= low && n <= high ? n : undefined;
};

function readPayer(value: string): Change | undefined {
  const at = value.lastIndexOf(":");
  const [payer, to] = [value.slice(0, Math.max(0, at)).trim(), numberIn(value.slice(at + 1).trim(), SHARES)];
  return at < 0 || payer === "" || to === undefined ? undefined : { what: "payer", payer, to };
}

function readMoney(what: MoneyChange, value: string): Change | undefined {
  const amount = readUsd(value.replace(/^\$/, ""));
  const most = what === "least" ? MOST_LEAST : MOST;
  return value !== "" && amount.ok && amount.value >= 0n && amount.value <= most
    ? { what, to: amount.value }
    : undefined;
}

function readNumber(what: NumberChange, value: string): Change | undefined {
  const to = numberIn(what === "cooling" && value === "off" ? "0" : value, NUMBERS[what]);
  return to === undefined || (what === "lines" && !Number.isInteger(to)) ? undefined : { what, to };
}

function readValue(what: Change["what"], value: string): Change | undefined {
  switch (what) {
    case "fee":
    case "entity":
    case "hour":
    case "least":
      return readMoney(what, value);
    case "batch":
      return value === "each" || value === "together" ? { what, to: value } : undefined;
    case "federal":
      return value === "closed" ? { what, to: value } : undefined;
    case "payer":
      return readPayer(value);
    default:
      return readNumber(what, value);
  }
}

function readOne(text: string): Result<Change, string> {
  const [name = "", value = ""] = text.split("=", 2).map((x) => x.trim().toLowerCase());
  if (!Object.hasOwn(CHANGES, name))
    return err(`There is no such change. There is: ${Object.keys(CHANGES).join(", ")}.`);
  const change = readValue(name as Change["what"], value);
  return change === undefined ? err(`Write ${CHANGES[name as Change["what"]]}.`) : ok(change);
}

/** What is changed: of two payers each its own. */
const subjectOf = (c: Change): string => (c.what === "payer" ? `payer ${c.payer}` : c.what);

/** Reads `fee=115.00,batch=each`. The error is a sentence that says what may be written; it repeats nothing. */
export function readChanges(text: string): Result<readonly Change[], string> {
  const changes: Change[] = [];
  for (const part of text.split(",")) {
    const one = readOne(part);
    if (!one.ok) return one;
    if (changes.some((c) => subjectOf(c) === subjectOf(one.value)))
      return err("A change is named twice; name it once.");
    changes.push(one.value);
  }
  return ok(changes);
}

const IF = "what if: not as it is";

function withFee(c: PlanCase, name: "admin" | "entity", value: Cents): PlanCase {
  return c.fees === undefined ? c : { ...c, fees: { ...c.fees, [name]: { value, source: IF, prior: true } } };
}

const withPrior = (c: PlanCase, p: Partial<Priors>): PlanCase => ({ ...c, priors: { ...c.priors, ...p } });

/** A dispute for every so many lines: their fees together, where one batch held all lines before. */
function withLines(c: PlanCase, most: number): PlanCase {
  const { fees } = c;
  if (fees === undefined || fees.oneEach || c.items.length <= most) return c;
  if (most === 1) return { ...c, fees: { ...fees, oneEach: true } };
  const disputes = BigInt(Math.ceil(c.items.length / most));
  const all = (of: Known<Cents>): Known<Cents> => ({ value: cents(of.value * disputes), source: IF, prior: true });
  return { ...c, fees: { ...fees, admin: all(fees.admin), entity: all(fees.entity) } };
}

/** The federal road that only the pause holds shut: open, with its money so many days later. */
function withoutPause(c: PlanCase, waits: number): PlanCase {
  const paused = c.ways.some((w) => !w.open && w.why === PAUSED);
  if (!paused) return c;
  const ways = c.ways.map((w) => (!w.open && w.why === PAUSED ? { ...w, open: true, ready: true, why: IF } : w));
  const { days } = c.priors;
  return withPrior({ ...c, ways }, { days: { ...days, value: days.value + waits } });
}

function withQpa(c: PlanCase, by: number): PlanCase {
  const items = c.items.map((i) =>
    i.qpa === undefined
      ? i
      : { ...i, qpa: { value: fromPerDollar(perDollar(i.qpa.value) * by, "half-up"), source: IF, prior: true } },
  );
  return { ...c, items };
}

/** The payer's limit moved as own closed cases move it: by the logarithm of the share. */
function withHabit(c: PlanCase, share: number): PlanCase {
  const [mean, sd] = c.priors.shading;
  return withPrior(c, { shading: [mean + Math.log(share), sd] });
}

/** Whether a change is about a case with this payer. */
const isAbout = (change: Change, payer: string): boolean =>
  change.what !== "payer" || payer.toLowerCase().includes(change.payer);

/** The case of a payer as it would be under all changes. */
export const changedBy = (c: PlanCase, changes: readonly Change[], payer = ""): PlanCase =>
  changes.filter((x) => isAbout(x, payer)).reduce(changedCase, c);

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
    case "cooling":
      return withoutPause(c, change.to);
    case "lines":
      return withLines(c, change.to);
    case "payer":
      return withHabit(c, change.to);
    case "qpa":
      return withQpa(c, change.to);
    case "interest":
      return withPrior(c, { rate: change.to });
    case "hour":
    case "hours":
    case "least":
      return c;
  }
}

/** A case that would bring less than is worth pursuing is let be: what was paid stands, and nothing is gained. */
export function pursuedOnly(p: Prospect, changes: readonly Change[]): Prospect {
  const least = changes.find((x) => x.what === "least");
  if (least?.what !== "least" || p.gain === undefined || p.gain <= 0n || p.gain >= least.to) return p;
  const { move: _m, amount: _a, waits: _w, ...rest } = p;
  const step = `Not pursued: worth less than ${showUsd(least.to)}`;
  return { ...rest, course: "accept", step, gain: ZERO, value: p.accept, fees: ZERO, minutes: 0, days: 0, chance: 1 };
}

/** Minutes of staff there are in a week under the changes. */
export function minutesUnder(changes: readonly Change[], minutes: number): number {
  const hours = changes.find((x) => x.what === "hours");
  return hours?.what === "hours" ? Math.floor(hours.to * 60) : minutes;
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
    case "least":
      return `nothing under ${showUsd(c.to)} pursued`;
    case "hours":
      return `${c.to} hours of staff a week`;
    case "cooling":
      return c.to === 0 ? "no pause after a determination" : `a pause of ${c.to} days`;
    case "lines":
      return `at most ${c.to} ${c.to === 1 ? "line" : "lines"} in a dispute`;
    case "payer":
      return `payers named "${c.payer}" at ${c.to} of what they agree to`;
    case "qpa":
      return `the QPA at ${c.to} x the stated one`;
    case "interest":
      return `interest of ${Math.round(c.to * 1000) / 10}% a year`;
  }
}
