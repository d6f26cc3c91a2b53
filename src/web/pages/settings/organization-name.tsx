import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { meQuery, useMay } from "#web/data/me.ts";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { ProblemState } from "#web/kit/states.tsx";

/** The organization's name; who may change it does so in its place. */
export function OrganizationName({ kept }: { readonly kept: string }) {
  const may = useMay("manage settings");
  const queries = useQueryClient();
  const [name, setName] = useState<string | undefined>(undefined);
  const save = useMutation({
    mutationFn: (text: string) =>
      answered(api.PATCH("/v1/organization", { params: { header: newKey() }, body: { name: text } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
      setName(undefined);
    },
  });
  if (name === undefined)
    return (
      <span className="row">
        {kept}
        {may && (
          <Button size="small" kind="quiet" onClick={() => setName(kept)}>
            Rename
          </Button>
        )}
      </span>
    );
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(name);
      }}
    >
      <TextField
        label="Name of the organization"
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" busy={save.isPending} disabled={name.trim() === ""}>
        Keep
      </Button>
      <Button kind="quiet" onClick={() => setName(undefined)}>
        Leave it
      </Button>
      {save.isError && <ProblemState thrown={save.error} />}
    </form>
  );
}
