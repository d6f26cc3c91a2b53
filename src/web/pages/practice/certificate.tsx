import { centsOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import type { Certificate } from "./practice-data.ts";
import { percent } from "./table.tsx";

/** What ten games came to, to be printed. */
export function CertificateView({
  of,
  from,
  again,
}: {
  readonly of: Certificate;
  readonly from: number;
  readonly again: () => void;
}) {
  const rows = [
    ["Level", of.level],
    ["Games", `${of.games}, seeds ${from} to ${from + of.games - 1}; ${of.withRoom} with room for a deal`],
    ["Mean share of the room", of.sharePermille === null ? "no game had room" : percent(of.sharePermille)],
    ["Bad deals", String(of.badDeals)],
    ["Over the way out, together", showMoney(centsOf(of.over), "exact")],
    ["Pass mark", `${percent(of.markPermille)} of the room and no bad deal`],
  ] as const;
  return (
    <section className="pr-result" aria-label="Certificate">
      <h2>Certificate of practice</h2>
      <p className="verdict small mt1">{of.says}</p>
      <dl className="pr-told mt2">
        {rows.map(([name, says]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{says}</dd>
          </div>
        ))}
      </dl>
      <p className="sm t2 mt2">{of.markBecause}</p>
      <p className="row wrap mt3 noprint">
        <Button kind="primary" onClick={() => window.print()}>
          Print
        </Button>
        <Button onClick={again}>Begin again</Button>
      </p>
    </section>
  );
}
