import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bulkResult, queueRow, savedView } from "#api/contract/queue.ts";
import { Refused } from "#api/refused.ts";
import { plusDays } from "#base/day.ts";
import { endingOn } from "#case/story.ts";
import { claim } from "#claim/invented.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";

/** The queue acted on, searched and taken away, asked of the handlers over a real store. */

let at: TestDesk;
let lund: TestPerson;
let roy: TestPerson;
let reader: TestPerson;
let one: TestPerson;
let [mine, theirs] = ["", ""];
let cases: { caseId: string; number: string }[] = [];
let claims = 0;

beforeAll(async () => {
  at = await openTestDesk();
  [mine = "", theirs = ""] = at.clients;
  lund = await at.person("Maren Lund", "negotiator");
  roy = await at.person("Ines Roy", "director");
  reader = await at.person("Rea Donly", "read-only");
  one = await at.person("One Client", "negotiator", [theirs]);
});
afterAll(() => at.close());

const open = async (client: string, more: { number?: string; patient?: string } = {}) => {
  claims += 1;
  const payer = { key: "northfield", name: "Northfield Mutual (synthetic)" };
  const given = claim(more.number ?? `Q-${claims}`, ["99285 1000.00"], { payer });
  return await openCase(at, client, { claim: given, patient: more.patient ?? "CANARY PATIENT" });
};

beforeEach(async () => {
  cases = [await open(mine), await open(mine), await open(theirs)];
});

const rowOf = async (caseId: string) => (await ask(at, lund, "getCase", { params: { case: caseId } })).row;

async function bulk(act: object, who = lund, saws: readonly number[] = []) {
  const body = { act, cases: cases.map((c, i) => ({ case: c.caseId, saw: saws[i] ?? 1 })) };
  const answer = await ask(at, who, "doInBulk", { body });
  expect(bulkResult.safeParse(answer).error).toBeUndefined();
  return answer;
}

const undo = (id: string, who = lund) => ask(at, who, "undoBulk", { params: { act: id } });

const refusalOf = async (asked: Promise<unknown>): Promise<Refused> => {
  const thrown = await asked.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(thrown instanceof Refused)) throw thrown ?? new Error("it was not refused");
  return thrown;
};

describe("one act on many cases", () => {
  test.each([
    ["assign", () => ({ type: "assign", to: roy.id }), (r: Row) => r.owner?.name ?? null, "Ines Roy", null],
    ["hold", () => ({ type: "hold", reason: "counsel" }), (r: Row) => r.state, "held", "open"],
    ["snooze", () => ({ type: "snooze", until: "2026-11-24", reason: "mail" }), (r: Row) => r.state, "snoozed", "open"],
    ["add a task", () => ({ type: "add task", title: "Call" }), (r: Row) => r.version, 2, 3],
  ])("%s: done and taken back as one", async (_, act, look, done, undone) => {
    const said = await bulk(act());
    expect([said.done.length, said.refused, said.undo]).toEqual([3, [], true]);
    for (const c of cases) expect(look(await rowOf(c.caseId))).toBe(done);
    const back = await undo(said.id);
    expect([back.done.length, back.refused]).toEqual([3, []]);
    for (const c of cases) expect(look(await rowOf(c.caseId))).toBe(undone);
    expect((await refusalOf(undo(said.id))).more.detail).toMatch(/taken back before/);
  });

  test.each([
    ["wake", { type: "snooze", until: "2026-11-24", reason: "mail" }, { type: "wake" }, "snoozed"],
    ["release", { type: "hold", reason: "counsel" }, { type: "release" }, "held"],
  ])("%s is taken back by its opposite, with the reason it had", async (_, before, act, state) => {
    await bulk(before);
    const said = await bulk(act, lund, [2, 2, 2]);
    for (const c of cases) expect((await rowOf(c.caseId)).state).toBe("open");
    await undo(said.id);
    for (const c of cases)
      expect(await rowOf(c.caseId)).toMatchObject({ state, because: Object.values(before).at(-1) });
  });

  test("names those that refuse, does the rest, and tells who looks of each client its own", async () => {
    await ask(at, roy, "actOnCase", {
      params: { case: cases[0]?.caseId },
      body: { saw: 1, act: { type: "hold", reason: "mine" } },
    });
    at.news.length = 0;
    const said = await bulk({ type: "hold", reason: "all" }, lund, [2]);
    expect(said.refused).toEqual([
      { case: cases[0]?.caseId, number: cases[0]?.number, because: "The case is on hold already.", cite: null },
    ]);
    expect(said.done.map((d: { case: string }) => d.case)).toEqual([cases[1]?.caseId, cases[2]?.caseId]);
    expect(at.news.map((n) => ("client" in n ? n.client : ""))).toEqual([mine, theirs]);
    expect((await rowOf(cases[0]?.caseId ?? "")).because).toBe("mine");
  });

  test("is not taken back where something stands on it since", async () => {
    const said = await bulk({ type: "assign", to: roy.id });
    await ask(at, roy, "actOnCase", {
      params: { case: cases[1]?.caseId },
      body: { saw: 2, act: { type: "assign", to: lund.id } },
    });
    const back = await undo(said.id);
    expect(back.done.length).toBe(2);
    expect(back.refused).toMatchObject([{ case: cases[1]?.caseId, because: expect.stringMatching(/stands on it/) }]);
    expect((await rowOf(cases[1]?.caseId ?? "")).owner.name).toBe("Maren Lund");
  });

  test("reaches no case of a client one does not work for, nor takes its part back", async () => {
    const said = await bulk({ type: "hold", reason: "x" }, one);
    expect(said.done.map((d: { case: string }) => d.case)).toEqual([cases[2]?.caseId]);
    expect(said.refused.length).toBe(2);
    const all = await bulk({ type: "add task", title: "all" }, lund, [1, 1, 2]);
    expect((await undo(all.id, one)).done.map((d: { case: string }) => d.case)).toEqual([cases[2]?.caseId]);
    expect((await rowOf(cases[0]?.caseId ?? "")).version).toBe(2);
    expect((await undo(all.id)).done.map((d: { case: string }) => d.case)).toEqual([
      cases[0]?.caseId,
      cases[1]?.caseId,
    ]);
  });

  test("closed with a reason where nothing was recovered, and taken back by who may reopen", async () => {
    const close = { type: "close", outcome: "given up", reason: "too small" };
    const clerk = await at.person("Cle Rk", "biller");
    expect((await refusalOf(bulk(close, clerk))).type).toBe("not-allowed");
    const said = await bulk(close);
    expect([said.done.length, said.refused]).toEqual([3, []]);
    expect((await rowOf(cases[0]?.caseId ?? "")).state).toBe("closed");
    expect((await refusalOf(undo(said.id, clerk))).type).toBe("not-allowed");
    expect((await undo(said.id)).done.length).toBe(3);
    expect((await rowOf(cases[0]?.caseId ?? "")).state).toBe("open");
  });

  test("of no such act there is nothing to take back", async () =>
    expect((await refusalOf(undo(cases[0]?.caseId ?? ""))).type).toBe("not-found"));
});

type Row = Awaited<ReturnType<typeof rowOf>>;

describe("the queue as a file", () => {
  test.each(["csv", "xlsx"])("%s runs no formula, and keeps names to those who may see them", async (format) => {
    await open(mine, { number: "=1+1", patient: "@SUM(A1)" });
    const query = { tab: "team", format };
    const answer: Response = await ask(at, lund, "exportQueue", { query });
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="queue-2026-11-20\.(csv|xlsx)"/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    if (format === "csv") {
      const text = await answer.text();
      expect(text).toContain("'=1+1");
      expect(text).toContain("'@SUM(A1)");
      expect(text).toContain("CANARY PATIENT");
      const hidden: Response = await ask(at, reader, "exportQueue", { query });
      expect(await hidden.text()).not.toMatch(/CANARY|SUM/);
    } else {
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.subarray(0, 2).toString()).toBe("PK");
    }
  });
});

describe("search and views", () => {
  test("finds by digits, claim number, name and payer, each row once", async () => {
    const [first] = cases;
    const { caseId, number } = first ?? { caseId: "", number: "" };
    const ids = async (q: string, who = lund) =>
      (await ask(at, who, "search", { body: { q } })).cases.map((c: { id: string }) => c.id);
    expect(await ids(number.split("-")[1] ?? "")).toContain(caseId);
    expect(await ids(number.toLowerCase())).toEqual([caseId]);
    expect(await ids("canary pat")).not.toEqual([]);
    const byPayer = await ids("northf");
    expect([byPayer.length, new Set(byPayer).size]).toEqual([12, 12]);
    expect(await ids(number, one)).toEqual([]);
  });

  test("a view is one's own unless it is shared, and is removed by who saved it or keeps the settings", async () => {
    const save = (who: TestPerson, name: string, shared: boolean, query = "tab=team") =>
      ask(at, who, "saveView", { body: { name, shared, query } });
    const names = async (who: TestPerson) =>
      (await ask(at, who, "listViews")).rows.map((v: { name: string }) => v.name);
    const own = await save(lund, "Mine", false);
    expect(savedView.safeParse(own).error).toBeUndefined();
    const shared = await save(lund, "Ours", true);
    expect([await names(lund), await names(roy)]).toEqual([["Mine", "Ours"], ["Ours"]]);
    await save(lund, "Mine", false, "tab=our+turn");
    expect((await ask(at, lund, "listViews")).rows.map((v: { query: string }) => v.query)).toEqual([
      "tab=our+turn",
      "tab=team",
    ]);
    expect((await refusalOf(save(roy, "Ours", true))).type).toBe("not-now");
    const remove = (who: TestPerson, view: string) => ask(at, who, "removeView", { params: { view } });
    expect((await refusalOf(remove(reader, shared.id))).type).toBe("not-allowed");
    await remove(roy, shared.id);
    expect(await names(lund)).toEqual(["Mine"]);
    await save(one, "Small", false);
    expect(await names(one)).toEqual(["Small"]);
  });
});

test("counts and pages go out as the contract says, one client's or all", async () => {
  const { rows, next } = await ask(at, lund, "getQueue", { query: { tab: "team", limit: 2 } });
  for (const row of rows) expect(queueRow.safeParse(row).error).toBeUndefined();
  const more = await ask(at, lund, "getQueue", { query: { tab: "team", limit: 2, cursor: next } });
  expect(more.rows[0].id).not.toBe(rows[0].id);
  const counted = async (query: object, who = lund) => {
    const { tabs, payers } = await ask(at, who, "getQueueCounts", { query });
    return [tabs.find((t: { tab: string }) => t.tab === "team").cases, payers[0].cases];
  };
  const [all] = await counted({});
  expect((await counted({ client: mine }))[0] + (await counted({ client: theirs }))[0]).toBe(all);
  expect(await counted({}, one)).toEqual(await counted({ client: theirs }));
  const wrong = await refusalOf(Promise.resolve().then(() => ask(at, lund, "getQueue", { query: { cursor: "zzz" } })));
  expect(wrong.type).toBe("not-valid");
});

test("rows are narrowed to whose turn it is and to the right that ends next, or to none", async () => {
  const count = async (query: object): Promise<number> =>
    (await ask(at, lund, "getQueueSum", { query: { tab: "team", ...query } })).cases;
  const ending = { claim: claim("Q-ENDS", ["99285 1000.00"]), finding: endingOn(plusDays(at.desk.today(), 9)) };
  await openCase(at, mine, ending);
  const all = await count({});
  const turns = await Promise.all(["ours", "theirs", "records"].map((turn) => count({ state: "open", turn })));
  expect(turns.reduce((a, b) => a + b)).toBe(await count({ state: "open" }));
  const { rights } = await ask(at, lund, "getQueueCounts", { query: {} });
  expect(rights.length).toBeGreaterThan(0);
  for (const { id, cases: n } of rights) expect(await count({ right: id })).toBe(n);
  const of = rights.reduce((n: number, r: { cases: number }) => n + r.cases, 0);
  expect(of + (await count({ right: "none" }))).toBe(all);
});

test("a filter is counted with its dollars, as the tabs count theirs", async () => {
  const { tabs } = await ask(at, lund, "getQueueCounts", { query: {} });
  for (const { tab, ...sums } of tabs)
    expect(await ask(at, lund, "getQueueSum", { query: { tab } }), tab).toEqual(sums);
  expect(await ask(at, lund, "getQueueSum", { query: { tab: "team", payer: "nobody" } })).toMatchObject({ cases: 0 });
});

describe("who has how much", () => {
  const loads = async (query: object, who = lund) => {
    const { rows } = await ask(at, who, "getTeam", { query });
    return new Map<string, Load>(
      rows.map((r: { owner: { name: string } | null; load: Load }) => [r.owner?.name ?? "nobody", r.load]),
    );
  };
  interface Load {
    readonly cases: number;
    readonly asleep: number;
    readonly stake: string;
  }

  test("cases count with whoever has them, and a newcomer is there with none", async () => {
    const before = await loads({});
    await at.person("New Comer", "biller", [mine]);
    await bulk({ type: "assign", to: roy.id });
    await ask(at, lund, "doInBulk", {
      body: { act: { type: "hold", reason: "counsel" }, cases: [{ case: cases[0]?.caseId, saw: 2 }] },
    });
    const after = await loads({});
    const grown = (name: string, of: "cases" | "asleep") =>
      (after.get(name)?.[of] ?? 0) - (before.get(name)?.[of] ?? 0);
    expect([grown("Ines Roy", "cases"), grown("Ines Roy", "asleep"), grown("nobody", "cases")]).toEqual([3, 1, -3]);
    expect(after.get("New Comer")).toMatchObject({ cases: 0, stake: "0.00" });
    expect([...after.keys()][0]).toBe("nobody");
    // Who may not work cases is given none.
    expect(after.has("Rea Donly")).toBe(false);
    const { owners } = await ask(at, lund, "getQueueCounts", { query: {} });
    expect(owners.map((o: { name: string }) => o.name)).toContain("New Comer");
  });

  test("days and dollars are counted as they stand", async () => {
    const whom = await at.person("Count Ed", "biller", [mine]);
    const set = (i: number, to: string) =>
      at.desk.store.asOwner(({ session }) =>
        session.query(`UPDATE case_row SET owner = $1, stake = 10000, loss = 250, ${to} WHERE id = $2`, [
          whom.id,
          cases[i]?.caseId ?? "",
        ]),
      );
    const today = at.desk.today();
    await set(0, `due = '${today}', turn = 'ours', right_last = '${plusDays(today, 3)}'`);
    await set(1, `due = '${plusDays(today, -1)}', turn = 'theirs', right_last = '${plusDays(today, -1)}'`);
    await set(2, `due = '${plusDays(today, -1)}', state = 'held', right_last = '${plusDays(today, 60)}'`);
    expect((await loads({})).get("Count Ed")).toEqual({
      ...{ cases: 3, ours: 1, asleep: 1, today: 1, late: 1, expiring: 1 },
      ...{ stake: "300.00", loss: "7.50" },
      ...{ minutes: null, unplanned: 3 },
    });
  });

  test("nobody is given a case of a practice they do not work for; the rest is done", async () => {
    const said = await bulk({ type: "assign", to: one.id });
    expect(said.done.map((d: { case: string }) => d.case)).toEqual([cases[2]?.caseId]);
    expect(said.refused.map((r: { number: string; because: string }) => [r.number, r.because]).sort()).toEqual(
      [cases[0], cases[1]].map((c) => [c?.number, "They do not work for this practice."]).sort(),
    );
  });

  test("it is of the clients one sees, and all tabs of the queue agree with it", async () => {
    const sum = (of: ReadonlyMap<string, Load>) => [...of.values()].reduce((n, l) => n + l.cases, 0);
    const team = async (query: object, who = lund) =>
      (await ask(at, who, "getQueueCounts", { query })).tabs.find((t: { tab: string }) => t.tab === "team").cases;
    for (const [query, who] of [
      [{}, lund],
      [{ client: mine }, lund],
      [{}, one],
    ] as const)
      expect(sum(await loads(query, who))).toBe(await team(query, who));
    expect((await loads({}, one)).has("New Comer")).toBe(false);
    // Of a client one does not see, not even who works there.
    expect([...(await loads({ client: mine }, one)).keys()]).toEqual(["nobody"]);
    expect((await ask(at, one, "getQueueCounts", { query: { client: mine } })).owners).toEqual([]);
  });
});
