import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { centsOf } from "#web/data/wire.ts";
import type { QueueRow } from "#web/data/words.ts";
import { Button, buttonClass } from "#web/kit/button.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Label } from "#web/kit/said.tsx";
import { Loading, ProblemState } from "#web/kit/states.tsx";
import { ClassTag, ClassWord, FlagTag } from "#web/kit/tag.tsx";
import { caseQuery } from "#web/pages/case/case-data.ts";
import { channelName } from "#web/pages/case/channel-words.ts";
import { restLine, rowName, stepLine } from "./row-words.ts";

const money = (text: string): string => showMoney(centsOf(text), "exact");

function More({ id }: { readonly id: string }) {
  const { data, isPending, error, refetch } = useQuery(caseQuery(id));
  if (isPending) return <Loading doing="Reading the case." />;
  if (error !== null) return <ProblemState thrown={error} retry={() => void refetch()} />;
  const { evaluation, questions, tasks } = data;
  const asked = questions.filter((q) => q.answer === null);
  const open = tasks.filter((t) => !t.done);
  return (
    <>
      <section className="rail-sec">
        <h3>Lines</h3>
        <ul className="mt2 sm">
          {evaluation.lines.slice(0, 8).map((l) => (
            <li key={l.line} className="row between">
              <span className="row">
                <span className="mono">{[l.code, ...l.modifiers].join("-")}</span>
                <ClassWord of={l.class} />
              </span>
              <span className="num">{money(l.stake)}</span>
            </li>
          ))}
        </ul>
        {evaluation.lines.length > 8 && <p className="xs t3 mt1">{evaluation.lines.length - 8} more lines</p>}
      </section>
      {asked.length > 0 && (
        <section className="rail-sec">
          <h3>{asked.length === 1 ? "One question" : `${asked.length} questions`}</h3>
          <p className="sm t2 mt1">{asked[0]?.question}</p>
        </section>
      )}
      {open.length > 0 && (
        <section className="rail-sec">
          <h3>Tasks</h3>
          <ul className="mt2 sm">
            {open.map((t) => (
              <li key={t.event}>{t.title}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** A case at a glance, beside the list; follows the cursor. */
export function Peek({ row, close }: { readonly row: QueueRow; readonly close: () => void }) {
  const rest = restLine(row);
  const facts = [
    ["Charge", money(row.billed)],
    ["Allowed", row.allowed === null ? "not known" : money(row.allowed)],
    ["Plan paid", money(row.paid)],
    ["Benchmark", row.benchmark === null ? "not known" : money(row.benchmark)],
    ["Lost if untouched today", money(row.loss)],
    ["Channel", channelName(row.channel)],
  ] as const;
  return (
    <div className="peek">
      <div className="row between top">
        <div>
          <h2>{rowName(row)}</h2>
          <p className="mono t3 sm">{row.number}</p>
        </div>
        <Button size="small" kind="quiet" keys="Space" onClick={close}>
          Close
        </Button>
      </div>
      <p className="verdict small mt2">{stepLine(row)}</p>
      {rest !== undefined && <p className="sm t2 mt1">{rest}</p>}
      <div className="row wrap mt2">
        <ClassTag of={row.class} />
        {row.flags.map((f) => (
          <FlagTag key={f} of={f} />
        ))}
      </div>
      <dl className="facts-list mt3">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>
              <Label>{name}</Label>
            </dt>
            <dd className="num">{text}</dd>
          </div>
        ))}
      </dl>
      <More key={row.id} id={row.id} />
      <div className="rail-sec">
        <Link to="/cases/$case" params={{ case: row.id }} className={buttonClass({ kind: "primary" })}>
          Open {row.number}
          <span className="kbd" aria-hidden="true">
            Enter
          </span>
        </Link>
      </div>
    </div>
  );
}
