import { centsOf } from "#web/data/wire.ts";
import { Axis, type Mark } from "#web/kit/axis.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import type { Game, Outcome } from "./practice-data.ts";

/** The table of a game: what is known, the offers of both sides, and the engine's word on each move. */

const INVENTED = "invented for practice, drawn from the seed";
const usd = (text: string): string => showMoney(centsOf(text), "exact");

const mark = (kind: Mark["kind"], name: string, amount: string, from = INVENTED): Mark => ({
  kind,
  name,
  cents: centsOf(amount),
  source: { of: name, from },
});

/** Everything on one axis; the limit only once the game has told it. */
export function GameAxis({ of }: { readonly of: Game }) {
  const { told, turns, ourLast, bid, outcome } = of;
  const marks: Mark[] = [
    mark("benchmark", "QPA", told.qpa),
    mark("list", "Charge", told.charge),
    mark("benchmark", "Way out", told.wayOut, `the engine's reckoning from the QPA, net of fees: ${told.road}`),
    mark("paid", "First payment", told.first),
    ...(ourLast === null ? [] : [mark("ours", "Our last ask", ourLast, "your own move")]),
    ...(turns.length === 0 || bid === told.first ? [] : [mark("theirs", "They offer", bid, "the payer's answer")]),
    ...(outcome === null ? [] : [mark("limit", "Their limit", outcome.limit, "told now that the game is over")]),
  ];
  return <Axis of={{ marks }} />;
}

export function Told({ of }: { readonly of: Game }) {
  const { told } = of;
  const rows = [
    ["QPA", usd(told.qpa)],
    ["First payment", usd(told.first)],
    ["Charge", usd(told.charge)],
    ["Way out", `${usd(told.wayOut)}, ${told.road.toLowerCase()}`],
    ["Window", `day ${of.elapsed} of ${told.window} business days`],
    ["Asks left", `${of.asksLeft} of ${told.asks}`],
  ] as const;
  return (
    <dl className="pr-told">
      {rows.map(([name, says]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{says}</dd>
        </div>
      ))}
    </dl>
  );
}

const COACHED: Readonly<Record<string, string>> = {
  open: "would open at",
  counter: "would ask",
  accept: "would accept",
  hold: "would wait",
  escalate: "would leave the talks and dispute",
  walk: "would leave the talks",
};

/** `The engine would ask $812.00: the best falling ask ...` */
function coachSaid(coach: Game["turns"][number]["coach"]): string {
  if (coach === null) return "The engine has no word on this.";
  const amount = coach.amount === null ? "" : ` ${usd(coach.amount)}`;
  return `The engine ${COACHED[coach.move] ?? coach.move}${amount}: ${coach.because}.`;
}

const moveSaid = ({ move, amount }: Game["turns"][number]): string =>
  move === "ask" && amount !== null ? `Ask ${usd(amount)}` : move === "accept" ? "Accept" : "Walk away";

/** The ladder: a row a move, in the order they were made. */
export function Ladder({ of, coached }: { readonly of: Game; readonly coached: boolean }) {
  if (of.turns.length === 0)
    return (
      <p className="sm t2 mt2">Nothing was said yet. The first payment of {usd(of.told.first)} is on the table.</p>
    );
  return (
    <table className="flush mt2">
      <caption className="vh">Moves so far</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">You</th>
          <th scope="col">The payer says</th>
        </tr>
      </thead>
      <tbody>
        {of.turns.map((t, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: moves are only ever added at the end
          <tr key={i}>
            <td className="num">{t.day}</td>
            <th scope="row" className="num">
              {moveSaid(t)}
            </th>
            <td>
              {t.said}
              {coached && <span className="sub">{coachSaid(t.coach)}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const percent = (permille: number): string => `${Math.round(permille / 10)}%`;

function roomSaid(o: Outcome, wayOut: string): string {
  if (o.sharePermille === null)
    return `There was no room: the most they would have paid, ${usd(o.limit)}, lies below the way out of ${usd(wayOut)}.`;
  return `You got ${percent(o.sharePermille)} of the room between your way out and their limit of ${usd(o.limit)}. The best that was possible was ${usd(o.best)}.`;
}

export function Result({ of }: { readonly of: Game }) {
  const { outcome, told } = of;
  if (outcome === null) return null;
  const over = centsOf(outcome.over);
  return (
    <section className="pr-result" aria-label="How it ended">
      <h2>How it ended</h2>
      <p className="verdict small mt1">
        {outcome.price === null ? "You walked away" : `You agreed on ${usd(outcome.price)}`}
        {over === 0n
          ? ", which is worth what the way out is."
          : `, ${showMoney(over < 0n ? centsOf(outcome.over.slice(1)) : over, "exact")} ${over < 0n ? "below" : "over"} the way out.`}
      </p>
      <p className="sm mt1">{roomSaid(outcome, told.wayOut)}</p>
      {outcome.bad && <p className="sm k-denied kc mt1">A bad deal: walking away would have brought more.</p>}
      <p className="sm t2 mt1">{outcome.tactic}</p>
    </section>
  );
}
