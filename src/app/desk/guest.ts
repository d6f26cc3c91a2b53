import { momentBefore } from "#app/clock.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Act } from "#case/command.ts";
import { decide } from "#case/decider.ts";
import { type Actor, instant } from "#case/event.ts";
import type { Refusal } from "#case/refusal.ts";
import { roomOpen } from "#case/room.ts";
import type { CaseState, CaseView, Room } from "#case/state.ts";
import type { Guest } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { renewWithin } from "./act.ts";
import { appendAll, type LoggedCase, loadCase, lockCases } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { type NotNow, notNow } from "./refused.ts";
import { digestOf, FAILURES_MOST, isPasscode, newSecret } from "./room-door.ts";
import { closeRoom } from "./rooms.ts";

/** A room as its guest comes in, looks and asks. Whatever a guest reads and writes goes through the policies of a guest. */

/** Who came in by a room's link and passcode. A guest is no person of the organization and has no client. */
export interface GuestIn extends Guest {
  readonly client: string;
  readonly caseId: string;
  /** The event that opened the room. */
  readonly event: number;
  /** When the session ends, whatever happens. */
  readonly endsAt: string;
}

const SESSION_HOURS = 12;
const HOUR_MS = 3_600_000;

/** Parley itself, where a room closes without a person. */
const BY_DOOR: Actor = { kind: "rule", id: "room", name: "The room's door" };

/** The same for an unknown link, a wrong passcode and a room that is no more, so that none of them is told apart. */
const WRONG = notNow("not-allowed", "This link and this passcode do not open a room.");

interface Door extends Guest {
  readonly client: string;
  readonly case_id: string;
  readonly event: number;
}

/** The room of a link and a passcode. The eighth wrong one closes the room. */
async function doorOf(desk: Desk, secret: string, passcode: string): Promise<Door | undefined> {
  const link = digestOf(secret);
  const row = await desk.store.asSystem(({ db }) =>
    db
      .selectFrom("room")
      .select(["org", "client", "id as room", "case_id", "event", "passcode", "closed_at"])
      .where("link", "=", link)
      .executeTakeFirst(),
  );
  // Counted before it is looked at: tries at the same moment are all counted.
  const failed = row && (await countTry(desk, row));
  const isRight = await isPasscode(passcode, row?.passcode);
  if (row === undefined || failed === undefined || row.closed_at !== null) return undefined;
  if (isRight && failed <= FAILURES_MOST) {
    await countTry(desk, row, 0);
    return row;
  }
  if (failed >= FAILURES_MOST) {
    const own = { org: row.org, clients: [row.client] };
    const which = { caseId: row.case_id, room: row.event, why: "too many wrong passcodes" } as const;
    await closeRoom(desk, own, BY_DOOR, which);
  }
  return undefined;
}

/** Counts one try of a room, or sets the count, and says what it is now. */
const countTry = (desk: Desk, { org, room }: Guest, to?: number): Promise<number> =>
  desk.store.asSystem(async ({ db }) => {
    const row = await db
      .updateTable("room")
      .set(({ eb }) => ({ failed: to ?? eb("failed", "+", 1) }))
      .where("org", "=", org)
      .where("id", "=", room)
      .returning("failed")
      .executeTakeFirstOrThrow();
    return row.failed;
  });

/** Lets a guest in and gives the secret of their session, or says nothing of why not beside what they may know. */
export async function enterRoom(
  desk: Desk,
  asked: { readonly secret: string; readonly passcode: string },
): Promise<Result<string, NotNow>> {
  const door = await doorOf(desk, asked.secret, asked.passcode);
  if (door === undefined) return err(WRONG);
  const { org, client, room, case_id: caseId, event } = door;
  const entered = await actAsGuest(
    desk,
    { org, client, room, caseId, event, endsAt: "" },
    { type: "enter room", room: event },
  );
  if (!entered.ok) return entered;
  const token = newSecret();
  await desk.store.asSystem(({ db, now }) =>
    db
      .insertInto("guest_session")
      .values({
        ...{ org, client, id: newId(now), room, token: digestOf(token), made_at: now },
        ends_at: momentBefore(now, -SESSION_HOURS * HOUR_MS),
      })
      .execute(),
  );
  return ok(token);
}

/** Whose cookie it is; undefined when it is nobody's any more. */
export async function guestOf(desk: Desk, token: string): Promise<GuestIn | undefined> {
  return await desk.store.asSystem(async ({ db, now }) => {
    const row = await db
      .selectFrom("guest_session")
      .innerJoin("room", (j) =>
        j.onRef("room.org", "=", "guest_session.org").onRef("room.id", "=", "guest_session.room"),
      )
      .select(["room.org", "room.client", "room.id", "room.case_id", "room.event", "guest_session.ends_at"])
      .where("guest_session.token", "=", digestOf(token))
      .where("guest_session.ends_at", ">", now)
      .where("room.closed_at", "is", null)
      .executeTakeFirst();
    return (
      row && {
        ...{ org: row.org, client: row.client, room: row.id, caseId: row.case_id, event: row.event },
        endsAt: row.ends_at,
      }
    );
  });
}

/** Whether a cookie still opens its room, for what goes on while nobody asks. */
export async function isStillIn(desk: Desk, token: string): Promise<boolean> {
  const guest = await guestOf(desk, token);
  if (guest === undefined) return false;
  return (await desk.store.asGuest(guest, async (tx) => inRoom(await loadCase(tx, guest.caseId), guest, desk))).ok;
}

/** Ends the session of a cookie. */
export async function leaveRoom(desk: Desk, token: string): Promise<void> {
  await desk.store.asSystem(({ db }) => db.deleteFrom("guest_session").where("token", "=", digestOf(token)).execute());
}

/** A case as a guest stands before it: the room is open today. */
export interface InRoom {
  readonly state: CaseState;
  readonly view: CaseView;
  readonly room: Room;
}

const ENDED = "This room is closed. Ask whoever sent you the link for another.";

/** A refusal as a guest is told it. */
function saidToGuest({ code, message }: Refusal): NotNow {
  if (code === "stale") return notNow("stale-version", message);
  return notNow("not-now", `${message} Nothing was changed.`);
}

function inRoom(of: LoggedCase | undefined, { event }: GuestIn, desk: Desk): Result<InRoom, NotNow> {
  const view = of?.state.view;
  const room = view && roomOpen(view, desk.today(), event);
  if (of === undefined || view === undefined || room?.ok !== true) return err(notNow("not-signed-in", ENDED));
  return ok({ state: of.state, view, room: room.value });
}

/** What `look` makes of the room, read under the policies of the guest and written down as read. */
export async function lookInRoom<T>(
  desk: Desk,
  guest: GuestIn,
  request: string,
  look: (at: InRoom) => T,
): Promise<Result<T, NotNow>> {
  return await desk.store.asGuest(guest, async (tx) => {
    const at = inRoom(await loadCase(tx, guest.caseId), guest, desk);
    if (!at.ok) return at;
    await noteLook(tx, guest, request);
    return ok(look(at.value));
  });
}

async function noteLook({ db, now }: TenantTx, guest: GuestIn, request: string): Promise<void> {
  const { org, client, room, caseId } = guest;
  await db.updateTable("room").set({ seen_at: now }).where("org", "=", org).where("id", "=", room).execute();
  const row = { org, client, id: newId(now), at: now, guest: room, act: "room", subject: caseId, request };
  await db.insertInto("access_log").values(row).execute();
}

type GuestAct = Extract<Act, { type: "enter room" | "move in room" | "sign agreement" }>;

/**
 * Appends what a guest does to the history of their case. The live row is Parley's own to renew, in the same transaction: a
 * guest only moves its version on.
 */
export async function actAsGuest(desk: Desk, guest: GuestIn, act: GuestAct): Promise<Result<undefined, NotNow>> {
  const { org, client, caseId } = guest;
  const done = await desk.store.asGuest(guest, async (tx, handOver) => {
    const of = (await lockCases(tx, [caseId])).get(caseId);
    const at = inRoom(of, guest, desk);
    if (of === undefined || !at.ok) return at.ok ? err(notNow("not-signed-in", ENDED)) : at;
    const { room } = at.value;
    const by: Actor = { kind: "guest", id: guest.room, name: room.name };
    const stamp = { by, at: instant(tx.now), on: desk.today() };
    const decided = decide(of.state, { ...stamp, saw: of.state.version, act });
    if (!decided.ok) return err(saidToGuest(decided.error));
    const version = of.state.version + decided.value.length;
    await tx.db.updateTable("case_row").set({ version }).where("org", "=", org).where("id", "=", caseId).execute();
    await appendAll(tx, [{ caseId, client, events: decided.value }]);
    if (act.type !== "enter room") await renewWithin(await handOver(client), caseId, BY_DOOR, desk.today());
    return ok({ version, name: room.name });
  });
  if (!done.ok) return done;
  const { version, name } = done.value;
  desk.tell(org, { topic: "cases", client, cases: [{ case: caseId, version }], by: name });
  return ok(undefined);
}
