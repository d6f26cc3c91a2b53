import { describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { nearestStep, type Point, pointSaid, turnsSaid } from "./sensitivity-words.ts";

const dollars = (amount: string | null) => (amount === null ? null : usd(amount));
const point = (accept: string | null, counter: string | null, escalate: string | null, wait: string | null): Point => ({
  ...{ at: 0.5, move: "wait" },
  ...{ accept: dollars(accept), counter: dollars(counter), escalate: dollars(escalate), wait: dollars(wait) },
});

describe("a slider over one assumption", () => {
  test.each([
    ["the first step", 0.1, 0],
    ["between two steps, the nearer", 0.58, 1],
    ["just as far from both, the earlier", 0.5, 0],
    ["past the end", 2, 2],
  ])("%s", (_, value, index) => {
    expect(nearestStep([{ at: 0.25 }, { at: 0.75 }, { at: 1 }], value)).toBe(index);
  });

  test.each([
    [
      "a turn",
      [{ at: 0.86, from: "counter", to: "escalate" }],
      ["Above 86 in 100, going on to the dispute beats a counter."],
    ],
    ["none within the range", [], ["Nothing between 40 in 100 and 95 in 100 would change the advice."]],
    [
      "a move without a word of its own",
      [{ at: 0.5, from: "sell", to: "accept" }],
      ["Above 50 in 100, accepting beats sell."],
    ],
  ])("says %s", (_, turns, words) => {
    expect(turnsSaid(turns, 0.4, 0.95)).toEqual(words);
  });

  test("says what each open move brings there", () => {
    expect(pointSaid(point("767.00", null, "1026.40", "900.00"))).toBe("accept $767, escalate $1,026, wait $900");
  });
});
