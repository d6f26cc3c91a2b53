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

interface TypedProps {
  readonly now: string | undefined;
  readonly choose: (given: string | undefined) => void;
}

/** One short word to go by, in capitals; none when nothing is typed. */
function TypedFilter({
  now,
  choose,
  label,
  example,
  length,
  wrongOf,
  show,
}: TypedProps & {
  readonly label: string;
  readonly example: string;
  readonly length: number;
  readonly wrongOf: (given: string) => string | undefined;
  /** What the button says. */
  readonly show: string;
}) {
  const [typed, setTyped] = useState(now ?? "");
  const given = typed.trim().toUpperCase();
  const wrong = given === "" ? undefined : wrongOf(given);
  return (
    <form
      className="form chip-form"
      onSubmit={(event) => {
        stop(event);
        if (wrong === undefined) choose(given === "" ? undefined : given);
      }}
    >
      <TextField
        label={label}
        value={typed}
        maxLength={length}
        onChange={(e) => setTyped(e.target.value)}
        wrong={wrong}
        placeholder={example}
      />
      <Button type="submit" size="small">
        {show}
      </Button>
    </form>
  );
}

/** Cases of one state of the union, by its two letters; one letter alone chooses none. */
export const StateOfUnionFilter = ({ now, choose }: TypedProps) => (
  <TypedFilter
    now={now}
    choose={(state) => choose(state?.length === 2 ? state : undefined)}
    label="State of the service"
    example="IL"
    length={2}
    wrongOf={(given) => (/^[A-Z]{0,2}$/.test(given) ? undefined : "Two letters, such as IL.")}
    show="Show this state"
  />
);

/** Cases whose remittance gives a reason or remark, by its number. */
export const ReasonFilter = (of: TypedProps) => (
  <TypedFilter
    {...of}
    label="Reason or remark"
    example="CO-197"
    length={9}
    wrongOf={(given) => (REASON.test(given) ? undefined : "A number as the EOB has it: 197, CO-197 or N30.")}
    show="Show these cases"
  />
);
