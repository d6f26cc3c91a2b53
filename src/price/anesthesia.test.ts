import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import {
  type AnesBook,
  type BaseUnitBook,
  type Books,
  NO_BOOKS,
  type RvuBook,
  type RvuRow,
  type Schedule,
} from "./book.ts";
import { priceLine } from "./physician.ts";
import type { PriceQuery } from "./price.ts";
import { readRelease } from "./release.ts";
import { explain, workingText } from "./working.ts";

/** An invented anesthesia code beside an invented visit. */
const ROW: RvuRow = {
  code: "Z0700",
  modifier: "",
  status: "J",
  work: 0n,
  peNonFacility: 0n,
  peFacility: 0n,
  malpractice: 0n,
  naNonFacility: false,
  naFacility: false,
  pcTc: "9",
  globalDays: "XXX",
  preShare: 0n,
  intraShare: 0n,
  postShare: 0n,
  multipleProcedure: "9",
  bilateral: "9",
  assistant: "9",
  coSurgeon: "9",
  team: "9",
  endoscopicBase: "",
  imagingFamily: "99",
  conversionFactor: 323_465n,
  oppsPeNonFacility: 0n,
  oppsPeFacility: 0n,
  oppsMalpractice: 0n,
};

const seal = (id: string) => ({ id, sha256: id, source: "invented" });

function rvu(release: string, schedule: Schedule = "single"): RvuBook {
  const r = readRelease(release);
  if (r === undefined) throw new Error("a test names a release that cannot be");
  const codes = ["Z0700", "Z0701", "Z0702"];
  const row = (code: string, modifier: string): RvuRow | undefined =>
    codes.includes(code) && modifier === "" ? { ...ROW, code } : undefined;
  return { seal: seal(`rvu-${release}-${schedule}`), release: r, schedule, row };
}

function anes(release: string, cents = 2276n, schedule: Schedule = "single"): AnesBook {
  const r = readRelease(release);
  const places = new Map([
    ["13202 01", cents],
    ["01182 18", 2122n],
  ]);
  const factor = (carrier: string, locality: string): bigint | undefined => places.get(`${carrier} ${locality}`);
  const year = Number(release.slice(0, 4));
  return { seal: seal(`anes-${release}`), year, schedule, factor, ...(r === undefined ? {} : { release: r }) };
}

const base = (year: number, count = 7n): BaseUnitBook => ({
  seal: seal(`base-${year}`),
  year,
  units: (code) => (code === "Z0700" ? count : code === "Z0701" ? 0n : undefined),
});

const BOOKS: Books = { ...NO_BOOKS, rvu: [rvu("2025D")], anes: [anes("2025D")], baseUnits: [base(2022)] };
const ASK: PriceQuery = {
  date: day("2025-10-03"),
  code: "Z0700",
  modifiers: [],
  carrier: "13202",
  locality: "01",
  units: "95",
};

const amount = (q: Partial<PriceQuery>, books: Books = BOOKS): string => {
  const p = priceLine(books, { ...ASK, ...q });
  return p.priced ? formatUsd(p.amount) : `none: ${p.reason}`;
};
const said = (q: Partial<PriceQuery>, books: Books = BOOKS): string => {
  const p = priceLine(books, { ...ASK, ...q });
  return p.priced ? workingText(p) : p.problem;
};

describe("base units and minutes", () => {
  test.each([
    // minutes, amount at 7 base units and 22.76
    ["95", "302.71", "13.3 units: 302.708"],
    ["15", "182.08", "8.0 units"],
    ["1", "161.60", "0.0666... is a tenth of a unit"],
    ["60", "250.36", "11.0 units"],
    ["97", "307.26", "6.4666... is 6.5"],
    ["96.75", "307.26", "6.45 is rounded up to 6.5"],
    ["0", "none: bad-units", "no time"],
    ["", "none: bad-units", "minutes are never taken for one"],
    ["-95", "none: bad-units", "time before it began"],
    ["1:35", "none: bad-units", "a clock is no number of minutes"],
  ])("%j minutes: %s (%s)", (units, expected) => {
    expect(amount({ units })).toBe(expected);
  });

  test("absent minutes are asked for", () => {
    expect(said({ units: undefined })).toContain("by its minutes");
  });

  test("property: the amount is never more than half a cent from units times factor times share", () => {
    const shares = [
      ["AA", 2n],
      ["QK", 1n],
      ["QX", 1n],
      ["QY", 1n],
      ["QZ", 2n],
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_440 }),
        fc.bigInt({ min: 1n, max: 40n }),
        fc.bigInt({ min: 1n, max: 9_999n }),
        fc.constantFrom(...shares),
        (minutes, units, factor, [modifier, halves]) => {
          const books = { ...BOOKS, anes: [anes("2025D", factor)], baseUnits: [base(2025, units)] };
          const p = priceLine(books, { ...ASK, units: `${minutes}`, modifiers: [modifier] });
          const tenths = units * 10n + BigInt(Math.floor((minutes * 20 + 15) / 30));
          const exact = tenths * factor * halves;
          const got = p.priced ? p.amount : -1n;
          const twice = 2n * (got * 20n - exact);
          expect(twice <= 20n && twice > -20n, `${minutes} ${units} ${factor} ${modifier}: ${got}`).toBe(true);
        },
      ),
    );
  });
});

describe("modifiers", () => {
  test.each([
    ["AA", "302.71", "personally performed"],
    ["QZ", "302.71", "without medical direction"],
    ["QY", "151.35", "directing one"],
    ["QK", "151.35", "two to four; half of the exact product, not of 302.71"],
    ["QX", "151.35", "under medical direction"],
    ["AD", "68.28", "three base units"],
    ["", "302.71", "no modifier says who gave the anesthesia"],
    ["QK QS", "151.35", "monitored anesthesia care"],
    ["AA P1", "302.71", "physical status"],
    ["AA P6", "302.71", "physical status"],
    ["AA 23", "302.71", "unusual anesthesia"],
    ["AA 59", "302.71", "distinct service"],
    ["AA P7", "302.71", "not one Parley prices"],
    ["aa aa", "302.71", "personally performed"],
    ["AA QK", "none: contradiction", "more than one way"],
    ["QX QZ", "none: contradiction", "more than one way"],
    ["AA 53", "none: by-report", "discontinued"],
    ["AA 52", "none: by-report", "reduced"],
  ])("%j: %s, %s", (modifiers, expected, says) => {
    expect(amount({ modifiers: modifiers.split(" ") })).toBe(expected);
    expect(said({ modifiers: modifiers.split(" ") })).toContain(says.split(";")[0]);
  });

  test("under AD neither code nor time counts, and the unit for induction is mentioned", () => {
    expect(amount({ modifiers: ["AD"], units: "600" })).toBe("68.28");
    expect(said({ modifiers: ["AD"] })).toContain("proof of presence at induction");
  });
});

describe("books", () => {
  test.each([
    [{ ...BOOKS, anes: [] }, {}, "none: no-factor", "no ANES file of 2025 is imported"],
    [{ ...BOOKS, anes: [anes("2024C")] }, {}, "none: no-factor", "no ANES file of 2025"],
    [{ ...BOOKS, baseUnits: [] }, {}, "none: no-base-units", "no base-unit file is imported"],
    [BOOKS, { code: "Z0701" }, "none: no-base-units", "has no base units in the base-unit file of 2022"],
    [BOOKS, { code: "Z0702" }, "none: no-base-units", "is not in the base-unit file of 2022"],
    [BOOKS, { locality: "99" }, "none: no-place", "not in the ANES file"],
    [BOOKS, { carrier: "01112", locality: "18", modifiers: ["AA"] }, "282.23", "carrier 01112 locality 18"],
    [BOOKS, { modifiers: ["TC"] }, "none: component", "no technical component"],
  ] as const)("case %#: %o gives %s", (books, q, expected, says) => {
    expect(amount(q, books)).toBe(expected);
    expect(said(q, books)).toContain(says);
  });

  test.each([
    [[2022, 2024, 2026], "by the file of 2024, as no base-unit file of 2025"],
    [[2022, 2025], "by the file of 2025;"],
    [[2027, 2026], "by the file of 2026, as no"],
    [[2026, 2027], "by the file of 2026, as no"],
    [[2024, 2022], "by the file of 2024, as no"],
  ] as const)("of base-unit files of %j: %s", (years, says) => {
    expect(said({}, { ...BOOKS, baseUnits: years.map((y) => base(y)) })).toContain(says);
  });

  test.each([
    [["2025", "2025D", "2025C"], "factor 2025D: "],
    [["2025C", "2025"], "factor 2025: "],
    [["2025B", "2025C"], "factor 2025C, the nearest imported of 2025: "],
  ] as const)("of ANES files of %j: %s", (releases, says) => {
    expect(said({}, { ...BOOKS, anes: releases.map((r) => anes(r)) })).toContain(says);
  });

  test("from 2026 each schedule has factors of its own", () => {
    const split = {
      ...BOOKS,
      rvu: [rvu("2026A", "non-qp"), rvu("2026A", "qp")],
      anes: [anes("2026A", 2000n, "non-qp"), anes("2026A", 3000n, "qp")],
    };
    const q = { date: day("2026-02-01"), units: "15" };
    expect(amount(q, split)).toBe("160.00");
    expect(amount({ ...q, schedule: "qp" }, split)).toBe("240.00");
    expect(said(q, { ...split, anes: split.anes.slice(1) })).toContain("no ANES file of 2026 of the non-qp schedule");
  });

  test("the working, step by step", () => {
    const p = priceLine(BOOKS, { ...ASK, modifiers: ["QK"] });
    expect(p.priced && explain(p).map((s) => s.text)).toEqual([
      "release 2025D, in force 2025-10-01 to 2025-12-31",
      "carrier 13202 locality 01, anesthesia factor 2025D: 22.76 a unit",
      "Z0700, status J, anesthesia",
      "7 base units by the file of 2022, as no base-unit file of 2025 is imported",
      "95 minutes / 15 = 6.3 time units, to one decimal",
      "modifier QK: physician directing two to four procedures at once: 50%",
      "(7 base + 6.3 time) units x 22.76 x 50% = 151.35, rounded once, half up",
    ]);
    expect(p.priced && [p.book, p.units, p.status, p.amountUncapped, p.amountTherapy]).toEqual([
      "rvu:rvu-2025D-single anes:anes-2025D base-units:base-2022",
      "95",
      "J",
      15_135n,
      undefined,
    ]);
  });
});
