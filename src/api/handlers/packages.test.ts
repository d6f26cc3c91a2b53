import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { packageWhole, sheet } from "#api/contract/packages.ts";
import { Refused } from "#api/refused.ts";
import { bringToToday } from "#app/desk/night.ts";
import { putProfile } from "#app/desk/settings.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";

/** A deal over many cases: weighed, said, countered, and taken on every case or on none. */

const NORTH = { key: "northfield", name: "Northfield Mutual (synthetic)" };
const SOUTH = { key: "southfield", name: "Southfield Mutual (synthetic)" };
let at: TestDesk;
let roy: TestPerson;
let lund: TestPerson;
let vega: TestPerson;
let stranger: TestPerson;
let mine = "";
let claims = 7000;

beforeAll(async () => {
  at = await openTestDesk();
  [mine = ""] = at.clients;
  roy = await at.person("Ines Roy", "director");
  lund = await at.person("Maren Lund", "negotiator");
  vega = await at.person("R. Vega", "director");
  stranger = await at.person("Stray Nger", "director", [at.clients[1] ?? ""]);
});
afterAll(() => at.close());

const numberOf = new Map<string, string>();
async function caseOf(payer = NORTH): Promise<string> {
  claims += 1;
  const number = `ED-${claims}`;
  const lines = ["99285 1000.00 c=A1 on=2026-09-01", "93010 500.00 c=A2 on=2026-09-01"];
  const { caseId } = await openCase(at, mine, {
    claim: claim(number, lines, {
      payer,
      billing: { npi: "1000000004", tin: "000000001", state: "AZ", zip: "85001", name: "Harbor Ridge" },
      filing: "CI",
      place: "23",
    }),
    remittances: [
      remittance(
        number,
        [
          "99285 1000.00 paid=300.00 CO45=512.00 PR1=188.00 c=A1 on=2026-09-01",
          "93010 500.00 paid=100.00 CO45=400.00 c=A2 on=2026-09-01",
        ],
        { payer, ...paidOn("2026-11-02") },
      ),
    ],
  });
  numberOf.set(caseId, number);
  return caseId;
}

let cases: string[] = [];
beforeEach(async () => {
  at.on("2026-11-20");
  cases = [await caseOf(), await caseOf(), await caseOf()];
});

const view = (id: string, who = roy) => ask(at, who, "getCase", { params: { case: id }, query: {} });
const weigh = async (given: object, who = roy) =>
  sheet.parse(await ask(at, who, "weighPackage", { body: { cases, basis: "billed", ...given } }));
const MOVE = {
  from: "them",
  asked: { amount: "3000.01" },
  made: "2026-11-20",
  expires: "2026-12-04",
  way: "email",
  belowFloor: "They pay within ten days.",
};
const propose = async (given: object = {}, move: object = {}, who = roy) =>
  packageWhole.parse(
    await ask(at, who, "proposePackage", {
      body: {
        kind: "package",
        name: "Three emergency visits",
        cases,
        basis: "billed",
        move: { ...MOVE, ...move },
        ...given,
      },
    }),
  );
const get = async (id: string, who = roy) =>
  packageWhole.parse(await ask(at, who, "getPackage", { params: { package: id } }));
const act = async (id: string, saw: number, given: object, who = roy) =>
  packageWhole.parse(await ask(at, who, "actOnPackage", { params: { package: id }, body: { saw, act: given } }));
type Whole = Awaited<ReturnType<typeof propose>>;
/** Has what was asked for of a deal given by another person. */
async function allow(p: Whole, who = vega): Promise<string> {
  const [asked] = p.approvals;
  if (asked === undefined) throw new Error("nothing was asked for");
  const attested = asked.unproven.map((u) => u.fact);
  await act(p.row.id, p.row.version, { type: "approve", request: asked.id, attested }, who);
  return asked.id;
}
/** A deal whose first word is ours: where it needs another person, asked for, allowed, and then said. */
async function proposeOurs(move: object = {}): Promise<Whole> {
  const free = await propose({}, { from: "us", ...move }).catch(() => undefined);
  if (free !== undefined) return free;
  const p = await propose({ ask: {} }, { from: "us", ...move });
  const request = await allow(p);
  return await act(p.row.id, p.row.version, { type: "counter", move: { ...MOVE, from: "us", ...move, request } });
}
const accept = (p: Whole, more: object = {}) => ({
  type: "accept",
  cases: p.sheet?.cases.map((c) => ({ case: c.case, saw: c.version })) ?? [],
  due: "2026-12-21",
  days: "business",
  source: "their email of November 20",
  belowFloor: "They pay within ten days.",
  ...more,
});
const refusalOf = async (asked: Promise<unknown>): Promise<Refused> => {
  const thrown = await asked.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(thrown instanceof Refused)) throw thrown ?? new Error("it was not refused");
  return thrown;
};
const says = (r: Refused): string => `${r.type}: ${r.more.detail}`;

describe("weighed, and nothing is changed", () => {
  test("an amount falls on every line, exactly", async () => {
    const s = await weigh({ asked: { amount: "3000.01" } });
    const shares = s.cases.flatMap((c) => c.lines.map((l) => l.share));
    expect(shares).toHaveLength(6);
    expect(shares.reduce((t, x) => t + Math.round(Number(x) * 100), 0)).toBe(300001);
    expect(s.anchors.find((a) => a.basis === "billed")?.amount).toBe("4500.00");
    expect((await view(cases[0] ?? "")).row.version).toBe(1);
  });
  test("a percent of a basis is an amount, halves up", async () => {
    expect((await weigh({ asked: { percent: "33.33", of: "billed" } })).amount).toBe("1499.85");
  });
  test("more than was billed cannot be split", async () => {
    expect((await weigh({ asked: { amount: "4500.01" } })).fault).toBe("It is more than all that was billed.");
  });
  test("two payers are no deal, and neither are nobody's cases", async () => {
    const other = await caseOf(SOUTH);
    expect(says(await refusalOf(weigh({ cases: [...cases, other] })))).toMatch(/one payer/);
    expect((await refusalOf(weigh({}, stranger))).type).toBe("not-found");
  });
});

describe("said, countered, ended", () => {
  test("ours, theirs, and every word of it with who and when", async () => {
    const p = await proposeOurs();
    expect([p.row.state, p.row.amount, p.row.lastFrom, p.row.version]).toEqual(["open", "3000.01", "us", 2]);
    const c = await act(p.row.id, 2, {
      type: "counter",
      move: { ...MOVE, asked: { percent: "50", of: "billed" } },
    });
    expect(c.moves.map((m) => [m.from, m.amount, m.percent, m.by])).toEqual([
      ["us", "3000.01", null, "Ines Roy"],
      ["them", "2250.00", "50% of billed", "Ines Roy"],
    ]);
    const ended = await act(p.row.id, 3, { type: "decline", reason: "below what two of them are worth" });
    expect([ended.row.state, ended.ended?.how, ended.sheet]).toEqual([
      "declined",
      "below what two of them are worth",
      null,
    ]);
    const { rows } = await at.desk.store.asSystem(({ session }) =>
      session.query<{ type: string }>("SELECT type FROM event WHERE subject = $1 ORDER BY seq", [p.row.id]),
    );
    expect(rows.map((r) => r.type)).toEqual([
      "package drafted",
      "package approval asked",
      "package approval given",
      "package approval used",
      "package proposed",
      "package countered",
      "package declined",
    ]);
    expect(says(await refusalOf(act(p.row.id, 4, { type: "withdraw", reason: "x" })))).toMatch(/was declined before/);
  });
  test("a case is in one open deal at a time, and free after it ended", async () => {
    const p = await propose();
    expect(says(await refusalOf(propose()))).toMatch(/is in another open deal/);
    await act(p.row.id, 1, { type: "withdraw", reason: "asked anew" });
    expect((await propose()).row.state).toBe("open");
  });
  test("seen at another version", async () => {
    const p = await propose();
    expect((await refusalOf(act(p.row.id, 2, { type: "decline", reason: "x" }))).type).toBe("stale-version");
  });
  test("expired the day after its last, in the night's record too, and taken up again by a counter", async () => {
    const p = await propose();
    at.on("2026-12-05");
    expect(says(await refusalOf(act(p.row.id, 1, accept(p))))).toMatch(/has expired/);
    await bringToToday(at.desk);
    const later = packageWhole.parse(await ask(at, roy, "getPackage", { params: { package: p.row.id } }));
    expect([later.row.state, later.row.version]).toEqual(["expired", 2]);
    const again = await act(p.row.id, 2, {
      type: "counter",
      move: { ...MOVE, from: "them", made: "2026-12-05", expires: "2026-12-18" },
    });
    expect(again.row.state).toBe("open");
  });
  test("a single case agreement is about one case", async () => {
    expect(says(await refusalOf(propose({ kind: "single case agreement" })))).toMatch(/one case/);
    expect(
      (await propose({ kind: "single case agreement", cases: cases.slice(0, 1) }, { asked: { amount: "900.00" } })).row
        .kind,
    ).toBe("single case agreement");
  });
});

describe("our own word passes the guardrails of every case", () => {
  test("the first word to a payer needs another person; asked for, given, said once", async () => {
    const fresh = { key: `new ${claims}`, name: "New Mutual (synthetic)" };
    cases = [await caseOf(fresh), await caseOf(fresh)];
    const ours = { from: "us", asked: { amount: "2000.00" } };
    expect(says(await refusalOf(propose({}, ours)))).toMatch(
      /^not-now: G4: it is the first contact with this payer \(an approval lifts it\)\. Ask a second person for it\./,
    );
    const p = await propose({ ask: { note: "both at once" } }, ours);
    expect([p.row.state, p.moves, p.approvals.length]).toEqual(["draft", [], 1]);
    expect(p.approvals[0]).toMatchObject({
      ...{ deal: { name: "Three emergency visits", cases: 2 }, case: null, what: ["first contact"], state: "waiting" },
      ...{ says: 'propose $2,000.00 for the 2 cases of "Three emergency visits"', note: "both at once" },
      mayDecide: false,
    });
    const request = p.approvals[0]?.id ?? "";
    expect(says(await refusalOf(act(p.row.id, 1, { type: "approve", request, attested: [] })))).toMatch(
      /You asked for it/,
    );
    expect(says(await refusalOf(act(p.row.id, 1, { type: "approve", request, attested: [] }, lund)))).toMatch(
      /^not-allowed/,
    );
    expect(says(await refusalOf(act(p.row.id, 1, { type: "approve", request, attested: [] }, vega)))).toMatch(
      /Nothing proves this yet, and it was not named/,
    );
    const move = { ...MOVE, ...ours, request };
    expect(says(await refusalOf(act(p.row.id, 1, { type: "counter", move })))).toMatch(/was not given yet/);
    await allow(p);
    const more = { ...move, asked: { amount: "2000.01" } };
    expect(says(await refusalOf(act(p.row.id, 1, { type: "counter", move: more })))).toMatch(
      /It was given for something else/,
    );
    const terms = { ...move, terms: { payWithin: 10 } };
    expect(says(await refusalOf(act(p.row.id, 1, { type: "counter", move: terms })))).toMatch(
      /It was given for something else/,
    );
    const said = await act(p.row.id, 1, { type: "counter", move });
    expect([said.row.state, said.row.lastFrom, said.approvals[0]?.state]).toEqual(["open", "us", "used"]);
    // The payer knows us now: the next word, within a step, needs nobody.
    const next = { ...MOVE, from: "us", asked: { amount: "1900.00" } };
    expect((await act(p.row.id, 2, { type: "counter", move: next })).row.amount).toBe("1900.00");
  });

  const known = async () => void (await proposeOurs({ asked: { amount: "2900.00" } }));
  const asked = (amount: string, more: object = {}) => propose({}, { from: "us", asked: { amount }, ...more });

  test.each<readonly [string, () => Promise<unknown>, RegExp]>([
    ["below the floor of a case", () => asked("700.00"), /G1: the figure would lie below the floor/],
    ["above what can be defended", () => asked("4500.00"), /G2: the figure would lie above what can be defended/],
    [
      "with a release of all claims",
      () => asked("2900.00", { terms: { release: "all claims" } }),
      /G4: it lets go of more than the price of these lines \(an approval lifts it\)/,
    ],
  ])("%s", async (_, said, no) => {
    await known();
    cases = [await caseOf(), await caseOf(), await caseOf()];
    expect(says(await refusalOf(said()))).toMatch(no);
  });

  test("a step of more than 30%, and less than they offer", async () => {
    const p = await proposeOurs({ asked: { amount: "3600.00" } });
    const ours = (amount: string) => ({ type: "counter", move: { ...MOVE, from: "us", asked: { amount } } });
    const { version } = p.row;
    expect(says(await refusalOf(act(p.row.id, version, ours("2500.00"))))).toMatch(
      /G4: the deal gives up more than 30%/,
    );
    await act(p.row.id, version, { type: "counter", move: { ...MOVE, asked: { amount: "3000.00" } } });
    expect(says(await refusalOf(act(p.row.id, version + 1, ours("2900.00"))))).toMatch(
      /They offer \$3,000.00. Ask for more/,
    );
  });

  test("on the last safe day of a right of one of its cases nothing is said before the right is used", async () => {
    const answers = {
      ...{ in_network: "no", plan_funding: "self_funded_erisa", service: "emergency", provider: "physician" },
      ...{ payment_received: "2026-11-02", state: "TX" },
    };
    const [first = ""] = cases;
    for (const [fact, value] of Object.entries(answers)) {
      const { row } = await view(first);
      const given = { type: "answer fact", fact, scope: "claim", key: numberOf.get(first), value, source: "card" };
      await ask(at, roy, "actOnCase", { params: { case: first }, body: { saw: row.version, act: given } });
    }
    const n = await ask(at, roy, "getNegotiation", { params: { case: first } });
    at.on(n.window.until);
    const p = await propose({}, { made: n.window.until, expires: "2027-01-29" });
    const move = { ...MOVE, from: "us", made: n.window.until, expires: "2027-01-29", asked: { amount: "3100.00" } };
    expect(says(await refusalOf(act(p.row.id, 1, { type: "counter", move })))).toMatch(
      /G7: Open negotiation ends today/,
    );
  });

  test("over what one may settle alone it is asked for, and a person's own limit counts", async () => {
    cases = [...cases, await caseOf(), await caseOf()];
    const ours = { from: "us", asked: { amount: "5000.01" } };
    expect(says(await refusalOf(propose({}, ours)))).toMatch(/G4: the deal is over \$5,000\.00/);
    const p = await propose({ ask: {} }, ours);
    expect(p.approvals[0]?.what).toContain("large offer");
    const listed = await ask(at, vega, "listApprovals", { query: { state: "waiting" } });
    const row = listed.rows.find((r: { id: string }) => r.id === p.approvals[0]?.id);
    expect(row).toMatchObject({ case: null, number: "Three emergency visits", mayDecide: true, amount: "5000.01" });
    const request = await allow(p);
    const said = await act(p.row.id, 1, { type: "counter", move: { ...MOVE, ...ours, request } });
    expect(said.row.amount).toBe("5000.01");
    expect((await propose({ cases: [await caseOf()] }, { asked: { amount: "1400.00" } })).row.amount).toBe("1400.00");
  });

  test("an approval is refused with a reason, taken back, and ends with another offer on a case", async () => {
    cases = [...cases, await caseOf(), await caseOf()];
    const ours = { from: "us", asked: { amount: "5000.01" } };
    const p = await propose({ ask: {} }, ours);
    const request = p.approvals[0]?.id ?? "";
    const no = await act(p.row.id, 1, { type: "refuse approval", request, reason: "too soon" }, vega);
    expect(no.approvals[0]).toMatchObject({ state: "refused", reason: "too soon" });
    const again = await act(p.row.id, 1, { type: "ask counter", move: { ...MOVE, ...ours } });
    const second = again.approvals[0]?.id ?? "";
    expect((await act(p.row.id, 1, { type: "withdraw approval", request: second })).approvals[0]?.state).toBe(
      "withdrawn",
    );
    const third = await act(p.row.id, 1, { type: "ask counter", move: { ...MOVE, ...ours } });
    await allow(third);
    const [first = ""] = cases;
    const log = { type: "log offer", from: "them", amount: "500.00", made: "2026-11-20", way: "fax" };
    const { row } = await view(first);
    await ask(at, lund, "actOnCase", { params: { case: first }, body: { saw: row.version, act: log } });
    const move = { ...MOVE, ...ours, request: third.approvals[0]?.id };
    expect(says(await refusalOf(act(p.row.id, 1, { type: "counter", move })))).toMatch(/something was offered since/);
    at.on("2026-11-25");
    expect((await get(p.row.id)).approvals[0]?.state).toBe("ended");
  });

  const SET = { offerLimit: "5000.00", messagesADay: 50, stopped: false, autonomy: "suggest", people: [] };
  const set = async (more: object, saw: number) =>
    await ask(at, await at.person("Olga Owner", "owner"), "putAuthority", {
      query: {},
      body: { ...SET, saw, ...more },
    });
  test.each<readonly [string, object, RegExp, number]>([
    ["while sending is off", { stopped: true }, /G10: sending is switched off/, 0],
    ["after the day's last message", { messagesADay: 0 }, /G10: 0 messages have gone out today/, 2],
  ])("nothing leaves %s, and their word is written down all the same", async (_, more, said, saw) => {
    await set(more, saw);
    expect(says(await refusalOf(propose({}, { from: "us" })))).toMatch(said);
    const p = await propose();
    expect(says(await refusalOf(act(p.row.id, 1, accept(p))))).toMatch(said);
    await set({}, saw + 1);
    expect((await act(p.row.id, 1, accept(p))).row.state).toBe("accepted");
  });

  test("a word over a deal is one message of the day, and so is taking theirs", async () => {
    at.on("2026-11-24");
    const sent = async (): Promise<number> => (await ask(at, roy, "getAuthority", { query: {} })).messagesToday;
    const before = await sent();
    await proposeOurs({ made: "2026-11-24" });
    expect(await sent()).toBe(before + 1);
    cases = [await caseOf(), await caseOf(), await caseOf()];
    const p = await propose({}, { made: "2026-11-24" });
    expect(await sent()).toBe(before + 1);
    await act(p.row.id, 1, accept(p));
    expect(await sent()).toBe(before + 2);
    at.on("2026-11-25");
    expect(await sent()).toBe(0);
  });
});

describe("taken on every case or on none", () => {
  test("an agreement on each, the shares less the patient's, and the deal is closed", async () => {
    const p = await propose();
    const done = await act(p.row.id, 1, accept(p));
    expect([done.row.state, done.sheet]).toEqual(["accepted", null]);
    expect(done.members.map((m) => m.case)).toEqual(p.sheet?.cases.map((c) => c.case));
    expect(done.members.map((m) => m.share)).toEqual(p.sheet?.cases.map((c) => c.share));
    let total = 0;
    for (const id of cases) {
      const v = await view(id);
      expect(v.expected).toHaveLength(1);
      total += Math.round(Number(v.expected[0].expected) * 100);
      expect(v.expected[0].source).toBe("their email of November 20");
    }
    // 3000.01 in all, of which the patients owe 188.00 on each.
    expect(total).toBe(300001 - 3 * 18800);
  });
  test("one case changed since: no case has an agreement, and the deal stands", async () => {
    const p = await propose();
    const [, second = ""] = cases;
    const { row } = await view(second);
    await ask(at, lund, "actOnCase", {
      params: { case: second },
      body: { saw: row.version, act: { type: "add note", text: "Wait." } },
    });
    const no = await refusalOf(act(p.row.id, 1, accept(p)));
    expect(says(no)).toMatch(/^stale-version: Nothing was agreed on any case\. P1-\d+/);
    for (const id of cases) expect((await view(id)).expected).toEqual([]);
    const now = packageWhole.parse(await ask(at, roy, "getPackage", { params: { package: p.row.id } }));
    expect([now.row.state, now.row.version]).toEqual(["open", 1]);
    expect((await act(p.row.id, 1, accept(now))).row.state).toBe("accepted");
  });
  test("a case that nobody named as seen is stale", async () => {
    const p = await propose();
    expect((await refusalOf(act(p.row.id, 1, accept(p, { cases: [] })))).type).toBe("stale-version");
  });
  test("a case that would get less than its floor is not given away for a reason alone", async () => {
    const p = await propose({}, { from: "them", asked: { amount: "900.00" } });
    expect(says(await refusalOf(act(p.row.id, 1, accept(p))))).toMatch(/G1: the figure would lie below the floor/);
    for (const id of cases) expect((await view(id)).expected).toEqual([]);
  });

  test("less than the patient's own share of a line is refused", async () => {
    const p = await propose({}, { from: "them", asked: { amount: "400.00" } });
    expect(says(await refusalOf(act(p.row.id, 1, accept(p))))).toMatch(/less than the patient's share/);
  });
});

describe("who may", () => {
  test("a colleague of another client learns of no deal", async () => {
    const p = await propose();
    expect((await refusalOf(ask(at, stranger, "getPackage", { params: { package: p.row.id } }))).type).toBe(
      "not-found",
    );
    expect((await refusalOf(act(p.row.id, 1, { type: "decline", reason: "x" }, stranger))).type).toBe("not-found");
    const list = await ask(at, stranger, "listPackages", { query: {} });
    expect([list.rows, list.suggested]).toEqual([[], []]);
  });
  test("terms become dollars, once for the deal, and what is missing is named", async () => {
    const terms = { payWithin: 10, interestWaived: true, release: "all claims", precedent: "this code" };
    const p = await propose({}, { terms });
    const said = new Map(p.sheet?.worth?.terms.map((t) => [t.term, [t.dollars, t.source]]));
    expect(p.moves[0]?.terms).toEqual(terms);
    expect(said.get("payWithin")?.[0]).toMatch(/^-\d/);
    expect(said.get("interestWaived")).toEqual([null, expect.stringMatching(/is missing/)]);
    expect(said.get("precedent")).toEqual([
      null,
      expect.stringMatching(/too few lines of 93010, 99285|too few lines of/),
    ]);
    expect(said.get("release")?.[1]).toMatch(/other open cases? with this payer/);
    expect(says(await refusalOf(act(p.row.id, 1, accept(p))))).toMatch(/G4: it lets go of more than the price/);
    const waiting = await act(p.row.id, 1, { type: "ask accept", belowFloor: "They pay at once." });
    expect(waiting.approvals[0]).toMatchObject({ act: "accept offer", what: ["release"] });
    const request = await allow(waiting);
    expect((await act(p.row.id, 1, accept(p, { request }))).row.state).toBe("accepted");
  });
  test("a case says which deal it is in and what of it is its own, also once it was agreed", async () => {
    const [first = ""] = cases;
    const of = (who = roy) => ask(at, who, "getCaseDeal", { params: { case: first } });
    expect((await of()).deal).toBeNull();
    const p = await propose();
    const own = p.sheet?.cases.find((c) => c.case === first)?.share;
    expect((await of()).deal).toMatchObject({ name: p.row.name, state: "open", amount: "3000.01", share: own });
    await act(p.row.id, 1, accept(p));
    expect((await of()).deal).toMatchObject({ state: "accepted", share: own });
    expect((await refusalOf(of(stranger))).type).toBe("not-found");
  });

  test("the letter of a deal has every line of every case, to the cent, and is a draft until it is said or taken", async () => {
    await at.desk.store.as(at.owner, (tx) =>
      putProfile(tx, mine, 0, {
        ...{ name: "Harbor Ridge", npis: ["1000000004"], tins: ["000000001"] },
        ...{ letterhead: ["Harbor Ridge", "1 Invented Street"], signer: { name: "Ines Roy", title: "Director" } },
      }),
    );
    const letter = async (id: string, more: object = {}) =>
      JSON.parse(
        await (
          await ask(at, roy, "writePackageLetter", { params: { package: id }, body: { format: "json", ...more } })
        ).text(),
      );
    const p = await propose();
    const draft = await letter(p.row.id);
    const total = (l: { items: { share: string }[] }) =>
      l.items.reduce((t, i) => t + Math.round(Number(i.share) * 100), 0);
    expect([draft.kind, draft.items.length, total(draft), draft.totals.share]).toEqual([
      ...["Acceptance of your offer, draft", 6, 300001, "3000.01"],
    ]);
    expect(JSON.stringify(draft.said)).toMatch(/3,000\.01.*6 services of 3 claims below/);
    await act(p.row.id, 1, accept(p));
    expect((await letter(p.row.id)).kind).toBe("Acceptance of your offer");
    const first = await caseOf();
    const sca = await propose(
      { kind: "single case agreement", name: "One patient", cases: [first] },
      { asked: { amount: "1400.00" }, terms: { payWithin: 10, noBalanceBill: true } },
    );
    expect((await refusalOf(letter(sca.row.id))).more.missing?.map((m) => m.fact)).toContain("network gap");
    const agreed = await letter(sca.row.id, {
      because: "No surgeon of the plan within 50 miles, its directory of May 2",
    });
    expect([agreed.kind, total(agreed), agreed.items.map((i: { units: string }) => i.units)]).toEqual([
      ...["Single case agreement, draft", 140000, ["1", "1"]],
    ]);
    expect(agreed.terms.join(" ")).toMatch(/within 10 business days.*will not be billed/);
    // The letter of the case is the same paper in the deal's figures.
    const body = { kind: "single case agreement", format: "json", because: "No surgeon" };
    const own = JSON.parse(await (await ask(at, roy, "writeLetter", { params: { case: first }, body })).text());
    expect([own.kind, own.items, own.terms]).toEqual([agreed.kind, agreed.items, agreed.terms]);
    expect(agreed.support.texts).toEqual(["No surgeon of the plan within 50 miles, its directory of May 2"]);
  });
  test("the settlement of a deal is one paper of every line of every case, and of none before it is taken", async () => {
    const paper = async (id: string, more: object = {}) =>
      await ask(at, roy, "writePackageSettlement", {
        ...{ params: { package: id }, body: { kind: "settlement agreement", format: "json", ...more } },
      });
    const p = await propose();
    expect(says(await refusalOf(paper(p.row.id)))).toMatch(/This deal was not taken, so there is nothing to sign/);
    await act(p.row.id, 1, accept(p));
    const data = JSON.parse(await (await paper(p.row.id)).text());
    const rates = data.claims.flatMap((c: { rows: { rate: string }[] }) => c.rows.map((r) => r.rate));
    expect([data.claims.length, rates.length]).toEqual([3, 6]);
    expect(rates.reduce((t: number, r: string) => t + Math.round(Number(r) * 100), 0)).toBe(300001);
    const pdf = new Uint8Array(await (await paper(p.row.id, { format: "pdf" })).arrayBuffer());
    expect(new TextDecoder().decode(pdf.slice(0, 5))).toBe("%PDF-");
  });

  test("the list shows deals, the newest first", async () => {
    const p = await propose();
    const list = await ask(at, roy, "listPackages", { query: {} });
    expect(list.rows[0]).toMatchObject({ id: p.row.id, cases: 3, payer: NORTH.name });
  });
});
