import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { placeText } from "#base/problem.ts";
import { type HandSheet, sheetByHand } from "#test/sheet-by-hand.ts";
import { zip } from "#test/zip-by-hand.ts";
import { ARCHIVE_LIMITS, type ArchiveLimits } from "./archive.ts";
import { memorySource, readAll } from "./byte-source.ts";
import { CSV_LIMIT } from "./csv.ts";
import { findIn } from "./files.ts";
import { Spool } from "./spool.ts";
import { inflateWorkbook } from "./workbook.ts";

const root = mkdtempSync(join(tmpdir(), "parley-workbook-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The table as text, and what was told: "code, place". */
async function read(bytes: Uint8Array, limits: Partial<ArchiveLimits> = {}) {
  const spool = new Spool(root);
  const budget = { limits: { ...ARCHIVE_LIMITS, ...limits }, inflated: 0 };
  const found = await inflateWorkbook(memorySource(bytes), "a.xlsx", undefined, spool, budget);
  const text =
    found.bytes === undefined ? undefined : Buffer.from(readAll(found.bytes, CSV_LIMIT * 2)).toString("utf8");
  spool.close();
  return { text, told: found.problems.map((p) => `${p.severity} ${p.code} ${placeText(p.at)}`) };
}

const text = (cell: string, value: string): string => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;

describe("the first sheet as the table it is", () => {
  test.each<[string, HandSheet, string]>([
    [
      "texts in their cells",
      { rows: `<row r="1">${text("A1", "claim")}${text("B1", "date")}</row>` },
      '"claim","date"\n',
    ],
    [
      "texts that cells share, with runs of letters and readings",
      {
        rows: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>0</v></c></row>',
        texts: ["<t>one</t>", "<r><t>t</t></r><r><rPr><b/></rPr><t>wo &amp; </t></r><rPh><t>x</t></rPh>"],
      },
      '"one","two & ","one"\n',
    ],
    [
      "nothing, where a cell shares a text and names none",
      {
        rows: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"/><c r="C1" t="s"><v/></c><c r="D1" t="s"><v>0</v></c></row>',
        texts: ["<t>one</t>"],
      },
      '"one","","","one"\n',
    ],
    [
      "numbers, days and codes by their formats",
      {
        rows: '<row r="1"><c r="A1"><v>1250.5</v></c><c r="B1" s="1"><v>1250.5</v></c><c r="C1" s="2"><v>46052</v></c><c r="D1" s="3"><v>46052.5</v></c><c r="E1" s="4"><v>7030</v></c></row>',
        formats: [0, 4, 14, "yyyy\\-mm\\-dd", "00000"],
      },
      '"1250.5","1250.50","2026-01-30","2026-01-30","07030"\n',
    ],
    [
      "days of the system of 1904",
      {
        rows: '<row r="1"><c r="A1" s="0"><v>44590</v></c></row>',
        formats: [14],
        before: '<workbookPr date1904="1"/>',
      },
      '"2026-01-30"\n',
    ],
    [
      "results of formulas, truths and days as text",
      {
        rows: '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;""</f><v>2x</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="d"><v>2026-01-30T00:00:00</v></c></row>',
      },
      '"2","2x","TRUE","2026-01-30"\n',
    ],
    [
      "row 4 is line 4, and column D the fourth",
      { rows: `<row r="2">${text("A2", "a")}</row><row r="4">${text("B4", "b")}${text("D4", "d")}</row>` },
      '\n"a"\n\n"","b","","d"\n',
    ],
    [
      "rows and cells without numbers",
      { rows: '<row><c t="b"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>' },
      '"TRUE","2"\n"3"\n',
    ],
    ["quotes and lines in a cell", { rows: `<row r="1">${text("A1", 'a "b"\nc_x000D_d')}</row>` }, '"a ""b"" c d"\n'],
    [
      "empty cells with a style are nothing",
      { rows: `<row r="1">${text("A1", "a")}<c r="B1" s="0"/></row><row r="2"><c r="A2" s="0"/></row>` },
      '"a"\n',
    ],
    ["no rows", { rows: "" }, ""],
    [
      "a hidden sheet is not the first",
      {
        rows: `<row r="1">${text("A1", "a")}</row>`,
        sheets: '<sheet name="h" sheetId="2" state="hidden" r:id="rId2"/><sheet name="a" sheetId="1" r:id="rId1"/>',
      },
      '"a"\n',
    ],
  ])("%s", async (_, sheet, expected) => {
    expect(await read(sheetByHand(sheet))).toEqual({ text: expected, told: [] });
  });

  test("names of tags with a prefix, and parts in other letters", async () => {
    const sheet =
      '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const bytes = sheetByHand({
      rows: "",
      parts: { "xl/worksheets/sheet1.xml": undefined, "xl/Worksheets/Sheet1.xml": sheet, "xl/styles.xml": "<x/>" },
    });
    expect(await read(bytes)).toEqual({ text: '"5"\n', told: [] });
  });
});

describe("what cannot be read is told where it stands", () => {
  test.each<[string, HandSheet, string | undefined, string[]]>([
    [
      "a formula without its result",
      { rows: '<row r="3"><c r="B3"><f>1+1</f></c></row>' },
      "",
      ["error workbook-cell a.xlsx, line 3, column B"],
    ],
    [
      "a formula that failed",
      { rows: `<row r="1">${text("A1", "a")}<c r="AB1" t="e"><v>#N/A</v></c></row>` },
      '"a"\n',
      ["error workbook-cell a.xlsx, line 1, column AB"],
    ],
    [
      "a second sheet",
      {
        rows: `<row r="1">${text("A1", "a")}</row>`,
        sheets: '<sheet name="a" sheetId="1" r:id="rId1"/><sheet name="b" sheetId="2" r:id="rId2"/>',
      },
      '"a"\n',
      ["warning workbook-sheets a.xlsx"],
    ],
    [
      "a text that is not there",
      { rows: '<row r="1"><c r="A1" t="s"><v>7</v></c></row>' },
      undefined,
      ["error workbook-damaged a.xlsx"],
    ],
    ["rows out of order", { rows: '<row r="2"/><row r="1"/>' }, undefined, ["error workbook-damaged a.xlsx"]],
    ["a row beyond the last", { rows: '<row r="99999999"/>' }, undefined, ["error workbook-damaged a.xlsx"]],
    [
      "a sheet that is cut",
      { rows: "", parts: { "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row" } },
      undefined,
      ["error workbook-damaged a.xlsx"],
    ],
    [
      "a sheet that is missing",
      { rows: "", parts: { "xl/worksheets/sheet1.xml": undefined } },
      undefined,
      ["error workbook-damaged a.xlsx"],
    ],
    [
      "entities that grow",
      { rows: "", parts: { "xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>' } },
      undefined,
      ["error workbook-damaged a.xlsx"],
    ],
    [
      "another set of letters",
      { rows: "", parts: { "xl/worksheets/sheet1.xml": Uint8Array.from([0xff, 0xfe, 60, 0]) } },
      undefined,
      ["error workbook-damaged a.xlsx"],
    ],
    [
      "a document",
      { rows: "", parts: { "xl/workbook.xml": "<document/>" } },
      undefined,
      ["warning file-not-read a.xlsx"],
    ],
    ["no sheet", { rows: "", sheets: "" }, undefined, ["warning file-not-read a.xlsx"]],
  ])("%s", async (_, sheet, expected, told) => {
    expect(await read(sheetByHand(sheet))).toEqual({ text: expected, told });
  });

  test("of many such cells the first are told, and how many more there are", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `<row r="${i + 1}"><c t="e"><v>x</v></c></row>`).join("");
    const { told } = await read(sheetByHand({ rows }));
    expect([told.length, told[50]]).toEqual([51, "error workbook-cell a.xlsx"]);
  });
});

describe("a workbook made to fill a memory is refused", () => {
  const many = (n: number): string => `<row r="1">${'<c t="s"><v>0</v></c>'.repeat(n)}</row>`;
  const rows = (n: number): string => Array.from({ length: n }, () => many(500).replace(' r="1"', "")).join("");

  test.each<[string, Uint8Array, Partial<ArchiveLimits>, string]>([
    [
      "a sheet of blanks",
      sheetByHand({ rows: "<row/>".repeat(500_000) }),
      { ratio: 100, ratioFrom: 1_000_000 },
      "error archive-too-much a.xlsx",
    ],
    [
      "more than a run may inflate",
      sheetByHand({ rows: "<row/>".repeat(500_000) }),
      { totalBytes: 2_000_000 },
      "error archive-too-much a.xlsx",
    ],
    [
      "texts of 64 MiB",
      sheetByHand({ rows: "", texts: [`<t>${"x".repeat(500)}</t>`.repeat(140_000)] }),
      {},
      "error workbook-damaged a.xlsx",
    ],
    [
      "one long text named by every cell",
      sheetByHand({ rows: rows(3), texts: [`<t>${"x".repeat(30_000)}</t>`] }),
      {},
      "error csv-too-large a.xlsx, line 2",
    ],
  ])("%s", async (_, bytes, limits, told) => {
    expect(await read(bytes, limits)).toEqual({ text: undefined, told: [told] });
  });

  test("any broken workbook ends well", async () => {
    const whole = sheetByHand({ rows: many(3), texts: ["<t>a</t>"] });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(40),
        async (at, cut) => {
          const bytes = Uint8Array.from(whole.subarray(0, whole.length - cut));
          for (const [i, b] of at) if (i < bytes.length) bytes[i] = b;
          const { text, told } = await read(bytes);
          expect(text !== undefined || told.length > 0).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("any XML in the place of a part ends well", async () => {
    const piece = fc.constantFrom(
      "<row>",
      "</row>",
      "<c>",
      "<c t='s'>",
      "</c>",
      "<v>",
      "</v>",
      "1",
      "<sheetData>",
      "</sheetData>",
      "<f/>",
      "<is><t>",
      "</t></is>",
      "&amp;",
      "&",
      "<x",
      ">",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 30 }),
        fc.constantFrom("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"),
        async (pieces, part) => {
          const { text, told } = await read(
            sheetByHand({ rows: many(1), texts: ["<t/>"], parts: { [part]: `<a>${pieces.join("")}</a>` } }),
          );
          expect(text !== undefined || told.length > 0).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("among other files", () => {
  test("a workbook is a text like its CSV, also inside a zip; the two are copies of each other when they say the same", async () => {
    const workbook = sheetByHand({ rows: `<row r="1">${text("A1", "claim")}${text("B1", "date")}</row>` });
    const found = await findIn(
      [
        { name: "a.xlsx", bytes: memorySource(workbook) },
        { name: "b.zip", bytes: memorySource(zip([{ name: "inner.xlsx", data: workbook }])) },
      ],
      { spool: root },
    );
    expect(found.files.map((f) => [f.name, f.is, f.duplicateOf])).toEqual([
      ["a.xlsx", "text", undefined],
      ["b.zip!inner.xlsx", "text", "a.xlsx"],
    ]);
    found.close();
  });
});
