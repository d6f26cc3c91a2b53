import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { plusDays } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { Act } from "#case/command.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { FEDERAL_ANSWERS } from "#test/invented-claims.ts";
import { type AuthoritySet, type Autonomy, authorityOf, putAuthority, STARTING_AUTHORITY } from "./authority.ts";
import { actOnCase } from "./case-acts.ts";
import { loadCase } from "./case-log.ts";
import { readNegotiation } from "./negotiation.ts";
import { listPrepared, type Prepared, prepareCase } from "./prepared.ts";
import { ALONE, goAlone, listAlone, sendPrepared } from "./prepared-send.ts";
import { openRoom } from "./rooms.ts";
import { writeSetting } from "./settings.ts";

/** Offers made ready and sent, and what leaves by itself, on a real store. */

let at: TestDesk;
let lund: TestPerson;
let vega: TestPerson;
let [mine, other] = ["", ""];
let number = 0;
const cases: string[] = [];

beforeAll(async () => {
  at = await openTestDesk();
  [mine = "", other = ""] = at.clients;
  lund = await at.person("Maren Lund", "negotiator");
  vega = await at.person("R. Vega", "director");
});
afterAll(() => at.close());
beforeEach(async () => {
  // Of each test its own cases alone are open.
  for (const id of cases.splice(0)) await act(id, { type: "hold", reason: "of another test" });
  at.on("2026-11-20");
  await turned("suggest");
});

/** One line of 2,400.00, of which the payer allowed 380.00: far enough apart for several steps. */
function underpaid(name: string, payer: string) {
  const of = { payer: { key: payer, name: payer } };
  const line = "99285 2400.00";
  return {
    claim: claim(name, [`${line} c=A1 on=2026-10-20`], {
      ...of,
      billing: { npi: "1000000004", tin: "000000001", name: "Harbor Ridge" },
    }),
    remittances: [
      remittance(name, [`${line} paid=280.00 CO45=2020.00 PR1=100.00 c=A1 on=2026-10-20`], {
        ...of,
        ...paidOn("2026-11-10"),
      }),
    ],
  };
}

const stateOf = async (id: string) => (await at.desk.store.as(at.owner, (tx) => loadCase(tx, id)))?.state;

async function act(id: string, given: Act, who = lund): Promise<string> {
  const saw = (await stateOf(id))?.version ?? 0;
  const said = await actOnCase(at.desk, who.principal, who.actor, { caseId: id, saw, act: given });
  return said.ok ? `done ${said.value.events.join(" ")}` : `${said.error.code}: ${said.error.sentence}`;
}

/** Keeps the authority of one client. */
async function turned(autonomy: Autonomy, more: Partial<AuthoritySet> = {}, client = mine): Promise<void> {
  const done = await at.desk.store.as(vega.principal, async (tx) => {
    const { version } = await authorityOf(tx, client, at.desk.today());
    return await putAuthority(tx, client, version, { ...STARTING_AUTHORITY, ...more, autonomy });
  });
  expect(done.ok).toBe(true);
}

/** Two weeks later, so that there is reason to give. */
const ANSWERED_ON = "2026-12-07";

/** On the federal road with everything answered, and met: the payer has an offer of ours that another person allowed, and its answer. */
async function talking(more: { readonly client?: string; readonly theirs?: string } = {}): Promise<string> {
  number += 1;
  const name = `ED-${number}`;
  const { caseId: id } = await openCase(at, more.client ?? mine, underpaid(name, `payer ${number}`));
  cases.push(id);
  for (const [fact, value] of FEDERAL_ANSWERS)
    await act(id, { type: "answer fact", fact, scope: "claim", key: name, value, source: "card.pdf" });
  await act(id, { type: "attach file", file: "a".repeat(64), name: "card.pdf", kind: "plan card", bytes: 3 });
  const opening = (await ready(id)).offer;
  // The first contact with a payer asks for another person, whatever the dial says.
  const asks = { type: "make offer", amount: opening?.amount ?? usd("0.00") } as const;
  const asked = await act(id, { type: "ask approval", asks });
  expect(asked).toMatch(/^done/);
  const request = Number(asked.split(" ")[1]);
  const read = await at.desk.store.as(lund.principal, (tx) => readNegotiation(tx, at.desk, id));
  const attested = read?.approvals[0]?.body.unproven.map((u) => u.fact) ?? [];
  expect(await act(id, { type: "approve", request, attested }, vega)).toMatch(/^done/);
  const made = { ...asks, way: "fax", reasons: [], request } as const;
  expect(await act(id, made)).toMatch(/^done/);
  at.on(ANSWERED_ON);
  await act(id, {
    ...{ type: "log offer", from: "them", amount: usd(more.theirs ?? "480.00"), made: at.desk.today(), way: "fax" },
  });
  return id;
}

async function withRoom(id: string): Promise<string> {
  const saw = (await stateOf(id))?.version ?? 0;
  const shares = ["billing lines", "amounts"] as const;
  const invitation = { name: "P. Ott", organization: "payer", relation: "payer", shares } as const;
  const ends = plusDays(at.desk.today(), 14);
  const opened = await openRoom(at.desk, lund.principal, lund.actor, {
    ...{ caseId: id, saw, invitation: { ...invitation, shares: [...shares], ends } },
  });
  expect(opened.ok).toBe(true);
  return id;
}

const ready = async (id: string): Promise<Prepared> => {
  const found = await at.desk.store.as(lund.principal, (tx) => prepareCase(tx, at.desk, id));
  if (found === undefined) throw new Error("there is no such case");
  return found;
};

const listed = (dry = false, client: string | undefined = mine) =>
  listPrepared((work) => at.desk.store.as(lund.principal, work), at.desk, { client, limit: 50, dry });

const offersOf = async (id: string) => (await stateOf(id))?.view?.offers.filter((o) => o.from === "us") ?? [];

describe("the dial", () => {
  test("starts at suggest, and words that were kept before it went further are read as what they did", async () => {
    const old = { offerLimit: "5000.00", messagesADay: 50, stopped: false, autonomy: "auto", people: [] };
    await at.desk.store.as(at.owner, (tx) =>
      writeSetting(tx, { org: tx.principal.org, client: other, name: "authority" }, 0, old, null),
    );
    const held = await at.desk.store.as(at.owner, (tx) => authorityOf(tx, other, at.desk.today()));
    expect(held.autonomy).toBe("suggest");
    expect(STARTING_AUTHORITY.autonomy).toBe("suggest");
  });

  test.each(["off", "suggest"] as const)("at %s nothing stands ready and nothing leaves", async (autonomy) => {
    await withRoom(await talking());
    await turned(autonomy);
    expect(await listed()).toEqual({ rows: [], next: undefined, on: false });
    expect(await goAlone(at.desk)).toBe(0);
  });
});

describe("at review", () => {
  test("the advised counter stands ready with its words and terms, and a person sends it", async () => {
    const id = await talking();
    await turned("review");
    const row = (await listed()).rows.find((r) => r.row.id === id);
    expect(row).toMatchObject({ needs: [], offer: { way: "fax", reasons: expect.arrayContaining(["qpa"]) } });
    expect(row?.says).toMatch(/^Counter at \$/);
    const [sent] = await sendPrepared(at.desk, lund.principal, lund.actor, [
      { caseId: id, saw: row?.version ?? 0, amount: row?.offer?.amount ?? usd("0.00") },
    ]);
    expect(sent).toMatchObject({ caseId: id, why: undefined });
    expect((await offersOf(id)).at(-1)).toMatchObject({ amount: row?.offer?.amount, guarded: true, by: lund.actor });
    // It is the other side's turn now.
    expect((await listed()).rows.map((r) => r.row.id)).not.toContain(id);
    expect(await act(id, { type: "withdraw offer", offer: sent?.event ?? 0 })).toMatch(/^done/);
    expect((await offersOf(id)).at(-1)?.state).toBe("withdrawn");
  });

  test("nothing leaves by itself, with a room and all", async () => {
    await withRoom(await talking());
    await turned("review");
    expect(await goAlone(at.desk)).toBe(0);
  });

  test("what is not an offer is named and left to its case", async () => {
    number += 1;
    const { caseId } = await openCase(at, mine, underpaid(`ED-${number}`, `payer ${number}`));
    expect(await ready(caseId)).toMatchObject({
      offer: undefined,
      says: expect.stringMatching(/^Not enough to advise/),
    });
  });

  test("sent twice it is one offer, and one that moved since is not sent and says why", async () => {
    const id = await talking();
    const { version, offer } = await ready(id);
    const amount = offer?.amount ?? usd("0.00");
    const send = (saw: number, of = amount) =>
      sendPrepared(at.desk, lund.principal, lund.actor, [{ caseId: id, saw, amount: of }]);
    expect((await send(version, usd("999.99")))[0]?.why).toMatch(/^It was ready at \$999.99, and is at \$/);
    expect((await send(version - 1))[0]?.why).toMatch(/Nothing was changed/);
    expect((await send(version))[0]?.why).toBeUndefined();
    expect((await send(version))[0]?.why).toMatch(/^(Nothing is ready|It was ready|.*Nothing was changed)/);
    expect((await offersOf(id)).length).toBe(2);
  });

  test("of many each is sent for itself", async () => {
    const [a, b] = [await talking(), await talking()];
    const all = await Promise.all([a, b].map(ready));
    const sent = await sendPrepared(
      at.desk,
      lund.principal,
      lund.actor,
      all.map((r, i) => ({ caseId: r.row.id, saw: i === 0 ? 1 : r.version, amount: r.offer?.amount ?? usd("0.00") })),
    );
    expect(sent.map((s) => s.event === undefined)).toEqual([true, false]);
  });

  test("a case that nobody here sees is not there", async () => {
    const id = await talking();
    const stranger = { ...lund.principal, clients: [other] };
    const [sent] = await sendPrepared(at.desk, stranger, lund.actor, [{ caseId: id, saw: 1, amount: usd("1.00") }]);
    expect(sent).toMatchObject({ event: undefined, why: "There is no such case." });
  });
});

describe("at auto", () => {
  test("the counter leaves through an open room, as Parley's and by whose leave, once however often it is looked", async () => {
    const id = await withRoom(await talking());
    await turned("auto");
    const [before, dry] = [await ready(id), (await listed(true)).rows.find((r) => r.row.id === id)];
    expect([before.notAlone, dry?.notAlone]).toEqual([undefined, undefined]);
    const [first, second] = await Promise.all([goAlone(at.desk), goAlone(at.desk)]);
    expect(first + second).toBe(1);
    expect(await goAlone(at.desk)).toBe(0);
    const made = (await offersOf(id)).at(-1);
    expect(made).toMatchObject({
      ...{ amount: before.offer?.amount, guarded: true, way: "portal" },
      by: { kind: "rule", id: ALONE, name: "Parley, as R. Vega allowed" },
    });
    const [told] = await at.desk.store.as(lund.principal, (tx) => listAlone(tx, { limit: 5, client: mine }));
    expect(told).toMatchObject({ caseId: id, amount: before.offer?.amount, state: "open" });
    expect(await act(id, { type: "withdraw offer", offer: made?.event ?? 0, reason: "looked again" })).toMatch(/^done/);
    // What a person took back does not come again by itself.
    expect((await ready(id)).notAlone).toMatch(/^Hold: our last ask has no answer yet/);
    expect(await goAlone(at.desk)).toBe(0);
    const more = { type: "log offer", from: "them", amount: usd("520.00"), made: at.desk.today(), way: "fax" } as const;
    expect(await act(id, more)).toMatch(/^done/);
    expect((await ready(id)).notAlone).toBeUndefined();
  });

  test.each([
    ["no room is open", {}, false, /^no room is open/],
    ["the limit is below it", { offerLimit: usd("500.00") }, true, /^G4: it is over \$500/],
    ["no more may leave today", { messagesADay: 0 }, true, /G10: 0 messages have gone out today/],
    ["sending is stopped", { stopped: true }, true, /G10: sending is switched off/],
  ] as const)("nothing leaves where %s", async (_, more, hasRoom, why) => {
    const id = await talking();
    if (hasRoom) await withRoom(id);
    await turned("auto", more);
    expect((await ready(id)).notAlone).toMatch(why);
    expect(await goAlone(at.desk)).toBe(0);
    expect((await offersOf(id)).length).toBe(1);
  });

  test("the limit of a day holds in the middle of a run", async () => {
    const ids = [await withRoom(await talking()), await withRoom(await talking())];
    const { messagesToday } = await at.desk.store.as(at.owner, (tx) => authorityOf(tx, mine, at.desk.today()));
    await turned("auto", { messagesADay: messagesToday + 1 });
    expect(await goAlone(at.desk)).toBe(1);
    const made = await Promise.all(ids.map(offersOf));
    expect(made.map((o) => o.length).toSorted()).toEqual([1, 2]);
  });

  test("a first contact, and their offer that should be taken, are a person's", async () => {
    const id = await withRoom(await talking({ theirs: "1542.00" }));
    await turned("auto");
    expect(await ready(id)).toMatchObject({ offer: undefined, says: expect.stringMatching(/^Accept their offer/) });
    expect(await goAlone(at.desk)).toBe(0);
    expect((await stateOf(id))?.view?.offers.at(-1)?.state).toBe("open");
  });

  test("it ends between two cases when it is told to", async () => {
    await withRoom(await talking());
    await turned("auto");
    const stop = new AbortController();
    stop.abort();
    await expect(goAlone(at.desk, stop.signal)).rejects.toThrow();
    expect(await goAlone(at.desk)).toBe(1);
  });
});
