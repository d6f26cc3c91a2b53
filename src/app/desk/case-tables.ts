import { createHash } from "node:crypto";
import type { Day } from "#base/day.ts";
import { approvalState } from "#case/approval.ts";
import type { CaseEvent, EventType } from "#case/event.ts";
import { type Expected, receivableOf } from "#case/expected.ts";
import type { CaseState, CaseView, Made } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { idOfDigest, isId } from "#store/uuid.ts";
import { approvalBody } from "./approvals.ts";

/**
 * What was done on cases as rows that other pages search: tasks, notes, calls, files, offers, agreements and the payments
 * they promise. Each row is a view of events and is known by the number of the event that made it, so that making all of
 * a case's rows again gives the same rows.
 */

const TABLES = ["approval", "expected_payment", "agreement", "offer", "file_link", "call", "note", "task"] as const;
type Table = (typeof TABLES)[number];

/** The tables an event shows in. An undo shows where what it undoes did. */
function tablesOf(event: CaseEvent): readonly Table[] {
  const type: EventType = event.type === "superseded" ? event.body.type : event.type;
  switch (type) {
    case "task added":
    case "task changed":
    case "task done":
    case "colleague asked":
    case "colleague answered":
      return ["task"];
    case "note added":
      return ["note"];
    case "call logged":
      return ["call", "task"];
    case "file attached":
    case "file removed":
      return ["file_link"];
    case "offer withdrawn":
    case "offer expired":
    case "offer rejected":
      return ["offer"];
    // Another offer, an agreement, and the end of its case end what was approved.
    case "offer logged":
    case "offer made":
    case "offer accepted":
      return ["offer", "approval"];
    case "floor set":
    case "approval asked":
    case "approval given":
    case "approval refused":
    case "approval withdrawn":
    case "closed":
    case "reopened":
      return ["approval"];
    case "agreement entered":
      return ["expected_payment", "agreement", "offer", "approval"];
    case "agreement superseded":
      return ["expected_payment", "agreement"];
    case "payment received":
      return ["expected_payment"];
    default:
      return [];
  }
}

/** The id of what event `number` of a case made. */
export const idOfMade = (caseId: string, number: number): string =>
  idOfDigest(createHash("sha256").update(`${caseId} ${number}`).digest());

/** A case whose rows are to be written. */
export interface Shown {
  readonly caseId: string;
  readonly client: string;
  readonly state: CaseState;
}

interface Of {
  readonly org: string;
  readonly client: string;
  readonly case_id: string;
  readonly view: CaseView;
  readonly today: Day;
}

const person = (id: string | undefined): string | null => (id !== undefined && isId(id) ? id : null);

/** Keys of the row that an event made. */
const keyed = ({ org, client, case_id }: Of, made: Pick<Made, "event">) => ({
  org,
  client,
  case_id,
  id: idOfMade(case_id, made.event),
});

const logged = (of: Of, made: Made, superseded?: Made | undefined) => ({
  ...keyed(of, made),
  at: made.at,
  by: person(made.by.id),
  superseded_by: superseded === undefined ? null : idOfMade(of.case_id, superseded.event),
});

const TEXT_MOST = 500;

/** Questions to a colleague are theirs to do, so they stand among the tasks. */
const questions = (of: Of) =>
  of.view.thread.map((q) => ({
    ...keyed(of, q),
    text: `Answer ${q.by.name}: ${q.text}`.slice(0, TEXT_MOST).toWellFormed(),
    due: q.answerBy,
    owner: person(q.to.id),
    call: null,
    made_at: q.at,
    made_by: person(q.by.id),
    done_at: q.answered?.at ?? null,
    done_by: person(q.answered?.by.id),
  }));

const tasks = (of: Of) => [
  ...questions(of),
  ...of.view.tasks.map((t) => ({
    ...keyed(of, t),
    text: t.title,
    due: t.due ?? null,
    owner: person(t.for?.id),
    call: t.call === undefined ? null : idOfMade(of.case_id, t.call),
    made_at: t.at,
    made_by: person(t.by.id),
    done_at: t.done?.at ?? null,
    done_by: person(t.done?.by.id),
  })),
];

const notes = (of: Of) => of.view.notes.map((n) => ({ ...logged(of, n), text: n.text }));

const calls = (of: Of) =>
  of.view.calls.map((c) => ({
    ...logged(of, c),
    with_whom: c.who,
    reference: c.reference ?? null,
    text: c.said,
    promise: c.promise?.what ?? null,
    promised_day: c.promise?.by ?? null,
  }));

const files = (of: Of) =>
  of.view.files.map((f) => ({
    ...logged(of, f, f.removed),
    name: f.name,
    kind: f.kind,
    sha256: f.file,
    bytes: f.bytes,
  }));

const offers = (of: Of) =>
  of.view.offers.map((o) => ({
    ...logged(of, o),
    side: o.from,
    amount: o.amount,
    day: o.made,
    expires: o.expires ?? null,
    how: o.way,
    text: o.terms ?? null,
    guarded: o.guarded,
    state: o.state,
    payer_key: of.view.payerKey,
  }));

const approvals = (of: Of) =>
  of.view.approvals.map((a) => ({
    ...keyed(of, a),
    event: a.event,
    act: a.act.type,
    amount: a.act.amount ?? null,
    asked_at: a.at,
    asked_by: person(a.by.id),
    ends: a.ends,
    // That its last day has passed is seen by whoever asks, on the day they ask.
    state: approvalState(of.view, a, a.ends < of.today ? a.ends : of.today),
    body: approvalBody(a),
  }));

const agreements = (of: Of) =>
  of.view.agreements.map((a) => ({
    ...logged(of, a, a.superseded),
    amount: a.amount,
    day: a.agreed,
    pay_by: a.due,
    body: JSON.stringify({ kind: a.kind, basis: a.basis, source: a.source, terms: a.terms ?? null }),
  }));

export const EXPECTED_STATES = ["expected", "late", "short", "paid", "over"] as const;
export type ExpectedState = (typeof EXPECTED_STATES)[number];

/** What is awaited is called expected where agreements of many cases stand in one list. */
export const stateOfExpected = (e: Pick<Expected, "state">): ExpectedState =>
  e.state === "awaited" ? "expected" : e.state;

const expected = (of: Of) =>
  receivableOf(of.view, of.today).expected.map((e) => ({
    ...keyed(of, { event: e.agreement }),
    agreement: idOfMade(of.case_id, e.agreement),
    amount: e.expected,
    due: e.due,
    received: e.received,
    received_day: e.wholeOn ?? null,
    state: stateOfExpected(e),
  }));

const PER_STATEMENT = 500;

async function inParts<R>(rows: readonly R[], insert: (part: readonly R[]) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < rows.length; i += PER_STATEMENT) await insert(rows.slice(i, i + PER_STATEMENT));
}

/** Writes the rows of some tables for these cases anew, in the place of those that are there. */
async function write(tx: TenantTx, cases: readonly Shown[], tables: ReadonlySet<Table>, today: Day): Promise<void> {
  const { db, principal } = tx;
  const { org } = principal;
  const ids = cases.map((c) => c.caseId);
  // What names another row goes before it and comes after it.
  for (const table of TABLES)
    if (tables.has(table)) await db.deleteFrom(table).where("org", "=", org).where("case_id", "in", ids).execute();
  const all = cases.flatMap(({ caseId, client, state: { view } }): readonly Of[] =>
    view === undefined ? [] : [{ org, client, case_id: caseId, view, today }],
  );
  const writers: { readonly [T in Table]: () => Promise<void> } = {
    approval: () => inParts(all.flatMap(approvals), (p) => db.insertInto("approval").values(p).execute()),
    task: () => inParts(all.flatMap(tasks), (p) => db.insertInto("task").values(p).execute()),
    note: () => inParts(all.flatMap(notes), (p) => db.insertInto("note").values(p).execute()),
    call: () => inParts(all.flatMap(calls), (p) => db.insertInto("call").values(p).execute()),
    file_link: () => inParts(all.flatMap(files), (p) => db.insertInto("file_link").values(p).execute()),
    offer: () => inParts(all.flatMap(offers), (p) => db.insertInto("offer").values(p).execute()),
    agreement: () => inParts(all.flatMap(agreements), (p) => db.insertInto("agreement").values(p).execute()),
    expected_payment: () =>
      inParts(all.flatMap(expected), (p) => db.insertInto("expected_payment").values(p).execute()),
  };
  for (const table of TABLES.toReversed()) if (tables.has(table)) await writers[table]();
}

/** Shows what was just decided on these cases. */
export async function showAll(
  tx: TenantTx,
  cases: readonly (Shown & { readonly events: readonly CaseEvent[] })[],
  today: Day,
): Promise<void> {
  const tables = new Set(cases.flatMap((c) => c.events.flatMap(tablesOf)));
  if (tables.size === 0) return;
  // The row of an agreement is named by what it promises, so the two are written together.
  if (tables.has("agreement")) tables.add("expected_payment");
  const touched = cases.filter((c) => c.events.some((e) => tablesOf(e).length > 0));
  await write(tx, touched, tables, today);
}

/** What the rows of each table are made of that no day changes by itself. */
const MADE = {
  approval: approvals,
  task: tasks,
  note: notes,
  call: calls,
  file_link: files,
  offer: offers,
  agreement: agreements,
} as const;

const cell = (value: unknown): string => (value === null || value === undefined ? "" : String(value));

/** Whether a row of the store holds in each of its columns what was made. */
const isAs = (kept: Readonly<Record<string, unknown>> | undefined, made: Readonly<Record<string, unknown>>): boolean =>
  kept !== undefined && Object.entries(made).every(([name, value]) => cell(kept[name]) === cell(value));

/** Ids of those cases of which a table holds other rows than their history makes, whatever the day. */
export async function shownOtherwise(tx: TenantTx, cases: readonly Shown[], today: Day): Promise<ReadonlySet<string>> {
  const { org } = tx.principal;
  const ids = cases.map((c) => c.caseId);
  const otherwise = new Set<string>();
  const all = cases.flatMap(({ caseId, client, state: { view } }): readonly Of[] =>
    view === undefined ? [] : [{ org, client, case_id: caseId, view, today }],
  );
  for (const [table, make] of Object.entries(MADE) as [keyof typeof MADE, (of: Of) => readonly { id: string }[]][]) {
    const rows = await tx.db.selectFrom(table).selectAll().where("org", "=", org).where("case_id", "in", ids).execute();
    const kept = new Map(rows.map((r) => [r.id, r]));
    for (const of of all)
      for (const made of make(of)) {
        if (!isAs(kept.get(made.id), made)) otherwise.add(of.case_id);
        kept.delete(made.id);
      }
    // What is left was made by no event.
    for (const { case_id } of kept.values()) otherwise.add(case_id);
  }
  return otherwise;
}

/** Makes every row of these cases again from their history. */
export const showAgain = (tx: TenantTx, cases: readonly Shown[], today: Day): Promise<void> =>
  write(tx, cases, new Set(TABLES), today);

/** What a new day changes by itself: money that was awaited is late. */
export const showDay = (tx: TenantTx, cases: readonly Shown[], today: Day): Promise<void> =>
  write(tx, cases, new Set(["expected_payment"] as const), today);
