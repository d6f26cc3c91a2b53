import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newKey } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { problemFrom } from "#web/data/problem.ts";
import { ProblemState } from "#web/kit/states.tsx";
import { Choose, DropSheet } from "#web/pages/import/drop.tsx";
import type { Dropped } from "#web/pages/import/dropped.ts";
import { Deciding } from "#web/pages/settings/deciding.tsx";
import { proving } from "#web/pages/sign-in/proving.ts";

type Loaded = Answer<"addBook">;

async function give({ name, file }: Dropped): Promise<Loaded> {
  const last = name.split("/").at(-1) ?? name;
  let response: Response;
  try {
    response = await fetch(`/v1/rates/books?name=${encodeURIComponent(last.slice(-200))}`, {
      method: "PUT",
      credentials: "same-origin",
      headers: { "content-type": "application/octet-stream", "x-requested-with": "parley", ...newKey() },
      body: file,
    });
  } catch {
    throw problemFrom(undefined, undefined);
  }
  const said: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemFrom(said, response);
  return said as Loaded;
}

/** Where a fee schedule is dropped or chosen; says what was read in it. */
export function LoadBook({ isFirst }: { readonly isFirst: boolean }) {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const load = useMutation({
    mutationFn: async (files: readonly Dropped[]) => {
      const said: string[] = [];
      for (const file of files) {
        setName(file.name);
        said.push(...(await proving(() => give(file))).said);
      }
      return said;
    },
    onSuccess: () => {
      for (const key of ["rates", "map", "queue"]) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <section className="sec" aria-label="Load a book">
      <DropSheet take={(files) => load.mutate(files)}>
        <div className="h2row">
          <h2>Load a book</h2>
          <span className="sm">A CMS file or its zip, as downloaded; also your own list of prices</span>
        </div>
        <div className="row wrap">
          <Choose take={(files) => load.mutate(files)} primary={isFirst} />
        </div>
        <Deciding />
        <div role="status" className="sm mt3">
          {load.isPending && <p>Reading {name}.</p>}
          {load.data?.map((s) => (
            <p key={s}>{s}</p>
          ))}
        </div>
        {load.isError && <ProblemState thrown={load.error} retry={() => load.reset()} />}
      </DropSheet>
    </section>
  );
}
