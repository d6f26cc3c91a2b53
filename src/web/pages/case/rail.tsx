import { useQuery } from "@tanstack/react-query";
import { centsOf, dayOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { Cite, Person } from "#web/kit/chips.tsx";
import { sayDay } from "#web/kit/day-words.ts";
import { DeadlineChip } from "#web/kit/deadline.tsx";
import { Check } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Avatar } from "./avatar.tsx";
import { planQuery } from "./case-data.ts";
import { useDesk } from "./desk.ts";
import { datesSaid } from "./fact-words.ts";
import { FormPlace } from "./form-place.tsx";
import { FormProblem } from "./form-problem.tsx";
import { planSaid, stepSaid } from "./plan-said.ts";
import { Question } from "./question-box.tsx";
import { useHere } from "./use-here.ts";
import { useTab } from "./use-tab.ts";

type Task = Case["tasks"][number];

/** What to do next, in a sentence, and what is advised. */
function NextStep() {
  const { view, open, may } = useDesk();
  const { go } = useTab();
  const { row } = view;
  const { data } = useQuery(planQuery(row.id));
  const talks = view.offers.length > 0;
  const next = data === undefined ? undefined : planSaid(data).next;
  const step = row.step === "" ? "Nothing to do" : datesSaid(row.step);
  return (
    <section>
      <h2 className="rail-title">Next step</h2>
      <p className="verdict small mt1">
        <b>{step.charAt(0).toUpperCase() + step.slice(1)}</b>
        {row.due === null ? "." : ` by ${sayDay(dayOf(row.due.day))}.`}
      </p>
      <p className="sm t2 mt1">
        {showMoney(centsOf(row.loss), "exact")} is lost on average if nobody touches it today.
        {next !== undefined && ` ${next.move === null ? "" : "Advised: "}${stepSaid(next)}`}
      </p>
      <div className="row wrap mt3">
        <Button kind="primary" onClick={() => go(talks ? "negotiate" : "plan")}>
          See the moves
        </Button>
        {may("log call") && (
          <Button onClick={() => open({ of: "call" })} keys="L">
            Log a call
          </Button>
        )}
      </div>
    </section>
  );
}

const WAITS = { us: "", payer: "waits for the plan", records: "waits for records" } as const;

function TaskRow({ task }: { readonly task: Task }) {
  const { send, may, today, busy } = useDesk();
  const finish = () => void send({ type: "finish task", task: task.event }, "Task done.");
  return (
    <li className="task">
      <Check
        checked={task.done}
        disabled={!may("finish task") || busy}
        onChange={finish}
        aria-label={`Done: ${task.title}`}
      />
      <span className="grow">
        {task.title}
        <span className="sub">
          {[task.for?.name, WAITS[task.waits]].filter((x) => x !== undefined && x !== "").join(", ")}
        </span>
      </span>
      {task.due !== null && <DeadlineChip of={{ what: task.title, due: dayOf(task.due) }} today={today} />}
    </li>
  );
}

function Tasks() {
  const { view, may, open } = useDesk();
  const tasks = view.tasks.filter((t) => !t.done);
  return (
    <section className="rail-sec">
      <div className="row between">
        <h2 className="rail-title">Tasks</h2>
        {may("add task") && (
          <Button size="small" kind="quiet" onClick={() => open({ of: "task" })}>
            <Glyph name="plus" s />
            Add a task
          </Button>
        )}
      </div>
      {tasks.length === 0 ? (
        <p className="sm t3 mt1">Nothing is to be done by a day.</p>
      ) : (
        <ul className="mt1">
          {tasks.map((t) => (
            <TaskRow key={t.event} task={t} />
          ))}
        </ul>
      )}
    </section>
  );
}

function AlsoRunning() {
  const { view, today } = useDesk();
  if (view.otherRights.length === 0) return null;
  return (
    <section className="rail-sec">
      <h2 className="rail-title">Also running</h2>
      <ul className="mt2 sm">
        {view.otherRights.map((r) => (
          <li key={`${r.label} ${r.day}`} className="row between also">
            <span>{r.label}</span>
            <DeadlineChip of={{ what: r.label, due: dayOf(r.day), rule: <Cite>{r.cite}</Cite> }} today={today} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function People() {
  const { view, may, open } = useDesk();
  const { owner } = view.row;
  const here = useHere(view.row.id);
  const others = new Map(
    view.tasks.flatMap((t) => (t.for === null || t.for.id === owner?.id ? [] : [[t.for.id, t.for]])),
  );
  return (
    <section className="rail-sec">
      <div className="row between">
        <h2 className="rail-title">People</h2>
        {may("assign") && (
          <Button size="small" kind="quiet" onClick={() => open({ of: "assign" })} keys="A">
            Assign
          </Button>
        )}
      </div>
      <ul className="mt1">
        <li>
          {owner === null ? (
            <p className="sm t3">Nobody has this case.</p>
          ) : (
            <Person initials={owner.initials} name={owner.name} may="owns" />
          )}
        </li>
        {[...others.values()].map((p) => (
          <li key={p.id}>
            <Person initials={p.initials} name={p.name} may="has a task" />
          </li>
        ))}
        {here.map((p) => (
          <li key={`here ${p.id}`} className="row mt1">
            <Avatar of={null} here={p.initials} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Beside the tabs: what to do, one question, tasks, other clocks, people. A form that is open stands at its head. */
export function CaseRail() {
  const { form, failed } = useDesk();
  return (
    <div className="case-rail">
      <FormPlace />
      {form === undefined && failed !== undefined && <FormProblem />}
      <NextStep />
      <div className="asked">
        <Question />
      </div>
      <Tasks />
      <AlsoRunning />
      <People />
    </div>
  );
}
