import { type ReactNode, useState } from "react";
import { Glyph, type GlyphName } from "./glyph.tsx";
import "./proof.css";

export type ProofState = "proven" | "inferred" | "missing" | "refuted";

export interface ProofNode {
  readonly key: string;
  readonly state: ProofState;
  readonly text: ReactNode;
  readonly note?: ReactNode;
  readonly cites?: ReactNode;
  /** What it rests on. */
  readonly on?: readonly ProofNode[];
}

const SIGNS: Readonly<Record<ProofState, { readonly glyph: GlyphName; readonly tone: string }>> = {
  proven: { glyph: "check", tone: "paid" },
  inferred: { glyph: "half", tone: "underpaid" },
  missing: { glyph: "fact", tone: "fact" },
  refuted: { glyph: "close", tone: "denied" },
};

function Node({ node, top }: { readonly node: ProofNode; readonly top: boolean }) {
  const [open, setOpen] = useState(true);
  const { glyph, tone } = SIGNS[node.state];
  const under = node.on ?? [];
  const text = top ? <b className="m">{node.text}</b> : node.text;
  return (
    <li>
      <div className="proof-fact">
        <span className={`k-${tone} kc`}>
          <Glyph name={glyph} s />
          <span className="vh">{node.state}: </span>
        </span>
        <span className="proof-said">
          {under.length === 0 ? (
            <span>{text}</span>
          ) : (
            <button type="button" className="proof-open" aria-expanded={open} onClick={() => setOpen(!open)}>
              {text}
              <Glyph name={open ? "down" : "right"} s />
            </button>
          )}
          <span className="cites">{node.cites}</span>
        </span>
        {node.note !== undefined && <span className="sub">{node.note}</span>}
      </div>
      {under.length > 0 && open && (
        <ul>
          {under.map((n) => (
            <Node key={n.key} node={n} top={false} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Conclusions, what each rests on, and where that is written. */
export function ProofTree({ nodes }: { readonly nodes: readonly ProofNode[] }) {
  return (
    <div className="proof">
      <ul>
        {nodes.map((n) => (
          <Node key={n.key} node={n} top />
        ))}
      </ul>
    </div>
  );
}

/** What would change the verdict: the fact, and where it would lead. Most likely first. */
export function Flips({
  flips,
}: {
  readonly flips: readonly { readonly key: string; readonly fact: ReactNode; readonly leadsTo: ReactNode }[];
}) {
  return (
    <section className="flips">
      <h3 className="row">
        <Glyph name="flip" s />
        What would flip it
      </h3>
      <ul>
        {flips.map((f) => (
          <li key={f.key}>
            <span>{f.fact}</span>
            <span className="t2">{f.leadsTo}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
