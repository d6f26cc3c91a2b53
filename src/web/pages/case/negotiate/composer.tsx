import { useId } from "react";
import { showUsd } from "#base/money.ts";
import { centsOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Evidence } from "#web/kit/chips.tsx";
import { Check, SelectField, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { useDesk } from "#web/pages/case/desk.ts";
import { datesSaid, sentenceOf } from "#web/pages/case/fact-words.ts";
import { FormProblem } from "#web/pages/case/form-problem.tsx";
import { useKeys } from "#web/shell/keys.ts";
import { amountLabel, baseAnchor, shareOf } from "./ladder-words.ts";
import { anchorsOf, type Negotiation } from "./negotiation-data.ts";
import { TermsFields } from "./terms-fields.tsx";
import { type Composer, WAYS } from "./use-composer.ts";

function AmountField({ n, of }: { readonly n: Negotiation; readonly of: Composer }) {
  const id = useId();
  const { draft, put, amount, field } = of;
  const share = amount === undefined ? undefined : shareOf(amount, baseAnchor(anchorsOf(n)));
  const wrong = draft.amount !== "" && amount === undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{amountLabel(n.lines)}</label>
      <span className="input amount-input">
        <span aria-hidden="true">$</span>
        <input
          ref={field}
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={draft.amount}
          aria-describedby={`${id}-share`}
          aria-invalid={wrong || undefined}
          onChange={(e) => put({ amount: e.target.value })}
        />
        <span className="t3 sm nowrap" id={`${id}-share`}>
          {share ?? ""}
        </span>
      </span>
      {wrong && (
        <p className="xs k-denied kc wrong">
          <Glyph name="warn" s /> Dollars and cents, such as 1,320.00.
        </p>
      )}
    </div>
  );
}

function Chip({ name, on, flip }: { readonly name: string; readonly on: boolean; readonly flip: () => void }) {
  return (
    <button type="button" className={on ? "tag chip k-baize" : "tag chip"} aria-pressed={on} onClick={flip}>
      <Glyph name={on ? "check" : "plus"} s />
      {name}
    </button>
  );
}

/** "Charges", "Charges and Medicare", "Charges, Medicare and UCR". */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

type Sayable = Negotiation["reasons"][number];

/** What may not be said, once for each rule: "Charge and Medicare: whoever decides may not weigh it." */
function Barred({ barred }: { readonly barred: readonly Sayable[] }) {
  const rules = [...new Set(barred.map((r) => r.whyNot ?? "it may not be used here"))];
  return rules.map((rule) => (
    <p key={rule} className="xs t3 mt2">
      {listed(barred.filter((r) => (r.whyNot ?? "it may not be used here") === rule).map((r) => r.label))}:{" "}
      {sentenceOf(rule)}
    </p>
  ));
}

/** What each reason says, and what could be said once something of the case shows it. */
function ReasonsSaid({ allowed, later }: { readonly allowed: readonly Sayable[]; readonly later: readonly Sayable[] }) {
  return (
    <>
      {allowed.length > 0 && (
        <details className="reasons">
          <summary>What each says</summary>
          <ul className="xs t2 dotted">
            {allowed.map((r) => (
              <li key={r.id}>
                {sentenceOf(r.text)} <span className="t3">{r.source}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {later.length > 0 && (
        <details className="reasons">
          <summary>
            {later.length} more, not yet: <span className="t3">{later[0]?.whyNot}</span>
          </summary>
          <ul className="xs t2 dotted">
            {later.map((r) => (
              <li key={r.id}>
                {r.label} <span className="t3">{r.source}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** What may be said beside the amount. What this forum may not weigh is struck, with the rule, and cannot be chosen. */
function ReasonChips({ n, of: { draft, put } }: { readonly n: Negotiation; readonly of: Composer }) {
  const figures = new Set(n.anchors.map((a) => a.id));
  const allowed = n.reasons.filter((r) => r.admissible);
  const barred = n.reasons.filter((r) => !r.admissible && figures.has(r.id));
  const later = n.reasons.filter((r) => !r.admissible && !figures.has(r.id));
  const flip = (id: string) =>
    put({ reasons: draft.reasons.includes(id) ? draft.reasons.filter((r) => r !== id) : [...draft.reasons, id] });
  return (
    <fieldset className="reason-chips">
      <legend className="m sm">Reasons sent with it</legend>
      <div className="row wrap evidence">
        {allowed.map((r) => (
          <Chip key={r.id} name={r.label} on={draft.reasons.includes(r.id)} flip={() => flip(r.id)} />
        ))}
        {barred.map((r) => (
          <Evidence key={r.id} name={r.label} barred={sentenceOf(r.whyNot ?? "it may not be used here")} />
        ))}
      </div>
      {allowed.length === 0 && <p className="xs t3">No reason has a source yet. The amount stands alone.</p>}
      <Barred barred={barred} />
      <ReasonsSaid allowed={allowed} later={later} />
    </fieldset>
  );
}

/** What stands before it, under its buttons; and that Parley itself sends nothing. */
function Before({ n, of: { way, draft } }: { readonly n: Negotiation; readonly of: Composer }) {
  return (
    <div className="xs t3 stack before">
      {way.says.map((text) => (
        <p key={text} className={way.way === "blocked" ? "k-denied kc" : "t2"}>
          {datesSaid(text)}
        </p>
      ))}
      <p>
        {way.way === "make" && `Over ${showUsd(centsOf(n.authority.limit), "whole")} a second person agrees first. `}
        It is written down as made by {draft.way}; Parley sends nothing by itself.
      </p>
    </div>
  );
}

function Buttons({ of }: { readonly of: Composer }) {
  const { may, busy, failed } = useDesk();
  const { way, amount, make, ask, keep, forget } = of;
  const asks = way.way === "ask";
  const ready = amount !== undefined && amount > 0n;
  const blocked = way.way === "blocked";
  const first = () => {
    if (!ready || blocked || busy) return;
    if (asks) ask();
    else make();
  };
  useKeys({ send: first });
  const refused = failed?.act.type === "make offer" && !failed.problem.is("stale-version");
  return (
    <>
      {(failed?.act.type === "make offer" || failed?.act.type === "ask approval") && <FormProblem />}
      <div className="row wrap">
        <Button
          type="submit"
          kind="primary"
          keys="Ctrl Enter"
          busy={busy}
          disabled={!ready || blocked || !may(asks ? "ask approval" : "make offer")}
        >
          {asks ? "Ask for approval" : "Make the offer"}
        </Button>
        {refused && may("ask approval") && (
          <Button busy={busy} disabled={!ready} onClick={ask}>
            Ask for approval instead
          </Button>
        )}
        <Button kind="quiet" disabled={!ready} onClick={keep}>
          Save draft
        </Button>
        {forget !== undefined && (
          <Button kind="quiet" onClick={forget}>
            Drop draft
          </Button>
        )}
      </div>
    </>
  );
}

/** Our next offer: amount, reasons, terms, how long it holds and how it goes; made at once, or after a second person. */
export function ComposerForm({ n, of }: { readonly n: Negotiation; readonly of: Composer }) {
  const { today } = useDesk();
  const { draft, put, make, ask, way } = of;
  const title = n.offers.some((o) => o.from === "us") ? "Counter" : "First ask";
  return (
    <form
      className="form composer"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (way.way === "ask") ask();
        else make();
      }}
    >
      <div className="row wrap">
        <h2>{title}</h2>
        <span className="tag plain k-baize">
          <Glyph name="eye" s />
          Both sides will see this
        </span>
      </div>
      <AmountField n={n} of={of} />
      <ReasonChips n={n} of={of} />
      <TermsFields terms={draft.terms} put={(terms) => put({ terms })} />
      <div className="pair">
        <TextField
          label="Holds until (optional)"
          type="date"
          min={today}
          value={draft.expires}
          onChange={(e) => put({ expires: e.target.value })}
        />
        <SelectField
          label="By"
          options={WAYS.map((w) => ({ value: w, name: w }))}
          value={draft.way}
          onChange={(e) => put({ way: e.target.value })}
        />
      </div>
      <Check checked={draft.final === true} onChange={(e) => put({ final: e.target.checked })}>
        This is our last word
      </Check>
      <Buttons of={of} />
      <Before n={n} of={of} />
    </form>
  );
}
