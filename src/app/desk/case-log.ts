import { check } from "#base/check.ts";
import { type CaseEvent, type EventType, eventJson } from "#case/event.ts";
import { readEvent } from "#case/event-read.ts";
import { evolve } from "#case/evolve.ts";
import { type CaseState, initial } from "#case/state.ts";
import type { Json } from "#store/chain.ts";
import { append, type NewEvent } from "#store/events.ts";
import { Outage } from "#store/outage.ts";
import type { TenantTx } from "#store/store.ts";

/** A case's own history: its opening, then its events of the organization's chain, in order. */

/** Types of the chain that are events of a case: "case snoozed". */
const PREFIX = "case ";

/** The event of a case that a type of the chain stands for; undefined for the type of anything else. */
export const caseEventType = (type: string): string | undefined =>
  type.startsWith(PREFIX) ? type.slice(PREFIX.length) : undefined;

/** An event as it was stored. What cannot be read was damaged, or written by a newer Parley: nothing is guessed of it. */
function stored(json: unknown, seq: number | undefined): CaseEvent {
  const read = readEvent(json, { file: seq === undefined ? "opening of the case" : `event ${seq} of the chain` });
  if (read.ok) return read.value;
  throw new Outage("event-unreadable", `${read.error.message} It is at ${read.error.at.file}.`, "no");
}

/** A case with its history, and where each event stands in the organization's chain. */
export interface LoggedCase {
  readonly client: string;
  readonly state: CaseState;
  /** By the event's own number less one; the opening of an import stands in the import's event. */
  readonly chain: readonly { readonly seq: number | undefined; readonly hash: string | undefined }[];
}

/** Whole history of a case, or undefined when there is none that the principal may see. */
export async function loadCase(tx: TenantTx, caseId: string): Promise<LoggedCase | undefined> {
  return (await loadCases(tx, [caseId])).get(caseId);
}

/** The same for many cases, in two statements. */
export async function loadCases(tx: TenantTx, ids: readonly string[]): Promise<ReadonlyMap<string, LoggedCase>> {
  if (ids.length === 0) return new Map();
  const { org } = tx.principal;
  const [openings, rows] = await Promise.all([
    tx.db
      .selectFrom("case_opening")
      .select(["case_id", "client", "body"])
      .where("org", "=", org)
      .where("case_id", "in", ids)
      .execute(),
    tx.db
      .selectFrom("event")
      .select(["seq", "hash", "subject", "type", "body"])
      .where("org", "=", org)
      .where("subject", "in", ids)
      .where("type", "like", `${PREFIX}%`)
      .orderBy("seq")
      .execute(),
  ]);
  const cases = new Map<string, { client: string; state: CaseState; chain: LoggedCase["chain"][number][] }>();
  for (const o of openings) {
    const state = evolve(initial, stored(JSON.parse(o.body), undefined));
    cases.set(o.case_id, { client: o.client, state, chain: [{ seq: undefined, hash: undefined }] });
  }
  for (const row of rows) {
    const of = cases.get(row.subject ?? "");
    // The body of an erased event is gone with its client, and the case with it.
    if (of === undefined || row.body === null) continue;
    of.state = evolve(of.state, stored(JSON.parse(row.body), Number(row.seq)));
    of.chain.push({ seq: Number(row.seq), hash: row.hash });
  }
  return cases;
}

/** What type an event of a case is, by its own number, without its history; undefined when there is none. */
export async function typeOfEvent(tx: TenantTx, caseId: string, event: number): Promise<EventType | undefined> {
  if (event <= 1) return event === 1 ? "opened" : undefined;
  const row = await tx.db
    .selectFrom("event")
    .select("type")
    .where("org", "=", tx.principal.org)
    .where("subject", "=", caseId)
    .where("type", "like", `${PREFIX}%`)
    .where("body", "is not", null)
    .orderBy("seq")
    .offset(event - 2)
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : (caseEventType(row.type) as EventType | undefined);
}

/** Locks live rows until the transaction ends, in the order of their ids, so that nobody waits in a circle. */
export async function lockRows(tx: TenantTx, ids: readonly string[]): Promise<void> {
  const ordered = [...new Set(ids)].sort();
  await tx.db
    .selectFrom("case_row")
    .select("id")
    .where("org", "=", tx.principal.org)
    .where("id", "in", ordered)
    .orderBy("id")
    .forUpdate()
    .execute();
}

/**
 * The same as loadCases, with their live rows locked before anything is read, so two who act on one case decide one after
 * the other.
 */
export async function lockCases(tx: TenantTx, ids: readonly string[]): Promise<ReadonlyMap<string, LoggedCase>> {
  await lockRows(tx, ids);
  return await loadCases(tx, [...new Set(ids)].sort());
}

/** An event of a case as the chain keeps it. */
export function chained(caseId: string, client: string, event: CaseEvent): NewEvent {
  check(event.type !== "opened", "a case is opened by its opening, not by the chain");
  return {
    client,
    subject: caseId,
    type: `${PREFIX}${event.type}`,
    body: { ...eventJson(event) } as { readonly [key: string]: Json },
    actor: event.by.id,
  };
}

/** Appends what was decided on one or many cases; call it last in the transaction. */
export async function appendAll(
  tx: TenantTx,
  decided: readonly { readonly caseId: string; readonly client: string; readonly events: readonly CaseEvent[] }[],
): Promise<void> {
  const events = decided.flatMap((d) => d.events.map((e) => chained(d.caseId, d.client, e)));
  if (events.length > 0) await append(tx, events);
}
