import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { DEADLINES } from "#law/library.ts";
import { rulesOn, ruleText } from "./law.ts";

describe("the register shows the law of a day", () => {
  test("every rule has a citation, a title and a value, and an id of its own", () => {
    const rules = rulesOn(day("2026-11-23"));
    expect(rules.length).toBeGreaterThan(100);
    expect(new Set(rules.map((r) => r.id)).size).toBe(rules.length);
    for (const r of rules) {
      expect(r.cites.length, r.id).toBeGreaterThan(0);
      expect(r.title, r.id).not.toBe("");
      expect(r.value, r.id).not.toMatch(/undefined|\[object/);
    }
  });

  test("a fee is that of the day asked", () => {
    const fee = (on: string) => rulesOn(day(on), { q: "administrative fee" }).map((r) => r.value);
    expect(fee("2022-06-01")).toEqual(["$50.00"]);
    expect(fee("2022-01-01")).toEqual([]);
  });

  test("a state's rules are found by its letters", () => {
    const rules = rulesOn(day("2026-11-23"), { jurisdiction: "NY" });
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.every((r) => r.jurisdiction === "NY")).toBe(true);
  });
});

describe("a rule opens with its words and worked examples", () => {
  test("every deadline tells what starts it and how it is counted", () => {
    for (const d of DEADLINES) {
      const said = ruleText(d.id);
      expect(said?.text.join(" "), d.id).toContain(d.starts);
      expect(said?.examples.length, d.id).toBe(d.examples.length);
    }
  });

  test("a rule that reads otherwise on other days names every reading, its own too; one with a single reading names none", () => {
    const dated = rulesOn(day("2026-11-23")).filter((r) => /^(value|statute)\./.test(r.id));
    const named = dated.map((r) => ({ id: r.id, versions: ruleText(r.id)?.versions.map((v) => v.id) ?? [] }));
    const many = named.filter((n) => n.versions.length > 0);
    expect(many.length).toBeGreaterThan(2);
    for (const n of many) expect(n.versions, n.id).toContain(n.id);
    // A list of one would say nothing, and is not given.
    expect(named.filter((n) => n.versions.length === 1)).toEqual([]);
    expect(named.some((n) => n.versions.length === 0)).toBe(true);
  });

  test("a fee names its versions, the newest first", () => {
    const [fee] = rulesOn(day("2022-06-01"), { q: "administrative fee" });
    const versions = ruleText(fee?.id ?? "")?.versions.map((v) => v.from ?? "") ?? [];
    expect(versions.length).toBeGreaterThan(1);
    expect(versions).toEqual([...versions].sort().reverse());
  });

  test("no rule by that id is no rule", () => {
    expect(ruleText("statute.of.nowhere")).toBeUndefined();
  });
});
