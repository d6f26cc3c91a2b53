import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay, useMe } from "#web/data/me.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { clientsQuery } from "#web/pages/settings/clients.tsx";
import { Contacts } from "./contacts.tsx";
import { add, change, type Fact, type Own, type Row, remove, useWrite } from "./directory-data.ts";
import { FACTS, KINDS, kindOptions, optionsOf } from "./directory-words.ts";
import { SubmissionCard } from "./submission.tsx";

const commas = (text: string): string[] =>
  text
    .split(",")
    .map((t) => t.trim())
    .filter((t) => t !== "");

function FactForm({ own, done }: { readonly own: Own; readonly done: () => void }) {
  const today = useMe()?.today ?? "";
  const [kind, setKind] = useState<Fact["kind"]>("method");
  const [text, setText] = useState("");
  const [source, setSource] = useState("");
  const [day, setDay] = useState(today);
  const save = useWrite(() => change(own, { facts: [...own.facts, { kind, text, source, day }] }), "Kept.", done);
  return (
    <form
      className="inline-form mt2"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <SelectField
        label="About"
        value={kind}
        onChange={(event) => setKind(event.target.value as Fact["kind"])}
        options={optionsOf(FACTS)}
      />
      <TextArea label="What is known" required value={text} onChange={(event) => setText(event.target.value)} />
      <TextField
        label="Document, call or letter it is from"
        required
        value={source}
        onChange={(event) => setSource(event.target.value)}
      />
      <TextField
        label="Its day"
        type="date"
        required
        max={today}
        value={day}
        onChange={(e) => setDay(e.target.value)}
      />
      <Button type="submit" size="small" busy={save.isPending} disabled={text.trim() === "" || source.trim() === ""}>
        Keep it
      </Button>
      <Button size="small" kind="quiet" onClick={done}>
        Leave it
      </Button>
      {save.isError && <ProblemState thrown={save.error} />}
    </form>
  );
}

function Facts({ own }: { readonly own: Own }) {
  const may = useMay("work cases");
  const [adding, setAdding] = useState(false);
  const drop = useWrite((f: Fact) => change(own, { facts: own.facts.filter((g) => g !== f) }), "Removed.");
  return (
    <section className="mt3" aria-label={`What is known of ${own.name}`}>
      <h4 className="b sm">What you know</h4>
      {own.facts.length === 0 && <p className="sm t2 mt1">Nothing yet. Each sentence needs a source and a day.</p>}
      <ul className="said">
        {own.facts.map((f) => (
          <li key={`${f.kind} ${f.text} ${f.day}`}>
            <p>
              <span className="t3 sm">{FACTS[f.kind]}.</span> {f.text}
            </p>
            <span className="said-source xs">
              <span>{f.source}</span>
              <span>{showDateOfYear(dayOf(f.day))}</span>
              {may && (
                <button
                  type="button"
                  className="link-button"
                  aria-label={`Remove: ${f.text}`}
                  onClick={() => drop.mutate(f)}
                >
                  Remove
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {drop.isError && <ProblemState thrown={drop.error} />}
      {may && !adding && (
        <Button size="small" kind="quiet" onClick={() => setAdding(true)}>
          <Glyph name="plus" s /> Add what you know
        </Button>
      )}
      {adding && <FactForm own={own} done={() => setAdding(false)} />}
    </section>
  );
}

function EditForm({ own, done }: { readonly own: Own; readonly done: () => void }) {
  const [kind, setKind] = useState(own.kind);
  const [name, setName] = useState(own.name);
  const [aliases, setAliases] = useState(own.aliases.join(", "));
  const [payers, setPayers] = useState(own.payers.join(", "));
  const [notes, setNotes] = useState(own.notes ?? "");
  const given = {
    kind,
    name,
    aliases: commas(aliases),
    payers: commas(payers),
    notes: notes.trim() === "" ? null : notes,
  };
  const save = useWrite(() => change(own, given), "Kept.", done);
  return (
    <form
      className="inline-form mt2"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <TextField label="Name" required value={name} onChange={(event) => setName(event.target.value)} />
      <SelectField
        label="What it is"
        value={kind}
        onChange={(event) => setKind(event.target.value as Own["kind"])}
        options={kindOptions}
      />
      <TextField
        label="Other names, with commas between"
        value={aliases}
        onChange={(event) => setAliases(event.target.value)}
      />
      <TextField
        label="Payers of claims it stands for"
        help="Payer ids, or names in small letters where a payer has none; commas between."
        value={payers}
        onChange={(event) => setPayers(event.target.value)}
      />
      <TextArea label="Notes" value={notes} onChange={(event) => setNotes(event.target.value)} />
      <Button type="submit" size="small" busy={save.isPending} disabled={name.trim() === ""}>
        Keep it
      </Button>
      <Button size="small" kind="quiet" onClick={done}>
        Leave it
      </Button>
      {save.isError && <ProblemState thrown={save.error} />}
    </form>
  );
}

/** One entry of one's own: what it is, what is known, addresses. */
export function OwnEntry({ of }: { readonly of: Own }) {
  const may = useMay("work cases");
  const [editing, setEditing] = useState(false);
  const drop = useWrite(() => remove(of), "The entry is removed.");
  const clients = useQuery(clientsQuery);
  const whose = clients.data?.rows.find((c) => c.id === of.client)?.name;
  return (
    <section className="own" aria-label={of.name}>
      <div className="row wrap between">
        <h3 className="m">
          {of.name}
          <span className="sub">
            {KINDS[of.kind]}, {of.client === null ? "of the whole organization" : `of ${whose ?? "one client"}`}
          </span>
        </h3>
        {may && !editing && (
          <span className="row">
            <Button size="small" kind="quiet" aria-label={`Change ${of.name}`} onClick={() => setEditing(true)}>
              Change
            </Button>
            <Button
              size="small"
              kind="quiet"
              aria-label={`Remove the entry ${of.name}`}
              busy={drop.isPending}
              onClick={() => drop.mutate(undefined)}
            >
              Remove
            </Button>
          </span>
        )}
      </div>
      {editing ? (
        <EditForm own={of} done={() => setEditing(false)} />
      ) : (
        of.notes !== null && <p className="sm mt1">{of.notes}</p>
      )}
      {drop.isError && <ProblemState thrown={drop.error} />}
      <SubmissionCard own={of} />
      <Facts own={of} />
      <Contacts own={of} />
    </section>
  );
}

/** Adds an entry of one's own, or to one that Parley brings. */
export function AddEntry({ to, done }: { readonly to: Row | undefined; readonly done: () => void }) {
  const clients = useQuery(clientsQuery);
  const [name, setName] = useState(to?.name ?? "");
  const [kind, setKind] = useState<Row["kind"]>(to?.kind ?? "payer");
  const rows = clients.data?.rows ?? [];
  const [whose, setWhose] = useState("");
  const client = whose === "" ? (rows.length === 1 ? (rows[0]?.id ?? null) : null) : whose === "all" ? null : whose;
  const body = {
    client,
    kind,
    name,
    extends: to?.id ?? null,
    aliases: [],
    payers: [],
    facts: [],
    notes: null,
    submission: null,
  };
  const save = useWrite(() => add(body), "The entry is kept.", done);
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <TextField label="Name" autoFocus required value={name} onChange={(event) => setName(event.target.value)} />
      <SelectField
        label="What it is"
        value={kind}
        onChange={(event) => setKind(event.target.value as Row["kind"])}
        options={kindOptions}
      />
      <SelectField
        label="Whose"
        value={whose}
        onChange={(event) => setWhose(event.target.value)}
        options={[
          ...(rows.length === 1 ? [] : [{ value: "", name: "The whole organization" }]),
          ...rows.map((c) => ({ value: c.id, name: c.name })),
          ...(rows.length === 1 ? [{ value: "all", name: "The whole organization" }] : []),
        ]}
      />
      <Button type="submit" size="small" busy={save.isPending} disabled={name.trim() === ""}>
        Add
      </Button>
      <Button size="small" kind="quiet" onClick={done}>
        Leave it
      </Button>
      {save.isError && <ProblemState thrown={save.error} />}
    </form>
  );
}
