import { describe, expect, test } from "vitest";
import { readRemarks } from "./remark.ts";

const read = (rarc: string[], carc: string[] = []): ReturnType<typeof readRemarks> => readRemarks({ rarc, carc });

describe("what a remark says about the law", () => {
  test.each([
    ["N830", "protected", "some law protects it, and not which"],
    ["N877", "federal-process", "a first payment under the Act"],
    ["N876", "federal-process", "a payment refused under the Act"],
    ["N859", "federal-process", "the federal dispute"],
    ["N862", "federal-process", "the share rests on the QPA"],
    ["N869", "federal-process", "the share rests on the QPA"],
    ["N858", "state-process", "a state's dispute"],
    ["N867", "state-process", "the share rests on a state's law"],
    ["N871", "state-process", "first payment by a state's law"],
    ["N872", "state-process", "final payment by a state's law"],
    ["N883", "state-process", "a state's law"],
    ["N863", "all-payer-rate", "final by agreement"],
    ["N868", "all-payer-rate", "the share by agreement"],
    ["N873", "all-payer-rate", "final by agreement"],
    ["N882", "consent-waiver", "the patient gave up protection"],
    ["N878", "consent-invalid", "the consent failed"],
    ["N879", "consent-barred", "no consent counts"],
    ["N885", "protection-refused", "the plan refuses the Act"],
    ["N855", "erisa-plan", "a clue about the plan"],
  ] as const)("%s says %s: %s", (code, says, _because) => {
    expect([...read([code]).says]).toEqual([says]);
  });

  test.each([
    ["N864", "emergency"],
    ["N865", "non_emergency_inn_facility"],
    ["N866", "air_ambulance"],
  ])("%s names the care: %s", (code, service) => {
    expect(read([code]).service).toBe(service);
  });

  test("two remarks that name different care name none", () => {
    expect(read(["N864", "N866"]).service).toBeUndefined();
  });

  test.each(["N880", "N881", "N99999", "", "toString", "__proto__"])("%j says nothing", (code) => {
    expect([...read([code]).says]).toEqual([]);
    expect(read([code]).underTheAct).toBe(false);
  });

  test("lower case and blanks do not hide a code", () => {
    expect(read([" n877 "]).says.has("federal-process")).toBe(true);
  });

  test("a waiver, a refusal and a clue about the plan do not say the line was priced under the Act", () => {
    for (const code of ["N882", "N885", "N855", "N884"]) expect(read([code]).underTheAct, code).toBe(false);
  });
});

describe("why a line is not paid", () => {
  test.each([
    [["50"], [], "coverage"],
    [["55"], [], "coverage"],
    [["96"], [], "coverage"],
    [["119"], [], "coverage"],
    [["197"], [], "coverage"],
    [["204"], [], "coverage"],
    [["242"], [], "network"],
    [["242"], ["N830"], "none"],
    [["243"], ["N877"], "none"],
    [["243"], ["N885"], "network"],
    [["16"], [], "claim-error"],
    [["18"], [], "claim-error"],
    [["29"], [], "claim-error"],
    [["226"], [], "claim-error"],
    [["252"], [], "claim-error"],
    [["016"], [], "claim-error"],
    [["16", "50"], [], "coverage"],
    [["97"], [], "coding"],
    [["22"], [], "other-payer"],
    [["27"], [], "eligibility"],
    [["A1"], [], "unspecified"],
    [["A1"], ["MA130"], "claim-error"],
    [["1"], [], "none"],
    [["45"], [], "none"],
    [[], [], "none"],
  ])("reasons %j with remarks %j: %s", (carc, rarc, kind) => {
    expect(read(rarc, carc).denial).toBe(kind);
  });

  test("a discount said to be agreed is flagged", () => {
    expect(read([], ["131"]).flags).toEqual(["asserted_discount"]);
  });
});
