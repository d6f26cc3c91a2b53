import { useMutation } from "@tanstack/react-query";
import { useMay } from "#web/data/me.ts";
import { asProblem } from "#web/data/problem.ts";
import { Button } from "#web/kit/button.tsx";
import { Checklist } from "#web/kit/chips.tsx";
import { StateTag } from "#web/kit/tag.tsx";
import { useDesk } from "./desk.ts";
import { download } from "./download.ts";
import { SentPapers } from "./filing/sent.tsx";
import { PacketPaper } from "./packet-paper.tsx";
import { LetterPaper } from "./papers-letter.tsx";

/** Why a paper was not written: each missing fact with its question, or what went wrong. */
function NotWritten({ thrown }: { readonly thrown: unknown }) {
  const { said } = asProblem(thrown);
  const missing = said.missing ?? [];
  return (
    <div className="not-written" role="alert">
      <p className="m">{missing.length > 0 ? "The notice lacks facts. Nothing was written." : `${said.title}.`}</p>
      {said.detail !== undefined && <p className="sm t2">{said.detail}</p>}
      {missing.length > 0 && (
        <Checklist items={missing.map((m) => ({ key: m.fact, state: "missing", text: m.question }))} />
      )}
    </div>
  );
}

function Paper({
  title,
  says,
  side,
  path,
  button,
}: {
  readonly title: string;
  readonly says: string;
  readonly side: "private" | "shared";
  readonly path: "report" | "notice";
  readonly button: string;
}) {
  const { row } = useDesk().view;
  const may = useMay("write papers");
  const write = useMutation({
    mutationFn: (format: "pdf" | "json") =>
      download(`/v1/cases/${row.id}/${path}?format=${format}`, `${row.number}-${path}.${format}`),
  });
  return (
    <li className="paper">
      <div className="row between wrap">
        <h3>{title}</h3>
        <StateTag of={side} />
      </div>
      <p className="sm t2 mt1">{says}</p>
      <div className="row wrap mt2">
        <Button size="small" disabled={!may} busy={write.isPending} onClick={() => write.mutate("pdf")}>
          {button}
        </Button>
        <Button size="small" kind="quiet" disabled={!may} onClick={() => write.mutate("json")}>
          Its data as JSON
        </Button>
        {!may && <span className="xs t3">Your role does not write papers.</span>}
      </div>
      {write.isError && <NotWritten thrown={write.error} />}
      {path === "notice" && <SentPapers paper="notice" />}
    </li>
  );
}

/** Papers Parley writes of a case. A paper that lacks a fact is refused and says which. */
export const Papers = () => (
  <ul className="papers">
    <Paper
      title="Claim analysis report"
      says="Every line, its benchmark, its rights and their sources."
      side="private"
      path="report"
      button="Save report"
    />
    <Paper
      title="Open negotiation notice"
      says="The form the plan must receive, 45 CFR 149.510(b)(1), with the opening of the plan."
      side="shared"
      path="notice"
      button="Save notice"
    />
    <LetterPaper />
    <PacketPaper />
  </ul>
);
