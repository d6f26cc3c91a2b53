import { momentPlace, pageOf, placeIn } from "#api/cursor.ts";
import { dayIn } from "#api/fields.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { originOf } from "#api/headers.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { roomCookie, setRoomCookie } from "#api/room-cookie.ts";
import { noteReads } from "#app/desk/access.ts";
import { loadCase } from "#app/desk/case-log.ts";
import { rowOf } from "#app/desk/case-sheet.ts";
import { signedPaper, signForThem, signForUs } from "#app/desk/e-sign.ts";
import { actAsGuest, enterRoom, isStillIn, leaveRoom, lookInRoom } from "#app/desk/guest.ts";
import { listLetIn } from "#app/desk/guest-list.ts";
import { type Paper, printed } from "#app/desk/papers.ts";
import { closeRoom, looksOf, openRoom } from "#app/desk/rooms.ts";
import type { CaseView } from "#case/state.ts";
import { actorOf, noCase, noteCase } from "./cases.ts";
import { orRefusePaper, savedAs } from "./cases-papers.ts";
import { agreementOut, guestRoomOut, guestsCsv, letInOut, moveIn, roomOut } from "./rooms-out.ts";

/** A room shared with the other side: as our own people keep it, and as its guest sees it. */

type Ours =
  | "listGuests"
  | "exportGuests"
  | "listRooms"
  | "openRoom"
  | "closeRoom"
  | "signAgreement"
  | "getSignedAgreement";
type Guests = "enterRoom" | "getRoom" | "moveInRoom" | "signInRoom" | "getRoomAgreement" | "getRoomLive" | "leaveRoom";

async function pdfOf(paper: Omit<Paper, "row"> | undefined): Promise<Response> {
  if (paper === undefined) throw new Refused("not-found", "Nobody has signed this agreement yet.");
  return new Response(Uint8Array.from(await printed(paper)), {
    headers: savedAs(`${paper.name}.pdf`, "application/pdf"),
  });
}

/** Rows of one file. */
const GUESTS_SAVED = 10_000;

/** A case of ours by its key, read and written down as read. Throws Refused. */
async function viewOf(asked: Asked<"listRooms" | "getSignedAgreement">, act: string) {
  return await asked.as(async (tx) => {
    const row = await rowOf(tx, asked.params.case);
    const view = row && (await loadCase(tx, row.id))?.state.view;
    if (row === undefined || view === undefined) throw noCase();
    await noteCase(tx, act, row, asked.id);
    return { view, looks: await looksOf(tx, row.id) };
  });
}

/** Guests, with the cases they were read from written down as read. */
async function letIn(asked: Asked<"listGuests" | "exportGuests">, limit: number, cursor?: string) {
  const { client, side } = asked.query;
  const after = placeIn(momentPlace, cursor);
  return await asked.as(async (tx) => {
    const found = await listLetIn(tx, { limit, client, side, after });
    const read = new Map(found.slice(0, limit).map((g) => [g.caseId, { client: g.client.id, subject: g.caseId }]));
    await noteReads(tx, "guests", [...read.values()], asked.id);
    return found;
  });
}

export const ROOMS: HandlersOf<Ours> = {
  listGuests: async (asked) => {
    const { limit, cursor } = asked.query;
    const today = asked.hall.open.desk.today();
    const found = await letIn(asked, limit, cursor);
    return pageOf(
      found,
      limit,
      (g) => ({ at: g.openedAt, id: g.id }),
      (g) => letInOut(g, today),
    );
  },

  exportGuests: async (asked) => {
    const today = asked.hall.open.desk.today();
    const rows = (await letIn(asked, GUESTS_SAVED)).slice(0, GUESTS_SAVED).map((g) => letInOut(g, today));
    return new Response(guestsCsv(rows), { headers: savedAs(`guests-${today}.csv`, "text/csv; charset=utf-8") });
  },

  listRooms: async (asked) => {
    const { view, looks } = await viewOf(asked, "rooms");
    const today = asked.hall.open.desk.today();
    const rooms = view.rooms.map((r) => roomOut(view, r, today, looks.get(r.event))).reverse();
    return { rooms, agreement: agreementOut(view) };
  },

  openRoom: async (asked) => {
    const { hall, who, params, body } = asked;
    const { ends, baa, email, ...more } = body.invitation;
    const invitation = {
      ...{ ...more, ends: dayIn(ends, "invitation.ends") },
      ...(email !== undefined && { email }),
      ...(baa !== undefined && { baa: { ...baa, signed: dayIn(baa.signed, "invitation.baa.signed") } }),
    };
    const given = { caseId: params.case, saw: body.saw, invitation };
    const keys = orRefuse(await openRoom(hall.open.desk, who.principal, actorOf(who), given));
    // After the # so that no server and no log of one ever sees it.
    return { link: `${originOf(asked.request)}/room#${keys.secret}`, passcode: keys.passcode };
  },

  closeRoom: async ({ hall, who, params }) => {
    const which = { caseId: params.case, room: params.event, why: "by hand" } as const;
    orRefuse(await closeRoom(hall.open.desk, who.principal, actorOf(who), which));
    return undefined;
  },

  signAgreement: async ({ hall, who, params, body }) => {
    const { saw, agreement, name, title } = body;
    const given = { caseId: params.case, saw, agreement, name, title };
    return { sha256: orRefusePaper(await signForUs(hall.open.desk, who.principal, actorOf(who), given)) };
  },

  getSignedAgreement: async (asked) =>
    await pdfOf(signedPaper((await viewOf(asked, "signed agreement")).view, asked.params.event)),
};

const latest = (view: CaseView) => agreementOut(view)?.event;

export const GUEST: HandlersOf<Guests> = {
  enterRoom: async ({ hall, body, request, address }) => {
    await hall.limits.count("tries", address);
    const token = orRefuse(await enterRoom(hall.open.desk, body));
    const isSecure = originOf(request).startsWith("https:");
    return new Response(null, {
      status: 204,
      headers: { "set-cookie": setRoomCookie(token, isSecure), "cache-control": "no-store" },
    });
  },

  getRoom: async ({ hall, guest, id }) => {
    const { desk } = hall.open;
    return orRefuse(await lookInRoom(desk, guest, id, (at) => guestRoomOut(at, desk.today())));
  },

  moveInRoom: async ({ hall, guest, body }) => {
    const move = moveIn(body);
    orRefuse(await actAsGuest(hall.open.desk, guest, { type: "move in room", room: guest.event, move }));
    return undefined;
  },

  signInRoom: async ({ hall, guest, body }) => {
    const { agreement, sha256, name, title } = body;
    orRefuse(await signForThem(hall.open.desk, guest, { agreement, sha256, name, title }));
    return undefined;
  },

  getRoomAgreement: async ({ hall, guest, id }) => {
    const paper = orRefuse(
      await lookInRoom(hall.open.desk, guest, id, ({ view }) => signedPaper(view, latest(view) ?? 0)),
    );
    return await pdfOf(paper);
  },

  getRoomLive: async ({ hall, guest, request }) => {
    const token = roomCookie(request.headers) ?? "";
    return hall.live.listenInRoom(guest, () => isStillIn(hall.open.desk, token));
  },

  leaveRoom: async ({ hall, request }) => {
    await leaveRoom(hall.open.desk, roomCookie(request.headers) ?? "");
    return new Response(null, { status: 204, headers: { "set-cookie": setRoomCookie(undefined, false) } });
  },
};
