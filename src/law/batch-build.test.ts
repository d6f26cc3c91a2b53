import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type BatchLine, buildBatches } from "./batch-build.ts";

/** Which lines may share a dispute, under the rule of the day negotiation began. Expectations from 45 CFR 149.510(c)(3). */

const ON = day("2026-11-23");
const line = (id: string, more: Partial<BatchLine> = {}): BatchLine => ({
  ...{ id, claim: `claim ${id}`, npi: "1000000004", tin: "990000001", payer: "99001", code: "99285", federal: true },
  ...{ service: day("2026-10-01"), selfFunded: false, ...more },
});
const shape = (lines: readonly BatchLine[], on = ON): string => {
  const { batches, alone, out } = buildBatches(lines, on);
  const ids = (list: readonly { readonly id: string }[]): string => list.map((l) => l.id).join("+");
  return [
    ...batches.map((b) => `${ids(b.lines)} (${b.relation})`),
    ...alone.map((a) => `${a.line.id} alone`),
    ...out.map((o) => `${o.line.id} out`),
  ].join(", ");
};

describe("two lines", () => {
  test.each([
    [{}, "a+b (same code)", "one code, one provider, one payer"],
    [{ tin: "990000002", npi: "1000000012" }, "a alone, b alone", "another provider"],
    [{ npi: "1000000012" }, "a+b (same code)", "another clinician of one group, by its tax id"],
    [{ payer: "99002" }, "a alone, b alone", "another payer"],
    [{ code: "99284" }, "a alone, b alone", "another code of another encounter"],
    [{ code: "99284", claim: "claim a" }, "a+b (one encounter)", "another code on the same claim form"],
    [{ service: day("2026-11-17") }, "a alone, b alone", "a day after thirty business days"],
    [{ service: day("2026-11-16") }, "a+b (same code)", "the last of thirty business days after the first"],
    [{ negotiation: day("2026-10-30") }, "a alone, b alone", "a negotiation under the rule before"],
    [{ federal: false }, "a alone, b out", "a road that is not federal"],
    [{ federal: undefined }, "a alone, b out", "a road that nobody knows yet"],
    [{ service: undefined }, "a alone, b out", "no day of service"],
    [{ npi: undefined, tin: undefined }, "a alone, b out", "nobody who billed it"],
    [{ code: "" }, "a alone, b out", "no code"],
    [{ negotiation: day("2021-06-01") }, "a alone, b out", "a negotiation before there were disputes"],
    [{ negotiation: day("2026-08-03") }, "a alone, b out", "days to initiate that have passed"],
  ] as readonly [Partial<BatchLine>, string, string][])("of which one has %j: %s (%s)", (more, expected) => {
    expect(shape([line("a"), line("b", more)])).toBe(expected);
  });

  test.each([
    ["yes", "1", "yes", "1", "a+b (same code)", "one self-funded plan"],
    ["yes", "1", "yes", "2", "a alone, b alone", "two self-funded plans of one administrator"],
    ["no", "1", "no", "2", "a+b (same code)", "two groups of one issuer"],
    ["unknown", "1", "unknown", "2", "a+b (same code)", "a funding that nobody knows, which is flagged"],
  ])("with plans self-funded %s %s and %s %s: %s (%s)", (fundedA, planA, fundedB, planB, expected) => {
    const lines = [
      line("a", { selfFunded: fundedA === "unknown" ? undefined : fundedA === "yes", plan: planA }),
      line("b", { selfFunded: fundedB === "unknown" ? undefined : fundedB === "yes", plan: planB }),
    ] as const;
    expect(shape(lines)).toBe(expected);
    const flags = buildBatches(lines, ON).batches.flatMap((b) => b.flags);
    expect(flags.some((f) => f.includes("how the plan is funded"))).toBe(fundedA === "unknown");
  });

  test.each([
    ["70450", "72125", "a+b (code range)", "radiology"],
    ["00100", "01999", "a+b (code range)", "anesthesiology, from its first code to its last"],
    ["80047", "89398", "a+b (code range)", "pathology and laboratory, from its first code to its last"],
    ["80046", "89398", "a alone, b alone", "a code below the section"],
    ["70450", "80053", "a alone, b alone", "two sections"],
    ["A0430", "A0435", "a alone, b alone", "air ambulance of two transports"],
  ])("with the codes %s and %s: %s (%s)", (a, b, expected) => {
    expect(shape([line("a", { code: a }), line("b", { code: b })])).toBe(expected);
  });

  test("base rate and mileage of one transport are one item", () => {
    const air = [line("a", { code: "A0430", claim: "x" }), line("b", { code: "A0435", claim: "x" })];
    expect(shape(air)).toBe("a+b (air ambulance)");
  });

  test.each([
    ["2026-10-30", "a+b (entity's reading)", "before November 2026 each entity has its own reading"],
    ["2026-11-02", "a+b (code range)", "from November 2026 on the rule has it"],
    ["2023-08-02", "a alone, b alone", "under the rule of 2021 one code alone"],
  ])("of one section whose negotiation began on %s: %s (%s)", (began, expected) => {
    const [a, b] = [line("a", { code: "70450" }), line("b", { code: "72125" })];
    // On the day itself, so that its days to initiate lie ahead.
    expect(shape([a, b], day(began))).toBe(expected);
  });

  test("whose days to initiate do not meet are apart, and those that meet share what is common", () => {
    const at = (began: string) => ({ negotiation: day(began) });
    const apart = [line("a", at("2026-11-02")), line("b", at("2026-11-12"))];
    expect(shape(apart)).toBe("a alone, b alone");
    const near = buildBatches([line("a", at("2026-11-02")), line("b", at("2026-11-03"))], ON).batches[0];
    expect(near?.lines.map((l) => l.id)).toEqual(["a", "b"]);
    expect(near?.initiate).toEqual(["2026-12-18", "2026-12-21"]);
  });
});

describe("many lines", () => {
  const many = (n: number, more: Partial<BatchLine> = {}) =>
    Array.from({ length: n }, (_, i) => line(`l${String(i).padStart(3, "0")}`, more));
  const sizes = (lines: readonly BatchLine[], on = ON): readonly number[] =>
    buildBatches(lines, on).batches.map((b) => b.lines.length);

  test.each([
    [49, [49], "below the cap"],
    [50, [50], "at the cap"],
    [51, [50], "above it by one, which stands alone"],
    [52, [50, 2], "above it by two"],
    [120, [50, 50, 20], "more than twice as many"],
  ])("%i of one code are batches of %j: %s", (n, expected) => {
    expect(sizes(many(n))).toEqual(expected);
  });

  test("had no cap while negotiation began before November 2026", () => {
    expect(sizes(many(120), day("2026-10-30"))).toEqual([120]);
  });

  test("say why each is where it is, and name the law", () => {
    const { alone, out } = buildBatches([...many(51), line("z", { federal: false })], ON);
    expect(alone[0]?.because).toContain("outside the cap");
    expect(out[0]?.because).toBe("The federal road does not govern it.");
    expect(out[0]?.cites.map((c) => c.text)).toEqual(["42 USC 300gg-111(c)(1)"]);
  });

  const lines = fc
    .array(
      fc.record({
        code: fc.constantFrom("99285", "99284", "70450", "72125", "A0430"),
        claim: fc.constantFrom("x", "y", "z"),
        payer: fc.constantFrom("1", "2"),
        service: fc.constantFrom(day("2026-09-01"), day("2026-10-01"), day("2026-11-02"), undefined),
        federal: fc.constantFrom(true, true, undefined, false),
        negotiation: fc.constantFrom(undefined, day("2026-11-02"), day("2026-11-10"), day("2026-10-20")),
      }),
      { maxLength: 14 },
    )
    .map((list) => list.map((more, i) => line(`n${String(i).padStart(2, "0")}`, more)));

  test("are each named exactly once, and in the same way whatever their order", () => {
    fc.assert(
      fc.property(lines, (list) => {
        const built = buildBatches(list, ON);
        const named = [...built.batches.flatMap((b) => b.lines), ...[...built.alone, ...built.out].map((v) => v.line)];
        expect(named.map((l) => l.id).sort()).toEqual(list.map((l) => l.id));
        expect(shape([...list].reverse())).toBe(shape(list));
      }),
    );
  });

  test("share provider, payer, rule, thirty business days and days to initiate with all of their batch", () => {
    fc.assert(
      fc.property(lines, (list) => {
        for (const b of buildBatches(list, ON).batches) {
          expect(b.lines.length).toBeGreaterThan(1);
          expect(new Set(b.lines.map((l) => l.payer)).size).toBe(1);
          for (const l of b.lines) {
            expect((l.service ?? "") >= b.first && (l.service ?? "9") <= b.lastService).toBe(true);
            const began = l.negotiation ?? ON;
            expect(began >= b.rule.from && began <= (b.rule.until ?? began)).toBe(true);
          }
        }
      }),
    );
  });
});
