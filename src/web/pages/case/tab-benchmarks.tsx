import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Cents, divide } from "#base/money.ts";
import { centsOf, centsOrNull } from "#web/data/wire.ts";
import { Axis, type AxisOf, type Mark } from "#web/kit/axis.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { ClassWord } from "#web/kit/tag.tsx";
import { planQuery } from "./case-data.ts";
import { useDesk } from "./desk.ts";
import {
  allowedSource,
  benchmarkSource,
  billedSource,
  codeOf,
  type Line,
  paidSource,
  totalSource,
} from "./line-sources.ts";
import { type PlanSaid, planSaid } from "./plan-said.ts";

const mark = (kind: Mark["kind"], name: string, text: string | null, source: Mark["source"]): readonly Mark[] =>
  text === null ? [] : [{ kind, name, cents: centsOf(text), source }];

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

function useLineAxis(line: Line): AxisOf {
  const { evaluation: e } = useDesk().view;
  return {
    marks: [
      ...mark("paid", "Plan paid", line.paid, paidSource(line, e)),
      ...mark("theirs", "Allowed", line.allowed, allowedSource(line, e)),
      ...mark("benchmark", "Benchmark", line.benchmark, benchmarkSource(line)),
      ...mark("list", "Charge", line.billed, billedSource(line, e)),
    ],
    missing: missingOf(line.benchmark),
  };
}

function LineAxis({ line }: { readonly line: Line }) {
  const of = useLineAxis(line);
  return (
    <section className="sec">
      <div className="h2row">
        <h2>
          <span className="mono">{codeOf(line)}</span>
        </h2>
        <span className="sm">line {line.line}</span>
        <ClassWord of={line.class} />
      </div>
      <Axis of={of} />
      <p className="xs t3 mt2">
        {line.benchmarkFrom === null ? line.because.map((b) => b.text).join(" ") : `Benchmark: ${line.benchmarkFrom}.`}
      </p>
    </section>
  );
}

const FEW = 6;

/** Share of the benchmark that was allowed, whole percent; undefined without a benchmark. */
const share = (allowed: Cents | null, benchmark: Cents | null): string | undefined =>
  allowed === null || benchmark === null || benchmark === 0n
    ? undefined
    : `${divide(allowed * 100n, benchmark, "half-up")}% of the benchmark was allowed.`;

/** What each line is worth: one axis for all of them, and one for each. */
export function BenchmarksTab() {
  const { evaluation: e, row } = useDesk().view;
  const { data } = useQuery(planQuery(row.id));
  const total = useTotalAxis(data === undefined ? undefined : planSaid(data));
  const [all, setAll] = useState(e.lines.length <= FEW);
  const without = e.lines.filter((l) => l.benchmark === null);
  const lines = all ? e.lines : e.lines.slice(0, FEW);
  return (
    <>
      <section className="tab-sec pad-x">
        <div className="h2row">
          <h2>Worth</h2>
          <span className="sm">
            {e.lines.length === 1 ? "One line" : `All ${e.lines.length} lines`}, one axis.{" "}
            {share(centsOrNull(e.allowed), centsOrNull(e.benchmark))}
          </span>
        </div>
        <Axis of={total} />
        {without.length > 0 && (
          <p className="sm k-fact kc mt3">
            <Glyph name="fact" s /> No benchmark for {without.map(codeOf).join(", ")}. Load a price book under Rates, or
            import five own payments for the same code.
          </p>
        )}
        <p className="xs t3 mt2">Floor and target are private. The axis breaks where the charge lies far off.</p>
      </section>
      {lines.map((l) => (
        <LineAxis key={l.line} line={l} />
      ))}
      {!all && (
        <div className="sec">
          <button type="button" className="btn small" onClick={() => setAll(true)}>
            Show all {e.lines.length} lines
          </button>
        </div>
      )}
    </>
  );
}
