import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { Button } from "#web/kit/button.tsx";
import { Seg } from "#web/kit/chips.tsx";
import { Empty } from "#web/kit/states.tsx";
import { useDesk } from "#web/pages/case/desk.ts";
import { Lines } from "#web/pages/case/lines-room.tsx";
import { Ladder, ladderOf } from "./ladder.tsx";
import { LadderTable } from "./ladder-table.tsx";
import { type Anchor, gapSaid, stepsSaid, type Unit } from "./ladder-words.ts";
import { anchorsOf, type Negotiation } from "./negotiation-data.ts";

/** So many units stand side by side; the others are in a list. */
const BESIDE = 3;
const FIRST = ["qpa", "medicare", "ownMedian", "contracted", "inNetwork", "oonAllowed", "charges", "allowed"];

/** Dollars, or a percentage of any anchor. */
function Units({
  anchors,
  unit,
  choose,
}: {
  readonly anchors: readonly Anchor[];
  readonly unit: Unit;
  readonly choose: (unit: Unit) => void;
}) {
  const rank = (a: Anchor) => (FIRST.includes(a.id) ? FIRST.indexOf(a.id) : FIRST.length);
  const order = [...anchors].sort((a, b) => rank(a) - rank(b));
  const all = [{ value: "usd", name: "Dollars" }, ...order.map((a) => ({ value: a.id, name: `% of ${a.label}` }))];
  const rest = all.slice(BESIDE);
  const chosen = rest.find((r) => r.value === unit);
  return (
    <span className="row wrap push units">
      <Seg label="Amounts in" options={all.slice(0, BESIDE)} value={unit} choose={choose} />
      {rest.length > 0 && (
        <select
          className={chosen === undefined ? "unit-more" : "unit-more on"}
          aria-label="Amounts as a percentage of another anchor"
          value={chosen?.value ?? ""}
          onChange={(e) => choose(e.target.value === "" ? "usd" : e.target.value)}
        >
          <option value="">% of …</option>
          {rest.map((r) => (
            <option key={r.value} value={r.value}>
              {r.name}
            </option>
          ))}
        </select>
      )}
    </span>
  );
}

function Legend({ n, steps }: { readonly n: Negotiation; readonly steps: string }) {
  return (
    <p className="row wrap ladder-legend">
      <span className="row">
        <svg width="12" height="12" className="ladder-drawing still" aria-hidden="true">
          <circle className="ours" cx="6" cy="6" r="5.5" />
        </svg>
        Ours
      </span>
      <span className="row">
        <svg width="12" height="12" className="ladder-drawing still" aria-hidden="true">
          <rect className="theirs" x="1.5" y="1.5" width="9" height="9" />
        </svg>
        Plan’s
      </span>
      {n.zone !== null && (
        <span className="row">
          <svg width="22" height="12" className="ladder-drawing still" aria-hidden="true">
            <rect className="range limit" x="0.5" y="1.5" width="21" height="9" />
          </svg>
          Our range, never shown
        </span>
      )}
      {steps !== "" && <span>{steps}</span>}
    </p>
  );
}

/** The offers of both sides, drawn or as a table, in dollars or as a share of any anchor. */
export function OffersSection({
  n,
  logTheirs,
}: {
  readonly n: Negotiation;
  readonly logTheirs: (() => void) | undefined;
}) {
  const { may } = useDesk();
  const narrow = useMediaQuery("(max-width: 480px)", false, { getInitialValueInEffect: false });
  const [asTable, setAsTable] = useState<boolean>();
  const anchors = anchorsOf(n);
  const [unit, choose] = useState<Unit>("usd");
  const known = unit === "usd" || anchors.some((a) => a.id === unit) ? unit : "usd";
  const table = asTable ?? narrow;
  const of = ladderOf(n, anchors, known);
  const told = of.offers.filter((_, i) => n.offers[i]?.state !== "withdrawn");
  const none = n.offers.length === 0;
  return (
    <section className="neg-offers" aria-label="Offers">
      <div className="h2row neg-head">
        <h2>Offers</h2>
        <span className="sm">{gapSaid(told)}</span>
        {(!none || of.suggested !== undefined) && <Units anchors={anchors} unit={known} choose={choose} />}
        {!none && (
          <Button size="small" kind="quiet" aria-pressed={table} onClick={() => setAsTable(!table)}>
            {table ? "Drawing" : "Table"}
          </Button>
        )}
      </div>
      {none && (
        <Empty
          says={
            of.suggested === undefined
              ? "Nothing was offered yet."
              : "Nothing was offered yet. The first ask is ours to make."
          }
          more="What the plan says on a call or in a letter is logged; what we ask is made here, past the guardrails."
        >
          {may("log offer") && logTheirs !== undefined && <Button onClick={logTheirs}>Log the plan’s offer</Button>}
        </Empty>
      )}
      {(!none || of.suggested !== undefined) && !table && <Ladder of={of} n={n} anchors={anchors} unit={known} />}
      {table && !none ? (
        <Lines label="Offers as a table">
          <LadderTable n={n} of={of} anchors={anchors} unit={known} hidden={false} />
        </Lines>
      ) : (
        <div className="vh-room">
          <LadderTable n={n} of={of} anchors={anchors} unit={known} hidden />
        </div>
      )}
      {!table && !none && <Legend n={n} steps={stepsSaid(told)} />}
    </section>
  );
}
