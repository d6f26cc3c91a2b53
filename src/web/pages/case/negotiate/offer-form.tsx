import { useState } from "react";
import { Check, MoneyField, SelectField, TextField } from "#web/kit/fields.tsx";
import { ActForm } from "#web/pages/case/act-forms.tsx";
import { amountTyped } from "#web/pages/case/amount-typed.ts";
import { type Act, useDesk } from "#web/pages/case/desk.ts";
import { TermsFields } from "./terms-fields.tsx";
import { type Terms, termsSent } from "./terms-said.ts";
import { WAYS } from "./use-composer.ts";

type LogOffer = Extract<Act, { readonly type: "log offer" }>;

interface Typed {
  readonly from: string;
  readonly amount: string;
  readonly made: string;
  readonly expires: string;
  readonly way: string;
  readonly terms: Terms;
  readonly final: boolean;
  readonly source: string;
  readonly waives: readonly string[];
}

/** Rights of this claim that are alive: signing the plan's offer may give one up. */
function useRights() {
  const { view } = useDesk();
  return view.evaluation.rights.filter((r) => r.state === "open" || r.state === "not yet open");
}

function useTypedOffer() {
  const { today, view } = useDesk();
  const rights = useRights();
  const [typed, set] = useState<Typed>({
    from: "them",
    amount: "",
    made: today,
    expires: "",
    way: "phone",
    terms: {},
    final: false,
    source: "",
    waives: [],
  });
  const amount = amountTyped(typed.amount);
  const make = (): Act | undefined => {
    if (amount === undefined) return undefined;
    const from = typed.from === "us" ? "us" : "them";
    const terms = termsSent(typed.terms);
    const answered = view.offers.findLast((o) => o.from !== from && o.state === "standing")?.event;
    const waives = rights.filter((r) => typed.waives.includes(r.id)).map((r) => ({ id: r.id, label: r.label }));
    const act: LogOffer = {
      type: "log offer",
      from,
      amount,
      made: typed.made,
      way: WAYS.find((w) => w === typed.way) ?? "phone",
      ...(typed.expires === "" ? {} : { expires: typed.expires }),
      ...(terms === undefined ? {} : { terms }),
      ...(typed.final ? { final: true } : {}),
      ...(answered === undefined ? {} : { answers: answered }),
      ...(typed.source.trim() === "" ? {} : { source: typed.source.trim() }),
      ...(waives.length === 0 ? {} : { waives }),
    };
    return act;
  };
  return { typed, put: (change: Partial<Typed>) => set((t) => ({ ...t, ...change })), amount, make, rights };
}

/** What it says beside its amount: last word, rights given up, where it is written. */
function Beside({ of: { typed, put, rights } }: { readonly of: ReturnType<typeof useTypedOffer> }) {
  const flip = (id: string) =>
    put({ waives: typed.waives.includes(id) ? typed.waives.filter((w) => w !== id) : [...typed.waives, id] });
  return (
    <>
      <TermsFields terms={typed.terms} put={(terms) => put({ terms })} />
      <Check checked={typed.final} onChange={(e) => put({ final: e.target.checked })}>
        {typed.from === "us" ? "We said it is final" : "They said it is final"}
      </Check>
      {typed.from === "them" && rights.length > 0 && (
        <details className="terms">
          <summary>
            <span className="m sm">Accepting would give up</span>
            <span className="sm t2">
              {typed.waives.length === 0 ? "nothing named" : `${typed.waives.length} named`}
            </span>
          </summary>
          <div className="terms-ticks">
            {rights.map((r) => (
              <Check key={r.id} checked={typed.waives.includes(r.id)} onChange={() => flip(r.id)}>
                {r.label}
              </Check>
            ))}
          </div>
        </details>
      )}
      <TextField
        label="Where it is written (optional)"
        maxLength={500}
        value={typed.source}
        onChange={(e) => put({ source: e.target.value })}
        help="A letter, an email, a call with its reference."
      />
    </>
  );
}

/** Writes down what was said outside: theirs, or ours that was made before it was known here. */
export function OfferForm() {
  const { today } = useDesk();
  const of = useTypedOffer();
  const { typed, put, amount, make } = of;
  return (
    <ActForm title="Log an offer" button="Log offer" done="Offer logged." make={make} wrong={amount === undefined}>
      <SelectField
        label="From"
        options={[
          { value: "them", name: "The plan" },
          { value: "us", name: "Us" },
        ]}
        value={typed.from}
        onChange={(e) => put({ from: e.target.value })}
      />
      <MoneyField
        label="Amount"
        required
        value={typed.amount}
        onChange={(e) => put({ amount: e.target.value })}
        help="In total for all lines, with what the patient owes."
        wrong={typed.amount !== "" && amount === undefined ? "Dollars and cents, such as 1,320.00." : undefined}
      />
      <div className="pair">
        <TextField
          label="Made on"
          type="date"
          required
          max={today}
          value={typed.made}
          onChange={(e) => put({ made: e.target.value })}
        />
        <TextField
          label="Holds until (optional)"
          type="date"
          value={typed.expires}
          onChange={(e) => put({ expires: e.target.value })}
        />
      </div>
      <SelectField
        label="By"
        options={WAYS.map((w) => ({ value: w, name: w }))}
        value={typed.way}
        onChange={(e) => put({ way: e.target.value })}
      />
      <Beside of={of} />
    </ActForm>
  );
}
