import { check } from "#base/check.ts";
import { type Cents, cents, showUsd, sum } from "#base/money.ts";
import type { Conditions } from "#case/event.ts";
import { type Approvable, type Approval, LARGE_STEP_PERCENT } from "#strategy/authority.ts";
import type { GuardRefusal } from "#strategy/proposal-guards.ts";
import { aloneUpTo } from "./authority.ts";
import { letsGo, refusalsFor, type Wanted } from "./negotiation-guards.ts";
import { type Table, unprovenOf } from "./negotiation-table.ts";
import type { Sheet, SheetCase } from "./package-sheet.ts";

/**
 * The guardrails asked about a deal: every case with its share by the very function that its own offers are checked by, and
 * the deal as a whole where the whole is what counts (G4).
 */

/** One guardrail that stands in the way of a deal, with the numbers of the cases it is about; none where it is the whole. */
export interface DealRefusal extends GuardRefusal {
  readonly cases: readonly string[];
}

/** A fact that nothing proves, asked once for all cases that rest on it. */
export interface DealUnproven {
  /** Names it, so that it can be attested. */
  readonly fact: string;
  readonly question: string;
  readonly cases: readonly string[];
}

/** What is about to be said of a deal. */
export interface DealWord {
  readonly type: "make offer" | "accept offer";
  readonly amount: Cents;
  readonly terms: Conditions;
  /** Our ask before this one. */
  readonly before: Cents | undefined;
  /** They took what we had asked: our own word left before, so only the floor and what is let go of are looked at. */
  readonly taken: boolean;
  /** What another person allowed for exactly this. */
  readonly allowed: readonly Pick<Approval, "what" | "by" | "age">[];
}

/** The table with what was allowed of the deal, for the offers that the case has now. */
function allowing(table: Table, allowed: DealWord["allowed"]): Table {
  const { state, view } = table;
  if (state === undefined || allowed.length === 0) return table;
  const approvals = allowed.map((a): Approval => ({ ...a, offersThen: view.offers.length }));
  return { ...table, state: { ...state, authority: { ...state.authority, approvals } } };
}

function ofCase(c: SheetCase, word: DealWord): readonly GuardRefusal[] {
  check(c.share !== undefined, "a deal that is weighed has been split");
  const wanted: Wanted = {
    ...{ type: word.type, amount: c.share, final: false, reasons: [], releases: letsGo({ conditions: word.terms }) },
    ...(word.taken && { outside: true }),
  };
  return (
    refusalsFor(wanted, allowing(c.table, word.allowed)) ?? [
      // Nothing leaves on a case that cannot be reckoned, in a deal as outside it.
      { guard: "G1", says: `no floor can be reckoned: ${c.table.why ?? "too little is known"}` },
    ]
  );
}

/** The whole of a deal against what a person may do alone, and against our ask before. */
function ofWhole(sheet: Sheet, word: DealWord, person: string | undefined): readonly DealRefusal[] {
  if (word.taken) return [];
  const needs = (what: Approvable, says: string): readonly DealRefusal[] =>
    word.allowed.some((a) => a.what === what) ? [] : [{ guard: "G4", says, liftedBy: what, cases: [] }];
  const alone = aloneUpTo(sheet.held, person);
  const { amount, before, type } = word;
  const large = amount > alone;
  const over = `the deal is over ${showUsd(alone)}, which is how far you may go alone`;
  const down = before !== undefined && type === "make offer" && (before - amount) * 100n > before * LARGE_STEP_PERCENT;
  return [
    ...(large ? needs(type === "make offer" ? "large offer" : "settlement", over) : []),
    ...(down ? needs("large step", "the deal gives up more than 30% in one step") : []),
  ];
}

/** What stands in the way of a word over a deal, each reason once. */
export function dealRefusals(sheet: Sheet, word: DealWord, person: string | undefined): readonly DealRefusal[] {
  const found = new Map<string, DealRefusal>();
  for (const c of sheet.cases)
    for (const r of ofCase(c, word)) {
      const key = `${r.guard} ${r.says} ${r.liftedBy ?? ""}`;
      found.set(key, { ...r, cases: [...(found.get(key)?.cases ?? []), c.row.number] });
    }
  return [...ofWhole(sheet, word, person), ...found.values()];
}

/** Facts that a deal rests on and nothing proves: the same question of several cases is one. */
export function dealUnproven(sheet: Sheet): readonly DealUnproven[] {
  const asked = new Map<string, { fact: string; question: string; cases: string[] }>();
  for (const c of sheet.cases)
    for (const { fact, question } of unprovenOf(c.table)) {
      const key = `${fact} ${question}`;
      const known = asked.get(key);
      if (known === undefined) asked.set(key, { fact, question, cases: [c.row.number] });
      else known.cases.push(c.row.number);
    }
  const times = new Map<string, number>();
  return [...asked.values()].map(({ fact, question, cases }) => {
    const n = (times.get(fact) ?? 0) + 1;
    times.set(fact, n);
    return { fact: n === 1 ? fact : `${fact} ${n}`, question, cases };
  });
}

/** What nothing proves now and whoever approved did not read. */
export function unreadOf(now: readonly DealUnproven[], read: readonly DealUnproven[]): readonly DealUnproven[] {
  const known = new Set(read.flatMap((u) => u.cases.map((c) => `${c} ${u.question}`)));
  return now.filter((u) => u.cases.some((c) => !known.has(`${c} ${u.question}`)));
}

const SHOWN = 5;
const numbersSaid = (all: readonly string[]): string =>
  all.length <= SHOWN ? all.join(", ") : `${all.slice(0, SHOWN).join(", ")} and ${all.length - SHOWN} more`;

/** "G1: the figure would lie below the floor (P1-2, P1-3); G4: ... (an approval lifts it)". */
export const refusalsSaid = (refused: readonly DealRefusal[], cases: number): string =>
  refused
    .map((r) => {
      const of = r.cases.length === 0 || r.cases.length === cases ? "" : ` (${numbersSaid(r.cases)})`;
      return `${r.guard}: ${r.says}${of}${r.liftedBy === undefined ? "" : " (an approval lifts it)"}`;
    })
    .join("; ");

/** Sum of the floors; undefined when one is not known. */
export function dealFloor({ cases }: Pick<Sheet, "cases">): Cents | undefined {
  const known = cases.flatMap((c) => c.floor ?? []);
  return known.length === cases.length ? cents(sum(known)) : undefined;
}
