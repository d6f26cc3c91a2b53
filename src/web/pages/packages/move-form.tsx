import { useState } from "react";
import type { Answer, Body } from "#web/data/paths.ts";
import { centsOf } from "#web/data/wire.ts";
import { MoneyField, SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { amountTyped } from "#web/pages/case/amount-typed.ts";
import { TermsFields } from "#web/pages/case/negotiate/terms-fields.tsx";
import { sameTerms, type Terms, termsSent } from "#web/pages/case/negotiate/terms-said.ts";
import { exact, type Sheet } from "./sheet.tsx";

export type Move = Body<"proposePackage">["move"];
export type Basis = Body<"proposePackage">["basis"];
export type Asked = Move["asked"];

export const BASES: readonly { readonly value: Basis; readonly name: string }[] = [
  { value: "fair value", name: "Fair value" },
  { value: "stake", name: "Stake" },
  { value: "billed", name: "Billed" },
  { value: "allowed", name: "Allowed so far" },
];
const WAYS = ["email", "fax", "phone", "portal", "mail", "in person"] as const;
const PERCENT = /^\d{1,3}(\.\d{1,2})?$/;

/** What a second person allowed: the form begins with it. */
type Allowed = Answer<"getPackage">["approvals"][number];

/** Whether what is typed is what was allowed, to the cent and with its terms. */
export const isFor = (given: Allowed, { asked, terms }: Pick<Moving, "asked" | "terms">): boolean =>
  asked !== undefined &&
  "amount" in asked &&
  given.amount !== null &&
  centsOf(asked.amount) === centsOf(given.amount) &&
  sameTerms(terms, given.asks.terms);

/** What one side says: an amount or a percent of something, by when, and how. */
export function useMove(today: string, from: "us" | "them", given?: Allowed) {
  const [side, setSide] = useState<"us" | "them">(from);
  const [by, setBy] = useState<"amount" | Basis>("amount");
  const [figure, setFigure] = useState(given?.amount ?? "");
  const [made, setMade] = useState(today);
  const [expires, setExpires] = useState("");
  const [way, setWay] = useState<string>("email");
  const [note, setNote] = useState("");
  const [why, setWhy] = useState("");
  const [terms, setTerms] = useState<Terms>(given?.asks.terms ?? {});
  const sent = termsSent(terms);
  const amount = by === "amount" ? amountTyped(figure) : undefined;
  const percent = by !== "amount" && PERCENT.test(figure.trim()) ? figure.trim() : undefined;
  const asked: Asked | undefined =
    amount !== undefined ? { amount } : percent !== undefined && by !== "amount" ? { percent, of: by } : undefined;
  const move: Move | undefined =
    asked === undefined || made === ""
      ? undefined
      : {
          ...{ from: side, asked, made, way: way as (typeof WAYS)[number] },
          ...(expires === "" ? {} : { expires }),
          ...(note.trim() === "" ? {} : { note: note.trim() }),
          ...(why.trim() === "" ? {} : { belowFloor: why.trim() }),
          ...(sent === undefined ? {} : { terms: sent }),
        };
  return {
    ...{ side, setSide, by, setBy, figure, setFigure, made, setMade, expires, setExpires, way, setWay },
    ...{ note, setNote, why, setWhy, asked, move, terms, setTerms, sent },
  };
}

export type Moving = ReturnType<typeof useMove>;

export function MoveFields({ of, sheet }: { readonly of: Moving; readonly sheet: Sheet | undefined }) {
  const wrong = of.figure !== "" && of.asked === undefined;
  return (
    <div className="form pk-move">
      <SelectField
        label="Who says it"
        options={[
          { value: "us", name: "We propose" },
          { value: "them", name: "They propose" },
        ]}
        value={of.side}
        onChange={(e) => of.setSide(e.target.value as "us" | "them")}
      />
      <SelectField
        label="Said as"
        options={[
          { value: "amount", name: "An amount in all" },
          ...BASES.map((b) => {
            const anchor = sheet?.anchors.find((a) => a.basis === b.value)?.amount ?? null;
            return { value: b.value, name: `Percent of ${b.name.toLowerCase()}, ${exact(anchor)}` };
          }),
        ]}
        value={of.by}
        onChange={(e) => of.setBy(e.target.value as Moving["by"])}
      />
      {of.by === "amount" ? (
        <MoneyField
          label="Amount in all, patients' share counted in"
          value={of.figure}
          wrong={wrong ? "Write an amount such as 1250.00." : undefined}
          onChange={(e) => of.setFigure(e.target.value)}
        />
      ) : (
        <TextField
          label="Percent"
          inputMode="decimal"
          value={of.figure}
          wrong={wrong ? "Write a percent such as 42.5." : undefined}
          onChange={(e) => of.setFigure(e.target.value)}
        />
      )}
      <TextField label="Said on" type="date" required value={of.made} onChange={(e) => of.setMade(e.target.value)} />
      <TextField
        label="Stands through"
        type="date"
        value={of.expires}
        onChange={(e) => of.setExpires(e.target.value)}
      />
      <SelectField
        label="By"
        options={WAYS.map((w) => ({ value: w, name: w.charAt(0).toUpperCase() + w.slice(1) }))}
        value={of.way}
        onChange={(e) => of.setWay(e.target.value)}
      />
      <TermsFields terms={of.terms} put={of.setTerms} />
      <TextArea label="Note" maxLength={4000} rows={2} value={of.note} onChange={(e) => of.setNote(e.target.value)} />
      {sheet !== undefined && sheet.belowFloor > 0 && of.side === "us" && (
        <TextArea
          label={`Why, though ${sheet.belowFloor} line${sheet.belowFloor === 1 ? " gets" : "s get"} less than the floor`}
          required
          maxLength={1000}
          rows={2}
          value={of.why}
          onChange={(e) => of.setWhy(e.target.value)}
        />
      )}
    </div>
  );
}
