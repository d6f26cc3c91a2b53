import { type ReactNode, useState } from "react";
import { useMay } from "#web/data/me.ts";
import { Button } from "#web/kit/button.tsx";
import { SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import type { Act, Row, Whole } from "./agreement-data.ts";

/** What can be done with an agreement, one form each; all of it is writing down what happened outside. */

type Doing = "propose" | "agree" | "decline" | "withdraw" | "end" | "reopen";

interface FormOf {
  readonly of: Whole;
  readonly today: string;
  readonly busy: boolean;
  readonly act: (act: Act) => void;
}

const WAYS = ["email", "fax", "portal", "mail", "phone"] as const;

function Propose({ busy, act }: FormOf) {
  const [way, setWay] = useState<(typeof WAYS)[number]>("fax");
  const [to, setTo] = useState("");
  return (
    <form
      className="form"
      onSubmit={(e) => {
        e.preventDefault();
        act({ type: "propose", way, ...(to.trim() !== "" && { to: to.trim() }) });
      }}
    >
      <SelectField
        label="Sent by"
        options={WAYS.map((w) => ({ value: w, name: w }))}
        value={way}
        onChange={(e) => setWay(e.target.value as typeof way)}
      />
      <TextField label="Sent to (optional)" maxLength={200} value={to} onChange={(e) => setTo(e.target.value)} />
      <Button type="submit" kind="primary" size="small" busy={busy}>
        Write down that it was proposed
      </Button>
    </form>
  );
}

function Agree({ of, today, busy, act }: FormOf) {
  const [on, setOn] = useState(today);
  const [source, setSource] = useState("");
  const [authorization, setAuthorization] = useState(of.words.authorization ?? "");
  return (
    <form
      className="form"
      onSubmit={(e) => {
        e.preventDefault();
        const number = authorization.trim();
        act({ type: "agree", on, source: source.trim(), ...(number !== "" && { authorization: number }) });
      }}
    >
      <TextField
        label="Agreed on"
        type="date"
        required
        max={today}
        value={on}
        onChange={(e) => setOn(e.target.value)}
      />
      <TextField
        label="Authorization number"
        help="Claims that carry it are found by it."
        maxLength={60}
        value={authorization}
        onChange={(e) => setAuthorization(e.target.value)}
      />
      <TextField
        label="Read from"
        help="The signed paper, the letter or the call that says so."
        required
        maxLength={500}
        value={source}
        onChange={(e) => setSource(e.target.value)}
      />
      <Button type="submit" kind="primary" size="small" busy={busy} disabled={on === "" || source.trim() === ""}>
        Write down that it was agreed
      </Button>
    </form>
  );
}

const REASONED = {
  decline: { says: "Write down that they declined", danger: true },
  withdraw: { says: "Withdraw it", danger: true },
  reopen: { says: "Open it again", danger: false },
} as const;

function Reasoned({ type, busy, act }: FormOf & { readonly type: keyof typeof REASONED }) {
  const [reason, setReason] = useState("");
  const { says, danger } = REASONED[type];
  return (
    <form
      className="form"
      onSubmit={(e) => {
        e.preventDefault();
        act({ type, reason: reason.trim() });
      }}
    >
      <TextArea
        label="Why"
        required
        rows={2}
        maxLength={1000}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
      <Button
        type="submit"
        size="small"
        kind={danger ? "danger" : "primary"}
        busy={busy}
        disabled={reason.trim() === ""}
      >
        {says}
      </Button>
    </form>
  );
}

function End({ of, today, busy, act }: FormOf) {
  const { from, to } = of.row;
  const [on, setOn] = useState(today < from ? from : today > to ? to : today);
  const [reason, setReason] = useState("");
  return (
    <form
      className="form"
      onSubmit={(e) => {
        e.preventDefault();
        act({ type: "end", on, reason: reason.trim() });
      }}
    >
      <TextField
        label="Last day of service"
        type="date"
        required
        min={from}
        max={to}
        value={on}
        onChange={(e) => setOn(e.target.value)}
      />
      <TextArea
        label="Why it ends"
        required
        rows={2}
        maxLength={1000}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
      <Button type="submit" kind="danger" size="small" busy={busy} disabled={on === "" || reason.trim() === ""}>
        End it
      </Button>
    </form>
  );
}

function FormFor({ doing, ...form }: FormOf & { readonly doing: Doing }) {
  switch (doing) {
    case "propose":
      return <Propose {...form} />;
    case "agree":
      return <Agree {...form} />;
    case "end":
      return <End {...form} />;
    default:
      return <Reasoned key={doing} type={doing} {...form} />;
  }
}

const NAMES: Readonly<Record<Doing, string>> = {
  propose: "Proposed",
  agree: "Agreed",
  decline: "Declined",
  withdraw: "Withdraw",
  reopen: "Open again",
  end: "End",
};

const OF: Readonly<Record<Row["state"], readonly Doing[]>> = {
  draft: ["propose", "withdraw"],
  proposed: ["agree", "decline", "propose", "withdraw"],
  agreed: ["end", "reopen"],
  declined: ["reopen"],
  withdrawn: ["reopen"],
  ended: ["reopen"],
};
const BINDS: readonly Doing[] = ["agree", "end", "reopen"];

/** The acts of its state in one row, after what else can be done. */
export function Acts({ children, ...form }: FormOf & { readonly children: ReactNode }) {
  const [doing, setDoing] = useState<Doing>();
  const may = useMay("log offers");
  const mayBind = useMay("enter agreements");
  const { state } = form.of.row;
  const open = doing !== undefined && OF[state].includes(doing) ? doing : undefined;
  return (
    <>
      <div className="row wrap mt2">
        {children}
        {OF[state].map((what) => (
          <Button
            key={what}
            size="small"
            aria-expanded={open === what}
            disabled={!may || (BINDS.includes(what) && !mayBind)}
            onClick={() => setDoing(open === what ? undefined : what)}
          >
            {NAMES[what]}
          </Button>
        ))}
      </div>
      {open !== undefined && (
        <div className="ag-act">
          <FormFor doing={open} {...form} />
        </div>
      )}
      {!may && <p className="xs t3">Your role does not log offers.</p>}
    </>
  );
}
