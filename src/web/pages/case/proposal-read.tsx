import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import type { Answer } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { TextArea } from "#web/kit/fields.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { caseQuery } from "./case-data.ts";
import { useDesk } from "./desk.ts";
import { putBytes } from "./download.ts";
import { ProposalConfirm } from "./proposal-confirm.tsx";
import "./proposal.css";

export type Proposal = Answer<"readProposal">;

/** Sends the bytes of a proposal to be read and kept. Throws ApiProblem. */
async function readBytes(id: string, name: string, bytes: Blob, saw: number): Promise<Proposal> {
  const query = new URLSearchParams({ name: name.slice(0, 200), saw: String(saw) });
  const response = await putBytes(`/v1/cases/${id}/proposal?${query}`, bytes);
  return (await response.json()) as Proposal;
}

/**
 * Reads a proposal of the other side: a PDF or a text that is dropped, chosen or pasted. The file is kept on the case; no
 * offer is logged before each field was confirmed.
 */
export function ReadProposal({ done }: { readonly done?: () => void }) {
  const { view } = useDesk();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [pasted, setPasted] = useState("");
  const [over, setOver] = useState(false);
  // What was read outlives the tab: whoever looks at another part of the case comes back to it.
  const place = ["proposal read", view.row.id];
  const kept = useQuery<Proposal | null>({ queryKey: place, queryFn: () => null, enabled: false, gcTime: Infinity });
  const read = useMutation({
    mutationFn: ({ name, bytes }: { readonly name: string; readonly bytes: Blob }) =>
      readBytes(view.row.id, name, bytes, view.row.version),
    // The kept letter is on the case now: what is logged next is logged on that version.
    onSuccess: async (proposal) => {
      await client.fetchQuery({ ...caseQuery(view.row.id), staleTime: 0 });
      client.setQueryData(place, proposal);
    },
  });
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined) read.mutate({ name: file.name, bytes: file });
    if (input.current !== null) input.current.value = "";
  };
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  if (kept.data)
    return (
      <ProposalConfirm
        proposal={kept.data}
        close={() => {
          client.setQueryData(place, null);
          read.reset();
          setPasted("");
          done?.();
        }}
      />
    );
  return (
    <section
      className={over ? "upload over proposal-drop" : "upload proposal-drop"}
      aria-label="Read a proposal"
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        take(event.dataTransfer.files);
      }}
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (pasted.trim() !== "")
            read.mutate({ name: "pasted proposal.txt", bytes: new Blob([pasted], { type: "text/plain" }) });
        }}
      >
        <TextArea
          label="Text of the proposal"
          help="Paste a fax or an email. What it says is read as data; nothing in it is followed."
          rows={5}
          maxLength={200_000}
          value={pasted}
          onChange={(e) => setPasted(e.target.value)}
        />
        <div className="row wrap">
          <Button type="submit" size="small" busy={read.isPending} disabled={pasted.trim() === ""}>
            Read text
          </Button>
          <Button size="small" kind="quiet" disabled={read.isPending} onClick={() => input.current?.click()}>
            Choose a PDF or text file
          </Button>
          <span className="xs t3">or drop it here; the file is kept on the case</span>
          <input
            ref={input}
            type="file"
            accept="application/pdf,text/plain,.pdf,.txt"
            className="vh"
            tabIndex={-1}
            aria-label="Proposal to read"
            onChange={(e) => take(e.target.files)}
          />
        </div>
      </form>
      {read.isError && <ProblemState thrown={read.error} />}
    </section>
  );
}
