import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useCallback, useMemo, useState } from "react";
import type { Day } from "#base/day.ts";
import { answered, api, newKey } from "#web/data/api.ts";
import type { Body } from "#web/data/paths.ts";
import { type ApiProblem, asProblem } from "#web/data/problem.ts";
import { dayOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { announce } from "#web/shell/announce.tsx";
import { toast } from "#web/shell/toast.tsx";
import { caseQuery } from "./case-data.ts";

export type Act = Body<"actOnCase">["act"];
export type ActType = Act["type"];

/** A form that is open: which act it asks for, and about what. */
export type Form =
  | {
      readonly of:
        | "note"
        | "ask"
        | "call"
        | "task"
        | "offer"
        | "snooze"
        | "hold"
        | "release"
        | "assign"
        | "close"
        | "reopen";
    }
  | { readonly of: "floor" }
  | { readonly of: "accept" | "reject" | "take back"; readonly offer: number }
  /** `offer` is an offer of ours that the other side took, as `source` says. */
  | { readonly of: "agreement"; readonly replaces?: number; readonly offer?: number; readonly source?: string };

interface Failed {
  readonly act: Act;
  readonly text: string;
  readonly problem: ApiProblem;
}

/** What the parts of a case page share: the case, what may be done to it, and how. */
export interface Desk {
  readonly view: Case;
  readonly today: Day;
  /** True while the page shows another day than today: nothing can be done to the past. */
  readonly past: boolean;
  readonly may: (act: ActType) => boolean;
  /** Does it; `text` says it was done, in the past. False when it was refused: the form stays, with its input. */
  readonly send: (act: Act, text: string) => Promise<boolean>;
  readonly busy: boolean;
  readonly failed: Failed | undefined;
  readonly dismiss: () => void;
  /** Reads the case again and does the refused act on it as it is now. */
  readonly again: () => void;
  /** What the last answer changed, with the event that can be undone. */
  readonly said: { readonly fact: string; readonly text: string; readonly event: number | undefined } | undefined;
  readonly undo: (event: number) => void;
  readonly form: Form | undefined;
  readonly open: (form: Form | undefined) => void;
}

const DeskContext = createContext<Desk | undefined>(undefined);
export const DeskPlace = DeskContext.Provider;

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === undefined) throw new Error("Parley bug: a part of a case stands outside its page");
  return desk;
}

/** Makes the desk of a case that was read. */
export function useMakeDesk(view: Case, asOf: string | undefined, today: Day): Desk {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed>();
  const [said, setSaid] = useState<Desk["said"]>();
  const [form, open] = useState<Form>();
  const { id } = view.row;

  const does = useCallback(
    async (act: Act, text: string, saw: number): Promise<boolean> => {
      setBusy(true);
      setFailed(undefined);
      try {
        const done = await answered(
          api.POST("/v1/cases/{case}/acts", { params: { path: { case: id }, header: newKey() }, body: { saw, act } }),
        );
        const now = done.case as Case;
        client.setQueryData(caseQuery(id).queryKey, now);
        for (const part of ["timeline", "plan", "negotiation", "filing"])
          void client.invalidateQueries({ queryKey: ["case", id, part] });
        void client.invalidateQueries({ queryKey: ["queue"], refetchType: "none" });
        void client.invalidateQueries({ queryKey: ["approvals"] });
        const event = done.events.find((e) => now.undoable.some((u) => u.event === e));
        if (act.type === "answer fact") setSaid({ fact: act.fact, text: done.said === "" ? text : done.said, event });
        else if (act.type === "undo") setSaid(undefined);
        toast({
          text: done.said === "" ? text : done.said,
          undo:
            event === undefined ? undefined : () => void does({ type: "undo", event }, "Taken back.", now.row.version),
        });
        return true;
      } catch (thrown) {
        const problem = asProblem(thrown);
        setFailed({ act, text, problem });
        announce(problem.said.title, "assertive");
        return false;
      } finally {
        setBusy(false);
      }
    },
    [client, id],
  );

  return useMemo<Desk>(
    () => ({
      view,
      today: asOf === undefined ? today : dayOf(asOf),
      past: asOf !== undefined && asOf !== today,
      may: (act) => (asOf === undefined || asOf === today) && view.may.includes(act),
      send: (act, text) => does(act, text, view.row.version),
      busy,
      failed,
      dismiss: () => setFailed(undefined),
      again: () => {
        if (failed === undefined) return;
        void client
          .fetchQuery({ ...caseQuery(id), staleTime: 0 })
          .then((now) => does(failed.act, failed.text, now.row.version))
          .then((went) => went && open(undefined));
      },
      said,
      undo: (event) => void does({ type: "undo", event }, "Taken back.", view.row.version),
      form,
      open,
    }),
    [view, asOf, today, does, busy, failed, client, id, said, form],
  );
}
