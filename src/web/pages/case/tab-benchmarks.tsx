import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Cents, divide } from "#base/money.ts";
import { centsOf, centsOrNull } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { Axis, type AxisOf, BenchmarkStrip, type Mark } from "#web/kit/axis.tsx";
import { Button } from "#web/kit/button.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Money, NotKnown } from "#web/kit/money.tsx";
import { Said } from "#web/kit/said.tsx";
import { ClassWord } from "#web/kit/tag.tsx";
import { withoutBenchmark } from "./benchmark-words.ts";
import { planQuery } from "./case-data.ts";
import { useDesk } from "./desk.ts";
import { ExpectedByLine } from "./expected-lines.tsx";
import {
  allowedSource,
  benchmarkSource,
  billedSource,
  codeOf,
  type Line,
  paidSource,
  totalSource,
} from "./line-sources.ts";
import { Lines } from "./lines-room.tsx";
import { type PlanSaid, planSaid } from "./plan-said.ts";

/** The axis writes what has a formula as an estimate; a sum of exact cents is none. */
function mark(kind: Mark["kind"], name: string, text: string | null, source: Mark["source"]): readonly Mark[] {
  if (text === null) return [];
  const { formula: _, ...exact } = source;
  return [{ kind, name, cents: centsOf(text), source: exact }];
}

/** What is missing, by name, so that its absence is seen on the axis. */
const missingOf = (benchmark: string | null): readonly string[] => (benchmark === null ? ["Benchmark"] : []);

/** Everything that has a price in this case, over all its lines. */
function useTotalAxis(plan: PlanSaid | undefined): AxisOf {
  const { view } = useDesk();
  const { evaluation: e, offers } = view;
  const standing = offers.filter((o) => o.state === "standing");
  const floor = centsOrNull(plan?.floor ?? null);
  const target = centsOrNull(plan?.target ?? null);
  return {
    marks: [
      ...mark(
        "paid",
        "Allowed",
        e.allowed,
        totalSource("Allowed", e, (l) => l.allowed),
      ),
      ...mark(
        "benchmark",
        "Benchmark",
        e.benchmark,
        totalSource("Benchmark", e, (l) => l.benchmark),
      ),
      ...mark(
        "list",
        "Charge",
        e.billed,
        totalSource("Charge", e, (l) => l.billed),
      ),
      ...standing.flatMap((o) =>
        mark(o.from === "us" ? "ours" : "theirs", o.from === "us" ? "Our offer" : "Plan’s offer", o.amount, {
          of: o.from === "us" ? "Our offer" : "Plan’s offer",
          from: `Logged by hand, made ${o.made} by ${o.way}`,
          ...(o.terms === null ? {} : { statedAs: o.terms }),
        }),
      ),
      ...mark("limit", "Floor", plan?.floor ?? null, {
        of: "Floor",
        from: "The plan tab: the least that may be asked or taken. Private.",
      }),
      ...mark("limit", "Target", plan?.target ?? null, {
        of: "Target",
        from: "The plan tab: where to settle. Private.",
      }),
    ],
    ...(floor === null || target === null || floor > target ? {} : { range: { low: floor, high: target } }),
    missing: missingOf(e.benchmark),
  };
}

/** Two marks in one place would hide each other: what was paid is drawn only where it is not what was allowed. */
function lineAxis(line: Line, e: Case["evaluation"]): AxisOf {
  const paid = line.allowed === line.paid ? [] : mark("paid", "Plan paid", line.paid, paidSource(line, e));
  return {
    marks: [
      ...paid,
      ...mark("paid", "Allowed", line.allowed, allowedSource(line, e)),
      ...mark("benchmark", "Benchmark", line.benchmark, benchmarkSource(line)),
      ...mark("list", "Charge", line.billed, billedSource(line, e)),
    ],
    missing: missingOf(line.benchmark),
  };
}

function LineRow({ line, now, choose }: { readonly line: Line; readonly now: boolean; readonly choose: () => void }) {
  const benchmark = centsOrNull(line.benchmark);
  return (
    <tr>
      <th scope="row">
        <button type="button" className="event mono" aria-pressed={now} onClick={choose}>
          {codeOf(line)}
        </button>
        <span className="sub">line {line.line}</span>
      </th>
      <td>
        <ClassWord of={line.class} />
      </td>
      <td>
        {benchmark === null ? (
          <NotKnown>No benchmark</NotKnown>
        ) : (
          <BenchmarkStrip paid={centsOf(line.allowed ?? line.paid)} benchmark={benchmark} name="benchmark" />
        )}
      </td>
      <td className="n">
        {line.benchmark !== null && <Money cents={centsOf(line.benchmark)} source={benchmarkSource(line)} />}
      </td>
      <td className="t2">{line.benchmarkFrom ?? line.because.map((b) => b.text).join(" ")}</td>
    </tr>
  );
}

function ByLine({ chosen, choose }: { readonly chosen: number; readonly choose: (line: number) => void }) {
  const { lines } = useDesk().view.evaluation;
  return (
    <section className="sec by-line">
      <div className="h2row">
        <h2>By line</h2>
        <span className="sm">Choose a code to see it on the axis</span>
      </div>
      <Lines label="Benchmarks by line">
        <table className="flush">
          <caption className="vh">Benchmarks by line</caption>
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">Class</th>
              <th scope="col">
                <Said word="allowed">Allowed</Said> against benchmark
              </th>
              <th scope="col" className="n">
                <Said word="benchmark">Benchmark</Said>
              </th>
              <th scope="col">Where from</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((l) => (
              <LineRow key={l.line} line={l} now={l.line === chosen} choose={() => choose(l.line)} />
            ))}
          </tbody>
        </table>
      </Lines>
    </section>
  );
}

/** Share of the benchmark that was allowed, whole percent; undefined without a benchmark. */
const share = (allowed: Cents | null, benchmark: Cents | null): string | undefined =>
  allowed === null || benchmark === null || benchmark === 0n
    ? undefined
    : `${divide(allowed * 100n, benchmark, "half-up")}% of the benchmark was allowed.`;

/** No line has this number: the axis of all of them. */
const ALL = 0;

/** What the claim is worth: one axis, of all lines or of any one, and where each benchmark comes from. */
export function BenchmarksTab() {
  const { evaluation: e, row } = useDesk().view;
  const { data } = useQuery(planQuery(row.id));
  const total = useTotalAxis(data === undefined ? undefined : planSaid(data));
  const [chosen, choose] = useState(ALL);
  const line = e.lines.find((l) => l.line === chosen);
  const count = e.lines.length === 1 ? "One line" : `All ${e.lines.length} lines`;
  return (
    <>
      <section className="tab-sec pad-x">
        <div className="h2row">
          <h2>Worth</h2>
          <span className="sm">
            {line === undefined
              ? `${count}, one axis. ${share(centsOrNull(e.allowed), centsOrNull(e.benchmark)) ?? ""}`
              : `${codeOf(line)}, line ${line.line}. ${share(centsOrNull(line.allowed), centsOrNull(line.benchmark)) ?? ""}`}
          </span>
          {line !== undefined && (
            <span className="end">
              <Button size="small" onClick={() => choose(ALL)}>
                All lines
              </Button>
            </span>
          )}
        </div>
        <Axis key={chosen} of={line === undefined ? total : lineAxis(line, e)} />
        {withoutBenchmark(e.lines).map(({ codes, why, isLoadable }) => (
          <p key={why ?? ""} className="sm k-fact kc mt3">
            <Glyph name="fact" s /> No benchmark for {codes.join(", ")}
            {why === undefined ? "" : `: ${why}`}.
            {isLoadable && " Load a price book under Rates, or import five own payments for the same code."}
          </p>
        ))}
        <p className="xs t3 mt2">Floor and target are private. The axis breaks where the charge lies far off.</p>
      </section>
      <ByLine chosen={chosen} choose={choose} />
      <ExpectedByLine />
    </>
  );
}
