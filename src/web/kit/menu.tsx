import type { ReactNode } from "react";
import { Glyph, type GlyphName } from "./glyph.tsx";
import { closeReveal } from "./reveal.tsx";
import "./menu.css";

/** One line of a menu. A menu is what `useReveal` opens by a click, filled with these. */
export function MenuItem({
  glyph,
  chosen = false,
  keys,
  run,
  children,
}: {
  readonly glyph?: GlyphName;
  /** The one of several that holds now. */
  readonly chosen?: boolean;
  readonly keys?: string;
  readonly run: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      className="menu-item"
      aria-pressed={chosen || undefined}
      onClick={() => {
        closeReveal();
        run();
      }}
    >
      {glyph !== undefined && <Glyph name={glyph} s />}
      <span className="grow">{children}</span>
      {chosen && <Glyph name="check" s />}
      {keys !== undefined && <kbd>{keys}</kbd>}
    </button>
  );
}

/** Lines that belong together, under a name where it needs one. */
export const MenuPart = ({ name, children }: { readonly name?: string; readonly children: ReactNode }) => (
  <div className="menu-part">
    {name !== undefined && <p className="xs t3">{name}</p>}
    {children}
  </div>
);
