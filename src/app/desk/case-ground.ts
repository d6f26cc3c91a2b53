import type { Day } from "#base/day.ts";
import { CURRENT_LAW } from "#case/deciding.ts";
import { evaluate } from "#case/evaluate.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { type Coverage, coverageOf } from "#claim/answer-facts.ts";
import { assemble } from "#claim/assemble.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import { answersIndex } from "#claim/facts-file.ts";
import type { AllowedHistory } from "#claim/history.ts";
import type { MatchedClaim } from "#claim/match.ts";
import type { Profile } from "#claim/profile.ts";
import { readProfile } from "#claim/profile-file.ts";
import { claimFrom, remittanceFrom } from "#claim/stored.ts";
import type { TenantTx } from "#store/store.ts";
import type { Desk } from "./desk.ts";
import { profileOf } from "./settings.ts";

/** The claim of a case as the store has it, evaluated as of a day. */
export interface CaseGround {
  readonly evaluation: ClaimEvaluation;
  readonly matched: MatchedClaim;
  readonly coverage: Coverage;
  readonly profile: Profile | undefined;
}

export interface GroundAsked {
  readonly asOf: Day;
  /** What is being answered, beside what is known. */
  readonly answers?: readonly FactAnswer[];
}

const NO_HISTORY: AllowedHistory = { median: () => undefined };

async function answersOf(tx: TenantTx): Promise<readonly FactAnswer[]> {
  const rows = await tx.db
    .selectFrom("fact_answer")
    .select(["scope", "key", "fact", "value", "source", "day"])
    .where("org", "=", tx.principal.org)
    .where("superseded_by", "is", null)
    .orderBy("at")
    .orderBy("id")
    .execute();
  return rows.map(({ day, ...r }) => ({ ...r, ...(day !== null && { date: day }), file: "answers", line: 1 }));
}

/** Evaluates the claim of a case; undefined when there is no such claim that the principal may see. */
export async function groundOf(
  tx: TenantTx,
  desk: Desk,
  claimId: string,
  { asOf, answers = [] }: GroundAsked,
): Promise<CaseGround | undefined> {
  const { org } = tx.principal;
  const row = await tx.db
    .selectFrom("claim")
    .select(["client", "body"])
    .where("org", "=", org)
    .where("id", "=", claimId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const remittances = await tx.db
    .selectFrom("remittance")
    .select("body")
    .where("org", "=", org)
    .where("claim", "=", claimId)
    .orderBy("id")
    .execute();
  const tied = remittances.map((r) => remittanceFrom(r.body));
  const matched = assemble(claimFrom(row.body), tied, "control-number");
  const setting = await profileOf(tx, row.client);
  const profile = setting.body === undefined ? undefined : readProfile(setting.body, "profile").profile;
  const coverage = coverageOf(matched, profile, answersIndex([...(await answersOf(tx)), ...answers]));
  const books = desk.books();
  const evaluation = evaluate({ matched, coverage, profile, books, history: NO_HISTORY, law: CURRENT_LAW, asOf });
  return { evaluation, matched, coverage, profile };
}
