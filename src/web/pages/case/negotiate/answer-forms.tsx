import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FEDERAL } from "#base/calendar.ts";
import { type Cents, cents, formatUsd, showUsd } from "#base/money.ts";
import { centsOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { MoneyField, SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { ActForm } from "#web/pages/case/act-forms.tsx";
import { amountTyped } from "#web/pages/case/amount-typed.ts";
import { type Act, useDesk } from "#web/pages/case/desk.ts";
import { datesSaid } from "#web/pages/case/fact-words.ts";
import { FormProblem } from "#web/pages/case/form-problem.tsx";
import { codeOf } from "#web/pages/case/line-sources.ts";
import { SignChecks } from "#web/pages/case/sign-checks.tsx";
import { centsTyped, fieldOf, proposeSplit, splitState } from "#web/pages/case/split.ts";
import { FirstOfferNotice } from "./first-offer.tsx";
import { type Negotiation, negotiationQuery, type Offer } from "./negotiation-data.ts";
import { termsSaid } from "./terms-said.ts";
import { givenFor } from "./use-composer.ts";

/** The forms that answer an offer: taking it, refusing it, taking ours back; and the floor of the case. */

const PAY_IN = 30;

function useNegotiation(): Negotiation | undefined {
  const { view } = useDesk();
  return useQuery(negotiationQuery(view.row.id)).data;
}

interface Taken {
  readonly patient: string;
  readonly split: readonly string[];
  /** The lines follow the amount until somebody types into one. */
  readonly own: boolean;
  readonly due: string;
  readonly source: string;
}

function useTaken(offer: Offer) {
  const { view, today } = useDesk();
  const { lines, patient } = view.evaluation;
  const whole = centsOf(offer.amount);
  const fromPlan = (typed: string): Cents | undefined => {
    const owed = typed.trim() === "" ? cents(0n) : centsTyped(typed);
    return owed === undefined || owed > whole ? undefined : cents(whole - owed);
  };
  const propose = (amount: Cents | undefined): readonly string[] =>
    amount === undefined
      ? lines.map(() => "")
      : (offer.lines?.length === lines.length && amount === whole
          ? offer.lines.map((l) => centsOf(l.amount))
          : proposeSplit(
              amount,
              lines.map((l) => ({ line: l.line, weight: centsOf(l.stake) })),
            )
        ).map(fieldOf);
  const owed = patient === null || centsOf(patient) > whole ? "0.00" : patient;
  const [typed, set] = useState<Taken>(() => ({
    patient: owed,
    split: propose(fromPlan(owed)),
    own: false,
    due: FEDERAL.nthAfter(today, offer.terms?.payWithin ?? PAY_IN),
    source: offer.source ?? "",
  }));
  const put = (change: Partial<Taken>) => set((t) => ({ ...t, ...change }));
  const amount = fromPlan(typed.patient);
  const state = splitState(amount === undefined ? "" : formatUsd(amount), typed.split, (c) => showMoney(c, "exact"));
  const act = (): Act | undefined => {
    if (!state.adds || typed.source.trim() === "") return undefined;
    const split = lines.flatMap((l, i) => {
      const share = amountTyped(typed.split[i] ?? "");
      return share === undefined ? [] : [{ line: l.line, amount: share }];
    });
    const days = "business" as const;
    const owes = amountTyped(typed.patient);
    return {
      ...{ type: "accept offer" as const, offer: offer.event, lines: split, due: typed.due, days },
      ...(owes === undefined ? {} : { patient: owes }),
      source: typed.source.trim(),
    };
  };
  return {
    ...{ typed, put, amount, state, act, lines },
    setPatient: (text: string) =>
      put(typed.own ? { patient: text } : { patient: text, split: propose(fromPlan(text)) }),
    setLine: (at: number, text: string) => put({ own: true, split: typed.split.map((t, i) => (i === at ? text : t)) }),
    again: () => put({ own: false, split: propose(amount) }),
  };
}

function TakenLines({
  of: { typed, state, lines, setLine, again, amount },
}: {
  readonly of: ReturnType<typeof useTaken>;
}) {
  return (
    <>
      <table className="flush split-table">
        <caption className="m sm">
          {amount === undefined ? "From the plan" : `From the plan ${showUsd(amount)}, over the lines`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col" className="n">
              Charge
            </th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((l, i) => (
            <tr key={l.line}>
              <th scope="row">
                <span className="mono">{codeOf(l)}</span>
                <span className="sub">line {l.line}</span>
              </th>
              <td className="n">{showMoney(centsOf(l.billed), "exact")}</td>
              <td>
                <MoneyField
                  label={<span className="vh">{`Share of line ${l.line}`}</span>}
                  value={typed.split[i] ?? ""}
                  onChange={(e) => setLine(i, e.target.value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={state.adds ? "sm k-paid kc row wrap" : "sm k-denied kc row wrap"} role="status">
        <Glyph name={state.adds ? "check" : "warn"} s /> {state.says}
        {typed.own && (
          <Button size="small" kind="quiet" onClick={again}>
            Split by stake again
          </Button>
        )}
      </p>
    </>
  );
}

/** What taking it would give up, and whether it is the plan's first word. */
function Warnings({ n, offer }: { readonly n: Negotiation; readonly offer: Offer }) {
  return (
    <>
      <FirstOfferNotice n={n} />
      {offer.waives.length > 0 && (
        <p className="sm k-denied kc">
          <Glyph name="warn" s /> Accepting gives up: {offer.waives.map((w) => w.label).join("; ")}.
        </p>
      )}
    </>
  );
}

function Accept({ n, offer }: { readonly n: Negotiation; readonly offer: Offer }) {
  const { send, open, busy, dismiss, may, today, failed } = useDesk();
  const of = useTaken(offer);
  const { typed, put, setPatient, state, act } = of;
  const given = givenFor(n, "accept offer", centsOf(offer.amount));
  const needs = n.cards.find((c) => c.move === "accept")?.needs ?? [];
  const refused = failed?.act.type === "accept offer" && failed.problem.is("not-now");
  const asks = given === undefined && (needs.length > 0 || refused) && may("ask approval");
  const never = given === undefined ? needs.filter((x) => x.liftedBy === null) : [];
  const run = () => {
    const taken = act();
    if (taken === undefined) return;
    const done = asks
      ? send(
          { type: "ask approval", act: { type: "accept offer", offer: offer.event, amount: offer.amount } } as Act,
          "Asked. It waits under Approvals for a second person.",
        )
      : send(
          (given === undefined ? taken : { ...taken, request: given.event }) as Act,
          `Accepted ${showUsd(centsOf(offer.amount))}. What is expected stands under Payments.`,
        );
    void done.then((went) => went && open(undefined));
  };
  const terms = termsSaid(offer.terms);
  const patient = amountTyped(typed.patient);
  return (
    <form
      className="form act-form"
      aria-label="Accept the offer"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <h2>Accept {showUsd(centsOf(offer.amount))}</h2>
      {terms !== "" && <p className="sm t2">{terms}.</p>}
      <Warnings n={n} offer={offer} />
      <MoneyField
        label="Of it the patient owes"
        value={typed.patient}
        onChange={(e) => setPatient(e.target.value)}
        help="The rest comes from the plan."
      />
      <TakenLines of={of} />
      <TextField
        label="Paid by"
        type="date"
        required
        min={today}
        value={typed.due}
        onChange={(e) => put({ due: e.target.value })}
      />
      <TextField
        label="Where it is written"
        required
        maxLength={500}
        value={typed.source}
        onChange={(e) => put({ source: e.target.value })}
        help="The letter or agreement that both signed, or a call with its reference."
      />
      {needs.map((x) => (
        <p key={`${x.guard} ${x.says}`} className={x.liftedBy === null ? "xs k-denied kc" : "xs t2"}>
          {datesSaid(x.says)}
          {x.liftedBy === null
            ? ": nobody can lift this."
            : given === undefined
              ? ": needs a second person."
              : ": agreed."}
        </p>
      ))}
      <SignChecks offer={offer.event} {...(patient === undefined ? {} : { patient })} />
      <FormProblem />
      <div className="row wrap">
        <Button type="submit" kind="primary" busy={busy} disabled={!state.adds || never.length > 0}>
          {asks ? "Ask for approval" : "Accept and expect the money"}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            dismiss();
            open(undefined);
          }}
        >
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** Takes the plan's offer: what it brings stands under Payments at once, split over the lines to the cent. */
export function AcceptForm({ offer: event }: { readonly offer: number }) {
  const n = useNegotiation();
  const offer = n?.offers.find((o) => o.event === event);
  return n === undefined || offer === undefined ? null : <Accept n={n} offer={offer} />;
}

export function RejectForm({ offer }: { readonly offer: number }) {
  const [reason, setReason] = useState("");
  return (
    <ActForm
      title="Refuse the offer"
      button="Refuse offer"
      done="Offer refused."
      make={() => ({ type: "reject offer", offer, reason: reason.trim() })}
      wrong={reason.trim() === ""}
    >
      <TextArea
        label="Reason"
        required
        maxLength={4000}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        help="Kept with the offer. Parley sends nothing."
      />
    </ActForm>
  );
}

export function TakeBackForm({ offer }: { readonly offer: number }) {
  const [reason, setReason] = useState("");
  const text = reason.trim();
  return (
    <ActForm
      title="Take our offer back"
      button="Take it back"
      done="Offer taken back."
      make={() => ({ type: "withdraw offer", offer, ...(text === "" ? {} : { reason: text }) })}
    >
      <TextArea
        label="Reason (optional)"
        maxLength={4000}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        help="It stays in the history. Tell the plan yourself."
      />
    </ActForm>
  );
}

const WHYS = [
  { value: "", name: "Choose, or write below" },
  { value: "The practice decided it for this payer", name: "The practice decided it for this payer" },
  { value: "The records are stronger than the model knows", name: "The records are stronger than the model knows" },
  { value: "A way out is worth more than the model knows", name: "A way out is worth more than the model knows" },
];

/** The least that may be asked or taken: raised by one person, lowered by two, always with a reason. */
export function FloorForm() {
  const n = useNegotiation();
  const { may } = useDesk();
  const now = n?.floorSet?.amount ?? n?.zone?.floor ?? null;
  const [typed, setTyped] = useState(now ?? "");
  const [reason, setReason] = useState("");
  const amount = centsTyped(typed);
  const lower = amount !== undefined && now !== null && amount < centsOf(now);
  const given = n === undefined ? undefined : givenFor(n, "set floor", amount);
  const asks = lower && given === undefined && may("ask approval");
  const make = (): Act | undefined => {
    const sent = amountTyped(typed);
    if (sent === undefined || reason.trim() === "") return undefined;
    if (asks) return { type: "ask approval", act: { type: "set floor", amount: sent }, note: reason.trim() } as Act;
    const request = given === undefined ? {} : { request: given.event };
    return { type: "set floor", amount: sent, reason: reason.trim(), ...request } as Act;
  };
  return (
    <ActForm
      title="Set the floor"
      button={asks ? "Ask for approval" : "Set floor"}
      done={asks ? "Asked. It waits under Approvals for a second person." : "Floor set."}
      make={make}
      wrong={amount === undefined || reason.trim() === ""}
    >
      <MoneyField
        label="The least we ask or take"
        required
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
        help={
          now === null
            ? "Private: never shown to the plan."
            : `Now ${showUsd(centsOf(now))}. Private: never shown to the plan.`
        }
      />
      {lower && (
        <p className="xs t2">
          {given === undefined ? "Lowering it needs a second person." : "A second person has agreed to exactly this."}
        </p>
      )}
      <SelectField
        label="Why, in short"
        options={WHYS}
        value={WHYS.some((w) => w.value === reason) ? reason : ""}
        onChange={(e) => setReason(e.target.value)}
      />
      <TextArea label="Reason" required maxLength={4000} value={reason} onChange={(e) => setReason(e.target.value)} />
    </ActForm>
  );
}
