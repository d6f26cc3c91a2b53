import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { type LiveEvent, useLive } from "#web/data/live.ts";
import { useMe } from "#web/data/me.ts";
import type { QueueRow } from "#web/data/words.ts";
import { caseQuery } from "#web/pages/case/case-data.ts";
import { patchRows } from "./rows-data.ts";

/** Rows changed by others, patched where they stand. More than this many at once are only counted. */
const PATCH_MOST = 20;
/** How long a changed row is tinted, in milliseconds; see virtual-rows.css. */
const TINT_MS = 2000;

const NOBODY: ReadonlyMap<string, string> = new Map();
const NONE: ReadonlySet<string> = new Set();

/** What others do while the list is open: who looks at which case, which rows changed, how many since it was sorted. */
export function useLiveRows(rows: readonly QueueRow[]) {
  const client = useQueryClient();
  const me = useMe()?.person;
  const [here, setHere] = useState(NOBODY);
  const [changed, setChanged] = useState(NONE);
  const [stale, setStale] = useState(NONE);
  const known = useRef(rows);
  known.current = rows;

  const patch = useCallback(
    async (ids: readonly string[]) => {
      const cases = await Promise.allSettled(ids.map((id) => client.fetchQuery({ ...caseQuery(id), staleTime: 0 })));
      const fresh = new Map(cases.flatMap((c) => (c.status === "fulfilled" ? [[c.value.row.id, c.value.row]] : [])));
      patchRows(client, new Set(fresh.keys()), (row) => {
        const now = fresh.get(row.id);
        return now !== undefined && now.version >= row.version ? now : row;
      });
      setChanged(new Set(fresh.keys()));
    },
    [client],
  );

  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.topic === "here") {
        const other = event.who.find((w) => w.id !== me?.id);
        setHere((before) => {
          const now = new Map(before);
          if (other === undefined) now.delete(event.case);
          else now.set(event.case, other.initials);
          return now;
        });
      }
      if (event.topic !== "cases" || event.by === me?.id || event.by === me?.name) return;
      const versions = new Map(known.current.map((r) => [r.id, r.version]));
      const newer = event.cases
        .filter((c) => c.version > (versions.get(c.case) ?? Number.POSITIVE_INFINITY))
        .map((c) => c.case);
      const added = event.cases.filter((c) => !versions.has(c.case)).map((c) => c.case);
      if (newer.length + added.length === 0) return;
      setStale((before) => new Set([...before, ...newer, ...added]));
      if (newer.length > 0 && newer.length <= PATCH_MOST) void patch(newer);
    },
    [me?.id, me?.name, patch],
  );
  useLive(hear);

  useEffect(() => {
    if (changed.size === 0) return;
    const timer = setTimeout(() => setChanged(NONE), TINT_MS);
    return () => clearTimeout(timer);
  }, [changed]);

  return { here, changed, stale: stale.size, forget: useCallback(() => setStale(NONE), []) };
}
