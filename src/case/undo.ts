import { type Decide, type Deliberation, one, wakenedBy } from "./deliberation.ts";
import { type Body, type CaseEvent, type EventType, happened } from "./event.ts";
import { UNDOABLE } from "./event-lists.ts";
import { countsFor } from "./expected.ts";
import { changesOf } from "./finding.ts";
import { refuse } from "./refusal.ts";

type Undoable = (typeof UNDOABLE)[number];

const isUndoable = (type: EventType): type is Undoable => (UNDOABLE as readonly EventType[]).includes(type);

/** Why the rest stays, and what to do instead. */
const STAYS: Readonly<Record<Exclude<EventType, Undoable>, string>> = {
  opened: "A case that was opened stays; close it.",
  "evaluated again": "An evaluation is undone by what it rests on: withdraw the fact or undo the import.",
  "fact withdrawn": "A withdrawn answer is given again.",
  "colleague asked": "A question stays; write what became of it as an answer.",
  "colleague answered": "An answer stays; write another one.",
  "call logged": "A call took place; add a note that puts it right.",
  "letter written": "It may have been sent; remove its file, and the record of it stays.",
  "file attached": "Remove the file.",
  "file removed": "Attach the file again.",
  "offer withdrawn": "The other side may have acted on it; log the offer again.",
  "offer expired": "Its day has passed; log the offer again if it was renewed.",
  "offer made": "It left the house; withdraw the offer.",
  "offer accepted": "The other side was told; supersede the agreement if it does not bind.",
  "offer rejected": "The other side may have acted on it; log the offer again if it stands after all.",
  "counsel said": "Write down what counsel says now; both are kept.",
  "floor set": "Set the floor again; both are kept.",
  "approval asked": "Withdraw the request.",
  "approval given": "Whoever asked withdraws it; it ends by itself.",
  "approval refused": "Ask again.",
  "approval withdrawn": "Ask again.",
  "agreement superseded": "Enter the agreement again if it binds after all.",
  "payment received": "Money that came stays; a payer takes it back by a reversal.",
  "room opened": "Close the room.",
  "room entered": "Whoever was in has seen it; close the room.",
  "room moved": "What they asked stays; log what became of it.",
  "room closed": "Open another room.",
  "agreement signed": "A signature stays; supersede the agreement if it does not bind.",
  woken: "Snooze the case again.",
  released: "Hold the case again.",
  closed: "Reopen the case.",
  reopened: "Close the case again.",
  superseded: "An undo is not undone; do again what was undone.",
};

/** What an event makes or touches, by name; a later event that touches the same thing stands on the earlier one. */
function touches(event: CaseEvent, number: number): readonly string[] {
  switch (event.type) {
    case "assigned":
      return ["owner"];
    case "fact answered":
      return [`answer ${number}`, `fact ${event.body.scope} ${event.body.key} ${event.body.fact}`];
    case "fact withdrawn":
      return [`answer ${event.body.answer}`];
    case "task added":
      return [`task ${number}`];
    case "task changed":
    case "task done":
      return [`task ${event.body.task}`];
    case "offer logged":
      return [`offer ${number}`, ...named("offer", event.body.answers)];
    case "agreement signed":
      return [`agreement ${event.body.agreement}`];
    case "offer made":
      return [`offer ${number}`, ...named("offer", event.body.answers), ...named("approval", event.body.request)];
    case "offer accepted":
      return [`offer ${event.body.offer}`, ...named("approval", event.body.request)];
    case "call logged":
      return named("offer", event.body.answers);
    case "paper sent":
      return [`paper ${number}`, ...statedBy(event.body.stated, number)];
    case "delivery proved":
      return [`paper ${event.body.sent}`, ...named("answer", event.body.takes && event.body.sent)];
    case "filing recorded":
      return [`filing ${number}`, `approval ${event.body.request}`, ...statedBy(event.body.stated, number)];
    case "letter written":
      return [...named("offer", event.body.offer), ...named("agreement", event.body.agreement)];
    case "file attached":
      return named("agreement", event.body.agreement);
    case "offer withdrawn":
    case "offer expired":
    case "offer rejected":
      return [`offer ${event.body.offer}`];
    case "approval asked":
      return [`approval ${number}`, ...named("offer", event.body.act.offer), ...named("offer", event.body.act.answers)];
    case "agreement entered":
      return [`agreement ${number}`, ...named("offer", event.body.offer), ...named("agreement", event.body.replaces)];
    case "agreement superseded":
      return [`agreement ${event.body.agreement}`];
    case "snoozed":
    case "woken":
      return ["snooze"];
    case "held":
    case "released":
      return ["hold"];
    case "closed":
      return ["snooze", "hold"];
    default:
      return [];
  }
}

const named = (what: string, number: number | undefined): readonly string[] =>
  number === undefined ? [] : [`${what} ${number}`];

/** What an event touches by the fact it states. */
const statedBy = (of: Body<"paper sent">["stated"], number: number): readonly string[] =>
  of === undefined ? [] : [`answer ${number}`, `fact ${of.scope} ${of.key} ${of.fact}`];

/** Whether taking it back changes what is known of the claim, so that the claim is evaluated again first. */
export function isOfClaim(event: CaseEvent): boolean {
  if (event.type === "paper sent" || event.type === "filing recorded") return event.body.stated !== undefined;
  return event.type === "delivery proved" ? event.body.takes !== undefined : event.type === "fact answered";
}

/** A payment that is counted toward an agreement stands on it. */
const isCounted = (a: Body<"agreement entered">, later: CaseEvent): boolean =>
  later.type === "payment received" &&
  countsFor(a, later.body.day) &&
  later.body.lines.some((l) => a.lines.some((on) => on.line === l.line));

/** The agreement that taking an offer made: it goes with the taking, of which the other side was told. */
const isOfAccepted = ({ state }: Deliberation, event: CaseEvent): boolean =>
  event.type === "agreement entered" &&
  state.log.some((e) => e.type === "offer accepted" && e.body.offer === event.body.offer);

/** The first event after number `at` that stands on it and was not undone itself. */
function builtOn(
  { state }: Deliberation,
  undone: CaseEvent,
  at: number,
): { event: CaseEvent; number: number } | undefined {
  const own = new Set(touches(undone, at));
  for (let i = at; i < state.log.length; i++) {
    const event = state.log[i];
    const number = i + 1;
    if (event === undefined || state.undone.has(number)) continue;
    const stands =
      touches(event, number).some((t) => own.has(t)) ||
      (undone.type === "agreement entered" && isCounted(undone.body, event));
    if (stands) return { event, number };
  }
  return undefined;
}

/**
 * Takes an event back by an event that names it. Only what concerns nobody outside may be undone, and only while nothing
 * stands on it. Of a fact the claim is evaluated again without the answer.
 */
export const undo: Decide<"undo"> = (d, { event: number }) => {
  const event = d.state.log[number - 1];
  if (event === undefined) return refuse("not-there", "This case has no such event. Look at the case again.");
  if (d.state.undone.has(number)) return refuse("already-so", "This was undone before.");
  const { type } = event;
  if (!isUndoable(type)) return refuse("not-undoable", `"${type}" cannot be undone. ${STAYS[type]}`);
  if (d.view.phase.is === "closed" && type !== "note added")
    return refuse("closed", "The case is closed. Reopen it, then undo.");
  if (isOfAccepted(d, event)) return refuse("not-undoable", `"${type}" cannot be undone. ${STAYS["offer accepted"]}`);
  const stands = builtOn(d, event, number);
  if (stands !== undefined)
    return refuse(
      "built-on",
      `"${type}" cannot be undone: "${stands.event.type}" by ${stands.event.by.name} stands on it.`,
      { since: [{ event: stands.number, type: stands.event.type, by: stands.event.by.name, at: stands.event.at }] },
    );
  if (!isOfClaim(event)) return one(d, "superseded", { event: number, type });
  const { finding } = d.ground;
  if (finding === undefined || finding.asOf !== d.stamp.on)
    return refuse("not-evaluated", "The claim was not evaluated without the answer, so it was kept. Try once more.");
  const changes = changesOf(d.view.finding, finding);
  return wakenedBy(d, finding, [happened(d.stamp, "superseded", { event: number, type, finding, changes })]);
};
