import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { asProblem } from "#web/data/problem.ts";
import type { QueueRow } from "#web/data/words.ts";
import { announce } from "#web/shell/announce.tsx";
import { toast } from "#web/shell/toast.tsx";
import { afterAct, type BulkAct, type BulkResult, bulkSaid } from "./bulk-words.ts";
import { patchRows } from "./rows-data.ts";

export interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
}

type Refused = BulkResult["refused"];

export interface NotDone {
  /** What was asked for, to be tried again. */
  readonly act: BulkAct;
  readonly rows: readonly QueueRow[];
  readonly refused: Refused;
  readonly thrown: unknown;
}

/** Most cases one request may name. */
const MOST = 1000;

async function send(act: BulkAct, rows: readonly QueueRow[]): Promise<readonly BulkResult[]> {
  const results: BulkResult[] = [];
  for (let i = 0; i < rows.length; i += MOST) {
    const cases = rows.slice(i, i + MOST).map((r) => ({ case: r.id, saw: r.version }));
    results.push(await answered(api.POST("/v1/queue/acts", { params: { header: newKey() }, body: { act, cases } })));
  }
  return results;
}

const undoOne = (id: string): Promise<BulkResult> =>
  answered(api.POST("/v1/queue/acts/{act}/undo", { params: { header: newKey(), path: { act: id } } }));

/** What counts cases by where they stand, and is old once one was moved. */
const COUNTED = ["counts", "sum", "team"] as const;

/** Acts on many cases: shown at once, taken back where refused, and undone with Z. `settled` hears when one is over. */
export function useBulk(people: readonly Somebody[], settled?: () => void) {
  const client = useQueryClient();
  const [notDone, setNotDone] = useState<NotDone>();

  const settle = useCallback(
    (before: readonly QueueRow[], results: readonly BulkResult[], back: boolean) => {
      const versions = new Map(results.flatMap((r) => r.done.map((d) => [d.case, d.version] as const)));
      const old = new Map(before.map((r) => [r.id, r]));
      patchRows(client, new Set(old.keys()), (row) => {
        const version = versions.get(row.id);
        const was = old.get(row.id) ?? row;
        if (version === undefined) return back ? row : was;
        return back ? { ...was, version } : { ...row, version };
      });
      for (const of of COUNTED) void client.invalidateQueries({ queryKey: ["queue", of] });
      for (const id of versions.keys()) void client.invalidateQueries({ queryKey: ["case", id] });
      settled?.();
      return versions.size;
    },
    [client, settled],
  );

  const undo = useCallback(
    async (before: readonly QueueRow[], results: readonly BulkResult[]) => {
      try {
        const undone = await Promise.all(results.map((r) => undoOne(r.id)));
        const n = settle(before, undone, true);
        toast({ text: `Taken back on ${n} ${n === 1 ? "case" : "cases"}.` });
      } catch (thrown) {
        toast({ text: `Not taken back. ${asProblem(thrown).said.detail ?? asProblem(thrown).said.title}` });
      }
    },
    [settle],
  );

  const run = useCallback(
    async (act: BulkAct, rows: readonly QueueRow[]): Promise<boolean> => {
      if (rows.length === 0) return false;
      setNotDone(undefined);
      const owner = act.type === "assign" ? (people.find((p) => p.id === act.to) ?? null) : null;
      const nameOf = (id: string) => people.find((p) => p.id === id)?.name ?? "somebody else";
      patchRows(client, new Set(rows.map((r) => r.id)), (row) => afterAct(row, act, owner));
      try {
        const results = await send(act, rows);
        const done = settle(rows, results, false);
        const refused = results.flatMap((r) => r.refused);
        const text = done === 0 ? "Nothing was changed." : bulkSaid(act, done, nameOf);
        const more = refused.length === 0 ? "" : ` ${refused.length} refused, shown above the list.`;
        const may = done > 0 && results.every((r) => r.undo);
        toast({ text: `${text}${more}`, undo: may ? () => void undo(rows, results) : undefined });
        if (refused.length > 0) setNotDone({ act, rows, refused, thrown: undefined });
        return true;
      } catch (thrown) {
        const old = new Map(rows.map((r) => [r.id, r]));
        patchRows(client, new Set(old.keys()), (row) => old.get(row.id) ?? row);
        setNotDone({ act, rows, refused: [], thrown });
        announce(asProblem(thrown).said.title, "assertive");
        return false;
      }
    },
    [client, people, settle, undo],
  );

  return { run, notDone, dismiss: useCallback(() => setNotDone(undefined), []) };
}
