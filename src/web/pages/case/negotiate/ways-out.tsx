import type { Cents } from "#base/money.ts";
import { centsOrNull } from "#web/data/wire.ts";
import { Money, NotKnown } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Label, Said } from "#web/kit/said.tsx";
import { datesSaid, sentenceOf } from "#web/pages/case/fact-words.ts";
import { show } from "#web/pages/case/line-sources.ts";
import { sayChance, sayDays } from "#web/pages/case/plan-said.ts";
import { CounselForm } from "./counsel-form.tsx";
import { gainSaid, jointGainOf, placeOf } from "./joint-gain.ts";
import type { Negotiation } from "./negotiation-data.ts";
import "./ways-out.css";

/** Every way that needs no yes of the plan, open or not, and what both sides save by agreeing before it. */

type Way = Negotiation["waysOut"][number];

function Value({ of, amount, what }: { readonly of: Way; readonly amount: Cents | null; readonly what: string }) {
  if (!of.open) return <span className="t3">not open</span>;
  if (amount === null) return <NotKnown />;
  return <Money cents={amount} state="modelled" source={{ of: `${of.label}, ${what}`, from: datesSaid(of.why) }} />;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function WayRow({ of }: { readonly of: Way }) {
  return (
    <tr>
      <th scope="row">
        <Label>{capital(of.label)}</Label>
        <span className="sub">{sentenceOf(datesSaid(of.why))}</span>
      </th>
      <td className="n">
        <Value of={of} amount={centsOrNull(of.value)} what="to us, net on average" />
      </td>
      <td className="n">
        <Value of={of} amount={centsOrNull(of.payerCost)} what="to the plan, with its fees and work" />
      </td>
      <td className="n num">{of.open && of.chance !== null ? sayChance(of.chance) : ""}</td>
      <td className="n num">{of.open && of.days !== null ? sayDays(of.days) : ""}</td>
      <td className="n num">{of.open ? show(of.fees) : ""}</td>
    </tr>
  );
}

/** What agreeing leaves to both, with the typed amount as a mark between the two ends. */
function JointGain({ n, amount }: { readonly n: Negotiation; readonly amount: Cents | undefined }) {
  const of = jointGainOf(
    n.waysOut.map((w) => ({ ...w, value: centsOrNull(w.value), payerCost: centsOrNull(w.payerCost) })),
  );
  if (of === undefined) return null;
  if (of.whole <= 0n)
    return (
      <p className="sm t2 mt2">
        On average the {of.way} costs the plan no more than it brings us: there is nothing to share by agreeing first.
      </p>
    );
  const place = amount === undefined ? undefined : placeOf(of, amount);
  return (
    <div className="joint-gain mt3">
      <p className="sm m">
        Agreeing first leaves {showMoney(of.whole, "estimate")} to share between the two sides, on average.
      </p>
      <div className="joint-bar" aria-hidden="true">
        {place !== undefined && (
          <>
            <i className="we" style={{ width: `${place * 100}%` }} />
            <i className="at" style={{ left: `${place * 100}%` }} />
          </>
        )}
      </div>
      <div className="row between xs t2 num">
        <span>
          {showMoney(of.ours, "estimate")} to us by the {of.way}
        </span>
        <span>{showMoney(of.theirs, "estimate")} it costs the plan</span>
      </div>
      {amount !== undefined && amount > 0n && <p className="sm t2 mt1">{gainSaid(of, amount)}</p>}
    </div>
  );
}

export function WaysOutSection({ n, amount }: { readonly n: Negotiation; readonly amount: Cents | undefined }) {
  if (n.waysOut.length === 0) return null;
  return (
    <section className="sec ways-out" aria-label="If there is no agreement">
      <div className="h2row">
        <h2>If there is no agreement</h2>
        <span className="sm">Every way, open or not, on average and in today’s money</span>
      </div>
      <div className="ways-room">
        <table className="flush">
          <caption className="vh">Ways without the plan’s consent</caption>
          <thead>
            <tr>
              <th scope="col">
                <Said word="way out">Way</Said>
              </th>
              <th scope="col" className="n">
                To us
              </th>
              <th scope="col" className="n">
                To the plan
              </th>
              <th scope="col" className="n">
                Chance
              </th>
              <th scope="col" className="n">
                Days
              </th>
              <th scope="col" className="n">
                Fees
              </th>
            </tr>
          </thead>
          <tbody>
            {n.waysOut.map((w) => (
              <WayRow key={w.id} of={w} />
            ))}
          </tbody>
        </table>
      </div>
      <CounselForm n={n} />
      <JointGain n={n} amount={amount} />
    </section>
  );
}
