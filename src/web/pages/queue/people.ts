import { useMemo } from "react";
import { useCounts } from "#web/data/counts.ts";
import { useMe } from "#web/data/me.ts";
import type { Somebody } from "./acts.ts";

/** Those a case can be given to: oneself, and whoever has cases already or may be given some. */
export function usePeople(): readonly Somebody[] {
  const me = useMe()?.person;
  const owners = useCounts()?.owners;
  return useMemo(() => {
    const others = (owners ?? []).filter((o) => o.id !== me?.id);
    return me === undefined ? others : [me, ...others];
  }, [me, owners]);
}
