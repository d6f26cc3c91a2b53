import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "#web/data/me.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDate } from "#web/kit/day-words.ts";
import { TextField } from "#web/kit/fields.tsx";
import { exact } from "#web/pages/packages/sheet.tsx";
import type { Act, Whole } from "./agreement-data.ts";

type Claim = Whole["claims"][number];

const TONES: Readonly<Record<Claim["state"], string>> = {
  awaited: "t3",
  paid: "k-paid kc",
  short: "k-underpaid kc",
  over: "k-fact kc",
  "not priced": "k-fact kc",
  "not agreed": "t3",
};
const WORDS: Readonly<Record<Claim["state"], string>> = {
  awaited: "awaited",
  paid: "to the cent",
  short: "short",
  over: "over",
  "not priced": "not priced",
  "not agreed": "not agreed",
};

const TIES: Readonly<Record<Claim["tie"], string>> = {
  authorization: "by its authorization",
  patient: "by the patient",
  hand: "counted in by hand",
};

interface Is {
  readonly of: Whole;
  readonly busy: boolean;
  readonly act: (act: Act) => void;
}

function OneClaim({ claim: c, busy, act }: { readonly claim: Claim } & Omit<Is, "of">) {
  const may = useMay("log offers");
  return (
    <tr>
      <th scope="row">
        {c.case === null ? (
          c.number
        ) : (
          <Link to="/cases/$case" params={{ case: c.case.id }} search={{ tab: "payments" }} className="m">
            {c.case.number}
          </Link>
        )}
        <span className="sub">
          {c.case !== null && `claim ${c.number}, `}
          {TIES[c.tie]}
        </span>
        {c.doubt !== null && <span className="sub k-fact kc">{c.doubt}</span>}
      </th>
      <td className="nowrap">{c.from === null ? "not known" : showDate(dayOf(c.from))}</td>
      <td className="n">
        {exact(c.due)}
        {c.lines.map((l) => (
          <span key={l.line} className="sub">
            {l.working}
          </span>
        ))}
      </td>
      <td className="n">{c.allowed === null ? "" : exact(c.allowed)}</td>
      <td className={`${TONES[c.state]} nowrap`}>{WORDS[c.state]}</td>
      <td>
        <span className="xs t3">{c.onCase}</span>{" "}
        <Button
          size="small"
          kind="quiet"
          disabled={!may || busy}
          aria-label={`Leave out claim ${c.number}`}
          onClick={() => act({ type: "leave out", claim: c.claim })}
        >
          Leave out
        </Button>
      </td>
    </tr>
  );
}

function CountIn({ busy, act }: Omit<Is, "of">) {
  const may = useMay("log offers");
  const [number, setNumber] = useState("");
  return (
    <form
      className="row wrap mt2 ag-count"
      onSubmit={(e) => {
        e.preventDefault();
        act({ type: "count in", number: number.trim() });
        setNumber("");
      }}
    >
      <TextField
        label="Count in a claim by its number"
        maxLength={80}
        value={number}
        onChange={(e) => setNumber(e.target.value)}
      />
      <Button type="submit" size="small" disabled={!may || number.trim() === ""} busy={busy}>
        Count in
      </Button>
    </form>
  );
}

/** Claims that came under the agreement: what each is due, what was allowed, and whether its case knows. */
export function Claims({ of, busy, act }: Is) {
  const mayEnter = useMay("enter agreements");
  const toEnter = of.claims.filter((c) => c.onCase === "not entered" && c.lines.some((l) => l.due !== null));
  return (
    <section className="sec pad" aria-label="Claims under it">
      <div className="h2row">
        <h2>Claims under it</h2>
        {toEnter.length > 0 && (
          <Button
            size="small"
            kind="primary"
            busy={busy}
            disabled={!mayEnter}
            onClick={() => act({ type: "enter", claims: toEnter.map((c) => c.claim) })}
          >
            Enter on {toEnter.length} {toEnter.length === 1 ? "case" : "cases"}
          </Button>
        )}
      </div>
      {of.claims.length === 0 ? (
        <p className="sm t3">
          None yet. A claim of this plan is found by the authorization number or the patient, on days of the agreement.
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
        <section className="ag-room" tabIndex={0} aria-label="Claims, line by line">
          <table className="flush">
            <caption className="vh">Claims under the agreement</caption>
            <thead>
              <tr>
                <th scope="col">Case</th>
                <th scope="col">Service</th>
                <th scope="col" className="n">
                  Due
                </th>
                <th scope="col" className="n">
                  Allowed
                </th>
                <th scope="col">Stands</th>
                <th scope="col">On its case</th>
              </tr>
            </thead>
            <tbody>
              {of.claims.map((c) => (
                <OneClaim key={c.claim} claim={c} busy={busy} act={act} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <div>
        {of.notCounted > 0 && (
          <p className="sm k-fact kc">
            {of.notCounted} more {of.notCounted === 1 ? "claim is" : "claims are"} not counted: a thousand are read.
          </p>
        )}
        {of.leftOut.length > 0 && (
          <ul className="sm rows" aria-label="Left out">
            {of.leftOut.map((c) => (
              <li key={c.claim} className="row between">
                <span>Claim {c.number} was left out.</span>
                <Button
                  size="small"
                  kind="quiet"
                  disabled={busy}
                  aria-label={`Count in again: claim ${c.number}`}
                  onClick={() => act({ type: "count in", number: c.number })}
                >
                  Count in again
                </Button>
              </li>
            ))}
          </ul>
        )}
        <CountIn busy={busy} act={act} />
      </div>
    </section>
  );
}
