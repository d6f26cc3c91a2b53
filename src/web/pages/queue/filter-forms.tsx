import { type FormEvent, useState } from "react";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { type QueueSearch, REASON } from "./search.ts";

const stop = (event: FormEvent) => event.preventDefault();

/** Cases whose next last day is within these days. */
export function DueFilter({
  search,
  choose,
}: {
  readonly search: QueueSearch;
  readonly choose: (days: Pick<QueueSearch, "dueFrom" | "dueTo">) => void;
}) {
  const [from, setFrom] = useState(search.dueFrom ?? "");
  const [to, setTo] = useState(search.dueTo ?? "");
  const wrong = from !== "" && to !== "" && from > to ? "The last day is before the first." : undefined;
  return (
    <form
      className="form chip-form"
      onSubmit={(event) => {
        stop(event);
        if (wrong === undefined) choose({ dueFrom: from === "" ? undefined : from, dueTo: to === "" ? undefined : to });
      }}
    >
      <TextField label="From" type="date" value={from} onChange={(e) => setFrom(e.target.value)} />
      <TextField label="To" type="date" value={to} onChange={(e) => setTo(e.target.value)} wrong={wrong} />
      <Button type="submit" size="small">
        Show these days
      </Button>
    </form>
  );
}

/** Cases of one state of the union, by its two letters. */
export function StateOfUnionFilter({
  now,
  choose,
}: {
  readonly now: string | undefined;
  readonly choose: (state: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(now ?? "");
  const given = typed.trim().toUpperCase();
  const wrong = given !== "" && !/^[A-Z]{0,2}$/.test(given) ? "Two letters, such as IL." : undefined;
  return (
    <form
      className="form chip-form"
      onSubmit={(event) => {
        stop(event);
        if (wrong === undefined) choose(given.length === 2 ? given : undefined);
      }}
    >
      <TextField
        label="State of the service"
        value={typed}
        maxLength={2}
        onChange={(e) => setTyped(e.target.value)}
        wrong={wrong}
        placeholder="IL"
      />
      <Button type="submit" size="small">
        Show this state
      </Button>
    </form>
  );
}

/** Cases whose remittance gives a reason or remark, by its number. */
export function ReasonFilter({
  now,
  choose,
}: {
  readonly now: string | undefined;
  readonly choose: (reason: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(now ?? "");
  const given = typed.trim().toUpperCase();
  const wrong = given !== "" && !REASON.test(given) ? "A number as the EOB has it: 197, CO-197 or N30." : undefined;
  return (
    <form
      className="form chip-form"
      onSubmit={(event) => {
        stop(event);
        if (wrong === undefined) choose(given === "" ? undefined : given);
      }}
    >
      <TextField
        label="Reason or remark"
        value={typed}
        maxLength={9}
        onChange={(e) => setTyped(e.target.value)}
        wrong={wrong}
        placeholder="CO-197"
      />
      <Button type="submit" size="small">
        Show these cases
      </Button>
    </form>
  );
}
