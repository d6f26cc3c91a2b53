import { describe, expect, test } from "vitest";
import { JURISDICTIONS } from "#law/jurisdiction.ts";
import { STATE_ASSOCIATIONS, stateAssociation } from "./state-associations.ts";

describe("the medical association of a state", () => {
  test.each<[string | undefined, string | undefined]>([
    ["TX", "Texas Medical Association"],
    ["ny", "Medical Society of the State of New York"],
    ["wv", "West Virginia State Medical Association"],
    ["DC", "Medical Society of the District of Columbia"],
    // Not read, so nothing is said: no page of their own was at hand that gives the name in full.
    ["LA", undefined],
    ["MS", undefined],
    ["MT", undefined],
    ["ND", undefined],
    ["NV", undefined],
    ["PR", undefined],
    [undefined, undefined],
  ])("of %s is %s", (state, name) => {
    expect(stateAssociation(state)?.name).toBe(name);
  });

  test("was read on a page of the site it is shown with", () => {
    for (const { url, page, read, state } of STATE_ASSOCIATIONS) {
      expect(new URL(page).origin, state).toBe(new URL(url).origin);
      expect(["2026-11-23", "2026-11-24"], state).toContain(read);
      expect(new URL(page).pathname, state).not.toBe("/");
    }
  });

  test("is listed by state, of all but five", () => {
    const states = STATE_ASSOCIATIONS.map((a) => a.state);
    expect(states).toEqual([...states].sort());
    expect(states).toHaveLength(46);
  });

  test("is of a state that the law knows, one a state, under an address of its own", () => {
    expect(STATE_ASSOCIATIONS.filter((a) => !(a.state in JURISDICTIONS))).toEqual([]);
    expect(new Set(STATE_ASSOCIATIONS.map((a) => a.state)).size).toBe(STATE_ASSOCIATIONS.length);
    expect(new Set(STATE_ASSOCIATIONS.map((a) => a.url)).size).toBe(STATE_ASSOCIATIONS.length);
  });
});
