import { describe, expect, test } from "vitest";
import { ROLES } from "#store/tables.ts";
import { MAY, mayGrant, PERMISSIONS } from "./people-roles.ts";

/** What each role may do, as the people who give roles read it. */
describe("a role", () => {
  const CANNOT: Readonly<Record<(typeof ROLES)[number], readonly string[]>> = {
    owner: [],
    director: ["manage data"],
    negotiator: [
      "approve offers",
      "import files",
      "undo imports",
      "see audit",
      "manage people",
      "manage clients",
      "manage rates",
      "manage settings",
      "manage data",
    ],
    biller: [
      "log offers",
      "enter agreements",
      "approve offers",
      "close cases",
      "write papers",
      "see audit",
      "manage people",
      "manage clients",
      "manage settings",
      "manage data",
    ],
    "front desk": PERMISSIONS.filter((p) => !["see cases", "see patients", "answer facts", "import files"].includes(p)),
    compliance: PERMISSIONS.filter((p) => !["see cases", "see patients", "see audit", "export"].includes(p)),
    "read-only": PERMISSIONS.filter((p) => p !== "see cases"),
  };

  test.each(ROLES.flatMap((role) => PERMISSIONS.map((p) => [role, CANNOT[role].includes(p) ? "may not" : "may", p])))(
    "%s %s %s",
    (role, word, permission) => {
      const may: readonly string[] = MAY[role as (typeof ROLES)[number]];
      expect(may.includes(permission ?? "")).toBe(word === "may");
    },
  );

  test.each([
    ["owner", "owner", true],
    ["owner", "read-only", true],
    ["director", "owner", false],
    ["director", "director", true],
    ["director", "compliance", true],
    ["biller", "negotiator", false],
    ["compliance", "read-only", true],
  ] as const)("a %s giving the role %s: %s", (mine, theirs, may) => {
    expect(mayGrant(mine, theirs)).toBe(may);
  });
});
