import { err, ok, type Result } from "#base/result.ts";
import type { Actor, Body } from "#case/event.ts";
import { type Invitation, jointFacts } from "#case/room.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { actWithin, tellChanged } from "./act.ts";
import { refusalSaid } from "./case-acts.ts";
import { lockCases } from "./case-log.ts";
import { rowOf } from "./case-sheet.ts";
import type { Desk } from "./desk.ts";
import { evaluateStored } from "./evaluate-claim.ts";
import { type NotNow, notNow } from "./refused.ts";
import { digestOf, newPasscode, newSecret, passcodeHash } from "./room-door.ts";

/** Rooms of a case as our own side opens, watches and closes them. */

const NO_CASE = notNow("not-found", "There is no such case.");

export interface RoomAsked {
  readonly caseId: string;
  readonly saw: number;
  readonly invitation: Omit<Invitation, "key" | "host">;
}

/** What opens the room, said this once: the store keeps digests. */
export interface RoomKeys {
  readonly secret: string;
  readonly passcode: string;
}

/** The joint facts of a case as they stand today, and the practice that asks in. */
async function sharedOf(
  tx: TenantTx,
  desk: Desk,
  caseId: string,
  shares: Invitation["shares"],
): Promise<Pick<Body<"room opened">, "facts" | "host"> | undefined> {
  const row = await rowOf(tx, caseId);
  const stored = row && (await evaluateStored(tx, desk, row.claim, { asOf: desk.today() }));
  if (row === undefined || stored === undefined) return undefined;
  const { name } = await tx.db
    .selectFrom("client")
    .select("name")
    .where("org", "=", tx.principal.org)
    .where("client", "=", row.client)
    .executeTakeFirstOrThrow();
  return { facts: jointFacts(stored.evaluation, shares), host: name };
}

/** Opens a room to somebody of the other side, or says why not. Nothing is sent: whoever asked passes the keys on. */
export async function openRoom(
  desk: Desk,
  principal: Principal,
  by: Actor,
  { caseId, saw, invitation }: RoomAsked,
): Promise<Result<RoomKeys, NotNow>> {
  const keys = { secret: newSecret(), passcode: newPasscode() };
  const passcode = await passcodeHash(keys.passcode);
  const shared = await desk.store.as(principal, (tx) => sharedOf(tx, desk, caseId, invitation.shares));
  if (shared === undefined) return err(NO_CASE);
  const said = await desk.store.as(principal, async (tx) => {
    const key = newId(tx.now);
    const act = { type: "open room", key, ...invitation, ...shared } as const;
    const acted = await actWithin(tx, [{ caseId, saw, act }], by, { today: desk.today() });
    const [done] = acted.done;
    if (done !== undefined)
      await tx.db
        .insertInto("room")
        .values({
          ...{ org: principal.org, client: done.client, id: key, case_id: caseId, event: done.after.version },
          ...{ name: invitation.name, link: digestOf(keys.secret), passcode, opened_at: tx.now },
        })
        .execute();
    return acted;
  });
  tellChanged(desk, principal, by, said.done);
  const [no] = said.refused;
  return no === undefined ? ok(keys) : err(await refusalSaid(desk, principal, caseId, no.refusal));
}

/** Closes a room and ends whoever is in it. */
export async function closeRoom(
  desk: Desk,
  principal: Principal,
  by: Actor,
  { caseId, room, why }: { readonly caseId: string; readonly room: number } & Pick<Body<"room closed">, "why">,
): Promise<Result<undefined, NotNow>> {
  const said = await desk.store.as(principal, async (tx) => {
    // Locked before it is read: a room is closed whatever else is done on its case at that moment.
    const version = (await lockCases(tx, [caseId])).get(caseId)?.state.version ?? 0;
    const act = { type: "close room", room, why } as const;
    const acted = await actWithin(tx, [{ caseId, saw: version, act }], by, { today: desk.today() });
    if (acted.done.length > 0) await shut(tx, caseId, room);
    return acted;
  });
  tellChanged(desk, principal, by, said.done);
  const [no] = said.refused;
  return no === undefined ? ok(undefined) : err(await refusalSaid(desk, principal, caseId, no.refusal));
}

async function shut({ db, now, principal: { org } }: TenantTx, caseId: string, event: number): Promise<void> {
  const closed = await db
    .updateTable("room")
    .set({ closed_at: now })
    .where("org", "=", org)
    .where("case_id", "=", caseId)
    .where("event", "=", event)
    .returning("id")
    .execute();
  const rooms = closed.map((r) => r.id);
  if (rooms.length > 0)
    await db.deleteFrom("guest_session").where("org", "=", org).where("room", "in", rooms).execute();
}

/** When each room of a case was last looked into, by the event that opened it. */
export async function looksOf(tx: TenantTx, caseId: string): Promise<ReadonlyMap<number, string>> {
  const rows = await tx.db
    .selectFrom("room")
    .select(["event", "seen_at"])
    .where("org", "=", tx.principal.org)
    .where("case_id", "=", caseId)
    .execute();
  return new Map(rows.flatMap(({ event, seen_at }) => (seen_at === null ? [] : [[event, seen_at] as const])));
}
