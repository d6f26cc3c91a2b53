import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { factOf, inAskingOrder, readFact, withFact } from "./fact.ts";
import { FACTS } from "./fact-table.ts";

const value = (id: string, text: string): unknown => {
  const r = readFact(id, text);
  return r.ok ? r.value : `refused: ${r.error.code}`;
};

describe("answers are read as people write them", () => {
  test.each([
    ["plan_funding", "Self-Funded", "self_funded_erisa"],
    ["plan_funding", "self funded ERISA", "self_funded_erisa"],
    ["plan_funding", "ASO", "self_funded_erisa"],
    ["plan_funding", "FULLY INSURED", "fully_insured"],
    ["plan_funding", "FEHB", "fehb"],
    ["plan_funding", "Medicare Advantage", "medicare_advantage"],
    ["plan_funding", "Workers' Compensation", "workers_comp"],
    ["service", "Emergency", "emergency"],
    ["service", "air-ambulance", "air_ambulance"],
    ["provider", "Hospital", "facility"],
    ["state", "texas", "TX"],
    ["state", "ny", "NY"],
    ["state", "District of Columbia", "DC"],
    ["in_network", "No", false],
    ["opted_in", "TRUE", true],
    ["payment_received", "2026-11-02", "2026-11-02"],
    ["payment_received", "20261102", "2026-11-02"],
    ["payment_received", "11/2/2026", "2026-11-02"],
    ["qpa", "$1,250.50", usd("1250.50")],
    ["regulator", "dmhc", "DMHC"],
    ["denial_kind", "claim error", "claim-error"],
    ["months_since_contract", "8", 8],
  ])("%s: %s is %s", (id, text, want) => {
    expect(value(id, text)).toEqual(want);
  });

  test("a percentage is exact", () => {
    expect(readFact("inn_coinsurance_pct", "20%")).toEqual({ ok: true, value: { top: 20n, bottom: 100n } });
    expect(readFact("inn_coinsurance_pct", "12.5")).toEqual({ ok: true, value: { top: 125n, bottom: 1000n } });
  });

  test("codes are split and upper case", () => {
    expect(value("rarc", "n877, N830")).toEqual(["N877", "N830"]);
  });

  test("an hour is kept where one is given", () => {
    expect(value("booked", "2026-11-02T09:00")).toEqual({ day: "2026-11-02", minute: 540 });
    expect(value("booked", "2026-11-02")).toEqual({ day: "2026-11-02" });
    expect(value("booked", "2026-11-02T29:00")).toBe("refused: unreadable-answer");
  });
});

describe("what is not known stays unknown, and what cannot be read is refused", () => {
  test.each(["unknown", "", "  ", "N/A", "Unk"])("%j is an allowed answer that settles nothing", (text) => {
    for (const f of FACTS) expect(readFact(f.id, text)).toEqual({ ok: true, value: undefined });
  });

  test.each([
    ["plan_funding", "ERISA", "an insured employer plan is under ERISA too"],
    ["plan_funding", "constructor", "a word of the language is no funding"],
    ["in_network", "maybe", "maybe is neither"],
    ["state", "Puerto Rico", "not one of the fifty-one"],
    ["payment_received", "2026-02-30", "there is no such day"],
    ["qpa", "12.345", "a third decimal"],
    ["qpa", "-5", "below zero"],
    ["inn_coinsurance_pct", "120", "more than everything"],
    ["months_since_contract", "1.5", "not whole"],
  ])("%s refuses %s: %s", (id, text) => {
    expect(readFact(id, text)).toMatchObject({ ok: false, error: { code: "unreadable-answer" } });
  });

  test("a refusal never repeats what was given", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FACTS), fc.string({ minLength: 6 }), (fact, text) => {
        const r = readFact(fact.id, `${text}§`);
        if (!r.ok) expect(r.error.expected).not.toContain(`${text}§`);
      }),
    );
  });

  test("a fact nobody asks for is named so", () => {
    expect(readFact("shoe_size", "44")).toMatchObject({ ok: false, error: { code: "unknown-fact" } });
    expect(factOf("__proto__")).toBeUndefined();
  });

  test("fact names are read in any spelling", () => {
    expect(factOf("Plan Funding")?.id).toBe("plan_funding");
  });
});

test("questions come in the order that closes the most doors, once each", () => {
  expect(inAskingOrder(["plan_funding", "service", "plan_funding", "in_network"])).toEqual([
    "in_network",
    "service",
    "plan_funding",
  ]);
});

test("an unknown answer takes a fact out again", () => {
  expect(withFact({ service: "emergency" }, "service", undefined)).toEqual({});
});
