import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import { answersIndex } from "#claim/facts-file.ts";
import { watchFacts } from "./fact-problems.ts";

const answer = (fact: string, value: string, line = 2, source = "portal"): FactAnswer => ({
  scope: "claim",
  key: "SECRET-1",
  fact,
  value,
  source,
  file: "facts.csv",
  line,
});
const asOf = day("2026-06-15");
const KEYS = { claim: "SECRET-1", plan: "", facility: undefined, payer: "99001" };

/** What is told after one claim went by, served on that day; undefined for a day nobody knows. */
const told = (answers: readonly FactAnswer[], served: string | undefined, keys = KEYS) => {
  const answersFor = answersIndex(answers);
  const watch = watchFacts(answers, answersFor, asOf);
  // The claim's facts are read first, and that is what marks its rows as used.
  answersFor(keys);
  watch.see(keys, served === undefined ? undefined : day(served));
  return watch.problems();
};

describe("a day of receipt", () => {
  test.each<[string, string | undefined, readonly string[], string]>([
    ["2026-06-15", "2026-05-11", [], "today"],
    ["2026-06-16", "2026-05-11", ["fact-future"], "tomorrow"],
    ["2026-05-11", "2026-05-11", [], "the day of service"],
    ["2026-05-10", "2026-05-11", ["fact-before-service"], "the day before it"],
    ["2026-05-10", undefined, [], "a service of an unknown day"],
    ["soon", "2026-05-11", ["fact-value"], "no day at all"],
  ])("%s for a service of %s: %j, %s", (value, served, codes) => {
    const found = told([answer("payment_received", value)], served);
    expect(found.map((p) => p.code)).toEqual(codes);
    for (const p of found) expect(p.at).toEqual({ file: "facts.csv", line: 2, column: "value" });
  });

  test("each side of a dispute is looked at", () => {
    const rows = [answer("payment_received", "2026-05-01", 2, "a"), answer("payment_received", "2026-05-20", 3, "b")];
    expect(told(rows, "2026-05-11").map((p) => [p.code, p.at.line])).toEqual([["fact-before-service", 2]]);
  });

  test("only days of receipt are looked at", () => {
    const rows = [answer("eob", "2026-07-01", 3), answer("in_network", "no", 4)];
    expect(told(rows, "2026-08-11")).toEqual([]);
  });
});

test("unused rows are told by line, unknown facts elsewhere, no key repeated", () => {
  const found = told([answer("in_network", "no", 2), answer("favourite_colour", "no", 3)], undefined, {
    ...KEYS,
    claim: "OTHER",
  });
  expect(found.map((p) => [p.code, p.severity, p.at.line])).toEqual([
    ["fact-unknown", "warning", 3],
    ["facts-unused", "warning", 2],
  ]);
  expect(JSON.stringify(found)).not.toContain("SECRET");
});
