import type { QueueRow } from "#web/data/words.ts";
import { CLASSES } from "#web/kit/classes.ts";
import type { PanelKind } from "#web/pages/queue/bulk-panel.tsx";
import type { BulkAct } from "#web/pages/queue/bulk-words.ts";
import type { QueueSearch, Turn } from "#web/pages/queue/search.ts";

/** What the columns of the board are, and what it means to move a case from one to another. */

export const BYS = {
  turn: "Who acts next",
  owner: "Owner",
  class: "Class",
  right: "Next right",
} as const;
export type By = keyof typeof BYS;

/** What moving cases to a column asks for: an act, a form that makes one, or a sentence why not. */
export type Move = { readonly act: BulkAct } | { readonly ask: PanelKind } | { readonly not: string };

export interface Stand {
  readonly key: string;
  readonly name: string;
  /** What is true of it when it is empty. */
  readonly empty: string;
  readonly search: Partial<QueueSearch>;
  readonly holds: (row: QueueRow) => boolean;
  readonly move: (rows: readonly QueueRow[]) => Move;
}

/** Those who may have cases, and the rights that end next: columns that are known only here. */
export interface Known {
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly rights: readonly { readonly id: string; readonly name: string }[];
}

const TURNS: Readonly<Record<Turn, readonly [name: string, empty: string]>> = {
  ours: ["Our turn", "Nobody waits for us."],
  theirs: ["Waiting on payer", "No plan owes an answer."],
  records: ["Waiting on records", "No records are outstanding."],
};

const TURN_IS_DONE =
  "Whose turn it is follows from what was done: log a call, send a paper or write down an answer in the case. Snoozed and On hold are set by hand.";

/** Back to work, where every case rests alike and would come back to this column. */
function backTo(turn: Turn, rows: readonly QueueRow[]): Move {
  const [first] = rows;
  const other = rows.find((r) => r.turn !== turn);
  if (first === undefined || first.state === "open") return { not: TURN_IS_DONE };
  if (rows.some((r) => r.state !== first.state))
    return { not: "Some are snoozed and some on hold: move those that rest alike." };
  if (other?.turn !== undefined && other.turn !== null)
    return { not: `${other.number} comes back to ${TURNS[other.turn][0]}. ${TURN_IS_DONE}` };
  return { act: { type: first.state === "held" ? "release" : "wake" } };
}

const atWork = (turn: Turn): Stand => ({
  key: turn,
  name: TURNS[turn][0],
  empty: TURNS[turn][1],
  search: { state: "open", turn },
  holds: (r) => r.state === "open" && r.turn === turn,
  move: (rows) => backTo(turn, rows),
});

const resting = (state: "snoozed" | "held" | "closed", name: string, empty: string, ask: PanelKind): Stand => ({
  key: state,
  name,
  empty,
  search: { state },
  holds: (r) => r.state === state,
  move: () => ({ ask }),
});

const CLOSED = resting("closed", "Closed", "None is closed.", "close");

const BY_TURN: readonly Stand[] = [
  atWork("ours"),
  atWork("theirs"),
  atWork("records"),
  resting("snoozed", "Snoozed", "Nothing is snoozed.", "snooze"),
  resting("held", "On hold", "Nothing is on hold.", "hold"),
];

function byOwner({ people }: Known): readonly Stand[] {
  const of = (id: string | null, name: string): Stand => ({
    key: `owner ${id ?? "nobody"}`,
    name,
    empty: id === null ? "Every case here is somebody’s." : `${name} has none here.`,
    search: { owner: id ?? "nobody" },
    holds: (r) => (r.owner?.id ?? null) === id,
    move: () => ({ act: { type: "assign", to: id } }),
  });
  return [of(null, "Nobody"), ...people.map((p) => of(p.id, p.name))];
}

const CLASS_IS_FOUND =
  "A class is found, not set: it follows from what was billed, answered and paid, and from the facts. Open the case and answer what it asks.";

const BY_CLASS = (Object.keys(CLASSES) as (keyof typeof CLASSES)[]).map(
  (is): Stand => ({
    key: `class ${is}`,
    name: CLASSES[is].word,
    empty: "No case here is of this class.",
    search: { class: is },
    holds: (r) => r.class === is,
    move: () => ({ not: CLASS_IS_FOUND }),
  }),
);

const RIGHT_IS_LAW =
  "Which right ends next follows from law and from the days of the claim: it is used or it ends, and nobody sets it.";

function byRight({ rights }: Known): readonly Stand[] {
  const of = (id: string | null, name: string): Stand => ({
    key: `right ${id ?? "none"}`,
    name,
    empty: "No case here has it next.",
    search: { right: id ?? "none" },
    holds: (r) => r.right === id,
    move: () => ({ not: RIGHT_IS_LAW }),
  });
  return [...rights.map((r) => of(r.id, r.name)), of(null, "No right is open")];
}

/** Whether a column and the filters of the address can hold a case at all. */
function fits(stand: Stand, search: QueueSearch, me: string | undefined): boolean {
  const set = Object.entries(stand.search) as [keyof QueueSearch, string][];
  return set.every(([key, value]) => {
    const asked = key === "owner" && search[key] === "me" ? me : search[key];
    return asked === undefined || asked === value;
  });
}

/** The columns of the board under the filters that are set. */
export function standsOf(by: By, known: Known, search: QueueSearch, me: string | undefined): readonly Stand[] {
  const all = { turn: () => BY_TURN, owner: byOwner, class: () => BY_CLASS, right: byRight }[by](known);
  const found = by === "turn" && search.state === "closed" ? [CLOSED] : all.filter((s) => fits(s, search, me));
  // Closed cases are seen only where they are asked for.
  return search.state === "closed"
    ? found
    : found.map((s) => ({ ...s, holds: (r: QueueRow) => r.state !== "closed" && s.holds(r) }));
}

/**
 * What stands in each column now: what was read for it, without what was moved away since, and before that what was moved
 * here from another. A column that is asked for anew says the same.
 */
export function arranged(
  stands: readonly Stand[],
  read: Readonly<Record<string, readonly QueueRow[]>>,
): readonly (readonly QueueRow[])[] {
  const of = (s: Stand): readonly QueueRow[] => read[s.key] ?? [];
  return stands.map((stand) => {
    const own = of(stand).filter(stand.holds);
    const has = new Set(own.map((r) => r.id));
    const come = stands.flatMap((s) => (s === stand ? [] : of(s).filter((r) => !has.has(r.id) && stand.holds(r))));
    return [...new Map([...come, ...own].map((r) => [r.id, r])).values()];
  });
}
