import type { Terms } from "./terms-said.ts";

/**
 * A counter that is not ready. Its figures are kept on this machine under keys of ids; its free words may name a patient and
 * are kept while the window is open, never in the browser's store.
 */
export interface Draft {
  readonly amount: string;
  readonly reasons: readonly string[];
  readonly terms: Terms;
  readonly expires: string;
  readonly way: string;
  /** Said to be our last word. */
  readonly final?: boolean;
}

const KEY = "parley-draft";
const words = new Map<string, string>();

const keyOf = (person: string, id: string): string => `${KEY} ${person} ${id}`;

const isDraft = (given: unknown): given is Draft =>
  typeof given === "object" &&
  given !== null &&
  typeof (given as Draft).amount === "string" &&
  typeof (given as Draft).expires === "string" &&
  typeof (given as Draft).way === "string" &&
  typeof (given as Draft).terms === "object" &&
  Array.isArray((given as Draft).reasons);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a person kept for a case; undefined when nothing, or when it cannot be read. */
export function readDraft(person: string, id: string): Draft | undefined {
  const key = keyOf(person, id);
  const text = localStorage.getItem(key);
  const draft = text === null ? undefined : parsed(text);
  if (!isDraft(draft)) return undefined;
  const note = words.get(key);
  return note === undefined ? draft : { ...draft, terms: { ...draft.terms, note } };
}

export function keepDraft(person: string, id: string, draft: Draft): void {
  const key = keyOf(person, id);
  const { note, ...terms } = draft.terms;
  if (note === undefined || note === "") words.delete(key);
  else words.set(key, note);
  localStorage.setItem(key, JSON.stringify({ ...draft, terms }));
}

export function forgetDraft(person: string, id: string): void {
  const key = keyOf(person, id);
  words.delete(key);
  localStorage.removeItem(key);
}
