import { getRouteApi } from "@tanstack/react-router";
import { Fragment, useCallback, useMemo, useState } from "react";
import { type Day, day, plusDays } from "#base/day.ts";
import { type Cents, centsFromInt } from "#base/money.ts";
import type { LineClass } from "#web/data/words.ts";
import { MiniAxis } from "#web/kit/axis.tsx";
import { DeadlineChip } from "#web/kit/deadline.tsx";
import { Check } from "#web/kit/fields.tsx";
import { Money } from "#web/kit/money.tsx";
import { ClassTag } from "#web/kit/tag.tsx";
import { type Column, VirtualRows } from "#web/kit/virtual-rows.tsx";
import { useKeys } from "#web/shell/keys.ts";

const TODAY = day("2026-11-23");
const COLUMNS: readonly Column[] = [
  { key: "select", name: "Select", unseen: true, width: "24px" },
  { key: "case", name: "Case", width: "minmax(80px, 1fr)" },
  { key: "payer", name: "Payer", width: "minmax(150px, 2fr)" },
  { key: "class", name: "Class", width: "124px" },
  { key: "due", name: "Business days left", width: "140px" },
  { key: "axis", name: "Paid to ask", width: "116px" },
  { key: "risk", name: "At risk", width: "90px", n: true },
];
const CLASSES: readonly LineClass[] = ["underpaid", "denied", "needs a fact", "unpaid"];
const PAYERS = [
  "Meridian Prairie Health",
  "Sable Benefit Administrators",
  "Northlake Mutual",
  "Bluestem Valley Health",
];

interface Case {
  readonly id: string;
  readonly payer: string;
  readonly class: LineClass;
  readonly due: Day;
  readonly paid: Cents;
  readonly ask: Cents;
  readonly group?: boolean;
}

const at = <T,>(list: readonly T[], i: number): T => list[i % list.length] as T;

/** That many cases, the same ones every time. */
function invent(length: number): readonly Case[] {
  return Array.from({ length }, (_, i) => ({
    id: `HR-${i + 1}`,
    payer: at(PAYERS, i * 7),
    class: at(CLASSES, i * 3),
    due: plusDays(TODAY, Math.floor(i / 400) + 1),
    paid: centsFromInt(((i * 7919) % 90_000) + 1_000),
    ask: centsFromInt(((i * 7919) % 90_000) + 1_000 + ((i * 104_729) % 700_000) + 5_000),
    group: i % 14 === 0,
  }));
}

function cellsOf(row: Case, selected: boolean, select: () => void) {
  if (row.group === true)
    return [
      <Fragment key="group">
        <span className="m">From {row.id}</span>
        <b className="num">$38,410</b>
      </Fragment>,
    ];
  return [
    <Check key="select" aria-label={`Select ${row.id}`} checked={selected} onChange={select} />,
    <span key="case" className="mono">
      {row.id}
    </span>,
    row.payer,
    <ClassTag key="class" of={row.class} />,
    <DeadlineChip
      key="due"
      of={{ what: "Send notice", due: row.due, starts: plusDays(row.due, -42) }}
      today={TODAY}
      comb
    />,
    <MiniAxis key="axis" paid={row.paid} ask={row.ask} />,
    <b key="risk" className="m">
      <Money cents={row.ask} source={{ of: `At risk, ${row.id}`, from: "Invented for the kit" }} />
    </b>,
  ];
}

/** Many rows, with the cursor of J and K and selecting by X. Ten thousand with `?rows=10000`. */
export function Rows() {
  const { rows: wanted } = getRouteApi("/frame/kit").useSearch();
  const rows = useMemo(() => invent(wanted), [wanted]);
  const [cursor, setCursor] = useState<number | undefined>(undefined);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const select = useCallback(
    (id: string) => setSelected((s) => new Set(s.has(id) ? [...s].filter((x) => x !== id) : [...s, id])),
    [],
  );
  const cells = useCallback(
    (r: Case, look: string) => cellsOf(r, look.includes("selected"), () => select(r.id)),
    [select],
  );
  useKeys({
    next: () => setCursor((c) => Math.min(rows.length - 1, (c ?? -1) + 1)),
    previous: () => setCursor((c) => Math.max(0, (c ?? 1) - 1)),
    select: () => cursor !== undefined && select(rows[cursor]?.id ?? ""),
  });
  return (
    <section className="full bleed">
      <h2>{wanted.toLocaleString("en-US")} rows</h2>
      <VirtualRows
        label="Cases"
        rows={rows}
        columns={COLUMNS}
        height={(r) => (r.group === true ? 29 : 52)}
        rowKey={(r) => r.id}
        cursor={cursor}
        isGroup={(r) => r.group === true}
        look={(r, i) => `${selected.has(r.id) ? "selected" : ""} ${i === cursor ? "cursor" : ""}`}
        cells={cells}
      />
    </section>
  );
}
