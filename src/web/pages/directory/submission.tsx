import { useState } from "react";
import { useMay, useMe } from "#web/data/me.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { change, type Own, type Submission, useWrite } from "./directory-data.ts";

interface Typed {
  readonly payerId: string;
  readonly address: string;
  readonly portal: string;
  readonly timelyDays: string;
  readonly appealDays: string;
  readonly source: string;
  readonly day: string;
}

const typedOf = (s: Own["submission"], today: string): Typed => ({
  payerId: s?.payerId ?? "",
  address: s?.address ?? "",
  portal: s?.portal ?? "",
  timelyDays: s?.timelyDays?.toString() ?? "",
  appealDays: s?.appealDays?.toString() ?? "",
  source: s?.source ?? "",
  day: s?.day ?? today,
});

const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());
const isDays = (text: string): boolean => text.trim() === "" || /^[1-9]\d{0,3}$/.test(text.trim());
const days = (text: string): number | null => (text.trim() === "" ? null : Number(text));

const givenOf = (t: Typed): Submission => ({
  ...{ payerId: orNull(t.payerId), address: orNull(t.address), portal: orNull(t.portal) },
  ...{ timelyDays: days(t.timelyDays), appealDays: days(t.appealDays), source: t.source.trim(), day: t.day },
});

function CardForm({ own, done }: { readonly own: Own; readonly done: () => void }) {
  const today = useMe()?.today ?? "";
  const [typed, setTyped] = useState(() => typedOf(own.submission, today));
  const save = useWrite(() => change(own, { submission: givenOf(typed) }), "Kept.", done);
  const field = (label: string, of: keyof Typed, more: object = {}) => (
    <TextField
      label={label}
      value={typed[of]}
      onChange={(e) => setTyped({ ...typed, [of]: e.target.value })}
      {...more}
    />
  );
  const wrong = (of: "timelyDays" | "appealDays") =>
    isDays(typed[of]) ? {} : { wrong: "A whole number of days, or nothing." };
  return (
    <form
      className="inline-form mt2"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      {field("Payer id on claims", "payerId", { maxLength: 80 })}
      {field("Address for claims", "address", { maxLength: 300 })}
      {field("Portal", "portal", { maxLength: 300 })}
      {field("Days to file", "timelyDays", { inputMode: "numeric", ...wrong("timelyDays") })}
      {field("Days to appeal", "appealDays", { inputMode: "numeric", ...wrong("appealDays") })}
      {field("Document, call or letter it is from", "source", { required: true, maxLength: 300 })}
      {field("Its day", "day", { type: "date", required: true, max: today })}
      <Button
        type="submit"
        size="small"
        busy={save.isPending}
        disabled={typed.source.trim() === "" || !isDays(typed.timelyDays) || !isDays(typed.appealDays)}
      >
        Keep it
      </Button>
      <Button size="small" kind="quiet" onClick={done}>
        Leave it
      </Button>
      {save.isError && <ProblemState thrown={save.error} />}
    </form>
  );
}

const ROWS = [
  ["Payer id", "payerId"],
  ["Address", "address"],
  ["Portal", "portal"],
  ["Days to file", "timelyDays"],
  ["Days to appeal", "appealDays"],
] as const;

/** How claims are sent to it and by when, as somebody typed it with its source and day. */
export function SubmissionCard({ own }: { readonly own: Own }) {
  const may = useMay("work cases");
  const [editing, setEditing] = useState(false);
  const { submission } = own;
  if (own.kind === "repricer" || own.kind === "network") return null;
  return (
    <section className="mt3" aria-label={`How claims are sent to ${own.name}`}>
      <h4 className="b sm">Submission</h4>
      {submission === null && !editing && <p className="sm t2 mt1">Not written down yet.</p>}
      {submission !== null && !editing && (
        <>
          <dl className="facts sm mt1">
            {ROWS.map(([label, of]) =>
              submission[of] === null ? null : (
                <div key={of} className="contents-row">
                  <dt>{label}</dt>
                  <dd className="break">{submission[of]}</dd>
                </div>
              ),
            )}
          </dl>
          <p className="xs t3 mt1">
            {submission.source}, {showDateOfYear(dayOf(submission.day))}. Typed by hand; the law’s own days are on the
            case.
          </p>
        </>
      )}
      {may && !editing && (
        <Button size="small" kind="quiet" onClick={() => setEditing(true)}>
          <Glyph name={submission === null ? "plus" : "paper"} s />{" "}
          {submission === null ? "Write it down" : "Change the card"}
        </Button>
      )}
      {editing && <CardForm own={own} done={() => setEditing(false)} />}
    </section>
  );
}
