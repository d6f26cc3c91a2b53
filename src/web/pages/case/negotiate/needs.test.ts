import { describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { type Before, type Need, wayOf } from "./needs.ts";

const BEFORE: Before = {
  amount: usd("1320.00"),
  suggested: usd("1320.00"),
  needs: [],
  limit: usd("5000.00"),
  floor: usd("1030.00"),
  ourLast: usd("1395.00"),
  stopped: false,
  messagesToday: 1,
  messagesADay: 40,
  final: false,
  given: false,
};
const CONTACT: Need = { guard: "G4", says: "it is the first contact with this payer", liftedBy: "first contact" };
const CAP: Need = { guard: "G2", says: "it is above the billed charge", liftedBy: null };
const LARGE: Need = { guard: "G4", says: "it is over $1,000", liftedBy: "large offer" };

describe("what stands before an offer", () => {
  test.each<[string, Partial<Before>, string, RegExp | undefined]>([
    ["nothing: it can be made", {}, "make", undefined],
    ["the suggested amount waits for what the server says", { needs: [CONTACT] }, "ask", /first contact/],
    [
      "another amount waits for what holds of any",
      { amount: usd("1300.00"), needs: [CONTACT, LARGE] },
      "ask",
      /^It is the first contact/,
    ],
    [
      "another amount does not wait for what was of the suggested one",
      { amount: usd("1300.00"), needs: [LARGE] },
      "make",
      undefined,
    ],
    ["what no approval lifts", { needs: [CAP, CONTACT] }, "blocked", /billed charge/],
    ["the last word waits for a second person", { final: true }, "ask", /final offer/],
    ["at the limit it can be made", { amount: usd("5000.00"), ourLast: undefined }, "make", undefined],
    ["a cent over the limit", { amount: usd("5000.01"), ourLast: undefined }, "ask", /Over \$5,000/],
    ["nobody's limit", { amount: usd("9000.00"), ourLast: undefined, limit: null }, "make", undefined],
    ["at the floor it can be made", { amount: usd("1030.00") }, "make", undefined],
    ["under the floor", { amount: usd("1000.00") }, "ask", /\$30\.00 under the floor/],
    ["30% down is a step", { amount: usd("976.50"), floor: undefined }, "make", undefined],
    ["more than 30% down is a large step", { amount: usd("976.49"), floor: undefined }, "ask", /more than 30%/],
    ["an approval for exactly this", { needs: [CONTACT, CAP], given: true }, "make", /agreed to exactly this/],
    ["stopped, whatever was approved", { given: true, stopped: true }, "blocked", /stopped/],
    ["as many as a day allows", { messagesToday: 40 }, "blocked", /40 offers left today/],
    ["no amount yet", { amount: undefined, needs: [CAP] }, "make", undefined],
  ])("%s", (_, change, way, says) => {
    const found = wayOf({ ...BEFORE, ...change });
    expect(found.way).toBe(way);
    if (says === undefined) expect(found.says).toEqual([]);
    else expect(found.says.join(" ")).toMatch(says);
  });
});
