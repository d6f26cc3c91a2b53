import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeDemo } from "#app/demo-write.ts";
import { day } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import { priceLine } from "#price/physician.ts";
import { importFiles } from "#rates/import.ts";
import { openBooks } from "#rates/shelf.ts";
import { INVENTED, inventedBooks } from "./book.ts";
import { DEMO_CARRIER, DEMO_LOCALITIES, INVENTED_ROWS, inventedFee } from "./fees.ts";

describe("the invented fee", () => {
  test("of 99285 in Arizona in an even year, by hand: (4.50 x 1 + 1.10 x .97 + .60 x .85) x 44 = 267.388", () => {
    expect(formatUsd(inventedFee("99285", [], "AZ", "23", 2026)!)).toBe("267.39");
  });

  test("takes the component's row, the office's expense, and nothing for a code without a price", () => {
    expect(inventedFee("93306", ["26"], "NY", "22", 2026)).not.toBe(inventedFee("93306", [], "NY", "22", 2026));
    expect(inventedFee("99214", ["25"], "NY", "11", 2026)).not.toBe(inventedFee("99214", ["25"], "NY", "22", 2026));
    expect(inventedFee("80053", [], "TX", "22", 2026)).toBeUndefined();
    expect(inventedFee("00790", ["AA"], "AZ", "22", 2026)).toBeUndefined();
  });
});

describe("the written books", () => {
  test("say in their name and before their header that they are invented, and describe no code", () => {
    for (const { path, text } of inventedBooks(day("2026-11-21"))) {
      expect(path).toContain("INVENTED");
      expect(text.split("\r\n").slice(0, 2).join("\n")).toContain(INVENTED);
      if (path.includes("PPRRVU")) {
        const rows = text
          .split("\r\n")
          .slice(10)
          .filter((row) => row !== "");
        expect(rows).toHaveLength(INVENTED_ROWS.length);
        for (const row of rows) expect(row.split(",")[2]).toBe("");
      }
    }
  });

  test.each([
    ["2026-11-21", "2024_Apr", "2026_Oct", 11, "940 days back is 25 April 2024"],
    ["2025-02-03", "2022_Jul", "2025_Jan", 11, "940 days back is 9 July 2022"],
  ])("as of %s cover the quarters from %s to %s, %i in all: %s", (asOf, first, last, n) => {
    const names = inventedBooks(day(asOf))
      .map((b) => b.path)
      .filter((p) => p.includes("PPRRVU"));
    const quarters = names.map((name) => /PPRRVU(\d{4}_[A-Z][a-z]{2})/.exec(name)?.[1]);
    expect([quarters[0], quarters.at(-1), new Set(quarters).size]).toEqual([first, last, n]);
  });

  test("have 31 columns to 2025 and 32 from 2026, in every line", () => {
    for (const { path, text } of inventedBooks(day("2026-02-02"))) {
      const width = path.includes("GPCI") ? 7 : path.includes("2026") ? 32 : 31;
      for (const row of text.split("\r\n").filter((r) => r !== "")) expect(row.split(",")).toHaveLength(width);
    }
  });
});

describe.each(["2024-03-15", "2026-02-02"])("imported as of %s by the same door as CMS files", (asOf) => {
  const home = mkdtempSync(join(tmpdir(), "parley-demo-book-"));
  afterAll(() => rmSync(home, { recursive: true }));
  beforeAll(async () => {
    await writeDemo(join(home, "demo"), { asOf: day(asOf), seed: 1 });
  });

  test("they are read without a Problem and price every code as the demo meant it", async () => {
    const report = await importFiles({ paths: [join(home, "demo/books")], booksDir: join(home, "shelf"), now: asOf });
    expect(report.problems).toEqual([]);
    expect(report.files.map((f) => f.outcome)).toEqual(report.files.map(() => "imported"));
    const { books, problems } = openBooks(join(home, "shelf"));
    expect(problems).toEqual([]);
    for (const [code, modifier] of INVENTED_ROWS)
      for (const { state, locality } of DEMO_LOCALITIES)
        for (const [place, setting] of [
          ["22", "facility"],
          ["11", "nonfacility"],
        ] as const) {
          const modifiers = modifier === "" ? [] : [modifier];
          const price = priceLine(books, {
            date: day(asOf),
            code,
            modifiers,
            carrier: DEMO_CARRIER,
            locality,
            setting,
          });
          const meant = inventedFee(code, modifiers, state, place, Number(asOf.slice(0, 4)));
          expect(price.priced ? price.amount : undefined, `${code} ${modifier} ${state} ${place}`).toBe(meant);
        }
  });
});
