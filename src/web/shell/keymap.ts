/** Every key of the window, in one place: what is pressed, what it does, in which part of the list it is shown. */

export interface Key {
  /** As it is shown: `J`, `Shift X`, `G then M`, `Ctrl K`. */
  readonly keys: string;
  readonly does: string;
  readonly part: "Everywhere" | "Lists" | "The board" | "A case";
}

export const KEYS = {
  palette: { keys: "Ctrl K", does: "find or do anything", part: "Everywhere" },
  list: { keys: "?", does: "this list", part: "Everywhere" },
  guide: { keys: "H", does: "the guide to this page", part: "Everywhere" },
  "go to map": { keys: "G then M", does: "go to the money map", part: "Everywhere" },
  "go to queue": { keys: "G then Q", does: "go to the queue", part: "Everywhere" },
  "go to calendar": { keys: "G then C", does: "go to the calendar", part: "Everywhere" },
  "go to payments": { keys: "G then P", does: "go to payments", part: "Everywhere" },
  "go to dashboard": { keys: "G then D", does: "go to the dashboard", part: "Everywhere" },
  "go to help": { keys: "G then H", does: "go to the help", part: "Everywhere" },
  "fold nav": { keys: "[", does: "fold the navigation", part: "Everywhere" },
  "fold rail": { keys: "]", does: "fold the rail", part: "Everywhere" },
  undo: { keys: "Z", does: "undo", part: "Everywhere" },
  working: { keys: "W", does: "show the working of the figure in focus", part: "Everywhere" },
  close: { keys: "Esc", does: "close, clear", part: "Everywhere" },
  filter: { keys: "/", does: "filter", part: "Lists" },
  next: { keys: "J", does: "next row or case", part: "Lists" },
  previous: { keys: "K", does: "previous row or case", part: "Lists" },
  open: { keys: "Enter", does: "open", part: "Lists" },
  peek: { keys: "Space", does: "peek", part: "Lists" },
  select: { keys: "X", does: "select", part: "Lists" },
  "select range": { keys: "Shift X", does: "select to here", part: "Lists" },
  assign: { keys: "A", does: "assign", part: "Lists" },
  snooze: { keys: "S", does: "snooze", part: "Lists" },
  prepare: { keys: "P", does: "prepare", part: "Lists" },
  done: { keys: "E", does: "done for today", part: "Lists" },
  "card up": { keys: "↑", does: "the card above", part: "The board" },
  "card down": { keys: "↓", does: "the card below", part: "The board" },
  "card left": { keys: "←", does: "the column to the left", part: "The board" },
  "card right": { keys: "→", does: "the column to the right", part: "The board" },
  "move left": { keys: "Shift ←", does: "move the case a column left", part: "The board" },
  "move right": { keys: "Shift →", does: "move the case a column right", part: "The board" },
  offer: { keys: "O", does: "prepare an offer", part: "A case" },
  call: { keys: "L", does: "log a call", part: "A case" },
  note: { keys: "N", does: "write a note, private", part: "A case" },
  ask: { keys: "Q", does: "ask a colleague", part: "A case" },
  send: { keys: "Ctrl Enter", does: "ask for approval", part: "A case" },
} as const satisfies Record<string, Key>;

export type KeyAct = keyof typeof KEYS;

/** A key press, without the event it came in. */
export interface Pressed {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** In a field, where letters are letters. */
  readonly typing: boolean;
  /** On a button or link, which has its own Enter and Space. */
  readonly onControl: boolean;
  /** Inside a dialog or popover, which has its own Escape. */
  readonly inDialog: boolean;
}

/** The act that was meant; or the first key of two, which waits for the second; or nothing. */
export type Meant = { readonly act: KeyAct } | { readonly waits: string } | undefined;

const NAMED: Readonly<Record<string, string>> = {
  " ": "Space",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** A press as the list writes it. Signs such as `?` already have their shift in them. */
function written(p: Pressed): string {
  const name = NAMED[p.key] ?? (p.key.length === 1 ? p.key.toUpperCase() : p.key);
  const shifted = p.shift && /^[A-Z↑↓←→]$/.test(name);
  return `${p.ctrl ? "Ctrl " : ""}${shifted ? "Shift " : ""}${name}`;
}

const ACTS = Object.entries(KEYS) as [KeyAct, Key][];

/**
 * What a press means. `waiting` is the first key of a pair that was pressed before; `single` says whether keys without
 * Ctrl are wanted at all (WCAG 2.1.4: they are off while typing and can be turned off for good).
 */
export function meant(p: Pressed, waiting: string | undefined, single: boolean): Meant {
  if (p.alt) return undefined;
  const keys = written(p);
  if (!p.ctrl && keys !== "Esc" && (p.typing || !single || p.inDialog)) return undefined;
  if (keys === "Esc" && p.inDialog) return undefined;
  if (p.onControl && (keys === "Enter" || keys === "Space")) return undefined;
  const wanted = waiting === undefined ? keys : `${waiting} then ${keys}`;
  const hit = ACTS.find(([, k]) => k.keys === wanted);
  if (hit !== undefined) return { act: hit[0] };
  if (waiting !== undefined) return meant(p, undefined, single);
  return ACTS.some(([, k]) => k.keys.startsWith(`${keys} then `)) ? { waits: keys } : undefined;
}
