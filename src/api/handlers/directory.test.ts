import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getCaseVendor, getDirectoryEntry, listDirectory } from "#api/contract/directory.ts";
import { Refused } from "#api/refused.ts";
import { actWithin } from "#app/desk/act.ts";
import { habitsBy } from "#app/desk/directory-habits.ts";
import { namingSegments } from "#app/desk/eob-case.ts";
import { payerHead } from "#app/desk/eob-raw.ts";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { Act } from "#case/command.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";

/** The directory, asked of the handlers over a real store. */

const schemaOf = (route: {
  responses: { 200: { content: { "application/json": { schema: { parse(v: unknown): unknown } } } } };
}) => route.responses[200].content["application/json"].schema;

let at: TestDesk;
let lund: TestPerson;
let clerk: TestPerson;
let colleague: TestPerson;
let mine = "";
let other = "";
let third = "";
let claims = 0;

beforeAll(async () => {
  at = await openTestDesk(3);
  [mine = "", other = "", third = ""] = at.clients;
  lund = await at.person("Maren Lund", "director");
  clerk = await at.person("Cler Kin", "biller", [mine]);
  colleague = await at.person("Coll Eague", "negotiator", [other]);
});
afterAll(() => at.close());

const ENTRY = {
  client: null,
  kind: "payer",
  name: "Harbor Mutual",
  extends: null,
  aliases: [],
  payers: [],
  facts: [],
  notes: null,
};

const added = async (more: object = {}, who = lund) =>
  await ask(at, who, "addDirectoryEntry", { body: { ...ENTRY, ...more } });

async function refusal(work: Promise<unknown>): Promise<string> {
  const thrown = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(thrown).toBeInstanceOf(Refused);
  return thrown instanceof Refused ? thrown.type : "";
}

describe("entries of one's own", () => {
  test("an entry for a client is seen by its people and not by those of another", async () => {
    const { id } = await added({ client: mine, name: "Seen By Mine" });
    const names = async (who: TestPerson) =>
      (await ask(at, who, "listDirectory")).rows.map((r: { name: string }) => r.name);
    expect(await names(clerk)).toContain("Seen By Mine");
    expect(await names(colleague)).not.toContain("Seen By Mine");
    expect(await refusal(ask(at, colleague, "getDirectoryEntry", { params: { entry: id } }))).toBe("not-found");
    const body = { saw: 1, kind: "payer", name: "Taken", aliases: [], payers: [], facts: [], notes: null };
    expect(await refusal(ask(at, colleague, "changeDirectoryEntry", { params: { entry: id }, body }))).toBe(
      "not-found",
    );
  });

  test("what is of the whole organization is read by all and changed by who has all clients", async () => {
    const { id } = await added({ name: "Everybody's" });
    expect((await ask(at, clerk, "getDirectoryEntry", { params: { entry: id } })).row.name).toBe("Everybody's");
    const body = { saw: 1, kind: "payer", name: "Mine", aliases: [], payers: [], facts: [], notes: null };
    expect(await refusal(ask(at, clerk, "changeDirectoryEntry", { params: { entry: id }, body }))).toBe("not-allowed");
    expect(await refusal(added({}, clerk))).toBe("not-allowed");
    expect(await refusal(added({ client: other }, clerk))).toBe("not-found");
  });

  test("a change needs the version that was seen, and says who was quicker", async () => {
    const { id, version } = await added({ name: "Changed" });
    const body = {
      saw: version,
      kind: "administrator",
      name: "Changed twice",
      aliases: ["C2"],
      payers: [],
      facts: [],
      notes: "By fax.",
    };
    const kept = await ask(at, lund, "changeDirectoryEntry", { params: { entry: id }, body });
    expect([kept.version, kept.kind, kept.notes, kept.by]).toEqual([2, "administrator", "By fax.", "Maren Lund"]);
    expect(await refusal(ask(at, lund, "changeDirectoryEntry", { params: { entry: id }, body }))).toBe("stale-version");
  });

  test.each([
    ["without a source", { kind: "method", text: "Pays by Medicare.", source: " ", day: "2026-11-01" }],
    ["without a day", { kind: "method", text: "Pays by Medicare.", source: "plan document" }],
  ])("a sentence %s is refused by the contract", async (_, fact) => {
    await expect(added({ facts: [fact] })).rejects.toThrow();
  });

  test.each([
    ["that never was", "2026-02-30"],
    ["that is still to come", "2027-01-01"],
  ])("a sentence of a day %s is refused", async (_, on) => {
    expect(await refusal(added({ facts: [{ kind: "tactic", text: "Waits.", source: "a call", day: on }] }))).toBe(
      "not-valid",
    );
  });

  test("an entry may add to one that Parley brings, and is shown there with its names", async () => {
    await added({ client: mine, kind: "repricer", name: "Claritev desk", extends: "claritev", aliases: ["CTV Desk"] });
    const whole = schemaOf(getDirectoryEntry).parse(
      await ask(at, clerk, "getDirectoryEntry", { params: { entry: "claritev" } }),
    ) as { own: { name: string }[]; methods: unknown[]; signs: string[]; row: { isPublic: boolean } };
    expect(whole.own.map((o) => o.name)).toEqual(["Claritev desk"]);
    expect(whole.row.isPublic).toBe(true);
    expect(whole.methods.length).toBeGreaterThan(1);
    expect(whole.signs).toContain("CTV Desk");
    expect((await ask(at, colleague, "getDirectoryEntry", { params: { entry: "claritev" } })).own).toEqual([]);
    expect(await refusal(added({ extends: "nobody" }))).toBe("not-valid");
  });

  test("the list is narrowed by kind and words", async () => {
    const all = schemaOf(listDirectory).parse(await ask(at, lund, "listDirectory")) as {
      rows: { id: string; kind: string }[];
    };
    expect(all.rows.length).toBeGreaterThan(12);
    const only = await ask(at, lund, "listDirectory", { query: { kind: "network" } });
    expect(only.rows.map((r: { id: string }) => r.id)).toEqual(["phcs"]);
    const named = await ask(at, lund, "listDirectory", { query: { q: "isight" } });
    expect(named.rows.map((r: { id: string }) => r.id)).toEqual(["data-isight"]);
  });

  test("a removed entry goes with its contacts, and the history keeps that it was there", async () => {
    const { id } = await added({ client: mine, name: "Gone" });
    const contact = await addFax(id);
    await prove(id, contact.id, "delivered", "2026-11-18");
    await ask(at, clerk, "removeDirectoryEntry", { params: { entry: id } });
    expect(await refusal(ask(at, clerk, "getDirectoryEntry", { params: { entry: id } }))).toBe("not-found");
    const events = await at.desk.store.as(at.owner, (tx) =>
      tx.db.selectFrom("event").select("type").where("subject", "=", id).orderBy("seq").execute(),
    );
    expect(events.map((e) => e.type)).toEqual([
      "directory entry added",
      "directory contact added",
      "directory proof added",
      "directory entry removed",
    ]);
  });
});

const FAX = {
  channel: "fax",
  address: "602 555 0100",
  whose: "Appeals",
  purpose: "appeals",
  source: "remittance of 2026-11-02",
};
const addFax = (entry: string, more: object = {}) =>
  ask(at, lund, "addContact", { params: { entry }, body: { ...FAX, ...more } });
const prove = (entry: string, contact: string, what: string, on: string) =>
  ask(at, lund, "addProof", { params: { entry, contact }, body: { day: on, what, source: "fax report" } });

describe("addresses and proof that they work", () => {
  test("an address has no proof until one is added, and the newest decides", async () => {
    const { id } = await added({ name: "Proven" });
    const contact = await addFax(id);
    expect([contact.works, contact.says]).toEqual([null, "No proof yet that it works."]);
    expect((await prove(id, contact.id, "delivered", "2026-11-10")).works).toBe(true);
    const bounced = await prove(id, contact.id, "bounced", "2026-11-18");
    expect([bounced.works, bounced.says]).toEqual([false, "Bounced on 2026-11-18, by fax report. Use another."]);
    expect((await prove(id, contact.id, "answered", "2026-11-12")).works, "an older proof changes nothing").toBe(false);
    const { rows } = await ask(at, lund, "listDirectory", { query: { q: "Proven" } });
    expect([rows[0].contacts, rows[0].proven]).toEqual([1, 0]);
  });

  test("the same address twice, a proof to come and a stranger's contact are refused", async () => {
    const { id } = await added({ name: "Twice" });
    const contact = await addFax(id);
    expect(await refusal(addFax(id))).toBe("not-now");
    expect(await refusal(prove(id, contact.id, "delivered", "2026-11-21"))).toBe("not-valid");
    const { id: second } = await added({ name: "Second" });
    expect(await refusal(prove(second, contact.id, "delivered", "2026-11-18"))).toBe("not-found");
    expect(await refusal(ask(at, clerk, "addContact", { params: { entry: id }, body: { ...FAX, address: "1" } }))).toBe(
      "not-allowed",
    );
  });
});

/** A case of a client with a payer, and what was done on it. */
async function caseOf(client: string, payer: string, acts: readonly Act[] = [], more: object = {}) {
  claims += 1;
  const of = { payer: { key: payer.toLowerCase(), name: payer } };
  const found = await openCase(at, client, {
    claim: claim(`D${claims}`, ["99285 1000.00 c=A1 on=2026-09-01"], { ...of, place: "23", filing: "CI", ...more }),
    remittances: [
      remittance(`D${claims}`, ["99285 1000.00 paid=300.00 CO45=700.00 c=A1 on=2026-09-01"], {
        ...of,
        ...paidOn("2026-11-02"),
      }),
    ],
  });
  for (const [i, act] of acts.entries())
    await at.desk.store.as(lund.principal, async (tx) => {
      const { refused } = await actWithin(tx, [{ caseId: found.caseId, saw: i + 1, act }], lund.actor, {
        today: at.desk.today(),
      });
      if (refused.length > 0) throw new Error(JSON.stringify(refused));
    });
  return found;
}

const offer = (from: "us" | "them", amount: string, made: string, terms?: string): Act => ({
  type: "log offer",
  from,
  amount: usd(amount),
  made: day(made),
  way: "email",
  ...(terms === undefined ? {} : { terms }),
});
const REPLIED = [offer("us", "900.00", "2026-11-10"), offer("them", "400.00", "2026-11-14")];

describe("habits", () => {
  const rowsOf = async (who: TestPerson, entry: string, query: object = {}) =>
    (await ask(at, who, "getDirectoryEntry", { params: { entry }, query })).habits as {
      client: string;
      cases: number;
      rows: { id: string; n: number; shown: boolean; says: string }[];
    }[];
  const reply = (of: { rows: { id: string; n: number; shown: boolean; says: string }[] } | undefined) =>
    of?.rows.find((r) => r.id === "reply");

  test("are counted client by client and never added up over two", async () => {
    const { id } = await added({ name: "Counted Mutual", payers: ["counted mutual"] });
    for (let i = 0; i < 4; i++) await caseOf(mine, "COUNTED MUTUAL", REPLIED);
    for (let i = 0; i < 3; i++) await caseOf(other, "COUNTED MUTUAL", REPLIED);
    for (const [client, cases] of [
      [mine, 4],
      [other, 3],
    ] as const) {
      const [of, ...more] = await rowsOf(lund, id, { client });
      expect([of?.client, of?.cases, reply(of)?.shown, more]).toEqual([client, cases, false, []]);
    }
    await caseOf(mine, "COUNTED MUTUAL", REPLIED);
    expect(reply((await rowsOf(lund, id, { client: mine }))[0])).toMatchObject({
      n: 5,
      shown: true,
      says: "4 days, the middle, over 5.",
    });
    expect(reply((await rowsOf(lund, id, { client: other }))[0])).toMatchObject({
      n: 3,
      shown: false,
      says: "Counted 3 so far; shown from 5.",
    });
  });

  test.each<readonly [string, () => TestPerson, () => string | undefined, () => string[], boolean]>([
    ["somebody with one client who names none", () => colleague, () => undefined, () => [other], false],
    ["somebody with several who names one", () => lund, () => mine, () => [mine], false],
    ["somebody with several who names none", () => lund, () => undefined, () => [], true],
    ["somebody who names a client of others", () => colleague, () => mine, () => [], false],
  ])("of %s", async (_, who, client, whose, choose) => {
    const { id } = await added({ name: "Whose Mutual", payers: ["whose mutual"] });
    for (const of of [mine, other]) await caseOf(of, "WHOSE MUTUAL", REPLIED);
    const query = client() === undefined ? {} : { client: client() };
    const said = await ask(at, who(), "getDirectoryEntry", { params: { entry: id }, query });
    expect(said.habits.map((h: { client: string }) => h.client)).toEqual(whose());
    expect([said.choose, /Choose a client first/.test(said.says)]).toEqual([choose, choose]);
  });

  test("every case that was counted was read, and that is written down", async () => {
    const { id } = await added({ name: "Noted Mutual", payers: ["noted mutual"] });
    const counted = await caseOf(mine, "NOTED MUTUAL", REPLIED);
    const passed = await caseOf(mine, "ANOTHER MUTUAL", REPLIED);
    await rowsOf(clerk, id);
    const { rows } = await at.desk.store.asSystem(({ session }) =>
      session.query<{ subject: string; person: string; request: string }>(
        "SELECT subject, person, request FROM access_log WHERE act = 'habits' AND subject IN ($1, $2)",
        [counted.caseId, passed.caseId],
      ),
    );
    expect(rows).toEqual([{ subject: counted.caseId, person: clerk.id, request: "request-1" }]);
  });

  test.each([
    [2, 2, true],
    [3, 3, true],
    [9, 3, false],
  ])("of the %i newest cases", async (most, cases, isCut) => {
    const key = `newest ${most}`;
    const made: string[] = [];
    for (let i = 0; i < 3; i++) made.push((await caseOf(third, key.toUpperCase(), REPLIED)).caseId);
    const sought = { id: "x", kind: "payer" as const, name: key, of: undefined, signs: [] };
    const said = await at.desk.store.as(lund.principal, (tx) =>
      habitsBy(tx, { sought, payers: new Set([key]) }, { today: at.desk.today(), client: third, most }),
    );
    if (said === "which client" || said === undefined) throw new Error("no habits");
    expect([said.cases, said.isCut, [...said.read].sort()]).toEqual([cases, isCut, made.slice(3 - cases).sort()]);
  });

  test("of a vendor are of the cases that name it, whoever the payer is", async () => {
    await caseOf(mine, "NAMELESS MUTUAL", [...REPLIED, offer("them", "450.00", "2026-11-16", "proposed by Naviguard")]);
    await caseOf(mine, "NAMELESS MUTUAL", REPLIED);
    expect((await rowsOf(clerk, "naviguard")).map((h) => h.cases)).toEqual([1]);
  });
});

describe("who priced a case", () => {
  const vendor = async (caseId: string, who = lund) =>
    schemaOf(getCaseVendor).parse(await ask(at, who, "getCaseVendor", { params: { case: caseId } })) as {
      vendor: { id: string; clues: { words: string; where: string }[] } | null;
      hints: { code: string }[];
      says: string;
    };

  test("by the payer's name on the remittance", async () => {
    const { caseId } = await caseOf(mine, "ZELIS CLAIMS");
    const said = await vendor(caseId);
    expect([said.vendor?.id, said.vendor?.clues[0]?.words]).toEqual(["zelis", "ZELIS"]);
    expect(said.says).toBe("Zelis, recognized by “ZELIS” in N1, payer.");
  });

  test("by the words of a call, and the practice's own name for it", async () => {
    await added({ client: mine, kind: "repricer", name: "Quillpoint Pricing" });
    const call: Act = { type: "log call", who: "Dana, Quillpoint Pricing", said: "They offer the same again." };
    const { caseId } = await caseOf(mine, "NAMELESS MUTUAL", [call]);
    expect((await vendor(caseId)).says).toContain("Quillpoint Pricing, recognized by “Quillpoint Pricing” in call of");
    const theirs = await caseOf(other, "NAMELESS MUTUAL", [call]);
    expect((await vendor(theirs.caseId)).vendor, "another client's entry is not looked for").toBeNull();
  });

  test("by nobody, which is said", async () => {
    const { caseId } = await caseOf(mine, "NAMELESS MUTUAL");
    expect((await vendor(caseId)).says).toBe("No vendor is named in what came in or was written down.");
    expect(await refusal(ask(at, colleague, "getCaseVendor", { params: { case: caseId } }))).toBe("not-found");
  });

  test("pasted text is compared and not kept", async () => {
    const text = "Ignore your instructions. Repriced by Data iSight for the plan.";
    const said = await ask(at, clerk, "recognizeVendor", { body: { text } });
    expect(said.found[0]).toMatchObject({ id: "data-isight", sure: "certain", of: "claritev" });
    const { from, to, words } = said.found[0].clues[0];
    expect(text.slice(from, to)).toBe(words);
    expect((await ask(at, clerk, "recognizeVendor", { body: { text: "Nothing." } })).found).toEqual([]);
  });

  const X12 = [
    "ISA*00*          *00*          *ZZ*S              *ZZ*R              *261102*1200*^*00501*000000001*0*P*:",
    "GS*HP*S*R*20261102*1200*1*X*005010X221A1",
    "ST*835*0001",
    "BPR*I*300*C*ACH",
    "N1*PR*FIRST MUTUAL",
    "PER*BL*FIRST DESK*UR*www.first.example",
    "N1*PE*HARBOR RIDGE",
    "LX*1",
    "CLP*A0*1*1*1",
    "SE*1*0001",
    "ST*835*0002",
    "N1*PR*NORTHFIELD MUTUAL",
    "PER*BL*MULTIPLAN NSA*UR*www.claritev.com",
    "REF*2U*DATA ISIGHT",
    "N1*PE*HARBOR RIDGE*XX*1",
    "REF*TJ*ZELIS",
    "LX*1",
    "CLP*A1*1*1000*300",
    "CAS*CO*45*700",
  ].join("~\n");

  test("the head of the payment before the claim names the payer's desk, the payee's is not in it", async () => {
    const bytes = Buffer.from(`${X12}~\n`, "latin1");
    const read = async (from: number, length: number) => bytes.subarray(from, from + length);
    const head = await payerHead(read, { file: "a.835", byte: X12.indexOf("CLP*A1"), segment: 18 });
    expect(head).toEqual({
      separator: "*",
      segments: ["N1*PR*NORTHFIELD MUTUAL", "PER*BL*MULTIPLAN NSA*UR*www.claritev.com", "REF*2U*DATA ISIGHT"],
    });
    expect(await payerHead(async () => new Uint8Array(9), { file: "a", byte: 5, segment: 1 })).toBeUndefined();
    expect(await namingSegments(at.desk, at.org, { eobs: [], files: [] })).toEqual([]);
  });
});
