import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import { futureReceipts, receiptProblem, unusedAnswers } from "./fact-problems.ts";

const answer = (fact: string, value: string, line = 2): FactAnswer => ({
  scope: "claim",
  key: "SECRET-1",
  fact,
  value,
  source: "portal",
  file: "facts.csv",
  line,
});
const asOf = day("2026-06-15");

describe("a day of receipt", () => {
  test.each<[string, string | undefined, string | undefined, string]>([
    ["2026-06-15", "2026-05-11", undefined, "today"],
    ["2026-06-16", "2026-05-11", "fact-future", "tomorrow"],
    ["2026-05-11", "2026-05-11", undefined, "the day of service"],
    ["2026-05-10", "2026-05-11", "fact-before-service", "the day before it"],
    ["2026-05-10", undefined, undefined, "a service of an unknown day"],
    ["soon", "2026-05-11", undefined, "no day, which is told elsewhere"],
  ])("%s for a service of %s: %s, %s", (value, served, code, _) => {
    const found = receiptProblem(
      answer("payment_received", value),
      asOf,
      served === undefined ? undefined : day(served),
    );
    expect(found?.code).toBe(code);
    expect(found?.at).toEqual(code === undefined ? undefined : { file: "facts.csv", line: 2, column: "value" });
  });

  test("only days of receipt are looked at", () => {
    const rows = [answer("payment_received", "2026-07-01", 3), answer("in_network", "no", 4)];
    expect(futureReceipts(rows, asOf).map((p) => p.at.line)).toEqual([3]);
  });
});

test("unused rows are told by line, unknown facts elsewhere, no key repeated", () => {
  const told = unusedAnswers([answer("in_network", "no", 2), answer("favourite_colour", "no", 3)]);
  expect(told.map((p) => [p.code, p.severity, p.at.line])).toEqual([["facts-unused", "warning", 2]]);
  expect(JSON.stringify(told)).not.toContain("SECRET");
});
