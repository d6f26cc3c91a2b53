import { describe, expect, test } from "vitest";
import { plusDays } from "#base/day.ts";
import { CHANNELS } from "./channels.ts";
import { evaluateCondition } from "./condition.ts";
import { windowFor } from "./deadline.ts";
import { FACTS } from "./fact-table.ts";
import { JURISDICTIONS } from "./jurisdiction.ts";
import { DATED_VALUES, DEADLINES, EVIDENCE_RULES, EXTENSIONS, STATES, STATUTES, SUMS } from "./library.ts";

describe("worked examples of the law files", () => {
  const worked = DEADLINES.flatMap((d) => d.examples.map((e) => [d.id, e.trigger, e.last, e.because, d, e] as const));

  test("every deadline has at least one", () => {
    expect(DEADLINES.filter((d) => d.examples.length === 0).map((d) => d.id)).toEqual([]);
    expect(worked.length).toBeGreaterThan(100);
  });

  test.each(worked)("%s from %s ends %s, as %s", (_, trigger, last, __, rule, example) => {
    const w = windowFor(rule, trigger);
    expect(w.safe[1]).toBe(last);
    if (example.opens !== undefined) expect(w.safe[0]).toBe(example.opens);
  });

  test.each(STATUTES.flatMap((s) => s.examples.map((e) => [s.id, e.because, s, e] as const)))(
    "%s: %s",
    (_, __, statute, example) => {
      if (statute.applies === undefined) throw new Error("a statute with examples needs a condition");
      const found = evaluateCondition(statute.applies, example.facts);
      expect(found.verdict).toBe(example.verdict);
      if (example.missing !== undefined) expect([...found.missing].sort()).toEqual([...example.missing].sort());
    },
  );
});

describe("the library is whole", () => {
  test("deadline ids are told apart", () => {
    expect(new Set(DEADLINES.map((d) => d.id)).size).toBe(DEADLINES.length);
  });

  test("all fifty-one jurisdictions, once each; twenty-one with a law of their own", () => {
    expect(STATES.map((s) => s.code).sort()).toEqual(Object.keys(JURISDICTIONS).sort());
    expect(
      STATES.filter((s) => s.posture === "bifurcated")
        .map((s) => s.code)
        .sort()
        .join(" "),
    ).toBe("CA CO CT DE FL GA IL MD ME MI MO NE NH NJ NM NV NY OH TX VA WA");
  });

  test("a state with a law names statutes, routes and plans; one without has none", () => {
    for (const s of STATES) {
      const bifurcated = s.posture === "bifurcated";
      expect(s.statutes.length > 0, s.code).toBe(bifurcated);
      expect(s.routes.length > 0, s.code).toBe(bifurcated);
      expect(s.plans.includes("fully_insured"), s.code).toBe(bifurcated);
    }
  });

  test("the states that let self-funded plans choose", () => {
    expect(
      STATES.filter((s) => s.optIn)
        .map((s) => s.code)
        .sort(),
    ).toEqual(["GA", "ME", "NJ", "NV", "TX", "VA", "WA"]);
  });

  test("everything cites its source", () => {
    const uncited = [
      ...DEADLINES.filter((d) => d.cites.length === 0).map((d) => d.id),
      ...STATES.flatMap((s) => s.routes.filter((r) => r.cites.length === 0).map((r) => r.channel)),
      ...Object.entries(CHANNELS)
        .filter(([, c]) => c.cites.length === 0)
        .map(([id]) => id),
      ...Object.entries(DATED_VALUES).flatMap(([name, values]) =>
        values.filter((v) => v.cites.length === 0).map(() => name),
      ),
    ];
    expect(uncited).toEqual([]);
  });

  test("rules of evidence and sums of law cite theirs too", () => {
    for (const rule of [...Object.values(EVIDENCE_RULES), ...Object.values(SUMS), ...EXTENSIONS])
      expect(rule.cites.length).toBeGreaterThan(0);
  });

  test.each(["federal administrative fee", "federal entity fee", "batching rule", "QPA factor"] as const)(
    "%s: each period starts the day after the one before",
    (name) => {
      const values = DATED_VALUES[name];
      for (const [i, v] of values.entries()) {
        const next = values[i + 1];
        if (next !== undefined) expect(v.until === undefined ? undefined : plusDays(v.until, 1)).toBe(next.from);
      }
    },
  );

  test("announced features of the 2026 rule are off", () => {
    const dormant = DATED_VALUES["2026 rule features"].filter((f) => f.status === "announced");
    expect(dormant.length).toBeGreaterThanOrEqual(5);
    expect(dormant.every((f) => !f.value.live)).toBe(true);
  });

  test("every fact asks a question and may be answered for a claim", () => {
    for (const f of FACTS) {
      expect(f.question).toMatch(/[?.]$/);
      expect(f.scopes).toContain("claim");
    }
  });
});
