import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { JURISDICTIONS } from "#law/jurisdiction.ts";
import { complaintsFor, SUPPORT, supportFor } from "./support.ts";

const TODAY = day("2026-11-24");
const ids = (state: string | undefined): readonly string[] => supportFor(state, TODAY).map((b) => b.id);

describe("public bodies that hear a complaint", () => {
  test.each<[string | undefined, readonly string[], string]>([
    [undefined, [], "no state: the federal bodies alone"],
    ["TX", ["texas-tdi"], "Texas"],
    ["ca", ["california-dmhc", "ca-insurance"], "California, in any case of letters"],
    ["WY", ["wy-insurance"], "a state of which the department alone is known"],
    ["PR", [], "a territory: nothing is guessed of it"],
  ])("of %s are the federal ones and %j: %s", (state, more) => {
    expect(ids(state)).toEqual(["no-surprises-help-desk", "ebsa", ...more]);
  });

  test("all say their source at an address of government, and the day it was read", () => {
    for (const { statements } of SUPPORT)
      for (const { source, text } of statements) {
        // Florida's and New Mexico's departments stand under names of their own.
        expect(new URL(source.url).hostname).toMatch(/\.gov$|^www\.myfloridacfo\.com$|^www\.osi\.state\.nm\.us$/);
        expect([text.endsWith("."), source.read]).toEqual([true, "2026-11-23"]);
      }
  });

  test("are known of every state that the law knows", () => {
    const states = Object.keys(JURISDICTIONS).filter((s) => !SUPPORT.some((b) => b.state === s));
    expect(states).toEqual([]);
  });

  test("have an id each", () => {
    expect(new Set(SUPPORT.map((b) => b.id)).size).toBe(SUPPORT.length);
  });
});

describe("who hears a complaint about a claim", () => {
  const [HELP, EBSA] = ["no-surprises-help-desk", "ebsa"];
  test.each<[string | undefined, string | undefined, readonly string[], RegExp]>([
    ["TX", "fully_insured", [HELP, "texas-tdi"], /fully insured/],
    ["TX", "self_funded_erisa", [HELP, EBSA], /state departments do not hear/],
    ["TX", undefined, [HELP, EBSA, "texas-tdi"], /Nobody has said who funds/],
    [undefined, undefined, [HELP, EBSA], /The state is not known/],
    ["PR", "fully_insured", [HELP], /Of PR no department is known/],
    ["TX", "self_funded_government", [HELP], /no body was read beside/],
    ["TX", "fehb", [HELP], /no body was read beside/],
    ["TX", "medicare", [], /not heard by the bodies/],
  ])("of %s and %s are %j", (state, funding, expected, says) => {
    const found = complaintsFor({ state, funding }, TODAY);
    expect(found.bodies.map((b) => b.id)).toEqual(expected);
    expect(found.says).toMatch(says);
  });

  test("each says why, and with an open question when", () => {
    const why = complaintsFor({ state: "NY", funding: undefined }, TODAY).bodies.map((b) => b.why.split(" ")[0]);
    expect(why).toEqual(["Hears", "If", "If"]);
  });
});
