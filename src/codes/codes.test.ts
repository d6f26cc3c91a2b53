import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { samples, samplesPresent } from "#test/samples.ts";
import {
  groupMeaning,
  isArguable,
  isFixable,
  isPatientShare,
  looksContractual,
  nextOf,
  reasonMeaning,
  remarkMeaning,
} from "./adjustment.ts";
import { claimStatusOf } from "./claim-status.ts";
import { kindOfFiling } from "./filing.ts";
import { modifierOf } from "./modifier.ts";
import { isFacilityPlace, isVisitFacility, PLACE_CODES, placeOf } from "./place.ts";
import { specialtyOf } from "./specialty.ts";

describe("place of service", () => {
  const FACILITIES = ["02", "19", "21", "22", "23", "24", "26", "31", "34", "41", "42", "51", "52", "53", "56", "61"];

  test("exactly sixteen places pay the facility practice expense", () => {
    expect(PLACE_CODES.filter((c) => isFacilityPlace(c))).toEqual(FACILITIES);
  });

  test.each([
    ["11", false, "an office is no facility"],
    ["23", true, "an emergency room is one"],
    ["10", false, "telehealth at home pays the office rate"],
    ["02", true, "other telehealth pays the facility rate"],
    ["2", true, "a dropped zero is put back"],
  ])("place %s is a facility: %s, because %s", (code, facility) => {
    expect(isFacilityPlace(code)).toBe(facility);
  });

  test("an unassigned code is unknown, not an office", () => {
    expect(isFacilityPlace("28")).toBeUndefined();
    expect(placeOf("")).toBeUndefined();
    expect(placeOf("constructor")).toBeUndefined();
  });

  test("a visit the Act can protect happens at hospitals and surgery centers, not at nursing facilities", () => {
    expect(["19", "21", "22", "23", "24"].every(isVisitFacility)).toBe(true);
    expect(["11", "20", "31", "65", "81"].some(isVisitFacility)).toBe(false);
  });
});

describe("claim filing indicator", () => {
  test.each([
    ["MB", "medicare"],
    ["MA", "medicare"],
    ["16", "medicare-advantage"],
    ["MC", "medicaid"],
    ["CH", "tricare"],
    ["VA", "va"],
    ["WC", "workers-comp"],
    ["AM", "auto"],
    ["FI", "fehb"],
    ["CI", "commercial"],
    ["BL", "commercial"],
    ["HM", "commercial"],
    ["12", "commercial"],
    ["ZZ", "unknown"],
    ["ci", "commercial"],
    ["Q9", "unknown"],
    ["toString", "unknown"],
  ])("%s is %s", (code, kind) => {
    expect(kindOfFiling(code)).toBe(kind);
  });
});

describe("claim status", () => {
  test.each([
    ["1", "processed", "primary"],
    ["2", "processed", "secondary"],
    ["4", "denied", "other"],
    ["19", "processed", "primary"],
    ["22", "reversal", "other"],
    ["23", "forwarded", "other"],
    ["25", "predetermination", "other"],
    ["01", "processed", "primary"],
  ])("%s is %s, %s", (code, kind, rank) => {
    expect(claimStatusOf(code)).toMatchObject({ kind, rank });
  });
  test("a status nobody knows is undefined", () => {
    expect(claimStatusOf("99")).toBeUndefined();
  });
});

describe("adjustments", () => {
  test.each([
    ["1", "patient"],
    ["2", "patient"],
    ["3", "patient"],
    ["16", "fix"],
    ["18", "fix"],
    ["29", "fix"],
    ["252", "fix"],
    ["45", "price"],
    ["50", "argue"],
    ["96", "argue"],
    ["197", "argue"],
    ["242", "argue"],
    ["22", "elsewhere"],
    ["109", "elsewhere"],
    ["253", "none"],
    ["024", "contractual"],
  ])("reason %s asks the biller to: %s", (code, answer) => {
    expect(reasonMeaning(code)?.answer).toBe(answer);
  });

  test("a code is fixable, arguable or the patient's, never two of these", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 320 }), (n) => {
        const c = String(n);
        expect([isFixable(c), isArguable(c), isPatientShare(c)].filter(Boolean).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("CO with a price reason is what systems write off by habit; PR or a coverage reason is not", () => {
    expect(looksContractual("CO", "45")).toBe(true);
    expect(looksContractual("PR", "45")).toBe(false);
    expect(looksContractual("CO", "50")).toBe(false);
  });

  test("unknown codes are undefined, not guessed", () => {
    expect(reasonMeaning("999")).toBeUndefined();
    expect(remarkMeaning("N99999")).toBeUndefined();
    expect(groupMeaning("XX")).toBeUndefined();
    expect(reasonMeaning("__proto__")).toBeUndefined();
  });

  test("the payer's own reduction is the honest group without a contract", () => {
    expect(groupMeaning("PI")?.words).toMatch(/no contract/);
  });
});

describe("modifiers and specialties", () => {
  test.each([
    ["26", "professional-part"],
    ["tc", "technical-part"],
    ["50", "both-sides"],
    ["53", "stopped"],
    ["80", "assistant"],
    ["QZ", "anesthesia"],
  ])("modifier %s: %s", (code, effect) => {
    expect(modifierOf(code)?.effect).toBe(effect);
  });

  test.each([
    ["207L00000X", "anesthesiology"],
    ["367500000X", "nurse_anesthetist"],
    ["207P00000X", "emergency_medicine"],
    ["2080P0204X", "emergency_medicine"],
    ["2080N0001X", "neonatology"],
    ["208000000X", "pediatrics"],
    ["2085R0202X", "radiology"],
    ["2085R0001X", "radiation_oncology"],
    ["207ZP0102X", "pathology"],
    ["208M00000X", "hospitalist"],
    ["207RC0200X", "intensivist"],
    ["207RC0000X", "cardiology"],
    ["207R00000X", "internal_medicine"],
    ["207X00000X", "orthopaedic_surgery"],
    ["291U00000X", "laboratory"],
    ["261QA1903X", "surgery_center"],
    ["3416A0800X", "air_ambulance"],
  ])("taxonomy %s is %s", (taxonomy, specialty) => {
    expect(specialtyOf(taxonomy)).toBe(specialty);
  });

  test("a group of many specialties names none", () => {
    expect(specialtyOf("193200000X")).toBeUndefined();
    expect(specialtyOf("")).toBeUndefined();
  });
});

describe.skipIf(!samplesPresent)("against the public lists (skipped when PARLEY_SAMPLES is absent)", () => {
  const rows = (name: string): string[][] =>
    readFileSync(samples("data", "codes", name), "utf8")
      .split("\n")
      .map((l) => l.split(","));

  test("every active adjustment reason has words", () => {
    const active = rows("carc_codes_no_text.csv").filter((r) => r[1] === "CARC" && (r[4] ?? "").trim() === "");
    expect(active.length).toBeGreaterThan(250);
    expect(active.map((r) => r[0] ?? "").filter((c) => reasonMeaning(c) === undefined)).toEqual([]);
  });

  test("the facility flag agrees with the public list, but for the two provider-based clinics it pays apart", () => {
    const differing = rows("place_of_service.csv")
      .filter((r) => /^\d\d$/.test(r[0] ?? "") && placeOf(r[0] ?? "") !== undefined)
      .filter((r) => (r[1] === "Facility") !== isFacilityPlace(r[0] ?? ""))
      .map((r) => r[0]);
    expect(differing).toEqual(["06", "08"]);
  });

  test("specialties are found for the physicians of the public taxonomy", () => {
    const list = gunzipSync(readFileSync(samples("data", "codes", "nucc_taxonomy_v14_0.json.gz"))).toString();
    const codes = [...list.matchAll(/"taxonomy": "(20[78][0-9A-Z]{6}X)"/g)].map((m) => m[1] ?? "");
    expect(codes.length).toBeGreaterThan(150);
    const without = codes.filter((c) => specialtyOf(c) === undefined);
    expect(without.length).toBeLessThanOrEqual(3);
  });
});

describe("a reason says what to do next, in a word and an act", () => {
  test.each([
    ["16", "Can be fixed"],
    ["50", "Can be argued"],
    ["1", "Patient's share"],
    ["45", "Price"],
    ["045", "Price"],
    ["99999", undefined],
  ])("CARC %s: %s", (reason, tag) => {
    expect(nextOf(reason)?.tag).toBe(tag);
  });
});
