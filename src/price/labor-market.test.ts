import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import type { ZipMarketBook } from "./asc-book.ts";
import { NO_BOOKS } from "./book.ts";
import { laborMarket } from "./labor-market.ts";

const MARKETS: Readonly<Record<string, readonly string[]>> = {
  "00001": ["35614"],
  "00002": ["10180", "35614"],
  "00003": ["99999"],
};
const book = (id: string, year: number, quarter: number): ZipMarketBook => ({
  seal: { id, sha256: id, source: `${id}.csv` },
  release: `${year}Q${quarter}`,
  ...{ year, quarter },
  markets: (zip) => MARKETS[zip],
});
const BOOKS = { ...NO_BOOKS, zipMarkets: [book("q1", 2026, 1)] };
const ON = day("2026-05-04");

describe("the labor market of a surgery center", () => {
  test.each<[{ cbsa?: string; zip?: string }, string | undefined, string]>([
    [{ cbsa: "35614", zip: "00002" }, "35614", ""],
    [{ cbsa: "1" }, "01", ""],
    [{ zip: "00001" }, "35614", "of ZIP 00001, crosswalk 2026Q1, book q1"],
    [{ zip: "000019999" }, "35614", "of ZIP 00001, crosswalk 2026Q1, book q1"],
    // What is typed and is no CBSA names none, so the ZIP code counts.
    [{ cbsa: "x", zip: "00001" }, "35614", "of ZIP 00001, crosswalk 2026Q1, book q1"],
    [{ zip: "00002" }, undefined, "ZIP 00002 lies in several (10180, 35614; crosswalk 2026Q1, book q1): name the one"],
    [
      { zip: "00003" },
      undefined,
      "ZIP 00003 lies in no CBSA (crosswalk 2026Q1, book q1): name its state's rural market",
    ],
    [{ zip: "00009" }, undefined, "the crosswalk 2026Q1, book q1 does not have ZIP 00009"],
    [{}, undefined, "no labor market (CBSA) is named for the place"],
  ])("%j is %s: %s", (place, cbsa, says) => {
    const found = laborMarket(BOOKS, ON, place);
    expect([found.cbsa, found.by ?? found.why ?? "", found.book]).toEqual([
      cbsa,
      says,
      found.by === undefined ? undefined : "zip-cbsa:q1",
    ]);
  });

  test("is not known by a ZIP code without a crosswalk, which is said", () => {
    expect(laborMarket(NO_BOOKS, ON, { zip: "00001" }).why).toBe(
      "no labor market (CBSA) is named for the place, and no crosswalk that would find that of ZIP 00001 is imported",
    );
  });

  test.each<[string, readonly [number, number][], string]>([
    [
      "2026-05-04",
      [
        [2026, 1],
        [2026, 2],
        [2026, 3],
      ],
      "2026Q2",
    ],
    [
      "2026-05-04",
      [
        [2025, 4],
        [2026, 3],
      ],
      "2025Q4",
    ],
    [
      "2026-05-04",
      [
        [2026, 4],
        [2025, 2],
        [2025, 4],
      ],
      "2025Q4",
    ],
    [
      "2024-01-01",
      [
        [2026, 4],
        [2025, 2],
        [2025, 4],
      ],
      "2025Q2",
    ],
  ])("on %s of the crosswalks %j is the one of %s", (on, quarters, release) => {
    const zipMarkets = quarters.map(([y, q]) => book(`${y}Q${q}`, y, q));
    expect(laborMarket({ ...NO_BOOKS, zipMarkets }, day(on), { zip: "00001" }).by).toContain(`crosswalk ${release},`);
  });
});
