import { useSyncExternalStore } from "react";

/** Steps of the first run that somebody put away, kept on this machine; the whole list is put away on the server. */

const KEY = "parley-first-steps-away";
const hearing = new Set<() => void>();
let kept: { readonly text: string; readonly steps: readonly string[] } = { text: "", steps: [] };

function read(): readonly string[] {
  const text = localStorage.getItem(KEY) ?? "";
  if (text !== kept.text) kept = { text, steps: text === "" ? [] : text.split("\n") };
  return kept.steps;
}

function subscribe(hear: () => void): () => void {
  hearing.add(hear);
  return () => {
    hearing.delete(hear);
  };
}

export function useAway() {
  const away = useSyncExternalStore(subscribe, read);
  const putAway = (step: string): void => {
    localStorage.setItem(KEY, [...away, step].join("\n"));
    for (const hear of hearing) hear();
  };
  return { away, putAway };
}
