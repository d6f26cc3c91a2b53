import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { meQuery, useMay } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Said } from "#web/kit/said.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { prefixOf } from "#web/pages/sign-in/first-owner.tsx";
import { toast } from "#web/shell/toast.tsx";
import { Block } from "./row.tsx";

export type Client = Answer<"listClients">["rows"][number];

export const clientsQuery = queryOptions({
  queryKey: ["clients"],
  queryFn: ({ signal }) => answered(api.GET("/v1/clients", { signal })),
});

function useChanged(said: string) {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [clientsQuery.queryKey, meQuery.queryKey]) void queries.invalidateQueries({ queryKey });
    toast({ text: said });
  };
}

function Change({
  of,
  what,
  done,
}: {
  readonly of: Client;
  readonly what: "name" | "hold";
  readonly done: () => void;
}) {
  const [text, setText] = useState(what === "name" ? of.name : "");
  const changed = useChanged(what === "name" ? "Renamed." : "Held. Nothing of it can be removed.");
  const save = useMutation({
    mutationFn: () => {
      const body = what === "name" ? { name: text } : { legalHold: text };
      return answered(
        api.PATCH("/v1/clients/{client}", { params: { path: { client: of.id }, header: newKey() }, body }),
      );
    },
    onSuccess: () => {
      changed();
      done();
    },
  });
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextField
        label={what === "name" ? "Name" : "Why it is held"}
        autoFocus
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" size="small" busy={save.isPending} disabled={text.trim() === ""}>
        {what === "name" ? "Rename" : "Hold data"}
      </Button>
      <Button size="small" kind="quiet" onClick={done}>
        Leave it
      </Button>
      {save.isError && <ProblemState thrown={save.error} />}
    </form>
  );
}

function Row({ of }: { readonly of: Client }) {
  const may = useMay("manage clients");
  const [changing, change] = useState<"name" | "hold" | undefined>(undefined);
  const changed = useChanged("The hold has ended.");
  const release = useMutation({
    mutationFn: () =>
      answered(
        api.PATCH("/v1/clients/{client}", {
          params: { path: { client: of.id }, header: newKey() },
          body: { legalHold: null },
        }),
      ),
    onSuccess: changed,
  });
  return (
    <li>
      <div className="row wrap">
        <span className="grow">
          <span className="m">{of.name}</span>
          <span className="sub">
            <span className="mono">{of.prefix}</span>, {of.cases.toLocaleString("en-US")} cases
          </span>
          {of.legalHold !== null && (
            <span className="sub k-denied kc">
              <Glyph name="lock" s /> Legal hold: {of.legalHold}
            </span>
          )}
        </span>
        {may && changing === undefined && (
          <>
            <Button size="small" kind="quiet" aria-label={`Rename ${of.name}`} onClick={() => change("name")}>
              Rename
            </Button>
            {of.legalHold === null ? (
              <Button size="small" kind="quiet" aria-label={`Hold data of ${of.name}`} onClick={() => change("hold")}>
                Hold data
              </Button>
            ) : (
              <Button size="small" kind="quiet" busy={release.isPending} onClick={() => release.mutate()}>
                End the hold
              </Button>
            )}
          </>
        )}
      </div>
      {changing !== undefined && <Change of={of} what={changing} done={() => change(undefined)} />}
      {release.isError && <ProblemState thrown={release.error} />}
    </li>
  );
}

function Add() {
  const [name, setName] = useState("");
  const [prefix, setPrefix] = useState<string | undefined>(undefined);
  const changed = useChanged("The practice is added.");
  const letters = prefix ?? prefixOf(name);
  const add = useMutation({
    mutationFn: () =>
      answered(api.POST("/v1/clients", { params: { header: newKey() }, body: { name, prefix: letters } })),
    onSuccess: () => {
      changed();
      setName("");
      setPrefix(undefined);
    },
  });
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <TextField label="Practice" required value={name} onChange={(event) => setName(event.target.value)} />
      <TextField
        label="Letters of its cases"
        required
        maxLength={6}
        value={letters}
        onChange={(event) => setPrefix(event.target.value.toUpperCase())}
      />
      <Button type="submit" busy={add.isPending} disabled={name.trim() === "" || letters === ""}>
        Add practice
      </Button>
      {add.isError && <ProblemState thrown={add.error} />}
    </form>
  );
}

/** The practices this organization works for: names, letters, legal holds. */
export function Clients() {
  const may = useMay("manage clients");
  const query = useQuery(clientsQuery);
  return (
    <>
      <Block
        title="Practices"
        says={
          <>
            A <Said word="legal hold" /> forbids removing anything of a practice, and says why.
          </>
        }
      >
        <Asked of={query} doing="Fetching the practices.">
          {({ rows }) => (
            <ul className="rows sm">
              {rows.map((c) => (
                <Row key={c.id} of={c} />
              ))}
            </ul>
          )}
        </Asked>
      </Block>
      {may && (
        <Block title="Add a practice" says="The letters stand before its case numbers and cannot be changed later.">
          <Add />
        </Block>
      )}
    </>
  );
}
