import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { type Cadence, USUAL_CADENCE } from "#claim/profile.ts";
import type { ActOf } from "./command.ts";
import { given, OFFER, TODAY, type Told, viewOf } from "./story.ts";
import { turnOf } from "./turn.ts";
import { workOf } from "./work.ts";

/** What nobody answers is asked after, when and as often as the practice asks. */

const OURS: ActOf<"log offer"> = { ...OFFER, from: "us", way: "mail", expires: day("2027-06-30") };
const LETTER: ActOf<"send paper"> = {
  ...{ type: "send paper", paper: "counter", way: "fax", day: TODAY, to: { name: "Northfield Mutual" } },
};
const call = (on: string, more: Partial<ActOf<"log call">> = {}): Told => ({
  ...{ on: day(on), act: { type: "log call", who: "Dana Quill", said: "Not yet.", ...more } },
});
const BOUNCE: Told = { act: { type: "prove delivery", sent: 2, outcome: "bounced", day: TODAY } };
const PROMISE = call("2026-11-20", { promise: { what: "an answer", by: day("2026-12-18") } });
const SLOW: Cadence = { first: 10, every: 3, most: 2, ways: {} };
const BY_MAIL: Cadence = { ...USUAL_CADENCE, ways: { mail: 8, fax: 1 } };
const again = (on: string): Told => ({ on: day(on), act: { ...LETTER, paper: "other", day: day(on) } });

const asksOn = (told: readonly Told[], cadence?: Cadence, today = TODAY) => {
  const pace = { workRate: { top: 1n, bottom: 10n }, ...(cadence !== undefined && { followUp: cadence }) };
  const { dues } = workOf(viewOf(given(...told)), { ...pace, today });
  const asks = dues.filter((d) => d.text.startsWith("ask after") || d.text.endsWith("another way"));
  return asks.map((d) => `${d.kind} ${d.day}: ${d.text}`);
};

describe("the day of the next asking", () => {
  test.each<readonly [string, readonly Told[], Cadence | undefined, readonly string[]]>([
    [
      "an offer, as usual",
      [OURS],
      undefined,
      ["offer 2026-11-30: ask after our offer of 700.00 of 2026-11-20: no answer"],
    ],
    [
      "an offer, when the practice waits longer",
      [OURS],
      SLOW,
      ["offer 2026-12-07: ask after our offer of 700.00 of 2026-11-20: no answer"],
    ],
    [
      "an offer by mail, which takes its time",
      [OURS],
      BY_MAIL,
      ["offer 2026-12-03: ask after our offer of 700.00 of 2026-11-20: no answer"],
    ],
    [
      "after one asking the days between count",
      [OURS, call("2026-12-07")],
      SLOW,
      ["offer 2026-12-10: ask after our offer of 700.00 of 2026-11-20, spoken of on 2026-12-07: no answer"],
    ],
    [
      "a call of theirs is spoken, and asks nothing",
      [OURS, call("2026-12-07", { direction: "to us" })],
      SLOW,
      ["offer 2026-12-21: ask after our offer of 700.00 of 2026-11-20, spoken of on 2026-12-07: no answer"],
    ],
    [
      "asked as often as the practice asks",
      [OURS, call("2026-12-07"), call("2026-12-10")],
      SLOW,
      ["offer 2026-12-15: our offer of 700.00 of 2026-11-20 was asked after twice without an answer: go another way"],
    ],
    [
      "without a most it is asked after again",
      [OURS, call("2026-12-07"), call("2026-12-10")],
      undefined,
      ["offer 2026-12-17: ask after our offer of 700.00 of 2026-11-20, spoken of on 2026-12-10: no answer"],
    ],
    ["a promise that is to come is waited for", [OURS, PROMISE], undefined, []],
    ["a letter", [LETTER], undefined, ["paper 2026-11-30: ask after our counteroffer of 2026-11-20: no answer"]],
    ["a letter by fax", [LETTER], BY_MAIL, ["paper 2026-11-23: ask after our counteroffer of 2026-11-20: no answer"]],
    [
      "a letter that was asked after by another",
      [LETTER, again("2026-11-30")],
      SLOW,
      ["paper 2026-12-03: ask after our counteroffer of 2026-11-20, spoken of on 2026-11-30: no answer"],
    ],
    ["a letter that came back asks for nothing but to be sent again", [LETTER, BOUNCE], undefined, []],
    ["a letter their offer answered", [LETTER, OFFER], undefined, []],
    ["a rejection asks for no answer", [{ ...LETTER, paper: "rejection" }], undefined, []],
    ["their offer is ours to answer", [OFFER], undefined, []],
  ])("%s", (_, told, cadence, asks) => {
    expect(asksOn(told, cadence)).toEqual(asks);
  });
});

describe("whose turn it is", () => {
  test.each<readonly [string, readonly Told[], Cadence | undefined, string, string]>([
    ["the day before", [OURS], SLOW, "2026-12-04", "payer"],
    ["on the day", [OURS], SLOW, "2026-12-07", "us"],
    ["as usual it would have been ours before", [OURS], undefined, "2026-12-04", "us"],
    ["a letter on its day", [LETTER], undefined, "2026-11-30", "us"],
    ["and before it", [LETTER], undefined, "2026-11-27", "payer"],
  ])("%s", (_, told, cadence, today, turn) => {
    expect(turnOf(viewOf(given(...told)), [], day(today), cadence).of).toBe(turn);
  });

  test("an amount rejected since asks for nothing", () => {
    const rejected: Told = { act: { type: "reject offer", offer: 2, reason: "too much" } };
    expect(asksOn([{ ...OURS, amount: usd("900.00") }, rejected])).toEqual([]);
  });
});
