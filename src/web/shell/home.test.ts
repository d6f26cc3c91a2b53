import { expect, test } from "vitest";
import { HOME_AT, type Home, homeAt } from "./home.ts";

test.each([
  ["/map", {}, "map"],
  ["/queue", {}, "my day"],
  ["/queue", { tab: "my day", sort: "due" }, "my day"],
  ["/queue", { tab: "needs a fact" }, "needs a fact"],
  ["/queue", { tab: "team" }, undefined],
  ["/settings", { part: "audit" }, "audit"],
  ["/settings", {}, undefined],
  ["/cases/7", {}, undefined],
] as const)("the page %s %o is the home %s", (path, search, home) => {
  expect(homeAt(path, search)).toBe(home);
});

test("every home leads to a page that is it again", () => {
  for (const [home, { to, search }] of Object.entries(HOME_AT))
    expect([home, homeAt(to, search ?? {})]).toEqual([home, home as Home]);
});
