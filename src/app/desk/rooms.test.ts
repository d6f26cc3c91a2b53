import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plusDays } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson, TODAY } from "#test/desk.ts";
import { twoLineClaim } from "#test/invented-claims.ts";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { ENGINES } from "#test/stores.ts";
import { listAccess } from "./access.ts";
import { loadCase } from "./case-log.ts";
import { actAsGuest, enterRoom, type GuestIn, guestOf, lookInRoom } from "./guest.ts";
import { rebuildCases } from "./rebuild.ts";
import { FAILURES_MOST } from "./room-door.ts";
import { closeRoom, openRoom, type RoomAsked, type RoomKeys } from "./rooms.ts";

/** A room on both databases: opened by a person, entered by a guest, moved in, and closed. */

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

describe.each(ENGINES)("a room on %s", (_, open) => {
  let at: TestDesk;
  let lund: TestPerson;
  let caseId = "";
  let keys: RoomKeys;
  let guest: GuestIn;

  beforeAll(async () => {
    at = await openTestDesk(1, open);
    lund = await at.person("Maren Lund", "negotiator");
    const [mine = ""] = at.clients;
    const payer = { key: "northfield", name: "Northfield Mutual (synthetic)" };
    ({ caseId } = await openCase(at, mine, twoLineClaim("ED-9001", payer)));
  });
  afterAll(() => at.close());

  const stateOf = async () => (await at.desk.store.as(at.owner, (tx) => loadCase(tx, caseId)))?.state;

  test("is opened by a person and entered by its link and passcode", async () => {
    const invitation: RoomAsked["invitation"] = {
      name: "P. Ott",
      organization: "Northfield Mutual (synthetic)",
      relation: "payer",
      shares: ["billing lines", "amounts"],
      ends: plusDays(TODAY, 14),
    };
    const given = { caseId, saw: (await stateOf())?.version ?? 0, invitation };
    const opened = await openRoom(at.desk, lund.principal, lund.actor, given);
    if (!opened.ok) throw new Error(opened.error.sentence);
    keys = opened.value;
    const entered = await enterRoom(at.desk, keys);
    if (!entered.ok) throw new Error(entered.error.sentence);
    const found = await guestOf(at.desk, entered.value);
    if (found === undefined) throw new Error("the session is nobody's");
    guest = found;
    expect(await guestOf(at.desk, "x".repeat(43))).toBeUndefined();
  });

  test("shows its facts, and the look is on record under the guest's name", async () => {
    const seen = await lookInRoom(at.desk, guest, "request-1", ({ room }) => room.facts.lines.map((l) => l.number));
    expect(seen).toEqual({ ok: true, value: [1, 2] });
    const rows = await at.desk.store.as(at.owner, (tx) => listAccess(tx, { limit: 10, subject: caseId }));
    expect(rows.find((r) => r.act === "room")).toMatchObject({ person: "P. Ott", subject: caseId });
  });

  test("takes an offer, which the live row waits for, the same when it is made again from the history", async () => {
    const move = { is: "offer", amount: usd("10.00"), expires: plusDays(TODAY, 14) } as const;
    expect((await actAsGuest(at.desk, guest, { type: "move in room", room: guest.event, move })).ok).toBe(true);
    expect((await stateOf())?.view?.rooms[0]?.moves).toMatchObject([{ move: { is: "offer" }, by: { kind: "guest" } }]);
    const rowOf = () =>
      at.desk.store.as(at.owner, ({ db }) => db.selectFrom("case_row").selectAll().where("id", "=", caseId).execute());
    const [before] = await rowOf();
    expect(before?.due_why).toContain("waits in the room");
    const [client = ""] = at.clients;
    expect((await rebuildCases(at.desk, at.owner, client)).differed).toEqual([]);
  });

  test("what a guest did and the row made of it are of one transaction: neither stays without the other", async () => {
    const move = { is: "dispute fact", what: "paid", says: "It was paid twice." } as const;
    const say = () => actAsGuest(at.desk, guest, { type: "move in room", room: guest.event, move });
    const before = await stateOf();
    const { today } = at.desk;
    let asked = 0;
    // The third to ask for the day is the row.
    Object.assign(at.desk, {
      today: () => {
        asked += 1;
        if (asked === 3) throw new Error("stopped");
        return today();
      },
    });
    await expect(say()).rejects.toThrow("stopped");
    Object.assign(at.desk, { today });
    expect((await stateOf())?.version).toBe(before?.version);
    const { transaction } = at.desk.store.engine;
    let begun = 0;
    Object.assign(at.desk.store.engine, {
      transaction: (...given: Parameters<typeof transaction>) => {
        begun += 1;
        return transaction.apply(at.desk.store.engine, given);
      },
    });
    expect((await say()).ok).toBe(true);
    Object.assign(at.desk.store.engine, { transaction });
    expect([begun, (await stateOf())?.version]).toEqual([1, (before?.version ?? 0) + 1]);
    const [client = ""] = at.clients;
    expect((await rebuildCases(at.desk, at.owner, client)).differed).toEqual([]);
  });

  test("ends at once when it is closed", async () => {
    expect(
      (await closeRoom(at.desk, lund.principal, lund.actor, { caseId, room: guest.event, why: "by hand" })).ok,
    ).toBe(true);
    const seen = await lookInRoom(at.desk, guest, "request-2", () => "seen");
    expect(seen).toMatchObject({ ok: false, error: { code: "not-signed-in" } });
    expect((await enterRoom(at.desk, keys)).ok).toBe(false);
  });

  test("closes by itself after passcodes were tried, once, however many come at a time", async () => {
    const invitation: RoomAsked["invitation"] = {
      name: "Q. Ott",
      organization: "Northfield Mutual (synthetic)",
      relation: "payer",
      shares: [],
      ends: TODAY,
    };
    const given = { caseId, saw: (await stateOf())?.version ?? 0, invitation };
    const opened = await openRoom(at.desk, lund.principal, lund.actor, given);
    if (!opened.ok) throw new Error(opened.error.sentence);
    const { secret } = opened.value;
    const tries = Array.from({ length: FAILURES_MOST + 2 }, () =>
      enterRoom(at.desk, { secret, passcode: "AAAAA-AAAAA" }),
    );
    expect((await Promise.all(tries)).every((t) => !t.ok)).toBe(true);
    expect((await enterRoom(at.desk, opened.value)).ok).toBe(false);
    const closed = (await stateOf())?.log.filter((e) => e.type === "room closed");
    expect(closed?.map((e) => e.body)).toMatchObject([{ why: "by hand" }, { why: "too many wrong passcodes" }]);
  });
});
