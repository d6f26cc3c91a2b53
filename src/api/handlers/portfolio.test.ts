import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bringFolder, OWN } from "#app/desk/bring-folder.ts";
import { readNegotiation } from "#app/desk/negotiation.ts";
import { moveOf } from "#app/desk/negotiation-advice.ts";
import { planOfCase } from "#app/desk/plan.ts";
import { portfolioOf, portfolioOver, startPortfolio } from "#app/desk/portfolio.ts";
import { plusDays } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import { type DemoFolder, demoFolder } from "#test/journeys/journey.ts";
import { type Browser, firstOf, firstOwner, somebody, type TestServer, testServer } from "#test/server.ts";

/** A portfolio over the stored cases of the demo practice: begun, watched, stopped, filtered, taken along. */

let server: TestServer;
let demo: DemoFolder;
let owner: Browser;

interface Case {
  readonly case: string;
  readonly fate: string;
  readonly gain: string | null;
  readonly minutes: number;
  readonly daysLeft: number | null;
  readonly course: string;
}
interface Made {
  readonly asOf: string;
  readonly gone: number;
  readonly week: { readonly used: number; readonly earns: string; readonly counts: Readonly<Record<string, number>> };
  readonly payers: readonly { readonly key: string; readonly cases: number }[];
  readonly cases: readonly Case[];
  readonly effect: { readonly says: string; readonly effect: string; readonly rows: readonly object[] } | null;
  readonly breakEven: object | null;
}
interface Answer {
  readonly run: { readonly state: string; readonly done: number; readonly of: number };
  readonly made: Made | null;
}
const jsonOf = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const get = async (query = "", by = owner): Promise<Answer> =>
  await jsonOf<Answer>(await by.get(`/v1/portfolio${query}`));
const madeOf = async (query = "", by = owner): Promise<Made> => {
  const { made } = await get(query, by);
  if (made === null) throw new Error("nothing was made");
  return made;
};

async function finished(by = owner): Promise<Answer> {
  const me = (await (await by.get("/v1/me")).json()) as { person: { id: string } };
  const { org } = await firstOf(server);
  await portfolioOver(server.open.desk, { org, clients: "all", person: me.person.id });
  return await get("", by);
}

beforeAll(async () => {
  demo = await demoFolder();
  server = await testServer({ books: demo.books });
  const { desk, makeKey } = server.open;
  owner = await firstOwner(server);
  const brought = await bringFolder({ desk, makeKey, folder: demo.folder, into: OWN, onlyOnce: false });
  if (brought === undefined || !brought.ok) throw new Error("the demo was not brought");
}, 300_000);
afterAll(async () => {
  await server?.close();
  demo?.remove();
});

interface TeamAnswer {
  readonly planned: { readonly asOf: string; readonly source: string } | null;
  readonly rows: readonly {
    readonly owner: object | null;
    readonly load: { readonly cases: number; readonly minutes: number | null; readonly unplanned: number };
  }[];
}
const teamOf = async (by: Browser) => await jsonOf<TeamAnswer>(await by.get("/v1/team"));

describe("a portfolio", () => {
  test("is none before anybody asked, and a file of none is refused in words", async () => {
    expect((await teamOf(owner)).planned).toBeNull();
    expect((await teamOf(owner)).rows[0]?.load.minutes).toBeNull();
    expect(await get()).toEqual({ run: { state: "none", done: 0, of: 0 }, made: null });
    const file = await owner.get("/v1/portfolio/export?format=csv");
    expect([file.status, (await jsonOf<{ detail: string }>(file)).detail]).toEqual([
      409,
      "No portfolio was made yet. Make one first.",
    ]);
  });

  test("that is stopped is stopped, and leaves none", async () => {
    expect((await owner.post("/v1/portfolio")).status).toBe(202);
    const again = await owner.post("/v1/portfolio");
    expect([again.status, (await jsonOf<{ type: string }>(again)).type]).toEqual([409, "/problems/not-now"]);
    expect((await owner.ask("DELETE", "/v1/portfolio")).status).toBe(204);
    expect(await get()).toMatchObject({ run: { state: "stopped" }, made: null });
  });

  test("is made of the open cases while one waits, and says how far it is", async () => {
    expect(await (await owner.post("/v1/portfolio", { whatIf: "fee=115.00" })).json()).toMatchObject({
      state: "running",
    });
    const { run, made } = await finished();
    expect([run.state, run.done]).toEqual(["done", run.of]);
    expect(run.of).toBeGreaterThan(100);
    expect(made?.cases.length).toBeGreaterThan(50);
    expect(made?.effect?.says).toBe("administrative fee $115.00");
    expect(made?.effect?.effect).toMatch(/^-\d+\.\d\d$/);
    expect(made?.breakEven).not.toBeNull();
  }, 120_000);

  test("says the minutes of work of each person's cases, and which nobody knows", async () => {
    const { planned, rows } = await teamOf(owner);
    const [nobody, ...others] = rows;
    const { nothingToPlan } = await jsonOf<{ made: { nothingToPlan: number } }>(await owner.get("/v1/portfolio")).then(
      (a) => a.made,
    );
    expect(planned).toMatchObject({ source: expect.stringMatching(/^30 minutes for a notice/) });
    expect(nobody?.load.minutes).toBeGreaterThan(1000);
    expect(nobody?.load.unplanned).toBe(nothingToPlan);
    for (const { load } of others) expect(load).toMatchObject({ cases: 0, minutes: 0, unplanned: 0 });
  });

  test("is chosen anew for other minutes without being made anew", async () => {
    const [none, few, many] = [await madeOf("?minutes=0"), await madeOf("?minutes=300"), await madeOf("?minutes=3000")];
    expect(none.week).toMatchObject({ used: 0, earns: "0.00" });
    expect(few.week.used).toBeLessThanOrEqual(300);
    expect(Number(many.week.earns)).toBeGreaterThan(Number(few.week.earns));
    for (const made of [none, few, many])
      for (const c of made.cases)
        if (c.daysLeft !== null && c.daysLeft >= 1 && c.daysLeft <= 5) expect(c.fate).not.toBe("later");
  });

  test("is read back from the store figure for figure, as after a restart", async () => {
    const { made } = await get();
    expect((await owner.post("/v1/portfolio")).status).toBe(202);
    // While another is made, and after it was stopped, the one before is what the store holds.
    expect((await get()).made).toEqual(made);
    expect((await owner.ask("DELETE", "/v1/portfolio")).status).toBe(204);
    expect(await get()).toMatchObject({ run: { state: "stopped" }, made });
  });

  test("of one payer counts that payer's cases alone", async () => {
    const { payers } = await madeOf();
    const [payer] = payers;
    const made = await madeOf(`?payer=${encodeURIComponent(payer?.key ?? "")}&minutes=0`);
    expect(made.cases.length).toBe(payer?.cases);
    expect(made.payers).toEqual(payers);
  });

  test.each([
    ["?format=csv", "text/csv; charset=utf-8"],
    ["?format=xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ])("is a file: %s", async (query, type) => {
    const file = await owner.get(`/v1/portfolio/export${query}`);
    expect([file.status, file.headers.get("content-type")]).toEqual([200, type]);
    if (query.includes("csv"))
      expect((await file.text()).trimEnd().split("\r\n")).toHaveLength((await madeOf()).cases.length + 1);
  });

  test("leaves out a case that was closed since, and says so", async () => {
    const before = await madeOf();
    const one = before.cases[0]?.case ?? "";
    const { row } = (await (await owner.get(`/v1/cases/${one}`)).json()) as { row: { version: number } };
    const closed = await owner.post(`/v1/cases/${one}/acts`, {
      saw: row.version,
      act: { type: "close", outcome: "given up", amount: "0", reason: "a test" },
    });
    expect(closed.status, await closed.clone().text()).toBe(200);
    const after = await madeOf();
    expect([after.gone, after.cases.some((c) => c.case === one)]).toEqual([1, false]);
  });

  test("is its maker's own: a colleague of another client has none, and an owner's is not theirs", async () => {
    const { org } = await firstOf(server);
    const second = (await (await owner.post("/v1/clients", { name: "Second", prefix: "SE" })).json()) as { id: string };
    const colleague = await somebody(server, { org, role: "director", clients: [second.id] });
    expect(await get("", colleague)).toEqual({ run: { state: "none", done: 0, of: 0 }, made: null });
    await colleague.post("/v1/portfolio");
    expect(await finished(colleague)).toMatchObject({ run: { state: "done", of: 0 }, made: { cases: [] } });
    expect(await jsonOf(await colleague.get("/v1/views"))).toEqual({ rows: [] });
  });

  test.each(["tax=1", "fee=", "eligible=2"])(
    "with the change %s is refused with what may be written",
    async (whatIf) => {
      const refused = await owner.post("/v1/portfolio", { whatIf });
      expect(refused.status).toBe(422);
      expect((await jsonOf<{ detail: string }>(refused)).detail).toMatch(/There is no such change|Write /);
    },
  );

  describe("says of every case of the demo what Negotiate says of it", () => {
    /** Offers on the first cases: answered, unanswered, low, high, and one that has run out. */
    const TALKS: readonly (readonly (readonly ["us" | "them", number, string?])[])[] = [
      [["us", 2.5]],
      [["them", 1.05]],
      [
        ["us", 2.5],
        ["them", 1.1],
        ["us", 2.2],
        ["them", 1.4],
      ],
      [
        ["us", 1.5],
        ["them", 1.49],
      ],
      [
        ["us", 6],
        ["them", 5.9],
      ],
      [
        ["us", 6],
        ["them", 5.9, "run out"],
      ],
      [
        ["us", 20],
        ["them", 1.6],
      ],
      [["them", 8]],
      [["us", 1.01]],
    ];

    async function talk(found: readonly { readonly id: string; readonly allowed: string }[]) {
      const { desk } = server.open;
      const today = desk.today();
      for (const [i, { id, allowed }] of found.entries()) {
        const talks = TALKS[i % TALKS.length] ?? [];
        for (const [j, [from, times, out]] of talks.entries()) {
          const amount = (Number(allowed) * times).toFixed(2);
          const made = plusDays(today, (j - talks.length) * 4);
          const said = {
            type: "log offer",
            from,
            amount,
            made,
            way: "email",
            ...(out && { expires: plusDays(made, 2) }),
          };
          const { row } = await jsonOf<{ row: { version: number } }>(await owner.get(`/v1/cases/${id}`));
          const done = await owner.post(`/v1/cases/${id}/acts`, { saw: row.version, act: said });
          expect(done.status, await done.clone().text()).toBe(200);
        }
      }
    }

    test("with offers and without: the move and the amount, and why nothing is advised", async () => {
      const { desk } = server.open;
      const { org } = await firstOf(server);
      const me = (await (await owner.get("/v1/me")).json()) as { person: { id: string } };
      const principal = { org, clients: "all", person: me.person.id } as const;
      const some = await desk.store.as(principal, (tx) =>
        tx.db
          .selectFrom("case_row")
          .select(["id", "allowed"])
          .where("org", "=", org)
          .where("state", "=", "open")
          .where("allowed", ">", "0")
          .orderBy("number")
          .limit(27)
          .execute(),
      );
      await talk(some.map((r) => ({ id: r.id, allowed: String(r.allowed) })));
      expect(startPortfolio(desk, principal, {}).ok).toBe(true);
      await portfolioOver(desk, principal);
      const { kept } = await desk.store.as(principal, (tx) => portfolioOf(tx, desk));
      expect(kept?.rows.length).toBeGreaterThan(100);
      const moves = new Set<string | undefined>();
      for (const { prospect: p } of kept?.rows ?? []) {
        const read = await desk.store.as(principal, (tx) => readNegotiation(tx, desk, p.id));
        if (read === undefined) throw new Error("a case of the list is not there");
        const said = moveOf(read.table);
        moves.add(p.move);
        const amount = said.turn?.amount === undefined ? undefined : formatUsd(said.turn.amount);
        const plan = await desk.store.as(principal, (tx) => planOfCase(tx, desk, p.id));
        expect([read.row.number, plan.ok && plan.value.next]).toMatchObject([
          read.row.number,
          { move: said.turn?.move ?? null, amount: amount ?? null },
        ]);
        if (said.turn === undefined)
          expect([read.row.number, p.firm, said.why]).toEqual([
            read.row.number,
            false,
            `Not enough to advise: ${p.held[0]}.`,
          ]);
        else
          expect([read.row.number, p.firm, p.move, p.amount && formatUsd(p.amount)]).toEqual([
            read.row.number,
            true,
            said.turn.move,
            amount,
          ]);
      }
      for (const move of ["open", "accept", "hold"]) expect([...moves]).toContain(move);
    }, 300_000);
  });
});
