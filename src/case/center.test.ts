import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { formatUsd, usd } from "#base/money.ts";
import { coverageOf } from "#claim/answer-facts.ts";
import { assemble } from "#claim/assemble.ts";
import type { Claim, ClaimLine, Remittance } from "#claim/claim.ts";
import type { MatchedClaim } from "#claim/match.ts";
import type { Profile } from "#claim/profile.ts";
import { type Books, NO_BOOKS } from "#price/book.ts";
import { readRelease } from "#price/release.ts";
import { billerOf } from "./center.ts";
import { CURRENT_LAW } from "./deciding.ts";
import { evaluate } from "./evaluate.ts";
import type { ClaimEvaluation } from "./evaluation.ts";
import { PROFILE } from "./invented.ts";

const CENTER = "261QA1903X";
const SURGEON = "207X00000X";
const NPI = "1000000004";

interface ToldLine {
  readonly code: string;
  readonly modifiers?: readonly string[];
  readonly revenue?: string;
}

function line(l: ToldLine, i: number): ClaimLine {
  const { code, modifiers = [], revenue } = l;
  const form = revenue === undefined ? {} : { revenue, ...(code === revenue ? { codeKind: "revenue" as const } : {}) };
  const base = { number: i + 1, code, modifiers, charge: usd("5000.00"), units: "1", unit: "UN", emergency: false };
  return { ...base, ...form, date: day("2026-05-04") };
}

const claim = (more: Partial<Claim>, lines: readonly ToldLine[] = [{ code: "Z2001" }]): Claim => ({
  id: "C-1",
  source: { file: "claims.837", byte: 0, segment: 1 },
  form: "professional",
  billed: usd("5000.00"),
  from: day("2026-05-04"),
  place: "24",
  payer: { key: "northfield", name: "Northfield Mutual (synthetic)" },
  filing: "CI",
  billing: { npi: NPI, state: "AZ" },
  causes: [],
  diagnoses: [],
  lines: lines.map(line),
  ...more,
});

const paid = (more: Partial<Remittance>): Remittance => ({
  id: "C-1",
  source: { file: "paid.835", byte: 0, segment: 1 },
  status: "1",
  billed: usd("5000.00"),
  paid: usd("0.00"),
  payer: { key: "northfield", name: "Northfield Mutual (synthetic)" },
  payee: { npi: NPI },
  payment: {},
  adjustments: [],
  remarks: [],
  from: day("2026-05-04"),
  lines: [
    {
      code: "Z2001",
      modifiers: [],
      charge: usd("5000.00"),
      paid: usd("0.00"),
      units: "1",
      adjustments: [],
      remarks: [],
    },
  ],
  ...more,
});

const matched = (c: Claim | undefined, r: readonly Remittance[] = []): MatchedClaim => assemble(c, r, "control-number");
const profile = (more: Partial<Profile>): Profile => ({ ...PROFILE, ...more });

describe("who bills at a surgery center", () => {
  const center = profile({ specialties: ["surgery_center"] });
  const other = { npi: "1000000012" };
  test.each<[string, MatchedClaim, Profile | undefined, string]>([
    ["its type of bill", matched(claim({ form: "institutional", bill: "831", place: undefined })), undefined, "center"],
    ["its type of bill with a zero before it", matched(claim({ bill: "0837", place: undefined })), undefined, "center"],
    ["a hospital's type of bill", matched(claim({ bill: "131", place: undefined })), center, "elsewhere"],
    ["an office", matched(claim({ place: "11" })), center, "elsewhere"],
    [
      "a line at the center on a claim that names no place",
      matched({ ...claim({ place: undefined }), lines: [{ ...line({ code: "Z2001" }, 0), place: "24" }] }),
      undefined,
      "unsaid",
    ],
    ["the center's taxonomy", matched(claim({ billing: { npi: NPI, taxonomy: CENTER } })), undefined, "center"],
    [
      "the center's taxonomy, whoever renders",
      matched(claim({ billing: { taxonomy: CENTER }, rendering: other })),
      undefined,
      "center",
    ],
    ["a surgeon's taxonomy", matched(claim({ billing: { npi: NPI, taxonomy: SURGEON } })), center, "clinician"],
    ["a taxonomy nobody knows", matched(claim({ billing: { npi: NPI, taxonomy: "999X00000X" } })), undefined, "unsaid"],
    ["modifier SG", matched(claim({}, [{ code: "Z2001", modifiers: ["SG"] }])), undefined, "center"],
    ["an assistant's modifier", matched(claim({}, [{ code: "Z2001", modifiers: ["80"] }])), center, "clinician"],
    ["a rendering provider", matched(claim({ rendering: other })), center, "clinician"],
    ["another provider as the place", matched(claim({ facility: other })), center, "clinician"],
    ["itself as the place", matched(claim({ facility: { npi: NPI } })), undefined, "unsaid"],
    ["a profile of a surgery center", matched(claim({})), center, "center"],
    [
      "a profile that says it in words",
      matched(claim({})),
      profile({ specialties: ["Ambulatory Surgical Center"] }),
      "center",
    ],
    ["a profile that says it by taxonomy", matched(claim({})), profile({ specialties: [CENTER] }), "center"],
    [
      "a profile of several specialties",
      matched(claim({})),
      profile({ specialties: ["surgery_center", "surgery"] }),
      "unsaid",
    ],
    ["nothing", matched(claim({})), undefined, "unsaid"],
    ["a remittance alone, facility type 83", matched(undefined, [paid({ place: "83" })]), undefined, "center"],
    ["a remittance alone, place 24", matched(undefined, [paid({ place: "24" })]), undefined, "unsaid"],
    [
      "a remittance alone with a rendering provider",
      matched(undefined, [paid({ place: "24", rendering: other })]),
      undefined,
      "clinician",
    ],
    ["a remittance alone elsewhere", matched(undefined, [paid({ place: "22" })]), undefined, "elsewhere"],
  ])("%s", (_what, m, p, is) => {
    expect(billerOf(m, p)?.is ?? "elsewhere").toBe(is);
  });
});

const seal = (id: string) => ({ id, sha256: id, source: `${id}.csv` });
const release = readRelease("2026B");
if (release === undefined) throw new Error("2026B is a release");
const rate = (dollars: bigint) => dollars * 10_000n;
/** Two procedures at 1,000 and 500, both subject to multiple procedure discounting, and a packaged one. */
const BOOKS: Books = {
  ...NO_BOOKS,
  asc: [
    {
      seal: seal("aa"),
      year: 2026,
      release,
      row: (code) => {
        if (code === "Z2001") return { code, indicator: "A2", discounted: true, rate: rate(1000n) };
        if (code === "Z2002") return { code, indicator: "A2", discounted: true, rate: rate(500n) };
        return code === "C1713" ? { code, indicator: "N1", discounted: false } : undefined;
      },
    },
  ],
  ascAncillary: [{ seal: seal("bb"), year: 2026, release, row: () => undefined }],
  ascWages: [{ seal: seal("wi"), year: 2026, index: (cbsa) => (cbsa === "38060" ? 12_000n : undefined) }],
};

function evaluated(c: Claim, p: Partial<Profile> = {}, books: Books = BOOKS): ClaimEvaluation {
  const m = matched(c);
  const own = profile(p);
  const history = { median: () => undefined };
  const coverage = coverageOf(m, own, () => new Map());
  return evaluate({ matched: m, coverage, profile: own, books, history, law: CURRENT_LAW, asOf: day("2026-06-01") });
}
const shown = (e: ClaimEvaluation): string[] =>
  e.lines.map((l) => (l.benchmark === undefined ? (l.because[0]?.text ?? "") : formatUsd(l.benchmark.amount)));

describe("the benchmark of a center's claim", () => {
  const lines = [
    { code: "Z2002", revenue: "0490" },
    { code: "Z2001", revenue: "0490" },
    { code: "C1713", revenue: "0278" },
    { code: "0250", revenue: "0250" },
  ];
  const bill = { form: "institutional", bill: "831", place: undefined } as const;

  test("is the whole claim's: the dearest in full, the other at half, times the practice's percentage", () => {
    const e = evaluated(claim(bill, lines));
    expect(shown(e)).toEqual([
      "375.00", // 500 / 2 x 150%
      "1500.00", // 1,000 x 150%
      "no benchmark: surgery center: packaged: within the procedure's rate (indicator N1); a contract may pay an implant apart at invoice",
      "no benchmark: surgery center: without a procedure code under revenue code 0250: within the procedure's rate",
    ]);
    expect(e.lines[0]?.benchmark?.working).toBe(
      "150% of Medicare's surgery center rate 2026B 250.00 (asc-aa:aa), a triage assumption; type of bill 83x is a surgery center's; national, not adjusted for wages: no labor market (CBSA) is named for the place; ranked 2 of 2 by national rate among the day's procedures that are subject to it: at half",
    );
  });

  test("is adjusted for the wages of the place the profile names, at the practice's own target", () => {
    const localities = [{ carrier: "03102", locality: "00", state: "AZ", cbsa: "38060" }];
    const target = { medicarePercent: { top: 200n, bottom: 100n }, medicarePercentStated: true };
    const e = evaluated(claim(bill, lines), { localities, ...target });
    expect(shown(e).slice(0, 2)).toEqual(["550.00", "2200.00"]); // 500 x 1.1 / 2 x 200%, 1,000 x 1.1 x 200%
    expect(e.lines[1]?.benchmark?.working).toContain("(asc-aa:aa asc-wages:wi), the practice's target");
  });

  test("is adjusted for the wages of the labor market that a crosswalk finds for the ZIP code", () => {
    const zipMarkets = [
      { seal: seal("zc"), release: "2026Q1", year: 2026, quarter: 1, markets: () => ["38060"] as const },
    ];
    const at = claim({ ...bill, billing: { npi: NPI, zip: "850041234" } }, lines);
    const e = evaluated(at, {}, { ...BOOKS, zipMarkets });
    expect(shown(e).slice(0, 2)).toEqual(["412.50", "1650.00"]); // 500 x 1.1 / 2 x 150%, 1,000 x 1.1 x 150%
    expect(e.lines[1]?.benchmark?.working).toContain("asc-wages:wi zip-cbsa:zc");
    expect(e.lines[1]?.benchmark?.working).toContain("CBSA 38060 (of ZIP 85004, crosswalk 2026Q1, book zc)");
  });

  test("without the addendum is unknown and says what to get, and is no physician's price", () => {
    const [why] = shown(evaluated(claim({ billing: { npi: NPI, taxonomy: CENTER } }), {}, NO_BOOKS));
    expect(why).toMatch(
      /^no benchmark: surgery center: no ASC Addendum AA of 2026 .*; missing: ASC Addendum AA of 2026/,
    );
  });

  test("a surgeon's claim at the center is never priced by the center's schedule", () => {
    const [why] = shown(evaluated(claim({ billing: { npi: NPI, taxonomy: SURGEON } })));
    expect(why).toContain("no imported release of 2026");
    expect(why).not.toContain("taken as");
    expect(shown(evaluated(claim({})))[0]).toMatch(
      /no imported release of 2026 .*; taken as the clinician's own claim/,
    );
  });
});

test("where nothing says who bills, the working says what was assumed", () => {
  const sealed = seal("rvu");
  const row = {
    code: "Z2001",
    modifier: "",
    status: "A",
    work: 100n,
    peNonFacility: 0n,
    peFacility: 0n,
    malpractice: 0n,
  };
  const flags = { multipleProcedure: "0", bilateral: "0", assistant: "0", coSurgeon: "0", team: "0", pcTc: "0" };
  const rest = {
    preShare: 0n,
    intraShare: 0n,
    postShare: 0n,
    oppsPeNonFacility: 0n,
    oppsPeFacility: 0n,
    oppsMalpractice: 0n,
  };
  const texts = { globalDays: "XXX", endoscopicBase: "", imagingFamily: "99", naNonFacility: false, naFacility: false };
  const rvu = { ...row, ...flags, ...rest, ...texts, conversionFactor: 300_000n };
  const gpci = { carrier: "03102", locality: "00", work: 1000n, pe: 1000n, malpractice: 1000n };
  const books: Books = {
    ...BOOKS,
    rvu: [{ seal: sealed, release, schedule: "non-qp", row: () => rvu }],
    gpci: [{ seal: sealed, year: 2026, floor: "with", locality: () => gpci }],
  };
  const localities = [{ carrier: "03102", locality: "00" }];
  const said = (c: Claim): string => evaluated(c, { localities }, books).lines[0]?.benchmark?.working ?? "";
  expect(said(claim({}))).toMatch(
    /Medicare 2026B 30\.00 .*; taken as the clinician's own claim: at place of service 24 nothing says/,
  );
  expect(said(claim({ billing: { npi: NPI, taxonomy: SURGEON } }))).not.toContain("taken as");
});
