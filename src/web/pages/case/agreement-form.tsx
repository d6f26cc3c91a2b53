import { useState } from "react";
import { FEDERAL } from "#base/calendar.ts";
import { type Day, plusDays, readDay } from "#base/day.ts";
import { centsOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { Check, MoneyField, SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { amountTyped } from "./amount-typed.ts";
import { type Act, useDesk } from "./desk.ts";
import { FormProblem } from "./form-problem.tsx";
import { codeOf, show } from "./line-sources.ts";
import { centsTyped, fieldOf, proposeSplit, splitState } from "./split.ts";

type Agreement = Extract<Act, { readonly type: "enter agreement" }>;

const KINDS = [
  { value: "agreement", name: "Agreed with the plan" },
  { value: "award", name: "Decided by an arbitrator, reviewer or court" },
];
const BASES = [
  { value: "further payment", name: "Further payment: only what comes from the day it was agreed" },
  { value: "total payment", name: "Total payment: all the plan ever pays on these lines" },
];
const DAYS = [
  { value: "calendar", name: "calendar days" },
  { value: "business", name: "business days" },
];
const PAY_IN = 30;

const notBusiness = (text: string): string | undefined => {
  const due = readDay(text);
  return due === undefined || FEDERAL.isBusinessDay(due) ? undefined : "Not a business day.";
};

interface Typed {
  readonly kind: Agreement["kind"];
  readonly basis: Agreement["basis"];
  readonly amount: string;
  readonly agreed: string;
  readonly due: string;
  readonly days: Agreement["days"];
  readonly source: string;
  readonly releasesAll: boolean;
  /** Why, where it takes less than the floor or lets go of more than the price. */
  readonly reason: string;
  readonly split: readonly string[];
  /** The lines follow the amount until somebody types into one. */
  readonly own: boolean;
}

/** What an agreement takes the place of, or the offer of ours that the other side took, and where that is written. */
interface About {
  readonly replaces?: number | undefined;
  readonly offer?: number | undefined;
  readonly source?: string | undefined;
}

type Lines = Case["evaluation"]["lines"];

function proposed(lines: Lines, amount: string): readonly string[] {
  const whole = centsTyped(amount);
  if (whole === undefined) return lines.map(() => "");
  const shares = proposeSplit(
    whole,
    lines.map((l) => ({ line: l.line, weight: centsOf(l.stake) })),
  );
  return shares.map(fieldOf);
}

/** The form as it opens: of an offer that was taken it holds the amount and what it is read from. */
function beginning({ offers, evaluation: { lines } }: Case, today: Day, { offer, source }: About): Typed {
  const taken = offers.find((o) => o.event === offer);
  return {
    kind: "agreement",
    basis: taken === undefined ? "further payment" : "total payment",
    amount: taken?.amount ?? "",
    agreed: today,
    due: plusDays(today, PAY_IN),
    days: "calendar",
    source: source ?? "",
    releasesAll: false,
    reason: "",
    split: proposed(lines, taken?.amount ?? ""),
    own: false,
  };
}

function useAgreement(about: About) {
  const { view, today, send, open } = useDesk();
  const { lines } = view.evaluation;
  const [typed, set] = useState<Typed>(() => beginning(view, today, about));
  const put = (change: Partial<Typed>) => set((t) => ({ ...t, ...change }));
  const propose = (amount: string): readonly string[] => proposed(lines, amount);
  const { replaces, offer } = about;
  const setAmount = (amount: string) => put(typed.own ? { amount } : { amount, split: propose(amount) });
  const setLine = (at: number, text: string) =>
    put({ own: true, split: typed.split.map((t, i) => (i === at ? text : t)) });
  const state = splitState(typed.amount, typed.split, (c) => showMoney(c, "exact"));
  const save = () => {
    const amount = amountTyped(typed.amount);
    if (amount === undefined || !state.adds) return;
    const split = lines.flatMap((l, i) => {
      const share = amountTyped(typed.split[i] ?? "");
      return share === undefined ? [] : [{ line: l.line, amount: share }];
    });
    const { kind, basis, agreed, due, days, source } = typed;
    const act: Act = {
      type: "enter agreement",
      kind,
      basis,
      amount,
      lines: split,
      agreed,
      due,
      days,
      source: source.trim(),
      ...(replaces === undefined ? {} : { replaces }),
      ...(offer === undefined ? {} : { offer }),
      ...(typed.releasesAll ? { conditions: { release: "all claims" as const } } : {}),
      ...(typed.reason.trim() === "" ? {} : { reason: typed.reason.trim() }),
    };
    void send(act, `Entered the ${kind} of ${show(fieldOf(centsTyped(amount) ?? centsOf("0.00")))}.`).then(
      (went) => went && open(undefined),
    );
  };
  return {
    typed,
    put,
    setAmount,
    setLine,
    state,
    save,
    again: () => put({ own: false, split: propose(typed.amount) }),
  };
}

function SplitTable({ of }: { readonly of: ReturnType<typeof useAgreement> }) {
  const { lines } = useDesk().view.evaluation;
  const { typed, setLine, state, again } = of;
  return (
    <>
      <table className="flush split-table">
        <caption className="m sm">Over the lines</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col" className="n">
              Charge
            </th>
            <th scope="col" className="n">
              At stake
            </th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((l, i) => (
            <tr key={l.line}>
              <th scope="row">
                <span className="mono">{codeOf(l)}</span> <span className="t3">line {l.line}</span>
              </th>
              <td className="n">{show(l.billed)}</td>
              <td className="n">{show(l.stake)}</td>
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
      <p className={state.adds ? "sm k-paid kc row" : "sm k-denied kc row"} role="status">
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

/** What an agreement made outside gives up; somebody who may approve offers writes it down then, and says why. */
function LetsGo({ typed, put }: { readonly typed: Typed; readonly put: (change: Partial<Typed>) => void }) {
  return (
    <>
      <Check checked={typed.releasesAll} onChange={(e) => put({ releasesAll: e.target.checked })}>
        It releases all claims against the plan
      </Check>
      <TextArea
        label="Why, if it takes less than the floor or gives up a right"
        rows={2}
        maxLength={4000}
        value={typed.reason}
        onChange={(e) => put({ reason: e.target.value })}
        help="Then only somebody who may approve offers writes it down."
      />
    </>
  );
}

/** An agreement or award as it was made, split over its lines to the cent; all of it by keyboard. */
export function AgreementForm(about: About) {
  const { busy, open } = useDesk();
  const of = useAgreement(about);
  const { typed, put, setAmount, state, save } = of;
  return (
    <form
      className="form agreement"
      aria-label="Enter what was agreed"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="pair">
        <SelectField
          label="What it is"
          options={KINDS}
          value={typed.kind}
          onChange={(e) => put({ kind: e.target.value === "award" ? "award" : "agreement" })}
        />
        <MoneyField label="Amount" required value={typed.amount} onChange={(e) => setAmount(e.target.value)} />
      </div>
      <SelectField
        label="What the amount counts"
        options={BASES}
        value={typed.basis}
        onChange={(e) => put({ basis: e.target.value === "total payment" ? "total payment" : "further payment" })}
      />
      <SplitTable of={of} />
      <div className="pair three">
        <TextField
          label="Agreed on"
          type="date"
          required
          value={typed.agreed}
          onChange={(e) => put({ agreed: e.target.value })}
        />
        <TextField
          label="Paid by"
          type="date"
          required
          min={typed.agreed}
          value={typed.due}
          onChange={(e) => put({ due: e.target.value })}
          help={notBusiness(typed.due)}
        />
        <SelectField
          label="Counted in"
          options={DAYS}
          value={typed.days}
          onChange={(e) => put({ days: e.target.value === "business" ? "business" : "calendar" })}
        />
      </div>
      <TextField
        label="Where it is written"
        required
        maxLength={500}
        value={typed.source}
        onChange={(e) => put({ source: e.target.value })}
        help="A letter, an email, a call with its reference."
      />
      {typed.kind === "agreement" && <LetsGo typed={typed} put={put} />}
      <FormProblem />
      <div className="row">
        <Button type="submit" kind="primary" busy={busy} disabled={!state.adds}>
          Enter agreement
        </Button>
        <Button kind="quiet" onClick={() => open(undefined)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
