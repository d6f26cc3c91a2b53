import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { plusDays } from "#base/day.ts";
import { answered, api } from "#web/data/api.ts";
import type { Answer, Body } from "#web/data/paths.ts";
import { Button } from "#web/kit/button.tsx";
import { Check, SelectField, TextField } from "#web/kit/fields.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { useDesk } from "#web/pages/case/desk.ts";

/** Asking somebody of the other side, or who looks on for us, into a room of this case. */

type Invitation = Body<"openRoom">["invitation"];

const RELATIONS: readonly { readonly value: Invitation["relation"]; readonly name: string }[] = [
  { value: "payer", name: "The payer" },
  { value: "for the payer", name: "Somebody who works for the payer" },
  { value: "consultant", name: "A consultant, on our behalf" },
  { value: "advocate", name: "An advocate, on our behalf" },
];
const USUAL_DAYS = 14;
const MOST_DAYS = 60;

interface Baa {
  readonly signed: string;
  /** The event that attached its file. */
  readonly file: string;
}

/** Who sees patients' data on our behalf has an agreement first: its day, and its file on this case. */
function BaaFields({ of, put }: { readonly of: Baa; readonly put: (baa: Baa) => void }) {
  const { view, today } = useDesk();
  const { files } = view;
  return (
    <>
      <TextField
        label="Business associate agreement signed on"
        type="date"
        required
        max={today}
        value={of.signed}
        onChange={(e) => put({ ...of, signed: e.target.value })}
      />
      <SelectField
        label="Its file on this case"
        help={
          files.length === 0 ? "Attach the signed agreement under Documents first." : "Without it they are not let in."
        }
        required
        options={[{ value: "", name: "Choose" }, ...files.map((f) => ({ value: String(f.event), name: f.name }))]}
        value={of.file}
        onChange={(e) => put({ ...of, file: e.target.value })}
      />
    </>
  );
}

function sharesOf(lines: boolean, amounts: boolean): Invitation["shares"] {
  return [...(lines ? (["billing lines"] as const) : []), ...(amounts ? (["amounts"] as const) : [])];
}

export function Invite({ done }: { readonly done: () => void }) {
  const { view, today } = useDesk();
  const { id, version } = view.row;
  const queries = useQueryClient();
  const [who, setWho] = useState({ name: "", organization: view.row.payer, email: "" });
  const [relation, setRelation] = useState<Invitation["relation"]>("payer");
  const [ends, setEnds] = useState<string>(plusDays(today, USUAL_DAYS));
  const [amounts, setAmounts] = useState(true);
  const [lines, setLines] = useState(true);
  const [baa, setBaa] = useState<Baa>({ signed: "", file: "" });
  const onOurBehalf = relation === "consultant" || relation === "advocate";
  const invite = useMutation({
    mutationFn: () => {
      const { email, ...named } = who;
      const invitation = {
        ...{ ...named, relation, ends, shares: sharesOf(lines, amounts) },
        ...(email.trim() !== "" && { email }),
        ...(onOurBehalf &&
          baa.file !== "" &&
          baa.signed !== "" && { baa: { signed: baa.signed, file: Number(baa.file) } }),
      };
      return answered(
        api.POST("/v1/cases/{case}/rooms", { params: { path: { case: id } }, body: { saw: version, invitation } }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["case", id] }),
  });
  if (invite.data !== undefined) return <Keys of={invite.data} done={done} />;
  const typed = (field: keyof typeof who) => ({
    value: who[field],
    onChange: (e: { readonly target: { readonly value: string } }) => setWho({ ...who, [field]: e.target.value }),
  });
  return (
    <form
      className="form room-invite"
      aria-label="Ask somebody in"
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate();
      }}
    >
      <TextField label="Name" required maxLength={100} {...typed("name")} />
      <TextField label="Organization" required maxLength={200} {...typed("organization")} />
      <TextField
        label="E-mail (optional)"
        help="A note for you; nothing is sent."
        maxLength={200}
        {...typed("email")}
      />
      <SelectField
        label="Who they are"
        options={RELATIONS}
        value={relation}
        onChange={(e) => setRelation(e.target.value as Invitation["relation"])}
      />
      {onOurBehalf && <BaaFields of={baa} put={setBaa} />}
      <TextField
        label="Last day it is open"
        type="date"
        required
        min={today}
        max={plusDays(today, MOST_DAYS)}
        value={ends}
        onChange={(e) => setEnds(e.target.value)}
      />
      <Check checked={lines} onChange={(e) => setLines(e.target.checked)}>
        Show the lines with their codes and days
      </Check>
      <Check checked={amounts} onChange={(e) => setAmounts(e.target.checked)}>
        Show what was billed, allowed and paid
      </Check>
      {invite.isError && <ProblemState thrown={invite.error} />}
      <div className="row wrap">
        <Button type="submit" kind="shared" busy={invite.isPending}>
          Open the room
        </Button>
        <Button kind="quiet" onClick={done}>
          Leave it
        </Button>
      </div>
    </form>
  );
}

/** What opens the room, shown this once. */
function Keys({ of, done }: { readonly of: Answer<"openRoom">; readonly done: () => void }) {
  return (
    <div className="room-keys" role="status">
      <p className="sm b">
        The room is open. Send the link and the passcode yourself, each by another way. They are shown this once.
      </p>
      <TextField label="Link" readOnly value={of.link} onFocus={(e) => e.target.select()} />
      <TextField label="Passcode" readOnly value={of.passcode} onFocus={(e) => e.target.select()} />
      <Button size="small" onClick={done}>
        I have both
      </Button>
    </div>
  );
}
