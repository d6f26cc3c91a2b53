import { useState } from "react";
import { useMay, useMe } from "#web/data/me.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { SelectField, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { addContact, addProof, type Contact, dropContact, type Own, useWrite } from "./directory-data.ts";
import { CHANNELS, optionsOf, PROOFS } from "./directory-words.ts";

function Works({ of }: { readonly of: Contact }) {
  if (of.works === null)
    return (
      <span className="k-fact kc">
        <Glyph name="fact" s /> {of.says}
      </span>
    );
  return (
    <span className={of.works ? "k-paid kc" : "k-denied kc"}>
      <Glyph name={of.works ? "check" : "warn"} s /> {of.says}
    </span>
  );
}

function ProofForm({
  own,
  contact,
  done,
}: {
  readonly own: Own;
  readonly contact: Contact;
  readonly done: () => void;
}) {
  const today = useMe()?.today ?? "";
  const [day, setDay] = useState(today);
  const [what, setWhat] = useState<keyof typeof PROOFS>("delivered");
  const [source, setSource] = useState("");
  const save = useWrite(() => addProof(own, contact.id, { day, what, source }), "The proof is kept.", done);
  return (
    <form
      className="inline-form mt2"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <SelectField
        label="What happened"
        value={what}
        onChange={(event) => setWhat(event.target.value as keyof typeof PROOFS)}
        options={optionsOf(PROOFS)}
      />
      <TextField label="Day" type="date" required max={today} value={day} onChange={(e) => setDay(e.target.value)} />
      <TextField
        label="What shows it"
        placeholder="fax report, reply, receipt"
        required
        value={source}
        onChange={(event) => setSource(event.target.value)}
      />
      <Button type="submit" size="small" busy={save.isPending} disabled={source.trim() === ""}>
        Keep the proof
      </Button>
      <Button size="small" kind="quiet" onClick={done}>
        Leave it
      </Button>
      {save.isError && <ProblemState thrown={save.error} />}
    </form>
  );
}

function ContactRow({ own, of }: { readonly own: Own; readonly of: Contact }) {
  const may = useMay("work cases");
  const [proving, setProving] = useState(false);
  const drop = useWrite(() => dropContact(own, of.id), "The address is removed.");
  return (
    <li className="contact">
      <div className="row wrap between">
        <span>
          <span className="t3 sm">{CHANNELS[of.channel]}</span> <span className="m mono">{of.address}</span>
          <span className="sub">
            {[of.whose, of.purpose, `from ${of.source}`].filter((t) => t !== null).join(", ")}
          </span>
        </span>
        {may && !proving && (
          <span className="row">
            <Button
              size="small"
              kind="quiet"
              aria-label={`Add a proof to ${of.address}`}
              onClick={() => setProving(true)}
            >
              Add a proof
            </Button>
            <Button
              size="small"
              kind="quiet"
              aria-label={`Remove ${of.address}`}
              busy={drop.isPending}
              onClick={() => drop.mutate(undefined)}
            >
              Remove
            </Button>
          </span>
        )}
      </div>
      <p className="sm mt1">
        <Works of={of} />
      </p>
      {of.proofs.length > 1 && (
        <ul className="xs t3 mt1">
          {of.proofs.slice(1).map((p) => (
            <li key={p.id}>
              {PROOFS[p.what]} on {showDateOfYear(dayOf(p.day))}, by {p.source}
            </li>
          ))}
        </ul>
      )}
      {proving && <ProofForm own={own} contact={of} done={() => setProving(false)} />}
      {drop.isError && <ProblemState thrown={drop.error} />}
    </li>
  );
}

function ContactForm({ own, done }: { readonly own: Own; readonly done: () => void }) {
  const [channel, setChannel] = useState<Contact["channel"]>("fax");
  const [address, setAddress] = useState("");
  const [whose, setWhose] = useState("");
  const [purpose, setPurpose] = useState("");
  const [source, setSource] = useState("");
  const orNull = (t: string): string | null => (t.trim() === "" ? null : t);
  const body = { channel, address, whose: orNull(whose), purpose: orNull(purpose), source };
  const save = useWrite(() => addContact(own, body), "The address is kept.", done);
  return (
    <form
      className="inline-form mt2"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <SelectField
        label="Channel"
        value={channel}
        onChange={(event) => setChannel(event.target.value as Contact["channel"])}
        options={optionsOf(CHANNELS)}
      />
      <TextField label="Address or number" required value={address} onChange={(e) => setAddress(e.target.value)} />
      <TextField label="Whose" placeholder="Appeals, J. Doe" value={whose} onChange={(e) => setWhose(e.target.value)} />
      <TextField
        label="For what"
        placeholder="open negotiation notices"
        value={purpose}
        onChange={(event) => setPurpose(event.target.value)}
      />
      <TextField
        label="Where it is from"
        placeholder="remittance of Nov 2"
        required
        value={source}
        onChange={(event) => setSource(event.target.value)}
      />
      <Button type="submit" size="small" busy={save.isPending} disabled={address.trim() === "" || source.trim() === ""}>
        Keep the address
      </Button>
      <Button size="small" kind="quiet" onClick={done}>
        Leave it
      </Button>
      {save.isError && <ProblemState thrown={save.error} />}
    </form>
  );
}

/** Addresses by channel, each with the proof that it works, or that there is none. */
export function Contacts({ own }: { readonly own: Own }) {
  const may = useMay("work cases");
  const [adding, setAdding] = useState(false);
  return (
    <section className="mt3" aria-label={`Addresses of ${own.name}`}>
      <h4 className="b sm">Addresses</h4>
      {own.contacts.length === 0 && <p className="sm t2 mt1">None yet.</p>}
      <ul>
        {own.contacts.map((c) => (
          <ContactRow key={c.id} own={own} of={c} />
        ))}
      </ul>
      {may && !adding && (
        <Button size="small" kind="quiet" onClick={() => setAdding(true)}>
          <Glyph name="plus" s /> Add an address
        </Button>
      )}
      {adding && <ContactForm own={own} done={() => setAdding(false)} />}
    </section>
  );
}
