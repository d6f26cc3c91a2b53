import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCase } from "#app/desk/case-log.ts";
import { plusDays } from "#base/day.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { openCase } from "#test/desk.ts";
import { age, type Browser, firstOf, firstOwner, somebody, type TestServer, testServer } from "#test/server.ts";
import { authority, negotiation } from "./contract/negotiation.ts";
import { preparedCase } from "./contract/prepared.ts";

/** A negotiation over HTTP: two people, keys sent twice, versions that are old, and what is refused in words. */

let server: TestServer;
let owner: Browser;
let lund: Browser;
let reader: Browser;
let caseId = "";
let client = "";

beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
  const at = await firstOf(server);
  client = at.client;
  lund = await somebody(server, { org: at.org, role: "negotiator", clients: [client] });
  reader = await somebody(server, { org: at.org, role: "read-only", clients: "all" });
  ({ caseId } = await openCase({ desk: server.open.desk, org: at.org }, client, given("ED-1")));
});
afterAll(() => server.close());

/** One line of 1,000.00, of which the payer allowed 400.00. */
function given(name: string) {
  const payer = { key: "northfield", name: "Northfield Mutual (synthetic)" };
  const paid = remittance(name, ["99285 1000.00 paid=300.00 CO45=600.00 PR1=100.00 c=A1 on=2026-10-20"], {
    payer,
    ...paidOn("2026-11-10"),
  });
  return { claim: claim(name, ["99285 1000.00 c=A1 on=2026-10-20"], { payer }), remittances: [paid] };
}

const version = async (): Promise<number> => {
  const { org } = await firstOf(server);
  const logged = await server.open.desk.store.as({ org, clients: "all" }, (tx) => loadCase(tx, caseId));
  return logged?.state.version ?? 0;
};

interface Said {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
  readonly body: any;
}

async function said(response: Response): Promise<Said> {
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

async function act(by: Browser, given: object, saw?: number, key?: string): Promise<Said> {
  const headers = key === undefined ? {} : { "idempotency-key": key };
  return said(await by.post(`/v1/cases/${caseId}/acts`, { saw: saw ?? (await version()), act: given }, headers));
}

const shown = async (by = lund): Promise<Said> => said(await by.get(`/v1/cases/${caseId}/negotiation`));

describe("a case as a negotiation", () => {
  test("goes out as its contract says, to everyone who sees cases", async () => {
    for (const by of [owner, lund, reader]) {
      const { status, body } = await shown(by);
      expect(status).toBe(200);
      expect(negotiation.safeParse(body).error).toBeUndefined();
      expect(body.cards.map((c: { move: string }) => c.move)).toEqual(["accept", "counter", "escalate", "wait"]);
    }
  });

  test("that it was read is on record", async () => {
    const rows = await server.open.desk.store.asSystem(({ db }) =>
      db.selectFrom("access_log").select("act").where("subject", "=", caseId).execute(),
    );
    expect(rows.map((r) => r.act)).toContain("negotiation");
  });
});

describe("an offer", () => {
  const OFFER = { type: "make offer", amount: "700", way: "fax", reasons: [] };

  test("is refused in words by the guardrails, and by the role", async () => {
    const refused = await act(lund, OFFER);
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      "G4: it is the first contact with this payer (an approval lifts it). Nothing was changed.",
    ]);
    expect((await act(reader, OFFER)).status).toBe(403);
    expect((await act(lund, { ...OFFER, amount: "seven" })).status).toBe(422);
  });

  test("is asked for, approved by another who names what is not proven, and leaves once whatever is sent twice", async () => {
    const asked = await act(lund, {
      type: "ask approval",
      act: { type: "make offer", amount: "700" },
      note: "before the holiday",
    });
    expect(asked.status).toBe(200);
    const [request] = asked.body.events;
    const inbox = await said(await owner.get("/v1/approvals?state=waiting"));
    const [waits] = inbox.body.rows;
    expect(waits).toMatchObject({
      case: caseId,
      event: request,
      amount: "700.00",
      mayDecide: true,
      note: "before the holiday",
    });
    const attested = waits.unproven.map((u: { fact: string }) => u.fact);
    expect(attested.length).toBeGreaterThan(0);

    expect((await act(lund, { type: "approve", request, attested })).status).toBe(403);
    const unnamed = await act(owner, { type: "approve", request, attested: attested.slice(1) });
    expect([unnamed.status, unnamed.body.detail]).toEqual([409, expect.stringMatching(/^Nothing proves this yet/)]);
    expect((await act(owner, { type: "approve", request, attested })).status).toBe(200);

    const saw = await version();
    const stale = await act(lund, { ...OFFER, request }, saw - 1);
    expect([stale.status, stale.body.type]).toEqual([409, "/problems/stale-version"]);
    expect(stale.body.since[0].what).toBe("Approved: offer $700.00");
    const once = await act(lund, { ...OFFER, request }, saw, "one-offer-please");
    const again = await act(lund, { ...OFFER, request }, saw, "one-offer-please");
    expect([once.status, again.status, again.body.events]).toEqual([200, 200, once.body.events]);
    const other = await act(lund, { ...OFFER, amount: "701", request }, saw, "one-offer-please");
    expect(other.body.type).toBe("/problems/same-key-other-request");
    expect((await shown()).body.offers).toMatchObject([{ amount: "700.00", guarded: true, state: "standing" }]);
    expect((await said(await owner.get("/v1/approvals?state=used"))).body.rows).toMatchObject([{ event: request }]);
  });

  test("of theirs is read with its terms in dollars, and taken into an agreement with exact lines", async () => {
    const terms = { payWithin: 10, release: "these lines" };
    const logged = await act(lund, {
      ...{ type: "log offer", from: "them", amount: "650", made: "2026-11-20" },
      way: "fax",
      terms,
      final: true,
    });
    expect(logged.status, JSON.stringify(logged.body)).toBe(200);
    const [offer] = logged.body.events;
    const ladder = (await shown()).body.offers;
    expect(ladder[1]).toMatchObject({ event: offer, saidFinal: true, terms, step: null });
    expect(ladder[1].termsWorth.map((t: { term: string }) => t.term)).toEqual(["payWithin", "release"]);
    const accept = {
      type: "accept offer",
      offer,
      due: plusDays(server.open.desk.today(), 60),
      days: "calendar",
      source: "their letter",
    };
    const short = await act(lund, { ...accept, lines: [{ line: 1, amount: "649.99" }] });
    expect([short.status, short.body.detail]).toEqual([
      409,
      "The lines add up to $0.01 less than $650.00. Nothing was changed.",
    ]);
    expect((await act(lund, { ...accept, lines: [{ line: 1, amount: "650.00" }] })).status).toBe(200);
    expect((await shown()).body.offers[1].state).toBe("agreed");
  });
});

test("taking back an offer asks for what writing it down asked", async () => {
  const { org } = await firstOf(server);
  const biller = await somebody(server, { org, role: "biller", clients: [client] });
  const logged = await act(lund, {
    ...{ type: "log offer", from: "them", amount: "610", made: "2026-11-20", way: "fax" },
  });
  const undo = { type: "undo", event: logged.body.events[0] };
  expect((await act(biller, undo)).status).toBe(403);
  expect((await act(lund, undo)).status).toBe(200);
});

describe("how far offers may go", () => {
  const SET = { saw: 0, offerLimit: "2500", messagesADay: 5, stopped: false, autonomy: "off", people: [] };
  const put = async (by: Browser, body: object, query = "") => said(await by.ask("PUT", `/v1/authority${query}`, body));

  test("is what Parley starts with until somebody says otherwise, and then theirs", async () => {
    const before = await said(await owner.get("/v1/authority"));
    expect(authority.safeParse(before.body).error).toBeUndefined();
    expect(before.body).toMatchObject({ offerLimit: "5000.00", autonomy: "suggest", from: "nobody", version: 0 });
    expect(await put(owner, SET)).toMatchObject({
      status: 200,
      body: { offerLimit: "2500.00", from: "organization", version: 1 },
    });
    expect((await put(owner, SET)).body.type).toBe("/problems/stale-version");
    expect((await put(owner, { ...SET, saw: 1, autonomy: "always" })).status).toBe(422);
    const own = await put(owner, { ...SET, offerLimit: "900" }, `?client=${client}`);
    expect(own).toMatchObject({ status: 200, body: { from: "client", offerLimit: "900.00", client } });
    expect((await shown()).body.authority).toMatchObject({ limit: "900.00", messagesADay: 5, autonomy: "off" });
  });

  test("turned to review, offers stand ready for a person; what it would do at auto is told before it is set", async () => {
    const list = async (by: Browser, query: string) => said(await by.get(`/v1/prepared?client=${client}${query}`));
    const { org } = await firstOf(server);
    const { caseId: ours } = await openCase({ desk: server.open.desk, org }, client, given("ED-2"));
    expect((await list(lund, "")).body).toEqual({ rows: [], next: null, on: false });
    const dry = (await list(owner, "&dry=true")).body;
    expect(dry).toMatchObject({ on: true, rows: [{ case: ours, notAlone: expect.any(String) }] });
    const own = { ...SET, saw: 1, autonomy: "review" };
    expect(await put(owner, own, `?client=${client}`)).toMatchObject({ status: 200, body: { autonomy: "review" } });
    const { body } = await list(lund, "");
    expect(preparedCase.safeParse(body.rows[0]).error).toBeUndefined();
    expect(body).toMatchObject({ on: true, next: null, rows: [{ case: ours, version: 1 }] });
    expect((await list(lund, "&cursor=nonsense")).status).toBe(422);
    const offers = [{ case: ours, saw: 1, amount: "640.00" }];
    expect(await said(await reader.post("/v1/prepared/send", { offers }))).toMatchObject({ status: 403 });
    expect(await said(await lund.post("/v1/prepared/send", { offers }))).toMatchObject({
      status: 200,
      body: { sent: [{ case: ours, event: null, why: expect.stringMatching(/^Nothing is ready on it any more/) }] },
    });
    expect((await said(await lund.get(`/v1/prepared/alone?client=${client}`))).body).toEqual({ rows: [] });
  });

  test("is written down with who changed it", async () => {
    const events = await said(await owner.get("/v1/audit/events?type=authority%20changed"));
    expect(events.body.rows.map((r: { actor: string }) => r.actor)).toEqual(["Maren Lund", "Maren Lund", "Maren Lund"]);
  });

  test("is not changed by who may not, for somebody who is not here, nor by who was away too long", async () => {
    expect((await put(lund, SET)).status).toBe(403);
    const people = [{ person: "0192e4a0-0000-7000-8000-000000000001", upTo: "5" }];
    expect((await put(owner, { ...SET, saw: 1, people })).status).toBe(422);
    await age(server, 11);
    owner.forgetCache();
    expect((await put(owner, { ...SET, saw: 1 })).body.type).toBe("/problems/step-up-needed");
  });
});
