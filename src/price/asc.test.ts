import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, day } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import { type AscClaim, priceAsc } from "./asc.ts";
import type { AscBook, AscDeviceBook, AscRow, AscWageBook, ZipMarketBook } from "./asc-book.ts";
import type { AscLine, AscLinePrice } from "./asc-line.ts";
import { type Books, NO_BOOKS } from "./book.ts";
import { readRelease } from "./release.ts";

const seal = (id: string) => ({ id, sha256: id, source: id });
const dated = (id: string, release: string) => {
  const r = readRelease(release);
  return { seal: seal(id), year: Number(release.slice(0, 4)), ...(r === undefined ? {} : { release: r }) };
};

/** Dollars in ten-thousandths. */
const usd = (n: number): bigint => BigInt(n) * 10_000n;

type Told = readonly [indicator: string, discounted: boolean, rate?: bigint | undefined, weight?: bigint];
const rowsOf = (told: Readonly<Record<string, Told>>): AscBook["row"] => {
  return (code): AscRow | undefined => {
    const t = told[code];
    if (t === undefined) return undefined;
    const [indicator, discounted, rate, weight] = t;
    return {
      code,
      indicator,
      discounted,
      ...(rate === undefined ? {} : { rate }),
      ...(weight === undefined ? {} : { weight }),
    };
  };
};

/** Invented: an arthroscope at 1,000, one at 500, one that is never halved at 200, a device at 10,000 of which 6,000 is the device. */
const SURGERY: Readonly<Record<string, Told>> = {
  Z2001: ["A2", true, usd(1000)],
  Z2002: ["G2", true, usd(500)],
  Z2003: ["P3", false, usd(200)],
  Z2004: ["J8", true, usd(10_000)],
  Z2005: ["N1", false],
  Z2006: ["G2", true, undefined, 53_265n],
  Z2007: ["A2", true],
  Z2008: ["C5", false],
  Z2009: ["Q9", false, usd(1)],
  Z2010: ["J8", true, usd(9000)],
  Z2011: ["A2", true, usd(1000)],
  Z2012: ["G2", true, undefined, 1_756_211n],
  Z2013: ["J8", true, usd(50)],
  Z2014: ["A2", false, 1n],
};
const BESIDE: Readonly<Record<string, Told>> = {
  Z3001: ["K2", false, 1_230n],
  Z3002: ["Z2", false, usd(100)],
  Z3003: ["J7", false],
  Z3004: ["F4", false],
  Z3005: ["N1", false],
  Z3006: ["K2", false],
};
const PARTS: Readonly<Record<string, bigint>> = { Z2004: usd(6000), Z2001: usd(95), Z2013: usd(60) };
const WAGES: Readonly<Record<string, bigint>> = { "35614": 12_000n, "01": 7_000n };

const surgery = (release = "2026B", id = "aa"): AscBook => ({ ...dated(id, release), row: rowsOf(SURGERY) });
const beside: AscBook = { ...dated("bb", "2026B"), row: rowsOf(BESIDE) };
const devices: AscDeviceBook = { ...dated("ff", "2026"), part: (code) => PARTS[code] };
const wages: AscWageBook = { ...dated("wi", "2026"), index: (cbsa) => WAGES[cbsa] };
const ZIPS: Readonly<Record<string, readonly string[]>> = {
  "00001": ["35614"],
  "00002": ["01", "35614"],
  "00004": ["46060"],
};
const crosswalk = { ...dated("zc", "2026A"), release: "2026Q1", quarter: 1 };
const zipMarkets: readonly ZipMarketBook[] = [{ ...crosswalk, markets: (zip) => ZIPS[zip] }];
const BOOKS: Books = {
  ...NO_BOOKS,
  asc: [surgery()],
  ascAncillary: [beside],
  ascDevices: [devices],
  ascWages: [wages],
};

/** `Z2001-59:2` is a code, its modifiers and its units; `@0278` before it the revenue code. */
function line(text: string, number: number): AscLine {
  const [, revenue, rest = ""] = /^(?:@(\d{4}))?(.*)$/.exec(text) ?? [];
  const [what = "", units = "1"] = rest.split(":");
  const [code = "", ...modifiers] = what.split("-");
  return { number, code, modifiers, units, ...(revenue === undefined ? {} : { revenue }) };
}
const claim = (lines: string, more: Partial<AscClaim> = {}): AscClaim => ({
  lines: lines === "" ? [] : lines.split(" ").map((l, i) => line(l, i + 1)),
  date: day("2026-05-04"),
  ...more,
});
const told = (l: AscLinePrice): string => (l.amount === undefined ? l.outcome : formatUsd(l.amount));
const amounts = (lines: string, more: Partial<AscClaim> = {}, books: Books = BOOKS): string =>
  priceAsc(books, claim(lines, more)).lines.map(told).join(" ");
const only = (l: string, more: Partial<AscClaim> = {}, books: Books = BOOKS): AscLinePrice => {
  const first = priceAsc(books, claim(l, more)).lines[0];
  if (first === undefined) throw new Error("the claim has a line");
  return first;
};
const working = (l: AscLinePrice): string => l.steps.map((s) => `${s.text} (${s.source ?? ""})`).join("\n");

describe("amounts, counted by hand", () => {
  test.each<[string, string, Partial<AscClaim>, string]>([
    // lines, amounts, place, because
    ["Z2001", "1000.00", {}, "the rate of the file, without a labor market national"],
    ["Z2001", "1100.00", { cbsa: "35614" }, "1,000 x (0.5 + 0.5 x 1.2) = 1,000 x 1.1"],
    ["Z2001", "850.00", { cbsa: "1" }, "1,000 x (0.5 + 0.5 x 0.7) = 1,000 x 0.85, the rural rest of state 01"],
    ["Z2001", "1000.00", { cbsa: "99999" }, "a labor market that the file does not have: national"],
    ["Z2001 Z2002", "1000.00 250.00", {}, "the dearest in full, 500 at half"],
    ["Z2002 Z2001", "250.00 1000.00", {}, "in any order"],
    ["Z2001 Z2002", "1100.00 275.00", { cbsa: "35614" }, "1,100 in full; 550 at half"],
    ["Z2001 Z2002 Z2003", "1000.00 250.00 200.00", {}, "what is not subject is paid in full beside the others"],
    ["Z2002 Z2002", "500.00 250.00", {}, "the same twice: one in full"],
    ["Z2001:3", "2000.00", {}, "three of one: 1,000 + 2 x 500"],
    ["Z2001 Z2002:2", "1000.00 500.00", {}, "two more, each at half of 500"],
    ["Z2003:2", "400.00", {}, "two of what is not subject: both in full"],
    ["Z2001-50", "1500.00", {}, "both sides: 1,000 + 500, which is 150%"],
    ["Z2001-50:2", "1500.00", {}, "both sides as two units are still one pair"],
    ["Z2001-RT-LT", "1500.00", {}, "RT and LT on one line are both sides"],
    ["Z2001-RT Z2001-LT", "1000.00 500.00", {}, "a line for each side"],
    ["Z2002-50 Z2001", "500.00 1000.00", {}, "both sides beside a dearer one: 250 + 250"],
    ["Z2003-50", "400.00", {}, "both sides of what is never halved"],
    ["Z2001-52", "500.00", {}, "reduced: half"],
    [
      "Z2001-73",
      "500.00",
      {},
      "stopped before anesthesia: half; not device-intensive, so the listed part of 95 stays in",
    ],
    ["Z2001-74", "1000.00", {}, "stopped after anesthesia: in full"],
    ["Z2002-52 Z2001", "250.00 1000.00", {}, "a reduced one is not halved again"],
    ["Z2001-52 Z2002", "500.00 500.00", {}, "and takes no place: the other is the dearest left"],
    ["Z2002-74 Z2001", "250.00 1000.00", {}, "one stopped after anesthesia is ranked as any"],
    ["Z2004", "10000.00", {}, "a device-intensive one at its national rate"],
    ["Z2004", "10400.00", { cbsa: "35614" }, "4,000 x 1.1 + 6,000, the device not adjusted"],
    ["Z2004:2", "18000.00", {}, "10,000 + (4,000 / 2 + 6,000): the device is not halved"],
    ["Z2004-73", "2000.00", {}, "(10,000 - 6,000) / 2: the device comes off first"],
    ["Z2004-73", "2200.00", { cbsa: "35614" }, "4,000 x 1.1 / 2"],
    ["Z2004-52", "5000.00", {}, "half of all of it"],
    ["Z2004-FB", "4000.00", {}, "a device for free: 10,000 - 6,000"],
    ["Z2004-FC", "7000.00", {}, "under part credit: 10,000 - 3,000"],
    ["Z2004-FB", "4400.00", { cbsa: "35614" }, "4,000 x 1.1"],
    ["Z2001-FB", "905.00", {}, "a credit on a listed code that is not device-intensive: 1,000 - 95"],
    ["Z2002-FB", "500.00", {}, "a credit where no device part is listed takes nothing off"],
    ["Z2006", "300.00", {}, "5.3265 x 56.322 = 299.9991..., to the cent 300.00"],
    ["Z2012", "9891.33", {}, "175.6211 x 56.322 = 9,891.33, as CMS published of a code with that weight in April 2026"],
    ["Z2001 Z3002", "1000.00 100.00", {}, "radiology beside surgery, in full"],
    ["", "", {}, "no lines"],
  ])("%s is %s (%o): %s", (lines, expected, more) => {
    expect(amounts(lines, more)).toBe(expected);
  });

  test("a drug is its rate times its units, rounded once, and no wages: 100 x 0.123 = 12.30", () => {
    expect(amounts("Z2001 Z3001:100", { cbsa: "35614" })).toBe("1100.00 12.30");
    expect(amounts("Z2001 Z3001:0.5 Z3002:2", { cbsa: "35614" })).toBe("1100.00 0.06 220.00");
  });

  test("days are ranked apart", () => {
    const lines = [
      { ...line("Z2001", 1), date: day("2026-05-04") },
      { ...line("Z2002", 2), date: day("2026-05-05") },
    ];
    expect(priceAsc(BOOKS, { lines }).lines.map(told)).toEqual(["1000.00", "500.00"]);
  });

  test("the claim is added up, with what halving took and what is not known", () => {
    const p = priceAsc(BOOKS, claim("Z2001 Z2002 Z3003 Z2005"));
    expect([formatUsd(p.total), formatUsd(p.undiscounted), p.unknown]).toEqual(["1250.00", "1500.00", 1]);
  });
});

describe("what is not paid, and what is not known", () => {
  test.each<[string, string, string, string | undefined]>([
    // the last line of the claim; outcome; why; what is missing
    ["Z2005", "packaged", "packaged: within the procedure's rate (indicator N1)", undefined],
    ["Z3005", "packaged", "packaged: within the procedure's rate (indicator N1)", undefined],
    ["C1713", "packaged", "an implant that has no row of its own", undefined],
    ["@0278", "packaged", "revenue code 0278", undefined],
    ["@0250", "packaged", "revenue code 0250", undefined],
    ["@0360", "unknown", "names no procedure code", "the procedure code of the line"],
    ["Z2008", "not payable", "an inpatient procedure (indicator C5)", undefined],
    ["Z9999", "not payable", "neither Addendum AA nor BB", undefined],
    [
      "Z2009",
      "unknown",
      "payment indicator Q9 is not one Parley knows",
      "what payment indicator Q9 means (CMS, Addendum DD1)",
    ],
    ["Z2007", "unknown", "neither a rate nor a weight", "the payment rate of Z2007 for 2026"],
    ["Z3003", "unknown", "pass-through device that the contractor prices", "the invoice, or the contractor's price"],
    ["Z3004", "unknown", "reasonable cost", "the invoice, or the contractor's price"],
    ["Z3006", "unknown", "neither a rate nor a weight", "the payment rate of Z3006 for 2026"],
    ["Z2013-FB", "unknown", "above the rate of the procedure", "an Addendum FF of the same quarter"],
    ["Z2014", "unknown", "rounds to nothing", "a rate of a cent or more"],
    ["Z2003-26", "unknown", "modifier 26 is of a clinician's own claim", "modifiers that say what a center did"],
    ["Z2003-73-74", "unknown", "modifiers 73 and 74 contradict", "modifiers that say what a center did"],
    ["Z2003-FB-FC", "unknown", "modifiers FB and FC contradict", "modifiers that say what a center did"],
    ["Z2003:0", "unknown", "not a whole number of procedures above zero", "the units of the line"],
    ["Z2003:1.5", "unknown", "not a whole number of procedures above zero", "the units of the line"],
    ["Z2003:12345678", "unknown", "not a whole number of procedures above zero", "the units of the line"],
    ["Z3001:x", "unknown", "not a number above zero", "the units of the line"],
  ])("%s is %s", (text, outcome, why, missing) => {
    const lines = priceAsc(BOOKS, claim(`Z2003 ${text}`)).lines;
    const last = lines[1];
    expect([last?.outcome, last?.because, last?.missing]).toEqual([outcome, expect.stringContaining(why), missing]);
    expect(last?.amount).toBeUndefined();
  });

  test.each<[string, Partial<Books>, Partial<AscClaim>, string]>([
    ["Z2001", { asc: [] }, {}, "ASC Addendum AA of 2026"],
    ["Z2001", {}, { date: undefined }, "the date of service"],
    ["Z3001", { ascAncillary: [] }, {}, "ASC Addendum BB of 2026"],
    ["Z2004:2", { ascDevices: [] }, {}, "the device offset of Z2004 (ASC Addendum FF of 2026)"],
    ["Z2004", { ascDevices: [] }, { cbsa: "35614" }, "the device offset of Z2004 (ASC Addendum FF of 2026)"],
    ["Z2004-73", { ascDevices: [] }, {}, "the device offset of Z2004 (ASC Addendum FF of 2026)"],
    ["Z2001-FB", { ascDevices: [] }, {}, "the device offset of Z2001 (ASC Addendum FF of 2026)"],
    ["Z2010-FB", {}, {}, "the device offset of Z2010 (ASC Addendum FF of 2026)"],
    ["Z2010", {}, { cbsa: "35614" }, "the device offset of Z2010 (ASC Addendum FF of 2026)"],
    ["Z2006", { asc: [surgery("2024B")] }, { date: day("2024-05-01") }, "the payment rate of Z2006 for 2024"],
  ])("%s without its book is unknown, and says which", (text, books, more, missing) => {
    const l = only(text, more, { ...BOOKS, ...books });
    expect([l.outcome, l.missing]).toEqual(["unknown", expect.stringContaining(missing)]);
  });

  test("a device-intensive one is known without its device part while nothing asks for it", () => {
    expect(amounts("Z2004", {}, { ...BOOKS, ascDevices: [] })).toBe("10000.00");
    expect(amounts("Z2004-52", {}, { ...BOOKS, ascDevices: [] })).toBe("5000.00");
  });

  test("a procedure of the day without a rate leaves the ranking of the others open", () => {
    expect(amounts("Z2001 Z2007 Z2003")).toBe("unknown unknown 200.00");
    expect(only("Z2001 Z2007").missing).toBe("the payment rate of Z2007");
  });

  test("an ancillary service without surgery of its day is not payable", () => {
    expect(only("Z3001")).toMatchObject({ outcome: "not payable", because: expect.stringContaining("only beside") });
    expect(amounts("Z3002 Z2008")).toBe("not payable not payable");
  });
});

describe("which books", () => {
  const on = (date: string, asc: readonly AscBook[]): string =>
    only("Z2001", { date: day(date) as Day }, { ...BOOKS, asc }).steps[0]?.text ?? "none";
  test.each([
    ["2026-05-04", ["2026A", "2026B"], "ASC Addendum AA 2026B, in force 2026-04-01 to 2026-06-30"],
    ["2026-03-31", ["2026A", "2026B"], "ASC Addendum AA 2026A, in force 2026-01-01 to 2026-03-31"],
    ["2026-11-04", ["2026A", "2026B"], "ASC Addendum AA 2026B, the latest imported one of 2026 before the date"],
    ["2026-05-04", ["2026B", "2026BR"], "ASC Addendum AA 2026BR, in force"],
    ["2026-05-04", ["2026"], "ASC Addendum AA 2026, a file of the whole year"],
    ["2026-05-04", ["2026", "2026A"], "ASC Addendum AA 2026A, the latest"],
    ["2026-01-04", ["2026B"], "none"],
    ["2027-01-04", ["2026B"], "none"],
  ])("on %s of %j: %s", (date, releases, says) => {
    expect(
      on(
        date,
        releases.map((r) => surgery(r, r)),
      ),
    ).toContain(says);
  });
});

describe("the working", () => {
  test("says each step with its source", () => {
    const [first, second] = priceAsc(BOOKS, claim("Z2004-RT Z2001-78", { cbsa: "35614" })).lines;
    expect(working(first as AscLinePrice)).toBe(
      [
        "ASC Addendum AA 2026B, in force 2026-04-01 to 2026-06-30 (book aa)",
        "Z2004, payment indicator J8: device-intensive surgery, subject to multiple procedure discounting (book aa)",
        "national rate 10000.00 of the file, not adjusted (42 CFR 416.171)",
        "device part 6000.00, not adjusted for wages and not halved; service part 4000.00 (42 CFR 416.171(b)(2); book ff)",
        "CBSA 35614, wage index 1.2000: half of the service is labor, so x (0.5 + 0.5 x 1.2000) (42 CFR 416.172(c); Medicare Claims Processing Manual, chapter 14, section 40.2; book wi)",
        "modifier RT: right side; amount unchanged (Medicare Claims Processing Manual, chapter 12; amount unchanged)",
        "ranked 1 of 2 by national rate among the day's procedures that are subject to it: in full (42 CFR 416.172(e); Medicare Claims Processing Manual, chapter 14, section 40.5)",
        "1 x 10400.00 = 10400.00, rounded half up (42 CFR 416.172)",
      ].join("\n"),
    );
    expect(first?.book).toBe("asc-aa:aa asc-ff:ff asc-wages:wi");
    expect(working(second as AscLinePrice)).toContain("modifier 78 may mean another session of the day");
    expect(working(second as AscLinePrice)).toContain("ranked 2 of 2");
    expect(second?.rank).toEqual({ place: 2, of: 2 });
  });

  test.each<[string, Partial<AscClaim>, Partial<Books>, string]>([
    ["Z2001", {}, {}, "national, not adjusted for wages: no labor market (CBSA) is named for the place"],
    ["Z2001", { cbsa: "x" }, {}, "no labor market (CBSA) is named for the place"],
    ["Z2001", { cbsa: "35614" }, { ascWages: [] }, "no wage index file of 2026 is imported"],
    ["Z2001", { cbsa: "99999" }, {}, "the wage index file does not have the CBSA"],
    ["Z2001", { zip: "00001" }, { zipMarkets }, "CBSA 35614 (of ZIP 00001, crosswalk 2026Q1, book zc), wage index 1.2"],
    ["Z2001", { zip: "00002" }, { zipMarkets }, "not adjusted for wages: ZIP 00002 lies in several (01, 35614;"],
    [
      "Z2001",
      { zip: "00004" },
      { zipMarkets },
      "the wage index file does not have the CBSA 46060 (of ZIP 00004, crosswalk 2026Q1, book zc)",
    ],
    [
      "Z2001:2",
      {},
      {},
      "ranked 1 of 1 by national rate among the day's procedures that are subject to it: the first in full, 1 more of it at half",
    ],
    ["Z2001-73", {}, {}, "modifier 73: stopped before anesthesia"],
    ["Z2001-73", {}, {}, "not halved for being one of several"],
    ["Z2001-SG-TC-59", {}, {}, "modifier SG: the center's own claim; amount unchanged"],
    ["Z2001-SG-TC-59", {}, {}, "modifier TC: the center's part"],
    ["Z2001-SG-TC-59", {}, {}, "modifier 59: distinct service"],
    ["Z2001-50", {}, {}, "does not read modifier 50"],
    ["Z2004-FB", {}, {}, "modifier FB: a device came free or under full credit"],
    ["Z2004-FC", {}, {}, "half of its part comes off"],
    ["Z2002-FB", {}, {}, "Addendum FF has no device part for the code, so no credit comes off"],
    ["Z2006", {}, {}, "the file gives no rate: weight 5.3265 x conversion factor 56.322 of 2026 = 300.00"],
    ["C1713", {}, {}, "contracts often pay it apart at invoice"],
  ])("%s says %s", (text, more, books, says) => {
    expect(working(only(text, more, { ...BOOKS, ...books }))).toContain(says);
  });

  test("of a drug says its rate and that no wages count", () => {
    const drug = priceAsc(BOOKS, claim("Z2001 Z3001:100", { cbsa: "35614" })).lines[1] as AscLinePrice;
    expect(working(drug)).toContain("not adjusted for wages, whatever the place (42 CFR 416.172(c)(2))");
    expect(working(drug)).toContain("100 x 0.1230 = 12.30");
    expect(drug.book).toBe("asc-bb:bb");
  });
});

describe("properties", () => {
  const CODES = [...Object.keys(SURGERY), ...Object.keys(BESIDE), "C1713", "Z9999"];
  const anyLine = fc
    .record({
      code: fc.constantFrom(...CODES),
      modifiers: fc.subarray(["50", "52", "73", "74", "FB", "FC", "59", "RT", "LT"], { maxLength: 2 }),
      units: fc.constantFrom("1", "2", "3", "0", ""),
    })
    .map((l) => ({ ...l, number: 0 }));
  const anyClaim = fc
    .array(anyLine, { minLength: 1, maxLength: 6 })
    .map((lines) => lines.map((l, i) => ({ ...l, number: i + 1 })));
  const cbsa = fc.constantFrom(undefined, "35614", "01");

  test("the order of lines changes neither total nor any line's amount", () => {
    fc.assert(
      fc.property(anyClaim, cbsa, fc.infiniteStream(fc.nat()), (lines, place, order) => {
        const shuffled = lines
          .map((l) => [order.next().value ?? 0, l] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, l]) => l);
        const of = (all: readonly AscLine[]) => priceAsc(BOOKS, { ...claim(""), lines: all, cbsa: place });
        const [a, b] = [of(lines), of(shuffled)];
        expect(b.total).toBe(a.total);
        const byNumber = [...b.lines].sort((x, y) => x.number - y.number);
        expect(byNumber).toEqual(a.lines);
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  test("halving never adds: the total is at most what it would be undiscounted, and no amount is zero or less", () => {
    fc.assert(
      fc.property(anyClaim, cbsa, (lines, place) => {
        const p = priceAsc(BOOKS, { ...claim(""), lines, cbsa: place });
        expect(p.total <= p.undiscounted).toBe(true);
        for (const l of p.lines) {
          expect(l.amount === undefined || l.amount > 0n).toBe(true);
          expect((l.outcome === "paid") === (l.amount !== undefined)).toBe(true);
          expect(l.outcome !== "unknown" || l.missing !== undefined).toBe(true);
        }
      }),
      { seed: 6, numRuns: 400 },
    );
  });
});
