import type { Day } from "#base/day.ts";
import { setErrorWords } from "#codes/set-error.ts";
import type { TenantTx } from "#store/store.ts";
import type { Tables } from "#store/tables.ts";
import type { SetError } from "./import-sets.ts";

/**
 * What was answered to sets of claims (999), joined to the sets by what a 999 repeats of them: the numbers of group and set
 * (GS06, ST02). Senders use the same numbers again, and a 999 does not say which interchange it means. So a set is meant only if
 * it was sent by whom the 999 goes to, not after it and at most thirty days before, and no other interchange has one like it.
 */

export type SetOutcome = Tables["set_answer"]["outcome"];

/** A 999 may be stamped in another zone of time than the set. */
const DAYS = { before: 30, after: 1 } as const;

/** Whether set `s` is one that answer `a` may mean, in SQL. */
const mayMean = (s: string): string => `${s}.org = a.org AND ${s}.client = a.client AND ${s}.in_group = a.in_group
  AND (a.control IS NULL OR ${s}.control = a.control)
  AND (${s}.sender IS NULL OR a.receiver IS NULL OR ${s}.sender = a.receiver)
  AND (${s}.day IS NULL OR ${s}.day BETWEEN a.day - ${DAYS.before} AND a.day + ${DAYS.after})`;

/** And none of another interchange is one; an answer about a group counts where its file says nothing of the set itself. */
const IS_MEANT = `NOT EXISTS (
    SELECT 1 FROM sent_set t WHERE ${mayMean("t")} AND t.control = s.control AND t.interchange <> s.interchange)
  AND (a.control IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM set_answer b WHERE b.org = a.org AND b.client = a.client AND b.in_group = a.in_group
      AND b.control = s.control AND b.file = a.file))`;

/** Whether answer `a` means set `s`, in SQL. */
const MEANS = `${mayMean("s")} AND ${IS_MEANT}`;

/** The first id after those of the claims of set `s`: of the next set of its file, or past all of the file. */
const NEXT_SET = `coalesce(
  (SELECT n.id FROM sent_set n WHERE n.org = s.org AND n.id > s.id AND n.file = s.file ORDER BY n.id LIMIT 1),
  (left(s.id::text, 24) || 'ffffffffffff')::uuid)`;

/** Joins answers `a` to the sets `s` they mean, and those to their claims `c`. */
export const SETS_MEANT = `JOIN sent_set s ON ${MEANS}`;
export const CLAIMS_OF_SET = `JOIN claim c ON c.org = s.org AND c.id > s.id AND c.id < ${NEXT_SET}`;

/** Where a claim lies in its set: segments of the file. */
interface Within {
  readonly st: number;
  readonly claim: number;
  /** The next claim of the set. */
  readonly next: number | undefined;
}

/** A place named by a 999: in this claim, in another of its set, or above both where nobody can say. */
export interface LocatedError extends SetError {
  readonly where: "this claim" | "another claim" | "unknown";
}

/** Loops of a claim and its lines; what lies above them (2000, 2010) is of whoever comes next, or of several claims. */
const OF_CLAIM = /^2[34]/;

function located(e: SetError, at: Within): LocatedError {
  if (e.position === undefined || e.loop === undefined || !OF_CLAIM.test(e.loop)) return { ...e, where: "unknown" };
  const segment = at.st + e.position - 1;
  const isHere = segment >= at.claim && (at.next === undefined || segment < at.next);
  return { ...e, where: isHere ? "this claim" : "another claim" };
}

/** "CLM, segment 21 from the ST, element 5-1: a value is not on its list (code 7)". */
export function errorWords(e: SetError): string {
  const place = [
    e.segment,
    ...(e.position === undefined ? [] : [`segment ${e.position} from the ST`]),
    ...(e.element === undefined ? [] : [`element ${e.element}${e.component === undefined ? "" : `-${e.component}`}`]),
  ].join(", ");
  if (e.code === undefined) return place;
  const words = setErrorWords(e.code, e.element === undefined ? "segment" : "element");
  return words === undefined ? `${place}: code ${e.code}` : `${place}: ${words} (code ${e.code})`;
}

/** What a 999 answered to the set of one claim. */
export interface SetAnswered {
  readonly day: Day;
  readonly outcome: SetOutcome;
  /** ST02; absent where the group was answered as a whole. */
  readonly set: string;
  readonly group: string;
  readonly isWhole: boolean;
  readonly file: string;
  readonly segment: number;
  readonly codes: string;
  readonly errors: readonly LocatedError[];
}

interface Row {
  readonly day: Day;
  readonly outcome: SetOutcome;
  readonly control: string;
  readonly in_group: string;
  readonly whole: boolean;
  readonly name: string;
  readonly segment: number;
  readonly st: number;
  readonly codes: string;
  readonly errors: string;
  readonly next_body: string | null;
}

/** Answers to the set that a claim came in, oldest first. `segment` is where the claim begins in its file. */
export async function setsAnswered(
  { session, principal }: TenantTx,
  claim: { readonly id: string; readonly segment: number },
  segmentOf: (body: string) => number,
): Promise<readonly SetAnswered[]> {
  const { rows } = await session.query<Row>(
    `WITH s AS (
       SELECT s.* FROM claim c JOIN sent_set s ON s.org = c.org AND s.client = c.client AND s.file = c.file AND s.id < c.id
       WHERE c.org = $1 AND c.id = $2 ORDER BY s.id DESC LIMIT 1)
     SELECT a.day, a.outcome, s.control, s.in_group, a.control IS NULL AS whole, f.name, a.segment, s.segment AS st,
       a.codes, a.errors,
       (SELECT n.body FROM claim n WHERE n.org = s.org AND n.id > $2 AND n.id < ${NEXT_SET} ORDER BY n.id LIMIT 1) AS next_body
     FROM s JOIN set_answer a ON ${MEANS}
     JOIN source_file f ON f.org = a.org AND f.id = a.file
     ORDER BY a.day, a.id`,
    [principal.org, claim.id],
  );
  return rows.map((r) => {
    const next = r.next_body === null ? undefined : segmentOf(r.next_body);
    const errors = JSON.parse(r.errors) as readonly SetError[];
    return {
      ...{ day: r.day, outcome: r.outcome, set: r.control, group: r.in_group, isWhole: r.whole },
      ...{ file: r.name, segment: r.segment, codes: r.codes },
      errors: errors.map((e) => located(e, { st: r.st, claim: claim.segment, next })),
    };
  });
}

/** What a file of an import answered to a set, with how many claims of it are here. */
export interface AnsweredSet {
  readonly file: string;
  readonly outcome: SetOutcome;
  readonly group: string;
  /** Undefined of an answer about a whole group. */
  readonly set: string | undefined;
  readonly claims: number;
  /** Interchanges with a set that it may mean; none is chosen where there are several. */
  readonly interchanges: number;
}

/** "set 0001 of group 22: rejected, 12 claims", as an import says it. */
export function answerWords({ outcome, group, set, claims, interchanges }: AnsweredSet): string {
  const what = set === undefined ? `group ${group} as a whole` : `set ${set} of group ${group}`;
  const reached =
    claims > 0
      ? `${claims} ${claims === 1 ? "claim" : "claims"}`
      : interchanges > 1
        ? "no claim, as sets of several interchanges have these numbers"
        : interchanges === 1
          ? "no claim of it is here"
          : "no such set is here, sent by whom it answers within thirty days before it";
  return `${what}: ${outcome}, ${reached}`;
}

/** Answers shown of one import; rejections come first. */
export const ANSWERS_SHOWN = 50;

/** The answers to sets in files of an import, rejected ones first. One more than shown tells that there are more. */
export async function answersIn(
  { session, principal }: TenantTx,
  files: readonly string[],
): Promise<readonly AnsweredSet[]> {
  if (files.length === 0) return [];
  const { rows } = await session.query<{
    readonly file: string;
    readonly outcome: SetOutcome;
    readonly in_group: string;
    readonly control: string | null;
    readonly claims: string;
    readonly interchanges: string;
  }>(
    `WITH a AS (
       SELECT * FROM set_answer a WHERE org = $1 AND file = ANY ($2::uuid[])
         AND (control IS NOT NULL OR NOT EXISTS (
           SELECT 1 FROM set_answer b WHERE b.org = a.org AND b.client = a.client AND b.in_group = a.in_group
             AND b.control IS NOT NULL AND b.file = a.file))
       ORDER BY array_position(ARRAY['rejected', 'accepted with errors', 'accepted'], outcome), id LIMIT ${ANSWERS_SHOWN + 1})
     SELECT f.name AS file, a.outcome, a.in_group, a.control,
       (SELECT coalesce(sum((SELECT count(*) FROM claim c WHERE c.org = s.org AND c.id > s.id AND c.id < ${NEXT_SET})), 0)
        FROM sent_set s WHERE ${MEANS}) AS claims,
       (SELECT count(DISTINCT s.interchange) FROM sent_set s WHERE ${mayMean("s")}) AS interchanges
     FROM a JOIN source_file f ON f.org = a.org AND f.id = a.file
     ORDER BY array_position(ARRAY['rejected', 'accepted with errors', 'accepted'], a.outcome), a.id`,
    [principal.org, files],
  );
  return rows.map((r) => ({
    ...{ file: r.file, outcome: r.outcome, group: r.in_group, set: r.control ?? undefined },
    ...{ claims: Number(r.claims), interchanges: Number(r.interchanges) },
  }));
}
