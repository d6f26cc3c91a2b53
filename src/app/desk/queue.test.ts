import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Day, plusDays } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { Act } from "#case/command.ts";
import { decide } from "#case/decider.ts";
import type { CaseFinding, Person } from "#case/event.ts";
import { evolve } from "#case/evolve.ts";
import { initial } from "#case/state.ts";
import { AGREEMENT, endingOn, finding, LUND, momentOf, OFFER, OPEN, payment } from "#case/story.ts";
import { isOn, TABS, type Work, workOf } from "#case/work.ts";
import { claim } from "#claim/invented.ts";
import { claimText } from "#claim/stored.ts";
import { openTestDesk, type TestDesk, type TestPerson, TODAY } from "#test/desk.ts";
import { liveColumns } from "./case-row.ts";
import { USUAL_PACE } from "./desk.ts";
import { countQueue, pageQuery, type QueueFilter, queuePage, readCursor, SORTS, writeCursor } from "./queue.ts";

const idOf = (n: number): string => `0193aaaa-0000-7000-8000-${String(n).padStart(12, "0")}`;

/** Days around today, some of them gone. */
const near = fc.integer({ min: -4, max: 30 }).map((n) => plusDays(TODAY, n));

const QUESTION = {
  fact: "plan_funding",
  scope: "claim",
  key: "ED-1001",
  question: "How is the plan funded?",
  dollars: usd("100.00"),
} as const;

const anyFinding: fc.Arbitrary<CaseFinding> = fc.oneof(
  near.map((last) => endingOn(last)),
  fc.constant(finding({ rights: [], lines: finding().lines.map(({ loss: _, ...l }) => l) })),
  fc.constant(uncounted()),
  near.map((last) => endingOn(last, { questions: [QUESTION] })),
  fc.constant(finding({ questions: [{ ...QUESTION, dollars: usd("0.00") }] })),
);

/** A right whose clock runs though nobody can count it. */
function uncounted(): CaseFinding {
  const f = finding({ questions: [QUESTION] });
  return { ...f, rights: f.rights.map(({ safe: _, ...r }) => ({ ...r, state: "unknown" as const })) };
}

function anyAct(people: readonly Person[]): fc.Arbitrary<Act> {
  const reason = "because";
  return fc.oneof(
    fc.constantFrom(...people).map((to): Act => ({ type: "assign", to })),
    near.map((until): Act => ({ type: "snooze", until, reason })),
    fc.constant<Act>({ type: "hold", reason }),
    fc.constant<Act>({ type: "release" }),
    fc.constant<Act>({ type: "wake", why: "by hand" }),
    fc
      .record({ due: near, waits: fc.constantFrom("us", "payer", "records") })
      .map(({ due, waits }): Act => ({ type: "add task", title: "call: them", due, waits })),
    fc
      .record({ due: near, whom: fc.constantFrom(...people) })
      .map(({ due, whom }): Act => ({ type: "add task", title: "look", due, waits: "us", for: whom })),
    fc
      .record({ answerBy: near, to: fc.constantFrom(...people) })
      .map(({ answerBy, to }): Act => ({ type: "ask colleague", to, text: "Signed?", answerBy })),
    near.map((expires): Act => ({ ...OFFER, expires, made: plusDays(TODAY, -9) })),
    near.map((due): Act => ({ ...AGREEMENT, due, agreed: plusDays(TODAY, -9) })),
    fc.constantFrom<Act>(payment(TODAY, "1=600.00 2=30.80"), payment(TODAY, "1=581.60 2=30.80", "short")),
    fc.constantFrom<Act>(payment(TODAY, "?=5.00"), payment(TODAY, "1=700.00", "over")),
    fc.constant<Act>({ type: "close", outcome: "given up", amount: usd("0.00"), reason }),
  );
}

interface Made {
  readonly view: NonNullable<ReturnType<typeof evolve>["view"]>;
  readonly version: number;
}

/** A case on which all of it was tried; what was refused did not happen. */
function made(found: CaseFinding, acts: readonly Act[], day: Day): Made {
  const open = decide(
    initial,
    { act: OPEN, by: LUND, at: momentOf(TODAY), on: plusDays(TODAY, -10), saw: 0 },
    { finding: { ...found, asOf: plusDays(TODAY, -10) } },
  );
  let state = open.ok ? open.value.reduce(evolve, initial) : initial;
  for (const act of acts) {
    const events = decide(state, { act, by: LUND, at: momentOf(TODAY), on: day, saw: state.version });
    if (events.ok) state = events.value.reduce(evolve, state);
  }
  if (state.view === undefined) throw new Error("a case opens");
  return { view: state.view, version: state.version };
}

describe("the queue", () => {
  let at: TestDesk;
  let me: TestPerson;
  let other: TestPerson;
  let mine = "";
  let theirs = "";
  let number = 0;

  beforeAll(async () => {
    at = await openTestDesk();
    [mine = "", theirs = ""] = at.clients;
    me = await at.person("M. Lund", "negotiator");
    other = await at.person("I. Roy", "negotiator", [theirs]);
  });
  afterAll(() => at.close());

  const clear = () =>
    at.desk.store.as(at.owner, async ({ db }) => {
      await db.deleteFrom("case_row").execute();
      await db.deleteFrom("claim").execute();
    });

  const put = (cases: readonly Made[], client: string) =>
    at.desk.store.as(at.owner, async ({ db, now }) => {
      const keys = cases.map((c) => {
        number += 1;
        return { c, id: idOf(number), claim: idOf(number + 1_000_000), number: `P1-${number}` };
      });
      const of = { org: at.org, client };
      await db
        .insertInto("claim")
        .values(
          keys.map((k) => ({
            ...of,
            id: k.claim,
            source: "typed" as const,
            number: `C-${k.number}`,
            form: "professional",
            payer_key: "p",
            payer_name: "P",
            billed: 1n,
            body: claimText(claim("C-1", ["99285 10.00"])),
          })),
        )
        .execute();
      await db
        .insertInto("case_row")
        .values(
          keys.map(
            (k) =>
              ({
                ...of,
                id: k.id,
                number: k.number,
                claim: k.claim,
                claim_number: `C-${k.number}`,
                patient: `Invented ${k.number}`,
                opened_at: now,
                ...liveColumns(k.c.view, k.c.version, TODAY, USUAL_PACE),
              }) as never,
          ),
        )
        .execute();
      return keys;
    });

  const all = async (f: QueueFilter, who = me, limit = 7) => {
    const rows: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const after = cursor === undefined ? undefined : readCursor(cursor, f.sort);
      const page = await at.desk.store.as(who.principal, (tx) => queuePage(tx, f, { after, limit, today: TODAY }));
      rows.push(...page.rows.map((r) => r.id));
      if (page.next === undefined) return rows;
      cursor = page.next;
    }
  };

  test("holds on each tab exactly the cases that the case itself says stand there, and counts them so", async () => {
    const people = () => [me, other].map(({ id, actor }) => ({ id, name: actor.name }));
    const anyCase = fc
      .record({
        found: anyFinding,
        acts: fc.array(
          fc.nat().chain(() => anyAct(people())),
          { maxLength: 6 },
        ),
        before: fc.integer({ min: -9, max: 0 }),
      })
      .map(({ found, acts, before }) => made(found, acts, plusDays(TODAY, before)));
    await fc.assert(
      fc.asyncProperty(fc.array(anyCase, { minLength: 60, maxLength: 60 }), async (cases) => {
        await clear();
        const keys = await put(cases, mine);
        const works = keys.map((k): readonly [string, Work] => [
          k.id,
          workOf(k.c.view, { ...USUAL_PACE, today: TODAY }),
        ]);
        const counts = await at.desk.store.as(me.principal, (tx) => countQueue(tx, { today: TODAY }));
        for (const tab of TABS) {
          const expected = works.filter(([, w]) => isOn(tab, w, me.id)).map(([id]) => id);
          expect([...(await all({ tab, sort: "loss" }))].sort(), tab).toEqual(expected.sort());
          expect(counts.tabs.find((t) => t.tab === tab)?.cases, tab).toBe(expected.length);
        }
      }),
      { numRuns: 4 },
    );
  }, 120_000);

  describe("with forty cases of one client and one of another", () => {
    let keys: { id: string; number: string }[] = [];
    let strange: { id: string; number: string }[] = [];
    beforeAll(async () => {
      await clear();
      const some = Array.from({ length: 40 }, (_, i) => made(endingOn(plusDays(TODAY, i % 5)), [], TODAY));
      keys = await put(some, mine);
      strange = await put([made(finding(), [], TODAY)], theirs);
    });

    test.each(SORTS)("gives each row once, page after page, by %s", async (sort) => {
      const rows = await all({ tab: "team", sort });
      expect(rows.length).toBe(41);
      expect(new Set(rows).size).toBe(41);
      expect(await all({ tab: "team", sort }, me, 500)).toEqual(rows);
    });

    test("is one walk along an index, in the order of the page, for one client or all", async () => {
      for (const sort of SORTS)
        for (const client of [undefined, mine])
          expect(await planOf({ tab: "team", sort, client }), `${sort} ${client}`).not.toMatch(/Sort|Seq Scan|Bitmap/);
    });

    test("shows who works for one client nothing of another", async () => {
      expect(await all({ tab: "team", sort: "loss" }, other)).toEqual(strange.map((k) => k.id));
      expect(await all({ tab: "team", sort: "loss", client: mine }, other)).toEqual([]);
      expect(await all({ tab: "team", sort: "loss", q: keys[0]?.number }, other)).toEqual([]);
      const counts = await at.desk.store.as(other.principal, (tx) => countQueue(tx, { today: TODAY }));
      expect(counts.tabs.find((t) => t.tab === "team")?.cases).toBe(1);
    });

    test.each([
      ["a case number in small letters", (n: string) => n.toLowerCase(), 1],
      ["a claim number", (n: string) => `C-${n}`, 1],
      ["the beginning of a patient's name", () => "invented p1-", 41],
      ["a sign that LIKE would read", () => "%", 0],
    ])("finds by %s", async (_, q, n) => {
      const found = await all({ tab: "my day", sort: "loss", q: q(keys[3]?.number ?? ""), names: true });
      expect(found.length).toBe(n);
    });

    test("looks for no name when names may not be seen", async () =>
      expect(await all({ tab: "team", sort: "loss", q: "invented", names: false })).toEqual([]));

    async function planOf(f: QueueFilter): Promise<string> {
      return await at.desk.store.as(at.owner, async (tx) => {
        await tx.session.script(
          "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off;",
        );
        const { sql, parameters } = pageQuery(tx, f, { limit: 50, today: TODAY }).compile();
        const { rows } = await tx.session.query<{ "QUERY PLAN": string }>(`EXPLAIN ${sql}`, parameters as never);
        return rows.map((r) => r["QUERY PLAN"]).join("\n");
      });
    }
  });

  test.each([
    ["nonsense", "zzz"],
    ["the cursor of another order", writeCursor({ sort: "due", value: "2026-11-20", id: idOf(1) })],
    ["an amount that is none", writeCursor({ sort: "loss", value: "1; DROP", id: idOf(1) })],
    ["a key that is none", writeCursor({ sort: "loss", value: "1", id: "x" })],
  ])("does not read %s as a cursor", (_, text) => expect(readCursor(text, "loss")).toBeUndefined());
});
