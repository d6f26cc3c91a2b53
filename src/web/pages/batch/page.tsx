import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { problemFrom } from "#web/data/problem.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDate } from "#web/kit/day-words.ts";
import { Check } from "#web/kit/fields.tsx";
import { Glyph, type GlyphName } from "#web/kit/glyph.tsx";
import { Money, NotKnown } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Label, Said } from "#web/kit/said.tsx";
import { Empty, NoPermission, ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Page } from "#web/shell/page.tsx";
import { Arbiters } from "./arbiters.tsx";
import { carried } from "./carried.ts";
import "./batch.css";

type Built = Answer<"buildBatch">;
type Batch = Built["batches"][number];
type Line = Batch["lines"][number];
type Left = Built["out"][number];

const percent = (x: number): string => `${Math.round(x * 100)}%`;
const lines = (n: number): string => `${n} ${n === 1 ? "line" : "lines"}`;

const CHECK: Readonly<Record<Batch["checks"][number]["state"], { glyph: GlyphName; word: string; tone: string }>> = {
  done: { glyph: "check", word: "done", tone: "paid" },
  missing: { glyph: "fact", word: "missing", tone: "fact" },
  wait: { glyph: "clock", word: "not yet", tone: "expiring" },
  person: { glyph: "person", word: "a person confirms", tone: "" },
};

type AskedOf = Batch["checks"][number];

const CheckList = ({ of }: { readonly of: readonly AskedOf[] }) => (
  <ul className="bt-checks">
    {of.map((c) => {
      const sign = CHECK[c.state];
      return (
        <li key={`${c.what} ${c.says}`}>
          <span className={sign.tone === "" ? "nowrap t2" : `k-${sign.tone} kc nowrap`}>
            <Glyph name={sign.glyph} s /> {sign.word}
          </span>
          <span>
            <b className="m">{c.what}</b>: {c.says}
            {c.cite !== null && <span className="t3"> ({c.cite})</span>}
          </span>
        </li>
      );
    })}
  </ul>
);

/** What is open, and behind a word what is there: of many batches the same things are there each time. */
function Checks({ batch }: { readonly batch: Batch }) {
  const there = batch.checks.filter((c) => c.state === "done");
  return (
    <>
      <CheckList of={batch.checks.filter((c) => c.state !== "done")} />
      {there.length > 0 && (
        <details className="sm mt2">
          <summary>
            {there.length} {there.length === 1 ? "thing is" : "things are"} there: {there.map((c) => c.what).join(", ")}
          </summary>
          <CheckList of={there} />
        </details>
      )}
    </>
  );
}

const LineCells = ({
  l,
}: {
  readonly l: Pick<Line, "case" | "number" | "line" | "code" | "modifiers" | "service" | "payer">;
}) => (
  <>
    <th scope="row">
      <Link to="/cases/$case" params={{ case: l.case }} className="m mono">
        {l.number}
      </Link>
      <span className="sub">line {l.line}</span>
    </th>
    <td className="mono">{[l.code, ...l.modifiers].join("-")}</td>
    <td>{l.service === null ? <NotKnown /> : showDate(dayOf(l.service))}</td>
    <td>{l.payer}</td>
  </>
);

function Head({ last }: { readonly last: readonly string[] }) {
  return (
    <thead>
      <tr>
        <th scope="col">Case</th>
        <th scope="col">Code</th>
        <th scope="col">Service</th>
        <th scope="col">Payer</th>
        {last.map((name) => (
          <th key={name} scope="col">
            <Label>{name}</Label>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function LineTable({ batch, name }: { readonly batch: Batch; readonly name: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="bt-room" tabIndex={0} aria-label={`Lines of ${name}`}>
      <table className="edge">
        <caption className="vh">Lines of {name}</caption>
        <Head last={["Allowed", "If won, more", "Adds", "Lacks"]} />
        <tbody>
          {batch.lines.map((l) => (
            <tr key={`${l.case} ${l.line}`}>
              <LineCells l={l} />
              <td className="num">{l.allowed === null ? <NotKnown /> : showMoney(centsOf(l.allowed), "exact")}</td>
              <td className="num">
                <Money
                  cents={centsOf(l.gain)}
                  state="modelled"
                  source={{
                    of: `If won, ${l.number} line ${l.line}`,
                    from: `the plan of the case; chance ${percent(l.chance)}`,
                  }}
                />
              </td>
              <td className="num">
                <Money
                  cents={centsOf(l.adds)}
                  state="modelled"
                  source={{ of: `${l.number} line ${l.line}, added to ${name}`, from: l.why }}
                />
                {l.advice !== "in" && <span className="sub">better {l.advice === "alone" ? "alone" : "left out"}</span>}
              </td>
              <td className="sm t2">{l.missing.length === 0 ? "nothing" : l.missing.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const VERDICTS = {
  batch: "As a batch it brings more.",
  singles: "Single disputes bring more.",
  neither: "Neither way pays.",
} as const;

function OneBatch({ batch, at }: { readonly batch: Batch; readonly at: number }) {
  const name = `Batch ${at + 1}`;
  const { worth, fees } = batch;
  const open = batch.checks.filter((c) => c.state === "missing" || c.state === "wait").length;
  const from = "the plans of its lines, the fees of the day it is begun, and priors of decisions";
  return (
    <section className="bt-batch" aria-label={name}>
      <div className="pad">
        <h2>
          <Said word="batching">{name}</Said>: {lines(batch.lines.length)}, {batch.relation}
        </h2>
        <p className="sm t2">
          {batch.because} Rule since {batch.rule.from}
          {batch.rule.mostLines !== null && `, at most ${batch.rule.mostLines} lines`}: {batch.rule.cites.join("; ")}.
          Services of {showDate(dayOf(batch.first))} through {showDate(dayOf(batch.lastService))} may stand in it.
        </p>
        <p className="verdict small mt2">
          {VERDICTS[worth.better]}{" "}
          <Money cents={centsOf(worth.batch)} state="modelled" source={{ of: `${name}, worth as a batch`, from }} /> as
          a batch,{" "}
          <Money cents={centsOf(worth.singles)} state="modelled" source={{ of: `${name}, worth as singles`, from }} />{" "}
          as single disputes.
        </p>
        <p className="sm mt1">
          The entity's fee ({fees.batch.map((f) => showMoney(centsOf(f), "exact")).join(" to ")}) falls on you with a
          chance of {percent(worth.feeFalls)}; one line that does not belong sinks it with {percent(worth.sinks)}.
        </p>
        {batch.choice.lines < batch.lines.length && (
          <p className="sm mt1">
            {batch.choice.lines === 0
              ? "No two of its lines pay together"
              : `${batch.choice.lines} of its ${batch.lines.length} lines pay together`}
            ; so grouped, and the others alone where that pays, it brings{" "}
            <Money
              cents={centsOf(batch.choice.worth)}
              state="modelled"
              source={{ of: `${name}, grouped by what pays`, from }}
            />
            .
          </p>
        )}
        <h3 className="mt3">{batch.choice.pays ? "Ready to file" : "Costs more than it brings"}</h3>
        <p className="sm t2" role="status">
          {!batch.choice.pays && "File it only for a reason beyond its money. "}
          {open === 0
            ? "Nothing is missing but what a person confirms."
            : `${open} ${open === 1 ? "thing is" : "things are"} still open.`}
        </p>
        <Checks batch={batch} />
      </div>
      <LineTable batch={batch} name={name} />
    </section>
  );
}

function LeftOver({
  title,
  note,
  rows,
}: {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly Left[];
}) {
  if (rows.length === 0) return null;
  return (
    <section className="bt-batch" aria-label={title}>
      <div className="pad">
        <h2>
          {title} <span className="t3 num">{rows.length}</span>
        </h2>
        <p className="sm t2">{note}</p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard */}
      <section className="bt-room" tabIndex={0} aria-label={`${title}, lines`}>
        <table className="edge">
          <caption className="vh">{title}</caption>
          <Head last={["Why"]} />
          <tbody>
            {rows.map((l) => (
              <tr key={`${l.case} ${l.line}`}>
                <LineCells l={l} />
                <td className="sm">
                  {l.because} <span className="t3">{l.cites.join("; ")}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

type Only = "all" | "paying";

async function save(cases: readonly string[], only: Only, format: "csv" | "json"): Promise<void> {
  const response = await fetch("/v1/batch/export", {
    method: "POST",
    body: JSON.stringify({ cases, only, format }),
    credentials: "same-origin",
    headers: { "content-type": "application/json", "x-requested-with": "parley" },
  });
  if (!response.ok) throw problemFrom(await response.json().catch(() => undefined), response);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = `batch.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function Files({ cases, only }: { readonly cases: readonly string[]; readonly only: Only }) {
  const [thrown, setThrown] = useState<unknown>();
  const go = (format: "csv" | "json") => {
    setThrown(undefined);
    save(cases, only, format).catch(setThrown);
  };
  return (
    <div className="row wrap mt3">
      <Button size="small" onClick={() => go("csv")}>
        Save as CSV
      </Button>
      <Button size="small" onClick={() => go("json")}>
        Save as JSON
      </Button>
      {thrown !== undefined && <ProblemState thrown={thrown} />}
    </div>
  );
}

function BuiltView({
  built,
  cases,
  only,
  put,
}: {
  readonly built: Built;
  readonly cases: readonly string[];
  readonly only: Only;
  readonly put: (only: Only) => void;
}) {
  const inBatches = built.batches.reduce((n, b) => n + b.lines.length, 0);
  const may = useMay("export");
  return (
    <>
      <div className="pad">
        <p className="verdict">
          {inBatches === 0
            ? "No two of these lines may share a dispute."
            : `${lines(inBatches)} of ${cases.length} ${cases.length === 1 ? "case" : "cases"} fit into ${built.batches.length} ${built.batches.length === 1 ? "batch" : "batches"}.`}
        </p>
        <p className="sm t2 mt1">
          {lines(built.alone.length)} may be disputed alone, {lines(built.out.length)} not now. As of{" "}
          {showDate(dayOf(built.on))}. Nothing is filed from here.
        </p>
        <div className="mt2">
          <Check checked={only === "paying"} onChange={(e) => put(e.target.checked ? "paying" : "all")}>
            Keep together only the lines that pay together
          </Check>
        </div>
        {may && <Files cases={cases} only={only} />}
      </div>
      {built.batches.map((b, i) => (
        <OneBatch key={`${b.lines[0]?.case} ${b.lines[0]?.line}`} batch={b} at={i} />
      ))}
      <Arbiters
        parties={[...new Set(built.batches.flatMap((b) => b.lines.map((l) => l.payer)))]}
        lines={Math.max(1, ...built.batches.map((b) => b.lines.length))}
      />
      <LeftOver title="Alone" note="May be disputed, each by itself." rows={built.alone} />
      <LeftOver title="Not in a dispute" note="What keeps a line out: law, or what it would cost." rows={built.out} />
    </>
  );
}

function Body() {
  const [cases] = useState(carried);
  const [only, put] = useState<Only>("all");
  const query = useQuery({
    queryKey: ["batch", only, ...cases],
    queryFn: ({ signal }) => answered(api.POST("/v1/batch", { body: { cases: [...cases], only }, signal })),
    enabled: cases.length > 0,
  });
  if (cases.length === 0)
    return (
      <div className="pad">
        <Empty
          says="No case was chosen yet."
          more="Choose cases in the queue and press Batch: their lines are put into as few disputes as the rule allows."
        >
          <Link to="/queue" search={{ tab: "team" }}>
            Choose in the queue
          </Link>
        </Empty>
      </div>
    );
  return (
    <Asked of={query} doing="Putting the lines into disputes.">
      {(built) => <BuiltView built={built} cases={cases} only={only} put={put} />}
    </Asked>
  );
}

/** Lines of chosen cases in as few disputes as may be: in or out and why, what it costs and brings, what it lacks. */
export function BatchPage() {
  const me = useMe();
  const may = useMay("see cases");
  return (
    <Page title="Batch" crumbs={[{ to: "/queue", name: "Queue" }]}>
      {me === undefined || may ? (
        <Body />
      ) : (
        <div className="pad">
          <NoPermission />
        </div>
      )}
    </Page>
  );
}
