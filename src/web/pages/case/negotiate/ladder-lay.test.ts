import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { type LadderOf, type LadderOffer, ladderScale, layLadder } from "./ladder-lay.ts";

const offer = (event: number, from: LadderOffer["from"], amount: string, made: string): LadderOffer => ({
  event,
  from,
  amount: usd(amount),
  made: day(made),
});

const OFFERS = [
  offer(1, "us", "1540.00", "2026-10-22"),
  offer(2, "them", "650.00", "2026-11-03"),
  offer(3, "us", "1395.00", "2026-11-09"),
  offer(4, "them", "770.00", "2026-11-09"),
];

const LADDER: LadderOf = {
  offers: OFFERS,
  suggested: usd("1320.00"),
  reply: { low: usd("845.00"), high: usd("985.00") },
  range: { floor: usd("1030.00"), target: usd("1240.00") },
  anchors: [
    { id: "allowed", text: "Allowed $533.69", amount: usd("533.69") },
    { id: "qpa", text: "QPA $593", amount: usd("593.00") },
    { id: "billed", text: "Charge $2,960", amount: usd("2960.00") },
  ],
};
const NOTHING: LadderOf = { offers: [], suggested: undefined, reply: undefined, range: undefined, anchors: [] };

describe("the axis of an offer ladder", () => {
  test("begins under the lowest and ends over the highest of what was said", () => {
    const { low, high, breakAt } = ladderScale(LADDER);
    expect(low < usd("533.69")).toBe(true);
    expect(high > usd("1540.00")).toBe(true);
    expect(breakAt, "the charge stands past a break").toBeDefined();
  });

  test("has no break while nothing lies far above what was said", () => {
    expect(ladderScale({ ...LADDER, anchors: LADDER.anchors.slice(0, 2) }).breakAt).toBeUndefined();
  });

  test.each([
    ["one offer alone", { ...NOTHING, offers: OFFERS.slice(0, 1) }],
    ["anchors alone", { ...NOTHING, anchors: LADDER.anchors }],
    ["nothing at all", NOTHING],
    ["amounts that are all the same", { ...NOTHING, offers: OFFERS.slice(0, 1), suggested: usd("1540.00") }],
  ])("spans something with %s", (_, of) => {
    const { low, high } = ladderScale(of);
    expect(high > low).toBe(true);
    expect(low >= 0n).toBe(true);
  });
});

describe("the rows of an offer ladder", () => {
  const lay = layLadder(LADDER, 760);

  test("are the moves in their order, then today, then what comes next", () => {
    expect(lay.rows.map((r) => r.is)).toEqual(["ours", "theirs", "ours", "theirs", "suggested", "reply"]);
    expect(lay.rows.every((r, i) => i === 0 || r.y > (lay.rows[i - 1]?.y ?? 0))).toBe(true);
  });

  test("name a day once", () => {
    expect(lay.rows.slice(0, 4).map((r) => r.saysDay)).toEqual([true, true, true, false]);
  });

  test("stand where their amounts are: a higher amount further right", () => {
    const at = (key: string) => lay.rows.find((r) => r.key === key)?.x ?? 0;
    expect(at("offer 2")).toBeLessThan(at("offer 4"));
    expect(at("offer 4")).toBeLessThan(at("suggested"));
    expect(at("offer 3")).toBeLessThan(at("offer 1"));
    expect(lay.rows.every((r) => r.x >= lay.left && r.to <= lay.width)).toBe(true);
  });

  test("a mark near the right edge has its words on its left", () => {
    expect(layLadder({ ...NOTHING, offers: OFFERS }, 400).rows[0]?.words).toBe("left");
    expect(lay.rows[1]?.words).toBe("right");
  });

  test("a reply that is a range has two ends", () => {
    const reply = lay.rows.at(-1);
    expect(reply?.to).toBeGreaterThan(reply?.x ?? 0);
  });

  test("each side's line joins its own moves, and ours goes on to what is suggested", () => {
    expect(lay.steps.map((s) => [s.key, s.is])).toEqual([
      ["offer 3", "ours"],
      ["suggested", "suggested"],
      ["offer 4", "theirs"],
    ]);
  });

  test("labels of anchors that lie close move a lane up instead of touching", () => {
    const [allowed, qpa] = lay.anchors;
    expect(allowed?.top === qpa?.top && (qpa?.left ?? 0) < (allowed?.left ?? 0) + 110).toBe(false);
  });
});
