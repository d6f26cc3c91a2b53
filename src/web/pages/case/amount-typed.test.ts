import { describe, expect, test } from "vitest";
import { amountTyped } from "./amount-typed.ts";

describe("an amount as people type it", () => {
  test.each([
    ["1320", "1320"],
    ["$1,320.00", "1320.00"],
    [" $ 12.5 ", "12.5"],
    ["1,234,567.89", "1234567.89"],
  ])("%s is %s", (typed, found) => {
    expect(amountTyped(typed)).toBe(found);
  });

  test.each(["", "1.234", "12,34", "-5", "1e3", "ten", "1.2.3"])("%j is none", (typed) => {
    expect(amountTyped(typed)).toBeUndefined();
  });
});
