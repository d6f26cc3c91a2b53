import { daysLeft, FEDERAL } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents, formatUsd, greatest, sum, ZERO } from "#base/money.ts";
import type { Pace } from "#claim/profile.ts";
import { answersAwaited } from "./answer-due.ts";
import type { RightEnding } from "./event.ts";
import { inForce, type Receivable } from "./expected.ts";
import { compare, rightsEnding } from "./finding.ts";
import { followUpOf, sayFollowUp } from "./follow-up.ts";
import { lossIfUntouched } from "./loss.ts";
import { moveState } from "./room.ts";
import { bouncedOf, sayPaper, unprovedOf } from "./sent.ts";
import type { CaseView } from "./state.ts";

/** What a case asks for, in the order in which it is listed where days are the same. */
export const DUE_KINDS = [
  "right",
  "answer",
  "payment",
  "paper",
  "offer",
  "promise",
  "task",
  "question",
  "snooze",
] as const;
export type DueKind = (typeof DUE_KINDS)[number];

export interface Due {
  readonly kind: DueKind;
  /** The last day in time; absent where there is none. */
  readonly day: Day | undefined;
  /** Business days left, today counted; 0 when the day has passed; absent without a day. */
  readonly daysLeft: number | undefined;
  /** What it is about. */
  readonly dollars: Cents;
  /** What is lost on average if nobody touches it today. */
  readonly lost: Cents;
  /** A sentence, with the working of `lost` where it is not nothing. */
  readonly text: string;
  readonly cite: string | undefined;
  /** The event of the case that made it, where one did. */
  readonly event: number | undefined;
}

/** The day that asks and the practice's pace: `workRate` is q of the loss, the share of open work done in a day. */
export interface Desk extends Pace {
  readonly today: Day;
}

interface LineLoss {
  readonly right: string;
  readonly last: Day;
  readonly stake: Cents;
  readonly amount: Cents;
  readonly working: string;
}

/** What each line loses if untouched, as of today. Lines under an agreement are settled: theirs is the money promised. */
export function lineLosses(view: CaseView, { today, workRate }: Desk): readonly LineLoss[] {
  const settled = new Set(inForce(view).flatMap((a) => a.lines.map((l) => l.line)));
  return view.finding.lines.flatMap(({ number, stake, loss }) => {
    if (loss === undefined || settled.has(number) || loss.last < today) return [];
    const of = lossIfUntouched({
      stake,
      chancePermille: loss.chancePermille,
      daysLeft: daysLeft(today, loss.last),
      workRate,
    });
    return [{ right: loss.right, last: loss.last, stake, amount: of.amount, working: of.working }];
  });
}

function rightDue(view: CaseView, right: RightEnding, desk: Desk, losses: readonly LineLoss[]): Due {
  const of = losses.filter((l) => l.right === right.id && l.last === right.last);
  const lost = sum(of.map((l) => l.amount));
  const left = daysLeft(desk.today, right.last);
  // Said as the chip beside it counts: from tomorrow.
  const after = FEDERAL.countAfter(desk.today, right.last);
  const opens = view.finding.rights.find((r) => r.id === right.id && r.safe?.[1] === right.last)?.safe?.[0];
  const from = opens !== undefined && opens > desk.today ? `from ${opens} ` : "";
  const days =
    right.last === desk.today ? "today is the last safe day" : `${after} business ${after === 1 ? "day" : "days"} left`;
  const working = of.length === 0 ? "" : `; lost if untouched ${of.map((l) => l.working).join(" + ")}`;
  return {
    kind: "right",
    day: right.last,
    daysLeft: left,
    dollars: sum(of.map((l) => l.stake)),
    lost,
    text: `${right.label}: ${from}through ${right.last}, ${days}${working}`,
    cite: right.cite,
    event: undefined,
  };
}

const due = (kind: DueKind, today: Day, day: Day | undefined, more: Partial<Due> & Pick<Due, "text">): Due => ({
  kind,
  day,
  daysLeft: day === undefined ? undefined : daysLeft(today, day),
  dollars: ZERO,
  lost: ZERO,
  cite: undefined,
  event: undefined,
  ...more,
});

/** Promised money that is not there when due is lost, as far as this case knows, until somebody asks for it. */
const missingOf = (difference: Cents): Cents => greatest(ZERO, cents(-difference));

function paymentsDue({ expected, unmatched }: Receivable, today: Day): readonly Due[] {
  const promised = expected.flatMap((e) => {
    if (e.state === "paid") return [];
    const missing = sum(e.lines.map((l) => missingOf(l.difference)));
    const lost = e.state === "late" || e.state === "short" ? missing : ZERO;
    const lines = e.lines.filter((l) => l.state !== "paid" && l.state !== "awaited").map((l) => `; ${l.working}`);
    const dollars = greatest(missing, e.difference);
    return [
      due("payment", today, e.due, {
        dollars,
        lost,
        text: `${e.kind}: ${e.working}${lines.join("")}`,
        event: e.agreement,
      }),
    ];
  });
  // Without an agreement a further payment is what the case is for, and nothing is amiss.
  const stray = expected.length === 0 ? [] : unmatched;
  return [
    ...promised,
    ...stray.map((u) =>
      due("payment", today, undefined, { dollars: u.amount, text: `not expected: ${u.working}`, event: u.payment }),
    ),
  ];
}

/** An offer or a letter of ours that nobody answered is asked after, once or again, until the case is closed. */
function followUpDue(view: CaseView, { today, followUp }: Desk): readonly Due[] {
  const asks = followUpOf(view, today, followUp);
  if (asks === undefined) return [];
  const { kind, what, made, dollars, event, since, day } = asks;
  const said = since === made ? "" : `, spoken of on ${since}`;
  const text = asks.isSpent ? sayFollowUp(asks) : `ask after ${what} of ${made}${said}: no answer`;
  return [due(kind, today, day, { dollars, text, event })];
}

/** What was filed is answered by its day of the law; where nobody knows one it waits without a day, and says why. */
const filingsDue = (view: CaseView, today: Day): readonly Due[] =>
  answersAwaited(view, today).map(({ filing, answer: { label, last, because, cite } }) => {
    const of = `${filing.road} of ${filing.day}, ${filing.reference}`;
    const by = last === undefined ? `not known by when, ${because}` : `by ${last}, ${because}`;
    return due("answer", today, last, { text: `${label} (${of}): ${by}`, cite, event: filing.event });
  });

function offersDue(view: CaseView, today: Day): readonly Due[] {
  return view.offers.flatMap((o) => {
    if (o.state !== "open" || o.expires === undefined) return [];
    const whose = o.from === "us" ? "our" : "their";
    const text = `${whose} offer of ${formatUsd(o.amount)} ${o.expires < today ? "expired on" : "stands through"} ${o.expires}`;
    return [due("offer", today, o.expires, { dollars: o.amount, text, event: o.event })];
  });
}

/** A paper that came back is sent again at once; of one that arrived something should show it within a week. */
function papersDue(view: CaseView, today: Day): readonly Due[] {
  const back = bouncedOf(view);
  const unproved = unprovedOf(view);
  return [
    ...(back?.delivery === undefined
      ? []
      : [
          due("paper", today, back.delivery.on, {
            text: `send the ${sayPaper(back.paper)} again: what went to ${back.to.name} on ${back.day} came back`,
            event: back.event,
          }),
        ]),
    ...(unproved === undefined
      ? []
      : [
          due("paper", today, unproved.day, {
            text: `show that the ${sayPaper(unproved.paper.paper)} of ${unproved.paper.day} arrived`,
            event: unproved.paper.event,
          }),
        ]),
  ];
}

function tasksDue(view: CaseView, today: Day): readonly Due[] {
  return view.tasks.flatMap((t) => {
    if (t.done !== undefined) return [];
    const call = view.calls.find((c) => c.event === t.call);
    if (call === undefined) return [due("task", today, t.due, { text: t.title, event: t.event })];
    const said = `${call.who} promised on ${call.on}${call.reference === undefined ? "" : `, reference ${call.reference}`}`;
    return [due("promise", today, t.due, { text: `${t.title}: ${said}`, event: t.event })];
  });
}

/** What one of the practice asked another is answered by its day, or it is late. */
const answersDue = (view: CaseView, today: Day): readonly Due[] =>
  view.thread
    .filter((q) => q.answered === undefined)
    .map((q) =>
      due("task", today, q.answerBy, { text: `${q.to.name} is asked by ${q.by.name}: ${q.text}`, event: q.event }),
    );

const ROOM_WAITS = { offer: "an offer", accept: "their yes to our offer", reject: "their no to our offer" } as const;

/** What a guest asked in a room waits for a person of ours from the day it was asked. */
const movesDue = (view: CaseView, today: Day): readonly Due[] =>
  view.rooms.flatMap((room) =>
    room.moves.flatMap((m) => {
      if (m.move.is === "dispute fact" || moveState(view, m) !== "waiting") return [];
      const dollars = m.move.is === "offer" ? m.move.amount : ZERO;
      const text = `${room.name} waits in the room: record ${ROOM_WAITS[m.move.is]}`;
      return [due("task", today, m.on, { dollars, text, event: m.event })];
    }),
  );

/** Questions that decide dollars; what they decide is not lost by leaving them, so they rank by their case. */
const questionsDue = (view: CaseView, today: Day): readonly Due[] =>
  view.finding.questions
    .filter((q) => q.dollars > 0n)
    .map((q) =>
      due("question", today, undefined, {
        dollars: q.dollars,
        text: `${q.question} It decides ${formatUsd(q.dollars)}.`,
      }),
    );

function snoozeDue(view: CaseView, today: Day): readonly Due[] {
  const snooze = view.phase.is === "open" ? view.phase.snooze : undefined;
  if (snooze === undefined) return [];
  const text = `snoozed until ${snooze.until}: ${snooze.reason}`;
  return [due("snooze", today, snooze.until, { text, event: snooze.event })];
}

/** Days first, those without one last; then by loss, dollars, kind, and the order in which they came. */
function byDay(a: Due, b: Due): number {
  const days = compare(a.day ?? "9999", b.day ?? "9999");
  if (days !== 0) return days;
  if (a.lost !== b.lost) return a.lost > b.lost ? -1 : 1;
  const kinds = DUE_KINDS.indexOf(a.kind) - DUE_KINDS.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  if (a.dollars !== b.dollars) return a.dollars > b.dollars ? -1 : 1;
  return (a.event ?? 0) - (b.event ?? 0);
}

/** Everything a case asks for, what is due first before the rest; nothing once it is closed. */
export function duesOf(view: CaseView, receivable: Receivable, desk: Desk): readonly Due[] {
  if (view.phase.is === "closed") return [];
  const { today } = desk;
  const losses = lineLosses(view, desk);
  return [
    ...rightsEnding(view.finding, today).map((r) => rightDue(view, r, desk, losses)),
    ...filingsDue(view, today),
    ...paymentsDue(receivable, today),
    ...papersDue(view, today),
    ...offersDue(view, today),
    ...followUpDue(view, desk),
    ...tasksDue(view, today),
    ...answersDue(view, today),
    ...movesDue(view, today),
    ...questionsDue(view, today),
    ...snoozeDue(view, today),
  ].sort(byDay);
}
