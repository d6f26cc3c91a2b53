import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { busyMap, claim, emptyMap, line, right } from "#test/sample-map.ts";
import { columnLetters, notXml, type ReadCell, type ReadSheet, readWorkbook } from "#test/workbook-file.ts";
import { channelName } from "./words.ts";
import { mapWorkbook } from "./workbook.ts";
import { newWorkbook, xmlText } from "./xlsx.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-workbook-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function mapped(
  claims: readonly ReturnType<typeof claim>[],
  map = busyMap,
  rowsMax?: number,
): Promise<readonly ReadSheet[]> {
  const path = join(folder, "map.xlsx");
  const book = mapWorkbook(rowsMax);
  for (const c of claims) book.add(c);
  book.save(map, path);
  return readWorkbook(path);
}

function sheet(book: readonly ReadSheet[], name: string): ReadSheet {
  const found = book.find((s) => s.name === name);
  if (found === undefined) throw new Error(`no sheet ${name}`);
  return found;
}

/** The cell of a column by its title. */
function cell(s: ReadSheet, title: string, row: number): ReadCell {
  const at = s.rows[0]?.indexOf(title) ?? -1;
  if (at < 0) throw new Error(`no column ${title}`);
  return s.at(at, row);
}

describe("the workbook, read back", () => {
  test("has its sheets in order, each with a frozen header, a filter and widths", async () => {
    const book = await mapped([claim()]);
    expect(book.map((s) => s.name)).toEqual([
      "Do first",
      "Lines",
      "Claims",
      "Questions",
      "Left out",
      "Files & problems",
      "Assumptions",
    ]);
    for (const s of book) {
      const titles = s.rows[0] ?? [];
      expect(s.xml, s.name).toMatch(/<pane ySplit="1" topLeftCell="A2" [^>]*state="frozen"\/>/);
      expect(s.xml).toContain(`<autoFilter ref="A1:${columnLetters(titles.length - 1)}${s.rows.length}"/>`);
      const widths = [...s.xml.matchAll(/<col min="(\d+)" max="\1" width="(\d+)" customWidth="1"\/>/g)];
      expect(widths.map((w) => Number(w[1]))).toEqual(titles.map((_, i) => i + 1));
      expect(widths.filter((w) => Number(w[2]) <= 4)).toEqual([]);
      expect(titles.filter((_, i) => !s.at(i, 1).bold)).toEqual([]);
      if (s.rows.length > 1) expect(s.at(0, 2).bold).toBe(false);
    }
  });

  test("holds amounts as numbers with a money format, days as dates, units as numbers, codes as text", async () => {
    const lines = sheet(await mapped([claim({ lines: [line({ units: "1.25", code: "01234" })] })]), "Lines");
    expect(cell(lines, "Billed", 2).value).toBe(2100);
    expect(cell(lines, "Allowed", 2).value).toBe(318.77);
    expect(cell(lines, "Billed", 2)).toMatchObject({ type: "n", format: "&quot;$&quot;#,##0.00" });
    expect(cell(lines, "Last safe day", 2)).toMatchObject({ type: "n", format: "yyyy\\-mm\\-dd" });
    expect(cell(lines, "Units", 2)).toMatchObject({ type: "n", format: "General" });
    expect(cell(lines, "Code", 2)).toMatchObject({ type: "inlineStr", format: "@", quoted: false });
    expect(cell(lines, "Date of service", 2).value).toEqual(new Date("2026-09-14T00:00:00Z"));
    expect(cell(lines, "Last safe day", 2).value).toEqual(new Date("2026-11-27T00:00:00Z"));
    expect(cell(lines, "Units", 2).value).toBe(1.25);
    expect(cell(lines, "Code", 2).value).toBe("01234");
    expect(cell(lines, "Reason codes", 2).value).toBe("CO-45 N877");
    expect(cell(lines, "Channel", 2).value).toBe("Federal open negotiation");
    expect(cell(lines, "Business days left", 2).value).toBe(3);
  });

  test("leaves empty what is not known, and never writes 0 for it", async () => {
    const {
      allowed: _,
      benchmark: __,
      dateOfService: ___,
      ...rest
    } = claim({ rights: [right({ label: "Ask", state: "unknown" })] });
    const claims = sheet(await mapped([rest]), "Claims");
    for (const title of ["Allowed", "Benchmark", "Date of service", "Last safe day"])
      expect(cell(claims, title, 2), title).toMatchObject({ value: null, type: undefined });
    expect(cell(claims, "Next right", 2).value).toBe("Ask");
    expect(cell(claims, "Match", 2).value).toBe("matched by control number");
  });

  test("has a row a claim, a row a line, and the claims to do first numbered", async () => {
    const book = await mapped([claim({ claim: "A", lines: [line(), line({ number: 2 })] }), claim({ claim: "B" })]);
    expect(sheet(book, "Claims").rows.length).toBe(3);
    expect(sheet(book, "Lines").rows.length).toBe(4);
    expect(sheet(book, "Do first").rows.length).toBe(1 + busyMap.first.length);
    expect(cell(sheet(book, "Do first"), "#", 3).value).toBe(2);
    expect(cell(sheet(book, "Do first"), "Claim", 3).value).toBe("HR-2118");
  });

  test("lists questions with their keys, what was left out, files with each problem, and assumptions", async () => {
    const book = await mapped([]);
    const questions = sheet(book, "Questions");
    expect([
      cell(questions, "scope", 2).value,
      cell(questions, "key", 2).value,
      cell(questions, "fact", 2).value,
    ]).toEqual(["plan", "FERRAND|G-100", "plan-funding"]);
    expect(cell(questions, "Dollars it decides", 2).value).toBe(11204);
    expect(sheet(book, "Left out").rows.length).toBe(3);
    expect(sheet(book, "Files & problems").rows.length).toBe(1 + 3 + 2);
    expect(cell(sheet(book, "Files & problems"), "Where", 5).value).toBe(
      "remits.zip!cut.835, byte 91204, segment 2210",
    );
    expect(sheet(book, "Assumptions").at(0, 2).value).toBe("The map is drawn as of 2026-11-23.");
  });

  test("an empty map is a whole workbook too", async () => {
    const book = await mapped([], emptyMap);
    expect(book.length).toBe(7);
    expect(sheet(book, "Lines").rows.length).toBe(1);
  });

  test("a list longer than a sheet goes on in the next", async () => {
    const book = await mapped(
      ["A", "B", "C", "D", "E"].map((id) => claim({ claim: id })),
      emptyMap,
      3,
    );
    expect(book.map((s) => s.name).slice(1, 7)).toEqual([
      "Lines",
      "Lines 2",
      "Lines 3",
      "Claims",
      "Claims 2",
      "Claims 3",
    ]);
    expect([2, 3].map((r) => cell(sheet(book, "Claims 2"), "Claim", r).value)).toEqual(["C", "D"]);
    expect(sheet(book, "Claims 3").rows.length).toBe(2);
  });
});

describe("nothing a file says becomes a formula or breaks the file", () => {
  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "|calc", '=HYPERLINK("http://x","y")'])(
    "%j stays text, marked so",
    async (hostile) => {
      const book = await mapped([claim({ claim: hostile, payer: hostile })]);
      const found = cell(sheet(book, "Claims"), "Claim", 2);
      expect(found).toMatchObject({ type: "inlineStr", quoted: true });
      expect(book.filter((s) => /<f[ />]/.test(s.xml))).toEqual([]);
      expect(String(found.value).trim()).toBe(hostile.trim());
    },
  );

  test("what looks like a formula carries the quote prefix, what does not is plain text", async () => {
    const path = join(folder, "quoted.xlsx");
    const book = newWorkbook();
    const column = { title: "T", kind: "text", width: 10 } as const;
    const rows = book.sheet("S", [column]);
    for (const text of ["=1+1", "fine"]) rows.row([text]);
    book.save(path);
    const [read] = await readWorkbook(path);
    expect([2, 3].map((row) => read?.at(0, row).quoted)).toEqual([true, false]);
  });

  test.each(["<b>&\"'", "a]]>b", "_x0041_", "</t></is></c><c><f>1</f>", "&amp;", "&#65;"])(
    "%j is read as it was",
    async (text) => {
      const book = await mapped([claim({ payer: text })]);
      expect(cell(sheet(book, "Claims"), "Payer", 2).value).toBe(text);
    },
  );

  test.each([
    ["<b>&\"'", "&lt;b&gt;&amp;&quot;'"],
    ["a\x00b\x1b[31mc\u202e", "a b [31mc "],
    ["\ud800", "\ufffd"],
    ["_x0041_", "_x005F_x0041_"],
    ["plain_x", "plain_x"],
  ])("%j is written %j", (text, expected) => {
    expect(xmlText(text)).toBe(expected);
  });

  test("letters of any script and very long texts survive", async () => {
    const book = await mapped([claim({ payer: "Société 保険 🏥", match: "x".repeat(40_000) })]);
    expect(cell(sheet(book, "Claims"), "Payer", 2).value).toBe("Société 保険 🏥");
    expect(String(cell(sheet(book, "Claims"), "Match", 2).value).length).toBe(32_767);
  });

  test("units that are no number, and a number too long for a double, stay text", async () => {
    const lines = sheet(
      await mapped([claim({ lines: [line({ units: "1e5" }), line({ units: "12345678901234567890" })] })]),
      "Lines",
    );
    expect(cell(lines, "Units", 2).value).toBe("1e5");
    expect(cell(lines, "Units", 3).value).toBe("12345678901234567890");
  });
});

test.each([
  ["a & b", "no tag and no text at 2"],
  ['<a b="<">', "no tag and no text at 0"],
  ["<a><b></a>", "</a> closes another tag at 6"],
  ["<a>", "<a> stays open"],
  ["<a>\u0007</a>", "a character XML cannot hold"],
  ['<?xml version="1.0"?>\n<a b="&lt;"><c/>d</a>', undefined],
])("the reader of parts knows what is no XML: %j", (text, wrong) => {
  expect(notXml(text)).toBe(wrong);
});

test("amounts are exact to the cent, and negative ones too", async () => {
  const lines = sheet(
    await mapped([claim({ lines: [line({ paid: usd("-1234567.89"), billed: usd("0.10") })] })]),
    "Lines",
  );
  expect(cell(lines, "Paid", 2).value).toBe(-1234567.89);
  expect(cell(lines, "Billed", 2).value).toBe(0.1);
});

test("the same map gives the same bytes, and a failed write leaves nothing behind", () => {
  const save = (path: string) => {
    const book = mapWorkbook();
    book.add(claim({ dateOfService: day("2026-01-02") }));
    book.save(busyMap, path);
    return readFileSync(path);
  };
  expect(save(join(folder, "a.xlsx")).equals(save(join(folder, "b.xlsx")))).toBe(true);
  writeFileSync(join(folder, "file"), "");
  expect(() => save(join(folder, "file", "c.xlsx"))).toThrow();
  expect(() => save(folder)).toThrow();
  expect(readdirSync(folder).filter((f) => f.endsWith(".part"))).toEqual([]);
});

test("a channel reads as people say it, an id that is none reads as it is", () => {
  expect(channelName("federal_idr")).toBe("Federal dispute resolution");
  expect(channelName("not_this_channel")).toBe("not this channel");
  expect(channelName("constructor")).toBe("constructor");
});
