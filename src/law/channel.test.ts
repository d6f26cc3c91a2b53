import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd, ZERO } from "#base/money.ts";
import { type ChannelFinding, decideChannel } from "./channel.ts";
import type { Facts, PlanFunding, ProviderKind, Service } from "./fact.ts";
import { JURISDICTIONS, type StateCode } from "./jurisdiction.ts";
import { stateLaw } from "./state.ts";

const TODAY = day("2026-11-21");
const decide = (facts: Facts): ChannelFinding => decideChannel({ date_of_service: day("2026-09-10"), ...facts }, TODAY);
const channels = (f: ChannelFinding): readonly string[] => f.candidates.map((c) => c.channel);
/** The verdict and every road beside it: a denied line keeps one verdict while the roads of its price differ. */
const roads = (f: ChannelFinding): string => [f.verdict, ...channels(f)].join(" ");
const OUT = { in_network: false } as const;
const ER = { ...OUT, service: "emergency", provider: "physician" } as const;

describe("federal or state", () => {
  test.each<[string, Facts, string, string[]]>([
    [
      "a state without a law: federal, and funding is not asked",
      { ...ER, state: "AZ" },
      "federal_open_negotiation",
      [],
    ],
    [
      "Texas, insured clinician: the state",
      { ...ER, state: "TX", plan_funding: "fully_insured" },
      "tx_arbitration",
      [],
    ],
    [
      "Texas, insured hospital: mediation",
      { ...ER, state: "TX", plan_funding: "fully_insured", provider: "facility" },
      "tx_mediation",
      [],
    ],
    [
      "Texas, self-funded: federal",
      { ...ER, state: "TX", plan_funding: "self_funded_erisa" },
      "federal_open_negotiation",
      [],
    ],
    [
      "Texas, self-funded that opted in: the state",
      { ...ER, state: "TX", plan_funding: "self_funded_erisa", opted_in: true },
      "tx_arbitration",
      [],
    ],
    [
      "New York, self-funded that says it opted in: no such law",
      { ...ER, state: "NY", plan_funding: "self_funded_erisa", opted_in: true },
      "federal_open_negotiation",
      [],
    ],
    ["Texas, funding unknown: ask", { ...ER, state: "TX" }, "undetermined", ["plan_funding"]],
    ["Texas, federal employees: federal", { ...ER, state: "TX", plan_funding: "fehb" }, "federal_open_negotiation", []],
    [
      "Texas, air ambulance: federal whatever the plan",
      { ...OUT, state: "TX", service: "air_ambulance" },
      "federal_open_negotiation",
      [],
    ],
    [
      "Nebraska, planned care: outside its emergency law",
      { ...OUT, state: "NE", service: "non_emergency_inn_facility", plan_funding: "fully_insured" },
      "federal_open_negotiation",
      [],
    ],
    [
      "Missouri, facility's network unknown: ask that",
      { ...ER, state: "MO", plan_funding: "fully_insured" },
      "undetermined",
      ["facility_in_network"],
    ],
    [
      "Illinois, specialty unknown: ask that",
      { ...OUT, state: "IL", service: "non_emergency_inn_facility", plan_funding: "fully_insured" },
      "undetermined",
      ["specialty"],
    ],
    [
      "California emergency, insured: which agency?",
      { ...ER, state: "CA", plan_funding: "fully_insured" },
      "undetermined",
      ["regulator"],
    ],
    [
      "Maryland hospital: one rate for every payer",
      { ...ER, state: "MD", provider: "hscrc_hospital", plan_funding: "self_funded_erisa" },
      "all_payer_rate",
      [],
    ],
    [
      "Maryland hospital: funding is not asked",
      { ...ER, state: "MD", provider: "hscrc_hospital" },
      "all_payer_rate",
      [],
    ],
    ["place unknown: ask plan and place", { ...ER }, "undetermined", ["plan_funding", "state"]],
  ])("%s", (_, facts, verdict, missing) => {
    const f = decide(facts);
    expect([f.verdict, f.missing]).toEqual([verdict, missing]);
  });

  test("unknown funding shows both roads, each with its law", () => {
    const f = decide({ ...ER, state: "TX" });
    expect(channels(f)).toEqual(expect.arrayContaining(["federal_open_negotiation", "federal_idr", "tx_arbitration"]));
    expect(f.candidates.every((c) => c.cites.length > 0)).toBe(true);
    expect(f.state?.law.statutes.map((s) => s.text)).toContain("Tex. Ins. Code ch. 1467");
  });

  test("the road the remittance points to comes first", () => {
    expect(channels(decide({ ...ER, state: "TX", rarc: ["N877"] }))[0]).toBe("federal_open_negotiation");
    expect(channels(decide({ ...ER, state: "TX", rarc: ["N871"] }))[0]).toBe("tx_arbitration");
  });

  test("a self-funded plan that showed no opt-in is federal, with the opt-in to confirm", () => {
    expect(decide({ ...ER, state: "TX", plan_funding: "self_funded_erisa" }).confirm).toEqual(["opted_in"]);
    expect(decide({ ...ER, state: "TX", plan_funding: "self_funded_erisa", opted_in: false }).confirm).toEqual([]);
    expect(decide({ ...ER, state: "NY", plan_funding: "self_funded_erisa" }).confirm).toEqual([]);
  });

  test("New Hampshire: four specialties before 2025, the provider's choice after", () => {
    const nh = (specialty: string, on: string): ChannelFinding =>
      decide({ ...ER, state: "NH", plan_funding: "fully_insured", specialty, date_of_service: day(on) });
    expect(nh("hospitalist", "2024-12-31").verdict).toBe("federal_open_negotiation");
    expect(nh("radiology", "2024-12-31").verdict).toBe("nh_commissioner");
    expect(nh("hospitalist", "2025-01-01").verdict).toBe("nh_state_idr");
    expect(nh("hospitalist", "2025-01-01").flags).toContain("provider_chooses_one");
  });

  test("New Mexico's rule ends with June 2028", () => {
    const nm = (on: string): string =>
      decide({ ...ER, state: "NM", plan_funding: "fully_insured", date_of_service: day(on) }).verdict;
    expect([nm("2028-06-30"), nm("2028-07-01")]).toEqual(["nm_formula", "federal_open_negotiation"]);
  });
});

describe("protected or not", () => {
  test.each<[string, Facts, string, string, string[]]>([
    ["nothing known of the care", { ...OUT, state: "AZ" }, "undetermined", "undetermined", ["service"]],
    [
      "a facility whose network is unknown",
      { ...OUT, state: "AZ", service: "non_emergency_facility" },
      "undetermined",
      "undetermined",
      ["facility_in_network"],
    ],
    [
      "a facility in network",
      { ...OUT, state: "AZ", service: "non_emergency_facility", facility_in_network: true },
      "federal_open_negotiation",
      "yes",
      [],
    ],
    [
      "a facility in network where the state's law names such care",
      {
        ...OUT,
        state: "NY",
        service: "non_emergency_facility",
        facility_in_network: true,
        plan_funding: "fully_insured",
      },
      "ny_idr",
      "yes",
      [],
    ],
    [
      "a facility out of network",
      { ...OUT, state: "AZ", service: "non_emergency_facility", facility_in_network: false },
      "direct_negotiation",
      "no",
      [],
    ],
    ["elective", { ...OUT, state: "AZ", service: "elective" }, "direct_negotiation", "no", []],
    ["ground ambulance", { ...OUT, state: "AZ", service: "ground_ambulance" }, "direct_negotiation", "no", []],
    [
      "ground ambulance in Ohio, insured",
      { ...OUT, state: "OH", service: "ground_ambulance", plan_funding: "fully_insured" },
      "oh_arbitration",
      "yes",
      [],
    ],
    ["before the Act", { ...ER, state: "AZ", date_of_service: day("2021-12-31") }, "direct_negotiation", "no", []],
    [
      "the Act's first day",
      { ...ER, state: "AZ", date_of_service: day("2022-01-01") },
      "federal_open_negotiation",
      "yes",
      [],
    ],
    [
      "the plan says the Act applies, the kind of care unknown",
      { ...OUT, state: "AZ", rarc: ["N877"] },
      "federal_open_negotiation",
      "yes",
      [],
    ],
    [
      "some law protects it, says the plan, and funding is unknown",
      { ...ER, state: "TX", rarc: ["N830"] },
      "undetermined",
      "yes",
      ["plan_funding"],
    ],
  ])("%s", (_, facts, verdict, isProtected, missing) => {
    const f = decide(facts);
    expect([f.verdict, f.protected, f.missing]).toEqual([verdict, isProtected, missing]);
  });

  test("the contract is asked first, and a contract ends the matter", () => {
    const unknown = decide({ service: "emergency", provider: "physician", state: "AZ" });
    expect([unknown.verdict, unknown.missing]).toEqual(["undetermined", ["in_network"]]);
    expect(decide({ in_network: true, service: "emergency" }).verdict).toBe("contract");
  });

  test("a remark of the Act says the plan treats the provider as outside its network", () => {
    expect(decide({ service: "emergency", state: "AZ", rarc: ["N877"] }).verdict).toBe("federal_open_negotiation");
  });

  test("papers and remittance that disagree are flagged, not smoothed over", () => {
    expect(decide({ ...OUT, state: "AZ", service: "non_emergency_inn_facility", rarc: ["N864"] }).flags).toContain(
      "remark_disagrees_on_service",
    );
    expect(decide({ in_network: true, rarc: ["N877"] }).flags).toContain("remark_disagrees_on_network");
  });
});

describe("order of precedence", () => {
  test.each<[string, Facts, string]>([
    ["a programme comes before a denial", { plan_funding: "medicare_advantage", carc: ["50"] }, "not_this_channel"],
    [
      "a coverage denial is appealed, not disputed",
      { ...ER, state: "AZ", carc: ["50"], payment: ZERO },
      "internal_appeal",
    ],
    ["experimental", { ...ER, state: "AZ", carc: ["55"] }, "internal_appeal"],
    ["no approval", { ...ER, state: "AZ", carc: ["197"] }, "internal_appeal"],
    ["not a benefit", { ...ER, state: "AZ", carc: ["204"] }, "internal_appeal"],
    ["limit reached", { ...ER, state: "AZ", carc: ["119"] }, "internal_appeal"],
    ["coverage outranks a claim error on one line", { ...ER, state: "AZ", carc: ["16", "50"] }, "internal_appeal"],
    ["missing information is corrected", { ...ER, state: "AZ", carc: ["16"] }, "corrected_claim"],
    ["a duplicate is traced", { ...ER, state: "AZ", carc: ["18"] }, "corrected_claim"],
    ["late filing is answered with proof", { ...ER, state: "AZ", carc: ["29"] }, "corrected_claim"],
    ["papers asked for", { ...ER, state: "AZ", carc: ["252"] }, "corrected_claim"],
    ["another payer", { ...ER, state: "AZ", carc: ["22"] }, "corrected_claim"],
    ["bundled", { ...ER, state: "AZ", carc: ["97"] }, "internal_appeal"],
    [
      "a remark of the Act outranks a network reason",
      { ...ER, state: "AZ", carc: ["242"], rarc: ["N830"] },
      "federal_open_negotiation",
    ],
    [
      "a network reason on unprotected care is appealed",
      { ...OUT, service: "elective", state: "AZ", carc: ["242"] },
      "internal_appeal",
    ],
    [
      "a network reason on an emergency is a price dispute",
      { ...ER, state: "AZ", carc: ["242"] },
      "federal_open_negotiation",
    ],
    [
      "a waiver the plan accepts",
      { ...OUT, state: "AZ", service: "non_emergency_inn_facility", specialty: "orthopaedic_surgery", rarc: ["N882"] },
      "patient_agreement",
    ],
    [
      "no waiver counts for anesthesia",
      { ...OUT, state: "AZ", service: "non_emergency_inn_facility", specialty: "anesthesiology", rarc: ["N882"] },
      "federal_open_negotiation",
    ],
    ["an all-payer rate is final", { ...ER, state: "AZ", rarc: ["N868"] }, "all_payer_rate"],
    ["the plan refuses the Act", { ...ER, state: "AZ", rarc: ["N885"] }, "internal_appeal"],
    ["settled", { ...ER, state: "AZ", rarc: ["N874"] }, "settled"],
    [
      "a deductible is no denial",
      { ...ER, state: "AZ", carc: ["1"], group_code: "PR", payment: ZERO },
      "federal_open_negotiation",
    ],
    [
      "a line paid in part is priced, not denied",
      { ...ER, state: "AZ", carc: ["50"], payment: usd("40.00") },
      "federal_open_negotiation",
    ],
  ])("%s", (_, facts, verdict) => {
    expect(decide(facts).verdict).toBe(verdict);
  });

  test("a refusal opens appeal, review and complaint, and keeps the federal date", () => {
    expect(channels(decide({ ...ER, state: "KS", rarc: ["N885"] }))).toEqual([
      "internal_appeal",
      "external_review",
      "cms_complaint",
      "federal_open_negotiation_protective",
    ]);
  });

  test("an emergency needs no approval beforehand, and the finding says so", () => {
    expect(decide({ ...ER, state: "AZ", carc: ["197"] }).flags).toContain("emergency_needs_no_prior_authorization");
  });

  test.each<[PlanFunding, string]>([
    ["medicare", "medicare_appeal"],
    ["medicaid", "program_rules"],
    ["tricare", "program_rules"],
    ["va", "program_rules"],
    ["workers_comp", "workers_comp_board"],
    ["auto", "program_rules"],
    ["short_term", "direct_negotiation"],
    ["excepted_benefit", "direct_negotiation"],
  ])("%s is not this channel, and says what it has instead", (plan_funding, road) => {
    const f = decide({ ...ER, state: "TX", plan_funding, rarc: ["N877"] });
    expect(f.verdict).toBe("not_this_channel");
    expect(channels(f)[0]).toBe(road);
    expect(f.candidates[0]?.because[0]).toMatch(/\w+/);
    expect(f.excluded[0]?.channel).toBe("federal_idr");
  });

  test("Medicare Advantage: a denial is reconsidered, a short payment disputed with the plan", () => {
    expect(channels(decide({ plan_funding: "medicare_advantage", denial_kind: "coverage" }))).toEqual([
      "ma_reconsideration",
    ]);
    expect(channels(decide({ plan_funding: "medicare_advantage" }))).toEqual(["ma_payment_dispute"]);
  });
});

const anyFacts: fc.Arbitrary<Facts> = fc
  .record(
    {
      state: fc.constantFrom(...(Object.keys(JURISDICTIONS) as StateCode[])),
      plan_funding: fc.constantFrom<PlanFunding>(
        "fully_insured",
        "self_funded_erisa",
        "fehb",
        "medicare",
        "state_employee_plan",
        "short_term",
      ),
      service: fc.constantFrom<Service>(
        "emergency",
        "non_emergency_inn_facility",
        "non_emergency_facility",
        "air_ambulance",
        "ground_ambulance",
        "elective",
      ),
      provider: fc.constantFrom<ProviderKind>("physician", "facility", "hscrc_hospital", "laboratory"),
      in_network: fc.boolean(),
      facility_in_network: fc.boolean(),
      opted_in: fc.boolean(),
      signed: fc.boolean(),
      specialty: fc.constantFrom("anesthesiology", "orthopaedic_surgery"),
      rarc: fc.array(
        fc.constantFrom("N830", "N877", "N882", "N885", "N871", "N868", "N865", "N99999", "", "__proto__"),
        { maxLength: 3 },
      ),
      carc: fc.array(fc.constantFrom("1", "45", "50", "16", "242", "22", "A1", "constructor"), { maxLength: 3 }),
      payment: fc.constantFrom(ZERO, usd("12.00")),
    },
    { requiredKeys: [] },
  )
  .map((f): Facts => f);

describe("whatever is known", () => {
  test("a finding is settled with nothing missing, or open with a question and candidates", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const f = decide(facts);
        if (f.verdict === "undetermined") {
          expect(f.missing.length).toBeGreaterThan(0);
          expect(f.candidates.length).toBeGreaterThan(0);
        } else expect(f.missing).toEqual([]);
        for (const m of f.missing) expect(facts[m]).toBeUndefined();
        for (const c of f.candidates) {
          expect(c.cites.length).toBeGreaterThan(0);
          expect(c.because.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test("every missing fact matters: some answers to the others leave the roads hanging on it", () => {
    const answers: Partial<Record<keyof Facts, readonly unknown[]>> = {
      in_network: [false, true],
      service: ["emergency", "non_emergency_inn_facility", "elective"],
      facility_in_network: [true, false],
      plan_funding: ["fully_insured", "self_funded_erisa"],
      provider: ["physician", "facility"],
      specialty: ["anesthesiology", "orthopaedic_surgery"],
      regulator: ["DMHC", "CDI"],
      months_since_contract: [6, 18, 60],
      state: ["AZ", "NY", "TX", "MD", "CA"],
    };
    const worlds = (ids: readonly (keyof Facts)[], base: Facts): Facts[] =>
      ids.reduce<Facts[]>((all, id) => all.flatMap((f) => (answers[id] ?? []).map((v) => ({ ...f, [id]: v }))), [base]);
    fc.assert(
      fc.property(
        anyFacts.map((f): Facts => ({ ...f, signed: false })),
        (facts) => {
          const found = decide(facts);
          for (const m of found.missing) {
            const others = found.missing.filter((x) => x !== m);
            const matters = worlds(others, facts).some(
              (w) => new Set(worlds([m], w).map((x) => roads(decide(x)))).size > 1,
            );
            expect(matters, `${m} in ${found.missing.join(",")}`).toBe(true);
          }
        },
      ),
      { numRuns: 400, examples: [[{ state: "ME", opted_in: true, rarc: ["N830"], signed: false }]] },
    );
  });

  test("who pays is no question where every plan that could be meant takes the same roads", () => {
    const maine = { state: "ME", opted_in: true, rarc: ["N830"], signed: false } as const;
    expect(decide(maine)).toMatchObject({ verdict: "undetermined", missing: ["service"] });
    expect(channels(decide(maine))).toEqual(["me_idr", "me_formula"]);
  });

  test("a federal road is never offered to a programme, and never without protection", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const f = decide(facts);
        if (f.verdict === "not_this_channel" || f.verdict === "contract")
          expect(channels(f)).not.toContain("federal_open_negotiation");
        if (f.verdict === "federal_open_negotiation") expect(f.protected).toBe("yes");
      }),
    );
  });

  test("in a state without a law no state road is ever shown", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        if (facts.state === undefined || stateLaw(facts.state)?.posture === "bifurcated") return;
        expect(decide(facts).candidates.filter((c) => c.state !== undefined)).toEqual([]);
      }),
    );
  });

  test("asking twice gives the very same finding", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const before = decide({ ...facts });
        expect(decide({ ...facts })).toBe(before);
      }),
    );
  });

  test("codes that look like marks of the store do not share a finding", () => {
    const plain = decide({ ...ER, state: "AZ", carc: ["50"] });
    const odd = decide({ ...ER, state: "AZ", rarc: ["carc", "50"] });
    expect([plain.verdict, odd.verdict]).toEqual(["internal_appeal", "federal_open_negotiation"]);
  });
});
