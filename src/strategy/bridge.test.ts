import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answer, answerTurn, type Game, readMessage } from "./bridge.ts";

const game = (more: Partial<Game> = {}): Game => ({
  ...{ id: "g", role: "seller", reservation: 40, min: 0, max: 100, steps: 20, exchanges: [] },
  ...more,
});

/** Plays bids of the other side in order; stops when we take one or end. */
function answers(from: Game, bids: readonly (number | null)[]): readonly Answer[] {
  const out: Answer[] = [];
  let g = from;
  for (const [step, bid] of bids.entries()) {
    const [next, answer] = answerTurn(g, {
      ...{ type: "turn", t: step / from.steps, step },
      theirOffer: bid ?? undefined,
    });
    g = next;
    out.push(answer);
    if (answer.action !== "offer") break;
  }
  return out;
}

describe("a game over one price", () => {
  test.each([
    ["a bid above what we would ask", game(), [100], "accept"],
    ["no price within the reservation", game({ reservation: 101 }), [50], "end"],
    ["the last word of theirs, above our limit", game({ steps: 1 }), [41], "accept"],
    ["the last word of theirs, below our limit", game({ steps: 1 }), [39], "offer"],
    ["as a payer, a price far below the limit", game({ role: "payer", reservation: 60 }), [0], "accept"],
  ] as const)("%s", (_, g, bids, action) => expect(answers(g, bids).at(-1)?.action).toBe(action));

  test("a payer is a seller with prices turned round", () => {
    const bids = [5, 9, 14, 18, 25, 31];
    const seller = answers(game({ reservation: 40 }), bids);
    const payer = answers(
      game({ reservation: 60, role: "payer" }),
      bids.map((b) => 100 - b),
    );
    expect(payer.map((a) => (a.action === "offer" ? 100 - a.price : a.action))).toEqual(
      seller.map((a) => (a.action === "offer" ? a.price : a.action)),
    );
  });

  test("nothing beyond the reservation, whole prices within bounds, asks that never rise", () => {
    const any = fc.record({
      seller: fc.boolean(),
      reservation: fc.double({ min: 0, max: 100, noNaN: true }),
      steps: fc.integer({ min: 1, max: 25 }),
      bids: fc.array(fc.option(fc.integer({ min: -20, max: 140 })), { minLength: 1, maxLength: 25 }),
    });
    fc.assert(
      fc.property(any, ({ seller, reservation, steps, bids }) => {
        const g = game({ role: seller ? "seller" : "payer", reservation, steps });
        const said = answers(g, bids);
        let last = seller ? g.max : g.min;
        for (const [i, a] of said.entries()) {
          if (a.action === "accept") {
            const bid = bids[i] ?? Number.NaN;
            expect(seller ? bid >= reservation : bid <= reservation).toBe(true);
          }
          if (a.action !== "offer") continue;
          expect(Number.isInteger(a.price) && a.price >= 0 && a.price <= 100).toBe(true);
          expect(seller ? a.price >= reservation : a.price <= reservation).toBe(true);
          expect(seller ? a.price <= last : a.price >= last).toBe(true);
          last = a.price;
        }
        expect(answers(g, bids)).toEqual(said);
      }),
      // The least there is above nothing was once rounded away, and a whole price below it taken.
      { numRuns: 60, examples: [[{ seller: true, reservation: 5e-324, steps: 1, bids: [0, 0, 0, 0, 0, 0, null] }]] },
    );
  });

  test("a message of the protocol is read whole", () => {
    const line = '{"type":"start","id":"7","role":"payer","reservation":61.5,"min":0,"max":100,"steps":200}';
    const m = readMessage(line);
    expect(m.ok && m.value).toEqual({
      type: "start",
      game: { id: "7", role: "payer", reservation: 61.5, min: 0, max: 100, steps: 200, exchanges: [] },
    });
  });
});
