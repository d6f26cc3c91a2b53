import type { ReactNode } from "react";
import { useKeys } from "#web/shell/keys.ts";
import { Glyph } from "./glyph.tsx";
import "./bulk-bar.css";

export interface BulkAct {
  readonly name: string;
  readonly keys?: string;
  readonly run: () => void;
  /** Left out where there is no room. */
  readonly wide?: boolean;
}

/** What can be done to everything that is selected. Says the number and the sum first. */
export function BulkBar({
  says,
  acts,
  undo,
  clear,
  still = false,
}: {
  readonly says: ReactNode;
  readonly acts: readonly BulkAct[];
  readonly undo?: { readonly name: string; readonly run: () => void } | undefined;
  readonly clear: () => void;
  readonly still?: boolean;
}) {
  useKeys(still ? {} : { close: clear });
  return (
    <section className={still ? "bulk-bar still" : "bulk-bar"} aria-label="Selected">
      <span className="says num">{says}</span>
      <span className="rule" aria-hidden="true" />
      {acts.map((a) => (
        <button key={a.name} type="button" className={a.wide === true ? "wide" : undefined} onClick={a.run}>
          {a.name}
          {a.keys !== undefined && (
            <span className="kbd" aria-hidden="true">
              {a.keys}
            </span>
          )}
        </button>
      ))}
      {undo !== undefined && (
        <>
          <span className="rule" aria-hidden="true" />
          <button type="button" className="wide" onClick={undo.run}>
            <Glyph name="undo" s />
            {undo.name}
            <span className="kbd" aria-hidden="true">
              Z
            </span>
          </button>
        </>
      )}
      <button type="button" aria-label="Clear the selection" onClick={clear}>
        <Glyph name="close" s />
      </button>
    </section>
  );
}
