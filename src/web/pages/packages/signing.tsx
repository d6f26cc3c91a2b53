import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "#web/data/me.ts";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { download } from "#web/pages/case/download.ts";
import { NoPaper } from "#web/pages/case/signing.tsx";

type Kind = "settlement agreement" | "rate confirmation";

/** What both sides sign of a deal that was taken: every line of every case with its agreed rate, as one paper. */
export function DealSigning({ id, name }: { readonly id: string; readonly name: string }) {
  const may = useMay("write papers");
  const [stands, setStands] = useState("");
  const print = useMutation({
    mutationFn: (kind: Kind) =>
      download(`/v1/packages/${id}/settlement`, `${name}.${kind.replaceAll(" ", "-")}.pdf`, {
        ...{ kind, format: "pdf" },
        ...(stands !== "" && { stands }),
      }),
  });
  const button = (kind: Kind, says: string) => (
    <Button size="small" disabled={!may} busy={print.isPending} onClick={() => print.mutate(kind)}>
      {says}
    </Button>
  );
  return (
    <section aria-label="Papers to sign" className="pk-act mt2">
      <h3>Papers to sign</h3>
      <div className="form">
        <TextField
          label="The rates stand through (optional)"
          type="date"
          value={stands}
          onChange={(e) => setStands(e.target.value)}
          help="Only where a last day was agreed."
        />
        <div className="row wrap">
          {button("settlement agreement", "Save settlement agreement")}
          {button("rate confirmation", "Save rate confirmation")}
        </div>
      </div>
      {!may && <span className="xs t3">Your role does not write papers.</span>}
      {print.error !== null && <NoPaper thrown={print.error} />}
    </section>
  );
}
