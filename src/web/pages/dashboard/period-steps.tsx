import type { KeyboardEvent } from "react";
import type { Day } from "#base/day.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Seg } from "#web/kit/chips.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import type { PeriodKind } from "#web/pages/lists/search.ts";
import type { Dashboard } from "./findings.ts";
import { addressOf, type PeriodSearch, stepTo } from "./period-at.ts";

const PERIODS = [
  { value: "month", name: "Month" },
  { value: "quarter", name: "Quarter" },
  { value: "year", name: "Year" },
] as const;

/** Month, quarter or year, and the one before or after: by buttons, or with the arrow keys while one of them has the focus. */
export function PeriodSteps({
  at,
  period,
  today,
  go,
}: {
  /** The period that is shown; absent while it is being read. */
  readonly at: Dashboard["period"] | undefined;
  readonly period: PeriodKind;
  readonly today: Day;
  readonly go: (to: PeriodSearch) => void;
}) {
  const before = at === undefined ? undefined : stepTo(at, today, -1);
  const after = at === undefined ? undefined : stepTo(at, today, 1);
  const to = (day: Day | undefined) => day !== undefined && go(addressOf(period, day));
  const onKeyDown = (event: KeyboardEvent) => {
    const isSteps = (event.target as HTMLElement).closest("[data-step]") !== null;
    if (!isSteps || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    event.preventDefault();
    to(event.key === "ArrowLeft" ? before : after);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside
    <div className="row wrap noprint" onKeyDown={onKeyDown}>
      <span className="row" data-step>
        <Button size="small" aria-label="Period before" disabled={before === undefined} onClick={() => to(before)}>
          <Glyph name="left" s />
        </Button>
        <span className="sm m period-said" aria-live="polite">
          {at?.label ?? ""}
        </span>
        <Button size="small" aria-label="Period after" disabled={after === undefined} onClick={() => to(after)}>
          <Glyph name="right" s />
        </Button>
      </span>
      <Seg
        label="Period"
        options={PERIODS}
        value={period}
        choose={(next) => go(addressOf(next, at === undefined ? undefined : dayOf(at.from)))}
      />
    </div>
  );
}
