import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FEDERAL } from "#base/calendar.ts";
import { type Day, day, dayFromNumber, dayNumber } from "#base/day.ts";
import { ZERO } from "#base/money.ts";
import { decideChannel } from "./channel.ts";
import type { Facts } from "./fact.ts";
import type { DenialKind } from "./remark.ts";
import { type Right, type RightDates, rightsOf } from "./right.ts";

const TODAY = day("2026-11-21");
const ER = {
  date_of_service: day("2022-01-03"),
  in_network: false,
  service: "emergency",
  provider: "physician",
  state: "AZ",
} as const;
const rights = (
  facts: Facts,
  dates: Partial<RightDates>,
  denial: DenialKind = "none",
  asOf: Day = TODAY,
): readonly Right[] => rightsOf(decideChannel(facts, asOf), { paymentAssumed: false, ...dates }, denial, asOf);
const only = (list: readonly Right[], id: string): Right => {
  const r = list.find((x) => x.id === id);
  if (r === undefined) throw new Error(`no right ${id} among ${list.map((x) => x.id).join(", ")}`);
  return r;
};

describe("open negotiation", () => {
  const at = (asOf: string): Right =>
    only(rights(ER, { paymentReceived: day("2026-11-02") }, "none", day(asOf)), "nsa.open_neg_initiate");

  test("is open from receipt to the earlier of both readings, which are shown", () => {
    const r = at("2026-11-21");
    expect(r).toMatchObject({ status: "open", safe: ["2026-11-02", "2026-12-15"], daysLeft: 16, assumed: false });
    expect(r.readings).toMatchObject({ inclusive: { closes: "2026-12-15" }, exclusive: { closes: "2026-12-16" } });
  });

  test.each([
    // as of        days  status
    ["2026-12-11", 2, "open"],
    ["2026-12-14", 1, "open"],
    ["2026-12-15", 0, "open"],
    ["2026-12-16", 0, "expired"],
    ["2026-11-01", 30, "not_yet_open"],
  ])("on %s there are %i business days left: %s", (asOf, left, status) => {
    expect(at(asOf)).toMatchObject({ daysLeft: left, status });
  });

  test("an assumed receipt says so", () => {
    expect(
      only(rights(ER, { paymentReceived: day("2026-11-02"), paymentAssumed: true }), "nsa.open_neg_initiate").assumed,
    ).toBe(true);
  });

  test.each<[string, Partial<RightDates>, string, boolean]>([
    ["a correction does not restart the clock", { initialReceived: day("2026-10-05") }, "2026-11-17", false],
    [
      "an initial day after the payment's own changes nothing",
      { initialReceived: day("2026-11-09") },
      "2026-12-15",
      false,
    ],
    [
      "the initial day alone is enough",
      { initialReceived: day("2026-10-05"), paymentReceived: undefined },
      "2026-11-17",
      false,
    ],
    [
      "an initial day that was assumed says so",
      { initialReceived: day("2026-10-05"), initialAssumed: true },
      "2026-11-17",
      true,
    ],
    [
      "one that was shown outranks a correction that was assumed",
      { initialReceived: day("2026-10-05"), initialAssumed: false, paymentAssumed: true },
      "2026-11-17",
      false,
    ],
    [
      "one of unknown proof is as sure as the payment's",
      { initialReceived: day("2026-10-05"), paymentAssumed: true },
      "2026-11-17",
      true,
    ],
    ["one beyond all calendars is passed over", { initialReceived: day("1900-01-01") }, "2026-12-15", false],
  ])("%s", (_, dates, last, assumed) => {
    const r = only(rights(ER, { paymentReceived: day("2026-11-02"), ...dates }), "nsa.open_neg_initiate");
    expect([r.safe?.[1], r.assumed]).toEqual([last, assumed]);
  });

  test("the initial day starts no other clock: an appeal runs from the payment that was denied", () => {
    const dates = { paymentReceived: day("2026-11-02"), initialReceived: day("2026-10-05") };
    expect(only(rights({ ...ER, carc: ["50"] }, dates, "coverage"), "erisa.appeal_file").safe?.[0]).toBe("2026-11-02");
  });

  test("without a day of receipt it is a question", () => {
    expect(only(rights(ER, {}), "nsa.open_neg_initiate")).toMatchObject({
      status: "unknown",
      daysLeft: null,
      missing: ["payment_received"],
    });
  });

  test("once the notice is sent the right is to initiate, in its four days", () => {
    const r = only(
      rights(ER, { paymentReceived: day("2026-10-01"), noticeSent: day("2026-10-20") }),
      "nsa.idr_initiate",
    );
    expect(r).toMatchObject({ channel: "federal_idr", status: "not_yet_open", safe: ["2026-12-04", "2026-12-08"] });
  });

  const BEGUN = { paymentReceived: day("2026-10-01"), noticeSent: day("2026-10-01"), initiated: day("2026-11-17") };
  test.each([
    ["on its third business day", day("2026-11-20"), "nsa.idre_joint_selection", "open", undefined],
    [
      "the day after, the offer waits for the choice",
      day("2026-11-21"),
      "nsa.offer_and_fees",
      "unknown",
      ["final_selection"],
    ],
  ])("once a dispute is begun the right is to choose who decides: %s", (_, asOf, id, status, missing) => {
    const found = decideChannel(ER, asOf);
    const [first] = rightsOf(found, { ...BEGUN, paymentAssumed: false }, "none", asOf);
    expect([first?.id, first?.status, first?.missing]).toEqual([id, status, missing]);
  });

  test("after a determination the right is to be paid", () => {
    expect(only(rights(ER, { determination: day("2026-11-20") }), "nsa.award_payment").safe?.[1]).toBe("2026-12-20");
  });
});

describe("undetermined: each road with its own clock", () => {
  test("Texas with unknown funding shows the federal and the state's days", () => {
    const list = rights({ ...ER, state: "TX" }, { paymentReceived: day("2026-09-01") });
    expect(list.map((r) => [r.id, r.status, r.safe?.[1]])).toEqual([
      ["nsa.open_neg_initiate", "expired", "2026-10-14"],
      ["tx.arbitration_request", "open", "2026-11-30"],
    ]);
  });

  test("a state without a found limit asks for it, and the federal clock stands beside", () => {
    const list = rights({ ...ER, state: "NY" }, { paymentReceived: day("2026-11-02") });
    expect(only(list, "nsa.open_neg_initiate").status).toBe("open");
    expect(list.find((r) => r.channel === "ny_idr")).toMatchObject({ status: "unknown", missing: ["dispute_due"] });
  });

  test("a state's clock that starts with an offer asks for the offer", () => {
    const list = rights({ ...ER, state: "NJ", plan_funding: "fully_insured" }, { paymentReceived: day("2026-11-02") });
    expect(only(list, "nj.arbitration_request")).toMatchObject({ status: "unknown", missing: ["final_offer"] });
    const dated = rights({ ...ER, state: "NJ", plan_funding: "fully_insured" }, { finalOffer: day("2026-09-15") });
    expect(only(dated, "nj.arbitration_request").safe?.[1]).toBe("2026-12-14");
  });
});

describe("a denied line ends with a clock or a question", () => {
  test("coverage: one hundred and eighty days from the denial", () => {
    const list = rights(
      { ...ER, carc: ["50"], payment: ZERO },
      { paymentReceived: day("2026-06-01"), paymentAssumed: true },
      "coverage",
    );
    expect(only(list, "erisa.appeal_file")).toMatchObject({
      safe: ["2026-06-01", "2026-11-28"],
      assumed: true,
      status: "open",
    });
    expect(only(list, "aca.external_review_file")).toMatchObject({ status: "not_yet_open", daysLeft: null });
  });

  test("the denial's own day outranks the payment's", () => {
    const list = rights(
      { ...ER, carc: ["50"] },
      { paymentReceived: day("2026-06-01"), denialReceived: day("2026-07-01") },
      "coverage",
    );
    expect(only(list, "erisa.appeal_file").safe).toEqual(["2026-07-01", "2026-12-28"]);
  });

  test.each<[string, Partial<RightDates>, boolean]>([
    ["the payment's assumed day, no denial's own", { paymentReceived: day("2026-06-01") }, true],
    [
      "a denial filled in from the same assumed day",
      { paymentReceived: day("2026-06-01"), denialReceived: day("2026-06-01") },
      true,
    ],
    [
      "a denial with a day of its own",
      { paymentReceived: day("2026-06-01"), denialReceived: day("2026-07-01") },
      false,
    ],
  ])("an appeal counted from %s: says whether that was assumed", (_, dates, assumed) => {
    const dated = { ...dates, paymentAssumed: true };
    const appeal = only(rights({ ...ER, carc: ["50"], payment: ZERO }, dated, "coverage"), "erisa.appeal_file");
    const old = rights({ plan_funding: "medicare", carc: ["50"] }, dated, "coverage");
    expect([appeal.assumed, only(old, "ffs.redetermination").assumed]).toEqual([assumed, assumed]);
    const shown = rights({ ...ER, carc: ["50"] }, { ...dates, paymentAssumed: false }, "coverage");
    expect(only(shown, "erisa.appeal_file").assumed).toBe(false);
  });

  test("a state's clock from the assumed receipt is assumed as well", () => {
    const list = rights(
      { ...ER, state: "TX", plan_funding: "fully_insured" },
      { paymentReceived: day("2026-11-02"), paymentAssumed: true },
    );
    expect(only(list, "tx.arbitration_request").assumed).toBe(true);
  });

  test.each<[string, Facts, readonly string[]]>([
    ["a contract", { in_network: true }, ["contract_dispute_due"]],
    ["Medicaid", { plan_funding: "medicaid" }, ["dispute_due"]],
    ["CHIP", { plan_funding: "chip" }, ["dispute_due"]],
    ["TRICARE", { plan_funding: "tricare" }, ["dispute_due"]],
    ["the VA", { plan_funding: "va" }, ["dispute_due"]],
    ["the Indian Health Service", { plan_funding: "ihs" }, ["dispute_due"]],
    ["workers' compensation", { plan_funding: "workers_comp" }, ["dispute_due"]],
    ["an auto policy", { plan_funding: "auto" }, ["dispute_due"]],
    ["no-fault", { plan_funding: "no_fault" }, ["dispute_due"]],
    ["short-term coverage", { plan_funding: "short_term" }, ["dispute_due"]],
    ["an excepted benefit", { plan_funding: "excepted_benefit" }, ["dispute_due"]],
    ["an account", { plan_funding: "account_based" }, ["dispute_due"]],
    ["a sharing ministry", { plan_funding: "sharing_ministry" }, ["dispute_due"]],
    ["no coverage", { plan_funding: "uninsured" }, ["dispute_due"]],
    ["Medicare", { plan_funding: "medicare" }, ["denial_received"]],
    ["Medicare Advantage", { plan_funding: "medicare_advantage" }, ["payment_received"]],
    ["a plan for retirees", { plan_funding: "retiree_only" }, ["denial_received"]],
  ])("%s: a denial without its day asks for it", (_, facts, missing) => {
    for (const denial of ["coverage", "claim-error", "unspecified"] as const) {
      const list = rights({ ...facts, denial_kind: denial, payment: ZERO }, {}, denial);
      expect(list.flatMap((r) => r.missing ?? [])).toEqual(missing);
      expect(list.every((r) => r.status === "unknown")).toBe(true);
    }
  });

  test("a claim error: the plan's date is a question, and the appeal has a clock", () => {
    const list = rights({ ...ER, carc: ["16"] }, { paymentReceived: day("2026-11-02") }, "claim-error");
    expect(only(list, "corrected_claim")).toMatchObject({ status: "unknown", missing: ["corrected_claim_due"] });
    expect(only(list, "erisa.appeal_file").status).toBe("open");
    const dated = rights(
      { ...ER, carc: ["16"] },
      { paymentReceived: day("2026-11-02"), correctedClaimDue: day("2027-02-01") },
      "claim-error",
    );
    expect(only(dated, "corrected_claim")).toMatchObject({ status: "open", safe: ["2026-11-02", "2027-02-01"] });
  });

  test("the plan's final answer opens external review", () => {
    const list = rights(
      { ...ER, carc: ["50"], final_denial_received: day("2026-10-30") },
      { finalDenialReceived: day("2026-10-30") },
      "coverage",
    );
    expect(list.find((r) => r.id === "aca.external_review_file")?.safe?.[1]).toBe("2027-03-01");
  });

  test("Medicare Advantage: sixty days from the remittance", () => {
    const list = rights(
      { plan_funding: "medicare_advantage", carc: ["50"] },
      { paymentReceived: day("2026-09-28") },
      "coverage",
    );
    expect(only(list, "ma.ncp_reconsideration").safe?.[1]).toBe("2026-11-27");
  });

  const kinds: readonly DenialKind[] = [
    "coverage",
    "claim-error",
    "coding",
    "network",
    "other-payer",
    "eligibility",
    "unspecified",
  ];
  test("for any facts, any denial, with and without days", () => {
    fc.assert(
      fc.property(
        fc.record<Facts>(
          {
            in_network: fc.boolean(),
            state: fc.constantFrom("AZ", "TX", "NY", "CA", "MD"),
            plan_funding: fc.constantFrom(
              "fully_insured",
              "self_funded_erisa",
              "medicare",
              "medicaid",
              "uninsured",
              "short_term",
              "auto",
            ),
            service: fc.constantFrom("emergency", "elective", "ground_ambulance"),
            rarc: fc.constantFrom(["N885"], ["N877"], ["N882"], ["N868"], ["N874"], []),
          },
          { requiredKeys: [] },
        ),
        fc.constantFrom(...kinds),
        fc.option(fc.constant(day("2026-11-02")), { nil: undefined }),
        (facts, denial, paymentReceived) => {
          const list = rights({ ...facts, denial_kind: denial, payment: ZERO }, { paymentReceived }, denial);
          expect(list.some((r) => r.safe !== undefined || (r.missing?.length ?? 0) > 0)).toBe(true);
        },
      ),
      { numRuns: 800 },
    );
  });
});

test("a short payment without protection can still be appealed", () => {
  const list = rights({ ...ER, service: "elective" }, { paymentReceived: day("2026-06-01") });
  expect(list.map((r) => [r.id, r.safe?.[1]])).toEqual([["erisa.appeal_file", "2026-11-28"]]);
});

test("days left count business days after today through the last safe day", () => {
  const anyDay = fc
    .integer({ min: dayNumber(day("2022-01-01")), max: dayNumber(day("2030-12-31")) })
    .map(dayFromNumber);
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -40, max: 90 }), (received, offset) => {
      const asOf = dayFromNumber(dayNumber(received) + offset);
      const r = only(rights(ER, { paymentReceived: received }, "none", asOf), "nsa.open_neg_initiate");
      if (r.safe === undefined) throw new Error("no window");
      let left = 0;
      for (let n = dayNumber(asOf) + 1; n <= dayNumber(r.safe[1]); n++)
        if (FEDERAL.isBusinessDay(dayFromNumber(n))) left += 1;
      expect(r.daysLeft).toBe(left);
      expect(r.status).toBe(asOf < received ? "not_yet_open" : asOf > r.safe[1] ? "expired" : "open");
    }),
  );
});

test("a day of receipt beyond all calendars is a question, not a crash", () => {
  for (const far of ["1900-01-01", "2199-12-31"]) {
    expect(only(rights(ER, { paymentReceived: day(far) }), "nsa.open_neg_initiate").status).toBe("unknown");
    expect(() => rights(ER, { paymentReceived: day("2026-11-02") }, "none", day(far))).not.toThrow();
  }
});
