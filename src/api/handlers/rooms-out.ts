import { dayIn, usdIn } from "#api/fields.ts";
import type { Answer, Asked } from "#api/handler.ts";
import { wire } from "#api/wire.ts";
import { toSign } from "#app/desk/e-sign.ts";
import type { InRoom } from "#app/desk/guest.ts";
import type { LetIn } from "#app/desk/guest-list.ts";
import type { Day } from "#base/day.ts";
import type { JointFacts, Move } from "#case/event-room.ts";
import { isSettled, jointOffers, moveState, restsOn, roomOpen, signaturesOf, speaksForPayer } from "#case/room.ts";
import type { CaseView, Room, RoomMove } from "#case/state.ts";
import { csvRows } from "#store/export-rows.ts";

/** Rooms as they go out, field by field: nothing of a case reaches a guest by being part of something else. */

type GuestRoom = Exclude<Answer<"getRoom">, Response>;
type RoomRow = Exclude<Answer<"listRooms">, Response>["rooms"][number];
type Moved = RoomRow["moves"][number];
type Guest = Exclude<Answer<"listGuests">, Response>["rows"][number];

/** What a guest asks, read as days and amounts. Throws Refused. */
export function moveIn(body: Asked<"moveInRoom">["body"]): Move {
  switch (body.is) {
    case "offer":
      return { is: body.is, amount: usdIn(body.amount, "amount"), expires: dayIn(body.expires, "expires") };
    case "dispute fact": {
      const { is, line, what, says } = body;
      return { is, what, says, ...(line !== undefined && { line }) };
    }
    default:
      return body;
  }
}

function movedOut(view: CaseView, moved: RoomMove): Moved {
  const { event, on, move } = moved;
  const none = { amount: null, expires: null, offer: null, line: null, what: null, words: null };
  const base = { ...none, event, on, is: move.is, state: moveState(view, moved) };
  switch (move.is) {
    case "offer":
      return {
        ...{ ...base, amount: wire(move.amount), expires: move.expires },
        offer: view.offers.find((o) => o.move === event)?.event ?? null,
      };
    case "accept":
      return { ...base, offer: move.offer };
    case "reject":
      return { ...base, offer: move.offer, words: move.why };
    case "dispute fact":
      return { ...base, line: move.line ?? null, what: move.what, words: move.says };
  }
}

/** The newest agreement in force, as both sides see it. */
export function agreementOut(view: CaseView): GuestRoom["agreement"] {
  const found = toSign(view);
  if (found === undefined) return null;
  const { event, amount, basis, agreed, due } = found;
  const signatures = signaturesOf(view, event);
  const taken = view.offers.find((o) => o.event === found.offer)?.amount;
  return {
    ...{ event, amount: wire(amount), basis, agreed, due },
    of: taken === undefined ? null : wire(taken),
    sha256: signatures[0]?.sha256 ?? null,
    signatures: signatures.map(({ side, name, title, on, at }) => ({ side, name, title, on, at })),
  };
}

const fileOf = (view: CaseView, event: number): string | null =>
  view.files.find((f) => f.event === event && f.removed === undefined)?.name ?? null;

/** A room as our own people see it. */
export function roomOut(view: CaseView, room: Room, today: Day, looked: string | undefined): RoomRow {
  const open = roomOpen(view, today, room.event);
  return {
    ...{ event: room.event, name: room.name, organization: room.organization, email: room.email ?? null },
    ...{ relation: room.relation, opened: room.on, ends: room.ends },
    baa: room.baa === undefined ? null : { signed: room.baa.signed, file: fileOf(view, room.baa.file) },
    state: open.ok ? "open" : room.closed === undefined ? "ended" : "closed",
    why: open.ok ? null : room.closed === undefined ? open.error.message : `Closed ${room.closed.why}.`,
    entered: room.entered.at(-1)?.at ?? null,
    looked: looked ?? null,
    moves: room.moves.map((m) => movedOut(view, m)),
  };
}

/** A guest in the list over all cases. */
export function letInOut({ view, room, looked, ...g }: LetIn, today: Day): Guest {
  const { moves: _, ...shown } = roomOut(view, room, today, looked);
  return {
    ...{ case: g.caseId, number: g.number, client: g.client, room: shown },
    ...{ rests: restsOn(room), shares: [...room.shares] },
  };
}

const COLUMNS = [
  ...["name", "organization", "relation", "client", "case", "rests on", "agreement signed", "its file", "shown"],
  ...["opened", "last day", "state", "why", "looked in last"],
];

/** The same as a table for a spreadsheet. */
export function guestsCsv(rows: readonly Guest[]): string {
  const body = rows.map(({ room: r, ...g }) => [
    ...[r.name, r.organization, r.relation, g.client.name, g.number, g.rests, r.baa?.signed, r.baa?.file],
    ...[g.shares.join("; "), r.opened, r.ends, r.state, r.why, r.looked],
  ]);
  return csvRows([COLUMNS, ...body]);
}

type Amounts = NonNullable<JointFacts["amounts"]>;

const amountsOut = (of: Amounts | undefined): GuestRoom["facts"]["amounts"] =>
  of === undefined ? null : { billed: wire(of.billed), allowed: wire(of.allowed), paid: wire(of.paid) };

const factsOut = ({ claim, day, lines, amounts }: JointFacts): GuestRoom["facts"] => ({
  claim,
  day: day ?? null,
  lines: lines.map((l) => ({
    ...{ number: l.number, code: l.code, modifiers: [...l.modifiers], units: l.units, day: l.day ?? null },
    amounts: amountsOut(l.amounts),
  })),
  amounts: amountsOut(amounts),
});

/** The room as its guest sees it. Of other guests and what they asked it says nothing. */
export function guestRoomOut({ view, room }: InRoom, today: Day): GuestRoom {
  return {
    host: room.host,
    guest: { name: room.name, organization: room.organization },
    speaks: speaksForPayer(room),
    ...{ today, ends: room.ends, factsOf: room.on },
    facts: factsOut(room.facts),
    offers: jointOffers(view, today).map(({ event, from, amount, made, expires, state }) => ({
      ...{ event, from, amount: wire(amount), made, expires: expires ?? null, state },
    })),
    moves: room.moves.map((m) => movedOut(view, m)),
    agreement: agreementOut(view),
    settled: isSettled(view),
  };
}
