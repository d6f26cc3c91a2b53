import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cents, cents, greatest, least, usd } from "#base/money.ts";
import type { OfferMade } from "./negotiation.ts";
import { type Game, type Move, play } from "./sparring.ts";
import { drawGame, LEVELS, type Level, SEED_MOST, stateOf } from "./sparring-case.ts";
import { certificate } from "./sparring-certificate.ts";
import { nextTurn } from "./turn.ts";

const ask = (amount: Cents): Move => ({ move: "ask", amount });
const ACCEPT: Move = { move: "accept" };
const WALK: Move = { move: "walk" };

const game = (seed: number, level: Level, moves: readonly Move[], coached = false): Game => {
  const g = play(seed, level, moves, coached);
  if (!g.ok) throw new Error(g.error.says);
  return g.value;
};

type Player = (g: Game) => Move;

/** Plays a whole game by one rule. */
function whole(seed: number, level: Level, player: Player): readonly Move[] {
  const moves: Move[] = [];
  for (let g = game(seed, level, moves); g.outcome === undefined; g = game(seed, level, moves)) moves.push(player(g));
  return moves;
}

const askOrTake = (g: Game, wanted: bigint): Move => {
  const amount = least(g.told.charge, least(g.ourLast ?? g.told.charge, cents(wanted)));
  return amount <= g.bid ? ACCEPT : ask(amount);
};
const leave = (g: Game): Move => (g.bid >= g.told.wayOut ? ACCEPT : WALK);

/** Takes the first offer above the way out. */
const eager: Player = (g) =>
  g.turns.length > 0 && g.bid >= g.told.wayOut
    ? ACCEPT
    : g.asksLeft === 0
      ? leave(g)
      : askOrTake(g, (g.told.wayOut * 3n) / 2n);

/** Even steps from four times the QPA to a little above the way out. */
const even: Player = (g) => {
  if (g.asksLeft === 0) return leave(g);
  const [top, low] = [greatest(cents(g.told.qpa * 4n), g.told.wayOut), (g.told.wayOut * 21n) / 20n];
  const made = BigInt(g.told.asks - g.asksLeft + 1);
  const wanted = top - ((top - low) * made) / BigInt(g.told.asks);
  return wanted > g.told.charge && g.told.charge <= g.bid ? ACCEPT : askOrTake(g, wanted);
};

/** Does what the engine says: stays where it holds, and where it would leave takes what is worth more than leaving. */
const engine: Player = (g) => {
  const { planCase, told } = drawGame(g.seed, g.level);
  const offers = g.turns.flatMap((t, i): readonly OfferMade[] =>
    t.move.move !== "ask"
      ? []
      : [
          { from: "us", amount: t.move.amount, at: t.day },
          { from: "payer", amount: t.bid, at: g.turns[i + 1]?.day ?? g.elapsed },
        ],
  );
  const said = nextTurn(stateOf(planCase, offers, { window: told.window, elapsed: g.elapsed, asksLeft: g.asksLeft }));
  if (!said.ok) throw new Error("no state");
  const { move, amount } = said.value;
  if (move === "accept") return ACCEPT;
  const stays = move === "hold" && g.asksLeft > 0 ? g.ourLast : undefined;
  const asks = move === "open" || move === "counter" ? amount : stays;
  return asks === undefined ? leave(g) : asks <= g.bid ? ACCEPT : ask(asks);
};

const anyMoves = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 2_000_000 }).map((n) => ask(cents(BigInt(n)))) },
    { weight: 1, arbitrary: fc.constantFrom(ACCEPT, WALK) },
  ),
  { maxLength: 12 },
);

describe("a game", () => {
  test("of the same seed, level and moves is the same, whatever is played", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: SEED_MOST }),
        fc.constantFrom(...LEVELS),
        anyMoves,
        (seed, level, moves) => {
          expect(play(seed, level, moves, false)).toEqual(play(seed, level, moves, false));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("never makes the payer offer or pay above its limit, nor take an offer back, and tells the limit only at the end", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: SEED_MOST }),
        fc.constantFrom(...LEVELS),
        anyMoves,
        (seed, level, moves) => {
          const { told, hidden } = drawGame(seed, level);
          let made: Move[] = [];
          let before = told.first;
          for (const m of moves) {
            const g = play(seed, level, [...made, m], false);
            if (!g.ok) continue;
            made = [...made, m];
            expect(g.value.bid).toBeLessThanOrEqual(hidden.limit);
            expect(g.value.bid).toBeGreaterThanOrEqual(before);
            before = g.value.bid;
            const { outcome } = g.value;
            if (outcome === undefined) {
              expect(Object.keys(g.value)).not.toContain("hidden");
              expect(Object.keys(g.value.told)).not.toContain("limit");
              continue;
            }
            expect(outcome.limit).toBe(hidden.limit);
            expect(outcome.price ?? 0n).toBeLessThanOrEqual(hidden.limit);
            expect(outcome.gets).toBeLessThanOrEqual(outcome.best);
            expect(outcome.sharePermille ?? 0).toBeLessThanOrEqual(1000);
            expect(outcome.bad).toBe(outcome.gets < told.wayOut);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test("is drawn anew for another seed", () => {
    const drawn = Array.from({ length: 20 }, (_, seed) => drawGame(seed, "usual").told.qpa);
    expect(new Set(drawn).size).toBe(20);
  });

  test.each(LEVELS)("of level %s has payers of that level alone", (level) => {
    const kinds = Array.from({ length: 30 }, (_, seed) => drawGame(seed, level).hidden);
    if (level === "easy") expect(kinds.every((h) => h.kind === "td" && h.exponent >= 1)).toBe(true);
    else expect(new Set(kinds.map((h) => h.kind)).size).toBeGreaterThan(2);
    if (level === "hard") expect(kinds.some((h) => h.kind === "td" && h.exponent >= 0.5)).toBe(false);
  });

  test("ends with what a walk brings: the way out, no share, nothing over", () => {
    const { outcome, told } = game(1, "easy", [WALK]);
    expect(outcome).toMatchObject({ how: "walked", gets: told.wayOut, over: 0n, sharePermille: 0, bad: false });
    expect(outcome).not.toHaveProperty("price");
  });

  test("can be taken at the payer's very limit on the last ask, and that is all of the room", () => {
    const { told, hidden } = drawGame(1, "easy");
    const high = Array.from({ length: told.asks - 1 }, () => ask(told.charge));
    expect(game(1, "easy", [...high, ask(hidden.limit)]).outcome).toMatchObject({
      ...{ how: "agreed", price: hidden.limit, sharePermille: 1000 },
    });
    expect(game(1, "easy", [...high, ask(cents(hidden.limit + 1n))]).outcome).toBeUndefined();
  });
});

describe("a move that is none is refused in words", () => {
  const { told } = drawGame(1, "easy");
  const high = ask(told.charge);
  test.each<[string, readonly Move[], number, RegExp]>([
    ["above the charge", [ask(cents(told.charge + 1n))], 1, /above the charge of \$/],
    ["more than before", [ask(usd("900.00")), high], 2, /above the last one, \$900\.00/],
    ["no more than they offer", [ask(told.first)], 1, /They already offer \$/],
    ["after the end", [WALK, high], 2, /The game is over/],
    ["accepting twice", [ACCEPT, ACCEPT], 2, /The game is over/],
    ["an ask too many", Array.from({ length: told.asks + 1 }, () => high), told.asks + 1, /No ask is left/],
  ])("%s", (_, moves, at, says) => {
    const g = play(1, "easy", moves, false);
    expect(g.ok ? undefined : g.error.at).toBe(at);
    expect(g.ok ? "" : g.error.says).toMatch(says);
  });
});

describe("the coach", () => {
  test.each(LEVELS)("plays level %s to its end by its own word, legally and without a bad deal", (level) => {
    for (let seed = 1; seed <= 4; seed++) {
      const moves: Move[] = [];
      let g = game(seed, level, []);
      while (g.outcome === undefined) {
        const said = game(seed, level, [...moves, WALK], true).turns.at(-1)?.coach;
        expect(said?.because).not.toBe("");
        const wanted: Move =
          said?.move === "accept"
            ? ACCEPT
            : said?.amount !== undefined && (said.move === "open" || said.move === "counter")
              ? ask(said.amount)
              : WALK;
        moves.push(wanted);
        g = game(seed, level, moves);
      }
      expect(g.outcome.bad).toBe(false);
    }
  });

  // Before it could ask for what an arbitrator may decide, it got .59, .54 and .44 on these seeds, and even steps more.
  test.each(LEVELS)("gets more of the room than even steps do at level %s", (level) => {
    const shareOf = (player: Player): number => {
      const seeds = Array.from({ length: 30 }, (_, i) => 300 + i);
      const shares = seeds.flatMap(
        (seed) => game(seed, level, whole(seed, level, player)).outcome?.sharePermille ?? [],
      );
      return shares.reduce((t, s) => t + s, 0) / shares.length;
    };
    expect(shareOf(engine)).toBeGreaterThan(shareOf(even) + 100);
  });

  test("opens where it can be defended, and that is not at the limit it does not know", () => {
    const said = game(1, "easy", [WALK], true).turns[0]?.coach;
    expect(said?.move).toBe("open");
    expect(said?.amount).not.toBe(drawGame(1, "easy").hidden.limit);
  });
});

describe("a certificate", () => {
  const ten = (level: Level, player: Player, from = 1): readonly Game[] =>
    Array.from({ length: 10 }, (_, i) => game(from + i, level, whole(from + i, level, player)));
  const share = (games: readonly Game[]): number => {
    const shares = games.flatMap((g) => g.outcome?.sharePermille ?? []);
    return shares.reduce((t, s) => t + s, 0) / shares.length;
  };
  const many = (level: Level, player: Player): readonly Game[] =>
    [1, 11, 21, 31, 41, 51].flatMap((from) => ten(level, player, from));

  test.each(LEVELS)("of level %s: the eager stay below the mark, even steps lie above, as its reason says", (level) => {
    const [low, high] = [share(many(level, eager)), share(many(level, even))];
    expect(low).toBeGreaterThan(100);
    expect(low).toBeLessThan(300);
    expect(high).toBeGreaterThan(430);
    expect(high).toBeLessThan(720);
  });

  test("is passed by holding out", () => {
    const made = certificate(ten("easy", even));
    expect(made.ok && made.value).toMatchObject({ passed: true, badDeals: 0, games: 10, withRoom: 10 });
  });

  test("is not passed by taking what is offered, nor with one bad deal", () => {
    const made = certificate(ten("easy", eager));
    expect(made.ok && made.value.passed).toBe(false);
    const poor = [...ten("easy", even).slice(0, 9), game(10, "easy", [ACCEPT])];
    const said = certificate(poor);
    expect(said.ok && [said.value.passed, said.value.badDeals]).toEqual([false, 1]);
    expect(said.ok && said.value.says).toMatch(
      /^Not passed: \d+% of the room, 1 bad deal; the mark is 40% and none\.$/,
    );
  });

  test.each<[string, () => readonly Game[], RegExp]>([
    ["nine games", () => ten("easy", even).slice(0, 9), /of 10 games/],
    ["a game that is not over", () => [...ten("easy", even).slice(0, 9), game(10, "easy", [])], /Game 10 is not over/],
    ["two levels", () => [...ten("easy", even).slice(0, 9), game(10, "hard", [WALK])], /of one level/],
    ["picked seeds", () => [...ten("easy", even).slice(0, 9), game(99, "easy", [WALK])], /follow each other/],
  ])("is refused of %s", (_, games, says) => {
    const made = certificate(games());
    expect(made.ok ? "" : made.error).toMatch(says);
  });
});
