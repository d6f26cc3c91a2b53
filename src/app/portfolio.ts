import { setImmediate as breathe } from "node:timers/promises";
import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import { CURRENT_LAW } from "#case/deciding.ts";
import { evaluate } from "#case/evaluate.ts";
import { coverageOf } from "#claim/answer-facts.ts";
import { answersIndex } from "#claim/facts-file.ts";
import { openBooks } from "#rates/shelf.ts";
import { type BreakEven, breakEvenLine } from "#strategy/break-even.ts";
import type { PlanCase } from "#strategy/plan-case.ts";
import type { Change } from "#strategy/portfolio-change.ts";
import type { Known } from "#strategy/priors.ts";
import { servedOn, watchFacts } from "./fact-problems.ts";
import type { ClaimAsked } from "./find-claim.ts";
import { openIntake } from "./intake.ts";
import { stateFor } from "./plan.ts";
import { Planners, plannersFor } from "./planners.ts";
import type { Weighed } from "./portfolio-lot.ts";
import { staffHourOf } from "./staff-hour.ts";

/** Many claims planned beside each other: read from a folder here, from the store by the workbench. */

/** One case of a portfolio, with what people call it. */
export interface PortfolioRow extends Weighed {
  readonly claim: string;
  readonly payer: string;
}

export interface Portfolio {
  readonly asOf: Day;
  readonly rows: readonly PortfolioRow[];
  /** Claims on which there is nothing to plan: of another trade, set aside, without a charge. */
  readonly left: number;
  readonly hour: Known<Cents>;
  readonly changes: readonly Change[];
  /** For one federal dispute begun on this day. Absent when no case could come to one. */
  readonly breakEven?: BreakEvenFor;
}

export interface BreakEvenFor {
  readonly line: readonly BreakEven[];
  readonly admin: Known<Cents>;
  readonly entity: Known<Cents>;
}

/** The break-even line of a single dispute of these cases: fees and beliefs of the first that could come to one. */
export function breakEvenOf(c: PlanCase): BreakEvenFor | undefined {
  const { fees, priors } = c;
  return fees === undefined
    ? undefined
    : {
        line: breakEvenLine({ admin: fees.admin.value, entity: fees.entity.value }, priors),
        admin: fees.admin,
        entity: fees.entity,
      };
}

export interface PortfolioAsked extends Omit<ClaimAsked, "claim"> {
  readonly changes: readonly Change[];
  readonly signal?: AbortSignal | undefined;
  /** Threads that plan beside this one. Default by the number of claims and processors. */
  readonly workers?: number;
}

/** Claims planned before others may have the thread: some tens of milliseconds. */
const SLICE = 20;

/** Reads a folder as the map does and plans every claim of it, many on several threads. Throws the signal's reason when it is aborted. */
export async function runPortfolio(
  asked: PortfolioAsked,
): Promise<{ readonly portfolio: Portfolio; readonly problems: readonly Problem[] }> {
  const { home, facts, profile, mapping, progress, asOf, changes, signal } = asked;
  const intake = await openIntake(asked.paths, { home, facts, profile, mapping, progress });
  let planners: Planners | undefined;
  try {
    const { books, problems } = openBooks(asked.booksDir);
    const answersFor = answersIndex(intake.facts);
    const watch = watchFacts(intake.facts, answersFor, asOf);
    const shared = { profile: intake.profile, books, history: intake.history, law: CURRENT_LAW, asOf };
    const hour = staffHourOf(intake.profile);
    const named: Pick<PortfolioRow, "claim" | "payer">[] = [];
    let [seen, left] = [0, 0];
    let breakEven: BreakEvenFor | undefined;
    const total = intake.files.reduce((n, f) => n + f.read.claims, 0);
    planners = new Planners({ changes }, asked.workers ?? plannersFor(total));
    for (const matched of intake.matched()) {
      seen += 1;
      if (seen % SLICE === 0) {
        progress?.(Math.min(seen, total), total, "planning");
        await breathe();
        signal?.throwIfAborted();
      }
      const coverage = coverageOf(matched, intake.profile, answersFor);
      watch.see(coverage.keys, servedOn(matched));
      const evaluation = evaluate({ matched, coverage, ...shared });
      if (evaluation.setAside !== undefined) continue;
      const id = `${evaluation.claim} ${evaluation.sources[0] ?? seen}`;
      const { profile: said, outside } = intake;
      const stands = stateFor({ evaluation, matched, coverage, profile: said, outside }, asOf);
      if (!stands.ok) {
        left += 1;
        continue;
      }
      const { state } = stands.value;
      breakEven ??= breakEvenOf(state.planCase);
      planners.add({ negotiation: { id, state, payer: evaluation.payer }, hour });
      named.push({ claim: evaluation.claim, payer: evaluation.payer });
    }
    const weighed = await planners.end(signal);
    const rows = weighed.map((w, k): PortfolioRow => ({ ...w, ...(named[k] as (typeof named)[number]) }));
    return {
      portfolio: { asOf, rows, left, hour, changes, ...(breakEven && { breakEven }) },
      problems: [...intake.files.flatMap((f) => f.problems), ...watch.problems(), ...problems],
    };
  } finally {
    intake.close();
    await planners?.dismiss();
  }
}
