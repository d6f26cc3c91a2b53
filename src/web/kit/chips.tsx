import { type ReactNode, useId, useState } from "react";
import { Glyph, type GlyphName } from "./glyph.tsx";
import { useReveal } from "./reveal.tsx";
import "./chips.css";

/** A citation or the place of a fact, in mono. With `opens` it is a button that shows its text as of the day it is asked about. */
export function Cite({
  children,
  opens,
}: {
  readonly children: string;
  readonly opens?: (() => ReactNode) | undefined;
}) {
  if (opens === undefined) return <span className="cite">{children}</span>;
  return <CiteButton text={children} opens={opens} />;
}

function CiteButton({ text, opens }: { readonly text: string; readonly opens: () => ReactNode }) {
  const reveal = useReveal({ label: text, content: opens });
  return (
    <button type="button" className="cite" {...reveal}>
      {text}
    </button>
  );
}

/** Evidence as it may be used in this forum: allowed with a check, barred with a lock and the reason. */
export function Evidence({ name, barred }: { readonly name: string; readonly barred?: string }) {
  const reveal = useReveal({ label: `${name}: why it may not be used`, content: () => <p>{barred}</p> });
  if (barred === undefined)
    return (
      <span className="tag k-baize">
        <Glyph name="check" s />
        {name}
      </span>
    );
  return (
    <button type="button" className="tag k-expired barred" {...reveal}>
      <Glyph name="lock" s />
      <s>{name}</s>
      <span className="vh"> not allowed here</span>
    </button>
  );
}

/** A word of the trade. Focus or hover says what it means, in ours. */
export function Term({
  children,
  means,
  apart,
}: {
  readonly children: string;
  readonly means: string;
  /** Id of the meaning where it is written elsewhere, so that what the term stands in is not read with it. */
  readonly apart?: string;
}) {
  const own = useId();
  const id = apart ?? own;
  const reveal = useReveal({ label: `What ${children} means`, width: 280, content: () => <p>{means}</p> });
  return (
    <>
      <button type="button" className="term" aria-describedby={id} {...reveal}>
        {children}
      </button>
      {apart === undefined && (
        <span id={id} hidden>
          {means}
        </span>
      )}
    </>
  );
}

/** Somebody, by initials and name, with what they may do. */
export function Person({
  initials,
  name,
  may,
}: {
  readonly initials: string;
  readonly name: string;
  readonly may?: string;
}) {
  return (
    <span className="row person">
      <span className="avatar s" aria-hidden="true">
        {initials}
      </span>
      <span>{name}</span>
      {may !== undefined && <span className="t3">{may}</span>}
    </span>
  );
}

export type CheckState = "done" | "missing" | "open" | "blocked";

const CHECKS: Readonly<
  Record<CheckState, { readonly glyph: GlyphName; readonly tone: string; readonly word: string }>
> = {
  done: { glyph: "check", tone: "k-paid kc", word: "done" },
  missing: { glyph: "fact", tone: "k-fact kc", word: "missing" },
  open: { glyph: "ring", tone: "t3", word: "to do" },
  blocked: { glyph: "denied", tone: "k-denied kc", word: "blocks" },
};

/** What is ready and what is not. */
export function Checklist({
  items,
}: {
  readonly items: readonly { readonly state: CheckState; readonly text: ReactNode; readonly key: string }[];
}) {
  return (
    <ul className="checklist">
      {items.map((item) => (
        <li key={item.key}>
          <span className={CHECKS[item.state].tone}>
            <Glyph name={CHECKS[item.state].glyph} s />
          </span>
          <span>
            <span className="vh">{CHECKS[item.state].word}: </span>
            {item.text}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Switches between views of the same thing. Arrow keys move, as in any group of radio buttons. */
export function Seg<V extends string>({
  label,
  options,
  value,
  choose,
}: {
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly name: string }[];
  readonly value: V;
  readonly choose: (value: V) => void;
}) {
  const name = useId();
  return (
    <div className="seg" role="radiogroup" aria-label={label}>
      {options.map((o) => (
        <label key={o.value} className={o.value === value ? "on" : undefined}>
          <input type="radio" className="vh" name={name} checked={o.value === value} onChange={() => choose(o.value)} />
          {o.name}
        </label>
      ))}
    </div>
  );
}

/** `Seg` that keeps its own value, where nobody else needs it. */
export function useSeg<V extends string>(
  label: string,
  options: readonly { readonly value: V; readonly name: string }[],
  first: V,
) {
  const [value, choose] = useState<V>(first);
  return { value, seg: <Seg label={label} options={options} value={value} choose={choose} /> };
}
