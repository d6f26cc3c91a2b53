import { onlineManager, useMutationState } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { Glyph } from "#web/kit/glyph.tsx";

const subscribe = (hear: () => void): (() => void) => onlineManager.subscribe(hear);

export const useOnline = (): boolean => useSyncExternalStore(subscribe, () => onlineManager.isOnline());

/** Shown in the top bar while there is no network: notes, answers and assignments wait and are sent later. */
export function OfflineWord() {
  const online = useOnline();
  const waiting = useMutationState({ filters: { predicate: (m) => m.state.isPaused } }).length;
  if (online) return null;
  return (
    <span className="offline" role="status">
      <Glyph name="warn" s /> Offline{waiting > 0 ? `, changes wait here (${waiting})` : ""}
    </span>
  );
}
