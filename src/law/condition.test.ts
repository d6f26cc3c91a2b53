import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Condition, evaluateCondition } from "./condition.ts";
import type { Facts } from "./fact.ts";

const EMERGENCY = { is: ["service", "emergency"] } as const satisfies Condition;
const NETWORK = { is: ["facility_in_network", true] } as const satisfies Condition;

describe("three-valued logic", () => {
  test.each<[string, Condition, Facts, string, string[]]>([
    ["a known fact that fits", EMERGENCY, { service: "emergency" }, "applies", []],
    ["a known fact that does not", EMERGENCY, { service: "elective" }, "does-not-apply", []],
    ["an unknown fact", EMERGENCY, {}, "undetermined", ["service"]],
    ["all: one no is enough", { all: [EMERGENCY, NETWORK] }, { service: "elective" }, "does-not-apply", []],
    [
      "all: a yes and an unknown",
      { all: [EMERGENCY, NETWORK] },
      { service: "emergency" },
      "undetermined",
      ["facility_in_network"],
    ],
    ["any: one yes is enough", { any: [EMERGENCY, NETWORK] }, { service: "emergency" }, "applies", []],
    [
      "any: a no and an unknown",
      { any: [EMERGENCY, NETWORK] },
      { service: "elective" },
      "undetermined",
      ["facility_in_network"],
    ],
    ["not: unknown stays unknown", { not: EMERGENCY }, {}, "undetermined", ["service"]],
    ["not: turns a known answer", { not: EMERGENCY }, { service: "elective" }, "applies", []],
    [
      "at least: below",
      { atLeast: ["months_since_contract", 12] },
      { months_since_contract: 11 },
      "does-not-apply",
      [],
    ],
    ["at least: at", { atLeast: ["months_since_contract", 12] }, { months_since_contract: 12 }, "applies", []],
    ["at least: above", { atLeast: ["months_since_contract", 12] }, { months_since_contract: 13 }, "applies", []],
    ["one of", { oneOf: ["state", ["TX", "NY"]] }, { state: "NY" }, "applies", []],
    ["nothing to ask: all of none holds", { all: [] }, {}, "applies", []],
    ["nothing to ask: any of none does not", { any: [] }, {}, "does-not-apply", []],
  ])("%s", (_, condition, facts, verdict, missing) => {
    expect(evaluateCondition(condition, facts)).toMatchObject({ verdict, missing });
  });

  test("a mistyped fact or value does not compile", () => {
    // @ts-expect-error there is no such service
    const wrong: Condition = { is: ["service", "haircut"] };
    expect(evaluateCondition(wrong, { service: "emergency" }).verdict).toBe("does-not-apply");
  });
});

const leaf = fc.constantFrom<Condition>(
  EMERGENCY,
  NETWORK,
  { oneOf: ["state", ["TX", "NY"]] },
  { atLeast: ["months_since_contract", 12] },
);
const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("tree"), { maxLength: 3 }).map((all): Condition => ({ all })),
    fc.array(tie("tree"), { maxLength: 3 }).map((any): Condition => ({ any })),
    tie("tree").map((not): Condition => ({ not })),
  ),
}));
const whole = fc.record<Facts>({
  service: fc.constantFrom("emergency", "elective"),
  facility_in_network: fc.boolean(),
  state: fc.constantFrom("TX", "OH"),
  months_since_contract: fc.constantFrom(6, 24),
});

test("knowing more never turns a settled answer", () => {
  fc.assert(
    fc.property(
      tree,
      whole,
      fc.subarray(["service", "facility_in_network", "state", "months_since_contract"] as const),
      (c, facts, hidden) => {
        const partial: Facts = Object.fromEntries(
          Object.entries(facts).filter(([k]) => !(hidden as readonly string[]).includes(k)),
        );
        const less = evaluateCondition(c, partial);
        const more = evaluateCondition(c, facts);
        expect(more.verdict).not.toBe("undetermined");
        if (less.verdict !== "undetermined") expect(less.verdict).toBe(more.verdict);
        else expect(less.missing.length).toBeGreaterThan(0);
      },
    ),
  );
});

test("answering everything that is missing settles it", () => {
  fc.assert(
    fc.property(tree, whole, (c, facts) => {
      const { missing } = evaluateCondition(c, {});
      const answered: Facts = Object.fromEntries(missing.map((m) => [m, facts[m]]));
      expect(evaluateCondition(c, answered).verdict).not.toBe("undetermined");
    }),
  );
});
