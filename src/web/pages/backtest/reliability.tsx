import { FEW, type Played, percent } from "./words.ts";

type Calibration = Played["calibration"];

const [SIZE, EDGE] = [220, 26];
const at = (x: number): number => EDGE + x * (SIZE - 2 * EDGE);
const up = (y: number): number => SIZE - at(y);

/** Stated chance across, share that settled upwards; the line is where the two are one. The table says the same. */
function Plot({ bins }: Pick<Calibration, "bins">) {
  const seen = bins.filter((b) => b.stated !== null && b.settled.n > 0);
  return (
    <svg className="bk-plot" viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true" focusable="false">
      <path className="frame" d={`M${at(0)} ${up(1)}V${up(0)}H${at(1)}`} />
      <path className="same" d={`M${at(0)} ${up(0)}L${at(1)} ${up(1)}`} />
      {seen.map((b) => (
        <g key={b.from}>
          <path className="sure" d={`M${at(b.stated ?? 0)} ${up(b.settled.low)}V${up(b.settled.high)}`} />
          <circle className="point" cx={at(b.stated ?? 0)} cy={up(b.settled.hits / b.settled.n)} r={4} />
        </g>
      ))}
      <text x={at(0)} y={SIZE - 8}>
        0
      </text>
      <text x={at(1)} y={SIZE - 8} textAnchor="end">
        stated 100%
      </text>
      <text x={at(0)} y={EDGE - 10}>
        settled 100%
      </text>
    </svg>
  );
}

/** The stated chance to settle against what happened, in five bins. */
export function Reliability({ of: { calibration: c, least } }: { readonly of: Played }) {
  const says =
    c.n < least
      ? `Stated chance against what happened, ${c.n} ${c.n === 1 ? "case" : "cases"}: ${FEW}.`
      : `Stated chance against what happened, ${c.n} cases.`;
  return (
    <section className="figure bk-figure" aria-label="Stated chance against what happened">
      <h2 className="finding">{says}</h2>
      <div className="bk-cal">
        {c.n >= least && <Plot bins={c.bins} />}
        <div className="figure-table">
          <table className="flush">
            <caption className="vh">Stated chance to settle against the share that settled, in five bins</caption>
            <thead>
              <tr>
                <th scope="col">Stated</th>
                <th scope="col" className="n">
                  Mean stated
                </th>
                <th scope="col" className="n">
                  Settled
                </th>
                <th scope="col">95%</th>
                <th scope="col" className="n">
                  Cases
                </th>
              </tr>
            </thead>
            <tbody>
              {c.bins.map((b) => (
                <tr key={b.from}>
                  <th scope="row" className="nowrap">
                    {percent(b.from)} to {percent(b.to)}
                  </th>
                  <td className="n m">{b.stated === null ? "none" : percent(b.stated)}</td>
                  <td className="n m">{b.settled.n === 0 ? "none" : `${b.settled.hits} of ${b.settled.n}`}</td>
                  <td className="t2">
                    {b.settled.n === 0 ? "" : `${percent(b.settled.low)} to ${percent(b.settled.high)}`}
                  </td>
                  <td className="n m">{b.settled.n}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <p className="xs t3">
        The first chance stated on each case where the advice was to ask; agreements with the payer count as settled,
        awards do not.
      </p>
    </section>
  );
}
