import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Cursors } from "./cursor.ts";
import { Refused } from "./refused.ts";

const cursors = new Cursors("a secret");
const sealed = cursors.seal("somebody", "eyJzZXEiOjV9");

describe("a cursor", () => {
  test("opens for whom it was given to, also in another server of the same data", () => {
    expect(cursors.open("somebody", sealed)).toBe("eyJzZXEiOjV9");
    expect(new Cursors("a secret").open("somebody", sealed)).toBe("eyJzZXEiOjV9");
  });

  test.each([
    ["of somebody else", () => cursors.open("another", sealed)],
    ["of other data", () => new Cursors("another").open("somebody", sealed)],
    ["without its seal", () => cursors.open("somebody", "eyJzZXEiOjV9")],
    ["of nothing", () => cursors.open("somebody", "")],
    ["that is longer", () => cursors.open("somebody", `${sealed}x`)],
    ["whose place was changed", () => cursors.open("somebody", sealed.replace("eyJ", "eyK"))],
  ])("%s is refused", (_, open) => {
    expect(open).toThrow(Refused);
  });

  test("any place comes back as it was, and any change of it is refused", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (place, other) => {
        expect(cursors.open("somebody", cursors.seal("somebody", place))).toBe(place);
        fc.pre(other !== cursors.seal("somebody", other.slice(0, -23)));
        expect(() => cursors.open("somebody", other)).toThrow(Refused);
      }),
    );
  });
});
