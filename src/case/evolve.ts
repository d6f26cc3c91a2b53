import { check } from "#base/check.ts";
import type { Body, CaseEvent, EventOf, EventType } from "./event.ts";
import type { Approval, CaseState, CaseView, Made, Offer, OpenPhase, Task } from "./state.ts";

/** Changes the element an event names; the others stay the very objects they were. */
const change = <T extends Made>(list: readonly T[], event: number, to: (before: T) => T): readonly T[] =>
  list.map((x) => (x.event === event ? to(x) : x));

const NOTHING_ON_IT: OpenPhase = { is: "open", snooze: undefined, hold: undefined };

/** Closed cases are neither snoozed nor held. */
const open = (view: CaseView, to: (before: OpenPhase) => OpenPhase): CaseView => ({
  ...view,
  phase: view.phase.is === "open" ? to(view.phase) : view.phase,
});

const taskOf = (made: Made, b: Body<"task added">): Task => ({
  ...made,
  title: b.title,
  due: b.due,
  for: b.for,
  waits: b.waits,
  call: b.call,
  done: undefined,
});

const offerIs = (view: CaseView, offer: number | undefined, state: Offer["state"]): CaseView =>
  offer === undefined ? view : { ...view, offers: change(view.offers, offer, (o) => ({ ...o, state })) };

const loggedOffer = (b: Body<"offer logged">, made: Made): Offer => ({
  ...made,
  from: b.from,
  amount: b.amount,
  terms: b.terms ?? b.conditions?.note,
  made: b.made,
  expires: b.expires,
  way: b.way,
  conditions: b.conditions,
  final: b.final ?? false,
  answers: b.answers,
  lines: b.lines,
  source: b.source,
  move: b.move,
  waives: b.waives ?? [],
  guarded: false,
  reasons: [],
  note: undefined,
  state: "open",
});

const madeOffer = ({ reasons, note, ...b }: Body<"offer made">, made: Made): Offer => ({
  ...loggedOffer({ ...b, from: "us" }, made),
  guarded: true,
  reasons,
  note,
});

const approvalOf = (view: CaseView, b: Body<"approval asked">, made: Made): Approval => ({
  ...made,
  act: b.act,
  what: b.what,
  says: b.says,
  note: b.note,
  floor: b.floor,
  unproven: b.unproven,
  ends: b.ends,
  offersThen: view.offers.length,
  state: "waiting",
  attested: [],
  decided: undefined,
  reason: undefined,
});

const approvalIs = (view: CaseView, request: number | undefined, now: Partial<Approval>): CaseView =>
  request === undefined ? view : { ...view, approvals: change(view.approvals, request, (a) => ({ ...a, ...now })) };

function agree(view: CaseView, b: Body<"agreement entered">, made: Made): CaseView {
  const { replaces } = b;
  const before =
    replaces === undefined ? view.agreements : change(view.agreements, replaces, (a) => ({ ...a, superseded: made }));
  const agreement = {
    ...made,
    kind: b.kind,
    basis: b.basis,
    amount: b.amount,
    lines: b.lines,
    agreed: b.agreed,
    due: b.due,
    days: b.days,
    source: b.source,
    offer: b.offer,
    replaces,
    terms: b.terms,
    conditions: b.conditions,
    reason: b.reason,
    superseded: undefined,
  };
  return offerIs({ ...view, agreements: [...before, agreement] }, b.offer, "agreed");
}

const answer = (view: CaseView, b: Body<"fact answered">, made: Made): CaseView => ({
  ...view,
  finding: b.finding,
  facts: [
    ...view.facts,
    { ...made, fact: b.fact, scope: b.scope, key: b.key, value: b.value, source: b.source, withdrawn: undefined },
  ],
});

/** The fact that an event states is an answer of the case, known by the number of that event. */
const state = (view: CaseView, stated: Body<"paper sent">["stated"], made: Made): CaseView =>
  stated === undefined ? view : answer(view, stated, made);

const sendOf = (view: CaseView, { stated, ...paper }: Body<"paper sent">, made: Made): CaseView =>
  state({ ...view, papers: [...view.papers, { ...made, ...paper, delivery: undefined }] }, stated, made);

function proveOf(view: CaseView, { takes, ...proof }: Body<"delivery proved">, made: Made): CaseView {
  const papers = change(view.papers, proof.sent, (p) => ({ ...p, delivery: { ...made, ...proof } }));
  if (takes === undefined) return { ...view, papers };
  const facts = change(view.facts, proof.sent, (a) => ({ ...a, withdrawn: made }));
  return { ...view, papers, facts, finding: takes.finding };
}

const fileOf = (view: CaseView, { stated, ...filing }: Body<"filing recorded">, made: Made): CaseView => {
  const filed = { ...view, filings: [...view.filings, { ...made, ...filing }] };
  return state(approvalIs(filed, filing.request, { state: "used" }), stated, made);
};

type Step<T extends EventType> = (view: CaseView, body: Body<T>, made: Made) => CaseView;

/** What each event does to the view. A type without its step does not compile. */
const STEPS: { readonly [T in Exclude<EventType, "opened">]: Step<T> } = {
  "evaluated again": (view, b) => ({ ...view, finding: b.finding }),
  assigned: (view, b) => ({ ...view, owner: b.to }),
  "fact answered": answer,
  "fact withdrawn": (view, b, made) => ({
    ...view,
    finding: b.finding,
    facts: change(view.facts, b.answer, (a) => ({ ...a, withdrawn: made })),
  }),
  "task added": (view, b, made) => ({ ...view, tasks: [...view.tasks, taskOf(made, b)] }),
  "task changed": (view, b) => ({
    ...view,
    tasks: change(view.tasks, b.task, (t) => ({ ...t, title: b.title, due: b.due, for: b.for, waits: b.waits })),
  }),
  "task done": (view, b, made) => ({ ...view, tasks: change(view.tasks, b.task, (t) => ({ ...t, done: made })) }),
  "note added": (view, b, made) => ({ ...view, notes: [...view.notes, { ...made, ...b }] }),
  "colleague asked": (view, b, made) => ({
    ...view,
    thread: [...view.thread, { ...made, ...b, answers: [], answered: undefined }],
  }),
  "colleague answered": (view, b, made) => ({
    ...view,
    thread: change(view.thread, b.question, (q) => ({
      ...q,
      answers: [...q.answers, { ...made, text: b.text }],
      answered: q.answered ?? (made.by.id === q.by.id ? undefined : made),
    })),
  }),
  "call logged": (view, b, made) => ({ ...view, calls: [...view.calls, { ...made, ...b }] }),
  "letter written": (view, b, made) => ({ ...view, letters: [...view.letters, { ...made, ...b }] }),
  "paper sent": sendOf,
  "delivery proved": proveOf,
  "filing recorded": fileOf,
  "counsel said": (view, said, made) => ({ ...view, counsel: { ...made, said } }),
  "file attached": (view, b, made) => ({ ...view, files: [...view.files, { ...made, ...b, removed: undefined }] }),
  "file removed": (view, b, made) => ({ ...view, files: change(view.files, b.file, (f) => ({ ...f, removed: made })) }),
  "offer logged": (view, b, made) => ({ ...view, offers: [...view.offers, loggedOffer(b, made)] }),
  "offer made": (view, b, made) =>
    approvalIs({ ...view, offers: [...view.offers, madeOffer(b, made)] }, b.request, { state: "used" }),
  "offer accepted": (view, b) => approvalIs(offerIs(view, b.offer, "accepted"), b.request, { state: "used" }),
  "offer rejected": (view, b) => offerIs(view, b.offer, "rejected"),
  "offer withdrawn": (view, b) => offerIs(view, b.offer, "withdrawn"),
  "offer expired": (view, b) => offerIs(view, b.offer, "expired"),
  "agreement entered": agree,
  "agreement superseded": (view, b, made) => ({
    ...view,
    agreements: change(view.agreements, b.agreement, (a) => ({ ...a, superseded: made })),
  }),
  "floor set": (view, b, made) =>
    approvalIs({ ...view, floor: { ...made, amount: b.amount, reason: b.reason } }, b.request, { state: "used" }),
  "approval asked": (view, b, made) => ({ ...view, approvals: [...view.approvals, approvalOf(view, b, made)] }),
  "approval given": (view, b, made) =>
    approvalIs(view, b.request, { state: "given", attested: b.attested, ends: b.ends, decided: made }),
  "approval refused": (view, b, made) =>
    approvalIs(view, b.request, { state: "refused", decided: made, reason: b.reason }),
  "approval withdrawn": (view, b) => approvalIs(view, b.request, { state: "withdrawn" }),
  "payment received": (view, b, made) => ({ ...view, payments: [...view.payments, { ...made, ...b }] }),
  "room opened": (view, b, made) => ({
    ...view,
    rooms: [...view.rooms, { ...made, ...b, entered: [], moves: [], closed: undefined }],
  }),
  "room entered": (view, b, made) => ({
    ...view,
    rooms: change(view.rooms, b.room, (r) => ({ ...r, entered: [...r.entered, made] })),
  }),
  "room moved": (view, b, made) => ({
    ...view,
    rooms: change(view.rooms, b.room, (r) => ({ ...r, moves: [...r.moves, { ...made, move: b.move }] })),
  }),
  "room closed": (view, b, made) => ({
    ...view,
    rooms: change(view.rooms, b.room, (r) => ({ ...r, closed: { ...made, why: b.why } })),
  }),
  "agreement signed": (view, b, made) => ({ ...view, signatures: [...view.signatures, { ...made, ...b }] }),
  snoozed: (view, b, made) =>
    open(view, (p) => ({ ...p, snooze: { ...made, until: b.until, reason: b.reason, before: b.before } })),
  woken: (view) => open(view, (p) => ({ ...p, snooze: undefined })),
  held: (view, b, made) => open(view, (p) => ({ ...p, hold: { ...made, reason: b.reason } })),
  released: (view) => open(view, (p) => ({ ...p, hold: undefined })),
  closed: (view, b, made) => ({
    ...view,
    phase: { is: "closed", ...made, outcome: b.outcome, amount: b.amount, reason: b.reason },
  }),
  reopened: (view) => ({ ...view, phase: NOTHING_ON_IT }),
  superseded: (view, b) => (b.finding === undefined ? view : { ...view, finding: b.finding }),
};

const opened = (b: EventOf<"opened">["body"], made: Made): CaseView => ({
  claim: b.claim,
  number: b.number,
  payer: b.payer,
  payerKey: b.payerKey,
  opened: made,
  finding: b.finding,
  first: b.finding,
  counted: b.counted,
  phase: NOTHING_ON_IT,
  owner: undefined,
  facts: [],
  tasks: [],
  notes: [],
  thread: [],
  calls: [],
  letters: [],
  papers: [],
  filings: [],
  counsel: undefined,
  files: [],
  offers: [],
  agreements: [],
  approvals: [],
  floor: undefined,
  payments: [],
  rooms: [],
  signatures: [],
});

function step(view: CaseView | undefined, event: CaseEvent, number: number): CaseView {
  const made: Made = { event: number, by: event.by, at: event.at, on: event.on };
  if (event.type === "opened") return opened(event.body, made);
  check(view !== undefined, "an event stands before the case was opened");
  // Each body goes to the step of its own type, which the compiler cannot follow through the table.
  return (STEPS[event.type] as Step<EventType>)(view, event.body, made);
}

/** The view that the log leaves without the events that were undone. */
function fold(log: readonly CaseEvent[], undone: ReadonlySet<number>): CaseView | undefined {
  let view: CaseView | undefined;
  log.forEach((event, i) => {
    if (!undone.has(i + 1)) view = step(view, event, i + 1);
  });
  return view;
}

/** The case after one more event. */
export function evolve(state: CaseState, event: CaseEvent): CaseState {
  const version = state.version + 1;
  const log = [...state.log, event];
  if (event.type !== "superseded")
    return { version, log, undone: state.undone, view: step(state.view, event, version) };
  const undone = new Set([...state.undone, event.body.event]);
  return { version, log, undone, view: fold(log, undone) };
}
