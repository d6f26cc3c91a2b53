import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { Button, buttonClass } from "#web/kit/button.tsx";
import { SelectField, TextField } from "#web/kit/fields.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { ClassTag } from "#web/kit/tag.tsx";
import { useKeys } from "#web/shell/keys.ts";
import { usePracticeOf } from "./typed-eob.tsx";
import { type ClaimSent, type ClaimTyped, claimSent, emptyClaim } from "./typed-form.ts";
import { TypedLines } from "./typed-lines.tsx";

function Head({
  typed,
  put,
  practice,
}: {
  readonly typed: ClaimTyped;
  readonly put: (change: Partial<ClaimTyped>) => void;
  readonly practice: React.ReactNode;
}) {
  return (
    <fieldset>
      <legend>The claim</legend>
      <div className="heads">
        {practice}
        <TextField
          label="Claim number, ours"
          autoFocus
          value={typed.claim}
          onChange={(e) => put({ claim: e.target.value })}
        />
        <TextField label="Payer" value={typed.payer} onChange={(e) => put({ payer: e.target.value })} />
        <SelectField
          label="Form"
          value={typed.form}
          onChange={(e) => put({ form: e.target.value === "institutional" ? "institutional" : "professional" })}
          options={[
            { value: "professional", name: "Professional, CMS-1500" },
            { value: "institutional", name: "Institutional, UB-04" },
          ]}
        />
        <TextField
          label="State of the service"
          maxLength={2}
          placeholder="TX"
          value={typed.usState}
          onChange={(e) => put({ usState: e.target.value })}
        />
        <TextField
          label="Place of service"
          maxLength={2}
          placeholder="23"
          value={typed.place}
          onChange={(e) => put({ place: e.target.value })}
        />
      </div>
    </fieldset>
  );
}

/** A claim typed from paper: as much of it as deciding its channel needs. */
export function TypedClaim() {
  const queries = useQueryClient();
  const { client, field } = usePracticeOf();
  const [typed, setTyped] = useState(emptyClaim);
  const sent = claimSent(client, typed);
  const keep = useMutation({
    mutationFn: (body: ClaimSent) => answered(api.POST("/v1/claims", { params: { header: newKey() }, body })),
    onSuccess: () => {
      for (const key of ["map", "queue", "imports"]) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  useKeys({ send: () => sent !== undefined && keep.mutate(sent) });
  if (keep.data !== undefined)
    return (
      <div className="pad" role="status">
        <p className="verdict">
          Kept. It is counted as <ClassTag of={keep.data.class} />
        </p>
        <ul className="sm t2 mt2 dotted">
          {keep.data.because.map((b) => (
            <li key={b.text}>{b.text}</li>
          ))}
        </ul>
        <div className="row wrap mt4">
          <Button
            kind="primary"
            onClick={() => {
              keep.reset();
              setTyped(emptyClaim());
            }}
          >
            Type the next
          </Button>
          <Link to="/import" search={{ type: "eob" }} className={buttonClass()}>
            Type its EOB
          </Link>
        </div>
      </div>
    );
  return (
    <form
      className="pad typing"
      onSubmit={(event) => {
        event.preventDefault();
        if (sent !== undefined) keep.mutate(sent);
      }}
    >
      <Head typed={typed} put={(change) => setTyped({ ...typed, ...change })} practice={field} />
      <TypedLines of="claim" lines={typed.lines} change={(lines) => setTyped({ ...typed, lines })} />
      {keep.isError && <ProblemState thrown={keep.error} />}
      <div className="balance-bar">
        <p className="sm t3">Names and diagnoses are not needed to decide a channel, and are not asked.</p>
        <span className="push row">
          <Link to="/import" className={buttonClass({ kind: "quiet" })}>
            Leave it
          </Link>
          <Button type="submit" kind="primary" busy={keep.isPending} disabled={sent === undefined} keys="Ctrl Enter">
            Keep claim
          </Button>
        </span>
      </div>
    </form>
  );
}
