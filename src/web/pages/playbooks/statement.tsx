import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { Label } from "#web/kit/said.tsx";
import type { Said } from "./playbook-data.ts";

const SURE: Readonly<Record<Said["confidence"], { readonly word: string; readonly className: string }>> = {
  verified: { word: "verified", className: "k-paid kc nowrap" },
  known: { word: "known", className: "t2 nowrap" },
  unsure: { word: "unsure", className: "k-fact kc nowrap" },
};

/** Where a sentence is from: the document with its day, how sure it is, and whether it must stay out of a federal file. */
export function SourceLine({ of }: { readonly of: Said }) {
  const sure = SURE[of.confidence];
  return (
    <span className="said-source xs">
      <a href={of.source.url} target="_blank" rel="noreferrer">
        {of.source.title}
      </a>
      <span className="nowrap">{showDateOfYear(dayOf(of.source.day))}</span>
      <span className={sure.className}>{sure.word}</span>
      {of.keepFromFederal && (
        <span className="k-expired kc nowrap">
          <Glyph name="lock" s /> not in a federal file
        </span>
      )}
    </span>
  );
}

/** Sentences with their sources, in the order they are read. */
export function Statements({ title, of }: { readonly title: string; readonly of: readonly Said[] }) {
  if (of.length === 0) return null;
  return (
    <section className="said-part">
      <h2>{title}</h2>
      <ul className="said">
        {of.map((s) => (
          <li key={s.text}>
            <p>
              <Label>{s.text}</Label>
            </p>
            <SourceLine of={s} />
          </li>
        ))}
      </ul>
    </section>
  );
}
