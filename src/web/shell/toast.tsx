import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "#web/kit/button.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { announce } from "./announce.tsx";
import { useKeys } from "./keys.ts";
import "./toast.css";

/** One sentence at the foot of the window, with an undo where there is one. The next replaces it. */
export interface Toast {
  readonly text: string;
  /** Takes back what was done. Z does the same until the page is left. */
  readonly undo?: (() => void) | undefined;
}

/** How long a toast stays, and how long one that can be undone does. */
const STAYS_MS = 8_000;
const UNDO_MS = 30_000;

let shown: (Toast & { readonly key: number }) | undefined;
let last: Toast["undo"];
const hearing = new Set<() => void>();

function put(next: typeof shown): void {
  shown = next;
  for (const hear of hearing) hear();
}

function subscribe(hear: () => void): () => void {
  hearing.add(hear);
  return () => {
    hearing.delete(hear);
  };
}

export function toast(said: Toast): void {
  last = said.undo;
  announce(said.text);
  put({ ...said, key: (shown?.key ?? 0) + 1 });
}

/** Forgets what Z would undo; called when a page is left. */
export function forgetUndo(): void {
  last = undefined;
}

function undoLast(): void {
  const undo = last;
  last = undefined;
  put(undefined);
  undo?.();
}

/** The place of the toast, mounted once by the frame. It stays while hovered or focused. */
export function ToastPlace() {
  const now = useSyncExternalStore(subscribe, () => shown);
  const [held, setHeld] = useState(false);
  useKeys({ undo: undoLast });
  useEffect(() => {
    if (now === undefined || held) return;
    const gone = setTimeout(() => put(undefined), now.undo === undefined ? STAYS_MS : UNDO_MS);
    return () => clearTimeout(gone);
  }, [now, held]);
  if (now === undefined) return null;
  return (
    <section
      aria-label="Just done"
      className="toast toast-place"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{now.text}</span>
      {now.undo !== undefined && (
        <Button size="small" onClick={undoLast} keys="Z">
          <Glyph name="undo" s />
          Undo
        </Button>
      )}
      <button type="button" className="toast-close" aria-label="Close" onClick={() => put(undefined)}>
        <Glyph name="close" s />
      </button>
    </section>
  );
}
