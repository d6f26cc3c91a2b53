import { expect, test } from "vitest";
import { formatUsd, percent, usd } from "#base/money.ts";
import { chanceOf, lossIfUntouched } from "./loss.ts";

test.each([
  // stake     chance  days  loss       because
  ["1000.00", 650, 1, "650.00", "the last day: all of the expected value"],
  ["1000.00", 650, 2, "585.00", "one more working day: 90% is still undone tomorrow"],
  ["1000.00", 650, 6, "383.82", "650 x 0.9^5 = 383.8185"],
  ["1000.00", 650, 30, "30.62", "650 x 0.9^29 = 30.6158"],
  ["0.00", 650, 1, "0.00", "nothing at stake"],
  ["1000.00", 0, 1, "0.00", "no chance"],
  ["1000.00", 650, 5000, "0.00", "far away"],
])("%s at %i per thousand with %i days left loses %s: %s", (stake, chancePermille, daysLeft, loss) => {
  const got = lossIfUntouched({ stake: usd(stake), chancePermille, daysLeft, workRate: percent(10) });
  expect(formatUsd(got.amount)).toBe(loss);
});

test("the working shows the formula with its inputs", () => {
  const got = lossIfUntouched({ stake: usd("812.00"), chancePermille: 550, daysLeft: 6, workRate: percent(10) });
  expect(got.working).toBe("812.00 x 0.55 x (1 - 0.1)^(6 - 1) = 263.71");
});

test("every payment and channel has a chance, and the narrower row wins", () => {
  expect(chanceOf("denied", "internal_appeal").permille).toBe(400);
  expect(chanceOf("denied", "federal_open_negotiation").permille).toBe(500);
  expect(chanceOf("underpaid", "tx_arbitration").permille).toBe(600);
  expect(chanceOf("unknown", "direct_negotiation").permille).toBe(200);
});
