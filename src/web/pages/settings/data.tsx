import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import { problemFrom } from "#web/data/problem.ts";
import { Button } from "#web/kit/button.tsx";
import { SelectField, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Said } from "#web/kit/said.tsx";
import { NoPermission, ProblemState } from "#web/kit/states.tsx";
import { showBytes } from "#web/pages/import/import-words.ts";
import { Asked } from "#web/pages/map/asked.tsx";
import { proving } from "#web/pages/sign-in/proving.ts";
import { clientsQuery } from "./clients.tsx";
import { Block, showMoment } from "./row.tsx";

const dataQuery = queryOptions({
  queryKey: ["data"],
  queryFn: ({ signal }) => answered(api.GET("/v1/data", { signal })),
});

/** Asks for a file by POST and hands it to the browser's downloads. */
async function download(path: string, name: string): Promise<void> {
  const response = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { "x-requested-with": "parley", ...newKey() },
  }).catch(() => undefined);
  if (response === undefined) throw problemFrom(undefined, undefined);
  if (!response.ok) throw problemFrom(await response.json().catch(() => undefined), response);
  const said = /filename="?([^";]+)"?/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = said ?? name;
  link.click();
  URL.revokeObjectURL(address);
}

function Backup({ last }: { readonly last: string | null }) {
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: () => proving(() => download("/v1/data/backup", "parley.backup")),
    onSuccess: () => void queries.invalidateQueries({ queryKey: dataQuery.queryKey }),
  });
  return (
    <Block title="Backup" says={last === null ? "None was made yet." : `The last was made ${showMoment(last)}.`}>
      <p className="sm t2">One file with everything in it, encrypted. The key is not in it: keep both, apart.</p>
      <div className="mt3">
        <Button busy={make.isPending} onClick={() => make.mutate()}>
          Make a backup
        </Button>
      </div>
      {make.isError && <ProblemState thrown={make.error} />}
    </Block>
  );
}

function Export() {
  const clients = useMe()?.clients ?? [];
  const [client, setClient] = useState("");
  const make = useMutation({
    mutationFn: () => {
      const query = client === "" ? "" : `?client=${client}`;
      return proving(() => download(`/v1/data/export${query}`, "parley-export.zip"));
    },
  });
  return (
    <Block title="Export" says="Everything in open formats, as a zip: leave whenever you like.">
      <div className="inline-form">
        {clients.length > 1 && (
          <SelectField
            label="Of"
            value={client}
            options={[{ value: "", name: "All practices" }, ...clients.map((c) => ({ value: c.id, name: c.name }))]}
            onChange={(event) => setClient(event.target.value)}
          />
        )}
        <Button busy={make.isPending} onClick={() => make.mutate()}>
          Export all
        </Button>
      </div>
      {make.isError && <ProblemState thrown={make.error} />}
    </Block>
  );
}

function Remove() {
  const queries = useQueryClient();
  const query = useQuery(clientsQuery);
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const of = query.data?.rows.find((c) => c.id === id);
  const remove = useMutation({
    mutationFn: () =>
      answered(
        api.DELETE("/v1/clients/{client}", { params: { path: { client: id }, header: newKey() }, body: { name } }),
      ),
    onSuccess: () => {
      setId("");
      setName("");
      void queries.invalidateQueries();
    },
  });
  const rows = query.data?.rows ?? [];
  return (
    <Block title="Remove" says="Takes a practice and all of its claims, cases and files away for good.">
      <div className="stack">
        <SelectField
          label="Practice"
          value={id}
          options={[{ value: "", name: "Choose" }, ...rows.map((c) => ({ value: c.id, name: c.name }))]}
          onChange={(event) => setId(event.target.value)}
        />
        {of !== undefined && of.legalHold !== null && (
          <p className="sm k-denied kc">
            <Glyph name="lock" s /> Under a legal hold: {of.legalHold} It cannot be removed.
          </p>
        )}
        {of !== undefined && of.legalHold === null && (
          <>
            <p className="sm">
              {of.cases.toLocaleString("en-US")} cases go with it. This cannot be undone; make an export first.
            </p>
            <TextField
              label={`Type its name: ${of.name}`}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <div>
              <Button kind="danger" busy={remove.isPending} disabled={name !== of.name} onClick={() => remove.mutate()}>
                Remove {of.name}
              </Button>
            </div>
          </>
        )}
        {remove.isError && <ProblemState thrown={remove.error} />}
      </div>
    </Block>
  );
}

/** Where the data is, its backup, its export, its end. */
export function DataPart() {
  const may = useMay("manage data");
  const query = useQuery({ ...dataQuery, enabled: may });
  if (!may) return <NoPermission says="Only an owner sees where the data is and removes it." />;
  return (
    <Asked of={query} doing="Measuring the data.">
      {(d) => (
        <>
          <Block title="Where it is" says={d.engine === "embedded" ? "In a folder of this machine." : "In PostgreSQL."}>
            <dl className="facts sm">
              <dt>Folder</dt>
              <dd className="mono break">{d.folder ?? "none: the database server keeps it"}</dd>
              <dt>Size</dt>
              <dd>{showBytes(d.bytes)}</dd>
              <dt>Key</dt>
              <dd className="break">{d.key}</dd>
              <dt>
                <Said word="legal hold">Holds</Said>
              </dt>
              <dd>
                {d.holds.length === 0
                  ? "none"
                  : d.holds.map((h) => `${h.client ?? "all practices"}: ${h.reason}`).join("; ")}
              </dd>
            </dl>
          </Block>
          <Backup last={d.lastBackup} />
          <Export />
          <Remove />
        </>
      )}
    </Asked>
  );
}
