import { ok, type Result } from "#base/result.ts";
import type { ActOf, ActType, Ground } from "./command.ts";
import type { Body, CaseEvent, CaseFinding, EventType, Stamp } from "./event.ts";
import { happened } from "./event.ts";
import { rightsEnding } from "./finding.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { type CaseState, type CaseView, isSnoozed, type Made } from "./state.ts";

/** What one decision is taken on. */
export interface Deliberation {
  readonly state: CaseState;
  readonly view: CaseView;
  readonly stamp: Stamp;
  readonly ground: Ground;
}

export type Decided = Result<readonly CaseEvent[], Refusal>;

/** How one kind of act is decided. */
export type Decide<T extends ActType> = (on: Deliberation, act: ActOf<T>) => Decided;

/** One event, and nothing with it. */
export const one = <T extends EventType>(d: Deliberation, type: T, body: Body<T>): Decided =>
  ok([happened(d.stamp, type, body) as CaseEvent]);

/** A thing of the case by the event that made it. */
export function thing<T extends Made>(list: readonly T[], event: number, what: string): Result<T, Refusal> {
  const found = list.find((x) => x.event === event);
  return found === undefined
    ? refuse("not-there", `This case has no such ${what}. Look at the case again.`)
    : ok(found);
}

/** A snoozed case comes back at once when something reaches it. */
export const wakened = (d: Deliberation, events: readonly CaseEvent[]): Decided =>
  isSnoozed(d.view, d.stamp.on)
    ? ok([...events, happened(d.stamp, "woken", { why: "something came in" })])
    : ok(events);

/** A snoozed case comes back when a right now ends before it would have come back by itself. */
export function wakenedBy(d: Deliberation, finding: CaseFinding, events: readonly CaseEvent[]): Decided {
  const { phase } = d.view;
  const until = phase.is === "open" ? phase.snooze?.until : undefined;
  const [first] = rightsEnding(finding, d.stamp.on);
  return until !== undefined && first !== undefined && first.last < until
    ? ok([...events, happened(d.stamp, "woken", { why: "a right ends sooner" })])
    : ok(events);
}

export const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === "";
