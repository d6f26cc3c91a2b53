import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { centsOf } from "#web/data/wire.ts";
import type { QueueRow } from "#web/data/words.ts";
import { Check } from "#web/kit/fields.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { ClassTag } from "#web/kit/tag.tsx";
import { Avatar } from "#web/pages/case/avatar.tsx";
import { Deadline, type RowProps } from "#web/pages/queue/row.tsx";
import { restLine, rowName, stepLine } from "#web/pages/queue/row-words.ts";

export interface CardProps extends RowProps {
  readonly look: string;
  readonly current: boolean;
  readonly point: (id: string) => void;
  /** Cases that are dragged with this one; undefined when it is let go outside a column. */
  readonly drag: (row: QueueRow | undefined) => void;
  /** Whether it may be dragged at all. */
  readonly may: boolean;
}

/** One case on the board. It is dragged by the mouse; keys and the bar do the same. */
export const Card = memo(function Card({
  row,
  today,
  selected,
  here,
  toggle,
  look,
  current,
  point,
  drag,
  may,
}: CardProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: arrows, J and K move the cursor for the keyboard
    <li
      id={`row-${row.id}`}
      tabIndex={-1}
      aria-current={current || undefined}
      className={look}
      draggable={may}
      onClick={() => point(row.id)}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        // A browser drags nothing without data; the key alone says nothing of a patient.
        event.dataTransfer.setData("text/plain", row.number);
        drag(row);
      }}
      onDragEnd={() => drag(undefined)}
    >
      <div className="row between board-top">
        <Check
          aria-label={`Select ${row.number}`}
          checked={selected}
          onChange={() => undefined}
          onClick={(event) => toggle(row.id, event.shiftKey)}
        />
        <Link to="/cases/$case" params={{ case: row.id }} className="board-card m cut grow" draggable={false}>
          {rowName(row)}
        </Link>
        <span className="b num">{showMoney(centsOf(row.stake), "sum")}</span>
      </div>
      <p className="row between">
        <span className="sub cut">
          <span className="mono">{row.number}</span> {row.payer}
        </span>
        <Avatar of={row.owner} here={here} />
      </p>
      <p className="sm cut">{restLine(row) ?? stepLine(row)}</p>
      <div className="row between board-foot">
        <ClassTag of={row.class} />
        <Deadline row={row} today={today} comb={false} />
      </div>
    </li>
  );
});
