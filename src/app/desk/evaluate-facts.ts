import type { FactAnswer } from "#claim/fact-answer.ts";
import { type AnswersIndex, answersIndex } from "#claim/facts-file.ts";
import type { Profile } from "#claim/profile.ts";
import { readProfile } from "#claim/profile-file.ts";
import type { TenantTx } from "#store/store.ts";
import { OutsideTable } from "#strategy/outside-benchmarks.ts";
import { BENCHMARKS, benchmarksIn } from "./benchmark-rows.ts";
import { type ClientOf, clientOf } from "./client-of.ts";
import { PROFILE, readBodies } from "./settings.ts";

/** What a client has said: answers that count, and its profile. */

/** Answers that count for a client, in the order in which they were given: of two to one question the later wins. */
export async function answersOf(tx: TenantTx, client: ClientOf): Promise<readonly FactAnswer[]> {
  const rows = await tx.db
    .selectFrom("fact_answer")
    .select(["scope", "key", "fact", "value", "source", "day", "file", "line", "case_id"])
    .where("org", "=", tx.principal.org)
    .where((eb) => eb.or([eb("client", "=", clientOf(tx.principal.org, client)), eb("client", "is", null)]))
    .where("superseded_by", "is", null)
    .orderBy("at")
    .orderBy("line")
    .orderBy("id")
    .execute();
  return rows.map(({ scope, key, fact, value, source, day, file, line, case_id }) => ({
    scope,
    key,
    fact,
    value,
    source,
    file: file ?? "",
    line: line ?? 0,
    ...(day !== null && { date: day }),
    ...(case_id !== null && { onCase: true as const }),
  }));
}

/** What the evaluation of a client's claims rests on beside the claims. */
export interface Said {
  readonly answers: readonly FactAnswer[];
  readonly answersFor: AnswersIndex;
  readonly profile: Profile | undefined;
  /** The benchmark table it loaded. */
  readonly outside: OutsideTable | undefined;
}

export async function saidBy(tx: TenantTx, client: ClientOf): Promise<Said> {
  const [answers, said] = await Promise.all([answersOf(tx, client), readBodies(tx, client, [PROFILE, BENCHMARKS])]);
  const [body, table] = [said.get(PROFILE), said.get(BENCHMARKS)];
  const profile = body === undefined ? undefined : readProfile(JSON.parse(body), "practice profile").profile;
  // Most that is evaluated is never planned, so the table is not read before a plan asks it.
  const outside = table === undefined ? undefined : new OutsideTable(() => benchmarksIn(JSON.parse(table)));
  return { answers, answersFor: answersIndex(answers), profile, outside };
}
