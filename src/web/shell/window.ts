import { useSyncExternalStore } from "react";

/** What is open over the page, and how much of the navigation is shown. Kept outside React so that keys reach it. */
interface WindowState {
  readonly over: "nothing" | "palette" | "keys" | "guide";
  readonly folded: boolean;
}

const FOLDED = "parley-nav-folded";
let state: WindowState = { over: "nothing", folded: globalThis.localStorage?.getItem(FOLDED) === "yes" };
const hearing = new Set<() => void>();

function put(next: WindowState): void {
  state = next;
  for (const hear of hearing) hear();
}

function subscribe(hear: () => void): () => void {
  hearing.add(hear);
  return () => {
    hearing.delete(hear);
  };
}

export const useWindow = (): WindowState => useSyncExternalStore(subscribe, () => state);

export const openPalette = (): void => put({ ...state, over: "palette" });
export const openKeyList = (): void => put({ ...state, over: "keys" });
/** Opens the guide to the page in view, or closes it. */
export const turnGuide = (): void => put({ ...state, over: state.over === "guide" ? "nothing" : "guide" });
export const closeOver = (): void => put({ ...state, over: "nothing" });

export function foldNav(): void {
  localStorage.setItem(FOLDED, state.folded ? "no" : "yes");
  put({ ...state, folded: !state.folded });
}

/** Ends the session and loads the window anew, so that nothing of a patient stays in memory. */
export function signOut(): void {
  const leave = () => location.assign("/sign-in");
  void fetch("/v1/auth/sign-out", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }).then(
    leave,
    leave,
  );
}
