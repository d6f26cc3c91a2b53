import type { ReactNode } from "react";
import type { Cents } from "#base/money.ts";
import { Button } from "./button.tsx";
import { Glyph } from "./glyph.tsx";
import { showMoney } from "./money-words.ts";
import { useReveal } from "./reveal.tsx";
import "./money.css";

/** Where a figure comes from. A figure without this is a defect; say what is missing rather than leave it out. */
export interface Source {
  /** What the figure is, without its amount: "QPA, line 4". */
  readonly of: string;
  readonly from: ReactNode;
  readonly statedAs?: ReactNode;
  readonly checked?: ReactNode;
  readonly missing?: ReactNode;
  /** How it was computed; each term may be a Money of its own. */
  readonly formula?: ReactNode;
  /** Opens the page, segment or list it stands in. */
  readonly see?: { readonly name: string; readonly go: () => void };
}

function Rows({ source }: { readonly source: Source }) {
  const rows = [
    ["From", source.from],
    ["Stated as", source.statedAs],
    ["Checked", source.checked],
    ["Missing", source.missing],
  ] as const;
  return (
    <dl className="mt2">
      {rows.map(([name, text]) =>
        text === undefined ? null : (
          <div className="dl-row" key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** The box that "Show the working" opens. */
export function Working({ source, text }: { readonly source: Source; readonly text: string }) {
  const plain = typeof source.from === "string" ? source.from : source.of;
  return (
    <>
      <div className="row between">
        <h3>
          {source.of}: {text}
        </h3>
        <span className="xs t3 nowrap">Show the working</span>
      </div>
      <Rows source={source} />
      {source.formula !== undefined && <div className="formula num">{source.formula}</div>}
      <div className="row wrap mt3">
        {source.see !== undefined && (
          <Button size="small" onClick={source.see.go}>
            {source.see.name}
          </Button>
        )}
        <Button
          size="small"
          kind="quiet"
          onClick={() => void navigator.clipboard.writeText(`${source.of}: ${text} (${plain})`)}
        >
          Copy with source
        </Button>
      </div>
    </>
  );
}

function Sourced({
  text,
  source,
  className = "src",
}: {
  readonly text: string;
  readonly source: Source;
  readonly className?: string;
}) {
  const reveal = useReveal({
    label: `${source.of}: ${text}, the working`,
    content: () => <Working source={source} text={text} />,
  });
  return (
    <button type="button" className={className} {...reveal}>
      {text}
    </button>
  );
}

export interface MoneyProps {
  readonly cents: Cents;
  readonly source: Source;
  /** `modelled` is computed from assumptions and shown whole, with a half circle; `superseded` no longer holds. */
  readonly state?: "known" | "modelled" | "superseded";
  /** A sum over lines or cases: whole dollars above ten thousand. */
  readonly sum?: boolean;
}

/** An amount with its source one step away. */
export function Money({ cents, source, state = "known", sum = false }: MoneyProps) {
  const text = showMoney(cents, state === "modelled" ? "estimate" : sum ? "sum" : "exact");
  if (state === "superseded")
    return (
      <s className="num">
        <span className="vh">superseded: </span>
        {text}
      </s>
    );
  if (state === "modelled")
    return (
      <span className="nowrap">
        <span className="k-underpaid kc">
          <Glyph name="half" s />
        </span>{" "}
        <Sourced text={text} source={source} />
        <span className="vh"> modelled</span>
      </span>
    );
  return <Sourced text={text} source={source} />;
}

/** An amount that nobody knows: never $0.00, never a dash. Asks, where there is something to ask. */
export function NotKnown({
  ask,
  children = "Not known",
}: {
  readonly ask?: () => void;
  readonly children?: ReactNode;
}) {
  const inside = (
    <>
      <Glyph name="fact" s /> {children}
    </>
  );
  return ask === undefined ? (
    <span className="k-fact kc nowrap">{inside}</span>
  ) : (
    <button type="button" className="not-known k-fact kc" onClick={ask}>
      {inside}
    </button>
  );
}

/** An amount that is there and not for this reader. */
export const Withheld = () => (
  <span className="t3">
    <Glyph name="lock" s /> hidden from your role
  </span>
);
