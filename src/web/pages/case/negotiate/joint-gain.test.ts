import { describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { gainSaid, jointGainOf, placeOf, type Way } from "./joint-gain.ts";

const way = (id: string, value: string | null, payerCost: string | null, open = true): Way => ({
  ...{ id, label: id, open },
  value: value === null ? null : usd(value),
  payerCost: payerCost === null ? null : usd(payerCost),
});
const ACCEPT = way("accept", "500.00", "500.00");
const IDR = way("federal IDR", "1000.00", "1600.00");

describe("what there is to share", () => {
  test.each<[string, readonly Way[], string | undefined]>([
    ["nothing where only keeping what was allowed is open", [ACCEPT], undefined],
    ["nothing where the way is closed", [ACCEPT, way("federal IDR", "1000.00", "1600.00", false)], undefined],
    ["nothing where nobody can say what it costs the plan", [way("appeal", "700.00", null)], undefined],
    ["a lawsuit is not weighed", [way("lawsuit", "9000.00", "9900.00")], undefined],
    ["between what it brings us and what it costs the plan", [ACCEPT, IDR], "600.00"],
    ["of two ways the one that brings us more", [way("appeal", "700.00", "2000.00"), IDR], "600.00"],
    ["less than nothing where the way is cheap for the plan", [way("appeal", "700.00", "650.00")], "-50.00"],
  ])("%s", (_, ways, whole) => {
    const found = jointGainOf(ways);
    expect(found?.whole).toBe(whole === undefined ? undefined : usd(whole));
  });

  test.each([
    [
      "1300.00",
      "At $1,300.00 we get $300.00 more than by the federal IDR on average, and the plan bears $300.00 less than by it.",
      0.5,
    ],
    [
      "900.00",
      "At $900.00 we get $100.00 less than by the federal IDR on average, and the plan bears $700.00 less than by it.",
      0,
    ],
    [
      "1700.00",
      "At $1,700.00 we get $700.00 more than by the federal IDR on average, and the plan bears $100.00 more than by it.",
      1,
    ],
  ])("%s is said with both sides' gain", (amount, said, place) => {
    const found = jointGainOf([IDR]);
    if (found === undefined) throw new Error("no room");
    expect(gainSaid(found, usd(amount))).toBe(said);
    expect(placeOf(found, usd(amount))).toBe(place);
  });

  test("no place is drawn where there is no room", () => {
    const found = jointGainOf([way("appeal", "700.00", "650.00")]);
    expect(found && placeOf(found, usd("680.00"))).toBeUndefined();
  });
});
