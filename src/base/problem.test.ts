import { expect, test } from "vitest";
import { check, unreachable } from "./check.ts";
import { cfr, cite, usc, weakest } from "./cite.ts";
import { hasError, placeText, problem } from "./problem.ts";
import { err, ok } from "./result.ts";

test.each([
  [{ file: "a.edi", byte: 12, segment: 3, loop: "2300", element: "CLM02" }, "a.edi, byte 12, segment 3, 2300 CLM02"],
  [{ file: "rows.csv", line: 4, column: "date" }, "rows.csv, line 4, column date"],
  [{ file: "x.zip!b.edi" }, "x.zip!b.edi"],
])("a place reads as a person would say it", (place, text) => expect(placeText(place)).toBe(text));

test("only an error makes the input wrong; a warning does not", () => {
  const at = { file: "a" };
  expect(hasError([problem("warning", "x", at, "m")])).toBe(false);
  expect(hasError([problem("warning", "x", at, "m"), problem("error", "y", at, "m")])).toBe(true);
});

test("a chain of statements is as sure as its weakest link", () => {
  expect(weakest("verified", "unsure")).toBe("unsure");
  expect(weakest("known", "verified")).toBe("known");
  expect([usc(42, "300gg-111").text, cfr(45, "149.510").text, cite("DFS page").text]).toEqual([
    "42 USC 300gg-111",
    "45 CFR 149.510",
    "DFS page",
  ]);
});

test("bugs stop loudly; results do not", () => {
  expect(() => check(false, "no")).toThrow("Parley bug: no");
  expect(() => check(true, "yes")).not.toThrow();
  expect(() => unreachable("surprise" as never)).toThrow(/unhandled/);
  expect([ok(1), err("e")]).toEqual([
    { ok: true, value: 1 },
    { ok: false, error: "e" },
  ]);
});
