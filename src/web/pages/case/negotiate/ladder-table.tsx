import type { Cents } from "#base/money.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { showDate, showDateOfYear } from "#web/kit/day-words.ts";
import { replyFrom } from "./ladder.tsx";
import type { LadderOf } from "./ladder-lay.ts";
import { type Anchor, said, shareOf, showReckoned, showStep, showTight, type Unit } from "./ladder-words.ts";
import type { Negotiation, Offer } from "./negotiation-data.ts";
import { termsSaid } from "./terms-said.ts";

const stateSaid = (o: Offer): string =>
  [
    o.state,
    o.saidFinal ? "said final" : "",
    o.expires === null || o.state !== "standing" ? "" : `until ${showDateOfYear(dayOf(o.expires))}`,
    termsSaid(o.terms).toLowerCase(),
  ]
    .filter((t) => t !== "")
    .join("; ");

interface TableOf {
  readonly n: Negotiation;
  readonly of: LadderOf;
  readonly anchors: readonly Anchor[];
  readonly unit: Unit;
  /** Only read aloud, beside the drawing. */
  readonly hidden: boolean;
}

function OfferRow({ o, anchors, unit }: { readonly o: Offer } & Pick<TableOf, "anchors" | "unit">) {
  const { lead, sub } = said(centsOf(o.amount), unit, anchors);
  return (
    <tr>
      <th scope="row" className="nowrap">
        {showDate(dayOf(o.made))}
      </th>
      <td>{o.from === "us" ? "We asked" : "The plan offered"}</td>
      <td className="n">
        <b>{lead}</b>
        <span className="sub">{sub}</span>
      </td>
      <td className="n">{o.step === null ? "first" : showStep(centsOf(o.step.amount))}</td>
      <td className="t2">{stateSaid(o)}</td>
    </tr>
  );
}

/** The ladder as a table: the same rows in the same order, then the anchors and our range. */
export function LadderTable({ n, of, anchors, unit, hidden }: TableOf) {
  const say = (amount: Cents) => said(amount, unit, anchors, showReckoned).lead;
  return (
    <table className={hidden ? "vh" : "flush ladder-table"}>
      <caption className="vh">Offers, oldest first</caption>
      <thead>
        <tr>
          {["Day", "Who"].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col" className="n">
            Amount
          </th>
          <th scope="col" className="n">
            Step
          </th>
          <th scope="col">State and terms</th>
        </tr>
      </thead>
      <tbody>
        {n.offers.map((o) => (
          <OfferRow key={o.event} o={o} anchors={anchors} unit={unit} />
        ))}
        {of.suggested !== undefined && (
          <tr>
            <th scope="row">Today</th>
            <td>Suggested to ask</td>
            <td className="n b">{said(of.suggested, unit, anchors).lead}</td>
            <td />
            <td className="t2">{n.turn?.because}</td>
          </tr>
        )}
        {of.reply !== undefined && (
          <tr>
            <th scope="row">Next</th>
            <td>The plan, likely</td>
            <td className="n">
              {say(of.reply.low)} to {say(of.reply.high)}
            </td>
            <td />
            <td className="t2">{replyFrom(n)}</td>
          </tr>
        )}
        {of.range !== undefined && (
          <tr>
            <th scope="row">Never shown</th>
            <td>Our range</td>
            <td className="n">
              {say(of.range.floor)} {of.range.target === undefined ? "or more" : `to ${say(of.range.target)}`}
            </td>
            <td />
            <td className="t2">From the floor to the target; private</td>
          </tr>
        )}
        {anchors.map((a) => (
          <tr key={a.id}>
            <th scope="row">Anchor</th>
            <td>{a.label}</td>
            <td className="n">
              {unit === "usd"
                ? showTight(a.amount)
                : (shareOf(
                    a.amount,
                    anchors.find((x) => x.id === unit),
                  ) ?? showTight(a.amount))}
            </td>
            <td />
            <td className="t2">{n.anchors.find((x) => x.id === a.id)?.source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
