import { describe, expect, test } from "vitest";
import { type Day, day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { decideBatch } from "./batch.ts";
import { decideChannel } from "./channel.ts";
import { lawDeadlines } from "./deadline.ts";
import type { Facts, PlanFunding, ProviderKind, Service } from "./fact.ts";
import { feesFor } from "./fees.ts";
import { JURISDICTIONS, type StateCode } from "./jurisdiction.ts";
import { DATED_VALUES } from "./library.ts";
import { qpaFor } from "./patient.ts";
import { rightsOf } from "./right.ts";
import { routesOn, stateLaw } from "./state.ts";
import { valueOn } from "./statute.ts";

/** Every quarter of seven years: no gap, no conflict, no throw. No number is asserted here. */
const QUARTERS: readonly Day[] = [2022, 2023, 2024, 2025, 2026, 2027, 2028].flatMap((y) =>
  ["01-03", "04-18", "07-03", "11-01"].map((md) => day(`${y}-${md}`)),
);
const STATES = Object.keys(JURISDICTIONS) as StateCode[];
const PLANS: readonly PlanFunding[] = [
  "fully_insured",
  "self_funded_erisa",
  "fehb",
  "state_employee_plan",
  "medicare_advantage",
  "workers_comp",
];
const CARE: readonly Service[] = [
  "emergency",
  "non_emergency_inn_facility",
  "air_ambulance",
  "ground_ambulance",
  "elective",
];
const BILLERS: readonly ProviderKind[] = ["physician", "facility"];

const KNOWN: Facts = {
  in_network: false,
  specialty: "radiology",
  facility_in_network: true,
  regulator: "DMHC",
  months_since_contract: 60,
  opted_in: false,
};

function combinations(): readonly (readonly [StateCode, PlanFunding, Service, ProviderKind])[] {
  return STATES.flatMap((s) => PLANS.flatMap((p) => CARE.flatMap((c) => BILLERS.map((b) => [s, p, c, b] as const))));
}

test("twenty-eight quarters are looked at", () => {
  expect(QUARTERS.length).toBe(28);
});

describe.each(QUARTERS)("on %s", (on) => {
  test("every state, plan, care and biller has one road when all is known, and it cites its law", () => {
    const wrong: string[] = [];
    for (const [state, plan_funding, service, provider] of combinations()) {
      const f = decideChannel({ ...KNOWN, state, plan_funding, service, provider, date_of_service: on }, on);
      const firsts = f.candidates.filter((c) => c.role === "first");
      const name = `${state} ${plan_funding} ${service} ${provider}: ${f.verdict}`;
      if (f.verdict === "undetermined" || firsts.length !== 1 || firsts.some((c) => c.cites.length === 0))
        wrong.push(name);
      const denial = provider === "physician" ? "coverage" : "none";
      const rights = rightsOf(f, { paymentReceived: on, paymentAssumed: true, dateOfService: on }, denial, on);
      if (denial !== "none" && !rights.some((r) => r.safe !== undefined || r.missing !== undefined))
        wrong.push(`${name}: denied, no clock`);
    }
    expect(wrong).toEqual([]);
  });

  test("fees, batching and both readings of every clock exist", () => {
    if (on >= "2022-04-15") expect(feesFor({ initiated: on, kind: "batched", lines: 30 })).toBeDefined();
    expect(decideBatch({ lines: 2, codes: ["99285"], negotiationStart: on })).toBeDefined();
    for (const start of [
      "received",
      "open-negotiation-start",
      "initiated",
      "selected",
      "determination",
      "final-denial",
    ] as const) {
      expect(lawDeadlines(start, on).ok).toBe(true);
    }
  });

  test("no dated value is in force twice", () => {
    for (const [name, values] of Object.entries(DATED_VALUES)) {
      if (name === "2026 rule features") continue;
      const all: readonly { from: Day; until?: Day }[] = values;
      expect(
        all.filter((v) => on >= v.from && (v.until === undefined || on <= v.until)).length,
        name,
      ).toBeLessThanOrEqual(1);
    }
  });

  test("a factor is known for every year that has one, and none is invented after", () => {
    expect(qpaFor(usd("100.00"), on) === undefined).toBe(on >= "2027-01-01");
  });

  test("two routes of a state never claim the same insured care of one biller", () => {
    for (const state of STATES) {
      const law = stateLaw(state);
      if (law === undefined) throw new Error(`no law for ${state}`);
      expect(routesOn(law, on).length > 0 || law.posture === "federal-only" || state === "NM", state).toBe(true);
    }
    expect(valueOn(DATED_VALUES["batching rule"], on)).toBeDefined();
  });
});
