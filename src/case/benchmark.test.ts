import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { formatUsd, percent } from "#base/money.ts";
import type { AllowedHistory } from "#claim/history.ts";
import { type Books, NO_BOOKS, type RvuRow } from "#price/book.ts";
import { readRelease } from "#price/release.ts";
import { type BenchmarkQuery, benchmarkOf } from "./benchmark.ts";

const NO_HISTORY: Pick<AllowedHistory, "median"> = { median: () => undefined };

/** A visit of 30.00 (Z0001) and an anesthesia code of 5 base units at 20.00 a unit (Z0700), both invented. */
function books(): Books {
  const release = readRelease("2025D");
  if (release === undefined) throw new Error("2025D is a release");
  const seal = { id: "invented", sha256: "invented", source: "invented" };
  const none = { work: 0n, peNonFacility: 0n, peFacility: 0n, malpractice: 0n };
  const flags = { multipleProcedure: "0", bilateral: "0", assistant: "0", coSurgeon: "0", team: "0" };
  const shares = { preShare: 0n, intraShare: 0n, postShare: 0n };
  const opps = { oppsPeNonFacility: 0n, oppsPeFacility: 0n, oppsMalpractice: 0n };
  const texts = { modifier: "", pcTc: "0", globalDays: "XXX", endoscopicBase: "", imagingFamily: "99" };
  const rest = { ...flags, ...shares, ...opps, ...texts, naNonFacility: false, naFacility: false };
  const row: RvuRow = { code: "Z0001", status: "A", ...none, work: 100n, conversionFactor: 300_000n, ...rest };
  const rows = [row, { ...row, ...none, code: "Z0700", status: "J" }];
  const find = (code: string, modifier: string): RvuRow | undefined =>
    modifier === "" ? rows.find((r) => r.code === code) : undefined;
  const gpci = { carrier: "13202", locality: "01", work: 1000n, pe: 1000n, malpractice: 1000n };
  return {
    ...NO_BOOKS,
    rvu: [{ seal, release, schedule: "single", row: find }],
    gpci: [{ seal, year: 2025, floor: "with", locality: () => gpci }],
    anes: [{ seal, year: 2025, schedule: "single", factor: () => 2000n }],
    baseUnits: [{ seal, year: 2025, units: () => 5n }],
  };
}

const ASK: BenchmarkQuery = {
  payer: "SYN01",
  code: "Z0700",
  modifiers: ["AA"],
  units: "60",
  unit: "MJ",
  date: day("2025-10-03"),
  place: "21",
  locality: { carrier: "13202", locality: "01" },
  percent: percent(150),
  percentStated: false,
};

function answer(q: Partial<BenchmarkQuery>): string {
  const a = benchmarkOf({ ...ASK, ...q }, NO_HISTORY, books());
  return a.known ? formatUsd(a.benchmark.amount) : a.why;
}

describe("minutes and units", () => {
  test.each<[Partial<BenchmarkQuery>, string, string]>([
    [{}, "270.00", "anesthesia in minutes: (5 + 4) x 20.00 x 150%"],
    [{ modifiers: ["QK"] }, "135.00", "under medical direction half of it"],
    [{ revenue: "0370" }, "a facility's line", "a facility's line is never priced as a physician's"],
    [{ unit: "UN", units: "4" }, "this line counts none", "anesthesia in units of time is unknown, never four minutes"],
    [{ code: "Z0001", unit: "UN", units: "2", modifiers: [] }, "90.00", "a visit in units"],
    [
      { code: "Z0001", modifiers: [] },
      "prices this code by the unit",
      "a visit in minutes is unknown, never sixty visits",
    ],
  ])("%o: %s (%s)", (q, expected) => {
    expect(answer(q)).toContain(expected);
  });
});
