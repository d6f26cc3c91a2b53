import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { agreementSaid, agreementWrong, type CaseAgreement, type GapSearch, searchSaid } from "./agreement-terms.ts";

const NONE: CaseAgreement = {
  ...{ from: undefined, to: undefined, authorization: undefined, claimsTo: undefined, fileWithin: undefined },
  searches: [],
};
const SEARCH: GapSearch = {
  ...{
    by: "R. Okafor",
    on: day("2026-11-02"),
    directory: "Plan directory, hand surgery",
    found: "nobody takes patients",
  },
  ...{ miles: undefined, waitDays: undefined },
};
const [FIRST, LAST] = [day("2026-11-09"), day("2026-12-20")];

test.each<readonly [string, Partial<CaseAgreement>, readonly string[]]>([
  ["nothing given, nothing said", {}, []],
  ["both days", { from: FIRST, to: LAST }, ["It covers services furnished from November 9 to December 20, 2026."]],
  ["one day", { from: FIRST, to: FIRST }, ["It covers services furnished on November 9, 2026."]],
  ["the first alone", { from: FIRST }, ["It covers services furnished from November 9, 2026 on."]],
  ["the last alone", { to: LAST }, ["It covers services furnished through December 20, 2026."]],
  [
    "number, address and time to file",
    { authorization: "A-77", claimsTo: "PO Box 1, Springfield", fileWithin: 90 },
    [
      "The plan authorized the services under number A-77.",
      "Claims are sent to: PO Box 1, Springfield",
      "A claim is in time within 90 days of the service.",
    ],
  ],
])("terms: %s", (_, given, said) => expect(agreementSaid({ ...NONE, ...given })).toEqual(said));

test.each<readonly [string, Partial<GapSearch>, string]>([
  [
    "what is unknown is not said",
    {},
    "Plan directory, hand surgery: nobody takes patients (searched by R. Okafor, November 2, 2026).",
  ],
  [
    "distance and wait",
    { found: "one surgeon.", miles: 84, waitDays: 1 },
    "Plan directory, hand surgery: one surgeon; the nearest lies 84 miles away; the first appointment is 1 day out (searched by R. Okafor, November 2, 2026).",
  ],
])("a search: %s", (_, given, said) => expect(searchSaid({ ...SEARCH, ...given })).toBe(said));

describe("what is wrong is said", () => {
  const TODAY = day("2026-11-24");
  const on = (date: string | undefined) => [{ number: 1, date: date === undefined ? undefined : day(date) }];
  test.each<readonly [string, Partial<CaseAgreement>, string | undefined, readonly string[]]>([
    [
      "days backwards",
      { from: LAST, to: FIRST },
      "2026-11-10",
      ["The last day of service, November 9, 2026, lies before the first, December 20, 2026."],
    ],
    ["a line on the first day is inside", { from: FIRST, to: LAST }, "2026-11-09", []],
    ["a line on the last day is inside", { from: FIRST, to: LAST }, "2026-12-20", []],
    [
      "a day before",
      { from: FIRST },
      "2026-11-08",
      ["Line 1 of November 8, 2026 lies outside the days of the agreement."],
    ],
    [
      "a day after",
      { to: LAST },
      "2026-12-21",
      ["Line 1 of December 21, 2026 lies outside the days of the agreement."],
    ],
    ["a line without a day is not judged", { from: FIRST, to: LAST }, undefined, []],
    ["a search of today is fine", { searches: [{ ...SEARCH, on: TODAY }] }, undefined, []],
    [
      "a search of tomorrow",
      { searches: [{ ...SEARCH, on: day("2026-11-25") }] },
      undefined,
      ["The search of Plan directory, hand surgery is dated November 25, 2026, which is still to come."],
    ],
  ])("%s", (_, given, line, wrong) => expect(agreementWrong({ ...NONE, ...given }, on(line), TODAY)).toEqual(wrong));
});
