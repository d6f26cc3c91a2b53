import { describe, expect, test } from "vitest";
import { emptyEob, emptyLine, eobSent, readReasons, wrongWith } from "./typed-form.ts";

describe("reasons typed from paper", () => {
  test.each([
    ["", []],
    ["CO-45 120.00", [{ group: "CO", reason: "45", amount: "120.00" }]],
    ["co45 120", [{ group: "CO", reason: "45", amount: "120" }]],
    [
      "CO-45 1,120.00, PR-1 30",
      [
        { group: "CO", reason: "45", amount: "1120.00" },
        { group: "PR", reason: "1", amount: "30" },
      ],
    ],
    [
      "OA-23 -5.00; PI-A1 4",
      [
        { group: "OA", reason: "23", amount: "-5.00" },
        { group: "PI", reason: "A1", amount: "4" },
      ],
    ],
    ["45 120", undefined],
    ["CO-45", undefined],
    ["XX-45 1.00", undefined],
  ])("%j is read", (typed, read) => {
    expect(readReasons(typed)).toEqual(read);
  });
});

const line = { ...emptyLine(1), date: "2026-10-02", code: "99285", charge: "1,250.00", paid: "400" };

test("a blank line is not wrong, a begun one says what it lacks", () => {
  expect(wrongWith(emptyLine(1), "eob")).toEqual({});
  expect(wrongWith(line, "eob")).toEqual({});
  expect(wrongWith({ ...line, paid: "", date: "" }, "eob")).toEqual({ paid: "amount", date: "day" });
  expect(wrongWith({ ...line, paid: "" }, "claim")).toEqual({});
});

test("an EOB is sent once its head and every begun line are whole, without commas", () => {
  const typed = { ...emptyEob(), claim: "HR2041", payer: "Invented Mutual", paidOn: "2026-10-12", paid: "$400.00" };
  expect(eobSent("c", { ...typed, lines: [emptyLine(1)] })).toBeUndefined();
  expect(eobSent("c", { ...typed, lines: [{ ...line, charge: "x" }] })).toBeUndefined();
  expect(eobSent(undefined, { ...typed, lines: [line] })).toBeUndefined();
  expect(eobSent("c", { ...typed, lines: [line, emptyLine(2)] })).toMatchObject({
    paid: "400.00",
    lines: [{ code: "99285", charge: "1250.00", paid: "400", modifiers: [], adjustments: [] }],
  });
});
