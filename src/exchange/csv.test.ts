import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memorySource } from "./byte-source.ts";
import { CSV_LIMIT, readTable } from "./csv.ts";

const read = (text: string | Uint8Array) =>
  readTable(memorySource(typeof text === "string" ? new TextEncoder().encode(text) : text), "list.csv");

const cellsOf = (text: string): (readonly string[])[] => read(text).table.rows.map((r) => r.cells);

describe("a table", () => {
  test.each([
    ["a,b\n1,2\n", "commas"],
    ["\ufeffa,b\r\n1,2", "a byte order mark, Windows line ends, no last one"],
    ["a;b\n1;2\n", "semicolons"],
    ["a\tb\n1\t2\n", "tabs"],
    ["a|b\r1|2\r", "bars, old Mac line ends"],
    ['"a","b"\n"1","2"\n', "quotes"],
    ["a,b\n\n1,2\n,\n", "blank lines and rows"],
  ])("%j: %s", (text) => {
    const { table, problems } = read(text);
    expect(problems).toEqual([]);
    expect(table.header).toEqual(["a", "b"]);
    expect(table.rows.map((r) => r.cells)).toEqual([["1", "2"]]);
  });

  test("rows know their line, also after a cell with line breaks", () => {
    const { table } = read('a,b\n1,"x\ny"\n\n3,4\n');
    expect(table.rows).toEqual([
      { line: 2, cells: ["1", "x\ny"] },
      { line: 5, cells: ["3", "4"] },
    ]);
  });

  test("short and long rows are kept", () => {
    expect(cellsOf("a,b\n1\n1,2,3\n")).toEqual([["1"], ["1", "2", "3"]]);
  });

  test("a delimiter inside quotes is text", () => {
    expect(read('"a;b;c",d\n1,2\n').table.header).toEqual(["a;b;c", "d"]);
  });

  test("a quote that never closes is located, and what stood before is read", () => {
    const { table, problems } = read('a,b\n1,2\n"3,4\n5,6\n');
    expect(table.rows.map((r) => r.cells)).toEqual([["1", "2"]]);
    expect(problems).toMatchObject([{ severity: "error", code: "csv-row" }]);
  });

  test("letters of older spreadsheets", () => {
    expect(read(Uint8Array.from([0x61, 0x0a, 0xd1, 0x75])).table.rows[0]?.cells).toEqual(["Ñu"]);
  });

  test("nothing at all", () => {
    expect(read("")).toEqual({ table: { file: "list.csv", header: [], rows: [] }, problems: [] });
  });

  test("larger than a list may be", () => {
    const huge = { size: CSV_LIMIT + 1, read: () => 0 };
    expect(readTable(huge, "list.csv").problems).toMatchObject([{ code: "csv-too-large", severity: "error" }]);
  });

  test("what is written is read again, whatever the cells", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " ", "é", ";") });
    const quote = (c: string): string => `"${c.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const text = ["x,y", ...rows.map((r) => r.map(quote).join(","))].join("\n");
        expect(cellsOf(text)).toEqual(rows.filter((r) => r.some((c) => c.trim() !== "")));
      }),
    );
  });

  test("any bytes end without a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (b) => {
        expect(read(b).table.file).toBe("list.csv");
      }),
    );
  });
});
