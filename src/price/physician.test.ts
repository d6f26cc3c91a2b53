import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, day } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import {
  type Books,
  type Gpci,
  type GpciBook,
  NO_BOOKS,
  type RvuBook,
  type RvuRow,
  type Schedule,
  type ZipBook,
} from "./book.ts";
import { priceLine } from "./physician.ts";
import type { PriceQuery } from "./price.ts";
import { readRelease } from "./release.ts";
import { explain, workingText } from "./working.ts";

/** Invented rows; the values only make the arithmetic easy to follow. */
const ROW: RvuRow = {
  code: "Z0001",
  modifier: "",
  status: "A",
  work: 100n,
  peNonFacility: 200n,
  peFacility: 100n,
  malpractice: 10n,
  naNonFacility: false,
  naFacility: false,
  pcTc: "0",
  globalDays: "XXX",
  preShare: 0n,
  intraShare: 0n,
  postShare: 0n,
  multipleProcedure: "0",
  bilateral: "0",
  assistant: "0",
  coSurgeon: "0",
  team: "0",
  endoscopicBase: "",
  imagingFamily: "99",
  conversionFactor: 300_000n,
  oppsPeNonFacility: 0n,
  oppsPeFacility: 0n,
  oppsMalpractice: 0n,
};

const SURGERY = { preShare: 10n, intraShare: 69n, postShare: 21n, bilateral: "1", coSurgeon: "1", assistant: "2" };

const ROWS: readonly RvuRow[] = [
  ROW,
  { ...ROW, code: "Z0002", ...SURGERY },
  {
    ...ROW,
    code: "Z0003",
    pcTc: "1",
    bilateral: "3",
    oppsPeNonFacility: 150n,
    oppsPeFacility: 150n,
    oppsMalpractice: 10n,
  },
  { ...ROW, code: "Z0003", modifier: "26", pcTc: "1", peNonFacility: 40n, peFacility: 40n, oppsPeNonFacility: 1n },
  {
    ...ROW,
    code: "Z0003",
    modifier: "TC",
    pcTc: "1",
    work: 0n,
    oppsPeNonFacility: 150n,
    oppsPeFacility: 150n,
    oppsMalpractice: 5n,
  },
  { ...ROW, code: "Z0004", multipleProcedure: "5" },
  { ...ROW, code: "Z0005" },
  { ...ROW, code: "Z0005", modifier: "53", work: 50n },
  { ...ROW, code: "Z0006", bilateral: "2", assistant: "1", coSurgeon: "9" },
  { ...ROW, code: "Z0007", work: 0n, peNonFacility: 0n, peFacility: 0n, malpractice: 0n },
  { ...ROW, code: "Z0008", status: "T" },
  { ...ROW, code: "Z0009", status: "R" },
  ...["B", "C", "E", "I", "M", "N", "P", "X", "Q"].map((status) => ({ ...ROW, code: `Z010${status}`, status })),
];

function rvu(
  release: string,
  change: Partial<RvuRow> = {},
  schedule: Schedule = "single",
  id = `rvu-${release}`,
): RvuBook {
  const r = readRelease(release);
  if (r === undefined) throw new Error("a test names a release that cannot be");
  const seal = { id, sha256: id, source: "invented" };
  const row = (code: string, modifier: string): RvuRow | undefined => {
    const found = ROWS.find((x) => x.code === code && x.modifier === modifier);
    return found === undefined ? undefined : { ...found, ...change };
  };
  return { seal, release: r, schedule, row };
}

function gpci(release: string, work: bigint, floor: GpciBook["floor"] = "with"): GpciBook {
  const places: readonly Gpci[] = [
    { carrier: "02102", locality: "01", work, pe: 1000n, malpractice: 1000n },
    { carrier: "01182", locality: "18", work: 2000n, pe: 2000n, malpractice: 2000n },
    { carrier: "01112", locality: "05", work: 3000n, pe: 3000n, malpractice: 3000n },
  ];
  const r = readRelease(release);
  const seal = { id: `gpci-${release}-${floor}`, sha256: "", source: "invented" };
  const locality = (c: string, l: string): Gpci | undefined => places.find((p) => p.carrier === c && p.locality === l);
  return { seal, year: Number(release.slice(0, 4)), floor, locality, ...(r === undefined ? {} : { release: r }) };
}

function zip(year: number, quarter: number): ZipBook {
  const seal = { id: `zip-${year}-${quarter}`, sha256: "", source: "invented" };
  const place: ZipBook["place"] = (z) =>
    z === "00501"
      ? { carrier: "02102", locality: "01", needsPlusFour: false }
      : z === "00502"
        ? { carrier: "02102", locality: "01", needsPlusFour: true }
        : undefined;
  return { seal, year, quarter, place };
}

const BOOKS: Books = { ...NO_BOOKS, rvu: [rvu("2025D")], gpci: [gpci("2025D", 1000n)], zip: [zip(2025, 4)] };
const ASK: PriceQuery = {
  date: day("2025-10-03"),
  code: "Z0001",
  modifiers: [],
  carrier: "02102",
  locality: "01",
  setting: "nonfacility",
};

const amount = (q: Partial<PriceQuery>, books: Books = BOOKS): string => {
  const p = priceLine(books, { ...ASK, ...q });
  return p.priced ? formatUsd(p.amount) : `none: ${p.reason}`;
};
const said = (q: Partial<PriceQuery>, books: Books = BOOKS): string => {
  const p = priceLine(books, { ...ASK, ...q });
  return p.priced ? workingText(p) : p.problem;
};

describe("the formula", () => {
  test.each([
    // (1.00 + 2.00 + 0.10) x 30, (1.00 + 1.00 + 0.10) x 30
    ["nonfacility", "93.00"],
    ["facility", "63.00"],
  ] as const)("%s practice expense gives %s", (setting, expected) => {
    expect(amount({ setting })).toBe(expected);
  });

  test.each([
    [1_666n, "0.00", "half a cent short of a cent is nothing, so there is no amount"],
    [1_667n, "0.01", "just over half a cent is a cent"],
  ])("a conversion factor of %s ten-thousandths gives %s: %s", (conversionFactor, expected) => {
    // 0.03 RVU x CF: 0.03 x 0.1666 = 0.004998, 0.03 x 0.1667 = 0.005001
    const books = { ...BOOKS, rvu: [rvu("2025D", { work: 3n, peNonFacility: 0n, malpractice: 0n, conversionFactor })] };
    expect(amount({}, books)).toBe(expected === "0.00" ? "none: no-rvus" : expected);
  });

  test("rounds once and half up: components are never rounded alone", () => {
    // Each part is 0.105, a sum of 0.315: parts rounded first would give 0.33.
    const third = { work: 10n, peNonFacility: 10n, malpractice: 10n, conversionFactor: 10_500n };
    expect(amount({}, { ...BOOKS, rvu: [rvu("2025D", third)] })).toBe("0.32");
  });

  test("property: one rounding is never more than half a cent from the exact product", () => {
    const n = (max: number) => fc.integer({ min: 1, max }).map(BigInt);
    fc.assert(
      fc.property(n(99_999), n(99_999), n(9_999), n(2_000), n(999_999), (work, pe, malpractice, index, cf) => {
        const books = {
          ...BOOKS,
          rvu: [rvu("2025D", { work, peNonFacility: pe, malpractice, conversionFactor: cf })],
          gpci: [gpci("2025D", index)],
        };
        const p = priceLine(books, ASK);
        const exact = (work * index + pe * 1000n + malpractice * 1000n) * cf;
        const got = p.priced ? p.amount : 0n;
        const twice = 2n * (got * 10_000_000n - exact);
        expect(twice <= 10_000_000n && twice > -10_000_000n).toBe(true);
      }),
    );
  });
});

describe("the release", () => {
  const two = {
    ...BOOKS,
    rvu: [rvu("2024A", { conversionFactor: 327_442n }), rvu("2024AR", { conversionFactor: 332_875n }), rvu("2025D")],
    gpci: [gpci("2024A", 1000n)],
  };
  test.each([
    ["2024-01-01", "2024A", "in force 2024-01-01 to 2024-03-08"],
    ["2024-03-08", "2024A", "in force 2024-01-01 to 2024-03-08"],
    ["2024-03-09", "2024AR", "in force 2024-03-09 to 2024-03-31"],
    ["2024-08-01", "2024AR", "the latest imported one of 2024 before the date"],
  ])("a service of %s is priced by %s: %s", (date, release, why) => {
    const p = priceLine(two, { ...ASK, date: day(date) });
    expect(p.priced && p.release).toBe(release);
    expect(said({ date: day(date) }, two)).toContain(why);
  });

  test.each([
    ["2023-12-31", "another year's release is never used"],
    ["2025-09-30", "a release from after the date is never used"],
  ])("a service of %s has no price: %s", (date) => {
    expect(amount({ date: day(date) }, two)).toBe("none: no-release");
  });

  test.each([["2025D"], ["2025d"], ["RVU25D"], ["25D"]])("%s asked for wins over the date", (release) => {
    expect(amount({ release, date: day("2019-01-01") })).toBe("93.00");
    expect(said({ release })).toContain("as asked");
  });

  test("a release alone is enough, and without it a date is needed", () => {
    expect(amount({ date: undefined, release: "2025D" })).toBe("93.00");
    expect(amount({ date: undefined })).toBe("none: no-release");
    expect(amount({ release: "2025C" })).toBe("none: no-release");
    expect(amount({ release: "October" })).toBe("none: no-release");
  });

  test("from 2026 the non-QP schedule is used, and says so, unless the other is asked for", () => {
    const split = {
      ...BOOKS,
      rvu: [rvu("2026A", { conversionFactor: 335_675n }, "qp"), rvu("2026A", { conversionFactor: 334_009n }, "non-qp")],
      gpci: [gpci("2026A", 1000n)],
    };
    const date = day("2026-02-01");
    expect(amount({ date }, split)).toBe("103.54");
    expect(said({ date }, split)).toContain("non-QP schedule (the default");
    expect(amount({ date, schedule: "qp" }, split)).toBe("104.06");
    expect(amount({ date }, { ...split, rvu: split.rvu.slice(0, 1) })).toBe("none: no-release");
  });

  test("of two versions of a release the preferred one, which stands first, is used", () => {
    const books = {
      ...BOOKS,
      rvu: [rvu("2025D", {}, "single", "newer"), rvu("2025D", { work: 900n }, "single", "older")],
    };
    const p = priceLine(books, ASK);
    expect(p.priced && p.book).toBe("rvu:newer gpci:gpci-2025D-with");
  });
});

describe("the place", () => {
  test.each([
    ["02102", "01", "93.00", "as CMS writes it"],
    ["2102", "1", "93.00", "leading zeros lost in a spreadsheet"],
    ["02102 ", " 01", "93.00", "blanks around it"],
    ["01182", "18", "186.00", "southern California as GPCI lists it"],
    ["01112", "18", "186.00", "southern California under the northern contractor"],
    ["1112", "18", "186.00", "both at once"],
    ["01182", "05", "279.00", "the north under the southern contractor"],
    ["02102", "18", "none: no-place", "no such locality there"],
    ["021025", "01", "none: no-place", "too long for a contractor"],
    ["abc", "01", "none: no-place", "not a number"],
  ])("carrier %j locality %j: %s, %s", (carrier, locality, expected) => {
    expect(amount({ carrier, locality })).toBe(expected);
  });

  const none = { carrier: undefined, locality: undefined };
  test.each([
    ["00501", "93.00", "five digits"],
    ["501", "93.00", "leading zeros lost"],
    ["00501-1234", "93.00", "nine digits where five decide"],
    ["00502", "none: no-place", "lies in two localities"],
    ["00502-1234", "none: no-place", "its last four digits need a file Parley does not read"],
    ["99999", "none: no-place", "not in the ZIP file"],
    ["0050A", "none: no-place", "not a ZIP code"],
  ])("ZIP code %j: %s, %s", (zipCode, expected) => {
    expect(amount({ ...none, zip: zipCode })).toBe(expected);
  });

  test("carrier and locality win over the ZIP code; one of them alone does not count", () => {
    expect(amount({ zip: "99999" })).toBe("93.00");
    expect(amount({ carrier: "02102", locality: "", zip: "00501" })).toBe("93.00");
    expect(amount({ ...none })).toBe("none: no-place");
    expect(amount({ ...none, zip: "00501" }, { ...BOOKS, zip: [] })).toBe("none: no-place");
  });

  test("a ZIP file of another quarter is used and said to be of another quarter", () => {
    const later = { ...BOOKS, zip: [zip(2026, 1), zip(2026, 2)] };
    expect(said({ ...none, zip: "00501" }, later)).toContain("ZIP5 2026 quarter 1, not the quarter of the service");
    const earlier = { ...BOOKS, zip: [zip(2024, 4), zip(2025, 1), zip(2026, 1)] };
    expect(said({ ...none, zip: "00501" }, earlier)).toContain("ZIP5 2025 quarter 1, not");
    expect(said({ ...none, zip: "00501" })).not.toContain("not the quarter");
  });

  test.each([
    [["2025", "2025D", "2025C"], "2025D", "its own release"],
    [["2025C", "2025"], "2025", "the file of the whole year"],
    [["2025B", "2025C"], "2025C", "the nearest earlier one"],
  ])("of GPCI files %j the one of %s counts: %s", (names, expected) => {
    expect(said({}, { ...BOOKS, gpci: names.map((n) => gpci(n, 1000n)) })).toContain(`GPCI ${expected}`);
  });

  test("the GPCI file with the work floor is preferred, and one without is mentioned", () => {
    const both = [gpci("2025D", 900n, "without"), gpci("2025D", 1000n, "with")];
    expect(amount({}, { ...BOOKS, gpci: both })).toBe("93.00");
    expect(amount({}, { ...BOOKS, gpci: both.slice(0, 1) })).toBe("90.00");
    expect(said({}, { ...BOOKS, gpci: both.slice(0, 1) })).toContain("without the 1.0 floor");
    expect(amount({}, { ...BOOKS, gpci: [gpci("2024D", 1000n)] })).toBe("none: no-gpci");
  });
});

describe("modifiers", () => {
  test.each([
    // code, modifiers, amount, because; Z0001 to Z0006 are 93.00 before
    ["Z0001", "", "93.00", "none"],
    ["Z0002", "50", "139.50", "bilateral indicator 1 is 150%"],
    ["Z0002", "RT LT", "139.50", "both sides on one line are the same"],
    ["Z0002", "RT", "93.00", "one side is one amount"],
    ["Z0001", "50", "93.00", "bilateral indicator 0 is 100%"],
    ["Z0006", "50", "93.00", "bilateral indicator 2 is both sides already"],
    ["Z0003", "50", "156.00", "bilateral indicator 3 is each side in full, here each capped at 78.00"],
    ["Z0002", "51", "93.00", "51 is informational"],
    ["Z0002", "62", "58.13", "co-surgeon 62.5%: 58.125 rounded half up"],
    ["Z0006", "62", "none: by-report", "co-surgeons are not paid"],
    ["Z0002", "66", "none: by-report", "team surgery is by report"],
    ["Z0002", "80", "14.88", "assistant 16%"],
    ["Z0002", "81", "14.88", "assistant 16%"],
    ["Z0002", "82", "14.88", "assistant 16%"],
    ["Z0002", "AS", "12.65", "13.6%: 12.648"],
    ["Z0006", "80", "none: by-report", "assistant indicator 1 is never paid"],
    ["Z0002", "54", "73.47", "pre 10% and intra 69%"],
    ["Z0002", "55", "19.53", "post 21%"],
    ["Z0002", "56", "9.30", "pre 10%"],
    ["Z0002", "78", "64.17", "intra 69%"],
    ["Z0001", "78", "93.00", "no split: full"],
    ["Z0001", "54", "none: by-report", "no split to share"],
    ["Z0001", "52", "none: by-report", "reduced is by report"],
    ["Z0001", "53", "none: by-report", "discontinued without a row of its own"],
    ["Z0005", "53", "78.00", "discontinued with a row of its own"],
    ["Z0001", "22", "93.00", "22 is by report above the schedule amount"],
    ["Z0002", "80 50", "22.32", "two percentages multiply and round once"],
    ["Z0004", "CQ", "79.05", "therapy assistant 85%"],
    ["Z0003", "TC FX", "37.20", "film: 20% off the technical component"],
    ["Z0003", "TC FY", "41.85", "computed radiography: 10% off from 2023"],
    ["Z0003", "TC CT", "39.53", "old tomography: 15% off"],
    ["Z0003", "26 FX", "45.00", "the professional component is untouched"],
    ["Z0003", "FX", "78.00", "the global amount is left alone, and the working says so"],
    ["Z0001", "25 59 XS 76 95 GA", "93.00", "these never change the amount"],
    ["Z0001", "Q?", "93.00", "an unknown modifier changes nothing"],
    ["Z0001", "25 25", "93.00", "a repeated modifier counts once"],
    ["Z0002", "80 80", "14.88", "a repeated modifier counts once"],
    ["Z0002", "as", "12.65", "lower case is read"],
  ])("%s with %j is %s: %s", (code, modifiers, expected) => {
    expect(amount({ code, modifiers: modifiers.split(" ") })).toBe(expected);
  });

  test("computed radiography lost 7% through 2022", () => {
    const books = { ...BOOKS, rvu: [rvu("2022D")], gpci: [gpci("2022D", 1000n)] };
    expect(amount({ release: "2022D", code: "Z0003", modifiers: ["TC", "FY"] }, books)).toBe("43.25");
    expect(said({ code: "Z0003", modifiers: ["FX"] })).toContain("20% off the technical part");
  });

  test("an unknown modifier and modifier 22 are mentioned in the working", () => {
    expect(said({ modifiers: ["Q9"] })).toContain("is not one Parley prices");
    expect(said({ modifiers: ["22"] })).toContain("by report");
  });

  test.each([
    ["Z0003", "26", "45.00", "its own row, never capped"],
    ["Z0003", "TC", "46.50", "its own row, capped: 1.55 x 30"],
    ["Z0003", "", "78.00", "global, capped: 2.60 x 30"],
    ["Z0001", "26", "none: component", "the code has no components"],
    ["Z0001", "TC", "none: component", "the code has no components"],
    ["Z0003", "26 TC", "none: component", "a contradiction"],
  ])("%s with %j is %s: %s", (code, modifiers, expected) => {
    expect(amount({ code, modifiers: modifiers.split(" ") })).toBe(expected);
  });
});

describe("caps, therapy, units", () => {
  test("the cap lowers the amount and leaves the uncapped amount", () => {
    const p = priceLine(BOOKS, { ...ASK, code: "Z0003" });
    expect(p.priced && [formatUsd(p.amount), formatUsd(p.amountUncapped), p.amountTherapy]).toEqual([
      "78.00",
      "93.00",
      undefined,
    ]);
  });

  test("a cap above the fee changes nothing", () => {
    expect(amount({ code: "Z0003", setting: "facility" })).toBe("63.00");
  });

  test("therapy halves the practice expense exactly", () => {
    const p = priceLine(BOOKS, { ...ASK, code: "Z0004" });
    expect(p.priced && p.amountTherapy !== undefined && formatUsd(p.amountTherapy)).toBe("63.00");
    const odd = priceLine(
      { ...BOOKS, rvu: [rvu("2025D", { peNonFacility: 1n, work: 0n, malpractice: 0n, multipleProcedure: "5" })] },
      ASK,
    );
    expect(odd.priced && odd.amountTherapy).toBe(15n);
  });

  test.each([
    ["", "93.00"],
    ["1", "93.00"],
    ["3", "279.00"],
    ["1.5", "139.50"],
    ["0.333", "30.97"],
    ["0.00001", "none: bad-units"],
    ["0", "none: bad-units"],
    ["-1", "none: bad-units"],
    ["two", "none: bad-units"],
    ["1e3", "none: bad-units"],
    ["10000000", "none: bad-units"],
    ["999999999999999999999", "none: bad-units"],
    ["1.0000001", "none: bad-units"],
  ])("%j units are %s", (units, expected) => {
    expect(amount({ units })).toBe(expected);
  });

  test("seven digits of units are priced, whatever zeros stand before them", () => {
    expect(amount({ units: "9999999" })).not.toContain("none");
    expect(amount({ units: "0000000000002" })).toBe(amount({ units: "2" }));
  });

  test.each([
    [["80", "AS"], "none: contradiction"],
    [["82", "80"], "none: contradiction"],
    [["81", "AS", "22"], "none: contradiction"],
    [["62", "80"], "none: contradiction"],
  ])("modifiers %j on one line: %s", (modifiers, expected) => {
    expect(amount({ code: "Z0002", modifiers })).toBe(expected);
  });

  test("two units of a bilateral line are the pair, not two pairs", () => {
    expect(amount({ code: "Z0002", modifiers: ["50"], units: "2" })).toBe("139.50");
    expect(amount({ code: "Z0002", units: "2" })).toBe("186.00");
  });
});

describe("no price", () => {
  test.each([
    ["Z010B", "bundled"],
    ["Z010C", "contractor"],
    ["Z010E", "excluded"],
    ["Z010I", "another code"],
    ["Z010M", "reporting"],
    ["Z010N", "not covered"],
    ["Z010P", "bundled or excluded"],
    ["Z010X", "outside the physician fee schedule"],
    ["Z010Q", "a status Parley does not know"],
  ])("%s, though it has RVUs: %s", (code, why) => {
    const p = priceLine(BOOKS, { ...ASK, code });
    expect(p).toMatchObject({ priced: false, reason: "status", release: "2025D", status: code.slice(4) });
    expect(said({ code })).toContain(why);
  });

  test.each([
    ["Z0007", {}, "no-rvus"],
    ["Z9999", {}, "code-absent"],
    ["", {}, "no-code"],
    ["Z0001", { setting: undefined }, "no-setting"],
  ] as const)("code %j with %j: %s", (code, more, reason) => {
    expect(amount({ code, ...more })).toBe(`none: ${reason}`);
  });

  test.each([
    ["Z0008", "status T"],
    ["Z0009", "status R"],
  ])("%s is priced and says %s", (code, says) => {
    expect(amount({ code })).toBe("93.00");
    expect(said({ code })).toContain(says);
  });

  test("a setting marked NA, a ZIP code and percentages are in the working", () => {
    const na = { ...BOOKS, rvu: [rvu("2025D", { naNonFacility: true })] };
    expect(said({}, na)).toContain("rarely done in this setting");
    expect(said({ setting: "facility" }, na)).not.toContain("rarely done");
    expect(said({ carrier: undefined, zip: "00501" })).toContain("ZIP code to locality by ZIP5 2025 quarter 4;");
    expect(said({ code: "Z0002", modifiers: ["62"] })).toContain(
      "62.5%; one unit after modifiers, rounded once: 58.13",
    );
    expect(said({ code: "Z0002", modifiers: ["AS"] })).toContain("13.6%");
  });

  test("what rounds to nothing is no amount", () => {
    const tiny = {
      ...BOOKS,
      rvu: [rvu("2025D", { work: 0n, peNonFacility: 0n, malpractice: 1n, conversionFactor: 10_000n, assistant: "2" })],
    };
    expect(amount({}, tiny)).toBe("0.01");
    expect(amount({ modifiers: ["80"] }, tiny)).toBe("none: no-rvus");
  });

  test("without books every line says which file is missing", () => {
    expect(said({}, NO_BOOKS)).toContain("parley books import");
  });
});

describe("answers", () => {
  const queries = fc.record({
    date: fc.constantFrom<Day | undefined>(day("2025-10-03"), day("2024-01-01"), undefined),
    code: fc.oneof(fc.constantFrom(...ROWS.map((r) => r.code)), fc.string({ maxLength: 8 })),
    modifiers: fc.array(
      fc.oneof(
        fc.constantFrom("26", "TC", "50", "62", "80", "54", "RT", "LT", "59", "FX"),
        fc.string({ maxLength: 3 }),
      ),
      { maxLength: 4 },
    ),
    carrier: fc.oneof(fc.constantFrom("02102", "1112", undefined), fc.string({ maxLength: 6 })),
    locality: fc.oneof(fc.constantFrom("01", "18", undefined), fc.string({ maxLength: 3 })),
    zip: fc.oneof(fc.constantFrom("00501", undefined), fc.string({ maxLength: 10 })),
    setting: fc.constantFrom("facility", "nonfacility", undefined),
    units: fc.oneof(fc.constantFrom("1", "2", undefined), fc.string({ maxLength: 4 })),
    release: fc.oneof(fc.constantFrom("2025D", undefined), fc.string({ maxLength: 6 })),
  });

  test("property: any query gets a price above zero with its working, or a reason; never 0.00, never a throw", () => {
    fc.assert(
      fc.property(queries, (q) => {
        const p = priceLine(BOOKS, q as PriceQuery);
        if (!p.priced) expect(p.problem.length).toBeGreaterThan(10);
        else {
          expect(p.amount > 0n && p.amount <= p.amountUncapped).toBe(true);
          expect(explain(p).length).toBeGreaterThanOrEqual(4);
          expect(p.book).toContain("rvu:");
        }
      }),
      { numRuns: 500 },
    );
  });

  test("property: asking again, in any company, gives the same answer", () => {
    fc.assert(
      fc.property(queries, (q) => {
        const alone: Books = { ...BOOKS };
        expect(priceLine(BOOKS, q as PriceQuery)).toEqual(priceLine(alone, q as PriceQuery));
      }),
    );
  });

  test("the working names release, books, place, numbers and rounding", () => {
    const p = priceLine(BOOKS, { ...ASK, code: "Z0003", units: "2" });
    expect(p.priced && explain(p).map((s) => s.text)).toEqual([
      "release 2025D, in force 2025-10-01 to 2025-12-31",
      "carrier 02102 locality 01, GPCI 2025D: work 1.000, PE 1.000, MP 1.000",
      "Z0003, status A, nonfacility",
      "(work 1.00 x 1.000 + PE 2.00 x 1.000 + MP 0.10 x 1.000) x CF 30.0000 = 93.00, rounded once, half up",
      "OPPS cap (work 1.00 x 1.000 + PE 1.50 x 1.000 + MP 0.10 x 1.000) x CF 30.0000 = 78.00: lower, so it caps the amount",
      "78.00 a unit, 2 units: 156.00",
    ]);
  });
});
