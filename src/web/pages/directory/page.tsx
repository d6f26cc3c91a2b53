import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { Button } from "#web/kit/button.tsx";
import { SelectField, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Empty } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Page } from "#web/shell/page.tsx";
import { directoryQuery, type Row } from "./directory-data.ts";
import { KINDS, kindOptions, narrow } from "./directory-words.ts";
import { EntryOpened } from "./entry.tsx";
import { AddEntry } from "./own.tsx";
import { Recognize } from "./recognize.tsx";
import "#web/pages/playbooks/playbooks.css";
import "./directory.css";

const route = getRouteApi("/frame/directory");

function sayRow({ kind, contacts, proven, statements }: Row): string {
  const known = contacts === 0 ? "" : `, ${contacts} ${contacts === 1 ? "address" : "addresses"}, ${proven} proven`;
  return `${KINDS[kind]}, ${statements} ${statements === 1 ? "statement" : "statements"}${known}`;
}

function Contents({ rows, now }: { readonly rows: readonly Row[]; readonly now: string | undefined }) {
  return (
    <ul>
      {rows.map((r) => (
        <li key={r.id}>
          <Link
            to="/directory"
            search={(before) => ({ ...before, of: r.id })}
            resetScroll={false}
            {...(r.id === now ? { "aria-current": "true" as const } : {})}
          >
            <span className="m">{r.name}</span>
            <span className="sub">{sayRow(r)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Payers and vendors: what is public of them with its sources, and the practice's own addresses, proofs and habits. */
export function DirectoryPage() {
  const { of, kind } = route.useSearch();
  const navigate = useNavigate();
  const client = useClient();
  const may = useMay("work cases");
  const [q, setQ] = useState("");
  const [adding, setAdding] = useState(false);
  const query = useQuery(directoryQuery(client));
  return (
    <Page title="Directory">
      <Asked of={query} doing="Reading the directory.">
        {({ rows }) => {
          const shown = narrow(rows, q, kind);
          const open = shown.find((r) => r.id === of) ?? (of === undefined ? undefined : rows.find((r) => r.id === of));
          return (
            <div className="with-contents">
              <nav className="contents" aria-label="Entries">
                <div className="directory-filters">
                  <TextField label="Search" type="search" value={q} onChange={(event) => setQ(event.target.value)} />
                  <SelectField
                    label="Kind"
                    value={kind ?? ""}
                    onChange={(event) =>
                      void navigate({
                        to: "/directory",
                        search: { of, kind: event.target.value === "" ? undefined : event.target.value },
                        replace: true,
                        resetScroll: false,
                      })
                    }
                    options={[{ value: "", name: "All" }, ...kindOptions]}
                  />
                </div>
                <Contents rows={shown} now={open?.id} />
                {shown.length === 0 && <p className="sm t2 pad-x">No entry has these words.</p>}
              </nav>
              <div className="pad">
                {may && (
                  <div className="directory-add">
                    {adding ? (
                      <AddEntry to={undefined} done={() => setAdding(false)} />
                    ) : (
                      <Button size="small" onClick={() => setAdding(true)}>
                        <Glyph name="plus" s /> Add an entry of your own
                      </Button>
                    )}
                  </div>
                )}
                {open === undefined ? (
                  <div className="playbook">
                    <Empty
                      says="Choose an entry, or paste what came in."
                      more="Methods are public and have their sources. Addresses are yours, with proof that they work."
                    />
                    <Recognize />
                  </div>
                ) : (
                  <EntryOpened key={open.id} id={open.id} client={client} />
                )}
              </div>
            </div>
          );
        }}
      </Asked>
    </Page>
  );
}
