import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answersIndex, looksLikeFacts, readFacts } from "./facts-file.ts";

const HEADER = ["scope", "key", "fact", "value", "source", "date"];

const read = (rows: readonly (readonly string[])[], header: readonly string[] = HEADER) =>
  readFacts({ file: "facts.csv", header, rows: rows.map((cells, i) => ({ line: i + 2, cells })) });

const ask = (answers: ReturnType<typeof read>["answers"], fact = "in_network") =>
  answersIndex(answers)({ claim: "ED-1", plan: "99001|G1", facility: "1000000004", payer: "99001" }).get(fact)?.value;

describe("a facts file", () => {
  test("columns in any order, in any case", () => {
    const { answers, problems } = read(
      [["no", "2026-01-05", "In_Network", "portal", "99001", "Payer"]],
      [" Value", "DATE", "Fact", "Source", "KEY", "Scope "],
    );
    expect(problems).toEqual([]);
    expect(answers).toEqual([
      {
        scope: "payer",
        key: "99001",
        fact: "in_network",
        value: "no",
        source: "portal",
        date: "2026-01-05",
        file: "facts.csv",
        line: 2,
      },
    ]);
  });

  test.each([
    [["everyone", "k", "f", "v", "s", ""], "facts-scope", "scope", 0],
    [["payer", " ", "f", "v", "s", ""], "facts-key", "key", 0],
    [["payer", "k", "", "v", "s", ""], "facts-fact", "fact", 0],
    [["payer", "k", "f", "v", "s", "31.1.26"], "facts-date", "date", 1],
    [["payer", "k", "f", "v", "", ""], "facts-source", "source", 1],
  ])("%j: %s at column %s, %i answers", (row, code, column, kept) => {
    const { answers, problems } = read([row]);
    expect(problems).toMatchObject([{ code, at: { file: "facts.csv", line: 2, column } }]);
    expect(answers).toHaveLength(kept);
  });

  test("an empty value is a question still open, and no Problem", () => {
    expect(read([["payer", "k", "f", " ", "", ""]])).toEqual({ answers: [], problems: [] });
  });

  test("a missing column is an error at the header", () => {
    expect(read([], ["scope", "key", "value"]).problems).toMatchObject([
      { code: "facts-column", severity: "error", at: { line: 1, column: "fact" } },
    ]);
  });

  test.each([
    ["2026-01-05", "2026-02-05", "yes", "the later date"],
    ["2026-02-05", "2026-01-05", "no", "the later date, though it stands first"],
    ["2026-01-05", "2026-01-05", "yes", "the later row of one day"],
    ["", "", "yes", "the later row without dates"],
    ["2026-01-05", "", "yes", "the later row when one has no date"],
  ])("dated %s and %s: %s, %s", (a, b, expected) => {
    const { answers, problems } = read([
      ["payer", "99001", "in_network", "no", "s", a],
      ["payer", "99001", "in_network", "yes", "s", b],
    ]);
    expect(answers.map((x) => x.value)).toEqual([expected]);
    expect(problems.map((p) => p.code)).toEqual(["facts-conflict"]);
  });

  test("rows that agree are no conflict", () => {
    const row = ["payer", "99001", "in_network", "no", "s", ""];
    expect(read([row, row]).problems).toEqual([]);
  });

  test("the narrowest scope wins: claim, plan, facility, payer", () => {
    const rows = [
      ["payer", "99001", "in_network", "by payer", "s", ""],
      ["facility", "1000000004", "in_network", "by facility", "s", ""],
      ["plan", "99001 | g1", "in_network", "by plan", "s", ""],
      ["claim", "ED-1", "in_network", "by claim", "s", ""],
    ];
    expect([1, 2, 3, 4].map((n) => ask(read(rows.slice(0, n)).answers))).toEqual([
      "by payer",
      "by facility",
      "by plan",
      "by claim",
    ]);
    expect(ask(read([...rows].reverse()).answers)).toBe("by claim");
  });

  test("leading zeros that a spreadsheet dropped are forgiven, after what is so written", () => {
    const index = answersIndex(
      read([
        ["claim", "12", "f", "dropped", "s", ""],
        ["claim", "0012", "f", "written", "s", ""],
      ]).answers,
    );
    const of = (claim: string) => index({ claim, plan: "", facility: undefined, payer: "" }).get("f")?.value;
    expect([of("0012"), of("12"), of("00012"), of("13")]).toEqual(["written", "dropped", "written", undefined]);
  });

  test("a payer answers by its id or by its name, in any case; the id first", () => {
    const keys = {
      claim: "",
      plan: "99001|G1",
      facility: undefined,
      payer: "99001",
      payerName: "INVENTED  Health Plan",
    };
    const by = (...rows: readonly (readonly string[])[]) => answersIndex(read(rows).answers)(keys);
    const row = (scope: string, key: string, value: string) => [scope, key, "f", value, "s", ""];
    expect(by(row("payer", "invented health plan", "name")).get("f")?.value).toBe("name");
    expect(by(row("payer", "Invented Health Plan", "name"), row("payer", "99001", "id")).get("f")?.value).toBe("id");
    expect(by(row("plan", "Invented Health Plan|g1", "plan")).get("f")?.value).toBe("plan");
    expect(by(row("payer", "Another Plan", "no")).get("f")).toBeUndefined();
  });

  test("rows that name nothing that was asked for are unused, however they are written", () => {
    const index = answersIndex(
      read([
        ["claim", "0012", "f", "v", "s", ""],
        ["claim", "99", "f", "v", "s", ""],
        ["payer", "PLAN", "f", "v", "s", ""],
        ["payer", "plan x", "f", "v", "s", ""],
        ["plan", "plan|G1", "f", "v", "s", ""],
        ["plan", "plan|G2", "f", "v", "s", ""],
        ["facility", "1", "f", "v", "s", ""],
      ]).answers,
    );
    expect(index.unused()).toHaveLength(7);
    index({ claim: "12", plan: "plan|g1", facility: undefined, payer: "plan" });
    expect(index.unused().map((a) => a.line)).toEqual([3, 5, 7, 8]);
  });

  test("an apostrophe against formulas is no part of a key", () => {
    expect(read([["claim", "'-12", "f", "v", "s", ""]]).answers[0]?.key).toBe("-12");
    expect(read([["claim", "'12", "f", "v", "s", ""]]).answers[0]?.key).toBe("'12");
  });

  test("is told by its header", () => {
    expect(looksLikeFacts(HEADER)).toBe(true);
    expect(looksLikeFacts(["claim", "date", "code", "charge"])).toBe(false);
  });

  test("whatever the cells, no throw, and no value in a message", () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom("payer", "claim", "", "2026-01-05", "SECRETVALUE"));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 10 }), (rows) => {
        const { answers, problems } = read(rows);
        expect(answers.length).toBeLessThanOrEqual(rows.length);
        for (const p of problems) expect(p.message).not.toContain("SECRETVALUE");
      }),
    );
  });
});
