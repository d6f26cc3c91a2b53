import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { centsOf, centsOrNull, dayOf } from "#web/data/wire.ts";
import type { Eob } from "#web/data/words.ts";
import { BenchmarkStrip } from "#web/kit/axis.tsx";
import { Cite } from "#web/kit/chips.tsx";
import { showDate } from "#web/kit/day-words.ts";
import { NextActTag } from "#web/kit/eob.tsx";
import { Money, NotKnown, type Source } from "#web/kit/money.tsx";
import { Label, Said } from "#web/kit/said.tsx";
import { ClassWord, FlagTag } from "#web/kit/tag.tsx";
import { eobsQuery } from "./case-data.ts";
import { useDesk } from "./desk.ts";
import {
  allowedSource,
  benchmarkSource,
  billedSource,
  codeOf,
  type Line,
  paidSource,
  stakeSource,
  totalSource,
} from "./line-sources.ts";
import { Lines } from "./lines-room.tsx";
import { StandingPanel } from "./standing-panel.tsx";
import { useTab } from "./use-tab.ts";

/** An amount with its source, or that nobody knows it. */
export const Amount = ({ of, source }: { readonly of: string | null; readonly source: Source }): ReactNode =>
  of === null ? <NotKnown /> : <Money cents={centsOf(of)} source={source} />;

type NextAct = NonNullable<Eob["lines"][number]["adjustments"][number]["next"]>;

/** What the reasons of the remittances ask to be done next, by code: "CO-197". */
function useNextActs(): ReadonlyMap<string, NextAct> {
  const { data } = useQuery(eobsQuery(useDesk().view.row.id));
  const all = (data?.rows ?? []).flatMap((e) => [...e.adjustments, ...e.lines.flatMap((l) => l.adjustments)]);
  return new Map(all.flatMap((a) => (a.next === null ? [] : [[a.code, a.next] as const])));
}

/** Classes of lines on which a reason asks for work. */
const SHORT_OF: ReadonlySet<string> = new Set(["denied", "underpaid", "needs a fact", "expired"]);
const asksWork = (line: Line): boolean => SHORT_OF.has(line.class) && line.payment !== "paid in line";

/** In a word, what the reasons of a line ask for; the acts themselves stand under the table. */
function NextTags({ line }: { readonly line: Line }) {
  const acts = useNextActs();
  if (!asksWork(line)) return null;
  const tags = new Set(line.codes.flatMap((c) => acts.get(c)?.tag ?? []));
  return (
    <span className="row wrap">
      {[...tags].map((tag) => (
        <span key={tag} className="tag plain">
          {tag}
        </span>
      ))}
    </span>
  );
}

/** What to do about each reason of the lines that are not paid as they should be. */
function WhatToDo() {
  const { evaluation: e } = useDesk().view;
  const acts = useNextActs();
  const codes = [...new Set(e.lines.filter(asksWork).flatMap((l) => l.codes))].filter((c) => acts.has(c));
  if (codes.length === 0) return null;
  return (
    <section className="sec">
      <div className="h2row">
        <h2>What the reasons ask for</h2>
        <span className="sm">Parley’s own words</span>
      </div>
      <dl className="because">
        {codes.map((code) => {
          const of = acts.get(code);
          return (
            <div key={code}>
              <dt className="mono">{code}</dt>
              <dd>{of !== undefined && <NextActTag of={of} />}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function LineRow({ line }: { readonly line: Line }) {
  const { evaluation } = useDesk().view;
  const { go } = useTab();
  const see = () => go("eob");
  const benchmark = centsOrNull(line.benchmark);
  return (
    <tr>
      <th scope="row" className="nowrap">
        <span className="mono">{codeOf(line)}</span>
        <span className="sub">
          line {line.line}
          {line.date === null ? "" : `, ${showDate(dayOf(line.date))}`}
        </span>
      </th>
      <td>
        <ClassWord of={line.class} />
        <span className="sub">
          {line.codes.map((c) => (
            <span key={c} className="mono">
              {c}{" "}
            </span>
          ))}
          {line.units !== "1" && `${line.units} units`}
        </span>
        <NextTags line={line} />
      </td>
      <td className="n">
        <Amount of={line.billed} source={billedSource(line, evaluation)} />
      </td>
      <td className="n">
        <Amount of={line.allowed} source={allowedSource(line, evaluation, see)} />
      </td>
      <td className="n">
        <Amount of={line.paid} source={paidSource(line, evaluation, see)} />
      </td>
      <td className="n">
        <Amount of={line.benchmark} source={benchmarkSource(line)} />
        {benchmark !== null && (
          <span className="strip-room">
            <BenchmarkStrip paid={centsOf(line.paid)} benchmark={benchmark} name="benchmark" />
          </span>
        )}
      </td>
      <td className="n m">
        <Amount of={line.stake} source={stakeSource(line)} />
      </td>
    </tr>
  );
}

function Totals() {
  const { evaluation: e } = useDesk().view;
  return (
    <tfoot>
      <tr>
        <th scope="row">Total</th>
        <td>
          {e.lines.length} {e.lines.length === 1 ? "line" : "lines"}
        </td>
        <td className="n">
          <Amount of={e.billed} source={totalSource("Charge", e, (l) => l.billed)} />
        </td>
        <td className="n">
          <Amount of={e.allowed} source={totalSource("Allowed", e, (l) => l.allowed)} />
        </td>
        <td className="n">
          <Amount of={e.paid} source={totalSource("Plan paid", e, (l) => l.paid)} />
        </td>
        <td className="n">
          <Amount of={e.benchmark} source={totalSource("Benchmark", e, (l) => l.benchmark)} />
        </td>
        <td className="n">
          <Amount of={e.stake} source={totalSource("At stake", e, (l) => l.stake)} />
        </td>
      </tr>
    </tfoot>
  );
}

/** Why each line is what it is, in the evaluation's own sentences. */
function Why() {
  const { evaluation: e } = useDesk().view;
  const lines = e.lines.filter((l) => l.because.length > 0);
  if (lines.length === 0 && e.notes.length === 0) return null;
  return (
    <section className="sec">
      <div className="h2row">
        <h2>Why</h2>
        <span className="sm">How each line got its class</span>
      </div>
      <dl className="because">
        {lines.map((l) => (
          <div key={l.line}>
            <dt className="mono">{codeOf(l)}</dt>
            <dd>
              {l.because.map((b) => (
                <p key={b.text}>
                  {b.text} {b.source !== undefined && <Cite>{b.source}</Cite>}
                </p>
              ))}
            </dd>
          </div>
        ))}
        {e.notes.length > 0 && (
          <div>
            <dt>Notes</dt>
            <dd>
              {e.notes.map((n) => (
                <p key={n}>{n}</p>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

/** The claim and its lines: what was charged, allowed, paid, and what it is worth. */
export function ClaimTab() {
  const { evaluation: e, providers } = useDesk().view;
  const who = [
    ["Billed by", providers.billing],
    ["Facility", providers.facility],
    ["Rendered by", providers.rendering],
    ["Claim", e.claim],
    ["Matched", e.match],
  ] as const;
  return (
    <>
      <section className="tab-sec">
        <div className="h2row">
          <h2>Lines</h2>
          <span className="sm">Paid against what the line is worth</span>
        </div>
        <Lines label="Lines of the claim">
          <table className="edge">
            <caption className="vh">Lines of the claim</caption>
            <thead>
              <tr>
                <th scope="col">Code</th>
                <th scope="col">Class, codes</th>
                {["Charge", "Allowed", "Plan paid", "Benchmark", "At stake"].map((c) => (
                  <th key={c} scope="col" className="n">
                    <Label>{c}</Label>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {e.lines.map((l) => (
                <LineRow key={l.line} line={l} />
              ))}
            </tbody>
            <Totals />
          </table>
        </Lines>
      </section>
      <WhatToDo />
      <Why />
      <StandingPanel />
      <section className="sec">
        <div className="h2row">
          <h2>Where it stands written</h2>
          {e.flags.map((f) => (
            <FlagTag key={f} of={f} />
          ))}
        </div>
        <dl className="because">
          {who.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value ?? <NotKnown />}</dd>
            </div>
          ))}
          <div>
            <dt>Files</dt>
            <dd className="row wrap">
              {e.sources.map((s) => (
                <Cite key={s}>{s}</Cite>
              ))}
            </dd>
          </div>
          {e.takeback !== null && (
            <div>
              <dt>
                <Said word="takeback">Taken back</Said>
              </dt>
              <dd>
                <Amount of={e.takeback.amount} source={{ of: "Taken back", from: e.takeback.how }} /> {e.takeback.how}
              </dd>
            </div>
          )}
        </dl>
      </section>
    </>
  );
}
