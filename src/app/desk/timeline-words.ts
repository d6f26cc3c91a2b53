import { type Cents, showUsd } from "#base/money.ts";
import type { Body, CaseEvent, Change, Conditions, EventType } from "#case/event.ts";
import type { PaperKind } from "#case/event-lists.ts";
import { sayPaper } from "#case/sent.ts";
import type { CaseState } from "#case/state.ts";

/** What happened to a case, said for people: one sentence for every type of event. */

export interface Said {
  readonly what: string;
  /** One line more, where the sentence leaves something out. */
  readonly detail: string | undefined;
  readonly kind: Kind;
}

export type Kind = "decision" | "offer" | "call" | "letter" | "note" | "file" | "task" | "payment" | "other";

/** What a sentence may look up: the events that one names by their number. */
type Log = Pick<CaseState, "log">;

type Words = Omit<Said, "kind" | "detail"> & { readonly detail?: string | undefined };
type Say<T extends EventType> = (body: Body<T>, log: Log) => Words;

const usd = (amount: Cents): string => showUsd(amount);
const quoted = (text: string): string => `"${text}"`;

const changed = (changes: readonly Change[]): string | undefined =>
  changes.length === 0
    ? undefined
    : changes.map(({ what, from, to }) => `${what}: ${from ?? "nothing"} to ${to ?? "nothing"}`).join("; ");

const days = (due: string | undefined): string => (due === undefined ? "" : `, due ${due}`);

const lines = (split: Body<"agreement entered">["lines"]): string =>
  split.map((l) => `line ${l.line} ${usd(l.amount)}`).join(", ");

/** The body of an event that another names, when it is of the type it should be. */
function named<T extends EventType>({ log }: Log, number: number, type: T): Body<T> | undefined {
  const event = log[number - 1];
  // The type was just compared, which the compiler cannot follow through the union.
  return event?.type === type ? (event.body as Body<T>) : undefined;
}

const title = (log: Log, task: number): string => {
  const title = named(log, task, "task added")?.title;
  return title === undefined ? `task ${task}` : quoted(title);
};

const offerOf = (log: Log, offer: number): string => {
  const ours = named(log, offer, "offer made");
  if (ours !== undefined) return `Our offer of ${usd(ours.amount)}`;
  const o = named(log, offer, "offer logged");
  return o === undefined ? "The offer" : `${o.from === "us" ? "Our" : "Their"} offer of ${usd(o.amount)}`;
};

const askedBy = (log: Log, request: number): string =>
  named(log, request, "approval asked")?.says ?? `event ${request}`;

const joined = (parts: readonly (string | undefined)[]): string | undefined =>
  parts.filter((t) => t !== undefined && t !== "").join("; ") || undefined;

/** What an offer asks beside its amount, in words. */
export function sayConditions(c: Conditions | undefined): string | undefined {
  if (c === undefined) return undefined;
  return joined([
    c.payWithin === undefined ? undefined : `paid within ${c.payWithin} business day${c.payWithin === 1 ? "" : "s"}`,
    c.interestWaived === true ? "interest waived" : undefined,
    c.release === undefined || c.release === "none" ? undefined : `releases ${c.release}`,
    c.confidential === true ? "confidential" : undefined,
    c.precedent === "this code" ? "binds later claims for the code" : undefined,
    c.noBalanceBill === true ? "the patient is not billed for the rest" : undefined,
    c.note,
  ]);
}

const referred = (reference: string | undefined): string => (reference === undefined ? "" : `, reference ${reference}`);

const RECORDED: Readonly<Record<NonNullable<Body<"call logged">["recording"]>, string>> = {
  "not asked": "not recorded",
  asked: "asked whether it may be recorded, without an answer",
  given: "recorded with their consent",
  refused: "they refused that it is recorded",
};

/** A paper of ours by the name people call it. */
export const PAPER_NAMES: Readonly<Record<PaperKind, string>> = {
  opening: "Opening letter",
  counter: "Counteroffer letter",
  acceptance: "Letter of acceptance",
  rejection: "Letter of rejection",
  "single case agreement": "Single case agreement",
  "settlement agreement": "Settlement agreement",
  "rate confirmation": "Rate confirmation",
  notice: "Open negotiation notice",
  appeal: "Appeal letter",
  dispute: "Dispute filing",
  other: "Letter",
};

/** What a call or a letter is about: an offer, an agreement, a letter of the case. */
function about(log: Log, event: number | undefined): string | undefined {
  const it = event === undefined ? undefined : log.log[event - 1];
  if (it === undefined || event === undefined) return undefined;
  if (it.type === "letter written") return `about our ${PAPER_NAMES[it.body.paper].toLowerCase()} of ${it.on}`;
  if (it.type === "agreement entered") return `about the ${it.body.kind} of ${usd(it.body.amount)}`;
  return `about ${offerOf(log, event).toLowerCase()}`;
}

const guestOf = (log: Log, room: number): string => named(log, room, "room opened")?.name ?? "A guest";

function sayMove(who: string, move: Body<"room moved">["move"], log: Log): Words {
  switch (move.is) {
    case "offer":
      return { what: `${who} offers ${usd(move.amount)} in the room, through ${move.expires}` };
    case "accept":
      return { what: `${who} takes in the room: ${offerOf(log, move.offer)}` };
    case "reject":
      return { what: `${who} turns down in the room: ${offerOf(log, move.offer)}`, detail: move.why };
    case "dispute fact":
      return {
        what: `${who} says in the room that ${move.what}${move.line === undefined ? "" : ` of line ${move.line}`} is otherwise`,
        detail: move.says,
      };
  }
}

const WHY_WOKEN: Readonly<Record<Body<"woken">["why"], string>> = {
  "by hand": "Woken",
  "the day came": "Back from its snooze",
  "a right ends sooner": "Woken, because a right now ends sooner",
  "something came in": "Woken, because something came in",
};

/** So much of a question stands beside its answer. */
const SHORT = 80;

const SAYS: { readonly [T in EventType]: Say<T> } = {
  opened: ({ finding }) => ({
    what: `Case opened: ${finding.class}, ${usd(finding.stake)} at stake`,
    detail: `${usd(finding.billed)} billed, ${usd(finding.paid)} paid`,
  }),
  "evaluated again": ({ why, changes }) => ({ what: `Evaluated again: ${why}`, detail: changed(changes) }),
  assigned: ({ to }) => ({ what: to === undefined ? "Owner taken off" : `Assigned to ${to.name}` }),
  "fact answered": ({ fact, value, source, changes }) => ({
    what: `Answered ${fact}: ${value} (${source})`,
    detail: changed(changes),
  }),
  "fact withdrawn": ({ answer, reason, changes }, log) => ({
    what: `Answer withdrawn: ${named(log, answer, "fact answered")?.fact ?? `event ${answer}`}`,
    detail: [reason, changed(changes)].filter((t) => t !== undefined).join("; "),
  }),
  "task added": ({ title, due, for: whom, call }) => ({
    what: `${call === undefined ? "Task" : "Promise to watch"}: ${title}${days(due)}`,
    detail: whom === undefined ? undefined : `for ${whom.name}`,
  }),
  "task changed": ({ title, due, for: whom }) => ({
    what: `Task changed: ${title}${days(due)}`,
    detail: whom === undefined ? undefined : `for ${whom.name}`,
  }),
  "task done": ({ task, how }, log) => ({ what: `Task done: ${title(log, task)}`, detail: how }),
  "note added": ({ text }) => ({ what: "Note", detail: text }),
  "colleague asked": ({ to, text, answerBy }) => ({
    what: `${to.name} was asked, answer by ${answerBy}`,
    detail: text,
  }),
  "colleague answered": ({ question, text }, log) => ({
    what: `Answered: ${quoted(named(log, question, "colleague asked")?.text.slice(0, SHORT) ?? `event ${question}`)}`,
    detail: text,
  }),
  "call logged": (call, log) => ({
    what: `${call.direction === "to us" ? "Call from" : "Call with"} ${call.who}${referred(call.reference)}`,
    detail: joined([
      about(log, call.answers),
      call.promise === undefined ? call.said : `${call.said} Promised by ${call.promise.by}: ${call.promise.what}`,
      call.phone === undefined ? undefined : `at ${call.phone}`,
      call.recording === undefined ? undefined : RECORDED[call.recording],
    ]),
  }),
  "letter written": ({ paper, to, reference, offer, agreement, answerBy, sha256 }, log) => ({
    what: `${PAPER_NAMES[paper]} to ${to}${referred(reference)}`,
    detail: joined([
      about(log, offer ?? agreement),
      answerBy === undefined ? undefined : `answer asked by ${answerBy}`,
      `kept, its data is ${sha256.slice(0, 8)}; sending it is told by itself`,
    ]),
  }),
  "paper sent": ({ paper, to, way, day, reference, stated }) => ({
    what: `Sent by ${way} on ${day}: ${sayPaper(paper)}, to ${to.name}`,
    detail: joined([
      to.address,
      reference === undefined ? undefined : `reference ${reference}`,
      stated === undefined ? undefined : changed(stated.changes),
    ]),
  }),
  "delivery proved": ({ sent, outcome, day, note, file, takes }, log) => {
    const paper = named(log, sent, "paper sent");
    const what = paper === undefined ? "A paper" : sayPaper(paper.paper).replace(/^./, (c) => c.toUpperCase());
    const shown = file === undefined ? undefined : named(log, file, "file attached")?.name;
    return {
      what: `${what} ${outcome === "delivered" ? "arrived" : "came back"} on ${day}`,
      detail: joined([
        shown === undefined ? undefined : `shown by ${shown}`,
        note,
        takes === undefined ? undefined : changed(takes.changes),
      ]),
    };
  },
  "filing recorded": ({ road, day, reference, fee, finalOffer, entity, request, note, stated }, log) => ({
    what: `Filed on ${day}: ${road}, ${reference}`,
    detail: joined([
      `approved: ${askedBy(log, request)}`,
      finalOffer === undefined ? undefined : `final offer ${usd(finalOffer)}`,
      fee === undefined ? undefined : `fees paid ${usd(fee)}`,
      entity === undefined ? undefined : `before ${entity}`,
      note,
      stated === undefined ? undefined : changed(stated.changes),
    ]),
  }),
  "file attached": ({ name, kind }) => ({ what: `File attached: ${name}`, detail: kind }),
  "file removed": ({ file, reason }, log) => ({
    what: `File removed: ${named(log, file, "file attached")?.name ?? `event ${file}`}`,
    detail: reason,
  }),
  "offer logged": ({ from, amount, made, expires, way, terms, conditions, final, source, waives = [] }) => ({
    what: `${from === "us" ? "We" : "They"} offered ${usd(amount)} by ${way}${final === true ? " and called it final" : ""}`,
    detail: joined([
      `made ${made}`,
      expires === undefined ? undefined : `stands through ${expires}`,
      terms,
      sayConditions(conditions),
      source,
      waives.length === 0 ? undefined : `would give up: ${waives.map((w) => w.label).join(", ")}`,
    ]),
  }),
  "offer made": ({ amount, expires, way, conditions, final, request, floor, cap, note }, log) => ({
    what: `We offered ${usd(amount)} by ${way}${final === true ? ", our last" : ""}`,
    detail: joined([
      expires === undefined ? undefined : `stands through ${expires}`,
      sayConditions(conditions),
      `between the floor of ${usd(floor)} and the most that can be defended, ${usd(cap)}`,
      request === undefined ? undefined : `approved: ${askedBy(log, request)}`,
      note,
    ]),
  }),
  "offer accepted": ({ offer, floor, request }, log) => ({
    what: `${offerOf(log, offer)} accepted`,
    detail: joined([
      `the floor was ${usd(floor)}`,
      request === undefined ? undefined : `approved: ${askedBy(log, request)}`,
    ]),
  }),
  "offer rejected": ({ offer, reason }, log) => ({ what: `${offerOf(log, offer)} rejected`, detail: reason }),
  "counsel said": ({ chance, amount, cost, months, by, day }) => ({
    what: `Counsel on a suit: ${chance}% to win ${usd(amount)}, ${usd(cost)} of cost, ${months} months`,
    detail: `${by}, ${day}`,
  }),
  "room opened": ({ name, organization, ends }) => ({ what: `Room opened to ${name}, ${organization}, until ${ends}` }),
  "room entered": ({ room }, log) => ({ what: `${guestOf(log, room)} came into the room` }),
  "room moved": ({ room, move }, log) => sayMove(guestOf(log, room), move, log),
  "room closed": ({ room, why }, log) => ({ what: `The room of ${guestOf(log, room)} closed, ${why}` }),
  "agreement signed": ({ side, name, title, sha256, method }) => ({
    what: `Agreement signed for ${side === "us" ? "us" : "the payer"} by ${name}, ${title}`,
    detail: `hash ${sha256}; ${method}`,
  }),
  "floor set": ({ amount, before, reason }) => ({
    what: `Floor set to ${usd(amount)}, from ${usd(before)}`,
    detail: reason,
  }),
  "approval asked": ({ says, ends, note, unproven }) => ({
    what: `Approval asked: ${says}`,
    detail: joined([
      `until ${ends}`,
      unproven.length === 0 ? undefined : `not proven: ${unproven.map((u) => u.question).join(" ")}`,
      note,
    ]),
  }),
  "approval given": ({ request, attested, ends }, log) => ({
    what: `Approved: ${askedBy(log, request)}`,
    detail: joined([
      `until ${ends}`,
      attested.length === 0 ? undefined : `knowing that this is not proven: ${attested.join(", ")}`,
    ]),
  }),
  "approval refused": ({ request, reason }, log) => ({
    what: `Not approved: ${askedBy(log, request)}`,
    detail: reason,
  }),
  "approval withdrawn": ({ request }, log) => ({ what: `Approval no longer asked: ${askedBy(log, request)}` }),
  "offer withdrawn": ({ offer, reason }, log) => ({ what: `${offerOf(log, offer)} withdrawn`, detail: reason }),
  "offer expired": ({ offer, expired }, log) => ({ what: `${offerOf(log, offer)} expired on ${expired}` }),
  "agreement entered": ({ kind, basis, amount, due, lines: split, source }) => ({
    what: `${kind === "award" ? "Award" : "Agreement"} of ${usd(amount)}, due ${due}`,
    detail: `${basis}: ${lines(split)}; ${source}`,
  }),
  "agreement superseded": ({ agreement, reason }, log) => {
    const a = named(log, agreement, "agreement entered");
    return {
      what: `The ${a?.kind ?? "agreement"}${a === undefined ? "" : ` of ${usd(a.amount)}`} no longer binds`,
      detail: reason,
    };
  },
  "payment received": ({ amount, day, trace, lines: split }) => ({
    what: amount < 0n ? `${usd(-amount as Cents)} taken back on ${day}` : `${usd(amount)} received on ${day}`,
    detail: [
      trace === undefined ? undefined : `trace ${trace}`,
      ...split.map((l) => `${l.line === undefined ? "a service not billed" : `line ${l.line}`} ${usd(l.amount)}`),
    ]
      .filter((t) => t !== undefined)
      .join("; "),
  }),
  snoozed: ({ until, reason }) => ({ what: `Snoozed until ${until}`, detail: reason }),
  woken: ({ why }) => ({ what: WHY_WOKEN[why] }),
  held: ({ reason }) => ({ what: "Put on hold", detail: reason }),
  released: ({ reason }) => ({ what: "Released from hold", detail: reason }),
  closed: ({ outcome, amount, reason, owed, open }) => ({
    what: `Closed: ${outcome}, ${usd(amount)} recovered`,
    detail:
      [
        reason,
        owed > 0n ? `${usd(owed)} still owed` : undefined,
        ...open.map((r) => `given up: ${r.label}, open until ${r.last}`),
      ]
        .filter((t) => t !== undefined)
        .join("; ") || undefined,
  }),
  reopened: ({ reason }) => ({ what: "Opened again", detail: reason }),
  superseded: ({ event, type, changes }, log) => {
    const undone = log.log[event - 1];
    const what = undone === undefined ? type : sayEvent(undone, log).what;
    return { what: `Undone: ${what}`, detail: changes === undefined ? undefined : changed(changes) };
  },
};

const KINDS: Readonly<Record<EventType, Kind>> = {
  opened: "decision",
  "evaluated again": "decision",
  assigned: "other",
  "fact answered": "decision",
  "fact withdrawn": "decision",
  "task added": "task",
  "task changed": "task",
  "task done": "task",
  "note added": "note",
  "colleague asked": "note",
  "colleague answered": "note",
  "call logged": "call",
  "letter written": "letter",
  "paper sent": "decision",
  "delivery proved": "file",
  "filing recorded": "decision",
  "counsel said": "decision",
  "file attached": "file",
  "file removed": "file",
  "room opened": "decision",
  "room entered": "other",
  "room moved": "offer",
  "room closed": "other",
  "agreement signed": "decision",
  "offer logged": "offer",
  "offer withdrawn": "offer",
  "offer expired": "offer",
  "offer made": "offer",
  "offer accepted": "decision",
  "offer rejected": "offer",
  "floor set": "decision",
  "approval asked": "decision",
  "approval given": "decision",
  "approval refused": "decision",
  "approval withdrawn": "decision",
  "agreement entered": "decision",
  "agreement superseded": "decision",
  "payment received": "payment",
  snoozed: "other",
  woken: "other",
  held: "other",
  released: "other",
  closed: "decision",
  reopened: "decision",
  superseded: "other",
};

/** One event in a sentence of a few words. */
export function sayEvent(event: CaseEvent, log: Log): Said {
  // Each body goes to the words of its own type, which the compiler cannot follow through the table.
  const { what, detail } = (SAYS[event.type] as Say<EventType>)(event.body, log);
  return { what, detail, kind: KINDS[event.type] };
}

const isTheirs = (log: Log, offer: number): boolean => named(log, offer, "offer logged")?.from === "them";

/** Whose entry it is: theirs is what came from the other side, whoever wrote it down. The log says whose offer was meant. */
export function sideOf(event: CaseEvent, log: Log = { log: [] }): "we" | "they" | "rule" {
  if (event.type === "payment received") return "they";
  if (event.type === "offer logged" && event.body.from === "them") return "they";
  if (event.type === "offer expired") return "rule";
  if (event.type === "offer rejected" && log.log[event.body.offer - 1] !== undefined)
    return isTheirs(log, event.body.offer) ? "we" : "they";
  return event.by.kind === "rule" ? "rule" : "we";
}
