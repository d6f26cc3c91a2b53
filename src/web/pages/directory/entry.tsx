import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "#web/data/me.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { Label } from "#web/kit/said.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Statements } from "#web/pages/playbooks/statement.tsx";
import { type Entry, entryQuery } from "./directory-data.ts";
import { KINDS } from "./directory-words.ts";
import { Lately } from "./lately.tsx";
import { AddEntry, OwnEntry } from "./own.tsx";

type Habits = Entry["habits"][number];

function HabitTable({ of }: { readonly of: Habits }) {
  return (
    <table className="flush mt1 habits">
      <caption className="vh">Habits over cases of {of.name}</caption>
      <thead>
        <tr>
          <th scope="col">Habit</th>
          <th scope="col">Counted</th>
          <th scope="col">Sample</th>
        </tr>
      </thead>
      <tbody>
        {of.rows.map((h) => (
          <tr key={h.id}>
            <th scope="row">
              {h.label}
              <span className="sub">{h.counted}</span>
            </th>
            <td className={h.shown ? "m" : "t3"}>
              {h.says}
              {h.lately !== null && <Lately of={h.lately} />}
            </td>
            <td className="t2 sm">
              {h.n === 0 || h.from === null || h.to === null ? (
                "none"
              ) : (
                <>
                  {h.cases.slice(0, 4).join(", ")}
                  {h.cases.length > 4 && ` and ${h.cases.length - 4} more`}
                  <span className="sub">
                    {showDateOfYear(dayOf(h.from))} to {showDateOfYear(dayOf(h.to))}
                  </span>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HabitsPart({ of }: { readonly of: Entry }) {
  return (
    <section className="said-part">
      <h2>Habits, from your own cases</h2>
      <p className="sm t2 mt1">{of.says}</p>
      {of.habits.length === 0 && !of.choose && (
        <p className="sm mt2">No case of yours with it has an offer, a call or an agreement written down yet.</p>
      )}
      {of.habits.map((h) => (
        <div key={h.client} className="mt3">
          <h3 className="sm b">
            {h.name}, {h.cases} {h.cases === 1 ? "case" : "cases"}
          </h3>
          <HabitTable of={h} />
        </div>
      ))}
    </section>
  );
}

function OwnPart({ of }: { readonly of: Entry }) {
  const may = useMay("work cases");
  const [adding, setAdding] = useState(false);
  return (
    <section className="said-part">
      <h2>Your own</h2>
      {of.own.length === 0 && !adding && (
        <p className="sm t2 mt1">
          No address of yours, and nobody who may bind. Addresses are never built in: the one on the remittance is
          right.
        </p>
      )}
      {of.own.map((o) => (
        <OwnEntry key={o.id} of={o} />
      ))}
      {may && of.row.isPublic && !adding && (
        <p className="mt2">
          <Button size="small" onClick={() => setAdding(true)}>
            <Glyph name="plus" s /> Add your part
          </Button>
        </p>
      )}
      {adding && <AddEntry to={of.row} done={() => setAdding(false)} />}
    </section>
  );
}

/** One entry: what is public, what is one's own, and how it behaved. */
export function EntryOpened({ id, client }: { readonly id: string; readonly client: string | undefined }) {
  const query = useQuery(entryQuery(id, client));
  return (
    <Asked of={query} doing="Opening the entry.">
      {(entry) => (
        <article className="playbook" aria-label={entry.row.name}>
          <div>
            <p className="verdict small">{entry.row.name}</p>
            <p className="sm t2 mt1">
              <Label>{KINDS[entry.row.kind]}</Label>
              {entry.signs.length > 0 && <>. Recognized by {entry.signs.join(", ")}</>}.
            </p>
          </div>
          <Statements title="How it comes to a figure" of={entry.methods} />
          <Statements title="What it was seen to do, and who decides" of={entry.tactics} />
          <OwnPart of={entry} />
          <HabitsPart of={entry} />
        </article>
      )}
    </Asked>
  );
}
