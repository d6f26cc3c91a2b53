import { type FormEvent, type ReactNode, useState } from "react";
import { FEDERAL } from "#base/calendar.ts";
import { useCounts } from "#web/data/counts.ts";
import { useMe } from "#web/data/me.ts";
import { Button } from "#web/kit/button.tsx";
import { MoneyField, SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { amountTyped } from "./amount-typed.ts";
import { type Act, useDesk } from "./desk.ts";
import { FormProblem } from "./form-problem.tsx";

/** The forms of one case, each for one act. They stand in the page, and keep what was typed until it is done. */

export function ActForm({
  title,
  button,
  make,
  done,
  wrong,
  children,
}: {
  readonly title: string;
  readonly button: string;
  /** The act as typed; undefined while something is missing. */
  readonly make: () => Act | undefined;
  readonly done: string;
  readonly wrong?: boolean;
  readonly children: ReactNode;
}) {
  const { send, open, busy, dismiss } = useDesk();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const act = make();
    if (act !== undefined) void send(act, done).then((went) => went && open(undefined));
  };
  return (
    <form className="form act-form" aria-label={title} onSubmit={submit}>
      <h2>{title}</h2>
      {children}
      <FormProblem />
      <div className="row">
        <Button type="submit" kind="primary" busy={busy} disabled={wrong === true}>
          {button}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            dismiss();
            open(undefined);
          }}
        >
          Cancel
        </Button>
      </div>
    </form>
  );
}

export function NoteForm() {
  const [text, setText] = useState("");
  return (
    <ActForm
      title="Write a note"
      button="Keep note"
      done="Note kept."
      make={() => ({ type: "add note", text: text.trim() })}
    >
      <TextArea
        label="Note"
        help="Private: it never leaves the practice."
        required
        maxLength={4000}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
    </ActForm>
  );
}

const WAITS = [
  { value: "us", name: "Us" },
  { value: "payer", name: "The plan" },
  { value: "records", name: "Whoever holds the records" },
];

export function TaskForm() {
  const { today } = useDesk();
  const people = usePeople();
  const [title, setTitle] = useState("");
  const [due, setDue] = useState("");
  const [waits, setWaits] = useState("us");
  const [who, setWho] = useState("");
  const make = (): Act => ({
    type: "add task",
    title: title.trim(),
    waits: waits === "payer" || waits === "records" ? waits : "us",
    ...(due === "" ? {} : { due }),
    ...(who === "" ? {} : { for: who }),
  });
  return (
    <ActForm title="Add a task" button="Add task" done="Task added." make={make}>
      <TextField
        label="What is to be done"
        required
        maxLength={500}
        value={title}
        onChange={(e) => setTitle(e.target.value)}
      />
      <TextField label="By (optional)" type="date" min={today} value={due} onChange={(e) => setDue(e.target.value)} />
      <SelectField label="Waits for" options={WAITS} value={waits} onChange={(e) => setWaits(e.target.value)} />
      <SelectField
        label="For"
        options={[{ value: "", name: "Whoever owns the case" }, ...people]}
        value={who}
        onChange={(e) => setWho(e.target.value)}
      />
    </ActForm>
  );
}

/** A question to somebody of the practice; it never leaves it. */
export function AskForm() {
  const { today } = useDesk();
  const me = useMe()?.person.id;
  const people = usePeople().filter((p) => p.value !== me);
  const [to, setTo] = useState(people[0]?.value ?? "");
  const [text, setText] = useState("");
  const [answerBy, setAnswerBy] = useState<string>(FEDERAL.nthAfter(today, 1));
  const name = people.find((p) => p.value === to)?.name ?? "";
  if (people.length === 0)
    return <p className="sm t2">Nobody else works for this client. Settings, People invites a colleague.</p>;
  return (
    <ActForm
      title="Ask a colleague"
      button="Ask"
      done={`Asked ${name}. It stands in their day until it is answered.`}
      make={() => ({ type: "ask colleague", to, text: text.trim(), answerBy })}
      wrong={to === ""}
    >
      <SelectField label="Whom" options={people} value={to} onChange={(e) => setTo(e.target.value)} />
      <TextArea
        label="Question"
        help="Private: it never leaves the practice."
        required
        maxLength={4000}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <TextField
        label="Answer by"
        type="date"
        required
        min={today}
        value={answerBy}
        onChange={(e) => setAnswerBy(e.target.value)}
      />
    </ActForm>
  );
}

/** People a task or a case can be given to. */
function usePeople(): readonly { readonly value: string; readonly name: string }[] {
  const me = useMe()?.person;
  const owners = useCounts()?.owners ?? [];
  const others = owners.filter((o) => o.id !== me?.id).map((o) => ({ value: o.id, name: o.name }));
  return me === undefined ? others : [{ value: me.id, name: `${me.name} (you)` }, ...others];
}

export function AssignForm() {
  const { view } = useDesk();
  const people = usePeople();
  const [to, setTo] = useState(view.row.owner?.id ?? "");
  const name = people.find((p) => p.value === to)?.name ?? "nobody";
  return (
    <ActForm
      title="Assign"
      button="Assign"
      done={`Assigned to ${name}.`}
      make={() => ({ type: "assign", to: to === "" ? null : to })}
    >
      <SelectField
        label="To"
        options={[...people, { value: "", name: "Nobody" }]}
        value={to}
        onChange={(e) => setTo(e.target.value)}
      />
    </ActForm>
  );
}

export function SnoozeForm() {
  const { today } = useDesk();
  const [until, setUntil] = useState<string>(FEDERAL.nthAfter(today, 5));
  const [reason, setReason] = useState("");
  return (
    <ActForm
      title="Snooze"
      button="Snooze"
      done={`Snoozed, ${reason.trim()}.`}
      make={() => ({ type: "snooze", until, reason: reason.trim() })}
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
      <TextField label="Reason" required maxLength={4000} value={reason} onChange={(e) => setReason(e.target.value)} />
    </ActForm>
  );
}

const REASONED = {
  hold: {
    title: "Put on hold",
    button: "Put on hold",
    done: "On hold.",
    help: "Work rests. Deadlines are shown all the same.",
  },
  release: { title: "Release from hold", button: "Release", done: "Released.", help: "Say why, if it helps." },
  reopen: { title: "Reopen", button: "Reopen", done: "Reopened.", help: "What came in, or what was wrong." },
} as const;

/** Hold, release and reopen: one reason each. */
export function ReasonForm({ of }: { readonly of: keyof typeof REASONED }) {
  const [reason, setReason] = useState("");
  const { title, button, done, help } = REASONED[of];
  const text = reason.trim();
  const make = (): Act =>
    of === "release" ? { type: of, ...(text === "" ? {} : { reason: text }) } : { type: of, reason: text };
  return (
    <ActForm title={title} button={button} done={done} make={make}>
      <TextArea
        label="Reason"
        help={help}
        required={of !== "release"}
        maxLength={4000}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
    </ActForm>
  );
}

/** How a case may end, in the words of docs/words.md. */
const OUTCOMES = [
  "agreed and paid",
  "awarded and paid",
  "paid on appeal",
  "paid on a corrected claim",
  "paid after asking",
  "accepted as paid",
  "denial stands",
  "right expired",
  "patient pays",
  "not this trade",
  "duplicate",
  "given up",
].map((o) => ({ value: o, name: o.charAt(0).toUpperCase() + o.slice(1) }));

export function CloseForm() {
  const { view } = useDesk();
  const [outcome, setOutcome] = useState("agreed and paid");
  const [amount, setAmount] = useState("0.00");
  const [reason, setReason] = useState("");
  const typed = amountTyped(amount);
  const make = (): Act | undefined =>
    typed === undefined
      ? undefined
      : { type: "close", outcome, amount: typed, ...(reason.trim() === "" ? {} : { reason: reason.trim() }) };
  const open = view.otherRights.length + (view.row.due === null ? 0 : 1);
  return (
    <ActForm
      title="Close the case"
      button="Close case"
      done={`Closed: ${outcome}.`}
      make={make}
      wrong={typed === undefined}
    >
      {open > 0 && (
        <p className="sm k-expiring kc">
          {open === 1 ? "A right is still open." : `${open} rights are still open.`} Closing leaves the money to them.
        </p>
      )}
      <SelectField label="Outcome" options={OUTCOMES} value={outcome} onChange={(e) => setOutcome(e.target.value)} />
      <MoneyField label="Recovered" required value={amount} onChange={(e) => setAmount(e.target.value)} />
      <TextArea label="Reason (optional)" maxLength={4000} value={reason} onChange={(e) => setReason(e.target.value)} />
    </ActForm>
  );
}
