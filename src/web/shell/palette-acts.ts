import { useEffect, useRef } from "react";
import type { GlyphName } from "#web/kit/glyph.tsx";

/** Something the page in view can do, found by name in the palette. */
export interface PaletteAct {
  readonly name: string;
  readonly glyph: GlyphName;
  /** The key that does the same. */
  readonly keys?: string;
  readonly run: () => void;
}

const given: { current: { readonly title: string; readonly acts: readonly PaletteAct[] } }[] = [];

/** Puts acts under `title` into the palette while a page is shown: `usePaletteActs("Do, on HR-2041", [...])`. */
export function usePaletteActs(title: string, acts: readonly PaletteAct[]): void {
  const held = useRef({ title, acts });
  held.current = { title, acts };
  useEffect(() => {
    given.push(held);
    return () => {
      given.splice(given.indexOf(held), 1);
    };
  }, []);
}

/** What the pages in view can do now. */
export const paletteActs = (): readonly { readonly title: string; readonly acts: readonly PaletteAct[] }[] =>
  given.map((g) => g.current).filter((g) => g.acts.length > 0);
