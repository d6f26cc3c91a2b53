import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { centsOf, centsOrNull, dayOf } from "#web/data/wire.ts";
import type { Eob } from "#web/data/words.ts";
import { Cite, Seg } from "#web/kit/chips.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { type EobOf, EobView, NextActTag } from "#web/kit/eob.tsx";
import { Empty, Loading, ProblemState } from "#web/kit/states.tsx";
import { eobsQuery } from "./case-data.ts";
import { useDesk } from "./desk.ts";
import { show } from "./line-sources.ts";

function viewOf(eob: Eob, version: string): EobOf {
  return {
    facts: [
      { name: "Plan", value: eob.payer },
      { name: "Plan’s number", value: <span className="mono">{eob.payerNumber ?? "not stated"}</span> },
      {
        name: "Paid by",
        value: [
          eob.trace === null ? undefined : `trace ${eob.trace}`,
          eob.paidOn === null ? undefined : showDateOfYear(dayOf(eob.paidOn)),
        ]
          .filter((x) => x !== undefined)
          .join(", "),
      },
      { name: "Version", value: version },
      { name: "Source", value: eob.typedBy === null ? "835 file" : `typed by ${eob.typedBy}` },
    ],
    lines: eob.lines.map((l, i) => ({
      key: `${eob.remittance} ${i}`,
      code: [l.code, ...l.modifiers].join("-"),
      charge: centsOf(l.charge),
      takenOff: centsOf(l.takenOff),
      allowed: centsOrNull(l.allowed),
      allowedSource: {
        of: `Allowed, ${l.code}`,
        from: eob.typedBy === null ? `Remittance of ${eob.payer}` : `Typed by ${eob.typedBy}`,
        statedAs: l.segments.map((s) => `segment ${s.segment}`).join(", ") || "no segment",
        checked: eob.balance.text,
      },
      patient: centsOf(l.patient),
      paid: centsOf(l.paid),
      reasons: [
        ...l.adjustments.map((a) => ({
          code: `${a.code} ${show(a.amount)}`,
          means: a.meaning,
          owes: a.owes,
          next: a.next ?? undefined,
        })),
        ...l.remarks.map((r) => ({ code: r.code, means: r.meaning, owes: "" })),
      ],
      segments: l.segments,
    })),
    balances: eob.balance.balances,
    balance: eob.balance.text,
  };
}

/** What the plan said of the whole claim, beside its lines. */
function OfTheClaim({ eob }: { readonly eob: Eob }) {
  const facts = [
    ["Status", eob.status],
    ["Stands", `${eob.fate.what}: ${eob.fate.because}`],
    ["Charge", show(eob.billed)],
    ["Plan paid", show(eob.paid)],
    ["Patient", eob.patient === null ? "not stated" : show(eob.patient)],
  ] as const;
  return (
    <dl className="because mt4">
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{text}</dd>
        </div>
      ))}
      {eob.adjustments.map((a) => (
        <div key={`${a.code} ${a.amount}`}>
          <dt className="mono">{a.code}</dt>
          <dd>
            {show(a.amount)} {a.meaning} <span className="t3">{a.owes}</span>
            {a.next !== null && <NextActTag of={a.next} />}
          </dd>
        </div>
      ))}
      {eob.remarks.map((r) => (
        <div key={r.code}>
          <dt className="mono">{r.code}</dt>
          <dd>{r.meaning}</dd>
        </div>
      ))}
      {eob.segments.length > 0 && (
        <div>
          <dt>Segments</dt>
          <dd className="row wrap">
            {eob.segments.map((s) => (
              <Cite key={s.segment}>{`${s.segment} ${s.text}`}</Cite>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** What the plan said, version by version; the newest stands first in view, earlier ones one step away. */
export function EobTab() {
  const { id } = useDesk().view.row;
  const { data, isPending, error, refetch } = useQuery(eobsQuery(id));
  const [chosen, choose] = useState<string>();
  if (isPending)
    return (
      <div className="pad">
        <Loading doing="Reading the remittances." />
      </div>
    );
  if (error !== null)
    return (
      <div className="pad">
        <ProblemState thrown={error} retry={() => void refetch()} />
      </div>
    );
  const { rows } = data;
  const at = rows.findIndex((r) => r.remittance === chosen);
  const now = at < 0 ? rows.length - 1 : at;
  const eob = rows[now];
  if (eob === undefined)
    return (
      <div className="pad">
        <Empty
          says="The plan has not answered this claim."
          more="An 835 that answers it is matched when it is imported."
        />
      </div>
    );
  const version = `${now + 1} of ${rows.length}`;
  return (
    <section className="tab-sec pad-x">
      {rows.length > 1 && (
        <div className="h2row">
          <Seg
            label="Versions"
            value={eob.remittance}
            choose={choose}
            options={rows.map((r, i) => ({
              value: r.remittance,
              name: `${i + 1} of ${rows.length}${r.paidOn === null ? "" : `, ${showDateOfYear(dayOf(r.paidOn))}`}`,
            }))}
          />
        </div>
      )}
      <EobView key={eob.remittance} of={viewOf(eob, version)} />
      <OfTheClaim eob={eob} />
    </section>
  );
}
