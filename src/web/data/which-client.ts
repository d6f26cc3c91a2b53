import { useSyncExternalStore } from "react";

/** Which client the window is about. One choice for all pages, kept on this machine; absent means all clients. */

const KEY = "parley-client";
const hearing = new Set<() => void>();

const read = (): string | undefined => localStorage.getItem(KEY) ?? undefined;

export function chooseClient(id: string | undefined): void {
  if (id === undefined) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, id);
  for (const hear of hearing) hear();
}

function subscribe(hear: () => void): () => void {
  hearing.add(hear);
  // Another tab of the same window may choose too.
  window.addEventListener("storage", hear);
  return () => {
    hearing.delete(hear);
    window.removeEventListener("storage", hear);
  };
}

/** The id of the chosen client, or undefined for all. */
export const useClient = (): string | undefined => useSyncExternalStore(subscribe, read);
