import type { ReactNode } from "react";
import type { Day } from "#base/day.ts";
import { silence } from "./comb-days.ts";
import "./timeline.css";

export interface Entry {
  readonly key: string;
  readonly day: Day;
  /** As it is shown: "Nov 16", "Today, 8:42". */
  readonly when: string;
  /** Whose move it was; `now` is what waits. */
  readonly side: "we" | "they" | "rule" | "other" | "now";
  readonly what: ReactNode;
  readonly detail?: ReactNode;
  /** No longer holds, and stays. */
  readonly superseded?: boolean;
}

const SIDES = { we: "We", they: "They", rule: "By rule", other: "", now: "Waits" } as const;

/** What happened, newest first. Long silences are written. */
export function Timeline({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <ol className="timeline">
      {entries.map((e, i) => {
        const before = entries[i + 1];
        const quiet = before === undefined ? undefined : silence(before.day, e.day);
        return (
          <li key={e.key} className={e.side}>
            <time dateTime={e.day}>{e.when}</time>
            <div className="m">
              {SIDES[e.side] !== "" && <span className="vh">{SIDES[e.side]}: </span>}
              {e.superseded === true ? <s>{e.what}</s> : e.what}
            </div>
            {e.detail !== undefined && <div className="sub">{e.detail}</div>}
            {quiet !== undefined && <p className="silence">{quiet} business days of silence</p>}
          </li>
        );
      })}
    </ol>
  );
}
