import { describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import {
  type Anchor,
  amountLabel,
  baseAnchor,
  gapSaid,
  said,
  shareOf,
  showTight,
  stepsSaid,
  type Told,
} from "./ladder-words.ts";

const us = (amount: string): Told => ({ from: "us", amount: usd(amount) });
const them = (amount: string): Told => ({ from: "them", amount: usd(amount) });

const QPA: Anchor = { id: "qpa", label: "QPA", amount: usd("592.59") };
const MEDICARE: Anchor = { id: "medicare", label: "Medicare", amount: usd("310.00") };

describe("the gap of an offer ladder", () => {
  test.each<[string, readonly Told[], string, string]>([
    ["nothing was offered", [], "", ""],
    ["we asked first", [us("1540")], "Round 1. The plan has not answered with an amount.", ""],
    ["they named a price first", [them("650")], "Round 1. We have not asked yet.", ""],
    ["one ask and one answer", [us("1540"), them("650")], "Round 2. Gap $890.", ""],
    [
      "two of each",
      [us("1540"), them("650"), us("1395"), them("770")],
      "Round 3. Gap $625, was $745.",
      "Last steps: ours −$145; the plan’s +$120",
    ],
    [
      "they say the same again",
      [us("900"), them("650"), them("650")],
      "Round 2. Gap $250.",
      "Last steps: the plan’s no step",
    ],
    ["cents are shown where there are some", [us("900.50"), them("650")], "Round 2. Gap $250.50.", ""],
    ["they met", [us("900"), them("900")], "Round 2. The two sides have met.", ""],
  ])("%s", (_, offers, gap, steps) => {
    expect(gapSaid(offers)).toBe(gap);
    expect(stepsSaid(offers)).toBe(steps);
  });
});

describe("amounts in another unit", () => {
  test.each([
    ["dollars lead, with the share of the QPA under them", "usd", { lead: "$1,540", sub: "260% of QPA" }],
    ["a share of the QPA leads, with dollars under it", "qpa", { lead: "260%", sub: "$1,540" }],
    ["a share of any anchor", "medicare", { lead: "497%", sub: "$1,540" }],
    ["an anchor that is not there leaves dollars", "own", { lead: "$1,540", sub: "260% of QPA" }],
  ])("%s", (_, unit, words) => {
    expect(said(usd("1540.00"), unit, [MEDICARE, QPA])).toEqual(words);
  });

  test("without any anchor nothing stands under the dollars", () => {
    expect(said(usd("12.34"), "usd", [])).toEqual({ lead: "$12.34", sub: "" });
  });

  test("an anchor of nothing gives no share", () => {
    expect(shareOf(usd("10.00"), { ...QPA, amount: usd("0.00") })).toBeUndefined();
  });

  test("shares are of the QPA where it is known, else of what is known best, and of the charge only alone", () => {
    const CHARGE: Anchor = { id: "billed", label: "Charge", amount: usd("2960.00") };
    expect(baseAnchor([CHARGE, MEDICARE, QPA])).toBe(QPA);
    expect(baseAnchor([CHARGE, MEDICARE])).toBe(MEDICARE);
    expect(baseAnchor([CHARGE])).toBe(CHARGE);
  });

  test("cents are written only where there are some", () => {
    expect([showTight(usd("1540.00")), showTight(usd("1540.05"))]).toEqual(["$1,540", "$1,540.05"]);
  });
});

describe("what an amount is for", () => {
  const lines = (...asked: readonly boolean[]) => asked.map((is, i) => ({ line: i + 1, asked: is }));
  test.each([
    ["one line alone", lines(true), "Amount"],
    ["all of them", lines(true, true, true), "Amount for all 3 lines"],
    ["two of three", lines(true, false, true), "Amount for lines 1 and 3 of 3"],
    ["one of two", lines(false, true), "Amount for line 2 of 2"],
    ["none, where nothing is planned", lines(false, false), "Amount for all 2 lines"],
  ])("%s", (_, of, words) => expect(amountLabel(of)).toBe(words));
});
