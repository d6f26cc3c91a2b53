import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import { centsOrNull } from "#web/data/wire.ts";
import { Button, buttonClass } from "#web/kit/button.tsx";
import { Glyph, type GlyphName } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { ProblemState } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { toast } from "#web/shell/toast.tsx";
import { batchQuery, type Progress, useBatch } from "./batch-data.ts";
import { Columns } from "./columns.tsx";
import {
  type Batch,
  type BatchFile,
  matchWords,
  overall,
  readWords,
  STATES,
  showBytes,
  stageWord,
} from "./import-words.ts";
import { Problems } from "./problems.tsx";

const GLYPHS: Readonly<Record<BatchFile["state"], GlyphName>> = {
  waiting: "clock",
  reading: "half",
  read: "check",
  duplicate: "case",
  refused: "warn",
  undone: "undo",
};
const TONES: Readonly<Record<BatchFile["state"], string>> = {
  waiting: "t3",
  reading: "k-ink kc",
  read: "k-paid kc",
  duplicate: "t2",
  refused: "k-denied kc",
  undone: "t3",
};

function ProblemCount({
  file,
  open,
  toggle,
}: {
  readonly file: BatchFile;
  readonly open: boolean;
  readonly toggle: () => void;
}) {
  const { errors, warnings } = file.problems;
  if (errors + warnings === 0) return <span className="t3">none</span>;
  const said = [errors > 0 ? `${errors} wrong` : "", warnings > 0 ? `${warnings} to look at` : ""].filter(
    (s) => s !== "",
  );
  return (
    <button type="button" className="plain-link" aria-expanded={open} onClick={toggle}>
      {said.join(", ")}
      <span className="vh"> in {file.name}</span>
    </button>
  );
}

function FileRow({ batch, file }: { readonly batch: Batch; readonly file: BatchFile }) {
  const [open, setOpen] = useState<"problems" | "columns" | undefined>(undefined);
  const isList = /list|csv|xlsx|sheet/i.test(file.kind);
  const paid = centsOrNull(file.paid);
  const toggle = (what: "problems" | "columns") => setOpen(open === what ? undefined : what);
  return (
    <>
      <tr>
        <th scope="row">
          <span className="m break">{file.name}</span>
          <span className="sub">
            {file.kind}, {showBytes(file.bytes)}
          </span>
        </th>
        <td>
          <span className={`${TONES[file.state]} nowrap`}>
            <Glyph name={GLYPHS[file.state]} s /> {STATES[file.state]}
          </span>
          {file.because !== null && <span className="sub">{file.because}</span>}
        </td>
        <td className="t2">
          {file.state === "read" ? readWords(file) : ""}{" "}
          {isList && (
            <button
              type="button"
              className="plain-link"
              aria-expanded={open === "columns"}
              onClick={() => toggle("columns")}
            >
              Columns<span className="vh"> of {file.name}</span>
            </button>
          )}
        </td>
        <td className="n">{paid === null ? <span className="t3">none said</span> : showMoney(paid, "exact")}</td>
        <td className="n">
          <ProblemCount file={file} open={open === "problems"} toggle={() => toggle("problems")} />
        </td>
      </tr>
      {open !== undefined && (
        <tr className="opened">
          <td colSpan={5}>
            {open === "problems" ? <Problems of={batch.id} file={file.id} /> : <Columns file={file.id} />}
          </td>
        </tr>
      )}
    </>
  );
}

/** How far reading is: a bar with its words, from the stream, or from the last answer where the stream is silent. */
function Reading({ batch, progress }: { readonly batch: Batch; readonly progress: Progress | undefined }) {
  const { done, of, stage } = progress ?? { done: batch.done.bytes, of: batch.done.ofBytes, stage: batch.done.stage };
  const percent = of === 0 ? 0 : Math.min(100, Math.floor((done * 100) / of));
  return (
    <div className="mt3">
      <progress max={100} value={percent} aria-label="Reading the files" />
      <p className="xs t3 mt1">
        {stageWord(stage)}, {percent}%. You may leave this page or close the window; reading goes on.
      </p>
    </div>
  );
}

function Undo({ batch }: { readonly batch: Batch }) {
  const queries = useQueryClient();
  const may = useMay("undo imports");
  const [asked, setAsked] = useState(false);
  const undo = useMutation({
    mutationFn: () =>
      answered(api.POST("/v1/imports/{import}/undo", { params: { path: { import: batch.id }, header: newKey() } })),
    onSuccess: (next) => {
      queries.setQueryData(batchQuery(batch.id).queryKey, next);
      for (const key of ["imports", "map", "queue"]) void queries.invalidateQueries({ queryKey: [key] });
      toast({ text: "The import was taken back. Nothing of it counts." });
    },
  });
  if (!may || batch.state === "undone" || batch.state === "open") return null;
  if (!batch.undo.possible)
    return <p className="xs t3">It cannot be taken back: {batch.undo.because ?? "work was built on it"}</p>;
  if (undo.isError) return <ProblemState thrown={undo.error} retry={() => undo.reset()} />;
  if (!asked)
    return (
      <Button kind="quiet" size="small" onClick={() => setAsked(true)}>
        <Glyph name="undo" s />
        Take this import back
      </Button>
    );
  return (
    <div className="row wrap sm" role="alert">
      <span>
        Take back {batch.files.length} {batch.files.length === 1 ? "file" : "files"} and {batch.cases.opened} opened
        cases?
      </span>
      <Button kind="danger" size="small" busy={undo.isPending} onClick={() => undo.mutate()}>
        Take back
      </Button>
      <Button kind="quiet" size="small" onClick={() => setAsked(false)}>
        Keep it
      </Button>
    </div>
  );
}

const HEADS = ["File", "State", "Read in it"] as const;

function Receipt({ batch, progress }: { readonly batch: Batch; readonly progress: Progress | undefined }) {
  const isOver = batch.state === "done" || batch.state === "undone";
  return (
    <section className="pad" aria-label="This import">
      <p className="verdict" role="status">
        {overall(batch)}
      </p>
      {batch.state === "done" && <p className="sm t2 mt1">{matchWords(batch).join("; ")}.</p>}
      {batch.answered.length > 0 && isOver && (
        <ul className="sm mt1" aria-label="Answers to sets of claims">
          {batch.answered.map((said, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may say the same, and the list never moves.
            <li key={i}>{said}</li>
          ))}
        </ul>
      )}
      {batch.state === "reading" && <Reading batch={batch} progress={progress} />}
      <div className="row wrap mt3">
        {batch.state === "done" && (
          <Link to="/map" className={buttonClass({ kind: "primary" })}>
            Open the money map
          </Link>
        )}
        {batch.remittances.unmatched > 0 && isOver && (
          <Link to="/import" search={{ type: "claim" }} className={buttonClass()}>
            Type a claim
          </Link>
        )}
        {isOver && batch.files.some((f) => /277|999/.test(f.kind)) && (
          <Link to="/lists" search={{ list: "rejected" }} className={buttonClass()}>
            Rejected claims without an open case
          </Link>
        )}
        <Undo batch={batch} />
      </div>
      <div className="room mt4">
        <table className="flush files">
          <caption className="vh">Files of this import</caption>
          <thead>
            <tr>
              {HEADS.map((h) => (
                <th key={h} scope="col">
                  {h}
                </th>
              ))}
              <th scope="col" className="n">
                Plan paid
              </th>
              <th scope="col" className="n">
                Problems
              </th>
            </tr>
          </thead>
          <tbody>
            {batch.files.map((f) => (
              <FileRow key={f.id} batch={batch} file={f} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** One import: followed while it runs, its receipts afterwards. */
export function OneImport({ id }: { readonly id: string }) {
  const { query, progress } = useBatch(id);
  return (
    <Asked of={query} doing="Fetching what this import read.">
      {(batch) => <Receipt batch={batch} progress={progress} />}
    </Asked>
  );
}
