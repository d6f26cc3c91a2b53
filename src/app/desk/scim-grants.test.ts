import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ROLES, type Role } from "#store/tables.ts";
import { type GroupGrant, grantOf } from "./scim-grants.ts";

const gives = (role: Role | null, ...clients: string[]): GroupGrant => ({
  role,
  clients: clients.length === 0 ? "all" : clients,
});

describe("groups together", () => {
  test.each<[string, readonly GroupGrant[], unknown]>([
    ["none of them: nothing", [], undefined],
    ["that nobody said anything of: nothing", [gives(null), gives(null, "a")], undefined],
    ["one: what it gives", [gives("biller", "a")], { role: "biller", clients: ["a"] }],
    [
      "two of one role: the clients of both",
      [gives("biller", "b"), gives("biller", "a", "b")],
      { role: "biller", clients: ["a", "b"] },
    ],
    [
      "two of one role, one for all clients: all",
      [gives("biller", "b"), gives("biller")],
      { role: "biller", clients: "all" },
    ],
    [
      "a higher role for one client and a lower for all: the higher, for that client alone",
      [gives("read-only"), gives("negotiator", "a")],
      { role: "negotiator", clients: ["a"] },
    ],
    [
      "and one that gives nothing beside them: as if it were not there",
      [gives(null), gives("owner")],
      { role: "owner", clients: "all" },
    ],
  ])("%s", (_, groups, wanted) => expect(grantOf(groups)).toEqual(wanted));

  test("give the same in any order, and nothing that none of them gives", () => {
    const clients = fc.oneof(
      fc.constant("all" as const),
      fc.uniqueArray(fc.constantFrom<string>("a", "b", "c"), { minLength: 1 }),
    );
    const group = fc.record({ role: fc.constantFrom(null, ...ROLES), clients });
    fc.assert(
      fc.property(fc.array(group, { maxLength: 6 }), (groups) => {
        const grant = grantOf(groups);
        expect(grantOf([...groups].reverse())).toEqual(grant);
        const same = groups.filter((g) => g.role === grant?.role);
        if (grant === undefined) expect(groups.every((g) => g.role === null)).toBe(true);
        else if (grant.clients === "all") expect(same.some((g) => g.clients === "all")).toBe(true);
        else for (const c of grant.clients) expect(same.some((g) => g.clients.includes(c))).toBe(true);
      }),
    );
  });
});
