import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { capital, wordsOf } from "./channel-words.ts";

/** A fact of the law as a person says it: `in_network` that is `false` is "Out of network". */

const SAID: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  in_network: { true: "In network", false: "Out of network" },
  facility_in_network: { true: "The facility is in network", false: "The facility is out of network" },
  service: {
    emergency: "Emergency care",
    non_emergency_inn_facility: "Planned care at a facility in network",
    non_emergency_facility: "Planned care at a facility",
    air_ambulance: "Air ambulance",
    ground_ambulance: "Ground ambulance",
    elective: "Care outside every protected kind",
  },
  plan_funding: {
    fully_insured: "Insured plan",
    self_funded_erisa: "Self-funded plan under ERISA",
    self_funded_church: "Self-funded church plan",
    self_funded_government: "Self-funded plan of a government",
    state_employee_plan: "Plan for state employees",
    fehb: "Federal employees' plan",
    medicare: "Medicare",
    medicare_advantage: "Medicare Advantage",
    medicaid: "Medicaid",
    chip: "CHIP",
    tricare: "TRICARE",
    va: "Veterans' care",
    workers_comp: "Workers' compensation",
    auto: "Auto policy",
    uninsured: "No coverage",
  },
};

const YES_NO: Readonly<Record<string, string>> = { true: "yes", yes: "yes", false: "no", no: "no" };

const own = <T>(of: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  of !== undefined && Object.hasOwn(of, key) ? of[key] : undefined;

/** "Self-funded plan under ERISA", "Receipt of payment: Nov 2, 2026". A fact of no words of its own is said by its name. */
export function factSaid(fact: string, value: string): string {
  const plain = own({ yes: "true", no: "false" }, value) ?? value;
  return own(own(SAID, fact), plain) ?? `${capital(wordsOf(fact))}: ${valueSaid(value)}`;
}

const valueSaid = (value: string): string => own(YES_NO, value) ?? datesSaid(wordsOf(value));

/** Days within a sentence as people read them. */
export const datesSaid = (text: string): string =>
  text.replaceAll(/\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b/g, (d) => showDateOfYear(dayOf(d)));

/** As a sentence: a capital, one full stop, days as people read them. */
export function sentenceOf(text: string): string {
  const said = datesSaid(text).trim();
  if (said === "") return "";
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.!?]$/.test(said) ? "" : "."}`;
}
