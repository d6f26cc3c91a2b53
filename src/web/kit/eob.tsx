import { Fragment, type ReactNode, useState } from "react";
import type { Cents } from "#base/money.ts";
import { useSeg } from "./chips.tsx";
import { Glyph } from "./glyph.tsx";
import { Money, NotKnown, type Source } from "./money.tsx";
import { showMoney } from "./money-words.ts";
import { Label, Said } from "./said.tsx";
import "./eob.css";

export interface Reason {
  readonly code: string;
  readonly means: string;
  readonly owes: string;
  /** A word for what it asks, and what to do next. */
  readonly next?: { readonly tag: string; readonly act: string } | undefined;
}

export interface EobLine {
  readonly key: string;
  /** Code and modifiers: "99285-25". */
  readonly code: string;
  /** In our words; a licensed text only where the customer loaded one. */
  readonly service?: string;
  readonly charge: Cents;
  readonly takenOff: Cents;
  readonly allowed: Cents | null;
  readonly allowedSource: Source;
  readonly patient: Cents;
  readonly paid: Cents;
  readonly reasons: readonly Reason[];
  readonly segments: readonly { readonly segment: number; readonly text: string }[];
}

export interface EobOf {
  /** Tells it from the others of a case: "Remittance of Sep 24". */
  readonly name?: string;
  readonly facts: readonly { readonly name: string; readonly value: ReactNode }[];
  readonly lines: readonly EobLine[];
  readonly balances: boolean;
  /** "Balances to the cent", or "Out by $18.40 at segment 212". */
  readonly balance: string;
}

/** The raw text of a row, with the value that the pointer rests on lit in it. */
function Segments({ line, lit }: { readonly line: EobLine; readonly lit: string | undefined }) {
  return line.segments.map((s) => {
    const at = lit === undefined ? -1 : s.text.indexOf(lit);
    return (
      <Fragment key={s.segment}>
        {at < 0 || lit === undefined ? (
          s.text
        ) : (
          <>
            {s.text.slice(0, at)}
            <b>{lit}</b>
            {s.text.slice(at + lit.length)}
          </>
        )}
        {"  "}
        <span className="t3">seg {s.segment}</span>
        {"\n"}
      </Fragment>
    );
  });
}

/** What a reason asks for in a word; the next act stands beside it, and not only on hovering. */
export const NextActTag = ({ of }: { readonly of: NonNullable<Reason["next"]> }) => (
  <span className="next-act">
    <span className="tag plain">{of.tag}</span> <span className="xs t2">{of.act}</span>
  </span>
);

/** An amount as X12 writes it: without the zeros that say nothing. */
const asWritten = (c: Cents): string =>
  showMoney(c, "exact")
    .replace(/[$,]/g, "")
    .replace(/\.?0+$/, "");

function Row({ line, raw }: { readonly line: EobLine; readonly raw: boolean }) {
  const [lit, setLit] = useState<string | undefined>(undefined);
  const amount = (c: Cents) => (
    <td
      className={lit === asWritten(c) && raw ? "n lit" : "n"}
      onMouseEnter={() => setLit(asWritten(c))}
      onMouseLeave={() => setLit(undefined)}
    >
      {showMoney(c, "exact")}
    </td>
  );
  return (
    <>
      <tr>
        <th scope="row">
          <span className="mono">{line.code}</span> {line.service}
        </th>
        {amount(line.charge)}
        {amount(line.takenOff)}
        <td className="n">
          {line.allowed === null ? <NotKnown /> : <Money cents={line.allowed} source={line.allowedSource} />}
        </td>
        {amount(line.patient)}
        {amount(line.paid)}
        <td>
          {line.reasons.map((r) => (
            <div key={r.code}>
              <span className="mono">{r.code}</span> {r.means}
              <span className="sub">{r.owes}</span>
              {r.next !== undefined && <NextActTag of={r.next} />}
            </div>
          ))}
        </td>
      </tr>
      {raw && (
        <tr className="raw">
          <td colSpan={7}>
            <pre>
              <Segments line={line} lit={lit} />
            </pre>
          </td>
        </tr>
      )}
    </>
  );
}

const COLUMNS = ["Charge", "Taken off", "Allowed", "Patient", "Plan paid"] as const;

/** A remittance as its paper would show it, with its segments under each row on demand. The balance is always there. */
export function EobView({ of }: { readonly of: EobOf }) {
  const { name = "Remittance" } = of;
  const { value, seg } = useSeg(
    "Show as",
    [
      { value: "paper", name: "As paper" },
      { value: "segments", name: "Segments" },
    ],
    "paper",
  );
  return (
    <section className="eob" aria-label={name}>
      <div className="eob-head">
        <dl>
          {of.facts.map((f) => (
            <div key={f.name}>
              <dt>{f.name}</dt>
              <dd>{f.value}</dd>
            </div>
          ))}
        </dl>
        {seg}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard */}
      <div className="eob-room" role="group" tabIndex={0} aria-label={`Lines: ${name}`}>
        <table>
          <caption className="vh">Lines of the remittance</caption>
          <thead>
            <tr>
              <th scope="col">Service</th>
              {COLUMNS.map((c) => (
                <th key={c} scope="col" className="n">
                  <Label>{c}</Label>
                </th>
              ))}
              <th scope="col">
                <Said word="reason code">Reason</Said>, and who owes
              </th>
            </tr>
          </thead>
          <tbody>
            {of.lines.map((line) => (
              <Row key={line.key} line={line} raw={value === "segments"} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={of.balances ? "eob-balance t2" : "eob-balance k-denied kc"}>
        <Glyph name={of.balances ? "check" : "warn"} s /> {of.balance}
      </p>
    </section>
  );
}
