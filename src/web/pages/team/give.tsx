import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import type { Day } from "#base/day.ts";
import { sum } from "#base/money.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf } from "#web/data/wire.ts";
import type { QueueRow } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { Check, SelectField, TextField } from "#web/kit/fields.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Empty, Loading, ProblemState } from "#web/kit/states.tsx";
import type { Somebody } from "#web/pages/queue/acts.ts";
import { Deadline } from "#web/pages/queue/row.tsx";
import { rowName, stepLine } from "#web/pages/queue/row-words.ts";
import { useRows } from "#web/pages/queue/rows-data.ts";
import type { Sort } from "#web/pages/queue/search.ts";

/** Cases of one person, or of nobody, given to another: those that come first in an order, looked at before they move. */

/** Whose cases: an id, or "nobody". */
export interface From {
  readonly id: string;
  readonly name: string;
  readonly cases: number;
}

export interface Given {
  readonly from: From;
  readonly people: readonly Somebody[];
  readonly today: Day;
  readonly give: (rows: readonly QueueRow[], to: string | null) => void;
  readonly close: () => void;
}

const ORDERS: readonly { readonly value: Sort; readonly name: string }[] = [
  { value: "due", name: "Those due first" },
  { value: "loss", name: "Those that lose most untouched" },
  { value: "stake", name: "Those with most at stake" },
  { value: "newest", name: "The newest" },
];

/** Most cases that are looked at, and given, in one go. */
const MOST = 500;
const FEW = 10;
const NOBODY = "nobody";

const many = (n: number): string => `${n.toLocaleString("en-US")} ${n === 1 ? "case" : "cases"}`;

function PreviewRow({
  row,
  today,
  goes,
  toggle,
}: {
  readonly row: QueueRow;
  readonly today: Day;
  readonly goes: boolean;
  readonly toggle: () => void;
}) {
  return (
    <tr className={goes ? undefined : "t3"}>
      <td>
        <Check aria-label={`Give ${row.number}`} checked={goes} onChange={toggle} />
      </td>
      <td>
        {rowName(row)}
        <span className="sub mono">{row.number}</span>
      </td>
      <td>{stepLine(row)}</td>
      <td>
        <Deadline row={row} today={today} comb={false} />
      </td>
      <td className="num">{showMoney(centsOf(row.stake), "exact")}</td>
    </tr>
  );
}

function Preview({
  rows,
  today,
  stays,
  toggle,
}: {
  readonly rows: readonly QueueRow[];
  readonly today: Day;
  readonly stays: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <section className="give-preview" tabIndex={0} aria-label="Cases that move">
      <table className="edge">
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">Give</span>
            </th>
            <th scope="col">Case</th>
            <th scope="col">Next step</th>
            <th scope="col">Due</th>
            <th scope="col" className="num">
              At stake
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <PreviewRow key={r.id} row={r} today={today} goes={!stays.has(r.id)} toggle={() => toggle(r.id)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The first cases of an order, as many as are asked for. */
function useFirst({ from, today }: Pick<Given, "from" | "today">, sort: Sort, n: number) {
  const [atOnce] = useDebouncedValue(n, 250);
  const search = { tab: "team", owner: from.id, sort } as const;
  const { query, rows } = useRows({ client: useClient(), search, q: "", flat: true, atOnce }, today);
  return { query, rows: rows.slice(0, atOnce), asking: atOnce !== n || query.isPending };
}

function useChoice(given: Given) {
  const others = given.people.filter((p) => p.id !== given.from.id);
  const most = Math.min(MOST, given.from.cases);
  const [to, setTo] = useState(others[0]?.id ?? NOBODY);
  const [sort, setSort] = useState<Sort>("due");
  const [typed, setTyped] = useState(String(Math.min(FEW, most)));
  const n = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  const wrong = n >= 1 && n <= most ? undefined : `From 1 to ${most}, as many as are shown.`;
  const first = useFirst(given, sort, wrong === undefined ? n : 1);
  const [stays, setStays] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(stays);
    if (!next.delete(id)) next.add(id);
    setStays(next);
  };
  const rows = wrong === undefined ? first.rows.filter((r) => !stays.has(r.id)) : [];
  return { others, to, setTo, sort, setSort, typed, setTyped, wrong, first, stays, toggle, rows };
}

function Fields({ of, from }: { readonly of: ReturnType<typeof useChoice>; readonly from: From }) {
  const options = [
    ...of.others.map((p) => ({ value: p.id, name: p.name })),
    ...(from.id === NOBODY ? [] : [{ value: NOBODY, name: "Nobody" }]),
  ];
  return (
    <div className="give-fields">
      <SelectField label="To" options={options} value={of.to} onChange={(e) => of.setTo(e.target.value)} />
      <SelectField
        label="Which"
        options={ORDERS}
        value={of.sort}
        onChange={(e) => of.setSort(e.target.value as Sort)}
      />
      <TextField
        label="How many"
        inputMode="numeric"
        required
        value={of.typed}
        onChange={(e) => of.setTyped(e.target.value.trim())}
        wrong={of.wrong}
      />
    </div>
  );
}

function GiveForm(given: Given) {
  const { from, people, today, give, close } = given;
  const of = useChoice(given);
  const { query, rows, asking } = of.first;
  const name = of.to === NOBODY ? "nobody" : (people.find((p) => p.id === of.to)?.name ?? "");
  const stake = sum(of.rows.map((r) => centsOf(r.stake)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!asking && of.rows.length > 0) give(of.rows, of.to === NOBODY ? null : of.to);
  };
  return (
    <form className="form" onSubmit={submit}>
      <Fields of={of} from={from} />
      {asking && !query.isError && <Loading doing="Reading the cases." />}
      {query.isError && <ProblemState thrown={query.error} retry={() => void query.refetch()} />}
      {!asking && query.data !== undefined && rows.length === 0 && (
        <Empty says="There is nothing to give." more="Their cases were closed or given on." />
      )}
      {!asking && rows.length > 0 && <Preview rows={rows} today={today} stays={of.stays} toggle={of.toggle} />}
      <p className="sm t2" role="status">
        {many(of.rows.length)}, {showMoney(stake, "exact")} at stake, from {from.name} to {name}. Offers, tasks and
        questions to a person stay as they are.
      </p>
      <div className="row">
        <Button type="submit" kind="primary" disabled={asking || of.rows.length === 0}>
          Give {many(of.rows.length)}
        </Button>
        <Button kind="quiet" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** The form in a dialog of its own, over the team. */
export function Give(given: Given) {
  return (
    <Modal
      opened
      onClose={given.close}
      title={`Give cases of ${given.from.name}`}
      size={760}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <GiveForm {...given} />
    </Modal>
  );
}
