import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { asProblem } from "#web/data/problem.ts";
import { Button } from "#web/kit/button.tsx";
import { Check, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { closeReveal, useReveal } from "#web/kit/reveal.tsx";
import { toast } from "#web/shell/toast.tsx";
import { type QueueSearch, readView, viewText } from "./search.ts";

type SavedView = Answer<"listViews">["rows"][number];

const viewsQuery = queryOptions({
  queryKey: ["views"],
  queryFn: ({ signal }) => answered(api.GET("/v1/views", { signal })),
});

function KeepForm({ search, kept }: { readonly search: QueueSearch; readonly kept: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const keep = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/v1/views", {
          params: { header: newKey() },
          body: { name: name.trim(), shared, query: viewText(search) },
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: viewsQuery.queryKey });
      toast({ text: `Kept the view ${name.trim()}${shared ? ", for everybody" : ""}.` });
      kept();
    },
  });
  return (
    <form
      className="form chip-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") keep.mutate();
      }}
    >
      <TextField
        label="Keep this view as"
        required
        maxLength={100}
        value={name}
        onChange={(e) => setName(e.target.value)}
        wrong={keep.isError ? asProblem(keep.error).said.title : undefined}
      />
      <Check checked={shared} onChange={(e) => setShared(e.target.checked)}>
        Share it with everybody here
      </Check>
      <Button type="submit" size="small" busy={keep.isPending}>
        Keep view
      </Button>
    </form>
  );
}

function useRemove() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (view: SavedView) =>
      answered(api.DELETE("/v1/views/{view}", { params: { path: { view: view.id }, header: newKey() } })),
    onSuccess: (_, view) => {
      void client.invalidateQueries({ queryKey: viewsQuery.queryKey });
      toast({ text: `Removed the view ${view.name}.` });
    },
    onError: (thrown, view) => toast({ text: `${view.name} stays. ${asProblem(thrown).said.title}.` }),
  });
}

function KeptViews({ search, show }: { readonly search: QueueSearch; readonly show: (search: QueueSearch) => void }) {
  const remove = useRemove();
  const rows = useQuery(viewsQuery).data?.rows ?? [];
  return (
    <>
      {rows.length > 0 && <h3>Kept views</h3>}
      <ul className="view-list">
        {rows.map((view) => (
          <li key={view.id} className="row">
            <button
              type="button"
              className="grow"
              onClick={() => {
                closeReveal();
                show(readView(view.query));
              }}
            >
              {view.name}
              {view.shared && <span className="t3 xs"> shared</span>}
            </button>
            {view.mine && (
              <button type="button" aria-label={`Remove the view ${view.name}`} onClick={() => remove.mutate(view)}>
                <Glyph name="close" s />
              </button>
            )}
          </li>
        ))}
      </ul>
      <KeepForm search={search} kept={closeReveal} />
    </>
  );
}

/** Views that were kept by name: one's own, and those that others share; `show` opens one. */
export function Views({
  search,
  show,
}: {
  readonly search: QueueSearch;
  readonly show: (search: QueueSearch) => void;
}) {
  const rows = useQuery(viewsQuery).data?.rows ?? [];
  const now = rows.find((v) => viewText(readView(v.query)) === viewText(search));
  const reveal = useReveal({
    label: "Kept views",
    hover: false,
    width: 290,
    content: () => <KeptViews search={search} show={show} />,
  });
  return (
    <button type="button" className="btn quiet small" {...reveal}>
      {now === undefined ? "Views" : `View: ${now.name}`}
      <Glyph name="down" s />
    </button>
  );
}
