// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by position, and a real table loses its meaning when it is laid out as a grid
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { Day } from "#base/day.ts";
import { centsOf } from "#web/data/wire.ts";
import type { QueueRow } from "#web/data/words.ts";
import { MiniAxis } from "#web/kit/axis.tsx";
import { DeadlineChip } from "#web/kit/deadline.tsx";
import { Check } from "#web/kit/fields.tsx";
import { Money, NotKnown } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { ClassTag } from "#web/kit/tag.tsx";
import { Avatar } from "#web/pages/case/avatar.tsx";
import {
  anchorLine,
  askOf,
  deadlineOf,
  planLine,
  restLine,
  riskSource,
  rowName,
  serviceLine,
  stepLine,
  TURN,
} from "./row-words.ts";

export interface RowProps {
  readonly row: QueueRow;
  readonly today: Day;
  readonly selected: boolean;
  /** Initials of a colleague who has it open. */
  readonly here: string | undefined;
  readonly toggle: (id: string, range: boolean) => void;
}

const money = (text: string): string => showMoney(centsOf(text), "exact");

export function Name({ row }: { readonly row: QueueRow }) {
  return (
    <Link to="/cases/$case" params={{ case: row.id }} className="row-name">
      {rowName(row)}
    </Link>
  );
}

export function Deadline({
  row,
  today,
  comb,
}: {
  readonly row: QueueRow;
  readonly today: Day;
  readonly comb: boolean;
}) {
  const deadline = deadlineOf(row);
  if (deadline === undefined) return <span className="t3">No clock</span>;
  return <DeadlineChip of={deadline} today={today} comb={comb} />;
}

function PaidToAsk({ row }: { readonly row: QueueRow }) {
  const ask = askOf(row);
  if (ask === null) return <NotKnown>No benchmark</NotKnown>;
  const theirs = row.lastOffer?.from === "them" ? centsOf(row.lastOffer.amount) : undefined;
  return (
    <>
      <MiniAxis paid={centsOf(row.paid)} ask={ask} offer={theirs} />
      <span className="sub num nowrap">
        {money(row.paid)} to {showMoney(ask, "estimate")}
      </span>
    </>
  );
}

function LastOffer({ row }: { readonly row: QueueRow }) {
  const { lastOffer, turn } = row;
  const anchor = anchorLine(row);
  return (
    <>
      {lastOffer === null ? (
        <span className="t2">No offer yet</span>
      ) : (
        `${money(lastOffer.amount)} from ${lastOffer.from === "us" ? "us" : "plan"}`
      )}
      {(turn !== null || anchor !== undefined) && (
        <span className={turn === "ours" ? "sub b ours" : "sub"}>
          {[turn === null ? undefined : TURN[turn], anchor].filter((x) => x !== undefined).join(", ")}
          {anchor !== undefined && <span className="vh"> of the benchmark</span>}
        </span>
      )}
    </>
  );
}

/** The cells of one case. What changes rarely is drawn once: a row is redrawn only when it or its mark changes. */
export const RowCells = memo(function RowCells({ row, today, selected, here, toggle }: RowProps) {
  const rest = restLine(row);
  const service = serviceLine(row);
  return (
    <>
      <div role="cell">
        <Check
          aria-label={`Select ${row.number}`}
          checked={selected}
          onChange={() => undefined}
          onClick={(event) => toggle(row.id, event.shiftKey)}
        />
      </div>
      <div role="cell" className="cut">
        <Name row={row} />
        <span className="sub mono">{row.number}</span>
      </div>
      <div role="cell" className="cut">
        {row.payer}
        <span className="sub">{planLine(row)}</span>
      </div>
      <div role="cell">
        <ClassTag of={row.class} />
      </div>
      <div role="cell" className="cut">
        {stepLine(row)}
        <span className="sub">{rest ?? service}</span>
      </div>
      <div role="cell">
        <Deadline row={row} today={today} comb />
      </div>
      <div role="cell" className="c-axis">
        <PaidToAsk row={row} />
      </div>
      <div role="cell" className="c-offer cut">
        <LastOffer row={row} />
      </div>
      <div role="cell" className="n m">
        <Money cents={centsOf(row.stake)} source={riskSource(row)} />
      </div>
      <div role="cell" className="c-owner">
        <Avatar of={row.owner} here={here} />
      </div>
    </>
  );
});

/** The same case in four lines, where the window is narrow. */
export const EntryCells = memo(function EntryCells({ row, today, selected, here, toggle }: RowProps) {
  const rest = restLine(row);
  const ask = askOf(row);
  return (
    <div role="cell" className="entry">
      <Check
        aria-label={`Select ${row.number}`}
        checked={selected}
        onChange={() => undefined}
        onClick={(event) => toggle(row.id, event.shiftKey)}
      />
      <div className="grow">
        <div className="row between base">
          <span className="cut">
            <Name row={row} /> <span className="mono t3 sm">{row.number}</span>
          </span>
          <span className="b lg num">
            <Money cents={centsOf(row.stake)} source={riskSource(row)} />
          </span>
        </div>
        <p className="t2 cut">
          {row.payer}, {planLine(row)}
        </p>
        <div className="row between">
          <span className="m cut">{rest ?? stepLine(row)}</span>
          <Deadline row={row} today={today} comb={false} />
        </div>
        <div className="row between">
          <ClassTag of={row.class} />
          <span className="xs t3 num">
            {here === undefined ? "" : `${here} is here · `}
            {money(row.paid)} paid{ask === null ? "" : ` · ask ${showMoney(ask, "estimate")}`}
          </span>
        </div>
      </div>
    </div>
  );
});
