import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { percent } from "#base/money.ts";
import { contractFor } from "./contract.ts";
import { isNpi, looksLikeProfile, NO_PROFILE, readProfile } from "./profile-file.ts";

const read = (json: unknown) => readProfile(json, "practice.json");
const problemsOf = (json: unknown): string[] => read(json).problems.map((p) => `${p.code} at ${p.at.element ?? ""}`);

describe("a profile", () => {
  test("every field, as people write it", () => {
    const { profile, problems } = read({
      name: "A",
      NPI: "1000000004",
      tax_ids: ["99-0000001"],
      specialty: "cardiology",
      localities: { carrier: 1112, locality: 5, state: "ca", cbsa: 31084 },
      contracts_complete: "yes",
      contracts: [
        { payer: 99001, from: "2024-01-01", until: "20260630", network: "N", provider: "1000000004" },
        "Second Mutual",
      ],
      medicarePercent: "137.5%",
      workRate: "25%",
      staff_hour: "$42.50",
      letterhead: "A\nB",
      signer: "S. Igner",
    });
    expect(problems).toEqual([]);
    expect(profile).toEqual({
      name: "A",
      npis: ["1000000004"],
      tins: ["990000001"],
      specialties: ["cardiology"],
      localities: [{ carrier: "01112", locality: "05", state: "CA", cbsa: "31084" }],
      contractsComplete: true,
      contracts: [
        { payer: "99001", network: "N", from: "2024-01-01", until: "2026-06-30", provider: "1000000004" },
        { payer: "Second Mutual" },
      ],
      medicarePercent: { top: 1375n, bottom: 1000n },
      medicarePercentStated: true,
      workRate: { top: 25n, bottom: 100n },
      staffHour: 4250n,
      letterhead: ["A", "B"],
      signer: { name: "S. Igner" },
    });
  });

  test.each([
    [{}, { first: 5, every: 5, ways: {} }],
    [
      { first: "3", every: 7, most: 4, ways: { mail: 10 } },
      { first: 3, every: 7, most: 4, ways: { mail: 10 } },
    ],
    [
      { first: 99, most: 0 },
      { first: 5, every: 5, ways: {} },
    ],
  ])("follow-ups %j are asked as %j", (followUp, cadence) => {
    expect(read({ followUp }).profile.followUp).toEqual(cadence);
  });

  test("nothing said: the assumptions, unstated", () => {
    expect(read({}).profile).toEqual(NO_PROFILE);
    expect(NO_PROFILE.medicarePercent).toEqual(percent(150));
    expect(NO_PROFILE.medicarePercentStated).toBe(false);
  });

  const wrong: readonly (readonly [unknown, string, string])[] = [
    [{ medicarePercent: 1.5 }, "profile-percent at medicarePercent", "a multiple is no percentage"],
    [{ medicarePercent: 19 }, "profile-percent at medicarePercent", "below 20"],
    [{ medicarePercent: 2001 }, "profile-percent at medicarePercent", "above 2000"],
    [{ medicarePercent: "a lot" }, "profile-percent at medicarePercent", "no number"],
    [{ workRate: 0 }, "profile-rate at workRate", "nothing is ever done"],
    [{ workRate: 1.1 }, "profile-rate at workRate", "more than all"],
    [{ staffHour: 0 }, "profile-hour at staffHour", "nobody works for nothing"],
    [{ staffHour: "1000.01" }, "profile-hour at staffHour", "a cent above the most"],
    [{ staffHour: "much" }, "profile-hour at staffHour", "no amount"],
    [{ followUp: { first: 0 } }, "profile-follow-up at followUp.first", "asked after on the same day"],
    [{ followUp: { every: 61 } }, "profile-follow-up at followUp.every", "a day above the most"],
    [{ followUp: { most: 2.5 } }, "profile-follow-up at followUp.most", "half an asking"],
    [{ followUp: { ways: { mail: "late" } } }, "profile-follow-up at followUp.ways.mail", "no number"],
    [{ followUp: { ways: { pigeon: 3 } } }, "profile-follow-up at followUp.ways", "no such way"],
    [{ followUp: 5 }, "profile-follow-up at followUp", "no cadence"],
    [{ npis: ["1000000005"] }, "profile-npi at npis[0]", "check digit"],
    [{ npis: [{}] }, "profile-text at npis[0]", "no text"],
    [{ tins: ["12"] }, "profile-tin at tins[0]", "nine digits"],
    [{ localities: [{ carrier: "1" }] }, "profile-locality at localities[0]", "no locality"],
    [
      { localities: [{ carrier: "1", locality: "5", cbsa: "Akron" }] },
      "profile-locality at localities[0].cbsa",
      "a labor market by name",
    ],
    [{ contracts: [{ network: "N" }] }, "profile-contract at contracts[0]", "no payer"],
    [{ contracts: [{ payer: "P", from: "2026-02-30" }] }, "profile-date at contracts[0].from", "no such day"],
    [
      { contracts: [{ payer: "P", from: "2026-02-03", until: "2026-02-02" }] },
      "profile-contract at contracts[0]",
      "ends before it begins",
    ],
    [{ contractsComplete: "maybe" }, "profile-complete at contractsComplete", "neither yes nor no"],
    [{ signer: { title: "T" } }, "profile-signer at signer", "no name"],
    [{ favourite: "blue" }, "profile-field at field 1", "unknown, and told by its place"],
    [
      { contracts: [{ payer: "P", untill: "2020-12-31" }] },
      "profile-contract-field at contracts[0] field 2",
      "misspelled",
    ],
    [{ contracts: [{ payer: "P", until: {} }] }, "profile-date at contracts[0].until", "no text"],
    [[], "profile-not-an-object at ", "a list"],
    ["text", "profile-not-an-object at ", "a text"],
    [null, "profile-not-an-object at ", "nothing"],
  ];
  test.each(wrong)("%j: %s, %s", (json, expected) => {
    expect(problemsOf(json)).toEqual([expected]);
  });

  test.each([
    [20, true],
    [2000, true],
    ["150", true],
  ])("percentage %s is taken: %s", (medicarePercent, stated) => {
    expect(read({ medicarePercent }).profile.medicarePercentStated).toBe(stated);
  });

  test("whatever JSON comes, it is read without a throw and no value is repeated", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(
          "npis",
          "contracts",
          "localities",
          "signer",
          "medicarePercent",
          "workRate",
          "letterhead",
          "followUp",
        ),
        (value, field) => {
          const { profile, problems } = read({ [field]: value });
          expect(profile.workRate.top > 0n).toBe(true);
          for (const p of problems) expect(p.message.length).toBeLessThan(200);
        },
      ),
    );
  });

  test("is told from other JSON", () => {
    expect(looksLikeProfile({ npis: [] })).toBe(true);
    expect(looksLikeProfile({ contractsComplete: false })).toBe(true);
    expect(looksLikeProfile({ name: "x", resourceType: "Claim" })).toBe(false);
    expect(looksLikeProfile([1])).toBe(false);
  });

  test.each([
    ["1234567893", true, "the published example"],
    ["1234567890", false, "check digit"],
    ["123456789", false, "nine digits"],
    ["123456789a", false, "a letter"],
  ])("%s is an NPI: %s, %s", (npi, answer) => {
    expect(isNpi(npi)).toBe(answer);
  });
});

describe("a contract", () => {
  const profile = read({
    contractsComplete: true,
    contracts: [
      { payer: "00099001", from: "2026-01-01", until: "2026-06-30" },
      { payer: "Second Mutual, Inc.", provider: "1000000004" },
      { payer: "Aetna" },
    ],
  }).profile;
  const open = { ...profile, contractsComplete: false };
  const payer = (id: string, name = ""): { key: string; id: string; name: string } => ({ key: id, id, name });

  test.each([
    ["the last day binds", profile, payer("99001"), "2026-06-30", "in-network"],
    ["the day after does not, and the list is complete", profile, payer("99001"), "2026-07-01", "out-of-network"],
    ["the first day binds", profile, payer("99001"), "2026-01-01", "in-network"],
    ["the day before does not", profile, payer("99001"), "2025-12-31", "out-of-network"],
    ["the same when the list may not be complete", open, payer("99001"), "2026-07-01", "unknown"],
    ["a payer on no list", profile, payer("77"), "2026-03-01", "out-of-network"],
    ["a payer on no list that may not be complete", open, payer("77"), "2026-03-01", "unknown"],
    ["a name, whatever its punctuation", profile, payer("x", "SECOND MUTUAL INC"), "2026-03-01", "in-network"],
    ["a name that only begins alike", profile, payer("60054", "AETNA LIFE INSURANCE"), "2026-03-01", "unknown"],
    ["a payer nobody names", profile, { key: "unknown", name: "" }, "2026-03-01", "unknown"],
  ] as const)("%s", (_, p, who, on, expected) => {
    expect(contractFor(p, who, day(on), { npi: "1000000004" }).answer).toBe(expected);
  });

  test.each([
    ["the last day cannot be read", { until: "31/12" }, "2026-03-01", "unknown"],
    ["the last day is no text", { until: true }, "2026-03-01", "unknown"],
    ["the first day cannot be read", { from: "soon" }, "2026-03-01", "unknown"],
    ["the day that can be read excludes it", { from: "2026-06-01", until: "?" }, "2026-03-01", "out-of-network"],
    ["an empty date is none", { from: "2026-01-01", until: "" }, "2026-03-01", "in-network"],
  ])("%s", (_, dates, on, expected) => {
    const p = read({ contractsComplete: true, contracts: [{ payer: "99001", ...dates }] }).profile;
    expect(contractFor(p, payer("99001"), day(on)).answer).toBe(expected);
  });

  test("another contract with the payer that binds decides, though one cannot be read", () => {
    const contracts = [{ payer: "99001", until: "?" }, { payer: "99001" }];
    expect(contractFor(read({ contracts }).profile, payer("99001"), day("2026-03-01")).answer).toBe("in-network");
  });

  test("a row without its payer makes the list not complete", () => {
    const p = read({ contractsComplete: true, contracts: [{ payer: "99001" }, { network: "N" }] }).profile;
    expect(p.contractsComplete).toBe(false);
    expect(contractFor(p, payer("77"), day("2026-03-01")).answer).toBe("unknown");
  });

  test("another provider is not covered", () => {
    const found = contractFor(profile, payer("x", "Second Mutual Inc"), day("2026-03-01"), { npi: "9" });
    expect(found).toEqual({ answer: "out-of-network", because: expect.stringContaining("other providers") });
  });

  test("an unknown day of service decides only undated contracts", () => {
    expect(contractFor(profile, payer("99001"), undefined).answer).toBe("unknown");
    expect(contractFor(profile, payer("x", "Aetna"), undefined).answer).toBe("in-network");
  });
});
