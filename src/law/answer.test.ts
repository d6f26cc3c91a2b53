import { expect, test } from "vitest";
import { day } from "#base/day.ts";
import { answersAfter, type FiledBefore } from "./answer.ts";

/** What a filing starts, and what nobody can say of it. */

const FILED = day("2026-11-20");
const of = (more: Omit<FiledBefore, "filed">, filed = FILED): readonly string[] =>
  answersAfter({ filed, ...more }).map((a) => `${a.last ?? "not known"}: ${a.because}`);
const BY_FILING = "; nothing shows when, so the day of filing counts";

test.each<readonly [string, Omit<FiledBefore, "filed">, readonly string[]]>([
  [
    "an appeal is decided in sixty days of its receipt, and of its filing while nothing shows the receipt",
    { road: "appeal", isUnderClaimsRules: true },
    [`2027-01-19: 60 calendar days after the appeal reaches the plan${BY_FILING}`],
  ],
  [
    "an appeal whose receipt a file shows",
    { road: "appeal", isUnderClaimsRules: true, received: day("2026-11-24") },
    ["2027-01-23: 60 calendar days after the appeal reaches the plan"],
  ],
  [
    "an appeal under rules nobody knows",
    { road: "appeal" },
    ["not known: it is not known whose rules govern the appeal"],
  ],
  [
    "a dispute whose entity is not chosen",
    { road: "federal IDR" },
    ["not known: it is 30 business days after the choice of entity is final, and that day is not known"],
  ],
  [
    "a dispute whose entity was chosen",
    { road: "federal IDR", selected: day("2026-12-10") },
    ["2027-01-26: 30 business days after the choice of entity is final"],
  ],
  [
    "Texas: the sides agree on an arbitrator, who then decides",
    { road: "state process", state: "TX" },
    [
      "2026-12-20: 30 calendar days after arbitration is asked for",
      "2027-01-10: 51 calendar days after arbitration is asked for",
    ],
  ],
  [
    "New York counts from the receipt",
    { road: "state process", state: "NY", received: day("2026-11-24") },
    ["2027-01-08: 30 business days after the dispute is received"],
  ],
  [
    "Washington counts from papers that are not in",
    { road: "state process", state: "WA" },
    ["not known: it is 30 calendar days after the written papers are in, and that day is not known"],
  ],
  [
    "a state without a day",
    { road: "state process", state: "CA" },
    ["not known: Parley knows no day by which CA wants it answered"],
  ],
  ["a state nobody named", { road: "state process" }, ["not known: it is not known in which state it was filed"]],
  ["a suit", { road: "suit" }, ["not known: a court sets its own days: ask counsel"]],
])("%s", (_, filed, said) => expect(of(filed)).toEqual(said));

test("law from before its first day gives no day", () => {
  expect(of({ road: "state process", state: "ME" }, day("2019-01-02"))).toEqual([
    "not known: Parley knows no day by which ME wants it answered",
  ]);
});

test("every day that is known is cited", () => {
  for (const state of ["TX", "NY", "NJ", "ME", "GA"])
    for (const a of answersAfter({ road: "state process", state, filed: FILED }))
      expect([a.last === undefined, a.cite === undefined]).toEqual([false, false]);
});
