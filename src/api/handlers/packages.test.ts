import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { packageWhole, sheet } from "#api/contract/packages.ts";
import { Refused } from "#api/refused.ts";
import { bringToToday } from "#app/desk/night.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";

/** A deal over many cases: weighed, said, countered, and taken on every case or on none. */

const NORTH = { key: "northfield", name: "Northfield Mutual (synthetic)" };
const SOUTH = { key: "southfield", name: "Southfield Mutual (synthetic)" };
let at: TestDesk;
let roy: TestPerson;
let lund: TestPerson;
let stranger: TestPerson;
let mine = "";
let claims = 7000;

beforeAll(async () => {
  at = await openTestDesk();
  [mine = ""] = at.clients;
  roy = await at.person("Ines Roy", "director");
  lund = await at.person("Maren Lund", "negotiator");
  stranger = await at.person("Stray Nger", "director", [at.clients[1] ?? ""]);
});
afterAll(() => at.close());

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
  from: "us",
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
const act = async (id: string, saw: number, given: object, who = roy) =>
  packageWhole.parse(await ask(at, who, "actOnPackage", { params: { package: id }, body: { saw, act: given } }));
type Whole = Awaited<ReturnType<typeof propose>>;
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
    const p = await propose();
    expect([p.row.state, p.row.amount, p.row.lastFrom, p.row.version]).toEqual(["open", "3000.01", "us", 1]);
    const c = await act(p.row.id, 1, {
      type: "counter",
      move: { ...MOVE, from: "them", asked: { percent: "50", of: "billed" } },
    });
    expect(c.moves.map((m) => [m.from, m.amount, m.percent, m.by])).toEqual([
      ["us", "3000.01", null, "Ines Roy"],
      ["them", "2250.00", "50% of billed", "Ines Roy"],
    ]);
    const ended = await act(p.row.id, 2, { type: "decline", reason: "below what two of them are worth" });
    expect([ended.row.state, ended.ended?.how, ended.sheet]).toEqual([
      "declined",
      "below what two of them are worth",
      null,
    ]);
    const { rows } = await at.desk.store.asSystem(({ session }) =>
      session.query<{ type: string }>("SELECT type FROM event WHERE subject = $1 ORDER BY seq", [p.row.id]),
    );
    expect(rows.map((r) => r.type)).toEqual(["package proposed", "package countered", "package declined"]);
    expect(says(await refusalOf(act(p.row.id, 3, { type: "withdraw", reason: "x" })))).toMatch(/was declined before/);
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

describe("our own word is guarded", () => {
  test("over what one may settle alone", async () => {
    cases = [...cases, await caseOf()];
    expect(says(await refusalOf(propose({}, { asked: { amount: "5000.01" } })))).toMatch(/over \$5,000\.00.*\(G4\)/);
    expect((await propose({}, { from: "them", asked: { amount: "5000.01" } })).row.amount).toBe("5000.01");
  });
  const SET = { offerLimit: "5000.00", messagesADay: 50, stopped: false, autonomy: "suggest", people: [] };
  const set = async (more: object, saw: number) =>
    await ask(at, await at.person("Olga Owner", "owner"), "putAuthority", {
      query: {},
      body: { ...SET, saw, ...more },
    });
  test.each<readonly [string, object, RegExp, number]>([
    ["while sending is off", { stopped: true }, /switched off.*\(G10\)/, 0],
    ["after the day's last message", { messagesADay: 0 }, /0 messages have gone out today.*\(G10\)/, 2],
  ])("nothing leaves %s, and their word is written down all the same", async (_, more, said, saw) => {
    await set(more, saw);
    expect(says(await refusalOf(propose()))).toMatch(said);
    const p = await propose({}, { from: "them" });
    expect(says(await refusalOf(act(p.row.id, 1, accept(p))))).toMatch(said);
    await set({}, saw + 1);
    expect((await act(p.row.id, 1, accept(p))).row.state).toBe("accepted");
  });
});

describe("taken on every case or on none", () => {
  test("an agreement on each, the shares less the patient's, and the deal is closed", async () => {
    const p = await propose();
    const done = await act(p.row.id, 1, accept(p));
    expect([done.row.state, done.sheet]).toEqual(["accepted", null]);
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
    expect(says(await refusalOf(act(p.row.id, 1, accept(p))))).toMatch(
      /would get less than its floor of \$.* have a second person lower the floor/,
    );
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
  test("the list shows deals, the newest first", async () => {
    const p = await propose();
    const list = await ask(at, roy, "listPackages", { query: {} });
    expect(list.rows[0]).toMatchObject({ id: p.row.id, cases: 3, payer: NORTH.name });
  });
});
