import { describe, expect, test } from "vitest";
import { cutTo, widthOf } from "./text-width.ts";

describe("a text beside a number", () => {
  test.each([
    ["stays whole where it fits", "Granite Mutual", 148, "Granite Mutual"],
    ["is cut where it does not", "NORTHFIELD MUTUAL (SYNTHETIC)", 90, "NORTHFIELD…"],
    ["of small letters keeps more of them", "Northfield Mutual (synthetic)", 90, "Northfield Mut…"],
    ["is never cut after a space", "AB CDEFGHIJ", 34, "AB…"],
    ["of no room is dots", "Granite", 3, "…"],
    ["of nothing is nothing", "", 10, ""],
  ])("%s", (_, text, pixels, shown) => {
    expect(cutTo(text, pixels)).toBe(shown);
    if (pixels > widthOf("…")) expect(widthOf(shown)).toBeLessThanOrEqual(pixels);
  });
});
