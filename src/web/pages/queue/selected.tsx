import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Day } from "#base/day.ts";
import { sum } from "#base/money.ts";
import { useMay } from "#web/data/me.ts";
import { centsOf } from "#web/data/wire.ts";
import { type BulkAct, BulkBar } from "#web/kit/bulk-bar.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { carryToBatch } from "#web/pages/batch/carried.ts";
import { carryToPackage } from "#web/pages/packages/carried.ts";
import type { Somebody } from "./acts.ts";
import { BulkPanel } from "./bulk-panel.tsx";
import type { Work } from "./desk.ts";

/** The bar over the foot of the list while something is selected, and the box that an act opens. */
export function Selected({
  desk,
  people,
  today,
  me,
}: {
  readonly desk: Work;
  readonly people: readonly Somebody[];
  readonly today: Day;
  readonly me: string;
}) {
  const { chosen, panel, setPanel, ask, act, clear } = desk;
  const may = useMay("work cases");
  const mayClose = useMay("close cases");
  const navigate = useNavigate();
  const stake = useMemo(() => sum(chosen.map((r) => centsOf(r.stake))), [chosen]);
  if (chosen.length === 0) return null;
  const resting = chosen.every((r) => r.state === "snoozed");
  const held = chosen.every((r) => r.state === "held");
  const batch: BulkAct = {
    name: "Batch",
    wide: true,
    run: () => {
      carryToBatch(chosen.map((r) => r.id));
      void navigate({ to: "/batch" });
    },
  };
  const pack: BulkAct = {
    name: "Package",
    wide: true,
    run: () => {
      carryToPackage(chosen.map((r) => r.id));
      void navigate({ to: "/packages", search: { make: true } });
    },
  };
  const acts: readonly BulkAct[] = may
    ? [
        { name: "Assign", keys: "A", run: () => ask("assign") },
        resting
          ? { name: "Wake", run: () => void act({ type: "wake" }) }
          : { name: "Snooze", keys: "S", run: () => ask("snooze") },
        held
          ? { name: "Release", wide: true, run: () => void act({ type: "release" }) }
          : { name: "Hold", wide: true, run: () => ask("hold") },
        { name: "Add task", wide: true, run: () => ask("add task") },
        ...(mayClose ? [{ name: "Close", wide: true, run: () => ask("close") }] : []),
        pack,
        batch,
      ]
    : [pack, batch];
  const count = chosen.length === 1 ? (chosen[0]?.number ?? "1") : `${chosen.length.toLocaleString("en-US")} cases`;
  return (
    <>
      {panel !== undefined && (
        <BulkPanel
          key={panel}
          kind={panel}
          says={count}
          today={today}
          people={people}
          me={me}
          act={(what) => void act(what)}
          close={() => setPanel(undefined)}
        />
      )}
      <BulkBar
        says={
          <>
            <b>{chosen.length.toLocaleString("en-US")} selected</b>
            <span className="wide-word"> · {showMoney(stake, "estimate")} at stake</span>
          </>
        }
        acts={acts}
        clear={clear}
      />
    </>
  );
}
