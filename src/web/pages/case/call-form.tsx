import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { centsOf } from "#web/data/wire.ts";
import { SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { directoryQuery, entryQuery } from "#web/pages/directory/directory-data.ts";
import { ActForm } from "./act-forms.tsx";
import { type Act, useDesk } from "./desk.ts";

/** A call as it went: who, about what, whether it was recorded, and what was promised by when. */

type Call = Extract<Act, { type: "log call" }>;

const RECORDINGS: readonly { readonly value: NonNullable<Call["recording"]> | ""; readonly name: string }[] = [
  { value: "", name: "Not said" },
  { value: "not asked", name: "Not asked, not recorded" },
  { value: "asked", name: "Asked, no answer" },
  { value: "given", name: "They agreed" },
  { value: "refused", name: "They refused" },
];

const DIRECTIONS = [
  { value: "from us", name: "We called" },
  { value: "to us", name: "They called" },
] as const;

/** Telephone contacts of whoever the directory has by the payer's name. */
function useContacts() {
  const { view } = useDesk();
  const { client } = view.row;
  const payer = view.row.payer.toLowerCase();
  const row = useQuery(directoryQuery(client)).data?.rows.find((r) => r.name.toLowerCase() === payer);
  const { data } = useQuery({ ...entryQuery(row?.id ?? "", client), enabled: row !== undefined });
  return (data?.own ?? []).flatMap((e) => e.contacts).filter((c) => c.channel === "phone");
}

/** Offers and letters a call may be about, the newest first. */
function useThings() {
  const { offers, letters } = useDesk().view;
  return [
    ...offers.map((o) => ({
      event: o.event,
      name: `${o.from === "us" ? "Our" : "Their"} offer of ${showMoney(centsOf(o.amount), "exact")}, ${o.made}`,
    })),
    ...letters.map((l) => ({ event: l.event, name: `${l.name}, ${l.on}` })),
  ].sort((a, b) => b.event - a.event);
}

const text = (given: string): string | undefined => (given.trim() === "" ? undefined : given.trim());

type Put = (change: {
  readonly who?: string;
  readonly phone?: string;
  readonly reference?: string;
  readonly promise?: string;
  readonly by?: string;
}) => void;

function Whom({
  who,
  phone,
  reference,
  put,
}: {
  readonly who: string;
  readonly phone: string;
  readonly reference: string;
  readonly put: Put;
}) {
  return (
    <>
      <TextField
        label="Who you spoke to"
        required
        maxLength={200}
        value={who}
        onChange={(e) => put({ who: e.target.value })}
      />
      <TextField
        label="Telephone (optional)"
        maxLength={200}
        value={phone}
        onChange={(e) => put({ phone: e.target.value })}
      />
      <TextField
        label="Reference (optional)"
        maxLength={200}
        value={reference}
        onChange={(e) => put({ reference: e.target.value })}
      />
    </>
  );
}

function Promised({
  promise,
  by,
  half,
  put,
}: {
  readonly promise: string;
  readonly by: string;
  readonly half: boolean;
  readonly put: Put;
}) {
  const { today } = useDesk();
  return (
    <>
      <TextField
        label="What was promised (optional)"
        maxLength={500}
        value={promise}
        onChange={(e) => put({ promise: e.target.value })}
      />
      <TextField
        label="Promised by"
        type="date"
        min={today}
        value={by}
        onChange={(e) => put({ by: e.target.value })}
        help="Becomes a task that waits for the plan."
        wrong={half ? "A promise needs both what and by when." : undefined}
      />
    </>
  );
}

export function CallForm() {
  const things = useThings();
  const contacts = useContacts();
  const [typed, set] = useState({ who: "", reference: "", said: "", promise: "", by: "", phone: "", contact: "" });
  const [direction, setDirection] = useState<"from us" | "to us">("from us");
  const [recording, setRecording] = useState<(typeof RECORDINGS)[number]["value"]>("");
  const [answers, setAnswers] = useState("");
  const put = (change: Partial<typeof typed>) => set((t) => ({ ...t, ...change }));
  const { who, reference, said, promise, by, phone, contact } = typed;
  const pick = (id: string) => {
    const found = contacts.find((c) => c.id === id);
    put({ contact: id, ...(found && { phone: found.address, who: found.whose ?? who }) });
  };
  const make = (): Act => ({
    ...{ type: "log call", who: who.trim(), said: said.trim(), direction },
    ...(text(reference) !== undefined && { reference: text(reference) }),
    ...(text(phone) !== undefined && { phone: text(phone) }),
    ...(contact !== "" && { contact }),
    ...(recording !== "" && { recording }),
    ...(answers !== "" && { answers: Number(answers) }),
    ...(promise.trim() === "" || by === "" ? {} : { promise: { what: promise.trim(), by } }),
  });
  const half = (promise.trim() === "") !== (by === "");
  return (
    <ActForm
      title="Log a call"
      button="Log call"
      done={by === "" ? "Call logged." : "Call logged; the promise is a task."}
      make={make}
      wrong={half}
    >
      <SelectField
        label="Who called"
        options={DIRECTIONS}
        value={direction}
        onChange={(e) => setDirection(e.target.value === "to us" ? "to us" : "from us")}
      />
      {contacts.length > 0 && (
        <SelectField
          label="From the directory"
          options={[
            { value: "", name: "Somebody else" },
            ...contacts.map((c) => ({ value: c.id, name: [c.whose, c.address].filter((t) => t !== null).join(", ") })),
          ]}
          value={contact}
          onChange={(e) => pick(e.target.value)}
        />
      )}
      <Whom {...{ who, phone, reference, put }} />
      {things.length > 0 && (
        <SelectField
          label="About"
          options={[{ value: "", name: "The case" }, ...things.map((t) => ({ value: String(t.event), name: t.name }))]}
          value={answers}
          onChange={(e) => setAnswers(e.target.value)}
        />
      )}
      <TextArea
        label="What was said"
        required
        maxLength={4000}
        value={said}
        onChange={(e) => put({ said: e.target.value })}
      />
      <SelectField
        label="Consent to recording"
        options={RECORDINGS}
        value={recording}
        onChange={(e) => setRecording(RECORDINGS.find((r) => r.value === e.target.value)?.value ?? "")}
      />
      <Promised {...{ promise, by, put, half }} />
    </ActForm>
  );
}
