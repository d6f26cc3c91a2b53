import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents, usd } from "#base/money.ts";
import { POPPLER, pdfInfo, pdfText, strayNumbers } from "#test/pdf.ts";
import { BLANKS, CLAUSES, clausesFor } from "./clauses.ts";
import {
  chosenOf,
  rateId,
  rateOf,
  type SettledClaim,
  type SettledLine,
  type SettlementInput,
  SIGNED_KINDS,
  settlementOf,
} from "./settlement.ts";
import { openPress, type Press } from "./typst.ts";

const LINE: SettledLine = {
  line: 1,
  code: "99285",
  modifiers: ["25"],
  day: day("2026-09-01"),
  units: "1",
  before: usd("200.00"),
  plan: usd("1062.01"),
  patient: usd("188.00"),
};

const CLAIM: SettledClaim = {
  number: "HR-2041",
  claim: "C-1",
  payerClaimNumber: "P-1",
  lines: [LINE, { ...LINE, line: 2, code: "12002", modifiers: [], plan: usd("333.32"), patient: usd("0.00") }],
  rights: [{ label: "Start the dispute", through: day("2027-01-12"), cite: "45 CFR 149.510(b)(2)", assumed: false }],
  agreement: 14,
};

const GIVEN: SettlementInput = {
  kind: "settlement agreement",
  id: "HR-2041.14",
  madeOn: day("2026-11-23"),
  agreed: day("2026-11-20"),
  due: day("2026-12-08"),
  days: "business",
  basis: "total payment",
  provider: { name: "Invented Practice", npi: "1000000004", tin: "000000001" },
  sender: { letterhead: ["Invented Practice", "1 Invented Street"], signer: "A. Signer", title: "Director" },
  payer: { name: "Northfield Mutual", address: ["1 Invented Plaza"], contacts: ["fax (312) 555-0177"] },
  claims: [CLAIM],
  terms: { payWithin: 10, release: "these lines", precedent: "none" },
  federal: true,
  stands: day("2026-12-31"),
  agreedBy: "letter of November 20",
};

const TWO: SettlementInput = {
  ...GIVEN,
  id: "package 0199",
  claims: [CLAIM, { ...CLAIM, number: "HR-2042", claim: "C-2", payerClaimNumber: undefined, agreement: 9 }],
};

const clauses = (s: Partial<SettlementInput>): string =>
  settlementOf({ ...GIVEN, ...s })
    .clauses.map((c) => c.text)
    .join(" ");

describe("the rate of a line is what the plan pays in all and the patient's share", () => {
  test.each([
    ["total payment", "1250.01"],
    ["further payment", "1450.01"],
  ] as const)("%s", (basis, rate) => expect(rateOf(LINE, basis)).toBe(usd(rate)));
  test("lines add up to the total, to the cent, over every claim", () => {
    const { claims, total } = settlementOf(TWO);
    const rows = claims.flatMap((c) => c.rows);
    expect(cents(rows.reduce((t, r) => t + usd(r.rate), 0n))).toBe(usd(total.rate));
    expect(total).toEqual({ before: "800.00", plan: "2790.66", patient: "376.00", rate: "3166.66" });
  });
  test("each line has a rate of its own name", () => {
    expect(settlementOf(TWO).claims.flatMap((c) => c.rows.map((r) => r.id))).toEqual([
      "HR-2041.14.1",
      "HR-2041.14.2",
      "HR-2042.9.1",
      "HR-2042.9.2",
    ]);
    expect(rateId("HR-1", 2, 3)).toBe("HR-1.2.3");
  });
});

describe("clauses are chosen by the terms that were agreed, and by nothing else", () => {
  test.each<readonly [string, Partial<SettlementInput>, RegExp, RegExp]>([
    [
      "a total",
      {},
      /pays \$1,395\.33 in all .* patient's share of \$188\.00 the agreed rate is \$1,583\.33/,
      /more for/,
    ],
    ["a further payment", { basis: "further payment" }, /\$1,395\.33 more .* beside the \$400\.00/, /in all/],
    ["days to pay", {}, /within 10 business days of the agreement and by December 8, 2026/, /is paid by/],
    ["a day to pay", { terms: {} }, /is paid by December 8, 2026/, /within/],
    ["interest kept", {}, /is not waived/, /asks no interest/],
    ["interest waived", { terms: { interestWaived: true } }, /asks no interest/, /is not waived/],
    ["a release of the lines", {}, /price of the services above is settled/, /all claims/],
    ["a release of everything", { terms: { release: "all claims" } }, /all claims between/, /no other claim/],
    ["no release", { terms: { release: "none" } }, /Nothing is released/, /settled/],
    ["a release nobody spoke of", { terms: {} }, /about no other claim/, /settled|released/],
    ["confidence", { terms: { confidential: true } }, /keep the amount confidential/, /precedent/],
    ["no precedent", {}, /sets no precedent/, /confidential|also holds/],
    ["a precedent", { terms: { precedent: "this code" } }, /also holds for later claims/, /no precedent/],
    ["a protected patient", {}, /no more than the in-network cost share, \$188\.00/, /neither raises/],
    ["no balance", { federal: false, terms: { noBalanceBill: true } }, /share shown above, \$188\.00/, /in-network/],
    ["a patient nobody spoke of", { federal: false, terms: {} }, /neither raises nor forgives/, /is not billed/],
    ["a last day", {}, /stands through December 31, 2026/, /\{/],
    ["no last day", { stands: undefined }, /whole agreement/, /stands through/],
    ["a note", { terms: { note: "Paid by check." } }, /Also agreed: Paid by check\./, /\{/],
  ])("%s", (_, more, says, not) => {
    expect(clauses(more)).toMatch(says);
    expect(clauses(more)).not.toMatch(not);
  });

  test("every blank of every clause is one that is filled", () => {
    const found = CLAUSES.flatMap((c) => [...c.text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? ""));
    expect(new Set(found)).toEqual(new Set(BLANKS));
  });
  test("a matter of the terms has exactly one clause whatever was agreed", () => {
    const matters = ["basis", "pay", "interest", "release", "patient"] as const;
    for (const matter of matters)
      for (const value of new Set(CLAUSES.flatMap((c) => c.when[matter] ?? [])))
        expect(CLAUSES.filter((c) => c.when[matter] === value).map((c) => c.id)).toHaveLength(1);
  });
  test("a clause is not printed before its first day nor after its last", () => {
    const filled = Object.fromEntries(BLANKS.map((b) => [b, b])) as Record<(typeof BLANKS)[number], string>;
    expect(clausesFor(chosenOf(GIVEN), filled, day("2025-12-31"))).toEqual([]);
    expect(clausesFor(chosenOf(GIVEN), filled, day("2026-01-01")).length).toBeGreaterThan(5);
  });
  test("a confirmation has none, and reserves nothing anew", () => {
    const { clauses: none, reserved } = settlementOf({ ...GIVEN, kind: "rate confirmation" });
    expect([none, reserved]).toEqual([[], []]);
  });
});

test("rights that are alive are kept until the money came, each once", () => {
  expect(settlementOf(GIVEN).reserved[1]).toBe(
    "Until the agreed amount has been paid, the provider keeps its right: start the dispute, through January 12, 2027 (45 CFR 149.510(b)(2)).",
  );
  expect(settlementOf(TWO).reserved).toHaveLength(3);
});

test("no charge has a way in, by type", () => {
  // @ts-expect-error a line of a settlement has no charge
  const charged: SettledLine = { ...LINE, billed: usd("1860.00") };
  expect(JSON.stringify(settlementOf({ ...GIVEN, claims: [{ ...CLAIM, lines: [charged] }] }))).not.toContain("1860");
});

describe("on paper", () => {
  let press: Press;
  beforeAll(async () => {
    press = await openPress();
  }, 120_000);
  const papers = SIGNED_KINDS.flatMap((kind) => [
    [`${kind}, one claim`, { ...GIVEN, kind }] as const,
    [`${kind}, two claims, further payment`, { ...TWO, kind, basis: "further payment" as const }] as const,
  ]);
  test.each(papers)("%s: tagged, titled, its hash on every page, every number from its data", (_, input) => {
    const paper = settlementOf(input);
    const json = `${JSON.stringify(paper, null, 2)}\n`;
    const own = createHash("sha256").update(json).digest("hex");
    const pdf = press.print("settlement", json, own);
    expect(Buffer.compare(press.print("settlement", json, own), pdf)).toBe(0);
    if (!POPPLER) return;
    const info = pdfInfo(pdf);
    expect([info.get("Title"), info.get("Tagged")]).toEqual([paper.title, "yes"]);
    const pages = pdfText(pdf)
      .split("\f")
      .filter((p) => p.trim() !== "");
    expect(pages.length).toBe(Number(info.get("Pages")));
    if (input.kind === "rate confirmation") expect(pages).toHaveLength(1);
    for (const page of pages) {
      expect(page).toContain(input.id);
      expect(page).toContain(`sha256 ${own.slice(0, 4)} ${own.slice(4, 8)}`);
    }
    const text = pages.join("\n");
    expect(text.match(/Signature/g)).toHaveLength(2);
    expect(strayNumbers(text, json, own)).toEqual([]);
  });

  test("markup in every field does no harm", () => {
    const text = '#panic("x") *b* $x^2$ `c` @ref {payer}';
    const paper = settlementOf({
      ...GIVEN,
      id: text,
      agreedBy: text,
      terms: { note: text },
      payer: { name: text, address: [text], contacts: [text] },
    });
    expect(press.print("settlement", JSON.stringify(paper), "0".repeat(64)).length).toBeGreaterThan(1000);
  });
});
