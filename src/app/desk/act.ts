import type { Day } from "#base/day.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Act, Ground } from "#case/command.ts";
import { decide } from "#case/decider.ts";
import type { Actor, CaseEvent, Stamp } from "#case/event.ts";
import { instant } from "#case/event.ts";
import { evolve } from "#case/evolve.ts";
import type { Refusal } from "#case/refusal.ts";
import { type CaseState, isSnoozed } from "#case/state.ts";
import type { Pace } from "#claim/profile.ts";
import { readProfile } from "#claim/profile-file.ts";
import { changing } from "#store/bulk.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { appendAll, type LoggedCase, lockCases } from "./case-log.ts";
import { liveColumns } from "./case-row.ts";
import { showAll } from "./case-tables.ts";
import { type Desk, USUAL_PACE } from "./desk.ts";
import { profileOf } from "./settings.ts";

/** An act asked of one case, on the version that was seen. */
export interface Asked {
  readonly caseId: string;
  readonly saw: number;
  readonly act: Act;
  /** What an answer or its withdrawal makes of the claim. */
  readonly ground?: Ground;
}

export interface Acted {
  readonly caseId: string;
  readonly client: string;
  readonly before: CaseState;
  readonly after: CaseState;
  /** What happened; empty when it was so already. */
  readonly events: readonly CaseEvent[];
}

export interface Refused {
  readonly caseId: string;
  readonly number: string;
  readonly refusal: Refusal;
}

/** There is no such case, or none that this principal may see: the two are not told apart. */
export const NO_CASE: Refusal = { code: "not-opened", message: "There is no such case." };

const later = (before: CaseState, events: readonly CaseEvent[]): CaseState => events.reduce(evolve, before);

function decideOne(asked: Asked, of: LoggedCase | undefined, stamp: Stamp): Result<Acted, Refused> {
  const { caseId, saw, act } = asked;
  if (of === undefined) return err({ caseId, number: "", refusal: NO_CASE });
  const decided = decide(of.state, { ...stamp, saw, act }, asked.ground);
  if (!decided.ok) return err({ caseId, number: of.state.view?.number ?? "", refusal: decided.error });
  const events = decided.value;
  return ok({ caseId, client: of.client, before: of.state, after: later(of.state, events), events });
}

/**
 * Decides acts on cases in an open transaction, appends what happened and renews the live rows. Rows are locked in the
 * order of their ids before anything is read, so two who act on one case decide one after the other. Call it last in the
 * transaction: the end of the chain stays locked from here on.
 */
export async function actWithin(
  tx: TenantTx,
  asked: readonly Asked[],
  by: Actor,
  on: { readonly today: Day },
): Promise<{ readonly done: readonly Acted[]; readonly refused: readonly Refused[] }> {
  if (asked.length === 0) return { done: [], refused: [] };
  const { org } = tx.principal;
  const cases = new Map(
    await lockCases(
      tx,
      asked.map((a) => a.caseId),
    ),
  );
  const stamp: Stamp = { by, at: instant(tx.now), on: on.today };
  const done: Acted[] = [];
  const refused: Refused[] = [];
  for (const one of asked) {
    const of = cases.get(one.caseId);
    const decided = decideOne(one, of, stamp);
    if (!decided.ok) {
      refused.push(decided.error);
      continue;
    }
    done.push(decided.value);
    // A second act on the same case in one call is decided on what the first made of it.
    if (of !== undefined) cases.set(one.caseId, { ...of, state: decided.value.after });
  }
  const paces = await pacesOf(tx, done);
  const rows = shownBy(done.filter((d) => d.events.length > 0)).flatMap(({ caseId, client, state }) =>
    state.view === undefined
      ? []
      : [{ id: caseId, ...liveColumns(state.view, state.version, on.today, paces.get(client) ?? USUAL_PACE) }],
  );
  const changes = changing("case_row", org, rows);
  if (changes !== undefined) await tx.session.queries([changes]);
  await showAll(tx, shownBy(done), on.today);
  await appendAll(tx, done);
  return { done, refused };
}

/**
 * Makes the live row of a case again after its guest added to its history, which a guest may not; a snoozed case comes
 * back, because something came in.
 */
export async function renewWithin(tx: TenantTx, caseId: string, by: Actor, today: Day): Promise<void> {
  const of = (await lockCases(tx, [caseId])).get(caseId);
  const { view, version } = of?.state ?? {};
  if (of === undefined || view === undefined || version === undefined) return;
  if (isSnoozed(view, today)) {
    await actWithin(tx, [{ caseId, saw: version, act: { type: "wake", why: "something came in" } }], by, { today });
    return;
  }
  const columns = liveColumns(view, version, today, (await pacesOf(tx, [of])).get(of.client) ?? USUAL_PACE);
  await tx.db
    .updateTable("case_row")
    .set(columns)
    .where("org", "=", tx.principal.org)
    .where("id", "=", caseId)
    .execute();
}

/** How fast each practice works and asks again, where its profile says so. */
async function pacesOf(tx: TenantTx, done: readonly Pick<Acted, "client">[]): Promise<ReadonlyMap<string, Pace>> {
  const paces = new Map<string, Pace>();
  for (const client of new Set(done.map((d) => d.client))) {
    const { body } = await profileOf(tx, client);
    if (body !== undefined) paces.set(client, readProfile(body, "profile").profile);
  }
  return paces;
}

/** Each case once, as the last act on it left it, with all that happened. */
function shownBy(done: readonly Acted[]) {
  const cases = new Map<string, { caseId: string; client: string; state: CaseState; events: readonly CaseEvent[] }>();
  for (const { caseId, client, after, events } of done)
    cases.set(caseId, { caseId, client, state: after, events: [...(cases.get(caseId)?.events ?? []), ...events] });
  return [...cases.values()];
}

/** Tells those who look which cases changed. */
export function tellChanged(desk: Desk, { org }: Principal, by: Actor, done: readonly Acted[]): void {
  const changed = done.filter((d) => d.events.length > 0);
  for (const client of new Set(changed.map((d) => d.client))) {
    const cases = changed.filter((d) => d.client === client);
    desk.tell(org, {
      topic: "cases",
      client,
      cases: cases.map((d) => ({ case: d.caseId, version: d.after.version })),
      by: by.name,
    });
  }
}

/** One person's acts on one or many cases, in one transaction of their own; those refused change nothing. */
export async function actOnCases(
  desk: Desk,
  principal: Principal,
  by: Actor,
  asked: readonly Asked[],
): Promise<{ readonly done: readonly Acted[]; readonly refused: readonly Refused[] }> {
  const said = await desk.store.as(principal, (tx) => actWithin(tx, asked, by, { today: desk.today() }));
  tellChanged(desk, principal, by, said.done);
  return said;
}
