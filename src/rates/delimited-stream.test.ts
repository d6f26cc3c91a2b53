import { Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { delimitedRows } from "./delimited-stream.ts";

/** Rows of some bytes that come in pieces; "error at line N" where it ends so. */
async function rowsOf(bytes: Buffer, pieces: readonly number[]): Promise<(readonly string[] | string)[]> {
  const chunks: Buffer[] = [];
  let from = 0;
  for (const n of pieces) {
    chunks.push(bytes.subarray(from, from + n));
    from += n;
  }
  chunks.push(bytes.subarray(from));
  const out: (readonly string[] | string)[] = [];
  try {
    for await (const rows of delimitedRows(Readable.from(chunks.filter((c) => c.length > 0)))) out.push(...rows);
  } catch (e) {
    out.push(e instanceof Error && "lines" in e ? `error at line ${e.lines}` : "error");
  }
  return out;
}

describe("rows as they come", () => {
  test.each<[string, string, readonly (readonly string[] | string)[]]>([
    [
      "lines of Unix",
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "lines of Windows",
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "lines of old Macs",
      "a,b\r1,2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "no last line end, empty lines, a byte order mark",
      "\ufeffa,b\n\n\n1,",
      [
        ["a", "b"],
        ["1", ""],
      ],
    ],
    [
      "quotation marks half way",
      'a,b\n1,2\n"3,4",5\n',
      [
        ["a", "b"],
        ["1", "2"],
        ["3,4", "5"],
      ],
    ],
    ["a mark that never closes", 'a,b\n1,2\n"3,4\n', [["a", "b"], ["1", "2"], "error at line 3"]],
    ["nothing", "", []],
    ["one cell", "a", [["a"]]],
  ])("%s", async (_, text, expected) => {
    for (const size of [1, 2, 3, 5, 1000]) {
      const bytes = Buffer.from(text);
      const pieces = Array.from({ length: Math.floor(bytes.length / size) }, () => size);
      expect(await rowsOf(bytes, pieces), `pieces of ${size}`).toEqual(expected);
    }
  });

  test("a line past all measure is an error, after the rows before it", async () => {
    const bytes = Buffer.from(`a,b\n1,2\n${"x".repeat(1_200_000)}\n3,4\n`);
    const got = await rowsOf(
      bytes,
      Array.from({ length: 18 }, () => 65_536),
    );
    expect(got).toEqual([["a", "b"], ["1", "2"], expect.stringMatching(/^error/)]);
  });

  test("property: in whatever pieces it comes, text reads as one reader of the whole reads it", async () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "é", "\u{1f600}", ",", "\n", "\r\n", "\r", '"', " ", "1"),
      maxLength: 40,
    });
    const pieces = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("", "\ufeff"), text, pieces, async (mark, body, sizes) => {
        const bytes = Buffer.from(mark + body);
        let whole: string[][] | undefined;
        try {
          whole = parse(bytes, { bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
        } catch {
          // Where the full reader refuses, pieces are refused too, after the rows before.
        }
        const got = await rowsOf(bytes, sizes);
        if (whole !== undefined) expect(got).toEqual(whole);
        else expect(got[got.length - 1]).toMatch(/^error/);
      }),
      { numRuns: 2_000 },
    );
  });
});
