import type { Day } from "#base/day.ts";
import type { Answer, Body } from "#web/data/paths.ts";
import type { QueueRow } from "#web/data/words.ts";
import { showDay } from "#web/kit/day-words.ts";

export type BulkAct = Body<"doInBulk">["act"];
export type BulkResult = Answer<"doInBulk">;

const many = (n: number): string => `${n} ${n === 1 ? "case" : "cases"}`;

/** What an act did, as a sentence: "Snoozed 3 cases until Mon, Nov 30." */
export function bulkSaid(act: BulkAct, done: number, nameOf: (person: string) => string): string {
  const cases = many(done);
  switch (act.type) {
    case "assign":
      return act.to === null ? `${cases} assigned to nobody.` : `Assigned ${cases} to ${nameOf(act.to)}.`;
    case "snooze":
      return `Snoozed ${cases} until ${showDay(act.until as Day)}, ${act.reason}.`;
    case "wake":
      return `Woke ${cases}.`;
    case "hold":
      return `Held ${cases}, ${act.reason}.`;
    case "release":
      return `Released ${cases}.`;
    case "add task":
      return `Added the task to ${cases}.`;
    case "close":
      return `Closed ${cases}: ${act.outcome}.`;
  }
}

/** A row as it will be once the act is done; shown at once, and taken back where the server refuses. */
export function afterAct(row: QueueRow, act: BulkAct, owner: QueueRow["owner"]): QueueRow {
  switch (act.type) {
    case "assign":
      return { ...row, owner };
    case "snooze":
      return { ...row, state: "snoozed", snoozedUntil: act.until, because: act.reason };
    case "hold":
      return { ...row, state: "held", because: act.reason };
    case "wake":
    case "release":
      return { ...row, state: "open", snoozedUntil: null, because: null };
    case "close":
      return { ...row, state: "closed", because: act.reason };
    case "add task":
      return row;
  }
}
