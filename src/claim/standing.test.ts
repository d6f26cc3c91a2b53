import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sum, usd } from "#base/money.ts";
import type { Claim, Remittance } from "./claim.ts";
import { claim, OTHER_PLAN, PLAN, paidOn, remittance, reversalOf } from "./invented.ts";
import { standingOf } from "./standing.ts";

const LINE = "99285 800.00 c=A1";
const bill = claim("ED-1", [LINE]);
const paid = (amount: string, on: string, more: Partial<Remittance> = {}): Remittance => {
  const cut = (800 - Number(amount)).toFixed(2);
  return remittance("ED-1", [`${LINE} paid=${amount} CO45=${cut}`], { ...paidOn(on), ...more });
};
const first = paid("300.00", "2026-04-01");
const secondary = paid("40.00", "2026-05-01", { status: "2", payer: OTHER_PLAN, payerClaimNumber: "S9" });
const denial = paid("0.00", "2026-04-01", { status: "4" });
const answeredTwice = remittance("ED-1", [`${LINE} paid=0.00 OA18=800.00`], {
  ...paidOn("2026-05-01"),
  payerClaimNumber: "P2",
});
const addition = remittance("ED-1", [`${LINE} paid=50.00 CO45=450.00 OAB13=300.00`], paidOn("2026-05-01"));

interface Row {
  readonly story: string;
  readonly tied: readonly Remittance[];
  readonly stands: readonly string[];
  readonly fates: readonly string[];
  readonly apart?: readonly string[];
  readonly takeback?: string;
  readonly claim?: Claim | "none";
}

const rows: readonly Row[] = [
  { story: "one payment stands", tied: [first], stands: ["300.00"], fates: ["stands"] },
  {
    story: "a reversal undoes the payment it names, and what no correction follows is a takeback",
    tied: [first, reversalOf(first, "2026-05-01")],
    stands: [],
    fates: ["reversed", "reversal"],
    takeback: "300.00",
  },
  {
    story: "payment, reversal, correction: the correction counts",
    tied: [first, reversalOf(first, "2026-05-01"), paid("420.00", "2026-05-01")],
    stands: ["420.00"],
    fates: ["reversed", "reversal", "stands"],
  },
  {
    story: "a correction may pay less, which is no takeback",
    tied: [first, reversalOf(first, "2026-05-01"), paid("100.00", "2026-05-01")],
    stands: ["100.00"],
    fates: ["reversed", "reversal", "stands"],
  },
  {
    story: "a correction of the same amount is not the payment that its reversal names",
    tied: [first, reversalOf(first, "2026-05-01"), paid("300.00", "2026-05-01")],
    stands: ["300.00"],
    fates: ["reversed", "reversal", "stands"],
  },
  {
    story: "a reversal that is reversed brings the payment back",
    tied: [
      first,
      reversalOf(first, "2026-05-01"),
      { ...first, ...paidOn("2026-06-01"), status: "22", source: { ...first.source, byte: 9e6 } },
    ],
    stands: ["300.00"],
    fates: ["stands", "reversed", "reversal"],
  },
  {
    story: "two corrections in a row: only the last stands",
    tied: [
      first,
      reversalOf(first, "2026-05-01"),
      paid("420.00", "2026-05-01", { payerClaimNumber: "P2" }),
      reversalOf(paid("420.00", "2026-05-01", { payerClaimNumber: "P2" }), "2026-06-01"),
      paid("450.00", "2026-06-01", { payerClaimNumber: "P3" }),
    ],
    stands: ["450.00"],
    fates: ["reversed", "reversal", "reversed", "reversal", "stands"],
  },
  {
    story: "a reversal whose charge was left positive still undoes",
    tied: [first, reversalOf(first, "2026-05-01", { billed: first.billed, payerClaimNumber: "X" })],
    stands: [],
    fates: ["reversed", "reversal"],
    takeback: "300.00",
  },
  {
    story: "a reversal of a payment that is not in the folder takes nothing from the others",
    tied: [first, reversalOf(paid("77.00", "2026-01-01", { payerClaimNumber: "OLD" }), "2026-05-01")],
    stands: ["300.00"],
    fates: ["stands", "reversal"],
  },
  {
    story: "a reversal alone leaves nothing standing and is a takeback",
    tied: [reversalOf(first, "2026-05-01")],
    stands: [],
    fates: ["reversal"],
    takeback: "300.00",
  },
  {
    story: "a denial that is reversed and paid later",
    tied: [denial, reversalOf(denial, "2026-05-01"), paid("500.00", "2026-05-01")],
    stands: ["500.00"],
    fates: ["reversed", "reversal", "stands"],
  },
  {
    story: "a denial that is paid later without a reversal",
    tied: [denial, paid("500.00", "2026-05-01")],
    stands: ["500.00"],
    fates: ["replaced", "stands"],
  },
  {
    story: "a later full answer without a reversal counts instead of the earlier one",
    tied: [first, paid("420.00", "2026-05-01", { frequency: "7" })],
    stands: ["420.00"],
    fates: ["replaced", "stands"],
  },
  {
    story: "an answer as a duplicate says nothing new",
    tied: [first, answeredTwice],
    stands: ["300.00"],
    fates: ["stands", "answered as duplicate"],
  },
  {
    story: "a duplicate answer alone is what the payer said",
    tied: [answeredTwice],
    stands: ["0.00"],
    fates: ["stands"],
  },
  {
    story: "a payment on top of an earlier one (B13) stands beside it",
    tied: [first, addition],
    stands: ["300.00", "50.00"],
    fates: ["stands", "stands"],
  },
  {
    story: "the same remittance twice counts once",
    tied: [first, { ...first, source: { file: "copy.835", byte: 5, segment: 2 } }],
    stands: ["300.00"],
    fates: ["stands", "repeat"],
  },
  {
    story: "a split claim: two remittances on different lines both stand",
    tied: [
      remittance("ED-1", ["99285 800.00 c=A1 paid=300.00"], paidOn("2026-04-01")),
      remittance("ED-1", ["93010 90.00 c=A2 paid=12.00"], paidOn("2026-04-01")),
    ],
    stands: ["300.00", "12.00"],
    fates: ["stands", "stands"],
  },
  {
    story: "a secondary payer is kept apart",
    tied: [first, secondary],
    stands: ["300.00"],
    fates: ["stands", "other payer"],
    apart: ["40.00"],
  },
  {
    story: "a secondary payer alone does not answer a primary claim",
    tied: [secondary],
    stands: [],
    fates: ["other payer"],
    apart: ["40.00"],
  },
  {
    story: "a secondary payer answers a claim sent to it",
    tied: [first, secondary],
    stands: ["40.00"],
    fates: ["other payer", "stands"],
    apart: ["300.00"],
    claim: { ...bill, responsibility: "S", payer: OTHER_PLAN },
  },
  {
    story: "a secondary payer's reversal undoes the secondary payment only",
    tied: [first, secondary, reversalOf(secondary, "2026-06-01")],
    stands: ["300.00"],
    fates: ["stands", "reversed", "reversal"],
  },
  {
    story: "without a claim the primary is the lowest turn there is",
    tied: [secondary, first],
    stands: ["300.00"],
    fates: ["stands", "other payer"],
    apart: ["40.00"],
    claim: "none",
  },
  {
    story: "without a claim and a primary, the secondary is all there is",
    tied: [secondary],
    stands: ["40.00"],
    fates: ["stands"],
    claim: "none",
  },
  {
    story: "two payers in the same turn: the claim's own counts",
    tied: [first, paid("10.00", "2026-06-01", { payer: OTHER_PLAN, payerClaimNumber: "Q" })],
    stands: ["300.00"],
    fates: ["stands", "other payer"],
    apart: ["10.00"],
  },
  {
    story: "a predetermination pays nothing",
    tied: [paid("0.00", "2026-02-01", { status: "25" }), first],
    stands: ["300.00"],
    fates: ["no payment", "stands"],
  },
  {
    story: "the payer's name in the 835 stands for its id in the 837",
    tied: [
      paid("300.00", "2026-04-01", { payer: { key: "invented health plan", name: "Invented Health Plan" } }),
      secondary,
    ],
    stands: ["300.00"],
    fates: ["stands", "other payer"],
    apart: ["40.00"],
  },
];

const amounts = (some: readonly Remittance[]): string[] =>
  some.map((r) => `${Number(r.paid) / 100}`).map((x) => Number(x).toFixed(2));

describe("what stands", () => {
  test.each(rows.map((r) => [r.story, r] as const))("%s", (_, row) => {
    const s = standingOf(row.tied, row.claim === "none" ? undefined : (row.claim ?? bill));
    expect(amounts(s.standing)).toEqual(row.stands);
    expect(s.fates.map((f) => f.what)).toEqual(row.fates);
    expect(amounts(s.apart)).toEqual(row.apart ?? []);
    expect(s.takeback?.amount).toBe(row.takeback === undefined ? undefined : usd(row.takeback));
  });

  test.each(rows.map((r) => [r.story, r] as const))("whatever order they are read in: %s", (_, row) => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...row.tied], { minLength: row.tied.length }), (shuffled) => {
        const c = row.claim === "none" ? undefined : (row.claim ?? bill);
        const [a, b] = [standingOf(row.tied, c), standingOf(shuffled, c)];
        expect(amounts(b.standing)).toEqual(amounts(a.standing));
        expect(b.takeback).toEqual(a.takeback);
      }),
      { numRuns: 20 },
    );
  });

  test("whatever stands was said, and never more than what was paid and not taken back", () => {
    const any = fc.constantFrom(...rows.flatMap((r) => r.tied));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (tied) => {
        const s = standingOf(tied, bill);
        expect(s.fates).toHaveLength(tied.length);
        for (const r of s.standing) expect(s.remittances).toContain(r);
        for (const r of s.standing) expect(r.status).not.toBe("22");
        expect(sum(s.standing.map((r) => r.paid))).toBeLessThanOrEqual(
          sum(tied.filter((r) => r.paid > 0n).map((r) => r.paid)),
        );
      }),
    );
  });

  test("the notes and reasons hold no value from a file", () => {
    for (const row of rows) {
      const s = standingOf(row.tied, bill);
      for (const text of [...s.notes, ...s.fates.map((f) => f.because)])
        expect(text).not.toMatch(/ED-1|300|T2026|P1|INVENTED/);
    }
    expect(PLAN.name).toContain("INVENTED");
  });
});
