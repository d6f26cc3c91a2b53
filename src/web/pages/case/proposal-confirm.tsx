import { useState } from "react";
import { useMe } from "#web/data/me.ts";
import { centsOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Check, MoneyField, SelectField, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { amountTyped } from "./amount-typed.ts";
import { useDesk } from "./desk.ts";
import { TermsFields } from "./negotiate/terms-fields.tsx";
import { type Terms, termsSent } from "./negotiate/terms-said.ts";
import type { Proposal } from "./proposal-read.tsx";

type Field = Proposal["fields"][number];
type Place = Field["found"][number];

const WAYS = ["fax", "email", "phone", "portal", "mail", "in person"] as const;

const said = (f: Field): string =>
  f.value === null ? "" : f.kind === "money" ? showMoney(centsOf(f.value), "exact") : f.value;

/** The words as they came, with the place that is looked at marked. */
function Words({ text, at }: { readonly text: string; readonly at: Place["at"] | undefined }) {
  const [from, to] = at === undefined ? [0, 0] : [at.from, at.to];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard
    <section className="proposal-text" tabIndex={0} aria-label="Words of the proposal">
      {text.slice(0, from)}
      {at !== undefined && <mark ref={(el) => el?.scrollIntoView({ block: "nearest" })}>{text.slice(from, to)}</mark>}
      {text.slice(to)}
    </section>
  );
}

function FieldRow({
  field,
  ticked,
  tick,
  look,
}: {
  readonly field: Field;
  readonly ticked: boolean;
  readonly tick: (on: boolean) => void;
  readonly look: (at: Place["at"]) => void;
}) {
  const unsure = field.found.some((f) => f.sure === "unsure");
  return (
    <li className="proposal-field">
      <Check
        checked={ticked}
        disabled={field.state !== "found" && field.kind !== "term"}
        onChange={(e) => tick(e.target.checked)}
      >
        <span className="m">{field.label}</span> {said(field)}
      </Check>
      {field.state === "conflict" && (
        <p className="xs k-denied kc">
          <Glyph name="warn" s /> It says different things. Look, and type what holds.
        </p>
      )}
      <ul className="proposal-places">
        {field.found.map((f) => (
          <li key={`${f.at.from} ${f.at.to} ${f.value}`} className="xs t2">
            <button type="button" className="cite" onClick={() => look(f.at)}>
              {f.at.page > 1 ? `page ${f.at.page}, ` : ""}line {f.at.line}
            </button>{" "}
            {field.state === "conflict" && <b>{f.value}: </b>}
            {f.why}
          </li>
        ))}
      </ul>
      {field.givesUp !== null && (
        <p className="xs t2">
          Gives up: {field.givesUp.says}{" "}
          <b className="num">
            {field.givesUp.dollars === null ? "Dollars not known" : showMoney(centsOf(field.givesUp.dollars), "exact")}
          </b>
          , {field.givesUp.source}.
        </p>
      )}
      {unsure && field.state === "found" && <p className="xs k-underpaid kc">Not certain: look before you tick it.</p>}
    </li>
  );
}

function Worth({ worth }: { readonly worth: NonNullable<Proposal["worth"]> }) {
  return (
    <div className="mt2">
      <p className="sm">
        With its terms as read it is worth <b className="num">{showMoney(centsOf(worth.worth), "exact")}</b> today.
      </p>
      <ul className="xs t2">
        {worth.terms.map((t) => (
          <li key={t.term}>
            {t.label}:{" "}
            <b className="num">{t.dollars === null ? "not known" : showMoney(centsOf(t.dollars), "exact")}</b>.{" "}
            {t.source}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a person has confirmed so far, and the offer it makes. */
function useConfirming(proposal: Proposal, close: () => void) {
  const { view, send } = useDesk();
  const me = useMe();
  const readAs = (id: string): string => proposal.fields.find((f) => f.field === id)?.value ?? "";
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set<string>());
  const [amount, setAmount] = useState(readAs("proposed"));
  const [until, setUntil] = useState(readAs("expires"));
  const [made, setMade] = useState(readAs("dated") === "" ? (me?.today ?? view.asOf) : readAs("dated"));
  const [way, setWay] = useState<string>("fax");
  const [terms, setTerms] = useState<Terms>(proposal.terms);
  const typed = amountTyped(amount);
  const corrected = typed !== undefined && amount !== readAs("proposed");
  const tick = (id: string, on: boolean): void => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const waives = proposal.fields
    .filter((f) => f.givesUp !== null && ticked.has(f.field))
    .map((f) => ({ id: f.field, label: `${f.label}${f.value === "yes" || f.value === null ? "" : `: ${f.value}`}` }));
  const log = async (): Promise<void> => {
    const sent = termsSent(terms);
    const done = await send(
      {
        type: "log offer",
        from: "them",
        amount: typed ?? "",
        made,
        way: way as (typeof WAYS)[number],
        ...(until === "" ? {} : { expires: until }),
        ...(sent === undefined ? {} : { terms: sent }),
        ...(waives.length === 0 ? {} : { waives }),
        source: `read from ${proposal.file.name}, confirmed by ${me?.person.name ?? "a person"}`,
      },
      "Their offer is logged.",
    );
    if (done) close();
  };
  return {
    ...{ ticked, tick, amount, setAmount, until, setUntil, made, setMade, way, setWay, terms, setTerms, typed, log },
    confirmed: ticked.has("proposed") || corrected,
  };
}

type Confirming = ReturnType<typeof useConfirming>;

/** The offer as it will be logged. */
function OfferFields({ of }: { readonly of: Confirming }) {
  return (
    <>
      <MoneyField
        label="Amount they offer"
        required
        value={of.amount}
        wrong={of.amount !== "" && of.typed === undefined ? "Write an amount such as 1250.00." : undefined}
        onChange={(e) => of.setAmount(e.target.value)}
      />
      <TextField label="Made on" type="date" required value={of.made} onChange={(e) => of.setMade(e.target.value)} />
      <TextField label="Stands through" type="date" value={of.until} onChange={(e) => of.setUntil(e.target.value)} />
      <SelectField
        label="Came by"
        options={WAYS.map((w) => ({ value: w, name: w.charAt(0).toUpperCase() + w.slice(1) }))}
        value={of.way}
        onChange={(e) => of.setWay(e.target.value)}
      />
      <TermsFields terms={of.terms} put={of.setTerms} />
      {!of.confirmed && <p className="xs t3">Tick the proposed amount, or type it, before the offer is logged.</p>}
    </>
  );
}

/** What the reading found, checked against itself and the case. */
function Findings({
  proposal,
  of,
  look,
}: {
  readonly proposal: Proposal;
  readonly of: Confirming;
  readonly look: (at: Place["at"]) => void;
}) {
  const missing = proposal.fields.filter((f) => f.state === "missing" && f.kind !== "term");
  return (
    <>
      {proposal.checks.length > 0 && (
        <ul className="xs">
          {proposal.checks.map((c) => (
            <li key={c.says} className={c.agrees ? "t2" : "k-denied kc"}>
              <Glyph name={c.agrees ? "check" : "warn"} s /> {c.says}
            </li>
          ))}
        </ul>
      )}
      <ul className="proposal-fields">
        {proposal.fields
          .filter((f) => f.state !== "missing")
          .map((f) => (
            <FieldRow
              key={f.field}
              field={f}
              ticked={of.ticked.has(f.field)}
              tick={(on) => of.tick(f.field, on)}
              look={look}
            />
          ))}
      </ul>
      {missing.length > 0 && (
        <p className="xs t3">Not found in it: {missing.map((f) => f.label.toLowerCase()).join(", ")}.</p>
      )}
      {proposal.worth !== null && <Worth worth={proposal.worth} />}
    </>
  );
}

/** What was read, beside its words: each field is ticked or typed anew, and only then is the offer logged. */
export function ProposalConfirm({ proposal, close }: { readonly proposal: Proposal; readonly close: () => void }) {
  const { busy, may, failed } = useDesk();
  const of = useConfirming(proposal, close);
  const [at, look] = useState<Place["at"]>();
  const ready = of.confirmed && of.typed !== undefined && of.made !== "" && may("log offer");
  return (
    <section className="proposal" aria-label="Confirm what was read">
      {proposal.firstOffer !== null && (
        <p className="proposal-first sm" role="note">
          <Glyph name="warn" s /> {proposal.firstOffer}
        </p>
      )}
      <div className="proposal-sides">
        <Words text={proposal.text} at={at} />
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) void of.log();
          }}
        >
          <Findings proposal={proposal} of={of} look={look} />
          <OfferFields of={of} />
          {failed?.act.type === "log offer" && (
            <p className="xs k-denied kc" role="alert">
              {failed.problem.said.detail ?? failed.problem.said.title}
            </p>
          )}
          <div className="row wrap">
            <Button type="submit" kind="primary" busy={busy} disabled={!ready}>
              Log their offer
            </Button>
            <Button kind="quiet" onClick={close}>
              Not an offer
            </Button>
            <span className="xs t3">Kept as {proposal.file.name}.</span>
          </div>
        </form>
      </div>
    </section>
  );
}
