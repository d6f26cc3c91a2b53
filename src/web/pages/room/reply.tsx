import { useState } from "react";
import { plusDays } from "#base/day.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { MoneyField, TextArea, TextField } from "#web/kit/fields.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Refusal } from "#web/pages/sign-in/gate.tsx";
import { type GuestRoom, newestOf, typedAmount, useMove } from "./room-data.ts";

/** What the payer's side may do: offer, and take or turn down what stands open to it. */

/** An offer stands two weeks unless its maker says otherwise, and ninety days at most. */
const USUAL_DAYS = 14;
const MOST_DAYS = 90;

export function Reply({ room }: { readonly room: GuestRoom }) {
  if (room.settled) return room.agreement === null ? <Decided room={room} /> : null;
  const toThem = newestOf(room.offers, "us");
  const answered = new Set(room.moves.flatMap((m) => (m.state === "waiting" && m.offer !== null ? [m.offer] : [])));
  return (
    <section aria-labelledby="room-reply" className="stack">
      <h2 id="room-reply">Your side</h2>
      {toThem !== undefined && !answered.has(toThem.event) && (
        <Answer key={toThem.event} room={room} offer={toThem.event} amount={toThem.amount} />
      )}
      <Offer room={room} />
    </section>
  );
}

/** What was decided elsewhere is not shown here, and is nothing to offer on. */
const Decided = ({ room }: { readonly room: GuestRoom }) => (
  <section aria-labelledby="room-decided">
    <h2 id="room-decided">This claim was decided</h2>
    <p className="sm t2">Nothing is offered here any more. {room.host} has the decision.</p>
  </section>
);

function Answer({
  room,
  offer,
  amount,
}: {
  readonly room: GuestRoom;
  readonly offer: number;
  readonly amount: string;
}) {
  const [turning, setTurning] = useState(false);
  const [why, setWhy] = useState("");
  const move = useMove("Passed on.");
  const usd = showMoney(centsOf(amount), "exact");
  return (
    <div className="room-answer stack">
      <p>
        {room.host} asks <b>{usd}</b>.
      </p>
      {turning ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            move.mutate({ is: "reject", offer, why });
          }}
        >
          <TextArea label="Why" required maxLength={1000} value={why} onChange={(e) => setWhy(e.target.value)} />
          <div className="row wrap">
            <Button type="submit" busy={move.isPending}>
              Turn down {usd}
            </Button>
            <Button kind="quiet" onClick={() => setTurning(false)}>
              Leave it
            </Button>
          </div>
        </form>
      ) : (
        <div className="row wrap">
          <Button kind="shared" busy={move.isPending} onClick={() => move.mutate({ is: "accept", offer })}>
            Take {usd}
          </Button>
          <Button onClick={() => setTurning(true)}>Turn it down</Button>
        </div>
      )}
      <p className="xs t3">
        A person of the other side records your answer; then there is an agreement for both to sign.
      </p>
      <Refusal thrown={move.error} />
    </div>
  );
}

function Offer({ room }: { readonly room: GuestRoom }) {
  const today = dayOf(room.today);
  const [amount, setAmount] = useState("");
  const [expires, setExpires] = useState<string>(plusDays(today, USUAL_DAYS));
  const move = useMove("Your offer was passed on.");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const given = { is: "offer", amount: typedAmount(amount), expires } as const;
        move.mutate(given, { onSuccess: () => setAmount("") });
      }}
    >
      <MoneyField label="Make an offer" required value={amount} onChange={(e) => setAmount(e.target.value)} />
      <TextField
        label="It stands through"
        type="date"
        required
        min={today}
        max={plusDays(today, MOST_DAYS)}
        value={expires}
        onChange={(e) => setExpires(e.target.value)}
      />
      <Refusal thrown={move.error} />
      <div>
        <Button type="submit" kind="shared" busy={move.isPending}>
          Send the offer
        </Button>
      </div>
    </form>
  );
}
