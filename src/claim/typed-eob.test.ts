import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type Cents, cents, usd } from "#base/money.ts";
import { assemble } from "./assemble.ts";
import type { Typist } from "./claim.ts";
import { claim, PLAN, paidLine } from "./invented.ts";
import { sourceText, typedSource } from "./typed.ts";
import { claimTyped, type TypedClaim } from "./typed-claim.ts";
import { balanceOf, remittanceTyped, type TypedEob, type TypedEobLine } from "./typed-eob.ts";

const LUND: Typist = { name: "M. Lund", on: day("2026-11-20") };

/** A line as `paidLine` writes it. */
const line = (text: string, more: Partial<TypedEobLine> = {}): TypedEobLine => {
  const { code, modifiers, charge, paid, units, date, adjustments, allowedStated } = paidLine(text);
  return { code, modifiers, charge, paid, units, date, adjustments, allowed: allowedStated, ...more };
};

const eob = (lines: readonly TypedEobLine[], more: Partial<TypedEob> = {}): TypedEob => ({
  claim: "ED-1",
  payer: { name: "INVENTED HEALTH PLAN", id: "99001" },
  trace: "CHK 881",
  paidOn: day("2026-04-01"),
  eobDay: day("2026-04-01"),
  payerClaimNumber: "P1",
  lines,
  ...more,
});

const ER = "99285 800.00 paid=320.00 CO45=400.00 PR1=80.00";

describe("an EOB balances as it is typed", () => {
  test.each<readonly [string, TypedEob, readonly string[]]>([
    ["every cent is accounted for", eob([line(ER)]), ["Balances to the cent"]],
    ["nothing is typed yet", eob([]), []],
    ["only the charge", eob([line("99285 800.00")]), ["Out by $800.00 on line 1"]],
    ["an adjustment is missing", eob([line(ER), line("93010 18.40")]), ["Out by $18.40 on line 2"]],
    ["too much was taken off", eob([line("99285 800.00 paid=320.00 CO45=500.00")]), ["Out by $20.00 on line 1"]],
    [
      "the patient's part has no reason",
      eob([line("99285 800.00 paid=320.00 CO45=480.00", { patient: usd("80.00") })]),
      ["Patient out by $80.00 on line 1"],
    ],
    ["the patient's part agrees", eob([line(ER, { patient: usd("80.00") })]), ["Balances to the cent"]],
    [
      "a total as printed differs",
      eob([line(ER)], { paid: usd("302.00") }),
      ["Total paid out by $18.00: the lines add up to $320.00"],
    ],
    [
      "totals as printed agree",
      eob([line(ER)], { billed: usd("800.00"), paid: usd("320.00"), patient: usd("80.00") }),
      ["Balances to the cent"],
    ],
    [
      "a reversal balances below zero",
      eob([line("99285 -800.00 paid=-320.00 CO45=-480.00")], { status: "22" }),
      ["Balances to the cent"],
    ],
  ])("%s", (_, typed, says) => {
    expect(balanceOf(typed).says).toEqual(says);
  });

  test("what the payer counts as allowed is compared, and stops nothing", () => {
    const balance = balanceOf(eob([line(`${ER} b6=410.00`)]));
    expect(balance).toMatchObject({ balanced: true, lines: [{ allowedOut: usd("10.00") }] });
  });

  test("a line is out by exactly what is typed too much, and balances once it is taken off", () => {
    const amount = fc.integer({ min: 0, max: 200_000 }).map((n) => cents(BigInt(n)) as Cents);
    fc.assert(
      fc.property(amount, amount, amount, (charge, off, paid) => {
        const adjustments = [{ group: "CO", reason: "45", amount: off }];
        const typed = eob([{ code: "99285", charge, adjustments, paid }]);
        const out = balanceOf(typed).lines[0]?.out ?? 0n;
        expect(out).toBe(charge - off - paid);
        const rest = { group: "OA", reason: "23", amount: cents(out) };
        expect(balanceOf(eob([{ code: "99285", charge, adjustments: [...adjustments, rest], paid }])).balanced).toBe(
          true,
        );
      }),
    );
  });
});

describe("a balanced EOB is a remittance as an 835 gives it", () => {
  test("value by value", () => {
    const made = remittanceTyped(eob([line(`${ER} b6=400.00`, { remarks: ["n877"] })]), LUND, 1);
    expect(made.ok && made.value).toEqual({
      id: "ED-1",
      source: { file: "typed by M. Lund on 2026-11-20", byte: 0, segment: 1, typed: LUND },
      status: "1",
      billed: usd("800.00"),
      paid: usd("320.00"),
      patient: usd("80.00"),
      payerClaimNumber: "P1",
      payer: PLAN,
      payee: {},
      from: "2026-03-02",
      to: "2026-03-02",
      payment: { effective: "2026-04-01", fileDay: "2026-04-01", trace: "CHK 881" },
      adjustments: [],
      remarks: [],
      lines: [{ ...paidLine(`${ER} b6=400.00`), remarks: ["N877"] }],
    });
  });

  test("and it answers its claim", () => {
    const made = remittanceTyped(eob([line(ER)]), LUND, 1);
    expect(made.ok).toBe(true);
    const matched = assemble(claim("ED-1", ["99285 800.00"]), made.ok ? [made.value] : [], "control-number");
    expect(matched.lines).toMatchObject([{ how: "same", paid: [{ paid: usd("320.00") }] }]);
  });

  test("codes are read as people write them", () => {
    const typed = line(ER, {
      code: " 99285 ",
      adjustments: [
        { group: "co", reason: "045", amount: usd("480.00") },
        { group: "PR", reason: "1", amount: usd("0.00") },
      ],
    });
    const made = remittanceTyped(eob([typed, line("0450 10.00 paid=10.00")]), LUND, 1);
    expect(made.ok && made.value.lines).toMatchObject([
      { code: "99285", adjustments: [{ group: "CO", reason: "45" }] },
      { code: "0450", revenue: "0450" },
    ]);
    expect(made.ok && made.value.patient).toBeUndefined();
  });

  test("two entries of one person and day are told apart", () => {
    expect([1, 2].map((n) => sourceText(typedSource(LUND, n)))).toEqual([
      "typed by M. Lund on 2026-11-20",
      "typed by M. Lund on 2026-11-20, entry 2",
    ]);
    expect(sourceText({ file: "a.edi", byte: 9, segment: 31 })).toBe("a.edi, segment 31");
  });
});

describe("what is wrong with an EOB is told, all of it, and nothing is kept", () => {
  test.each<readonly [string, TypedEob, string]>([
    ["out of balance", eob([line("99285 18.40")]), "eob-out-of-balance: Out by $18.40 on line 1."],
    ["no line", eob([]), "typed-lines: "],
    ["too many lines", eob(Array.from({ length: 1000 }, () => line(ER))), "typed-lines: "],
    ["no claim number", eob([line(ER)], { claim: " " }), "typed-missing: "],
    ["no payer", eob([line(ER)], { payer: { name: "" } }), "typed-missing: "],
    ["a code of three signs", eob([line(ER, { code: "992" })]), "typed-code: "],
    ["a modifier of one", eob([line(ER, { modifiers: ["2"] })]), "typed-modifier: "],
    ["no units", eob([line(ER, { units: "0" })]), "typed-units: "],
    [
      "a service still to come",
      eob([line(ER, { date: day("2026-11-21") })], { paidOn: undefined, eobDay: undefined }),
      "typed-date: ",
    ],
    ["a payment before the service", eob([line(ER)], { paidOn: day("2026-03-01") }), "typed-date: "],
    ["an EOB of tomorrow", eob([line(ER)], { eobDay: day("2026-11-21") }), "typed-date: "],
    [
      "a group that is none",
      eob([line(ER, { adjustments: [{ group: "XX", reason: "45", amount: usd("480.00") }] })]),
      "typed-group: ",
    ],
    [
      "a reason that is none",
      eob([line(ER, { adjustments: [{ group: "CO", reason: "price", amount: usd("480.00") }] })]),
      "typed-reason: ",
    ],
    ["a remark that is none", eob([line(ER, { remarks: ["call us"] })]), "typed-remark: "],
    ["the same of the claim", eob([line(ER)], { remarks: ["call us"] }), "typed-remark: "],
    ["a status that is none", eob([line(ER)], { status: "paid" }), "typed-status: "],
  ])("%s", (_, typed, problem) => {
    const made = remittanceTyped(typed, LUND, 1);
    const told = made.ok ? ["kept"] : made.error.map((p) => `${p.code}: ${p.message}`);
    expect(told).toContainEqual(expect.stringContaining(problem));
    expect(made.ok || made.error.every((p) => p.at.file === "typed by M. Lund on 2026-11-20")).toBe(true);
  });
});

const TYPED: TypedClaim = {
  claim: "ED-1",
  form: "professional",
  payer: { name: "INVENTED HEALTH PLAN", id: "99001" },
  billing: { npi: "1000000004" },
  place: "23",
  filing: "ci",
  diagnoses: ["r07.9"],
  lines: [
    { code: "99285", modifiers: ["25"], charge: usd("800.00"), date: day("2026-03-02") },
    { code: "93010", charge: usd("50.00"), date: day("2026-03-02"), units: "2", emergency: true, place: "2" },
  ],
};

describe("a claim typed by hand is a claim as an 837 gives it", () => {
  test("value by value", () => {
    const made = claimTyped(TYPED, LUND, 3);
    expect(made.ok && made.value).toEqual({
      ...claim("ED-1", ["99285-25 800.00", "93010 50.00 x2"]),
      source: typedSource(LUND, 3),
      place: "23",
      filing: "CI",
      diagnoses: ["R079"],
      lines: [
        {
          number: 1,
          code: "99285",
          modifiers: ["25"],
          charge: usd("800.00"),
          units: "1",
          unit: "UN",
          date: "2026-03-02",
          emergency: false,
        },
        {
          number: 2,
          code: "93010",
          modifiers: [],
          charge: usd("50.00"),
          units: "2",
          unit: "UN",
          date: "2026-03-02",
          emergency: true,
          place: "02",
        },
      ],
    });
  });

  test("a facility's line may be a revenue code", () => {
    const made = claimTyped(
      {
        ...TYPED,
        form: "institutional",
        bill: "131",
        facility: { npi: "1000000012" },
        lines: [{ code: "0450", charge: usd("10.00") }],
      },
      LUND,
      1,
    );
    expect(made.ok && made.value).toMatchObject({
      bill: "131",
      facility: { npi: "1000000012" },
      lines: [{ code: "0450", codeKind: "revenue", revenue: "0450" }],
    });
    expect(made.ok && made.value.from).toBeUndefined();
  });

  test.each<readonly [string, Partial<TypedClaim>, string]>([
    [
      "a total that differs",
      { billed: usd("868.40") },
      "claim-out-of-balance: Total billed out by $18.40: the lines add up to $850.00.",
    ],
    ["a total below", { billed: usd("849.99") }, "claim-out-of-balance: Total billed out by $0.01"],
    ["no line", { lines: [] }, "typed-lines: "],
    [
      "too many lines",
      { lines: Array.from({ length: 1000 }, () => ({ code: "99285", charge: usd("1.00") })) },
      "typed-lines: ",
    ],
    ["no number", { claim: "" }, "typed-missing: "],
    ["an NPI of nine digits", { billing: { npi: "100000000" } }, "typed-npi: "],
    ["the same of who rendered it", { rendering: { npi: "100000000" } }, "typed-npi: "],
    ["a place that is none", { place: "ER" }, "typed-place: "],
    ["a line's place that is none", { lines: [{ code: "99285", charge: usd("1.00"), place: "ER" }] }, "typed-place: "],
    ["a charge below zero", { lines: [{ code: "99285", charge: usd("-1.00") }] }, "typed-charge: "],
  ])("and %s is told", (_, more, problem) => {
    const made = claimTyped({ ...TYPED, ...more }, LUND, 1);
    const told = made.ok ? ["kept"] : made.error.map((p) => `${p.code}: ${p.message}`);
    expect(told).toContainEqual(expect.stringContaining(problem));
  });

  test("a total that agrees is kept", () => {
    expect(claimTyped({ ...TYPED, billed: usd("850.00"), rendering: { npi: "1000000012" } }, LUND, 1).ok).toBe(true);
  });
});
