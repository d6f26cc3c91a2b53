import { type ReactNode, useEffect, useRef, useState } from "react";
import { FEDERAL } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { Button } from "#web/kit/button.tsx";
import { SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import type { Somebody } from "./acts.ts";
import type { BulkAct } from "./bulk-words.ts";

/** What an act on many cases asks for before it is done, in a small box over the bar. */
export type PanelKind = "assign" | "snooze" | "hold" | "add task" | "close";

export interface PanelProps {
  readonly kind: PanelKind;
  readonly says: string;
  readonly today: Day;
  readonly people: readonly Somebody[];
  readonly me: string;
  readonly act: (act: BulkAct) => void;
  readonly close: () => void;
}

const TITLES: Readonly<Record<PanelKind, string>> = {
  assign: "Assign",
  snooze: "Snooze",
  hold: "Put on hold",
  "add task": "Add a task to",
  close: "Close",
};

function AssignList({ people, me, act }: Pick<PanelProps, "people" | "me" | "act">) {
  const mine = people.filter((p) => p.id === me);
  const others = people.filter((p) => p.id !== me);
  return (
    <ul className="person-list">
      {[...mine, ...others].map((p) => (
        <li key={p.id}>
          <button type="button" onClick={() => act({ type: "assign", to: p.id })}>
            <span className="avatar s" aria-hidden="true">
              {p.initials}
            </span>
            {p.name}
            {p.id === me && <span className="t3">you</span>}
          </button>
        </li>
      ))}
      <li>
        <button type="button" onClick={() => act({ type: "assign", to: null })}>
          <span className="avatar s" aria-hidden="true">
            –
          </span>
          Nobody
        </button>
      </li>
    </ul>
  );
}

const REASONS = ["waiting on the plan", "waiting on records", "called, no answer yet"];

function SnoozeForm({ today, act }: Pick<PanelProps, "today" | "act">) {
  const [until, setUntil] = useState<string>(FEDERAL.nthAfter(today, 5));
  const [reason, setReason] = useState("");
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        act({ type: "snooze", until, reason: reason.trim() });
      }}
    >
      <TextField
        label="Until"
        type="date"
        required
        min={FEDERAL.nthAfter(today, 1)}
        value={until}
        onChange={(e) => setUntil(e.target.value)}
        help="Never past the last safe day of a right. Wakes earlier when something comes in."
      />
      <TextField
        label="Reason"
        required
        maxLength={4000}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        list="snooze-reasons"
      />
      <datalist id="snooze-reasons">
        {REASONS.map((r) => (
          <option key={r} value={r} />
        ))}
      </datalist>
      <Button type="submit" kind="primary">
        Snooze
      </Button>
    </form>
  );
}

function HoldForm({ act }: Pick<PanelProps, "act">) {
  const [reason, setReason] = useState("");
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        act({ type: "hold", reason: reason.trim() });
      }}
    >
      <TextArea
        label="Reason"
        required
        maxLength={4000}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        help="Work rests. Deadlines are shown all the same."
      />
      <Button type="submit" kind="primary">
        Put on hold
      </Button>
    </form>
  );
}

function TaskForm({ today, act }: Pick<PanelProps, "today" | "act">) {
  const [title, setTitle] = useState("");
  const [due, setDue] = useState("");
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        act({ type: "add task", title: title.trim(), ...(due === "" ? {} : { due }) });
      }}
    >
      <TextField
        label="What is to be done"
        required
        maxLength={500}
        value={title}
        onChange={(e) => setTitle(e.target.value)}
      />
      <TextField label="By (optional)" type="date" min={today} value={due} onChange={(e) => setDue(e.target.value)} />
      <Button type="submit" kind="primary">
        Add task
      </Button>
    </form>
  );
}

type Nothing = Extract<BulkAct, { type: "close" }>["outcome"];

/** How a case ends that brought nothing; one that brought money is closed in the case, with its amount. */
const ENDS: Readonly<Record<Nothing, string>> = {
  "given up": "Given up",
  "accepted as paid": "Accepted as paid",
  "denial stands": "Denial stands",
  "patient pays": "Patient pays",
  "right expired": "Right expired",
  "not this trade": "Not this trade",
  duplicate: "Duplicate",
};
const END_OPTIONS = (Object.entries(ENDS) as [Nothing, string][]).map(([value, name]) => ({ value, name }));

function CloseForm({ act }: Pick<PanelProps, "act">) {
  const [outcome, setOutcome] = useState<Nothing>("given up");
  const [reason, setReason] = useState("");
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        act({ type: "close", outcome, reason: reason.trim() });
      }}
    >
      <SelectField
        label="Outcome"
        options={END_OPTIONS}
        value={outcome}
        onChange={(e) => setOutcome(e.target.value as Nothing)}
        help="Nothing was recovered. A case that brought money is closed in the case, with its amount."
      />
      <TextArea
        label="Reason"
        required
        maxLength={4000}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        help="Rights that are still open are given up with it."
      />
      <Button type="submit" kind="primary">
        Close
      </Button>
    </form>
  );
}

function Inside(p: PanelProps): ReactNode {
  switch (p.kind) {
    case "assign":
      return <AssignList people={p.people} me={p.me} act={p.act} />;
    case "snooze":
      return <SnoozeForm today={p.today} act={p.act} />;
    case "hold":
      return <HoldForm act={p.act} />;
    case "add task":
      return <TaskForm today={p.today} act={p.act} />;
    case "close":
      return <CloseForm act={p.act} />;
  }
}

export function BulkPanel(p: PanelProps) {
  const box = useRef<HTMLDivElement>(null);
  const title = `${TITLES[p.kind]} ${p.says}`;
  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector<HTMLElement>(":is(.form, .person-list) :is(input, textarea, select, button)")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={title}
      className="bulk-panel"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        p.close();
      }}
    >
      <div className="row between">
        <h2>{title}</h2>
        <Button size="small" kind="quiet" onClick={p.close}>
          Cancel
        </Button>
      </div>
      <Inside {...p} />
    </div>
  );
}
