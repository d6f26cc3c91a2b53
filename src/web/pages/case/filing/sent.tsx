import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { dayOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { showDay } from "#web/kit/day-words.ts";
import { SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { type Act, useDesk } from "#web/pages/case/desk.ts";
import { FormProblem } from "#web/pages/case/form-problem.tsx";
import { filingQuery, type PaperKind, paperName, type SentPaper } from "./filing-data.ts";
import "./filing.css";

/** What went out of a case: how, to whom, and what shows that it arrived. Parley sends nothing itself. */

type Letter = Case["letters"][number];
type Way = SentPaper["way"];
const WAYS: readonly { readonly value: Way; readonly name: string }[] = [
  { value: "portal", name: "The payer's portal" },
  { value: "email", name: "E-mail" },
  { value: "fax", name: "Fax" },
  { value: "mail", name: "Mail" },
  { value: "in person", name: "By hand" },
];

function Buttons({
  name,
  close,
  disabled,
}: {
  readonly name: string;
  readonly close: () => void;
  readonly disabled: boolean;
}) {
  const { busy, dismiss } = useDesk();
  return (
    <div className="row">
      <Button type="submit" size="small" kind="primary" busy={busy} disabled={disabled}>
        {name}
      </Button>
      <Button
        size="small"
        kind="quiet"
        onClick={() => {
          dismiss();
          close();
        }}
      >
        Cancel
      </Button>
    </div>
  );
}

/** Whether what was refused last is this form's own act. */
function useRefused(type: Act["type"]): boolean {
  return useDesk().failed?.act.type === type;
}

/** `letter` is the one that was kept, where it is that one. */
export function SendForm({
  paper,
  letter,
  close,
}: {
  readonly paper: PaperKind;
  readonly letter: Letter | undefined;
  readonly close: () => void;
}) {
  const { today, view, send } = useDesk();
  const [to, setTo] = useState(letter?.to ?? view.row.payer);
  const [address, setAddress] = useState("");
  const [way, setWay] = useState<Way>("portal");
  const [day, setDay] = useState<string>(today);
  const [reference, setReference] = useState(letter?.reference ?? "");
  const refused = useRefused("send paper");
  const act = (): Act => ({
    ...{ type: "send paper", paper, way, day, ...(letter !== undefined && { hash: letter.sha256 }) },
    to: { name: to.trim(), ...(address.trim() !== "" && { address: address.trim() }) },
    ...(reference.trim() !== "" && { reference: reference.trim() }),
  });
  return (
    <form
      className="form mt2"
      aria-label="Write down as sent"
      onSubmit={(event) => {
        event.preventDefault();
        void send(act(), "Written down as sent.").then((went) => went && close());
      }}
    >
      <div className="pair">
        <SelectField
          label="How it went"
          options={WAYS}
          value={way}
          onChange={(e) => setWay(WAYS.find((w) => w.value === e.target.value)?.value ?? way)}
        />
        <TextField
          label="Sent on"
          type="date"
          required
          max={today}
          value={day}
          onChange={(e) => setDay(e.target.value)}
        />
      </div>
      <TextField label="To" required maxLength={200} value={to} onChange={(e) => setTo(e.target.value)} />
      <TextField
        label="Address, number or portal (optional)"
        maxLength={500}
        value={address}
        onChange={(e) => setAddress(e.target.value)}
        {...(paper === "notice" && { help: "The contact that stands with the first payment or denial." })}
      />
      <TextField
        label="Reference (optional)"
        maxLength={200}
        value={reference}
        onChange={(e) => setReference(e.target.value)}
      />
      {refused && <FormProblem />}
      <Buttons name="Keep as sent" close={close} disabled={to.trim() === "" || day === ""} />
    </form>
  );
}

function ProofForm({ of, close }: { readonly of: SentPaper; readonly close: () => void }) {
  const { today, view, send } = useDesk();
  const proofs = view.files.filter((f) => f.kind === "proof of delivery");
  const [outcome, setOutcome] = useState<"delivered" | "bounced">("delivered");
  const [file, setFile] = useState(String(proofs.at(-1)?.event ?? ""));
  const [day, setDay] = useState<string>(today);
  const [note, setNote] = useState("");
  const refused = useRefused("prove delivery");
  const named = proofs.some((f) => String(f.event) === file) ? Number(file) : undefined;
  const act = (): Act => ({
    ...{ type: "prove delivery", sent: of.event, outcome, day },
    ...(named !== undefined && { file: named }),
    ...(note.trim() !== "" && { note: note.trim() }),
  });
  const lacks = outcome === "delivered" && named === undefined;
  return (
    <form
      className="form mt2"
      aria-label="What became of it"
      onSubmit={(event) => {
        event.preventDefault();
        const done = outcome === "delivered" ? "Delivery is proved." : "It came back: it is ours to send again.";
        void send(act(), done).then((went) => went && close());
      }}
    >
      <div className="pair">
        <SelectField
          label="What became of it"
          options={[
            { value: "delivered", name: "It arrived" },
            { value: "bounced", name: "It came back" },
          ]}
          value={outcome}
          onChange={(e) => setOutcome(e.target.value === "bounced" ? "bounced" : "delivered")}
        />
        <TextField
          label="On"
          type="date"
          required
          min={of.day}
          max={today}
          value={day}
          onChange={(e) => setDay(e.target.value)}
        />
      </div>
      {proofs.length > 0 ? (
        <SelectField
          label="Shown by"
          options={[{ value: "", name: "No file" }, ...proofs.map((f) => ({ value: String(f.event), name: f.name }))]}
          value={file}
          onChange={(e) => setFile(e.target.value)}
        />
      ) : (
        <p className="sm t2">Attach the receipt first: under Documents, as “Proof of delivery”.</p>
      )}
      <TextArea label="Note (optional)" maxLength={4000} value={note} onChange={(e) => setNote(e.target.value)} />
      {refused && <FormProblem />}
      <Buttons name="Keep" close={close} disabled={lacks || day === ""} />
    </form>
  );
}

function Delivery({ of }: { readonly of: SentPaper }) {
  const { delivery: d } = of;
  if (d === null) return <span className="sub k-fact kc">Nothing shows yet that it arrived.</span>;
  if (d.outcome === "bounced")
    return <span className="sub k-denied kc">Came back on {showDay(dayOf(d.day))}. Send it again.</span>;
  return (
    <span className="sub">
      {d.file === null
        ? "The proof of its arrival was removed."
        : `Arrived on ${showDay(dayOf(d.day))}, shown by ${d.file}.`}
    </span>
  );
}

/** One sending. It is named where it stands under no paper of its own. */
export function SentRow({ of, named = false }: { readonly of: SentPaper; readonly named?: boolean }) {
  const { may, view, undo } = useDesk();
  const [asking, setAsking] = useState(false);
  const event = of.delivery?.event ?? of.event;
  const back = view.undoable.some((u) => u.event === event);
  return (
    <li>
      <div className="row wrap top">
        <Glyph name="out" s />
        <span className="grow">
          <span className="m">
            {named ? `${paperName(of.paper)} sent` : "Sent"} by {of.way} on {showDay(dayOf(of.day))}
          </span>
          <span className="sub">
            to {of.to.name}
            {of.to.address !== null && `, ${of.to.address}`}
            {of.reference !== null && `, reference ${of.reference}`}, by {of.by}
          </span>
          <Delivery of={of} />
        </span>
        {of.delivery === null && may("prove delivery") && !asking && (
          <Button size="small" onClick={() => setAsking(true)}>
            What became of it
          </Button>
        )}
        {back && (
          <Button size="small" kind="quiet" onClick={() => undo(event)}>
            Take back
          </Button>
        )}
      </div>
      {asking && <ProofForm of={of} close={() => setAsking(false)} />}
    </li>
  );
}

/**
 * The sendings of one kind of paper, and the way to write down another. With a letter that was kept, what is written down
 * is of that letter; `alone` shows its own sendings and no other's.
 */
export function SentPapers({
  paper,
  letter,
  alone = false,
}: {
  readonly paper: PaperKind;
  readonly letter?: Letter | undefined;
  readonly alone?: boolean;
}) {
  const { view, may } = useDesk();
  const { data } = useQuery(filingQuery(view.row.id));
  const [asking, setAsking] = useState(false);
  const sent =
    data?.papers.filter((p) => (alone && letter !== undefined ? p.hash === letter.sha256 : p.paper === paper)) ?? [];
  const stands = sent.some((p) => p.delivery?.outcome !== "bounced");
  const offers = may("send paper") && !(paper === "notice" && stands);
  if (data === undefined || (sent.length === 0 && !offers)) return null;
  return (
    <div className="sent mt2">
      {sent.length > 0 && (
        <ul className="sent-list" aria-label="Sent">
          {sent.map((p) => (
            <SentRow key={p.event} of={p} />
          ))}
        </ul>
      )}
      {offers && !asking && (
        <Button size="small" onClick={() => setAsking(true)}>
          {alone || paper === "notice" ? "Sent" : `${paperName(paper)} sent`}
          {sent.length === 0 ? " ..." : " again ..."}
        </Button>
      )}
      {asking && <SendForm paper={paper} letter={letter} close={() => setAsking(false)} />}
    </div>
  );
}
