import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "#web/data/api.ts";
import { asProblem } from "#web/data/problem.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { TextField } from "#web/kit/fields.tsx";
import { Loading, ProblemState } from "#web/kit/states.tsx";
import { Gate, Refusal } from "#web/pages/sign-in/gate.tsx";
import { AgreementSection } from "./agreement.tsx";
import { FactsSection } from "./facts.tsx";
import { OffersSection } from "./offers.tsx";
import { Reply } from "./reply.tsx";
import { type GuestRoom, roomQuery, useRoomNews } from "./room-data.ts";
import "./room.css";

/** The secret of the link stands after its #, which no server and no log ever sees. */
const secretOf = (): string => globalThis.location.hash.slice(1);

/** Where a guest is: with the practice, and not with an organization of their own. */
const WHERE = `At ${globalThis.location.hostname}, a server of the practice that asked you in.`;

/** A room shared with the other side, as its guest sees it. */
export function RoomPage() {
  const [secret, setSecret] = useState(secretOf);
  if (secret !== "")
    return (
      <Door
        secret={secret}
        entered={() => {
          // What opened the door stays in no address bar and no history.
          globalThis.history.replaceState(null, "", "/room");
          setSecret("");
        }}
      />
    );
  return <Inside />;
}

function Door({ secret, entered }: { readonly secret: string; readonly entered: () => void }) {
  const queries = useQueryClient();
  const [passcode, setPasscode] = useState("");
  const enter = useMutation({
    networkMode: "always",
    mutationFn: () => answered(api.POST("/v1/room/enter", { body: { secret, passcode } })),
    onSuccess: () => {
      queries.removeQueries(roomQuery);
      entered();
    },
  });
  return (
    <Gate title="Room" where={WHERE} says="You were asked into a room about one claim.">
      <form
        className="stack gate-form"
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate();
        }}
      >
        <TextField
          label="Passcode"
          help="It came to you by another way than the link. After some wrong ones the room closes."
          autoComplete="off"
          required
          value={passcode}
          onChange={(event) => setPasscode(event.target.value)}
        />
        <Refusal thrown={enter.error} />
        <Button type="submit" kind="shared" busy={enter.isPending}>
          Come in
        </Button>
      </form>
      <p className="xs t3">
        No account is needed. That you came in, and what you do here, is kept on record by both sides.
      </p>
    </Gate>
  );
}

function Inside() {
  const room = useQuery(roomQuery);
  if (room.data !== undefined && !(room.isError && asProblem(room.error).is("not-signed-in")))
    return <Room room={room.data} failed={room.isError ? room.error : undefined} retry={() => void room.refetch()} />;
  if (room.isError && asProblem(room.error).is("not-signed-in"))
    return (
      <Gate title="Room" where={WHERE} says="This room is not open to you now.">
        <p className="sm t2">
          Open the link you were sent and type its passcode. If the room was closed or its last day has passed, ask
          whoever sent it for another.
        </p>
      </Gate>
    );
  return (
    <Gate title="Room" where={WHERE} says={room.isError ? "The room does not answer." : "Coming in."}>
      {room.isError ? <ProblemState thrown={room.error} retry={() => void room.refetch()} /> : <Loading />}
    </Gate>
  );
}

function Head({ room }: { readonly room: GuestRoom }) {
  const leave = useMutation({
    mutationFn: () => answered(api.POST("/v1/room/leave", {})),
    onSuccess: () => globalThis.location.reload(),
  });
  return (
    <header className="room-head">
      <div>
        <p className="b">{room.host}</p>
        <p className="sm">asked you in; you see what both sides see</p>
      </div>
      <div>
        <p className="b">{room.guest.organization}</p>
        <p className="sm">
          {room.guest.name}
          {!room.speaks && ", looking on for the provider"}
        </p>
      </div>
      <p className="sm push">open through {showDateOfYear(dayOf(room.ends))}</p>
      <button type="button" className="room-leave" onClick={() => leave.mutate()}>
        Leave the room
      </button>
    </header>
  );
}

function Room({
  room,
  failed,
  retry,
}: {
  readonly room: GuestRoom;
  readonly failed: unknown;
  readonly retry: () => void;
}) {
  useRoomNews();
  return (
    <div className="room">
      <title>Room · Parley</title>
      <Head room={room} />
      <main className="room-sheet" id="main">
        <h1 className="vh">Claim {room.facts.claim}</h1>
        {failed !== undefined && (
          <div className="room-failed">
            <ProblemState thrown={failed} retry={retry} />
          </div>
        )}
        <div className="room-cols">
          <div className="room-reply">
            <AgreementSection room={room} />
            {room.speaks && <Reply room={room} />}
          </div>
          <div className="room-main">
            <OffersSection room={room} />
            <FactsSection room={room} />
          </div>
        </div>
      </main>
    </div>
  );
}
