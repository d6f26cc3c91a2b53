import { describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { type ArguedValue, admit, argue, type Evidence, type Piece } from "./argued.ts";
import { type PredictedValue, predictArbitrator } from "./predicted.ts";
import { STARTING_PRIORS } from "./priors.ts";
import { fromPerDollar, perDollar } from "./scale.ts";

const pieces: readonly Piece[] = [
  { kind: "qpa", value: usd("400.00"), logSd: 0.1, source: "a" },
  { kind: "own_history", value: usd("850.00"), logSd: 0.35, source: "b" },
  { kind: "medicare_multiple", value: usd("450.00"), logSd: 0.1, source: "c" },
  { kind: "ucr_percentile", value: usd("1500.00"), logSd: 0.2, source: "d" },
  { kind: "billed", value: usd("2400.00"), logSd: 0.05, source: "e" },
];

describe("argued value", () => {
  test("a federal forum gets neither charges nor public rates, in number or in words", () => {
    const { evidence, keptOut } = admit("federal-idr", pieces);
    const all = argue("federal-idr", "federal_idr", evidence);
    expect(keptOut.map((k) => [k.kind, k.reason])).toEqual([
      ["medicare_multiple", "prohibited by law"],
      ["ucr_percentile", "prohibited by law"],
      ["billed", "prohibited by law"],
    ]);
    const clean = argue("federal-idr", "federal_idr", admit("federal-idr", pieces.slice(0, 2)).evidence);
    expect(all).toEqual(clean);
    expect(all?.brief.exhibits.map((e) => e.kind)).toEqual(["qpa", "info_requested_by_entity"]);
    expect(JSON.stringify(all, (_, v) => (typeof v === "bigint" ? `${v}` : v))).not.toMatch(
      /1,500|2,400|450\.00|Medicare|harge/,
    );
  });

  test("Texas weighs percentiles of charges, and has no place for a QPA", () => {
    const { evidence, keptOut } = admit("tx_arbitration", pieces);
    expect(evidence.map((e) => e.kind)).toEqual(["ucr_percentile"]);
    expect(keptOut.map((k) => k.reason)).toContain("not among what the forum weighs");
    expect(argue("tx_arbitration", "state_ucr80", evidence)?.median).toBe(usd("1500.00"));
  });

  test("nothing admissible argues nothing", () => expect(argue("federal-idr", "federal_idr", [])).toBeUndefined());

  test("the types keep prohibited kinds, other forums and predictions out", () => {
    const federal = { forum: "federal-idr", value: usd("1.00"), logSd: 0.1, source: "" } as const;
    const fits: Evidence<"federal-idr"> = { ...federal, kind: "qpa" };
    // @ts-expect-error a billed charge is no evidence in a federal dispute
    const charge: Evidence<"federal-idr"> = { ...federal, kind: "billed" };
    // @ts-expect-error nor is a percentile of charges
    const ucr: Evidence<"federal-idr"> = { ...federal, kind: "ucr_percentile" };
    // @ts-expect-error nor a multiple of Medicare
    const medicare: Evidence<"federal-idr"> = { ...federal, kind: "medicare_multiple" };
    // @ts-expect-error evidence for one forum is none for another
    const elsewhere: Evidence<"tx_arbitration"> = fits;
    const predicted = predictArbitrator({ name: "l", billed: usd("9.00"), allowed: usd("5.00") }, STARTING_PRIORS);
    // @ts-expect-error a prediction is never an argued value
    const argued: ArguedValue<"federal-idr"> | undefined = predicted;
    // @ts-expect-error nor the other way
    const back: PredictedValue | undefined = argue("federal-idr", "federal_idr", [fits]);
    expect([charge, ucr, medicare, elsewhere, argued, back].length).toBe(6);
  });
});

describe("predicted arbitrator value", () => {
  const item = { name: "l", billed: usd("2400.00"), allowed: usd("380.00") };
  test("starts from the QPA, else from the first payment with more doubt, else from nothing", () => {
    const qpa = { value: usd("400.00"), source: "", prior: false };
    const known = predictArbitrator({ ...item, qpa }, STARTING_PRIORS);
    expect(Math.exp(known?.arbitrator.m ?? 0)).toBeCloseTo(880, 6);
    expect(known?.qpaGuessed).toBe(false);
    const guessed = predictArbitrator(item, STARTING_PRIORS);
    expect(Math.exp(guessed?.arbitrator.m ?? 0)).toBeCloseTo(880, 6);
    expect(guessed?.doubt).toBeGreaterThan(known?.doubt ?? 9);
    expect(predictArbitrator({ ...item, allowed: usd("0.00") }, STARTING_PRIORS)).toBeUndefined();
  });
  test("the payer's last figure takes what weight is left", () => {
    const weights = (p: PredictedValue | undefined): number => (p?.payerOffers ?? []).reduce((t, [, w]) => t + w, 0);
    expect(weights(predictArbitrator(item, STARTING_PRIORS))).toBeCloseTo(1, 9);
    const full = { ...STARTING_PRIORS, payerOffers: [[1, 1] as const] };
    expect(predictArbitrator(item, full)?.payerOffers.length).toBe(1);
  });
});

describe("money and ratios", () => {
  test.each([
    [10.005, "half-up", "10.01"],
    [10.004, "half-up", "10.00"],
    [-10.006, "half-up", "-10.01"],
    [10.009, "down", "10.00"],
    [10.001, "up", "10.01"],
    [1354.7, "down", "1354.70"],
    [0.07 * 100, "up", "7.00"],
  ] as const)("%f %s is %s", (ratio, rounding, amount) => expect(fromPerDollar(ratio, rounding)).toBe(usd(amount)));
  test("a whole cent goes there and back", () => {
    for (const a of ["0.01", "19.99", "9999999.99", "-3.05"])
      for (const r of ["half-up", "down", "up"] as const) expect(fromPerDollar(perDollar(usd(a)), r)).toBe(usd(a));
  });
});
