import { type Known, readFound } from "#app/intake.ts";
import type { Day } from "#base/day.ts";
import type { Result } from "#base/result.ts";
import { CURRENT_LAW } from "#case/deciding.ts";
import { evaluate } from "#case/evaluate.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { type Coverage, coverageOf } from "#claim/answer-facts.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import { answersIndex } from "#claim/facts-file.ts";
import { type AllowedHistory, serviceOf } from "#claim/history.ts";
import type { MatchedClaim } from "#claim/match.ts";
import type { Profile } from "#claim/profile.ts";
import { claimFrom, remittanceFrom } from "#claim/stored.ts";
import type { TenantTx } from "#store/store.ts";
import type { OutsideTable } from "#strategy/outside-benchmarks.ts";
import type { PlanGround } from "#strategy/plan.ts";
import { findNearCase } from "./case-near.ts";
import type { Desk } from "./desk.ts";
import { type Said, saidBy } from "./evaluate-facts.ts";
import { ownHistory, ownHistoryAtEnd } from "./history-own.ts";
import { findNear, type Near, recoveredOf } from "./import-near.ts";
import { Wanted } from "./import-rows.ts";

/**
 * Claims of the store evaluated as the map evaluates those of a folder: the same matching over everything that could
 * bear on them, the same facts, profile, medians and law.
 */
export interface StoredEvaluation {
  readonly evaluation: ClaimEvaluation;
  readonly matched: MatchedClaim;
  readonly coverage: Coverage;
  readonly profile: Profile | undefined;
  /** See FoundCase. */
  readonly outside?: OutsideTable | undefined;
  /** See FoundCase: put there by who reads the negotiation of the case, never by its evaluation. */
  readonly table?: Result<PlanGround, string>;
}

export interface AskedOf {
  readonly asOf: Day;
  /** Answers as if they were given. */
  readonly answers?: readonly FactAnswer[];
  /** Answers as if they were not. */
  readonly without?: (answer: FactAnswer) => boolean;
}

/** Everything is at hand already. */
export const NO_FILES = { files: [], problems: [], close: () => {} };

/** Nothing is saved while a claim is looked at. */
export const NO_MAPPINGS: Known["mappings"] = { saved: () => undefined, save: () => {} };

/** Ties together what was found. */
export function matchNear(near: Near, recovered: ReadonlyMap<string, number>): Iterable<MatchedClaim> {
  const { claims, remittances } = near;
  const reading = readFound(NO_FILES, { home: "" }, { claims, remittances, recovered, mappings: NO_MAPPINGS });
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value.matched();
  }
}

/** Statements that do not wait for one another are sent together: a page of one case is asked for in a few round trips. */
async function wantedOf(tx: TenantTx, claims: readonly string[]): Promise<Wanted> {
  const wanted = new Wanted();
  const { org } = tx.principal;
  const [bodies, tied] = await Promise.all([
    tx.db.selectFrom("claim").select("body").where("org", "=", org).where("id", "in", claims).execute(),
    tx.db.selectFrom("remittance").select("body").where("org", "=", org).where("claim", "in", claims).execute(),
  ]);
  for (const { body } of bodies) wanted.claim(claimFrom(body));
  for (const { body } of tied) wanted.remittance(remittanceFrom(body));
  return wanted;
}

/** What all claims of a client are evaluated with. */
export interface Ground extends Said {
  readonly history: AllowedHistory;
  readonly recovered: ReadonlyMap<string, number>;
}

export async function groundOf(tx: TenantTx, client: string): Promise<Ground> {
  const [said, history, recovered] = await Promise.all([
    saidBy(tx, client),
    ownHistory(tx, client),
    recoveredOf(tx, client),
  ]);
  return { ...said, history, recovered };
}

/** Every service that a claim at hand bills, or that an answer to it names. */
const servicesIn = ({ claims, remittances }: Near): ReadonlySet<string> =>
  new Set([...claims.map((c) => c.claim), ...remittances].flatMap((of) => of.lines.map(serviceOf)));

/** What Parley says on a day of what was matched, with what its client has said. */
export function evaluateOne(
  desk: Desk,
  { profile, outside, history, answersFor }: Pick<Ground, "profile" | "outside" | "history" | "answersFor">,
  matched: MatchedClaim,
  asOf: Day,
): StoredEvaluation {
  const coverage = coverageOf(matched, profile, answersFor);
  const evaluation = evaluate({ matched, coverage, profile, history, books: desk.books(), law: CURRENT_LAW, asOf });
  return { evaluation, matched, coverage, profile, outside };
}

const NOTHING_RECOVERED: ReadonlyMap<string, number> = new Map();

/** Claims of one client with every remittance tied to them, by id; what provider adjustments took is left out. */
export async function matchedOf(
  tx: TenantTx,
  client: string,
  claims: readonly string[],
): Promise<ReadonlyMap<string, MatchedClaim>> {
  const found = new Map<string, MatchedClaim>();
  if (claims.length === 0) return found;
  const near = await findNear((work) => work(tx), { client, files: [] }, await wantedOf(tx, claims));
  for (const matched of matchNear(near, NOTHING_RECOVERED)) {
    const id = matched.claim === undefined ? undefined : near.ids.get(matched.claim);
    if (id !== undefined) found.set(id, matched);
  }
  return found;
}

/** What claims are evaluated from, read whole: what is made of it needs no database. */
export interface Gathered {
  readonly near: Near;
  readonly ground: Ground;
}

/** Reads what these claims of one client are evaluated from. What is known of the client need not be read again. */
export async function gather(
  tx: TenantTx,
  client: string,
  claims: readonly string[],
  known?: Ground,
): Promise<Gathered> {
  const whose = { client, files: [], nearest: true } as const;
  const nearBy = wantedOf(tx, claims).then((wanted) => findNear((work) => work(tx), whose, wanted));
  if (known !== undefined) return { near: await nearBy, ground: known };
  const [near, said, recovered] = await Promise.all([nearBy, saidBy(tx, client), recoveredOf(tx, client)]);
  // Which medians are meant is known once it is known which services are at hand.
  return { near, ground: { ...said, recovered, history: await ownHistory(tx, client, servicesIn(near)) } };
}

/** What the claim of a case is evaluated from, with medians that come when the transaction that read it ends. */
export interface GatheredOfCase {
  readonly near: Near;
  readonly ground: Omit<Ground, "history">;
  readonly history: Promise<AllowedHistory>;
}

/**
 * Reads what the claim of a case is evaluated from in one round trip, two where days must be looked through. `about` is
 * the case's row, asked for at the same time.
 */
export async function gatherOfCase(
  tx: TenantTx,
  caseId: string,
  about: Promise<{ readonly client: string; readonly claim: string } | undefined>,
): Promise<GatheredOfCase | undefined> {
  const of = { ofCase: caseId };
  const [near, said, recovered, row] = await Promise.all([
    findNearCase(tx, caseId, about),
    saidBy(tx, of),
    recoveredOf(tx, of),
    about,
  ]);
  if (row === undefined) return undefined;
  return { near, ground: { ...said, recovered }, history: ownHistoryAtEnd(tx, row.client, servicesIn(near)) };
}

/** Several claims of what was gathered, by id; those that are not there are left out. */
export function evaluateGathered(
  desk: Desk,
  { near, ground }: Gathered,
  claims: readonly string[],
  { asOf, answers, without }: AskedOf,
): ReadonlyMap<string, StoredEvaluation> {
  const standing = without === undefined ? ground.answers : ground.answers.filter((a) => !without(a));
  const answersFor =
    answers === undefined && without === undefined
      ? ground.answersFor
      : answersIndex([...standing, ...(answers ?? [])]);
  const asked = new Set(claims);
  const found = new Map<string, StoredEvaluation>();
  for (const matched of matchNear(near, ground.recovered)) {
    const id = matched.claim === undefined ? undefined : near.ids.get(matched.claim);
    if (id === undefined || !asked.has(id)) continue;
    found.set(id, evaluateOne(desk, { ...ground, answersFor }, matched, asOf));
  }
  return found;
}

/** Several claims of one client, by id; those that are not there are left out. */
export async function evaluateAll(
  tx: TenantTx,
  desk: Desk,
  client: string,
  claims: readonly string[],
  asked: AskedOf,
  known?: Ground,
): Promise<ReadonlyMap<string, StoredEvaluation>> {
  if (claims.length === 0) return new Map();
  return evaluateGathered(desk, await gather(tx, client, claims, known), claims, asked);
}

/** One claim of the store; undefined when there is none that the principal may see. */
export async function evaluateStored(
  tx: TenantTx,
  desk: Desk,
  claim: string,
  asked: AskedOf,
): Promise<StoredEvaluation | undefined> {
  const row = await tx.db
    .selectFrom("claim")
    .select("client")
    .where("org", "=", tx.principal.org)
    .where("id", "=", claim)
    .executeTakeFirst();
  return row === undefined ? undefined : (await evaluateAll(tx, desk, row.client, [claim], asked)).get(claim);
}
