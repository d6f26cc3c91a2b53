import { describe, expect, test } from "vitest";
import { type Terms, termsSaid, termsSent } from "./terms-said.ts";

describe("terms beside an amount", () => {
  test.each<[string, Terms | null, string]>([
    ["nothing", null, ""],
    ["nothing but empty words", { note: "  " }, ""],
    ["a day to pay in", { payWithin: 1 }, "Paid in 1 business day"],
    ["what most offers say", { payWithin: 10, noBalanceBill: true }, "Paid in 10 business days; no balance bill"],
    ["a release of no lines is none", { release: "none", confidential: false }, ""],
    [
      "a release of everything",
      { release: "all claims", interestWaived: true },
      "Interest waived; releases all claims",
    ],
    ["a code that is bound later", { precedent: "this code" }, "Holds for this code later"],
    ["words of the person", { precedent: "none", note: " by check " }, "No precedent; by check"],
  ])("%s", (_, terms, words) => {
    expect(termsSaid(terms)).toBe(words);
  });

  test.each<[string, Terms, Terms | undefined]>([
    ["nothing at all is not sent", { release: "none", confidential: false, note: "" }, undefined],
    ["what is open is left out", { payWithin: 10, interestWaived: false, note: " x " }, { payWithin: 10, note: "x" }],
    ["no precedent is a term of its own", { precedent: "none" }, { precedent: "none" }],
  ])("%s", (_, terms, sent) => {
    expect(termsSent(terms)).toEqual(sent);
  });
});
