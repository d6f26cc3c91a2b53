import { FEW, type Played, percent } from "./words.ts";

type Calibration = Played["calibration"];

const [SIZE, EDGE] = [220, 26];
const at = (x: number): number => EDGE + x * (SIZE - 2 * EDGE);
const up = (y: number): number => SIZE - at(y);

/** Stated chance across, share of which it came true upwards; the line is where the two are one. The table says the same. */
function Plot({ bins, came }: Pick<Calibration, "bins"> & { readonly came: string }) {
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
        {came} 100%
      </text>
    </svg>
  );
}

interface Held {
  readonly of: Pick<Calibration, "n" | "bins">;
  readonly least: number;
  /** What is held against what: "Stated chance against what happened". */
  readonly title: string;
  /** What came where the chance came true: "settled", "paid". */
  readonly came: string;
  readonly counts: readonly [one: string, many: string];
  readonly note: string;
}

/** A stated chance against what came of it, in five bins. */
function HeldAgainst({ of: c, least, title, came, counts: [one, many], note }: Held) {
  const counted = `${c.n} ${c.n === 1 ? one : many}`;
  const sentence = c.n < least ? `${title}, ${counted}: ${FEW}.` : `${title}, ${counted}.`;
  const word = `${came.charAt(0).toUpperCase()}${came.slice(1)}`;
  return (
    <section className="figure bk-figure" aria-label={title}>
      <h2 className="finding">{sentence}</h2>
      <div className="bk-cal">
        {c.n >= least && <Plot bins={c.bins} came={came} />}
        <div className="figure-table">
          <table className="flush">
            <caption className="vh">
              {title}, in five bins: the mean stated and the share that {came}
            </caption>
            <thead>
              <tr>
                <th scope="col">Stated</th>
                <th scope="col" className="n">
                  Mean stated
                </th>
                <th scope="col" className="n">
                  {word}
                </th>
                <th scope="col">95%</th>
                <th scope="col" className="n">
                  {many.charAt(0).toUpperCase()}
                  {many.slice(1)}
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
      <p className="xs t3">{note}</p>
    </section>
  );
}

/** The stated chance to settle, and that of a dispute to pay, each against what happened. */
export function Reliability({ of: { calibration, disputes, least } }: { readonly of: Played }) {
  const left =
    disputes.left === 0
      ? ""
      : ` ${disputes.left} ${disputes.left === 1 ? "was" : "were"} settled, not decided, or filed without a stated chance.`;
  return (
    <>
      <HeldAgainst
        of={calibration}
        least={least}
        title="Stated chance against what happened"
        came="settled"
        counts={["case", "cases"]}
        note="The first chance stated on each case where the advice was to ask; agreements with the payer count as settled, awards do not."
      />
      <HeldAgainst
        of={disputes}
        least={least}
        title="Stated chance of a dispute against how it was decided"
        came="paid"
        counts={["dispute", "disputes"]}
        note={`The chance that the road pays, stated just before it was filed: found eligible and decided our way.${left}`}
      />
    </>
  );
}
