import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LEVELS, SEED_MOST } from "#strategy/sparring-case.ts";
import { type Browser, firstOf, firstOwner, somebody, type TestServer, testServer } from "#test/server.ts";

/** Games over the API: stateless, marked as practice, silent about the limit until the end. */

let server: TestServer;
let owner: Browser;
beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
});
afterAll(() => server.close());

interface Game {
  readonly practice: boolean;
  readonly told: { readonly charge: string; readonly first: string; readonly asks: number; readonly wayOut: string };
  readonly bid: string;
  readonly asksLeft: number;
  readonly turns: readonly { readonly said: string; readonly coach: { readonly because: string } | null }[];
  readonly outcome: { readonly limit: string; readonly gets: string; readonly how: string } | null;
}
const play = (moves: readonly object[], more: object = {}, by = owner): Promise<Response> =>
  by.post("/v1/sparring", { seed: 7, level: "easy", moves, ...more });
const game = async (moves: readonly object[], more: object = {}): Promise<Game> => {
  const response = await play(moves, more);
  expect(response.status).toBe(200);
  return (await response.json()) as Game;
};
const walk = { move: "walk" };

describe("a game over the API", () => {
  test("begins, is answered move by move with the coach's word, and tells the limit at the end alone", async () => {
    const begun = await game([]);
    expect(begun).toMatchObject({ practice: true, turns: [], outcome: null });
    const ask = { move: "ask", amount: begun.told.charge };
    const one = await game([ask]);
    expect(one.asksLeft).toBe(begun.told.asks - 1);
    expect(one.turns[0]?.coach?.because).not.toBe("");
    const over = await game([ask, walk]);
    expect(over.outcome).toMatchObject({ how: "walked", gets: begun.told.wayOut });
    for (const open of [begun, one]) {
      expect(open.outcome).toBeNull();
      expect(JSON.stringify(open)).not.toContain(over.outcome?.limit);
    }
    expect(await game([ask, walk])).toEqual(over);
  });

  test("of each level of the engine is played", async () => {
    for (const level of LEVELS) expect((await game([walk], { level, seed: SEED_MOST })).outcome).not.toBeNull();
  });

  test.each<[string, readonly object[], object, RegExp]>([
    ["a move after the end", [walk, walk], {}, /"detail":"Move 2: The game is over; begin another\."/],
    [
      "an ask above the charge",
      [{ move: "ask", amount: "9999999.00" }],
      {},
      /Move 1: An ask cannot be above the charge/,
    ],
    ["an amount that is none", [{ move: "ask", amount: "-5" }], {}, /fields/],
    ["another level", [], { level: "impossible" }, /fields/],
    ["a seed too large", [], { seed: SEED_MOST + 1 }, /fields/],
    ["too many moves", Array.from({ length: 13 }, () => walk), {}, /fields/],
  ])("with %s is refused", async (_, moves, more, says) => {
    const refused = await play(moves, more);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(says);
  });

  test("leaves nothing behind: no event, no read of a case", async () => {
    const count = () =>
      server.open.desk.store.asSystem(async ({ session }) => {
        const { rows } = await session.query(
          "SELECT (SELECT count(*)::int FROM event) AS events, (SELECT count(*)::int FROM access_log) AS reads",
        );
        return rows[0];
      });
    const before = await count();
    await game([walk]);
    expect(await count()).toEqual(before);
  });

  test("is for whoever may see cases", async () => {
    const { org } = await firstOf(server);
    const reader = await somebody(server, { org, role: "read-only", clients: "all" });
    expect((await play([], {}, reader)).status).toBe(200);
    expect((await server.ask("/v1/sparring", { method: "POST", body: "{}" })).status).toBe(401);
  });
});

describe("a certificate over the API", () => {
  const certify = (games: readonly object[]) => owner.post("/v1/sparring/certificate", { level: "usual", games });
  const ten = Array.from({ length: 10 }, (_, i) => ({ seed: 40 + i, moves: [walk] }));

  test("scores ten games, and says the mark and why", async () => {
    expect(await (await certify(ten)).json()).toMatchObject({
      ...{ practice: true, games: 10, badDeals: 0, over: "0.00", sharePermille: 0, markPermille: 400, passed: false },
      says: "Not passed: 0% of the room, 0 bad deals; the mark is 40% and none.",
    });
  });

  test.each<[string, readonly object[], RegExp]>([
    ["nine", ten.slice(1), /A certificate is of 10 games\./],
    ["a game with a move that is none", [{ seed: 40, moves: [walk, walk] }, ...ten.slice(1)], /Game 40, Move 2: /],
  ])("of %s is refused", async (_, games, says) => {
    const refused = await certify(games);
    expect([refused.status, (await refused.text()).match(says) !== null]).toEqual([422, true]);
  });
});
