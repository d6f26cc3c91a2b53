import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { ProblemState } from "#web/kit/states.tsx";

const answersQuery = queryOptions({
  queryKey: ["help-answers"],
  queryFn: ({ signal }) => answered(api.GET("/v1/help/feedback", { signal })),
  retry: false,
});

/** What the organization's people said of this article, for whoever keeps the settings; nothing where nobody did. */
function SaidSoFar({ article }: { readonly article: string }) {
  const { data } = useQuery({ ...answersQuery, enabled: useMay("manage settings") });
  const of = data?.rows.find((r) => r.article === article);
  if (of === undefined) return null;
  return (
    <section className="mt4 sm" aria-label="What people here said of it">
      <p className="t2">
        {of.yes} said yes, {of.no} said no.
      </p>
      {of.said.length > 0 && (
        <ul className="mt2">
          {of.said.map((s) => (
            <li key={`${s.at} ${s.by}`}>
              {s.words}
              <span className="sub">
                {s.by}, {s.helped ? "yes" : "no"}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Was this helpful? One click answers; a line of words may follow. */
export function Helpful({ article }: { readonly article: string }) {
  const queries = useQueryClient();
  const [words, setWords] = useState("");
  const say = useMutation({
    mutationFn: (body: { readonly helped: boolean; readonly words?: string }) =>
      answered(api.POST("/v1/help/feedback", { params: { header: newKey() }, body: { article, ...body } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: answersQuery.queryKey }),
  });
  const helped = say.variables?.helped;
  const kept = say.isSuccess;
  return (
    <section className="helpful noprint" aria-label="Was this helpful?">
      <div className="row wrap">
        <h3>Was this helpful?</h3>
        {[true, false].map((yes) => (
          <Button
            key={String(yes)}
            size="small"
            aria-pressed={kept && helped === yes}
            busy={say.isPending && helped === yes}
            onClick={() => say.mutate({ helped: yes })}
          >
            {yes ? "Yes" : "No"}
          </Button>
        ))}
        <span className="sm t2" role="status">
          {kept && (say.variables.words === undefined ? "Kept." : "Kept, with your words.")}
        </span>
      </div>
      {kept && say.variables.words === undefined && (
        <form
          className="helpful-words mt3"
          onSubmit={(event) => {
            event.preventDefault();
            say.mutate({ helped: helped === true, words: words.trim() });
          }}
        >
          <TextField
            label={helped === true ? "What helped (optional)" : "What was missing (optional)"}
            help="Owners and directors here read it. Leave patients’ names out."
            maxLength={500}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button type="submit" size="small" disabled={words.trim() === ""}>
            Keep words
          </Button>
        </form>
      )}
      {say.isError && <ProblemState thrown={say.error} />}
      <SaidSoFar article={article} />
    </section>
  );
}
