import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { ZERO } from "#base/money.ts";
import { type ChannelFinding, decideChannel, isClosed } from "./channel.ts";
import type { Facts, PlanFunding, Service } from "./fact.ts";
import { type Right, rightsOf } from "./right.ts";

const TODAY = day("2026-11-21");
const RECEIVED = { paymentReceived: day("2026-11-02"), paymentAssumed: false } as const;
const decide = (facts: Facts): ChannelFinding =>
  decideChannel({ date_of_service: day("2026-09-10"), in_network: false, provider: "physician", ...facts }, TODAY);
const roles = (f: ChannelFinding): readonly string[] => f.candidates.map((c) => `${c.channel} ${c.role}`);
const rights = (f: ChannelFinding): readonly Right[] => rightsOf(f, RECEIVED, "none", TODAY);

describe("a remark of the Act outranks a place that seems outside it", () => {
  test.each(["N877", "N876", "N859", "N862", "N869", "N865"])("%s at a doctor's office: the federal road", (code) => {
    const found = decide({ state: "AZ", service: "elective", rarc: [code] });
    expect([found.verdict, found.protected]).toEqual(["federal_open_negotiation", "yes"]);
    expect(found.flags).toContain("remark_disagrees_on_service");
    expect(rights(found).find((r) => r.id === "nsa.open_neg_initiate")?.safe?.[1]).toBe("2026-12-15");
  });

  test("a facility said to be out of network, against the remark: the federal road, flagged", () => {
    const found = decide({
      state: "AZ",
      service: "non_emergency_facility",
      facility_in_network: false,
      rarc: ["N877"],
    });
    expect(found.verdict).toBe("federal_open_negotiation");
    expect(found.flags).toContain("remark_disagrees_on_service");
  });

  test.each<Service>(["elective", "non_emergency_facility"])(
    "%s in Texas, funding unknown: both roads and the question",
    (service) => {
      const found = decide({ state: "TX", service, rarc: ["N877"] });
      expect([found.verdict, found.missing]).toEqual(["undetermined", ["plan_funding"]]);
      expect(rights(found).map((r) => r.id)).toEqual(["nsa.open_neg_initiate", "tx.arbitration_request"]);
    },
  );

  test("in Texas, insured: the state's road, and the federal date the remark gave is kept", () => {
    expect(roles(decide({ state: "TX", service: "elective", plan_funding: "fully_insured", rarc: ["N877"] }))).toEqual([
      "tx_arbitration first",
      "federal_open_negotiation_protective also",
    ]);
  });

  test("a remark of a state's process leads to the state's road alone", () => {
    expect(roles(decide({ state: "TX", service: "elective", plan_funding: "fully_insured", rarc: ["N871"] }))).toEqual([
      "tx_arbitration first",
    ]);
  });

  test("a ground ambulance stays outside the Act, and the date a remark started is kept", () => {
    const found = decide({ state: "AZ", service: "ground_ambulance", rarc: ["N877"] });
    expect(found.verdict).toBe("direct_negotiation");
    expect(found.candidates.map((c) => c.channel)).toContain("federal_open_negotiation_protective");
    expect(found.flags).toContain("remark_disagrees_on_service");
    expect(roles(decide({ state: "AZ", service: "ground_ambulance" }))).not.toContain(
      "federal_open_negotiation_protective also",
    );
  });

  test("without a remark the place decides, and before the Act no remark does", () => {
    expect(decide({ state: "AZ", service: "elective" }).verdict).toBe("direct_negotiation");
    expect(
      decide({ state: "AZ", service: "elective", rarc: ["N877"], date_of_service: day("2021-12-31") }).verdict,
    ).toBe("direct_negotiation");
  });

  test("a line with N876 or N877 never ends without the federal days, unless law or contract ends them", () => {
    const services: readonly Service[] = [
      "emergency",
      "non_emergency_inn_facility",
      "non_emergency_facility",
      "ground_ambulance",
      "air_ambulance",
      "elective",
    ];
    const lines = fc.record<Facts>(
      {
        state: fc.constantFrom("AZ", "TX", "NY", "OH", "MO"),
        service: fc.constantFrom(...services),
        facility_in_network: fc.boolean(),
        plan_funding: fc.constantFrom<PlanFunding>("self_funded_erisa", "fehb"),
        carc: fc.constantFrom(["50"], ["16"], ["97"], ["45"], ["242"], []),
        rarc: fc.constantFrom(["N876"], ["N877"], ["N877", "N882"], ["N877", "N864"], ["N876", "N885"]),
        specialty: fc.constantFrom("anesthesiology", "orthopaedic_surgery"),
      },
      { requiredKeys: ["rarc"] },
    );
    fc.assert(
      fc.property(lines, (facts) => {
        const list = rights(decide({ ...facts, payment: ZERO }));
        expect(list.find((r) => r.id === "nsa.open_neg_initiate")?.safe?.[1]).toBe("2026-12-15");
      }),
      { numRuns: 600 },
    );
  });
});

describe("a waiver beside a remark that starts the federal days", () => {
  const planned: Facts = { state: "AZ", service: "non_emergency_inn_facility", specialty: "orthopaedic_surgery" };

  test.each(["N877", "N876"])("N882 with %s: the agreement, and the date kept", (code) => {
    const found = decide({ ...planned, rarc: ["N882", code] });
    expect(found.verdict).toBe("patient_agreement");
    expect(roles(found)).toEqual([
      "patient_agreement first",
      "direct_negotiation also",
      "federal_open_negotiation_protective also",
    ]);
    expect(found.protected).toBe("undetermined");
    expect(found.flags).toContain("remark_disagrees_on_consent");
    expect(rights(found).map((r) => [r.id, r.safe?.[1]])).toContainEqual(["nsa.open_neg_initiate", "2026-12-15"]);
  });

  test("N882 alone keeps no federal date", () => {
    const found = decide({ ...planned, rarc: ["N882"] });
    expect(roles(found)).toEqual(["patient_agreement first", "direct_negotiation also"]);
    expect(found.excluded.map((e) => e.channel)).toEqual(["federal_open_negotiation", "federal_idr"]);
  });
});

describe("a rate that is final", () => {
  const er: Facts = { state: "AZ", service: "emergency" };

  test.each([
    ["N874", "settled", /agreed amount is final/],
    ["N875", "award_paid", /determination binds and is final/],
  ])("%s is %s: closed, with the reason, and no right", (code, verdict, words) => {
    const found = decide({ ...er, rarc: [code] });
    expect([found.verdict, isClosed(found)]).toEqual([verdict, true]);
    expect(found.candidates[0]?.because[0]).toMatch(words);
    expect(found.candidates[0]?.cites.map((c) => c.text).join()).toContain("300gg-111");
    expect(rights(found)).toEqual([]);
  });

  test.each(["N863", "N868", "N873"])("%s: the all-payer rate, which is final", (code) => {
    const found = decide({ ...er, rarc: [code] });
    expect([found.verdict, isClosed(found)]).toEqual(["all_payer_rate", false]);
    expect(found.candidates[0]?.because[0]).toMatch(/that rate is final/);
  });

  test("a settled line that is refused all the same is not closed, and can be appealed", () => {
    for (const rarc of [["N874"], ["N875"]]) {
      const found = decide({ ...er, rarc, carc: ["50"], payment: ZERO });
      expect(isClosed(found)).toBe(false);
      expect(found.candidates.map((c) => c.channel)).toContain("internal_appeal");
      expect(found.flags).toContain("remark_disagrees_on_denial");
    }
  });

  test.each<[string, Facts]>([
    ["a price dispute", { rarc: ["N877"] }],
    ["a denial", { carc: ["50"], payment: ZERO }],
    ["a contract", { in_network: true }],
    ["a programme", { plan_funding: "medicaid" }],
    ["a patient without a plan", { plan_funding: "uninsured" }],
  ])("%s is not closed", (_, facts) => {
    expect(isClosed(decide({ ...er, ...facts }))).toBe(false);
  });
});
