import { setImmediate as breathe } from "node:timers/promises";
import type { Insertable } from "kysely";
import { check } from "#base/check.ts";
import type { Day } from "#base/day.ts";
import { decide } from "#case/decider.ts";
import type { ClaimEvaluation, LineClass } from "#case/evaluation.ts";
import { type Actor, type Body, type CaseEvent, eventJson, happened, instant, type Stamp } from "#case/event.ts";
import { evolve } from "#case/evolve.ts";
import { findingOf } from "#case/finding.ts";
import { paymentOf } from "#case/payment.ts";
import { type CaseState, initial } from "#case/state.ts";
import type { MatchedClaim } from "#claim/match.ts";
import type { Pace } from "#claim/profile.ts";
import { sourceText } from "#claim/typed.ts";
import { changing, type Loadable, loadable } from "#store/bulk.ts";
import type { TenantTx } from "#store/store.ts";
import type { Tables } from "#store/tables.ts";
import { newId } from "#store/uuid.ts";
import { appendAll, lockCases } from "./case-log.ts";
import { liveColumns } from "./case-row.ts";
import { showAll, showDay } from "./case-tables.ts";
import type { Within } from "./import-near.ts";
import type { RowDigest } from "./import-rows.ts";

/** Cases opened and renewed by what came in. */

/** Classes whose dollars can still come in: a claim of one of them that counts is worked as a case. */
const WORKED: ReadonlySet<LineClass> = new Set(["needs a fact", "denied", "unpaid", "underpaid"]);

export const opensCase = (m: MatchedClaim, e: ClaimEvaluation): boolean =>
  m.claim !== undefined && e.setAside === undefined && WORKED.has(e.class);

/** Who opens and evaluates when nobody does it by hand. */
export const BY_IMPORT: Actor = { kind: "rule", id: "import", name: "Import" };

/** A claim of a piece of the import. */
export interface Found {
  readonly claim: string;
  readonly matched: MatchedClaim;
  readonly evaluation: ClaimEvaluation;
}

export interface OnDay {
  readonly client: string;
  readonly today: Day;
  readonly pace: Pace;
  readonly by: Actor;
}

const NAME = 200;
const named = (text: string, otherwise: string): string => (text.trim() === "" ? otherwise : text.slice(0, NAME));

/** What the opening of a case says, in the order in which it is stored. */
export const openingOf = ({ evaluation: e, matched }: Found, number: string, asOf: Day): Body<"opened"> => ({
  claim: named(e.claim, "without a number"),
  number,
  payer: named(e.payer, "unknown payer"),
  payerKey: named(e.payerKey, "unknown"),
  finding: findingOf(e, asOf),
  counted: matched.remittances.map((r) => sourceText(r.source)),
});

/** Well under every limit of an event: such texts and lists need no second look. */
const SURE = { list: 500, text: 200, cents: 10n ** 15n } as const;

/** Whether a value holds only texts and figures of which every event may hold any; `asStored` decides on the rest. */
export function isSure(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return value.length > 0 && value.length <= SURE.text;
    case "bigint":
      return value < SURE.cents && value > -SURE.cents;
    case "number":
      return Number.isInteger(value) && value > 0 && value <= 1_000;
    case "object":
      return Array.isArray(value)
        ? value.length <= SURE.list && value.every(isSure)
        : value !== null && Object.values(value).every((v) => v === undefined || isSure(v));
    default:
      return true;
  }
}

/**
 * The case as it is opened. Thousands are opened by one import, and most openings can be seen to be storable without being
 * read back as `decide` does for every other event.
 */
export function openedState(found: Found, number: string, stamp: Stamp): CaseState | undefined {
  const opening = openingOf(found, number, stamp.on);
  if (isSure(opening)) return evolve(initial, happened(stamp, "opened", opening));
  const { finding, ...body } = opening;
  const decided = decide(initial, { ...stamp, saw: 0, act: { type: "open", ...body } }, { finding });
  return decided.ok ? decided.value.reduce(evolve, initial) : undefined;
}

/** Names of patients by claim, those at hand and those that must be looked up. */
export async function patientsOf(
  tx: TenantTx,
  all: readonly string[],
  atHand: ReadonlyMap<string, string | null> = new Map(),
): Promise<ReadonlyMap<string, string | null>> {
  const claims = all.filter((c) => !atHand.has(c));
  if (claims.length === 0) return atHand;
  const rows = await tx.db
    .selectFrom("claim")
    .select(["id", "patient"])
    .where("org", "=", tx.principal.org)
    .where("id", "in", claims)
    .execute();
  return new Map([...atHand, ...rows.map((r) => [r.id, r.patient] as const)]);
}

/** Numbers of cases that will be opened, and the moment they were given. */
export interface Numbered {
  readonly at: (i: number) => string;
  readonly now: string;
}

/** As many as a piece of an import may open, so that it asks once for some pieces. */
const BLOCK = 500;

/** Numbers that were taken, up to `last`. */
interface Taken {
  readonly prefix: string;
  readonly last: number;
  readonly now: string;
}

async function takeNumbers({ session, principal, now }: TenantTx, client: string, n: number): Promise<Taken> {
  const { rows } = await session.query<{ readonly case_prefix: string; readonly last_case: number }>(
    "UPDATE client SET last_case = last_case + $3 WHERE org = $1 AND client = $2 RETURNING case_prefix, last_case",
    [principal.org, client, n],
  );
  const [row] = rows;
  check(row !== undefined, "cases are opened for a client that is not there");
  return { prefix: row.case_prefix, last: row.last_case, now };
}

/**
 * The next numbers of a client's cases, taken some hundreds at a time: so cases are made ready before the transaction that
 * writes them, which then waits for nobody. What is left over is given back, unless somebody took a number meanwhile; that,
 * like an import that breaks off, leaves numbers that no case has.
 */
export class Numbers {
  private readonly within: Within;
  private readonly client: string;
  private readonly ahead: number;
  /** Numbers nobody has yet, in order; they end with the last ones that were taken. */
  private free: number[] = [];
  private taken: Taken = { prefix: "", last: 0, now: "" };

  /** `ahead` is how many more are taken than are asked for. */
  constructor(within: Within, client: string, ahead = BLOCK) {
    this.within = within;
    this.client = client;
    this.ahead = ahead;
  }

  async take(n: number): Promise<Numbered> {
    const lacks = n - this.free.length;
    if (lacks > 0) {
      const more = lacks + this.ahead;
      this.taken = await this.within((tx) => takeNumbers(tx, this.client, more));
      for (let i = this.taken.last - more + 1; i <= this.taken.last; i++) this.free.push(i);
    }
    const given = this.free.splice(0, n);
    const { prefix, now } = this.taken;
    return { at: (i) => `${prefix}-${given[i]}`, now };
  }

  async giveBack(): Promise<void> {
    const { free, taken } = this;
    this.free = [];
    if (free.length === 0) return;
    const sql = "UPDATE client SET last_case = $3 WHERE org = $1 AND client = $2 AND last_case = $4";
    await this.within(({ session, principal }) =>
      session.query(sql, [principal.org, this.client, taken.last - free.length, taken.last]),
    );
  }
}

/** Cases made ready to be opened. */
export interface MadeCases {
  readonly openings: readonly Insertable<Tables["case_opening"]>[];
  readonly rows: readonly Insertable<Tables["case_row"]>[];
  /** Claims that no case could be opened for, because a text or figure of theirs cannot be kept in an event. */
  readonly unopened: number;
}

export const NO_CASES: MadeCases = { openings: [], rows: [], unopened: 0 };

/** Cases opened before others may have the thread. */
const SLICE = 8;

/** The cases of these claims as they are opened by an import, numbered in the order given. */
export async function makeCases(
  found: readonly Found[],
  on: OnDay & { readonly patients: ReadonlyMap<string, string | null> },
  by: { readonly org: string; readonly batch: string | null; readonly numbers: Numbers },
): Promise<MadeCases> {
  if (found.length === 0) return NO_CASES;
  const { client } = on;
  const { org, batch } = by;
  const { at, now } = await by.numbers.take(found.length);
  const stamp: Stamp = { by: on.by, at: instant(now), on: on.today };
  const openings: Insertable<Tables["case_opening"]>[] = [];
  const rows: Insertable<Tables["case_row"]>[] = [];
  for (const [i, f] of found.entries()) {
    if (i % SLICE === SLICE - 1) await breathe();
    const number = at(i);
    const { view, version, log } = openedState(f, number, stamp) ?? initial;
    const [event] = log;
    if (view === undefined || event === undefined) continue;
    const id = newId(now);
    openings.push({ org, client, case_id: id, batch, body: JSON.stringify(eventJson(event)) });
    const { evaluation: e } = f;
    rows.push({
      org,
      client,
      id,
      batch,
      number,
      claim: f.claim,
      claim_number: e.claim,
      flags: e.flags,
      us_state: e.state ?? null,
      patient: on.patients.get(f.claim) ?? null,
      service_day: e.dateOfService ?? null,
      benchmark: e.benchmark ?? null,
      opened_at: now,
      ...liveColumns(view, version, on.today, on.pace),
    } as Insertable<Tables["case_row"]>);
  }
  return { openings, rows, unopened: found.length - rows.length };
}

/** The place of a case among the cases of its client: the figure of its number. */
export const placeOf = (number: string): number => Number(number.slice(number.indexOf("-") + 1));

/** Adds the openings of these cases to the digest of an import's. */
export const digestOpened = (digest: RowDigest, { openings, rows }: MadeCases): void =>
  openings.forEach((o, i) => {
    digest.add(placeOf(rows[i]?.number ?? ""), o.case_id, o.body);
  });

/** Their rows, to be sent. */
export const casesLoads = ({ openings, rows }: MadeCases): readonly Loadable[] =>
  [loadable("case_opening", openings, "new"), loadable("case_row", rows, "new")].filter((l) => l !== undefined);

/** What became of a remittance that moved no money of its own. */
const NO_MONEY: ReadonlySet<string> = new Set(["repeat", "no payment", "other payer", "answered as duplicate"]);

/** Decides on a case, act after act, what new files and answers make of it. */
export function renewed(
  state: CaseState,
  f: Pick<Found, "matched" | "evaluation">,
  stamp: Stamp,
  why: Extract<CaseEvent, { type: "evaluated again" }>["body"]["why"],
): { readonly state: CaseState; readonly events: readonly CaseEvent[] } {
  let now = state;
  const events: CaseEvent[] = [];
  const ask = (act: Parameters<typeof decide>[1]["act"], finding?: ReturnType<typeof findingOf>): void => {
    const decided = decide(now, { ...stamp, saw: now.version, act }, finding === undefined ? {} : { finding });
    // A closed case takes nothing; what the payer says stands in its claim all the same.
    if (!decided.ok) return;
    now = decided.value.reduce(evolve, now);
    events.push(...decided.value);
  };
  const { claim, remittances, fates } = f.matched;
  remittances.forEach((r, i) => {
    if (claim === undefined || r.paid === 0n || NO_MONEY.has(fates[i]?.what ?? "")) return;
    ask({ type: "record payment", ...paymentOf(claim, r, stamp.on) });
  });
  ask({ type: "evaluate again", why }, findingOf(f.evaluation, stamp.on));
  return { state: now, events };
}

export interface Renewed {
  readonly case: string;
  readonly version: number;
}

/** Renews the cases of claims that have one; gives those that changed. Call it last in the transaction. */
export async function renewCases(
  tx: TenantTx,
  found: readonly (Found & { readonly caseId: string })[],
  on: OnDay,
  why: Parameters<typeof renewed>[3],
): Promise<readonly Renewed[]> {
  if (found.length === 0) return [];
  const { org } = tx.principal;
  const cases = await lockCases(
    tx,
    found.map((f) => f.caseId),
  );
  const stamp: Stamp = { by: on.by, at: instant(tx.now), on: on.today };
  const shown: { caseId: string; client: string; events: readonly CaseEvent[]; state: CaseState }[] = [];
  const rows: Parameters<typeof changing>[2][number][] = [];
  for (const f of found) {
    const logged = cases.get(f.caseId);
    if (logged === undefined) continue;
    const { state, events } = renewed(logged.state, f, stamp, why);
    if (state.view === undefined) continue;
    const { flags, benchmark } = f.evaluation;
    const live = liveColumns(state.view, state.version, on.today, on.pace);
    rows.push({ id: f.caseId, ...live, flags, benchmark: benchmark ?? null });
    shown.push({ caseId: f.caseId, client: logged.client, events, state });
  }
  const changes = changing("case_row", org, rows);
  if (changes !== undefined) void tx.session.queries([changes]);
  const changed = shown.filter((c) => c.events.length > 0);
  await showAll(tx, changed, on.today);
  if (why === "a new day") await showDay(tx, shown, on.today);
  await appendAll(tx, changed);
  return changed.map((c) => ({ case: c.caseId, version: c.state.version }));
}
