import { describe, expect, test } from "vitest";
import { filtersOf, readSearch, readView, viewText } from "./search.ts";

describe("the address of the queue", () => {
  test.each([
    [
      "words of the contract are kept",
      { tab: "our turn", class: "denied", sort: "due" },
      { tab: "our turn", class: "denied", sort: "due" },
    ],
    ["words of nobody are left out", { tab: "mine", class: "lost", sort: "name", state: "new" }, {}],
    ["a search is never part of it, because it may be a name", { q: "Whitcombe", tab: "team" }, { tab: "team" }],
    ["days are days", { dueFrom: "2026-11-23", dueTo: "soon" }, { dueFrom: "2026-11-23" }],
    ["a payer whose key is a number is still a key", { payer: 60054 }, { payer: "60054" }],
    ["a state of the union is two letters", { usState: "Illinois" }, {}],
    ["what a prototype has is no word", { tab: "constructor" }, {}],
  ])("%s", (_, given, found) => {
    expect(readSearch(given)).toEqual(found);
  });

  test("a kept view is read back as it was", () => {
    const search = { tab: "waiting on payer", payer: "SYN 01&x=1", dueTo: "2026-12-04" } as const;
    expect(readView(viewText(search))).toEqual(search);
  });

  test("tab and order are no filters", () => {
    expect(filtersOf({ tab: "team", sort: "due", owner: "me" })).toEqual(["owner"]);
  });
});
