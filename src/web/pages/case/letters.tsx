import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { dayOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { showDay } from "#web/kit/day-words.ts";
import { SelectField } from "#web/kit/fields.tsx";
import { useDesk } from "./desk.ts";
import { filingQuery, LETTERS_SENT, type PaperKind } from "./filing/filing-data.ts";
import { SendForm, SentPapers, SentRow } from "./filing/sent.tsx";

type Letter = Case["letters"][number];

function KeptRow({ of }: { readonly of: Letter }) {
  const paper = LETTERS_SENT.find((k) => k.value === of.paper)?.value;
  return (
    <li>
      <span className="m">{of.name}</span>
      <span className="sub">
        to {of.to}, {showDay(dayOf(of.on))}, by {of.by}
        {of.reference !== null && `, reference ${of.reference}`}
        {of.answerBy !== null && `, answer asked by ${showDay(dayOf(of.answerBy))}`}, data{" "}
        <span className="mono">{of.sha256.slice(0, 12)}</span>
        {of.file === null && ", its PDF was removed"}
      </span>
      {paper !== undefined && <SentPapers paper={paper} letter={of} alone />}
    </li>
  );
}

/** Writes down that a letter went out of which nothing was kept here. */
function OtherSent() {
  const [asking, setAsking] = useState(false);
  const [kind, setKind] = useState<PaperKind>("other");
  if (!asking)
    return (
      <Button size="small" kind="quiet" onClick={() => setAsking(true)}>
        A letter went out that is not kept here ...
      </Button>
    );
  return (
    <div className="mt2">
      <SelectField
        label="Which letter"
        options={LETTERS_SENT}
        value={kind}
        onChange={(e) => setKind(LETTERS_SENT.find((k) => k.value === e.target.value)?.value ?? kind)}
      />
      <SendForm paper={kind} letter={undefined} close={() => setAsking(false)} />
    </div>
  );
}

/** What was written to the other side, with the hash that stands on its pages, how it went out and whether it arrived. */
export function Letters() {
  const { view, may } = useDesk();
  const { letters } = view;
  const { data } = useQuery(filingQuery(view.row.id));
  const hashes = new Set(letters.map((l) => l.sha256));
  const others = data?.papers.filter((p) => p.paper !== "notice" && (p.hash === null || !hashes.has(p.hash))) ?? [];
  const offers = may("send paper");
  if (letters.length === 0 && others.length === 0 && !offers) return null;
  return (
    <section className="sec" aria-label="Letters">
      <div className="h2row">
        <h2>Letters kept</h2>
        <span className="sm">{letters.length}</span>
      </div>
      <ul className="file-list">
        {letters.toReversed().map((l) => (
          <KeptRow key={l.event} of={l} />
        ))}
      </ul>
      {others.length > 0 && (
        <ul className="sent-list mt2" aria-label="Sent, and not kept here">
          {others.map((p) => (
            <SentRow key={p.event} of={p} named />
          ))}
        </ul>
      )}
      {offers && <OtherSent />}
    </section>
  );
}
