import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents } from "#base/money.ts";
import { closeSet, composite, decimal, interchange, segment } from "./segments.ts";

describe("a segment", () => {
  test.each([
    [["REF", "6R", "A1"], "REF*6R*A1~\n", "plain"],
    [["SV1", "HC:1", "", "UN", "", ""], "SV1*HC:1**UN~\n", "empty elements at the end are dropped, those between stay"],
    [["LX"], "LX~\n", "the id alone stays"],
    [["SVC", "", ""], "SVC~\n", "all empty"],
  ])("%j is written %j: %s", (elements, text) => {
    expect(segment(...elements)).toBe(text);
  });

  test("a composite drops empty parts at its end, so a cause keeps its gaps only before a state", () => {
    expect(composite("AA", "", "", "AZ")).toBe("AA:::AZ");
    expect(composite("EM", "", "", "")).toBe("EM");
  });
});

test.each([
  [0n, "0"],
  [5n, "0.05"],
  [50n, "0.5"],
  [100n, "1"],
  [12950n, "129.5"],
  [-1205n, "-12.05"],
])("%s cents is written %s", (n, text) => {
  expect(decimal(cents(n))).toBe(text);
});

test("SE counts ST and itself", () => {
  expect(closeSet(segment("ST", "835", "0001") + segment("LX", "1"), 1).endsWith("SE*3*0001~\n")).toBe(true);
});

test("an ISA has 106 characters with its terminator, whatever the names are", () => {
  const envelope = {
    sender: "A",
    receiver: "B",
    day: day("2026-11-21"),
    control: 42,
    group: "HC",
    guide: "005010X222A1",
  } as const;
  const text = interchange(envelope, []);
  expect(text.indexOf("~")).toBe(105);
  expect(text).toContain("GE*0*42~\nIEA*1*000000042~");
});
