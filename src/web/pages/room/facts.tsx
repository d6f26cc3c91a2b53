import { useState } from "react";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { SelectField, TextArea } from "#web/kit/fields.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Label, Said } from "#web/kit/said.tsx";
import { Refusal } from "#web/pages/sign-in/gate.tsx";
import { type GuestRoom, type Move, useMove } from "./room-data.ts";

/** The joint facts: what stood on the claim and the remittance, and a way to say that one is otherwise. */

type Facts = GuestRoom["facts"];
type What = Extract<Move, { is: "dispute fact" }>["what"];

const usd = (amount: string | null | undefined): string =>
  amount === null || amount === undefined ? "Not stated" : showMoney(centsOf(amount), "exact");
const dayIn = (day: string | null): string => (day === null ? "Not stated" : showDateOfYear(dayOf(day)));

export function FactsSection({ room }: { readonly room: GuestRoom }) {
  const { facts } = room;
  return (
    <section aria-labelledby="room-facts">
      <h2 id="room-facts">Claim {facts.claim}</h2>
      <p className="sm t2">
        Day of service {dayIn(facts.day)}. As the claim and the remittance said on {showDateOfYear(dayOf(room.factsOf))}
        .
      </p>
      {facts.lines.length > 0 && <Lines facts={facts} />}
      {facts.lines.length === 0 && facts.amounts !== null && (
        <p className="sm mt2">
          Billed {usd(facts.amounts.billed)}, <Said word="allowed" /> {usd(facts.amounts.allowed)}, paid{" "}
          {usd(facts.amounts.paid)}.
        </p>
      )}
      <Otherwise facts={facts} />
    </section>
  );
}

function Lines({ facts }: { readonly facts: Facts }) {
  const dollars = facts.amounts !== null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard (axe scrollable-region-focusable)
    <section className="room-scroll mt2" aria-label="Lines of the claim" tabIndex={0}>
      <table className="room-table">
        <caption className="vh">Lines of the claim with what was billed, allowed and paid</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Code</th>
            <th scope="col" className="num">
              Units
            </th>
            <th scope="col">Day</th>
            {dollars &&
              ["Billed", "Allowed", "Paid"].map((t) => (
                <th key={t} scope="col" className="num">
                  <Label>{t}</Label>
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {facts.lines.map((l) => (
            <tr key={l.number}>
              <td>{l.number}</td>
              <td className="mono">{[l.code, ...l.modifiers].join("-")}</td>
              <td className="num">{l.units}</td>
              <td>{dayIn(l.day)}</td>
              {dollars && (
                <>
                  <td className="num">{usd(l.amounts?.billed)}</td>
                  <td className="num">{usd(l.amounts?.allowed)}</td>
                  <td className="num">{usd(l.amounts?.paid)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
        {facts.amounts !== null && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={4}>
                Total
              </th>
              <td className="num">{usd(facts.amounts.billed)}</td>
              <td className="num">{usd(facts.amounts.allowed)}</td>
              <td className="num">{usd(facts.amounts.paid)}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

/** Facts that are shown, as they can be disputed: of the claim and of each line. */
function choicesOf({ day, lines, amounts }: Facts): readonly { readonly value: string; readonly name: string }[] {
  const shown = (of: Facts["amounts"]): readonly What[] =>
    of === null ? [] : of.allowed === null ? ["billed", "paid"] : ["billed", "allowed", "paid"];
  const of = (line: number, whats: readonly What[]) =>
    whats.map((what) => ({ value: `${line}:${what}`, name: line === 0 ? `claim: ${what}` : `line ${line}: ${what}` }));
  return [
    ...of(0, [...(day === null ? [] : (["day of service"] as const)), ...shown(amounts)]),
    ...lines.flatMap((l) =>
      of(l.number, ["code", ...(l.day === null ? [] : (["day of service"] as const)), ...shown(l.amounts)]),
    ),
  ];
}

function Otherwise({ facts }: { readonly facts: Facts }) {
  const choices = choicesOf(facts);
  const [chosen, setChosen] = useState(choices[0]?.value ?? "");
  const [says, setSays] = useState("");
  const move = useMove("Said.");
  if (choices.length === 0) return null;
  return (
    <details className="room-more mt2">
      <summary>This is otherwise</summary>
      <form
        className="stack mt2"
        onSubmit={(event) => {
          event.preventDefault();
          const [line = "0", what = "paid"] = chosen.split(":");
          const of = line === "0" ? {} : { line: Number(line) };
          move.mutate({ is: "dispute fact", ...of, what: what as What, says }, { onSuccess: () => setSays("") });
        }}
      >
        <SelectField
          label="Which"
          help={
            <>
              A day, a code, or what was billed, <Said word="allowed" /> or paid, as the <Said word="remittance" />{" "}
              said.
            </>
          }
          options={choices}
          value={chosen}
          onChange={(e) => setChosen(e.target.value)}
        />
        <TextArea label="What it is" required maxLength={1000} value={says} onChange={(e) => setSays(e.target.value)} />
        <Refusal thrown={move.error} />
        <div>
          <Button type="submit" busy={move.isPending}>
            Say it is otherwise
          </Button>
        </div>
      </form>
    </details>
  );
}
