import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { Check, TextField } from "#web/kit/fields.tsx";
import { NoPermission, ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Block, EndableRow, ShownOnce, showMoment } from "./row.tsx";
import { Webhooks } from "./webhooks.tsx";

type ApiKey = Answer<"listApiKeys">["rows"][number];
type Scope = ApiKey["scopes"][number];

const SCOPES: Readonly<Record<Scope, string>> = {
  read: "Read cases, patients, audit; export",
  work: "Work cases: offers, agreements, papers, answers",
  import: "Import files and take imports back; load rates",
  manage: "Change practices and settings",
};

const keysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: ({ signal }) => answered(api.GET("/v1/api-keys", { signal })),
});

function Row({ of }: { readonly of: ApiKey }) {
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () =>
      answered(api.DELETE("/v1/api-keys/{key}", { params: { path: { key: of.id }, header: newKey() } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  return (
    <EndableRow name={of.name} noun="key" end={end}>
      {of.scopes.join(", ")}; made {showMoment(of.made)};{" "}
      {of.lastUsed === null ? "never used" : `last used ${showMoment(of.lastUsed)}`}
      {of.ends !== null && `; ends ${showMoment(of.ends)}`}
    </EndableRow>
  );
}

function Make() {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [ends, setEnds] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["read"]);
  const make = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/v1/api-keys", {
          params: { header: newKey() },
          body: { name, scopes: [...scopes], ends: ends === "" ? null : ends },
        }),
      ),
    onSuccess: () => void queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  if (make.data !== undefined)
    return <ShownOnce name={`Secret of ${make.data.key.name}`} value={make.data.secret} done={() => make.reset()} />;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <TextField label="What it is for" required value={name} onChange={(e) => setName(e.target.value)} />
      <fieldset className="ticks">
        <legend className="sm">It may</legend>
        {(Object.keys(SCOPES) as Scope[]).map((s) => (
          <Check
            key={s}
            checked={scopes.includes(s)}
            onChange={(e) => setScopes(e.target.checked ? [...scopes, s] : scopes.filter((x) => x !== s))}
          >
            {SCOPES[s]}
          </Check>
        ))}
      </fieldset>
      <TextField
        label="Last day"
        type="date"
        help="Left open, it does not end."
        value={ends}
        onChange={(e) => setEnds(e.target.value)}
      />
      {make.isError && <ProblemState thrown={make.error} />}
      <div>
        <Button type="submit" busy={make.isPending} disabled={name.trim() === "" || scopes.length === 0}>
          Make key
        </Button>
      </div>
    </form>
  );
}

/** Keys of programs: what each may do, when it was last used, and its end. */
export function ApiKeys() {
  const may = useMay("manage settings");
  const query = useQuery({ ...keysQuery, enabled: may });
  if (!may) return <NoPermission says="Your role does not manage keys." />;
  return (
    <>
      <Block
        title="API keys"
        says={
          <>
            For programs of yours. The <a href="/api">API is described here</a>.
          </>
        }
      >
        <Asked of={query} doing="Fetching the keys.">
          {({ rows }) =>
            rows.length === 0 ? (
              <p className="sm t2">No program has a key.</p>
            ) : (
              <ul className="rows sm">
                {rows.map((k) => (
                  <Row key={k.id} of={k} />
                ))}
              </ul>
            )
          }
        </Asked>
      </Block>
      <Block title="Make a key" says="It can do no more than you, and no more than is ticked.">
        <Make />
      </Block>
      <Webhooks />
    </>
  );
}
