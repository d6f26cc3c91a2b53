import * as z from "zod";
import { type Day, readDay } from "#base/day.ts";
import { FILING_BODIES } from "./event-filing.ts";
import {
  ASKABLE,
  FILE_KINDS,
  OUTCOMES,
  PAPERS,
  PRECEDENTS,
  RECORDINGS,
  RELEASES,
  UNDOABLE,
  WAITS,
  WAYS,
} from "./event-lists.ts";
import {
  type Actor,
  actor,
  change,
  day,
  finding,
  line,
  list,
  money,
  name,
  number,
  person,
  rightEnding,
  said,
  shape,
  text,
  words,
} from "./event-parts.ts";
import { ROOM_BODIES } from "./event-room.ts";
import { plain } from "./plain.ts";

export type { Actor, CaseFinding, CaseRight, Change, Person, RightEnding } from "./event-parts.ts";

/**
 * What happened to a case: a closed list of events, each with a body of its own and nothing free-form beside it. An event
 * holds the figures it acted on, so that history is read and never worked out again. Tasks, offers, agreements and the
 * rest are known by the number of the event that made them: the first event of a case is 1.
 */

declare const instantBrand: unique symbol;

/** A moment in UTC to the millisecond: `2026-11-20T17:04:05.123Z`. Compares with `<`; its day is `on`, of the practice. */
export type Instant = string & { readonly [instantBrand]: true };

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

export function readInstant(text: string): Instant | undefined {
  const m = INSTANT.exec(text);
  return m !== null && readDay(m[1] ?? "") !== undefined ? (text as Instant) : undefined;
}

/** The moment written in our own code or in a test. Throws on a typing mistake; never use it on input. */
export function instant(text: string): Instant {
  const i = readInstant(text);
  if (i === undefined) throw new Error(`Parley bug: "${text}" is not an instant`);
  return i;
}

const moment = z.custom<Instant>((v) => typeof v === "string" && readInstant(v) !== undefined);

const task = { title: text(500), due: day.exactOptional(), for: person.exactOptional(), waits: z.enum(WAITS) };
const split = list(shape({ line, amount: money }));

const conditions = shape({
  /** Business days from the agreement to the money. */
  payWithin: z.int().min(1).max(365).exactOptional(),
  interestWaived: z.boolean().exactOptional(),
  release: z.enum(RELEASES).exactOptional(),
  confidential: z.boolean().exactOptional(),
  precedent: z.enum(PRECEDENTS).exactOptional(),
  noBalanceBill: z.boolean().exactOptional(),
  note: words.exactOptional(),
});
/** What an offer asks beside its amount. */
export type Conditions = z.output<typeof conditions>;

const beside = {
  conditions: conditions.exactOptional(),
  final: z.boolean().exactOptional(),
  answers: number.exactOptional(),
  lines: split.exactOptional(),
};
/** `answers` is the offer it answers; `allowed` and `stake` are what stood then. */
const offered = {
  amount: money,
  made: day,
  expires: day.exactOptional(),
  way: z.enum(WAYS),
  allowed: money.exactOptional(),
  stake: money,
  ...beside,
};

const askedAct = shape({
  type: z.enum(ASKABLE),
  amount: money.exactOptional(),
  offer: number.exactOptional(),
  forum: name.exactOptional(),
  way: z.enum(WAYS).exactOptional(),
  expires: day.exactOptional(),
  reasons: list(name, 50).exactOptional(),
  ...beside,
});
/** What a second person is asked to allow: the act with the figures that the approval will hold for, and no others. */
export type AskedAct = z.output<typeof askedAct>;

const unproven = shape({ fact: name, question: text(1_000) });
/** A fact that an act rests on though nothing proves it. */
export type Unproven = z.output<typeof unproven>;

/** Bodies of the events by type, in form 1. A changed body becomes the next form, and this one stays readable. */
export const BODIES = {
  ...FILING_BODIES,
  ...ROOM_BODIES,
  opened: shape({ claim: name, number: name, payer: said, payerKey: said, finding, counted: list(words) }),
  "evaluated again": shape({
    why: z.enum([
      "a new day",
      "new files",
      "an answer elsewhere",
      "the profile",
      "the price books",
      "the law",
      "asked",
    ]),
    finding,
    changes: list(change),
  }),
  assigned: shape({ to: person.exactOptional() }),
  "fact answered": shape({
    fact: name,
    scope: z.enum(["claim", "plan", "facility", "payer"]),
    key: said,
    value: text(1_000),
    source: text(500),
    finding,
    changes: list(change),
  }),
  "fact withdrawn": shape({ answer: number, reason: words, finding, changes: list(change) }),
  /** `call` is the call whose promise made the task. */
  "task added": shape({ ...task, call: number.exactOptional() }),
  "task changed": shape({ ...task, task: number }),
  "task done": shape({ task: number, how: words.exactOptional() }),
  "note added": shape({ text: words }),
  /** A question to somebody of the practice; it never leaves it. `answerBy` is the day by which an answer is hoped for. */
  "colleague asked": shape({ to: person, text: words, answerBy: day }),
  "colleague answered": shape({ question: number, text: words }),
  "call logged": shape({
    who: name,
    reference: name.exactOptional(),
    said: words,
    promise: shape({ what: text(500), by: day }).exactOptional(),
    direction: z.enum(["from us", "to us"]).exactOptional(),
    phone: name.exactOptional(),
    /** The contact of the directory that was called, by its key. */
    contact: name.exactOptional(),
    recording: z.enum(RECORDINGS).exactOptional(),
    /** The offer or the letter it is about. */
    answers: number.exactOptional(),
  }),
  /**
   * A paper of ours was written and kept: `sha256` is the hash of its data, which stands on each page, `file` that of the
   * PDF. That it was sent is told by another event, which names it by `sha256`.
   */
  "letter written": shape({
    paper: z.enum(PAPERS),
    to: name,
    sha256: name,
    file: name,
    offer: number.exactOptional(),
    agreement: number.exactOptional(),
    reference: name.exactOptional(),
    /** The day by which it asks for an answer, and the last on which a rate it names stands. */
    answerBy: day.exactOptional(),
    stands: day.exactOptional(),
  }),
  /** `file` is the content's SHA-256; `agreement` is the one whose signed copy it is. */
  "file attached": shape({
    file: name,
    name,
    kind: z.enum(FILE_KINDS),
    bytes: z.int().min(0),
    agreement: number.exactOptional(),
  }),
  "file removed": shape({ file: number, reason: words }),
  "offer logged": shape({
    ...offered,
    from: z.enum(["us", "them"]),
    terms: words.exactOptional(),
    /** What it is read from: a letter, a proposal. */
    source: text(500).exactOptional(),
    /** The move of a guest that it writes down. */
    move: number.exactOptional(),
    /** What signing it would give up. */
    waives: list(shape({ id: name, label: text(500) }), 50).exactOptional(),
  }),
  /** Ours, let out by the guardrails: `floor` and `cap` are the bounds it kept, `request` the approval that lifted one. */
  "offer made": shape({
    ...offered,
    reasons: list(name, 50),
    note: words.exactOptional(),
    request: number.exactOptional(),
    floor: money,
    cap: money,
  }),
  /** We took theirs; the agreement that follows splits it over the lines. */
  "offer accepted": shape({ offer: number, amount: money, floor: money, request: number.exactOptional() }),
  /** Theirs refused by us, or ours by them. */
  "offer rejected": shape({ offer: number, reason: words }),
  "offer withdrawn": shape({ offer: number, reason: words.exactOptional() }),
  "offer expired": shape({ offer: number, expired: day }),
  /**
   * `amount` is what the plan pays under it, and `lines` split it exactly: "total payment" counts everything the plan ever
   * pays on those lines, "further payment" only what comes from the day it was agreed.
   */
  "agreement entered": shape({
    kind: z.enum(["agreement", "award"]),
    basis: z.enum(["total payment", "further payment"]),
    amount: money,
    lines: split,
    agreed: day,
    due: day,
    /** How the agreement or the law counts its days, and so how late is said. */
    days: z.enum(["calendar", "business"]),
    source: text(500),
    offer: number.exactOptional(),
    /** The agreement it takes the place of. */
    replaces: number.exactOptional(),
    terms: words.exactOptional(),
    /** What it lets go of beside the price, and why it is so where that or the price needed a reason. */
    conditions: conditions.exactOptional(),
    reason: words.exactOptional(),
  }),
  "agreement superseded": shape({ agreement: number, reason: words }),
  /** The practice's own floor; `before` is what stood, its own or the reckoned one. */
  "floor set": shape({ amount: money, reason: words, before: money, request: number.exactOptional() }),
  /** `what` are the approvals that are missing, `ends` the last day on which it may be given. */
  "approval asked": shape({
    act: askedAct,
    what: list(name, 20),
    says: words,
    note: words.exactOptional(),
    floor: money,
    unproven: list(unproven),
    ends: day,
  }),
  /** By another person, who named every unproven fact; `ends` is the last day on which it may be used. */
  "approval given": shape({ request: number, attested: list(name), ends: day }),
  "approval refused": shape({ request: number, reason: words }),
  "approval withdrawn": shape({ request: number }),
  /** `remittance` says which; a line is absent where the payer answered something that was not billed. */
  "payment received": shape({
    remittance: words,
    trace: name.exactOptional(),
    day,
    amount: money,
    lines: list(shape({ line: line.exactOptional(), amount: money })),
  }),
  /** `before` is the right that ends first, as it stood. */
  snoozed: shape({ until: day, reason: words, before: rightEnding.exactOptional() }),
  woken: shape({ why: z.enum(["by hand", "the day came", "a right ends sooner", "something came in"]) }),
  held: shape({ reason: words }),
  released: shape({ reason: words.exactOptional() }),
  /** `amount` is what the case recovered; `open` and `owed` are what was given up with it. */
  closed: shape({
    outcome: z.enum(OUTCOMES),
    amount: money,
    reason: words.exactOptional(),
    open: list(rightEnding),
    owed: money,
  }),
  reopened: shape({ reason: words }),
  superseded: shape({
    event: number,
    type: z.enum(UNDOABLE),
    finding: finding.exactOptional(),
    changes: list(change).exactOptional(),
  }),
} as const;

export type EventType = keyof typeof BODIES;
export const EVENT_TYPES = Object.keys(BODIES) as readonly EventType[];

export type Body<T extends EventType> = z.output<(typeof BODIES)[T]>;

/** Who, when, and on which day of the practice: given from outside, never asked of a clock here. */
export interface Stamp {
  readonly by: Actor;
  readonly at: Instant;
  readonly on: Day;
}

/** The form in which events are written now. */
export const FORM = 1;

export type EventOf<T extends EventType> = Stamp & {
  readonly type: T;
  readonly form: typeof FORM;
  readonly body: Body<T>;
};
export type CaseEvent = { [T in EventType]: EventOf<T> }[EventType];

/** An event of one type with its stamp. */
export const happened = <T extends EventType>(stamp: Stamp, type: T, body: Body<T>): EventOf<T> => ({
  type,
  form: FORM,
  by: stamp.by,
  at: stamp.at,
  on: stamp.on,
  body,
});

/** What every stored event has around its body. */
export const envelope = z.strictObject({
  type: z.string(),
  form: z.number(),
  by: actor,
  at: moment,
  on: day,
  body: z.unknown(),
});

export const isEventType = (type: string): type is EventType => Object.hasOwn(BODIES, type);

/** An event as it is stored. */
export interface EventJson {
  readonly type: EventType;
  readonly form: number;
  readonly by: Actor;
  readonly at: Instant;
  readonly on: Day;
  readonly body: unknown;
}

/** The event as JSON: amounts as `"1250.00"`, days and instants as they are. `readEvent` gives the same event back. */
export const eventJson = (event: CaseEvent): EventJson => ({ ...event, body: plain(event.body) });
