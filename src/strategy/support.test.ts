import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { SUPPORT, supportFor } from "./support.ts";

const TODAY = day("2026-11-24");
const ids = (state: string | undefined): readonly string[] => supportFor(state, TODAY).map((b) => b.id);

describe("public bodies that hear a complaint", () => {
  test.each<[string | undefined, readonly string[], string]>([
    [undefined, [], "no state: the federal bodies alone"],
    ["TX", ["texas-tdi"], "Texas"],
    ["ca", ["california-dmhc"], "California, in any case of letters"],
    ["WY", [], "a state that was not read: nothing is guessed of it"],
  ])("of %s are the federal ones and %j: %s", (state, more) => {
    expect(ids(state)).toEqual(["no-surprises-help-desk", "ebsa", ...more]);
  });

  test("all say their source at an address of government, and the day it was read", () => {
    for (const { statements } of SUPPORT)
      for (const { source, text } of statements) {
        expect(new URL(source.url).hostname).toMatch(/\.gov$/);
        expect([text.endsWith("."), source.read]).toEqual([true, "2026-11-23"]);
      }
  });

  test("have an id each", () => {
    expect(new Set(SUPPORT.map((b) => b.id)).size).toBe(SUPPORT.length);
  });
});
