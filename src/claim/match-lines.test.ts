import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents, sum, usd } from "#base/money.ts";
import { allowedOf, allowedOfMatched, paidOfMatched } from "./allowed.ts";
import type { Remittance } from "./claim.ts";
import { claim, paidLine, remittance } from "./invented.ts";
import type { MatchedLine } from "./match.ts";
import { matchLines } from "./match-lines.ts";

/** `"99285 same 300.00"`: the billed code ("-" when none), how it was tied, what was paid, and into what. */
const show = (l: MatchedLine): string =>
  [l.line?.code ?? "-", l.how, `${Number(paidOfMatched(l)) / 100}`, l.into].filter((x) => x !== undefined).join(" ");

interface Row {
  readonly story: string;
  readonly billed: readonly string[];
  readonly answered: readonly (readonly string[])[];
  readonly more?: Partial<Remittance>;
  readonly lines: readonly string[];
}

const rows: readonly Row[] = [
  {
    story: "by line control number, whatever the order and the code",
    billed: ["99285 800.00 c=L1", "93010 90.00 c=L2"],
    answered: [["93010 90.00 c=L2 paid=12", "99284 800.00 c=L1 paid=300"]],
    lines: ["99285 recoded 300", "93010 same 12"],
  },
  {
    story: "by code, modifiers, date, units and charge when there is no control number",
    billed: ["99213 150.00", "99213-25 150.00"],
    answered: [["99213-25 150.00 paid=70", "99213 150.00 paid=60"]],
    lines: ["99213 same 60", "99213 same 70"],
  },
  {
    story: "a control number that the claim repeats decides nothing",
    billed: ["99213 150.00 c=1", "85025 20.00 c=1"],
    answered: [["85025 20.00 c=1 paid=8", "99213 150.00 c=1 paid=70"]],
    lines: ["99213 same 70", "85025 same 8"],
  },
  {
    story: "without control numbers in the claim the payer may answer by line number",
    billed: ["99213 150.00", "99213 150.00"],
    answered: [["99213 150.00 c=2 paid=1", "99213 150.00 c=1 paid=70"]],
    lines: ["99213 same 70", "99213 same 1"],
  },
  {
    story: "a line split in two keeps both pieces",
    billed: ["96372 300.00 x3"],
    answered: [["96372 200.00 x2 paid=80", "96372 100.00 x1 paid=0 CO151=100.00"]],
    lines: ["96372 split 80"],
  },
  {
    story: "a line split under its control number",
    billed: ["96372 300.00 x3 c=A"],
    answered: [["96372 200.00 x2 c=A paid=80", "96372 100.00 x1 c=A paid=20"]],
    lines: ["96372 split 100"],
  },
  {
    story: "pieces that do not add up to the charge still belong to their line",
    billed: ["96372 300.00 x3"],
    answered: [["96372 100.00 paid=40", "96372 100.00 paid=30"]],
    lines: ["96372 split 70"],
  },
  {
    story: "CARC 97 and no payment: bundled into the one paid code of the day",
    billed: ["45385 900.00", "45380 700.00"],
    answered: [["45385 900.00 paid=500", "45380 700.00 paid=0 CO97=700.00"]],
    lines: ["45385 same 500", "45380 bundled 0 45385"],
  },
  {
    story: "CARC 97 beside two paid codes: bundled, into which is unknown",
    billed: ["45385 900.00", "45380 700.00", "88305 80.00"],
    answered: [["45385 900.00 paid=500", "45380 700.00 paid=0 CO97=700.00", "88305 80.00 paid=30"]],
    lines: ["45385 same 500", "45380 bundled 0", "88305 same 30"],
  },
  {
    story: "CARC 97 on part of a paid line is no bundle",
    billed: ["45385 900.00"],
    answered: [["45385 900.00 paid=500 CO97=400.00"]],
    lines: ["45385 same 500"],
  },
  {
    story: "two lines paid under a third code of their joint charge",
    billed: ["80048 60.00", "80076 70.00"],
    answered: [["80053 130.00 paid=40"]],
    lines: ["80048 bundled 18.46 80053", "80076 bundled 21.54 80053"],
  },
  {
    story: "two lines paid under the code of one of them, for their joint charge",
    billed: ["99285 1000.00", "93010 400.00"],
    answered: [["99285 1400.00 paid=450 CO45=950.00"]],
    lines: ["99285 bundled 321.43 99285", "93010 bundled 128.57 99285"],
  },
  {
    story: "the same when the control number of one line came back",
    billed: ["99285 1000.00 c=L1", "93010 400.00 c=L2"],
    answered: [["99285 1400.00 c=L1 paid=450 CO45=950.00"]],
    lines: ["99285 bundled 321.43 99285", "93010 bundled 128.57 99285"],
  },
  {
    story: "a higher charge that no unanswered line explains is no bundle",
    billed: ["99285 1000.00 c=L1", "93010 400.00 c=L2"],
    answered: [["99285 1300.00 c=L1 paid=450"]],
    lines: ["99285 same 450", "93010 unanswered 0"],
  },
  {
    story: "a line that charges nothing is in no bundle",
    billed: ["99285 800.00", "G8427 0.00"],
    answered: [["99283 800.00 paid=120"]],
    lines: ["99285 recoded 120", "G8427 unanswered 0"],
  },
  {
    story: "SVC06 names what was billed: recoded",
    billed: ["99285 800.00"],
    answered: [["99283 800.00 was=99285 paid=120"]],
    lines: ["99285 recoded 120"],
  },
  {
    story: "bundled by SVC06: nothing paid, the code that took it named",
    billed: ["45385 900.00", "45380 700.00"],
    answered: [["45385 900.00 paid=500", "45385 700.00 was=45380 paid=0 CO97=700.00"]],
    lines: ["45385 same 500", "45380 bundled 0 45385"],
  },
  {
    story: "another code for the same charge and day: recoded",
    billed: ["99285 800.00", "93010 90.00"],
    answered: [["99283 800.00 paid=120", "93010 90.00 paid=12"]],
    lines: ["99285 recoded 120", "93010 same 12"],
  },
  {
    story: "the same code and day at another charge is the same line",
    billed: ["99285 800.00"],
    answered: [["99285 640.00 paid=120"]],
    lines: ["99285 same 120"],
  },
  {
    story: "CARC 18 and no payment: answered as a duplicate",
    billed: ["99285 800.00"],
    answered: [["99285 800.00 paid=0 OA18=800.00"]],
    lines: ["99285 duplicate 0"],
  },
  {
    story: "the same line paid twice keeps both payments and says so",
    billed: ["99285 800.00"],
    answered: [["99285 800.00 paid=300", "99285 800.00 paid=300"]],
    lines: ["99285 duplicate 600"],
  },
  {
    story: "a line the payer did not mention, and one that was never billed",
    billed: ["99285 800.00", "93010 90.00 on=2026-03-01"],
    answered: [["99285 800.00 paid=300", "J1885 12.00 paid=4"]],
    lines: ["99285 same 300", "93010 unanswered 0", "- unbilled 4"],
  },
  {
    story: "two remittances that split the claim answer one line each",
    billed: ["99285 800.00", "93010 90.00"],
    answered: [["93010 90.00 paid=12"], ["99285 800.00 paid=300"]],
    lines: ["99285 same 300", "93010 same 12"],
  },
  { story: "no remittance", billed: ["99285 800.00"], answered: [], lines: ["99285 unanswered 0"] },
  {
    story: "a remittance without its claim",
    billed: [],
    answered: [["99285 800.00 paid=300"]],
    lines: ["- unbilled 300"],
  },
  {
    story: "a payment without service lines is shared out by charge, to the cent",
    billed: ["99285 200.00", "93010 100.00"],
    answered: [[]],
    more: {
      billed: usd("300.00"),
      paid: usd("100.00"),
      adjustments: [{ group: "CO", reason: "45", amount: usd("200.00") }],
    },
    lines: ["99285 same 66.67", "93010 same 33.33"],
  },
  {
    story: "an adjustment of the whole claim lowers the lines it belongs to",
    billed: ["99285 200.00", "93010 100.00"],
    answered: [["99285 200.00 paid=150", "93010 100.00 paid=60"]],
    more: { paid: usd("180.00"), adjustments: [{ group: "PR", reason: "1", amount: usd("30.00") }] },
    lines: ["99285 same 130", "93010 same 50"],
  },
];

test("one procedure under two revenue codes is told apart by them", () => {
  const billed = claim("H-1", ["80053 50.00", "80053 50.00"]);
  const [a, b] = billed.lines;
  const lines = [
    { ...a, revenue: "0300" },
    { ...b, revenue: "0301" },
  ] as typeof billed.lines;
  const answer = remittance("H-1", ["80053 50.00 paid=2", "80053 50.00 paid=1"]);
  const [x, y] = answer.lines;
  const paid = [
    { ...x, revenue: "0301" },
    { ...y, revenue: "0300" },
  ] as typeof answer.lines;
  expect(matchLines({ ...billed, lines }, [{ ...answer, lines: paid }], []).map(show)).toEqual([
    "80053 same 1",
    "80053 same 2",
  ]);
});

describe("lines", () => {
  test.each(rows.map((r) => [r.story, r] as const))("%s", (_, row) => {
    const c = row.billed.length === 0 ? undefined : claim("ED-1", row.billed);
    const standing = row.answered.map((lines) => remittance("ED-1", lines, row.more));
    expect(matchLines(c, standing, []).map(show)).toEqual(row.lines);
  });

  test("an allocated line says so, and keeps its share of the adjustments", () => {
    const c = claim("ED-1", ["99285 200.00", "93010 100.00"]);
    const adjustments = [
      { group: "CO", reason: "45", amount: usd("200.01") },
      { group: "PR", reason: "1", amount: usd("99.99") },
    ];
    const whole = remittance("ED-1", [], { billed: usd("300.00"), paid: usd("0.00"), adjustments });
    const notes: string[] = [];
    const lines = matchLines(c, [whole], notes);
    expect(lines.map((l) => l.allocated)).toEqual([true, true]);
    expect(lines.map((l) => allowedOfMatched(l).amount)).toEqual([usd("66.66"), usd("33.33")]);
    expect(notes.join()).toContain("shared out over the lines by charge");
  });

  test("a remittance that does not add up is said", () => {
    const notes: string[] = [];
    const r = remittance("ED-1", ["99285 800.00 paid=300"], { paid: usd("310.00") });
    expect(matchLines(claim("ED-1", ["99285 800.00"]), [r], notes).map(show)).toEqual(["99285 same 310"]);
    expect(notes.join()).toContain("do not add up");
  });

  test("the lines add up to what stands, and every billed line is there once, whatever was answered", () => {
    const code = fc.constantFrom("99285", "93010", "96372", "80053");
    const amount = fc.integer({ min: 0, max: 90000 }).map((n) => (n / 100).toFixed(2));
    const control = fc.constantFrom("", " c=1", " c=2", " c=X");
    const line = fc.tuple(code, amount, control).map(([c, a, k]) => `${c} ${a}${k}`);
    const piece = fc.tuple(line, amount).map(([l, p]) => `${l} paid=${p}`);
    const answer = fc.tuple(fc.array(piece, { maxLength: 6 }), amount);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.array(answer, { maxLength: 3 }), (billed, answers) => {
        const c = claim("ED-1", billed);
        const standing = answers.map(([lines, whole]) =>
          remittance("ED-1", lines, lines.length === 0 ? { paid: usd(whole), billed: usd(whole) } : {}),
        );
        const matched = matchLines(c, standing, []);
        expect(sum(matched.map(paidOfMatched))).toBe(sum(standing.map((r) => r.paid)));
        expect(matched.flatMap((l) => (l.line === undefined ? [] : [l.line]))).toEqual(c.lines);
      }),
    );
  });
});

test("what a payer said of a bundle is shared exactly, adjustments and AMT*B6 too", () => {
  const c = claim("ED-1", ["99285 1000.00 x2", "93010 400.00"]);
  const answer = remittance("ED-1", ["99285 1400.00 paid=450.01 b6=500.02 CO45=899.98 PR1=50.01"]);
  const matched = matchLines(c, [answer], []);
  const pieces = matched.flatMap((l) => l.paid);
  expect(matched.map((l) => l.allocated)).toEqual([true, true]);
  expect(pieces.map((p) => p.charge)).toEqual([usd("1000.00"), usd("400.00")]);
  expect(pieces.map((p) => p.units)).toEqual(["2", "1"]);
  expect(sum(matched.map((l) => allowedOfMatched(l).amount))).toBe(usd("500.02"));
  expect(sum(matched.map((l) => allowedOfMatched(l).patient))).toBe(usd("50.01"));
  for (const p of pieces) expect(p.charge - p.paid).toBe(sum(p.adjustments.map((a) => a.amount)));
});

describe("allowed", () => {
  test.each([
    [
      "99285 800.00 paid=320.00 CO45=400.00 PR1=80.00 b6=400.00",
      "400.00",
      "stated",
      "80.00",
      "80.00",
      "AMT*B6 is there",
    ],
    ["99285 800.00 paid=320.00 CO45=400.00 PR2=80.00", "400.00", "paid plus patient", "80.00", "80.00", "it is not"],
    [
      "99285 800.00 paid=0.00 CO45=400.00 PR1=400.00",
      "400.00",
      "paid plus patient",
      "400.00",
      "400.00",
      "paid 0.00 on deductible",
    ],
    ["99285 800.00 paid=0.00 CO50=800.00", "0.00", "paid plus patient", "0.00", "0.00", "denied"],
    ["99285 800.00 paid=0.00 b6=0.00 PR1=5.00", "0.00", "stated", "5.00", "5.00", "a stated zero is a statement"],
    [
      "99285 800.00 paid=200.00 PR3=40.00 PR45=560.00",
      "800.00",
      "paid plus patient",
      "600.00",
      "40.00",
      "balance billing is owed, not cost sharing",
    ],
  ])("%s: %s, %s, patient %s of which cost sharing %s: %s", (line, amount, basis, patient, costShare) => {
    expect(allowedOf(paidLine(line))).toEqual({
      amount: usd(amount),
      basis,
      patient: usd(patient),
      costShare: usd(costShare),
    });
  });

  test("a billed line in pieces is stated only when every piece is", () => {
    const pieces = [paidLine("99285 400.00 paid=100.00 b6=120.00"), paidLine("99285 400.00 paid=90.00 PR1=10.00")];
    expect(allowedOfMatched({ how: "split", paid: pieces })).toMatchObject({
      amount: usd("220.00"),
      basis: "paid plus patient",
    });
    expect(allowedOfMatched({ how: "unanswered", paid: [] })).toMatchObject({
      amount: cents(0n),
      basis: "paid plus patient",
    });
  });
});
