import { centsOf, centsOrNull } from "#web/data/wire.ts";
import { showMoney } from "#web/kit/money-words.ts";
import { sentenceOf } from "#web/pages/case/fact-words.ts";
import type { Negotiation } from "./negotiation-data.ts";

type Row = Negotiation["ahead"][number];

const ANSWERS: Readonly<Record<Row["answer"], string>> = {
  silence: "They do not answer",
  "no move": "They stay",
  "a small step": "They come up a little",
  "half way": "They come half way",
  "nearly all the way": "They come nearly all the way",
};

const MOVES: Readonly<Record<Row["move"], string>> = {
  open: "Ask",
  counter: "Counter at",
  accept: "Accept",
  hold: "Hold",
  escalate: "Go on to the dispute",
  walk: "Leave it as it is",
};

/** What the engine would do next, for each way in which they may answer. */
export function AsksAhead({ rows }: { readonly rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="sec" aria-label="What would come next">
      <div className="h2row">
        <h2>What would come next</h2>
        <span className="sm">The same engine, for each answer to the ask</span>
      </div>
      <table className="flush">
        <caption className="vh">Our next move by their answer</caption>
        <thead>
          <tr>
            <th scope="col">If</th>
            <th scope="col" className="n">
              They offer
            </th>
            <th scope="col">Then</th>
            <th scope="col">Because</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => {
            const amount = centsOrNull(r.amount);
            return (
              <tr key={r.answer}>
                <th scope="row">{ANSWERS[r.answer]}</th>
                <td className="n num">{showMoney(centsOf(r.bid), "exact")}</td>
                <td>
                  {MOVES[r.move]}
                  {amount !== null && ` ${showMoney(amount, "exact")}`}
                </td>
                <td className="t2">{sentenceOf(r.because)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
