import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROUTES, type RouteName } from "#api/contract/routes.ts";
import { shapeOf } from "#api/pipeline.ts";
import { RULES } from "#api/rules.ts";
import { FAILURES_MOST } from "#app/desk/room-door.ts";
import { putProfile } from "#app/desk/settings.ts";
import { type Day, plusDays } from "#base/day.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { openCase } from "#test/desk.ts";
import { age, Browser, firstOf, firstOwner, somebody, type TestServer, testServer } from "#test/server.ts";
import { unzip } from "#test/unzip.ts";

/** A room shared with the other side over HTTP: asked in, come in, looked at, moved in, signed, and kept out. */

let server: TestServer;
let owner: Browser;
let lund: Browser;
let org = "";
let client = "";
let today: Day;

const PAYER = { key: "northfield", name: "Northfield Mutual (synthetic)" };
const PROFILE = {
  ...{ name: "Harbor Ridge", npis: ["1000000004"], tins: ["000000001"] },
  ...{ letterhead: ["Harbor Ridge", "1 Invented Street"], signer: { name: "Maren Lund", title: "Owner" } },
};

beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
  ({ org, client } = await firstOf(server));
  lund = await somebody(server, { org, role: "negotiator", clients: [client] });
  today = server.open.desk.today();
  await server.open.desk.store.as({ org, clients: "all" }, async (tx) => {
    const put = await putProfile(tx, client, 0, PROFILE);
    if (!put.ok) throw new Error(put.error.refused.sentence);
  });
});
afterAll(() => server.close());

interface Said {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
  readonly body: any;
}
async function said(asked: Promise<Response>): Promise<Said> {
  const response = await asked;
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : text };
}

let cases = 0;
async function newCase(): Promise<string> {
  cases += 1;
  const number = `RM-${cases}`;
  const paid = remittance(number, ["99285 1000.00 paid=300.00 CO45=600.00 PR1=100.00 c=A1 on=2026-10-20"], {
    payer: PAYER,
    ...paidOn("2026-11-10"),
  });
  const given = { claim: claim(number, ["99285 1000.00 c=A1 on=2026-10-20"], { payer: PAYER }), remittances: [paid] };
  return (await openCase({ desk: server.open.desk, org }, client, given)).caseId;
}

const version = async (caseId: string): Promise<number> =>
  (await said(owner.get(`/v1/cases/${caseId}`))).body.row.version;

const act = async (caseId: string, given: object, by = lund): Promise<Said> =>
  said(by.post(`/v1/cases/${caseId}/acts`, { saw: await version(caseId), act: given }));

const INVITED = {
  ...{ name: "P. Ott", organization: "Northfield Mutual (synthetic)", relation: "payer" },
  shares: ["billing lines", "amounts"],
};
async function opened(caseId: string, more: object = {}, by = lund): Promise<Said> {
  const invitation = { ...INVITED, ends: plusDays(today, 14), ...more };
  return said(by.post(`/v1/cases/${caseId}/rooms`, { saw: await version(caseId), invitation }));
}

const secretOf = (link: string): string => new URL(link).hash.slice(1);

async function comeIn(keys: { link: string; passcode: string }): Promise<Browser> {
  const guest = new Browser(server);
  const { status } = await said(guest.post("/v1/room/enter", { secret: secretOf(keys.link), passcode: keys.passcode }));
  expect(status).toBe(204);
  return guest;
}
const asGuest = async (caseId: string): Promise<Browser> => comeIn((await opened(caseId)).body);
const seen = (guest: Browser): Promise<Said> => said(guest.get("/v1/room"));
const offer = (guest: Browser, amount = "640.00") =>
  said(guest.post("/v1/room/moves", { is: "offer", amount, expires: plusDays(today, 14) }));

describe("coming in", () => {
  test("by the link and the passcode, in whatever case and with whatever spaces it is typed", async () => {
    const { status, body } = await opened(await newCase());
    expect(status).toBe(201);
    const guest = new Browser(server);
    const passcode = ` ${body.passcode.toLowerCase().replace("-", " ")}`;
    const response = await guest.post("/v1/room/enter", { secret: secretOf(body.link), passcode });
    expect(response.status).toBe(204);
    const [cookie = ""] = response.headers.getSetCookie();
    for (const part of ["HttpOnly", "SameSite=Strict", "Path=/v1/room"]) expect(cookie).toContain(part);
    expect((await seen(guest)).status).toBe(200);
  });

  test("a wrong passcode and an unknown link are answered alike", async () => {
    const { body } = await opened(await newCase());
    const strip = ({ id: _, ...rest }: Record<string, unknown>) => rest;
    const nobody = new Browser(server);
    const wrong = await said(nobody.post("/v1/room/enter", { secret: secretOf(body.link), passcode: "AAAAA-AAAAA" }));
    const unknown = await said(nobody.post("/v1/room/enter", { secret: "x".repeat(43), passcode: body.passcode }));
    expect([wrong.status, strip(wrong.body)]).toEqual([unknown.status, strip(unknown.body)]);
    expect(wrong.status).toBe(403);
    expect(nobody.cookies.size).toBe(0);
  });

  test("passcodes tried out close the room, for whoever has the right one too, and the history says why", async () => {
    const caseId = await newCase();
    const { body } = await opened(caseId);
    const guest = await comeIn(body);
    const nobody = new Browser(server);
    for (let i = 0; i < FAILURES_MOST; i += 1)
      await nobody.post("/v1/room/enter", { secret: secretOf(body.link), passcode: `AAAAA-AAAA${i}` });
    const right = await said(nobody.post("/v1/room/enter", { secret: secretOf(body.link), passcode: body.passcode }));
    expect(right.status).toBe(403);
    expect((await seen(guest)).status).toBe(401);
    const rooms = await said(lund.get(`/v1/cases/${caseId}/rooms`));
    expect(rooms.body.rooms[0]).toMatchObject({ state: "closed", why: "Closed too many wrong passcodes." });
  });

  test("the secret, the passcode and the cookie stand in no line of the log and in no row", async () => {
    const { body } = await opened(await newCase());
    const guest = await comeIn(body);
    await seen(guest);
    const { rows } = await server.open.desk.store.asSystem(({ session }) =>
      session.query(
        "SELECT (SELECT json_agg(r)::text FROM room r) AS rooms, (SELECT json_agg(s)::text FROM guest_session s) AS sessions, (SELECT json_agg(e)::text FROM event e) AS events",
      ),
    );
    const written = server.lines.join("\n") + JSON.stringify(rows);
    const [cookie = ""] = guest.cookies.values();
    expect(cookie.length).toBe(43);
    for (const secret of [secretOf(body.link), body.passcode, cookie]) expect(written).not.toContain(secret);
  });

  test("closing the room, and closing the case, each end the session at the next request", async () => {
    const first = await newCase();
    const guest = await asGuest(first);
    const { rooms } = (await said(lund.get(`/v1/cases/${first}/rooms`))).body;
    expect((await said(lund.post(`/v1/cases/${first}/rooms/${rooms[0].event}/close`))).status).toBe(204);
    expect([(await seen(guest)).status, (await offer(guest)).status]).toEqual([401, 401]);

    const second = await newCase();
    const other = await asGuest(second);
    expect(
      (await act(second, { type: "close", outcome: "given up", amount: "0.00", reason: "not worth it" }, owner)).status,
    ).toBe(200);
    const out = await seen(other);
    expect(out.status).toBe(401);
    expect(JSON.stringify(out.body)).not.toContain("given up");
  });

  test("leaving ends the session", async () => {
    const guest = await asGuest(await newCase());
    const cookies = new Map(guest.cookies);
    expect((await said(guest.post("/v1/room/leave"))).status).toBe(204);
    for (const [k, v] of cookies) guest.cookies.set(k, v);
    expect((await seen(guest)).status).toBe(401);
  });
});

describe("who is asked in", () => {
  test("one who looks on our behalf needs an agreement on file, and neither offers nor signs", async () => {
    const caseId = await newCase();
    expect((await opened(caseId, { relation: "consultant" })).status).toBe(403);
    const form = await said(
      lund.ask("PUT", `/v1/cases/${caseId}/files?name=baa.pdf&kind=other&saw=${await version(caseId)}`, "agreed", {
        "content-type": "application/octet-stream",
      }),
    );
    expect(form.status).toBe(201);
    const file = form.body.files[0].event;
    const { status, body } = await opened(caseId, { relation: "consultant", baa: { signed: today, file } });
    expect(status).toBe(201);
    const guest = await comeIn(body);
    expect((await seen(guest)).body.speaks).toBe(false);
    expect((await offer(guest)).status).toBe(409);
    const baa = async () => (await said(lund.get(`/v1/cases/${caseId}/rooms`))).body.rooms[0].baa;
    expect(await baa()).toEqual({ signed: today, file: "baa.pdf" });
    await act(caseId, { type: "remove file", file, reason: "the wrong one" });
    expect((await seen(guest)).status).toBe(401);
    expect(await baa()).toEqual({ signed: today, file: null });
  });

  test("are listed over all cases with what they rest on, for who sees the audit", async () => {
    const all = async (query: string, by = owner) => await said(by.get(`/v1/guests?limit=500${query}`));
    const [ours, theirs] = [(await all("&side=us")).body.rows, (await all("&side=them")).body.rows];
    expect(ours).toMatchObject([
      {
        room: { relation: "consultant", baa: { signed: today, file: null }, state: "ended" },
        rests: "45 CFR 164.502(e), 164.504(e)",
      },
    ]);
    expect(new Set(theirs.map((g: { rests: string }) => g.rests))).toEqual(new Set(["45 CFR 164.506(c)(1)"]));
    const ids = (rows: readonly { case: string }[]) => rows.map((r) => r.case).sort();
    expect(ids((await all("")).body.rows)).toEqual(ids([...ours, ...theirs]));
    // Page after page the same, though a page of rooms may hold none of those that are wanted.
    const paged: { case: string }[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await said(owner.get(`/v1/guests?limit=1&side=them${cursor}`));
      paged.push(...body.rows);
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(ids(paged)).toEqual(ids(theirs));
    const file = (await said(owner.get("/v1/guests/export?side=us"))).body;
    expect(file.split("\r\n")[1]).toContain(`consultant,Harbor Ridge,`);
    expect(JSON.stringify(ours) + file).not.toMatch(/floor|patient/i);
    expect((await all("", lund)).status).toBe(403);
  });

  test("somebody who may only read opens no room", async () => {
    const reader = await somebody(server, { org, role: "read-only", clients: "all" });
    expect((await opened(await newCase(), {}, reader)).status).toBe(403);
  });
});

describe("what is said in a room", () => {
  test("the facts and offers and nothing of ours", async () => {
    const caseId = await newCase();
    await act(caseId, { type: "set floor", amount: "777.77", reason: "our secret reason" }, owner);
    await act(caseId, { type: "add note", text: "our secret note" });
    const { body } = await seen(await asGuest(caseId));
    expect(body.facts.lines[0]).toMatchObject({
      ...{ number: 1, code: "99285", units: "1", day: "2026-10-20" },
      amounts: { billed: "1000.00", paid: "300.00" },
    });
    expect(JSON.stringify(body)).not.toMatch(/secret|777\.77|floor|stake|patient|right/);
  });

  test("an offer waits for a person, who writes it down once and as it was made", async () => {
    const caseId = await newCase();
    const guest = await asGuest(caseId);
    expect((await offer(guest)).status).toBe(204);
    const rooms = (await said(lund.get(`/v1/cases/${caseId}/rooms`))).body.rooms;
    const [move] = rooms[0].moves;
    expect(move).toMatchObject({ is: "offer", amount: "640.00", state: "waiting" });
    const log = (amount: string) =>
      act(caseId, {
        ...{ type: "log offer", from: "them", amount, made: today, expires: move.expires, way: "portal" },
        ...{ source: "room, by P. Ott", move: move.event },
      });
    expect((await log("650.00")).status).toBe(409);
    expect((await log("640.00")).status).toBe(200);
    expect((await log("640.00")).status).toBe(409);
    const { body } = await seen(guest);
    expect(body.moves[0].state).toBe("recorded");
    expect(body.offers).toMatchObject([{ from: "them", amount: "640.00", state: "open" }]);
    expect(body.moves[0].offer).toBe(body.offers[0].event);
  });

  test("more than the charge is refused in words, and nothing is kept", async () => {
    const guest = await asGuest(await newCase());
    const { status, body } = await offer(guest, "1000.01");
    expect([status, body.detail]).toEqual([409, expect.stringContaining("more than the claim was billed for")]);
    expect((await seen(guest)).body.moves).toEqual([]);
  });

  test("a snoozed case comes back when its guest offers, and stands in the work list as waiting", async () => {
    const caseId = await newCase();
    const guest = await asGuest(caseId);
    await act(caseId, { type: "snooze", until: plusDays(today, 7), reason: "they asked for a week" });
    await offer(guest);
    const { body } = await said(lund.get(`/v1/cases/${caseId}`));
    expect(body.row.state).toBe("open");
    expect(JSON.stringify(body.dues ?? body)).toContain("waits in the room");
  });
});

describe("signing", () => {
  const CONSENT = { electronically: true, intent: true };
  const enter = {
    ...{ type: "enter agreement", kind: "agreement", basis: "total payment", amount: "800.00" },
    ...{ days: "business", source: "the room", lines: [{ line: 1, amount: "800.00" }] },
  };
  const agree = (caseId: string) => act(caseId, { ...enter, agreed: today, due: plusDays(today, 20) }, owner);
  const sign = async (caseId: string, by: Browser, agreement: number) =>
    said(
      by.post(`/v1/cases/${caseId}/signature`, {
        ...{ saw: await version(caseId), agreement, name: "Maren Lund", title: "Owner", ...CONSENT },
      }),
    );
  const theirs = (guest: Browser, agreement: number, sha256: string, more: object = {}) =>
    said(
      guest.post("/v1/room/signature", {
        ...{ agreement, sha256, name: "P. Ott", title: "Claims lead", ...CONSENT },
        ...more,
      }),
    );

  test("ours fixes the paper, theirs is of its hash, both download it, and a new agreement is signed anew", async () => {
    const caseId = await newCase();
    const guest = await asGuest(caseId);
    expect((await seen(guest)).body).toMatchObject({ agreement: null, settled: false });
    const agreed = await agree(caseId);
    expect(agreed.status, JSON.stringify(agreed.body)).toBe(200);
    const { agreement, settled } = (await seen(guest)).body;
    expect([settled, (await offer(guest)).status]).toEqual([true, 409]);
    expect(agreement).toMatchObject({ amount: "800.00", sha256: null, signatures: [] });
    expect((await guest.get("/v1/room/agreement")).status).toBe(404);
    expect((await theirs(guest, agreement.event, "0".repeat(64))).status).toBe(409);
    // A negotiator may not approve offers, and so not sign.
    expect((await sign(caseId, lund, agreement.event)).status).toBe(403);
    const ours = await sign(caseId, owner, agreement.event);
    expect([ours.status, JSON.stringify(ours.body)]).toEqual([201, expect.stringMatching(/[0-9a-f]{64}/)]);
    expect((await sign(caseId, owner, agreement.event)).status).toBe(409);
    const shown = (await seen(guest)).body.agreement;
    expect(shown).toMatchObject({ sha256: ours.body.sha256, signatures: [{ side: "us", name: "Maren Lund" }] });
    expect((await theirs(guest, agreement.event, "0".repeat(64))).status).toBe(409);
    expect((await theirs(guest, agreement.event, shown.sha256, { intent: false })).status).toBe(422);
    expect((await theirs(guest, agreement.event, shown.sha256)).status).toBe(204);
    const downloads = [
      guest.get("/v1/room/agreement"),
      owner.get(`/v1/cases/${caseId}/signed/${agreement.event}`),
    ] as const;
    const [a, b] = await Promise.all(downloads.map(async (d) => Buffer.from(await (await d).arrayBuffer())));
    expect(a?.subarray(0, 5).toString()).toBe("%PDF-");
    expect(a?.equals(b ?? Buffer.alloc(0))).toBe(true);
    const packet = await unzip(
      Buffer.from(await (await owner.get(`/v1/cases/${caseId}/packet?for=outside`)).arrayBuffer()),
    );
    const exact = packet[`papers/signed-${agreement.event}.json`] ?? Buffer.alloc(0);
    expect(createHash("sha256").update(exact).digest("hex")).toBe(ours.body.sha256);
    expect(packet[`papers/signed-${agreement.event}.pdf`]?.equals(a ?? Buffer.alloc(0))).toBe(true);
    const again = await act(
      caseId,
      { ...enter, agreed: today, due: plusDays(today, 30), replaces: agreement.event, reason: "another day" },
      owner,
    );
    expect(again.status, JSON.stringify(again.body)).toBe(200);
    expect((await seen(guest)).body.agreement).toMatchObject({ sha256: null, signatures: [] });
    const { rows } = await server.open.desk.store
      .asSystem(({ db }) =>
        db
          .selectFrom("access_log")
          .select(["guest", "person"])
          .where("subject", "=", caseId)
          .where("act", "=", "room")
          .execute(),
      )
      .then((rows) => ({ rows }));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((r) => r.guest !== null && r.person === null)).toBe(true);
  });

  test("is not done on a proof that is old", async () => {
    const caseId = await newCase();
    await agree(caseId);
    await age(server, 60);
    owner.forgetCache();
    expect((await sign(caseId, owner, 2)).body.type).toBe("/problems/step-up-needed");
    await age(server, 0);
  });

  test("the chain of events with guests in it verifies", async () => {
    const { body } = await said(owner.post("/v1/audit/verify"));
    expect(body).toMatchObject({ intact: true });
  });
});

describe("a guest on every other route", () => {
  const NAMES = (Object.keys(ROUTES) as RouteName[]).filter((n) => !["anyone", "guest"].includes(RULES[n].who));

  test.each(NAMES)("gets nothing by %s", async (name) => {
    const { method, path } = shapeOf(name);
    const to = path.replace(/\{(\w+)\}/g, (_, key: string) => (key === "case" ? walked : "1"));
    const response = await server.ask(to, {
      method: method.toUpperCase(),
      headers: { ...guest.headers, "content-type": "application/json" },
      ...(method === "get" ? {} : { body: "{}" }),
    });
    const { type, status } = (await response.json()) as { type?: string; status: string | number };
    // A directory is refused in the words of its own paper.
    const said = RULES[name].who === "directory" ? [String(status), undefined] : ["401", "/problems/not-signed-in"];
    expect([response.status, String(status), type]).toEqual([401, ...said]);
  });
  let guest: Browser;
  let walked = "";
  beforeAll(async () => {
    walked = await newCase();
    guest = await asGuest(walked);
  });
});
