import { Link } from "@tanstack/react-router";
import { type Cents, greatest, permille, ZERO } from "#base/money.ts";
import { centsOf } from "#web/data/wire.ts";
import { MoneyBar } from "#web/kit/bars.tsx";
import { CLASSES } from "#web/kit/classes.ts";
import { NotKnown } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Said } from "#web/kit/said.tsx";
import { ListLink } from "./list-link.tsx";
import { type MoneyMap, ORDER } from "./sums.ts";

const SHOWN = 8;

const share = (amount: Cents, of: Cents): number =>
  of === 0n ? 0 : Math.max(4, Math.floor(permille(amount, of) / 10));

/** Payers by what can be recovered from them, with the same classes as above. */
export function Payers({ map }: { readonly map: MoneyMap }) {
  const rows = map.payers.slice(0, SHOWN);
  const top = rows.reduce((a, p) => greatest(a, centsOf(p.recoverable)), ZERO);
  return (
    <section aria-label="By payer">
      <div className="h2row">
        <h2>By payer</h2>
        <Link className="end" to="/dashboard">
          First paid, by payer
        </Link>
      </div>
      {rows.length === 0 ? (
        <p className="sm t2">No payer owes anything that can be recovered.</p>
      ) : (
        <table className="flush by-payer">
          <caption className="vh">What can be recovered, by payer</caption>
          <thead>
            <tr>
              <th scope="col">Payer</th>
              <th scope="col" className="bar-column">
                Dollars by class
              </th>
              <th scope="col" className="n">
                Recoverable
              </th>
              <th scope="col" className="n">
                Allowed, of <Said word="benchmark" />
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((p) => (
              <tr key={p.key}>
                <th scope="row">
                  <ListLink list={`tab=team&payer=${encodeURIComponent(p.key)}`} className="m">
                    {p.name}
                  </ListLink>
                  <span className="sub">
                    {p.lines} {p.lines === 1 ? "line" : "lines"}
                  </span>
                </th>
                <td className="bar-column">
                  <div style={{ width: `${share(centsOf(p.recoverable), top)}%` }}>
                    <MoneyBar
                      slim
                      parts={ORDER.filter((c) => p.byClass[c] !== undefined).map((c) => ({
                        name: CLASSES[c].word,
                        tone: CLASSES[c].tone,
                        cents: centsOf(p.byClass[c] ?? "0.00"),
                      }))}
                    />
                  </div>
                </td>
                <td className="n m">{showMoney(centsOf(p.recoverable), "estimate")}</td>
                <td className="n t2">
                  {p.allowedPercent === null ? <NotKnown /> : `${Math.round(p.allowedPercent)}%`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
