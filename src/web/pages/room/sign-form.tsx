import { useState } from "react";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Check, TextField } from "#web/kit/fields.tsx";
import { Refusal } from "#web/pages/sign-in/gate.tsx";
import type { Agreement } from "./room-data.ts";

/** Signing electronically, the same for both sides: a name and a title are typed, and two boxes are ticked. */

export interface Signer {
  readonly name: string;
  readonly title: string;
  readonly electronically: true;
  readonly intent: true;
}

export function SignForm({
  name: known,
  sign,
  busy,
  wrong,
}: {
  readonly name: string;
  readonly sign: (signer: Signer) => void;
  readonly busy: boolean;
  readonly wrong: unknown;
}) {
  const [name, setName] = useState(known);
  const [title, setTitle] = useState("");
  return (
    <form
      className="stack"
      aria-label="Sign the agreement"
      onSubmit={(event) => {
        event.preventDefault();
        // The form is sent only when both boxes are ticked.
        sign({ name, title, electronically: true, intent: true });
      }}
    >
      <TextField label="Your name" required maxLength={100} value={name} onChange={(e) => setName(e.target.value)} />
      <TextField label="Your title" required maxLength={100} value={title} onChange={(e) => setTitle(e.target.value)} />
      <Check required>I agree to do this electronically.</Check>
      <Check required>I mean to sign, and may sign for my side.</Check>
      <Refusal thrown={wrong} />
      <div>
        <Button type="submit" kind="shared" busy={busy}>
          Sign the agreement
        </Button>
      </div>
    </form>
  );
}

/** Who has signed, in the order in which they did. */
export function Signatures({
  signatures,
  host,
}: {
  readonly signatures: Agreement["signatures"];
  readonly host: string;
}) {
  if (signatures.length === 0) return null;
  return (
    <ul className="sm notes">
      {signatures.map((s) => (
        <li key={s.side}>
          Signed for {s.side === "us" ? host : "the plan"} by {s.name}, {s.title}, {showDateOfYear(dayOf(s.on))}
        </li>
      ))}
    </ul>
  );
}
