import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { ProblemState } from "#web/kit/states.tsx";
import { caseQuery } from "#web/pages/case/case-data.ts";
import { useDesk } from "#web/pages/case/desk.ts";
import { download } from "#web/pages/case/download.ts";
import { whenOf } from "#web/pages/case/moment-words.ts";
import { NoPaper } from "#web/pages/case/signing.tsx";
import { useTab } from "#web/pages/case/use-tab.ts";
import { Signatures, type Signer, SignForm } from "#web/pages/room/sign-form.tsx";
import { toast } from "#web/shell/toast.tsx";
import { Invite } from "./room-invite.tsx";

/** Rooms of this case: whom we asked in, what they said that waits for us, and the signing of what was agreed. */

type Rooms = Answer<"listRooms">;
type Room = Rooms["rooms"][number];

// Under the case, so that whatever renews the case renews its rooms.
const roomsQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "rooms"],
    queryFn: () => answered(api.GET("/v1/cases/{case}/rooms", { params: { path: { case: id } } })),
  });

/** Everything of a case is read again: a room changes its history, its dues and its offers. */
function useCaseAgain(): () => Promise<void> {
  const queries = useQueryClient();
  const { id } = useDesk().view.row;
  return () => queries.invalidateQueries({ queryKey: ["case", id] });
}

export function RoomsHere() {
  const { view, past } = useDesk();
  const may = useMay("log offers") && !past;
  const { data, error } = useQuery(roomsQuery(view.row.id));
  const [asking, setAsking] = useState(false);
  if (data === undefined) return error === null ? null : <ProblemState thrown={error} />;
  return (
    <section className="rooms" aria-label="Rooms">
      <h2>Rooms with the other side</h2>
      {data.rooms.length === 0 && !asking && (
        <p className="sm t2">
          Nobody was asked in. A room shows the other side the claim’s facts and both sides’ offers, and nothing else.
        </p>
      )}
      {data.rooms.map((r) => (
        <RoomRow key={r.event} room={r} may={may} />
      ))}
      {data.agreement !== null && <Signing agreement={data.agreement} past={past} />}
      {may &&
        (asking ? (
          <Invite done={() => setAsking(false)} />
        ) : (
          <Button size="small" onClick={() => setAsking(true)}>
            Ask somebody in
          </Button>
        ))}
    </section>
  );
}

const STATES: Readonly<Record<Room["state"], string>> = { open: "open", closed: "closed", ended: "ended" };

function RoomRow({ room, may }: { readonly room: Room; readonly may: boolean }) {
  const { view, today } = useDesk();
  const { id } = view.row;
  const again = useCaseAgain();
  const close = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/v1/cases/{case}/rooms/{event}/close", {
          params: { path: { case: id, event: room.event }, header: newKey() },
        }),
      ),
    onSuccess: again,
  });
  const looked = room.looked ?? room.entered;
  return (
    <div className="room-row">
      <p className="sm">
        <b>{room.name}</b>, {room.organization}
        {room.email !== null && `, ${room.email}`}
        <span className="sub">
          {STATES[room.state]}, through {showDateOfYear(dayOf(room.ends))};{" "}
          {looked === null ? "has not come in yet" : `last look ${whenOf(dayOf(looked.slice(0, 10)), looked, today)}`}
          {room.why !== null && `. ${room.why}`}
        </span>
        {room.baa !== null && (
          <span className="sub">
            {room.relation}, by the business associate agreement of {showDateOfYear(dayOf(room.baa.signed))}
            {room.baa.file === null ? ", whose file was removed" : `, ${room.baa.file}`}
          </span>
        )}
      </p>
      {room.moves.map((m) => (
        <MoveRow key={m.event} of={room} move={m} />
      ))}
      {room.state === "open" && may && (
        <Button size="small" kind="quiet" busy={close.isPending} onClick={() => close.mutate()}>
          Close the room of {room.name}
        </Button>
      )}
      {close.isError && <ProblemState thrown={close.error} />}
    </div>
  );
}

type MoveOf = Room["moves"][number];

function saidOf(move: MoveOf, ours: string): string {
  switch (move.is) {
    case "offer":
      return `Offers ${showMoney(centsOf(move.amount ?? "0.00"), "exact")}${move.expires === null ? "" : `, through ${showDateOfYear(dayOf(move.expires))}`}`;
    case "accept":
      return `Takes ${ours}`;
    case "reject":
      return `Turns down ${ours}: ${move.words}`;
    case "dispute fact":
      return `Says that ${move.what}${move.line === null ? "" : ` of line ${move.line}`} is otherwise: ${move.words}`;
  }
}

/** What the guest asked, and the act by which one of us records it. */
function MoveRow({ of, move }: { readonly of: Room; readonly move: MoveOf }) {
  const { view, may, send, busy, open } = useDesk();
  const { go } = useTab();
  const offer = view.offers.find((o) => o.event === move.offer);
  const ours = offer === undefined ? "our offer" : `our offer of ${showMoney(centsOf(offer.amount), "exact")}`;
  const waits = move.state === "waiting";
  const standing = move.is === "offer" && offer?.state === "standing" ? offer : undefined;
  const source = `room, by ${of.name}`;
  return (
    <div className="room-move">
      <p className="sm">
        {saidOf(move, ours)}{" "}
        <span className="t3">
          ({showDateOfYear(dayOf(move.on))}
          {waits ? ", waits for you" : ""})
        </span>
      </p>
      {waits && move.is === "offer" && move.amount !== null && may("log offer") && (
        <TheirOffer of={move} amount={move.amount} source={source} />
      )}
      {standing !== undefined && may("accept offer") && (
        <Button size="small" onClick={() => open({ of: "accept", offer: standing.event })}>
          Take their {showMoney(centsOf(standing.amount), "exact")} ...
        </Button>
      )}
      {waits && move.is === "accept" && may("enter agreement") && (
        <Button
          size="small"
          onClick={() => {
            open({ of: "agreement", offer: move.offer ?? 0, source });
            go("payments");
          }}
        >
          Record the agreement
        </Button>
      )}
      {waits && move.is === "reject" && move.offer !== null && may("reject offer") && (
        <Button
          size="small"
          busy={busy}
          onClick={() =>
            void send(
              { type: "reject offer", offer: move.offer ?? 0, reason: `${source}: ${move.words}` },
              "Recorded that they turned it down.",
            )
          }
        >
          Record that they turned it down
        </Button>
      )}
    </div>
  );
}

/** What they offered is put on the case as theirs, to be weighed or, in the same breath, to be taken. */
function TheirOffer({ of, amount, source }: { readonly of: MoveOf; readonly amount: string; readonly source: string }) {
  const { view, send, busy, open } = useDesk();
  // The case itself says so only once the offer stands.
  const mayTake = useMay("enter agreements");
  const queries = useQueryClient();
  const said = showMoney(centsOf(amount), "exact");
  const confirm = () =>
    send(
      {
        ...{ type: "log offer", from: "them", way: "portal", source, move: of.event, amount, made: of.on },
        ...(of.expires !== null && { expires: of.expires }),
      },
      "Their offer is on the case.",
    );
  const take = async () => {
    if (!(await confirm())) return;
    const now = queries.getQueryData(caseQuery(view.row.id).queryKey);
    const made = now?.offers.findLast((o) => o.from === "them");
    if (made !== undefined) open({ of: "accept", offer: made.event });
  };
  return (
    <div className="row wrap">
      <Button size="small" busy={busy} onClick={() => void confirm()}>
        Confirm their offer of {said}
      </Button>
      {mayTake && (
        <Button size="small" kind="quiet" busy={busy} onClick={() => void take()}>
          Confirm and take it ...
        </Button>
      )}
    </div>
  );
}

function Signing({ agreement, past }: { readonly agreement: NonNullable<Rooms["agreement"]>; readonly past: boolean }) {
  const { view } = useDesk();
  const { id, number, version } = view.row;
  const again = useCaseAgain();
  const maySign = useMay("approve offers");
  const sign = useMutation({
    mutationFn: (signer: Signer) =>
      answered(
        api.POST("/v1/cases/{case}/signature", {
          params: { path: { case: id }, header: newKey() },
          body: { saw: version, agreement: agreement.event, ...signer },
        }),
      ),
    onSuccess: async () => {
      toast({ text: "Signed. The other side can read it and sign it in its room." });
      await again();
    },
  });
  const save = useMutation({
    mutationFn: () => download(`/v1/cases/${id}/signed/${agreement.event}`, `${number}.${agreement.event}.signed.pdf`),
  });
  const ours = agreement.signatures.some((s) => s.side === "us");
  return (
    <section aria-label="Sign electronically" className="room-move">
      <h3>Sign the agreement of {showMoney(centsOf(agreement.amount), "exact")}</h3>
      <Signatures signatures={agreement.signatures} host="us" />
      {agreement.sha256 !== null && (
        <p className="xs t3 room-hash">
          Hash of the paper <span className="mono">{agreement.sha256}</span>
        </p>
      )}
      {ours && (
        <Button size="small" busy={save.isPending} onClick={() => save.mutate()}>
          Save the agreement with its signatures
        </Button>
      )}
      {save.isError && <NoPaper thrown={save.error} />}
      {!ours && !past && maySign && (
        <SignForm busy={sign.isPending} wrong={null} name="" sign={(s) => sign.mutate(s)} />
      )}
      {sign.isError && <NoPaper thrown={sign.error} />}
      {!ours && !maySign && (
        <p className="xs t3">
          <Glyph name="lock" s /> Somebody who may approve offers signs for us.
        </p>
      )}
    </section>
  );
}
