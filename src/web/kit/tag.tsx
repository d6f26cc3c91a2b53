import type { ReactNode } from "react";
import type { Flag, LineClass } from "#web/data/words.ts";
import { CLASSES, FLAGS, type Sign, STATES } from "./classes.ts";
import { Glyph } from "./glyph.tsx";
import "./tag.css";

/** A sign and its word on its tint. `children` replaces the word where the page has a better one. */
export function Tag({ sign, children }: { readonly sign: Sign; readonly children?: ReactNode }) {
  return (
    <span className={`tag k-${sign.tone}`}>
      <Glyph name={sign.glyph} s />
      {children ?? sign.word}
    </span>
  );
}

export const ClassTag = ({ of }: { readonly of: LineClass }) => <Tag sign={CLASSES[of]} />;
export const FlagTag = ({ of }: { readonly of: Flag }) => <Tag sign={FLAGS[of]} />;
export const StateTag = ({ of }: { readonly of: keyof typeof STATES }) => <Tag sign={STATES[of]} />;

/** The class as a word in its colour, without a box: inside tables and lists. */
export function ClassWord({ of, children }: { readonly of: LineClass; readonly children?: ReactNode }) {
  const { tone, glyph, word } = CLASSES[of];
  return (
    <span className={`k-${tone} kc nowrap`}>
      <Glyph name={glyph} s /> {children ?? word}
    </span>
  );
}
