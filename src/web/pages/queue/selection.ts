import { useCallback, useState } from "react";

/** Which rows are chosen, and from where a range is counted. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | undefined;
}

export const NONE: Selection = { ids: new Set(), anchor: undefined };

export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id };
}

/** Everything from the anchor to `id`, in the order on screen; without an anchor, `id` alone. */
export function reached(selection: Selection, id: string, order: readonly string[]): Selection {
  const from = selection.anchor === undefined ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggled(selection, id);
  const [low, high] = from < to ? [from, to] : [to, from];
  return { ids: new Set([...selection.ids, ...order.slice(low, high + 1)]), anchor: selection.anchor };
}

export function useSelection() {
  const [selection, set] = useState<Selection>(NONE);
  return {
    selected: selection.ids,
    toggle: useCallback((id: string) => set((s) => toggled(s, id)), []),
    reach: useCallback((id: string, order: readonly string[]) => set((s) => reached(s, id, order)), []),
    choose: useCallback((ids: readonly string[]) => set({ ids: new Set(ids), anchor: ids[0] }), []),
    clear: useCallback(() => set(NONE), []),
  };
}
