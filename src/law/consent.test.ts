import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { consentOf } from "./consent.ts";
import type { Facts, Moment } from "./fact.ts";

const on = (d: string, minute?: number): Moment => (minute === undefined ? { day: day(d) } : { day: day(d), minute });
const VALID: Facts = {
  service: "non_emergency_inn_facility",
  specialty: "orthopaedic_surgery",
  signed: true,
  standard_form: true,
  participating_alternative_listed: true,
  booked: on("2026-10-01"),
  service_at: on("2026-10-20", 600),
  notice_given: on("2026-10-15"),
};
const verdict = (change: Partial<Facts>): string => consentOf({ ...VALID, ...change }).verdict;

describe("when a consent gives up protection", () => {
  test.each<[string, Partial<Facts>, string]>([
    ["form, time and signature in order", {}, "valid"],
    ["nothing signed", { signed: false }, "none"],
    ["an altered form", { standard_form: false }, "void"],
    ["no network provider named", { participating_alternative_listed: false }, "void"],
    ["anesthesia", { specialty: "anesthesiology" }, "void"],
    ["an emergency", { service: "emergency" }, "void"],
    ["a laboratory", { provider: "laboratory" }, "void"],
    ["72 hours before the day of service, to the minute", { notice_given: on("2026-10-17", 0) }, "valid"],
    ["a minute later", { notice_given: on("2026-10-17", 1) }, "void"],
    ["booked two days ahead, notice that day", { booked: on("2026-10-18"), notice_given: on("2026-10-18") }, "valid"],
    [
      "booked two days ahead, notice the day after",
      { booked: on("2026-10-18"), notice_given: on("2026-10-19") },
      "void",
    ],
    [
      "the same day, three hours before",
      { booked: on("2026-10-20", 300), notice_given: on("2026-10-20", 420) },
      "valid",
    ],
    [
      "the same day, a minute short of three hours",
      { booked: on("2026-10-20", 300), notice_given: on("2026-10-20", 421) },
      "void",
    ],
  ])("%s", (_, change, want) => {
    expect(verdict(change)).toBe(want);
  });

  test("a signature whose papers are unknown asks for the papers", () => {
    const { standard_form: _, notice_given: __, ...rest } = VALID;
    expect(consentOf(rest)).toEqual({ verdict: "undetermined", missing: ["standard_form", "notice_given"] });
  });

  test("an unmentioned consent is no question: protection is the law's default", () => {
    expect(consentOf({ service: "non_emergency_inn_facility" }).verdict).toBe("none");
  });
});
