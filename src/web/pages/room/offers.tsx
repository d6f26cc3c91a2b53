import { centsOf, dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { showMoney } from "#web/kit/money-words.ts";
import { type GuestRoom, newestOf } from "./room-data.ts";

/** What was offered both ways, and what the guest asked that nobody has recorded yet. */

const usd = (amount: string): string => showMoney(centsOf(amount), "exact");
const STATES: Readonly<Record<GuestRoom["offers"][number]["state"], string>> = {
  open: "Open",
  withdrawn: "Withdrawn",
  expired: "Expired",
  rejected: "Turned down",
  accepted: "Accepted",
  agreed: "Agreed",
};
/** A later offer of the same side takes the place of an open one, and an agreement of all of them. */
function stateSaid({ offers, settled }: GuestRoom, o: GuestRoom["offers"][number]): string {
  if (o.state !== "open") return STATES[o.state];
  if (settled) return "Past";
  return newestOf(offers, o.from) === o ? STATES.open : "Replaced by a later one";
}

const MOVES: Readonly<Record<GuestRoom["moves"][number]["state"], string>> = {
  waiting: "waits for the other side to record it",
  recorded: "recorded",
  past: "came too late: what it answers stands no more",
  said: "said",
};

function saidOf(move: GuestRoom["moves"][number], offers: GuestRoom["offers"]): string {
  const ours = offers.find((o) => o.event === move.offer);
  const of = ours === undefined ? "their offer" : `their offer of ${usd(ours.amount)}`;
  switch (move.is) {
    case "offer":
      return `You offered ${usd(move.amount ?? "0.00")}`;
    case "accept":
      return `You took ${of}`;
    case "reject":
      return `You turned down ${of}: ${move.words}`;
    case "dispute fact":
      return `You said that ${move.what}${move.line === null ? "" : ` of line ${move.line}`} is otherwise: ${move.words}`;
  }
}

export function OffersSection({ room }: { readonly room: GuestRoom }) {
  return (
    <section aria-labelledby="room-offers" aria-live="polite">
      <h2 id="room-offers">Offers</h2>
      {room.offers.length === 0 ? (
        <p className="sm t2">Nothing was offered yet by either side.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard (axe scrollable-region-focusable)
        <section className="room-scroll" aria-label="Offers of both sides" tabIndex={0}>
          <table className="room-table">
            <caption className="vh">Offers of both sides, oldest first</caption>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col" className="num">
                  Amount
                </th>
                <th scope="col">Made</th>
                <th scope="col">Stands through</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {room.offers.map((o) => (
                <tr key={o.event}>
                  <td>{o.from === "us" ? room.host : "The plan"}</td>
                  <td className="num b">{usd(o.amount)}</td>
                  <td>{showDateOfYear(dayOf(o.made))}</td>
                  <td>{o.expires === null ? "No last day" : showDateOfYear(dayOf(o.expires))}</td>
                  <td>{stateSaid(room, o)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {room.moves.length > 0 && (
        <>
          <h3 className="mt3">What you said here</h3>
          <ul className="sm notes mt1">
            {room.moves.map((m) => (
              <li key={m.event}>
                {saidOf(m, room.offers)}{" "}
                <span className="t2">
                  ({showDateOfYear(dayOf(m.on))}, {MOVES[m.state]})
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
