import { useSyncExternalStore } from "react";

/** What the queue keeps while the window is open: the words of a search, which may be a name, and where one was. */
let q = "";
let cursor: string | undefined;
const hearing = new Set<() => void>();

const subscribe = (hear: () => void): (() => void) => {
  hearing.add(hear);
  return () => {
    hearing.delete(hear);
  };
};

export function setWords(words: string): void {
  q = words;
  for (const hear of hearing) hear();
}

export const useWords = (): string => useSyncExternalStore(subscribe, () => q);

export const rememberCursor = (id: string | undefined): void => {
  cursor = id;
};
export const rememberedCursor = (): string | undefined => cursor;
