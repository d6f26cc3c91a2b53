import type { Insertable } from "kysely";
import type { Day } from "#base/day.ts";
import { type Cents, centsFromInt } from "#base/money.ts";
import type { ClaimEvaluation, LineEvaluation, OpenQuestion } from "#case/evaluation.ts";
import { earliestOf } from "#case/law-view.ts";
import { kept } from "#claim/stored.ts";
import type { Tables } from "#store/tables.ts";

/**
 * What the store keeps of an evaluation: the figures of the claim as columns, and of its lines what a money map adds up.
 * The working is not kept; `evaluateStored` works it out again when somebody opens the claim.
 */

const keptOrNot = (amount: Cents | undefined): number | undefined => (amount === undefined ? undefined : kept(amount));

/** Classes of lines whose reasons are kept. */
const SHORT_OF: ReadonlySet<LineEvaluation["class"]> = new Set(["denied", "underpaid"]);

const lineSums = (l: LineEvaluation) => ({
  n: l.number,
  code: l.code,
  class: l.class,
  billed: kept(l.billed),
  allowed: keptOrNot(l.allowed),
  paid: kept(l.paid),
  patient: kept(l.patient),
  stake: kept(l.stake),
  flags: l.flags.length === 0 ? undefined : l.flags,
  loss: keptOrNot(l.loss?.amount),
  chance: l.loss?.chancePermille,
  last: earliestOf(l.rights)?.safe?.[1],
  // Why it is not paid in full: what denials are listed by.
  codes: SHORT_OF.has(l.class) && l.codes.length > 0 ? l.codes : undefined,
});

const questionSums = (q: OpenQuestion) => ({ ...q, dollars: kept(q.dollars) });

/** The lines and questions of a claim, in whole cents, as the body of its row. */
const sumsOf = (e: ClaimEvaluation) => ({
  claim: e.claim,
  payer: e.payer,
  payerKey: e.payerKey,
  lines: e.lines.map(lineSums),
  questions: e.questions.length === 0 ? undefined : e.questions.map(questionSums),
  remittances: e.remittances,
  unmatched: e.unmatched,
  takeback: e.takeback === undefined ? undefined : { ...e.takeback, amount: kept(e.takeback.amount) },
  because: e.class === "not this trade" ? e.channel.because[0]?.text : undefined,
});

type Sums = ReturnType<typeof sumsOf>;

/** Which claim of whom is meant, as of which day, and the import that says so. */
export interface RowKeys {
  readonly org: string;
  readonly client: string;
  readonly claim: string;
  readonly asOf: Day;
  readonly batch: string | null;
}

export function evaluationRow(e: ClaimEvaluation, { org, client, claim, asOf, batch }: RowKeys) {
  const right = earliestOf(e.rights);
  const chances = e.lines.flatMap((l) => l.loss?.chancePermille ?? []);
  return {
    org,
    client,
    claim,
    as_of: asOf,
    class: e.class,
    payment_state: e.payment,
    flags: e.flags,
    set_aside: e.setAside ?? null,
    billed: e.billed,
    allowed: e.allowed ?? null,
    paid: e.paid,
    patient_owes: e.patient,
    benchmark: e.benchmark ?? null,
    stake: e.stake,
    loss: e.loss,
    channel: e.channel.verdict,
    next_right: right?.id ?? null,
    safe_from: right?.safe?.[0] ?? null,
    safe_to: right?.safe?.[1] ?? null,
    chance_permille: chances.length === 0 ? null : Math.max(...chances),
    body: JSON.stringify(sumsOf(e)),
    batch,
  } satisfies Insertable<Tables["evaluation"]>;
}

/** A line as a map adds it up; `last` is the last safe day of the right that ends first. */
export interface LineSums {
  readonly number: number;
  readonly code: string;
  readonly class: LineEvaluation["class"];
  readonly billed: Cents;
  readonly allowed: Cents | undefined;
  readonly paid: Cents;
  readonly patient: Cents;
  readonly stake: Cents;
  readonly flags: LineEvaluation["flags"];
  readonly loss: Cents | undefined;
  readonly chancePermille: number | undefined;
  readonly last: Day | undefined;
  /** Reasons and remarks of a denied or underpaid line: "CO-197", "N30". Empty too where an earlier Parley wrote the row. */
  readonly codes: readonly string[];
}

/** What a map adds up of a claim beside the columns of its row. */
export interface ClaimSums {
  readonly claim: string;
  readonly payer: string;
  readonly payerKey: string;
  readonly lines: readonly LineSums[];
  readonly questions: readonly OpenQuestion[];
  readonly remittances: number;
  readonly unmatched: ClaimEvaluation["unmatched"];
  readonly takeback: ClaimEvaluation["takeback"];
  /** Why it is not this trade. */
  readonly because: string | undefined;
}

const exactly = (n: number | undefined): Cents | undefined => (n === undefined ? undefined : centsFromInt(n));

/** The body of a row, read back. */
export function claimSums(body: string): ClaimSums {
  const s = JSON.parse(body) as Sums;
  return {
    claim: s.claim,
    payer: s.payer,
    payerKey: s.payerKey,
    lines: s.lines.map((l) => ({
      number: l.n,
      code: l.code,
      class: l.class,
      billed: centsFromInt(l.billed),
      allowed: exactly(l.allowed),
      paid: centsFromInt(l.paid),
      patient: centsFromInt(l.patient),
      stake: centsFromInt(l.stake),
      flags: l.flags ?? [],
      loss: exactly(l.loss),
      chancePermille: l.chance,
      last: l.last,
      codes: l.codes ?? [],
    })),
    questions: (s.questions ?? []).map((q) => ({ ...q, dollars: centsFromInt(q.dollars) })),
    remittances: s.remittances,
    unmatched: s.unmatched,
    takeback: s.takeback === undefined ? undefined : { ...s.takeback, amount: centsFromInt(s.takeback.amount) },
    because: s.because,
  };
}
