import { describe, expect, test } from "vitest";
import { NONE, reached, toggled } from "./selection.ts";

const ORDER = ["a", "b", "c", "d", "e"];
const ids = (s: { readonly ids: ReadonlySet<string> }) => [...s.ids].sort().join("");

describe("choosing rows", () => {
  test("once chooses, twice lets go", () => {
    expect(ids(toggled(NONE, "b"))).toBe("b");
    expect(ids(toggled(toggled(NONE, "b"), "b"))).toBe("");
  });

  test.each([
    ["down", "b", "d", "bcd"],
    ["up", "d", "b", "bcd"],
    ["to itself", "c", "c", "c"],
  ])("a range goes %s", (_, from, to, found) => {
    expect(ids(reached(toggled(NONE, from), to, ORDER))).toBe(found);
  });

  test("without a beginning a range is one row", () => {
    expect(ids(reached(NONE, "c", ORDER))).toBe("c");
  });

  test("a beginning that a filter took away is no beginning", () => {
    expect(ids(reached(toggled(NONE, "z"), "c", ORDER))).toBe("cz");
  });
});
