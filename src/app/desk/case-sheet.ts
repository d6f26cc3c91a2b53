import type { Day } from "#base/day.ts";
import type { Act } from "#case/command.ts";
import { decide } from "#case/decider.ts";
import type { ClaimEvaluation, OpenQuestion, RightView } from "#case/evaluation.ts";
import { type Actor, instant } from "#case/event.ts";
import { UNDOABLE } from "#case/event-lists.ts";
import { receivableOf } from "#case/expected.ts";
import { findingOf } from "#case/finding.ts";
import { type Flip, flipsOf } from "#case/flip.ts";
import type { Answer, CaseState, CaseView } from "#case/state.ts";
import type { Pace } from "#claim/profile.ts";
import type { TenantTx } from "#store/store.ts";
import { type LoggedCase, loadCase } from "./case-log.ts";
import { liveColumns } from "./case-row.ts";
import { type Desk, USUAL_PACE } from "./desk.ts";
import { evaluateGathered, type GatheredOfCase, gatherOfCase, type StoredEvaluation } from "./evaluate-claim.ts";
import { QUEUE_COLUMNS, type QueueRow } from "./queue.ts";
import { sayEvent } from "./timeline-words.ts";

/** One case whole: everything its page shows, as of a day. */
export interface CaseSheet {
  readonly row: QueueRow;
  readonly asOf: Day;
  readonly evaluation: ClaimEvaluation;
  readonly providers: { readonly billing?: string; readonly facility?: string; readonly rendering?: string };
  readonly flips: readonly Flip[];
  readonly questions: readonly AskedQuestion[];
  readonly view: CaseView;
  readonly expected: ReturnType<typeof receivableOf>["expected"];
  /** Rights that are open or will be, beside the one that ends first. */
  readonly otherRights: readonly RightView[];
  readonly may: readonly string[];
  readonly undoable: readonly { readonly event: number; readonly what: string }[];
}

/** A question of the claim, open or answered on this case. */
export type AskedQuestion = OpenQuestion & { readonly about: string; readonly answer: Answer | undefined };

/** A row of the store with its live columns as another day or a later history makes them. */
function rowAs(row: QueueRow, { version, view }: CaseState, today: Day, pace: Pace): QueueRow {
  if (view === undefined) return row;
  const said = Object.entries(liveColumns(view, version, today, pace)).map(([name, value]) => [
    name,
    typeof value === "bigint" ? String(value) : value,
  ]);
  const shown = Object.fromEntries(said.filter(([name]) => (QUEUE_COLUMNS as readonly unknown[]).includes(name)));
  return { ...row, ...shown, version: String(version) };
}

function questionsOf(view: CaseView, e: ClaimEvaluation): readonly AskedQuestion[] {
  const about = (scope: string, key: string): string => (scope === "payer" || scope === "plan" ? e.payer : key);
  const standing = view.facts.filter((a, i) => a.withdrawn === undefined && !isAnsweredLater(view.facts, a, i));
  const open = e.questions.map((q) => ({ ...q, about: about(q.scope, q.key), answer: undefined }));
  const asked = view.first.questions;
  const answered = standing.map((answer) => {
    const { fact, scope, key } = answer;
    const q = asked.find((a) => a.fact === fact) ?? view.finding.questions.find((a) => a.fact === fact);
    const dollars = q?.dollars ?? (0n as OpenQuestion["dollars"]);
    return {
      fact,
      scope,
      key,
      question: q?.question ?? fact,
      values: [],
      dollars,
      lines: 0,
      about: about(scope, key),
      answer,
    };
  });
  return [...open, ...answered];
}

/** Of two answers to one question the later counts. */
const isAnsweredLater = (all: readonly Answer[], a: Answer, i: number): boolean =>
  all
    .slice(i + 1)
    .some((b) => b.withdrawn === undefined && b.fact === a.fact && b.scope === a.scope && b.key === a.key);

/** The acts that the case as it stands would take from somebody; what each says may refuse it all the same. */
export function actsOpenTo(view: CaseView): readonly string[] {
  const { phase } = view;
  const remove = view.files.some((f) => f.removed === undefined) ? ["remove file"] : [];
  const when = (is: boolean, act: string): readonly string[] => (is ? [act] : []);
  const answer = when(view.thread.length > 0, "answer colleague");
  if (phase.is === "closed") return ["reopen", "add note", ...answer, "attach file", ...remove, "undo"];
  const tasks = view.tasks.some((t) => t.done === undefined);
  return [
    ...["assign", "answer fact", "add task", "add note", "log call", "attach file", "log offer", "enter agreement"],
    ...["ask colleague", "snooze", "close", "undo"],
    ...answer,
    ...remove,
    ...when(
      view.facts.some((f) => f.withdrawn === undefined),
      "withdraw fact",
    ),
    ...when(tasks, "change task"),
    ...when(tasks, "finish task"),
    ...["make offer", "set floor", "ask approval", "send paper", "record filing", "record counsel"],
    ...when(
      view.papers.some((p) => p.delivery === undefined),
      "prove delivery",
    ),
    ...offersTo(view),
    ...when(
      view.agreements.some((a) => a.superseded === undefined),
      "supersede agreement",
    ),
    ...when(phase.snooze !== undefined, "wake"),
    phase.hold === undefined ? "hold" : "release",
  ];
}

function offersTo(view: CaseView): readonly string[] {
  const open = view.offers.filter((o) => o.state === "open");
  const is = (state: string): boolean => view.approvals.some((a) => a.state === state);
  return [
    ...(open.length > 0 ? ["withdraw offer", "reject offer"] : []),
    ...(open.some((o) => o.from === "them") ? ["accept offer"] : []),
    ...(is("waiting") ? ["approve", "refuse approval"] : []),
    ...(is("waiting") || is("given") ? ["withdraw approval"] : []),
  ];
}

/** So far back an undo is offered; older events are undone by their own opposite. */
const UNDO_OFFERED = 30;

/** Events that may be undone now, newest first: each is asked of the decider, which knows what stands on it. */
function undoableOf(state: CaseState, today: Day): readonly { readonly event: number; readonly what: string }[] {
  const { view, log } = state;
  if (view === undefined) return [];
  const last = log.at(-1);
  if (last === undefined) return [];
  const by: Actor = { kind: "rule", id: "asking", name: "asking" };
  const ground = { finding: { ...view.finding, asOf: today } };
  const found: { event: number; what: string }[] = [];
  for (let i = log.length; i > Math.max(0, log.length - UNDO_OFFERED); i--) {
    const event = log[i - 1];
    if (event === undefined || !(UNDOABLE as readonly string[]).includes(event.type)) continue;
    const act: Act = { type: "undo", event: i };
    const command = { act, by, at: instant(last.at), on: today, saw: state.version };
    if (decide(state, command, ground).ok) found.push({ event: i, what: sayEvent(event, state).what });
  }
  return found;
}

const isAlive = (r: RightView, asOf: Day): boolean =>
  r.safe !== undefined && r.safe[1] >= asOf && (r.state === "open" || r.state === "not yet open");

/** The alive rights, the one that ends first before the others; each once, however many lines have it. */
function rightsAlive(e: ClaimEvaluation, asOf: Day): readonly RightView[] {
  return e.rights.filter((r) => isAlive(r, asOf)).sort((a, b) => ((a.safe?.[1] ?? "") < (b.safe?.[1] ?? "") ? -1 : 1));
}

const providersOf = ({ matched: { claim, standing } }: StoredEvaluation): CaseSheet["providers"] => {
  const billing = claim?.billing.name ?? standing[0]?.payee.name;
  const facility = claim?.facility?.name;
  const rendering = claim?.rendering?.name;
  return {
    ...(billing !== undefined && { billing }),
    ...(facility !== undefined && { facility }),
    ...(rendering !== undefined && { rendering }),
  };
};

function sheetOf(
  row: QueueRow,
  { state }: LoggedCase,
  ground: StoredEvaluation,
  day: { asOf: Day; today: Day },
): CaseSheet {
  const { asOf, today } = day;
  const { evaluation } = ground;
  const { view: stands } = state;
  if (stands === undefined) throw new Error("Parley bug: a case of the store has no history");
  // On another day the case is shown with what the evaluation says of that day.
  const view = asOf === today ? stands : { ...stands, finding: findingOf(evaluation, asOf) };
  return {
    row: rowAs(row, { ...state, view }, asOf, ground.profile ?? USUAL_PACE),
    asOf,
    evaluation,
    providers: providersOf(ground),
    flips: flipsOf(evaluation, ground.coverage, asOf),
    questions: questionsOf(view, evaluation),
    view,
    expected: receivableOf(view, asOf).expected,
    otherRights: rightsAlive(evaluation, asOf).slice(1),
    may: actsOpenTo(stands),
    undoable: undoableOf(state, today),
  };
}

/** What the page of a case is made of. The last of it comes when the transaction that read it ends. */
export interface GatheredCase {
  readonly row: QueueRow;
  readonly logged: LoggedCase;
  readonly found: GatheredOfCase;
}

/**
 * Reads what the page of a case is made of in one round trip, and sends for the rest of it; undefined when the principal
 * may see no such case.
 */
export async function gatherCase(tx: TenantTx, caseId: string): Promise<GatheredCase | undefined> {
  const about = rowOf(tx, caseId);
  const [row, logged, found] = await Promise.all([about, loadCase(tx, caseId), gatherOfCase(tx, caseId, about)]);
  return row === undefined || logged === undefined || found === undefined ? undefined : { row, logged, found };
}

/** The page of a case from what was read, after its transaction; undefined when its claim cannot be found among it. */
export async function sheetFrom(
  desk: Desk,
  { row, logged, found }: GatheredCase,
  asOf?: Day | undefined,
): Promise<CaseSheet | undefined> {
  const today = desk.today();
  const day = asOf ?? today;
  const gathered = { near: found.near, ground: { ...found.ground, history: await found.history } };
  const ground = evaluateGathered(desk, gathered, [row.claim], { asOf: day }).get(row.claim);
  return ground && sheetOf(row, logged, ground, { asOf: day, today });
}

/** A case with what a page of it rests on, or undefined when there is none that the principal may see. */
export async function readCase(
  tx: TenantTx,
  desk: Desk,
  caseId: string,
  asOf?: Day | undefined,
): Promise<CaseSheet | undefined> {
  const gathered = await gatherCase(tx, caseId);
  return gathered && (await sheetFrom(desk, gathered, asOf));
}

/** The live row of a case. */
export const rowOf = (tx: TenantTx, caseId: string): Promise<QueueRow | undefined> =>
  tx.db
    .selectFrom("case_row")
    .select(QUEUE_COLUMNS)
    .where("org", "=", tx.principal.org)
    .where("id", "=", caseId)
    .executeTakeFirst();
