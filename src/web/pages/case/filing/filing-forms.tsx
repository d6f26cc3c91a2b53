import { useState } from "react";
import { centsOrNull } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { MoneyField, TextArea, TextField } from "#web/kit/fields.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import type { Approval } from "#web/pages/approvals/approval-card.tsx";
import { amountTyped } from "#web/pages/case/amount-typed.ts";
import { type Act, useDesk } from "#web/pages/case/desk.ts";
import { FormProblem } from "#web/pages/case/form-problem.tsx";
import { askFor, type Filing, type Road } from "./filing-data.ts";

/** Asking another person to allow a filing, and writing the filing down once it is done outside. */

type RoadId = Road["road"];

const WRONG = "Write an amount such as 1250.00.";

/** `again` when this road was filed before: a second level, or another dispute. */
export function AskToFile({
  road,
  suggested,
  unproven,
  again,
}: {
  readonly road: RoadId;
  readonly suggested: string | null;
  readonly unproven: Filing["unproven"];
  readonly again: boolean;
}) {
  const { may, send, busy, failed } = useDesk();
  const [asking, setAsking] = useState(false);
  const federal = road === "federal IDR";
  const [offer, setOffer] = useState(federal ? (suggested ?? "") : "");
  const [note, setNote] = useState("");
  const typed = amountTyped(offer);
  const wrong = federal && offer.trim() !== "" && typed === undefined;
  if (!may("ask approval")) return <p className="sm t3">Somebody who works the case asks for approval to file.</p>;
  if (!asking)
    return (
      <div>
        <Button kind={again ? "quiet" : "primary"} onClick={() => setAsking(true)}>
          {again ? "Ask approval to file once more" : "Ask approval to file"}
        </Button>
      </div>
    );
  const act = (): Act => ({
    type: "ask approval",
    act: { type: askFor(road), forum: road, ...(federal && typed !== undefined && { amount: typed }) },
    ...(note.trim() !== "" && { note: note.trim() }),
  });
  return (
    <form
      className="form agreement"
      aria-label="Ask approval to file"
      onSubmit={(event) => {
        event.preventDefault();
        void send(act(), "It waits under Approvals for another person.").then((went) => went && setAsking(false));
      }}
    >
      {federal && (
        <MoneyField
          label="Final offer in all (optional)"
          value={offer}
          wrong={wrong ? WRONG : undefined}
          onChange={(e) => setOffer(e.target.value)}
          help="Approved with the filing: another amount needs another approval."
        />
      )}
      <TextArea label="Note (optional)" maxLength={4000} value={note} onChange={(e) => setNote(e.target.value)} />
      {unproven.length > 0 && (
        <div className="sm">
          <p className="m">Whoever approves answers for what nothing proves:</p>
          <ul className="dotted t2">
            {unproven.map((u) => (
              <li key={u.fact}>{u.question}</li>
            ))}
          </ul>
        </div>
      )}
      {failed?.act.type === "ask approval" && <FormProblem />}
      <div className="row">
        <Button type="submit" kind="primary" busy={busy} disabled={wrong}>
          Ask for approval
        </Button>
        <Button kind="quiet" onClick={() => setAsking(false)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

export function RecordFiling({ of, road }: { readonly of: Approval; readonly road: RoadId }) {
  const { today, send, busy, failed } = useDesk();
  const approved = centsOrNull(of.amount);
  const [day, setDay] = useState<string>(today);
  const [reference, setReference] = useState("");
  const [fee, setFee] = useState("");
  const [entity, setEntity] = useState("");
  const typed = amountTyped(fee);
  const wrong = fee.trim() !== "" && typed === undefined;
  const act = (): Act => ({
    ...{ type: "record filing", road, day, reference: reference.trim(), request: of.event },
    ...(typed !== undefined && { fee: typed }),
    ...(of.amount !== null && { finalOffer: of.amount }),
    ...(entity.trim() !== "" && { entity: entity.trim() }),
  });
  return (
    <form
      className="form"
      aria-label="Record the filing"
      onSubmit={(event) => {
        event.preventDefault();
        void send(act(), "Filing recorded.");
      }}
    >
      <h3>Record the filing</h3>
      {approved !== null && <p className="sm t2">With the approved final offer of {showMoney(approved, "exact")}.</p>}
      <div className="pair">
        <TextField
          label="Filed on"
          type="date"
          required
          max={today}
          value={day}
          onChange={(e) => setDay(e.target.value)}
        />
        <TextField
          label="Its number"
          required
          maxLength={200}
          value={reference}
          onChange={(e) => setReference(e.target.value)}
        />
      </div>
      <div className="pair">
        <MoneyField
          label="Fees paid (optional)"
          value={fee}
          wrong={wrong ? WRONG : undefined}
          onChange={(e) => setFee(e.target.value)}
        />
        <TextField
          label="Before whom (optional)"
          maxLength={200}
          value={entity}
          onChange={(e) => setEntity(e.target.value)}
        />
      </div>
      {failed?.act.type === "record filing" && <FormProblem />}
      <div>
        <Button type="submit" kind="primary" busy={busy} disabled={wrong || reference.trim() === ""}>
          Record filing
        </Button>
      </div>
    </form>
  );
}
