import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { SelectField } from "#web/kit/fields.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { toast } from "#web/shell/toast.tsx";

type Found = Answer<"listColumns">;

const columnsQuery = (file: string) =>
  queryOptions({
    queryKey: ["columns", file],
    queryFn: ({ signal }) => answered(api.GET("/v1/files/{file}/columns", { params: { path: { file } }, signal })),
  });

/** Fields that must have a column and have none. */
export const stillNeeded = (fields: Found["fields"], mapping: Readonly<Record<string, string>>): readonly string[] =>
  fields.filter((f) => f.needed && (mapping[f.field] ?? "") === "").map((f) => f.label);

function Mapping({ file, found }: { readonly file: string; readonly found: Found }) {
  const queries = useQueryClient();
  const [mapping, setMapping] = useState<Record<string, string>>(found.mapping ?? {});
  const missing = stillNeeded(found.fields, mapping);
  const save = useMutation({
    mutationFn: () => {
      const chosen = Object.fromEntries(Object.entries(mapping).filter(([, column]) => column !== ""));
      const params = { path: { file }, header: newKey() };
      return answered(api.PUT("/v1/files/{file}/columns", { params, body: { mapping: chosen } }));
    },
    onSuccess: () => {
      toast({ text: "Kept for every list with this header. Import the file again to read it so." });
      void queries.invalidateQueries({ queryKey: ["columns", file] });
    },
  });
  const samplesOf = (name: string): string =>
    found.columns
      .find((c) => c.name === name)
      ?.samples.slice(0, 3)
      .join(", ") ?? "";
  const options = [{ value: "", name: "No column" }, ...found.columns.map((c) => ({ value: c.name, name: c.name }))];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h3>Which column is which</h3>
      <p className="xs t3">Said once, it is kept for every list with the same header.</p>
      <div className="mapping mt3">
        {found.fields.map((f) => {
          const chosen = mapping[f.field] ?? "";
          return (
            <SelectField
              key={f.field}
              label={f.needed ? `${f.label}, needed` : f.label}
              options={options}
              value={chosen}
              {...(chosen === "" ? {} : { help: samplesOf(chosen) })}
              onChange={(event) => setMapping({ ...mapping, [f.field]: event.target.value })}
            />
          );
        })}
      </div>
      {save.isError && <ProblemState thrown={save.error} />}
      <div className="row wrap mt3">
        <Button type="submit" kind="primary" size="small" busy={save.isPending} disabled={missing.length > 0}>
          Keep the mapping
        </Button>
        {missing.length > 0 && <span className="xs t3">Still needed: {missing.join(", ")}.</span>}
      </div>
    </form>
  );
}

/** The columns of a claim list, each field of a claim with the column it is read from. */
export function Columns({ file }: { readonly file: string }) {
  const query = useQuery(columnsQuery(file));
  return (
    <Asked of={query} doing="Reading the header.">
      {(found) => <Mapping key={file} file={file} found={found} />}
    </Asked>
  );
}
