import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import { asProblem } from "#web/data/problem.ts";
import { dayOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { Checklist } from "#web/kit/chips.tsx";
import { showDay } from "#web/kit/day-words.ts";
import { TextField } from "#web/kit/fields.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { toast } from "#web/shell/toast.tsx";
import { useDesk } from "./desk.ts";
import { attach, download } from "./download.ts";
import { SignChecks } from "./sign-checks.tsx";

/** The papers of an agreement: what both sides sign, the copy that came back signed, and each line's rate by its name. */

type Signing = Case["signing"][number];
type Kind = "settlement agreement" | "rate confirmation";

export const signingOf = (view: Case, agreement: number): Signing | undefined =>
  view.signing.find((s) => s.agreement === agreement);

const newest = (of: Signing | undefined) => of?.papers.findLast((p) => p.stands !== null)?.stands ?? null;

/** How a line's rate stands: its name, whether a signed copy is there, and how long it stands. */
export function RateCell({ agreement, line }: { readonly agreement: number; readonly line: number }) {
  const of = signingOf(useDesk().view, agreement);
  const rate = of?.rates.find((r) => r.line === line);
  if (of === undefined || rate === undefined) return <td>Not named</td>;
  const signed = of.copies.at(-1);
  const stands = newest(of);
  return (
    <td>
      <span className="mono">{rate.id}</span>
      <span className="sub">
        {signed === undefined ? "not signed" : `signed, attached ${showDay(dayOf(signed.on))}`}
        {stands !== null && `, through ${showDay(dayOf(stands))}`}
      </span>
    </td>
  );
}

/** Why there is no paper: what fails, or what the profile lacks. */
export function NoPaper({ thrown }: { readonly thrown: unknown }) {
  const { said } = asProblem(thrown);
  const missing = said.missing ?? [];
  return (
    <div className="not-written" role="alert">
      <p className="m">{said.detail ?? `${said.title}.`}</p>
      {missing.length > 0 && (
        <Checklist items={missing.map((m) => ({ key: m.fact, state: "missing", text: m.question }))} />
      )}
    </div>
  );
}

function useWritten(agreement: number, stands: string) {
  const { view } = useDesk();
  const queries = useQueryClient();
  const { id, number, version } = view.row;
  const asked = (kind: Kind) => ({ kind, agreement, ...(stands !== "" && { stands }) });
  const print = useMutation({
    mutationFn: (kind: Kind) =>
      download(`/v1/cases/${id}/settlement`, `${number}.${kind.replaceAll(" ", "-")}.pdf`, asked(kind)),
  });
  const keep = useMutation({
    mutationFn: (kind: Kind) =>
      answered(
        api.POST("/v1/cases/{case}/papers", {
          params: { path: { case: id }, header: newKey() },
          body: { saw: version, paper: { of: "settlement", ...asked(kind) } },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["case", id] });
      toast({ text: "Kept on the case." });
    },
  });
  return { print, keep };
}

/** The copy both sides signed, attached to its agreement. */
function SignedCopy({ of }: { readonly of: Signing }) {
  const { view } = useDesk();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const put = useMutation({
    mutationFn: (file: File) => attach(view.row.id, file, "agreement", view.row.version, of.agreement),
    onSuccess: async (_, file) => {
      await queries.invalidateQueries({ queryKey: ["case", view.row.id] });
      toast({ text: `Attached ${file.name}.` });
    },
  });
  return (
    <>
      {of.copies.map((c) => (
        <p key={c.event} className="sm">
          Signed copy: {c.name}, {showDay(dayOf(c.on))}, by {c.by}
        </p>
      ))}
      <Button size="small" busy={put.isPending} onClick={() => input.current?.click()}>
        Attach the signed copy
      </Button>
      <input
        ref={input}
        type="file"
        className="vh"
        tabIndex={-1}
        aria-label="Signed copy"
        onChange={(e) => {
          const file = e.target.files?.[0];
          if (file !== undefined) put.mutate(file);
          if (input.current !== null) input.current.value = "";
        }}
      />
      {put.isError && <ProblemState thrown={put.error} />}
    </>
  );
}

const KINDS: readonly { readonly kind: Kind; readonly save: string; readonly keep: string }[] = [
  { kind: "settlement agreement", save: "Save settlement agreement", keep: "Keep it on the case" },
  { kind: "rate confirmation", save: "Save rate confirmation", keep: "Keep it on the case" },
];

/** Papers to sign by hand, under the agreement they are about. */
export function SigningPapers({ agreement }: { readonly agreement: number }) {
  const { view, past } = useDesk();
  const may = useMay("write papers");
  const [stands, setStands] = useState("");
  const { print, keep } = useWritten(agreement, stands);
  const of = signingOf(view, agreement);
  const wrong = print.error ?? keep.error;
  if (of === undefined) return null;
  return (
    <section aria-label="Papers to sign" className="mt3">
      <h3>Papers to sign</h3>
      {of.papers.map((p) => (
        <p key={p.event} className="sm">
          {p.paper === "rate confirmation" ? "Rate confirmation" : "Settlement agreement"} of {showDay(dayOf(p.on))},
          data <span className="mono">{p.sha256.slice(0, 12)}</span>
          {p.stands !== null && `, the rate stands through ${showDay(dayOf(p.stands))}`}
        </p>
      ))}
      {!past && <SignChecks agreement={agreement} />}
      {!past && (
        <div className="form mt2">
          <TextField
            label="The rate stands through (optional)"
            type="date"
            value={stands}
            onChange={(e) => setStands(e.target.value)}
            help="Only where a last day was agreed."
          />
          {KINDS.map(({ kind, save, keep: keeps }) => (
            <div className="row wrap" key={kind}>
              <Button size="small" disabled={!may} busy={print.isPending} onClick={() => print.mutate(kind)}>
                {save}
              </Button>
              <Button
                size="small"
                kind="quiet"
                disabled={!may}
                busy={keep.isPending}
                aria-label={`${keeps}: ${kind}`}
                onClick={() => keep.mutate(kind)}
              >
                {keeps}
              </Button>
            </div>
          ))}
          {!may && <span className="xs t3">Your role does not write papers.</span>}
          {wrong !== null && <NoPaper thrown={wrong} />}
          <SignedCopy of={of} />
        </div>
      )}
    </section>
  );
}
