import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { useMe } from "#web/data/me.ts";
import { dayOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { SelectField, TextField } from "#web/kit/fields.tsx";
import { Empty, ProblemState } from "#web/kit/states.tsx";
import { toast } from "#web/shell/toast.tsx";
import { useDesk } from "./desk.ts";
import { attach, download, sayBytes } from "./download.ts";
import { FILE_KIND_NAMES, FILE_KINDS, type FileKind } from "./file-kinds.ts";
import { Letters } from "./letters.tsx";
import { whenOf } from "./moment-words.ts";
import { Papers } from "./papers.tsx";
import { ReadProposal } from "./proposal-read.tsx";

type Attached = Case["files"][number];

function useAttach() {
  const { view } = useDesk();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, kind }: { readonly file: File; readonly kind: FileKind }) =>
      attach(view.row.id, file, kind, view.row.version),
    onSuccess: (_, { file }) => {
      void client.invalidateQueries({ queryKey: ["case", view.row.id] });
      toast({ text: `Attached ${file.name}.` });
    },
  });
}

/** Attaches a file: dropped or chosen. What it is must be said first. */
function Upload() {
  const [kind, setKind] = useState<FileKind>("letter");
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const upload = useAttach();
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) upload.mutate({ file, kind });
    if (input.current !== null) input.current.value = "";
  };
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <section
      className={over ? "upload over" : "upload"}
      aria-label="Attach a file"
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        take(event.dataTransfer.files);
      }}
    >
      <div className="row wrap base">
        <SelectField
          label="What it is"
          options={FILE_KINDS}
          value={kind}
          onChange={(e) => setKind(FILE_KINDS.find((k) => k.value === e.target.value)?.value ?? kind)}
        />
        <Button busy={upload.isPending} onClick={() => input.current?.click()}>
          Attach a file
        </Button>
        <span className="xs t3">or drop it here</span>
        <input
          ref={input}
          type="file"
          className="vh"
          tabIndex={-1}
          aria-label="File to attach"
          onChange={(e) => take(e.target.files)}
        />
      </div>
      {upload.isError && (
        <ProblemState
          thrown={upload.error}
          retry={() => upload.variables !== undefined && upload.mutate(upload.variables)}
        />
      )}
    </section>
  );
}

function FileRow({ file }: { readonly file: Attached }) {
  const { view, may, send, busy } = useDesk();
  const today = dayOf(useMe()?.today ?? view.asOf);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const save = useMutation({
    mutationFn: () => download(`/v1/cases/${view.row.id}/files/${file.event}`, file.name),
  });
  return (
    <li>
      <div className="row wrap">
        <span className="grow">
          <span className="m">{file.name}</span>
          <span className="sub">
            {FILE_KIND_NAMES[file.kind]}, {sayBytes(file.bytes)}, by {file.by},{" "}
            {whenOf(dayOf(file.at.slice(0, 10)), file.at, today)}
          </span>
        </span>
        <Button size="small" busy={save.isPending} onClick={() => save.mutate()} aria-label={`Save ${file.name}`}>
          Save
        </Button>
        {may("remove file") && (
          <Button size="small" kind="quiet" onClick={() => setAsking(!asking)} aria-label={`Remove ${file.name}`}>
            Remove
          </Button>
        )}
      </div>
      {save.isError && <ProblemState thrown={save.error} />}
      {asking && (
        <form
          className="form mt2"
          onSubmit={(event) => {
            event.preventDefault();
            void send({ type: "remove file", file: file.event, reason: reason.trim() }, `Removed ${file.name}.`);
          }}
        >
          <TextField label="Why it is removed" required value={reason} onChange={(e) => setReason(e.target.value)} />
          <Button type="submit" size="small" kind="danger" busy={busy}>
            Remove file
          </Button>
        </form>
      )}
    </li>
  );
}

/** Papers Parley writes, and files people attach. */
export function DocumentsTab() {
  const { view, past, may } = useDesk();
  return (
    <>
      <section className="tab-sec pad-x">
        <div className="h2row">
          <h2>Papers</h2>
        </div>
        <Papers />
      </section>
      <Letters />
      {!past && may("log offer") && (
        <section className="sec">
          <div className="h2row">
            <h2>Read a proposal</h2>
          </div>
          <ReadProposal />
        </section>
      )}
      <section className="sec">
        <div className="h2row">
          <h2>Files</h2>
          <span className="sm">{view.files.length === 0 ? "" : `${view.files.length} attached`}</span>
        </div>
        {!past && <Upload />}
        {view.files.length === 0 ? (
          <Empty says="No file is attached." more="Letters of the plan, records and proofs of delivery belong here." />
        ) : (
          <ul className="file-list">
            {view.files.map((f) => (
              <FileRow key={f.event} file={f} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
