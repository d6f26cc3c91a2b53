import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type Cents, cents, formatUsd, percent, usd } from "#base/money.ts";
import { decideBatch, inBatchWindow } from "./batch.ts";
import { type Brief, exhibit, forumOf, forumRules, mayWeigh } from "./evidence.ts";
import { type DisputeFees, feesFor, owedAfter, settledShare } from "./fees.ts";
import { patientMaximum, qpaFor } from "./patient.ts";

const range = (r: readonly [Cents, Cents] | undefined): string =>
  r === undefined ? "none" : r.map(formatUsd).join(" to ");
const fees = (initiated: string, lines?: number): DisputeFees | undefined =>
  feesFor({
    initiated: day(initiated),
    kind: lines === undefined ? "single" : "batched",
    ...(lines === undefined ? {} : { lines }),
  });

describe("fees follow the day of initiation", () => {
  test.each<[string, string | undefined, string]>([
    // initiated       admin     because
    ["2022-04-14", undefined, "nobody could initiate yet"],
    ["2022-04-15", "50.00", "the first day"],
    ["2022-12-31", "50.00", "the last day of 2022"],
    ["2023-01-01", "350.00", "raised by guidance"],
    ["2023-08-02", "350.00", "the day before a court struck it"],
    ["2023-08-03", "50.00", "struck"],
    ["2024-01-21", "50.00", "the day before the rule"],
    ["2024-01-22", "115.00", "the rule"],
    ["2026-06-10", "115.00", "the last day of the old amount"],
    ["2026-06-11", "15.00", "the first day of the new one"],
  ])("initiated %s: %s, %s", (initiated, admin) => {
    const f = fees(initiated);
    expect(f === undefined ? undefined : formatUsd(f.adminPerParty)).toBe(admin);
  });

  test.each([
    // lines  steps  range
    [1, 0, "268.00 to 1173.00"],
    [25, 0, "268.00 to 1173.00"],
    [26, 1, "343.00 to 1423.00"],
    [50, 1, "343.00 to 1423.00"],
    [51, 2, "418.00 to 1673.00"],
    [62, 2, "418.00 to 1673.00"],
  ])("a batch of %i lines costs %i steps: %s", (lines, steps, total) => {
    const f = fees("2026-11-21", lines);
    expect([f?.increments, range(f?.entityRange)]).toEqual([steps, total]);
  });

  test.each([
    [20, "268.00 to 938.00"],
    [21, "294.80 to 1031.80"],
    [80, "321.60 to 1125.60"],
    [81, "348.40 to 1219.40"],
  ])("in 2023 a batch of %i lines cost a share of the fee: %s", (lines, total) => {
    expect(range(fees("2023-05-01", lines)?.entityRange)).toBe(total);
  });

  test("a bundle pays the single fee", () => {
    expect(range(feesFor({ initiated: day("2026-11-21"), kind: "bundled", lines: 9 })?.entityRange)).toBe(
      "200.00 to 840.00",
    );
  });

  test("a settlement halves the entity's fee", () => {
    expect(formatUsd(settledShare(usd("600.00")))).toBe("300.00");
  });

  test("an award leaves the rate less the patient's share less what was paid; below zero the provider refunds", () => {
    expect(formatUsd(owedAfter({ selected: usd("1500"), costShare: usd("120"), alreadyPaid: usd("380") }))).toBe(
      "1000.00",
    );
    expect(formatUsd(owedAfter({ selected: usd("700"), costShare: usd("100"), alreadyPaid: usd("900") }))).toBe(
      "-300.00",
    );
  });
});

describe("the most a protected patient owes", () => {
  const most = (f: Parameters<typeof patientMaximum>[0]): string => {
    const r = patientMaximum(f);
    return r.ok ? formatUsd(r.value.maximum) : `needs ${r.missing.join(", ")}`;
  };
  const twenty = percent(20);
  test.each([
    [
      "coinsurance on the lesser, the QPA",
      { billed: usd("1800"), qpa: usd("420"), inn_coinsurance_pct: twenty, deductible_remaining: usd("0") },
      "84.00",
    ],
    [
      "coinsurance on the lesser, the charge",
      { billed: usd("150"), qpa: usd("220"), inn_coinsurance_pct: twenty, deductible_remaining: usd("0") },
      "30.00",
    ],
    [
      "deductible, then coinsurance on the rest",
      { billed: usd("3000"), qpa: usd("1200"), inn_coinsurance_pct: twenty, deductible_remaining: usd("500") },
      "640.00",
    ],
    [
      "a deductible that swallows it all needs no coinsurance",
      { billed: usd("900"), qpa: usd("350"), deductible_remaining: usd("1500") },
      "350.00",
    ],
    ["a copay alone", { billed: usd("900"), qpa: usd("350"), copay: usd("50") }, "50.00"],
    ["a copay above the amount itself", { billed: usd("900"), qpa: usd("35"), copay: usd("50") }, "35.00"],
    [
      "half a cent goes up",
      { billed: usd("900"), qpa: usd("0.03"), inn_coinsurance_pct: percent(50), deductible_remaining: usd("0") },
      "0.02",
    ],
    ["the QPA unknown", { billed: usd("900"), deductible_remaining: usd("0") }, "needs qpa"],
    [
      "the deductible unknown is not a met deductible",
      { billed: usd("900"), qpa: usd("350"), inn_coinsurance_pct: twenty },
      "needs deductible_remaining",
    ],
    [
      "coinsurance unknown",
      { billed: usd("900"), qpa: usd("350"), deductible_remaining: usd("0") },
      "needs inn_coinsurance_pct",
    ],
  ])("%s", (_, facts, want) => {
    expect(most(facts)).toBe(want);
  });

  test("never above the recognized amount and never below zero", () => {
    const amount = fc.bigInt({ min: 0n, max: 10_000_000n }).map(cents);
    fc.assert(
      fc.property(amount, amount, amount, fc.integer({ min: 0, max: 100 }), (billed, qpa, deductible, pct) => {
        const r = patientMaximum({ billed, qpa, deductible_remaining: deductible, inn_coinsurance_pct: percent(pct) });
        if (!r.ok) throw new Error("all facts were given");
        expect(r.value.maximum >= 0n && r.value.maximum <= r.value.recognized && r.value.recognized <= billed).toBe(
          true,
        );
      }),
    );
  });

  test("the QPA of 2026 from the median of 2019", () => {
    const q = qpaFor(usd("250.00"), day("2026-07-01"));
    expect(q === undefined ? [] : [formatUsd(q.qpa), formatUsd(q.whole)]).toEqual(["320.13", "320.00"]);
    expect(qpaFor(usd("250.00"), day("2027-01-01"))).toBeUndefined();
  });
});

describe("evidence by forum", () => {
  test("a federal brief has no slot for a charge, a usual charge or a public rate", () => {
    const brief: Brief<"federal-idr"> = {
      forum: "federal-idr",
      exhibits: [
        exhibit("federal-idr", "qpa", "The plan disclosed a QPA."),
        // @ts-expect-error billed charges may not reach a federal dispute
        exhibit("federal-idr", "billed_charges", "The charge."),
        // @ts-expect-error nor usual and customary charges
        exhibit("federal-idr", "usual_customary_charges", "A percentile of charges."),
        // @ts-expect-error nor what a public payer pays
        exhibit("federal-idr-air", "public_payer_rates", "A multiple of Medicare."),
      ],
    };
    expect(brief.exhibits.filter((e) => !mayWeigh("federal-idr", e.kind)).map((e) => e.kind)).toEqual([
      "billed_charges",
      "usual_customary_charges",
      "public_payer_rates",
    ]);
  });

  test("a state's arbitrator may weigh what the federal entity may not", () => {
    expect(exhibit("tx_arbitration", "usual_customary_charges", "The 80th percentile.").kind).toBe(
      "usual_customary_charges",
    );
    expect(mayWeigh("federal-idr", "usual_customary_charges")).toBe(false);
  });

  test("no forum both weighs and bars one kind", () => {
    for (const forum of ["federal-idr", "federal-idr-air", "tx_arbitration", "ny_idr", "ga_arbitration"] as const) {
      const { admissible, barred } = forumRules(forum);
      expect(admissible.filter((k) => barred.includes(k))).toEqual([]);
    }
  });

  test("an air ambulance dispute has its own factors; talk has none", () => {
    expect(forumOf("federal_idr", "air_ambulance")).toBe("federal-idr-air");
    expect(forumOf("federal_open_negotiation")).toBeUndefined();
  });
});

describe("batches by the day negotiation began", () => {
  const batch = (start: string, codes: readonly string[], more: object = {}): ReturnType<typeof decideBatch> =>
    decideBatch({ lines: codes.length, codes, negotiationStart: day(start), ...more });
  const encounter = { onePatient: true, oneClaimForm: true, consecutiveDates: true };

  test.each<[string, string[], object, string, string]>([
    [
      "2026-10-31",
      ["99291", "31500"],
      encounter,
      "ask_entity_then_federal_idr",
      "the encounter way starts in November",
    ],
    ["2026-11-01", ["99291", "31500"], encounter, "federal_idr_batched", "one encounter on one form"],
    ["2026-11-01", ["99291", "31500"], { onePatient: true }, "federal_idr_single", "the form is not known to be one"],
    ["2026-11-03", ["00790", "00840", "01402"], {}, "federal_idr_batched", "one section, to be confirmed"],
    ["2026-11-03", ["00790", "70450"], {}, "federal_idr_single", "two sections"],
    ["2023-08-02", ["99284", "99285"], {}, "federal_idr_single", "the same-code rule of 2021"],
    ["2023-08-03", ["99284", "99285"], {}, "ask_entity_then_federal_idr", "the rule was struck"],
    [
      "2026-11-10",
      ["99285", "99285"],
      { plans: ["A", "B"] },
      "federal_idr_single",
      "two plans under one administrator",
    ],
    ["2026-11-10", ["99285", "99285"], { sameIssuer: false }, "federal_idr_single", "two issuers"],
  ])("begun %s with %j: %s gives %s, as %s", (start, codes, more, channel) => {
    expect(batch(start, codes, more)?.channel).toBe(channel);
  });

  test.each([
    [50, "2026-11-16", 1],
    [51, "2026-11-16", 2],
    [101, "2026-11-16", 3],
    [500, "2026-10-30", 1],
  ])("%i lines begun %s need %i disputes", (lines, start, disputes) => {
    expect(decideBatch({ lines, codes: ["99285"], negotiationStart: day(start) })?.minDisputes).toBe(disputes);
  });

  test("services join within thirty business days after the first", () => {
    expect(inBatchWindow(day("2026-09-01"), [day("2026-08-31"), day("2026-10-15"), day("2026-10-16")])).toEqual({
      lastDay: "2026-10-15",
      included: ["2026-10-15"],
      excluded: ["2026-08-31", "2026-10-16"],
    });
  });
});
